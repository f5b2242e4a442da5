/*
 * archive.c: which kind of archive it is, and what all kinds have in common.
 */
#include <stdlib.h>
#include <string.h>

#include "container/archive_part.h"

gk_archive_limits gk_archive_limits_resolve(const gk_archive_limits *limits) {
  gk_archive_limits resolved = {0};
  if (limits != NULL)
    resolved = *limits;
#define GK_LIMIT(field, value, status, what)                                                                           \
  if (resolved.field == 0)                                                                                             \
    resolved.field = (value);
  GK_ARCHIVE_LIMITS(GK_LIMIT)
#undef GK_LIMIT
  return resolved;
}

static int64_t read_memory(void *ctx, uint64_t off, char *p, size_t n) {
  const gk_str *in = ctx;
  size_t left = off < in->n ? in->n - (size_t)off : 0;
  if (n > left)
    n = left;
  if (n > 0)
    memcpy(p, in->p + off, n);
  return (int64_t)n;
}

gk_archive_bytes gk_archive_memory(const gk_str *in) {
  return (gk_archive_bytes){read_memory, (void *)(uintptr_t)in, in->n};
}

static int has_at(gk_str s, size_t at, const char *bytes, size_t n) {
  return s.n >= at && s.n - at >= n && memcmp(s.p + at, bytes, n) == 0;
}

/* POSIX.1-2017, pax, "ustar Interchange Format": the sum of all bytes, those of the sum itself taken for blanks. */
int gk_archive_is_tar(gk_str head) {
  enum { BLOCK = 512, SUM_OFF = 148, SUM_BYTES = 8 };
  if (head.n < BLOCK)
    return 0;
  unsigned long sum = 0, claimed = 0;
  for (size_t i = 0; i < BLOCK; i++)
    sum += i >= SUM_OFF && i < SUM_OFF + SUM_BYTES ? ' ' : (unsigned char)head.p[i];
  size_t at = SUM_OFF;
  while (at < SUM_OFF + SUM_BYTES && head.p[at] == ' ')
    at++;
  while (at < SUM_OFF + SUM_BYTES && head.p[at] >= '0' && head.p[at] <= '7')
    claimed = claimed * 8 + (unsigned long)(head.p[at++] - '0');
  return claimed == sum;
}

gk_archive_kind gk_archive_sniff(gk_str head) {
  static const struct {
    const char *start;
    const char *more;
    unsigned char n, at, n_more;
    gk_archive_kind kind;
  } signatures[] = {
      {"PK\3\4", "", 4, 0, 0, GK_ARCHIVE_ZIP},
      {"PK\5\6", "", 4, 0, 0, GK_ARCHIVE_ZIP}, /* an empty one */
      {"\x1F\x8B", "", 2, 0, 0, GK_ARCHIVE_STREAM},
      {"BZh", "1AY&SY", 3, 4, 6, GK_ARCHIVE_STREAM},
      {"BZh", "\x17rE8P\x90", 3, 4, 6, GK_ARCHIVE_STREAM}, /* with nothing in it */
      {"\xFD"
       "7zXZ\0",
       "", 6, 0, 0, GK_ARCHIVE_STREAM},
      {"\x28\xB5\x2F\xFD", "", 4, 0, 0, GK_ARCHIVE_STREAM},
      {"7z\xBC\xAF\x27\x1C", "", 6, 0, 0, GK_ARCHIVE_SOLID},
      {"Rar!\x1A\x07", "", 6, 0, 0, GK_ARCHIVE_SOLID},
  };
  for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
    if (has_at(head, 0, signatures[i].start, signatures[i].n) &&
        has_at(head, signatures[i].at, signatures[i].more, signatures[i].n_more))
      return signatures[i].kind;
  return has_at(head, 257, "ustar", 5) || gk_archive_is_tar(head) ? GK_ARCHIVE_STREAM : GK_ARCHIVE_NONE;
}

void *gk_archive_begin(size_t bytes, const gk_archive_ops *ops, const gk_archive_bytes *in,
                       const gk_archive_limits *limits) {
  gk_archive *archive = calloc(1, bytes);
  if (archive == NULL)
    return NULL;
  archive->ops = ops;
  archive->bytes = *in;
  archive->limits = *limits;
  gk_arena_init(&archive->names, NULL, 0);
  return archive;
}

void gk_archive_end(gk_archive *archive) {
  gk_arena_free(&archive->names);
  free(archive);
}

gk_status gk_archive_refuse(gk_error *error, gk_status status, const char *detail) {
  *error = (gk_error){.status = status, .detail = detail};
  return status;
}

int gk_archive_is_bomb(uint64_t bytes, uint64_t from, const gk_archive_limits *limits) {
  return bytes > GK_ARCHIVE_EXPANSION_FREE && (bytes - 1) / limits->expansion >= from;
}

static gk_status open_zip(const gk_archive_bytes *bytes, const gk_archive_limits *limits, gk_archive **out,
                          gk_error *error) {
  gk_status status = gk_archive_open_zip(bytes, limits, out, error);
  if (status != GK_STATUS_TRUNCATED && status != GK_STATUS_CORRUPT)
    return status;
  const gk_error why = *error;
  return gk_archive_open_headless(bytes, limits, &why, out, error);
}

static gk_status open_kind(const gk_archive_bytes *bytes, gk_archive_kind kind, gk_str name,
                           const gk_archive_limits *limits, gk_archive **out, gk_error *error) {
  switch (kind) {
  case GK_ARCHIVE_ZIP:
    return open_zip(bytes, limits, out, error);
  case GK_ARCHIVE_SOLID:
    return gk_archive_open_solid(bytes, limits, out, error);
  case GK_ARCHIVE_STREAM:
    return gk_archive_open_stream(bytes, name, limits, out, error);
  case GK_ARCHIVE_NONE:
    break;
  }
  return gk_archive_refuse(error, GK_STATUS_UNSUPPORTED, "not an archive");
}

/* What was found wrong on the way and did not matter in the end is forgotten. */
gk_status gk_archive_open(const gk_archive_bytes *bytes, gk_archive_kind kind, gk_str name,
                          const gk_archive_limits *limits, gk_archive **out, gk_error *error) {
  *out = NULL;
  *error = (gk_error){0};
  gk_status status = open_kind(bytes, kind, name, limits, out, error);
  if (status == GK_OK)
    *error = (gk_error){0};
  return status;
}

void gk_archive_close(gk_archive *archive) {
  if (archive != NULL)
    archive->ops->close(archive);
}

int gk_archive_next(gk_archive *archive, gk_archive_member *member, gk_error *error) {
  *member = (gk_archive_member){0};
  *error = (gk_error){0};
  gk_arena_reset(&archive->names);
  if (!archive->ops->next(archive, member, error))
    return 0;
  if (archive->n_members == archive->limits.members) {
    (void)gk_archive_refuse(error, GK_STATUS_TOO_COMPLEX, "the archive has more members than allowed");
    return 0;
  }
  archive->n_members++;
  return 1;
}

gk_status gk_archive_read(gk_archive *archive, char *p, size_t n, size_t *got, gk_error *error) {
  *got = 0;
  return archive->ops->read(archive, p, n, got, error);
}

uint64_t gk_archive_used_bytes(const gk_archive *archive) {
  return archive->ops->used(archive);
}
