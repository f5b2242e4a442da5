/*
 * lines_role.c: which of the labels in lines are over columns, which are of rows, and which are neither. A few names
 * are both (其他, 总计); what stands beside them decides.
 */
#include "extract/lines.h"

typedef struct survey {
  gk_lines *lines;
  gk_table table;       /* of the last header or row */
  uint32_t last_header; /* marks; GK_NO_MARK if there is none */
  uint32_t last;        /* the last mark that is a header or a row */
  uint32_t corner;      /* the last 信息内容 */
  uint32_t left;        /* where the values' columns begin */
  int in_disputes;
} survey;

static int has_kind(const gk_mark *mark, gk_label_kind kind) {
  for (size_t i = 0; i < mark->cell.n_labels; i++)
    if (mark->cell.labels[i].kind == kind)
      return 1;
  return 0;
}

static int row_of(const gk_mark *mark) {
  int row = gk_tcell_row(&mark->cell, GK_TABLE_REQUESTS);
  return row >= 0 ? row : gk_tcell_row(&mark->cell, GK_TABLE_DISCLOSURE);
}

static int has_value_between(const gk_lines *lines, uint32_t from, uint32_t to) {
  for (uint32_t i = from; i < to; i++)
    if (lines->pieces[i].kind == GK_PIECE_VALUE)
      return 1;
  return 0;
}

/* On a page, a label with a value to its right is a row's. */
static int has_value_beside(const gk_lines *lines, const gk_mark *mark) {
  for (uint32_t i = mark->first; i < lines->n_pieces && lines->pieces[i].line <= mark->last_line; i++)
    if (lines->pieces[i].kind == GK_PIECE_VALUE && lines->pieces[i].cell.col >= mark->cell.col_end)
      return 1;
  return 0;
}

/* 其他 and 总计 are rows if they have a number in front; else they are what their neighbours are. */
static int is_row_by_place(const survey *s, const gk_mark *mark) {
  if (s->in_disputes)
    return 0;
  if (mark->ordinal != 0)
    return 1;
  if (!s->lines->is_ragged)
    return has_value_beside(s->lines, mark);
  return s->last != GK_NO_MARK && (s->lines->marks[s->last].role == GK_MARK_ROW ||
                                   has_value_between(s->lines, s->lines->marks[s->last].first, mark->first));
}

static gk_mark_role role_of(const survey *s, const gk_mark *mark) {
  gk_group group = gk_tcell_group(&mark->cell);
  if (!mark->is_known)
    return GK_MARK_ASIDE;
  if (has_kind(mark, GK_LABEL_HEAD) || group == GK_GROUP_APPLICANTS || group == GK_GROUP_ORGANISATIONS ||
      group == GK_GROUP_LITIGATION || gk_tcell_row(&mark->cell, GK_TABLE_DISPUTES) >= 0)
    return GK_MARK_HEADER;
  if (has_kind(mark, GK_LABEL_COL) && (row_of(mark) < 0 || !is_row_by_place(s, mark)))
    return GK_MARK_HEADER;
  return row_of(mark) >= 0 ? GK_MARK_ROW : GK_MARK_ASIDE;
}

static gk_table table_of_header(const survey *s, const gk_mark *mark) {
  gk_group group = gk_tcell_group(&mark->cell);
  if (has_kind(mark, GK_LABEL_HEAD))
    return GK_TABLE_DISCLOSURE;
  if (group == GK_GROUP_APPLICANTS || group == GK_GROUP_ORGANISATIONS)
    return GK_TABLE_REQUESTS;
  if (group == GK_GROUP_LITIGATION || gk_tcell_row(&mark->cell, GK_TABLE_DISPUTES) >= 0)
    return GK_TABLE_DISPUTES;
  if (gk_tcell_col(&mark->cell, GK_TABLE_DISPUTES) >= 0 &&
      (s->in_disputes || gk_tcell_col(&mark->cell, GK_TABLE_REQUESTS) < 0))
    return GK_TABLE_DISPUTES;
  return gk_tcell_col(&mark->cell, GK_TABLE_DISCLOSURE) >= 0 ? GK_TABLE_DISCLOSURE : GK_TABLE_REQUESTS;
}

/* A header begins behind values, or with 信息内容 behind a row, whose cells may all be blank. */
static void see_header(survey *s, uint32_t at, int is_behind_row) {
  gk_lines *lines = s->lines;
  gk_mark *mark = &lines->marks[at];
  mark->is_first = (uint8_t)(s->last_header == GK_NO_MARK || lines->marks[s->last_header].table != mark->table ||
                             (is_behind_row && has_kind(mark, GK_LABEL_HEAD)) ||
                             has_value_between(lines, lines->marks[s->last_header].first, mark->first));
  if (mark->table == GK_TABLE_DISCLOSURE) {
    if (mark->is_first)
      lines->n_disclosure = 0;
    lines->n_disclosure += !has_kind(mark, GK_LABEL_HEAD);
    if (has_kind(mark, GK_LABEL_HEAD))
      s->corner = at;
  }
  s->last_header = at;
  if (mark->is_first)
    s->left = UINT32_MAX;
  if (mark->table == GK_TABLE_DISPUTES)
    s->left = 0; /* no labels of rows */
  else if (!has_kind(mark, GK_LABEL_HEAD) && mark->cell.col < s->left)
    s->left = mark->cell.col;
}

