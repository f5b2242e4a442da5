/*
 * lines_count.c: rows of lists in which every cell is still there, blank ones as blank lines or lone marks. Then a
 * row's label is followed by as many cells as there are columns, and by those of merged cells to the left of the next
 * label; if that holds for every row of a table, the blank ones are told apart, else they are not counted at all.
 */
#include "extract/lines.h"

#include <string.h>

#include "extract/requests.h"

typedef enum blank_lines { BLANKS_ALL, BLANKS_IN_PAIRS } blank_lines; /* which of them are cells */

/* What stands between labels besides values: cells that labels spread over, cells merged from above. */
typedef struct way {
  uint8_t behind; /* a label that starts left of the last label column has cells for those it spreads over */
  uint8_t before; /* a label has cells in front for those that reach down from above */
  blank_lines blanks;
} way;

enum { MANY_FIT = 3 }; /* rows that do for each that does not */

static int depth_of(const gk_mark *mark) {
  int row = gk_tcell_row(&mark->cell, GK_TABLE_REQUESTS);
  gk_group group = gk_tcell_group(&mark->cell);
  if (mark->role == GK_MARK_ROW && mark->table == GK_TABLE_REQUESTS && row >= 0)
    return (int)gk_requests_depth((gk_row)row);
  if (mark->role != GK_MARK_ASIDE || group == GK_GROUP_NONE)
    return -1;
  return group == GK_GROUP_RESULTS ? 0 : 1;
}

/* A stretch of cells behind a label. */
typedef struct stretch {
  uint32_t from; /* pieces */
  uint32_t to;
  uint32_t next; /* the mark behind; n_marks at the end */
} stretch;

/* What no label is known of may be a cell; right before a header it is the title of what follows. */
static uint32_t without_title(const gk_lines *lines, stretch s) {
  uint32_t last = s.to;
  if (s.next == lines->n_marks || lines->marks[s.next].role != GK_MARK_HEADER)
    return s.to;
  while (last > s.from && lines->pieces[last - 1].kind == GK_PIECE_BLANK)
    last--;
  uint32_t mark = last > s.from ? lines->pieces[last - 1].mark : GK_NO_MARK;
  return mark != GK_NO_MARK && lines->marks[mark].first >= s.from ? lines->marks[mark].first : s.to;
}

static stretch stretch_behind(const gk_lines *lines, uint32_t at) {
  stretch s = {.from = lines->marks[at].last + 1, .to = lines->n_pieces, .next = at + 1};
  while (s.next < lines->n_marks && !lines->marks[s.next].is_known)
    s.next++;
  if (s.next < lines->n_marks)
    s.to = lines->marks[s.next].first;
  s.to = without_title(lines, s);
  return s;
}

enum { MAX_CELLS = GK_DISPUTE_VALUES + 4 };

/* The cells of a stretch. */
typedef struct cells {
  uint32_t at[MAX_CELLS]; /* pieces */
  uint32_t n;             /* may be more than there is room for */
  uint32_t n_values;
} cells;

static cells cells_of(const gk_lines *lines, stretch s, blank_lines blanks) {
  cells c = {.n = 0};
  for (uint32_t i = s.from; i < s.to; i++) {
    if (c.n < MAX_CELLS)
      c.at[c.n] = i;
    c.n++;
    c.n_values += lines->pieces[i].kind == GK_PIECE_VALUE;
    i += blanks == BLANKS_IN_PAIRS && lines->pieces[i].kind == GK_PIECE_BLANK;
  }
  return c;
}

static int is_blank(const gk_lines *lines, const cells *c, uint32_t from, uint32_t n) {
  for (uint32_t i = from; i < from + n; i++)
    if (lines->pieces[c->at[i]].kind != GK_PIECE_BLANK)
      return 0;
  return 1;
}

/* Behind the last row, blank lines part the table from what follows, be it another header. */
static int is_blank_from(const gk_lines *lines, const cells *c, uint32_t n, uint32_t to) {
  uint32_t at = n < MAX_CELLS ? c->at[n] : to;
  while (at < to && lines->pieces[at].kind == GK_PIECE_BLANK)
    at++;
  return at == to && n < MAX_CELLS;
}

typedef enum fit { FITS, TOO_FEW, TOO_MANY } fit;

