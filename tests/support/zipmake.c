#include "support/zipmake.h"

#include <stdlib.h>
#include <string.h>

#include <zip.h>

/* A writer into a block that grows. Running out of memory ends the program: this is a test. */
typedef struct writer {
  char *p;
  size_t n;
} writer;

static void put_bytes(writer *w, const void *p, size_t n) {
  w->p = realloc(w->p, w->n + n + 1);
  if (w->p == NULL)
    abort();
  if (n > 0)
    memcpy(w->p + w->n, p, n);
  w->n += n;
}

static void put(writer *w, size_t n_bytes, uint64_t value) {
  for (; n_bytes-- > 0; value >>= 8) {
    unsigned char c = (unsigned char)(value & 0xFF);
    put_bytes(w, &c, 1);
  }
}

static uint32_t crc32_of(gk_str s) {
  uint32_t crc = UINT32_MAX;
  for (size_t i = 0; i < s.n; i++) {
    crc ^= (unsigned char)s.p[i];
    for (int bit = 0; bit < 8; bit++)
      crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
  }
  return ~crc;
}

/* The fields that both headers have, from the flags to the length of the extra field. */
static void put_common(writer *w, const zipmake_item *item, int is_local) {
  int later = is_local && item->how & ZIPMAKE_DESCRIPTOR, wide = item->how & ZIPMAKE_ZIP64;
  put(w, 2, item->how & ZIPMAKE_DESCRIPTOR ? 8 : 0);
  put(w, 2, 0);          /* stored */
  put(w, 4, 0x50210000); /* 2020-01-01 */
  put(w, 4, later ? 0 : crc32_of(item->data));
  for (int i = 0; i < 2; i++)
    put(w, 4, later ? 0 : wide ? UINT32_MAX : item->data.n);
  put(w, 2, item->name.n);
  put(w, 2, wide ? 20 : 0);
}

static void put_zip64_extra(writer *w, const zipmake_item *item) {
  if (!(item->how & ZIPMAKE_ZIP64))
    return;
  put(w, 2, 1);
  put(w, 2, 16);
  put(w, 8, item->data.n);
  put(w, 8, item->data.n);
}

static void put_local(writer *w, const zipmake_item *item) {
  put(w, 4, 0x04034b50);
  put(w, 2, 20);
  put_common(w, item, 1);
  put_bytes(w, item->name.p, item->name.n);
  put_zip64_extra(w, item);
  put_bytes(w, item->data.p, item->data.n);
  if (item->how & ZIPMAKE_DESCRIPTOR) {
    put(w, 4, 0x08074b50);
    put(w, 4, crc32_of(item->data));
    put(w, 4, item->data.n);
    put(w, 4, item->data.n);
  }
}

static void put_central(writer *w, const zipmake_item *item, size_t off) {
  put(w, 4, 0x02014b50);
  put(w, 2, 20);
  put(w, 2, 20);
  put_common(w, item, 0);
  put(w, 2 + 2 + 2 + 4, 0);
  put(w, 4, off);
  put_bytes(w, item->name.p, item->name.n);
  put_zip64_extra(w, item);
}

static void put_end(writer *w, size_t n, size_t off, size_t bytes, int wide) {
  size_t end64 = w->n;
  if (wide) {
    put(w, 4, 0x06064b50);
    put(w, 8, 44);
    put(w, 2, 45);
    put(w, 2, 45);
    put(w, 8, 0); /* disks */
    put(w, 8, n);
    put(w, 8, n);
    put(w, 8, bytes);
    put(w, 8, off);
    put(w, 4, 0x07064b50);
    put(w, 4, 0);
    put(w, 8, end64);
    put(w, 4, 1);
  }
  put(w, 4, 0x06054b50);
  put(w, 4, 0);
  put(w, 2, wide ? UINT16_MAX : n);
  put(w, 2, wide ? UINT16_MAX : n);
  put(w, 4, wide ? UINT32_MAX : bytes);
  put(w, 4, wide ? UINT32_MAX : off);
  put(w, 2, 0);
}

