/*
 * lines_write.c: headers and rows as the rows of a grid, in the shape that the rest knows: a header's labels in two or
 * three rows, from left to right; a row's label, with its group in front where its name needs one, and its values.
 */
#include "extract/lines.h"

typedef struct writer {
  gk_lines *lines;
  gk_grid *grid;
} writer;

/* Rows of a header, as the form has them. */
typedef enum tier {
  TIER_GROUPS, /* 申请人情况; the groups of disputes */
  TIER_HEADS,  /* 自然人, 法人或其他组织, 总计; the columns of the other tables */
  TIER_KINDS,  /* the kinds of organisation */
  N_TIERS,
} tier;

static gk_status open_row(writer *w, uint32_t n_cells) {
  gk_trow *row = &w->grid->rows[w->grid->n_rows];
  row->cells = GK_NEW_ARRAY(w->lines->arena, gk_tcell, n_cells);
  if (row->cells == NULL)
    return GK_STATUS_NO_MEMORY;
  row->n = 0;
  return GK_OK;
}

static void put_cell(writer *w, const gk_tcell *cell) {
  gk_trow *row = &w->grid->rows[w->grid->n_rows];
  gk_tcell *put = &row->cells[row->n];
  *put = *cell;
  put->row_span = 1;
  if (w->grid->is_ragged) {
    put->col = row->n;
    put->col_end = row->n + 1;
  }
  row->n++;
}

static void close_row(writer *w) {
  gk_trow *row = &w->grid->rows[w->grid->n_rows];
  if (row->n != 0)
    w->grid->n_rows++;
}

static tier tier_of(const gk_mark *mark) {
  gk_group group = gk_tcell_group(&mark->cell);
  int col = gk_tcell_col(&mark->cell, GK_TABLE_REQUESTS);
  if (mark->table == GK_TABLE_DISCLOSURE)
    return TIER_HEADS;
  if (mark->table == GK_TABLE_DISPUTES)
    return gk_tcell_col(&mark->cell, GK_TABLE_DISPUTES) >= 0 ? TIER_HEADS : TIER_GROUPS;
  if (group == GK_GROUP_APPLICANTS)
    return TIER_GROUPS;
  return group == GK_GROUP_ORGANISATIONS || col == GK_COL_NATURAL_PERSON || col == GK_COL_TOTAL ? TIER_HEADS
                                                                                                : TIER_KINDS;
}

static int is_corner(const gk_mark *mark) {
  return mark->cell.n_labels != 0 && mark->cell.labels[0].kind == GK_LABEL_HEAD;
}

/* 法人或其他组织 stands over other labels, and may come before 自然人 where what is higher comes first. */
static void put_person_first(gk_trow *row) {
  if (row->n < 2 || gk_tcell_group(&row->cells[0]) != GK_GROUP_ORGANISATIONS ||
      gk_tcell_col(&row->cells[1], GK_TABLE_REQUESTS) != GK_COL_NATURAL_PERSON)
    return;
  gk_tcell person = row->cells[1];
  row->cells[1] = row->cells[0];
  row->cells[0] = person;
  row->cells[0].col = 0;
  row->cells[0].col_end = row->cells[1].col = 1;
  row->cells[1].col_end = 2;
}

/* From left to right where places are known. */
static void sort_row(gk_trow *row, int is_ragged) {
  if (is_ragged) {
    put_person_first(row);
    return;
  }
  for (uint32_t i = 1; i < row->n; i++) {
    gk_tcell cell = row->cells[i];
    uint32_t k = i;
    for (; k > 0 && row->cells[k - 1].col > cell.col; k--)
      row->cells[k] = row->cells[k - 1];
    row->cells[k] = cell;
  }
}

static int belongs(const gk_mark *mark, const gk_mark *first) {
  return mark->role == GK_MARK_HEADER && mark->table == first->table;
}

/* The marks of the header that begins with `first`: up to where another one of that table begins. */
static uint32_t header_end(const gk_lines *lines, uint32_t first) {
  uint32_t i = first + 1;
  while (i < lines->n_marks && !(belongs(&lines->marks[i], &lines->marks[first]) && lines->marks[i].is_first))
    i++;
  return i;
}

static int is_in_tier(const gk_mark *mark, const gk_mark *first, tier t) {
  return belongs(mark, first) && tier_of(mark) == t;
}