/* Whether there are as many cells behind a label as this way of writing a table takes; `values` out: where they are. */
static fit fit_row(const gk_lines *lines, uint32_t at, way w, uint32_t *values) {
  const gk_mark *mark = &lines->marks[at];
  stretch s = stretch_behind(lines, at);
  cells c = cells_of(lines, s, w.blanks);
  int depth = depth_of(mark), next = s.next < lines->n_marks ? depth_of(&lines->marks[s.next]) : 0;
  uint32_t behind = w.behind && depth >= 0 ? 2u - (uint32_t)depth : 0;
  uint32_t before = w.before && next > 0 ? (uint32_t)next : 0;
  uint32_t n = behind + mark->width + before;
  int is_last = s.next == lines->n_marks || lines->marks[s.next].role == GK_MARK_HEADER;
  if (is_last && c.n > n && is_blank_from(lines, &c, n, s.to))
    c.n = n;
  if (c.n != n || n > MAX_CELLS)
    return c.n < n ? TOO_FEW : TOO_MANY;
  if (!is_blank(lines, &c, 0, behind) || !is_blank(lines, &c, n - before, before) || c.n_values != mark->n_beside)
    return TOO_MANY;
  for (uint32_t i = 0; i < mark->width; i++)
    values[i] = c.at[behind + i];
  return FITS;
}

static int is_row_of(const gk_mark *mark, gk_table table) {
  return mark->role == GK_MARK_ROW && mark->table == table && mark->is_known && mark->width != 0;
}

/* A table that is written this way lacks no cell; a few rows may have a line more, which is no cell. */
static int holds(gk_lines *lines, gk_table table, way w) {
  uint32_t n_fit = 0, n_more = 0, values[MAX_CELLS];
  for (uint32_t i = 0; i < lines->n_marks; i++) {
    if (!is_row_of(&lines->marks[i], table))
      continue;
    fit f = fit_row(lines, i, w, values);
    if (f == TOO_FEW)
      return 0;
    n_fit += f == FITS;
    n_more += f == TOO_MANY;
  }
  if (n_fit <= MANY_FIT * n_more)
    return 0;
  lines->is_steady |= table == GK_TABLE_REQUESTS && n_fit >= GK_LINES_STEADY;
  return 1;
}

static int same_places(const gk_lines *lines, gk_table table, way a, way b) {
  for (uint32_t i = 0; i < lines->n_marks; i++) {
    uint32_t x[MAX_CELLS], y[MAX_CELLS];
    if (!is_row_of(&lines->marks[i], table))
      continue;
    fit f = fit_row(lines, i, a, x), g = fit_row(lines, i, b, y);
    if (f != g || (f == FITS && memcmp(x, y, lines->marks[i].width * sizeof *x) != 0))
      return 0;
  }
  return 1;
}

/* Values right behind their label, as many as there are columns, and only then what is no cell. */
static int begins_with_values(const gk_lines *lines, uint32_t at) {
  const gk_mark *mark = &lines->marks[at];
  uint32_t n = 0;
  while (mark->last + 1 + n < lines->n_pieces && lines->pieces[mark->last + 1 + n].kind == GK_PIECE_VALUE)
    n++;
  return n == mark->width && mark->table == GK_TABLE_DISCLOSURE;
}

/* A row that does not fit has something among its cells that is none: order tells nothing either where each of them has
   a line of its own. */
static gk_status decide(gk_lines *lines, uint32_t at, way w) {
  const gk_tcell *row[MAX_CELLS];
  uint32_t values[MAX_CELLS], n = lines->marks[at].width;
  if (fit_row(lines, at, w, values) != FITS) {
    lines->marks[at].width = begins_with_values(lines, at) || !lines->is_one_a_line ? n : 0;
    return GK_OK;
  }
  for (uint32_t i = 0; i < n; i++)
    row[i] = &lines->pieces[values[i]].cell;
  lines->marks[at].run = values[0];
  return gk_lines_decide(lines, &lines->marks[at], row, n);
}

