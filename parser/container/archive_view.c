#include "container/archive_view.h"

#include <stdlib.h>

gk_archive_view gk_archive_view_of(const gk_archive_bytes *bytes, size_t chunk) {
  return (gk_archive_view){.bytes = bytes, .chunk = chunk};
}

void gk_archive_view_free(gk_archive_view *view) {
  free(view->p);
  view->p = NULL;
  view->n = view->capacity = 0;
}

static gk_status fill(gk_archive_view *view, uint64_t off, size_t n) {
  if (n > view->capacity) {
    gk_archive_view_free(view);
    view->p = malloc(n);
    if (view->p == NULL)
      return GK_STATUS_NO_MEMORY;
    view->capacity = n;
  }
  int64_t got = view->bytes->read_at(view->bytes->ctx, off, view->p, n);
  view->off = off;
  view->n = got > 0 ? (size_t)got : 0;
  return got < 0 ? GK_STATUS_READ : GK_OK;
}

gk_status gk_archive_view_get(gk_archive_view *view, uint64_t off, size_t n, gk_str *out) {
  *out = (gk_str){NULL, 0};
  int is_inside = view->n > 0 && off >= view->off && off - view->off <= view->n && n <= view->n - (off - view->off);
  if (!is_inside) {
    gk_status status = fill(view, off, n > view->chunk ? n : view->chunk);
    if (status != GK_OK)
      return status;
  }
  size_t at = (size_t)(off - view->off), left = view->n - at;
  *out = (gk_str){view->p + at, n < left ? n : left};
  return GK_OK;
}
