/*
 * odt_styles.h: what styles say that matters to text (OpenDocument 1.3 part 3, 16): hidden or not, raised, struck, and
 * of which list a paragraph is; and what has to be known of the text before it is read. Private to the ODT reader.
 */
#ifndef GONGKAI_ODT_STYLES_H
#define GONGKAI_ODT_STYLES_H

#include "base/records.h"
#include "reader/odt_lists.h"

/* How text looks; -1: not said. */
typedef struct gk_odt_look {
  int8_t is_hidden;
  int8_t stands; /* GK_LOOK_ABOVE_LINE, GK_LOOK_BELOW_LINE, or 0 for on it */
  int8_t is_struck;
} gk_odt_look;

typedef enum gk_odt_family { GK_ODT_PARAGRAPH, GK_ODT_TEXT } gk_odt_family;

/* A style with what it inherits. */
typedef struct gk_odt_style {
  gk_odt_family family;
  gk_str name;
  gk_str parent;
  gk_odt_look look;
  gk_str list_style; /* of paragraphs in a list that names none */
} gk_odt_style;

/* A text:changed-region that is a deletion. */
typedef struct gk_odt_deletion {
  gk_str id;
  int is_open; /* its text:change-start has been, its text:change-end not */
} gk_odt_deletion;

/* A text:list that others may continue. */
typedef struct gk_odt_list_id {
  gk_str id;
  gk_list_num *num; /* once it has begun */
} gk_odt_list_id;

typedef struct gk_odt_styles {
  gk_arena *arena;
  gk_records styles; /* by family and name */
  gk_odt_list_styles lists;
  gk_records list_ids;     /* of gk_odt_list_id, by id */
  gk_records hidden_paras; /* offsets of paragraphs that a field in them hides, ascending */
  gk_records deletions;    /* of gk_odt_deletion, by id */
  int64_t n_notes;
} gk_odt_styles;

void gk_odt_styles_init(gk_odt_styles *styles, gk_arena *scratch);

/* Adds what a part says: the common styles of styles.xml, whose automatic ones are for headers and footers only, the
   automatic ones of content.xml, all of a flat file. Styles with content come last. */
gk_status gk_odt_styles_read(gk_odt_styles *styles, const gk_xml_source *source, const gk_limits *limits,
                             gk_error *error);

/* Lets styles inherit, and makes the lists ready. Once, when all parts have been read. 0 if there is no memory. */
int gk_odt_styles_finish(gk_odt_styles *styles);

/* NULL if there is none of that name. */
const gk_odt_style *gk_odt_style_find(const gk_odt_styles *styles, gk_odt_family family, gk_str name);

/* Whether the paragraph at an offset is hidden by a field in it. */
int gk_odt_para_is_hidden(const gk_odt_styles *styles, size_t off);

gk_odt_deletion *gk_odt_deletion_find(const gk_odt_styles *styles, gk_str id);

/* Deletions that a reading left open are not so for the next. */
void gk_odt_deletions_reset(const gk_odt_styles *styles);

gk_odt_list_id *gk_odt_list_id_find(const gk_odt_styles *styles, gk_str id);

#endif
