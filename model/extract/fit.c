#include "extract/fit.h"

#include "extract/value.h"

void gk_columns_sort(gk_columns *columns) {
  for (uint32_t i = 1; i < columns->n; i++) {
    gk_column column = columns->at[i];
    uint32_t k = i;
    for (; k > 0 && columns->at[k - 1].from > column.from; k--)
      columns->at[k] = columns->at[k - 1];
    columns->at[k] = column;
  }
}

int gk_columns_disjoint(const gk_columns *columns) {
  for (uint32_t i = 1; i < columns->n; i++)
    if (columns->at[i - 1].to > columns->at[i].from)
      return 0;
  return 1;
}

void gk_columns_add(gk_columns *columns, gk_col col, const gk_tcell *cell) {
  if (columns->n < GK_MAX_COLUMNS)
    columns->at[columns->n++] =
        (gk_column){.row = GK_N_ROWS, .col = (uint8_t)col, .from = cell->col, .to = cell->col_end};
}

const gk_tcell *gk_above_at(const gk_above *above, uint32_t col) {
  const gk_tcell *cell = above->cells[col];
  return cell != NULL && cell->row_span > above->row - cell->node->u.cell.row ? cell : NULL;
}

/* Of the cells from above that stand over the columns [from, to) the one that comes last; NULL if there is none. */
static const gk_tcell *last_above(const gk_above *above, uint32_t from, uint32_t to) {
  const gk_tcell *last = NULL;
  while (from < to && from < above->end) {
    const gk_tcell *cell = gk_above_at(above, from);
    if (cell != NULL && (last == NULL || cell > last))
      last = cell;
    from = cell != NULL ? cell->col_end : from + 1;
  }
  return last;
}

/* Places n cells from the left; a row that is too short keeps its last one for the total (the contract's rule). */
static gk_fit place(const gk_columns *columns, const gk_tcell *cells, uint32_t n) {
  gk_fit fit = {.n_cells = n};
  if (n > columns->n) {
    fit.result = GK_FIT_LONG;
    return fit;
  }
  if (n < columns->n && (n < 2 || !columns->has_last)) {
    fit.result = GK_FIT_AMBIGUOUS;
    return fit;
  }
  for (uint32_t i = 0; i < n; i++)
    fit.cell[i] = &cells[i];
  if (n < columns->n) {
    fit.cell[n - 1] = NULL;
    fit.cell[columns->n - 1] = &cells[n - 1];
    fit.result = GK_FIT_SHORT;
  }
  return fit;
}

static int is_blank(const gk_tcell *cell) {
  return cell->text.n == 0;
}

static int overlaps(const gk_columns *columns, uint32_t i, uint32_t from, uint32_t to) {
  return columns->at[i].from < to && from < columns->at[i].to;
}

static uint32_t n_under(const gk_columns *columns, const gk_tcell *cell) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < columns->n; i++)
    n += (uint32_t)overlaps(columns, i, cell->col, cell->col_end);
  return n;
}

/* Blank cells that stand wholly before the first column or behind the last one are filling. */
static void drop_filling(const gk_columns *columns, gk_values *values) {
  uint32_t left = columns->at[0].from, right = columns->at[columns->n - 1].to;
  while (values->n > 0 && is_blank(&values->cells[0]) && values->cells[0].col_end <= left) {
    values->cells++;
    values->n--;
  }
  while (values->n > 0 && is_blank(&values->cells[values->n - 1]) && values->cells[values->n - 1].col >= right)
    values->n--;
}

/* Each column gets the one cell that stands under it, however wide or tall. */
static gk_fit place_under(const gk_columns *columns, const gk_values *values) {
  const gk_tcell *cells = values->cells;
  gk_fit fit = {.n_cells = values->n};
  for (uint32_t i = 0; i < columns->n; i++) {
    uint32_t found = 0;
    for (uint32_t k = 0; k < values->n; k++) {
      if (cells[k].is_virtual || !overlaps(columns, i, cells[k].col, cells[k].col_end))
        continue;
      found++;
      fit.cell[i] = &cells[k];
      fit.merged[i] = n_under(columns, &cells[k]) > 1 || cells[k].row_span > 1;
    }
    if (found == 0) {
      fit.cell[i] = last_above(&values->above, columns->at[i].from, columns->at[i].to);
      fit.merged[i] = fit.cell[i] != NULL;
    }
    if (found > 1) {
      fit.cell[i] = NULL;
      fit.result = GK_FIT_AMBIGUOUS;
    }
  }
  return fit;
}

uint32_t gk_fit_lead(const gk_tcell *cells, uint32_t n, uint32_t expected) {
  uint32_t leading = 0, trailing = 0;
  if (n <= expected)
    return 0;
  uint32_t spare = n - expected;
  while (leading < n && is_blank(&cells[leading]))
    leading++;
  if (leading == n)
    return 0; /* all blank: any answer is the same */
  while (is_blank(&cells[n - 1 - trailing]))
    trailing++;
  uint32_t most = leading < spare ? leading : spare;
  uint32_t least = spare > trailing ? spare - trailing : 0;
  return most == least ? most : GK_LEAD_UNKNOWN;
}

