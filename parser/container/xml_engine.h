/*
 * xml_engine.h: what the two ways to parse share: prefixes, limits, and how a parse ends. Private to xml*.c.
 *
 * Names come here as they are written. Whoever knows where the next event is (expat, or a tape) says so in `at` before
 * it is reported.
 */
#ifndef GONGKAI_XML_ENGINE_H
#define GONGKAI_XML_ENGINE_H

#include "container/xml.h"
#include "container/xml_tape.h"

/* Namespace declarations in scope at once. Word writes about forty; look-up is linear in them. */
enum { GK_XML_MAX_BINDINGS = 256 };

typedef struct gk_xml_binding {
  size_t depth; /* of the element that declares it */
  size_t prefix_off;
  size_t prefix_n;
  gk_xml_ns ns; /* GK_NS_NONE: undeclared again */
} gk_xml_binding;

/* A declaration around what is parsed. */
typedef struct gk_xml_outer {
  gk_str prefix;
  gk_xml_ns ns;
} gk_xml_outer;

struct gk_xml_scope {
  size_t n;
  const gk_xml_outer *bindings;
};

struct gk_xml {
  gk_arena *arena;
  const gk_part *part;
  gk_str text; /* of part->text: what is parsed */
  const gk_limits *limits;
  const gk_xml_handler *handler;
  gk_error *error;
  gk_status status; /* the first failure */
  size_t at;        /* of the present event, in `text` */
  size_t depth;
  gk_xml_attr *attrs; /* reused by every element */
  size_t attrs_capacity;
  char *prefixes; /* the prefixes of the bindings, end to end */
  size_t prefixes_n;
  size_t prefixes_capacity;
  size_t n_bindings;
  size_t last;         /* the binding found last, or n_bindings */
  uint32_t generation; /* of the bindings: what was resolved in another one has to be again */
  gk_xml_binding bindings[GK_XML_MAX_BINDINGS];
};

/* The place of the present event in part->text. */
size_t gk_xml_position(const gk_xml *x);

/* Ends the parse, unless it has ended already. */
void gk_xml_stop(gk_xml *x, gk_status status, const char *detail);

/* Takes what a handler returned; a handler may have filled the error with more than is known here. */
void gk_xml_take(gk_xml *x, gk_status status);

/* An element begins, and makes room for its n attributes; it ends, and what it declared is not declared any more. */
void gk_xml_enter(gk_xml *x, size_t n_attrs);
void gk_xml_leave(gk_xml *x);

/* The prefix that an attribute of this name declares, of no bytes for the default namespace; 0 if it is an ordinary
 * one. */
int gk_xml_declares(gk_str qname, gk_str *prefix);
void gk_xml_bind(gk_xml *x, gk_str prefix, gk_str uri);

/* What is declared around the source is declared at depth 0, and so never taken back. */
void gk_xml_bind_outer(gk_xml *x, const gk_xml_scope *scope);

/* The namespace of a name with `colon` bytes before its colon, or of one without (`colon` == qname.n), which is that of
   the default namespace for elements and none for attributes. */
gk_xml_ns gk_xml_resolve(gk_xml *x, gk_str qname, size_t colon, int is_element);

/* gk_xml_parse() in one way or the other, which tests compare. */
typedef enum gk_xml_way { GK_XML_TAPE_FIRST, GK_XML_EXPAT } gk_xml_way;
gk_status gk_xml_parse_by(gk_xml_way way, gk_arena *scratch, const gk_xml_source *source, const gk_limits *limits,
                          const gk_xml_handler *handler, gk_xml **xml_out, gk_error *error);

/* Reports all events of a well-formed text. */
gk_status gk_xml_replay(gk_xml *x, const gk_xml_tape *tape);

/* The reference: parses and reports. */
gk_status gk_xml_expat(gk_xml *x);

#endif
