/*
 * furniture.h: lines that a page has beside its text: where one is on the site, buttons, what stands at its foot, the
 * number of a printed page. Private to the model.
 */
#ifndef GONGKAI_EXTRACT_FURNITURE_H
#define GONGKAI_EXTRACT_FURNITURE_H

#include "extract/fold.h"

/* A page number: "- 3 -", "第3页", "第 3 页 共 12 页". */
int gk_is_page_number(const gk_fold *line);

/* Whether a line below the text can be no part of it, nor what comes after: a site's neighbours (上一篇：…), imprint
   (ICP备), a row of buttons, text in a wrong encoding. */
int gk_is_foot(const gk_fold *line);

/* Whether a line above the text is a button, a path of links or a counter, or may stand at the foot as well. */
int gk_is_furniture(const gk_fold *line);

#endif
