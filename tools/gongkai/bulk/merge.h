/*
 * merge.h: the outputs of all shares of a conversion, joined to what one run would have written, byte for byte.
 *
 *   shard 1: 1 4 5     ┐
 *   shard 2: 2         ├──▶ 1 2 3 4 5 6     records by the ordinals they bear
 *   shard 3: 3 6       ┘
 */
#ifndef GONGKAI_TOOLS_MERGE_H
#define GONGKAI_TOOLS_MERGE_H

#include "bulk/render.h"

/* A share, open at its next record. */
typedef struct merge_part {
  const char *path;
  void *state;      /* of its kind */
  uint64_t ordinal; /* of the next record; 0 at the end */
} merge_part;

typedef struct merge_failure {
  char text[8192];
} merge_failure;

/* One for text and one for databases. All return 0 on failure, with a line in `failure`. */
typedef struct merge_kind {
  int (*open)(merge_part *part, target to, merge_failure *failure); /* and go to the first record */
  void *(*create)(const char *path, target to, merge_failure *failure);
  int (*begin)(void *out, merge_part *parts, size_t n_parts,
               merge_failure *failure);                             /* what stands before the records */
  int (*copy)(void *out, merge_part *part, merge_failure *failure); /* the next record; go to the one after it */
  int (*finish)(void *out, merge_failure *failure);
  void (*close_out)(void *out);
  void (*close)(merge_part *part);
} merge_kind;

extern const merge_kind merge_text;
extern const merge_kind merge_database;

/* Joins the parts into `path`, which gets its name when it is whole. */
int merge_parts(const merge_kind *kind, target to, merge_part *parts, size_t n_parts, const char *path,
                merge_failure *failure);

int merge_fail(merge_failure *failure, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
