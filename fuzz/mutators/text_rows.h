/* text_rows.h: text as lines, and a line as cells. */
#ifndef GONGKAI_FUZZ_TEXT_ROWS_H
#define GONGKAI_FUZZ_TEXT_ROWS_H

#include "gongkai/base.h"

typedef struct text_span {
  size_t begin;
  size_t end;
} text_span;

typedef struct text_rows {
  gk_str doc;
  text_span *all; /* lines, each with its line feed */
  size_t n;
} text_rows;

/* Lines beyond a fixed number are one with the last. Without memory there are none. */
text_rows text_rows_find(gk_str doc);
void text_rows_free(text_rows *rows);

/* Where a line ends but for carriage return and line feed. */
size_t text_row_end(gk_str doc, text_span row);

/*
 * The cells of a line, as many as there is room for: what stands between tabs if there are any, or else between pipes,
 * drawn or typed, or else between runs of two and more blanks, ideographic ones among them. The separator that follows
 * a cell lies from its end to the begin of the next one.
 */
size_t text_cells_find(gk_str doc, text_span row, text_span *out, size_t max);

#endif
