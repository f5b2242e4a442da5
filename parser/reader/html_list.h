/*
 * html_list.h: the numbers of ordered lists, as the page shows them. Private to the HTML reader.
 */
#ifndef GONGKAI_HTML_LIST_H
#define GONGKAI_HTML_LIST_H

#include <gumbo.h>

#include "reader/list_format.h"

/* An ol, while it is open. */
typedef struct gk_html_list {
  gk_list_format format;
  uint32_t next; /* the number of the next item */
} gk_html_list;

/* What is written before an item. */
typedef struct gk_html_marker {
  size_t n;       /* 0 for nothing */
  const char *at; /* in the source: where the item starts */
  char text[GK_LIST_NUMBER_BYTES + 4];
} gk_html_marker;

gk_html_list gk_html_list_start(const GumboElement *e);

/* The marker of an item. */
gk_html_marker gk_html_list_item(gk_html_list *list, const GumboElement *e, const char *at);

#endif
