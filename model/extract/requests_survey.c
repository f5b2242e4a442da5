/*
 * requests_survey.c: what all rows of a table of requests show together: how many values they have, and where blanks
 * that are no values stand.
 */
#include "extract/requests.h"

#include <string.h>

enum { N = GK_REQUESTS_COLUMNS, LEAD_UNSEEN = 0xFF };

uint32_t gk_requests_depth(gk_row row) {
  if (row == GK_ROW_RECEIVED || row == GK_ROW_CARRIED_IN || row == GK_ROW_CARRIED_OUT)
    return 0;
  return gk_row_group(row) == GK_GROUP_NONE ? 1 : 2;
}

uint32_t gk_requests_n_values(const gk_trow *row) {
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
    if (row->kind != GK_ROWKIND_REQUESTS || gk_requests_n_values(row) < 2)
      continue;
    counts[gk_requests_n_values(row) < N ? gk_requests_n_values(row) : N]++;
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
    if (grid->rows[i].kind == GK_ROWKIND_REQUESTS && gk_requests_depth((gk_row)grid->rows[i].row) == 2)
      return 1;
  return 0;
}

/* Whether the last of seven cells is blank in all rows though others are not: a total, or a blank that was added? */
static int is_padded(const gk_grid *grid) {
  uint32_t n_filled = 0;
  int only_deep = has_deep_rows(grid);
  for (uint32_t i = 0; i < grid->n_rows; i++) {
    const gk_trow *row = &grid->rows[i];
    if (row->kind != GK_ROWKIND_REQUESTS || gk_requests_n_values(row) < N ||
        (only_deep && gk_requests_depth((gk_row)row->row) != 2) || row->cells[row->n - 1].is_virtual)
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
  return &b->requests_lead[gk_requests_depth((gk_row)row->row)][row->label][row->n];
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
    if (known == NULL) /* and so without cells, it may be */
      continue;
    const gk_tcell *cells = row->cells + row->label + 1;
    if (is_all_blank(cells, gk_requests_n_values(row)))
      continue;
    uint32_t lead = gk_fit_lead(cells, gk_requests_n_values(row), b->requests_expected);
    if (lead == GK_LEAD_UNKNOWN)
      continue;
    b->requests_uneven |= *known != LEAD_UNSEEN && *known != lead;
    *known = (uint8_t)lead;
  }
}

uint32_t gk_requests_lead(gk_binder *b, const gk_trow *row) {
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
    b->requests_short |= gk_requests_n_values(row) < N;
  }
}

void gk_requests_grid(gk_binder *b) {
  b->requests_expected = expected_values(b->grid);
  b->requests_told = 0;
  b->requests_padded = (uint8_t)is_padded(b->grid);
  survey(b);
  learn_leads(b);
}
