/*
 * xml.c: expat behind the interface of xml.h.
 *
 * expat runs without its own namespace processing, which costs as much as the rest of it: prefixes are resolved here,
 * against a stack of the bindings in scope. There is no document type, hence no entity but the five of XML itself,
 * and nothing can amplify.
 *
 * expat hands over copies of what it reads. Text is compared with the bytes at the parser's position and, where they
 * are the same, handed on as a slice of the part.
 */
/* expat.h declares the functions against amplification only to those who say that the library has DTD support. */
#ifdef GK_EXPAT_AMPLIFICATION
#define XML_DTD
#endif
#include <expat.h>

#include <string.h>

#include "container/xml.h"
#include "text/recode.h"

/* What expat gets at a time: its lengths are ints and it copies what it gets. Most parts are smaller. */
enum { CHUNK_BYTES = 1 << 20 };

/* Namespace declarations in scope at once. Word writes about forty; look-up is linear in them. */
enum { MAX_BINDINGS = 256 };

typedef struct binding {
  size_t depth; /* of the element that declares it */
  size_t prefix_off;
  size_t prefix_n;
  gk_xml_ns ns; /* GK_NS_NONE: undeclared again */
} binding;

typedef struct outer_binding {
  gk_str prefix;
  gk_xml_ns ns;
} outer_binding;

struct gk_xml_scope {
  size_t n;
  const outer_binding *bindings;
};

struct gk_xml {
  XML_Parser expat;
  gk_arena *arena;
  const gk_part *part;
  gk_str text; /* of part->text: what is parsed */
  const gk_limits *limits;
  const gk_xml_handler *handler;
  gk_error *error;
  gk_status status; /* the first failure; callbacks that expat still makes after it do nothing */
  size_t depth;
  gk_xml_attr *attrs; /* reused by every element */
  size_t attrs_capacity;
  char *prefixes; /* the prefixes of the bindings, end to end */
  size_t prefixes_n;
  size_t prefixes_capacity;
  size_t n_bindings;
  size_t last; /* the binding found last, or n_bindings */
  binding bindings[MAX_BINDINGS];
};

/* ECMA-376 parts 1 to 4: the transitional URI, then the strict one where it differs. OpenDocument 1.3 part 3, 3.1. */
static const struct {
  const char *uri;
  gk_xml_ns ns;
} namespaces[] = {
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", GK_NS_W},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", GK_NS_W},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", GK_NS_R},
    {"http://purl.oclc.org/ooxml/officeDocument/relationships", GK_NS_R},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", GK_NS_MC},
    {"http://schemas.openxmlformats.org/package/2006/relationships", GK_NS_RELATIONSHIPS},
    {"http://schemas.openxmlformats.org/package/2006/content-types", GK_NS_CONTENT_TYPES},
    {"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", GK_NS_WP},
    {"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", GK_NS_WP},
    {"http://schemas.microsoft.com/office/word/2010/wordprocessingShape", GK_NS_WPS},
    {"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup", GK_NS_WPG},
    {"http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas", GK_NS_WPC},
    {"http://schemas.microsoft.com/office/word/2010/wordml", GK_NS_W14},
    {"http://schemas.microsoft.com/office/word/2012/wordml", GK_NS_W15},
    {"urn:schemas-microsoft-com:vml", GK_NS_VML},
    {"http://schemas.openxmlformats.org/officeDocument/2006/math", GK_NS_M},
    {"http://purl.oclc.org/ooxml/officeDocument/math", GK_NS_M},
    {"http://schemas.openxmlformats.org/drawingml/2006/main", GK_NS_A},
    {"http://purl.oclc.org/ooxml/drawingml/main", GK_NS_A},
    {"http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing", GK_NS_WORD},
    {"http://schemas.microsoft.com/office/word/2010/wordprocessingInk", GK_NS_WORD},
    {"http://schemas.microsoft.com/office/word/2006/wordml", GK_NS_WORD},
    {"http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing", GK_NS_WORD},
    {"http://schemas.microsoft.com/office/word/2015/wordml/symex", GK_NS_WORD},
    {"http://schemas.microsoft.com/office/word/2016/wordml/cid", GK_NS_WORD},
    {"http://schemas.microsoft.com/office/word/2018/wordml", GK_NS_WORD},
    {"http://schemas.microsoft.com/office/word/2018/wordml/cex", GK_NS_WORD},
    {"http://schemas.microsoft.com/office/2006/xmlPackage", GK_NS_PKG},
    {"urn:oasis:names:tc:opendocument:xmlns:office:1.0", GK_NS_OFFICE},
    {"urn:oasis:names:tc:opendocument:xmlns:style:1.0", GK_NS_STYLE},
    {"urn:oasis:names:tc:opendocument:xmlns:text:1.0", GK_NS_TEXT},
    {"urn:oasis:names:tc:opendocument:xmlns:table:1.0", GK_NS_TABLE},
    {"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", GK_NS_DRAW},
    {"urn:oasis:names:tc:opendocument:xmlns:form:1.0", GK_NS_FORM},
    {"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", GK_NS_MANIFEST},
    {"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0", GK_NS_LOEXT},
    {"http://www.w3.org/XML/1998/namespace", GK_NS_XML},
};

