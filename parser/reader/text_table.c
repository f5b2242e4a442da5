#include "reader/text_table.h"

#include "text/recode.h"
#include "text/trim.h"
#include "text/utf8.h"

enum {
  JUDGE_LINES = 64,         /* what a table is must show in so many lines */
  CONTINUATION_BYTES = 150, /* of a line that goes on with the cell before it */
  FRAGMENT_BYTES = 45,      /* of one that does so after an empty line */
  FRAGMENT_LINES = 4,
  PAGE_MARK_BYTES = 36 /* of what stands at most between the pieces of a torn table: a page number */
};

typedef enum family { FAMILY_NONE, FAMILY_DUMP, FAMILY_TABBED } family;

/* What a block of lines shows of tables. */
typedef struct evidence {
  size_t n_cell_lines;
  size_t n_row_lines;
  size_t most_filled; /* cells of a row line */
  size_t run;         /* cell lines without an empty line between */
  size_t longest_run;
  size_t n_runs;
  size_t n_long_runs; /* of two and more */
  size_t n_empty;     /* lines between that are empty, not merely blank */
  size_t n_bytes;     /* of the cell lines */
} evidence;

static void count_line(evidence *e, const gk_line *line) {
  if (line->kind == GK_LINE_CELL) {
    e->n_cell_lines++;
    e->n_bytes += line->text.n;
    e->run++;
    e->n_runs += e->run == 1;
    e->n_long_runs += e->run == 2;
    if (e->longest_run < e->run)
      e->longest_run = e->run;
  } else if (line->kind == GK_LINE_BLANK) {
    e->run = 0;
    e->n_empty += line->text.n == 0;
  } else if (line->kind == GK_LINE_ROW) {
    e->n_row_lines++;
    if (e->most_filled < line->n_filled)
      e->most_filled = line->n_filled;
  }
}

/* What is left of a table that a page end tore may be a single row; indented paragraphs are longer. */
static family decide_rest(const evidence *e) {
  if (e->n_row_lines > 0 && e->n_row_lines >= e->n_cell_lines)
    return e->most_filled >= 2 ? FAMILY_TABBED : FAMILY_NONE;
  return e->longest_run >= 2 && e->n_bytes <= FRAGMENT_BYTES * e->n_cell_lines ? FAMILY_DUMP : FAMILY_NONE;
}

static family decide(const evidence *e) {
  if (e->n_row_lines > 0 && e->n_row_lines >= e->n_cell_lines) {
    int is_list = e->n_row_lines + e->n_cell_lines >= 2 && e->most_filled >= 2;
    return is_list || e->most_filled >= 3 ? FAMILY_TABBED : FAMILY_NONE;
  }
  /* Paragraphs may be indented by a tab: two short ones in a row are no table yet. */
  return (e->longest_run >= 3 && e->n_runs >= 2) || e->n_long_runs >= 3 ? FAMILY_DUMP : FAMILY_NONE;
}

/* Looks at the block of lines at the cursor and moves the cursor behind it. */
static evidence judge(gk_line_cursor *at) {
  evidence e = {0};
  gk_line_kind before = GK_LINE_BLANK;
  for (size_t i = 0; i < JUDGE_LINES; i++) {
    gk_line_cursor here = *at;
    gk_line line = gk_line_next(at);
    /* Prose ends a block, unless it can be the second line of a cell. */
    int is_rest = before == GK_LINE_CELL && line.kind == GK_LINE_PROSE && line.text.n <= CONTINUATION_BYTES;
    if (line.kind == GK_LINE_END || (line.kind == GK_LINE_PROSE && !is_rest)) {
      *at = here;
      break;
    }
    count_line(&e, &line);
    if (!is_rest)
      before = line.kind;
  }
  return e;
}

void gk_text_put_para(gk_text_reading *r, gk_str text) {
  gk_str piece;
  if (gk_line_is_blank(text))
    return;
  gk_builder_open_para(r->builder, 0, 0);
  while (gk_line_next_piece(&text, &piece))
    gk_builder_text(r->builder, r->part_idx, piece, piece);
  gk_builder_close_para(r->builder);
}

/* Opens the row's next cell. White space in it is kept: it tells a blank that was typed from one that was not. */
static void open_cell(gk_text_reading *r, gk_str text) {
  gk_str piece;
  gk_builder_open_cell(r->builder, r->part_idx, (uint32_t)(text.p - r->part->text.p), 1, GK_MERGE_NONE);
  while (gk_line_next_piece(&text, &piece))
    gk_builder_text(r->builder, r->part_idx, piece, piece);
}

