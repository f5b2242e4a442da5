#include "reader/html_style.h"

#include <string.h>

#include "reader/html_scan.h"

gk_str gk_html_attr(const GumboElement *e, const char *name) {
  const GumboAttribute *a = gumbo_get_attribute(&e->attributes, name);
  return a != NULL ? (gk_str){a->value, strlen(a->value)} : (gk_str){NULL, 0};
}

/* Cuts off what stands before the first `mark`, which goes; all of it if there is none. */
static gk_str cut(gk_str *s, char mark) {
  const char *p = s->n > 0 ? memchr(s->p, mark, s->n) : NULL;
  gk_str before = {s->p, p != NULL ? (size_t)(p - s->p) : s->n};
  size_t taken = p != NULL ? before.n + 1 : before.n;
  s->p += taken;
  s->n -= taken;
  return before;
}

gk_str gk_html_style(const GumboElement *e, const char *property) {
  gk_str style = gk_html_attr(e, "style"), found = {NULL, 0};
  while (style.n > 0) {
    gk_str value = cut(&style, ';');
    gk_str name = gk_html_trim(cut(&value, ':'));
    if (gk_html_is(name, property)) /* the last one counts */
      found = gk_html_trim(cut(&value, '!'));
  }
  return found;
}

gk_html_showing gk_html_showing_of(const GumboElement *e) {
  if (e->attributes.length == 0)
    return GK_HTML_SHOWN;
  if (gk_html_is(gk_html_style(e, "display"), "none") || gk_html_is(gk_html_style(e, "mso-hide"), "all"))
    return GK_HTML_GONE;
  if (gk_html_attr(e, "hidden").p != NULL && gk_html_style(e, "display").n == 0)
    return GK_HTML_GONE;
  gk_str visibility = gk_html_style(e, "visibility");
  return gk_html_is(visibility, "hidden") || gk_html_is(visibility, "collapse") ? GK_HTML_VEILED : GK_HTML_SHOWN;
}

uint32_t gk_html_number(const GumboElement *e, const char *name, uint32_t max, uint32_t fallback) {
  gk_str value = gk_html_trim(gk_html_attr(e, name));
  size_t at = value.n > 0 && value.p[0] == '+';
  if (at == value.n || value.p[at] < '0' || value.p[at] > '9')
    return fallback;
  uint32_t number = 0;
  for (; at < value.n && value.p[at] >= '0' && value.p[at] <= '9' && number <= max; at++)
    number = number > max / 10 ? max + 1 : number * 10 + (uint32_t)(value.p[at] - '0');
  return number < max ? number : max;
}
