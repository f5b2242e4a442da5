#include "reader/simple.h"

#include <string.h>

int32_t gk_simple_int(gk_str s, int32_t min, int32_t max, int32_t fallback) {
  while (s.n > 0 && (*s.p == ' ' || *s.p == '\t' || *s.p == '\n'))
    s.p++, s.n--;
  while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t' || s.p[s.n - 1] == '\n'))
    s.n--;
  size_t i = s.n > 0 && (*s.p == '-' || *s.p == '+');
  if (i == s.n)
    return fallback;
  int64_t value = 0;
  for (size_t k = i; k < s.n; k++) {
    if (s.p[k] < '0' || s.p[k] > '9')
      return fallback;
    if (value <= INT32_MAX)
      value = value * 10 + (s.p[k] - '0');
  }
  if (*s.p == '-')
    value = -value;
  return value < min ? min : value > max ? max : (int32_t)value;
}

int gk_str_compare(gk_str a, gk_str b) {
  if (a.n != b.n)
    return a.n < b.n ? -1 : 1;
  return a.n == 0 ? 0 : memcmp(a.p, b.p, a.n);
}
