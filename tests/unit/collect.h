/*
 * collect.h: a sink that keeps what it is given, for tests of emitters.
 */
#ifndef GONGKAI_TESTS_COLLECT_H
#define GONGKAI_TESTS_COLLECT_H

#include "gongkai/status.h"

#include <string.h>

typedef struct collector {
  char text[65536]; /* NUL-terminated */
  size_t n;
  size_t n_writes;
  size_t refuse_after; /* the write that is refused, counted from 1; 0 for none */
} collector;

static inline gk_status collect(void *ctx, const char *p, size_t n) {
  collector *c = ctx;
  if (++c->n_writes == c->refuse_after)
    return GK_STATUS_WRITE;
  if (n >= sizeof c->text - c->n)
    return GK_STATUS_TOO_LARGE;
  memcpy(c->text + c->n, p, n);
  c->n += n;
  c->text[c->n] = '\0';
  return GK_OK;
}

static inline gk_sink collector_sink(collector *c) {
  memset(c, 0, sizeof *c);
  return (gk_sink){collect, c};
}

#endif
