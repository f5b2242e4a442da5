/*
 * package.c: parts by name, relationship and content type (ECMA-376 part 2, Open Packaging Conventions), in a zip or in
 * a flat file.
 *
 * What the rules ask of a writer is not asked of a file: targets may have backslashes, dots or lead nowhere, content
 * types may be missing. What is read is still verified: a part is whole, or it is not handed out.
 */
#include <string.h>

#include "container/flat.h"
#include "container/package.h"
#include "container/part.h"
#include "container/zip.h"

typedef struct relationship {
  gk_str type;   /* what follows the last slash of the type's URI */
  gk_str target; /* a part's name; empty if external */
} relationship;

struct gk_package {
  gk_arena *arena;
  gk_limits limits;
  gk_zip *zip; /* NULL: it is flat */
  gk_flat flat;
  /* The relationships of the part asked for last: readers ask for one kind after another. */
  int has_relationships;
  gk_str relationships_of;
  relationship *relationships;
  size_t n_relationships;
  size_t relationships_capacity;
};

static gk_status refuse(gk_error *error, gk_status status, gk_str part, const char *detail) {
  *error = (gk_error){.status = status, .part = part, .detail = detail};
  return status;
}

static gk_package *new_package(gk_arena *arena, const gk_limits *limits, gk_error *error) {
  gk_package *package = GK_NEW(arena, gk_package);
  if (package == NULL) {
    (void)refuse(error, GK_STATUS_NO_MEMORY, (gk_str){NULL, 0}, NULL);
    return NULL;
  }
  package->arena = arena;
  package->limits = *limits;
  return package;
}

gk_status gk_package_open(gk_arena *arena, gk_str input, const gk_limits *limits, gk_package **out, gk_error *error) {
  *out = NULL;
  gk_package *package = new_package(arena, limits, error);
  if (package == NULL)
    return GK_STATUS_NO_MEMORY;
  gk_status status = gk_zip_open(arena, input, limits, &package->zip, error);
  if (status == GK_OK)
    *out = package;
  return status;
}

gk_status gk_package_open_flat(gk_arena *arena, gk_str input, const gk_limits *limits, gk_package **out,
                               gk_error *error) {
  *out = NULL;
  gk_package *package = new_package(arena, limits, error);
  if (package == NULL)
    return GK_STATUS_NO_MEMORY;
  gk_status status = gk_flat_open(arena, input, limits, &package->flat, error);
  if (status == GK_OK)
    *out = package;
  return status;
}

void gk_package_close(gk_package *package) {
  if (package != NULL)
    gk_zip_close(package->zip);
}

int gk_package_has(const gk_package *package, gk_str name) {
  if (package->zip == NULL)
    return gk_flat_find(&package->flat, name) != NULL;
  return gk_zip_find(package->zip, name) != NULL;
}

static gk_status read_entry(gk_package *package, const gk_zip_entry *entry, gk_xml_source *out, gk_error *error) {
  gk_part part = {.name = entry->name};
  gk_status status = gk_zip_read(package->zip, entry, package->arena, &part.source, error);
  if (status == GK_OK)
    status = gk_part_decode(package->arena, &part, &package->limits, error);
  if (status == GK_OK)
    *out = gk_xml_whole(&part);
  return status;
}

gk_status gk_package_read(gk_package *package, gk_str name, gk_xml_source *out, gk_error *error) {
  *out = (gk_xml_source){0};
  if (!gk_package_has(package, name))
    return refuse(error, GK_STATUS_READ, name, "the package has no such part");
  if (package->zip == NULL)
    return gk_flat_read(&package->flat, name, out, error);
  return read_entry(package, gk_zip_find(package->zip, name), out, error);
}

/* Reads and parses a part that may be missing. */
static gk_status parse_optional(gk_package *package, gk_str name, const gk_xml_handler *handler, gk_error *error) {
  gk_xml_source source;
  if (!gk_package_has(package, name))
    return GK_OK;
  gk_status status = gk_package_read(package, name, &source, error);
  return status == GK_OK ? gk_xml_parse(package->arena, &source, &package->limits, handler, NULL, error) : status;
}

static gk_status ignore_end(void *ctx, gk_xml_name name, size_t off) {
  (void)ctx, (void)name, (void)off;
  return GK_OK;
}

/* Names */

/* The length of the folder of a name, its last slash included. */
static size_t folder_bytes(gk_str name) {
  size_t n = name.n;
  while (n > 0 && name.p[n - 1] != '/' && name.p[n - 1] != '\\')
    n--;
  return n;
}