/* Cell by cell: the Word dump */

/* How far a row or table has got. */
typedef struct dump {
  size_t n_rows;
  size_t n_cells; /* of the open row; 0 if none is open */
  size_t n_blank; /* empty lines since its last line */
  int has_words;  /* the open cell */
  int spaces_end_rows;
} dump;

/* Whether a line starts a cell; `text` gets what is in it. */
static int starts_cell(const gk_line *line, gk_str *text) {
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
  open_cell(r, text);
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

static int goes_on(const dump *d, const gk_line *line, gk_line_cursor after) {
  if (d->n_cells == 0 || line->kind == GK_LINE_END)
    return 0;
  if (d->n_blank == 0)
    return line->text.n <= CONTINUATION_BYTES;
  return d->n_blank == 1 && d->has_words && is_fragment(*line, after);
}

/* Takes a line into the table; 0 if it is none of the table's. */
static int read_dump_line(gk_text_reading *r, dump *d, const gk_line *line) {
  gk_str text;
  if (line->kind == GK_LINE_BLANK) {
    d->n_blank += d->n_blank > 0 || line->text.n == 0 || d->spaces_end_rows;
    return 1;
  }
  if (starts_cell(line, &text))
    return add_cell(r, d, text);
  if (!goes_on(d, line, r->lines))
    return 0;
  gk_text_put_para(r, line->text);
  d->n_blank = 0;
  return 1;
}

static void read_dump(gk_text_reading *r, int spaces_end_rows) {
  dump d = {.spaces_end_rows = spaces_end_rows};
  gk_line_cursor here;
  gk_line line;
  gk_builder_open_table(r->builder, GK_TABLE_RAGGED);
  do {
    here = r->lines;
    line = gk_line_next(&r->lines);
  } while (read_dump_line(r, &d, &line));
  r->lines = here;
  close_row(r, &d);
  gk_builder_close_table(r->builder);
}

/* Row by row: tabs between cells */

static void put_tabbed_row(gk_text_reading *r, gk_str text) {
  gk_builder_open_row(r->builder);
  for (size_t start = 0, end = 0; start <= text.n; start = end + 1) {
    end = start;
    while (end < text.n && text.p[end] != '\t')
      end++;
    open_cell(r, (gk_str){text.p + start, end - start});
    gk_builder_close_cell(r->builder);
  }
  gk_builder_close_row(r->builder);
}

/* Empty lines and rules between rows are where a page ended; the table goes on behind them. */
static void read_tabbed(gk_text_reading *r) {
  size_t n_rows = 0, n_pieces = 1, off = r->lines.at;
  int torn = 0;
  gk_builder_open_table(r->builder, GK_TABLE_RAGGED);
  for (;;) {
    gk_line_cursor here = r->lines;
    gk_line line = gk_line_next(&r->lines);
    if (line.kind == GK_LINE_BLANK || line.kind == GK_LINE_RULE) {
      torn = 1;
      continue;
    }
    if ((line.kind != GK_LINE_CELL && line.kind != GK_LINE_ROW) || n_rows == r->limits->table_rows) {
      r->lines = here;
      break;
    }
    n_pieces += (size_t)(torn && n_rows > 0);
    torn = 0;
    put_tabbed_row(r, line.text);
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

void gk_text_leave_table(gk_text_reading *r, gk_str text) {
  size_t n = gk_str_trim(text).n;
  if (n > PAGE_MARK_BYTES || r->n_since_table > PAGE_MARK_BYTES || gk_line_is_numbered(text))
    r->n_since_table = SIZE_MAX;
  else
    r->n_since_table += n;
}

int gk_text_read_table(gk_text_reading *r, size_t *not_before) {
  gk_line_cursor ahead = r->lines, first = r->lines;
  evidence e = judge(&ahead);
  gk_line line = gk_line_next(&first);
  gk_str text;
  family kind = decide(&e);
  if (kind == FAMILY_NONE && r->n_since_table <= PAGE_MARK_BYTES)
    kind = decide_rest(&e);
  switch (kind) {
  case FAMILY_TABBED:
    read_tabbed(r);
    r->n_since_table = 0;
    return 1;
  case FAMILY_DUMP:
    if (!starts_cell(&line, &text)) {
      *not_before = first.at;
      return 0;
    }
    read_dump(r, e.n_empty == 0);
    r->n_since_table = 0;
    return 1;
  case FAMILY_NONE:
    break;
  }
  *not_before = ahead.at;
  return 0;
}
