/*
 * html_head.h: what a page says of itself in its head: paragraphs marked GK_PARA_META. Private to the HTML reader.
 */
#ifndef GONGKAI_HTML_HEAD_H
#define GONGKAI_HTML_HEAD_H

#include <gumbo.h>

#include "reader/html_flow.h"

/* A title element or a meta element. Nothing may be open but the body. */
void gk_html_title(gk_html_flow *f, const GumboElement *title);
void gk_html_meta(gk_html_flow *f, const GumboElement *meta);

#endif
