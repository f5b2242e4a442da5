/*
 * keeper.h: what a store needs of each kind of output. Private to store.c and the keepers.
 */
#ifndef GONGKAI_TOOLS_KEEPER_H
#define GONGKAI_TOOLS_KEEPER_H

#include "bulk/journal.h"
#include "bulk/store.h"

typedef struct keeper_kind keeper_kind;

/* The beginning of every keeper. */
typedef struct keeper {
  const keeper_kind *kind;
  const char *path; /* of the file as it is being written, NULL for standard output */
  const store_options *options;
  const char *failure; /* what the last call that returned 0 failed for */
} keeper;

struct keeper_kind {
  /* NULL without memory. `path` and `options` must outlive it. */
  keeper *(*make)(const char *path, const store_options *options);
  int (*create)(keeper *k);                /* begins the output anew */
  int (*reopen)(keeper *k);                /* opens what an interrupted run has left, to ask accepts() */
  int (*accepts)(void *k, const mark *m);  /* whether what the mark says is there */
  int (*rewind)(keeper *k, const mark *m); /* back to what the mark says */
  int (*put)(keeper *k, const task *t);
  int (*is_due)(keeper *k);                       /* whether it is time to make things safe */
  int (*secure)(keeper *k, journal *j, mark *m);  /* makes safe what was put, and writes the mark */
  int (*suspend)(keeper *k, journal *j, mark *m); /* the same at a time that is not due; may keep less */
  int (*finish)(keeper *k, journal *j, mark *m);  /* all is put: the same, and the output is whole. No `j` for none */
  void (*close)(keeper *k);
};

extern const keeper_kind text_keeper;
extern const keeper_kind database_keeper;

#endif
