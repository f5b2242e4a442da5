/*
 * page_columns.h: what the files share that find the columns of a region: page_band.c puts what stands above each other
 * into bands, page_join.c makes columns of bands that are one. Private to them.
 */
#ifndef GONGKAI_PAGE_COLUMNS_H
#define GONGKAI_PAGE_COLUMNS_H

#include "layout/page_line.h"

/* Work on one region's columns. Bands are disjoint and in order. */
typedef struct gk_page_finder {
  gk_page *page;
  const gk_page_line *lines; /* of the region */
  size_t n_lines;
  gk_vec bands;
  size_t first_values; /* the first band with values */
  uint8_t *spanned;    /* of the bands at first: whether text reaches over this and the one before it */
  int64_t near;        /* closer than this is no other column */
  int is_bare;         /* units are left out: one may be the last line of the cell beside its number */
} gk_page_finder;

static inline gk_page_band *gk_page_band_at(const gk_page_finder *f, size_t i) {
  return (gk_page_band *)f->bands.items + i;
}

/* The first of `n` bands that ends behind x. */
size_t gk_page_find_band(const gk_page_band *bands, size_t n, int32_t x);

/* The bands a piece stands over: [*first, *end), empty if none. */
void gk_page_find_span(const gk_page_columns *c, const gk_page_piece *piece, size_t *first, size_t *end);

/* Values that stand above each other are of one column. 0 if there are none, or too many. */
int gk_page_add_value_bands(gk_page_finder *f);

/*
 * Two values of one line in one column: then these are none. A few that stand a blank apart are a number with a blank
 * in it: they are one cell, whatever it says.
 */
int gk_page_are_values_apart(const gk_page_finder *f);

/*
 * Whether the values of most columns stand above each other as text is set, on the left, on the right or in the middle.
 * Where blanks were lost they only seem to.
 */
int gk_page_are_values_aligned(gk_page_finder *f);

/*
 * Text, the narrowest first: where nothing stands yet it makes a column, where one column stands it makes it wider,
 * over several it spans them. A column of values is made no wider: what stands above them may be off to the side.
 */
int gk_page_add_text_bands(gk_page_finder *f);

/* Joins bands that are one column. 0 without memory. */
int gk_page_join_columns(gk_page_finder *f);

#endif
