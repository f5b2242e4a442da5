#include "container/flat.h"

#include "container/part.h"
#include "container/zip.h"

/* How deep in pkg:package / pkg:part / pkg:xmlData / the part's root an element is. */
enum { DEPTH_PACKAGE = 1, DEPTH_PART, DEPTH_DATA, DEPTH_ROOT };

typedef struct reading {
  gk_flat *flat;
  gk_arena *arena;
  const gk_limits *limits;
  gk_xml *xml;
  size_t depth;
  const gk_xml_scope *scope; /* of pkg:package */
  gk_flat_part part;         /* the open one; what is not found of it is empty */
  int in_data;               /* in its pkg:xmlData */
} reading;

static int is_pkg(gk_xml_name name, const char *local) {
  return name.ns == GK_NS_PKG && gk_str_is(name.local, local);
}

static void open_part(reading *r, const gk_xml_attr *attrs, size_t n) {
  gk_str name = gk_xml_get(attrs, n, GK_NS_PKG, "name");
  while (name.n > 0 && (*name.p == '/' || *name.p == '\\'))
    name.p++, name.n--;
  r->part = (gk_flat_part){.name = gk_arena_copy(r->arena, name),
                           .content_type = gk_arena_copy(r->arena, gk_xml_get(attrs, n, GK_NS_PKG, "contentType"))};
}

static gk_status on_start(void *ctx, gk_xml_name name, const gk_xml_attr *attrs, size_t n, size_t off) {
  reading *r = ctx;
  const gk_str whole = r->flat->file.text;
  r->depth++;
  if (r->depth == DEPTH_PACKAGE) {
    if (!is_pkg(name, "package"))
      return GK_STATUS_UNSUPPORTED;
    r->scope = gk_xml_scope_get(r->xml, r->arena, NULL);
  } else if (r->depth == DEPTH_PART) {
    r->part = (gk_flat_part){0};
    if (is_pkg(name, "part"))
      open_part(r, attrs, n);
  } else if (r->depth == DEPTH_DATA) {
    r->in_data = is_pkg(name, "xmlData");
    if (r->in_data)
      r->part.scope = gk_xml_scope_get(r->xml, r->arena, r->scope);
  } else if (r->depth == DEPTH_ROOT && r->in_data && r->part.text.p == NULL) {
    r->part.text = (gk_str){whole.p + off, whole.n - off};
  }
  return gk_arena_failed(r->arena) ? GK_STATUS_NO_MEMORY : GK_OK;
}

static gk_status keep_part(reading *r) {
  if (r->part.name.n == 0 || r->part.text.p == NULL)
    return GK_OK;
  if (r->flat->parts.n == r->limits->entries)
    return GK_STATUS_TOO_COMPLEX;
  gk_flat_part *part = gk_records_push(&r->flat->parts);
  if (part == NULL)
    return GK_STATUS_NO_MEMORY;
  *part = r->part;
  return GK_OK;
}

/* A part ends with its pkg:xmlData, so that whatever else is in there is found by who reads it. */
static gk_status on_end(void *ctx, gk_xml_name name, size_t off) {
  reading *r = ctx;
  (void)name;
  gk_status status = GK_OK;
  if (r->depth == DEPTH_DATA && r->in_data && r->part.text.p != NULL)
    r->part.text.n = (size_t)(r->flat->file.text.p + off - r->part.text.p);
  if (r->depth == DEPTH_DATA)
    r->in_data = 0;
  if (r->depth == DEPTH_PART)
    status = keep_part(r);
  r->depth--;
  return status;
}

static int compare(const void *a, const void *b) {
  return gk_zip_name_compare(((const gk_flat_part *)a)->name, ((const gk_flat_part *)b)->name);
}

gk_status gk_flat_open(gk_arena *arena, gk_str input, const gk_limits *limits, gk_flat *out, gk_error *error) {
  *out = (gk_flat){.file = {.source = input}, .parts = {.arena = arena, .item_bytes = sizeof(gk_flat_part)}};
  gk_status status = gk_part_decode(arena, &out->file, limits, error);
  if (status != GK_OK)
    return status;
  reading r = {.flat = out, .arena = arena, .limits = limits};
  gk_xml_handler handler = {.start = on_start, .end = on_end, .ctx = &r};
  gk_xml_source source = gk_xml_whole(&out->file);
  status = gk_xml_parse(arena, &source, limits, &handler, &r.xml, error);
  if (status == GK_OK && !gk_records_sort(&out->parts, compare)) {
    status = GK_STATUS_NO_MEMORY;
    *error = (gk_error){.status = status};
  }
  return status;
}

const gk_flat_part *gk_flat_find(const gk_flat *flat, gk_str name) {
  gk_flat_part key = {.name = name};
  return gk_records_find(&flat->parts, &key, compare);
}

gk_status gk_flat_read(const gk_flat *flat, gk_str name, gk_xml_source *out, gk_error *error) {
  const gk_flat_part *part = gk_flat_find(flat, name);
  const gk_flat_part *last = (const gk_flat_part *)flat->parts.items + flat->parts.n - 1;
  if (part < last && compare(part, part + 1) == 0) {
    *error = (gk_error){.status = GK_STATUS_CORRUPT, .part = part->name, .detail = "two parts have this name"};
    return GK_STATUS_CORRUPT;
  }
  *out = (gk_xml_source){flat->file, part->text, part->scope};
  return GK_OK;
}
