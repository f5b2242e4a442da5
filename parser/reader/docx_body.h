/*
 * docx_body.h: the elements of a part that holds content: the main document, its footnotes, its endnotes. Private to
 * the DOCX reader.
 */
#ifndef GONGKAI_DOCX_BODY_H
#define GONGKAI_DOCX_BODY_H

#include "reader/docx_flow.h"
#include "reader/docx_names.h"
#include "reader/reader.h"

/* What all content parts of a document share. */
typedef struct gk_docx_shared {
  const gk_docx_styles *styles;
  gk_numbering *numbering;
  gk_docx_counts counts;
} gk_docx_shared;

/*
 * Reads one part into r->builder. `root`: the name its root element must have, else GK_STATUS_UNSUPPORTED. `flags`: of
 * its paragraphs. After a failure the builder is left as at the end of a part.
 */
gk_status gk_docx_body_read(gk_reading *r, gk_arena *scratch, gk_docx_shared *shared, const gk_xml_source *source,
                            gk_w_name root, uint8_t flags, gk_error *error);

#endif
