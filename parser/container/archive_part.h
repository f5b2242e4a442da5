/*
 * archive_part.h: what the readers of the several kinds of archives share. Private to the archive reader.
 */
#ifndef GONGKAI_ARCHIVE_PART_H
#define GONGKAI_ARCHIVE_PART_H

#include "container/archive.h"
#include "gongkai/arena.h"

/* A kind of archive; see archive.h for what the calls have to do. `next` need not count the members. */
typedef struct gk_archive_ops {
  int (*next)(gk_archive *archive, gk_archive_member *member, gk_error *error);
  gk_status (*read)(gk_archive *archive, char *p, size_t n, size_t *got, gk_error *error);
  uint64_t (*used)(const gk_archive *archive);
  void (*close)(gk_archive *archive);
} gk_archive_ops;

/* What every kind's own struct begins with. */
struct gk_archive {
  const gk_archive_ops *ops;
  gk_archive_bytes bytes;
  gk_archive_limits limits;
  gk_arena names; /* of the present member */
  uint64_t n_members;
};

/* A cleared struct of that size that begins with a gk_archive; NULL if there is no memory. gk_archive_end() frees it.
 */
void *gk_archive_begin(size_t bytes, const gk_archive_ops *ops, const gk_archive_bytes *in,
                       const gk_archive_limits *limits);
void gk_archive_end(gk_archive *archive);

/* Fills in `error`; returns the status. */
gk_status gk_archive_refuse(gk_error *error, gk_status status, const char *detail);

/* Whether that many bytes are more than can honestly come of so many. */
int gk_archive_is_bomb(uint64_t bytes, uint64_t from, const gk_archive_limits *limits);

/* The kinds. They take over nothing of the caller's but `in`, which must stay. */
gk_status gk_archive_open_zip(const gk_archive_bytes *in, const gk_archive_limits *limits, gk_archive **out,
                              gk_error *error);

/* A zip without its directory, whose entries can still be read one after the other. At their end `why` is the error. */
gk_status gk_archive_open_headless(const gk_archive_bytes *in, const gk_archive_limits *limits, const gk_error *why,
                                   gk_archive **out, gk_error *error);
gk_status gk_archive_open_solid(const gk_archive_bytes *in, const gk_archive_limits *limits, gk_archive **out,
                                gk_error *error);
gk_status gk_archive_open_stream(const gk_archive_bytes *in, gk_str name, const gk_archive_limits *limits,
                                 gk_archive **out, gk_error *error);

/* Whether `head` starts with a tar header, by its checksum. */
int gk_archive_is_tar(gk_str head);

#endif
