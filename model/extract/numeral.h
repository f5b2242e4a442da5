/*
 * numeral.h: the small numbers of headings and dates, in ASCII (width is folded before) or Chinese digits. Each reader
 * gives the index behind what it read, or GK_FOLD_NONE.
 */
#ifndef GONGKAI_EXTRACT_NUMERAL_H
#define GONGKAI_EXTRACT_NUMERAL_H

#include "extract/fold.h"

/* Reports exist since 2008, when the regulation took effect. */
#define GK_MIN_YEAR 2008
#define GK_MAX_YEAR 2100

int gk_is_digit(uint32_t cp);

/* The number of one character with its marks, 1 to 10: ①, ⑴, ⒈, ㈠; 0 for anything else. */
unsigned gk_enclosed_number(uint32_t cp);

/* Whether code points i and i + 1 stand side by side in the source, no blank between them. */
int gk_fold_adjacent(const gk_fold *fold, size_t i);

/* Four digits, neither more nor less, from GK_MIN_YEAR to GK_MAX_YEAR: 2021, 二〇二一, 二○二一, 二零二一. */
size_t gk_read_year(const gk_fold *fold, size_t i, int *year);

/* 1 to 99: one or two ASCII digits, a leading zero allowed, or 一 to 九十九. */
size_t gk_read_small(const gk_fold *fold, size_t i, int *value);

#endif
