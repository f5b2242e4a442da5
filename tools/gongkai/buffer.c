#include "buffer.h"

#include <stdlib.h>
#include <string.h>

gk_status buffer_reserve(buffer *b, size_t bytes) {
  if (bytes <= b->capacity)
    return GK_OK;
  char *p = realloc(b->p, bytes);
  if (p == NULL)
    return GK_STATUS_NO_MEMORY;
  b->p = p;
  b->capacity = bytes;
  return GK_OK;
}

gk_status buffer_append(buffer *b, const char *p, size_t n) {
  if (n > b->capacity - b->n) {
    if (n > SIZE_MAX / 2 - b->n)
      return GK_STATUS_NO_MEMORY;
    size_t wanted = b->n + n, doubled = b->capacity * 2;
    gk_status status = buffer_reserve(b, wanted > doubled ? wanted : doubled);
    if (status != GK_OK)
      return status;
  }
  if (n > 0)
    memcpy(b->p + b->n, p, n);
  b->n += n;
  return GK_OK;
}

static gk_status sink_write(void *ctx, const char *p, size_t n) {
  return buffer_append(ctx, p, n);
}

gk_sink buffer_sink(buffer *b) {
  return (gk_sink){sink_write, b};
}

void buffer_clear(buffer *b, size_t kept_bytes) {
  b->n = 0;
  if (b->capacity > kept_bytes)
    buffer_free(b);
}

void buffer_swap(buffer *a, buffer *b) {
  buffer kept = *a;
  *a = *b;
  *b = kept;
}

void buffer_free(buffer *b) {
  free(b->p);
  *b = (buffer){0};
}
