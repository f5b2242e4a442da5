/*
 * lines_count.c: rows of lists in which every cell is still there, blank ones as blank lines or lone marks. Then a
 * row's label is followed by as many cells as there are columns, and by those of merged cells to the left of the next
 * label; if that holds for every row of a table, the blank ones are told apart, else they are not counted at all.
 */
#include "extract/lines.h"
#include "extract/requests.h"

/* What stands between labels besides values: cells that labels spread over, cells merged from above. */
typedef struct padding {
  uint8_t behind; /* a label that starts left of the last label column has cells for those it spreads over */
  uint8_t before; /* a label has cells in front for those that reach down from above */
} padding;

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

static stretch stretch_behind(const gk_lines *lines, uint32_t at) {
  stretch s = {.from = lines->marks[at].last + 1, .to = lines->n_pieces, .next = at + 1};
  while (s.next < lines->n_marks && !lines->marks[s.next].is_known)
    s.next++;
  if (s.next < lines->n_marks)
    s.to = lines->marks[s.next].first;
  return s;
}

static int is_blank(const gk_lines *lines, uint32_t from, uint32_t n) {
  for (uint32_t i = from; i < from + n; i++)
    if (lines->pieces[i].kind != GK_PIECE_BLANK)
      return 0;
  return 1;
}

static uint32_t n_values(const gk_lines *lines, stretch s) {
  uint32_t n = 0;
  for (uint32_t i = s.from; i < s.to; i++)
    n += lines->pieces[i].kind == GK_PIECE_VALUE;
  return n;
}

/* Where the values start; UINT32_MAX if their number is not right under this padding. */
static uint32_t values_at(const gk_lines *lines, uint32_t at, padding pad) {
  const gk_mark *mark = &lines->marks[at];
  stretch s = stretch_behind(lines, at);
  int depth = depth_of(mark), next = s.next < lines->n_marks ? depth_of(&lines->marks[s.next]) : 0;
  uint32_t behind = pad.behind && depth >= 0 ? 2u - (uint32_t)depth : 0;
  uint32_t before = pad.before && next > 0 ? (uint32_t)next : 0;
  if (s.to < s.from || s.to - s.from != behind + mark->width + before || !is_blank(lines, s.from, behind) ||
      !is_blank(lines, s.to - before, before) || n_values(lines, s) != mark->n_beside)
    return UINT32_MAX;
  return s.from + behind;
}

static int is_row_of(const gk_mark *mark, gk_table table) {
  return mark->role == GK_MARK_ROW && mark->table == table && mark->is_known && mark->width != 0;
}

static int holds(const gk_lines *lines, gk_table table, padding pad) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < lines->n_marks; i++)
    if (is_row_of(&lines->marks[i], table)) {
      if (values_at(lines, i, pad) == UINT32_MAX)
        return 0;
      n++;
    }
  return n != 0;
}

static int same_places(const gk_lines *lines, gk_table table, padding a, padding b) {
  for (uint32_t i = 0; i < lines->n_marks; i++)
    if (is_row_of(&lines->marks[i], table) && values_at(lines, i, a) != values_at(lines, i, b))
      return 0;
  return 1;
}

static gk_status decide(gk_lines *lines, gk_mark *mark, uint32_t from, uint32_t n) {
  const gk_tcell *cells[GK_DISPUTE_VALUES];
  if (n > GK_DISPUTE_VALUES)
    return GK_OK;
  for (uint32_t i = 0; i < n; i++)
    cells[i] = &lines->pieces[from + i].cell;
  return gk_lines_decide(lines, mark, cells, n);
}

gk_status gk_lines_count(gk_lines *lines, gk_table table) {
  static const padding paddings[] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  size_t n_paddings = table == GK_TABLE_REQUESTS ? sizeof paddings / sizeof *paddings : 1;
  size_t found = n_paddings;
  gk_status status = GK_OK;
  for (size_t i = 0; i < n_paddings; i++) {
    if (!holds(lines, table, paddings[i]))
      continue;
    if (found < n_paddings && !same_places(lines, table, paddings[found], paddings[i]))
      return GK_OK;
    found = i;
  }
  for (uint32_t i = 0; i < lines->n_marks && found < n_paddings && status == GK_OK; i++)
    if (is_row_of(&lines->marks[i], table))
      status = decide(lines, &lines->marks[i], values_at(lines, i, paddings[found]), lines->marks[i].width);
  return status;
}

int gk_lines_count_disputes(const gk_lines *lines, uint32_t last_leaf, const gk_tcell **cells) {
  stretch s = stretch_behind(lines, last_leaf);
  if (s.to - s.from != GK_DISPUTE_VALUES)
    return 0;
  for (uint32_t i = 0; i < GK_DISPUTE_VALUES; i++)
    cells[i] = &lines->pieces[s.from + i].cell;
  return 1;
}

/* One piece a line throughout: then a blank line may be a cell. */
static int is_one_a_line(const gk_lines *lines) {
  for (uint32_t i = 1; i < lines->n_pieces; i++)
    if (lines->pieces[i].line == lines->pieces[i - 1].line)
      return 0;
  return 1;
}

/* Whether every other line is blank, so that these only part the others: their parity, else 2. */
static uint32_t parting_lines(const gk_lines *lines) {
  uint32_t seen = 0;
  for (uint32_t i = 0; i < lines->n_pieces; i++)
    if (lines->pieces[i].kind != GK_PIECE_BLANK)
      seen |= 1u << (lines->pieces[i].line % 2);
  return seen == 1 ? 1 : seen == 2 ? 0 : 2;
}

void gk_lines_drop_parting(gk_lines *lines) {
  uint32_t n = 0;
  int counts = is_one_a_line(lines);
  uint32_t parting = counts ? parting_lines(lines) : 2;
  for (uint32_t i = 0; i < lines->n_pieces; i++) {
    const gk_piece *piece = &lines->pieces[i];
    int is_line = piece->kind == GK_PIECE_BLANK && piece->cell.first_para == GK_NO_PARA && piece->cell.col_end == 0;
    if (is_line && (!counts || piece->line % 2 == parting))
      continue;
    lines->pieces[n++] = *piece;
  }
  lines->n_pieces = n;
}
