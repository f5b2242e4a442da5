/*
 * requests.c: the table of requests, seven values a row. Its row labels are long and unlike any other text, so a row
 * is known by its label alone; which value stands in which column follows from the header (see fit.h).
 */
#include "extract/bind.h"

#include <string.h>

enum { N = 7, MIN_LABELS = 5, MIN_ROWS_WITHOUT_HEADER = 8, ORGANISATIONS = GK_N_COLS, LEAD_UNSEEN = 0xFF };

static const uint8_t form_order[N] = {GK_COL_NATURAL_PERSON, GK_COL_BUSINESS, GK_COL_RESEARCH, GK_COL_PUBLIC_INTEREST,
                                      GK_COL_LEGAL_SERVICE,  GK_COL_OTHER,    GK_COL_TOTAL};

static int has_column(const gk_columns *c, gk_col col) {
  for (uint32_t i = 0; i < c->n; i++)
    if (c->at[i].col == col)
      return 1;
  return 0;
}

static void add_head(gk_heads *heads, uint8_t col) {
  for (uint32_t i = 0; i < heads->n; i++)
    if (heads->col[i] == col)
      return;
  if (heads->n < sizeof heads->col)
    heads->col[heads->n++] = col;
}

static uint32_t place_in_form(uint8_t col) {
  uint32_t i = 0;
  while (i < N && form_order[i] != col)
    i++;
  return i;
}

static int is_kind(int col) {
  return col >= 0 && col != GK_COL_NATURAL_PERSON && col != GK_COL_TOTAL;
}

/* Whether the kinds of organisation in a row stand as far from each other as they do in the form. */
static int are_kinds_in_order(const gk_trow *row) {
  uint32_t first = row->n, first_place = 0;
  for (uint32_t i = 0; i < row->n; i++) {
    int col = gk_tcell_col(&row->cells[i], GK_TABLE_REQUESTS);
    if (!is_kind(col))
      continue;
    uint32_t place = place_in_form((uint8_t)col);
    if (first == row->n) {
      first = i;
      first_place = place;
    } else if (place != first_place + (i - first)) {
      return 0;
    }
  }
  return 1;
}

static int are_heads_in_order(const gk_heads *heads) {
  static const uint8_t order[] = {GK_COL_NATURAL_PERSON, ORGANISATIONS, GK_COL_TOTAL};
  uint32_t at = 0;
  for (uint32_t i = 0; i < heads->n; i++) {
    while (at < sizeof order && order[at] != heads->col[i])
      at++;
    if (at == sizeof order)
      return 0;
  }
  return 1;
}

void gk_requests_header(gk_binder *b, const gk_trow *row) {
  gk_columns *c = &b->requests;
  gk_heads *heads = &b->requests_heads;
  if (b->header == NULL) {
    *c = (gk_columns){.n = 0};
    *heads = (gk_heads){.n = 0};
  }
  if (row->cells[row->n - 1].col_end > c->end)
    c->end = row->cells[row->n - 1].col_end;
  for (uint32_t i = 0; i < row->n; i++) {
    int col = gk_tcell_col(&row->cells[i], GK_TABLE_REQUESTS);
    if (gk_tcell_group(&row->cells[i]) == GK_GROUP_ORGANISATIONS)
      add_head(heads, ORGANISATIONS);
    heads->has_unknown |= i > 0 && row->cells[i].text.n != 0 && row->cells[i].n_labels == 0;
    if (col < 0 || has_column(c, (gk_col)col))
      continue;
    gk_columns_add(c, (gk_col)col, &row->cells[i]);
    if (!is_kind(col))
      add_head(heads, (uint8_t)col);
  }
  heads->out_of_order |= !are_kinds_in_order(row) || !are_heads_in_order(heads);
}

static void append(gk_columns *to, const gk_columns *from, uint8_t head) {
  for (uint32_t i = 0; i < from->n; i++)
    if (head == ORGANISATIONS ? is_kind(from->at[i].col) : from->at[i].col == head)
      to->at[to->n++] = from->at[i];
}

