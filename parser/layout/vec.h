/*
 * vec.h: a growing array in an arena. Private to the layout builder.
 */
#ifndef GONGKAI_VEC_H
#define GONGKAI_VEC_H

#include "base/checked.h"
#include "gongkai/arena.h"

typedef struct gk_vec {
  void *items;
  size_t n;
  size_t capacity;
} gk_vec;

/* Room for `count` > 0 more elements at the end, uninitialised; NULL without memory. */
static inline void *gk_vec_push(gk_arena *arena, gk_vec *v, size_t count, size_t elem_bytes) {
  size_t need, bytes;
  if (gk_size_add(v->n, count, &need))
    return NULL;
  if (need > v->capacity) {
    size_t capacity = v->capacity < 8 ? 16 : v->capacity * 2;
    if (capacity < need)
      capacity = need;
    if (gk_size_mul(capacity, elem_bytes, &bytes))
      return NULL;
    void *p = gk_arena_grow(arena, v->items, v->capacity * elem_bytes, bytes, _Alignof(max_align_t));
    if (p == NULL)
      return NULL;
    v->items = p;
    v->capacity = capacity;
  }
  v->n = need;
  return (char *)v->items + (need - count) * elem_bytes;
}

#endif
