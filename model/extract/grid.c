#include "extract/grid.h"

#include <string.h>

#include "extract/body.h"
#include "extract/fold.h"
#include "extract/lines.h"

/* Prose between two tables that is longer than this (bytes) parts them; a page number or a caption does not. */
enum { APART_BYTES = 36 };

static gk_str para_text(const gk_node *node) {
  return (gk_str){node->u.para.p, node->u.para.n};
}

/* A table of one cell in a cell, with no more nodes than this in it, is a border drawn round a value. */
enum { BORDER_NODES = 8 };

static int is_border(const gk_node *nodes, size_t i) {
  return nodes[i].kind == GK_NODE_TABLE && nodes[i].u.table.n_rows == 1 && nodes[i].u.table.n_cols == 1 &&
         nodes[i].end - i <= BORDER_NODES;
}

/* The next node of a cell's content: past other tables, into those of one cell. */
static size_t next_content(const gk_layout *layout, size_t i) {
  return is_border(layout->nodes, i) ? i + 2 : layout->nodes[i].end;
}

/* The cell's own paragraphs, not those of tables nested in it. */
typedef struct gathered {
  uint32_t first; /* with text, else the first at all */
  uint32_t last;
  uint32_t n;     /* paragraphs with text */
  size_t n_bytes; /* of their trimmed texts */
} gathered;

static gathered gather(const gk_layout *layout, size_t cell) {
  gathered g = {GK_NO_PARA, GK_NO_PARA, 0, 0};
  for (size_t i = cell + 1; i < layout->nodes[cell].end; i = next_content(layout, i)) {
    if (layout->nodes[i].kind != GK_NODE_PARA)
      continue;
    gk_str text = gk_trim(para_text(&layout->nodes[i]));
    if (text.n == 0 && g.first != GK_NO_PARA)
      continue;
    if (text.n != 0 && g.n == 0)
      g.first = (uint32_t)i;
    if (g.first == GK_NO_PARA)
      g.first = (uint32_t)i;
    g.last = (uint32_t)i;
    g.n += text.n != 0;
    g.n_bytes += text.n;
  }
  return g;
}

/* Several paragraphs become one text, a newline between them. */
static gk_str join(gk_arena *arena, const gk_layout *layout, const gathered *g) {
  char *joined = gk_arena_alloc(arena, g->n_bytes + g->n - 1, 1);
  size_t n = 0;
  if (joined == NULL)
    return (gk_str){NULL, 0};
  for (size_t i = g->first; i <= g->last; i = next_content(layout, i)) {
    gk_str text = {NULL, 0};
    if (layout->nodes[i].kind == GK_NODE_PARA)
      text = gk_trim(para_text(&layout->nodes[i]));
    if (text.n == 0)
      continue;
    if (n != 0)
      joined[n++] = '\n';
    memcpy(joined + n, text.p, text.n);
    n += text.n;
  }
  return (gk_str){joined, n};
}

/* A number is no label, and most cells are numbers: the look-up is for the rest. */
static int may_be_label(gk_str text) {
  return text.n >= 6 && text.n <= 512;
}

void gk_tcell_name(gk_tcell *cell) {
  if (!may_be_label(cell->text))
    return;
  gk_label_key key = {.n = 0};
  size_t n;
  gk_label_key_add(&key, cell->text);
  cell->labels = gk_label_find(&key, &n);
  cell->n_labels = (uint8_t)n;
}

gk_status gk_tcell_view(gk_arena *arena, const gk_layout *layout, size_t i, gk_tcell *cell) {
  const gk_node *node = &layout->nodes[i];
  gathered g = gather(layout, i);
  *cell = (gk_tcell){.node = node,
                     .first_para = g.first,
                     .last_para = g.last,
                     .col = node->u.cell.col,
                     .col_end = node->u.cell.col + node->u.cell.col_span,
                     .row_span = node->u.cell.row_span,
                     .is_virtual = (node->flags & GK_CELL_VIRTUAL) != 0};
  if (g.n > 1)
    cell->text = join(arena, layout, &g);
  else if (g.n == 1)
    cell->text = gk_trim(para_text(&layout->nodes[g.first]));
  gk_tcell_name(cell);
  return gk_arena_failed(arena) ? GK_STATUS_NO_MEMORY : GK_OK;
}

