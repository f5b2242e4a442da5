/*
 * lines.c: a table of lines through its stages.
 */
#include "extract/lines.h"

gk_status gk_lines_decide(gk_lines *lines, gk_mark *row, const gk_tcell *const *cells, uint32_t n) {
  row->values = GK_NEW_ARRAY(lines->arena, gk_tcell, n);
  if (row->values == NULL)
    return GK_STATUS_NO_MEMORY;
  for (uint32_t i = 0; i < n; i++)
    row->values[i] = *cells[i];
  row->n_values = n;
  row->is_decided = 1;
  return GK_OK;
}

static gk_status understand(gk_lines *lines, size_t table) {
  gk_status status = gk_lines_pieces(lines, table);
  if (status == GK_OK)
    status = gk_lines_labels(lines);
  if (status != GK_OK)
    return status;
  gk_lines_roles(lines);
  gk_lines_torn(lines);
  gk_lines_groups(lines);
  return GK_OK;
}

gk_status gk_lines_look(gk_arena *arena, const gk_layout *layout, gk_lines_context *context) {
  for (size_t i = 0; i < layout->n_nodes && !context->is_drawn; i++) {
    const gk_node *node = &layout->nodes[i];
    gk_lines lines = {.arena = arena, .layout = layout};
    if (node->kind != GK_NODE_TABLE || (node->flags & GK_TABLE_LINES) == 0 || (node->flags & GK_TABLE_RAGGED) == 0)
      continue;
    gk_arena_mark mark = gk_arena_mark_get(arena);
    gk_status status = understand(&lines, i);
    if (status == GK_OK)
      context->is_drawn = (uint8_t)gk_lines_look_drawn(&lines);
    gk_arena_rewind(arena, mark);
    if (status != GK_OK)
      return status;
  }
  return GK_OK;
}

gk_status gk_lines_view(gk_arena *arena, const gk_layout *layout, size_t table, gk_lines_context *context,
                        gk_grid *grid) {
  gk_lines lines = {.arena = arena,
                    .layout = layout,
                    .n_disclosure = context->n_disclosure,
                    .is_drawn = context->is_drawn,
                    .is_steady = context->is_steady};
  gk_status status = understand(&lines, table);
  if (status == GK_OK)
    status = lines.is_ragged ? gk_lines_order(&lines) : gk_lines_place(&lines);
  if (status == GK_OK)
    status = gk_lines_write(&lines, grid);
  context->n_disclosure = lines.n_disclosure;
  context->is_steady = lines.is_steady;
  return status;
}