/* More cells than expected, and not by blanks that could be dropped: still right if there is one for each column. */
static gk_fit place_all(const gk_columns *columns, const gk_tcell *cells, uint32_t n) {
  if (n == columns->n)
    return place(columns, cells, n);
  return (gk_fit){.n_cells = n, .result = GK_FIT_LONG};
}

/* Behind a label, with a cell too many in the row: rather the label's other half than a value. */
static int is_words(const gk_tcell *cell) {
  return gk_value_read(cell->text, GK_CELL_SIGNED).state == GK_STATE_UNREADABLE;
}

static gk_fit fit_count(const gk_columns *columns, const gk_tcell *cells, uint32_t n, uint32_t expected,
                        uint32_t lead) {
  uint32_t n_blank_ends = 0;
  if (n <= expected)
    return place(columns, cells, n);
  while (n_blank_ends < n && is_blank(&cells[n_blank_ends]))
    n_blank_ends++;
  for (uint32_t k = n; k > n_blank_ends && is_blank(&cells[k - 1]); k--)
    n_blank_ends++;
  if (n_blank_ends < n - expected)
    return place_all(columns, cells, n);
  uint32_t drop = gk_fit_lead(cells, n, expected);
  if (drop == GK_LEAD_UNKNOWN)
    drop = lead;
  if (drop == GK_LEAD_UNKNOWN || drop > n - expected || is_words(&cells[drop]))
    return (gk_fit){.n_cells = n, .result = GK_FIT_AMBIGUOUS};
  for (uint32_t k = 0; k < n; k++)
    if ((k < drop || k >= drop + expected) && !is_blank(&cells[k]))
      return (gk_fit){.n_cells = n, .result = GK_FIT_AMBIGUOUS};
  return place(columns, cells + drop, expected);
}

/* Whether a cell goes over several rows, or stands for one that is not there: the row's cells can't be counted off. */
static int has_tall(const gk_values *values) {
  for (uint32_t k = 0; k < values->n; k++)
    if (values->cells[k].is_virtual || values->cells[k].row_span > 1)
      return 1;
  return values->above.end > values->from;
}

static int has_wide(const gk_columns *columns, const gk_values *values) {
  for (uint32_t k = 0; k < values->n; k++)
    if (n_under(columns, &values->cells[k]) > 1)
      return 1;
  return 0;
}

/* A row that does not reach the last column lost a cell somewhere: none is sure to stand where it stood. */
static int ends_early(const gk_columns *columns, const gk_values *values) {
  uint32_t end = values->n == 0 ? 0 : values->cells[values->n - 1].col_end;
  uint32_t last = columns->at[columns->n - 1].from;
  return end <= last && values->above.end <= last;
}

static gk_fit fit_grid(const gk_columns *columns, gk_values values, uint32_t expected) {
  drop_filling(columns, &values);
  /* As many cells as columns stand in order, even where their borders are a little off. */
  if (!has_tall(&values) && (values.n == columns->n || !has_wide(columns, &values)))
    return expected < columns->n ? fit_count(columns, values.cells, values.n, expected, 0)
                                 : place(columns, values.cells, values.n);
  if (ends_early(columns, &values))
    return (gk_fit){.n_cells = values.n, .result = GK_FIT_AMBIGUOUS};
  return place_under(columns, &values);
}

int gk_fit_in_place(const gk_columns *columns, const gk_values *values) {
  uint32_t n = values->n;
  while (n > 0 && values->cells[n - 1].is_virtual) /* the space behind a row is no cell that sticks out */
    n--;
  return columns->on_grid && values->from <= columns->at[0].from &&
         (n == 0 || values->cells[n - 1].col_end <= columns->end);
}

/* On a grid, a cell is as wide as its column, wherever the row was shifted to; else it is a merged one. */
static int has_widths(const gk_columns *columns, const gk_fit *fit) {
  for (uint32_t i = 0; i < columns->n; i++)
    if (fit->cell[i] != NULL && fit->cell[i]->col_end - fit->cell[i]->col != columns->at[i].to - columns->at[i].from)
      return 0;
  return 1;
}

gk_fit gk_fit_row(const gk_columns *columns, const gk_values *values, int in_place, uint32_t expected, uint32_t lead) {
  if (in_place)
    return fit_grid(columns, *values, expected);
  gk_fit fit = fit_count(columns, values->cells, values->n, expected, lead);
  if (columns->on_grid && (has_tall(values) || !has_widths(columns, &fit)))
    return (gk_fit){.n_cells = values->n, .result = GK_FIT_AMBIGUOUS};
  return fit;
}

/* Columns of a page that are not in the form's order were taken for others. */
static int is_in_form_order(const gk_columns *columns) {
  for (uint32_t i = 1; i < columns->n; i++) {
    const gk_column *a = &columns->at[i - 1], *b = &columns->at[i];
    if (a->row > b->row || (a->row == b->row && a->col >= b->col))
      return 0;
  }
  return 1;
}

gk_fit gk_fit_counted(const gk_columns *columns, const gk_values *values) {
  if (values->n == columns->n && is_in_form_order(columns))
    return place(columns, values->cells, values->n);
  return (gk_fit){.n_cells = values->n, .result = GK_FIT_AMBIGUOUS};
}
