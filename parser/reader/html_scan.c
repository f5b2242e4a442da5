#include "reader/html_scan.h"

#include <string.h>

static int is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int gk_html_is(gk_str s, const char *word) {
  size_t i = 0;
  while (i < s.n && word[i] != '\0' && (is_letter(s.p[i]) ? (char)(s.p[i] | 0x20) : s.p[i]) == word[i])
    i++;
  return i == s.n && word[i] == '\0';
}

gk_str gk_html_trim(gk_str s) {
  while (s.n > 0 && gk_html_is_space(s.p[0])) {
    s.p++;
    s.n--;
  }
  while (s.n > 0 && gk_html_is_space(s.p[s.n - 1]))
    s.n--;
  return s;
}

static void skip(gk_str *s, size_t n) {
  s->p += n;
  s->n -= n;
}

static size_t find_char(gk_str s, size_t from, char c) {
  const char *p = from < s.n ? memchr(s.p + from, c, s.n - from) : NULL;
  return p != NULL ? (size_t)(p - s.p) : s.n;
}

/* Attributes */

typedef struct attribute {
  gk_str name;
  gk_str value;
} attribute;

static size_t skip_space(gk_str s, size_t at) {
  while (at < s.n && gk_html_is_space(s.p[at]))
    at++;
  return at;
}

static size_t read_value(gk_str s, size_t at, gk_str *value) {
  if (at < s.n && (s.p[at] == '"' || s.p[at] == '\'')) {
    size_t end = find_char(s, at + 1, s.p[at]);
    *value = (gk_str){s.p + at + 1, end - at - 1};
    return end < s.n ? end + 1 : end;
  }
  size_t end = at;
  while (end < s.n && !gk_html_is_space(s.p[end]) && s.p[end] != '>')
    end++;
  *value = (gk_str){s.p + at, end - at};
  return end;
}

/* Reads the attribute at or behind `at`; its end, or where there is none a '>' or s.n, with an empty name. */
static size_t read_attribute(gk_str s, size_t at, attribute *a) {
  while (at < s.n && (gk_html_is_space(s.p[at]) || s.p[at] == '/'))
    at++;
  size_t end = at + (at < s.n && s.p[at] == '=');
  while (end < s.n && !gk_html_is_space(s.p[end]) && s.p[end] != '=' && s.p[end] != '>' && s.p[end] != '/')
    end++;
  *a = (attribute){{s.p + at, end - at}, {s.p + end, 0}};
  size_t equals = skip_space(s, end);
  if (a->name.n == 0 || equals == s.n || s.p[equals] != '=')
    return end;
  return read_value(s, skip_space(s, equals + 1), &a->value);
}

gk_str gk_html_scan_attr(gk_str attrs, const char *name) {
  attribute a;
  size_t at = read_attribute(attrs, 0, &a);
  for (; a.name.n > 0; at = read_attribute(attrs, at, &a))
    if (gk_html_is(a.name, name))
      return a.value;
  return (gk_str){NULL, 0};
}

/* Tags */

/* How long the comment at the start of s is. */
static size_t comment_length(gk_str s) {
  if (s.n > 4 && s.p[4] == '>')
    return 5;
  if (s.n > 5 && s.p[4] == '-' && s.p[5] == '>')
    return 6;
  for (size_t at = find_char(s, 4, '-'); at < s.n; at = find_char(s, at + 1, '-')) {
    if (s.n - at >= 3 && s.p[at + 1] == '-' && s.p[at + 2] == '>')
      return at + 3;
    if (s.n - at >= 4 && s.p[at + 1] == '-' && s.p[at + 2] == '!' && s.p[at + 3] == '>')
      return at + 4;
  }
  return s.n;
}

/* How much at the start of s, which is a '<', is no tag: a comment, a declaration, the character itself; else 0. */
static size_t no_tag_length(gk_str s) {
  if (s.n > 1 && is_letter(s.p[1]))
    return 0;
  if (s.n > 2 && s.p[1] == '/' && is_letter(s.p[2]))
    return 0;
  if (s.n >= 4 && memcmp(s.p, "<!--", 4) == 0)
    return comment_length(s);
  if (s.n < 2 || (s.p[1] != '!' && s.p[1] != '?' && s.p[1] != '/'))
    return 1;
  size_t end = find_char(s, 2, '>');
  return end < s.n ? end + 1 : end;
}

static int is_end_of(gk_str s, size_t at, gk_str name) {
  if (s.n - at < name.n + 3 || s.p[at + 1] != '/')
    return 0;
  for (size_t i = 0; i < name.n; i++)
    if ((s.p[at + 2 + i] | 0x20) != (name.p[i] | 0x20))
      return 0;
  char c = s.p[at + 2 + name.n];
  return gk_html_is_space(c) || c == '/' || c == '>';
}

/* Elements in which nothing is markup but their end tag. */
static int is_raw(gk_str name) {
  static const char *const raw[] = {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"};
  for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
    if (gk_html_is(name, raw[i]))
      return 1;
  return 0;
}

static void skip_raw(gk_str *rest, gk_str name) {
  size_t at = find_char(*rest, 0, '<');
  while (at < rest->n && !is_end_of(*rest, at, name))
    at = find_char(*rest, at + 1, '<');
  skip(rest, at);
}

int gk_html_scan(gk_str *rest, gk_html_tag *tag) {
  for (size_t n = 1; n > 0; skip(rest, n)) {
    skip(rest, find_char(*rest, 0, '<'));
    if (rest->n == 0)
      return 0;
    n = no_tag_length(*rest);
  }
  gk_str s = *rest;
  *tag = (gk_html_tag){.is_end = s.p[1] == '/'};
  size_t start = tag->is_end ? 2 : 1, at = start;
  while (at < s.n && !gk_html_is_space(s.p[at]) && s.p[at] != '/' && s.p[at] != '>')
    at++;
  tag->name = (gk_str){s.p + start, at - start};
  attribute a;
  size_t end = read_attribute(s, at, &a);
  for (; a.name.n > 0; end = read_attribute(s, end, &a))
    tag->n_attrs++;
  tag->attrs = (gk_str){s.p + at, end - at};
  skip(rest, end < s.n ? end + 1 : end);
  if (!tag->is_end && is_raw(tag->name))
    skip_raw(rest, tag->name);
  return 1;
}
