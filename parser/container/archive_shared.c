/*
 * archive_shared.c: entries of a zip that share bytes.
 *
 * Sorted by where they start, an entry shares bytes with one before it if it starts before the furthest end so far; and
 * then it does so with the one that ends there.
 */
#include <stdlib.h>

#include "base/checked.h"
#include "container/archive_directory.h"
#include "container/archive_part.h"

enum { LOCAL_CHUNK = 4096 };

typedef struct span {
  uint64_t off;
  uint64_t end;
  uint64_t idx;
} span;

typedef struct spans {
  span *items;
  size_t n;
  size_t capacity;
  int is_sorted;
} spans;

static int push(spans *list, span s) {
  if (list->n == list->capacity) {
    size_t capacity = list->capacity * 2 + 256, bytes;
    span *items = gk_size_mul(capacity, sizeof *items, &bytes) ? NULL : realloc(list->items, bytes);
    if (items == NULL)
      return 0;
    list->items = items;
    list->capacity = capacity;
  }
  list->is_sorted &= list->n == 0 || list->items[list->n - 1].off <= s.off;
  list->items[list->n++] = s;
  return 1;
}

/* Entries without a header before their data can't be read, and so share nothing. */
static gk_status collect(gk_directory *directory, gk_archive_view *local, uint64_t max_entries, spans *list,
                         gk_error *error) {
  gk_zip_header central;
  gk_error ignored;
  while (directory->n_seen < max_entries && gk_directory_next(directory, &central, &ignored)) {
    span s = {.off = central.off, .idx = directory->n_seen - 1};
    gk_status status = gk_directory_local(local, &central, &s.end, error);
    if (status == GK_STATUS_NO_MEMORY || status == GK_STATUS_READ)
      return status;
    if (s.end > 0 && !push(list, s))
      return gk_archive_refuse(error, GK_STATUS_NO_MEMORY, NULL);
  }
  return GK_OK;
}

/* Heap sort: qsort() may take quadratic time over what a file chose. Lets items[root] sink among the first n. */
static void sift(span *items, size_t root, size_t n) {
  const span s = items[root];
  for (size_t child; (child = 2 * root + 1) < n; root = child) {
    child += child + 1 < n && items[child].off < items[child + 1].off;
    if (s.off >= items[child].off)
      break;
    items[root] = items[child];
    items[child] = s;
  }
}

static void sort(spans *list) {
  if (list->is_sorted)
    return;
  for (size_t root = list->n / 2; root-- > 0;)
    sift(list->items, root, list->n);
  for (size_t end = list->n; end-- > 1;) {
    const span last = list->items[end];
    list->items[end] = list->items[0];
    list->items[0] = last;
    sift(list->items, 0, end);
  }
}

static gk_status mark(gk_directory_shared *shared, uint64_t idx) {
  if (shared->bits == NULL)
    shared->bits = calloc((size_t)(shared->n / 8) + 1, 1);
  if (shared->bits == NULL)
    return GK_STATUS_NO_MEMORY;
  shared->bits[idx / 8] |= (unsigned char)(1 << idx % 8);
  return GK_OK;
}

static gk_status compare(const spans *list, uint64_t dir_off, uint64_t dir_end, gk_directory_shared *out) {
  const span *furthest = NULL;
  gk_status status = GK_OK;
  for (size_t i = 0; i < list->n && status == GK_OK; i++) {
    const span *s = &list->items[i];
    int meets_other = furthest != NULL && s->off < furthest->end;
    if (meets_other)
      status = mark(out, furthest->idx);
    if (status == GK_OK && (meets_other || (s->end > dir_off && s->off < dir_end)))
      status = mark(out, s->idx);
    if (furthest == NULL || s->end > furthest->end)
      furthest = s;
  }
  return status;
}

gk_status gk_directory_find_shared(gk_directory *directory, uint64_t max_entries, gk_directory_shared *out,
                                   gk_error *error) {
  const uint64_t off = directory->off;
  gk_archive_view local = gk_archive_view_of(directory->central.bytes, LOCAL_CHUNK);
  spans list = {.is_sorted = 1};
  *out = (gk_directory_shared){0};
  gk_status status = collect(directory, &local, max_entries, &list, error);
  if (status == GK_OK) {
    out->n = directory->n_seen;
    sort(&list);
    if (compare(&list, off, directory->end, out) != GK_OK)
      status = gk_archive_refuse(error, GK_STATUS_NO_MEMORY, NULL);
  }
  free(list.items);
  gk_archive_view_free(&local);
  directory->off = off;
  directory->n_seen = 0;
  return status;
}
