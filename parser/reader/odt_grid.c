#include "reader/odt_grid.h"

#include "text/recode.h"

static gk_odt_table *top(const gk_odt_grid *grid) {
  return gk_records_at(&grid->tables, grid->tables.n - 1);
}

/* A claimed number of columns or rows; a claim beyond the limit is none, and a diagnostic says so. */
static uint32_t claim(gk_odt_grid *grid, const gk_odt_tag *tag, const char *local, size_t max) {
  int32_t n = gk_odt_attr_int(tag, GK_NS_TABLE, local, 1);
  if (n <= 1)
    return 1;
  if ((size_t)n <= max)
    return (uint32_t)n;
  gk_diags_add(grid->diags, (gk_diag){.kind = &GK_DIAG_SPAN_CLAMPED,
                                      .cell = GK_NO_CELL,
                                      .part = (uint16_t)grid->flow->part_idx,
                                      .off = gk_recode_source_off(grid->flow->part, tag->off),
                                      .args = {n, 1}});
  return 1;
}

int gk_odt_grid_table_start(gk_odt_grid *grid) {
  gk_odt_flow_break(grid->flow);
  return gk_records_push(&grid->tables) != NULL;
}

void gk_odt_grid_table_end(gk_odt_grid *grid) {
  if (top(grid)->is_open)
    gk_builder_close_table(grid->flow->builder);
  grid->tables.n--;
}

void gk_odt_grid_row_start(gk_odt_grid *grid, const gk_odt_tag *tag) {
  gk_odt_table *t = top(grid);
  t->off = tag->off;
  t->col = 0;
  t->n_rows = claim(grid, tag, "number-rows-repeated", grid->limits->table_rows);
}

/* A row without cells, and a table without rows, are none. */
static void open_row(gk_odt_grid *grid, gk_odt_table *t) {
  if (t->row_is_open)
    return;
  if (!t->is_open)
    gk_builder_open_table(grid->flow->builder, 0);
  gk_builder_open_row(grid->flow->builder);
  t->is_open = t->row_is_open = 1;
}

void gk_odt_grid_row_end(gk_odt_grid *grid) {
  gk_odt_table *t = top(grid);
  if (!t->row_is_open)
    return;
  gk_builder_close_row(grid->flow->builder);
  if (t->n_rows > 1)
    gk_builder_repeat_row(grid->flow->builder, t->n_rows - 1);
  t->row_is_open = 0;
}

void gk_odt_grid_cell_start(gk_odt_grid *grid, const gk_odt_tag *tag) {
  gk_odt_table *t = top(grid);
  gk_builder *builder = grid->flow->builder;
  open_row(grid, t);
  uint32_t col = gk_builder_next_col(builder);
  if (col < t->col) {
    gk_builder_skip_cols(builder, grid->flow->part_idx, (uint32_t)t->off, t->col - col);
    col = gk_builder_next_col(builder);
  }
  uint32_t n_cols = claim(grid, tag, "number-columns-spanned", grid->limits->table_columns);
  uint32_t n_rows = claim(grid, tag, "number-rows-spanned", grid->limits->table_rows);
  t->n_cells = claim(grid, tag, "number-columns-repeated", grid->limits->table_columns);
  gk_builder_open_cell(builder, grid->flow->part_idx, (uint32_t)tag->off, n_cols, GK_MERGE_NONE);
  gk_builder_set_row_span(builder, n_rows);
  t->col = col + t->n_cells;
}

void gk_odt_grid_cell_end(gk_odt_grid *grid) {
  const gk_odt_table *t = top(grid);
  gk_odt_flow_break(grid->flow);
  gk_builder_close_cell(grid->flow->builder);
  if (t->n_cells > 1)
    gk_builder_repeat_cell(grid->flow->builder, t->n_cells - 1);
}

void gk_odt_grid_covered(gk_odt_grid *grid, const gk_odt_tag *tag) {
  gk_odt_table *t = top(grid);
  open_row(grid, t);
  t->col += claim(grid, tag, "number-columns-repeated", grid->limits->table_columns);
}
