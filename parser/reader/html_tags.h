/*
 * html_tags.h: what an element is to the text around it. Private to the HTML reader.
 */
#ifndef GONGKAI_HTML_TAGS_H
#define GONGKAI_HTML_TAGS_H

#include <gumbo.h>

typedef enum gk_html_kind {
  GK_HTML_PHRASE, /* part of a paragraph */
  GK_HTML_BLOCK,  /* what stands before, in and behind it are different paragraphs */
  GK_HTML_TABLE,  /* a block, and a table or a part of one */
  GK_HTML_SILENT, /* not part of the page's text: scripts, controls, navigation, deletions */
} gk_html_kind;

gk_html_kind gk_html_kind_of(GumboTag tag);

#endif
