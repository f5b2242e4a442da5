/*
 * noise.h: lines that are no part of a report but of what it was taken from: pages of a portal, sheets of a print.
 */
#ifndef GONGKAI_EXTRACT_NOISE_H
#define GONGKAI_EXTRACT_NOISE_H

#include "extract/fold.h"

/* A page number: "- 3 -", "第3页", "第 3 页 共 12 页". */
int gk_is_page_number(const gk_fold *line);

/* A line of a portal: its navigation, its buttons (打印本页, 分享到), its neighbours (上一篇：…), its imprint (ICP备),
   its text in a wrong encoding. */
int gk_is_portal_line(const gk_fold *line);

#endif