gk_status gk_lines_count(gk_lines *lines, gk_table table) {
  static const way ways[] = {{0, 0, BLANKS_ALL},      {0, 1, BLANKS_ALL},      {1, 0, BLANKS_ALL},
                             {1, 1, BLANKS_ALL},      {0, 0, BLANKS_IN_PAIRS}, {0, 1, BLANKS_IN_PAIRS},
                             {1, 0, BLANKS_IN_PAIRS}, {1, 1, BLANKS_IN_PAIRS}};
  const way *found = NULL;
  gk_status status = GK_OK;
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    if ((ways[i].blanks == BLANKS_IN_PAIRS && !lines->has_pairs) ||
        (table != GK_TABLE_REQUESTS && (ways[i].behind || ways[i].before)) || !holds(lines, table, ways[i]))
      continue;
    if (found != NULL && !same_places(lines, table, *found, ways[i]))
      return GK_OK;
    found = &ways[i];
  }
  for (uint32_t i = 0; i < lines->n_marks && found != NULL && status == GK_OK; i++)
    if (is_row_of(&lines->marks[i], table))
      status = decide(lines, i, *found);
  return status;
}

int gk_lines_count_disputes(const gk_lines *lines, uint32_t last_leaf, const gk_tcell **row) {
  stretch s = stretch_behind(lines, last_leaf);
  for (blank_lines blanks = BLANKS_ALL; blanks <= (lines->has_pairs ? BLANKS_IN_PAIRS : BLANKS_ALL); blanks++) {
    cells c = cells_of(lines, s, blanks);
    if (c.n < GK_DISPUTE_VALUES || (c.n > GK_DISPUTE_VALUES && !is_blank_from(lines, &c, GK_DISPUTE_VALUES, s.to)))
      continue;
    if (!lines->is_steady && lines->pieces[c.at[GK_DISPUTE_VALUES - 1]].kind == GK_PIECE_BLANK)
      continue; /* blank lines below the table look the same */
    for (uint32_t i = 0; i < GK_DISPUTE_VALUES; i++)
      row[i] = &lines->pieces[c.at[i]].cell;
    return 1;
  }
  return 0;
}

/* Values one a line throughout: then a blank line may be a cell. Labels may have blanks within. */
static int is_one_a_line(const gk_lines *lines) {
  for (uint32_t i = 1; i < lines->n_pieces; i++) {
    const gk_piece *piece = &lines->pieces[i];
    if (piece->line == piece[-1].line && (piece->kind != GK_PIECE_TEXT || piece[-1].kind != GK_PIECE_TEXT))
      return 0;
  }
  return 1;
}

static int is_blank_line(const gk_piece *piece) {
  return piece->kind == GK_PIECE_BLANK && piece->cell.first_para == GK_NO_PARA && piece->cell.col_end == 0;
}

/* Whether blank lines part all cells; a few labels may be broken over lines. */
static int are_parted(const gk_lines *lines) {
  uint32_t n_close = 0, n_parted = 0;
  for (uint32_t i = 1; i < lines->n_pieces; i++) {
    const gk_piece *a = &lines->pieces[i - 1], *b = &lines->pieces[i];
    int is_close = !is_blank_line(a) && !is_blank_line(b);
    if (is_close && (a->kind != GK_PIECE_TEXT || b->kind != GK_PIECE_TEXT))
      return 0;
    n_close += (uint32_t)is_close;
    n_parted += !is_blank_line(a) && is_blank_line(b);
  }
  return n_parted > MANY_FIT * n_close;
}

/* The first blank line behind a cell parts it from the next; of more than that, each is a cell, or each pair is. */
void gk_lines_drop_parting(gk_lines *lines) {
  uint32_t n = 0, n_blank = 0;
  int counts = is_one_a_line(lines), parted = counts && are_parted(lines);
  lines->is_one_a_line = (uint8_t)counts;
  lines->is_parted = (uint8_t)parted;
  lines->has_pairs = (uint8_t)parted;
  for (uint32_t i = 0; i < lines->n_pieces; i++) {
    const gk_piece *piece = &lines->pieces[i];
    int is_line = is_blank_line(piece);
    if (!is_line && n_blank % 2 == 0 && n_blank != 0)
      lines->has_pairs = 0;
    n_blank = is_line ? n_blank + 1 : 0;
    if (is_line && (!counts || (parted && n_blank == 1)))
      continue;
    lines->pieces[n++] = *piece;
  }
  lines->n_pieces = n;
}
