/*
 * html_walk.h: a parsed page to the builder's calls. Private to the HTML reader.
 */
#ifndef GONGKAI_HTML_WALK_H
#define GONGKAI_HTML_WALK_H

#include <gumbo.h>

#include "layout/vec.h"
#include "reader/html_flow.h"

/* What was left out. */
typedef struct gk_html_counts {
  int64_t hidden;  /* elements that their attributes hide */
  int64_t deleted; /* del */
} gk_html_counts;

/*
 * Writes the tree under `root`; failures are the builder's. Blocks and tables may be nested `max_depth` deep, phrases
 * as deep as memory goes.
 */
void gk_html_walk(gk_html_flow *flow, gk_arena *scratch, size_t max_depth, const GumboNode *root,
                  gk_html_counts *counts);

#endif
