#include "text/trim.h"

#include "base/space.h"
#include "text/utf8.h"

static gk_str trim_start(gk_str s) {
  while (s.n > 0) {
    uint32_t c;
    size_t n = gk_utf8_decode(s.p, &c);
    if (!gk_is_space(c))
      break;
    s.p += n;
    s.n -= n;
  }
  return s;
}

static gk_str trim_end(gk_str s) {
  while (s.n > 0) {
    size_t last = s.n - 1;
    while (last > 0 && gk_utf8_is_tail(s.p[last]))
      last--;
    uint32_t c;
    gk_utf8_decode(s.p + last, &c);
    if (!gk_is_space(c))
      break;
    s.n = last;
  }
  return s;
}

gk_str gk_str_trim(gk_str s) {
  return trim_end(trim_start(s));
}

int gk_str_is_blank(gk_str s) {
  return trim_start(s).n == 0;
}
