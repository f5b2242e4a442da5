/*
 * html.c: a web page: its bytes to UTF-8, that to a tree, the tree to a layout.
 */
#include "reader/html.h"

#include "reader/html_charset.h"
#include "reader/html_parse.h"
#include "reader/html_walk.h"
#include "text/recode.h"

/* A few odd bytes are a blemish; more than one in so many, and the page is in another encoding. */
enum { ODD_SHARE = 10, ODD_ALLOWED = 4 };

static gk_status refuse(gk_reading *r, const gk_part *part, gk_status status, const char *detail) {
  *r->error = (gk_error){.status = status, .part = part->name, .detail = detail};
  return status;
}

static gk_status decode(gk_reading *r, gk_part *part, gk_str charset) {
  size_t n_bad;
  if (charset.n == 0)
    charset = gk_html_charset(part->source);
  if (!gk_encoding_guess_declared(part->source, charset, &r->encoding))
    return refuse(r, part, GK_STATUS_ENCODING, "none of UTF-8, GB18030, Big5, UTF-16: save it as UTF-8");
  gk_status status = gk_recode(r->arena, part, r->encoding, r->limits->text_bytes, &n_bad);
  if (status != GK_OK)
    return refuse(r, part, status, status == GK_STATUS_TOO_LARGE ? "the page is longer than the limit" : NULL);
  if (n_bad > ODD_ALLOWED + part->source.n / ODD_SHARE)
    return refuse(r, part, GK_STATUS_ENCODING, "many bytes are invalid in the encoding it seems to be in");
  if (n_bad > 0)
    gk_diags_add(r->diags, (gk_diag){.kind = &GK_DIAG_BAD_BYTES, .cell = GK_NO_CELL, .args = {(int64_t)n_bad}});
  return GK_OK;
}

static void count(gk_reading *r, const gk_diag_kind *kind, int64_t n) {
  if (n > 0)
    gk_diags_add(r->diags, (gk_diag){.kind = kind, .cell = GK_NO_CELL, .args = {n}});
}

gk_status gk_html_read_page(gk_reading *r, gk_part *part, gk_str charset) {
  gk_status status = decode(r, part, charset);
  if (status != GK_OK)
    return status;
  gk_arena scratch;
  gk_arena_init(&scratch, &r->arena->alloc, r->limits->arena_bytes);
  const GumboOutput *tree = NULL;
  status = gk_html_parse(&scratch, part->text, r->limits, &tree);
  if (status == GK_OK) {
    gk_html_flow flow = {.builder = r->builder, .part = part, .part_idx = gk_builder_add_part(r->builder, part)};
    gk_html_counts counts = {0};
    gk_html_walk(&flow, &scratch, r->limits->xml_depth, tree->root, &counts);
    count(r, &GK_DIAG_HIDDEN_TEXT, counts.hidden);
    count(r, &GK_DIAG_REVISION_DROPPED, counts.deleted);
    status = gk_builder_status(r->builder);
  }
  gk_arena_free(&scratch);
  if (status == GK_OK)
    return GK_OK;
  return refuse(r, part, status, status == GK_STATUS_TOO_COMPLEX ? "its elements nest too deep or are too many" : NULL);
}

gk_status gk_read_html(gk_reading *r) {
  gk_part part = {.name = GK_LIT(""), .source = r->input};
  return gk_html_read_page(r, &part, (gk_str){NULL, 0});
}
