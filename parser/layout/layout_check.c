#include "gongkai/layout.h"

#include "text/utf8.h"

/*
 * Works without memory of its own: every container checks its direct children, so each node is seen by its parent and
 * by itself, and nesting needs no stack.
 */

/* Where the walk is, and what it has found. */
typedef struct checker {
  const gk_layout *layout;
  const char *why;
  size_t bad_idx;
} checker;

/* Whether all is well so far; keeps the first failure. */
static int expect(checker *c, int condition, size_t idx, const char *why) {
  if (c->why == NULL && !condition) {
    c->why = why;
    c->bad_idx = idx;
  }
  return c->why == NULL;
}

static int is_within(gk_str whole, const char *p, size_t n) {
  uintptr_t start = (uintptr_t)whole.p, at = (uintptr_t)p;
  return whole.p != NULL && p != NULL && at >= start && at - start <= whole.n && n <= whole.n - (at - start);
}

/* Parts */

static void check_marks(checker *c, const gk_part *part) {
  const gk_recode_mark *m = part->marks;
  for (size_t i = 0; i < part->n_marks; i++) {
    expect(c, m[i].text_off <= part->text.n && m[i].source_off <= part->source.n, c->layout->n_nodes,
           "a mark lies outside its part");
    expect(c, i == 0 ? m[i].text_off == 0 : m[i].text_off > m[i - 1].text_off && m[i].source_off > m[i - 1].source_off,
           c->layout->n_nodes, "marks do not ascend from 0");
  }
}

static void check_part(checker *c, const gk_part *part) {
  size_t idx = c->layout->n_nodes;
  expect(c, part->text.n < UINT32_MAX, idx, "a part is too long for 32-bit offsets");
  if (!expect(c, (part->marks == NULL) == (part->n_marks == 0), idx, "a part has marks without number"))
    return;
  if (part->n_marks > 0)
    check_marks(c, part);
  else if (part->text.n > 0)
    expect(c,
           is_within(part->source, part->text.p, part->text.n) &&
               part->text.p + part->text.n == part->source.p + part->source.n,
           idx, "a part's text is neither its source nor marked");
}

/* Paragraphs */

static void check_segs(checker *c, size_t idx, const gk_text *text) {
  const gk_layout *l = c->layout;
  if (!expect(c, text->seg_idx <= l->n_segs && text->n_segs <= l->n_segs - text->seg_idx, idx,
              "segments lie outside the list"))
    return;
  const gk_seg *segs = l->segs + text->seg_idx;
  for (uint32_t i = 0; i < text->n_segs; i++) {
    expect(c, i == 0 ? segs[i].text_off == 0 : segs[i].text_off > segs[i - 1].text_off, idx,
           "segments do not ascend from 0");
    if (!expect(c, segs[i].text_off < text->n && segs[i].part < l->n_parts, idx, "a segment lies outside its text"))
      return;
    size_t part_bytes = l->parts[segs[i].part].text.n;
    expect(c, segs[i].part_off <= part_bytes && segs[i].part_n <= part_bytes - segs[i].part_off, idx,
           "a segment's source lies outside its part");
    expect(c, !gk_utf8_is_tail(text->p[segs[i].text_off]), idx, "a segment starts inside a character");
  }
}

static void check_text(checker *c, size_t idx, const gk_text *text) {
  const gk_layout *l = c->layout;
  gk_str s = {text->p, text->n};
  if (text->n == 0 && text->p == NULL) {
    expect(c, text->n_segs == 0 && text->part == 0, idx, "an empty text refers to something");
    return;
  }
  if (!expect(c, text->p != NULL, idx, "a text has no bytes"))
    return;
  if (text->n_segs == 0) {
    if (!expect(c, text->part < l->n_parts && is_within(l->parts[text->part].text, s.p, s.n), idx,
                "a slice lies outside its part"))
      return;
  } else {
    expect(c, text->n > 0 && gk_layout_region(l, s) == GK_NO_PART, idx, "a joined text is empty or lies in a part");
    check_segs(c, idx, text);
  }
  expect(c, gk_utf8_valid(s, NULL), idx, "a text is not valid UTF-8");
}

static void check_para(checker *c, size_t idx) {
  const gk_node *node = &c->layout->nodes[idx];
  expect(c, node->end == idx + 1, idx, "a paragraph has children");
  expect(c, (node->flags & ~(GK_PARA_NOTE | GK_PARA_BOX | GK_PARA_META)) == 0 && node->level <= 9, idx,
         "a paragraph has a flag or level of its own making");
  check_text(c, idx, &node->u.para);
}

/* Tables */

/* Whether the direct children of [start, end) are paragraphs and tables of `level`, and fill it. */
static void check_content(checker *c, size_t start, size_t end, uint16_t level) {
  const gk_node *nodes = c->layout->nodes;
  size_t i = start;
  while (i < end && expect(c, nodes[i].end > i && nodes[i].end <= end, i, "a subtree does not lie in its parent")) {
    expect(c, nodes[i].kind == GK_NODE_PARA || nodes[i].kind == GK_NODE_TABLE, i, "a cell stands outside a table");
    expect(c, nodes[i].kind != GK_NODE_TABLE || nodes[i].level == level, i, "a table's level is not its depth");
    i = nodes[i].end;
  }
}

