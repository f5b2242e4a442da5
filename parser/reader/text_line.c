#include "reader/text_line.h"

#include "base/space.h"
#include "text/trim.h"
#include "text/utf8.h"

#include <string.h>

enum {
  SENTENCE_BYTES = 90,  /* a text longer than this with a full stop inside is prose */
  CELL_MAX_BYTES = 450, /* no cell of a table is longer */
  PAGE_MARK_BYTES = 36
};

static size_t find(gk_str s, size_t from, char c) {
  const char *p = from < s.n ? memchr(s.p + from, c, s.n - from) : NULL;
  return p == NULL ? s.n : (size_t)(p - s.p);
}

gk_line_cursor gk_line_start(gk_str text, size_t max_cells) {
  return (gk_line_cursor){text, 0, find(text, 0, '\n'), find(text, 0, '\r'), max_cells};
}

gk_line_cursor gk_line_seek(gk_line_cursor c, size_t at) {
  return (gk_line_cursor){c.text, at, find(c.text, at, '\n'), find(c.text, at, '\r'), c.max_cells};
}

/* Placeholders */

#define UNCLOSED SIZE_MAX

/* The length of the placeholder at the start of s, 0 if there is none. */
static size_t placeholder(gk_str s) {
  static const gk_str names[] = {{"[image:", 7}, {"[bookmark:", 10}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (s.n < names[i].n || memcmp(s.p, names[i].p, names[i].n) != 0)
      continue;
    size_t close = find(s, names[i].n, ']');
    return close == s.n ? UNCLOSED : close + 1;
  }
  return 0;
}

int gk_line_next_piece(gk_str *rest, gk_str *piece) {
  size_t at = 0;
  while (rest->n > 0) {
    at = find(*rest, at, '[');
    size_t n = placeholder((gk_str){rest->p + at, rest->n - at});
    if (n == UNCLOSED) { /* then none that follows is closed either */
      at = rest->n;
      n = 0;
    }
    if (n == 0 && at < rest->n) {
      at++;
      continue;
    }
    *piece = (gk_str){rest->p, at};
    *rest = (gk_str){rest->p + at + n, rest->n - at - n};
    if (piece->n > 0)
      return 1;
    at = 0;
  }
  return 0;
}

int gk_line_is_blank(gk_str text) {
  gk_str piece;
  while (gk_line_next_piece(&text, &piece))
    if (!gk_str_is_blank(piece))
      return 0;
  return 1;
}

/* What lines look like */

static int is_sentence(gk_str s) {
  if (s.n <= SENTENCE_BYTES)
    return 0;
  static const char stop[] = "\xE3\x80\x82"; /* U+3002; one at the very end may close a long label */
  for (size_t i = 0; i + 2 * (sizeof stop - 1) <= s.n; i++)
    if (memcmp(s.p + i, stop, sizeof stop - 1) == 0)
      return 1;
  return 0;
}

int gk_line_is_long(gk_str cell) {
  return cell.n > CELL_MAX_BYTES || is_sentence(cell);
}

static int is_dashes(gk_str s) {
  s = gk_str_trim(s);
  for (size_t i = 0; i < s.n; i++)
    if (s.p[i] != '-')
      return 0;
  return s.n >= 3;
}

static void classify(gk_line *line, size_t max_cells) {
  size_t n_dashed = 0;
  int too_long = 0, first_filled = 0;
  for (size_t start = 0, end; start <= line->text.n; start = end + 1) {
    end = find(line->text, start, '\t');
    gk_str cell = {line->text.p + start, end - start};
    too_long |= gk_line_is_long(cell);
    if (!gk_line_is_blank(cell)) {
      line->n_filled++;
      n_dashed += (size_t)is_dashes(cell);
      first_filled |= start == 0;
    }
    line->n_tabs += end < line->text.n;
  }
  if (line->n_tabs == 0 && line->n_filled == 0)
    line->kind = GK_LINE_BLANK;
  else if (line->n_filled > 0 && n_dashed == line->n_filled)
    line->kind = GK_LINE_RULE;
  else if (line->n_tabs == 0 || line->n_tabs >= max_cells || too_long)
    line->kind = GK_LINE_PROSE;
  else
    line->kind = line->n_tabs == 1 && !first_filled ? GK_LINE_CELL : GK_LINE_ROW;
}

gk_line gk_line_next(gk_line_cursor *c) {
  gk_line line = {.kind = GK_LINE_END};
  if (c->at >= c->text.n)
    return line;
  size_t end = c->lf < c->cr ? c->lf : c->cr;
  line.text = (gk_str){c->text.p + c->at, end - c->at};
  c->at = end + (c->lf == c->cr + 1 ? 2 : 1);
  if (c->lf < c->at)
    c->lf = find(c->text, c->at, '\n');
  if (c->cr < c->at)
    c->cr = find(c->text, c->at, '\r');
  classify(&line, c->max_cells);
  return line;
}

static int is_numeral(uint32_t c) {
  static const uint32_t han[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};
  if ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19))
    return 1;
  for (size_t i = 0; i < sizeof han / sizeof *han; i++)
    if (c == han[i])
      return 1;
  return 0;
}

/* Brackets that open before a number, and what closes one. */
static int opens_number(uint32_t c) {
  return c == '(' || c == 0xFF08;
}

static int closes_number(uint32_t c) {
  return c == ')' || c == 0xFF09 || c == '.' || c == 0xFF0E || c == 0x3001;
}

int gk_line_is_numbered(gk_str text) {
  text = gk_str_trim(text);
  int n_numerals = 0;
  for (size_t i = 0, n; i < text.n; i += n) {
    uint32_t c;
    n = gk_utf8_decode(text.p + i, &c);
    if (is_numeral(c))
      n_numerals++;
    else if (i > 0 || !opens_number(c))
      return n_numerals > 0 && closes_number(c);
  }
  return 0;
}

/* What may stand around the number of a page. */
static int is_page_word(uint32_t c) {
  return c == '-' || c == '/' || c == 0x2013 || c == 0x2014 || c == 0x2015 || c == 0xFF0D || c == 0x00B7 ||
         c == 0x7B2C || c == 0x9875 || c == 0x5171;
}

int gk_line_is_page_mark(gk_str text) {
  int n_digits = 0;
  text = gk_str_trim(text);
  if (text.n > PAGE_MARK_BYTES)
    return 0;
  for (size_t i = 0, n; i < text.n; i += n) {
    uint32_t c;
    n = gk_utf8_decode(text.p + i, &c);
    n_digits += c >= '0' && c <= '9';
    if ((c < '0' || c > '9') && !is_page_word(c) && !gk_is_space(c))
      return 0;
  }
  return n_digits > 0;
}
