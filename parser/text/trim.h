/*
 * trim.h: text without what shows as nothing (base/space.h). Private to the parser.
 */
#ifndef GONGKAI_TRIM_H
#define GONGKAI_TRIM_H

#include "gongkai/base.h"

/* The slice of s, which is valid UTF-8, without such characters at either end; where all are, it is empty at s's end.
 */
gk_str gk_str_trim(gk_str s);

/* Whether s, which is valid UTF-8, holds nothing else. */
int gk_str_is_blank(gk_str s);

#endif
