/*
 * twins.h: documents that must read the same since they say the same: a text in other encodings, a package whose
 * parts lie in another order and are packed otherwise.
 */
#ifndef GONGKAI_TESTS_TWINS_H
#define GONGKAI_TESTS_TWINS_H

#include "support/pipeline.h"

/*
 * Each makes a twin of `input`, reads both, and compares all that a report and its layout say; of a text not where it
 * stands. A text must be UTF-8 without a mark, and its length chooses the other encoding. Returns what is broken, or
 * NULL, also where there is no twin to be made.
 */
const char *twins_of_text(gk_str input, const pipeline_options *options);
const char *twins_of_package(gk_str input, const pipeline_options *options);

#endif
