/*
 * dates.h: calendar dates, the period that the figures cover, the date of publication. Only dates that exist are read,
 * and only whole ones: where a copy lost digits there is no date.
 */
#ifndef GONGKAI_EXTRACT_DATES_H
#define GONGKAI_EXTRACT_DATES_H

#include "extract/body.h"
#include "extract/fold.h"
#include "gongkai/report.h"

/* Reads a date at index i: 2021年1月28日, 二〇二一年一月二十八日, 2021-01-28, 2021/1/28, 2021.1.28.
   The index behind it, or GK_FOLD_NONE. */
size_t gk_date_read(const gk_fold *fold, size_t i, gk_date *date);

/* Reads a period that the line states for the report's figures; `where` gets its source text. 1 if there is one. */
int gk_period_read(const gk_fold *line, gk_date *from, gk_date *to, gk_str *where);

/* The date of a line that is signed: a date alone or in brackets, or behind a name. `name` gets what stands before
   the date. 1 if the line is of that kind. */
int gk_signature_read(const gk_fold *line, gk_date *date, gk_str *name);

/* The date behind a key such as 发布时间 in a line at the head. 1 if there is one. */
int gk_publish_read(const gk_fold *line, gk_date *date);

/* Whether a report for `year` (0 if unknown) can have been published on this date. */
int gk_published_plausible(gk_date date, int year);

#endif
