/*
 * xml_replay.c: a tape as events. A name is resolved once for as long as no namespace is declared or left.
 */
#include "container/xml_engine.h"
#include "text/utf8.h"

#include <string.h>

/* What a name is while the bindings are those of a generation; 0 is none. */
typedef struct resolved {
  uint32_t as_element;
  uint32_t as_attribute;
  gk_xml_ns element_ns;
  gk_xml_ns attribute_ns;
  int declares; /* a namespace */
} resolved;

typedef struct replay {
  gk_xml *x;
  const gk_xml_tape *tape;
  resolved *names;
} replay;

static gk_str qname_of(const replay *r, uint32_t idx) {
  const gk_xml_tape_name *name = &r->tape->names[idx];
  return (gk_str){r->tape->text.p + name->off, name->n};
}

static gk_xml_name name_of(replay *r, uint32_t idx, int is_element) {
  const gk_xml_tape_name *name = &r->tape->names[idx];
  resolved *known = &r->names[idx];
  uint32_t *generation = is_element ? &known->as_element : &known->as_attribute;
  gk_xml_ns *ns = is_element ? &known->element_ns : &known->attribute_ns;
  if (*generation != r->x->generation) {
    *ns = gk_xml_resolve(r->x, qname_of(r, idx), name->colon, is_element);
    *generation = r->x->generation;
  }
  uint32_t from = name->colon < name->n ? name->colon + 1 : 0;
  return (gk_xml_name){*ns, {r->tape->text.p + name->off + from, name->n - from}};
}

/* A value with its references replaced and its white space made blanks (XML 1.0, 3.3.3). */
static gk_str decode(gk_xml *x, gk_str raw) {
  char *out = gk_arena_alloc(x->arena, raw.n, 1);
  size_t n = 0;
  if (out == NULL) {
    gk_xml_stop(x, GK_STATUS_NO_MEMORY, NULL);
    return (gk_str){NULL, 0};
  }
  for (const char *p = raw.p, *end = p + raw.n; p < end;) {
    size_t step = 1;
    if (*p == '&') {
      n += gk_utf8_encode(gk_xml_reference(p, end, &step), out + n);
    } else {
      step += *p == '\r' && end - p > 1 && p[1] == '\n';
      out[n++] = (unsigned char)*p < ' ' ? ' ' : *p;
    }
    p += step;
  }
  return (gk_str){out, n};
}

/* The attribute at t; returns the tokens it takes. */
static size_t value_of(const replay *r, const gk_xml_token *t, gk_str *value) {
  uint32_t n = gk_token_count(*t);
  size_t taken = n == GK_TOKEN_LARGE ? 2 : 1;
  *value = (gk_str){r->tape->text.p + t->off, taken == 2 ? t[1].off : n};
  if (gk_token_kind(*t) == GK_TOKEN_ATTR_CODED)
    *value = decode(r->x, *value);
  return taken;
}

/* Takes the namespace declarations among n attributes; returns where the attributes end. */
static const gk_xml_token *take_declarations(replay *r, const gk_xml_token *t, uint32_t n) {
  for (gk_str value; n > 0; n--) {
    gk_str prefix;
    if (!r->names[gk_token_name(*t)].declares) {
      t += gk_token_count(*t) == GK_TOKEN_LARGE ? 2 : 1;
      continue;
    }
    (void)gk_xml_declares(qname_of(r, gk_token_name(*t)), &prefix);
    t += value_of(r, t, &value);
    if (r->x->status == GK_OK)
      gk_xml_bind(r->x, prefix, value);
  }
  return t;
}

/* Fills x->attrs with all but those; returns how many. */
static size_t take_attributes(replay *r, const gk_xml_token *t, uint32_t n) {
  gk_xml_attr *a = r->x->attrs;
  for (; n > 0; n--) {
    uint32_t name = gk_token_name(*t);
    if (r->names[name].declares) {
      t += gk_token_count(*t) == GK_TOKEN_LARGE ? 2 : 1;
      continue;
    }
    a->name = name_of(r, name, 0);
    t += value_of(r, t, &a->value);
    a++;
  }
  return (size_t)(a - r->x->attrs);
}

/* Returns the token behind the tag. */
static const gk_xml_token *start(replay *r, const gk_xml_token *t) {
  gk_xml *x = r->x;
  uint32_t n = gk_token_count(*t);
  gk_xml_enter(x, n);
  if (x->status != GK_OK)
    return t;
  const gk_xml_token *end = take_declarations(r, t + 1, n);
  size_t n_attrs = x->status == GK_OK ? take_attributes(r, t + 1, n) : 0;
  gk_xml_name name = name_of(r, gk_token_name(*t), 1);
  if (x->status == GK_OK)
    gk_xml_take(x, x->handler->start(x->handler->ctx, name, x->attrs, n_attrs, gk_xml_position(x)));
  return end;
}

static void end(replay *r, const gk_xml_token *t) {
  gk_xml *x = r->x;
  gk_xml_take(x, x->handler->end(x->handler->ctx, name_of(r, gk_token_name(*t), 1), gk_xml_position(x)));
  gk_xml_leave(x);
}

/* The end of a line is a line feed whatever it is in the part (XML 1.0, 2.11); anything else is a reference. */
static void changed(replay *r, gk_str source) {
  char buffer[4] = {'\n'};
  size_t n = 1;
  if (*source.p == '&')
    n = gk_utf8_encode(gk_xml_reference(source.p, source.p + source.n, &(size_t){0}), buffer);
  gk_str text = {buffer, n};
  gk_xml_take(r->x, r->x->handler->text(r->x->handler->ctx, text, source));
}

static void text(replay *r, const gk_xml_token *t) {
  gk_str source = {r->tape->text.p + t->off, gk_token_text_bytes(*t)};
  if (r->x->handler->text == NULL)
    return;
  if (gk_token_kind(*t) == GK_TOKEN_CHANGED)
    changed(r, source);
  else
    gk_xml_take(r->x, r->x->handler->text(r->x->handler->ctx, source, source));
}

static void play(replay *r) {
  const gk_xml_token *t = r->tape->tokens, *all = t + r->tape->n;
  while (t < all && r->x->status == GK_OK) {
    r->x->at = t->off;
    switch (gk_token_kind(*t)) {
    case GK_TOKEN_START:
      t = start(r, t);
      break;
    case GK_TOKEN_END:
      end(r, t++);
      break;
    default:
      text(r, t++);
    }
  }
}

gk_status gk_xml_replay(gk_xml *x, const gk_xml_tape *tape) {
  replay r = {x, tape, GK_NEW_ARRAY(x->arena, resolved, tape->n_names)};
  if (r.names == NULL) {
    gk_xml_stop(x, GK_STATUS_NO_MEMORY, NULL);
    return x->status;
  }
  for (uint32_t i = 0; i < tape->n_names; i++)
    r.names[i].declares = gk_xml_declares(qname_of(&r, i), &(gk_str){NULL, 0});
  play(&r);
  return x->status;
}
