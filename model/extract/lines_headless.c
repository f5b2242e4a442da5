/*
 * lines_headless.c: columns of a page, and those of one that its header does not stand on, or not all of it.
 */
#include "extract/lines.h"

#include <string.h>

void gk_lines_add_range(gk_lines_ranges *r, const gk_tcell *cell) {
  uint32_t at = r->n;
  if (r->n == GK_MAX_COLUMNS) {
    r->is_cut = 1;
    return;
  }
  for (; at > 0 && r->from[at - 1] > cell->col; at--) {
    r->from[at] = r->from[at - 1];
    r->to[at] = r->to[at - 1];
  }
  r->from[at] = cell->col;
  r->to[at] = cell->col_end;
  r->n++;
}

uint32_t gk_lines_columns_over(const gk_lines_ranges *r, const gk_tcell *cell, uint32_t *found) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < r->n; i++)
    if (r->from[i] < cell->col_end && cell->col < r->to[i]) {
      *found = i;
      n++;
    }
  return n;
}

/* Where no header says it, or one whose first columns are missing, the columns of values begin with the first that a
   row of the table has beside its label. */
void gk_lines_find_left(gk_lines *lines) {
  uint32_t left[GK_TABLE_DISPUTES + 1];
  memset(left, 0xFF, sizeof left);
  for (uint32_t i = 0; i < lines->n_marks; i++) {
    const gk_mark *mark = &lines->marks[i];
    for (uint32_t k = lines->line_at[mark->first_line];
         mark->role == GK_MARK_ROW && k < lines->line_at[mark->last_line + 1]; k++)
      if (lines->pieces[k].kind == GK_PIECE_VALUE && lines->pieces[k].cell.col >= mark->cell.col_end &&
          lines->pieces[k].cell.col < left[mark->table])
        left[mark->table] = lines->pieces[k].cell.col;
  }
  for (uint32_t i = 0; i < lines->n_marks; i++) {
    gk_mark *mark = &lines->marks[i];
    if (mark->left == UINT32_MAX || (mark->table == GK_TABLE_REQUESTS && left[mark->table] < mark->left))
      mark->left = left[mark->table];
  }
}

/* Whether a value stands on the lines of a row of requests, in columns of values. */
static int is_of_requests(const gk_lines *lines, const uint32_t *owner, const gk_piece *piece) {
  if (piece->kind != GK_PIECE_VALUE || owner[piece->line] >= lines->n_marks)
    return 0;
  const gk_mark *row = &lines->marks[owner[piece->line]];
  return row->table == GK_TABLE_REQUESTS && piece->cell.col >= row->left;
}

/* Whether a value in the k-th column stands right beside one in the next. */
static int is_pair(const gk_lines_ranges *r, uint32_t k, const gk_piece *a, const gk_piece *b) {
  return a->line == b->line && a->kind == GK_PIECE_VALUE && b->kind == GK_PIECE_VALUE && a->cell.col == r->from[k] &&
         a->cell.col_end == r->to[k] && b->cell.col == r->from[k + 1] && b->cell.col_end == r->to[k + 1];
}

/* Whether any two neighbours among columns have values beside one another: then no column was taken for two. */
static int are_columns_apart(const gk_lines *lines, const gk_lines_ranges *r) {
  for (uint32_t k = 0; k + 1 < r->n; k++) {
    uint32_t i = 1;
    while (i < lines->n_pieces && !is_pair(r, k, &lines->pieces[i - 1], &lines->pieces[i]))
      i++;
    if (i >= lines->n_pieces)
      return 0;
  }
  return 1;
}

gk_lines_ranges gk_lines_headless(const gk_lines *lines, const uint32_t *owner) {
  gk_lines_ranges r = {.n = 0};
  uint32_t at = 0;
  for (uint32_t i = 0; i < lines->n_pieces && !lines->is_placed; i++)
    if (is_of_requests(lines, owner, &lines->pieces[i]) && gk_lines_columns_over(&r, &lines->pieces[i].cell, &at) == 0)
      gk_lines_add_range(&r, &lines->pieces[i].cell);
  return !r.is_cut && r.n == GK_REQUEST_VALUES && are_columns_apart(lines, &r) ? r : (gk_lines_ranges){.n = 0};
}
