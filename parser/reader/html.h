/*
 * html.h: a page, wherever it comes from. Private to the parser half.
 */
#ifndef GONGKAI_HTML_H
#define GONGKAI_HTML_H

#include "reader/reader.h"

/* Reads a page whose bytes are part->source; `charset` is what something else than the page says of its encoding. */
gk_status gk_html_read_page(gk_reading *r, gk_part *part, gk_str charset);

#endif
