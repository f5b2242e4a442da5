#include "layout/page_word.h"

#include "text/utf8.h"

#include <string.h>

enum { VALUE_BYTES = 40 }; /* no number is longer */

/* Characters */

static int is_digit(uint32_t c) {
  return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

int gk_page_is_stroke(uint32_t c) {
  return c == '-' || c == '/' || c == '\\' || (c >= 0x2010 && c <= 0x2015) || c == 0x2044 || c == 0x2212 ||
         c == 0x2215 || c == 0x2500 || c == 0x2501 || c == 0xFE58 || c == 0xFE63 || c == 0xFF0D || c == 0xFF0F;
}

static int is_sign(uint32_t c) {
  return c == '+' || c == '-' || c == 0xFF0B || c == 0xFF0D || c == 0x2212;
}

/* Points, and spaces that only group digits. */
static int is_point(uint32_t c) {
  return c == '.' || c == ',' || c == 0xFF0E || c == 0xFF0C || c == 0x2009 || c == 0x202F;
}

/* Words */

static int is_one_of(gk_str s, const gk_str *words, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (s.n == words[i].n && memcmp(s.p, words[i].p, s.n) == 0)
      return 1;
  return 0;
}

/* The rest of a text behind the first of the words that it begins with; the text itself if with none. */
static gk_str behind(gk_str s, const gk_str *words, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (s.n >= words[i].n && memcmp(s.p, words[i].p, words[i].n) == 0)
      return (gk_str){s.p + words[i].n, s.n - words[i].n};
  return s;
}

int gk_page_is_unit(gk_str s) {
  static const gk_str units[] = {{"元", 3},   {"万元", 6}, {"亿元", 6}, {"萬元", 6}, {"億元", 6}, {"件次", 6},
                                 {"人次", 6}, {"件", 3},   {"项", 3},   {"項", 3},   {"个", 3},   {"個", 3},
                                 {"条", 3},   {"條", 3},   {"次", 3},   {"宗", 3},   {"起", 3},   {"部", 3},
                                 {"份", 3},   {"例", 3},   {"篇", 3}};
  static const gk_str open[] = {{"(", 1}, {"（", 3}}, close[] = {{")", 1}, {"）", 3}};
  gk_str inner = behind(s, open, 2);
  for (size_t i = 0; i < 2 && inner.n < s.n; i++)
    if (inner.n > close[i].n && memcmp(inner.p + inner.n - close[i].n, close[i].p, close[i].n) == 0)
      return is_one_of((gk_str){inner.p, inner.n - close[i].n}, units, sizeof units / sizeof *units);
  return is_one_of(s, units, sizeof units / sizeof *units);
}

static const gk_str leads[] = {{"共计", 6}, {"共計", 6}, {"共", 3}};

/* A number as cells have it: "in all", a sign, digits with points between, a unit. "1." is a list's, "2020-01" a
   date's. */
static int is_number(gk_str s) {
  s = behind(s, leads, sizeof leads / sizeof *leads);
  size_t n_digits = 0;
  int ends_in_digit = 0;
  for (size_t i = 0, n; i < s.n; i += n) {
    uint32_t c;
    n = gk_utf8_decode(s.p + i, &c);
    if (is_digit(c)) {
      n_digits++;
    } else if (!(is_sign(c) && i == 0) && !(is_point(c) && ends_in_digit)) {
      return ends_in_digit && ((c == '%' && i + n == s.n) || gk_page_is_unit((gk_str){s.p + i, s.n - i}));
    }
    ends_in_digit = is_digit(c);
  }
  return n_digits > 0 && ends_in_digit;
}

int gk_page_is_none(gk_str s) {
  static const gk_str words[] = {{"无", 3},        {"無", 3},        {"没有", 6},   {"沒有", 6},   {"暂无", 6},
                                 {"暫無", 6},      {"不适用", 9},    {"不適用", 9}, {"不涉及", 9}, {"未涉及", 9},
                                 {"不存在", 9},    {"未发生", 9},    {"未發生", 9}, {"无此项", 9}, {"無此項", 9},
                                 {"无此情况", 12}, {"無此情況", 12}, {"N/A", 3},    {"n/a", 3},    {"NA", 2}};
  static const gk_str stop = {"。", 3};
  gk_str word = s.n > stop.n && memcmp(s.p + s.n - stop.n, stop.p, stop.n) == 0 ? (gk_str){s.p, s.n - stop.n} : s;
  if (is_one_of(word, words, sizeof words / sizeof *words))
    return 1;
  for (size_t i = 0; i < s.n;) {
    uint32_t c;
    i += gk_utf8_decode(s.p + i, &c);
    if (!gk_page_is_stroke(c))
      return 0;
  }
  return 1;
}

/* What is no number but stands for one, such as "+5 or so", "1 or 2": short, with a digit at its end. */
static int is_odd_number(gk_str s) {
  uint32_t c = 0;
  size_t n_chars = 0;
  for (size_t i = 0; i < s.n; n_chars++)
    i += gk_utf8_decode(s.p + i, &c);
  return n_chars <= GK_PAGE_ODD_CHARS && is_digit(c);
}

int gk_page_is_broken_number(gk_str s) {
  size_t n_since = 0, n_commas = 0, is_decimal = 0;
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] >= '0' && s.p[i] <= '9') {
      n_since++;
    } else if (s.p[i] == ',' && !is_decimal && (n_commas == 0 ? n_since > 0 : n_since == 3)) {
      n_commas++;
      n_since = 0;
    } else if (s.p[i] == '.' && (n_commas == 0 || n_since == 3)) {
      is_decimal = 1;
      n_since = 3;
    } else {
      return 0;
    }
  }
  return n_commas > 0 && !is_decimal && n_since < 3;
}

gk_page_word_kind gk_page_kind_of(gk_str s) {
  if (s.n > VALUE_BYTES)
    return GK_PAGE_WORD_TEXT;
  if (is_number(s))
    return GK_PAGE_WORD_NUMBER;
  if (gk_page_is_broken_number(s))
    return GK_PAGE_WORD_STROKE;
  return gk_page_is_none(s) || is_odd_number(s) ? GK_PAGE_WORD_STROKE : GK_PAGE_WORD_TEXT;
}

int gk_page_is_begun_number(gk_str s) {
  static const gk_str ends[] = {{"(", 1}, {"（", 3}, {",", 1}, {"，", 3}};
  if (is_one_of(s, leads, sizeof leads / sizeof *leads))
    return 1;
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
    if (s.n > ends[i].n && memcmp(s.p + s.n - ends[i].n, ends[i].p, ends[i].n) == 0)
      return is_number((gk_str){s.p, s.n - ends[i].n});
  return 0;
}
