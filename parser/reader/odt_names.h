/*
 * odt_names.h: the vocabulary of OpenDocument text that is read (OpenDocument 1.3 part 3). Private to the ODT reader.
 */
#ifndef GONGKAI_ODT_NAMES_H
#define GONGKAI_ODT_NAMES_H

#include "container/xml.h"

/* GK_ODT(identifier, namespace, local name): elements, each under the name the standard gives it. */
#define GK_ODT_NAMES(GK_ODT)                                                                                           \
  GK_ODT(p, TEXT, "p")                                                                                                 \
  GK_ODT(h, TEXT, "h")                                                                                                 \
  GK_ODT(span, TEXT, "span")                                                                                           \
  GK_ODT(s, TEXT, "s")                                                                                                 \
  GK_ODT(tab, TEXT, "tab")                                                                                             \
  GK_ODT(line_break, TEXT, "line-break")                                                                               \
  GK_ODT(list, TEXT, "list")                                                                                           \
  GK_ODT(list_item, TEXT, "list-item")                                                                                 \
  GK_ODT(list_header, TEXT, "list-header")                                                                             \
  GK_ODT(numbered_paragraph, TEXT, "numbered-paragraph")                                                               \
  GK_ODT(number, TEXT, "number")                                                                                       \
  GK_ODT(note, TEXT, "note")                                                                                           \
  GK_ODT(note_body, TEXT, "note-body")                                                                                 \
  GK_ODT(tracked_changes, TEXT, "tracked-changes")                                                                     \
  GK_ODT(changed_region, TEXT, "changed-region")                                                                       \
  GK_ODT(deletion, TEXT, "deletion")                                                                                   \
  GK_ODT(change_start, TEXT, "change-start")                                                                           \
  GK_ODT(change_end, TEXT, "change-end")                                                                               \
  GK_ODT(ruby_text, TEXT, "ruby-text")                                                                                 \
  GK_ODT(hidden_paragraph, TEXT, "hidden-paragraph")                                                                   \
  GK_ODT(script, TEXT, "script")                                                                                       \
  GK_ODT(list_style, TEXT, "list-style")                                                                               \
  GK_ODT(outline_style, TEXT, "outline-style")                                                                         \
  GK_ODT(level_number, TEXT, "list-level-style-number")                                                                \
  GK_ODT(level_bullet, TEXT, "list-level-style-bullet")                                                                \
  GK_ODT(level_image, TEXT, "list-level-style-image")                                                                  \
  GK_ODT(outline_level, TEXT, "outline-level-style")                                                                   \
  GK_ODT(table, TABLE, "table")                                                                                        \
  GK_ODT(table_row, TABLE, "table-row")                                                                                \
  GK_ODT(table_cell, TABLE, "table-cell")                                                                              \
  GK_ODT(covered_cell, TABLE, "covered-table-cell")                                                                    \
  GK_ODT(text_box, DRAW, "text-box")                                                                                   \
  GK_ODT(object, DRAW, "object")                                                                                       \
  GK_ODT(document, OFFICE, "document")                                                                                 \
  GK_ODT(document_content, OFFICE, "document-content")                                                                 \
  GK_ODT(document_styles, OFFICE, "document-styles")                                                                   \
  GK_ODT(styles, OFFICE, "styles")                                                                                     \
  GK_ODT(automatic_styles, OFFICE, "automatic-styles")                                                                 \
  GK_ODT(body, OFFICE, "body")                                                                                         \
  GK_ODT(text, OFFICE, "text")                                                                                         \
  GK_ODT(forms, OFFICE, "forms")                                                                                       \
  GK_ODT(annotation, OFFICE, "annotation")                                                                             \
  GK_ODT(style, STYLE, "style")                                                                                        \
  GK_ODT(text_properties, STYLE, "text-properties")                                                                    \
  GK_ODT(label_alignment, STYLE, "list-level-label-alignment")

typedef enum gk_odt_name {
  GK_ODT_other,
  GK_ODT_drawing, /* anything else that is drawn: what stands in it is no text of the paragraph around it */
#define GK_ODT(id, ns, local) GK_ODT_##id,
  GK_ODT_NAMES(GK_ODT)
#undef GK_ODT
} gk_odt_name;

gk_odt_name gk_odt_name_of(gk_xml_name name);

/* A start tag, as the handlers get it. */
typedef struct gk_odt_tag {
  gk_odt_name name;
  const gk_xml_attr *attrs;
  size_t n_attrs;
  size_t off;
} gk_odt_tag;

gk_str gk_odt_attr(const gk_odt_tag *tag, gk_xml_ns ns, const char *local);

/* A number from 0 up; `fallback` if it is none or not there. */
int32_t gk_odt_attr_int(const gk_odt_tag *tag, gk_xml_ns ns, const char *local, int32_t fallback);

/* Whether it is there and "true". */
int gk_odt_attr_on(const gk_odt_tag *tag, gk_xml_ns ns, const char *local);

#endif
