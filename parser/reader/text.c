#include "reader/text_markup.h"
#include "reader/text_page.h"
#include "reader/text_table.h"

#include "text/recode.h"

#include <string.h>

/* A few odd bytes are a blemish; more than one in so many, and the text is something else. */
enum { ODD_SHARE = 10, ODD_ALLOWED = 4 };

static int is_too_many(size_t n_odd, size_t n_bytes) {
  return n_odd > ODD_ALLOWED + n_bytes / ODD_SHARE;
}

/* Controls that no text has: all of C0 but tabs, line ends, form feeds and Word's line break. */
static size_t count_controls(gk_str s) {
  size_t n = 0;
  for (size_t i = 0; i < s.n; i++) {
    unsigned char c = (unsigned char)s.p[i];
    n += c < 0x09 || (c > 0x0D && c < 0x20);
  }
  return n;
}

static gk_status refuse(gk_reading *r, gk_status status, size_t off, const char *detail) {
  *r->error = (gk_error){.status = status, .off = off, .detail = detail};
  return status;
}

/* Makes the file's text UTF-8 and sees that it is text. */
static gk_status decode(gk_reading *r, gk_part *part) {
  size_t n_bad, first_bad = 0;
  if (!gk_encoding_guess(r->input, &r->encoding))
    return refuse(r, GK_STATUS_ENCODING, 0, "none of UTF-8, GB18030, Big5, UTF-16: save it as UTF-8");
  gk_status status = gk_recode(r->arena, part, r->encoding, r->limits->text_bytes, &n_bad);
  if (status != GK_OK)
    return refuse(r, status, 0, status == GK_STATUS_TOO_LARGE ? "the text is longer than the limit" : NULL);
  if (r->encoding == GK_ENCODING_UTF8 && n_bad > 0)
    gk_utf8_valid(r->input, &first_bad);
  if (is_too_many(n_bad, r->input.n))
    return refuse(r, GK_STATUS_ENCODING, first_bad, "many bytes are invalid in the encoding it seems to be in");
  if (is_too_many(count_controls(part->text), part->text.n))
    return refuse(r, GK_STATUS_ENCODING, 0, "many characters are control characters");
  if (n_bad > 0)
    gk_diags_add(r->diags,
                 (gk_diag){.kind = &GK_DIAG_BAD_BYTES, .cell = GK_NO_CELL, .off = first_bad, .args = {(int64_t)n_bad}});
  return GK_OK;
}

gk_status gk_read_text(gk_reading *r) {
  gk_part part = {.name = GK_LIT(""), .source = r->input};
  gk_status status = decode(r, &part);
  if (status != GK_OK)
    return status;
  gk_text_reading text = {.builder = r->builder,
                          .arena = r->arena,
                          .limits = r->limits,
                          .diags = r->diags,
                          .part = &part,
                          .part_idx = gk_builder_add_part(r->builder, &part),
                          .lines = gk_line_start(part.text, r->limits->table_columns),
                          .n_since_table = SIZE_MAX,
                          .has_markup = gk_markup_is_used(part.text)};
  while (gk_builder_status(r->builder) == GK_OK) {
    gk_line_cursor here = text.lines;
    gk_line line = gk_line_next(&text.lines);
    gk_line_cursor after = text.lines;
    if (line.kind == GK_LINE_END)
      break;
    text.lines = here;
    if (line.kind != GK_LINE_BLANK && gk_text_read_table(&text, &line))
      continue;
    text.lines = after;
    gk_text_leave_table(&text, line.text);
  }
  if (gk_builder_status(r->builder) == GK_OK)
    status = gk_text_read_page(&text, text.page_from, part.text.n);
  if (status != GK_OK)
    gk_builder_fail(r->builder, status);
  status = gk_builder_status(r->builder);
  return status == GK_OK ? GK_OK : refuse(r, status, 0, NULL);
}
