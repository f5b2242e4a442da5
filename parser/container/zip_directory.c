/*
 * zip_directory.c: the walk over a zip's central directory, and what it must be true of.
 *
 *   [local header 0][name][extra][data 0] ... [central header 0][name][extra][comment] ... [zip64 end][locator][end]
 *    ^ off                              ^ end  ^ directory                                                     ^ 22+
 *
 * Source of the records: APPNOTE.TXT 6.3 of PKWARE, sections 4.3.7 to 4.3.16, 4.5.3.
 */
#include <string.h>

#include "base/checked.h"
#include "container/zip.h"

enum {
  LOCAL_BYTES = 30,
  CENTRAL_BYTES = 46,
  END_BYTES = 22,
  END64_BYTES = 56,
  LOCATOR_BYTES = 20,
  COMMENT_MAX = 65535
};

/* Reads little-endian numbers; past the end they are 0 and `ok` is. */
typedef struct cursor {
  const unsigned char *p;
  size_t n;
  int ok;
} cursor;

/* Where the end record says the directory is. */
typedef struct directory {
  size_t off;
  size_t bytes;
  size_t n_entries;
  size_t end_off; /* of the first end record: the directory lies before it */
} directory;

static cursor cursor_at(gk_str in, uint64_t off, size_t n) {
  if (off > in.n || n > in.n - off)
    return (cursor){NULL, 0, 0};
  return (cursor){(const unsigned char *)in.p + off, n, 1};
}

static const unsigned char *take_bytes(cursor *c, size_t n) {
  if (!c->ok || n > c->n) {
    *c = (cursor){NULL, 0, 0};
    return NULL;
  }
  const unsigned char *p = c->p;
  c->p += n;
  c->n -= n;
  return p;
}

static uint64_t take(cursor *c, size_t n_bytes) {
  const unsigned char *p = take_bytes(c, n_bytes);
  uint64_t value = 0;
  for (size_t i = n_bytes; p != NULL && i-- > 0;)
    value = value << 8 | p[i];
  return value;
}

static uint16_t take16(cursor *c) {
  return (uint16_t)take(c, 2);
}

static uint32_t take32(cursor *c) {
  return (uint32_t)take(c, 4);
}

static gk_status refuse(gk_error *error, gk_status status, size_t off, const char *detail) {
  *error = (gk_error){.status = status, .off = off, .detail = detail};
  return status;
}

/* The end record: the last one whose comment does not run over the end of the file. Bytes behind it are let be. */
static int find_end(gk_str in, size_t *off) {
  if (in.n < END_BYTES)
    return 0;
  size_t last = in.n - END_BYTES, first = last > COMMENT_MAX ? last - COMMENT_MAX : 0;
  for (size_t at = last + 1; at-- > first;) {
    const unsigned char *p = (const unsigned char *)in.p + at;
    if (memcmp(p, "PK\5\6", 4) == 0 && (size_t)(p[20] | p[21] << 8) <= last - at) {
      *off = at;
      return 1;
    }
  }
  return 0;
}

/* A field of the zip64 end record stands for the old one if that is saturated, and must equal it if not. */
static int same_or_saturated(uint64_t old, uint64_t saturated, uint64_t wide) {
  return old == saturated || old == wide;
}

