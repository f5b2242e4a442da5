/*
 * progress.h: how far a conversion is, on standard error, while it runs: a line that is rewritten, for a terminal, or a
 * JSON object a second, for programs:
 *
 *   {"bytes":..,"inputs":..,"read":..,"refused":..,"seconds":..,"skipped":..,"total_bytes":..}
 *
 * `bytes` are those of the files that lie behind, `total_bytes` of all of them, null if not known; the last object is
 * written when all is done.
 */
#ifndef GONGKAI_TOOLS_PROGRESS_H
#define GONGKAI_TOOLS_PROGRESS_H

#include "bulk/tally.h"

typedef enum progress_style {
  PROGRESS_NONE,
  PROGRESS_BAR,
  PROGRESS_JSON,
} progress_style;

typedef struct progress progress;

/* NULL where there is nothing to show, or no thread to show it; the other calls take that. `total_bytes` 0 if unknown.
 */
progress *progress_start(progress_style style, uint64_t total_bytes);

/* From any one thread: so far. */
void progress_set(progress *p, const tally *t, uint64_t bytes);

/* Shows the last, ends the line. */
void progress_finish(progress *p);

#endif
