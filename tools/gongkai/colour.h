/*
 * colour.h: whether standard output is coloured.
 */
#ifndef GONGKAI_TOOLS_COLOUR_H
#define GONGKAI_TOOLS_COLOUR_H

#include "gongkai/emit.h"

/* Colours on a terminal that has them, unless NO_COLOR (no-color.org) says otherwise. */
gk_colour colour_of_terminal(void);

/* What --color says: auto, always or never. 0 for anything else. */
int colour_parse(const char *arg, gk_colour *colour);

#endif