static gk_status read_end(gk_str in, directory *dir, gk_error *error) {
  size_t off;
  if (!find_end(in, &off))
    return refuse(error, GK_STATUS_TRUNCATED, in.n, "a zip archive without its directory");
  cursor c = cursor_at(in, off + 10, END_BYTES - 10);
  uint64_t n = take(&c, 2), bytes = take(&c, 4), at = take(&c, 4);
  dir->end_off = off;
  if (off >= LOCATOR_BYTES && memcmp(in.p + off - LOCATOR_BYTES, "PK\6\7", 4) == 0) {
    c = cursor_at(in, off - LOCATOR_BYTES + 8, 8);
    uint64_t end64_off = take(&c, 8);
    c = cursor_at(in, end64_off, END64_BYTES);
    uint32_t signature = take32(&c);
    take_bytes(&c, 28);
    uint64_t wide_n = take(&c, 8), wide_bytes = take(&c, 8), wide_at = take(&c, 8);
    if (!c.ok || signature != 0x06064b50 || end64_off > off || !same_or_saturated(n, UINT16_MAX, wide_n) ||
        !same_or_saturated(bytes, UINT32_MAX, wide_bytes) || !same_or_saturated(at, UINT32_MAX, wide_at))
      return refuse(error, GK_STATUS_CORRUPT, off, "the two end records of the zip directory differ");
    n = wide_n, bytes = wide_bytes, at = wide_at;
    dir->end_off = (size_t)end64_off;
  }
  if (at > dir->end_off || bytes > dir->end_off - at || n > bytes / CENTRAL_BYTES)
    return refuse(error, GK_STATUS_CORRUPT, off, "the zip directory is not where its end record says");
  dir->off = (size_t)at, dir->bytes = (size_t)bytes, dir->n_entries = (size_t)n;
  return GK_OK;
}

/* The zip64 extra field has those of the three numbers that are saturated in the header, in this order. */
static void read_zip64(cursor extra, uint64_t *bytes, uint64_t *packed, uint64_t *off) {
  while (extra.ok && extra.n >= 4) {
    uint16_t id = take16(&extra), n = take16(&extra);
    cursor field = {extra.p, n, extra.ok && n <= extra.n};
    take_bytes(&extra, n);
    if (id != 1 || !field.ok)
      continue;
    if (*bytes == UINT32_MAX)
      *bytes = take(&field, 8);
    if (*packed == UINT32_MAX)
      *packed = take(&field, 8);
    if (*off == UINT32_MAX)
      *off = take(&field, 8);
    return;
  }
}

static gk_str without_slashes(gk_str name) {
  while (name.n > 0 && (*name.p == '/' || *name.p == '\\'))
    name.p++, name.n--;
  return name;
}

/* Reads one central header; returns whether it is one and its numbers can be offsets in `in`. */
static int read_central(gk_str in, cursor *c, gk_zip_entry *e) {
  uint32_t signature = take32(c);
  take_bytes(c, 4); /* versions */
  e->flags = take16(c);
  e->method = take16(c);
  take_bytes(c, 4); /* time and date */
  e->crc = take32(c);
  uint64_t packed = take(c, 4), bytes = take(c, 4);
  size_t name_n = take16(c), extra_n = take16(c), comment_n = take16(c);
  take_bytes(c, 8); /* disk, attributes */
  uint64_t off = take(c, 4);
  const unsigned char *name = take_bytes(c, name_n);
  cursor extra = {c->p, extra_n, c->ok};
  take_bytes(c, extra_n);
  take_bytes(c, comment_n);
  if (!c->ok || signature != 0x02014b50)
    return 0;
  read_zip64(extra, &bytes, &packed, &off);
  if (off > in.n || packed > in.n || bytes > SIZE_MAX)
    return 0;
  e->off = (size_t)off;
  e->packed_bytes = (size_t)packed;
  e->bytes = (size_t)bytes;
  e->raw_name = (gk_str){(const char *)name, name_n};
  e->name = without_slashes(e->raw_name);
  return 1;
}

/* Finds the end of an entry's data and whether its local header agrees; returns whether there is such a header. */
static int read_local(gk_str in, gk_zip_entry *e) {
  cursor c = cursor_at(in, e->off, in.n - e->off);
  uint32_t signature = take32(&c);
  take_bytes(&c, 2); /* version */
  uint16_t flags = take16(&c), method = take16(&c);
  take_bytes(&c, 4); /* time and date */
  uint32_t crc = take32(&c), packed = take32(&c), bytes = take32(&c);
  size_t name_n = take16(&c), extra_n = take16(&c);
  const unsigned char *name = take_bytes(&c, name_n);
  take_bytes(&c, extra_n);
  if (!c.ok || signature != 0x04034b50 || e->packed_bytes > c.n)
    return 0;
  e->end = (size_t)(c.p - (const unsigned char *)in.p) + e->packed_bytes;
  int same_sizes =
      flags & GK_ZIP_FLAG_DESCRIPTOR || (crc == e->crc && same_or_saturated(packed, UINT32_MAX, e->packed_bytes) &&
                                         same_or_saturated(bytes, UINT32_MAX, e->bytes));
  e->agrees = same_sizes && method == e->method && ((flags ^ e->flags) & GK_ZIP_FLAG_ENCRYPTED) == 0 &&
              gk_zip_name_compare(without_slashes((gk_str){(const char *)name, name_n}), e->name) == 0;
  return 1;
}

