#include "text/utf8.h"

#include <string.h>

/* How many of the bytes at p (at least 1, up to `n`) are ASCII, eight at a time. */
static size_t ascii_run(const unsigned char *p, size_t n) {
  size_t i = 0;
  for (; n - i >= 8; i += 8) {
    uint64_t word;
    memcpy(&word, p + i, 8);
    if ((word & UINT64_C(0x8080808080808080)) != 0)
      break;
  }
  while (i < n && p[i] < 0x80)
    i++;
  return i;
}

/* Table 3-7: only the second byte's range depends on the first byte. */
size_t gk_utf8_step(const char *at, size_t n, int *valid) {
  const unsigned char *p = (const unsigned char *)at;
  unsigned char lead = p[0];
  if (lead > 0xE0 && lead < 0xED && n >= 3 && gk_utf8_is_tail(at[1]) && gk_utf8_is_tail(at[2])) { /* most ideographs */
    *valid = 1;
    return 3;
  }
  *valid = lead < 0x80;
  if (lead < 0xC2 || lead > 0xF4)
    return 1;
  unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  size_t need = gk_utf8_length(lead), i = 1;
  while (i < need && i < n && p[i] >= low && p[i] <= high) {
    low = 0x80;
    high = 0xBF;
    i++;
  }
  *valid = i == need;
  return i;
}

int gk_utf8_valid(gk_str s, size_t *bad) {
  const unsigned char *p = (const unsigned char *)s.p;
  for (size_t i = 0; i < s.n;) {
    if (p[i] < 0x80) {
      i += ascii_run(p + i, s.n - i);
      continue;
    }
    int valid;
    size_t n = gk_utf8_step(s.p + i, s.n - i, &valid);
    if (!valid) {
      if (bad != NULL)
        *bad = i;
      return 0;
    }
    i += n;
  }
  return 1;
}
