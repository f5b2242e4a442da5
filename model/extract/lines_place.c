/*
 * lines_place.c: the values of rows where lines have columns of the page: whose each line is, then under which column
 * of its row each value stands, then which blanks are not certain.
 */
#include "extract/lines_place.h"

#include <string.h>

/* A header over columns, not over other headers. */
static int is_leaf(const gk_mark *mark) {
  return !mark->is_known ||
         (gk_tcell_col(&mark->cell, (gk_table)mark->table) >= 0 && gk_tcell_row(&mark->cell, GK_TABLE_DISPUTES) < 0);
}

/* At the edge of a table, a row with no value may have them on another page; beside an unknown row, it may have those.
 */
static int may_be_all_blank(const gk_lines *lines, uint32_t at) {
  uint32_t before = at, after = at;
  while (before > 0 && (before == at || lines->marks[before].role != GK_MARK_ROW))
    before--;
  do
    after++;
  while (after < lines->n_marks && lines->marks[after].role != GK_MARK_ROW);
  return before < at && lines->marks[before].role == GK_MARK_ROW && lines->marks[before].is_known &&
         after < lines->n_marks && lines->marks[after].is_known;
}

static gk_status settle(gk_placer *p, uint32_t at, const gk_lines_ranges *r, const gk_lines_own *o, uint32_t width) {
  gk_lines *lines = p->lines;
  gk_mark *mark = &lines->marks[at];
  gk_tcell cells[GK_MAX_COLUMNS];
  gk_lines_cell found[GK_LINES_CELLS];
  if (p->is_spoilt[at] || o->is_long)
    return GK_OK;
  int exact = o->n == width && !o->has_text && !o->is_on_lines;
  int is_off = 0, is_full = !exact && gk_lines_has_all_cells(lines, at, o, r, found);
  int is_whole = r->n == width && r->n != 0 && gk_lines_by_column(lines, r, o, &mark->cell, cells, &is_off);
  p->is_off |= is_off && !exact && !is_full;
  if (is_full && !is_whole)
    return gk_lines_by_cells(lines, at, found, width);
  if (exact && !is_whole)
    return gk_lines_by_count(lines, mark, o, r, width);
  if (!is_whole || (o->n == 0 && !may_be_all_blank(lines, at)))
    return GK_OK;
  if (mark->table == GK_TABLE_REQUESTS) {
    p->is_doubted[at] = (uint8_t)gk_lines_is_doubtful(lines, cells, r->n);
    p->n_proven += (uint32_t)gk_lines_is_proof(cells, r->n);
  }
  return gk_lines_decide_all(lines, mark, cells, r->n);
}

/* Whether lines [from, to] of text have a cell for each column, some of several lines. */
static int has_all_results(const gk_lines *lines, uint32_t first, uint32_t from, uint32_t to, gk_lines_cell *cells) {
  uint32_t n;
  return !lines->is_placed && gk_lines_cells(lines, first, from, to, cells, &n) && n == GK_DISPUTE_VALUES &&
         gk_lines_stand_together(lines, cells, n);
}

/* The values of disputes stand on lines of no row, behind their header; the header's first label gets them. */
static gk_status settle_disputes(gk_placer *p, uint32_t first, uint32_t last, const gk_lines_ranges *r) {
  gk_lines *lines = p->lines;
  gk_tcell cells[GK_MAX_COLUMNS];
  gk_lines_cell found[GK_LINES_CELLS];
  uint32_t from = lines->marks[last].last_line + 1, end = lines->n_lines, n_lumps = 0;
  gk_lines_own o = {.n = 0};
  for (uint32_t i = last + 1; i < lines->n_marks; i++)
    if (lines->marks[i].role != GK_MARK_ASIDE) {
      if (!lines->marks[i].is_known)
        return GK_OK; /* the table has no other rows: values that were broken over lines, and a word among them */
      end = lines->marks[i].first_line;
      break;
    }
  for (uint32_t i = first; i <= last; i++)
    from = lines->marks[i].last_line + 1 > from ? lines->marks[i].last_line + 1 : from;
  if (from >= end)
    return GK_OK;
  for (uint32_t line = from; line < end && !lines->is_placed; line++)
    n_lumps += gk_lines_n_lumps_on(p, line);
  gk_lines_find_own(lines, from, end, 0, GK_NO_MARK, &o);
  if (n_lumps == 0 && o.n == GK_DISPUTE_VALUES && !o.has_text && !o.is_on_lines && r->n == GK_DISPUTE_VALUES)
    return gk_lines_by_count(lines, &lines->marks[first], &o, r, GK_DISPUTE_VALUES);
  if (has_all_results(lines, first, from, end - 1, found))
    return gk_lines_by_cells(lines, first, found, GK_DISPUTE_VALUES);
  int is_off = 0;
  if (r->n != GK_DISPUTE_VALUES || o.n == 0 ||
      !gk_lines_by_column(lines, r, &o, &lines->marks[first].cell, cells, &is_off))
    return GK_OK;
  for (uint32_t group = 0; group < GK_DISPUTE_VALUES; group += GK_DISPUTE_RESULTS)
    if (gk_lines_is_doubtful(lines, cells + group, GK_DISPUTE_RESULTS))
      return GK_OK;
  return gk_lines_decide_all(lines, &lines->marks[first], cells, r->n);
}

