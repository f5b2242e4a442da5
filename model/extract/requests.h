/*
 * requests.h: what the header and the rows of the table of requests show together. Private to the model.
 */
#ifndef GONGKAI_EXTRACT_REQUESTS_H
#define GONGKAI_EXTRACT_REQUESTS_H

#include "extract/bind.h"

enum {
  GK_REQUESTS_COLUMNS = 7,
  GK_REQUESTS_MIN_LABELS = 5 /* of a header that says what its columns are */
};

/*
 * The columns in the order in which a row's values stand. `told_by_labels` out: the header names them all, or as many
 * as the rows have values, so that one was left out; else the order is the form's.
 */
gk_columns gk_requests_columns(const gk_binder *b, int *told_by_labels);

/* Where the label of a row stands when nothing was lost: 0 for 一、二、四, 1 for （一）, 2 for 1. */
uint32_t gk_requests_depth(gk_row row);

/* The cells behind a row's label. */
uint32_t gk_requests_n_values(const gk_trow *row);

/* How many blanks stand before the values of rows laid out like this one; GK_LEAD_UNKNOWN if no row shows it. */
uint32_t gk_requests_lead(gk_binder *b, const gk_trow *row);

#endif