/* A copy in a block without a byte to spare, so that sanitizers see every read past the end. */
static gk_str exact(char *p, size_t n) {
  char *copy = malloc(n > 0 ? n : 1);
  if (copy == NULL)
    abort();
  memcpy(copy, p, n);
  free(p);
  return (gk_str){copy, n};
}

gk_str zipmake(const zipmake_item *items, size_t n) {
  writer w = {NULL, 0};
  size_t *offs = calloc(n + 1, sizeof *offs);
  int wide = 0;
  if (offs == NULL)
    abort();
  for (size_t i = 0; i < n; i++) {
    offs[i] = w.n;
    wide |= items[i].how & ZIPMAKE_ZIP64;
    put_local(&w, &items[i]);
  }
  size_t directory = w.n;
  for (size_t i = 0; i < n; i++)
    put_central(&w, &items[i], offs[i]);
  put_end(&w, n, directory, w.n - directory, wide != 0);
  free(offs);
  return exact(w.p, w.n);
}

gk_str zipmake_deflated(const zipmake_item *items, size_t n) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *out = zip_source_buffer_create(NULL, 0, 0, &error);
  zip_t *zip = out != NULL ? zip_open_from_source(out, ZIP_TRUNCATE, &error) : NULL;
  if (zip == NULL)
    abort();
  zip_source_keep(out);
  for (size_t i = 0; i < n; i++) {
    char name[256] = "";
    memcpy(name, items[i].name.p, items[i].name.n < sizeof name ? items[i].name.n : sizeof name - 1);
    zip_source_t *data = zip_source_buffer(zip, items[i].data.p, items[i].data.n, 0);
    zip_int64_t at = data != NULL ? zip_file_add(zip, name, data, ZIP_FL_ENC_UTF_8) : -1;
    if (at < 0 || zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_DEFLATE, 9) != 0)
      abort();
  }
  zip_stat_t st;
  if (zip_close(zip) != 0 || zip_source_open(out) != 0 || zip_source_stat(out, &st) != 0)
    abort();
  char *p = malloc(st.size);
  if (p == NULL || zip_source_read(out, p, st.size) != (zip_int64_t)st.size)
    abort();
  zip_source_close(out);
  zip_source_free(out);
  return (gk_str){p, st.size};
}

void zipmake_put(gk_str zip, size_t off, size_t n_bytes, uint64_t value) {
  union {
    const char *in;
    char *out;
  } p = {zip.p};
  for (; n_bytes-- > 0; value >>= 8)
    p.out[off++] = (char)(value & 0xFF);
}

uint64_t zipmake_get(gk_str zip, size_t off, size_t n_bytes) {
  uint64_t value = 0;
  while (n_bytes-- > 0)
    value = value << 8 | (unsigned char)zip.p[off + n_bytes];
  return value;
}

size_t zipmake_end(gk_str zip) {
  return zip.n - 22;
}

size_t zipmake_central(gk_str zip, size_t i) {
  size_t at = (size_t)zipmake_get(zip, zipmake_end(zip) + END_OFF, 4);
  while (i-- > 0)
    at += CENTRAL_NAME +
          (size_t)(zipmake_get(zip, at + 28, 2) + zipmake_get(zip, at + 30, 2) + zipmake_get(zip, at + 32, 2));
  return at;
}

size_t zipmake_local(gk_str zip, size_t i) {
  return (size_t)zipmake_get(zip, zipmake_central(zip, i) + CENTRAL_OFF, 4);
}

size_t zipmake_data(gk_str zip, size_t i) {
  size_t at = zipmake_local(zip, i);
  return at + LOCAL_NAME + (size_t)(zipmake_get(zip, at + 26, 2) + zipmake_get(zip, at + 28, 2));
}
