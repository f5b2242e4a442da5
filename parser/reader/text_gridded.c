/*
 * text_gridded.c: cells with lines drawn round them, by +, - and | or by the pieces of a box. The drawing says which
 * cells are merged, so what comes of it is a grid.
 */
#include "reader/text_frame.h"

#include "text/trim.h"

#include <string.h>

enum {
  MAX_RULES_OF_LINES = 3, /* a table with no more lines across than these may have several rows between two */
  LOOK_AHEAD = 16
};

/* Counts the table's lines and moves the cursor behind them. A page may end inside. */
static uint32_t count_lines(gk_line_cursor *at) {
  uint32_t n = 0;
  gk_line_cursor end = *at;
  for (int is_torn = 0; n < UINT32_MAX / 2;) {
    gk_line line = gk_line_next(at);
    if (line.kind == GK_LINE_END)
      break;
    if (line.kind == GK_LINE_BLANK || gk_line_is_page_mark(line.text)) {
      is_torn = 1;
      continue;
    }
    if (!gk_frame_is_line(line.text) || (is_torn && gk_frame_is_rule(line.text)))
      break;
    is_torn = 0;
    n++;
    end = *at;
  }
  *at = end;
  return n;
}

/* Whether a table starts here: with a line across, or behind a torn one with what a line across follows soon. */
static int starts(const gk_text_reading *r, const gk_line *first) {
  if (!gk_frame_is_line(first->text))
    return 0;
  if (gk_frame_is_rule(first->text))
    return 1;
  gk_line_cursor ahead = r->lines;
  for (size_t i = 0; i < LOOK_AHEAD && gk_text_may_go_on(r); i++) {
    gk_line line = gk_line_next(&ahead);
    if (line.kind == GK_LINE_END || !gk_frame_is_line(line.text))
      return 0;
    if (gk_frame_is_rule(line.text))
      return 1;
  }
  return 0;
}

/* A cell of the lattice: how far it reaches. */
typedef struct block {
  uint32_t row;
  uint32_t x;
  uint32_t n_rows;
  uint32_t n_xs;
} block;

static int across(const gk_frame *f, uint32_t y, uint32_t x) {
  return f->across[(size_t)y * (f->n_xs - 1) + x];
}

static int down(const gk_frame *f, uint32_t row, uint32_t x) {
  return f->down[(size_t)row * f->n_xs + x];
}

/* Whether a row goes on with the cell above: no line between, and lines down at its sides only. */
static int reaches(const gk_frame *f, const block *b, uint32_t row) {
  for (uint32_t x = b->x; x < b->x + b->n_xs; x++)
    if (across(f, row, x) || (x > b->x && down(f, row, x)))
      return 0;
  return down(f, row, b->x) && down(f, row, b->x + b->n_xs);
}

static int has_line_between(const gk_frame *f, const block *b, uint32_t y) {
  for (uint32_t x = b->x; x < b->x + b->n_xs; x++)
    if (!across(f, y, x))
      return 0;
  return 1;
}

/* The cell that starts at a place of the lattice; 0 if lines leave no rectangle. */
static int trace(const gk_frame *f, block *b) {
  b->n_xs = b->n_rows = 1;
  while (b->x + b->n_xs + 1 < f->n_xs && !down(f, b->row, b->x + b->n_xs))
    b->n_xs++;
  while (b->row + b->n_rows < f->n_rows && reaches(f, b, b->row + b->n_rows))
    b->n_rows++;
  return down(f, b->row, b->x) && down(f, b->row, b->x + b->n_xs) && has_line_between(f, b, b->row) &&
         has_line_between(f, b, b->row + b->n_rows);
}

/* Marks a cell's places in `taken`; 0 if one of them is another's. */
static int take(const gk_frame *f, const block *b, uint8_t *taken) {
  for (uint32_t row = b->row; row < b->row + b->n_rows; row++)
    for (uint32_t x = b->x; x < b->x + b->n_xs; x++) {
      uint8_t *place = &taken[(size_t)row * f->n_xs + x];
      if (*place)
        return 0;
      *place = 1;
    }
  return 1;
}

/* Whether all places belong to rectangles; `spans` gets those of their first places. */
static int tile(const gk_frame *f, uint8_t *taken) {
  for (uint32_t row = 0; row < f->n_rows; row++)
    for (uint32_t x = 0; x + 1 < f->n_xs; x++) {
      block b = {.row = row, .x = x};
      if (!taken[(size_t)row * f->n_xs + x] && (!trace(f, &b) || !take(f, &b, taken)))
        return 0;
    }
  return 1;
}

static uint32_t line_from(const gk_frame *f, uint32_t y) {
  return f->ys[y] == GK_FRAME_OUTSIDE ? 0 : f->ys[y] + 1;
}

static uint32_t line_end(const gk_frame *f, uint32_t y) {
  return f->ys[y] == GK_FRAME_OUTSIDE ? f->n_lines : f->ys[y];
}

/* Whether a piece fills its line up to the margin: what follows was broken off for want of room, be it inside a number.
 */
static int is_full(gk_str piece) {
  gk_str text = gk_str_trim(piece);
  return text.n > 0 && text.p + text.n + 1 >= piece.p + piece.n;
}

