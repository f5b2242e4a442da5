#include "text_rows.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_ROWS = 1 << 15 };

text_rows text_rows_find(gk_str doc) {
  size_t n = 0;
  for (size_t i = 0; i < doc.n; i++)
    n += doc.p[i] == '\n' || i + 1 == doc.n;
  if (n > MAX_ROWS)
    n = MAX_ROWS;
  text_rows rows = {doc, n == 0 ? NULL : malloc(n * sizeof *rows.all), 0};
  if (rows.all == NULL)
    return rows;
  for (size_t at = 0; at < doc.n && rows.n < n;) {
    const char *feed = memchr(doc.p + at, '\n', doc.n - at);
    size_t end = feed == NULL || rows.n + 1 == n ? doc.n : (size_t)(feed - doc.p) + 1;
    rows.all[rows.n++] = (text_span){at, end};
    at = end;
  }
  return rows;
}

void text_rows_free(text_rows *rows) {
  free(rows->all);
  *rows = (text_rows){0};
}

size_t text_row_end(gk_str doc, text_span row) {
  while (row.end > row.begin && (doc.p[row.end - 1] == '\n' || doc.p[row.end - 1] == '\r'))
    row.end--;
  return row.end;
}

/* How many bytes of a separator of one kind stand here; 0 for none. */
typedef size_t separator(gk_str doc, size_t at, size_t end);

static size_t tab(gk_str doc, size_t at, size_t end) {
  return at < end && doc.p[at] == '\t' ? 1 : 0;
}

static size_t pipe_(gk_str doc, size_t at, size_t end) {
  if (doc.p[at] == '|')
    return 1;
  /* U+2502, U+2503, U+2551 */
  if (end - at < 3 || memcmp(doc.p + at, "\xE2\x94", 2) != 0)
    return end - at >= 3 && memcmp(doc.p + at, "\xE2\x95\x91", 3) == 0 ? 3 : 0;
  return doc.p[at + 2] == '\x82' || doc.p[at + 2] == '\x83' ? 3 : 0;
}

static size_t blanks(gk_str doc, size_t at, size_t end) {
  size_t start = at, width = 0;
  for (; at < end; width++) {
    if (doc.p[at] == ' ')
      at++;
    else if (end - at >= 3 && memcmp(doc.p + at, "\xE3\x80\x80", 3) == 0)
      at += 3, width++;
    else
      break;
  }
  return width >= 2 ? at - start : 0;
}

static size_t cut_at(separator *is_separator, gk_str doc, text_span row, text_span *out, size_t max) {
  size_t n = 0, begin = row.begin;
  for (size_t at = row.begin; at < row.end && n + 1 < max;) {
    size_t size = is_separator(doc, at, row.end);
    if (size == 0) {
      at++;
      continue;
    }
    out[n++] = (text_span){begin, at};
    begin = at += size;
  }
  out[n++] = (text_span){begin, row.end};
  return n;
}

size_t text_cells_find(gk_str doc, text_span row, text_span *out, size_t max) {
  static separator *const kinds[] = {tab, pipe_, blanks};
  size_t n = 0;
  row.end = text_row_end(doc, row);
  for (size_t i = 0; i < 3 && n < 2; i++)
    n = cut_at(kinds[i], doc, row, out, max);
  return n;
}
