#include "extract/bind.h"

#include <string.h>

#include "check/decimal.h"
#include "extract/value.h"

static void add_diag(gk_binder *b, const gk_diag_kind *kind, uint16_t form_cell, const gk_tcell *cell, int64_t arg0,
                     int64_t arg1) {
  gk_span where = gk_tcell_where(b->layout, cell);
  gk_diags_add(b->diags, (gk_diag){.kind = kind,
                                   .cell = form_cell,
                                   .part = (uint16_t)where.part,
                                   .off = where.off,
                                   .n = where.n,
                                   .args = {arg0, arg1}});
}

void gk_bind_diag(gk_binder *b, const gk_diag_kind *kind, gk_row row, gk_col col, const gk_tcell *cell, int64_t arg0,
                  int64_t arg1) {
  add_diag(b, kind, gk_form_at(b->report->form, row, col), cell, arg0, arg1);
}

static int same_value(const gk_cell *a, const gk_cell *b) {
  return a->state == b->state && (a->state != GK_STATE_NUMBER || gk_decimal_equal(a->value, b->value));
}

static int is_of_any_form(gk_row row, gk_col col) {
  for (size_t i = 0; i < GK_N_FORMS; i++)
    if (gk_form_at(GK_FORMS[i], row, col) != GK_NO_FORM_CELL)
      return 1;
  return 0;
}

/* The form's own label names the unit of some columns; then the header's adds nothing. */
static int label_has_unit(const gk_form_cell *cell) {
  return gk_value_header_unit((gk_str){cell->col_label, strlen(cell->col_label)}).n != 0;
}

static gk_cell read_cell(gk_binder *b, const gk_form_cell *form_cell, const gk_tcell *cell, gk_str unit) {
  gk_value value = gk_value_read(cell->text, (gk_cell_type)form_cell->type);
  if (value.state == GK_STATE_NUMBER && value.unit.n == 0 && form_cell->type == GK_CELL_AMOUNT &&
      !label_has_unit(form_cell))
    value.unit = unit;
  return (gk_cell){.state = value.state,
                   .value = value.number,
                   .unit = value.unit,
                   .raw = gk_tcell_raw(b->layout, cell),
                   .where = gk_tcell_where(b->layout, cell)};
}

void gk_bind_cell(gk_binder *b, gk_row row, gk_col col, const gk_tcell *cell, gk_str unit) {
  const gk_form *form = b->report->form;
  uint16_t idx = gk_form_at(form, row, col);
  if (idx == GK_NO_FORM_CELL) {
    b->n_other_form += (size_t)is_of_any_form(row, col);
    return;
  }
  gk_cell read = read_cell(b, &form->cells[idx], cell, unit);
  gk_cell *bound = &b->report->cells[idx];
  if (bound->state != GK_STATE_ABSENT) {
    if (!same_value(bound, &read)) {
      gk_bind_diag(b, &GK_DIAG_ROW_REPEATED, row, col, cell, 0, 0);
      b->is_copied[form->cells[idx].table] |= b->bound_in[row] != b->grid;
    }
    return;
  }
  if (b->is_copied[form->cells[idx].table]) {
    gk_bind_diag(b, &GK_DIAG_ROW_REPEATED, row, col, cell, 0, 0);
    return;
  }
  *bound = read;
  b->n_bound++;
  if (b->bound_in[row] == NULL)
    b->bound_in[row] = b->grid;
  if (read.state == GK_STATE_UNREADABLE)
    gk_bind_diag(b, &GK_DIAG_VALUE_UNREADABLE, row, col, cell, 0, 0);
}

gk_values gk_bind_values(const gk_binder *b, const gk_trow *row, uint32_t first) {
  return (gk_values){.cells = row->cells + first,
                     .n = row->n - first,
                     .from = first == 0 ? 0 : row->cells[first - 1].col_end,
                     .above = b->above};
}

int gk_bind_has_row(const gk_columns *columns, gk_row row) {
  for (uint32_t i = 0; i < columns->n; i++)
    if (is_of_any_form(row, (gk_col)columns->at[i].col))
      return 1;
  return 0;
}

/* The first column in which the form has a cell of the row. */
static gk_col first_col(const gk_form *form, gk_row row) {
  unsigned col = 0;
  while (col + 1 < GK_N_COLS && gk_form_at(form, row, (gk_col)col) == GK_NO_FORM_CELL)
    col++;
  return (gk_col)col;
}

void gk_bind_nowhere(gk_binder *b, const gk_trow *row) {
  gk_row to_row = (gk_row)row->row;
  if (b->in_table)
    gk_bind_diag(b, &GK_DIAG_ROW_AMBIGUOUS, to_row, first_col(b->report->form, to_row), &row->cells[row->label],
                 (int64_t)row->n - (int64_t)row->label - 1, 0);
}

static uint32_t first_number(const gk_trow *row) {
  uint32_t i = 0;
  while (i < row->n &&
         (row->cells[i].n_labels != 0 || gk_value_read(row->cells[i].text, GK_CELL_SIGNED).state != GK_STATE_NUMBER))
    i++;
  return i;
}

int gk_bind_has_number(const gk_trow *row) {
  return first_number(row) < row->n;
}

void gk_bind_unknown(gk_binder *b, const gk_trow *row) {
  uint32_t number = first_number(row);
  if (!b->in_table || number == row->n)
    return;
  add_diag(b, &GK_DIAG_ROW_UNKNOWN, GK_NO_CELL, &row->cells[row->cells[0].text.n != 0 ? 0 : number], 0, 0);
}

static gk_row row_of(const gk_columns *columns, uint32_t i, gk_row row) {
  return columns->at[i].row < GK_N_ROWS ? (gk_row)columns->at[i].row : row;
}

static void diagnose(gk_binder *b, const gk_columns *columns, gk_row row, const gk_fit *fit, const gk_tcell *at) {
  static const gk_diag_kind *const kinds[] = {NULL, &GK_DIAG_ROW_SHORT, &GK_DIAG_ROW_LONG, &GK_DIAG_ROW_AMBIGUOUS};
  if (kinds[fit->result] != NULL)
    gk_bind_diag(b, kinds[fit->result], row_of(columns, 0, row), (gk_col)columns->at[0].col, at, fit->n_cells,
                 columns->n);
}

static uint32_t n_columns_of(const gk_fit *fit, const gk_columns *columns, const gk_tcell *cell) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < columns->n; i++)
    n += fit->cell[i] == cell;
  return n;
}

void gk_bind_fit(gk_binder *b, const gk_columns *columns, gk_row row, const gk_fit *fit) {
  const gk_trow *trow = &b->grid->rows[b->row_idx];
  diagnose(b, columns, row, fit, &trow->cells[trow->label < trow->n ? trow->label : 0]);
  for (uint32_t i = 0; i < columns->n; i++) {
    const gk_tcell *cell = fit->cell[i];
    gk_row to_row = row_of(columns, i, row);
    gk_col col = (gk_col)columns->at[i].col;
    if (cell == NULL)
      continue;
    if (fit->merged[i] && cell->text.n != 0)
      gk_bind_diag(b, &GK_DIAG_CELL_MERGED, to_row, col, cell,
                   (int64_t)n_columns_of(fit, columns, cell) * cell->row_span, 0);
    else
      gk_bind_cell(b, to_row, col, cell, columns->at[i].unit);
  }
}
