/*
 * html_flow.h: the text of a page, as paragraphs. Private to the HTML reader.
 *
 * White space collapses as it does on the page (CSS Text 3, 4.1): a run of it is one blank, none at the start or end of
 * a line, and none for a line's end between two ideographs. Text is a slice of the page wherever that leaves it as it
 * is.
 */
#ifndef GONGKAI_HTML_FLOW_H
#define GONGKAI_HTML_FLOW_H

#include "layout/builder.h"
#include "reader/html_list.h"

typedef struct gk_html_flow {
  gk_builder *builder;
  const gk_part *part;
  uint32_t part_idx;
  uint16_t level;        /* of the paragraph that comes next */
  uint8_t flags;         /* likewise */
  int keeps_space;       /* pre */
  int is_open;           /* a paragraph */
  gk_str space;          /* white space that shows if text follows; p is NULL if there is none */
  gk_str line_break;     /* a br, likewise */
  gk_str raised;         /* where raised text began, of which none has come yet */
  uint32_t last;         /* the line's last character; 0 at its start */
  gk_html_marker marker; /* the number that stands before the next text */
} gk_html_flow;

/* Adds text; `page` is what it came from. */
void gk_html_flow_text(gk_html_flow *f, gk_str text, gk_str page);

/* What comes next is another paragraph. */
void gk_html_flow_break(gk_html_flow *f);

/* What comes next is another line. */
void gk_html_flow_line_break(gk_html_flow *f, gk_str tag);

/* A text that is raised begins at `at`, or, with NULL, ends. */
void gk_html_flow_raise(gk_html_flow *f, const char *at);

#endif
