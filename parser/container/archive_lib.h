/*
 * archive_lib.h: libarchive over bytes that lie anywhere. Private to the archive reader.
 *
 * libarchive turns names into the charset of the locale, whatever that is, and where it is the C locale loses them. So
 * each call of it is made between gk_lib_enter() and gk_lib_leave(), in a locale whose charset is UTF-8: of this thread
 * only, and the same on every machine.
 */
#ifndef GONGKAI_ARCHIVE_LIB_H
#define GONGKAI_ARCHIVE_LIB_H

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include "container/archive_part.h"

/* Where libarchive gets its bytes. Returns as gk_archive_read(); fewer than n bytes are the end. */
typedef gk_status gk_lib_source(void *ctx, char *p, size_t n, size_t *got, gk_error *error);

typedef struct gk_lib {
  struct archive *handle;
  struct archive_entry *entry; /* for archive_read_next_header2(): libarchive does not ask whether it got its own */
  locale_t utf8;               /* 0 if the system has none */
  locale_t before;
  const gk_archive_bytes *bytes; /* read at any place; NULL where there is a source */
  gk_lib_source *source;
  void *ctx;
  uint64_t off;     /* in `bytes` */
  uint64_t n_given; /* bytes given to libarchive */
  uint64_t n_zeros; /* how many zeros they end in */
  int is_at_end;    /* it was told that there are no more */
  gk_error failure; /* of reading */
  char *chunk;
} gk_lib;

/* A reader that knows no format yet. It is opened by gk_lib_open(), after its formats were added to `handle`. */
gk_status gk_lib_init(gk_lib *lib, gk_error *error);
gk_status gk_lib_open(gk_lib *lib, gk_error *error);
void gk_lib_close(gk_lib *lib);

void gk_lib_enter(gk_lib *lib);
void gk_lib_leave(gk_lib *lib);

/* Why the last call failed. Reading may have, or else what libarchive says is sorted by words of its message. */
gk_status gk_lib_refuse(gk_lib *lib, gk_error *error);

#endif
