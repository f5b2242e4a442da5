#include "xml_elements.h"

#include <stdlib.h>
#include <string.h>

enum {
  MAX_ELEMENTS = 1 << 15,
  MAX_DOC_BYTES = 1 << 30, /* offsets are of 32 bits */
  MAX_UNCLOSED = 64,       /* an end tag is paired across so many start tags that have none */
};

typedef struct finder {
  xml_elements found;
  size_t capacity;
  uint32_t open; /* the innermost element whose end tag is to come */
} finder;

static int is_name(char c) {
  return c != '\0' && strchr(" \t\r\n/><='\"", c) == NULL;
}

static size_t name_end(gk_str doc, size_t at) {
  while (at < doc.n && is_name(doc.p[at]))
    at++;
  return at;
}

/* Behind the next `mark`; the end of the document if there is none. */
static size_t behind(gk_str doc, size_t at, gk_str mark) {
  for (; at + mark.n <= doc.n; at++)
    if (memcmp(doc.p + at, mark.p, mark.n) == 0)
      return at + mark.n;
  return doc.n;
}

/* Behind the '>' of a tag: one in quotes is none. 0 if there is none. */
static size_t tag_end(gk_str doc, size_t at) {
  char quote = 0;
  for (; at < doc.n; at++) {
    char c = doc.p[at];
    if (quote != 0)
      quote = c == quote ? 0 : quote;
    else if (c == '"' || c == '\'')
      quote = c;
    else if (c == '>')
      return at + 1;
  }
  return 0;
}

static int starts(gk_str doc, size_t at, gk_str mark) {
  return doc.n - at >= mark.n && memcmp(doc.p + at, mark.p, mark.n) == 0;
}

static int grow(finder *f) {
  if (f->found.n < f->capacity)
    return 1;
  size_t capacity = f->capacity == 0 ? 64 : f->capacity * 2;
  xml_element *all = capacity > MAX_ELEMENTS ? NULL : realloc(f->found.all, capacity * sizeof *all);
  if (all == NULL)
    return 0;
  f->found.all = all;
  f->capacity = capacity;
  return 1;
}

/* 0: no room for more. */
static int start_tag(finder *f, size_t begin, size_t end) {
  gk_str doc = f->found.doc;
  int is_empty = doc.p[end - 2] == '/';
  if (!grow(f))
    return 0;
  f->found.all[f->found.n] = (xml_element){.begin = (uint32_t)begin,
                                           .inner = (uint32_t)end,
                                           .inner_end = is_empty ? (uint32_t)end : 0,
                                           .end = is_empty ? (uint32_t)end : 0,
                                           .name_n = (uint32_t)(name_end(doc, begin + 1) - begin - 1),
                                           .parent = f->open};
  if (!is_empty)
    f->open = (uint32_t)f->found.n;
  f->found.n++;
  return 1;
}

static void end_tag(finder *f, size_t begin, size_t end) {
  gk_str doc = f->found.doc, name = {doc.p + begin + 2, name_end(doc, begin + 2) - begin - 2};
  uint32_t at = f->open;
  for (int i = 0; i < MAX_UNCLOSED && at != XML_NO_ELEMENT; i++, at = f->found.all[at].parent) {
    xml_element *e = &f->found.all[at];
    if (e->name_n != name.n || memcmp(doc.p + e->begin + 1, name.p, name.n) != 0)
      continue;
    e->inner_end = (uint32_t)begin;
    e->end = (uint32_t)end;
    f->open = e->parent;
    return;
  }
}

/* Whatever begins at a '<'. Returns where to go on; 0 to stop. */
static size_t markup(finder *f, size_t at) {
  gk_str doc = f->found.doc;
  if (starts(doc, at, GK_LIT("<!--")))
    return behind(doc, at + 4, GK_LIT("-->"));
  if (starts(doc, at, GK_LIT("<![CDATA[")))
    return behind(doc, at + 9, GK_LIT("]]>"));
  if (starts(doc, at, GK_LIT("<?")))
    return behind(doc, at + 2, GK_LIT("?>"));
  int is_end = starts(doc, at, GK_LIT("</"));
  if (at + 1 + (size_t)is_end >= doc.n || !is_name(doc.p[at + 1 + (size_t)is_end]) || doc.p[at + 1] == '!')
    return at + 1;
  size_t end = tag_end(doc, at + 1);
  if (is_end && end != 0)
    end_tag(f, at, end);
  return end == 0 || is_end || start_tag(f, at, end) ? end : 0;
}

xml_elements xml_elements_find(gk_str doc) {
  finder f = {.found = {.doc = doc}, .open = XML_NO_ELEMENT};
  size_t at = 0;
  while (at < doc.n && doc.n < MAX_DOC_BYTES) {
    const char *next = memchr(doc.p + at, '<', doc.n - at);
    at = next == NULL ? 0 : markup(&f, (size_t)(next - doc.p));
    if (at == 0)
      break;
  }
  return f.found;
}

void xml_elements_free(xml_elements *elements) {
  free(elements->all);
  *elements = (xml_elements){0};
}

static size_t blanks_end(gk_str doc, size_t at, size_t end) {
  while (at < end && (doc.p[at] == ' ' || doc.p[at] == '\t' || doc.p[at] == '\r' || doc.p[at] == '\n'))
    at++;
  return at;
}

size_t xml_attributes_find(gk_str doc, const xml_element *element, xml_attribute *out, size_t max) {
  size_t n = 0, at = element->begin + 1 + element->name_n, end = element->inner - 1;
  while (n < max && at < end) {
    size_t begin = at, name = blanks_end(doc, at, end);
    at = name_end(doc, name);
    if (at == name || name == begin) {
      at = name + 1;
      continue;
    }
    gk_str found = {doc.p + name, at - name};
    if (at + 1 >= end || doc.p[at] != '=' || (doc.p[at + 1] != '"' && doc.p[at + 1] != '\''))
      continue;
    const char *value = doc.p + at + 2, *quote = memchr(value, doc.p[at + 1], end - at - 2);
    if (quote == NULL)
      break;
    at = (size_t)(quote - doc.p) + 1;
    out[n++] = (xml_attribute){begin, at, found, {value, (size_t)(quote - value)}};
  }
  return n;
}

gk_str xml_element_name(gk_str doc, const xml_element *element) {
  return (gk_str){doc.p + element->begin + 1, element->name_n};
}
