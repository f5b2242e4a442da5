/*
 * chinese_number.h: Chinese numerals to numbers. Private to the model.
 */
#ifndef GONGKAI_EXTRACT_CHINESE_NUMBER_H
#define GONGKAI_EXTRACT_CHINESE_NUMBER_H

#include <stddef.h>
#include <stdint.h>

/* The digit a code point stands for (〇 零 一 … 九, 两, and the capital forms 壹 … 玖), or -1. */
int gk_chinese_digit(uint32_t cp);

/* Whether a code point can stand in a numeral at all. */
int gk_chinese_is_numeral(uint32_t cp);

/*
 * Reads a numeral that takes up all of cps: digit by digit (二〇二一), or with 十百千万亿 in descending order
 * (一千零五十, 十二, 三万二千). Financial forms (拾佰仟) too. Returns 0 and the number, at most 15 digits, or 1 if it
 * is not a well-formed numeral. A single 一, or several, are refused: in a cell they are as likely strokes.
 */
int gk_chinese_read(const uint32_t *cps, size_t n, int64_t *number);

#endif
