/*
 * heading.h: how likely a line is the heading of a section of the report.
 */
#ifndef GONGKAI_EXTRACT_HEADING_H
#define GONGKAI_EXTRACT_HEADING_H

#include "extract/fold.h"
#include "gongkai/report.h"

/* Headings are short; of a longer line this many code points are looked at, for a heading that its text follows. */
#define GK_MAX_HEADING 64

typedef enum gk_number_style {
  GK_NUMBER_NONE,
  GK_NUMBER_HAN,      /* 一、 and 第一部分 */
  GK_NUMBER_DIGITS,   /* 1、 and 1. */
  GK_NUMBER_BRACKETS, /* （一）, （1） and, a bracket lost, 一） */
} gk_number_style;

/* A line taken apart. Slices of the folded source. */
typedef struct gk_heading {
  gk_number_style style;
  int ordinal; /* 0 without a number */
  gk_str number;
  gk_str title;
  gk_str rest;                  /* what follows the title on its line; empty but for a heading run into its text */
  int16_t score[GK_N_SECTIONS]; /* 0 where the line is no heading of that section */
  int any;                      /* whether any score is not 0 */
} gk_heading;

/* Takes apart and scores the folded line. `level` is the outline level of its paragraph. */
void gk_heading_read(const gk_fold *fold, unsigned level, gk_heading *heading);

#endif
