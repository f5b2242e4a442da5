/*
 * archive_view.h: a window on the bytes of an archive, for records that are read in order. Private to the archive
 * reader.
 */
#ifndef GONGKAI_ARCHIVE_VIEW_H
#define GONGKAI_ARCHIVE_VIEW_H

#include "container/archive.h"

typedef struct gk_archive_view {
  const gk_archive_bytes *bytes;
  size_t chunk; /* read at least so many at a time */
  uint64_t off; /* of the window */
  size_t n;
  size_t capacity;
  char *p;
} gk_archive_view;

/* Takes no memory yet. */
gk_archive_view gk_archive_view_of(const gk_archive_bytes *bytes, size_t chunk);
void gk_archive_view_free(gk_archive_view *view);

/* n bytes from `off` on, fewer only at the end; valid until the next call. GK_STATUS_READ, with errno set, or
   GK_STATUS_NO_MEMORY. */
gk_status gk_archive_view_get(gk_archive_view *view, uint64_t off, size_t n, gk_str *out);

#endif
