#include "reader/mime.h"

#include <string.h>

#include "reader/html_scan.h"

enum { BOUNDARY_BYTES = 70 }; /* RFC 2046, 5.1.1 */

/* Cuts the first line off, with its end; `line` gets it without. */
static void take_line(gk_str *rest, gk_str *line) {
  const char *end = rest->n > 0 ? memchr(rest->p, '\n', rest->n) : NULL;
  size_t n = end != NULL ? (size_t)(end - rest->p) : rest->n;
  *line = (gk_str){rest->p, n > 0 && rest->p[n - 1] == '\r' ? n - 1 : n};
  n += end != NULL;
  rest->p += n;
  rest->n -= n;
}

static int starts_with(gk_str s, const char *word) {
  size_t n = strlen(word);
  return s.n >= n && gk_html_is((gk_str){s.p, n}, word);
}

/* Headers */

static void set_field(gk_mime_part *part, gk_str field) {
  const char *colon = field.n > 0 ? memchr(field.p, ':', field.n) : NULL;
  if (colon == NULL)
    return;
  size_t n = (size_t)(colon - field.p);
  gk_str name = gk_html_trim((gk_str){field.p, n}), value = gk_html_trim((gk_str){colon + 1, field.n - n - 1});
  if (gk_html_is(name, "content-type"))
    part->type = value;
  else if (gk_html_is(name, "content-location"))
    part->location = value;
  else if (gk_html_is(name, "content-transfer-encoding"))
    part->encoding = gk_html_is(value, "base64")             ? GK_MIME_BASE64
                     : gk_html_is(value, "quoted-printable") ? GK_MIME_QUOTED_PRINTABLE
                                                             : GK_MIME_PLAIN;
}

/* Reads the fields up to the empty line, which goes too. A line that starts with a blank goes on with the one before.
 */
static gk_mime_part read_header(gk_str *rest) {
  gk_mime_part part = {.encoding = GK_MIME_PLAIN};
  gk_str field = {rest->p, 0}, line;
  while (rest->n > 0) {
    take_line(rest, &line);
    if (line.n > 0 && field.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t')) {
      field.n = (size_t)(line.p + line.n - field.p);
      continue;
    }
    set_field(&part, field);
    field = line;
    if (line.n == 0)
      break;
  }
  set_field(&part, field);
  return part;
}

/* The boundary of a multipart type; empty if it has none. */
static gk_str boundary_of(gk_str type) {
  static const char name[] = "boundary=";
  if (!starts_with(type, "multipart/"))
    return (gk_str){NULL, 0};
  size_t n = sizeof name - 1, at = 0;
  while (at + n <= type.n && !gk_html_is((gk_str){type.p + at, n}, name))
    at++;
  if (at + n > type.n)
    return (gk_str){NULL, 0};
  at += n;
  char quote = at < type.n && type.p[at] == '"' ? '"' : ';';
  at += quote == '"';
  size_t end = at;
  while (end < type.n && type.p[end] != quote && (quote == '"' || !gk_html_is_space(type.p[end])))
    end++;
  return end - at <= BOUNDARY_BYTES ? (gk_str){type.p + at, end - at} : (gk_str){NULL, 0};
}

static int is_boundary(gk_str line, gk_str boundary) {
  return boundary.n > 0 && line.n >= boundary.n + 2 && line.p[0] == '-' && line.p[1] == '-' &&
         memcmp(line.p + 2, boundary.p, boundary.n) == 0;
}

/* What stands before the next boundary, or all that is left; `rest` moves behind the boundary. */
static gk_str take_body(gk_str *rest, gk_str boundary) {
  gk_str body = {rest->p, rest->n}, line;
  while (rest->n > 0) {
    take_line(rest, &line);
    if (!is_boundary(line, boundary))
      continue;
    body.n = (size_t)(line.p - body.p);
    break;
  }
  return body;
}

int gk_mime_find(gk_str message, const char *type, gk_mime_part *part) {
  gk_str rest = message, boundary = {NULL, 0};
  while (rest.n > 0) {
    *part = read_header(&rest);
    gk_str inner = boundary_of(part->type);
    if (inner.n > 0) /* what is in it is looked through, and what stands behind it is not: the page comes first */
      boundary = inner;
    gk_str body = take_body(&rest, boundary);
    if (inner.n == 0 && starts_with(part->type, type)) {
      part->body = body;
      return 1;
    }
  }
  return 0;
}

/* Bodies */

static int hex(char c) {
  return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

/* RFC 2045, 6.7: =XX is a byte, '=' at the end of a line takes the end away. What is neither stays. */
static size_t decode_quoted(gk_str s, char *out) {
  size_t n = 0;
  for (size_t at = 0; at < s.n; at++) {
    size_t left = s.n - at;
    if (s.p[at] != '=') {
      out[n++] = s.p[at];
    } else if (left > 2 && hex(s.p[at + 1]) >= 0 && hex(s.p[at + 2]) >= 0) {
      out[n++] = (char)(hex(s.p[at + 1]) * 16 + hex(s.p[at + 2]));
      at += 2;
    } else if (left > 1 && s.p[at + 1] == '\n') {
      at++;
    } else if (left > 2 && s.p[at + 1] == '\r' && s.p[at + 2] == '\n') {
      at += 2;
    } else {
      out[n++] = '=';
    }
  }
  return n;
}

static int base64(char c) {
  if (c >= 'A' && c <= 'Z')
    return c - 'A';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 26;
  if (c >= '0' && c <= '9')
    return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* RFC 2045, 6.8: other characters are passed over, and '=' ends it. */
static size_t decode_base64(gk_str s, char *out) {
  uint32_t bits = 0;
  size_t n = 0, n_digits = 0;
  for (size_t at = 0; at < s.n && s.p[at] != '='; at++) {
    int v = base64(s.p[at]);
    if (v < 0)
      continue;
    bits = (bits << 6 | (uint32_t)v) & 0xFFFFFF;
    if (++n_digits % 4 == 1)
      continue;
    out[n++] = (char)(bits >> (n_digits % 4 == 2 ? 4 : n_digits % 4 == 3 ? 2 : 0) & 0xFF);
  }
  return n;
}

gk_status gk_mime_decode(gk_arena *arena, const gk_mime_part *part, gk_str *bytes) {
  *bytes = part->body;
  if (part->encoding == GK_MIME_PLAIN)
    return GK_OK;
  char *out = gk_arena_alloc(arena, part->body.n, 1); /* neither gets longer */
  if (out == NULL)
    return GK_STATUS_NO_MEMORY;
  size_t n = part->encoding == GK_MIME_BASE64 ? decode_base64(part->body, out) : decode_quoted(part->body, out);
  *bytes = (gk_str){out, n};
  return GK_OK;
}
