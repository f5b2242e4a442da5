#include "support/faults.h"

#include <stdlib.h>
#include <string.h>

static void *counted_alloc(void *ctx, size_t bytes) {
  faults *f = ctx;
  if (++f->n_calls == f->fail_at) {
    f->n_failed++;
    return NULL;
  }
  void *p = malloc(bytes);
  if (p == NULL)
    return NULL;
  memset(p, f->fill, bytes);
  f->n_live++;
  f->live_bytes += bytes;
  if (f->live_bytes > f->peak_bytes)
    f->peak_bytes = f->live_bytes;
  return p;
}

static void counted_free(void *ctx, void *p, size_t bytes) {
  faults *f = ctx;
  f->n_live--;
  f->live_bytes -= bytes;
  free(p);
}

gk_alloc faults_alloc(faults *f) {
  return (gk_alloc){counted_alloc, counted_free, f};
}
