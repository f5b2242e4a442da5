#include "container/archive_directory.h"

#include "container/archive_part.h"

enum { CENTRAL_CHUNK = 65536, LOCAL_CHUNK = 4096 };

static gk_status read_failed(gk_error *error, gk_status status) {
  return gk_archive_refuse(error, status, status == GK_STATUS_READ ? "the archive cannot be read" : NULL);
}

/* The zip64 end record, if there is one. `end_off` becomes where the directory must have ended. */
static gk_status read_end64(gk_archive_view *view, uint64_t *end_off, gk_zip_end *end, gk_error *error) {
  gk_str in;
  uint64_t end64_off;
  if (*end_off < GK_ZIP_LOCATOR_BYTES)
    return GK_OK;
  gk_status status = gk_archive_view_get(view, *end_off - GK_ZIP_LOCATOR_BYTES, GK_ZIP_LOCATOR_BYTES, &in);
  if (status != GK_OK)
    return read_failed(error, status);
  if (!gk_zip_read_locator(in, &end64_off))
    return GK_OK;
  if (end64_off <= *end_off)
    status = gk_archive_view_get(view, end64_off, GK_ZIP_END64_BYTES, &in);
  if (status != GK_OK)
    return read_failed(error, status);
  if (end64_off > *end_off || !gk_zip_read_end64(in, end))
    return gk_archive_refuse(error, GK_STATUS_CORRUPT, "the two end records of the zip directory differ");
  *end_off = end64_off;
  return GK_OK;
}

static gk_status find(gk_archive_view *view, uint64_t n, gk_directory *out, gk_error *error) {
  const size_t tail_max = GK_ZIP_FIELD_MAX + GK_ZIP_END_BYTES;
  uint64_t tail_off = n > tail_max ? n - tail_max : 0;
  gk_str tail;
  size_t at;
  gk_status status = gk_archive_view_get(view, tail_off, (size_t)(n - tail_off), &tail);
  if (status != GK_OK)
    return read_failed(error, status);
  if (!gk_zip_find_end(tail, &at))
    return gk_archive_refuse(error, GK_STATUS_TRUNCATED, "a zip archive without its directory");
  gk_zip_end end = gk_zip_read_end((gk_str){tail.p + at, tail.n - at});
  uint64_t end_off = tail_off + at;
  status = read_end64(view, &end_off, &end, error);
  if (status != GK_OK)
    return status;
  if (end.off > end_off || end.bytes > end_off - end.off || end.n_entries > end.bytes / GK_ZIP_CENTRAL_BYTES)
    return gk_archive_refuse(error, GK_STATUS_CORRUPT, "the zip directory is not where its end record says");
  *out = (gk_directory){.off = end.off, .end = end.off + end.bytes, .n_claimed = end.n_entries};
  return GK_OK;
}

gk_status gk_directory_find(const gk_archive_bytes *bytes, gk_directory *out, gk_error *error) {
  gk_archive_view view = gk_archive_view_of(bytes, CENTRAL_CHUNK);
  gk_status status = find(&view, bytes->n, out, error);
  out->central = view;
  if (status != GK_OK)
    gk_directory_close(out);
  return status;
}

void gk_directory_close(gk_directory *directory) {
  gk_archive_view_free(&directory->central);
}

/* The old end record has only 16 bits for the count, and some writers let it overflow. */
static int end_of_directory(const gk_directory *d, gk_error *error) {
  *error = (gk_error){0};
  if ((d->n_seen - d->n_claimed) % (UINT16_MAX + 1u) != 0)
    (void)gk_archive_refuse(error, GK_STATUS_CORRUPT, "the zip directory has other than the number of entries it says");
  return 0;
}

int gk_directory_next(gk_directory *d, gk_zip_header *header, gk_error *error) {
  gk_str in;
  if (d->end - d->off < GK_ZIP_CENTRAL_BYTES)
    return end_of_directory(d, error);
  gk_status status = gk_archive_view_get(&d->central, d->off, GK_ZIP_CENTRAL_BYTES, &in);
  size_t n = status == GK_OK ? gk_zip_central_bytes(in) : 0;
  if (status == GK_OK && n == 0 && d->n_seen == d->n_claimed)
    return end_of_directory(d, error); /* a digital signature, say */
  if (n > 0 && n <= d->end - d->off)
    status = gk_archive_view_get(&d->central, d->off, n, &in);
  if (status != GK_OK) {
    (void)read_failed(error, status);
    return 0;
  }
  if (n == 0 || n > d->end - d->off || !gk_zip_read_central(in, header)) {
    (void)gk_archive_refuse(error, GK_STATUS_CORRUPT, "the zip directory is damaged");
    return 0;
  }
  d->off += n;
  d->n_seen++;
  return 1;
}

gk_status gk_directory_local(gk_archive_view *view, const gk_zip_header *central, uint64_t *end, gk_error *error) {
  gk_zip_header local;
  gk_str in;
  uint64_t n_all = view->bytes->n;
  gk_status status = gk_archive_view_get(view, central->off, GK_ZIP_LOCAL_BYTES, &in);
  size_t n = status == GK_OK ? gk_zip_local_bytes(in) : 0;
  if (n > 0)
    status = gk_archive_view_get(view, central->off, n, &in);
  if (status != GK_OK)
    return read_failed(error, status);
  if (n == 0 || !gk_zip_read_local(in, &local) || central->packed_bytes > n_all - central->off - n)
    return gk_archive_refuse(error, GK_STATUS_CORRUPT, "an entry of the zip directory is not where it says");
  *end = central->off + n + central->packed_bytes;
  if (!gk_zip_headers_agree(central, &local))
    return gk_archive_refuse(error, GK_STATUS_CORRUPT, "the entry's header and the zip directory differ");
  return GK_OK;
}
