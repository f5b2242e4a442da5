/*
 * text_pipe_list.c: a cell a line, its pipe behind it, and the pipes of cells without text on lines of their own.
 *
 * Ends of lines are not ends of rows, but pipes are conserved: a row has as many as the table has columns. If one width
 * only fits all the runs that fill a row up, rows can be counted off. Some converters drop blank cells and put their
 * pipes at the row's end; then nobody knows which cells of the row were blank, and lines are all there is.
 */
#include "reader/text_pipes.h"

#include "text/trim.h"

enum {
  MAX_WIDTH = 32,
  MARKED_RUNS = 8, /* so many runs from the beginning may be what fills up the first row */
  FRAGMENTS = 4,   /* lines of a cell's text */
  ROWS_OF_TOKEN = 3
};

/* A cell with its pipes, or a run of pipes. */
typedef struct token {
  gk_line_cursor at; /* where its first line starts */
  size_t n_lines;    /* of text; 0 for a run of pipes */
  uint32_t n_pipes;
  int is_gap;  /* blank lines stand before it */
  gk_str torn; /* a line of digits right before a number: a page's, or the number's own beginning */
} token;

/* Whether what stands on its own line may be a part of a cell's text, and no heading or paragraph. */
static int is_fragment(gk_str text) {
  return text.n <= GK_PIPES_FRAGMENT && !gk_line_is_numbered(text) && !gk_line_is_long(text);
}

static int starts_with_digit(gk_str text) {
  text = gk_str_trim(text);
  return text.n > 0 && text.p[0] >= '0' && text.p[0] <= '9';
}

/* Reads the next token; 0 at the end of the table, and then the cursor may stand anywhere. */
static int next_token(gk_line_cursor *at, token *t) {
  *t = (token){.at = *at};
  for (;;) {
    gk_line_cursor here = *at;
    gk_line line = gk_line_next(at);
    if (line.kind == GK_LINE_END)
      return 0;
    if (line.kind == GK_LINE_BLANK || gk_line_is_page_mark(line.text)) {
      if (t->n_lines > 0 && line.kind == GK_LINE_BLANK)
        return 0;
      t->is_gap |= line.kind == GK_LINE_BLANK;
      t->torn = line.kind != GK_LINE_BLANK && starts_with_digit(line.text) ? line.text : (gk_str){NULL, 0};
      continue;
    }
    if (t->n_lines == 0)
      t->at = here;
    if (!starts_with_digit(line.text))
      t->torn.n = 0;
    gk_pipe_look look = gk_pipe_look_at(line.text);
    if (look.is_rule || look.n_filled > 1 || (look.n_pipes > 0 && !look.trails) || (look.leads && look.n_filled > 0))
      return 0;
    t->n_pipes = look.n_pipes;
    if (look.n_filled == 0 && t->n_lines == 0) {
      if (look.n_pipes <= GK_PIPES_PADDING)
        return 1;
      continue;
    }
    t->n_lines++;
    if (look.n_pipes > 0)
      return look.n_pipes <= GK_PIPES_PADDING && !look.is_long;
    if (t->n_lines == FRAGMENTS || !is_fragment(line.text))
      return 0;
  }
}

/* What the whole table shows of its width. */
typedef struct measure {
  uint32_t n_pipes;
  uint64_t fits;       /* bit d: no run of pipes crosses the end of a row, if rows are d wide */
  uint64_t first_rows; /* bit d: a run that may fill up the first row ends there */
  uint32_t n_runs;
} measure;

static void measure_token(measure *m, const token *t) {
  uint32_t from = m->n_pipes, to = from + t->n_pipes;
  for (uint32_t d = 2; d <= MAX_WIDTH && t->n_pipes > 1; d++)
    if ((to - 1) / d * d > from)
      m->fits &= ~((uint64_t)1 << d);
  if (t->n_pipes > 1 && m->n_runs++ < MARKED_RUNS && to <= MAX_WIDTH)
    m->first_rows |= (uint64_t)1 << to;
  m->n_pipes = to;
}

/* The table's width; 0 if the runs leave several, or none. */
static uint32_t width_of(const measure *m) {
  for (uint32_t d = 2; d <= MAX_WIDTH; d++)
    if ((m->fits >> d & 1) && m->n_pipes % d == 0)
      return (m->first_rows >> d & 1) ? d : 0;
  return 0;
}

/* Tells nothing of a table of more tokens than one may have rows. */
static measure measure_table(gk_line_cursor at, size_t max_tokens) {
  measure m = {.fits = ~(uint64_t)0};
  token t;
  for (size_t n = 0; next_token(&at, &t); n++) {
    if (n == max_tokens)
      return (measure){0};
    measure_token(&m, &t);
  }
  return m;
}

/* Where blank cells keep their pipes, rows below merged labels show it again and again. */
enum { PAIRS = 3 };

