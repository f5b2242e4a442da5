/*
 * lines_cut.c: on a page of text, which lines are a row's. A cell of several lines reaches above its row's label and
 * below it, and nothing parts it from the cells of the next row. What tells is how cells stand: in the middle of their
 * row, or at its top, all of a table alike. So the lines between two rows are cut where every row then has its cells
 * standing so, if there is but one way to do that; of several, that which makes values of the most cells.
 */
#include "extract/lines.h"

#include <string.h>

#include "extract/value.h"

enum {
  MAX_BETWEEN = 12, /* lines between two rows: more are not looked at */
  FEWER = 3,        /* one way for cells to stand contradicts so many times fewer rows than the other one */
  WAYS = MAX_BETWEEN + 1,
  COST_UNREAD = 2,    /* of a cell that is no value */
  COST_WORDS = 1,     /* of words below the last row that are not of it */
  ROWS_A_BAD_ONE = 8, /* for each row that a way to stand does not fit, there must be so many */
  MAX_BYTES = 160,    /* of a cell's text */
};

/* Terminals have a way of their own: in the middle, with an odd line below. */
typedef enum stand { STAND_TERMINAL, STAND_MIDDLE, STAND_TOP, N_STANDS } stand;

#define NEVER UINT32_MAX

/* What it costs to cut before line i of those between two rows; NEVER if it can't be. */
typedef struct costs {
  uint32_t of[WAYS];
} costs;

