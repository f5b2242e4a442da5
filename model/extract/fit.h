/*
 * fit.h: which of a row's cells stand under which columns. Private to the model.
 *
 * The labels of the header say where the columns are and in what order. Where they stand on a true grid, a cell
 * belongs to the column it stands under; where the source only has lists of cells, order and number decide, and only
 * if they leave one answer.
 */
#ifndef GONGKAI_EXTRACT_FIT_H
#define GONGKAI_EXTRACT_FIT_H

#include "extract/grid.h"

enum { GK_MAX_COLUMNS = 15 };

/* The columns of a header, in order. */
typedef struct gk_column {
  uint8_t row; /* gk_row, where the header decides it (disputes); else GK_N_ROWS */
  uint8_t col; /* gk_col */
  uint32_t from;
  uint32_t to; /* grid columns [from, to) */
  gk_str unit; /* in the header */
} gk_column;

typedef struct gk_columns {
  gk_column at[GK_MAX_COLUMNS];
  uint32_t n;
  uint32_t end;     /* how far the header's rows reach on the grid */
  uint8_t on_grid;  /* from and to are true, ascending and disjoint */
  uint8_t has_last; /* the last column is a total: a short row's last value goes there */
} gk_columns;

/* Sorts columns from left to right; those that start together keep their order. */
void gk_columns_sort(gk_columns *columns);

/* Whether sorted columns are disjoint. */
int gk_columns_disjoint(const gk_columns *columns);

/* Appends a column under a header cell; it carries no row and no unit. At most GK_MAX_COLUMNS fit. */
void gk_columns_add(gk_columns *columns, gk_col col, const gk_tcell *cell);

/* Cells of rows above, some of which reach down into the present row: a merged cell is no value of this row. */
typedef struct gk_above {
  const gk_tcell **cells; /* for each column of the grid the last one of several rows that it had; NULL for none */
  uint32_t row;           /* the present one */
  uint32_t end;           /* behind the last column that one reaches down in */
} gk_above;

/* The cell from above in that column of the present row; NULL if there is none. */
const gk_tcell *gk_above_at(const gk_above *above, uint32_t col);

typedef enum gk_fit_result {
  GK_FIT_OK,
  GK_FIT_SHORT,     /* fewer cells than columns: first and last placed, the rest from the left */
  GK_FIT_LONG,      /* more cells than columns, with text in them */
  GK_FIT_AMBIGUOUS, /* nothing placed */
} gk_fit_result;

typedef struct gk_fit {
  const gk_tcell *cell[GK_MAX_COLUMNS]; /* under each column; NULL if absent */
  uint8_t merged[GK_MAX_COLUMNS];       /* the cell under it covers other columns or rows as well */
  uint32_t n_cells;                     /* that were placed or should have been */
  gk_fit_result result;
} gk_fit;

/* What a row's values may be: the cells behind its label, and what reaches down from above. */
typedef struct gk_values {
  const gk_tcell *cells;
  uint32_t n;
  uint32_t from; /* the grid column behind the label */
  gk_above above;
} gk_values;

/*
 * Whether the cells behind a label stand where the header has its columns: a row that was
 * shifted, or that sticks out behind the header, does not.
 */
int gk_fit_in_place(const gk_columns *columns, const gk_values *values);

/*
 * Fits a row. By the grid if its cells stand `in_place`; else by number: exactly as many cells as columns stand in
 * order, and blank cells at the ends may be filling. `expected` is how many values the table's rows have (less than the
 * columns if the source lost one); `lead` is how many blank cells to drop in front, or GK_LEAD_UNKNOWN.
 */
gk_fit gk_fit_row(const gk_columns *columns, const gk_values *values, int in_place, uint32_t expected, uint32_t lead);
#define GK_LEAD_UNKNOWN UINT32_MAX

/* Fits a row made of lines: a cell for each column, in the form's order, or none. */
gk_fit gk_fit_counted(const gk_columns *columns, const gk_values *values);

/* How many blank cells must be dropped in front so that `expected` remain; GK_LEAD_UNKNOWN if several answers fit or
   none does. */
uint32_t gk_fit_lead(const gk_tcell *cells, uint32_t n, uint32_t expected);

#endif
