/*
 * archive_plain.h: the bytes of a compressed file, uncompressed, front to back: gzip through zlib, which unlike
 * libarchive compares the checksum; bzip2, xz and zstd through libarchive; and of any other file its own. Private to
 * the archive reader.
 */
#ifndef GONGKAI_ARCHIVE_PLAIN_H
#define GONGKAI_ARCHIVE_PLAIN_H

#include <zlib.h>

#include "container/archive_lib.h"

typedef struct gk_plain {
  const gk_archive_bytes *bytes;
  const gk_archive_limits *limits;
  gk_status (*fill)(struct gk_plain *plain, char *p, size_t n, size_t *got, gk_error *error);
  uint64_t off;    /* of `bytes`: how many were used */
  uint64_t n_made; /* bytes that came of them */
  char first[6];   /* of `bytes`: a pipe gives them but once, and they tell the kind */
  size_t first_n;
  char *head; /* the first bytes, kept for gk_plain_peek(); from malloc */
  size_t head_n;
  size_t head_at;
  gk_error failure; /* sticky */
  /* gzip */
  z_stream z;
  int has_z;
  int is_between; /* one gzip member has ended, and another may follow */
  unsigned char *packed;
  /* the others */
  gk_lib lib;
  gk_str block; /* what libarchive has made and was not asked for yet */
} gk_plain;

/* Opens it, whatever it is. `bytes` and `limits` must stay where they are. */
gk_status gk_plain_open(gk_plain *plain, const gk_archive_bytes *bytes, const gk_archive_limits *limits,
                        gk_error *error);
void gk_plain_close(gk_plain *plain);

/* The first bytes, which will be read all the same; fewer than GK_ARCHIVE_HEAD_BYTES only if there are no more, or if
   what follows is damaged. */
gk_str gk_plain_peek(const gk_plain *plain);

/* Whether it is compressed. */
int gk_plain_is_packed(const gk_plain *plain);

/* As gk_archive_read(); `plain` is a gk_plain. GK_STATUS_BOMB where more comes of the file than it may expand to. */
gk_status gk_plain_read(void *plain, char *p, size_t n, size_t *got, gk_error *error);

#endif
