/*
 * package.h: an OOXML or ODF package: a zip whose parts are read one at a time, whole, into the arena, verified.
 * Private to the parser half.
 */
#ifndef GONGKAI_PACKAGE_H
#define GONGKAI_PACKAGE_H

#include "gongkai/arena.h"
#include "gongkai/layout.h"
#include "gongkai/limits.h"
#include "gongkai/status.h"

typedef struct gk_package gk_package;

/*
 * Opens a package over `input`, which must outlive it. Names are normalised (backslashes, case folded for look-up).
 * The package's own memory is in `arena`; gk_package_close() must be called, for libzip's sake.
 */
gk_status gk_package_open(gk_arena *arena, gk_str input, const gk_limits *limits, gk_package **out, gk_error *error);
void gk_package_close(gk_package *package);

/* Whether an entry of that name is there, by normalised name, case-insensitively (OPC part names are so compared). */
int gk_package_has(const gk_package *package, gk_str name);

/*
 * Reads a part: inflated whole under the limits, CRC verified, its encoding found by byte-order mark and XML
 * declaration and converted to UTF-8 if it is another. `part->name` is the entry's own name, in the arena.
 * Returns GK_STATUS_READ with nothing in `part` if there is no such entry.
 */
gk_status gk_package_read(gk_package *package, gk_str name, gk_part *part, gk_error *error);

/*
 * The main part by relationship: _rels/.rels (officeDocument, transitional or strict), else the content type, else
 * word/document.xml. The name is normalised, without a leading slash, in the arena.
 * `content_type` out: what [Content_Types].xml says of it, empty if nothing.
 */
gk_status gk_package_main(gk_package *package, gk_str *name, gk_str *content_type, gk_error *error);

/*
 * The target of the first relationship of `part` whose type ends in "/`type`" ("numbering", "styles", "footnotes"),
 * resolved against the part's folder; empty if there is none, it is external, or its entry is missing (`missing`
 * counts those).
 */
gk_status gk_package_related(gk_package *package, gk_str part, const char *type, gk_str *target, size_t *missing);

#endif