/* Adds the segments of a path to `out`: empty ones and "." are dropped, ".." takes one back. */
static size_t add_path(char *out, size_t n, gk_str path) {
  size_t at = 0;
  while (at < path.n) {
    size_t end = at;
    while (end < path.n && path.p[end] != '/' && path.p[end] != '\\')
      end++;
    gk_str segment = {path.p + at, end - at};
    if (gk_str_is(segment, "..")) {
      while (n > 0 && out[--n] != '/')
        ;
    } else if (segment.n > 0 && !gk_str_is(segment, ".")) {
      if (n > 0)
        out[n++] = '/';
      memcpy(out + n, segment.p, segment.n);
      n += segment.n;
    }
    at = end + 1;
  }
  return n;
}

/* A target as a part's name: against the root if it starts with a slash, else against the folder of `part`. */
static gk_str resolve_target(gk_arena *arena, gk_str part, gk_str target) {
  gk_str folder = {part.p, folder_bytes(part)};
  if (target.n > 0 && (*target.p == '/' || *target.p == '\\'))
    folder.n = 0;
  char *p = gk_arena_alloc(arena, folder.n + target.n + 1, 1);
  if (p == NULL)
    return (gk_str){NULL, 0};
  return (gk_str){p, add_path(p, add_path(p, 0, folder), target)};
}

/* word/document.xml has its relationships in word/_rels/document.xml.rels, the package in _rels/.rels. */
static gk_str relationships_name(gk_arena *arena, gk_str part) {
  size_t folder_n = folder_bytes(part), n = 0;
  char *p = gk_arena_alloc(arena, part.n + sizeof "_rels/" + sizeof ".rels", 1);
  if (p == NULL)
    return (gk_str){NULL, 0};
  const gk_str pieces[] = {{part.p, folder_n},
                           GK_LIT("_rels/"),
                           {part.n > 0 ? part.p + folder_n : NULL, part.n - folder_n},
                           GK_LIT(".rels")};
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    if (pieces[i].n > 0)
      memcpy(p + n, pieces[i].p, pieces[i].n);
    n += pieces[i].n;
  }
  return (gk_str){p, n};
}

/* Relationships */

static relationship *new_relationship(gk_package *package) {
  if (package->n_relationships == package->relationships_capacity) {
    size_t old = package->relationships_capacity, capacity = 2 * old + 16;
    relationship *p = gk_arena_grow(package->arena, package->relationships, old * sizeof *p, capacity * sizeof *p,
                                    _Alignof(relationship));
    if (p == NULL)
      return NULL;
    package->relationships = p;
    package->relationships_capacity = capacity;
  }
  return &package->relationships[package->n_relationships++];
}

static gk_status on_relationship(void *ctx, gk_xml_name name, const gk_xml_attr *attrs, size_t n_attrs, size_t off) {
  gk_package *package = ctx;
  (void)off;
  if (name.ns != GK_NS_RELATIONSHIPS || !gk_str_is(name.local, "Relationship"))
    return GK_OK;
  gk_str type = gk_xml_get(attrs, n_attrs, GK_NS_NONE, "Type");
  gk_str target = gk_xml_get(attrs, n_attrs, GK_NS_NONE, "Target");
  size_t before = folder_bytes(type);
  relationship *r = new_relationship(package);
  if (r == NULL)
    return GK_STATUS_NO_MEMORY;
  *r = (relationship){{NULL, 0}, {NULL, 0}};
  if (type.n > before)
    r->type = gk_arena_copy(package->arena, (gk_str){type.p + before, type.n - before});
  if (!gk_str_is(gk_xml_get(attrs, n_attrs, GK_NS_NONE, "TargetMode"), "External"))
    r->target = resolve_target(package->arena, package->relationships_of, target);
  return gk_arena_failed(package->arena) ? GK_STATUS_NO_MEMORY : GK_OK;
}

static gk_status load_relationships(gk_package *package, gk_str part, gk_error *error) {
  if (package->has_relationships && gk_zip_name_compare(package->relationships_of, part) == 0)
    return GK_OK;
  package->has_relationships = 0;
  package->n_relationships = 0;
  package->relationships_of = gk_arena_copy(package->arena, part);
  gk_str name = relationships_name(package->arena, part);
  if (gk_arena_failed(package->arena))
    return refuse(error, GK_STATUS_NO_MEMORY, (gk_str){NULL, 0}, NULL);
  gk_xml_handler handler = {on_relationship, ignore_end, NULL, package};
  gk_status status = parse_optional(package, name, &handler, error);
  package->has_relationships = status == GK_OK;
  return status;
}