static int compare_off(const gk_zip_entry *x, const gk_zip_entry *y) {
  return x->off < y->off ? -1 : x->off > y->off;
}

static void swap(gk_zip_entry *x, gk_zip_entry *y) {
  gk_zip_entry t = *x;
  *x = *y;
  *y = t;
}

/* Lets the entry at `root` sink to its place in the heap of the first n. */
static void sift(gk_zip_entry *entries, size_t root, size_t n, gk_zip_compare *compare) {
  for (size_t child; (child = 2 * root + 1) < n; root = child) {
    if (child + 1 < n && compare(&entries[child], &entries[child + 1]) < 0)
      child++;
    if (compare(&entries[root], &entries[child]) >= 0)
      return;
    swap(&entries[root], &entries[child]);
  }
}

void gk_zip_sort(gk_zip_entry *entries, size_t n, gk_zip_compare *compare) {
  for (size_t root = n / 2; root-- > 0;)
    sift(entries, root, n, compare);
  for (size_t end = n; end-- > 1;) {
    swap(&entries[0], &entries[end]);
    sift(entries, 0, end, compare);
  }
}

/* No byte of the file may be the data of two entries, or of an entry and the directory. */
static gk_status check_spans(gk_zip_entry *entries, size_t n, const directory *dir, gk_error *error) {
  gk_zip_sort(entries, n, compare_off);
  for (size_t i = 0; i < n; i++) {
    const gk_zip_entry *e = &entries[i];
    int meets_next = i + 1 < n && e->end > entries[i + 1].off;
    int meets_directory = e->end > dir->off && e->off < dir->off + dir->bytes;
    if (meets_next || meets_directory)
      return refuse(error, GK_STATUS_CORRUPT, e->off, "entries of the zip archive overlap");
  }
  return GK_OK;
}

gk_status gk_zip_directory(gk_arena *arena, gk_str input, const gk_limits *limits, gk_zip_entry **entries,
                           size_t *n_entries, gk_error *error) {
  directory dir;
  gk_status status = read_end(input, &dir, error);
  if (status != GK_OK)
    return status;
  if (dir.n_entries > limits->entries)
    return refuse(error, GK_STATUS_TOO_COMPLEX, dir.off, "too many entries in the zip archive");
  gk_zip_entry *list = GK_NEW_ARRAY(arena, gk_zip_entry, dir.n_entries);
  if (list == NULL)
    return refuse(error, GK_STATUS_NO_MEMORY, 0, NULL);
  cursor c = cursor_at(input, dir.off, dir.bytes);
  for (size_t i = 0; i < dir.n_entries; i++) {
    size_t at = dir.off + dir.bytes - c.n;
    list[i].idx = i;
    if (!read_central(input, &c, &list[i]))
      return refuse(error, GK_STATUS_CORRUPT, at, "the zip directory is damaged");
    if (!read_local(input, &list[i]))
      return refuse(error, GK_STATUS_CORRUPT, at, "an entry of the zip directory is not where it says");
  }
  *entries = list;
  *n_entries = dir.n_entries;
  return check_spans(list, dir.n_entries, &dir, error);
}

static int fold(char c) {
  return c == '\\' ? '/' : c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c;
}

int gk_zip_name_compare(gk_str a, gk_str b) {
  size_t n = a.n < b.n ? a.n : b.n;
  for (size_t i = 0; i < n; i++)
    if (fold(a.p[i]) != fold(b.p[i]))
      return fold(a.p[i]) < fold(b.p[i]) ? -1 : 1;
  return a.n < b.n ? -1 : a.n > b.n;
}
