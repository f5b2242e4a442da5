/*
 * tables.c: all tables of a document as one stream of rows. Rows are known by their labels, so it does not matter how
 * the tables were cut, torn or framed, and a table with none of these labels is passed over.
 */
#include "extract/bind.h"
#include "extract/classify.h"

/* For each form, the labels that speak for it. */
typedef struct votes {
  size_t columns[GK_N_FORMS];
  size_t rows[GK_N_FORMS];
} votes;

static int has_column(const gk_form *form, gk_col col) {
  for (unsigned row = 0; row < GK_N_ROWS; row++)
    if (gk_form_at(form, (gk_row)row, col) != GK_NO_FORM_CELL)
      return 1;
  return 0;
}

static int has_row(const gk_form *form, gk_row row) {
  for (unsigned col = 0; col < GK_N_COLS; col++)
    if (gk_form_at(form, row, (gk_col)col) != GK_NO_FORM_CELL)
      return 1;
  return 0;
}

/* A label that all forms have adds one to each, and so decides nothing. */
static void vote(const gk_label *label, votes *v) {
  for (size_t i = 0; i < GK_N_FORMS; i++) {
    if (label->kind == GK_LABEL_COL)
      v->columns[i] += (size_t)has_column(GK_FORMS[i], (gk_col)label->target);
    else if (label->kind == GK_LABEL_ROW)
      v->rows[i] += (size_t)has_row(GK_FORMS[i], (gk_row)label->target);
  }
}

/* Labels that may mean one thing or another (其他, 其他处理) have no vote. */
static votes count_votes(const gk_grids *grids) {
  votes v = {{0}, {0}};
  for (size_t g = 0; g < grids->n; g++)
    for (uint32_t r = 0; r < grids->items[g].n_rows; r++) {
      const gk_trow *row = &grids->items[g].rows[r];
      for (uint32_t i = 0; i < row->n; i++)
        if (row->cells[i].n_labels == 1)
          vote(row->cells[i].labels, &v);
    }
  return v;
}

/* The index of the form with most votes; GK_N_FORMS if several have as many. */
static size_t winner(const size_t n_votes[GK_N_FORMS]) {
  size_t best = 0;
  int is_tie = 0;
  for (size_t i = 1; i < GK_N_FORMS; i++) {
    is_tie = n_votes[i] == n_votes[best] || (is_tie && n_votes[i] < n_votes[best]);
    if (n_votes[i] > n_votes[best])
      best = i;
  }
  return is_tie ? GK_N_FORMS : best;
}

/* The form by its own columns, else by its own rows; GK_N_FORMS where the forms fit alike. */
static size_t elect(const votes *v) {
  size_t form = winner(v->columns);
  return form < GK_N_FORMS ? form : winner(v->rows);
}

/* The forms have most rows in common; a report that shows none of its form's own goes by its year. */
static const gk_form *form_of_year(int year) {
  const gk_form *form = NULL;
  for (size_t i = 0; i < GK_N_FORMS && GK_FORMS[i]->first_year <= year; i++)
    form = GK_FORMS[i];
  return form;
}

static void diag(gk_binder *b, const gk_diag_kind *kind, uint16_t cell, int64_t arg0, int64_t arg1) {
  gk_diags_add(b->diags, (gk_diag){.kind = kind, .cell = cell, .args = {arg0, arg1}});
}

/* Of the cells above, which reach down into the next row. */
static void look_up(gk_above *above, uint32_t row) {
  above->row = row;
  while (above->end > 0 && gk_above_at(above, above->end - 1) == NULL)
    above->end--;
}

static void add_above(gk_above *above, const gk_trow *row) {
  for (uint32_t i = 0; i < row->n; i++) {
    const gk_tcell *cell = &row->cells[i];
    if (cell->row_span < 2)
      continue;
    for (uint32_t col = cell->col; col < cell->col_end; col++)
      above->cells[col] = cell;
    above->end = cell->col_end > above->end ? cell->col_end : above->end;
  }
}

static int is_header(gk_row_kind kind) {
  return kind == GK_ROWKIND_DISCLOSURE_HEADER || kind == GK_ROWKIND_REQUESTS_HEADER ||
         kind == GK_ROWKIND_DISPUTES_HEADER;
}

static int has_text(const gk_trow *row) {
  for (uint32_t i = 0; i < row->n; i++)
    if (row->cells[i].text.n != 0)
      return 1;
  return 0;
}

