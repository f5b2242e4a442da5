/*
 * card.h: the table of keys and values that a portal puts over a document: 索引号, 发布机构, 发文日期, 标题.
 */
#ifndef GONGKAI_EXTRACT_CARD_H
#define GONGKAI_EXTRACT_CARD_H

#include "extract/fold.h"
#include "gongkai/report.h"

/* What it says; empty where it says nothing. */
typedef struct gk_card {
  gk_str title;
  gk_str agency;
  gk_date published;
} gk_card;

/* Reads the tables among the nodes before `end`. `fold` is scratch. */
void gk_card_read(const gk_layout *layout, size_t end, gk_fold *fold, gk_card *card);

#endif
