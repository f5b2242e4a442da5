#include "container/archive_plain.h"

#include <stdlib.h>
#include <string.h>

enum { PACKED_BYTES = 65536 };

/* What has been looked at comes again. Fewer than n bytes are not the end, none are. */
static gk_status read_bytes(gk_plain *plain, char *p, size_t n, size_t *got, gk_error *error) {
  if (plain->off < plain->first_n) {
    *got = plain->first_n - (size_t)plain->off < n ? plain->first_n - (size_t)plain->off : n;
    memcpy(p, plain->first + plain->off, *got);
    plain->off += *got;
    return GK_OK;
  }
  int64_t done = plain->bytes->read_at(plain->bytes->ctx, plain->off, p, n);
  if (done < 0)
    return gk_archive_refuse(error, GK_STATUS_READ, "the archive cannot be read");
  plain->off += (uint64_t)done;
  *got = (size_t)done;
  return GK_OK;
}

static gk_status fill_stored(gk_plain *plain, char *p, size_t n, size_t *got, gk_error *error) {
  return read_bytes(plain, p, n, got, error);
}

/* gzip */

/* Gets more for zlib. Where there is none it has nothing, and says so itself. */
static gk_status feed(gk_plain *plain, gk_error *error) {
  size_t n = 0;
  gk_status status = read_bytes(plain, (char *)plain->packed, PACKED_BYTES, &n, error);
  if (status == GK_OK) {
    plain->z.next_in = plain->packed;
    plain->z.avail_in = (unsigned)n;
  }
  return status;
}

static gk_status refuse_zlib(int result, gk_error *error) {
  switch (result) {
  case Z_MEM_ERROR:
    return gk_archive_refuse(error, GK_STATUS_NO_MEMORY, NULL);
  case Z_BUF_ERROR:
    return gk_archive_refuse(error, GK_STATUS_TRUNCATED, NULL);
  default:
    return gk_archive_refuse(error, GK_STATUS_CORRUPT, "the compressed data is damaged");
  }
}

/* Another gzip member right behind the one that has ended, or what is left is padding: 0. */
static int starts_another(gk_plain *plain) {
  enum { MAGIC = 0x1F };
  if (plain->z.avail_in == 0 || *plain->z.next_in != MAGIC)
    return 0;
  plain->is_between = 0;
  return inflateReset(&plain->z) == Z_OK;
}

static gk_status fill_gzip(gk_plain *plain, char *p, size_t n, size_t *got, gk_error *error) {
  z_stream *z = &plain->z;
  z->next_out = (unsigned char *)p;
  z->avail_out = n < UINT32_MAX ? (unsigned)n : UINT32_MAX;
  const unsigned asked = z->avail_out;
  int result = Z_OK;
  while (z->avail_out > 0 && (result == Z_OK || result == Z_STREAM_END)) {
    gk_status status = z->avail_in == 0 ? feed(plain, error) : GK_OK;
    if (status != GK_OK)
      return status;
    if (plain->is_between && !starts_another(plain))
      break;
    result = inflate(z, Z_NO_FLUSH);
    plain->is_between = result == Z_STREAM_END;
  }
  *got = asked - z->avail_out;
  return result == Z_OK || result == Z_STREAM_END ? GK_OK : refuse_zlib(result, error);
}

static gk_status open_gzip(gk_plain *plain, gk_error *error) {
  enum { GZIP_WINDOW = 15 + 16 };
  plain->packed = malloc(PACKED_BYTES);
  plain->fill = fill_gzip;
  plain->has_z = plain->packed != NULL && inflateInit2(&plain->z, GZIP_WINDOW) == Z_OK;
  return plain->has_z ? GK_OK : gk_archive_refuse(error, GK_STATUS_NO_MEMORY, NULL);
}

/* bzip2, xz, zstd */

static gk_status feed_lib(void *ctx, char *p, size_t n, size_t *got, gk_error *error) {
  return read_bytes(ctx, p, n, got, error);
}

/* A decoder that fails for want of more bytes than there are says so in words of its own. */
static gk_status refuse_lib(gk_plain *plain, gk_error *error) {
  gk_status status = gk_lib_refuse(&plain->lib, error);
  if (status == GK_STATUS_CORRUPT && plain->lib.is_at_end)
    return gk_archive_refuse(error, GK_STATUS_TRUNCATED, NULL);
  return status;
}

static gk_status fill_lib(gk_plain *plain, char *p, size_t n, size_t *got, gk_error *error) {
  if (plain->block.n == 0) {
    const void *block = NULL;
    la_int64_t off;
    gk_lib_enter(&plain->lib);
    int result = archive_read_data_block(plain->lib.handle, &block, &plain->block.n, &off);
    gk_lib_leave(&plain->lib);
    if (result != ARCHIVE_OK)
      plain->block.n = 0;
    int has_failed = plain->lib.failure.status != GK_OK; /* libarchive may take that for the end */
    if (result != ARCHIVE_OK && (result != ARCHIVE_EOF || has_failed))
      return refuse_lib(plain, error);
    plain->block.p = block;
  }
  *got = plain->block.n < n ? plain->block.n : n;
  if (*got == 0) /* a block of nothing may lie nowhere */
    return GK_OK;
  memcpy(p, plain->block.p, *got);
  plain->block = (gk_str){plain->block.p + *got, plain->block.n - *got};
  return GK_OK;
}

