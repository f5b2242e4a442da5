/*
 * zip.c: entries of a zip archive by name, inflated and verified by libzip.
 *
 * An entry's claims are checked against each other and the limits before memory is taken, and its data against the
 * claims after. Nothing is handed out before libzip has seen the end and found the checksum right.
 */
#include <errno.h>
#include <string.h>

#include <zip.h>

#include "base/checked.h"
#include "container/zip.h"

/* Up to this size any ratio is let pass: an empty form compresses as well as a bomb. */
enum { RATIO_FREE_BYTES = 1 << 20 };

struct gk_zip {
  zip_t *handle;
  gk_limits limits;
  gk_zip_entry *entries; /* sorted by name; directories left out */
  size_t n_entries;
  size_t read_bytes; /* inflated so far */
};

static gk_status refuse(gk_error *error, gk_status status, const gk_zip_entry *entry, const char *detail) {
  *error = (gk_error){.status = status, .detail = detail};
  if (entry != NULL)
    error->part = entry->name;
  return status;
}

/* libzip takes some failed allocations for a bad file, and passes over others: errno knows better than its codes. Every
   use of libzip is between these two. */
static void enter_libzip(void) {
  errno = 0;
}

static int ran_out_of_memory(void) {
  return errno == ENOMEM;
}

static gk_status refuse_libzip(gk_error *error, zip_error_t *cause, const gk_zip_entry *entry, const char *detail) {
  int code = zip_error_code_zip(cause);
  if (code == ZIP_ER_MEMORY || ran_out_of_memory())
    return refuse(error, GK_STATUS_NO_MEMORY, entry, NULL);
  return refuse(error, GK_STATUS_CORRUPT, entry, code == ZIP_ER_CRC ? "the checksum is wrong" : detail);
}

static int compare_name(const gk_zip_entry *x, const gk_zip_entry *y) {
  int order = gk_zip_name_compare(x->name, y->name);
  return order != 0 ? order : x->idx < y->idx ? -1 : 1;
}

/* Sorts what the directory holds by name and drops folders. */
static void index_entries(gk_zip *zip) {
  size_t n = 0;
  for (size_t i = 0; i < zip->n_entries; i++) {
    gk_str name = zip->entries[i].name;
    if (name.n > 0 && name.p[name.n - 1] != '/' && name.p[name.n - 1] != '\\')
      zip->entries[n++] = zip->entries[i];
  }
  zip->n_entries = n;
  gk_zip_sort(zip->entries, n, compare_name);
}

static gk_status open_libzip(gk_zip *zip, gk_str input, size_t n_directory, gk_error *error) {
  zip_error_t cause;
  zip_error_init(&cause);
  enter_libzip();
  gk_status status = GK_OK;
  zip_source_t *source = zip_source_buffer_create(input.p, input.n, 0, &cause);
  if (source != NULL)
    zip->handle = zip_open_from_source(source, ZIP_RDONLY, &cause);
  if (zip->handle == NULL) {
    zip_source_free(source);
    status = refuse_libzip(error, &cause, NULL, "the zip directory is damaged");
  } else if (ran_out_of_memory()) {
    status = refuse(error, GK_STATUS_NO_MEMORY, NULL, NULL);
  } else if ((uint64_t)zip_get_num_entries(zip->handle, 0) != n_directory) {
    status = refuse(error, GK_STATUS_CORRUPT, NULL, "the zip directory can be read in two ways");
  }
  zip_error_fini(&cause);
  if (status != GK_OK)
    gk_zip_close(zip);
  return status;
}

gk_status gk_zip_open(gk_arena *arena, gk_str input, const gk_limits *limits, gk_zip **out, gk_error *error) {
  *out = NULL;
  gk_zip *zip = GK_NEW(arena, gk_zip);
  if (zip == NULL)
    return refuse(error, GK_STATUS_NO_MEMORY, NULL, NULL);
  zip->limits = *limits;
  gk_status status = gk_zip_directory(arena, input, limits, &zip->entries, &zip->n_entries, error);
  if (status == GK_OK)
    status = open_libzip(zip, input, zip->n_entries, error);
  if (status != GK_OK)
    return status;
  index_entries(zip);
  *out = zip;
  return GK_OK;
}

void gk_zip_close(gk_zip *zip) {
  if (zip != NULL && zip->handle != NULL)
    zip_discard(zip->handle);
  if (zip != NULL)
    zip->handle = NULL;
}

