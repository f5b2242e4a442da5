/*
 * docx_grid.h: rows and cells, on their way to the builder (ISO/IEC 29500-1, 17.4). Private to the DOCX reader.
 *
 * As with paragraphs, properties come first: a table is opened at its first row, a row at its first cell, a cell at its
 * first content, so that deleted rows and cells need not be taken back. w:tblGrid is not looked at: grids in real files
 * are missing or wrong, and the cells say where they are.
 */
#ifndef GONGKAI_DOCX_GRID_H
#define GONGKAI_DOCX_GRID_H

#include "layout/builder.h"
#include "reader/docx_flow.h"
#include "reader/docx_merge.h"

typedef struct gk_docx_cell {
  size_t off;
  uint32_t span;
  gk_merge merge;
  gk_docx_hmerge hmerge;
  int is_deleted;
  int is_open; /* or done with */
} gk_docx_cell;

typedef struct gk_docx_row {
  size_t off;
  uint32_t n_before;
  uint32_t n_after;
  int is_deleted;
  int is_open;
  int has_open_cell; /* in the builder, of a w:hMerge chain that may go on */
} gk_docx_row;

/* A w:tbl with its open row and cell. */
typedef struct gk_docx_table {
  gk_docx_row row;
  gk_docx_cell cell;
  int is_open;
} gk_docx_table;

typedef struct gk_docx_grid {
  gk_docx_flow *flow;
  const gk_docx_merges *merges;
  uint32_t max_columns;
  gk_diags *diags;
  gk_records tables; /* the open ones, the innermost last */
} gk_docx_grid;

int gk_docx_grid_table_start(gk_docx_grid *grid); /* 0 if there is no memory */
void gk_docx_grid_table_end(gk_docx_grid *grid);
void gk_docx_grid_row_start(gk_docx_grid *grid, size_t off);
void gk_docx_grid_row_end(gk_docx_grid *grid);
void gk_docx_grid_cell_start(gk_docx_grid *grid, size_t off);
void gk_docx_grid_cell_end(gk_docx_grid *grid);

/* The innermost open table; there must be one. */
gk_docx_table *gk_docx_grid_table(const gk_docx_grid *grid);

/* A claimed number of columns; a claim beyond the limit is none, and a diagnostic says so. */
uint32_t gk_docx_grid_columns(gk_docx_grid *grid, gk_str value, uint32_t fallback);

/* Content is about to come in the innermost cell, if any: opens it. 0 if the cell is deleted and takes none. */
int gk_docx_grid_content(gk_docx_grid *grid);

#endif
