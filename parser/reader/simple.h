/*
 * simple.h: simple types of attribute values, as XML vocabularies share them. Private to the readers.
 */
#ifndef GONGKAI_SIMPLE_H
#define GONGKAI_SIMPLE_H

#include "gongkai/base.h"

/* A decimal number, blanks around it left out, brought into the range; `fallback` if it is none. */
int32_t gk_simple_int(gk_str s, int32_t min, int32_t max, int32_t fallback);

/* An order of slices, the shorter first; 0 if they are equal. */
int gk_str_compare(gk_str a, gk_str b);

#endif