/* Whether text follows before any value. */
static int has_text_behind(const gk_lines *lines, const gk_mark *mark) {
  uint32_t i = mark->last + 1;
  while (i < lines->n_pieces && lines->pieces[i].kind == GK_PIECE_BLANK)
    i++;
  return i < lines->n_pieces && lines->pieces[i].kind == GK_PIECE_TEXT;
}

/* What stands in a line with 信息内容, behind it, is over a column though its name is unknown; where cells are one a
   line, what stands behind it and before a row. */
static int is_unknown_header(const survey *s, const gk_mark *mark) {
  if (s->corner == GK_NO_MARK || s->last == GK_NO_MARK || s->lines->marks[s->last].role != GK_MARK_HEADER)
    return 0;
  const gk_mark *corner = &s->lines->marks[s->corner];
  int is_behind = s->lines->is_ragged && s->lines->is_one_a_line ? has_text_behind(s->lines, mark)
                                                                 : mark->first_line <= corner->last_line;
  return !mark->is_known && !mark->is_note && mark->first_line >= corner->first_line && is_behind &&
         !has_value_between(s->lines, corner->first, mark->first);
}

static void see_mark(survey *s, uint32_t at) {
  gk_lines *lines = s->lines;
  gk_mark *mark = &lines->marks[at];
  int is_behind_row = s->last != GK_NO_MARK && lines->marks[s->last].role == GK_MARK_ROW;
  mark->role = (uint8_t)role_of(s, mark);
  if (mark->role == GK_MARK_HEADER)
    mark->table = (uint8_t)table_of_header(s, mark);
  else if (mark->role == GK_MARK_ROW)
    mark->table = (uint8_t)gk_row_table((gk_row)row_of(mark));
  else if (is_unknown_header(s, mark)) {
    mark->role = GK_MARK_HEADER;
    mark->table = GK_TABLE_DISCLOSURE;
  }
  if (mark->role == GK_MARK_ASIDE) {
    mark->table = (uint8_t)s->table;
  } else {
    s->table = (gk_table)mark->table;
    s->in_disputes = mark->table == GK_TABLE_DISPUTES;
    s->last = at;
  }
  if (mark->role == GK_MARK_HEADER)
    see_header(s, at, is_behind_row);
  mark->left = s->left;
  mark->width = s->table == GK_TABLE_DISCLOSURE ? lines->n_disclosure : (uint32_t)GK_REQUEST_VALUES;
}

static int is_under_other_handling(const gk_lines *lines, uint32_t at) {
  return at < lines->n_marks && lines->marks[at].role == GK_MARK_ROW && lines->marks[at].table == GK_TABLE_REQUESTS &&
         gk_row_group((gk_row)row_of(&lines->marks[at])) == GK_GROUP_OTHER_HANDLING;
}

static uint32_t next_row(const gk_lines *lines, uint32_t at) {
  do
    at++;
  while (at < lines->n_marks && lines->marks[at].role != GK_MARK_ROW);
  return at;
}

/* On a page, whether a numbered text stands beside a mark in its first line. */
static int has_number_beside(const gk_lines *lines, const gk_mark *mark) {
  for (uint32_t i = mark->first + 1; i < lines->n_pieces && lines->pieces[i].line == mark->first_line; i++) {
    gk_label_key key = {.n = 0};
    gk_label_key_add(&key, lines->pieces[i].cell.text);
    if (lines->pieces[i].kind == GK_PIECE_TEXT && key.ordinal != 0 && !lines->is_ragged)
      return 1;
  }
  return 0;
}

void gk_lines_groups(gk_lines *lines) {
  uint32_t before = GK_NO_MARK, group = GK_NO_MARK;
  for (uint32_t i = 0; i < lines->n_marks; i++) {
    gk_mark *mark = &lines->marks[i];
    if (mark->is_known && gk_tcell_group(&mark->cell) == GK_GROUP_OTHER_HANDLING) {
      group = i;
      if (is_under_other_handling(lines, next_row(lines, i)) || is_under_other_handling(lines, before) ||
          has_number_beside(lines, mark))
        mark->role = GK_MARK_ASIDE;
    }
    if (mark->role != GK_MARK_ROW)
      continue;
    before = i;
    if (is_under_other_handling(lines, i))
      mark->group = group;
  }
}

void gk_lines_roles(gk_lines *lines) {
  survey s = {.lines = lines,
              .table = GK_TABLE_DISCLOSURE,
              .last_header = GK_NO_MARK,
              .last = GK_NO_MARK,
              .corner = GK_NO_MARK,
              .left = UINT32_MAX};
  for (uint32_t i = 0; i < lines->n_marks; i++)
    see_mark(&s, i);
  gk_lines_groups(lines);
}
