/*
 * lines_cut.c: on a page of text, which lines are a row's. A cell of several lines reaches above its row's label and
 * below it, and nothing parts it from the cells of the next row. What tells is how cells stand: in the middle of their
 * row, or at its top, all of a table alike. So the lines between two rows are cut where every row then has its cells
 * standing so, if there is but one way to do that.
 */
#include "extract/lines.h"

enum {
  MAX_BETWEEN = 12, /* lines between two rows: more are not looked at */
  FEWER = 3,        /* one way for cells to stand contradicts so many times fewer rows than the other one */
  WAYS = MAX_BETWEEN + 1,
};

typedef enum stand { STAND_MIDDLE, STAND_TOP, N_STANDS } stand;

/* The lines between two rows that have something in columns of values, and where they may be cut: bit i stands for a
   cut before line i. */
typedef struct between {
  uint32_t lines[MAX_BETWEEN];
  uint32_t n;
  uint32_t from_above; /* what the rows above allow */
  uint32_t from_below;
  int is_open; /* too many, or something in them is several values in one */
} between;

/* Rows with no header among them. */
typedef struct run {
  gk_lines *lines;
  uint32_t *rows; /* marks */
  between *gaps;  /* before each row, and behind the last */
  uint32_t n;
  int has_header;
} run;

/* Cells */

static int is_of_cell(const gk_lines *lines, const gk_piece *piece, uint32_t row) {
  return piece->kind != GK_PIECE_BLANK && piece->mark != row && piece->cell.col >= lines->marks[row].left &&
         (piece->mark == GK_NO_MARK || !lines->marks[piece->mark].is_known);
}

/* Adds a piece to the cell that it stands below, or as a cell of its own; 0 if it is of two, or beside its own. */
static int add_piece(const gk_lines *lines, gk_lines_cell *cells, uint32_t *n, uint32_t idx) {
  const gk_piece *piece = &lines->pieces[idx];
  gk_lines_cell *found = NULL;
  for (uint32_t i = 0; i < *n; i++) {
    if (cells[i].col >= piece->cell.col_end || piece->cell.col >= cells[i].col_end)
      continue;
    if (found != NULL)
      return 0;
    found = &cells[i];
  }
  if (found == NULL) {
    if (*n == GK_LINES_CELLS)
      return 0;
    found = &cells[(*n)++];
    *found = (gk_lines_cell){piece->cell.col, piece->cell.col_end, 0, {0}};
  }
  if (found->n == GK_CELL_LINES || (found->n != 0 && lines->pieces[found->pieces[found->n - 1]].line == piece->line))
    return 0;
  found->pieces[found->n++] = idx;
  found->col = found->col < piece->cell.col ? found->col : piece->cell.col;
  found->col_end = found->col_end > piece->cell.col_end ? found->col_end : piece->cell.col_end;
  return 1;
}

static void sort_cells(gk_lines_cell *cells, uint32_t n) {
  for (uint32_t i = 1; i < n; i++) {
    gk_lines_cell cell = cells[i];
    uint32_t k = i;
    for (; k > 0 && cells[k - 1].col > cell.col; k--)
      cells[k] = cells[k - 1];
    cells[k] = cell;
  }
}

int gk_lines_cells(const gk_lines *lines, uint32_t row, uint32_t from, uint32_t to, gk_lines_cell *cells, uint32_t *n) {
  *n = 0;
  for (uint32_t i = lines->line_at[from]; i < lines->line_at[to + 1]; i++)
    if (is_of_cell(lines, &lines->pieces[i], row) && !add_piece(lines, cells, n, i))
      return 0;
  sort_cells(cells, *n);
  return 1;
}

/* How they stand */

static uint32_t line_of(const gk_lines *lines, const gk_lines_cell *cell, uint32_t i) {
  return lines->pieces[cell->pieces[i]].line;
}

/* In half lines: where the middle of a cell may be. That of an even number of lines is between two of them. */
static int narrow_middle(const gk_lines *lines, const gk_lines_cell *cell, int64_t *low, int64_t *high) {
  int is_even = cell->n % 2 == 0;
  int64_t from = 2 * (int64_t)line_of(lines, cell, (cell->n - 1) / 2) + is_even;
  int64_t to = 2 * (int64_t)line_of(lines, cell, cell->n / 2) - is_even;
  *low = *low > from ? *low : from;
  *high = *high < to ? *high : to;
  return *low <= *high;
}

int gk_lines_stand_together(const gk_lines *lines, const gk_lines_cell *cells, uint32_t n) {
  int64_t low = 0, high = INT64_MAX;
  uint32_t n_middle = 0, n_top = 0;
  for (uint32_t i = 0; i < n; i++) {
    n_middle += (uint32_t)narrow_middle(lines, &cells[i], &low, &high);
    n_top += line_of(lines, &cells[i], 0) == line_of(lines, &cells[0], 0);
  }
  return n_middle == n || n_top == n;
}

