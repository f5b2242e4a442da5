#include "container/archive_lib.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 65536 };

void gk_lib_enter(gk_lib *lib) {
  lib->before = uselocale(lib->utf8);
}

void gk_lib_leave(gk_lib *lib) {
  (void)uselocale(lib->before);
}

static void count_zeros(gk_lib *lib, size_t n) {
  size_t at = n;
  while (at > 0 && lib->chunk[at - 1] == '\0')
    at--;
  lib->n_zeros = at > 0 ? n - at : lib->n_zeros + n;
}

static gk_status fill(gk_lib *lib, size_t *n) {
  if (lib->bytes == NULL)
    return lib->source(lib->ctx, lib->chunk, CHUNK, n, &lib->failure);
  int64_t got = lib->bytes->read_at(lib->bytes->ctx, lib->off, lib->chunk, CHUNK);
  if (got < 0)
    return gk_archive_refuse(&lib->failure, GK_STATUS_READ, "the archive cannot be read");
  *n = (size_t)got;
  lib->off += (uint64_t)got;
  return GK_OK;
}

static la_ssize_t on_read(struct archive *handle, void *ctx, const void **p) {
  gk_lib *lib = ctx;
  size_t n = 0;
  if (lib->failure.status == GK_OK)
    (void)fill(lib, &n);
  if (lib->failure.status != GK_OK && n == 0) { /* what came before it is given first */
    archive_set_error(handle, EIO, "reading failed");
    return -1;
  }
  *p = lib->chunk;
  lib->n_given += n;
  lib->is_at_end = n == 0;
  count_zeros(lib, n);
  return (la_ssize_t)n;
}

static la_int64_t on_skip(struct archive *handle, void *ctx, la_int64_t n) {
  gk_lib *lib = ctx;
  (void)handle;
  uint64_t left = lib->off < lib->bytes->n ? lib->bytes->n - lib->off : 0;
  if (n < 0 || (uint64_t)n > left)
    return 0;
  lib->off += (uint64_t)n;
  return n;
}

static la_int64_t on_seek(struct archive *handle, void *ctx, la_int64_t off, int whence) {
  gk_lib *lib = ctx;
  int64_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (int64_t)lib->off : (int64_t)lib->bytes->n;
  if (off < -from || off > INT64_MAX - from) {
    archive_set_error(handle, EINVAL, "a place outside of the archive");
    return ARCHIVE_FATAL;
  }
  lib->off = (uint64_t)(from + off);
  return from + off;
}

/* Without the locale names would be lost, which is worse than none; it is a part of glibc, and only want of memory
   keeps it away. */
gk_status gk_lib_init(gk_lib *lib, gk_error *error) {
  *lib = (gk_lib){.utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0)};
  if (lib->utf8 == (locale_t)0)
    return gk_archive_refuse(error, GK_STATUS_NO_MEMORY, "the locale C.UTF-8 can't be had");
  lib->chunk = malloc(CHUNK);
  gk_lib_enter(lib);
  lib->handle = archive_read_new();
  lib->entry = archive_entry_new();
  gk_lib_leave(lib);
  if (lib->handle != NULL && lib->entry != NULL && lib->chunk != NULL)
    return GK_OK;
  gk_lib_close(lib);
  return gk_archive_refuse(error, GK_STATUS_NO_MEMORY, NULL);
}

/* One after the other: where one failed, libarchive would crash in the next. */
static int open_handle(gk_lib *lib) {
  int result = archive_read_set_read_callback(lib->handle, on_read);
  int can_seek = lib->bytes != NULL && lib->bytes->n != GK_ARCHIVE_PIPE;
  if (result == ARCHIVE_OK && can_seek)
    result = archive_read_set_skip_callback(lib->handle, on_skip);
  if (result == ARCHIVE_OK && can_seek)
    result = archive_read_set_seek_callback(lib->handle, on_seek);
  if (result == ARCHIVE_OK)
    result = archive_read_set_callback_data(lib->handle, lib);
  return result == ARCHIVE_OK ? archive_read_open1(lib->handle) : result;
}

gk_status gk_lib_open(gk_lib *lib, gk_error *error) {
  gk_lib_enter(lib);
  int result = open_handle(lib);
  gk_lib_leave(lib);
  return result == ARCHIVE_OK || result == ARCHIVE_WARN ? GK_OK : gk_lib_refuse(lib, error);
}

void gk_lib_close(gk_lib *lib) {
  gk_lib_enter(lib);
  if (lib->handle != NULL)
    archive_read_free(lib->handle);
  archive_entry_free(lib->entry);
  gk_lib_leave(lib);
  freelocale(lib->utf8);
  free(lib->chunk);
  lib->handle = NULL;
  lib->entry = NULL;
  lib->utf8 = (locale_t)0;
  lib->chunk = NULL;
}

gk_status gk_lib_refuse(gk_lib *lib, gk_error *error) {
  static const struct {
    const char *word;
    gk_status status;
    const char *detail;
  } known[] = {
      {"ncrypt", GK_STATUS_ENCRYPTED, NULL},
      {"assphrase", GK_STATUS_ENCRYPTED, NULL},
      {"runcated", GK_STATUS_TRUNCATED, NULL},
      {"nsupported", GK_STATUS_UNSUPPORTED, "compressed by a method that is not read"},
      {"not supported", GK_STATUS_UNSUPPORTED, "compressed by a method that is not read"},
      {"llocate", GK_STATUS_NO_MEMORY, NULL},
  };
  if (lib->failure.status != GK_OK) {
    *error = lib->failure;
    return error->status;
  }
  if (archive_errno(lib->handle) == ENOMEM)
    return gk_archive_refuse(error, GK_STATUS_NO_MEMORY, NULL);
  const char *message = archive_error_string(lib->handle);
  for (size_t i = 0; message != NULL && i < sizeof known / sizeof *known; i++)
    if (strstr(message, known[i].word) != NULL)
      return gk_archive_refuse(error, known[i].status, known[i].detail);
  return gk_archive_refuse(error, GK_STATUS_CORRUPT, "the archive is damaged");
}
