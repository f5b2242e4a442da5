/* target.h: what a fuzz target is, and how it says that something is broken. */
#ifndef GONGKAI_FUZZ_TARGET_H
#define GONGKAI_FUZZ_TARGET_H

#include "support/pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Always returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Stops the program, for the fuzzer to see, if there is something that does not hold; NULL is all well. */
static inline void die_if(const char *broken) {
  if (broken != NULL) {
    (void)fprintf(stderr, "broken: %s\n", broken);
    abort();
  }
}

/* Runs a document through everything. */
static inline void check_or_die(gk_str document) {
  die_if(pipeline_check_all(document));
}

/* A layout that the target built itself, through the model; `n` is the size of the input. Returns what is broken, or
 * NULL. */
static inline const char *check_layout(gk_arena *arena, gk_doc *doc, size_t n, pipeline_look *look) {
  const pipeline_options options = {.look = look};
  const gk_source source = {.name = GK_LIT("layout"), .format = "text", .bytes = n, .layout = &doc->layout};
  outcome o = {0};
  pipeline_model(arena, doc, &source, &options, &o);
  if (o.broken == NULL && o.status != GK_OK && o.status != GK_STATUS_NOT_A_REPORT)
    return "a layout is refused for another reason than what it says";
  return o.broken;
}

/* A copy in a block of its own and exactly its size: what a fuzzer hands over may have room behind it. */
static inline gk_str exact_copy(const uint8_t *data, size_t n) {
  char *p = malloc(n > 0 ? n : 1);
  if (p == NULL)
    exit(1); /* of the target's own: nothing to be found here */
  if (n > 0)
    memcpy(p, data, n);
  return (gk_str){p, n};
}

static inline void exact_free(gk_str copy) {
  free((void *)(uintptr_t)copy.p);
}

#endif