/* Whether the next line of the table is the next line of the text: no page ended between them. */
static int goes_on(const gk_frame *f, uint32_t line) {
  if (line + 1 == f->n_lines)
    return 0;
  size_t n_ends = 0;
  for (const char *p = f->lines[line].p + f->lines[line].n; p < f->lines[line + 1].p; p++)
    n_ends += *p == '\n' || (*p == '\r' && p[1] != '\n');
  return n_ends == 1;
}

/* The text of a cell: a paragraph a line, and one of lines that fill the cell with what follows them. */
static void put_text(gk_text_reading *r, const gk_frame *f, const block *b, uint32_t from, uint32_t end) {
  int is_open = 0;
  for (uint32_t i = from; i < end; i++) {
    gk_str piece = gk_frame_text(f, i, b->x, b->x + b->n_xs), text = gk_str_trim(piece);
    if (text.n > 0 && !is_open)
      gk_builder_open_para(r->builder, 0, 0);
    is_open |= text.n > 0;
    gk_text_add(r, text);
    if (is_open && (!is_full(piece) || !goes_on(f, i))) {
      gk_builder_close_para(r->builder);
      is_open = 0;
    }
  }
  if (is_open)
    gk_builder_close_para(r->builder);
}

static void put_cell(gk_text_reading *r, const gk_frame *f, const block *b) {
  uint32_t from = line_from(f, b->row), end = line_end(f, b->row + b->n_rows);
  uint32_t shown = from < f->n_lines ? from : f->n_lines - 1;
  uint32_t off = (uint32_t)(f->lines[shown].p - r->part->text.p);
  gk_builder_open_cell(r->builder, r->part_idx, off, b->n_xs, GK_MERGE_NONE);
  gk_builder_set_row_span(r->builder, b->n_rows);
  put_text(r, f, b, from, end);
  gk_builder_close_cell(r->builder);
}

static void put_grid(gk_text_reading *r, const gk_frame *f, uint8_t *taken) {
  memset(taken, 0, (size_t)f->n_rows * f->n_xs);
  gk_text_open_table(r, 0);
  for (uint32_t row = 0; row < f->n_rows; row++) {
    gk_builder_open_row(r->builder);
    for (uint32_t x = 0; x + 1 < f->n_xs; x++) {
      block b = {.row = row, .x = x};
      if (taken[(size_t)row * f->n_xs + x])
        continue;
      (void)trace(f, &b);
      (void)take(f, &b, taken);
      put_cell(r, f, &b);
    }
    gk_builder_close_row(r->builder);
  }
  gk_builder_close_table(r->builder);
}

/* Few lines across: what stands between two of them may be a row or many. */
static void put_lines(gk_text_reading *r, const gk_frame *f) {
  gk_text_open_table(r, GK_TABLE_LINES);
  for (uint32_t row = 0; row < f->n_rows; row++) {
    for (uint32_t i = line_from(f, row); i < line_end(f, row + 1); i++) {
      gk_builder_open_row(r->builder);
      for (uint32_t x = 0; x + 1 < f->n_xs; x++) {
        gk_text_open_cell(r, gk_frame_text(f, i, x, x + 1));
        gk_builder_close_cell(r->builder);
      }
      gk_builder_close_row(r->builder);
    }
    gk_builder_open_row(r->builder);
    gk_builder_close_row(r->builder);
  }
  gk_builder_close_table(r->builder);
}

static int has_all_down(const gk_frame *f) {
  for (uint32_t row = 0; row < f->n_rows; row++)
    for (uint32_t x = 0; x < f->n_xs; x++)
      if (!down(f, row, x))
        return 0;
  return 1;
}

/* Whether some row of the frame has several lines. */
static int has_tall(const gk_frame *f) {
  for (uint32_t row = 0; row < f->n_rows; row++)
    if (line_end(f, row + 1) > line_from(f, row) + 1)
      return 1;
  return 0;
}

/* Reads the frame; 0 if it is no table. */
static int put_frame(gk_text_reading *r, gk_arena *scratch, const gk_frame *f) {
  uint8_t *taken = gk_arena_array(scratch, (size_t)f->n_rows * f->n_xs, 1, 1);
  if (taken == NULL) {
    gk_builder_fail(r->builder, GK_STATUS_NO_MEMORY);
    return 0;
  }
  if (f->n_rows == 0 || f->n_lines + (size_t)f->n_rows > r->limits->table_rows || !tile(f, taken))
    return 0;
  if (f->n_rows + 1 <= MAX_RULES_OF_LINES && f->n_xs > 2 && has_tall(f) && has_all_down(f))
    put_lines(r, f);
  else
    put_grid(r, f, taken);
  return 1;
}

int gk_text_read_gridded(gk_text_reading *r, const gk_line *first, size_t *not_before) {
  if (!starts(r, first))
    return 0;
  gk_line_cursor from = r->lines;
  uint32_t n_lines = count_lines(&r->lines);
  gk_arena scratch;
  gk_frame frame;
  gk_arena_init(&scratch, &r->arena->alloc, r->limits->arena_bytes);
  gk_status status = gk_frame_find(&scratch, from, n_lines, r->limits->table_columns, &frame);
  int is_read = status == GK_OK && put_frame(r, &scratch, &frame);
  gk_arena_free(&scratch);
  if (status == GK_STATUS_NO_MEMORY)
    gk_builder_fail(r->builder, status);
  *not_before = r->lines.at;
  return is_read;
}
