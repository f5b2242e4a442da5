/*
 * requests_header.c: the header of the table of requests, two or three rows of it, as columns in the order of the
 * values.
 */
#include "extract/requests.h"

enum { N = GK_REQUESTS_COLUMNS, ORGANISATIONS = GK_N_COLS };

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

/*
 * Whether the kinds of organisation in a row stand as far from each other as they do in the form; in lines, where a
 * label that could not be put together is no cell, in the order of the form.
 */
static int are_kinds_in_order(const gk_trow *row, int is_lines) {
  uint32_t first = row->n, first_place = 0, last_place = 0;
  for (uint32_t i = 0; i < row->n; i++) {
    int col = gk_tcell_col(&row->cells[i], GK_TABLE_REQUESTS);
    if (!is_kind(col))
      continue;
    uint32_t place = place_in_form((uint8_t)col);
    if (first == row->n) {
      first = i;
      first_place = place;
    } else if (is_lines ? place <= last_place : place != first_place + (i - first)) {
      return 0;
    }
    last_place = place;
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
  heads->is_torn |= heads->grid != NULL && heads->grid != b->grid && b->grid->is_lines && heads->grid->is_lines;
  heads->grid = b->grid;
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
  heads->out_of_order |= !are_kinds_in_order(row, b->grid->is_lines) || !are_heads_in_order(heads);
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
  placed.on_grid = (uint8_t)(!b->requests_heads.is_torn && gk_columns_disjoint(&placed) &&
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
  return c->n == N ||
         (c->n >= GK_REQUESTS_MIN_LABELS && c->n == b->requests_expected && !b->requests_heads.has_unknown &&
          (has_column(c, GK_COL_NATURAL_PERSON) || has_column(c, GK_COL_TOTAL)));
}

gk_columns gk_requests_columns(const gk_binder *b, int *told_by_labels) {
  *told_by_labels = is_told_by_labels(b);
  return *told_by_labels ? by_labels(b) : by_position();
}
