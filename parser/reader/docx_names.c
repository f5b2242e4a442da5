#include "reader/docx_names.h"

#include <string.h>

static int ends_with(gk_str s, const char *tail, size_t n) {
  return s.n > n && memcmp(s.p + s.n - n, tail, n) == 0;
}

/* By length first: then at most eight comparisons of constant size are left. */
static gk_w_name main_name(gk_str s) {
  switch (s.n) {
#define GK_W(local)                                                                                                    \
  if (memcmp(s.p, #local, sizeof #local - 1) == 0)                                                                     \
    return GK_W_##local;
#define GK_W_LENGTH(n)                                                                                                 \
  case n:                                                                                                              \
    GK_W_NAMES_##n(GK_W) break;
    GK_W_LENGTH(1)
    GK_W_LENGTH(2)
    GK_W_LENGTH(3)
    GK_W_LENGTH(4)
    GK_W_LENGTH(5)
    GK_W_LENGTH(6)
    GK_W_LENGTH(7)
    GK_W_LENGTH(8)
    GK_W_LENGTH(9)
    GK_W_LENGTH(10)
    GK_W_LENGTH(11)
    GK_W_LENGTH(12)
    GK_W_LENGTH(13)
    GK_W_LENGTH(16)
    GK_W_LENGTH(17)
#undef GK_W_LENGTH
#undef GK_W
  default:
    break;
  }
  return GK_W_other;
}

gk_w_name gk_w_name_of(gk_xml_name name) {
  gk_w_name found = GK_W_other;
  if (name.ns == GK_NS_W)
    found = main_name(name.local);
  else if (name.ns == GK_NS_M && gk_str_is(name.local, "t"))
    found = GK_W_t;
  else if (name.ns == GK_NS_M && gk_str_is(name.local, "r"))
    found = GK_W_r;
  if (found == GK_W_other && (ends_with(name.local, "Pr", 2) || ends_with(name.local, "Change", 6)))
    found = GK_W_properties;
  return found;
}

gk_str gk_w_val(const gk_xml_attr *attrs, size_t n_attrs) {
  return gk_xml_get(attrs, n_attrs, GK_NS_W, "val");
}

gk_w_align gk_w_val_align(const gk_xml_attr *attrs, size_t n_attrs) {
  gk_str v = gk_w_val(attrs, n_attrs);
  return gk_str_is(v, "superscript") ? GK_W_ABOVE_LINE : gk_str_is(v, "subscript") ? GK_W_BELOW_LINE : GK_W_ON_LINE;
}

int gk_w_on(gk_str value) {
  return !gk_str_is(value, "0") && !gk_str_is(value, "false") && !gk_str_is(value, "off") && !gk_str_is(value, "none");
}

int gk_w_val_on(const gk_xml_attr *attrs, size_t n_attrs) {
  return gk_w_on(gk_w_val(attrs, n_attrs));
}

int32_t gk_w_int(gk_str s, int32_t min, int32_t max, int32_t fallback) {
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

int32_t gk_w_val_int(const gk_xml_attr *attrs, size_t n_attrs, int32_t min, int32_t max, int32_t fallback) {
  return gk_w_int(gk_w_val(attrs, n_attrs), min, max, fallback);
}

int gk_w_compare(gk_str a, gk_str b) {
  if (a.n != b.n)
    return a.n < b.n ? -1 : 1;
  return a.n == 0 ? 0 : memcmp(a.p, b.p, a.n);
}
