#include "check/rules.h"

#include "check/decimal.h"

/*
 * Adds up one side. Blank and not applicable count as 0 beside at least one number; a side of none, or with a cell
 * that is absent or unreadable, has no sum (the contract's section on checks).
 */
static int add_up(const gk_report *report, const uint16_t *parts, size_t n, gk_decimal *sum) {
  size_t n_numbers = 0;
  *sum = (gk_decimal){0, 0};
  for (size_t i = 0; i < n; i++) {
    const gk_cell *cell = &report->cells[parts[i]];
    if (cell->state == GK_STATE_ABSENT || cell->state == GK_STATE_UNREADABLE)
      return 0;
    if (cell->state != GK_STATE_NUMBER)
      continue;
    if (gk_decimal_add(*sum, cell->value, sum))
      return 0;
    n_numbers++;
  }
  return n_numbers != 0;
}

static gk_check check_rule(const gk_report *report, const gk_rule *rule) {
  gk_check check = {.rule = rule, .status = GK_CHECK_NOT_ASSESSABLE};
  check.has_left = add_up(report, rule->left, rule->n_left, &check.left);
  check.has_right = add_up(report, rule->right, rule->n_right, &check.right);
  if (check.has_left && check.has_right)
    check.status = gk_decimal_equal(check.left, check.right) ? GK_CHECK_PASS : GK_CHECK_FAIL;
  if (!check.has_left)
    check.left = (gk_decimal){0, 0};
  if (!check.has_right)
    check.right = (gk_decimal){0, 0};
  return check;
}

gk_status gk_check_rules(gk_arena *arena, gk_report *report) {
  const gk_form *form = report->form;
  if (form == NULL)
    return GK_OK;
  gk_check *checks = GK_NEW_ARRAY(arena, gk_check, form->n_rules);
  if (checks == NULL)
    return GK_STATUS_NO_MEMORY;
  for (size_t i = 0; i < form->n_rules; i++)
    checks[i] = check_rule(report, &form->rules[i]);
  report->checks = checks;
  report->n_checks = form->n_rules;
  return GK_OK;
}
