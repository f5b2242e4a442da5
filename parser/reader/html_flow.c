#include "reader/html_flow.h"

#include <string.h>

#include "reader/html_scan.h"
#include "reader/html_source.h"
#include "text/utf8.h"

static void put(gk_html_flow *f, gk_str text, gk_str source) {
  gk_builder_text(f->builder, f->part_idx, text, source);
}

static void open_para(gk_html_flow *f) {
  if (f->is_open)
    return;
  gk_builder_open_para(f->builder, f->level, f->flags);
  f->is_open = 1;
  if (f->marker.n > 0)
    put(f, (gk_str){f->marker.text, f->marker.n}, (gk_str){f->marker.at, 0});
  f->marker.n = 0;
}

/* Ideographs, their punctuation and full-width forms: between two of them the end of a line is no blank. */
static int is_wide(uint32_t c) {
  return (c >= 0x2E80 && c < 0xD7B0) || (c >= 0xF900 && c < 0xFB00) || (c >= 0xFE30 && c < 0xFE50) ||
         (c >= 0xFF00 && c < 0xFFEF) || (c >= 0x20000 && c < 0x40000);
}

static int is_digit(uint32_t c) {
  return c >= '0' && c <= '9';
}

static int has_line_end(gk_str space) {
  return memchr(space.p, '\n', space.n) != NULL || memchr(space.p, '\r', space.n) != NULL;
}

static void put_space(gk_html_flow *f, uint32_t next) {
  if (is_wide(f->last) && is_wide(next) && has_line_end(f->space))
    return;
  int is_blank = f->space.n == 1 && f->space.p[0] == ' ';
  put(f, is_blank ? f->space : GK_LIT(" "), f->space);
}

/* Writes what was held back, now that text follows it. */
static void put_pending(gk_html_flow *f, uint32_t next) {
  /* A raised 2 behind a 5 is no 52. */
  if (f->raised.p != NULL && f->space.p == NULL && f->line_break.p == NULL && is_digit(f->last) && is_digit(next))
    put(f, GK_LIT("^"), f->raised);
  if (f->line_break.p != NULL)
    put(f, GK_LIT("\n"), f->line_break);
  else if (f->space.p != NULL && f->last != 0)
    put_space(f, next);
  f->raised = f->space = f->line_break = (gk_str){NULL, 0};
}

static uint32_t first_char(gk_str s) {
  uint32_t c;
  gk_utf8_decode(s.p, &c);
  return c;
}

static uint32_t last_char(gk_str s) {
  size_t at = s.n - 1;
  while (at > 0 && gk_utf8_is_tail(s.p[at]))
    at--;
  return first_char((gk_str){s.p + at, s.n - at});
}

static void put_shown(gk_html_flow *f, gk_str text, gk_str source) {
  open_para(f);
  put_pending(f, first_char(text));
  put(f, text, source);
  f->last = last_char(text);
}

static void hold_space(gk_html_flow *f, gk_str space) {
  if (f->space.p == NULL && f->last != 0 && f->line_break.p == NULL)
    f->space = space;
}

/* A piece that came from `page`: white space in it collapses, unless it is to be kept. */
static void put_piece(gk_html_flow *f, gk_str text, gk_str page) {
  int is_same = text.p == page.p;
  for (size_t at = 0, end; at < text.n; at = end) {
    int is_space = !f->keeps_space && gk_html_is_space(text.p[at]);
    for (end = at; end < text.n && (!f->keeps_space && gk_html_is_space(text.p[end])) == is_space;)
      end++;
    gk_str piece = {text.p + at, end - at};
    if (is_space)
      hold_space(f, is_same ? piece : page);
    else
      put_shown(f, piece, is_same ? piece : page);
  }
}

void gk_html_flow_text(gk_html_flow *f, gk_str text, gk_str page) {
  if (gk_html_source_wraps(page)) /* and what else gumbo made of it is not known */
    text = GK_LIT("\xEF\xBF\xBD");
  gk_html_source source = {text, page};
  gk_str piece, from;
  while (gk_html_source_next(&source, &piece, &from))
    put_piece(f, piece, from);
}

void gk_html_flow_break(gk_html_flow *f) {
  if (f->is_open)
    gk_builder_close_para(f->builder);
  f->is_open = 0;
  f->last = 0;
  f->raised = f->space = f->line_break = (gk_str){NULL, 0};
}

void gk_html_flow_line_break(gk_html_flow *f, gk_str tag) {
  if (!f->is_open)
    return;
  f->line_break = tag;
  f->space = (gk_str){NULL, 0};
  f->last = 0;
}

void gk_html_flow_raise(gk_html_flow *f, const char *at) {
  f->raised = (gk_str){at, 0};
}
