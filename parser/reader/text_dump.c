#include "reader/text_tabs.h"

#include "text/trim.h"
#include "text/utf8.h"

enum {
  FRAGMENT_BYTES = 45, /* of a line that goes on with the cell before it, after an empty line */
  FRAGMENT_LINES = 4
};

/* How far a row or table has got. */
typedef struct dump {
  size_t n_rows;
  size_t n_cells; /* of the open row; 0 if none is open */
  size_t n_blank; /* empty lines since its last line */
  int has_words;  /* the open cell */
  int spaces_end_rows;
} dump;

int gk_text_starts_cell(const gk_line *line, gk_str *text) {
  if (line->kind != GK_LINE_CELL && line->kind != GK_LINE_ROW)
    return 0;
  size_t tab = 0;
  while (line->text.p[tab] != '\t')
    tab++;
  *text = (gk_str){line->text.p + tab + 1, line->text.n - tab - 1};
  return gk_line_is_blank((gk_str){line->text.p, tab});
}

static void close_row(gk_text_reading *r, dump *d) {
  if (d->n_cells == 0)
    return;
  gk_builder_close_cell(r->builder);
  gk_builder_close_row(r->builder);
  d->n_cells = 0;
}

/* Letters or ideographs: a label, and no number. */
static int has_words(gk_str text) {
  for (size_t i = 0, n; i < text.n; i += n) {
    uint32_t c;
    n = gk_utf8_decode(text.p + i, &c);
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0x3400 && c < 0xFE00))
      return 1;
  }
  return 0;
}

static int has_digits(gk_str text) {
  for (size_t i = 0; i < text.n; i++)
    if (text.p[i] >= '0' && text.p[i] <= '9')
      return 1;
  return 0;
}

/* Adds a cell to the open row or to a new one; 0 if the table has no room for it. */
static int add_cell(gk_text_reading *r, dump *d, gk_str text) {
  if (d->n_blank > 0)
    close_row(r, d);
  if (d->n_cells >= r->limits->table_columns || (d->n_cells == 0 && d->n_rows >= r->limits->table_rows))
    return 0;
  if (d->n_cells > 0) {
    gk_builder_close_cell(r->builder);
  } else {
    gk_builder_open_row(r->builder);
    d->n_rows++;
  }
  gk_text_open_cell(r, text);
  d->n_cells++;
  d->n_blank = 0;
  d->has_words = has_words(text);
  return 1;
}

/*
 * Whether a line after a row's empty line is the rest of a label that is broken there, such as "(3) Not" / "" /
 * "granted", and no paragraph behind the table and no page number: it is short, has no number in it, and the row's next
 * cell follows at once.
 */
static int is_fragment(gk_line line, gk_line_cursor after) {
  size_t bytes = 0;
  if (gk_line_is_numbered(line.text) || !has_words(line.text) || has_digits(line.text))
    return 0;
  for (size_t i = 0; i < FRAGMENT_LINES && line.kind == GK_LINE_PROSE && bytes <= FRAGMENT_BYTES; i++) {
    bytes += line.text.n;
    line = gk_line_next(&after);
  }
  return line.kind == GK_LINE_CELL && bytes <= FRAGMENT_BYTES;
}

/* "— 1 —": the number of a page that ends within the table. A number alone, or with a sign, may be a cell's. */
static int is_page_number(gk_str text) {
  text = gk_str_trim(text);
  if (text.n == 0 || !gk_line_is_page_mark(text))
    return 0;
  unsigned char first = (unsigned char)text.p[0], last = (unsigned char)text.p[text.n - 1];
  return !(first >= '0' && first <= '9') && !(last >= '0' && last <= '9');
}

static int goes_on(const dump *d, const gk_line *line, gk_line_cursor after) {
  if (d->n_cells == 0 || line->kind == GK_LINE_END)
    return 0;
  if (d->n_blank == 0)
    return line->text.n <= GK_TEXT_CONTINUATION_BYTES;
  return d->n_blank == 1 && d->has_words && is_fragment(*line, after);
}

/* Takes a line into the table; 0 if it is none of the table's. */
static int read_dump_line(gk_text_reading *r, dump *d, const gk_line *line) {
  gk_str text;
  if (line->kind == GK_LINE_BLANK) {
    d->n_blank += d->n_blank > 0 || line->text.n == 0 || d->spaces_end_rows;
    return 1;
  }
  if (gk_text_starts_cell(line, &text))
    return add_cell(r, d, text);
  if (d->n_cells > 0 && d->n_blank == 0 && is_page_number(line->text)) /* cells go on behind it */
    return 1;
  if (!goes_on(d, line, r->lines))
    return 0;
  gk_text_put_para(r, line->text);
  d->n_blank = 0;
  return 1;
}

void gk_text_read_dump(gk_text_reading *r, int spaces_end_rows) {
  dump d = {.spaces_end_rows = spaces_end_rows};
  gk_line_cursor here;
  gk_line line;
  gk_text_open_table(r, GK_TABLE_RAGGED);
  do {
    here = r->lines;
    line = gk_line_next(&r->lines);
  } while (read_dump_line(r, &d, &line));
  r->lines = here;
  close_row(r, &d);
  gk_builder_close_table(r->builder);
}
