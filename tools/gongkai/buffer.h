/*
 * buffer.h: bytes in memory that are used again for the next document.
 */
#ifndef GONGKAI_TOOLS_BUFFER_H
#define GONGKAI_TOOLS_BUFFER_H

#include "gongkai/status.h"

/* All zero is an empty one. */
typedef struct buffer {
  char *p;
  size_t n;
  size_t capacity;
} buffer;

/* Room for so many bytes in all; what is there stays. GK_STATUS_NO_MEMORY if that can't be had. */
gk_status buffer_reserve(buffer *b, size_t bytes) GK_MUST_USE;

/* Grows by doubling. */
gk_status buffer_append(buffer *b, const char *p, size_t n) GK_MUST_USE;

/* A sink that appends. */
gk_sink buffer_sink(buffer *b);

/* Empties it, and gives its memory back if it is more than `kept_bytes`. */
void buffer_clear(buffer *b, size_t kept_bytes);

void buffer_swap(buffer *a, buffer *b);
void buffer_free(buffer *b);

#endif
