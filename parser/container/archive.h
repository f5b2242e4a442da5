/*
 * archive.h: the members of an archive, one after the other: zip, tar (plain or compressed), 7z, rar, and a file that
 * is only compressed. Private to the tools; not part of the installed library.
 *
 * Zip is read through libzip, behind a walk over the directory of our own; all else through libarchive. Nothing is
 * unpacked to disk, and a member's name is never a path to write to. What lies in a member, another archive perhaps, is
 * the caller's business.
 *
 * Thread-safety: an archive belongs to one thread at a time.
 */
#ifndef GONGKAI_ARCHIVE_H
#define GONGKAI_ARCHIVE_H

#include "container/archive_limits.h"
#include "gongkai/status.h"

/* Bytes of an archive, wherever they lie. */
typedef struct gk_archive_bytes {
  /* Copies n bytes from `off` on to `p`, fewer only where the bytes end. Returns how many, or -1 with errno set. */
  int64_t (*read_at)(void *ctx, uint64_t off, char *p, size_t n);
  void *ctx;
  uint64_t n; /* how many there are; GK_ARCHIVE_PIPE: that shows at their end, and they are asked for once, in order */
} gk_archive_bytes;

#define GK_ARCHIVE_PIPE UINT64_MAX

/* Bytes in memory; `in` must outlive them. */
gk_archive_bytes gk_archive_memory(const gk_str *in);

typedef enum gk_archive_kind {
  GK_ARCHIVE_NONE,   /* no archive: a document, or whatever it is */
  GK_ARCHIVE_ZIP,    /* or a document that is a zip package: gk_archive_is_package() tells */
  GK_ARCHIVE_STREAM, /* tar, gzip, xz, bzip2, zstd: can be read from a pipe */
  GK_ARCHIVE_SOLID,  /* 7z, rar: needs to be read at any place */
} gk_archive_kind;

/* As much of the first bytes as gk_archive_sniff() needs. */
enum { GK_ARCHIVE_HEAD_BYTES = 1024 };

/* What starts like that; by content alone. */
gk_archive_kind gk_archive_sniff(gk_str head);

/*
 * Whether a zip is a package, that is one document: .docx, .odt, .xlsx, .epub, .ofd and their like. Told by the entry
 * it starts with where that is enough, else by the names in its directory, and without one by the first entry alone.
 * `bytes` may be NULL: then 0 means that the head does not tell.
 */
int gk_archive_is_package(gk_str head, const gk_archive_bytes *bytes);

/* A member, before its bytes are read. */
typedef struct gk_archive_member {
  gk_str name;    /* its path: UTF-8, steps divided by '/'; valid until the next call. See archive_name.h */
  uint64_t bytes; /* as the archive claims; 0 where it does not say */
  gk_error error; /* GK_OK, or why it can't be read: encrypted, damaged, no regular file; `detail` is static */
} gk_archive_member;

typedef struct gk_archive gk_archive;

/*
 * Opens an archive, whose bytes must outlive it. `name` is what it is called, which the one member of a compressed file
 * is named after; it stays until the first call of gk_archive_next(). `limits` as resolved.
 *
 * On failure `out` is NULL: GK_STATUS_NO_MEMORY, _READ with errno set, _TRUNCATED, _CORRUPT, _TOO_COMPLEX,
 * _UNSUPPORTED.
 */
gk_status gk_archive_open(const gk_archive_bytes *bytes, gk_archive_kind kind, gk_str name,
                          const gk_archive_limits *limits, gk_archive **out, gk_error *error) GK_MUST_USE;
void gk_archive_close(gk_archive *archive);

/*
 * Goes on to the next member; directories are none. 1: `member` is filled in. 0: there is no more, and `error` says why
 * there might have been: GK_OK at the archive's end, else what it is that the rest could not be read for.
 */
int gk_archive_next(gk_archive *archive, gk_archive_member *member, gk_error *error) GK_MUST_USE;

/*
 * The next n bytes of the member, fewer only at its end; where that shows, what was read has been verified, checksum
 * and all. On failure `got` bytes were read all the same. Not to be called for a member with an error, nor after a
 * failure. Reading of one in part, or not at all, is fine.
 */
gk_status gk_archive_read(gk_archive *archive, char *p, size_t n, size_t *got, gk_error *error) GK_MUST_USE;

/* How many bytes of the archive have been used up so far, as far as that can be told; what it expands to is measured
   against this. */
uint64_t gk_archive_used_bytes(const gk_archive *archive);

#endif
