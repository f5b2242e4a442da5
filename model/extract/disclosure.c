/*
 * disclosure.c: the table of article 20. Each block has a header of its own, and a value belongs to the column label
 * it stands under; a row without a header above it is of no table.
 */
#include "extract/bind.h"

#include "extract/value.h"

/* The column labels of each block, as they stand side by side, over both forms. */
static const struct {
  uint8_t n;
  uint8_t cols[3];
} blocks[] = {
    {3, {GK_COL_MADE, GK_COL_PUBLISHED, GK_COL_PUBLIC_TOTAL}},
    {3, {GK_COL_PREVIOUS_ITEMS, GK_COL_CHANGE, GK_COL_DECISIONS}},
    {2, {GK_COL_PREVIOUS_ITEMS, GK_COL_CHANGE}},
    {2, {GK_COL_ITEMS, GK_COL_AMOUNT}},
    {3, {GK_COL_ISSUED, GK_COL_REPEALED, GK_COL_IN_FORCE}},
    {1, {GK_COL_DECISIONS}},
    {1, {GK_COL_AMOUNT}},
};

enum { UNKNOWN = GK_N_COLS, MAX_COLUMNS = 3 };

static uint8_t name_column(const gk_label_key *key) {
  unsigned distance;
  size_t n;
  const gk_label *labels = gk_label_find(key, &n);
  int col = gk_label_target(labels, n, GK_LABEL_COL, GK_TABLE_DISCLOSURE);
  if (col < 0)
    col = gk_label_near(key, GK_LABEL_COL, GK_TABLE_DISCLOSURE, &distance);
  return col < 0 ? UNKNOWN : (uint8_t)col;
}

/* A label that stands twice was typed wrong once: the second is open. */
static void open_repeats(gk_columns *c) {
  for (uint32_t i = 1; i < c->n; i++)
    for (uint32_t k = 0; k < i; k++)
      if (c->at[i].col == c->at[k].col)
        c->at[i].col = UNKNOWN;
}

static uint32_t n_unknown(const gk_columns *c) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < c->n; i++)
    n += c->at[i].col == UNKNOWN;
  return n;
}

/* An open label may be that of the block's column: it stands twice, or is what a cut left of it. 备注 is neither. */
static int may_be(uint8_t named, const gk_label_key *key, uint8_t col) {
  return named == col || (named == UNKNOWN && (name_column(key) != UNKNOWN || gk_label_is_cut(key, GK_LABEL_COL, col)));
}

static int fits_block(const gk_columns *c, const gk_label_key *keys, size_t block) {
  if (c->n != blocks[block].n || n_unknown(c) == c->n)
    return 0;
  for (uint32_t i = 0; i < c->n; i++)
    if (!may_be((uint8_t)c->at[i].col, &keys[i], blocks[block].cols[i]))
      return 0;
  return 1;
}

/* What labels leave open, position fills, if the labels that are there leave one block. */
static void fill_by_position(gk_binder *b, const gk_trow *row, const gk_label_key *keys) {
  gk_columns *c = &b->disclosure;
  size_t n = 0, found = 0;
  for (size_t block = 0; block < sizeof blocks / sizeof *blocks; block++) {
    if (fits_block(c, keys, block)) {
      found = block;
      n++;
    }
  }
  if (n_unknown(c) == 0 || n != 1)
    return;
  for (uint32_t i = 0; i < c->n; i++)
    c->at[i].col = blocks[found].cols[i];
  gk_bind_diag(b, &GK_DIAG_LABEL_BY_POSITION, GK_ROW_RULES, (gk_col)c->at[0].col, &row->cells[0], 0, 0);
}

/* A header over two rows: the second row's pieces go on with the labels above them. */
static int continues(const gk_binder *b, const gk_trow *row) {
  return b->header != NULL && b->header->kind == GK_ROWKIND_DISCLOSURE_HEADER && row->n > 1 &&
         row->cells[gk_trow_first(row)].text.n == 0;
}

static const gk_tcell *above(const gk_trow *header, const gk_tcell *cell) {
  for (uint32_t i = gk_trow_first(header) + 1; i < header->n; i++)
    if (header->cells[i].text.n != 0 && header->cells[i].col < cell->col_end && cell->col < header->cells[i].col_end)
      return &header->cells[i];
  return NULL;
}

