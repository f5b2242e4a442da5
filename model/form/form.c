#include "gongkai/form.h"

#include <string.h>

#include "form/forms.inc"

_Static_assert(sizeof cells_2019 / sizeof *cells_2019 == 198, "the form of 2019 has 198 cells");
_Static_assert(sizeof cells_2021 / sizeof *cells_2021 == 200, "the form of 2021 has 200 cells");

uint16_t gk_form_at(const gk_form *form, gk_row row, gk_col col) {
  if ((unsigned)row >= GK_N_ROWS || (unsigned)col >= GK_N_COLS)
    return GK_NO_FORM_CELL;
  uint8_t at = form->at[row][col];
  return at == 0 ? GK_NO_FORM_CELL : (uint16_t)(at - 1);
}

static int compare_id(gk_str id, const char *other) {
  size_t n = strlen(other);
  int order = memcmp(id.p, other, id.n < n ? id.n : n);
  return order != 0 ? order : (id.n > n) - (id.n < n);
}

uint16_t gk_form_find(const gk_form *form, gk_str id) {
  size_t low = 0, high = id.n == 0 ? 0 : form->n_cells;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    uint16_t cell = form->sorted[middle];
    int order = compare_id(id, form->cells[cell].id);
    if (order == 0)
      return cell;
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return GK_NO_FORM_CELL;
}

const char *gk_cell_type_name(gk_cell_type type) {
  static const char *const names[] = {"count", "signed", "amount"};
  return (unsigned)type < 3 ? names[type] : "unknown";
}
