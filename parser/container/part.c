/*
 * part.c: which encoding an XML part is in, and its text in UTF-8.
 */
#include <string.h>

#include "container/part.h"
#include "text/recode.h"

/* The declaration is looked for in this many bytes; Word's has 55. */
enum { DECLARATION_MAX = 256 };

static int starts_with(gk_str s, const char *bytes, size_t n) {
  return s.n >= n && memcmp(s.p, bytes, n) == 0;
}

static int is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The value of `encoding` in an XML declaration; {NULL, 0} if there is none. */
static gk_str declared(gk_str source) {
  const gk_str none = {NULL, 0};
  if (!starts_with(source, "<?xml", 5))
    return none;
  size_t end = 5, limit = source.n < DECLARATION_MAX ? source.n : DECLARATION_MAX;
  while (end < limit && source.p[end] != '>')
    end++;
  size_t at = 5;
  while (at + 8 < end && !(is_space(source.p[at - 1]) && memcmp(source.p + at, "encoding", 8) == 0))
    at++;
  at += 8;
  while (at < end && (is_space(source.p[at]) || source.p[at] == '='))
    at++;
  if (at >= end || (source.p[at] != '"' && source.p[at] != '\''))
    return none;
  const char *value = source.p + at + 1, *close = memchr(value, source.p[at], end - at - 1);
  return close != NULL ? (gk_str){value, (size_t)(close - value)} : none;
}

/* 0 if the declaration names one that is not read. */
static int find_encoding(gk_str s, gk_encoding *encoding) {
  *encoding = GK_ENCODING_UTF8;
  if (starts_with(s, "\xEF\xBB\xBF", 3))
    return 1;
  if (starts_with(s, "\xFF\xFE", 2) || starts_with(s, "<\0", 2)) {
    *encoding = GK_ENCODING_UTF16LE;
    return 1;
  }
  if (starts_with(s, "\xFE\xFF", 2) || starts_with(s, "\0<", 2)) {
    *encoding = GK_ENCODING_UTF16BE;
    return 1;
  }
  gk_str name = declared(s);
  if (name.p == NULL)
    return 1;
  if (!gk_encoding_by_name(name, encoding))
    return 0;
  /* Text that was UTF-16 in some program's memory is at times saved as UTF-8 under its old declaration. */
  if (*encoding == GK_ENCODING_UTF16LE || *encoding == GK_ENCODING_UTF16BE)
    *encoding = GK_ENCODING_UTF8;
  return 1;
}

static gk_status refuse(gk_error *error, gk_status status, const gk_part *part, const char *detail) {
  *error = (gk_error){.status = status, .part = part->name, .detail = detail};
  return status;
}

gk_status gk_part_decode(gk_arena *arena, gk_part *part, const gk_limits *limits, gk_error *error) {
  gk_encoding encoding;
  if (!find_encoding(part->source, &encoding))
    return refuse(error, GK_STATUS_ENCODING, part, "the XML declaration names an encoding that is not read");
  if (encoding == GK_ENCODING_UTF8) {
    size_t mark = starts_with(part->source, "\xEF\xBB\xBF", 3) ? 3 : 0;
    part->text = (gk_str){part->source.p + mark, part->source.n - mark};
    part->encoding = GK_ENCODING_UTF8;
    return GK_OK;
  }
  size_t n_bad = 0;
  gk_status status = gk_recode(arena, part, encoding, limits->text_bytes, &n_bad);
  if (status != GK_OK)
    return refuse(error, status, part, NULL);
  if (n_bad > 0)
    return refuse(error, GK_STATUS_MALFORMED_XML, part, "bytes that are not valid in the part's encoding");
  return GK_OK;
}
