/*
 * zip.h: a zip archive in memory: a directory that has been checked, and entries read whole. Private to the container.
 *
 * The directory is walked here first, since libzip takes the word of whoever wrote it: entries that share bytes with
 * others (a way to make 10 MB expand to terabytes), sizes that differ from header to header, two entries of one name.
 * libzip then inflates and verifies checksums; where it sees another directory than we do, the file is refused.
 */
#ifndef GONGKAI_ZIP_H
#define GONGKAI_ZIP_H

#include "container/zip_record.h"
#include "gongkai/arena.h"
#include "gongkai/limits.h"
#include "gongkai/status.h"

/* An entry as the central directory has it. */
typedef struct gk_zip_entry {
  gk_str raw_name; /* a slice of the input */
  gk_str name;     /* the same without leading slashes */
  size_t idx;      /* place in the directory, counted from 0: libzip's index */
  size_t off;      /* of the local header */
  size_t end;      /* of the data */
  size_t packed_bytes;
  size_t bytes;
  uint32_t crc;
  uint16_t method; /* 0 stored, 8 deflated */
  uint16_t flags;
  int agrees; /* the local header says the same */
} gk_zip_entry;

/* Two names of the same part: backslashes are slashes, the case of ASCII letters does not count (ECMA-376-2, 6.2.2.3).
   Returns less than, equal to or greater than 0. */
int gk_zip_name_compare(gk_str a, gk_str b);

/* Sorts in place. The C library's qsort() allocates, or else may take quadratic time over what a file chose. */
typedef int gk_zip_compare(const gk_zip_entry *x, const gk_zip_entry *y);
void gk_zip_sort(gk_zip_entry *entries, size_t n, gk_zip_compare *compare);

/* Walks the directory of `input`. `entries` come in no particular order. Errors as gk_zip_open(). */
gk_status gk_zip_directory(gk_arena *arena, gk_str input, const gk_limits *limits, gk_zip_entry **entries,
                           size_t *n_entries, gk_error *error);

typedef struct gk_zip gk_zip;

/*
 * Opens an archive; `input` must outlive it. Memory of its own is in `arena`, libzip's is freed by gk_zip_close().
 * GK_STATUS_TRUNCATED where there is no directory, GK_STATUS_CORRUPT where it is wrong, GK_STATUS_TOO_COMPLEX beyond
 * limits->entries, which are resolved.
 */
gk_status gk_zip_open(gk_arena *arena, gk_str input, const gk_limits *limits, gk_zip **out, gk_error *error);
void gk_zip_close(gk_zip *zip);

/* The entry of that name, NULL if there is none. Directories have none. O(log entries). */
const gk_zip_entry *gk_zip_find(const gk_zip *zip, gk_str name);

/* Reads an entry whole into `arena`, under the limits, its size and checksum verified. `out` is empty on failure. */
gk_status gk_zip_read(gk_zip *zip, const gk_zip_entry *entry, gk_arena *arena, gk_str *out, gk_error *error);

#endif