/* The middle of the row is that of its label; where that is between two lines, it may have been printed on either. */
static int stands_in_middle(const gk_lines *lines, const gk_mark *row, const gk_lines_cell *cells, uint32_t n) {
  int64_t middle = (int64_t)row->first_line + row->last_line, low = middle - middle % 2, high = middle + middle % 2;
  for (uint32_t i = 0; i < n; i++)
    if (!narrow_middle(lines, &cells[i], &low, &high))
      return 0;
  return 1;
}

/* Or the row has all its values, of one line each, and where some of them are printed a line off, so is a character of
   a group's label, which made two lines of one. */
static int stands_askew(const gk_lines *lines, const gk_mark *row, const gk_lines_cell *cells, uint32_t n) {
  uint32_t off = UINT32_MAX;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t line = line_of(lines, &cells[i], 0);
    if (cells[i].n != 1 || line + 1 < row->first_line || line > row->last_line + 1)
      return 0;
    if (line >= row->first_line && line <= row->last_line)
      continue;
    if ((off != UINT32_MAX && off != line) || lines->pieces[lines->line_at[line]].cell.col >= row->cell.col)
      return 0;
    off = line;
  }
  return n == row->width && row->first_line == row->last_line;
}

static int stands_at_top(const gk_lines *lines, const gk_mark *row, const gk_lines_cell *cells, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; k < cells[i].n; k++)
      if (line_of(lines, &cells[i], k) != row->first_line + k)
        return 0;
  return 1;
}

/* A line with all values of a row is a row: no two of them are one's, whatever stands around. */
static int is_of_rows(const gk_mark *row, const gk_lines_cell *cells, uint32_t n) {
  uint32_t n_more = 0;
  for (uint32_t i = 0; i < n; i++)
    n_more += cells[i].n > 1;
  return n == row->width && n_more == n;
}

static int fits(const gk_lines *lines, uint32_t at, uint32_t from, uint32_t to, stand how) {
  gk_lines_cell cells[GK_LINES_CELLS];
  uint32_t n;
  if (!gk_lines_cells(lines, at, from, to, cells, &n) || is_of_rows(&lines->marks[at], cells, n))
    return 0;
  return how == STAND_TOP
             ? stands_at_top(lines, &lines->marks[at], cells, n)
             : stands_in_middle(lines, &lines->marks[at], cells, n) || stands_askew(lines, &lines->marks[at], cells, n);
}

/* Cuts */

/* The lines of row i if it is cut from the one above before line `above` of those between, and likewise below. */
static void range_of(const run *r, uint32_t i, uint32_t above, uint32_t below, uint32_t *from, uint32_t *to) {
  const gk_mark *mark = &r->lines->marks[r->rows[i]];
  *from = above < r->gaps[i].n ? r->gaps[i].lines[above] : mark->first_line;
  *to = below > 0 ? r->gaps[i + 1].lines[below - 1] : mark->last_line;
}

static int fits_cut(const run *r, uint32_t i, uint32_t above, uint32_t below, stand how) {
  uint32_t from, to;
  range_of(r, i, above, below, &from, &to);
  return fits(r->lines, r->rows[i], from, to, how);
}

static uint32_t all_cuts(const between *gap) {
  return (2u << gap->n) - 1;
}

/* Which cuts on the other side of row i go with those of `given` on this one. */
static uint32_t carry(const run *r, uint32_t i, uint32_t given, int down, stand how) {
  const between *other = &r->gaps[down ? i + 1 : i];
  uint32_t out = 0;
  for (uint32_t a = 0; a < WAYS; a++)
    for (uint32_t b = 0; b <= other->n && (given >> a & 1u) != 0; b++)
      if ((out >> b & 1u) == 0 && fits_cut(r, i, down ? a : b, down ? b : a, how))
        out |= 1u << b;
  return out;
}

/* Carries from the top down and from the bottom up; returns how many rows contradict this way to stand. */
static uint32_t carry_all(run *r, stand how) {
  uint32_t n_bad = 0;
  between *first = &r->gaps[0], *last = &r->gaps[r->n];
  first->from_above = r->has_header ? 1u : all_cuts(first); /* below a page's end, they may be of a row above it */
  last->from_below = 1u << last->n;
  for (uint32_t i = 0; i < r->n; i++) {
    uint32_t cuts = carry(r, i, r->gaps[i].from_above, 1, how);
    n_bad += cuts == 0;
    r->gaps[i + 1].from_above = cuts != 0 && !r->gaps[i + 1].is_open ? cuts : all_cuts(&r->gaps[i + 1]);
  }
  for (uint32_t i = r->n; i-- > 0;) {
    uint32_t cuts = carry(r, i, r->gaps[i + 1].from_below, 0, how);
    r->gaps[i].from_below = cuts != 0 && !r->gaps[i].is_open ? cuts : all_cuts(&r->gaps[i]);
  }
  return n_bad;
}

