#include "reader/odt_names.h"

#include "reader/simple.h"

#include <string.h>

gk_odt_name gk_odt_name_of(gk_xml_name name) {
  static const struct {
    const char *local;
    uint8_t n;
    uint8_t ns;
    uint8_t id;
  } names[] = {
#define GK_ODT(id, ns, local) {local, sizeof(local) - 1, GK_NS_##ns, GK_ODT_##id},
      GK_ODT_NAMES(GK_ODT)
#undef GK_ODT
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (names[i].n == name.local.n && names[i].ns == name.ns && memcmp(names[i].local, name.local.p, names[i].n) == 0)
      return (gk_odt_name)names[i].id;
  return name.ns == GK_NS_DRAW ? GK_ODT_drawing : GK_ODT_other;
}

gk_str gk_odt_attr(const gk_odt_tag *tag, gk_xml_ns ns, const char *local) {
  return gk_xml_get(tag->attrs, tag->n_attrs, ns, local);
}

int32_t gk_odt_attr_int(const gk_odt_tag *tag, gk_xml_ns ns, const char *local, int32_t fallback) {
  return gk_simple_int(gk_odt_attr(tag, ns, local), 0, INT32_MAX, fallback);
}

int gk_odt_attr_on(const gk_odt_tag *tag, gk_xml_ns ns, const char *local) {
  return gk_str_is(gk_odt_attr(tag, ns, local), "true");
}
