/* measure.h: what the tests of all mutators have in common: many mutants of a document, and how many of them are good.
 */
#ifndef GONGKAI_FUZZ_MEASURE_H
#define GONGKAI_FUZZ_MEASURE_H

#include "mutate.h"

enum { MEASURED_MAX_BYTES = 1 << 16 };

/* Whether a reader that is not the one under test reads the document. */
typedef int measure_reads(gk_str doc);

typedef struct measured {
  unsigned n;           /* mutants */
  unsigned n_read;      /* those that are read */
  unsigned n_sound;     /* those that are meant to be */
  unsigned n_sound_bad; /* and are not */
  unsigned n_changed;   /* those that differ from the document */
} measured;

/* Mutants with the seeds from 0 on. Every length is checked, and that the same seed gives the same mutant again. */
measured measure(const mutate_kind *kind, gk_str doc, gk_str other, unsigned n, measure_reads *reads);

void measure_add(measured *sum, measured more);

/* Prints a line; the percentage of mutants that are read. */
unsigned measure_percent(const char *what, const measured *m);

/* Every piece that can be cut out is: at least one can, and each cut leaves less, which is read. */
void measure_cuts(const mutate_kind *kind, gk_str doc, measure_reads *reads);

/* One of fuzz/seeds, from malloc; the test ends if it is not there. */
gk_str measure_seed(const char *name);
void measure_free(gk_str doc);

/* Documents that are none: empty, cut short, not closed, all of one character. Nothing is asked but to survive them. */
void measure_odd(const mutate_kind *kind);

#endif