/* The columns in the order of a list: the kinds of organisation stand where their common label does. */
static gk_columns unfold(const gk_columns *columns, const gk_heads *heads) {
  static const gk_heads form_heads = {.col = {GK_COL_NATURAL_PERSON, ORGANISATIONS, GK_COL_TOTAL}, .n = 3};
  gk_columns list = {.end = columns->end};
  for (uint32_t i = 0; i < heads->n; i++)
    append(&list, columns, heads->col[i]);
  if (list.n == columns->n)
    return list;
  list.n = 0;
  for (uint32_t i = 0; i < form_heads.n; i++)
    append(&list, columns, form_heads.col[i]);
  return list;
}

static int same_order(const gk_columns *a, const gk_columns *b) {
  for (uint32_t i = 0; i < a->n; i++)
    if (a->at[i].col != b->at[i].col)
      return 0;
  return 1;
}

/*
 * The columns in the order of their labels. On a grid it is that of the header's places. In a list, the kinds of
 * organisation stand in a row of their own below the natural person and the total, and places in a row are none on the
 * page unless they agree with that.
 */
static gk_columns by_labels(const gk_binder *b) {
  int has_all_heads = b->requests_heads.n == sizeof b->requests_heads.col;
  gk_columns placed = b->requests;
  gk_columns_sort(&placed);
  gk_columns listed = unfold(&placed, &b->requests_heads);
  placed.on_grid = (uint8_t)(gk_columns_disjoint(&placed) &&
                             (!b->grid->is_ragged || !has_all_heads || same_order(&placed, &listed)));
  if (!placed.on_grid) {
    placed = b->requests;
    placed = unfold(&placed, &b->requests_heads);
  }
  placed.has_last = placed.at[placed.n - 1].col == GK_COL_TOTAL;
  for (uint32_t i = 0; i < placed.n; i++)
    placed.at[i].row = GK_N_ROWS;
  return placed;
}

static gk_columns by_position(void) {
  gk_columns columns = {.n = N, .has_last = 1};
  for (uint32_t i = 0; i < N; i++)
    columns.at[i] = (gk_column){.row = GK_N_ROWS, .col = form_order[i]};
  return columns;
}

