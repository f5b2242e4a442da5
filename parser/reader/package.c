/*
 * package.c: packages, and whose they are.
 */
#include "container/odf.h"
#include "reader/reader.h"

int gk_is_survivable(gk_status status) {
  switch (status) {
  case GK_STATUS_READ:
  case GK_STATUS_EMPTY:
  case GK_STATUS_TRUNCATED:
  case GK_STATUS_CORRUPT:
  case GK_STATUS_ENCRYPTED:
  case GK_STATUS_UNSUPPORTED:
  case GK_STATUS_NOT_A_DOCUMENT:
  case GK_STATUS_MALFORMED_XML:
  case GK_STATUS_DOCTYPE:
  case GK_STATUS_ENCODING:
    return 1;
  default:
    return 0;
  }
}

gk_status gk_read_package(gk_reading *r) {
  gk_package *package;
  int is_flat = r->format == GK_FORMAT_FLAT_OPC;
  gk_status status = is_flat ? gk_package_open_flat(r->arena, r->input, r->limits, &package, r->error)
                             : gk_package_open(r->arena, r->input, r->limits, &package, r->error);
  if (status != GK_OK)
    return status;
  if (!is_flat)
    r->format = gk_odf_is(package) ? GK_FORMAT_ODT : GK_FORMAT_DOCX;
  status = r->format == GK_FORMAT_ODT ? gk_odt_read(r, package) : gk_docx_read(r, package);
  gk_package_close(package);
  return status;
}
