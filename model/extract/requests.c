/*
 * requests.c: the table of requests, seven values a row. Its row labels are long and unlike any other text, so a row
 * is known by its label alone; which value stands in which column follows from the header (see fit.h).
 */
#include "extract/requests.h"

#include "extract/value.h"

enum { N = GK_REQUESTS_COLUMNS, MIN_ROWS_WITHOUT_HEADER = 8 };

/* Once a table: what is wrong with all its rows. */
static void tell(gk_binder *b, const gk_trow *row, int told_by_labels) {
  if (b->requests_told)
    return;
  b->requests_told = 1;
  if (!told_by_labels)
    gk_bind_diag(b, &GK_DIAG_LABEL_BY_POSITION, (gk_row)row->row, GK_COL_NATURAL_PERSON, &row->cells[row->label], 0, 0);
  if (b->requests_expected < N)
    gk_bind_diag(b, &GK_DIAG_COLUMN_LOST, (gk_row)row->row, GK_COL_NATURAL_PERSON, &row->cells[row->label],
                 b->requests_expected, N);
}

/* Without most of a header, a few rows of such labels are some other table; so are rows above the table's header. */
static int is_table(const gk_binder *b) {
  if (b->requests.n >= GK_REQUESTS_MIN_LABELS)
    return 1;
  return b->requests_rows >= MIN_ROWS_WITHOUT_HEADER &&
         (b->requests_header == UINT32_MAX || b->requests_header < b->row_idx);
}

/* What stands below a row that is not short, and is short itself; but one or two digits alone may be a page's number.
 */
static int is_rest(const gk_trow *next) {
  return next->n < N && (next->n > 1 || next->cells[0].text.n > 2);
}

/*
 * Whether what a short row lacks may stand in the next one, which has values and no label: a program broke the line.
 * Where blank cells were added, or it did so within the last number, the row itself is not short, but the next one is.
 */
static int goes_on_below(const gk_binder *b, const gk_trow *row) {
  if (b->row_idx + 1 >= b->grid->n_rows)
    return 0;
  const gk_trow *next = &b->grid->rows[b->row_idx + 1];
  if (gk_requests_n_values(row) >= N && !(b->grid->is_ragged && is_rest(next)))
    return 0;
  for (uint32_t i = 0; i < next->n; i++)
    if (next->cells[i].n_labels != 0)
      return 0;
  return next->kind == GK_ROWKIND_OTHER && gk_bind_has_number(next);
}

/*
 * Whether nothing can be said of a row: the columns are not in the form's order; values are missing and no label says
 * which; its end may stand in the next row; or all totals seem to be blank, and it may be a lost column and blanks that
 * were added.
 */
static int is_open(const gk_binder *b, const gk_trow *row, int told_by_labels) {
  if (!told_by_labels && (b->requests_heads.out_of_order || gk_requests_n_values(row) < b->requests_expected))
    return 1;
  if (b->requests_expected < GK_REQUESTS_MIN_LABELS || goes_on_below(b, row))
    return 1;
  if (told_by_labels)
    return b->requests_padded && b->requests_short && gk_requests_n_values(row) >= N;
  return b->requests_padded && b->requests_expected == N;
}

static const gk_tcell *label_of(const gk_trow *row) {
  return &row->cells[row->label];
}

/* A label that was shifted to the left took its values with it. */
static int is_in_place(const gk_columns *columns, const gk_trow *row, const gk_values *values) {
  if (values->from != columns->at[0].from && row->label != gk_requests_depth((gk_row)row->row))
    return 0;
  return gk_fit_in_place(columns, values);
}

/* As many cells as there are values, but behind a label that others follow with a gap: shifted, or short and in place?
 */
static int is_shifted_or_short(const gk_columns *columns, const gk_trow *row, uint32_t expected) {
  const gk_tcell *label = label_of(row);
  return expected == columns->n && gk_requests_n_values(row) == expected && label->col_end < columns->at[0].from &&
         label[1].text.n == 0;
}

/* Lines have been fitted already; what is left to know is the order of the columns. */
static gk_fit fit_lines(const gk_binder *b, const gk_columns *columns, const gk_values *values, int told_by_labels) {
  if (b->requests_heads.out_of_order && !(columns->on_grid && told_by_labels))
    return (gk_fit){.n_cells = values->n, .result = GK_FIT_AMBIGUOUS};
  return gk_fit_counted(columns, values);
}

void gk_requests_row(gk_binder *b, const gk_trow *row) {
  if (!is_table(b)) {
    (b->requests.n == 0 ? gk_bind_unknown : gk_bind_nowhere)(b, row);
    return;
  }
  int told_by_labels;
  gk_columns columns = gk_requests_columns(b, &told_by_labels);
  gk_values values = gk_bind_values(b, row, row->label + 1);
  int in_place = is_in_place(&columns, row, &values);
  gk_fit fit = {.n_cells = values.n, .result = GK_FIT_AMBIGUOUS};
  tell(b, row, told_by_labels);
  if (b->grid->is_lines)
    fit = fit_lines(b, &columns, &values, told_by_labels);
  else if (!is_open(b, row, told_by_labels) && !(in_place && is_shifted_or_short(&columns, row, b->requests_expected)))
    fit = gk_fit_row(&columns, &values, in_place, b->requests_expected, gk_requests_lead(b, row));
  if (row->label_near)
    gk_bind_diag(b, &GK_DIAG_LABEL_VARIANT, (gk_row)row->row, GK_COL_NATURAL_PERSON, label_of(row), row->label_near, 0);
  gk_bind_fit(b, &columns, (gk_row)row->row, &fit);
}
