/*
 * xml_names.c: which namespace a name is in.
 */
#include "container/xml_engine.h"

#include <string.h>

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

static gk_xml_ns known_namespace(gk_str uri) {
  if (uri.n == 0)
    return GK_NS_NONE;
  for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++)
    if (gk_str_is(uri, namespaces[i].uri))
      return namespaces[i].ns;
  return GK_NS_OTHER;
}

static int binding_is(const gk_xml *x, size_t i, gk_str prefix) {
  return x->bindings[i].prefix_n == prefix.n &&
         memcmp(x->prefixes + x->bindings[i].prefix_off, prefix.p, prefix.n) == 0;
}

/* The index of the binding of a prefix, the innermost one; n_bindings if there is none. */
static size_t find_binding(const gk_xml *x, gk_str prefix) {
  if (x->last < x->n_bindings && binding_is(x, x->last, prefix))
    return x->last;
  for (size_t i = x->n_bindings; i-- > 0;)
    if (binding_is(x, i, prefix))
      return i;
  return x->n_bindings;
}

static gk_xml_ns prefix_ns(gk_xml *x, gk_str prefix) {
  x->last = find_binding(x, prefix);
  return x->last < x->n_bindings ? x->bindings[x->last].ns : GK_NS_NONE;
}

static int reserve_prefixes(gk_xml *x, size_t n) {
  if (n <= x->prefixes_capacity - x->prefixes_n)
    return 1;
  size_t capacity = 2 * (x->prefixes_capacity + n) + 256;
  char *p = gk_arena_grow(x->arena, x->prefixes, x->prefixes_capacity, capacity, 1);
  if (p == NULL) {
    gk_xml_stop(x, GK_STATUS_NO_MEMORY, NULL);
    return 0;
  }
  x->prefixes = p;
  x->prefixes_capacity = capacity;
  return 1;
}

static void bind(gk_xml *x, gk_str prefix, gk_xml_ns ns) {
  if (x->n_bindings == GK_XML_MAX_BINDINGS) {
    gk_xml_stop(x, GK_STATUS_TOO_COMPLEX, "too many namespace prefixes are declared at once");
    return;
  }
  if (!reserve_prefixes(x, prefix.n))
    return;
  if (prefix.n > 0)
    memcpy(x->prefixes + x->prefixes_n, prefix.p, prefix.n);
  x->bindings[x->n_bindings++] = (gk_xml_binding){x->depth, x->prefixes_n, prefix.n, ns};
  x->prefixes_n += prefix.n;
  x->last = x->n_bindings;
  x->generation++;
}

void gk_xml_bind(gk_xml *x, gk_str prefix, gk_str uri) {
  bind(x, prefix, known_namespace(uri));
}

void gk_xml_bind_outer(gk_xml *x, const gk_xml_scope *scope) {
  bind(x, GK_LIT("xml"), GK_NS_XML);
  for (size_t i = 0; scope != NULL && i < scope->n && x->status == GK_OK; i++)
    bind(x, scope->bindings[i].prefix, scope->bindings[i].ns);
}

void gk_xml_leave(gk_xml *x) {
  while (x->n_bindings > 0 && x->bindings[x->n_bindings - 1].depth == x->depth) {
    x->prefixes_n = x->bindings[--x->n_bindings].prefix_off;
    x->last = x->n_bindings;
    x->generation++;
  }
  x->depth--;
}

int gk_xml_declares(gk_str qname, gk_str *prefix) {
  if (qname.n < 5 || memcmp(qname.p, "xmlns", 5) != 0 || (qname.n > 5 && qname.p[5] != ':'))
    return 0;
  size_t from = qname.n > 5 ? 6 : 5;
  *prefix = (gk_str){qname.p + from, qname.n - from};
  return 1;
}

gk_xml_ns gk_xml_resolve(gk_xml *x, gk_str qname, size_t colon, int is_element) {
  if (colon == qname.n)
    return is_element ? prefix_ns(x, GK_LIT("")) : GK_NS_NONE;
  gk_xml_ns ns = prefix_ns(x, (gk_str){qname.p, colon});
  if (ns == GK_NS_NONE || colon == 0 || colon + 1 == qname.n)
    gk_xml_stop(x, GK_STATUS_MALFORMED_XML, "a name's namespace prefix is not declared");
  return ns;
}

/* The first binding, of "xml", everybody has. Bindings leave from the end, so that as many as before are the same. */
const gk_xml_scope *gk_xml_scope_get(const gk_xml *xml, gk_arena *arena, const gk_xml_scope *known) {
  size_t n = xml->n_bindings - 1;
  if (known != NULL && known->n == n)
    return known;
  gk_xml_scope *scope = GK_NEW(arena, gk_xml_scope);
  gk_xml_outer *bindings = GK_NEW_ARRAY(arena, gk_xml_outer, n);
  if (scope == NULL || bindings == NULL)
    return NULL;
  for (size_t i = 0; i < n; i++) {
    const gk_xml_binding *b = &xml->bindings[i + 1];
    bindings[i] = (gk_xml_outer){gk_arena_copy(arena, (gk_str){xml->prefixes + b->prefix_off, b->prefix_n}), b->ns};
  }
  *scope = (gk_xml_scope){n, bindings};
  return gk_arena_failed(arena) ? NULL : scope;
}

gk_xml_ns gk_xml_prefix_ns(const gk_xml *xml, gk_str prefix) {
  size_t i = prefix.n > 0 ? find_binding(xml, prefix) : xml->n_bindings;
  return i < xml->n_bindings ? xml->bindings[i].ns : GK_NS_NONE;
}
