/*
 * xml.h: XML as events over a part in memory, or over one element of it. Private to the parser half.
 *
 * Names come as a namespace the project knows and a local name; prefixes are resolved here, transitional and strict
 * OOXML namespaces fall together. Text is a slice of the part wherever the bytes stand there unchanged. A DOCTYPE is
 * refused, depth and attributes are limited. Today expat does the work; readers must not see that.
 */
#ifndef GONGKAI_XML_H
#define GONGKAI_XML_H

#include "gongkai/arena.h"
#include "gongkai/layout.h"
#include "gongkai/limits.h"
#include "gongkai/status.h"

/* The namespaces that readers care about. Strict URIs map to the same values. */
typedef enum gk_xml_ns {
  GK_NS_NONE,
  GK_NS_OTHER,
  GK_NS_XML,           /* http://www.w3.org/XML/1998/namespace */
  GK_NS_W,             /* WordprocessingML main */
  GK_NS_R,             /* officeDocument relationships (r:id) */
  GK_NS_MC,            /* markup-compatibility 2006 */
  GK_NS_RELATIONSHIPS, /* package relationships */
  GK_NS_CONTENT_TYPES, /* package content types */
  GK_NS_WP,            /* DrawingML wordprocessingDrawing */
  GK_NS_WPS,           /* wordprocessingShape 2010 */
  GK_NS_WPG,           /* wordprocessingGroup 2010 */
  GK_NS_WPC,           /* wordprocessingCanvas 2010 */
  GK_NS_W14,           /* word/2010/wordml */
  GK_NS_W15,           /* word/2012/wordml */
  GK_NS_VML,           /* urn:schemas-microsoft-com:vml */
  GK_NS_M,             /* officeDocument math */
  GK_NS_A,             /* DrawingML main */
  GK_NS_WORD,          /* any other of Word's: nothing in it is text, but who requires it wants Word */
  GK_NS_PKG,           /* xmlPackage 2006: a Word package as one XML file */
  GK_NS_OFFICE,        /* OpenDocument, from here on: office */
  GK_NS_STYLE,
  GK_NS_TEXT,
  GK_NS_TABLE,
  GK_NS_DRAW,
  GK_NS_FORM,
  GK_NS_MANIFEST,
  GK_NS_LOEXT, /* LibreOffice's extensions of OpenDocument */
} gk_xml_ns;

typedef struct gk_xml_name {
  gk_xml_ns ns;
  gk_str local;
} gk_xml_name;

typedef struct gk_xml_attr {
  gk_xml_name name;
  gk_str value; /* decoded; valid during the call only */
} gk_xml_attr;

/* Slices of names and attributes are valid during the call; `text` and `source` as long as the part if they are equal,
   else `text` is valid during the call. Any status but GK_OK stops the parse and is returned from it. */
typedef struct gk_xml_handler {
  gk_status (*start)(void *ctx, gk_xml_name name, const gk_xml_attr *attrs, size_t n_attrs, size_t off);
  gk_status (*end)(void *ctx, gk_xml_name name, size_t off);
  gk_status (*text)(void *ctx, gk_str text, gk_str source); /* may be NULL */
  void *ctx;
} gk_xml_handler;

typedef struct gk_xml gk_xml;

/* The namespace declarations around an element. */
typedef struct gk_xml_scope gk_xml_scope;

/* What is parsed: a part, or one element of it. Offsets count in the part either way. */
typedef struct gk_xml_source {
  gk_part part;
  gk_str text;               /* of part.text */
  const gk_xml_scope *scope; /* NULL where nothing is declared around it */
} gk_xml_source;

/* All of a part. */
gk_xml_source gk_xml_whole(const gk_part *part);

/*
 * Parses a source. `off` in the handlers counts bytes of part->text. `xml_out` (may be NULL) receives the running
 * parser before the first event, for gk_xml_prefix_ns() inside handlers. `scratch` gives the parser its few tables; it
 * is the caller who rewinds it. `limits` are resolved ones. A handler that fails may fill `error` itself; else it gets
 * the place of the event.
 */
gk_status gk_xml_parse(gk_arena *scratch, const gk_xml_source *source, const gk_limits *limits,
                       const gk_xml_handler *handler, gk_xml **xml_out, gk_error *error);

/* The declarations in force at the present point of the parse, kept in `arena`; NULL if there is no memory. `known`
   (may be NULL) is an earlier answer, at an element that is open yet: it is the answer again if nothing has been
   declared since. */
const gk_xml_scope *gk_xml_scope_get(const gk_xml *xml, gk_arena *arena, const gk_xml_scope *known);

/* The namespace a prefix stands for at the present point of the parse (for mc:Requires); GK_NS_NONE if it is not
   declared, GK_NS_OTHER if it is one the project does not know. */
gk_xml_ns gk_xml_prefix_ns(const gk_xml *xml, gk_str prefix);

/* The value of an attribute; {NULL, 0} if absent. An attribute without a namespace matches GK_NS_NONE. */
gk_str gk_xml_get(const gk_xml_attr *attrs, size_t n, gk_xml_ns ns, const char *local);

/* Compares a slice with a C string. */
int gk_str_is(gk_str s, const char *text);

#endif
