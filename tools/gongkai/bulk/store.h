/*
 * store.h: where the rendered inputs of a conversion go, in order: a text file, a database, or standard output.
 *
 * A file is written under a temporary name, OUT.partial, beside a journal, OUT.journal; both go when it is whole and
 * gets its name. What an interrupted run leaves can be gone on with, and ends with the same bytes.
 */
#ifndef GONGKAI_TOOLS_STORE_H
#define GONGKAI_TOOLS_STORE_H

#include "bulk/render.h"
#include "bulk/tally.h"

typedef struct store_options {
  const char *path; /* NULL for standard output */
  target target;
  gk_csv_dialect dialect;
  const char *digest; /* of all that the output's bytes depend on: 64 hexadecimal digits */
  int is_resumed;     /* go on with what an interrupted run has left */
  int is_forced;      /* replace a file of that name, and what an interrupted run has left */
} store_options;

typedef struct store store;

/* Opens it; NULL if that can't be done, with a line in `why` that says what to do. */
store *store_open(const store_options *options, char *why, size_t why_size);

/* Whether the output was whole already and only got its name: there is nothing left to do but store_finish(). */
int store_is_done(const store *s);

/* The last input that is safe already, 0 for none. It has to be shown to store_recognise() before anything is put. */
uint64_t store_last(const store *s);

/* Whether this is what the last safe input was then. */
int store_recognise(const store *s, const task *t);

/* Takes the next one. 0 if it can't be written: store_failure() says why. */
int store_put(store *s, const task *t);
const char *store_failure(const store *s);

/* What has been stored, with earlier runs. */
const tally *store_tally(const store *s);

/* Makes safe what can be, to be gone on with another time. 0 as store_put(). */
int store_suspend(store *s);

/* Gives the output its name. 0 as store_put(). */
int store_finish(store *s);

void store_close(store *s);

#endif