static void put_tier(writer *w, uint32_t first, uint32_t end, tier t, int corners) {
  const gk_mark *marks = w->lines->marks;
  for (uint32_t i = first; i < end; i++)
    if (is_in_tier(&marks[i], &marks[first], t) && is_corner(&marks[i]) == corners)
      put_cell(w, &marks[i].cell);
}

static gk_status write_tier(writer *w, uint32_t first, uint32_t end, tier t) {
  const gk_mark *marks = w->lines->marks;
  uint32_t n = 0;
  for (uint32_t i = first; i < end; i++)
    n += (uint32_t)is_in_tier(&marks[i], &marks[first], t);
  gk_status status = open_row(w, n);
  if (status != GK_OK)
    return status;
  put_tier(w, first, end, t, 1); /* the corner stands in front */
  put_tier(w, first, end, t, 0);
  sort_row(&w->grid->rows[w->grid->n_rows], w->grid->is_ragged);
  close_row(w);
  return GK_OK;
}

static gk_status write_values(writer *w, const gk_mark *mark) {
  gk_status status = open_row(w, mark->n_values);
  for (uint32_t i = 0; i < mark->n_values && status == GK_OK; i++)
    put_cell(w, &mark->values[i]);
  if (status == GK_OK)
    close_row(w);
  return status;
}

static gk_status write_header(writer *w, uint32_t first) {
  gk_status status = GK_OK;
  uint32_t end = header_end(w->lines, first);
  for (tier t = TIER_GROUPS; t < N_TIERS && status == GK_OK; t++)
    status = write_tier(w, first, end, t);
  if (status == GK_OK && w->lines->marks[first].is_decided)
    status = write_values(w, &w->lines->marks[first]);
  return status;
}

static gk_status write_row(writer *w, const gk_mark *mark) {
  gk_status status = open_row(w, mark->n_values + 2);
  if (status != GK_OK)
    return status;
  gk_trow *row = &w->grid->rows[w->grid->n_rows];
  if (mark->group != GK_NO_MARK)
    put_cell(w, &w->lines->marks[mark->group].cell);
  put_cell(w, &mark->cell);
  if (mark->is_near)
    row->cells[row->n - 1].n_labels = 0; /* whoever knows it by its likeness says so */
  for (uint32_t i = 0; i < mark->n_values && mark->is_decided; i++)
    put_cell(w, &mark->values[i]);
  row->is_open = !mark->is_decided;
  close_row(w);
  return GK_OK;
}

/* Where labels of rows come before the header, as in a page's columns read one by one, the header is written first. */
static gk_status write_late_header(writer *w, uint32_t row) {
  const gk_lines *lines = w->lines;
  for (uint32_t i = row; i < lines->n_marks; i++)
    if (lines->marks[i].role == GK_MARK_HEADER && lines->marks[i].table == GK_TABLE_REQUESTS)
      return write_header(w, i);
  return GK_OK;
}

gk_status gk_lines_write(gk_lines *lines, gk_grid *grid) {
  writer w = {.lines = lines, .grid = grid};
  gk_status status = GK_OK;
  int has_header = 0;
  grid->n_rows = 0;
  grid->n_cols = lines->n_cols;
  grid->is_ragged = lines->is_ragged;
  grid->is_lines = 1;
  grid->rows = GK_NEW_ARRAY(lines->arena, gk_trow, (size_t)lines->n_marks * (N_TIERS + 1) + N_TIERS + 1);
  if (grid->rows == NULL)
    return GK_STATUS_NO_MEMORY;
  for (uint32_t i = 0; i < lines->n_marks && status == GK_OK; i++) {
    const gk_mark *mark = &lines->marks[i];
    if (mark->role == GK_MARK_HEADER && mark->is_first)
      status = write_header(&w, i);
    else if (mark->role == GK_MARK_ROW && mark->table == GK_TABLE_REQUESTS && mark->is_known && !has_header)
      status = write_late_header(&w, i);
    has_header |= mark->role != GK_MARK_ASIDE && mark->table == GK_TABLE_REQUESTS;
    if (status == GK_OK && mark->role == GK_MARK_ROW)
      status = write_row(&w, mark);
  }
  return status;
}
