/*
 * page_part.c: pieces of several columns, in text. A number beside words is taken for part of what they say, be it that
 * they are the first lines of cells whose columns are one blank apart. Once columns are known, they tell: such words
 * are of one piece only where they stand in one column.
 */
#include "layout/page_line.h"

/* The column of values that a word stands in, and in no other; columns->n if there is none. */
static size_t column_of(const gk_page_columns *columns, const gk_word *w) {
  const gk_page_band *bands = columns->bands;
  size_t low = 0, high = columns->n;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (bands[mid].x1 > w->x0)
      high = mid;
    else
      low = mid + 1;
  }
  if (low == columns->n || bands[low].x0 >= w->x1 || !bands[low].has_values)
    return columns->n;
  return low + 1 < columns->n && bands[low + 1].x0 < w->x1 ? columns->n : low;
}

/* Whether all words of a piece stand in columns of values, and not all in the same. */
static int is_of_several(const gk_page *page, const gk_page_line *line, const gk_page_piece *piece,
                         const gk_page_columns *columns) {
  const gk_page_word *words = gk_page_words(page, line) + piece->word_idx;
  size_t first = column_of(columns, &words[0].w), last = first;
  for (uint32_t i = 0; i < piece->n_words && last < columns->n; i++)
    last = column_of(columns, &words[i].w);
  return last < columns->n && last != first;
}

/* Adds words [from, from + n) of a piece as one of its own. */
static void add_part(gk_page *page, const gk_page_line *line, gk_page_piece piece, uint32_t from, uint32_t n) {
  const gk_page_word *words = gk_page_words(page, line) + piece.word_idx + from;
  piece.word_idx += from;
  piece.n_words = n;
  piece.x0 = words[0].w.x0;
  piece.x1 = words[n - 1].w.x1;
  piece.is_wide |= from > 0;
  gk_page_piece *part = gk_page_push(page, &page->pieces, sizeof *part);
  if (part != NULL)
    *part = piece;
}

static void part_piece(gk_page *page, const gk_page_line *line, gk_page_piece piece, const gk_page_columns *columns) {
  const gk_page_word *words = gk_page_words(page, line) + piece.word_idx;
  for (uint32_t a = 0, b; a < piece.n_words; a = b) {
    size_t column = column_of(columns, &words[a].w);
    for (b = a + 1; b < piece.n_words && column_of(columns, &words[b].w) == column; b++)
      ;
    add_part(page, line, piece, a, b - a);
  }
}

void gk_page_part(gk_page *page, size_t first, size_t end, const gk_page_columns *columns) {
  for (size_t i = first; i < end && !page->failed; i++) {
    gk_page_line *line = &gk_page_lines(page)[i];
    uint32_t n_pieces = line->n_pieces, from = (uint32_t)page->pieces.n, n_several = 0;
    for (uint32_t k = 0; k < n_pieces; k++)
      n_several += (uint32_t)is_of_several(page, line, gk_page_pieces(page, line) + k, columns);
    if (n_several == 0)
      continue;
    for (uint32_t k = 0; k < n_pieces; k++) {
      const gk_page_piece piece = gk_page_pieces(page, line)[k];
      if (is_of_several(page, line, &piece, columns))
        part_piece(page, line, piece, columns);
      else
        add_part(page, line, piece, 0, piece.n_words);
    }
    line->piece_idx = from;
    line->n_pieces = (uint32_t)page->pieces.n - from;
  }
}
