/* target.h: what a fuzz target is, and how it says that something is broken. */
#ifndef GONGKAI_FUZZ_TARGET_H
#define GONGKAI_FUZZ_TARGET_H

#include "support/pipeline.h"

#include <stdio.h>
#include <stdlib.h>

/* Always returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Runs a document through everything; stops the program, for the fuzzer to see, if an invariant does not hold. */
static inline void check_or_die(gk_str document) {
  const char *broken = pipeline_check(document, NULL);
  if (broken != NULL) {
    fprintf(stderr, "broken: %s\n", broken);
    abort();
  }
}

#endif
