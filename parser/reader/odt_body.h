/*
 * odt_body.h: the elements of office:body. Private to the ODT reader.
 */
#ifndef GONGKAI_ODT_BODY_H
#define GONGKAI_ODT_BODY_H

#include "reader/odt_flow.h"
#include "reader/reader.h"

/* What of the body is read: notes stand where they are referred to, but are listed after it. */
typedef enum gk_odt_what { GK_ODT_TEXT_ONLY, GK_ODT_NOTES_ONLY } gk_odt_what;

/* What a document's diagnostics will say in the end. */
typedef struct gk_odt_counts {
  int64_t hidden;
  int64_t numbers; /* in formats that are not rendered */
} gk_odt_counts;

/*
 * Reads content.xml, or a flat file, into r->builder. GK_STATUS_UNSUPPORTED or GK_STATUS_NOT_A_DOCUMENT, with a
 * detail that names it, if it is not text. After a failure the builder is left as at the end of a part.
 */
gk_status gk_odt_body_read(gk_reading *r, gk_arena *scratch, const gk_odt_styles *styles, const gk_xml_source *source,
                           gk_odt_what what, gk_odt_counts *counts);

#endif