gk_status gk_package_related(gk_package *package, gk_str part, const char *type, gk_str *target, size_t *missing,
                             gk_error *error) {
  *target = (gk_str){NULL, 0};
  gk_status status = load_relationships(package, part, error);
  for (size_t i = 0; i < package->n_relationships && status == GK_OK && target->n == 0; i++) {
    const relationship *r = &package->relationships[i];
    if (gk_str_is(r->type, type) && gk_package_has(package, r->target))
      *target = r->target;
    else if (gk_str_is(r->type, type))
      ++*missing;
  }
  return status;
}

/* The main part */

/* What [Content_Types].xml says, or the parts of a flat file say themselves. */
typedef struct content_types {
  gk_package *package;
  gk_str wanted;       /* the part asked for */
  gk_str by_name;      /* its type by its own name */
  gk_str by_extension; /* its type by its extension */
  gk_str main;         /* the first part there is that is declared to be a Word document's main part */
  gk_str main_type;
} content_types;

static gk_str c_str(const char *s) {
  return (gk_str){s, strlen(s)};
}

/* Types, like names, are compared without regard to case. */
static int is_word_main(gk_str type) {
  static const char *const types[] = {
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
      "application/vnd.ms-word.document.macroEnabled.main+xml",
      "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
  };
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (gk_zip_name_compare(type, c_str(types[i])) == 0)
      return 1;
  return 0;
}

static gk_str extension(gk_str name) {
  size_t n = name.n;
  while (n > 0 && name.p[n - 1] != '.' && name.p[n - 1] != '/')
    n--;
  return n > 0 && name.p[n - 1] == '.' ? (gk_str){name.p + n, name.n - n} : (gk_str){NULL, 0};
}

static gk_status on_content_type(void *ctx, gk_xml_name name, const gk_xml_attr *attrs, size_t n_attrs, size_t off) {
  content_types *types = ctx;
  gk_arena *arena = types->package->arena;
  (void)off;
  if (name.ns != GK_NS_CONTENT_TYPES)
    return GK_OK;
  gk_str type = gk_xml_get(attrs, n_attrs, GK_NS_NONE, "ContentType");
  if (gk_str_is(name.local, "Default")) {
    gk_str ext = gk_xml_get(attrs, n_attrs, GK_NS_NONE, "Extension");
    if (types->by_extension.n == 0 && gk_zip_name_compare(ext, extension(types->wanted)) == 0)
      types->by_extension = gk_arena_copy(arena, type);
  } else if (gk_str_is(name.local, "Override")) {
    int is_main = types->main.n == 0 && is_word_main(type);
    gk_str part = gk_xml_get(attrs, n_attrs, GK_NS_NONE, "PartName");
    while (part.n > 0 && (*part.p == '/' || *part.p == '\\'))
      part.p++, part.n--;
    if (types->by_name.n == 0 && gk_zip_name_compare(part, types->wanted) == 0)
      types->by_name = gk_arena_copy(arena, type);
    if (is_main && gk_package_has(types->package, part)) {
      types->main = resolve_target(arena, (gk_str){NULL, 0}, part);
      types->main_type = gk_arena_copy(arena, type);
    }
  }
  return gk_arena_failed(arena) ? GK_STATUS_NO_MEMORY : GK_OK;
}

/* The types of a flat file's parts. */
static gk_status flat_types(content_types *types, const gk_flat *flat, gk_error *error) {
  const gk_flat_part *wanted = gk_flat_find(flat, types->wanted);
  if (wanted != NULL)
    types->by_name = wanted->content_type;
  for (size_t i = 0; i < flat->parts.n && types->main.n == 0; i++) {
    const gk_flat_part *part = gk_records_at(&flat->parts, i);
    if (!is_word_main(part->content_type))
      continue;
    types->main = resolve_target(types->package->arena, (gk_str){NULL, 0}, part->name);
    types->main_type = part->content_type;
  }
  return gk_arena_failed(types->package->arena) ? refuse(error, GK_STATUS_NO_MEMORY, (gk_str){NULL, 0}, NULL) : GK_OK;
}

static gk_status find_types(content_types *types, gk_error *error) {
  if (types->package->zip == NULL)
    return flat_types(types, &types->package->flat, error);
  gk_xml_handler handler = {on_content_type, ignore_end, NULL, types};
  return parse_optional(types->package, GK_LIT("[Content_Types].xml"), &handler, error);
}

