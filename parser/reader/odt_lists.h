/*
 * odt_lists.h: list styles and the outline style (OpenDocument 1.3 part 3, 16.30 to 16.35), as levels that
 * numbering.h counts. Private to the ODT reader.
 */
#ifndef GONGKAI_ODT_LISTS_H
#define GONGKAI_ODT_LISTS_H

#include "reader/numbering.h"
#include "reader/odt_names.h"

/* A level whose label is not put together yet. */
typedef struct gk_odt_level {
  gk_list_level level;
  gk_str prefix;
  gk_str suffix;
  size_t n_shown; /* numbers of how many levels, this one and those before it */
} gk_odt_level;

typedef struct gk_odt_list_style {
  gk_str name; /* empty: the outline of headings */
  gk_odt_level *levels[GK_LIST_LEVELS];
} gk_odt_list_style;

typedef struct gk_odt_list_styles {
  gk_arena *arena;
  gk_records styles; /* by name */
  size_t n_open;     /* 0 or 1: the last of them is open */
  gk_odt_level *level;
} gk_odt_list_styles;

void gk_odt_list_styles_init(gk_odt_list_styles *styles, gk_arena *scratch);

/* Start tags and ends of elements inside office:styles and office:automatic-styles. */
gk_status gk_odt_list_styles_tag(gk_odt_list_styles *styles, const gk_odt_tag *tag);
void gk_odt_list_styles_end(gk_odt_list_styles *styles, gk_odt_name name);

/* When all have been read; 0 if there is no memory. */
int gk_odt_list_styles_finish(gk_odt_list_styles *styles);

/* NULL if there is none. An empty name is the outline's. */
const gk_odt_list_style *gk_odt_list_style_find(const gk_odt_list_styles *styles, gk_str name);

#endif
