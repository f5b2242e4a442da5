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

static gk_w_name formula_name(gk_str s) {
  if (gk_str_is(s, "t"))
    return GK_W_t;
  if (gk_str_is(s, "r"))
    return GK_W_r;
  return gk_str_is(s, "oMath") || gk_str_is(s, "oMathPara") ? GK_W_other : GK_W_formula;
}

gk_w_name gk_w_name_of(gk_xml_name name) {
  gk_w_name found = name.ns == GK_NS_W ? main_name(name.local) : GK_W_other;
  if (found == GK_W_other && (ends_with(name.local, "Pr", 2) || ends_with(name.local, "Change", 6)))
    return GK_W_properties;
  return name.ns == GK_NS_M ? formula_name(name.local) : found;
}

gk_str gk_w_val(const gk_xml_attr *attrs, size_t n_attrs) {
  return gk_xml_get(attrs, n_attrs, GK_NS_W, "val");
}

gk_str gk_w_id(gk_str value) {
  enum { ID_BYTES = 256 };
  return value.n <= ID_BYTES ? value : (gk_str){NULL, 0};
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

int32_t gk_w_val_int(const gk_xml_attr *attrs, size_t n_attrs, int32_t min, int32_t max, int32_t fallback) {
  return gk_simple_int(gk_w_val(attrs, n_attrs), min, max, fallback);
}