/* The lines between two rows that have something in columns of values, and where they may be cut. */
typedef struct between {
  uint32_t lines[MAX_BETWEEN];
  uint32_t n;
  costs above; /* the rows above */
  costs below;
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

/* All of a row's lines are its own, and each cell and the label have a place in them. */
static int stands_on_terminal(const gk_lines *lines, const gk_mark *row, const gk_lines_cell *cells, uint32_t n,
                              uint32_t from, uint32_t to) {
  uint32_t height = to - from + 1, n_label = row->last_line - row->first_line + 1;
  if (row->first_line - from != (height - n_label) / 2)
    return 0;
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; k < cells[i].n; k++)
      if (cells[i].n > height || line_of(lines, &cells[i], k) != from + (height - cells[i].n) / 2 + k)
        return 0;
  return 1;
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

static int stands(const gk_lines *lines, const gk_mark *row, const gk_lines_cell *cells, uint32_t n, uint32_t from,
                  uint32_t to, stand how) {
  if (how == STAND_TERMINAL)
    return stands_on_terminal(lines, row, cells, n, from, to);
  if (how == STAND_TOP)
    return stands_at_top(lines, row, cells, n);
  return stands_in_middle(lines, row, cells, n) || stands_askew(lines, row, cells, n);
}

/* Whether a cell reads as a value, its lines together. */
static int is_value(const gk_lines *lines, const gk_lines_cell *cell) {
  char text[MAX_BYTES];
  size_t n = 0;
  for (uint32_t i = 0; i < cell->n; i++) {
    gk_str line = lines->pieces[cell->pieces[i]].cell.text;
    if (n + line.n + 1 > sizeof text)
      return 0;
    if (i > 0)
      text[n++] = '\n';
    memcpy(text + n, line.p, line.n);
    n += line.n;
  }
  return gk_value_read((gk_str){text, n}, GK_CELL_SIGNED).state != GK_STATE_UNREADABLE ||
         gk_value_read((gk_str){text, n}, GK_CELL_AMOUNT).state != GK_STATE_UNREADABLE;
}

/* What it costs that lines [from, to] are a row's; NEVER if its cells don't stand so. */
static uint32_t cost_of(const gk_lines *lines, uint32_t at, uint32_t from, uint32_t to, stand how) {
  gk_lines_cell cells[GK_LINES_CELLS];
  uint32_t n, cost = 0;
  if (!gk_lines_cells(lines, at, from, to, cells, &n) || is_of_rows(&lines->marks[at], cells, n) ||
      !stands(lines, &lines->marks[at], cells, n, from, to, how))
    return NEVER;
  for (uint32_t i = 0; i < n; i++)
    cost += is_value(lines, &cells[i]) ? 0 : COST_UNREAD;
  return cost;
}

/* Cuts */

/* The lines of row i if it is cut from the one above before line `above` of those between, and likewise below. */
static void range_of(const run *r, uint32_t i, uint32_t above, uint32_t below, uint32_t *from, uint32_t *to) {
  const gk_mark *mark = &r->lines->marks[r->rows[i]];
  *from = above < r->gaps[i].n ? r->gaps[i].lines[above] : mark->first_line;
  *to = below > 0 ? r->gaps[i + 1].lines[below - 1] : mark->last_line;
}

static uint32_t cost_of_cut(const run *r, uint32_t i, uint32_t above, uint32_t below, stand how) {
  uint32_t from, to;
  range_of(r, i, above, below, &from, &to);
  return cost_of(r->lines, r->rows[i], from, to, how);
}

static uint32_t sum(uint32_t a, uint32_t b) {
  return a > NEVER - b ? NEVER : a + b;
}

/* Every cut alike, or only that one. */
static costs any_cut(const between *gap) {
  costs c;
  for (uint32_t i = 0; i < WAYS; i++)
    c.of[i] = i <= gap->n ? 0 : NEVER;
  return c;
}

static costs one_cut(uint32_t cut) {
  costs c;
  for (uint32_t i = 0; i < WAYS; i++)
    c.of[i] = i == cut ? 0 : NEVER;
  return c;
}

static int has_value(const gk_lines *lines, uint32_t line) {
  for (uint32_t i = lines->line_at[line]; i < lines->line_at[line + 1]; i++)
    if (lines->pieces[i].kind == GK_PIECE_VALUE)
      return 1;
  return 0;
}

/* Behind the last row: what has no value may be words of its cells, or the title of what follows. */
static costs last_cut(const gk_lines *lines, const between *gap) {
  costs c = one_cut(gap->n);
  for (uint32_t i = gap->n; i-- > 0 && !has_value(lines, gap->lines[i]);)
    c.of[i] = COST_WORDS;
  return c;
}

/* What the cuts on the other side of row i cost with those of `given` on this one; 0 if none goes with any. */
static int carry(const run *r, uint32_t i, const costs *given, int down, stand how, costs *out) {
  const between *other = &r->gaps[down ? i + 1 : i];
  int is_found = 0;
  *out = one_cut(NEVER);
  for (uint32_t a = 0; a < WAYS; a++)
    for (uint32_t b = 0; b <= other->n && given->of[a] != NEVER; b++) {
      uint32_t cost = sum(given->of[a], cost_of_cut(r, i, down ? a : b, down ? b : a, how));
      out->of[b] = cost < out->of[b] ? cost : out->of[b];
      is_found |= cost != NEVER;
    }
  return is_found;
}

static uint32_t cheapest(const costs *c) {
  uint32_t least = NEVER;
  for (uint32_t i = 0; i < WAYS; i++)
    least = c->of[i] < least ? c->of[i] : least;
  return least;
}

/* What one way for cells to stand comes to. */
typedef struct score {
  uint32_t n_rows;
  uint32_t n_bad; /* that contradict it */
  uint32_t cost;  /* of all others */
} score;

/* Carries from the top down and from the bottom up. */
static void carry_all(run *r, stand how, score *total) {
  between *first = &r->gaps[0], *last = &r->gaps[r->n];
  costs out;
  first->above = r->has_header ? one_cut(0) : any_cut(first); /* below a page's end, they may be of a row above it */
  last->below = last_cut(r->lines, last);
  for (uint32_t i = 0; i < r->n; i++) {
    int fits = carry(r, i, &r->gaps[i].above, 1, how, &out);
    int goes_on = fits && !r->gaps[i + 1].is_open;
    total->n_bad += !fits;
    if (!goes_on || i + 1 == r->n)
      total->cost += cheapest(fits ? &out : &r->gaps[i].above);
    r->gaps[i + 1].above = goes_on ? out : any_cut(&r->gaps[i + 1]);
  }
  total->n_rows += r->n;
  for (uint32_t i = r->n; i-- > 0;) {
    int fits = carry(r, i, &r->gaps[i + 1].below, 0, how, &out);
    r->gaps[i].below = fits && !r->gaps[i].is_open ? out : any_cut(&r->gaps[i]);
  }
}

/* Takes the lines of row i if there is one best way only to cut them. */
static void take(const run *r, uint32_t i, stand how) {
  gk_mark *mark = &r->lines->marks[r->rows[i]];
  uint32_t n_ways = 0, from = 0, to = 0, best = NEVER;
  for (uint32_t a = 0; a < WAYS; a++)
    for (uint32_t b = 0; b < WAYS; b++) {
      uint32_t around = sum(r->gaps[i].above.of[a], r->gaps[i + 1].below.of[b]);
      uint32_t cost = around == NEVER ? NEVER : sum(around, cost_of_cut(r, i, a, b, how));
      if (cost == NEVER || cost > best)
        continue;
      n_ways = cost == best ? n_ways + 1 : 1;
      best = cost;
      range_of(r, i, a, b, &from, &to);
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
    has_cell |= gk_lines_is_of_cell(lines, piece, row);
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

/* One way for cells to stand: tries it, or takes the lines that it tells. */
static score go_through(run *r, stand how, int takes) {
  uint32_t at = 0, from = 0, to = 0;
  score total = {0};
  r->n = 0;
  while (next_run(r, &at, &from, &to)) {
    if (!find_gaps(r, from, to))
      continue;
    carry_all(r, how, &total);
    for (uint32_t i = 0; i < r->n && takes; i++)
      take(r, i, how);
  }
  return total;
}

static int is_as_good(score a, score b) {
  return a.n_bad < b.n_bad || (a.n_bad == b.n_bad && a.cost <= b.cost);
}

/* How cells stand here; N_STANDS if nothing tells. What a terminal does is exact: where it does as well as what is
   vaguer, it is that. */
static stand choose(run *r) {
  score of[N_STANDS];
  for (stand how = 0; how < N_STANDS; how++)
    of[how] = go_through(r, how, 0);
  score exact = of[STAND_TERMINAL], middle = of[STAND_MIDDLE], top = of[STAND_TOP];
  if (is_as_good(exact, middle) && is_as_good(exact, top) && exact.n_bad * ROWS_A_BAD_ONE <= exact.n_rows)
    return STAND_TERMINAL;
  if (middle.n_bad < top.n_bad && middle.n_bad * FEWER <= top.n_bad)
    return STAND_MIDDLE;
  return top.n_bad < middle.n_bad && top.n_bad * FEWER <= middle.n_bad ? STAND_TOP : N_STANDS;
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
  stand how = choose(&r);
  if (how != N_STANDS)
    go_through(&r, how, 1);
  return GK_OK;
}
