/*
 * twins.h: documents that must read the same since they say the same: a text in other encodings, a package whose
 * parts lie in another order and are packed otherwise.
 */
#ifndef GONGKAI_TESTS_TWINS_H
#define GONGKAI_TESTS_TWINS_H

#include "support/pipeline.h"

/* What a report and its layout say, as numbers; all zero before anything was read. */
typedef struct saying {
  uint64_t words;
  uint64_t places; /* where they stand */
} saying;

/* Listens to a report; `ctx` is the saying that it is added to. */
pipeline_look twins_listen;

/*
 * Each makes a twin of `input`, reads it, and compares what it says with what was `said` when `input` was read and came
 * to `status`; of a text not where it stands. A text must be UTF-8 without a mark, and its length chooses the other
 * encoding. Returns what is broken, or NULL, also where there is no twin to be made.
 */
const char *twins_of_text(gk_str input, const pipeline_options *options, gk_status status, const saying *said);
const char *twins_of_package(gk_str input, const pipeline_options *options, gk_status status, const saying *said);

#endif
