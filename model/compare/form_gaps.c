#include "compare/compared.h"

#include <string.h>

typedef struct gaps {
  gk_form_gap *items;
  size_t n;
  uint16_t *cells; /* of all gaps, one after the other */
  size_t n_cells;
} gaps;

/* One form's cells that are in no gap yet and that the other form has not. */
typedef struct lone {
  const gk_form *form;
  const gk_form *other;
  uint8_t *is_lone;
} lone;

static void find_lone(lone *l) {
  for (size_t i = 0; i < l->form->n_cells; i++) {
    const char *id = l->form->cells[i].id;
    l->is_lone[i] = gk_form_find(l->other, (gk_str){id, strlen(id)}) == GK_NO_FORM_CELL;
  }
}

static int has_row(const gk_form *form, uint8_t row) {
  for (size_t i = 0; i < form->n_cells; i++)
    if (form->cells[i].row == row)
      return 1;
  return 0;
}

static int has_col(const gk_form *form, uint8_t col) {
  for (size_t i = 0; i < form->n_cells; i++)
    if (form->cells[i].col == col)
      return 1;
  return 0;
}

/* Takes the lone cells of this row and column, GK_N_ROWS or GK_N_COLS for any, into a gap. */
static void add_gap(gaps *g, gk_side side, lone *l, uint8_t row, uint8_t col) {
  gk_form_gap *gap = &g->items[g->n++];
  *gap = (gk_form_gap){side, row, col, g->cells + g->n_cells, 0};
  for (size_t i = 0; i < l->form->n_cells; i++) {
    const gk_form_cell *cell = &l->form->cells[i];
    if (!l->is_lone[i] || (row != GK_N_ROWS && cell->row != row) || (col != GK_N_COLS && cell->col != col))
      continue;
    l->is_lone[i] = 0;
    g->cells[g->n_cells++] = (uint16_t)i;
    gap->n_cells++;
  }
}

/* Whole rows first, so that the cells of a row that is not there don't turn up as columns too. */
static void add_gaps(gaps *g, gk_side side, lone *l) {
  const gk_form_cell *cells = l->form->cells;
  for (size_t i = 0; i < l->form->n_cells; i++)
    if (l->is_lone[i] && !has_row(l->other, cells[i].row))
      add_gap(g, side, l, cells[i].row, GK_N_COLS);
  for (size_t i = 0; i < l->form->n_cells; i++)
    if (l->is_lone[i] && !has_col(l->other, cells[i].col))
      add_gap(g, side, l, GK_N_ROWS, cells[i].col);
  for (size_t i = 0; i < l->form->n_cells; i++)
    if (l->is_lone[i])
      add_gap(g, side, l, cells[i].row, cells[i].col);
}

gk_status gk_compare_forms(gk_arena *arena, gk_comparison *c) {
  const gk_form *before = c->before->form, *after = c->after->form;
  if (before == NULL || after == NULL || before == after)
    return GK_OK;
  size_t n = before->n_cells + after->n_cells;
  gaps g = {.items = GK_NEW_ARRAY(arena, gk_form_gap, n), .cells = GK_NEW_ARRAY(arena, uint16_t, n)};
  uint8_t *is_lone = GK_NEW_ARRAY(arena, uint8_t, n);
  if (g.items == NULL || g.cells == NULL || is_lone == NULL)
    return GK_STATUS_NO_MEMORY;
  lone sides[] = {{before, after, is_lone}, {after, before, is_lone + before->n_cells}};
  for (size_t i = 0; i < 2; i++) {
    find_lone(&sides[i]);
    add_gaps(&g, i == 0 ? GK_BEFORE : GK_AFTER, &sides[i]);
  }
  c->gaps = g.items;
  c->n_gaps = g.n;
  return GK_OK;
}
