#include "reader/docx_properties.h"

static gk_str val(const gk_docx_tag *tag) {
  return gk_w_val(tag->attrs, tag->n_attrs);
}

static int32_t val_int(const gk_docx_tag *tag, int32_t max) {
  return gk_w_val_int(tag->attrs, tag->n_attrs, 0, max, -1);
}

void gk_docx_cell_property(gk_docx_grid *grid, const gk_docx_tag *tag) {
  gk_docx_cell *cell = &gk_docx_grid_table(grid)->cell;
  switch (tag->name) {
  case GK_W_gridSpan:
    cell->span = gk_docx_grid_columns(grid, val(tag), 1);
    break;
  case GK_W_vMerge:
    cell->merge = gk_str_is(val(tag), "restart") ? GK_MERGE_START : GK_MERGE_CONTINUE;
    break;
  case GK_W_hMerge:
    cell->hmerge = gk_docx_hmerge_named(val(tag));
    break;
  case GK_W_cellDel:
    cell->is_deleted = !cell->is_open;
    break;
  default:
    break;
  }
}

void gk_docx_row_property(gk_docx_grid *grid, const gk_docx_tag *tag) {
  gk_docx_row *row = &gk_docx_grid_table(grid)->row;
  if (tag->name == GK_W_gridBefore)
    row->n_before = gk_docx_grid_columns(grid, val(tag), 0);
  else if (tag->name == GK_W_gridAfter)
    row->n_after = gk_docx_grid_columns(grid, val(tag), 0);
  else if (tag->name == GK_W_del)
    row->is_deleted = !row->is_open;
}

void gk_docx_para_property(gk_docx_flow *flow, const gk_docx_tag *tag) {
  gk_docx_para *para = &flow->story.para;
  if (tag->name == GK_W_pStyle)
    para->style = gk_docx_style_find(flow->styles, val(tag));
  else if (tag->name == GK_W_outlineLvl)
    para->outline = val_int(tag, 9);
}

void gk_docx_number_property(gk_docx_flow *flow, const gk_docx_tag *tag) {
  gk_docx_para *para = &flow->story.para;
  if (tag->name == GK_W_numId)
    para->num_id = val_int(tag, INT32_MAX);
  else if (tag->name == GK_W_ilvl)
    para->num_level = val_int(tag, GK_LIST_LEVELS - 1);
}

void gk_docx_mark_property(gk_docx_flow *flow, const gk_docx_tag *tag) {
  gk_docx_para *para = &flow->story.para;
  if (tag->name == GK_W_del || tag->name == GK_W_moveFrom)
    para->mark_deleted = 1;
  else
    gk_docx_run_property(flow, &para->mark, tag);
}

void gk_docx_run_property(const gk_docx_flow *flow, gk_docx_run *run, const gk_docx_tag *tag) {
  switch (tag->name) {
  case GK_W_vanish:
    run->vanish = (int8_t)gk_w_val_on(tag->attrs, tag->n_attrs);
    break;
  case GK_W_vertAlign:
    run->align = (int8_t)gk_w_val_align(tag->attrs, tag->n_attrs);
    break;
  case GK_W_strike:
  case GK_W_dstrike:
    run->is_struck |= (uint8_t)gk_w_val_on(tag->attrs, tag->n_attrs);
    break;
  case GK_W_rStyle:
    run->style = gk_docx_style_find(flow->styles, val(tag));
    break;
  default:
    break;
  }
}
