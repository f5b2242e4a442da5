/*
 * text_ruled.c: columns under a ruler, a run of dashes for each: ----- ----- or ===== =====. Text is cut where the
 * ruler is. Where blank lines stand between rows a row may have several lines, else a line is a row.
 *
 * Merged cells are written as one with blank ones beside it or below, so rows are lists.
 */
#include "reader/text_table.h"

#include "base/space.h"
#include "text/trim.h"
#include "text/utf8.h"
#include "base/width.h"

enum {
  MAX_COLUMNS = 64,
  MAX_ROW_LINES = 64, /* more lines than these are more than one row */
  MAX_HEAD_LINES = 16,
  MAX_RULERS = 16,     /* inside a table */
  RUN_DASHES = 2,      /* of each column */
  WHOLE_RUN_DASHES = 8 /* of a line over all columns */
};

typedef struct ruler {
  uint32_t n; /* columns; 0 if the line is no ruler */
  char mark;
  uint32_t from[MAX_COLUMNS];
  uint32_t to[MAX_COLUMNS];
} ruler;

/* Reads a line as a ruler. A single run is one if it is long. */
static ruler read_ruler(gk_str line) {
  static const ruler none = {0};
  ruler r = {0};
  for (uint32_t i = 0; i < line.n; i++) {
    char c = line.p[i];
    if (c == ' ')
      continue;
    if ((c != '-' && c != '=') || (r.mark != 0 && c != r.mark))
      return none;
    r.mark = c;
    if (i == 0 || line.p[i - 1] == ' ') {
      if (r.n == MAX_COLUMNS || (r.n > 0 && r.to[r.n - 1] - r.from[r.n - 1] < RUN_DASHES))
        return none;
      r.from[r.n++] = i;
    }
    r.to[r.n - 1] = i + 1;
  }
  uint32_t last = r.n > 0 ? r.to[r.n - 1] - r.from[r.n - 1] : 0;
  return last < (r.n == 1 ? (uint32_t)WHOLE_RUN_DASHES : (uint32_t)RUN_DASHES) ? none : r;
}

static int same_columns(const ruler *a, const ruler *b) {
  if (a->n != b->n || a->mark != b->mark)
    return 0;
  for (uint32_t k = 0; k < a->n; k++)
    if (a->from[k] != b->from[k] || a->to[k] != b->to[k])
      return 0;
  return 1;
}

/* A run over all columns of the other. */
static int is_whole(const ruler *a, const ruler *columns) {
  return a->n == 1 && a->mark == columns->mark && a->from[0] == columns->from[0] &&
         a->to[0] == columns->to[columns->n - 1];
}

/* Cuts a line into the ruler's columns; 0 if text stands between them. */
static int cut_with(const ruler *r, gk_ambiguous ambiguous, gk_str line, gk_str *pieces) {
  uint32_t k = 0, column = 0;
  size_t start = 0;
  for (size_t i = 0, n; i < line.n; i += n) {
    uint32_t c;
    n = gk_utf8_decode(line.p + i, &c);
    uint32_t end = column + gk_char_columns(c, ambiguous);
    while (k + 1 < r->n && column >= r->from[k + 1]) {
      pieces[k++] = (gk_str){line.p + start, i - start};
      start = i;
    }
    if (!gk_is_space(c) && (column < r->from[k] || (k + 1 < r->n && end > r->to[k])))
      return 0;
    column = end;
  }
  for (; k < r->n; k++, start = line.n)
    pieces[k] = (gk_str){line.p + start, line.n - start};
  return 1;
}

static int cut(const ruler *r, gk_str line, gk_str *pieces) {
  return cut_with(r, GK_AMBIGUOUS_NARROW, line, pieces) || cut_with(r, GK_AMBIGUOUS_WIDE, line, pieces);
}

/* A table as it was found. */
typedef struct table {
  ruler columns;
  gk_line_cursor from; /* its first line */
  gk_line_cursor end;  /* behind its last one */
  int has_gaps;        /* blank lines stand between its rows */
} table;

static int is_below(gk_line_cursor at) {
  gk_line line = gk_line_next(&at);
  return line.kind != GK_LINE_BLANK && line.kind != GK_LINE_END;
}

/*
 * Looks for the line that closes the table, from behind the ruler on. Another ruler may stand under a header
 * (rulers of = only, whose tables have no empty lines), and dashes under merged columns.
 */
static int find_end(gk_line_cursor at, int ends_at_blank, table *t) {
  int is_gap = 0, n_lines = 0;
  for (int n_rulers = 0; n_rulers < MAX_RULERS;) {
    gk_line_cursor here = at;
    gk_line line = gk_line_next(&at);
    if (line.kind == GK_LINE_END || (line.kind == GK_LINE_BLANK && ends_at_blank)) {
      t->end = here;
      return ends_at_blank && n_lines > 0;
    }
    if (line.kind == GK_LINE_BLANK) {
      is_gap = n_lines > 0;
      continue;
    }
    ruler r = read_ruler(line.text);
    if (r.n == 0) {
      t->has_gaps |= is_gap;
      is_gap = 0;
      n_lines++;
      continue;
    }
    t->end = at;
    if ((same_columns(&r, &t->columns) && (r.mark != '=' || !is_below(at))) || is_whole(&r, &t->columns))
      return n_lines > 0;
    if (r.mark == t->columns.mark && !same_columns(&r, &t->columns))
      return 0;
    n_rulers++;
  }
  return 0;
}

