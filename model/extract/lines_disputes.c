/*
 * lines_disputes.c: the fifteen values of disputes where only order is known. They belong to the fifteen labels of the
 * header one by one, if the header is whole and in the form's order, and if no other number could be among them.
 */
#include "extract/lines.h"

enum { GROUPS = 3, RESULTS = 5, N = GK_DISPUTE_VALUES };

typedef struct header {
  uint32_t first;
  uint32_t last_leaf;
  uint32_t n_leaves;
  uint32_t n_groups;
  int is_in_order;
  unsigned seen; /* results of the group that is being read */
} header;

static void see_group(header *h, int row) {
  static const int order[GROUPS] = {GK_ROW_RECONSIDERATION, GK_ROW_LITIGATION_DIRECT,
                                    GK_ROW_LITIGATION_AFTER_RECONSIDERATION};
  h->is_in_order &= h->n_groups < GROUPS && row == order[h->n_groups];
  h->n_groups++;
}

/* Each five are the five results. */
static void see_leaf(header *h, int col) {
  if (h->n_leaves % RESULTS == 0)
    h->seen = 0;
  h->seen |= 1u << (col - GK_COL_UPHELD);
  h->n_leaves++;
  if (h->n_leaves % RESULTS == 0)
    h->is_in_order &= h->seen == (1u << RESULTS) - 1;
}

static header read_header(const gk_lines *lines, uint32_t first, uint32_t end) {
  header h = {.first = first, .last_leaf = first, .is_in_order = 1};
  for (uint32_t i = first; i < end; i++) {
    const gk_mark *mark = &lines->marks[i];
    if (mark->role != GK_MARK_HEADER)
      continue;
    int row = gk_tcell_row(&mark->cell, GK_TABLE_DISPUTES), col = gk_tcell_col(&mark->cell, GK_TABLE_DISPUTES);
    if (row >= 0)
      see_group(&h, row);
    else if (col >= 0) {
      see_leaf(&h, col);
      h.last_leaf = i;
    }
  }
  h.is_in_order &= h.n_leaves == N && h.n_groups == GROUPS;
  return h;
}

/* Which of the pieces are values; UINT32_MAX if there are more than N. */
static uint32_t find_values(const gk_lines *lines, uint32_t from, uint32_t to, const gk_tcell **cells, int *in_a_line) {
  uint32_t n = 0, line = 0;
  *in_a_line = 1;
  for (uint32_t i = from; i < to; i++) {
    if (lines->pieces[i].kind != GK_PIECE_VALUE)
      continue;
    if (n == N)
      return UINT32_MAX;
    *in_a_line &= n == 0 || lines->pieces[i].line == line;
    line = lines->pieces[i].line;
    cells[n++] = &lines->pieces[i].cell;
  }
  return n;
}

static int do_groups_add_up(const gk_tcell *const *cells) {
  for (uint32_t group = 0; group < GROUPS; group++)
    if (!gk_lines_adds_up(cells + (size_t)group * RESULTS, RESULTS))
      return 0;
  return 1;
}

/* No more of the header than "行政复议行政诉讼": the form's own order is all there is to go by. */
static int is_bare(const gk_lines *lines, const header *h) {
  return h->n_leaves == 0 && h->n_groups == 1 && h->first + 1 < lines->n_marks &&
         gk_tcell_row(&lines->marks[h->first].cell, GK_TABLE_DISPUTES) == GK_ROW_RECONSIDERATION &&
         gk_tcell_group(&lines->marks[h->first + 1].cell) == GK_GROUP_LITIGATION &&
         lines->pieces[lines->marks[h->first].last + 1].mark == h->first + 1;
}

static int has_value_before(const gk_lines *lines, uint32_t first, uint32_t last) {
  for (uint32_t i = lines->marks[first].first; i < lines->marks[last].last; i++)
    if (lines->pieces[i].kind == GK_PIECE_VALUE)
      return 1;
  return 0;
}

static gk_status read_disputes(gk_lines *lines, uint32_t first, uint32_t end) {
  const gk_tcell *cells[N];
  int in_a_line;
  header h = read_header(lines, first, end);
  uint32_t to = end < lines->n_marks ? lines->marks[end].first : lines->n_pieces;
  if (!(h.is_in_order || is_bare(lines, &h)) || has_value_before(lines, first, h.last_leaf))
    return GK_OK;
  uint32_t n = find_values(lines, lines->marks[first].first, to, cells, &in_a_line);
  if (n != N && !lines->is_drawn && gk_lines_count_disputes(lines, h.last_leaf, cells)) {
    n = N;
    in_a_line = 0;
  }
  if (n != N || !(in_a_line || (!lines->is_drawn && (lines->is_steady || do_groups_add_up(cells)))))
    return GK_OK;
  return gk_lines_decide(lines, &lines->marks[first], cells, N);
}

/* A header up to one of another table, a row, or its own beginning on another page. */
static int goes_on(const gk_mark *mark) {
  return mark->role == GK_MARK_ASIDE || (mark->role == GK_MARK_HEADER && mark->table == GK_TABLE_DISPUTES &&
                                         gk_tcell_row(&mark->cell, GK_TABLE_DISPUTES) != GK_ROW_RECONSIDERATION);
}

gk_status gk_lines_order_disputes(gk_lines *lines) {
  gk_status status = GK_OK;
  for (uint32_t i = 0; i < lines->n_marks && status == GK_OK;) {
    const gk_mark *mark = &lines->marks[i];
    uint32_t end = i + 1;
    if (mark->role != GK_MARK_HEADER || mark->table != GK_TABLE_DISPUTES) {
      i++;
      continue;
    }
    while (end < lines->n_marks && goes_on(&lines->marks[end]))
      lines->marks[end++].is_first = 0; /* whatever values stand between */
    status = read_disputes(lines, i, end);
    i = end;
  }
  return status;
}