const gk_zip_entry *gk_zip_find(const gk_zip *zip, gk_str name) {
  size_t low = 0, high = zip->n_entries;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (gk_zip_name_compare(zip->entries[middle].name, name) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  int found = low < zip->n_entries && gk_zip_name_compare(zip->entries[low].name, name) == 0;
  return found ? &zip->entries[low] : NULL;
}

/* Whether the next entry in order of names has the same one; gk_zip_find() gives the first. */
static int is_duplicate(const gk_zip *zip, const gk_zip_entry *entry) {
  return entry + 1 < zip->entries + zip->n_entries && gk_zip_name_compare(entry[0].name, entry[1].name) == 0;
}

/* What can be said of an entry by its headers alone. */
static gk_status check_claims(const gk_zip *zip, const gk_zip_entry *e, gk_error *error) {
  const gk_limits *limits = &zip->limits;
  size_t ratio_bytes;
  if (e->flags & GK_ZIP_FLAG_ENCRYPTED)
    return refuse(error, GK_STATUS_ENCRYPTED, e, NULL);
  if (e->method != ZIP_CM_STORE && e->method != ZIP_CM_DEFLATE)
    return refuse(error, GK_STATUS_UNSUPPORTED, e, "compressed by another method than deflate");
  if (is_duplicate(zip, e))
    return refuse(error, GK_STATUS_CORRUPT, e, "two entries of the zip archive have this name");
  if (!e->agrees || (e->method == ZIP_CM_STORE && e->bytes != e->packed_bytes))
    return refuse(error, GK_STATUS_CORRUPT, e, "the entry's header and the zip directory differ");
  if (e->bytes > limits->part_bytes)
    return refuse(error, GK_STATUS_TOO_LARGE, e, "the part is larger than allowed");
  if (e->bytes > limits->package_bytes - zip->read_bytes)
    return refuse(error, GK_STATUS_TOO_LARGE, e, "the parts together are larger than allowed");
  if (e->bytes > RATIO_FREE_BYTES && !gk_size_mul(e->packed_bytes, limits->ratio, &ratio_bytes) &&
      e->bytes > ratio_bytes)
    return refuse(error, GK_STATUS_BOMB, e, NULL);
  return GK_OK;
}

/* libzip reads the directory by itself: it must have found the same entry. */
static int libzip_agrees(const gk_zip *zip, const gk_zip_entry *e) {
  zip_stat_t st;
  const zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD;
  if (zip_stat_index(zip->handle, e->idx, ZIP_FL_ENC_RAW, &st) != 0 || (st.valid & needed) != needed)
    return 0;
  return st.size == e->bytes && st.comp_size == e->packed_bytes && st.crc == e->crc && st.comp_method == e->method &&
         strlen(st.name) == e->raw_name.n && memcmp(st.name, e->raw_name.p, e->raw_name.n) == 0;
}

/* Reads exactly n bytes and then the end, which is where libzip compares the checksum. */
static gk_status read_all(zip_file_t *file, char *p, size_t n, const gk_zip_entry *entry, gk_error *error) {
  char beyond;
  zip_int64_t got = 1;
  for (size_t done = 0; done < n && got > 0; done += (size_t)got) {
    got = zip_fread(file, p + done, n - done);
    if (got == 0)
      return refuse(error, GK_STATUS_CORRUPT, entry, "the data is shorter than the zip directory says");
    if (got < 0)
      break;
  }
  if (got >= 0)
    got = zip_fread(file, &beyond, 1);
  if (got < 0)
    return refuse_libzip(error, zip_file_get_error(file), entry, "the compressed data is damaged");
  if (got > 0)
    return refuse(error, GK_STATUS_CORRUPT, entry, "the data is longer than the zip directory says");
  return GK_OK;
}

gk_status gk_zip_read(gk_zip *zip, const gk_zip_entry *entry, gk_arena *arena, gk_str *out, gk_error *error) {
  *out = (gk_str){NULL, 0};
  gk_status status = check_claims(zip, entry, error);
  if (status != GK_OK)
    return status;
  if (!libzip_agrees(zip, entry))
    return refuse(error, GK_STATUS_CORRUPT, entry, "the zip directory can be read in two ways");
  char *p = gk_arena_alloc(arena, entry->bytes, 1);
  if (p == NULL)
    return refuse(error, GK_STATUS_NO_MEMORY, entry, NULL);
  zip->read_bytes += entry->bytes;
  enter_libzip();
  zip_file_t *file = zip_fopen_index(zip->handle, entry->idx, 0);
  if (file == NULL)
    return refuse_libzip(error, zip_get_error(zip->handle), entry, "the compressed data cannot be opened");
  status = read_all(file, p, entry->bytes, entry, error);
  zip_fclose(file);
  if (status == GK_OK && ran_out_of_memory())
    return refuse(error, GK_STATUS_NO_MEMORY, entry, NULL);
  if (status == GK_OK)
    *out = (gk_str){p, entry->bytes};
  return status;
}
