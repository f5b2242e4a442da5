#include "check/decimal.h"

#define LIMIT INT64_C(1000000000000000)

/* The digits of d at a larger scale; 1 if they are more than 15. */
static int rescale(gk_decimal d, uint8_t scale, int64_t *digits) {
  int64_t value = d.digits;
  for (uint8_t s = d.scale; s < scale && value != 0; s++) {
    if (value >= LIMIT / 10 || value <= -LIMIT / 10)
      return 1;
    value *= 10;
  }
  *digits = value;
  return 0;
}

int gk_decimal_add(gk_decimal a, gk_decimal b, gk_decimal *sum) {
  uint8_t scale = a.scale > b.scale ? a.scale : b.scale;
  int64_t x, y;
  if (rescale(a, scale, &x) || rescale(b, scale, &y))
    return 1;
  int64_t total = x + y; /* both below 10^15 */
  if (total >= LIMIT || total <= -LIMIT)
    return 1;
  *sum = (gk_decimal){total, scale};
  return 0;
}

static gk_decimal normalise(gk_decimal d) {
  while (d.scale > 0 && d.digits % 10 == 0) {
    d.digits /= 10;
    d.scale--;
  }
  return d;
}

int gk_decimal_equal(gk_decimal a, gk_decimal b) {
  a = normalise(a);
  b = normalise(b);
  return a.digits == b.digits && a.scale == b.scale;
}

size_t gk_decimal_format(gk_decimal d, char buf[GK_DECIMAL_SIZE]) {
  char reversed[GK_DECIMAL_SIZE];
  size_t n = 0, out = 0;
  uint64_t rest = d.digits < 0 ? 0 - (uint64_t)d.digits : (uint64_t)d.digits;
  uint8_t scale = d.scale > 15 ? 15 : d.scale;
  for (uint8_t i = 0; rest != 0 || i <= scale; i++) {
    if (i == scale && i != 0)
      reversed[n++] = '.';
    reversed[n++] = (char)('0' + rest % 10);
    rest /= 10;
  }
  if (d.digits < 0)
    buf[out++] = '-';
  while (n > 0)
    buf[out++] = reversed[--n];
  buf[out] = '\0';
  return out;
}
