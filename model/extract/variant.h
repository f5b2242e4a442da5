/*
 * variant.h: characters and words that differ in writing only: traditional and simplified, radicals and compatibility
 * ideographs that stand for whole characters (PDF files have them), the words of Taiwan that machines put in.
 */
#ifndef GONGKAI_EXTRACT_VARIANT_H
#define GONGKAI_EXTRACT_VARIANT_H

#include <stddef.h>
#include <stdint.h>

/* The character a BMP ideograph or radical is compared as: 規 as 规, ⼀ as 一; others are themselves. */
uint32_t gk_variant_base(uint32_t cp);

/* Of n folded code points: the last two, if they are a word that is written otherwise elsewhere, become that. */
void gk_variant_last_word(uint32_t *cps, size_t n);

/* The next word, from *i on, that a folded code point begins: the first code point of what it is compared as, and *i
   moves behind it; 0 if there is none. */
uint32_t gk_variant_next_begun(uint32_t cp, size_t *i);

#endif
