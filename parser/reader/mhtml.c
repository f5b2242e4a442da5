/*
 * mhtml.c: a page saved with what belongs to it (RFC 2557), by a browser or by Word. Only the page is read.
 */
#include "reader/html.h"
#include "reader/html_charset.h"
#include "reader/mime.h"

gk_status gk_read_mhtml(gk_reading *r) {
  gk_mime_part page;
  if (!gk_mime_find(r->input, "text/html", &page)) {
    *r->error = (gk_error){.status = GK_STATUS_UNSUPPORTED, .detail = "no web page is in the message"};
    return GK_STATUS_UNSUPPORTED;
  }
  gk_part part = {.name = page.location.n > 0 ? page.location : GK_LIT("text/html")};
  gk_status status = gk_mime_decode(r->arena, &page, &part.source);
  return status == GK_OK ? gk_html_read_page(r, &part, gk_html_charset_of_type(page.type)) : status;
}
