/*
 * compared.h: the steps of a comparison. Each fills in its part of it from before, after, years and later, which are
 * set. GK_OK or GK_STATUS_NO_MEMORY. Private to compare/.
 */
#ifndef GONGKAI_COMPARE_COMPARED_H
#define GONGKAI_COMPARE_COMPARED_H

#include "gongkai/compare.h"

gk_status gk_compare_cells(gk_arena *arena, gk_comparison *c) GK_MUST_USE;
gk_status gk_compare_forms(gk_arena *arena, gk_comparison *c) GK_MUST_USE;
gk_status gk_compare_links(gk_arena *arena, gk_comparison *c) GK_MUST_USE;
gk_status gk_compare_text(gk_arena *arena, gk_comparison *c) GK_MUST_USE;

#endif
