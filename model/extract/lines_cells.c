/*
 * lines_cells.c: on a page of text, the cells of a row. Pieces that stand below one another are lines of one cell.
 */
#include "extract/lines.h"

int gk_lines_is_of_cell(const gk_lines *lines, const gk_piece *piece, uint32_t row) {
  return piece->kind != GK_PIECE_BLANK && piece->mark != row && piece->cell.col >= lines->marks[row].left &&
         (piece->mark == GK_NO_MARK || !lines->marks[piece->mark].is_known);
}

/* Adds a piece to the cell that it stands below, or as a cell of its own; 0 if it is of two, or beside its own. */
static int add_piece(const gk_lines *lines, gk_lines_cell *cells, uint32_t *n, uint32_t idx) {
  const gk_piece *piece = &lines->pieces[idx];
  gk_lines_cell *found = NULL;
  for (uint32_t i = 0; i < *n; i++) {
    if (cells[i].col >= piece->cell.col_end || piece->cell.col >= cells[i].col_end)
      continue;
    if (found != NULL)
      return 0;
    found = &cells[i];
  }
  if (found == NULL) {
    if (*n == GK_LINES_CELLS)
      return 0;
    found = &cells[(*n)++];
    *found = (gk_lines_cell){piece->cell.col, piece->cell.col_end, 0, {0}};
  }
  if (found->n == GK_CELL_LINES || (found->n != 0 && lines->pieces[found->pieces[found->n - 1]].line == piece->line))
    return 0;
  found->pieces[found->n++] = idx;
  found->col = found->col < piece->cell.col ? found->col : piece->cell.col;
  found->col_end = found->col_end > piece->cell.col_end ? found->col_end : piece->cell.col_end;
  return 1;
}

static void sort_cells(gk_lines_cell *cells, uint32_t n) {
  for (uint32_t i = 1; i < n; i++) {
    gk_lines_cell cell = cells[i];
    uint32_t k = i;
    for (; k > 0 && cells[k - 1].col > cell.col; k--)
      cells[k] = cells[k - 1];
    cells[k] = cell;
  }
}

int gk_lines_cells(const gk_lines *lines, uint32_t row, uint32_t from, uint32_t to, gk_lines_cell *cells, uint32_t *n) {
  *n = 0;
  for (uint32_t i = lines->line_at[from]; i < lines->line_at[to + 1]; i++)
    if (gk_lines_is_of_cell(lines, &lines->pieces[i], row) && !add_piece(lines, cells, n, i))
      return 0;
  sort_cells(cells, *n);
  return 1;
}
