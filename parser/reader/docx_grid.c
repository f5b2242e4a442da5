#include "reader/docx_grid.h"

#include "reader/docx_names.h"
#include "text/recode.h"

gk_docx_table *gk_docx_grid_table(const gk_docx_grid *grid) {
  return gk_records_at(&grid->tables, grid->tables.n - 1);
}

uint32_t gk_docx_grid_columns(gk_docx_grid *grid, gk_str value, uint32_t fallback) {
  const gk_docx_flow *flow = grid->flow;
  int32_t n = gk_simple_int(value, 0, INT32_MAX, (int32_t)fallback);
  if ((uint32_t)n <= grid->max_columns)
    return (uint32_t)n;
  gk_diags_add(grid->diags, (gk_diag){.kind = &GK_DIAG_SPAN_CLAMPED,
                                      .cell = GK_NO_CELL,
                                      .part = (uint16_t)flow->part_idx,
                                      .off = gk_recode_source_off(flow->part, gk_docx_grid_table(grid)->row.off),
                                      .args = {n, fallback}});
  return fallback;
}

int gk_docx_grid_table_start(gk_docx_grid *grid) {
  gk_docx_flow_break(grid->flow);
  return gk_records_push(&grid->tables) != NULL;
}

void gk_docx_grid_table_end(gk_docx_grid *grid) {
  if (gk_docx_grid_table(grid)->is_open)
    gk_builder_close_table(grid->flow->builder);
  grid->tables.n--;
}

void gk_docx_grid_row_start(gk_docx_grid *grid, size_t off) {
  gk_docx_grid_table(grid)->row = (gk_docx_row){.off = off};
}

static void open_row(gk_docx_grid *grid, gk_docx_table *t) {
  const gk_docx_flow *flow = grid->flow;
  if (t->row.is_open)
    return;
  if (!t->is_open)
    gk_builder_open_table(flow->builder, 0);
  gk_builder_open_row(flow->builder);
  gk_builder_skip_cols(flow->builder, flow->part_idx, (uint32_t)t->row.off, t->row.n_before);
  t->is_open = t->row.is_open = 1;
}

static void close_chain(gk_docx_grid *grid, gk_docx_row *row) {
  if (row->has_open_cell)
    gk_builder_close_cell(grid->flow->builder);
  row->has_open_cell = 0;
}

void gk_docx_grid_row_end(gk_docx_grid *grid) {
  const gk_docx_flow *flow = grid->flow;
  gk_docx_row *row = &gk_docx_grid_table(grid)->row;
  flow->counts->deleted += row->is_deleted;
  close_chain(grid, row);
  if (!row->is_open)
    return;
  gk_builder_skip_cols(flow->builder, flow->part_idx, (uint32_t)row->off, row->n_after);
  gk_builder_close_row(flow->builder);
}

void gk_docx_grid_cell_start(gk_docx_grid *grid, size_t off) {
  gk_docx_grid_table(grid)->cell = (gk_docx_cell){.off = off, .span = 1, .merge = GK_MERGE_NONE};
}

/* What continues a w:hMerge chain is written into the cell that began it; without one it is a cell like any other. */
static void open_cell(gk_docx_grid *grid, gk_docx_table *t) {
  const gk_docx_flow *flow = grid->flow;
  gk_docx_cell *cell = &t->cell;
  if (cell->is_open)
    return;
  cell->is_open = 1;
  if (cell->hmerge == GK_DOCX_HMERGE_CONTINUE && t->row.has_open_cell)
    return;
  open_row(grid, t);
  close_chain(grid, &t->row);
  uint32_t span = cell->span;
  if (cell->hmerge == GK_DOCX_HMERGE_START)
    span = gk_docx_merges_span(grid->merges, cell->off, span);
  gk_builder_open_cell(flow->builder, flow->part_idx, (uint32_t)cell->off, span, cell->merge);
  t->row.has_open_cell = 1;
}

int gk_docx_grid_content(gk_docx_grid *grid) {
  if (grid->tables.n == 0)
    return 1;
  gk_docx_table *t = gk_docx_grid_table(grid);
  if (t->cell.is_deleted)
    return 0;
  open_cell(grid, t);
  return 1;
}

void gk_docx_grid_cell_end(gk_docx_grid *grid) {
  gk_docx_table *t = gk_docx_grid_table(grid);
  gk_docx_flow_break(grid->flow);
  if (t->cell.is_deleted) {
    grid->flow->counts->deleted++;
    return;
  }
  open_cell(grid, t);
  if (t->cell.hmerge == GK_DOCX_HMERGE_NONE)
    close_chain(grid, &t->row);
}