static gk_status settle_row(gk_placer *p, uint32_t at, const gk_lines_ranges *r) {
  const gk_lines *lines = p->lines;
  const gk_mark *mark = &lines->marks[at];
  gk_lines_own o = {.n = 0};
  uint32_t given = p->given[at];
  for (uint32_t line = mark->from_line; line <= mark->to_line; line++)
    if (p->owner[line] == GK_CONTESTED)
      p->is_spoilt[at] = 1;
  if (given != 0) {
    gk_lines_find_own(lines, given - 1, given, mark->left == UINT32_MAX ? 0 : mark->left, at, &o);
  } else {
    gk_lines_find_own(lines, mark->from_line, mark->first_line, mark->left, at, &o);
    gk_lines_find_own(lines, mark->first_line, mark->last_line + 1, mark->cell.col_end, at, &o);
    gk_lines_find_own(lines, mark->last_line + 1, mark->to_line + 1, mark->left, at, &o);
  }
  return settle(p, at, r, &o, mark->width);
}

static gk_status settle_all(gk_placer *p) {
  gk_lines *lines = p->lines;
  gk_lines_ranges by_table[GK_TABLE_DISPUTES + 1] = {{{0}, {0}, 0, 0}}, unheaded = gk_lines_headless(lines, p->owner);
  uint32_t disputes = GK_NO_MARK, last_dispute = GK_NO_MARK;
  gk_status status = GK_OK;
  for (uint32_t i = 0; i <= lines->n_marks && status == GK_OK; i++) {
    const gk_mark *mark = i < lines->n_marks ? &lines->marks[i] : NULL;
    if (mark != NULL && mark->role == GK_MARK_ASIDE)
      continue;
    int is_header = mark != NULL && mark->role == GK_MARK_HEADER;
    if (disputes != GK_NO_MARK && (!is_header || mark->table != GK_TABLE_DISPUTES || mark->is_first)) {
      status = settle_disputes(p, disputes, last_dispute, &by_table[GK_TABLE_DISPUTES]);
      disputes = GK_NO_MARK;
    }
    if (is_header) {
      gk_lines_ranges *r = &by_table[mark->table];
      if (mark->is_first)
        *r = (gk_lines_ranges){.n = 0};
      if (is_leaf(mark))
        gk_lines_add_range(r, &mark->cell);
      if (mark->table == GK_TABLE_DISPUTES) {
        disputes = mark->is_first ? i : disputes;
        last_dispute = i;
      }
    } else if (mark != NULL && status == GK_OK) {
      int is_headed = mark->table != GK_TABLE_REQUESTS || by_table[mark->table].n == mark->width;
      status = settle_row(p, i, is_headed ? &by_table[mark->table] : &unheaded);
    }
  }
  return status;
}

gk_status gk_lines_place(gk_lines *lines) {
  gk_placer p = {.lines = lines};
  lines->line_at = GK_NEW_ARRAY(lines->arena, uint32_t, (size_t)lines->n_lines + 1);
  p.owner = GK_NEW_ARRAY(lines->arena, uint32_t, (size_t)lines->n_lines + 1);
  p.is_spoilt = GK_NEW_ARRAY(lines->arena, uint8_t, lines->n_marks);
  p.given = GK_NEW_ARRAY(lines->arena, uint32_t, lines->n_marks);
  p.is_doubted = GK_NEW_ARRAY(lines->arena, uint8_t, lines->n_marks);
  if (p.is_doubted == NULL || lines->line_at == NULL || p.owner == NULL || p.given == NULL || p.is_spoilt == NULL)
    return GK_STATUS_NO_MEMORY;
  memset(p.owner, 0xFF, ((size_t)lines->n_lines + 1) * sizeof *p.owner);
  for (uint32_t i = 0, line = 0; line <= lines->n_lines; line++) {
    while (i < lines->n_pieces && lines->pieces[i].line < line)
      i++;
    lines->line_at[line] = i;
  }
  gk_lines_find_left(lines);
  gk_lines_claim(&p);
  gk_status status = gk_lines_cut(lines);
  if (status != GK_OK)
    return status;
  gk_lines_claim_cells(&p);
  gk_lines_give_away(&p);
  status = settle_all(&p);
  return status == GK_OK ? gk_lines_withdraw(&p) : status;
}
