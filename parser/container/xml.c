/*
 * xml.c: the door of the XML layer: by the tape where the text is of the plain kind that word processors write, by
 * expat where it is not.
 */
#include <string.h>

#include "container/xml_engine.h"
#include "text/recode.h"

size_t gk_xml_position(const gk_xml *x) {
  return x->text.n > 0 ? (size_t)(x->text.p - x->part->text.p) + x->at : 0;
}

void gk_xml_stop(gk_xml *x, gk_status status, const char *detail) {
  if (x->status != GK_OK)
    return;
  x->status = status;
  *x->error = (gk_error){status, x->part->name, gk_recode_source_off(x->part, gk_xml_position(x)), detail};
}

void gk_xml_take(gk_xml *x, gk_status status) {
  if (status == GK_OK)
    return;
  if (x->error->status == GK_OK)
    gk_xml_stop(x, status, NULL);
  else
    x->status = status;
}

static void reserve_attributes(gk_xml *x, size_t n) {
  if (n <= x->attrs_capacity)
    return;
  size_t capacity = n + n / 2 + 16, size = sizeof *x->attrs;
  gk_xml_attr *p = gk_arena_grow(x->arena, x->attrs, x->attrs_capacity * size, capacity * size, _Alignof(gk_xml_attr));
  if (p == NULL) {
    gk_xml_stop(x, GK_STATUS_NO_MEMORY, NULL);
    return;
  }
  x->attrs = p;
  x->attrs_capacity = capacity;
}

void gk_xml_enter(gk_xml *x, size_t n_attrs) {
  if (x->depth == x->limits->xml_depth)
    gk_xml_stop(x, GK_STATUS_TOO_COMPLEX, "elements are nested too deeply");
  else if (n_attrs > x->limits->xml_attributes)
    gk_xml_stop(x, GK_STATUS_TOO_COMPLEX, "an element has too many attributes");
  else
    reserve_attributes(x, n_attrs);
  x->depth++;
}

/* By the tape; GK_TAPE_DECLINED leaves everything as it was. */
static gk_xml_verdict parse_by_tape(gk_xml *x) {
  gk_arena_mark before = gk_arena_mark_get(x->arena);
  gk_xml_tape tape;
  gk_xml_verdict verdict = gk_xml_tape_write(&tape, x->arena, x->text);
  if (verdict == GK_TAPE_ACCEPTED)
    (void)gk_xml_replay(x, &tape);
  else if (verdict == GK_TAPE_NO_MEMORY)
    gk_xml_stop(x, GK_STATUS_NO_MEMORY, NULL);
  else
    gk_arena_rewind(x->arena, before);
  return verdict;
}

gk_status gk_xml_parse_by(gk_xml_way way, gk_arena *scratch, const gk_xml_source *source, const gk_limits *limits,
                          const gk_xml_handler *handler, gk_xml **xml_out, gk_error *error) {
  gk_xml *x = GK_NEW(scratch, gk_xml);
  *error = (gk_error){.status = GK_STATUS_NO_MEMORY, .part = source->part.name};
  if (x == NULL)
    return GK_STATUS_NO_MEMORY;
  *error = (gk_error){0};
  x->arena = scratch;
  x->part = &source->part;
  x->text = source->text;
  x->limits = limits;
  x->handler = handler;
  x->error = error;
  gk_xml_bind_outer(x, source->scope);
  if (xml_out != NULL)
    *xml_out = x;
  if (x->status == GK_OK && (way == GK_XML_EXPAT || parse_by_tape(x) == GK_TAPE_DECLINED))
    (void)gk_xml_expat(x);
  return x->status;
}

gk_status gk_xml_parse(gk_arena *scratch, const gk_xml_source *source, const gk_limits *limits,
                       const gk_xml_handler *handler, gk_xml **xml_out, gk_error *error) {
#ifdef GK_EXPAT_ONLY
  return gk_xml_parse_by(GK_XML_EXPAT, scratch, source, limits, handler, xml_out, error);
#else
  return gk_xml_parse_by(GK_XML_TAPE_FIRST, scratch, source, limits, handler, xml_out, error);
#endif
}

gk_xml_source gk_xml_whole(const gk_part *part) {
  return (gk_xml_source){.part = *part, .text = part->text};
}

gk_str gk_xml_get(const gk_xml_attr *attrs, size_t n, gk_xml_ns ns, const char *local) {
  for (size_t i = 0; i < n; i++)
    if (attrs[i].name.ns == ns && gk_str_is(attrs[i].name.local, local))
      return attrs[i].value;
  return (gk_str){NULL, 0};
}

int gk_str_is(gk_str s, const char *text) {
  size_t n = strlen(text);
  return s.n == n && (n == 0 || memcmp(s.p, text, n) == 0);
}
