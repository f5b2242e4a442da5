/*
 * A zip's directory: the walk of our own, and what libzip sees where both take the archive. Whatever is accepted has
 * entries that lie in the file and share no byte, and is read as libzip reads it.
 */
#include "target.h"

#include "container/zip.h"

#include <zip.h>

enum { MAX_BYTES = 1 << 20 };

static const char *broken_entries(gk_str input, const gk_zip_entry *entries, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const gk_zip_entry *e = &entries[i];
    if (e->off > e->end || e->end > input.n || e->packed_bytes > e->end - e->off || e->idx >= n)
      return "an entry lies outside the file";
    if (e->raw_name.p < input.p || e->raw_name.p + e->raw_name.n > input.p + input.n)
      return "an entry's name lies outside the file";
    for (size_t k = 0; k < i; k++)
      if (e->off < entries[k].end && entries[k].off < e->end)
        return "two entries share bytes";
  }
  return NULL;
}

static const char *broken_directory(gk_arena *arena, gk_str input) {
  const gk_limits limits = gk_limits_resolve(&(gk_limits){.entries = 64});
  gk_zip_entry *entries = NULL;
  size_t n = 0;
  gk_error error = {0};
  gk_status status = gk_zip_directory(arena, input, &limits, &entries, &n, &error);
  if (status != error.status)
    return "the status returned and the one in the error differ";
  return status == GK_OK ? broken_entries(input, entries, n) : NULL;
}

/* The same archive, by libzip alone; NULL if it takes none of it. */
static zip_t *open_libzip(gk_str input) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *bytes = zip_source_buffer_create(input.p, input.n, 0, &error);
  zip_t *zip = bytes != NULL ? zip_open_from_source(bytes, ZIP_RDONLY, &error) : NULL;
  if (zip == NULL && bytes != NULL)
    zip_source_free(bytes);
  zip_error_fini(&error);
  return zip;
}

static const char *broken_contents(zip_t *theirs, const gk_zip_entry *entry, gk_str ours) {
  static char buffer[MAX_BYTES + 1];
  zip_stat_t st;
  if (zip_stat_index(theirs, entry->idx, 0, &st) != 0 || st.size != ours.n || st.crc != entry->crc)
    return "an entry was read that libzip has otherwise";
  zip_file_t *file = zip_fopen_index(theirs, entry->idx, 0);
  if (file == NULL)
    return "an entry was read that libzip does not open";
  zip_int64_t got = zip_fread(file, buffer, sizeof buffer);
  (void)zip_fclose(file);
  if (got < 0 || (size_t)got != ours.n || (got > 0 && memcmp(buffer, ours.p, (size_t)got) != 0))
    return "an entry has other bytes than libzip reads";
  return NULL;
}

/* The entry of that place in the directory, found by its name; NULL if it is a folder's. */
static const gk_zip_entry *find_entry(gk_zip *zip, zip_t *theirs, zip_uint64_t i) {
  const char *name = zip_get_name(theirs, i, ZIP_FL_ENC_RAW);
  return name == NULL ? NULL : gk_zip_find(zip, gk_zip_bare_name((gk_str){name, strlen(name)}));
}

static const char *broken_reading(gk_arena *arena, gk_zip *zip, gk_str input) {
  zip_t *theirs = open_libzip(input);
  const char *broken = theirs == NULL ? "an archive was opened that libzip does not open" : NULL;
  zip_int64_t n = theirs == NULL ? 0 : zip_get_num_entries(theirs, 0);
  for (zip_int64_t i = 0; i < n && broken == NULL; i++) {
    const gk_zip_entry *entry = find_entry(zip, theirs, (zip_uint64_t)i);
    gk_str bytes = {"", 1};
    gk_error error = {0};
    if (entry == NULL)
      continue;
    gk_status status = gk_zip_read(zip, entry, arena, &bytes, &error);
    if (status == GK_OK)
      broken =
          bytes.n != entry->bytes ? "an entry has not as many bytes as it says" : broken_contents(theirs, entry, bytes);
    else if (bytes.n != 0)
      broken = "bytes of an entry that could not be read were handed out";
  }
  if (theirs != NULL)
    zip_discard(theirs);
  return broken;
}

static const char *broken_archive(gk_arena *arena, gk_str input) {
  const gk_limits limits =
      gk_limits_resolve(&(gk_limits){.entries = 64, .part_bytes = MAX_BYTES, .package_bytes = MAX_BYTES});
  gk_zip *zip = NULL;
  gk_error error = {0};
  gk_status status = gk_zip_open(arena, input, &limits, &zip, &error);
  if (status != GK_OK)
    return zip != NULL ? "an archive that could not be opened was handed out" : NULL;
  const char *broken = broken_reading(arena, zip, input);
  gk_zip_close(zip);
  return broken;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  if (n > MAX_BYTES)
    return 0;
  gk_str input = exact_copy(data, n);
  gk_arena arena;
  gk_arena_init(&arena, NULL, 64u << 20);
  const char *broken = broken_directory(&arena, input);
  if (broken == NULL)
    broken = broken_archive(&arena, input);
  gk_arena_free(&arena);
  exact_free(input);
  die_if(broken);
  return 0;
}
