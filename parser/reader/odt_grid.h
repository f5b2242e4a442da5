/*
 * odt_grid.h: rows and cells, on their way to the builder (OpenDocument 1.3 part 3, 9.1). Private to the ODT reader.
 *
 * Every place of the grid has an element: a cell, or a covered one where another reaches over it. Some writers leave
 * out the covered ones, so cells are placed by the spans; where more are covered than the spans say, by them.
 */
#ifndef GONGKAI_ODT_GRID_H
#define GONGKAI_ODT_GRID_H

#include "reader/odt_flow.h"

/* An open table:table with its open row and cell. */
typedef struct gk_odt_table {
  size_t off; /* of the row */
  uint32_t col;
  uint32_t n_rows;  /* that the row stands for */
  uint32_t n_cells; /* that the cell stands for */
  uint8_t is_open;
  uint8_t row_is_open;
} gk_odt_table;

typedef struct gk_odt_grid {
  gk_odt_flow *flow;
  const gk_limits *limits;
  gk_diags *diags;
  gk_records tables; /* the open ones, the innermost last */
} gk_odt_grid;

int gk_odt_grid_table_start(gk_odt_grid *grid); /* 0 if there is no memory */
void gk_odt_grid_table_end(gk_odt_grid *grid);
void gk_odt_grid_row_start(gk_odt_grid *grid, const gk_odt_tag *tag);
void gk_odt_grid_row_end(gk_odt_grid *grid);
void gk_odt_grid_cell_start(gk_odt_grid *grid, const gk_odt_tag *tag);
void gk_odt_grid_cell_end(gk_odt_grid *grid);

/* table:covered-table-cell, whose content does not show. */
void gk_odt_grid_covered(gk_odt_grid *grid, const gk_odt_tag *tag);

#endif
