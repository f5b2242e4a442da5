/*
 * lines_under.c: on a page, the values of one row under the columns they stand in. A column with nothing under it is
 * blank; as many values as there are columns stand in order, wherever they stand.
 */
#include "extract/lines_place.h"

#include <string.h>

#include "extract/fit.h"
#include "extract/fold.h"
#include "extract/value.h"

static void add_own(const gk_lines *lines, uint32_t piece, gk_lines_own *o) {
  if (o->n == GK_MAX_OWN) {
    o->is_long = 1;
    return;
  }
  o->is_on_lines |= o->n > 0 && lines->pieces[o->pieces[0]].line != lines->pieces[piece].line;
  o->has_text |= lines->pieces[piece].kind == GK_PIECE_TEXT;
  o->pieces[o->n++] = piece;
}

/* What reaches out of the label's columns into those of the values may be several values in one piece. */
static int reaches_over(const gk_piece *piece, uint32_t from_col, uint32_t row) {
  return piece->cell.col < from_col && piece->cell.col_end > from_col && piece->mark != row;
}

/* Where a page ends within a row, the header is said again there. */
static int is_header(const gk_lines *lines, const gk_piece *piece) {
  return piece->kind == GK_PIECE_TEXT && piece->mark != GK_NO_MARK && lines->marks[piece->mark].is_known &&
         lines->marks[piece->mark].role == GK_MARK_HEADER;
}

void gk_lines_find_own(const gk_lines *lines, uint32_t from_line, uint32_t to_line, uint32_t from_col, uint32_t row,
                       gk_lines_own *o) {
  for (uint32_t i = lines->line_at[from_line]; i < lines->line_at[to_line]; i++) {
    const gk_piece *piece = &lines->pieces[i];
    if (piece->kind == GK_PIECE_BLANK || is_header(lines, piece))
      continue;
    o->is_long |= reaches_over(piece, from_col, row) || (piece->cell.col < from_col && gk_lines_is_lump(lines, piece));
    if (piece->cell.col >= from_col)
      add_own(lines, i, o);
  }
}

static int has_digit(gk_str text) {
  for (size_t i = 0; i < text.n;) {
    uint32_t cp = gk_fold_cp(gk_utf8_next(text, &i));
    if (cp >= '0' && cp <= '9')
      return 1;
  }
  return 0;
}

/* Lines of one cell. What is a number only when its digits are put together may as well be two. */
static int join_cells(const gk_lines *lines, gk_tcell *cell, const gk_tcell *more) {
  size_t n = cell->text.n + 1 + more->text.n;
  int is_torn = has_digit(cell->text) && has_digit(more->text);
  char *text = gk_arena_alloc(lines->arena, n, 1);
  if (text == NULL)
    return 0;
  memcpy(text, cell->text.p, cell->text.n);
  text[cell->text.n] = '\n';
  memcpy(text + cell->text.n + 1, more->text.p, more->text.n);
  cell->text = (gk_str){text, n};
  cell->last_para = more->last_para;
  return !is_torn || (gk_value_read(cell->text, GK_CELL_SIGNED).state == GK_STATE_UNREADABLE &&
                      gk_value_read(cell->text, GK_CELL_AMOUNT).state == GK_STATE_UNREADABLE);
}

static gk_tcell blank_cell(const gk_tcell *near) {
  return (gk_tcell){.node = near->node, .first_para = GK_NO_PARA, .last_para = GK_NO_PARA, .row_span = 1};
}

int gk_lines_by_column(const gk_lines *lines, const gk_lines_ranges *r, const gk_lines_own *o, const gk_tcell *label,
                       gk_tcell *cells, int *is_off) {
  uint32_t line[GK_MAX_COLUMNS];
  if (r->is_cut || o->is_long)
    return 0;
  for (uint32_t i = 0; i < r->n; i++) {
    cells[i] = blank_cell(o->n > 0 ? &lines->pieces[o->pieces[0]].cell : label);
    line[i] = UINT32_MAX;
  }
  for (uint32_t k = 0; k < o->n; k++) {
    const gk_tcell *piece = &lines->pieces[o->pieces[k]].cell;
    uint32_t at = 0, n = gk_lines_columns_over(r, piece, &at);
    int is_second = n == 1 && cells[at].text.n != 0;
    *is_off |= n == 0 || (is_second && line[at] == lines->pieces[o->pieces[k]].line);
    if (n != 1 || *is_off || (is_second && !join_cells(lines, &cells[at], piece)))
      return 0;
    if (!is_second)
      cells[at] = *piece;
    line[at] = lines->pieces[o->pieces[k]].line;
  }
  for (uint32_t i = 0; i < r->n; i++) {
    cells[i].col = r->from[i];
    cells[i].col_end = r->to[i];
  }
  return 1;
}

gk_status gk_lines_decide_all(gk_lines *lines, gk_mark *mark, const gk_tcell *cells, uint32_t n) {
  const gk_tcell *list[GK_MAX_COLUMNS];
  for (uint32_t i = 0; i < n; i++)
    list[i] = &cells[i];
  return gk_lines_decide(lines, mark, list, n);
}

/* Something stands a column's width beside all columns: a remark, a number of the row, a neighbour on the page. */
static int is_beside(const gk_lines *lines, const gk_lines_ranges *r, const gk_lines_own *o) {
  if (r->n == 0 || o->n == 0)
    return 0;
  uint32_t left = r->from[0], right = r->to[r->n - 1], pitch = (right - left) / r->n;
  return lines->pieces[o->pieces[o->n - 1]].cell.col >= right + pitch ||
         lines->pieces[o->pieces[0]].cell.col_end + pitch <= left;
}

gk_status gk_lines_by_count(gk_lines *lines, gk_mark *mark, const gk_lines_own *o, const gk_lines_ranges *r,
                            uint32_t width) {
  const gk_tcell *list[GK_MAX_COLUMNS];
  if (o->n != width || o->n == 0 || o->n > GK_MAX_COLUMNS || o->has_text || o->is_on_lines ||
      (!lines->is_placed && r->n == width && is_beside(lines, r, o)))
    return GK_OK;
  for (uint32_t i = 0; i < o->n; i++)
    list[i] = &lines->pieces[o->pieces[i]].cell;
  return gk_lines_decide(lines, mark, list, o->n);
}

gk_status gk_lines_by_cells(gk_lines *lines, uint32_t at, const gk_lines_cell *found, uint32_t n) {
  gk_tcell cells[GK_MAX_COLUMNS];
  for (uint32_t i = 0; i < n; i++) {
    cells[i] = lines->pieces[found[i].pieces[0]].cell;
    for (uint32_t k = 1; k < found[i].n; k++)
      if (!join_cells(lines, &cells[i], &lines->pieces[found[i].pieces[k]].cell))
        return GK_OK;
    cells[i].col_end = found[i].col_end;
    cells[i].col = found[i].col;
  }
  return gk_lines_decide_all(lines, &lines->marks[at], cells, n);
}

int gk_lines_has_all_cells(const gk_lines *lines, uint32_t at, const gk_lines_own *o, const gk_lines_ranges *r,
                           gk_lines_cell *cells) {
  const gk_mark *mark = &lines->marks[at];
  uint32_t n;
  return mark->is_cut && mark->width <= GK_MAX_COLUMNS && !(r->n == mark->width && is_beside(lines, r, o)) &&
         gk_lines_cells(lines, at, mark->from_line, mark->to_line, cells, &n) && n == mark->width;
}
