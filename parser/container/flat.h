/*
 * flat.h: an OOXML package as one XML file, as Word saves it under "XML document": pkg:package, with a pkg:part for
 * each part ([MS-DOCX] names the format; its schema is that of http://schemas.microsoft.com/office/2006/xmlPackage).
 * Parts are not copied: they are elements of the file. Private to the container.
 */
#ifndef GONGKAI_FLAT_H
#define GONGKAI_FLAT_H

#include "base/records.h"
#include "container/xml.h"

typedef struct gk_flat_part {
  gk_str name; /* without leading slashes */
  gk_str content_type;
  gk_str text; /* of the file's text: its element */
  const gk_xml_scope *scope;
} gk_flat_part;

typedef struct gk_flat {
  gk_part file;
  gk_records parts; /* those that are XML, by name */
} gk_flat;

/* Finds the parts of `input`, which must outlive them. GK_STATUS_UNSUPPORTED if the root is another. */
gk_status gk_flat_open(gk_arena *arena, gk_str input, const gk_limits *limits, gk_flat *out, gk_error *error);

/* The part of that name, NULL if there is none. */
const gk_flat_part *gk_flat_find(const gk_flat *flat, gk_str name);

/* The part of that name, which must be there. GK_STATUS_CORRUPT if there are two. */
gk_status gk_flat_read(const gk_flat *flat, gk_str name, gk_xml_source *out, gk_error *error);

#endif
