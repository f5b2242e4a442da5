/*
 * docx_list.h: growing lists of records read from a part, sorted once and then searched. Private to the DOCX reader.
 *
 * Ids in a document are the author's to choose, so look-up is by binary search, not by a hash that could be made to
 * collide, and the sort is a merge sort, whose worst case is its only case.
 */
#ifndef GONGKAI_DOCX_LIST_H
#define GONGKAI_DOCX_LIST_H

#include "gongkai/arena.h"

typedef struct gk_docx_list {
  gk_arena *arena;
  void *items;
  size_t item_bytes;
  size_t n;
  size_t capacity;
} gk_docx_list;

/* A new cleared item at the end; NULL if there is no memory. Moves the items before it. */
void *gk_docx_list_push(gk_docx_list *list);

/* Item idx, which must be there. */
void *gk_docx_list_at(const gk_docx_list *list, size_t idx);

/* Sorts by `compare`, equal items staying in order. 0 if there is no memory. */
int gk_docx_list_sort(gk_docx_list *list, int (*compare)(const void *item, const void *other));

/* The first item for which `compare`(key, item) is 0 in a list sorted accordingly; NULL if none is. */
void *gk_docx_list_find(const gk_docx_list *list, const void *key, int (*compare)(const void *key, const void *item));

#endif
