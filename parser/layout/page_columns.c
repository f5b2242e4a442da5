#include "layout/page_columns.h"

/* Counts the gaps before values, those between values apart. */
static void count_gaps(const gk_page *page, const gk_page_line *line, size_t n_wide[2], size_t n_narrow[2]) {
  const gk_page_piece *pieces = gk_page_pieces(page, line);
  for (uint32_t k = 1; k < line->n_pieces; k++) {
    if (!pieces[k].is_value)
      continue;
    n_wide[pieces[k - 1].is_value] += pieces[k].is_wide;
    n_narrow[pieces[k - 1].is_value] += !pieces[k].is_wide;
  }
}

int gk_page_is_aligned(const gk_page *page, uint32_t first, uint32_t end) {
  const gk_page_line *lines = gk_page_lines(page);
  size_t n_wide[2] = {0}, n_narrow[2] = {0};
  for (uint32_t i = first; i < end; i++)
    count_gaps(page, &lines[i], n_wide, n_narrow);
  int k = n_wide[1] + n_narrow[1] > 0;
  return n_wide[k] > n_narrow[k];
}

static int are_headed(gk_page_finder *f) {
  return gk_page_widen_headed(f->page, f->lines, f->n_lines, f->bands.items, f->bands.n);
}

/* The columns of values in text, where they may be apart by no more than blanks do in a line. */
static int find_text_columns(gk_page_finder *f, int is_aligned) {
  if (gk_page_add_value_bands(f) && gk_page_are_values_apart(f) &&
      ((is_aligned && gk_page_are_values_aligned(f)) || are_headed(f)))
    return 1;
  f->bands.n = 0;
  f->is_bare = 1;
  return gk_page_add_value_bands(f) && gk_page_are_values_apart(f) && are_headed(f);
}

int gk_page_find_columns(gk_page *page, uint32_t first, uint32_t end, gk_page_columns *out) {
  gk_page_finder f = {.page = page, .lines = gk_page_lines(page) + first, .n_lines = end - first};
  *out = (gk_page_columns){0};
  if (page->is_text ? !find_text_columns(&f, gk_page_is_aligned(page, first, end))
                    : !(gk_page_add_value_bands(&f) && gk_page_are_values_apart(&f)))
    return 0;
  if (!gk_page_add_text_bands(&f) || !gk_page_join_columns(&f))
    return 0;
  *out = (gk_page_columns){f.bands.items, f.bands.n};
  return 1;
}

/*
 * Text that stands apart from what is before it in the line, and reaches into its column only because the column is
 * wider in other lines, is of the next one.
 */
static void part_cells(gk_page_cell *last, gk_page_cell *cell) {
  uint32_t last_end = last->col + last->span, end = cell->col + cell->span;
  if (cell->col + 1 != last_end)
    return;
  if (end > last_end) {
    cell->col++;
    cell->span--;
  } else if (last->span > 1) {
    last->span--;
  }
}

/* Puts pieces [first, first + n) into columns [col, col + span): a cell of its own, or more of the last one. */
static size_t add_cell(gk_page_cell *cells, size_t n, const gk_page_cell *cell) {
  if (n > 0 && cell->col < cells[n - 1].col + cells[n - 1].span) {
    gk_page_cell *last = &cells[n - 1];
    uint32_t end = cell->col + cell->span;
    last->n += cell->n;
    if (last->col + last->span < end)
      last->span = end - last->col;
    return n;
  }
  cells[n] = *cell;
  return n + 1;
}

size_t gk_page_place(const gk_page *page, const gk_page_columns *columns, const gk_page_line *line,
                     gk_page_cell *cells) {
  const gk_page_piece *pieces = gk_page_pieces(page, line);
  size_t n = 0;
  for (uint32_t k = 0; k < line->n_pieces; k++) {
    size_t first, end;
    gk_page_find_span(columns, &pieces[k], &first, &end);
    if (end == first) { /* between columns: text of the one before it, as far as can be said */
      first = first > 0 ? first - 1 : 0;
      end = first + 1;
    }
    gk_page_cell cell = {k, 1, (uint32_t)first, (uint32_t)(end - first)};
    if (n > 0 && pieces[k].is_wide && !pieces[k].is_value && !pieces[k - 1].is_value)
      part_cells(&cells[n - 1], &cell);
    n = add_cell(cells, n, &cell);
  }
  return n;
}