static gk_status view_table(gk_arena *arena, const gk_layout *layout, size_t table, gk_grid *grid) {
  const gk_node *node = &layout->nodes[table];
  size_t n_cells = 0;
  for (size_t i = table + 1; i < node->end; i = layout->nodes[i].end)
    n_cells++;
  grid->n_rows = node->u.table.n_rows;
  grid->n_cols = node->u.table.n_cols;
  grid->is_ragged = (node->flags & GK_TABLE_RAGGED) != 0;
  grid->rows = GK_NEW_ARRAY(arena, gk_trow, grid->n_rows);
  gk_tcell *cells = GK_NEW_ARRAY(arena, gk_tcell, n_cells);
  if (grid->rows == NULL || cells == NULL)
    return GK_STATUS_NO_MEMORY;
  for (size_t i = table + 1; i < node->end; i = layout->nodes[i].end, cells++) {
    gk_trow *row = &grid->rows[layout->nodes[i].u.cell.row];
    if (gk_tcell_view(arena, layout, i, cells) != GK_OK)
      return GK_STATUS_NO_MEMORY;
    if (row->n == 0)
      row->cells = cells;
    row->n++;
  }
  return GK_OK;
}

gk_status gk_grids_build(gk_arena *arena, const gk_layout *layout, gk_grids *grids) {
  size_t n_tables = 0;
  *grids = (gk_grids){NULL, 0};
  for (size_t i = 0; i < layout->n_nodes; i++)
    n_tables += layout->nodes[i].kind == GK_NODE_TABLE;
  grids->items = GK_NEW_ARRAY(arena, gk_grid, n_tables);
  if (grids->items == NULL)
    return GK_STATUS_NO_MEMORY;
  int apart = 1;
  size_t table_end = 0;
  gk_lines_context context = {0};
  if (gk_lines_look(arena, layout, &context) != GK_OK)
    return GK_STATUS_NO_MEMORY;
  for (size_t i = 0; i < layout->n_nodes; i++) {
    const gk_node *node = &layout->nodes[i];
    if (node->kind == GK_NODE_PARA && i >= table_end && gk_trim(para_text(node)).n > APART_BYTES)
      apart = 1;
    if (node->kind != GK_NODE_TABLE)
      continue;
    gk_grid *grid = &grids->items[grids->n++];
    grid->is_apart = (uint8_t)(apart || i < table_end); /* what stands in a cell is another table */
    if (grid->is_apart)
      context.n_disclosure = 0;
    gk_status status = (node->flags & GK_TABLE_LINES) != 0 ? gk_lines_view(arena, layout, i, &context, grid)
                                                           : view_table(arena, layout, i, grid);
    if (status != GK_OK)
      return status;
    apart = 0;
    if (!gk_is_frame(layout, i))
      table_end = node->end;
  }
  return GK_OK;
}

uint32_t gk_trow_first(const gk_trow *row) {
  uint32_t i = 0;
  while (i < row->n && row->cells[i].is_virtual)
    i++;
  return i < row->n ? i : 0;
}

int gk_tcell_row(const gk_tcell *cell, gk_table table) {
  return gk_label_target(cell->labels, cell->n_labels, GK_LABEL_ROW, table);
}

int gk_tcell_col(const gk_tcell *cell, gk_table table) {
  return gk_label_target(cell->labels, cell->n_labels, GK_LABEL_COL, table);
}

gk_group gk_tcell_group(const gk_tcell *cell) {
  return gk_label_group(cell->labels, cell->n_labels);
}

gk_span gk_tcell_where(const gk_layout *layout, const gk_tcell *cell) {
  if (cell->first_para == GK_NO_PARA)
    return gk_layout_locate_cell(layout, cell->node);
  const gk_text *first = &layout->nodes[cell->first_para].u.para;
  gk_str text = {first->p, first->n};
  if (cell->text.n == 0)
    return gk_layout_locate(layout, first, text);
  gk_span span = gk_layout_locate(layout, first, gk_trim(text));
  if (cell->last_para != cell->first_para) {
    const gk_text *last = &layout->nodes[cell->last_para].u.para;
    gk_span end = gk_layout_locate(layout, last, gk_trim((gk_str){last->p, last->n}));
    if (end.part == span.part && end.off + end.n > span.off)
      span.n = end.off + end.n - span.off;
  }
  return span;
}

gk_str gk_tcell_raw(const gk_layout *layout, const gk_tcell *cell) {
  if (cell->text.n != 0 || cell->first_para == GK_NO_PARA)
    return cell->text;
  return para_text(&layout->nodes[cell->first_para]);
}
