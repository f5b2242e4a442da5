/*
 * page_word.h: what a word of a page may be, by itself. Private to the page stage.
 */
#ifndef GONGKAI_PAGE_WORD_H
#define GONGKAI_PAGE_WORD_H

#include "gongkai/base.h"

typedef enum gk_page_word_kind {
  GK_PAGE_WORD_TEXT,
  GK_PAGE_WORD_STROKE, /* stands for a number */
  GK_PAGE_WORD_NUMBER,
} gk_page_word_kind;

enum { GK_PAGE_ODD_CHARS = 6 }; /* what stands for a number has no more */

gk_page_word_kind gk_page_kind_of(gk_str s);

int gk_page_is_stroke(uint32_t c);

/* What was counted or paid, perhaps in brackets. */
int gk_page_is_unit(gk_str s);

/* Strokes and words for none, perhaps with a full stop. */
int gk_page_is_none(gk_str s);

/* A number that was broken where its cell ended: grouped digits of which some are missing, such as "14,". */
int gk_page_is_broken_number(gk_str s);

/* The first line of a number that goes on in the next: "in all", a bracket that opens, a comma behind digits. */
int gk_page_is_begun_number(gk_str s);

#endif