/* Labels say what the columns are if all are there, or as many as the rows have values: then a column was left out. */
static int is_told_by_labels(const gk_binder *b) {
  const gk_columns *c = &b->requests;
  return c->n == N || (c->n >= MIN_LABELS && c->n == b->requests_expected && !b->requests_heads.has_unknown &&
                       (has_column(c, GK_COL_NATURAL_PERSON) || has_column(c, GK_COL_TOTAL)));
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

/* Rows whose label stands in the last of the label columns have nothing but values behind it. */
static int has_deep_rows(const gk_grid *grid) {
  for (uint32_t i = 0; i < grid->n_rows; i++)
    if (grid->rows[i].kind == GK_ROWKIND_REQUESTS && label_depth((gk_row)grid->rows[i].row) == 2)
      return 1;
  return 0;
}

/* Whether the last of seven cells is blank in all rows though others are not: a total, or a blank that was added? */
static int is_padded(const gk_grid *grid) {
  uint32_t n_filled = 0;
  int only_deep = has_deep_rows(grid);
  for (uint32_t i = 0; i < grid->n_rows; i++) {
    const gk_trow *row = &grid->rows[i];
    if (row->kind != GK_ROWKIND_REQUESTS || n_values(row) < N || (only_deep && label_depth((gk_row)row->row) != 2))
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
  b->requests_uneven = 0;
  for (uint32_t i = 0; i < b->grid->n_rows; i++) {
    const gk_trow *row = &b->grid->rows[i];
    uint8_t *known = row->kind == GK_ROWKIND_REQUESTS ? lead_of(b, row) : NULL;
    const gk_tcell *cells = row->cells + row->label + 1;
    if (known == NULL || is_all_blank(cells, n_values(row)))
      continue;
    uint32_t lead = gk_fit_lead(cells, n_values(row), b->requests_expected);
    if (lead == GK_LEAD_UNKNOWN)
      continue;
    b->requests_uneven |= *known != LEAD_UNSEEN && *known != lead;
    *known = (uint8_t)lead;
  }
}

static uint32_t learned_lead(gk_binder *b, const gk_trow *row) {
  const uint8_t *known = lead_of(b, row);
  return known == NULL || b->requests_uneven || *known == LEAD_UNSEEN ? GK_LEAD_UNKNOWN : *known;
}

/* Counts the grid's rows of requests, and finds its header. */
static void survey(gk_binder *b) {
  b->requests_rows = 0;
  b->requests_short = 0;
  b->requests_header = UINT32_MAX;
  for (uint32_t i = 0; i < b->grid->n_rows; i++) {
    const gk_trow *row = &b->grid->rows[i];
    if (row->kind == GK_ROWKIND_REQUESTS_HEADER && b->requests_header == UINT32_MAX)
      b->requests_header = i;
    if (row->kind != GK_ROWKIND_REQUESTS)
      continue;
    b->requests_rows++;
    b->requests_short |= n_values(row) < N;
  }
}

void gk_requests_grid(gk_binder *b) {
  b->requests_expected = expected_values(b->grid);
  b->requests_told = 0;
  b->requests_padded = (uint8_t)is_padded(b->grid);
  survey(b);
  learn_leads(b);
}

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
  if (b->requests.n >= MIN_LABELS)
    return 1;
  return b->requests_rows >= MIN_ROWS_WITHOUT_HEADER &&
         (b->requests_header == UINT32_MAX || b->requests_header < b->row_idx);
}

/*
 * Whether nothing can be said of a row: the columns are not in the form's order; values are missing and no label says
 * which; or all totals seem to be blank, and it may be a lost column and blanks that were added.
 */
static int is_open(const gk_binder *b, const gk_trow *row, int told_by_labels) {
  if (!told_by_labels && (b->requests_heads.out_of_order || n_values(row) < b->requests_expected))
    return 1;
  if (b->requests_expected < MIN_LABELS)
    return 1;
  return b->requests_padded && b->requests_expected == N &&
         (!told_by_labels || (b->requests_short && n_values(row) >= N));
}

static const gk_tcell *label_of(const gk_trow *row) {
  return &row->cells[row->label];
}

/* A label that was shifted to the left took its values with it. */
static int is_in_place(const gk_columns *columns, const gk_trow *row, const gk_values *values) {
  const gk_tcell *label = label_of(row);
  if (label->col_end != columns->at[0].from && row->label != label_depth((gk_row)row->row))
    return 0;
  return gk_fit_in_place(columns, label->col_end, values);
}

/* As many cells as there are values, but behind a label that others follow with a gap: shifted, or short and in place?
 */
static int is_shifted_or_short(const gk_columns *columns, const gk_trow *row, uint32_t expected) {
  const gk_tcell *label = label_of(row);
  return expected == columns->n && n_values(row) == expected && label->col_end < columns->at[0].from &&
         label[1].text.n == 0;
}

void gk_requests_row(gk_binder *b, const gk_trow *row) {
  if (!is_table(b)) {
    (b->requests.n == 0 ? gk_bind_unknown : gk_bind_nowhere)(b, row);
    return;
  }
  int told_by_labels = is_told_by_labels(b);
  gk_columns columns = told_by_labels ? by_labels(b) : by_position();
  gk_values values = gk_bind_values(b, row, row->label + 1);
  int in_place = is_in_place(&columns, row, &values);
  gk_fit fit = {.n_cells = values.n, .result = GK_FIT_AMBIGUOUS};
  tell(b, row, told_by_labels);
  if (!is_open(b, row, told_by_labels) && !(in_place && is_shifted_or_short(&columns, row, b->requests_expected)))
    fit = gk_fit_row(&columns, &values, in_place, b->requests_expected, learned_lead(b, row));
  if (row->label_near)
    gk_bind_diag(b, &GK_DIAG_LABEL_VARIANT, (gk_row)row->row, GK_COL_NATURAL_PERSON, label_of(row), row->label_near, 0);
  gk_bind_fit(b, &columns, (gk_row)row->row, &fit);
}
