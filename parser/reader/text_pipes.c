/*
 * text_pipes.c: a row a line, a pipe behind every cell, perhaps one before the first; also Markdown's tables.
 */
#include "reader/text_pipes.h"

#include "reader/text_frame.h"

enum {
  JUDGE_LINES = 64,
  COUNTED_PIPES = 32,  /* of a line; one with more counts as one with as many */
  LIST_LINES = 3,      /* cells on lines of their own that make a table */
  ROW_LINES = 3,       /* rows with a pipe at an end, or as many pipes as each other */
  TWO_ROWS_PIPES = 3,  /* in each of two rows, then they are enough */
  WIDE_SHARE = 4,      /* one in so many rows is as wide as the table */
  FIRST_FRAGMENT = 45, /* bytes of a line that begins a row without a pipe */
  SPARE_COLUMNS = 64   /* blank cells at a row's end; more is noise */
};

typedef enum style { STYLE_NONE, STYLE_ROWS, STYLE_LIST } style;

/* What a block of lines shows of tables. */
typedef struct evidence {
  size_t n_rows;   /* lines with a pipe and text */
  size_t n_framed; /* of these, with a pipe at an end */
  size_t n_leading;
  size_t n_trailing;
  size_t n_single; /* with text before one pipe only, the last */
  size_t n_multi;  /* in more than one cell */
  size_t n_rules;
  size_t n_frames; /* of these, as of a frame round every cell */
  size_t n_odd;
  size_t n_twos;
  uint16_t with[COUNTED_PIPES]; /* rows by their number of pipes */
} evidence;

int gk_pipes_in(gk_str line) {
  for (size_t i = 0; i < line.n; i++) {
    unsigned char c = (unsigned char)line.p[i];
    if ((c == '|' || c == 0xE2 || c == 0xEF) && gk_pipe_at(line, i) > 0)
      return 1;
  }
  return 0;
}

/* A line with pipes that is prose for its length, or for the pipes it has. */
static int is_prose(const gk_text_reading *r, const gk_pipe_look *look) {
  return look->n_filled > 0 &&
         ((look->is_long && !(look->leads && look->trails)) || look->n_pipes >= r->limits->table_columns);
}

static void count_line(evidence *e, const gk_pipe_look *look, gk_str line) {
  e->n_odd += look->n_odd;
  e->n_twos += look->n_twos;
  if (look->is_rule) {
    e->n_rules++;
    e->n_frames += (size_t)gk_frame_is_rule(line);
    return;
  }
  if (look->n_filled == 0)
    return;
  e->n_rows++;
  e->n_framed += look->leads || look->trails;
  e->n_leading += look->leads;
  e->n_trailing += look->trails;
  e->n_single += look->n_filled == 1 && look->trails && !look->leads;
  e->n_multi += look->n_filled > 1;
  e->with[look->n_pipes < COUNTED_PIPES ? look->n_pipes : COUNTED_PIPES - 1]++;
}

/* Looks at the block of lines at the cursor and moves the cursor behind it. */
static evidence judge(const gk_text_reading *r, gk_line_cursor *at) {
  evidence e = {0};
  int n_fragments = 0, is_gap = 0;
  for (size_t i = 0; i < JUDGE_LINES; i++) {
    gk_line_cursor here = *at;
    gk_line line = gk_line_next(at);
    if (line.kind == GK_LINE_BLANK || (line.kind != GK_LINE_END && gk_line_is_page_mark(line.text))) {
      is_gap = 1;
      continue;
    }
    gk_pipe_look look = {0};
    if (line.kind != GK_LINE_END)
      look = gk_pipe_look_at(line.text);
    int is_fragment = look.n_pipes == 0 && !look.is_rule && !is_gap && line.text.n <= GK_PIPES_FRAGMENT;
    is_gap = 0;
    n_fragments = is_fragment ? n_fragments + 1 : 0;
    if (line.kind == GK_LINE_END || is_prose(r, &look) || n_fragments > 2 ||
        (look.n_pipes == 0 && !look.is_rule && !is_fragment)) {
      *at = here;
      break;
    }
    if (!is_fragment)
      count_line(&e, &look, line.text);
  }
  return e;
}

