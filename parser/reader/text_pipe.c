#include "reader/text_pipe.h"

#include "reader/text_line.h"
#include "text/trim.h"
#include "text/utf8.h"

#include <string.h>

enum { RULE_DASHES = 3 };

size_t gk_pipe_at(gk_str s, size_t i) {
  static const char pipes[][4] = {"\xE2\x94\x82", "\xE2\x94\x83", "\xE2\x95\x91", "\xEF\xBD\x9C"};
  if (s.p[i] == '|')
    return 1;
  if ((s.p[i] != '\xE2' && s.p[i] != '\xEF') || s.n - i < 3) /* no ideograph begins so */
    return 0;
  for (size_t k = 0; k < sizeof pipes / sizeof *pipes; k++)
    if (memcmp(s.p + i, pipes[k], 3) == 0)
      return 3;
  return 0;
}

static size_t separator_at(const gk_pipe_cut *cut, size_t i) {
  size_t n = gk_pipe_at(cut->rest, i);
  if (n == 0 || !cut->twice)
    return n;
  size_t second = i + n < cut->rest.n ? gk_pipe_at(cut->rest, i + n) : 0;
  return second == 0 ? 0 : n + second;
}

int gk_pipe_next(gk_pipe_cut *cut, gk_str *piece) {
  if (cut->done)
    return 0;
  size_t i = 0, n = 0;
  while (i < cut->rest.n && (n = separator_at(cut, i)) == 0)
    i += cut->rest.p[i] == '\\' && i + 1 < cut->rest.n && cut->rest.p[i + 1] == '|' ? 2 : 1;
  *piece = (gk_str){cut->rest.p, i};
  cut->rest = (gk_str){cut->rest.p + i + n, cut->rest.n - i - n};
  cut->closed = n > 0;
  cut->done = n == 0;
  return 1;
}

/* A character of a line drawn between rows, a pipe apart: dashes, or a piece of a box (U+2500 to U+257F). */
typedef enum drawn { DRAWN_NOT, DRAWN_DASH, DRAWN_CROSS } drawn;

static drawn drawn_at(uint32_t c) {
  if (c == '-' || c == '=' || c == 0x2500 || c == 0x2501 || c == 0x2550)
    return DRAWN_DASH;
  return c == '+' || (c > 0x2501 && c < 0x2580) ? DRAWN_CROSS : DRAWN_NOT;
}

static int is_rule(gk_str line) {
  size_t n_dashes = 0, n_crosses = 0, n;
  for (size_t i = 0; i < line.n; i += n) {
    uint32_t c;
    n = gk_utf8_decode(line.p + i, &c);
    drawn what = drawn_at(c);
    if (what == DRAWN_NOT && c != ' ' && c != ':' && gk_pipe_at(line, i) == 0)
      return 0;
    n_dashes += what == DRAWN_DASH;
    n_crosses += what == DRAWN_CROSS || gk_pipe_at(line, i) > 0;
  }
  return n_crosses > 0 && n_dashes >= RULE_DASHES;
}

static void count_runs(gk_pipe_look *look, gk_str line) {
  size_t run = 0, n;
  for (size_t i = 0; i <= line.n; i += n) {
    n = i < line.n ? gk_pipe_at(line, i) : 0;
    run += n > 0;
    if (n > 0)
      continue;
    look->n_twos += run > 0 && run % 2 == 0;
    look->n_odd += run % 2;
    run = 0;
    n = 1;
  }
}

gk_pipe_look gk_pipe_look_at(gk_str line) {
  gk_pipe_look look = {0};
  gk_pipe_cut cut = {.rest = line};
  gk_str piece;
  for (size_t i = 0; gk_pipe_next(&cut, &piece); i++) {
    int is_blank = gk_line_is_blank(piece);
    look.n_pipes += (uint32_t)cut.closed;
    look.n_filled += (uint32_t)!is_blank;
    look.is_long |= (uint8_t)gk_line_is_long(piece);
    if (i == 0)
      look.leads = cut.closed && is_blank;
    if (!cut.closed)
      look.trails = look.n_pipes > 0 && is_blank;
  }
  if (look.n_filled > 0 && is_rule(gk_str_trim(line)))
    look.is_rule = 1;
  if (look.n_pipes > 0)
    count_runs(&look, line);
  return look;
}
