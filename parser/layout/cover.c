#include "layout/cover.h"

#include <string.h>

enum { FIRST_LEAVES = 16 };

static uint32_t least(uint32_t a, uint32_t b) {
  return a < b ? a : b;
}

/* Writes the nodes above the columns [col, col + n) anew. */
static void lift(gk_cover *c, uint32_t col, uint32_t n) {
  uint32_t first = (c->n + col) / 2, last = (c->n + col + n - 1) / 2;
  for (; first > 0; first /= 2, last /= 2)
    for (uint32_t i = first; i <= last; i++)
      c->rows[i] = least(c->rows[2 * i], c->rows[2 * i + 1]);
}

/* Has leaves for n columns. */
static gk_status grow(gk_cover *c, gk_arena *arena, uint32_t n) {
  uint32_t leaves = c->n > 0 ? c->n : FIRST_LEAVES;
  while (leaves < n && leaves <= UINT32_MAX / 4)
    leaves *= 2;
  if (leaves == c->n)
    return GK_OK;
  uint32_t *rows = leaves < n ? NULL : GK_NEW_ARRAY(arena, uint32_t, 2 * (size_t)leaves);
  if (rows == NULL)
    return GK_STATUS_NO_MEMORY;
  if (c->used > 0)
    memcpy(rows + leaves, c->rows + c->n, c->used * sizeof *rows);
  *c = (gk_cover){rows, leaves, c->used};
  if (c->used > 0)
    lift(c, 0, c->used);
  return GK_OK;
}

gk_status gk_cover_add(gk_cover *c, gk_arena *arena, uint32_t col, uint32_t n, uint32_t until) {
  gk_status status = grow(c, arena, col + n);
  if (status != GK_OK)
    return status;
  for (uint32_t i = 0; i < n; i++)
    c->rows[c->n + col + i] = until;
  lift(c, col, n);
  if (c->used < col + n)
    c->used = col + n;
  return GK_OK;
}

void gk_cover_clear(gk_cover *c) {
  if (c->used == 0)
    return;
  memset(c->rows + c->n, 0, c->used * sizeof *c->rows);
  lift(c, 0, c->used);
  c->used = 0;
}

uint32_t gk_cover_next_free(const gk_cover *c, uint32_t col, uint32_t row) {
  if (!gk_cover_has(c, col, row))
    return col;
  uint32_t i = c->n + col;
  while (c->rows[i] > row) { /* all below i is covered: what stands to the right of it comes next */
    while (i % 2 == 1)
      i /= 2;
    if (i == 0)
      return c->n;
    i++;
  }
  while (i < c->n)
    i = 2 * i + (c->rows[2 * i] > row);
  return i - c->n;
}
