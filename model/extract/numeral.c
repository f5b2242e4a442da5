#include "extract/numeral.h"

#include "extract/chinese_number.h"

int gk_is_digit(uint32_t cp) {
  return cp >= '0' && cp <= '9';
}

unsigned gk_enclosed_number(uint32_t cp) {
  static const uint32_t ones[] = {0x2460 /* ① */, 0x2474 /* ⑴ */, 0x2488 /* ⒈ */, 0x3220 /* ㈠ */};
  for (size_t i = 0; i < sizeof ones / sizeof *ones; i++)
    if (cp - ones[i] < 10)
      return cp - ones[i] + 1;
  return 0;
}

/* 〇 to 九, -1 for anything else. The circle is how many type the zero of a year. */
static int han_digit(uint32_t cp) {
  return cp == 0x25CB /* ○ */ ? 0 : gk_chinese_digit(cp);
}

int gk_fold_adjacent(const gk_fold *fold, size_t i) {
  return i + 1 < fold->n && fold->off[i] + gk_fold_source(fold, i, i + 1).n == fold->off[i + 1];
}

static size_t read_year_digits(const gk_fold *fold, size_t i, int *year) {
  if (i > 0 && gk_is_digit(fold->cp[i - 1]) && gk_fold_adjacent(fold, i - 1))
    return GK_FOLD_NONE;
  size_t end = i;
  *year = 0;
  for (; end < fold->n && gk_is_digit(fold->cp[end]); end++) {
    if (end == i + 4)
      return GK_FOLD_NONE;
    *year = *year * 10 + (int)(fold->cp[end] - '0');
  }
  return end == i + 4 ? end : GK_FOLD_NONE;
}

/* 二O二一 with the letter O is common: within a year it is a zero. */
static int year_digit(uint32_t cp) {
  return cp == 'O' || cp == 'o' || cp == '0' ? 0 : han_digit(cp);
}

static size_t read_year_han(const gk_fold *fold, size_t i, int *year) {
  if (i > 0 && han_digit(fold->cp[i - 1]) >= 0)
    return GK_FOLD_NONE;
  size_t end = i;
  *year = 0;
  for (; end < fold->n && year_digit(fold->cp[end]) >= 0; end++) {
    if (end == i + 4)
      return GK_FOLD_NONE;
    *year = *year * 10 + year_digit(fold->cp[end]);
  }
  return end == i + 4 ? end : GK_FOLD_NONE;
}

size_t gk_read_year(const gk_fold *fold, size_t i, int *year) {
  if (i >= fold->n)
    return GK_FOLD_NONE;
  size_t end = GK_FOLD_NONE;
  int value = 0;
  if (gk_is_digit(fold->cp[i]))
    end = read_year_digits(fold, i, &value);
  else if (han_digit(fold->cp[i]) > 0)
    end = read_year_han(fold, i, &value);
  if (end == GK_FOLD_NONE || value < GK_MIN_YEAR || value > GK_MAX_YEAR)
    return GK_FOLD_NONE;
  *year = value;
  return end;
}

static size_t read_small_digits(const gk_fold *fold, size_t i, int *value) {
  size_t end = i;
  *value = 0;
  for (; end < fold->n && gk_is_digit(fold->cp[end]); end++) {
    if (end == i + 2)
      return GK_FOLD_NONE;
    *value = *value * 10 + (int)(fold->cp[end] - '0');
  }
  return *value > 0 ? end : GK_FOLD_NONE;
}

/* [d]十[d] or d. */
static size_t read_small_han(const gk_fold *fold, size_t i, int *value) {
  int tens = 0;
  int ones = -1;
  size_t end = i;
  if (end < fold->n && han_digit(fold->cp[end]) > 0)
    ones = han_digit(fold->cp[end++]);
  if (end < fold->n && fold->cp[end] == 0x5341) { /* 十 */
    tens = ones > 0 ? ones : 1;
    ones = 0;
    end++;
    if (end < fold->n && han_digit(fold->cp[end]) > 0)
      ones = han_digit(fold->cp[end++]);
  }
  *value = tens * 10 + ones;
  return *value > 0 ? end : GK_FOLD_NONE;
}

size_t gk_read_small(const gk_fold *fold, size_t i, int *value) {
  if (i >= fold->n)
    return GK_FOLD_NONE;
  return gk_is_digit(fold->cp[i]) ? read_small_digits(fold, i, value) : read_small_han(fold, i, value);
}
