#include "container/odf.h"

#include <string.h>

#define MANIFEST "META-INF/manifest.xml"

int gk_odf_is(gk_package *package) {
  static const char type[] = "application/vnd.oasis.opendocument.";
  enum { N = sizeof type - 1 };
  gk_xml_source mimetype;
  gk_error ignored;
  if (gk_package_read(package, GK_LIT("mimetype"), &mimetype, &ignored) == GK_OK)
    return mimetype.text.n >= N && memcmp(mimetype.text.p, type, N) == 0;
  return gk_package_has(package, GK_LIT("content.xml")) && gk_package_has(package, GK_LIT(MANIFEST));
}

static gk_status on_start(void *ctx, gk_xml_name name, const gk_xml_attr *attrs, size_t n, size_t off) {
  (void)ctx, (void)attrs, (void)n, (void)off;
  return name.ns == GK_NS_MANIFEST && gk_str_is(name.local, "encryption-data") ? GK_STATUS_ENCRYPTED : GK_OK;
}

static gk_status on_end(void *ctx, gk_xml_name name, size_t off) {
  (void)ctx, (void)name, (void)off;
  return GK_OK;
}

gk_status gk_odf_check(gk_arena *scratch, gk_package *package, const gk_limits *limits, gk_error *error) {
  gk_xml_source manifest;
  gk_status status = gk_package_read(package, GK_LIT(MANIFEST), &manifest, error);
  const gk_xml_handler handler = {.start = on_start, .end = on_end};
  if (status == GK_OK)
    status = gk_xml_parse(scratch, &manifest, limits, &handler, NULL, error);
  if (status == GK_STATUS_ENCRYPTED)
    error->detail = "remove the password in LibreOffice and save it again";
  return status == GK_STATUS_ENCRYPTED || status == GK_STATUS_NO_MEMORY ? status : GK_OK;
}
