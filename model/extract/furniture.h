/*
 * furniture.h: lines that a page has beside its text: where one is on the site, buttons, what stands at its foot.
 * Private to the model.
 */
#ifndef GONGKAI_EXTRACT_FURNITURE_H
#define GONGKAI_EXTRACT_FURNITURE_H

#include "extract/fold.h"

/* Whether a line can only stand below a page's text: nothing from it on belongs to the text. */
int gk_is_foot(const gk_fold *line);

/* Whether a line is a button, a path of links or a counter. */
int gk_is_button(const gk_fold *line);

#endif
