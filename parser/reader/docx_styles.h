/*
 * docx_styles.h: what paragraph and character styles say that matters to text: outline level, automatic number, hidden
 * or not (ISO/IEC 29500-1, 17.7). Private to the DOCX reader.
 */
#ifndef GONGKAI_DOCX_STYLES_H
#define GONGKAI_DOCX_STYLES_H

#include "container/xml.h"
#include "base/records.h"
#include "reader/numbering.h"

/* A style with what it inherits. -1: not said. */
typedef struct gk_docx_style {
  gk_str id;
  gk_str based_on;
  int32_t outline; /* 0 to 8, or 9 for body text */
  int32_t num_id;  /* 0: none, even if the style it is based on has one */
  int32_t num_level;
  int8_t vanish;
  int8_t align; /* gk_w_align */
} gk_docx_style;

typedef struct gk_docx_styles {
  gk_records styles; /* by id */
  gk_str default_id; /* of the style of paragraphs that name none */
  int hides_all;     /* w:vanish in w:docDefaults */
} gk_docx_styles;

/* A style that says nothing. */
extern const gk_docx_style gk_docx_style_none;

/* A zeroed gk_docx_styles is an empty one. Everything goes to `scratch`. */
gk_status gk_docx_styles_read(gk_arena *scratch, const gk_xml_source *source, const gk_limits *limits,
                              gk_docx_styles *out, gk_error *error);

/* Settles which list each link by style leads to, and which level of its list each style stands for. Once, when both
   parts have been read. */
void gk_docx_styles_bind(gk_docx_styles *styles, gk_numbering *numbering);

/* gk_docx_style_none if there is none of that id. */
const gk_docx_style *gk_docx_style_find(const gk_docx_styles *styles, gk_str id);

/* The style of paragraphs that name none. */
const gk_docx_style *gk_docx_style_default(const gk_docx_styles *styles);

#endif
