/*
 * docx_merge.h: w:hMerge (ISO/IEC 29500-4, 14.3.1), the way before w:gridSpan of merging cells in a row: the first says
 * "restart", the others "continue". Private to the DOCX reader.
 *
 * The builder wants a cell's width when the cell is opened, so the rare part that has w:hMerge is read twice: first for
 * these widths alone.
 */
#ifndef GONGKAI_DOCX_MERGE_H
#define GONGKAI_DOCX_MERGE_H

#include "base/records.h"
#include "container/xml.h"

typedef enum gk_docx_hmerge { GK_DOCX_HMERGE_NONE, GK_DOCX_HMERGE_START, GK_DOCX_HMERGE_CONTINUE } gk_docx_hmerge;

/* The meaning of w:hMerge's value, and of w:vMerge's: no value is "continue". */
gk_docx_hmerge gk_docx_hmerge_named(gk_str value);

typedef struct gk_docx_merges {
  gk_records merges; /* in order of offset */
} gk_docx_merges;

gk_status gk_docx_merges_read(gk_arena *scratch, const gk_xml_source *source, const gk_limits *limits,
                              gk_docx_merges *out, gk_error *error);

/* The columns of the chain that the cell at `off` starts; `own` if there is none. */
uint32_t gk_docx_merges_span(const gk_docx_merges *merges, size_t off, uint32_t own);

#endif
