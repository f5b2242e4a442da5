#include "extract/value.h"

#include "extract/fold.h"
#include "extract/chinese_number.h"

#include <uchar.h>

enum { MAX_CPS = 40, MAX_DIGITS = 15 };

/* What stood before a code point. Thin blanks group the digits of long numbers; others part what is no one number. */
enum { NO_GAP, BLANK_GAP, THIN_GAP };

/* A cell's text, folded, blanks kept out but remembered: `gap[i]` says what stood before cp[i]. */
typedef struct glyphs {
  uint32_t cp[MAX_CPS + 1];
  uint32_t off[MAX_CPS + 1];
  uint8_t gap[MAX_CPS + 1];
  size_t n;
  uint32_t first; /* as it stands in the text, not folded */
} glyphs;

/* Returns 1 if the text is longer than any value. */
static int spread(gk_str text, glyphs *g) {
  uint8_t gap = NO_GAP;
  g->n = 0;
  for (size_t i = 0; i < text.n;) {
    uint32_t off = (uint32_t)i;
    uint32_t written = gk_utf8_next(text, &i);
    uint32_t cp = gk_fold_cp(written);
    if (cp == 0) {
      gap = gap == NO_GAP && (written == 0x2009 || written == 0x202F) ? THIN_GAP : BLANK_GAP;
      continue;
    }
    if (g->n == MAX_CPS)
      return 1;
    if (g->n == 0)
      g->first = written;
    g->cp[g->n] = cp;
    g->off[g->n] = off;
    g->gap[g->n++] = gap;
    gap = NO_GAP;
  }
  g->cp[g->n] = 0;
  g->off[g->n] = (uint32_t)text.n;
  g->gap[g->n] = 0;
  return 0;
}

/* Whether the word stands at i; returns the index behind it, 0 if not. Blanks inside do not matter. */
static size_t word_at(const glyphs *g, size_t i, const char32_t *word) {
  for (; *word != 0; word++, i++)
    if (i >= g->n || g->cp[i] != *word)
      return 0;
  return i;
}

/* The index behind the first of the words that stands at i; 0 if none does. The list ends with NULL. */
static size_t any_word_at(const glyphs *g, size_t i, const char32_t *const *words) {
  size_t end = 0;
  for (; *words != NULL && end == 0; words++)
    end = word_at(g, i, *words);
  return end;
}

static int is_stroke(uint32_t cp) {
  return cp == '/' || cp == '-' || cp == '\\' || cp == 0x2501;
}

static int is_none(const glyphs *g) {
  static const char32_t *const words[] = {U"无此类情况", U"无此情况", U"无此类事项", U"无此事项", U"无此项", U"不适用",
                                          U"不涉及",     U"未涉及",   U"不存在",     U"未发生",   U"暂无",   U"没有",
                                          U"无",         U"N/A",      U"n/a",        U"NA",       NULL};
  size_t strokes = 0, end = any_word_at(g, 0, words);
  while (strokes < g->n && is_stroke(g->cp[strokes]))
    strokes++;
  return strokes == g->n || end == g->n || (end != 0 && end + 1 == g->n && g->cp[end] == 0x3002 /* 。 */);
}

/* Folding makes a hyphen of every dash; in front of digits an em dash is more likely a stroke than a sign. */
static int is_minus(const glyphs *g) {
  return g->cp[0] == '-' && g->first != 0x2014 && g->first != 0x2015 && g->first != 0x2500 && g->first != 0xFE58;
}

/* "+", "-", and the words of change; returns the index behind, `negative` told. */
static size_t read_sign(const glyphs *g, gk_cell_type type, int *negative) {
  static const char32_t *const up[] = {U"增加", U"增长", U"新增", U"增", U"↑", NULL};
  static const char32_t *const down[] = {U"减少", U"下降", U"减", U"↓", NULL};
  size_t end;
  *negative = is_minus(g);
  if (g->cp[0] == '+' || *negative)
    return 1;
  if (type != GK_CELL_SIGNED)
    return 0;
  end = any_word_at(g, 0, up);
  if (end != 0)
    return end;
  end = any_word_at(g, 0, down);
  *negative = end != 0;
  return end;
}

static int is_digit(uint32_t cp) {
  return cp >= '0' && cp <= '9';
}

/* The mark that parts two groups of digits before or at i; 0 for none. */
static uint32_t group_mark(const glyphs *g, size_t i, size_t first) {
  return g->cp[i] == ',' ? ',' : i > first && g->gap[i] == THIN_GAP ? 0x2009 : 0;
}

/* Digits and group marks from i on: "1,113". Groups, where there are any, are whole. Returns the end, 0 if wrong. */
static size_t read_integer(const glyphs *g, size_t i, int64_t *digits, size_t *n_digits) {
  size_t run = 0, first = i;
  uint32_t grouped_by = 0;
  for (; i < g->n && (is_digit(g->cp[i]) || g->cp[i] == ','); i++) {
    uint32_t mark = group_mark(g, i, first);
    if (g->gap[i] == BLANK_GAP && i > first)
      break;
    if (mark != 0) {
      if (run == 0 || run > 3 || (grouped_by != 0 && (run != 3 || mark != grouped_by)))
        return 0;
      grouped_by = mark;
      run = 0;
    }
    if (g->cp[i] == ',')
      continue;
    if (*digits != 0 || g->cp[i] != '0')
      ++*n_digits;
    if (*n_digits > MAX_DIGITS)
      return 0;
    *digits = *digits * 10 + (int64_t)(g->cp[i] - '0');
    run++;
  }
  return run == 0 || (grouped_by != 0 && run != 3) ? 0 : i;
}

