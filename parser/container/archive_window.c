#include "container/archive_window.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "container/archive_part.h"

enum {
  NAME_BYTES = 4,
  EXTRA_BYTES = 28,
  HEADER_BYTES = GK_ZIP_CENTRAL_BYTES + NAME_BYTES + EXTRA_BYTES,
  GAP_BYTES = 65536 + 64, /* libzip looks for the end record in the last 65,577 bytes */
  TAIL_BYTES =
      GK_WINDOW_ENTRIES * HEADER_BYTES + GAP_BYTES + GK_ZIP_END64_BYTES + GK_ZIP_LOCATOR_BYTES + GK_ZIP_END_BYTES,
};

/* Writing the records */

static void put(gk_window *w, size_t n_bytes, uint64_t value) {
  for (size_t i = 0; i < n_bytes; i++)
    w->tail[w->tail_n++] = (char)(value >> 8 * i & 0xFF);
}

static void put_zeros(gk_window *w, size_t n) {
  memset(w->tail + w->tail_n, 0, n);
  w->tail_n += n;
}

/* An entry that will not be opened, and could keep libzip from opening the others, is shown as an empty one. */
static gk_zip_header shown(const gk_window *w, const gk_zip_header *h) {
  int is_fine = h->off < w->bytes->n && h->packed_bytes < w->bytes->n && h->bytes <= INT64_MAX &&
                zip_compression_method_supported(h->method, 0);
  return is_fine ? *h : (gk_zip_header){0};
}

/* All numbers that may be large stand in the zip64 field. Of the flags those that a method needs are kept. */
static void put_header(gk_window *w, const gk_zip_header *h) {
  enum { VERSION = 45, METHOD_FLAGS = 6 };
  put(w, 4, 0x02014b50);
  put(w, 2, VERSION), put(w, 2, VERSION);
  put(w, 2, h->flags & METHOD_FLAGS), put(w, 2, h->method);
  put_zeros(w, 4);
  put(w, 4, h->crc), put(w, 4, UINT32_MAX), put(w, 4, UINT32_MAX);
  put(w, 2, NAME_BYTES), put(w, 2, EXTRA_BYTES);
  put_zeros(w, 10); /* comment, disk, attributes */
  put(w, 4, UINT32_MAX);
  for (size_t i = 0; i < NAME_BYTES; i++)
    w->tail[w->tail_n++] = (char)('a' + (w->n >> 4 * i & 15));
  put(w, 2, 1), put(w, 2, EXTRA_BYTES - 4);
  put(w, 8, h->bytes), put(w, 8, h->packed_bytes), put(w, 8, h->off);
}

static void put_end(gk_window *w) {
  uint64_t off = w->bytes->n, bytes = w->tail_n;
  put_zeros(w, GAP_BYTES);
  uint64_t end64_off = off + w->tail_n;
  put(w, 4, 0x06064b50), put(w, 8, GK_ZIP_END64_BYTES - 12), put(w, 2, 45), put(w, 2, 45);
  put_zeros(w, 8);
  put(w, 8, w->n), put(w, 8, w->n), put(w, 8, bytes), put(w, 8, off);
  put(w, 4, 0x07064b50), put(w, 4, 0), put(w, 8, end64_off), put(w, 4, 1);
  put(w, 4, 0x06054b50), put(w, 4, 0);
  put(w, 2, UINT16_MAX), put(w, 2, UINT16_MAX), put(w, 4, UINT32_MAX), put(w, 4, UINT32_MAX), put(w, 2, 0);
}

/* Being a source for libzip */

static zip_int64_t source_failed(gk_window *w, int code, int reason) {
  zip_error_set(&w->cause, code, reason);
  return -1;
}

static zip_int64_t read_source(gk_window *w, char *p, zip_uint64_t n) {
  uint64_t from_archive = w->pos < w->bytes->n ? w->bytes->n - w->pos : 0;
  if (from_archive > 0) {
    int64_t got = w->bytes->read_at(w->bytes->ctx, w->pos, p, n < from_archive ? (size_t)n : (size_t)from_archive);
    w->has_read_failed |= got < 0;
    if (got < 0)
      return source_failed(w, ZIP_ER_READ, errno);
    w->pos += (uint64_t)got;
    return got;
  }
  size_t at = (size_t)(w->pos - w->bytes->n), left = w->tail_n - at;
  if (n > left)
    n = left;
  memcpy(p, w->tail + at, (size_t)n);
  w->pos += n;
  return (zip_int64_t)n;
}

static zip_int64_t seek_source(gk_window *w, void *data, zip_uint64_t n) {
  zip_int64_t pos = zip_source_seek_compute_offset(w->pos, w->bytes->n + w->tail_n, data, n, &w->cause);
  if (pos < 0)
    return -1;
  w->pos = (uint64_t)pos;
  return 0;
}

static zip_int64_t stat_source(gk_window *w, void *data, zip_uint64_t n) {
  if (n < sizeof(zip_stat_t))
    return source_failed(w, ZIP_ER_INVAL, 0);
  zip_stat_t *st = data;
  zip_stat_init(st);
  st->size = w->bytes->n + w->tail_n;
  st->valid = ZIP_STAT_SIZE;
  return sizeof *st;
}

