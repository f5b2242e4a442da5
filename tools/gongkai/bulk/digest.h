/*
 * digest.h: what the bytes of a conversion's output depend on, as one number: whether an interrupted run can be gone on
 * with.
 */
#ifndef GONGKAI_TOOLS_DIGEST_H
#define GONGKAI_TOOLS_DIGEST_H

#include "bulk/run.h"

enum { DIGEST_SIZE = 65 }; /* with its NUL */

/* Of the version, what is asked for, and the inputs: their paths and, of files, size and time of change. */
void digest_of(const run_options *options, char out[DIGEST_SIZE]);

#endif
