/*
 * title.h: the title of a report, [agency][year]年度政府信息公开工作年度报告 in any order, on one line or broken over
 * up to four, with the agency on a line of its own, without year or agency, or printed twice.
 */
#ifndef GONGKAI_EXTRACT_TITLE_H
#define GONGKAI_EXTRACT_TITLE_H

#include "extract/body.h"

typedef struct gk_title {
  gk_str text;       /* empty if there is no title */
  gk_str agency;     /* empty if it names none */
  int year;          /* 0 if it names none */
  size_t line;       /* the first of its lines */
  uint8_t *is_title; /* for each line of the head: whether the title, or a repetition of it, is on it */
} gk_title;

/* Looks for the title among the first n_head lines; `known` is what it is said to be elsewhere, or empty. GK_OK or
   GK_STATUS_NO_MEMORY. Linear in the lines. */
gk_status gk_title_find(gk_arena *arena, const gk_body *body, size_t n_head, gk_str known, gk_title *title) GK_MUST_USE;

#endif
