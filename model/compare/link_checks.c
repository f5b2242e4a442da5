#include "check/decimal.h"
#include "compare/compared.h"

/* The two reports by gk_link_year. */
typedef struct years {
  const gk_report *reports[2];
} years;

static const gk_cell *cell_of(const years *y, gk_link_term term) {
  const gk_report *report = y->reports[term.year];
  uint16_t cell = gk_form_at(report->form, (gk_row)term.row, (gk_col)term.col);
  return cell == GK_NO_FORM_CELL ? NULL : &report->cells[cell];
}

static gk_decimal negate_if(gk_decimal d, int is_negative) {
  if (is_negative)
    d.digits = -d.digits; /* below 10^15 */
  return d;
}

/*
 * Adds up terms as the contract's checks do. The first is a total and must be a number; of the others blank and not
 * applicable ones count as 0, and one that is absent or unreadable leaves no sum.
 */
static int add_up(const years *y, const gk_link_term *terms, size_t n, gk_decimal *sum) {
  *sum = (gk_decimal){0, 0};
  for (size_t i = 0; i < n; i++) {
    const gk_cell *cell = cell_of(y, terms[i]);
    if (cell == NULL || cell->state == GK_STATE_ABSENT || cell->state == GK_STATE_UNREADABLE)
      return 0;
    if (cell->state != GK_STATE_NUMBER && i == 0)
      return 0;
    if (cell->state == GK_STATE_NUMBER && gk_decimal_add(*sum, negate_if(cell->value, terms[i].sign < 0), sum))
      return 0;
  }
  return 1;
}

static gk_link_check check_link(const years *y, const gk_link *link) {
  gk_link_check check = {.link = link, .status = GK_CHECK_NOT_ASSESSABLE};
  check.has_left = add_up(y, &link->later, 1, &check.left);
  check.has_right = add_up(y, link->terms, link->n_terms, &check.right);
  if (check.has_left && check.has_right)
    check.status = gk_decimal_equal(check.left, check.right) ? GK_CHECK_PASS : GK_CHECK_FAIL;
  if (!check.has_left)
    check.left = (gk_decimal){0, 0};
  if (!check.has_right)
    check.right = (gk_decimal){0, 0};
  return check;
}

static int is_of_forms(const gk_link *link, const gk_comparison *c) {
  return link->form == NULL || (link->form == c->before->form && link->form == c->after->form);
}

gk_status gk_compare_links(gk_arena *arena, gk_comparison *c) {
  if (c->before->form == NULL || c->after->form == NULL || c->years == GK_YEARS_SAME)
    return GK_OK;
  gk_link_check *checks = GK_NEW_ARRAY(arena, gk_link_check, GK_N_LINKS);
  if (checks == NULL)
    return GK_STATUS_NO_MEMORY;
  years y;
  y.reports[GK_LINK_EARLIER] = c->later == GK_AFTER ? c->before : c->after;
  y.reports[GK_LINK_LATER] = c->later == GK_AFTER ? c->after : c->before;
  for (size_t i = 0; i < GK_N_LINKS; i++)
    if (is_of_forms(&GK_LINKS[i], c))
      checks[c->n_links++] = c->years == GK_YEARS_NEXT
                                 ? check_link(&y, &GK_LINKS[i])
                                 : (gk_link_check){.link = &GK_LINKS[i], .status = GK_CHECK_NOT_ASSESSABLE};
  c->links = checks;
  return GK_OK;
}