static gk_xml_ns known_namespace(const char *uri) {
  if (*uri == '\0')
    return GK_NS_NONE;
  for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++)
    if (strcmp(namespaces[i].uri, uri) == 0)
      return namespaces[i].ns;
  return GK_NS_OTHER;
}

/* The position in part->text of the event being reported, or of the error that ended the parse. */
static size_t position(const gk_xml *x) {
  XML_Index at = XML_GetCurrentByteIndex(x->expat);
  size_t from = x->text.n > 0 ? (size_t)(x->text.p - x->part->text.p) : 0;
  return from + (at < 0 ? 0 : (size_t)at < x->text.n ? (size_t)at : x->text.n);
}

static void fill_error(gk_xml *x, gk_status status, const char *detail) {
  if (x->status != GK_OK)
    return;
  x->status = status;
  x->error->status = status;
  x->error->part = x->part->name;
  x->error->off = gk_recode_source_off(x->part, position(x));
  x->error->detail = detail;
}

/* Stops the parse from within a callback. */
static void stop(gk_xml *x, gk_status status, const char *detail) {
  fill_error(x, status, detail);
  XML_StopParser(x->expat, XML_FALSE);
}

/* Takes what a handler returned; a handler may have filled the error with more than is known here. */
static void take_status(gk_xml *x, gk_status status) {
  if (status == GK_OK)
    return;
  if (x->error->status == GK_OK) {
    stop(x, status, NULL);
  } else {
    x->status = status;
    XML_StopParser(x->expat, XML_FALSE);
  }
}

/* Bindings */

static int binding_is(const gk_xml *x, size_t i, const char *prefix, size_t n) {
  return x->bindings[i].prefix_n == n && memcmp(x->prefixes + x->bindings[i].prefix_off, prefix, n) == 0;
}

/* The index of the binding of a prefix, the innermost one; n_bindings if there is none. */
static size_t find_binding(const gk_xml *x, const char *prefix, size_t n) {
  if (x->last < x->n_bindings && binding_is(x, x->last, prefix, n))
    return x->last;
  for (size_t i = x->n_bindings; i-- > 0;)
    if (binding_is(x, i, prefix, n))
      return i;
  return x->n_bindings;
}

static gk_xml_ns prefix_ns(gk_xml *x, const char *prefix, size_t n) {
  x->last = find_binding(x, prefix, n);
  return x->last < x->n_bindings ? x->bindings[x->last].ns : GK_NS_NONE;
}

static void bind(gk_xml *x, const char *prefix, size_t n, gk_xml_ns ns) {
  if (x->n_bindings == MAX_BINDINGS) {
    stop(x, GK_STATUS_TOO_COMPLEX, "too many namespace prefixes are declared at once");
    return;
  }
  if (n > x->prefixes_capacity - x->prefixes_n) {
    size_t capacity = 2 * (x->prefixes_capacity + n) + 256;
    char *p = gk_arena_grow(x->arena, x->prefixes, x->prefixes_capacity, capacity, 1);
    if (p == NULL) {
      stop(x, GK_STATUS_NO_MEMORY, NULL);
      return;
    }
    x->prefixes = p;
    x->prefixes_capacity = capacity;
  }
  if (n > 0)
    memcpy(x->prefixes + x->prefixes_n, prefix, n);
  x->bindings[x->n_bindings++] = (binding){x->depth, x->prefixes_n, n, ns};
  x->prefixes_n += n;
  x->last = x->n_bindings;
}

static void unbind(gk_xml *x) {
  while (x->n_bindings > 0 && x->bindings[x->n_bindings - 1].depth == x->depth) {
    x->prefixes_n = x->bindings[--x->n_bindings].prefix_off;
    x->last = x->n_bindings;
  }
}

/* The prefix that an attribute declares, "" for the default namespace; NULL if it is an ordinary attribute. */
static const char *declared_prefix(const char *qname) {
  if (qname[0] != 'x' || strncmp(qname, "xmlns", 5) != 0)
    return NULL;
  return qname[5] == ':' ? qname + 6 : qname[5] == '\0' ? qname + 5 : NULL;
}

