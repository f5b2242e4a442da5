/*
 * requests.c: the table of requests, seven values a row. Its row labels are long and unlike any other text, so a row
 * is known by its label alone; which value stands in which column follows from the header (see fit.h).
 */
#include "extract/bind.h"

#include <string.h>

enum { N = 7, MIN_ROWS_WITHOUT_HEADER = 8, LEAD_DISPUTED = 0xFE, LEAD_UNSEEN = 0xFF };

static const uint8_t form_order[N] = {GK_COL_NATURAL_PERSON, GK_COL_BUSINESS, GK_COL_RESEARCH, GK_COL_PUBLIC_INTEREST,
                                      GK_COL_LEGAL_SERVICE,  GK_COL_OTHER,    GK_COL_TOTAL};

static int has_column(const gk_columns *c, gk_col col) {
  for (uint32_t i = 0; i < c->n; i++)
    if (c->at[i].col == col)
      return 1;
  return 0;
}

void gk_requests_header(gk_binder *b, const gk_trow *row) {
  if (b->header == NULL)
    b->requests = (gk_columns){.n = 0};
  for (uint32_t i = 0; i < row->n; i++) {
    int col = gk_tcell_col(&row->cells[i], GK_TABLE_REQUESTS);
    if (col >= 0 && !has_column(&b->requests, (gk_col)col))
      gk_columns_add(&b->requests, (gk_col)col, &row->cells[i]);
  }
}

/*
 * The order in which values stand. On a grid it is that of the header's places. In a list, the kinds of organisation
 * stand in a row of their own below the natural person and the total, so that reading order gives natural person,
 * total, organisations; what was torn off the header is filled in from the form.
 */
static gk_columns resolve(const gk_binder *b, int *by_position) {
  gk_columns columns = b->requests;
  *by_position = columns.n != N;
  gk_columns_sort(&columns);
  columns.on_grid = (uint8_t)(columns.n == N && gk_columns_disjoint(&columns));
  columns.has_last = columns.at[N - 1].col == GK_COL_TOTAL;
  if (columns.on_grid)
    return columns;
  columns = b->requests;
  gk_columns ordered = {.n = N, .has_last = 1};
  uint32_t n = 1;
  for (uint32_t i = 0; i < columns.n; i++)
    if (columns.at[i].col != GK_COL_NATURAL_PERSON && columns.at[i].col != GK_COL_TOTAL)
      ordered.at[n++] = columns.at[i];
  for (uint32_t i = 0; i < N; i++)
    ordered.at[i].row = GK_N_ROWS;
  ordered.at[0].col = GK_COL_NATURAL_PERSON;
  ordered.at[N - 1].col = GK_COL_TOTAL;
  if (n != N - 1)
    for (uint32_t i = 0; i < N; i++)
      ordered.at[i].col = form_order[i];
  return ordered;
}

/* Where the label of a row stands when nothing was lost: 0 for 一、二、四, 1 for （一）, 2 for 1. */
static uint32_t label_depth(gk_row row) {
  if (row == GK_ROW_RECEIVED || row == GK_ROW_CARRIED_IN || row == GK_ROW_CARRIED_OUT)
    return 0;
  return gk_row_group(row) == GK_GROUP_NONE ? 1 : 2;
}

static uint32_t n_values(const gk_trow *row) {
  return row->n - row->label - 1;
}

/* The cells of a row between its blank ends. */
static uint32_t n_tight(const gk_trow *row) {
  uint32_t first = row->label + 1, end = row->n;
  while (first < end && row->cells[first].text.n == 0)
    first++;
  while (end > first && row->cells[end - 1].text.n == 0)
    end--;
  return end - first;
}

/*
 * How many value cells the rows of a list have: the commonest number. Less than seven means that the source lost a
 * column; more, that blanks were added. Where two numbers are as common, seven needs a row that fills it.
 */
static uint32_t expected_values(const gk_grid *grid) {
  uint32_t counts[N + 1] = {0}, best = N, most_tight = 0;
  for (uint32_t i = 0; i < grid->n_rows; i++) {
    const gk_trow *row = &grid->rows[i];
    if (row->kind != GK_ROWKIND_REQUESTS || n_values(row) < 2)
      continue;
    counts[n_values(row) < N ? n_values(row) : N]++;
    if (n_tight(row) > most_tight)
      most_tight = n_tight(row);
  }
  for (uint32_t n = N; n > 1; n--)
    if (counts[n] > counts[best] || (counts[n] == counts[best] && counts[n] != 0 && best > most_tight))
      best = n;
  return best;
}

