/*
 * output.h: standard output as a buffered sink that does not forget an error.
 */
#ifndef GONGKAI_TOOLS_OUTPUT_H
#define GONGKAI_TOOLS_OUTPUT_H

#include "gongkai/status.h"

typedef struct output {
  size_t n;
  int reason; /* errno of the first write that failed; nothing is written after it */
  char buf[65536];
} output;

/* Also sees to it that a closed pipe is an error to report and not a signal. */
void output_init(output *out);

gk_sink output_sink(output *out);

/* Writes what is buffered. GK_STATUS_WRITE if this or an earlier write failed. */
gk_status output_flush(output *out) GK_MUST_USE;

#endif
