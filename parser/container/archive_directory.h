/*
 * archive_directory.h: the directory of a zip of any size, front to back, a window of it in memory at a time. Private
 * to the archive reader.
 *
 * zip_directory.c holds a document's directory as a whole, and one wrong entry spoils the document. Here an archive may
 * have millions of entries, and a wrong one costs only itself.
 */
#ifndef GONGKAI_ARCHIVE_DIRECTORY_H
#define GONGKAI_ARCHIVE_DIRECTORY_H

#include "container/archive_view.h"
#include "container/zip_record.h"

/* A place in the directory. */
typedef struct gk_directory {
  gk_archive_view central;
  uint64_t off; /* of the next header */
  uint64_t end; /* of the directory */
  uint64_t n_seen;
  uint64_t n_claimed;
} gk_directory;

/* Finds the directory. GK_STATUS_TRUNCATED if there is none, GK_STATUS_CORRUPT if the end records are wrong. */
gk_status gk_directory_find(const gk_archive_bytes *bytes, gk_directory *out, gk_error *error);
void gk_directory_close(gk_directory *directory);

/* The next header; its slices are valid until the next call. 0 at the end, where `error` is GK_OK, or what is wrong
   with the directory from here on. */
int gk_directory_next(gk_directory *directory, gk_zip_header *header, gk_error *error);

/* The header before an entry's data. GK_STATUS_CORRUPT if it is not there or says otherwise. `end` out: of the data. */
gk_status gk_directory_local(gk_archive_view *local, const gk_zip_header *central, uint64_t *end, gk_error *error);

/* Which entries share bytes with another one or with the directory: a bit for each, or NULL if none does. */
typedef struct gk_directory_shared {
  unsigned char *bits;
  uint64_t n;
} gk_directory_shared;

/*
 * Compares the entries of a directory that has just been found, `max_entries` at most, and returns to its start. From
 * malloc. That is a way to make 10 MB expand to terabytes (David Fifield, "A better zip bomb", 2019).
 */
gk_status gk_directory_find_shared(gk_directory *directory, uint64_t max_entries, gk_directory_shared *out,
                                   gk_error *error);

static inline int gk_directory_is_shared(const gk_directory_shared *shared, uint64_t idx) {
  return shared->bits != NULL && idx < shared->n && (shared->bits[idx / 8] >> (idx % 8) & 1);
}

#endif