static void read_row(gk_binder *b, const gk_trow *row) {
  if (b->header != NULL && b->header->kind != row->kind && has_text(row))
    b->header = NULL;
  switch ((gk_row_kind)row->kind) {
  case GK_ROWKIND_DISCLOSURE_HEADER:
    gk_disclosure_header(b, row);
    break;
  case GK_ROWKIND_DISCLOSURE:
    (row->is_open ? gk_bind_nowhere : gk_disclosure_row)(b, row);
    break;
  case GK_ROWKIND_REQUESTS_HEADER:
    gk_requests_header(b, row);
    break;
  case GK_ROWKIND_REQUESTS:
    (row->is_open ? gk_bind_nowhere : gk_requests_row)(b, row);
    break;
  case GK_ROWKIND_DISPUTES_HEADER:
    gk_disputes_header(b, row);
    break;
  case GK_ROWKIND_OTHER:
    if (!gk_disputes_row(b, row))
      gk_bind_unknown(b, row);
    break;
  }
  if (is_header((gk_row_kind)row->kind))
    b->header = row;
  b->in_table |= row->kind != GK_ROWKIND_OTHER;
}

/* A table that prose sets apart from the one before does not go on under that one's header. */
static void forget_headers(gk_binder *b) {
  b->disclosure.n = 0;
  b->requests.n = 0;
  b->disputes.n = 0;
  b->header = NULL;
  b->in_table = 0;
}

static gk_status read_grid(gk_binder *b, const gk_grid *grid) {
  b->grid = grid;
  b->above = (gk_above){.cells = GK_NEW_ARRAY(b->arena, const gk_tcell *, grid->n_cols)};
  if (b->above.cells == NULL)
    return GK_STATUS_NO_MEMORY;
  if (grid->is_apart)
    forget_headers(b);
  gk_requests_grid(b);
  for (b->row_idx = 0; b->row_idx < grid->n_rows; b->row_idx++) {
    look_up(&b->above, b->row_idx);
    if (grid->rows[b->row_idx].n != 0)
      read_row(b, &grid->rows[b->row_idx]);
    add_above(&b->above, &grid->rows[b->row_idx]);
  }
  return GK_OK;
}

static void tell_missing_tables(gk_binder *b) {
  const gk_form *form = b->report->form;
  for (unsigned table = GK_TABLE_DISCLOSURE; table <= GK_TABLE_DISPUTES; table++) {
    size_t first = SIZE_MAX;
    int found = 0;
    for (size_t i = 0; i < form->n_cells; i++) {
      if (form->cells[i].table != table)
        continue;
      first = first == SIZE_MAX ? i : first;
      found |= b->report->cells[i].state != GK_STATE_ABSENT;
    }
    if (!found)
      diag(b, &GK_DIAG_TABLE_MISSING, (uint16_t)first, 0, 0);
  }
}

static void tell_form(gk_binder *b, int by_year) {
  int year = b->report->year;
  const gk_form *due = form_of_year(year);
  if (by_year)
    diag(b, &GK_DIAG_FORM_BY_YEAR, GK_NO_CELL, year, 0);
  if (year != 0 && (due == NULL || due->first_year != b->report->form->first_year))
    diag(b, &GK_DIAG_FORM_YEAR, GK_NO_CELL, b->report->form->first_year, year);
  if (b->n_other_form != 0)
    diag(b, &GK_DIAG_FORM_MIXED, GK_NO_CELL, (int64_t)b->n_other_form, 0);
  tell_missing_tables(b);
}

/* Labels stood somewhere, but no cell came of them: the tables are of neither form, and what was said is of no cell. */
static void withdraw_form(gk_binder *b, size_t n_diags) {
  for (size_t i = n_diags; i < b->diags->n; i++)
    b->diags->items[i].cell = GK_NO_CELL;
  b->report->form = NULL;
  b->report->cells = NULL;
}

gk_status gk_extract_tables(gk_arena *arena, const gk_layout *layout, gk_diags *diags, gk_report *report) {
  gk_grids grids;
  gk_classifier classifier = {GK_GROUP_NONE, GK_ROWKIND_OTHER};
  gk_status status = gk_grids_build(arena, layout, &grids);
  if (status != GK_OK)
    return status;
  votes v = count_votes(&grids);
  size_t elected = elect(&v);
  report->form = elected < GK_N_FORMS ? GK_FORMS[elected] : form_of_year(report->year);
  if (report->form == NULL)
    return GK_OK;
  report->cells = GK_NEW_ARRAY(arena, gk_cell, report->form->n_cells);
  gk_binder *b = GK_NEW(arena, gk_binder);
  if (report->cells == NULL || b == NULL)
    return GK_STATUS_NO_MEMORY;
  size_t n_diags = diags->n;
  *b = (gk_binder){.arena = arena, .layout = layout, .diags = diags, .report = report};
  for (size_t i = 0; i < grids.n && status == GK_OK; i++) {
    gk_classify(&classifier, &grids.items[i]);
    status = read_grid(b, &grids.items[i]);
  }
  if (b->n_bound == 0)
    withdraw_form(b, n_diags);
  else
    tell_form(b, elected == GK_N_FORMS);
  return status;
}
