/*
 * disputes.c: the table of reconsideration and litigation: two rows of header, one row of fifteen values. The header's
 * labels, from left to right, are three times the same five.
 */
#include "extract/bind.h"

enum { GROUPS = 3, RESULTS = 5, N = GROUPS * RESULTS };

static int has_group(const gk_binder *b, int row) {
  for (uint32_t i = 0; i < b->n_dispute_groups; i++)
    if (b->dispute_groups[i].row == row)
      return 1;
  return 0;
}

static void add_group(gk_binder *b, gk_row row, const gk_tcell *cell) {
  if (!has_group(b, (int)row) && b->n_dispute_groups < GROUPS)
    b->dispute_groups[b->n_dispute_groups++] = (gk_dispute_group){(uint8_t)row, cell->col, cell->col_end};
}

/* A header that names a group again is another one: repeated on a new page, or of another table. */
static int starts_anew(const gk_binder *b, const gk_trow *row) {
  for (uint32_t i = 0; i < row->n; i++)
    if (has_group(b, gk_tcell_row(&row->cells[i], GK_TABLE_DISPUTES)))
      return 1;
  return b->header == NULL;
}

void gk_disputes_header(gk_binder *b, const gk_trow *row) {
  gk_columns *c = &b->disputes;
  if (starts_anew(b, row)) {
    *c = (gk_columns){.n = 0};
    b->n_dispute_groups = 0;
  }
  if (row->cells[row->n - 1].col_end > c->end)
    c->end = row->cells[row->n - 1].col_end;
  for (uint32_t i = 0; i < row->n; i++) {
    const gk_tcell *cell = &row->cells[i];
    int group = gk_tcell_row(cell, GK_TABLE_DISPUTES);
    int col = gk_tcell_col(cell, GK_TABLE_DISPUTES);
    if (group >= 0)
      add_group(b, (gk_row)group, cell);
    if (col < 0)
      continue;
    if (c->n == N) { /* more labels than the form has: not this table */
      c->n = 0;
      return;
    }
    gk_columns_add(c, (gk_col)col, cell);
  }
}

/* Each five in a row must be the five results. */
static int has_all_results(const gk_columns *c) {
  if (c->n != N)
    return 0;
  for (uint32_t group = 0; group < GROUPS; group++) {
    unsigned seen = 0;
    for (uint32_t i = 0; i < RESULTS; i++)
      seen |= 1u << (c->at[group * RESULTS + i].col - GK_COL_UPHELD);
    if (seen != (1u << RESULTS) - 1)
      return 0;
  }
  return 1;
}

/* Gives the columns their groups, in the order in which the group labels stand. */
static int name_groups(gk_binder *b, gk_columns *c) {
  static const uint8_t form_order[GROUPS] = {GK_ROW_RECONSIDERATION, GK_ROW_LITIGATION_DIRECT,
                                             GK_ROW_LITIGATION_AFTER_RECONSIDERATION};
  int by_position = b->n_dispute_groups != GROUPS;
  for (uint32_t i = 0; i < N; i++)
    c->at[i].row = by_position ? form_order[i / RESULTS] : b->dispute_groups[i / RESULTS].row;
  return by_position;
}

/* Group labels that stand over columns on a true grid are sorted like these. */
static void sort_groups(gk_binder *b) {
  for (uint32_t i = 1; i < b->n_dispute_groups; i++)
    for (uint32_t k = i; k > 0 && b->dispute_groups[k - 1].from > b->dispute_groups[k].from; k--) {
      gk_dispute_group swap = b->dispute_groups[k];
      b->dispute_groups[k] = b->dispute_groups[k - 1];
      b->dispute_groups[k - 1] = swap;
    }
}

static int is_blank_row(const gk_trow *row) {
  for (uint32_t i = 0; i < row->n; i++)
    if (row->cells[i].text.n != 0)
      return 0;
  return 1;
}

/* Lines that had no header but "行政复议行政诉讼" come with all fifteen values or none. */
static gk_columns by_position(void) {
  gk_columns columns = {.n = N};
  for (uint32_t i = 0; i < N; i++)
    columns.at[i] =
        (gk_column){.row = GK_N_ROWS, .col = (uint8_t)(GK_COL_UPHELD + i % RESULTS), .from = i, .to = i + 1};
  return columns;
}

static int is_bare(const gk_binder *b, const gk_trow *row) {
  return b->grid->is_lines && row->n == N && b->disputes.n == 0 && b->n_dispute_groups == 1 && b->header == NULL &&
         b->row_idx > 0 && b->grid->rows[b->row_idx - 1].kind == GK_ROWKIND_DISPUTES_HEADER;
}

int gk_disputes_row(gk_binder *b, const gk_trow *row) {
  gk_columns columns = is_bare(b, row) ? by_position() : b->disputes;
  if (columns.n != N || row->n < 2 || (row->n != N && is_blank_row(row)))
    return 0;
  gk_columns_sort(&columns); /* the labels of the two header rows mix */
  if (!has_all_results(&columns)) {
    columns = b->disputes;
    if (!has_all_results(&columns))
      return 0;
  }
  if (!b->grid->is_ragged)
    sort_groups(b);
  if (name_groups(b, &columns))
    gk_bind_diag(b, &GK_DIAG_LABEL_BY_POSITION, GK_ROW_RECONSIDERATION, GK_COL_UPHELD, &row->cells[0], 0, 0);
  columns.on_grid = (uint8_t)(!b->grid->is_ragged && gk_columns_disjoint(&columns));
  gk_values values = gk_bind_values(b, row, 0);
  int in_place = gk_fit_in_place(&columns, &values);
  gk_fit fit = b->grid->is_lines ? gk_fit_counted(&columns, &values)
                                 : gk_fit_row(&columns, &values, in_place, N, GK_LEAD_UNKNOWN);
  gk_bind_fit(b, &columns, GK_ROW_RECONSIDERATION, &fit);
  b->disputes.n = 0;
  return 1;
}