/* Takes an element's namespace declarations; returns how many other attributes it has. */
static size_t take_declarations(gk_xml *x, const XML_Char **atts) {
  size_t n = 0, n_declared = 0;
  for (; atts[2 * n] != NULL && x->status == GK_OK; n++) {
    const char *prefix = declared_prefix(atts[2 * n]);
    if (n == x->limits->xml_attributes) {
      stop(x, GK_STATUS_TOO_COMPLEX, "an element has too many attributes");
    } else if (prefix != NULL) {
      bind(x, prefix, strlen(prefix), known_namespace(atts[2 * n + 1]));
      n_declared++;
    }
  }
  return n - n_declared;
}

/* Splits and resolves a name. `unprefixed` is what a name without a prefix is looked up as: the default namespace's
   prefix "" for elements, NULL for attributes, which then have none. */
static gk_xml_name resolve(gk_xml *x, const char *qname, const char *unprefixed) {
  const char *colon = NULL, *p = qname;
  for (; *p != '\0'; p++)
    if (*p == ':' && colon == NULL)
      colon = p;
  if (colon == NULL)
    return (gk_xml_name){unprefixed != NULL ? prefix_ns(x, unprefixed, 0) : GK_NS_NONE, {qname, (size_t)(p - qname)}};
  gk_xml_ns ns = prefix_ns(x, qname, (size_t)(colon - qname));
  if (ns == GK_NS_NONE || colon == qname || colon + 1 == p)
    stop(x, GK_STATUS_MALFORMED_XML, "a name's namespace prefix is not declared");
  return (gk_xml_name){ns, {colon + 1, (size_t)(p - colon - 1)}};
}

/* Fills x->attrs with all but the namespace declarations. */
static void take_attributes(gk_xml *x, const XML_Char **atts, size_t n) {
  if (n > x->attrs_capacity) {
    size_t capacity = n + n / 2 + 16;
    gk_xml_attr *p =
        gk_arena_grow(x->arena, x->attrs, x->attrs_capacity * sizeof *p, capacity * sizeof *p, _Alignof(gk_xml_attr));
    if (p == NULL) {
      stop(x, GK_STATUS_NO_MEMORY, NULL);
      return;
    }
    x->attrs = p;
    x->attrs_capacity = capacity;
  }
  for (gk_xml_attr *a = x->attrs; *atts != NULL; atts += 2)
    if (declared_prefix(atts[0]) == NULL)
      *a++ = (gk_xml_attr){resolve(x, atts[0], NULL), {atts[1], strlen(atts[1])}};
}

/* Callbacks of expat */

static void XMLCALL on_start(void *user, const XML_Char *qname, const XML_Char **atts) {
  gk_xml *x = user;
  if (x->status != GK_OK)
    return;
  if (x->depth == x->limits->xml_depth) {
    stop(x, GK_STATUS_TOO_COMPLEX, "elements are nested too deeply");
    return;
  }
  x->depth++;
  size_t n = take_declarations(x, atts);
  if (x->status != GK_OK)
    return;
  take_attributes(x, atts, n);
  gk_xml_name name = resolve(x, qname, "");
  if (x->status == GK_OK)
    take_status(x, x->handler->start(x->handler->ctx, name, x->attrs, n, position(x)));
}

static void XMLCALL on_end(void *user, const XML_Char *qname) {
  gk_xml *x = user;
  if (x->status != GK_OK)
    return;
  gk_xml_name name = resolve(x, qname, "");
  take_status(x, x->handler->end(x->handler->ctx, name, position(x)));
  unbind(x);
  x->depth--;
}

/* The bytes of the part that the present event was made from. */
static gk_str event_source(const gk_xml *x) {
  size_t off = position(x), left = x->part->text.n - off;
  int n = XML_GetCurrentByteCount(x->expat);
  return (gk_str){x->part->text.p + off, n <= 0 ? 0 : (size_t)n < left ? (size_t)n : left};
}

static void XMLCALL on_text(void *user, const XML_Char *s, int n) {
  gk_xml *x = user;
  if (x->status != GK_OK)
    return;
  gk_str text = {s, (size_t)n}, source = event_source(x);
  if (source.n == text.n && memcmp(source.p, text.p, text.n) == 0)
    text = source;
  take_status(x, x->handler->text(x->handler->ctx, text, source));
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system_id, const XML_Char *public_id,
                               int has_internal_subset) {
  (void)name, (void)system_id, (void)public_id, (void)has_internal_subset;
  stop(user, GK_STATUS_DOCTYPE, NULL);
}