/* The commonest number of pipes of a row, the greater one of two. */
static uint32_t commonest(const evidence *e) {
  uint32_t best = 0;
  for (uint32_t n = 1; n < COUNTED_PIPES; n++)
    if (e->with[n] > 0 && e->with[n] >= e->with[best])
      best = n;
  return best;
}

/* The greatest number of pipes that many rows have: rows broken over lines have fewer. */
static uint32_t width_of(const evidence *e) {
  for (uint32_t n = COUNTED_PIPES - 1; n > 0; n--)
    if (e->with[n] > 1 && (size_t)e->with[n] * WIDE_SHARE >= e->n_rows)
      return n;
  return commonest(e);
}

/* Links in a row have pipes between them as well: a table has more rows than they, alike or with pipes at their ends.
 */
static style decide(const evidence *e, int may_go_on) {
  uint32_t width = commonest(e);
  if (e->n_rows == 0)
    return STYLE_NONE;
  if (e->n_multi == 0 && e->n_leading == 0 && e->n_rules == 0)
    return e->n_single >= LIST_LINES || (may_go_on && e->n_single > 1) ? STYLE_LIST : STYLE_NONE;
  if (e->n_rules > 0 || e->n_framed >= ROW_LINES || (may_go_on && e->n_framed > 0))
    return STYLE_ROWS;
  if (e->n_framed == 2 && e->with[width] == 2 && width >= TWO_ROWS_PIPES)
    return STYLE_ROWS;
  return e->with[width] >= ROW_LINES && width >= 2 ? STYLE_ROWS : STYLE_NONE;
}

/* A table being read, and how far its open row has got. */
typedef struct rows {
  gk_text_reading *r;
  int leads;      /* every row begins with a pipe, which ends no cell */
  int trails;     /* and ends with one: a line that does not goes on in the next */
  int twice;      /* pipes come in twos */
  uint32_t width; /* pipes of a whole row, without the leading one */
  size_t n_rows;
  uint32_t n_pipes; /* of the open row */
  int is_open;
  int in_cell;
} rows;

static void close_row(rows *t) {
  if (!t->is_open)
    return;
  if (t->in_cell)
    gk_builder_close_cell(t->r->builder);
  gk_builder_close_row(t->r->builder);
  t->is_open = t->in_cell = 0;
}

static void open_row(rows *t) {
  gk_builder_open_row(t->r->builder);
  t->is_open = 1;
  t->n_pipes = 0;
  t->n_rows++;
}

static void put_piece(rows *t, gk_str piece, int closed) {
  if (t->in_cell)
    gk_text_put_para(t->r, piece);
  else
    gk_text_open_cell(t->r, piece);
  t->in_cell = !closed;
  t->n_pipes += (uint32_t)closed;
  if (closed)
    gk_builder_close_cell(t->r->builder);
}

/* Whether a line goes on in the cell in which the line before it ended. */
static int goes_on(const rows *t, const gk_pipe_look *look) {
  uint32_t n_pipes = t->twice ? look->n_pipes / 2 : look->n_pipes;
  return t->is_open && t->n_pipes + n_pipes <= t->width;
}

/* Pipes without text are a row of blank cells if there are as many as in other rows; else noise, or padding. */
static int is_whole(const rows *t, const gk_pipe_look *look) {
  uint32_t n_pipes = t->twice ? look->n_pipes / 2 : look->n_pipes;
  return t->n_rows > 0 && n_pipes == t->width + (t->leads ? 1 : 0);
}

