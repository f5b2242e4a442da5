/* kept.h: a sink that keeps what it is given, however much that is. Want of memory ends the program: this is a test. */
#ifndef GONGKAI_TESTS_KEPT_H
#define GONGKAI_TESTS_KEPT_H

#include "gongkai/status.h"

#include <stdlib.h>
#include <string.h>

/* All zero is an empty one; `p` is freed by whoever has it. */
typedef struct kept {
  char *p;
  size_t n;
  size_t capacity;
} kept;

static inline gk_status keep(void *ctx, const char *p, size_t n) {
  kept *k = ctx;
  if (n > k->capacity - k->n) {
    k->capacity = 2 * (k->n + n);
    k->p = realloc(k->p, k->capacity);
    if (k->p == NULL)
      abort();
  }
  if (n > 0)
    memcpy(k->p + k->n, p, n);
  k->n += n;
  return GK_OK;
}

static inline gk_sink kept_sink(kept *k) {
  return (gk_sink){keep, k};
}

static inline gk_str kept_str(const kept *k) {
  return (gk_str){k->p, k->n};
}

#endif
