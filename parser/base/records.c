#include "base/records.h"

#include "base/checked.h"

#include <stdalign.h>
#include <string.h>

void *gk_records_at(const gk_records *list, size_t idx) {
  return (char *)list->items + idx * list->item_bytes;
}

void *gk_records_push(gk_records *list) {
  if (list->n == list->capacity) {
    size_t capacity = list->capacity == 0 ? 16 : list->capacity * 2, bytes;
    if (gk_size_mul(capacity, list->item_bytes, &bytes))
      return NULL;
    void *items =
        gk_arena_grow(list->arena, list->items, list->capacity * list->item_bytes, bytes, alignof(max_align_t));
    if (items == NULL)
      return NULL;
    list->items = items;
    list->capacity = capacity;
  }
  void *item = gk_records_at(list, list->n++);
  memset(item, 0, list->item_bytes);
  return item;
}

/* Merges from[lo, mid) and from[mid, hi) into to[lo, hi). */
static void merge(const char *from, char *to, size_t bytes, size_t lo, size_t mid, size_t hi,
                  int (*compare)(const void *, const void *)) {
  size_t a = lo, b = mid;
  for (size_t i = lo; i < hi; i++) {
    int take_a = a < mid && (b == hi || compare(from + a * bytes, from + b * bytes) <= 0);
    memcpy(to + i * bytes, from + (take_a ? a++ : b++) * bytes, bytes);
  }
}

int gk_records_sort(gk_records *list, int (*compare)(const void *, const void *)) {
  if (list->n < 2)
    return 1;
  char *from = list->items;
  char *to = gk_arena_array(list->arena, list->n, list->item_bytes, alignof(max_align_t));
  if (to == NULL)
    return 0;
  for (size_t width = 1; width < list->n; width *= 2) {
    for (size_t lo = 0; lo < list->n; lo += 2 * width) {
      size_t mid = list->n - lo > width ? lo + width : list->n;
      size_t hi = list->n - lo > 2 * width ? lo + 2 * width : list->n;
      merge(from, to, list->item_bytes, lo, mid, hi, compare);
    }
    char *swap = from;
    from = to;
    to = swap;
  }
  list->items = from;
  list->capacity = list->n;
  return 1;
}

void *gk_records_find(const gk_records *list, const void *key, int (*compare)(const void *, const void *)) {
  size_t lo = 0, hi = list->n;
  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;
    if (compare(key, gk_records_at(list, mid)) > 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  if (lo == list->n || compare(key, gk_records_at(list, lo)) != 0)
    return NULL;
  return gk_records_at(list, lo);
}
