/*
 * width.h: how many columns a character takes where all are set in one pitch (Unicode Standard Annex 11). Private to
 * the library; both halves go by it.
 */
#ifndef GONGKAI_WIDTH_H
#define GONGKAI_WIDTH_H

#include <stdint.h>

/* What Annex 11 leaves open (quotes, lines, Greek): 1 in most of the world, 2 in East Asian settings. */
typedef enum gk_ambiguous { GK_AMBIGUOUS_NARROW = 1, GK_AMBIGUOUS_WIDE = 2 } gk_ambiguous;

/* 0, 1 or 2. */
unsigned gk_char_columns(uint32_t c, gk_ambiguous ambiguous);

#endif