static gk_status expat_failure(gk_xml *x) {
  if (x->status != GK_OK)
    return x->status;
  enum XML_Error code = XML_GetErrorCode(x->expat);
  if (code == XML_ERROR_NO_MEMORY)
    fill_error(x, GK_STATUS_NO_MEMORY, NULL);
  else if (code == XML_ERROR_AMPLIFICATION_LIMIT_BREACH)
    fill_error(x, GK_STATUS_BOMB, XML_ErrorString(code));
  else
    fill_error(x, GK_STATUS_MALFORMED_XML, XML_ErrorString(code));
  return x->status;
}

static gk_status feed(gk_xml *x) {
  const char *p = x->text.n > 0 ? x->text.p : "";
  size_t left = x->text.n;
  for (;;) {
    size_t n = left < CHUNK_BYTES ? left : CHUNK_BYTES;
    if (XML_Parse(x->expat, p, (int)n, n == left) != XML_STATUS_OK || x->status != GK_OK)
      return expat_failure(x);
    if (n == left)
      return GK_OK;
    p += n;
    left -= n;
  }
}

static void set_up(gk_xml *x) {
  XML_SetUserData(x->expat, x);
  XML_SetElementHandler(x->expat, on_start, on_end);
  if (x->handler->text != NULL)
    XML_SetCharacterDataHandler(x->expat, on_text);
  XML_SetStartDoctypeDeclHandler(x->expat, on_doctype);
#ifdef GK_EXPAT_AMPLIFICATION
  /* With the document type refused nothing should amplify at all; expat's own default is a hundredfold. */
  XML_SetBillionLaughsAttackProtectionMaximumAmplification(x->expat, 2.0f);
  XML_SetBillionLaughsAttackProtectionActivationThreshold(x->expat, CHUNK_BYTES);
#endif
}

/* What is declared around the source is declared at depth 0, and so never taken back. */
static void bind_outer(gk_xml *x, const gk_xml_scope *scope) {
  bind(x, "xml", 3, GK_NS_XML);
  for (size_t i = 0; scope != NULL && i < scope->n && x->status == GK_OK; i++)
    bind(x, scope->bindings[i].prefix.p, scope->bindings[i].prefix.n, scope->bindings[i].ns);
}

gk_status gk_xml_parse(gk_arena *scratch, const gk_xml_source *source, const gk_limits *limits,
                       const gk_xml_handler *handler, gk_xml **xml_out, gk_error *error) {
  gk_xml x = {.arena = scratch,
              .part = &source->part,
              .text = source->text,
              .limits = limits,
              .handler = handler,
              .error = error};
  *error = (gk_error){0};
  /* The text is UTF-8 whatever the XML declaration says of the bytes before conversion. */
  x.expat = XML_ParserCreate("UTF-8");
  if (x.expat == NULL) {
    *error = (gk_error){.status = GK_STATUS_NO_MEMORY, .part = source->part.name};
    return GK_STATUS_NO_MEMORY;
  }
  set_up(&x);
  bind_outer(&x, source->scope);
  if (xml_out != NULL)
    *xml_out = &x;
  gk_status status = x.status == GK_OK ? feed(&x) : x.status;
  XML_ParserFree(x.expat);
  return status;
}

gk_xml_source gk_xml_whole(const gk_part *part) {
  return (gk_xml_source){.part = *part, .text = part->text};
}

/* The first binding, of "xml", everybody has. Bindings leave from the end, so that as many as before are the same. */
const gk_xml_scope *gk_xml_scope_get(const gk_xml *xml, gk_arena *arena, const gk_xml_scope *known) {
  size_t n = xml->n_bindings - 1;
  if (known != NULL && known->n == n)
    return known;
  gk_xml_scope *scope = GK_NEW(arena, gk_xml_scope);
  outer_binding *bindings = GK_NEW_ARRAY(arena, outer_binding, n);
  if (scope == NULL || bindings == NULL)
    return NULL;
  for (size_t i = 0; i < n; i++) {
    const binding *b = &xml->bindings[i + 1];
    bindings[i] = (outer_binding){gk_arena_copy(arena, (gk_str){xml->prefixes + b->prefix_off, b->prefix_n}), b->ns};
  }
  *scope = (gk_xml_scope){n, bindings};
  return gk_arena_failed(arena) ? NULL : scope;
}

gk_xml_ns gk_xml_prefix_ns(const gk_xml *xml, gk_str prefix) {
  size_t i = prefix.n > 0 ? find_binding(xml, prefix.p, prefix.n) : xml->n_bindings;
  return i < xml->n_bindings ? xml->bindings[i].ns : GK_NS_NONE;
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
