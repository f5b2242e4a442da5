#include "check/decimal.h"
#include "compare/compared.h"
#include "extract/fold.h"
#include "extract/value.h"

#include <string.h>

/* The unit a cell's number is in: its own, else the one in the form's own label of its column; empty if not known. */
static gk_str unit_of(const gk_form_cell *form_cell, const gk_cell *cell) {
  if (cell->unit.n > 0 || form_cell->type != GK_CELL_AMOUNT)
    return cell->unit;
  return gk_value_header_unit((gk_str){form_cell->col_label, strlen(form_cell->col_label)});
}

static void compare_numbers(gk_cell_pair *pair, int is_one_unit) {
  gk_decimal before = pair->before->value, after = pair->after->value;
  pair->is_changed = !is_one_unit || !gk_decimal_equal(before, after);
  before.digits = -before.digits; /* below 10^15 */
  if (is_one_unit)
    pair->has_difference = gk_decimal_add(after, before, &pair->difference) == 0;
}

static gk_cell_pair compare_cells(const gk_form_cell *form_cell_before, const gk_cell *before,
                                  const gk_form_cell *form_cell, const gk_cell *after) {
  gk_cell_pair pair = {.form_cell = form_cell, .before = before, .after = after};
  if (before->state != after->state)
    pair.is_changed = 1;
  else if (before->state == GK_STATE_NUMBER)
    compare_numbers(&pair, gk_fold_same(unit_of(form_cell_before, before), unit_of(form_cell, after)));
  else if (before->state == GK_STATE_UNREADABLE)
    pair.is_changed = !gk_fold_same(before->raw, after->raw);
  return pair;
}

gk_status gk_compare_cells(gk_arena *arena, gk_comparison *c) {
  const gk_form *form = c->after->form, *form_before = c->before->form;
  if (form == NULL || form_before == NULL)
    return GK_OK;
  gk_cell_pair *pairs = GK_NEW_ARRAY(arena, gk_cell_pair, form->n_cells);
  if (pairs == NULL)
    return GK_STATUS_NO_MEMORY;
  for (size_t i = 0; i < form->n_cells; i++) {
    const gk_form_cell *form_cell = &form->cells[i];
    uint16_t at = gk_form_find(form_before, (gk_str){form_cell->id, strlen(form_cell->id)});
    if (at == GK_NO_FORM_CELL)
      continue;
    gk_cell_pair pair = compare_cells(&form_before->cells[at], &c->before->cells[at], form_cell, &c->after->cells[i]);
    c->n_changed += (size_t)pair.is_changed;
    pairs[c->n_cells++] = pair;
  }
  c->cells = pairs;
  return GK_OK;
}
