/*
 * space.h: what shows as nothing. Private to the parser.
 */
#ifndef GONGKAI_SPACE_H
#define GONGKAI_SPACE_H

#include "gongkai/base.h"

/* Whether a code point is white space (Unicode's White_Space property), another C0 control, or filler that layouts are
   padded with: zero-width spaces and joiners, direction marks, word joiner, byte-order mark. */
int gk_is_space(uint32_t c);

/* The slice of s, which is valid UTF-8, without such characters at either end; where all are, it is empty at s's end.
 */
gk_str gk_str_trim(gk_str s);

/* Whether s, which is valid UTF-8, holds nothing else. */
int gk_str_is_blank(gk_str s);

#endif