/* Whether the last of seven cells is blank in all rows though others are not: a total, or a blank that was added? */
static int is_padded(const gk_grid *grid) {
  uint32_t n_filled = 0;
  for (uint32_t i = 0; i < grid->n_rows; i++) {
    const gk_trow *row = &grid->rows[i];
    if (row->kind != GK_ROWKIND_REQUESTS || n_values(row) < N)
      continue;
    if (row->cells[row->n - 1].text.n != 0)
      return 0;
    n_filled += n_tight(row) != 0;
  }
  return n_filled != 0;
}

/*
 * Rows of one table that are laid out alike have their blanks in the same places: what one row shows for certain
 * holds for those that could be read in several ways.
 */
static uint8_t *lead_of(gk_binder *b, const gk_trow *row) {
  if (row->label >= GK_LEAD_LABELS || row->n >= GK_LEAD_CELLS)
    return NULL;
  return &b->requests_lead[label_depth((gk_row)row->row)][row->label][row->n];
}

static int is_all_blank(const gk_tcell *cells, uint32_t n) {
  for (uint32_t k = 0; k < n; k++)
    if (cells[k].text.n != 0)
      return 0;
  return 1;
}

static void learn_leads(gk_binder *b) {
  memset(b->requests_lead, LEAD_UNSEEN, sizeof b->requests_lead);
  for (uint32_t i = 0; i < b->grid->n_rows; i++) {
    const gk_trow *row = &b->grid->rows[i];
    uint8_t *known = row->kind == GK_ROWKIND_REQUESTS ? lead_of(b, row) : NULL;
    const gk_tcell *cells = row->cells + row->label + 1;
    if (known == NULL || is_all_blank(cells, n_values(row)))
      continue;
    uint32_t lead = gk_fit_lead(cells, n_values(row), b->requests_expected);
    if (lead == GK_LEAD_UNKNOWN)
      continue;
    *known = *known == LEAD_UNSEEN || *known == lead ? (uint8_t)lead : LEAD_DISPUTED;
  }
}

static uint32_t learned_lead(gk_binder *b, const gk_trow *row) {
  const uint8_t *known = lead_of(b, row);
  return known == NULL || *known >= LEAD_DISPUTED ? GK_LEAD_UNKNOWN : *known;
}

static uint32_t n_labelled(const gk_grid *grid) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < grid->n_rows; i++)
    n += grid->rows[i].kind == GK_ROWKIND_REQUESTS;
  return n;
}

void gk_requests_grid(gk_binder *b) {
  b->requests_expected = b->grid->is_ragged ? expected_values(b->grid) : N;
  b->requests_rows = n_labelled(b->grid);
  b->requests_told = 0;
  b->requests_padded = (uint8_t)(b->grid->is_ragged && is_padded(b->grid));
  learn_leads(b);
}

/* Once a table: what is wrong with all its rows. */
static void tell(gk_binder *b, const gk_trow *row, int by_position) {
  if (b->requests_told)
    return;
  b->requests_told = 1;
  if (by_position)
    gk_bind_diag(b, &GK_DIAG_LABEL_BY_POSITION, (gk_row)row->row, GK_COL_NATURAL_PERSON, &row->cells[row->label], 0, 0);
  if (b->requests_expected < N)
    gk_bind_diag(b, &GK_DIAG_COLUMN_LOST, (gk_row)row->row, GK_COL_NATURAL_PERSON, &row->cells[row->label],
                 b->requests_expected, N);
}

void gk_requests_row(gk_binder *b, const gk_trow *row) {
  int by_position;
  if (b->requests.n == 0 && b->requests_rows < MIN_ROWS_WITHOUT_HEADER)
    return;
  gk_columns columns = resolve(b, &by_position);
  const gk_tcell *cells = row->cells + row->label + 1;
  gk_fit fit;
  tell(b, row, by_position);
  if (columns.on_grid && (!b->grid->is_ragged || row->label == label_depth((gk_row)row->row)))
    fit = gk_fit_grid(&columns, cells, n_values(row), b->covers, b->n_covers);
  else if (by_position && b->requests_padded && b->requests_expected == N)
    fit = (gk_fit){.n_cells = n_values(row), .result = GK_FIT_AMBIGUOUS};
  else
    fit = gk_fit_count(&columns, cells, n_values(row), b->requests_expected, learned_lead(b, row));
  if (row->label_near)
    gk_bind_diag(b, &GK_DIAG_LABEL_VARIANT, (gk_row)row->row, GK_COL_NATURAL_PERSON, &row->cells[row->label],
                 row->label_near, 0);
  gk_bind_fit(b, &columns, (gk_row)row->row, &fit);
}
