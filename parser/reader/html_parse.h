/*
 * html_parse.h: markup to a tree, over gumbo, which does it as browsers do. Private to the HTML reader.
 */
#ifndef GONGKAI_HTML_PARSE_H
#define GONGKAI_HTML_PARSE_H

#include <gumbo.h>

#include "gongkai/arena.h"
#include "gongkai/limits.h"
#include "gongkai/status.h"

/*
 * Parses a page in UTF-8. The tree lives in `scratch` and must not be given back to gumbo; it points into `text`.
 * GK_STATUS_TOO_COMPLEX for a page on which gumbo would take more than linear time or memory.
 */
gk_status gk_html_parse(gk_arena *scratch, gk_str text, const gk_limits *limits, const GumboOutput **tree);

#endif
