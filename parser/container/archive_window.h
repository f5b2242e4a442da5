/*
 * archive_window.h: entries of a zip inflated by libzip, which is shown a few entries of the directory at a time.
 * Private to the archive reader.
 *
 *   [the archive as it is][headers of up to 128 entries][64 KiB of zeros][zip64 end][locator][end]
 *
 * libzip reads a directory whole: half a kilobyte of memory an entry, and a hash of names for which an author can
 * choose names that collide. So it gets an archive that is the real one with another directory behind it, made of what
 * has been read and checked here, under names of our own. What it allocates does not depend on the archive's size, and
 * it never sees the real directory: the zeros keep the real end record out of where it looks for one.
 */
#ifndef GONGKAI_ARCHIVE_WINDOW_H
#define GONGKAI_ARCHIVE_WINDOW_H

#include <zip.h>

#include "container/archive_directory.h"

enum { GK_WINDOW_ENTRIES = 128 };

typedef struct gk_window {
  const gk_archive_bytes *bytes;
  gk_directory ahead; /* the directory, as far as it has been shown */
  zip_t *handle;      /* NULL: none was shown yet, or libzip would not have them */
  gk_error failure;   /* then: why */
  uint64_t first;     /* the entry that libzip calls 0 */
  uint64_t n;
  char *tail; /* what follows the archive, from malloc */
  size_t tail_n;
  uint64_t pos; /* of libzip in all that */
  zip_error_t cause;
  int has_read_failed; /* the archive, under libzip, since it was entered */
  zip_file_t *file;
} gk_window;

/* `bytes` must stay where they are; the directory has been found before. */
gk_status gk_window_init(gk_window *window, const gk_archive_bytes *bytes, gk_error *error);
void gk_window_close(gk_window *window);

/* Opens entry idx, which must not be less than the one before. */
gk_status gk_window_open_entry(gk_window *window, uint64_t idx, gk_error *error);
void gk_window_close_entry(gk_window *window);

/* The next bytes of it, up to n; 0 at its end, after its checksum was compared. */
gk_status gk_window_read(gk_window *window, char *p, size_t n, size_t *got, gk_error *error);

#endif
