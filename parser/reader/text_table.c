#include "reader/text_table.h"

#include "reader/text_frame.h"
#include "reader/text_markup.h"
#include "reader/text_page.h"
#include "reader/text_pipes.h"
#include "text/trim.h"

/* Of what stands at most between the pieces of a torn table: a page number. */
enum { PAGE_MARK_BYTES = 36 };

/* In this order: what draws its tables must not be taken for what merely separates cells. */
static gk_text_family *const families[] = {gk_text_read_gridded, gk_text_read_ruled, gk_text_read_pipes,
                                           gk_text_read_tabs};
enum { N_FAMILIES = sizeof families / sizeof *families };
_Static_assert((int)N_FAMILIES <= (int)GK_TEXT_FAMILIES, "a place for each in gk_text_reading.not_before");

int gk_text_read_table(gk_text_reading *r, const gk_line *first) {
  const gk_line_cursor here = r->lines;
  r->table_at = here.at;
  for (size_t i = 0; i < N_FAMILIES; i++) {
    if (here.at < r->not_before[i])
      continue;
    if (families[i](r, first, &r->not_before[i])) {
      r->n_since_table = 0;
      r->page_from = r->lines.at;
      return 1;
    }
    r->lines = here;
  }
  return 0;
}

void gk_text_open_table(gk_text_reading *r, uint8_t flags) {
  gk_status status = gk_text_read_page(r, r->page_from, r->table_at);
  r->page_from = r->table_at;
  if (status != GK_OK)
    gk_builder_fail(r->builder, status);
  gk_builder_open_table(r->builder, flags);
}

int gk_text_may_go_on(const gk_text_reading *r) {
  return r->n_since_table <= PAGE_MARK_BYTES;
}

void gk_text_leave_table(gk_text_reading *r, gk_str text) {
  size_t n = gk_str_trim(text).n;
  if (n > PAGE_MARK_BYTES || r->n_since_table > PAGE_MARK_BYTES || gk_line_is_numbered(text))
    r->n_since_table = SIZE_MAX;
  else
    r->n_since_table += n;
}

void gk_text_add(gk_text_reading *r, gk_str text) {
  gk_str piece, plain, source;
  while (gk_line_next_piece(&text, &piece)) {
    gk_markup markup = {.rest = piece};
    if (!r->has_markup)
      gk_builder_text(r->builder, r->part_idx, piece, piece);
    while (r->has_markup && gk_markup_next(&markup, &plain, &source))
      gk_builder_text(r->builder, r->part_idx, plain, source);
  }
}

static void put_para(gk_text_reading *r, gk_str text, unsigned level) {
  if (gk_line_is_blank(text))
    return;
  gk_builder_open_para(r->builder, (uint16_t)level, 0);
  gk_text_add(r, text);
  gk_builder_close_para(r->builder);
}

void gk_text_put_para(gk_text_reading *r, gk_str text) {
  put_para(r, text, 0);
}

/* Pipes without text, and lines drawn across, are what a converter left of a table. */
static int is_noise(gk_str text) {
  if (!gk_pipes_in(text))
    return gk_frame_is_rule(text);
  gk_pipe_look look = gk_pipe_look_at(text);
  return look.n_filled == 0;
}

void gk_text_put_line(gk_text_reading *r, gk_str text) {
  unsigned level = 0;
  if (is_noise(text))
    return;
  if (r->has_markup && !gk_line_is_blank(text)) {
    gk_line_cursor below = r->lines;
    gk_line line = gk_line_next(&below);
    level = gk_markup_heading(&text);
    if (level == 0 && line.kind != GK_LINE_END && (level = gk_markup_underline(line.text)) > 0)
      r->lines = below;
  }
  put_para(r, text, level);
}

void gk_text_open_cell(gk_text_reading *r, gk_str text) {
  gk_builder_open_cell(r->builder, r->part_idx, (uint32_t)(text.p - r->part->text.p), 1, GK_MERGE_NONE);
  gk_text_add(r, text);
}