static zip_int64_t on_command(void *ctx, void *data, zip_uint64_t n, zip_source_cmd_t command) {
  gk_window *w = ctx;
  switch (command) {
  case ZIP_SOURCE_OPEN:
    w->pos = 0;
    return 0;
  case ZIP_SOURCE_READ:
    return read_source(w, data, n);
  case ZIP_SOURCE_SEEK:
    return seek_source(w, data, n);
  case ZIP_SOURCE_TELL:
    return (zip_int64_t)w->pos;
  case ZIP_SOURCE_STAT:
    return stat_source(w, data, n);
  case ZIP_SOURCE_ERROR:
    return zip_error_to_data(&w->cause, data, n);
  case ZIP_SOURCE_CLOSE:
  case ZIP_SOURCE_FREE:
    return 0;
  case ZIP_SOURCE_SUPPORTS:
    return ZIP_SOURCE_SUPPORTS_SEEKABLE;
  default:
    return source_failed(w, ZIP_ER_OPNOTSUPP, 0);
  }
}

/* Using libzip, which takes some failed allocations and reads for a bad file, and passes over others: errno knows
   better than its codes, and so does who read for it. Every use of it is between these two. */

static void enter_libzip(gk_window *w) {
  w->has_read_failed = 0;
  errno = 0;
}

static int ran_out_of_memory(void) {
  return errno == ENOMEM;
}

static gk_status refuse_libzip(const gk_window *w, gk_error *error, zip_error_t *cause, const char *detail) {
  int code = zip_error_code_zip(cause);
  if (code == ZIP_ER_MEMORY || ran_out_of_memory())
    return gk_archive_refuse(error, GK_STATUS_NO_MEMORY, NULL);
  if (w->has_read_failed)
    return gk_archive_refuse(error, GK_STATUS_READ, "the archive cannot be read");
  return gk_archive_refuse(error, GK_STATUS_CORRUPT, code == ZIP_ER_CRC ? "the checksum is wrong" : detail);
}

static void close_handle(gk_window *w) {
  gk_window_close_entry(w);
  if (w->handle != NULL)
    zip_discard(w->handle);
  w->handle = NULL;
}

static gk_status open_handle(gk_window *w, gk_error *error) {
  zip_error_t cause;
  gk_status status = GK_OK;
  zip_error_init(&cause);
  enter_libzip(w);
  zip_source_t *source = zip_source_function_create(on_command, w, &cause);
  if (source != NULL)
    w->handle = zip_open_from_source(source, ZIP_RDONLY, &cause);
  if (w->handle == NULL) {
    zip_source_free(source);
    status = refuse_libzip(w, error, &cause, "the zip archive is damaged");
  } else if (ran_out_of_memory()) {
    status = gk_archive_refuse(error, GK_STATUS_NO_MEMORY, NULL);
  } else if ((uint64_t)zip_get_num_entries(w->handle, 0) != w->n) {
    status = gk_archive_refuse(error, GK_STATUS_CORRUPT, "the zip archive can be read in two ways");
  }
  zip_error_fini(&cause);
  if (status != GK_OK)
    close_handle(w);
  return status;
}

/* Shows libzip the entries from idx on, which is not before any that were shown. w->failure says why there are none. */
static void show(gk_window *w, uint64_t idx) {
  gk_zip_header header;
  close_handle(w);
  w->first = idx;
  w->n = w->tail_n = 0;
  while (w->n < GK_WINDOW_ENTRIES && gk_directory_next(&w->ahead, &header, &w->failure)) {
    if (w->ahead.n_seen <= idx)
      continue;
    header = shown(w, &header);
    put_header(w, &header);
    w->n++;
  }
  if (w->n > 0) {
    put_end(w);
    (void)open_handle(w, &w->failure);
  } else if (w->failure.status == GK_OK) {
    (void)gk_archive_refuse(&w->failure, GK_STATUS_CORRUPT, "the zip directory has changed");
  }
}

gk_status gk_window_init(gk_window *w, const gk_archive_bytes *bytes, gk_error *error) {
  *w = (gk_window){.bytes = bytes};
  zip_error_init(&w->cause);
  gk_status status = gk_directory_find(bytes, &w->ahead, error);
  if (status != GK_OK)
    return status;
  w->tail = malloc(TAIL_BYTES);
  return w->tail == NULL ? gk_archive_refuse(error, GK_STATUS_NO_MEMORY, NULL) : GK_OK;
}

void gk_window_close(gk_window *w) {
  close_handle(w);
  zip_error_fini(&w->cause);
  gk_directory_close(&w->ahead);
  free(w->tail);
  w->tail = NULL;
}

gk_status gk_window_open_entry(gk_window *w, uint64_t idx, gk_error *error) {
  gk_window_close_entry(w);
  if (idx - w->first >= w->n)
    show(w, idx);
  if (w->handle == NULL) {
    *error = w->failure;
    return error->status;
  }
  enter_libzip(w);
  w->file = zip_fopen_index(w->handle, idx - w->first, 0);
  if (w->file == NULL)
    return refuse_libzip(w, error, zip_get_error(w->handle), "the compressed data cannot be opened");
  return GK_OK;
}

void gk_window_close_entry(gk_window *w) {
  if (w->file != NULL)
    (void)zip_fclose(w->file);
  w->file = NULL;
}

gk_status gk_window_read(gk_window *w, char *p, size_t n, size_t *got, gk_error *error) {
  enter_libzip(w);
  zip_int64_t done = zip_fread(w->file, p, n);
  *got = done > 0 ? (size_t)done : 0;
  if (done < 0)
    return refuse_libzip(w, error, zip_file_get_error(w->file), "the compressed data is damaged");
  if (ran_out_of_memory())
    return gk_archive_refuse(error, GK_STATUS_NO_MEMORY, NULL);
  return GK_OK;
}
