/*
 * lines_sum.c: whether values add up. Where order alone has to say which value is whose, the sums of the form are the
 * witness.
 */
#include "check/decimal.h"
#include "extract/lines.h"
#include "extract/value.h"

int gk_lines_adds_up(const gk_tcell *const *values, uint32_t n) {
  gk_decimal sum = {0, 0}, total = {0, 0};
  for (uint32_t i = 0; i < n; i++) {
    gk_value value = gk_value_read(values[i]->text, GK_CELL_COUNT);
    if (value.state == GK_STATE_UNREADABLE)
      return 0;
    if (value.state != GK_STATE_NUMBER)
      continue;
    if (i + 1 == n)
      total = value.number;
    else if (gk_decimal_add(sum, value.number, &sum))
      return 0;
  }
  return gk_decimal_equal(sum, total);
}