/*
 * Two pipes, each alone on its line: the text keeps the place of a blank cell. Where blank cells are dropped, their
 * pipes come together, also behind numbers; but so do those that fill up a short row. One pair, such as a label that
 * was lost leaves, is no proof beside them.
 */
static int keeps_blanks(gk_text_reading *r) {
  if (r->pipes_kept != 0)
    return r->pipes_kept > 0;
  gk_line_cursor at = gk_line_start(r->part->text, r->limits->table_columns);
  gk_line line;
  int n_alone = 0, n_pairs = 0, is_behind_number = 0, n_behind_numbers = 0;
  while (n_pairs < PAIRS && (line = gk_line_next(&at)).kind != GK_LINE_END) {
    gk_pipe_look look = {.n_filled = 1};
    if (gk_pipes_in(line.text))
      look = gk_pipe_look_at(line.text);
    n_behind_numbers += look.n_filled == 0 && look.n_pipes > 1 && is_behind_number;
    n_alone = look.n_pipes == 1 && look.n_filled == 0 ? n_alone + 1 : 0;
    n_pairs += n_alone == 2;
    is_behind_number = look.n_pipes == 1 && look.n_filled == 1 && starts_with_digit(line.text);
  }
  r->pipes_kept = n_pairs >= PAIRS || (n_pairs > 0 && n_behind_numbers == 0) ? 1 : -1;
  return r->pipes_kept > 0;
}

/* The text of a token's line, less its pipes. */
static gk_str text_before_pipes(const gk_line *line) {
  gk_pipe_cut cut = {.rest = line->text};
  gk_str piece = {line->text.p, 0};
  (void)gk_pipe_next(&cut, &piece);
  return piece;
}

static void put_cell(gk_text_reading *r, const token *t) {
  gk_line_cursor at = t->at;
  for (size_t i = 0; i < (t->n_lines > 0 ? t->n_lines : 1); i++) {
    gk_line line = gk_line_next(&at);
    while (line.kind == GK_LINE_BLANK || (t->n_lines > 0 && gk_line_is_page_mark(line.text)))
      line = gk_line_next(&at);
    gk_str text = text_before_pipes(&line);
    if (i == 0)
      gk_text_open_cell(r, t->torn.n > 0 ? t->torn : text);
    if (i > 0 || t->torn.n > 0)
      gk_text_put_para(r, text);
  }
  gk_builder_close_cell(r->builder);
}

static void put_blank_cells(gk_text_reading *r, const token *t, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    gk_text_open_cell(r, (gk_str){t->at.text.p + t->at.at, 0});
    gk_builder_close_cell(r->builder);
  }
}

/* Rows counted off, every pipe a cell. `col` is where the row has got. */
static void put_in_row(gk_text_reading *r, const token *t, uint32_t width, uint32_t *col) {
  if (*col == 0)
    gk_builder_open_row(r->builder);
  if (t->n_lines > 0)
    put_cell(r, t);
  put_blank_cells(r, t, t->n_pipes - (t->n_lines > 0));
  *col = (*col + t->n_pipes) % width;
  if (*col == 0)
    gk_builder_close_row(r->builder);
}

static void put_blank_row(gk_text_reading *r) {
  gk_builder_open_row(r->builder);
  gk_builder_close_row(r->builder);
}

/* A line by itself. What fills up a row says that it ends there. */
static void put_as_line(gk_text_reading *r, const token *t, int keeps) {
  if (t->is_gap)
    put_blank_row(r);
  if (t->n_lines > 0 || (keeps && t->n_pipes == 1)) {
    gk_builder_open_row(r->builder);
    if (t->n_lines > 0)
      put_cell(r, t);
    else
      put_blank_cells(r, t, 1);
    gk_builder_close_row(r->builder);
  }
  if (t->n_pipes > 1 || (t->n_lines == 0 && !keeps))
    put_blank_row(r);
}

int gk_text_read_pipe_list(gk_text_reading *r) {
  gk_line_cursor end = r->lines; /* behind the last line of the table */
  token t;
  if (r->limits->table_rows < ROWS_OF_TOKEN || !next_token(&end, &t))
    return 0;
  int keeps = keeps_blanks(r);
  measure m = measure_table(r->lines, r->limits->table_rows);
  uint32_t width = keeps && r->limits->table_columns >= MAX_WIDTH ? width_of(&m) : 0;
  size_t max_rows = r->limits->table_rows;
  uint32_t col = 0;
  gk_text_open_table(r, (uint8_t)(GK_TABLE_RAGGED | (width == 0 ? GK_TABLE_LINES : 0)));
  for (size_t n = 0; n + ROWS_OF_TOKEN <= max_rows && next_token(&r->lines, &t);
       n += width == 0 ? ROWS_OF_TOKEN : (size_t)(col == 0)) {
    if (width > 0)
      put_in_row(r, &t, width, &col);
    else
      put_as_line(r, &t, keeps);
    end = r->lines;
  }
  if (col > 0)
    gk_builder_close_row(r->builder);
  r->lines = end;
  gk_builder_close_table(r->builder);
  return 1;
}
