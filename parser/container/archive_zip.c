/*
 * archive_zip.c: the entries of a zip in the order of its directory.
 *
 * An entry's claims are checked against each other and the limits before it is opened, and its data against the claims
 * after. What is wrong with one entry is its own error, and the next is gone on to.
 */
#include <stdlib.h>
#include <sys/stat.h>

#include "container/archive_name.h"
#include "container/archive_part.h"
#include "container/archive_window.h"

enum { LOCAL_CHUNK = 4096, MADE_BY_UNIX = 3 };

typedef struct zip {
  gk_archive archive;
  gk_directory directory;
  gk_directory_shared shared;
  gk_archive_view local;
  gk_window window;
  uint64_t bytes; /* that the present entry claims */
  uint64_t done;  /* that were read of it */
  int is_open;    /* the window has it */
} zip;

static zip *zip_of(gk_archive *archive) {
  return (zip *)archive;
}

static unsigned unix_mode(const gk_zip_header *h) {
  return h->made_by >> 8 == MADE_BY_UNIX ? h->attributes >> 16 & S_IFMT : 0;
}

/* What can be said of an entry by its headers alone. */
static gk_status check_claims(zip *z, const gk_zip_header *h, gk_error *error) {
  const gk_archive_limits *limits = &z->archive.limits;
  unsigned mode = unix_mode(h);
  uint64_t end;
  if (gk_directory_is_shared(&z->shared, z->directory.n_seen - 1))
    return gk_archive_refuse(error, GK_STATUS_BOMB, "entries of the zip archive overlap");
  gk_status status = gk_directory_local(&z->local, h, &end, error);
  if (status != GK_OK)
    return status;
  if (h->flags & GK_ZIP_FLAG_ENCRYPTED)
    return gk_archive_refuse(error, GK_STATUS_ENCRYPTED, NULL);
  if (mode != 0 && mode != S_IFREG && mode != S_IFDIR)
    return gk_archive_refuse(error, GK_STATUS_READ, "not a regular file but a link or a device");
  if (!zip_compression_method_supported(h->method, 0))
    return gk_archive_refuse(error, GK_STATUS_UNSUPPORTED, "compressed by a method that is not read");
  if (h->method == ZIP_CM_STORE && h->bytes != h->packed_bytes)
    return gk_archive_refuse(error, GK_STATUS_CORRUPT, "the entry's header and the zip directory differ");
  if (h->bytes > GK_ARCHIVE_RATIO_FREE && (h->bytes - 1) / limits->ratio >= h->packed_bytes)
    return gk_archive_refuse(error, GK_STATUS_BOMB, NULL);
  return GK_OK;
}

/* A folder may be one by its name or by what Unix says of it; one with bytes in it is a file with an odd name. */
static int is_folder(const gk_zip_header *h, const gk_archive_path *path) {
  return h->bytes == 0 && (path->is_folder || unix_mode(h) == S_IFDIR);
}

static int next_entry(gk_archive *archive, gk_archive_member *member, gk_error *error) {
  zip *z = zip_of(archive);
  gk_zip_header h;
  gk_archive_path path;
  z->is_open = 0;
  do {
    if (!gk_directory_next(&z->directory, &h, error))
      return 0;
    gk_arena_reset(&archive->names);
    const gk_str raw = gk_archive_unicode_name(h.name, h.extra);
    gk_archive_claim claim =
        raw.p != h.name.p || (h.flags & GK_ZIP_FLAG_UTF8) != 0 ? GK_ARCHIVE_SAYS_UTF8 : GK_ARCHIVE_SAYS_NOTHING;
    gk_status status = gk_archive_name(&archive->names, raw, claim, &path);
    if (status != GK_OK) {
      (void)gk_archive_refuse(error, status, NULL);
      return 0;
    }
  } while (is_folder(&h, &path));
  member->name = path.name;
  member->bytes = z->bytes = h.bytes;
  z->done = 0;
  (void)check_claims(z, &h, &member->error);
  return 1;
}

static gk_status open_entry(zip *z, gk_error *error) {
  if (z->is_open)
    return GK_OK;
  gk_status status = gk_window_open_entry(&z->window, z->directory.n_seen - 1, error);
  z->is_open = status == GK_OK;
  return status;
}

/* Bytes up to what the entry claims; then its end, which is where libzip compares the checksum. */
static gk_status read_entry(gk_archive *archive, char *p, size_t n, size_t *got, gk_error *error) {
  zip *z = zip_of(archive);
  gk_status status = open_entry(z, error);
  while (status == GK_OK && *got < n && z->done <= z->bytes) {
    size_t more;
    status = gk_window_read(&z->window, p + *got, n - *got, &more, error);
    if (status != GK_OK || more == 0)
      break;
    *got += more;
    z->done += more;
  }
  if (status != GK_OK || (*got == n && z->done <= z->bytes))
    return status;
  if (z->done == z->bytes)
    return GK_OK;
  return gk_archive_refuse(error, GK_STATUS_CORRUPT,
                           z->done < z->bytes ? "the data is shorter than the zip directory says"
                                              : "the data is longer than the zip directory says");
}

static uint64_t used(const gk_archive *archive) {
  return archive->bytes.n;
}

static void close_zip(gk_archive *archive) {
  zip *z = zip_of(archive);
  gk_window_close(&z->window);
  gk_directory_close(&z->directory);
  gk_archive_view_free(&z->local);
  free(z->shared.bits);
  gk_archive_end(archive);
}

gk_status gk_archive_open_zip(const gk_archive_bytes *in, const gk_archive_limits *limits, gk_archive **out,
                              gk_error *error) {
  static const gk_archive_ops ops = {next_entry, read_entry, used, close_zip};
  zip *z = gk_archive_begin(sizeof *z, &ops, in, limits);
  if (z == NULL)
    return gk_archive_refuse(error, GK_STATUS_NO_MEMORY, NULL);
  z->local = gk_archive_view_of(&z->archive.bytes, LOCAL_CHUNK);
  gk_status status = gk_directory_find(&z->archive.bytes, &z->directory, error);
  if (status == GK_OK)
    status = gk_directory_find_shared(&z->directory, limits->members + 1, &z->shared, error);
  if (status == GK_OK)
    status = gk_window_init(&z->window, &z->archive.bytes, error);
  if (status != GK_OK) {
    close_zip(&z->archive);
    return status;
  }
  *out = &z->archive;
  return GK_OK;
}
