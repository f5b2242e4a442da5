/*
 * pipeline.h: a document through the whole library, with what must hold for any bytes at all checked on the way.
 * The records written are not kept but digested, so that a run allocates nothing besides what the library does.
 */
#ifndef GONGKAI_TESTS_PIPELINE_H
#define GONGKAI_TESTS_PIPELINE_H

#include "gongkai/gongkai.h"

typedef struct outcome {
  gk_status status;   /* of the first stage that could not go on */
  const char *broken; /* an invariant that does not hold, in English; NULL if all is well */
  size_t n_nodes;     /* of the layout */
  size_t n_numbers;   /* cells that are numbers */
  size_t n_output;    /* bytes of all records written */
  uint64_t digest;    /* of those bytes */
} outcome;

/*
 * Parses, extracts and writes everything there is to write: layout, JSON with evidence, rows, checks, CSV, and the
 * report compared with itself. Formats that need a converter have one that takes the first line away: what follows
 * "%PDF-1.7" is the XHTML of its pages, and what follows "{\rtf1" a Word file.
 * `limits` may be NULL. The arena is left as it is after the run.
 */
outcome pipeline_run(gk_arena *arena, gk_str input, const gk_limits *limits);

/*
 * Runs a copy of `input`, in a block of exactly its size, twice, in arenas of their own, under limits fit for small
 * documents. Returns what is broken, or NULL. `first` (may be NULL) gets the first outcome.
 */
const char *pipeline_check(gk_str input, outcome *first);

#endif