/* ".25" at i, if there is a fraction. Returns the end, 0 if what stands there is none. */
static size_t read_fraction(const glyphs *g, size_t i, gk_decimal *d, size_t n_digits) {
  if (i >= g->n || g->cp[i] != '.' || g->gap[i])
    return i;
  size_t first = ++i;
  for (; i < g->n && is_digit(g->cp[i]) && !g->gap[i]; i++) {
    if (d->digits != 0 || g->cp[i] != '0')
      n_digits++;
    if (n_digits > MAX_DIGITS || d->scale == MAX_DIGITS)
      return 0;
    d->digits = d->digits * 10 + (int64_t)(g->cp[i] - '0');
    d->scale++;
  }
  return i == first ? 0 : i;
}

static size_t read_decimal(const glyphs *g, size_t i, gk_decimal *d) {
  size_t n_digits = 0;
  *d = (gk_decimal){0, 0};
  if (i < g->n && g->cp[i] == '.')
    return read_fraction(g, i, d, 0);
  i = read_integer(g, i, &d->digits, &n_digits);
  return i == 0 ? 0 : read_fraction(g, i, d, n_digits);
}

static size_t read_chinese(const glyphs *g, size_t i, gk_decimal *d) {
  size_t end = i;
  while (end < g->n && gk_chinese_is_numeral(g->cp[end]))
    end++;
  if (end < g->n && end > i + 1 && word_at(g, end, U"元") != 0 &&
      (word_at(g, end - 1, U"万") != 0 || word_at(g, end - 1, U"亿") != 0))
    end--; /* 三万元 is 三 of the unit 万元 */
  *d = (gk_decimal){0, 0};
  if (end == i + 1 && end < g->n && g->cp[i] == 0x4E00) {
    d->digits = 1; /* 一件: with a measure it is no stroke */
    return end;
  }
  return gk_chinese_read(g->cp + i, end - i, &d->digits) ? 0 : end;
}

/* What may stand before a number and adds nothing to it; returns the index behind. */
static size_t skip_lead(const glyphs *g, gk_cell_type type) {
  static const char32_t *const money[] = {U"人民币", U"￥", U"¥", NULL};
  static const char32_t *const all[] = {U"共计", U"共", NULL};
  return any_word_at(g, 0, type == GK_CELL_AMOUNT ? money : all);
}

/* What follows the number, perhaps in brackets: code points from to to - 1. Returns the index behind it all. */
static size_t read_unit(const glyphs *g, size_t i, gk_cell_type type, size_t *from, size_t *to) {
  static const char32_t *const money[] = {U"亿元", U"千万元", U"百万元", U"万元", U"千元", U"元", U"亿", U"万", NULL};
  static const char32_t *const measures[] = {U"件次", U"人次", U"件", U"项", U"个", U"条", U"次",
                                             U"宗",   U"起",   U"部", U"份", U"例", U"篇", NULL};
  int bracket = i < g->n && g->cp[i] == '(';
  *from = i + (size_t)bracket;
  *to = any_word_at(g, *from, type == GK_CELL_AMOUNT ? money : measures);
  if (bracket && *to != 0)
    return g->cp[*to] == ')' ? *to + 1 : 0;
  return *to;
}

gk_value gk_value_read(gk_str text, gk_cell_type type) {
  gk_value value = {.state = GK_STATE_UNREADABLE};
  glyphs g;
  int negative = 0;
  if (spread(text, &g))
    return value;
  if (g.n == 0 || is_none(&g)) {
    value.state = g.n == 0 ? GK_STATE_BLANK : GK_STATE_NOT_APPLICABLE;
    return value;
  }
  size_t lead = skip_lead(&g, type), start = lead != 0 ? lead : read_sign(&g, type, &negative);
  gk_decimal number;
  size_t end = read_decimal(&g, start, &number);
  if (end == 0)
    end = read_chinese(&g, start, &number);
  if (end == 0)
    return value;
  size_t from = end, to = end;
  if (end < g.n && read_unit(&g, end, type, &from, &to) != g.n)
    return value;
  value.state = GK_STATE_NUMBER;
  value.number = number;
  if (negative)
    value.number.digits = -value.number.digits;
  if (type == GK_CELL_AMOUNT && from < to)
    value.unit = gk_trim((gk_str){text.p + g.off[from], g.off[to] - g.off[from]});
  else if (type == GK_CELL_AMOUNT && lead == 1) /* a currency sign */
    value.unit = gk_trim((gk_str){text.p, g.off[1]});
  return value;
}

gk_str gk_value_header_unit(gk_str header) {
  static const char32_t *const units[] = {U"亿元", U"万元", U"千元", U"元", NULL};
  glyphs g;
  if (spread(header, &g))
    return (gk_str){NULL, 0};
  for (size_t i = 0; i < g.n; i++) {
    if (i == 0 || (g.cp[i - 1] != '(' && g.cp[i - 1] != ':'))
      continue;
    size_t end = any_word_at(&g, i, units);
    if (end != 0)
      return gk_trim((gk_str){header.p + g.off[i], g.off[end] - g.off[i]});
  }
  return (gk_str){NULL, 0};
}
