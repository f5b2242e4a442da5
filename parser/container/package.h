/*
 * package.h: an OOXML or ODF package: parts that are read one at a time, whole. A package is a zip, whose parts are
 * inflated into the arena and verified, or, of OOXML, one XML file ("flat OPC"), whose parts are elements of it.
 * Private to the parser half.
 */
#ifndef GONGKAI_PACKAGE_H
#define GONGKAI_PACKAGE_H

#include "container/xml.h"

typedef struct gk_package gk_package;

/*
 * Opens a package over `input`, a zip or a flat file, which must outlive it. Names are normalised (backslashes, case
 * folded for look-up). The package's own memory is in `arena`; gk_package_close() must be called, for libzip's sake.
 */
gk_status gk_package_open(gk_arena *arena, gk_str input, const gk_limits *limits, gk_package **out, gk_error *error);
gk_status gk_package_open_flat(gk_arena *arena, gk_str input, const gk_limits *limits, gk_package **out,
                               gk_error *error);
void gk_package_close(gk_package *package);

/* Whether an entry of that name is there, by normalised name, case-insensitively (OPC part names are so compared). */
int gk_package_has(const gk_package *package, gk_str name);

/*
 * Reads a part: inflated whole under the limits, CRC verified, its encoding found by byte-order mark and XML
 * declaration and converted to UTF-8 if it is another. `out->part.name` is the entry's own name, in the input; of a
 * flat file the part that offsets count in is the file, and has no name. UTF-8 is not validated: the XML parser does
 * that. Returns GK_STATUS_READ with nothing in `out` if there is no such entry.
 */
gk_status gk_package_read(gk_package *package, gk_str name, gk_xml_source *out, gk_error *error);

/*
 * The main part by relationship: _rels/.rels (officeDocument, transitional or strict), else, or if that leads to
 * something that is not declared a Word document's main part, by content type, else word/document.xml. The name is
 * normalised, without a leading slash, in the arena or static. `content_type` out: what [Content_Types].xml says of it,
 * empty if nothing. If the package is not a Word document, its detail names what it is: GK_STATUS_UNSUPPORTED for
 * another kind of document, GK_STATUS_NOT_A_DOCUMENT for none, GK_STATUS_CORRUPT for one without its main part.
 */
gk_status gk_package_main(gk_package *package, gk_str *name, gk_str *content_type, gk_error *error);

/*
 * The target of the first usable relationship of `part` (empty: of the package) whose type ends in "/`type`"
 * ("numbering", "styles", "footnotes"), resolved against the part's folder; empty if there is none. `missing` counts
 * those passed over since they are external or lead to no entry. Fails where the relationships are there but cannot be
 * read.
 */
gk_status gk_package_related(gk_package *package, gk_str part, const char *type, gk_str *target, size_t *missing,
                             gk_error *error);

#endif
