/*
 * paras.h: layouts made by hand, for tests of what reads them.
 */
#ifndef GONGKAI_TESTS_PARAS_H
#define GONGKAI_TESTS_PARAS_H

#include "gongkai/layout.h"

/*
 * A layout of one paragraph a string, in `arena`. Strings that begin with '|' are rows of a table, "|a|b", one table
 * for each run of them; "{" opens a frame of one cell and "}" closes it. The part's text is all of them, one a line.
 */
gk_layout paras_layout(gk_arena *arena, const char *const *strings, size_t n);

#endif
