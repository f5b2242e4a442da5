#include "reader/text_tabs.h"

#include "text/recode.h"
#include "text/trim.h"
#include "text/utf8.h"

enum { REST_BYTES = 24 };

static void put_row(gk_text_reading *r, gk_str text) {
  gk_builder_open_row(r->builder);
  for (size_t start = 0, end = 0; start <= text.n; start = end + 1) {
    end = start;
    while (end < text.n && text.p[end] != '\t')
      end++;
    gk_text_open_cell(r, (gk_str){text.p + start, end - start});
    gk_builder_close_cell(r->builder);
  }
  gk_builder_close_row(r->builder);
}

/* What kinds of characters a text is made of. */
typedef struct census {
  unsigned n_digits;
  unsigned n_letters;
  unsigned n_ideographs;
} census;

static census count(gk_str text) {
  census n = {0};
  for (size_t i = 0; i < text.n;) {
    uint32_t c;
    i += gk_utf8_decode(text.p + i, &c);
    n.n_digits += (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
    n.n_letters += (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    n.n_ideographs += c >= 0x3400 && c < 0xFE00;
  }
  return n;
}

static gk_str last_cell(gk_str row) {
  if (row.n == 0)
    return row;
  size_t start = row.n;
  while (start > 0 && row.p[start - 1] != '\t')
    start--;
  return (gk_str){row.p + start, row.n - start};
}

/*
 * A number, with a word for what it counts at most (a date has more), right behind a row that ends in one: a program
 * broke the line there, and this is the end of the row or of its last number.
 */
static int is_rest(const gk_line *line, gk_str before) {
  gk_str text = gk_str_trim(line->text);
  if (line->kind != GK_LINE_PROSE || text.n > REST_BYTES || gk_line_is_numbered(text))
    return 0;
  census n = count(text);
  return n.n_digits > 0 && n.n_letters == 0 && n.n_ideographs <= 2 && count(last_cell(before)).n_digits > 0;
}

/* Empty lines and rules between rows are where a page ended; the table goes on behind them. */
void gk_text_read_tabbed(gk_text_reading *r) {
  size_t n_rows = 0, n_pieces = 1, off = r->lines.at;
  gk_str before = {NULL, 0}; /* the row right above */
  int torn = 0;
  gk_text_open_table(r, GK_TABLE_RAGGED);
  for (;;) {
    gk_line_cursor here = r->lines;
    gk_line line = gk_line_next(&r->lines);
    if (line.kind == GK_LINE_BLANK || line.kind == GK_LINE_RULE) {
      torn = 1;
      before = (gk_str){NULL, 0};
      continue;
    }
    int is_row = line.kind == GK_LINE_CELL || line.kind == GK_LINE_ROW || is_rest(&line, before);
    if (!is_row || n_rows == r->limits->table_rows) {
      r->lines = here;
      break;
    }
    n_pieces += (size_t)(torn && n_rows > 0);
    torn = 0;
    put_row(r, line.text);
    before = line.text;
    n_rows++;
  }
  gk_builder_close_table(r->builder);
  if (n_pieces > 1)
    gk_diags_add(r->diags, (gk_diag){.kind = &GK_DIAG_MIXED_TABLE,
                                     .cell = GK_NO_CELL,
                                     .part = (uint16_t)r->part_idx,
                                     .off = gk_recode_source_off(r->part, off),
                                     .args = {(int64_t)n_pieces}});
}