/* The rest of a header whose beginning stands in the row above, and its corner too. */
static int is_rest_of_header(const gk_binder *b, const gk_trow *row) {
  const gk_tcell *first = &row->cells[gk_trow_first(row)];
  if (b->header == NULL || b->header->kind != GK_ROWKIND_DISCLOSURE_HEADER || first->text.n == 0)
    return 0;
  for (size_t i = 0; i < first->n_labels; i++)
    if (first->labels[i].kind == GK_LABEL_HEAD)
      return 0;
  return 1;
}

void gk_disclosure_header(gk_binder *b, const gk_trow *row) {
  gk_columns *c = &b->disclosure;
  int goes_on = continues(b, row);
  gk_label_key keys[MAX_COLUMNS] = {{.n = 0}};
  *c = (gk_columns){.on_grid = 1, .end = row->cells[row->n - 1].col_end};
  if (is_rest_of_header(b, row))
    return;
  for (uint32_t i = gk_trow_first(row) + 1; i < row->n && c->n < MAX_COLUMNS; i++) { /* behind the corner */
    const gk_tcell *cell = &row->cells[i];
    const gk_tcell *first = goes_on ? above(b->header, cell) : NULL;
    if (cell->is_virtual || (cell->text.n == 0 && first == NULL))
      continue;
    gk_label_key *key = &keys[c->n];
    if (first != NULL)
      gk_label_key_add(key, first->text);
    gk_label_key_add(key, cell->text);
    gk_columns_add(c, (gk_col)name_column(key), cell);
    c->at[c->n - 1].unit = gk_value_header_unit(cell->text);
  }
  open_repeats(c);
  fill_by_position(b, row, keys);
}

/* Without the columns whose label stayed unknown. */
static gk_columns known_columns(const gk_columns *c) {
  gk_columns known = {.on_grid = 1, .end = c->end};
  for (uint32_t i = 0; i < c->n; i++)
    if (c->at[i].col != UNKNOWN)
      known.at[known.n++] = c->at[i];
  return known;
}

/* A column in between is unknown: only what stands right under a known label is sure. */
static void bind_known(gk_binder *b, const gk_columns *known, const gk_trow *row) {
  if (row->n - row->label - 1 == b->disclosure.n)
    for (uint32_t i = row->label + 1; i < row->n; i++)
      for (uint32_t k = 0; k < known->n; k++)
        if (row->cells[i].col == known->at[k].from && row->cells[i].col_end == known->at[k].to)
          gk_bind_cell(b, (gk_row)row->row, (gk_col)known->at[k].col, &row->cells[i], known->at[k].unit);
  gk_bind_nowhere(b, row);
}

/* Where lines have as many values as their header has labels, one of each may be missing. */
static int is_whole_block(const gk_columns *c) {
  for (size_t block = 0; block < sizeof blocks / sizeof *blocks; block++) {
    uint32_t same = 0;
    while (c->n == blocks[block].n && same < c->n && c->at[same].col == blocks[block].cols[same])
      same++;
    if (same == blocks[block].n)
      return 1;
  }
  return 0;
}

void gk_disclosure_row(gk_binder *b, const gk_trow *row) {
  gk_columns known = known_columns(&b->disclosure);
  if (row->label + 1 >= row->n)
    return;
  if (!gk_bind_has_row(&known, (gk_row)row->row)) {
    gk_bind_nowhere(b, row);
    return;
  }
  if (known.n < b->disclosure.n) {
    bind_known(b, &known, row);
    return;
  }
  if (b->grid->is_lines && !is_whole_block(&known)) {
    gk_bind_nowhere(b, row);
    return;
  }
  gk_values values = gk_bind_values(b, row, row->label + 1);
  int in_place = gk_fit_in_place(&known, &values);
  gk_fit fit = b->grid->is_lines ? gk_fit_counted(&known, &values)
                                 : gk_fit_row(&known, &values, in_place, known.n, GK_LEAD_UNKNOWN);
  if (row->label_near)
    gk_bind_diag(b, &GK_DIAG_LABEL_VARIANT, (gk_row)row->row, (gk_col)known.at[0].col, &row->cells[row->label],
                 row->label_near, 0);
  gk_bind_fit(b, &known, (gk_row)row->row, &fit);
}
