/*
 * docx_text.h: the characters of a run: those of w:t, and those that are written as elements. Private to the DOCX
 * reader.
 */
#ifndef GONGKAI_DOCX_TEXT_H
#define GONGKAI_DOCX_TEXT_H

#include "container/xml.h"
#include "reader/docx_flow.h"

/* The open w:t. Without xml:space="preserve" white space at its ends is not text. */
typedef struct gk_docx_text {
  gk_docx_flow *flow;
  int keeps_space;
  int has_text;
  gk_str space; /* white space not written yet: it may be the last */
} gk_docx_text;

void gk_docx_text_start(gk_docx_text *t, const gk_xml_attr *attrs, size_t n_attrs);
void gk_docx_text_chars(gk_docx_text *t, gk_str text, gk_str source);

/* A character that the element at `off` stands for. */
void gk_docx_text_element(gk_docx_text *t, gk_str text, size_t off);

/* w:sym. */
void gk_docx_text_symbol(gk_docx_text *t, const gk_xml_attr *attrs, size_t n_attrs, size_t off);

#endif