static void check_cell(checker *c, const gk_node *table, size_t idx) {
  const gk_node *cell = &c->layout->nodes[idx];
  int is_virtual = (cell->flags & GK_CELL_VIRTUAL) != 0;
  expect(c, (cell->flags & ~GK_CELL_VIRTUAL) == 0 && cell->level == 0, idx, "a cell has a flag or level");
  expect(c, !is_virtual || cell->end == idx + 1, idx, "a virtual cell has content");
  expect(c, cell->u.cell.row_span > 0 && cell->u.cell.col_span > 0, idx, "a cell has no extent");
  expect(
      c,
      cell->u.cell.row < table->u.table.n_rows && cell->u.cell.row_span <= table->u.table.n_rows - cell->u.cell.row &&
          cell->u.cell.col < table->u.table.n_cols && cell->u.cell.col_span <= table->u.table.n_cols - cell->u.cell.col,
      idx, "a cell reaches outside its table");
  const gk_layout *l = c->layout;
  expect(c, cell->u.cell.part < l->n_parts && cell->u.cell.part_off <= l->parts[cell->u.cell.part].text.n, idx,
         "a cell stands outside its part");
}

/* Order, and what ragged tables promise: lists of single cells. */
static void check_neighbours(checker *c, const gk_node *table, const gk_node *before, const gk_node *cell, size_t idx) {
  int same_row = before != NULL && before->u.cell.row == cell->u.cell.row;
  expect(c,
         before == NULL || before->u.cell.row < cell->u.cell.row || (same_row && before->u.cell.col < cell->u.cell.col),
         idx, "cells are out of order");
  if ((table->flags & GK_TABLE_RAGGED) == 0)
    return;
  expect(c, cell->u.cell.row_span == 1 && cell->u.cell.col_span == 1, idx, "a cell of a ragged table has a span");
  expect(c, cell->u.cell.col == (same_row ? before->u.cell.col + 1 : 0), idx, "a ragged row has a hole");
}

/* How many columns are swept for overlaps at a time: what fits on the stack. */
#define SWEEP_COLS 512

/* Whether cells overlap in columns [first_col, first_col + SWEEP_COLS). They are in order and lie in the table. */
static void sweep(checker *c, size_t table_idx, uint32_t first_col) {
  uint32_t free_row[SWEEP_COLS] = {0};
  const gk_node *nodes = c->layout->nodes;
  for (size_t i = table_idx + 1; i < nodes[table_idx].end; i = nodes[i].end) {
    uint32_t col = nodes[i].u.cell.col, end = col + nodes[i].u.cell.col_span;
    if (col < first_col)
      col = first_col;
    if (end > first_col && end - first_col > SWEEP_COLS)
      end = first_col + SWEEP_COLS;
    for (; col < end; col++) {
      if (!expect(c, free_row[col - first_col] <= nodes[i].u.cell.row, i, "cells overlap"))
        return;
      free_row[col - first_col] = nodes[i].u.cell.row + nodes[i].u.cell.row_span;
    }
  }
}

static void check_table(checker *c, size_t idx) {
  const gk_node *nodes = c->layout->nodes, *table = &nodes[idx], *before = NULL;
  expect(c, (table->flags & ~(GK_TABLE_RAGGED | GK_TABLE_LINES | GK_TABLE_PLACED)) == 0, idx,
         "a table has a flag of its own making");
  uint32_t n_cols = 0;
  for (size_t i = idx + 1; i < table->end; i = nodes[i].end) {
    const gk_node *cell = &nodes[i];
    if (!expect(c, cell->kind == GK_NODE_CELL, i, "a table has a child that is no cell") ||
        !expect(c, cell->end > i && cell->end <= table->end, i, "a subtree does not lie in its parent"))
      return;
    check_cell(c, table, i);
    check_neighbours(c, table, before, cell, i);
    check_content(c, i + 1, cell->end, (uint16_t)(table->level + 1));
    if (c->why != NULL)
      return;
    if (n_cols < cell->u.cell.col + cell->u.cell.col_span)
      n_cols = cell->u.cell.col + cell->u.cell.col_span;
    before = cell;
  }
  expect(c, n_cols == table->u.table.n_cols, idx, "a table is wider than its rows");
  for (uint32_t col = 0; c->why == NULL && col < n_cols; col += SWEEP_COLS) {
    sweep(c, idx, col);
    if (n_cols - col <= SWEEP_COLS)
      break;
  }
}

size_t gk_layout_check(const gk_layout *layout, const char **why) {
  checker c = {layout, NULL, SIZE_MAX};
  for (size_t i = 0; i < layout->n_parts && c.why == NULL; i++)
    check_part(&c, &layout->parts[i]);
  expect(&c, layout->n_nodes < UINT32_MAX, layout->n_nodes, "there are too many nodes");
  check_content(&c, 0, layout->n_nodes, 0);
  for (size_t i = 0; i < layout->n_nodes && c.why == NULL; i++) {
    if (layout->nodes[i].kind == GK_NODE_PARA)
      check_para(&c, i);
    else if (layout->nodes[i].kind == GK_NODE_TABLE)
      check_table(&c, i);
  }
  if (why != NULL)
    *why = c.why;
  return c.bad_idx;
}
