/*
 * page_headed.c: columns that are one blank apart. There a table's heading tells whether values stand in columns: then
 * every column has a word of it that stands over it alone, from where its values begin to the blank before the next.
 * Words that are merely in order don't fit: they are wider than numbers. All columns are known then, up to their ends.
 */
#include "layout/page_line.h"

enum { HEADED_COLUMNS = 5 }; /* so many have headings above them by no chance */

/* Where column i ends if each reaches to the next. */
static int32_t end_of(const gk_page_band *bands, size_t n, size_t i) {
  return i + 1 < n ? bands[i + 1].x0 - 1 : INT32_MAX;
}

/* Marks the columns that a line has a word over. */
static void see_line(const gk_page *page, const gk_page_line *line, const gk_page_band *bands, size_t n,
                     uint8_t *is_headed) {
  const gk_page_piece *pieces = gk_page_pieces(page, line);
  size_t at = 0; /* columns that begin where the piece does, or left of it */
  for (uint32_t k = 0; k < line->n_pieces; k++) {
    while (at < n && bands[at].x0 <= pieces[k].x0)
      at++;
    if (at > 0 && pieces[k].x1 <= end_of(bands, n, at - 1))
      is_headed[at - 1] = 1;
  }
}

int gk_page_widen_headed(gk_page *page, const gk_page_line *lines, size_t n_lines, gk_page_band *bands, size_t n) {
  uint8_t *is_headed = GK_NEW_ARRAY(page->scratch, uint8_t, n);
  if (is_headed == NULL) {
    page->failed = 1;
    return 0;
  }
  for (size_t i = 0; i < n_lines && lines[i].n_values == 0; i++)
    see_line(page, &lines[i], bands, n, is_headed);
  for (size_t i = 0; i < n; i++)
    if (!is_headed[i])
      return 0;
  for (size_t i = 0; i + 1 < n && n >= HEADED_COLUMNS; i++)
    bands[i].x1 = end_of(bands, n, i);
  return n >= HEADED_COLUMNS;
}
