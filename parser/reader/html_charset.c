#include "reader/html_charset.h"

#include <string.h>

#include "reader/html_scan.h"

enum { HEAD_BYTES = 8192, DECLARATION_BYTES = 256 };

static int is_quote(char c) {
  return c == '"' || c == '\'';
}

/* What stands behind the first `word` and an equals sign, up to a quote, a semicolon or white space. */
static gk_str value_behind(gk_str s, const char *word) {
  size_t n = strlen(word);
  for (size_t at = 0; at + n <= s.n; at++) {
    if (!gk_html_is((gk_str){s.p + at, n}, word))
      continue;
    size_t from = at + n;
    while (from < s.n && gk_html_is_space(s.p[from]))
      from++;
    if (from == s.n || s.p[from] != '=')
      continue;
    from++;
    while (from < s.n && (gk_html_is_space(s.p[from]) || is_quote(s.p[from])))
      from++;
    size_t to = from;
    while (to < s.n && !gk_html_is_space(s.p[to]) && !is_quote(s.p[to]) && s.p[to] != ';')
      to++;
    return (gk_str){s.p + from, to - from};
  }
  return (gk_str){NULL, 0};
}

gk_str gk_html_charset_of_type(gk_str type) {
  return value_behind(type, "charset");
}

static gk_str of_meta(gk_str attrs) {
  gk_str charset = gk_html_scan_attr(attrs, "charset");
  return charset.n > 0 ? charset : gk_html_charset_of_type(gk_html_scan_attr(attrs, "content"));
}

gk_str gk_html_charset(gk_str file) {
  gk_str head = {file.p, file.n < HEAD_BYTES ? file.n : HEAD_BYTES}, rest = head;
  gk_html_tag tag;
  while (gk_html_scan(&rest, &tag)) {
    gk_str charset = gk_html_is(tag.name, "meta") && !tag.is_end ? of_meta(tag.attrs) : (gk_str){NULL, 0};
    if (charset.n > 0)
      return charset;
  }
  gk_str declaration = {head.p, head.n < DECLARATION_BYTES ? head.n : DECLARATION_BYTES};
  const char *end = declaration.n > 0 ? memchr(declaration.p, '>', declaration.n) : NULL;
  if (declaration.n < 5 || memcmp(declaration.p, "<?xml", 5) != 0 || end == NULL)
    return (gk_str){NULL, 0};
  return value_behind((gk_str){declaration.p, (size_t)(end - declaration.p)}, "encoding");
}
