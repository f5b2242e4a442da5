/*
 * tally.h: how many inputs became what. Tallies add up: of parts of a run, of shards.
 */
#ifndef GONGKAI_TOOLS_TALLY_H
#define GONGKAI_TOOLS_TALLY_H

#include "bulk/task.h"

#include <stdio.h>

enum { N_OUTCOMES = GK_OUTCOME_SKIPPED + 1, TALLY_FORMATS = GK_FORMAT_WPS + 1, TALLY_STATUSES = 64 };

typedef struct tally {
  uint64_t outcomes[N_OUTCOMES];
  uint64_t n_diags;                  /* of those read: with diagnostics */
  uint64_t n_failing;                /* of those read: with a rule that fails */
  uint64_t bytes;                    /* of all inputs */
  uint64_t formats[TALLY_FORMATS];   /* of those read and refused */
  uint64_t statuses[TALLY_STATUSES]; /* of those refused and skipped */
} tally;

void tally_add(tally *t, const verdict *v, uint64_t bytes);
uint64_t tally_inputs(const tally *t);

/* For people, some lines. */
void tally_print(const tally *t, FILE *to);

/* For programs: "read=3 refused=1 ..." without a newline, only what is not 0; and back. 0 if that is not what
   tally_write() writes. */
void tally_write(const tally *t, FILE *to);
int tally_read(tally *t, const char *text);

#endif
