/*
 * records.h: growing lists of records read from a document, sorted once and then searched. Private to the library.
 *
 * Ids in a document are the author's to choose, so look-up is by binary search, not by a hash that could be made to
 * collide, and the sort is a merge sort, whose worst case is its only case.
 */
#ifndef GONGKAI_RECORDS_H
#define GONGKAI_RECORDS_H

#include "gongkai/arena.h"

typedef struct gk_records {
  gk_arena *arena;
  void *items;
  size_t item_bytes;
  size_t n;
  size_t capacity;
} gk_records;

/* A new cleared item at the end; NULL if there is no memory. Moves the items before it. */
void *gk_records_push(gk_records *list);

/* Item idx, which must be there. */
void *gk_records_at(const gk_records *list, size_t idx);

/* Sorts by `compare`, equal items staying in order. 0 if there is no memory. */
int gk_records_sort(gk_records *list, int (*compare)(const void *item, const void *other));

/* The first item for which `compare`(key, item) is 0 in a list sorted accordingly; NULL if none is. */
void *gk_records_find(const gk_records *list, const void *key, int (*compare)(const void *key, const void *item));

#endif