/* A file of which nothing comes has no format, to libarchive. */
static gk_status start_lib(gk_plain *plain, gk_error *error) {
  gk_lib_enter(&plain->lib);
  int result = archive_read_next_header2(plain->lib.handle, plain->lib.entry);
  gk_lib_leave(&plain->lib);
  if (result == ARCHIVE_EOF)
    plain->fill = fill_stored; /* which is at its end too */
  else if (result == ARCHIVE_OK && archive_filter_code(plain->lib.handle, 0) == ARCHIVE_FILTER_NONE)
    return gk_archive_refuse(error, GK_STATUS_CORRUPT, "the compressed data is damaged"); /* taken for plain bytes */
  return result == ARCHIVE_OK || result == ARCHIVE_WARN || result == ARCHIVE_EOF ? GK_OK : refuse_lib(plain, error);
}

static gk_status open_lib(gk_plain *plain, gk_error *error) {
  gk_status status = gk_lib_init(&plain->lib, error);
  if (status != GK_OK)
    return status;
  plain->fill = fill_lib;
  plain->lib.source = feed_lib;
  plain->lib.ctx = plain;
  archive_read_support_filter_bzip2(plain->lib.handle);
  archive_read_support_filter_xz(plain->lib.handle);
  archive_read_support_filter_zstd(plain->lib.handle);
  archive_read_support_format_raw(plain->lib.handle);
  archive_read_support_format_empty(plain->lib.handle);
  status = gk_lib_open(&plain->lib, error);
  return status == GK_OK ? start_lib(plain, error) : status;
}

/* All of them */

static gk_status open_kind(gk_plain *plain, gk_error *error) {
  int64_t got = plain->bytes->read_at(plain->bytes->ctx, 0, plain->first, sizeof plain->first);
  if (got < 0)
    return gk_archive_refuse(error, GK_STATUS_READ, "the archive cannot be read");
  plain->first_n = (size_t)got;
  if (got >= 2 && memcmp(plain->first, "\x1F\x8B", 2) == 0)
    return open_gzip(plain, error);
  if (got >= 4 && (memcmp(plain->first, "BZh", 3) == 0 ||
                   memcmp(plain->first,
                          "\xFD"
                          "7zX",
                          4) == 0 ||
                   memcmp(plain->first, "\x28\xB5\x2F\xFD", 4) == 0))
    return open_lib(plain, error);
  plain->fill = fill_stored;
  return GK_OK;
}

static gk_status check_expansion(gk_plain *plain, gk_error *error) {
  if (gk_plain_is_packed(plain) && gk_archive_is_bomb(plain->n_made, plain->off, plain->limits))
    return gk_archive_refuse(error, GK_STATUS_BOMB, NULL);
  return GK_OK;
}

/* Fills p as far as it goes, a part at a time, so that a bomb is noticed before it has gone off. */
static gk_status make(gk_plain *plain, char *p, size_t n, size_t *got, gk_error *error) {
  enum { PART_BYTES = 1 << 20 };
  size_t more = 1;
  gk_status status = plain->failure.status;
  while (status == GK_OK && *got < n && more > 0) {
    more = 0;
    status = plain->fill(plain, p + *got, n - *got < PART_BYTES ? n - *got : PART_BYTES, &more, &plain->failure);
    *got += more;
    plain->n_made += more;
    if (status == GK_OK)
      status = check_expansion(plain, &plain->failure);
  }
  if (status != GK_OK)
    *error = plain->failure;
  return status;
}

gk_status gk_plain_open(gk_plain *plain, const gk_archive_bytes *bytes, const gk_archive_limits *limits,
                        gk_error *error) {
  *plain = (gk_plain){.bytes = bytes, .limits = limits, .head = malloc(GK_ARCHIVE_HEAD_BYTES)};
  if (plain->head == NULL)
    return gk_archive_refuse(error, GK_STATUS_NO_MEMORY, NULL);
  gk_status status = open_kind(plain, error);
  if (status != GK_OK)
    return status;
  gk_error later;
  status = make(plain, plain->head, GK_ARCHIVE_HEAD_BYTES, &plain->head_n, &later);
  if (status == GK_OK || plain->head_n > 0)
    return GK_OK; /* what is wrong behind the head shows when that is read */
  *error = later;
  return status;
}

void gk_plain_close(gk_plain *plain) {
  if (plain->has_z)
    (void)inflateEnd(&plain->z);
  if (plain->lib.handle != NULL)
    gk_lib_close(&plain->lib);
  free(plain->packed);
  free(plain->head);
}

gk_str gk_plain_peek(const gk_plain *plain) {
  return (gk_str){plain->head, plain->head_n};
}

int gk_plain_is_packed(const gk_plain *plain) {
  return plain->has_z || plain->lib.handle != NULL;
}

gk_status gk_plain_read(void *ctx, char *p, size_t n, size_t *got, gk_error *error) {
  gk_plain *plain = ctx;
  size_t from_head = plain->head_n - plain->head_at;
  *got = from_head < n ? from_head : n;
  memcpy(p, plain->head + plain->head_at, *got);
  plain->head_at += *got;
  return *got == n ? GK_OK : make(plain, p, n, got, error);
}
