/*
 * html_source.h: which bytes of a page each piece of a text came from. Private to the HTML reader.
 *
 * gumbo gives a text as it reads, and the range of the page it was in. Most of it stands there as it is; references,
 * the ends of lines and tags that mean nothing stand between.
 */
#ifndef GONGKAI_HTML_SOURCE_H
#define GONGKAI_HTML_SOURCE_H

#include "gongkai/base.h"

typedef struct gk_html_source {
  gk_str text; /* what is left of each */
  gk_str page;
} gk_html_source;

/*
 * Cuts the next piece off: `page` are the bytes it came from, and `text` is the same slice where they are the text, one
 * character otherwise; all that is left in one piece where the two cannot be told apart. 0 at the end.
 */
int gk_html_source_next(gk_html_source *s, gk_str *text, gk_str *page);

/* Whether a reference in `page` wraps around when gumbo counts it: &#4294967345; would be a 1, and &#x80000000; the end
   of the text. A browser shows U+FFFD for whatever is beyond Unicode. */
int gk_html_source_wraps(gk_str page);

#endif
