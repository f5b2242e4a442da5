/*
 * docx_properties.h: what the properties of cells, rows, paragraphs and runs say (w:tcPr, w:trPr, w:pPr, w:numPr,
 * w:rPr), one element at a time. Private to the DOCX reader.
 */
#ifndef GONGKAI_DOCX_PROPERTIES_H
#define GONGKAI_DOCX_PROPERTIES_H

#include "reader/docx_grid.h"
#include "reader/docx_names.h"

/* A start tag, as the handlers get it. */
typedef struct gk_docx_tag {
  gk_w_name name;
  const gk_xml_attr *attrs;
  size_t n_attrs;
  size_t off;
} gk_docx_tag;

/* Of the innermost open table's open cell and row. What comes after the first content is too late to count. */
void gk_docx_cell_property(gk_docx_grid *grid, const gk_docx_tag *tag);
void gk_docx_row_property(gk_docx_grid *grid, const gk_docx_tag *tag);

/* Of the open paragraph; what is in its w:numPr; and of its mark, what is in its w:rPr. */
void gk_docx_para_property(gk_docx_flow *flow, const gk_docx_tag *tag);
void gk_docx_number_property(gk_docx_flow *flow, const gk_docx_tag *tag);
void gk_docx_mark_property(gk_docx_flow *flow, const gk_docx_tag *tag);

void gk_docx_run_property(const gk_docx_flow *flow, gk_docx_run *run, const gk_docx_tag *tag);

#endif
