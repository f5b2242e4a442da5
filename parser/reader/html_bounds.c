#include "reader/html_bounds.h"

#include "reader/html_scan.h"

/*
 * gumbo compares every attribute of a tag with those before it, and for a tag of a phrase (b, font, span) it walks over
 * all phrases that are open. It allocates nothing for that, so its budget does not bound it; these do.
 */
enum {
  OPEN_PHRASES_MAX = 4096,
  OVERLAP = 8 /* phrases looked through for the one that an end tag closes: <b><i></b></i> */
};

typedef struct bounds {
  gk_str *open; /* names of phrases, the innermost last */
  size_t n_open;
  size_t floor; /* those below it were open when a table, a cell or the like began: end tags in there don't close them */
} bounds;

/* Blocks end such a walk, and void elements are never open. */
static int is_phrase(gk_str name) {
  static const char *const others[] = {"p",  "br", "div", "td",   "tr",  "li",    "img",  "input", "tbody", "th",
                                       "h1", "h2", "h3",  "link", "col", "meta",  "ul",   "ol",    "table", "hr",
                                       "h4", "h5", "h6",  "dl",   "dd",  "dt",    "form", "area",  "html",  "head",
                                       "wbr"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (gk_html_is(name, others[i]))
      return 0;
  return 1;
}

static int is_fence(gk_str name) {
  static const char *const fences[] = {"td",       "th",     "table", "caption", "template", "select", "object",
                                       "marquee",  "applet", "svg",   "math",    "frameset"};
  for (size_t i = 0; i < sizeof fences / sizeof *fences; i++)
    if (gk_html_is(name, fences[i]))
      return 1;
  return 0;
}

static int is_same(gk_str a, gk_str b) {
  if (a.n != b.n)
    return 0;
  for (size_t i = 0; i < a.n; i++)
    if ((a.p[i] | 0x20) != (b.p[i] | 0x20))
      return 0;
  return 1;
}

/* Takes the phrase that an end tag closes from the list. */
static void close_phrase(bounds *b, gk_str name) {
  for (size_t i = b->n_open, k = 0; i > b->floor && k < OVERLAP; k++) {
    if (!is_same(b->open[--i], name))
      continue;
    for (; i + 1 < b->n_open; i++)
      b->open[i] = b->open[i + 1];
    b->n_open--;
    return;
  }
}

gk_status gk_html_bounds_check(gk_arena *scratch, gk_str text, const gk_limits *limits) {
  bounds b = {.open = GK_NEW_ARRAY(scratch, gk_str, OPEN_PHRASES_MAX)};
  gk_html_tag tag;
  if (b.open == NULL)
    return GK_STATUS_NO_MEMORY;
  while (gk_html_scan(&text, &tag)) {
    if (tag.n_attrs > limits->xml_attributes || b.n_open == OPEN_PHRASES_MAX)
      return GK_STATUS_TOO_COMPLEX;
    if (!tag.is_end && is_fence(tag.name))
      b.floor = b.n_open;
    if (!is_phrase(tag.name))
      continue;
    if (tag.is_end)
      close_phrase(&b, tag.name);
    else
      b.open[b.n_open++] = tag.name;
  }
  return GK_OK;
}
