/*
 * html_bounds.h: what must hold of a page for gumbo to parse it in linear time. Private to the HTML reader.
 */
#ifndef GONGKAI_HTML_BOUNDS_H
#define GONGKAI_HTML_BOUNDS_H

#include "gongkai/arena.h"
#include "gongkai/limits.h"
#include "gongkai/status.h"

/* GK_OK, GK_STATUS_TOO_COMPLEX or GK_STATUS_NO_MEMORY. */
gk_status gk_html_bounds_check(gk_arena *scratch, gk_str text, const gk_limits *limits);

#endif