/* ------------ over a header of one or more lines, and a ruler below. */
static int find_below_whole(const ruler *whole, table *t) {
  gk_line_cursor at = t->from;
  (void)gk_line_next(&at);
  for (size_t i = 0; i <= MAX_HEAD_LINES; i++) {
    gk_line line = gk_line_next(&at);
    if (line.kind == GK_LINE_END || line.kind == GK_LINE_BLANK)
      return 0;
    t->columns = read_ruler(line.text);
    if (t->columns.n > 1)
      return i > 0 && is_whole(whole, &t->columns) && find_end(at, 0, t);
  }
  return 0;
}

/* A header line with a ruler below it. */
static int find_below_head(gk_line_cursor at, const gk_line *first, table *t) {
  gk_str pieces[MAX_COLUMNS];
  size_t i = at.at;
  while (i < at.text.n && at.text.p[i] == ' ')
    i++;
  if (i >= at.text.n || at.text.p[i] != '-')
    return 0;
  gk_line line = gk_line_next(&at);
  t->columns = read_ruler(line.text);
  return t->columns.n > 1 && cut(&t->columns, first->text, pieces) && find_end(at, 1, t);
}

static int find_table(const gk_text_reading *r, const gk_line *first, table *t) {
  *t = (table){.from = r->lines};
  gk_line_cursor at = r->lines;
  (void)gk_line_next(&at);
  ruler line = read_ruler(first->text);
  if (line.n == 0)
    return find_below_head(at, first, t);
  if (line.n == 1)
    return find_below_whole(&line, t);
  t->columns = line;
  return find_end(at, 0, t);
}

/* The row being gathered: `n` lines, each cut into the ruler's columns. */
typedef struct gathered {
  gk_str *pieces;
  uint32_t n;
  size_t n_rows; /* of the open table; 0 if none is open */
} gathered;

static void close_table(gk_text_reading *r, gathered *row) {
  if (row->n_rows > 0)
    gk_builder_close_table(r->builder);
  row->n_rows = 0;
}

static void put_row(gk_text_reading *r, const table *t, gathered *row) {
  if (row->n == 0)
    return;
  if (row->n_rows == r->limits->table_rows)
    close_table(r, row);
  if (row->n_rows++ == 0)
    gk_text_open_table(r, GK_TABLE_RAGGED);
  gk_builder_open_row(r->builder);
  for (uint32_t k = 0; k < t->columns.n; k++) {
    gk_text_open_cell(r, gk_str_trim(row->pieces[k]));
    for (uint32_t i = 1; i < row->n; i++)
      gk_text_put_para(r, gk_str_trim(row->pieces[(size_t)i * t->columns.n + k]));
    gk_builder_close_cell(r->builder);
  }
  gk_builder_close_row(r->builder);
  row->n = 0;
}

/* Whether a line goes on with the row above it. */
static int goes_on(const table *t, const gathered *row, const gk_str *pieces) {
  if (row->n == 0 || row->n == MAX_ROW_LINES)
    return 0;
  return t->has_gaps || (t->columns.mark == '=' && gk_str_is_blank(pieces[0]));
}

/* Takes a line into the table; 0 if it is none of the table's. */
static int read_line(gk_text_reading *r, const table *t, gathered *row, const gk_line *line) {
  gk_str pieces[MAX_COLUMNS] = {{NULL, 0}};
  if (line->kind == GK_LINE_BLANK || read_ruler(line->text).n > 0) {
    put_row(r, t, row);
    return 1;
  }
  if (!cut(&t->columns, line->text, pieces))
    return gk_line_is_page_mark(line->text);
  if (!goes_on(t, row, pieces))
    put_row(r, t, row);
  for (uint32_t k = 0; k < t->columns.n; k++)
    row->pieces[(size_t)row->n * t->columns.n + k] = pieces[k];
  row->n++;
  return 1;
}

/* Lines that do not fit stand between two pieces of the table. */
static void read_table(gk_text_reading *r, const table *t, gathered *row) {
  while (r->lines.at < t->end.at) {
    gk_line line = gk_line_next(&r->lines);
    if (read_line(r, t, row, &line))
      continue;
    put_row(r, t, row);
    close_table(r, row);
    gk_text_put_line(r, line.text);
  }
  put_row(r, t, row);
  close_table(r, row);
}

static int starts_with_mark(gk_str text, size_t from) {
  while (from < text.n && text.p[from] == ' ')
    from++;
  return from < text.n && (text.p[from] == '-' || text.p[from] == '=');
}

/* A quick look: it is asked for every line. */
static int may_start(const gk_text_reading *r, gk_str first) {
  size_t end = (size_t)(first.p - r->lines.text.p) + first.n;
  while (end < r->lines.text.n && (r->lines.text.p[end] == '\r' || r->lines.text.p[end] == '\n'))
    end++;
  return starts_with_mark(first, 0) || starts_with_mark(r->lines.text, end);
}

int gk_text_read_ruled(gk_text_reading *r, const gk_line *first, size_t *not_before) {
  (void)not_before; /* a look ahead goes past a few rulers at most, so that no line is looked at by more */
  table t;
  gathered row = {0};
  if (!may_start(r, first->text))
    return 0;
  if (!find_table(r, first, &t) || t.columns.n > r->limits->table_columns)
    return 0;
  gk_arena scratch;
  gk_arena_init(&scratch, &r->arena->alloc, r->limits->arena_bytes);
  row.pieces = GK_NEW_ARRAY(&scratch, gk_str, (size_t)MAX_ROW_LINES * t.columns.n);
  if (row.pieces == NULL)
    gk_builder_fail(r->builder, GK_STATUS_NO_MEMORY);
  else
    read_table(r, &t, &row);
  gk_arena_free(&scratch);
  return row.pieces != NULL;
}
