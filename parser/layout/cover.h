/*
 * cover.h: which columns of a table cells from rows above cover. Private to the layout builder.
 *
 * For each column the first row that is free of them, and above the columns a tree: a node has the least row of its two
 * below, so that the next free column is found without looking at each one that is not.
 */
#ifndef GONGKAI_COVER_H
#define GONGKAI_COVER_H

#include "gongkai/arena.h"
#include "gongkai/status.h"

/* All zero is one of no column. */
typedef struct gk_cover {
  uint32_t
      *rows;  /* the tree: its root is rows[1], those below rows[i] are rows[2 * i] and the next, columns are leaves */
  uint32_t n; /* leaves: a power of two; columns beyond them are free */
  uint32_t used; /* no column from this one on has been covered */
} gk_cover;

/* Covers the columns [col, col + n), all free or new, up to the row `until`, which is free again. */
gk_status gk_cover_add(gk_cover *c, gk_arena *arena, uint32_t col, uint32_t n, uint32_t until) GK_MUST_USE;

/* Frees all columns. */
void gk_cover_clear(gk_cover *c);

/* The first column from `col` on that is free in `row`. */
uint32_t gk_cover_next_free(const gk_cover *c, uint32_t col, uint32_t row);

/* Whether the column is covered in `row`. */
static inline int gk_cover_has(const gk_cover *c, uint32_t col, uint32_t row) {
  return col < c->used && c->rows[c->n + col] > row;
}

#endif