/* A package that is not Word's: a document of another kind, or no document. */
typedef struct foreign {
  const char *key; /* the start of a type, or the name of a part */
  gk_status status;
  const char *what;
} foreign;

/* By a type: of the main part, or in an entry of its own. */
static const foreign *foreign_by_type(gk_str type) {
  static const foreign known[] = {
      {"application/vnd.openxmlformats-officedocument.spreadsheetml.", GK_STATUS_NOT_A_DOCUMENT, "Excel workbook"},
      {"application/vnd.ms-excel.", GK_STATUS_NOT_A_DOCUMENT, "Excel workbook"},
      {"application/vnd.openxmlformats-officedocument.presentationml.", GK_STATUS_NOT_A_DOCUMENT,
       "PowerPoint presentation"},
      {"application/vnd.ms-powerpoint.", GK_STATUS_NOT_A_DOCUMENT, "PowerPoint presentation"},
      {"application/vnd.ms-visio.", GK_STATUS_NOT_A_DOCUMENT, "Visio drawing"},
      {"application/vnd.oasis.opendocument.text", GK_STATUS_UNSUPPORTED, "OpenDocument text"},
      {"application/vnd.oasis.opendocument.spreadsheet", GK_STATUS_NOT_A_DOCUMENT, "OpenDocument spreadsheet"},
      {"application/vnd.oasis.opendocument.presentation", GK_STATUS_NOT_A_DOCUMENT, "OpenDocument presentation"},
      {"application/vnd.sun.xml.writer", GK_STATUS_UNSUPPORTED, "OpenOffice.org 1 text"},
      {"application/epub+zip", GK_STATUS_UNSUPPORTED, "EPUB book"},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    gk_str prefix = c_str(known[i].key);
    if (type.n >= prefix.n && gk_zip_name_compare((gk_str){type.p, prefix.n}, prefix) == 0)
      return &known[i];
  }
  return NULL;
}

/* By what it holds. A part that only a Word document has says that its main part is lost. */
static const foreign *foreign_by_content(gk_package *package) {
  static const foreign known[] = {
      {"xl/workbook.xml", GK_STATUS_NOT_A_DOCUMENT, "Excel workbook"},
      {"ppt/presentation.xml", GK_STATUS_NOT_A_DOCUMENT, "PowerPoint presentation"},
      {"OFD.xml", GK_STATUS_UNSUPPORTED, "OFD document"},
      {"word/styles.xml", GK_STATUS_CORRUPT, "the main document part is not in the package"},
      {"word/_rels/document.xml.rels", GK_STATUS_CORRUPT, "the main document part is not in the package"},
  };
  static const foreign archive = {"", GK_STATUS_NOT_A_DOCUMENT, "zip archive"};
  static const foreign flat = {"", GK_STATUS_UNSUPPORTED, "package without a document"};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (gk_package_has(package, c_str(known[i].key)))
      return &known[i];
  /* OpenDocument and EPUB say what they are in their first entry. */
  gk_xml_source mimetype = {0};
  gk_error ignored;
  const foreign *found = NULL;
  if (gk_package_read(package, GK_LIT("mimetype"), &mimetype, &ignored) == GK_OK)
    found = foreign_by_type(mimetype.text);
  if (found == NULL)
    found = package->zip != NULL ? &archive : &flat;
  return found;
}

gk_status gk_package_main(gk_package *package, gk_str *name, gk_str *content_type, gk_error *error) {
  const gk_str root = {NULL, 0};
  size_t missing = 0;
  *content_type = root;
  gk_status status = gk_package_related(package, root, "officeDocument", name, &missing, error);
  if (status != GK_OK)
    return status;
  content_types types = {.package = package, .wanted = name->n > 0 ? *name : GK_LIT("word/document.xml")};
  status = find_types(&types, error);
  if (status != GK_OK)
    return status;
  gk_str type = types.by_name.n > 0 ? types.by_name : types.by_extension;
  const foreign *other = foreign_by_type(type);
  if (types.main.n > 0 && (name->n == 0 || (other == NULL && !is_word_main(type)))) {
    *name = types.main; /* a relationship may lead to a theme, and a document be there all the same */
    type = types.main_type;
  } else if (name->n == 0 && gk_package_has(package, types.wanted)) {
    *name = types.wanted;
  }
  if (name->n == 0 || other != NULL) {
    *name = root;
    other = other != NULL ? other : foreign_by_content(package);
    return refuse(error, other->status, root, other->what);
  }
  *content_type = type;
  return GK_OK;
}