/* Takes the lines of row i if there is one way only to cut them. */
static void take(const run *r, uint32_t i, stand how) {
  gk_mark *mark = &r->lines->marks[r->rows[i]];
  uint32_t n_ways = 0, from = 0, to = 0;
  for (uint32_t a = 0; a < WAYS; a++)
    for (uint32_t b = 0; b < WAYS && (r->gaps[i].from_above >> a & 1u) != 0; b++)
      if ((r->gaps[i + 1].from_below >> b & 1u) != 0 && fits_cut(r, i, a, b, how)) {
        range_of(r, i, a, b, &from, &to);
        n_ways++;
      }
  if (n_ways != 1 || r->gaps[i].is_open || r->gaps[i + 1].is_open)
    return;
  mark->from_line = from;
  mark->to_line = to;
  mark->is_cut = 1;
}

/* Lines between */

static void add_line(const run *r, between *gap, uint32_t line, uint32_t row) {
  const gk_lines *lines = r->lines;
  int has_cell = 0;
  for (uint32_t i = lines->line_at[line]; i < lines->line_at[line + 1]; i++) {
    const gk_piece *piece = &lines->pieces[i];
    has_cell |= is_of_cell(lines, piece, row);
    gap->is_open |= piece->cell.col < lines->marks[row].left && piece->cell.col_end > lines->marks[row].left &&
                    gk_lines_is_lump(lines, piece);
  }
  if (!has_cell)
    return;
  gap->is_open |= gap->n == MAX_BETWEEN;
  if (gap->n < MAX_BETWEEN)
    gap->lines[gap->n++] = line;
}

static void find_gap(const run *r, uint32_t i, uint32_t from, uint32_t to) {
  between *gap = &r->gaps[i];
  *gap = (between){.n = 0};
  for (uint32_t line = from; line < to; line++)
    add_line(r, gap, line, r->rows[i < r->n ? i : i - 1]);
}

/* Fills the gaps of a run between two lines; 0 if its rows reach into one another. */
static int find_gaps(run *r, uint32_t from, uint32_t to) {
  for (uint32_t i = 0; i <= r->n; i++) {
    uint32_t end = i < r->n ? r->lines->marks[r->rows[i]].first_line : to;
    if (end < from)
      return 0;
    find_gap(r, i, from, end);
    from = i < r->n ? r->lines->marks[r->rows[i]].last_line + 1 : to;
  }
  return 1;
}

/* The next run from mark *at on. 0 if there is none. */
static int next_run(run *r, uint32_t *at, uint32_t *from, uint32_t *to) {
  const gk_lines *lines = r->lines;
  *from = r->n != 0 ? *to : 0;
  r->n = 0;
  r->has_header = 0;
  for (; *at < lines->n_marks && (r->n == 0 || lines->marks[*at].role != GK_MARK_HEADER); (*at)++) {
    const gk_mark *mark = &lines->marks[*at];
    if (mark->role == GK_MARK_ROW)
      r->rows[r->n++] = *at;
    if (mark->role != GK_MARK_HEADER)
      continue;
    r->has_header = 1;
    *from = mark->last_line + 1 > *from ? mark->last_line + 1 : *from;
  }
  *to = *at < lines->n_marks ? lines->marks[*at].first_line : lines->n_lines;
  return r->n != 0;
}

/* One way for cells to stand: tries it, or takes the lines that it tells. Returns how many rows contradict it. */
static uint32_t go_through(run *r, stand how, int takes) {
  uint32_t at = 0, from = 0, to = 0, n_bad = 0;
  r->n = 0;
  while (next_run(r, &at, &from, &to)) {
    if (!find_gaps(r, from, to))
      continue;
    n_bad += carry_all(r, how);
    for (uint32_t i = 0; i < r->n && takes; i++)
      take(r, i, how);
  }
  return n_bad;
}

gk_status gk_lines_cut(gk_lines *lines) {
  run r = {.lines = lines};
  for (uint32_t i = 0; i < lines->n_marks; i++) {
    lines->marks[i].from_line = lines->marks[i].first_line;
    lines->marks[i].to_line = lines->marks[i].last_line;
  }
  if (lines->is_placed)
    return GK_OK;
  r.rows = GK_NEW_ARRAY(lines->arena, uint32_t, lines->n_marks);
  r.gaps = GK_NEW_ARRAY(lines->arena, between, (size_t)lines->n_marks + 1);
  if (r.rows == NULL || r.gaps == NULL)
    return GK_STATUS_NO_MEMORY;
  uint32_t n_bad[N_STANDS];
  for (stand how = STAND_MIDDLE; how < N_STANDS; how++)
    n_bad[how] = go_through(&r, how, 0);
  if (n_bad[STAND_MIDDLE] != n_bad[STAND_TOP]) {
    stand how = n_bad[STAND_MIDDLE] < n_bad[STAND_TOP] ? STAND_MIDDLE : STAND_TOP;
    if (n_bad[how] * FEWER <= n_bad[N_STANDS - 1 - how])
      go_through(&r, how, 1);
  }
  return GK_OK;
}
