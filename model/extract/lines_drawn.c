/*
 * lines_drawn.c: whether a list of words comes from a page as it was drawn, and not from a table's cells one by one.
 * Then labels are broken over lines, values stand before or within their labels, and all values of a page may follow
 * all its labels. One such place in a document speaks for all of it.
 */
#include "extract/lines.h"

enum { MOST_DISCLOSURE = 3 }; /* columns */

/* A label of a row with values among its pieces: cells come whole. */
static int has_values_within(const gk_lines *lines, const gk_mark *mark) {
  for (uint32_t i = mark->first; i < mark->last && mark->is_known && mark->role == GK_MARK_ROW; i++)
    if (lines->pieces[i].kind == GK_PIECE_VALUE)
      return 1;
  return 0;
}

/* Whether values behind that piece are in a place where no cell of a row could be, or are too many for it. */
static int is_out_of_place(const gk_lines *lines, uint32_t piece) {
  const gk_mark *mark = &lines->marks[lines->pieces[piece].mark];
  uint32_t n_lines = 0, line = UINT32_MAX;
  if (mark->role == GK_MARK_HEADER) /* 总计 alone may be of disputes */
    return mark->table != GK_TABLE_DISPUTES && (mark->cell.n_labels == 1 || !mark->is_first);
  for (uint32_t i = piece + 1; i < lines->n_pieces && lines->pieces[i].kind != GK_PIECE_TEXT; i++) {
    n_lines += lines->pieces[i].kind == GK_PIECE_VALUE && lines->pieces[i].line != line;
    line = lines->pieces[i].line;
  }
  return mark->role == GK_MARK_ROW &&
         n_lines > (mark->table == GK_TABLE_DISCLOSURE ? MOST_DISCLOSURE : GK_REQUEST_VALUES);
}

int gk_lines_look_drawn(const gk_lines *lines) {
  for (uint32_t i = 0; i < lines->n_marks; i++)
    if (has_values_within(lines, &lines->marks[i]))
      return 1;
  uint32_t text = UINT32_MAX; /* the last one; blank lines may be cells, or only part lines */
  for (uint32_t i = 0; i < lines->n_pieces; i++) {
    if (lines->pieces[i].kind == GK_PIECE_VALUE && text != UINT32_MAX && is_out_of_place(lines, text))
      return 1;
    text = lines->pieces[i].kind == GK_PIECE_TEXT ? i : lines->pieces[i].kind == GK_PIECE_VALUE ? UINT32_MAX : text;
  }
  return 0;
}
