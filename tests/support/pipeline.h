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

/* Looks at a report that was read, for what else must hold; what it takes from malloc is its own affair. Returns what
   is broken, or NULL. */
typedef const char *pipeline_look(void *ctx, const gk_doc *doc, const gk_report *report, const gk_source *source);

/* All zero is a valid one. */
typedef struct pipeline_options {
  gk_limits limits;
  pipeline_look *look; /* NULL for none */
  void *ctx;
} pipeline_options;

/*
 * Parses, extracts and writes everything there is to write: layout, JSON with evidence, rows, checks, CSV, and the
 * report compared with itself. Formats that need a converter have one that takes the first line away: what follows
 * "%PDF-1.7" is the XHTML of its pages, and what follows "{\rtf1" a Word file.
 * `options` may be NULL. The arena is left as it is after the run.
 */
outcome pipeline_run(gk_arena *arena, gk_str input, const pipeline_options *options);

/* The same from the layout on: extracts, writes, compares. */
void pipeline_model(gk_arena *arena, gk_doc *doc, const gk_source *source, const pipeline_options *options, outcome *o);

/* The limits of these checks, fit for small documents, and of the memory they take. */
extern const gk_limits PIPELINE_LIMITS;
#define PIPELINE_ARENA_BYTES ((size_t)64 << 20)

/*
 * Runs a copy of `input`, in a block of exactly its size, twice, in arenas of their own, under limits fit for small
 * documents; both must come to the same, whatever was in that memory, and give it back. Returns what is broken, or
 * NULL. `first` (may be NULL) gets the first outcome.
 */
const char *pipeline_check(gk_str input, outcome *first);

/*
 * The same and more, at twice the cost: what was read is read again (reread.h), an allocation fails, which one
 * depends on the input, and a twin that says the same is read (twins.h).
 */
const char *pipeline_check_all(gk_str input);

#endif