static void put_line(rows *t, const gk_line *line, const gk_pipe_look *look) {
  gk_pipe_cut cut = {.rest = line->text, .twice = t->twice};
  gk_str piece;
  uint32_t n_filled = 0;
  int is_first = 1;
  if (!goes_on(t, look)) {
    close_row(t);
    open_row(t);
  } else {
    is_first = 0;
  }
  for (; gk_pipe_next(&cut, &piece); is_first = 0) {
    int is_blank = gk_line_is_blank(piece);
    if (is_blank && ((is_first && t->leads) || !cut.closed))
      continue;
    n_filled += (uint32_t)!is_blank;
    if (is_blank && n_filled == look->n_filled && look->n_pipes > SPARE_COLUMNS)
      break;
    put_piece(t, piece, cut.closed);
  }
  if (!t->in_cell || !t->trails || t->n_pipes >= t->width)
    close_row(t);
}

/* A line without pipes: the rest of the open cell's text, or the beginning of a row whose next line is at hand. */
static int put_fragment(rows *t, const gk_line *line) {
  if (t->in_cell && line->text.n <= GK_PIPES_FRAGMENT) {
    gk_text_put_para(t->r, line->text);
    return 1;
  }
  gk_line_cursor ahead = t->r->lines;
  gk_line next = gk_line_next(&ahead);
  if (t->is_open || t->leads || line->text.n > FIRST_FRAGMENT || gk_line_is_numbered(line->text) ||
      next.kind == GK_LINE_END || !gk_pipes_in(next.text))
    return 0;
  open_row(t);
  put_piece(t, line->text, 0);
  return 1;
}

/* Takes a line into the table; 0 if it is none of the table's. */
static int read_line(rows *t, const gk_line *line) {
  if (line->kind == GK_LINE_END || t->n_rows >= t->r->limits->table_rows)
    return 0;
  gk_pipe_look look = gk_pipe_look_at(line->text);
  if (look.is_rule || (look.n_filled == 0 && !t->is_open && !is_whole(t, &look))) {
    close_row(t);
    return 1;
  }
  if (look.n_pipes == 0)
    return put_fragment(t, line);
  if (is_prose(t->r, &look))
    return 0;
  put_line(t, line, &look);
  return 1;
}

static void read_rows(gk_text_reading *r, const evidence *e) {
  rows t = {.r = r, .twice = e->n_odd == 0 && e->n_twos > 1, .width = width_of(e)};
  t.leads = e->n_leading == e->n_rows;
  t.trails = e->n_trailing * 2 > e->n_rows;
  t.width = t.twice ? t.width / 2 : t.width;
  t.width -= t.width > 0 && t.leads;
  /* Rows may have several lines in a frame; this one's lines don't meet, or it would have been read as a grid. */
  int is_drawn = e->n_frames > 1 && e->n_rows > e->n_frames + 1;
  gk_text_open_table(r, (uint8_t)(GK_TABLE_RAGGED | (is_drawn ? GK_TABLE_LINES : 0)));
  gk_line_cursor end = r->lines; /* behind the last line of the table */
  for (;;) {
    gk_line line = gk_line_next(&r->lines);
    if (line.kind == GK_LINE_BLANK)
      close_row(&t);
    if (line.kind == GK_LINE_BLANK || (line.kind != GK_LINE_END && gk_line_is_page_mark(line.text)))
      continue;
    if (!read_line(&t, &line))
      break;
    end = r->lines;
  }
  r->lines = end;
  close_row(&t);
  gk_builder_close_table(r->builder);
}

int gk_text_read_pipes(gk_text_reading *r, const gk_line *first, size_t *not_before) {
  if (!gk_pipes_in(first->text))
    return 0;
  gk_line_cursor ahead = r->lines;
  evidence e = judge(r, &ahead);
  switch (decide(&e, gk_text_may_go_on(r))) {
  case STYLE_ROWS:
    read_rows(r, &e);
    return 1;
  case STYLE_LIST:
    if (gk_text_read_pipe_list(r))
      return 1;
    break;
  case STYLE_NONE:
    break;
  }
  *not_before = ahead.at;
  return 0;
}
