/*
 * zip_directory.c: the walk over a zip's central directory, and what it must be true of.
 *
 *   [local header 0][name][extra][data 0] ... [central header 0][name][extra][comment] ... [zip64 end][locator][end]
 *    ^ off                              ^ end  ^ directory                                                     ^ 22+
 */
#include "base/checked.h"
#include "container/zip.h"

/* Where the end records say the directory is. */
typedef struct directory {
  size_t off;
  size_t bytes;
  size_t n_entries;
} directory;

static gk_status refuse(gk_error *error, gk_status status, size_t off, const char *detail) {
  *error = (gk_error){.status = status, .off = off, .detail = detail};
  return status;
}

/* The bytes from `off` on, none where that is beyond the end. */
static gk_str rest(gk_str in, uint64_t off) {
  return off > in.n ? (gk_str){NULL, 0} : (gk_str){in.p + off, in.n - (size_t)off};
}

static gk_status read_end(gk_str in, directory *dir, gk_error *error) {
  size_t off;
  if (!gk_zip_find_end(in, &off))
    return refuse(error, GK_STATUS_TRUNCATED, in.n, "a zip archive without its directory");
  gk_zip_end end = gk_zip_read_end(rest(in, off));
  uint64_t end_off = off, end64_off;
  if (off >= GK_ZIP_LOCATOR_BYTES && gk_zip_read_locator(rest(in, off - GK_ZIP_LOCATOR_BYTES), &end64_off)) {
    if (end64_off > off || !gk_zip_read_end64(rest(in, end64_off), &end))
      return refuse(error, GK_STATUS_CORRUPT, off, "the two end records of the zip directory differ");
    end_off = end64_off;
  }
  if (end.off > end_off || end.bytes > end_off - end.off || end.n_entries > end.bytes / GK_ZIP_CENTRAL_BYTES)
    return refuse(error, GK_STATUS_CORRUPT, off, "the zip directory is not where its end record says");
  *dir = (directory){(size_t)end.off, (size_t)end.bytes, (size_t)end.n_entries};
  return GK_OK;
}

/* Takes over what the central header says; returns whether its numbers can be offsets in `in`. */
static int take_central(gk_str in, const gk_zip_header *h, gk_zip_entry *e) {
  if (h->off > in.n || h->packed_bytes > in.n || h->bytes > SIZE_MAX)
    return 0;
  e->flags = h->flags;
  e->method = h->method;
  e->crc = h->crc;
  e->off = (size_t)h->off;
  e->packed_bytes = (size_t)h->packed_bytes;
  e->bytes = (size_t)h->bytes;
  e->raw_name = h->name;
  e->name = gk_zip_bare_name(h->name);
  return 1;
}

/* Finds the end of an entry's data and whether its local header agrees; returns whether there is such a header. */
static int take_local(gk_str in, const gk_zip_header *central, gk_zip_entry *e) {
  gk_zip_header local;
  gk_str from = rest(in, e->off);
  if (!gk_zip_read_local(from, &local) || e->packed_bytes > from.n - local.n)
    return 0;
  e->end = e->off + local.n + e->packed_bytes;
  e->agrees = gk_zip_headers_agree(central, &local);
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
  gk_str left = {input.p + dir.off, dir.bytes};
  for (size_t i = 0; i < dir.n_entries; i++) {
    size_t at = dir.off + dir.bytes - left.n;
    gk_zip_header central;
    list[i].idx = i;
    if (!gk_zip_read_central(left, &central) || !take_central(input, &central, &list[i]))
      return refuse(error, GK_STATUS_CORRUPT, at, "the zip directory is damaged");
    if (!take_local(input, &central, &list[i]))
      return refuse(error, GK_STATUS_CORRUPT, at, "an entry of the zip directory is not where it says");
    left = (gk_str){left.p + central.n, left.n - central.n};
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
