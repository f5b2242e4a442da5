/*
 * mutate.h: mutators that know what a document is made of. AFL++ and libFuzzer reach them through rig_afl.c and
 * rig_libfuzzer.c; neither they nor the library under test are needed to use one.
 *
 * The same seed, document and limit give the same mutant, on every machine. No mutant is longer than it may be: a step
 * that would make it so is not taken.
 */
#ifndef GONGKAI_FUZZ_MUTATE_H
#define GONGKAI_FUZZ_MUTATE_H

#include "gongkai/base.h"

/* splitmix64: one word of state, any seed is as good as another. */
typedef struct mutate_random {
  uint64_t state;
} mutate_random;

/* A number below `n`; 0 if that is 0. */
size_t mutate_below(mutate_random *r, size_t n);

/* Whether something that is to happen once in `n` times happens now. */
int mutate_once_in(mutate_random *r, size_t n);

/* Where a mutant is written. What does not fit is not written and sets `is_full`, which then stays. */
typedef struct mutate_out {
  char *p;
  size_t n;
  size_t max;
  int is_full;
} mutate_out;

void mutate_put(mutate_out *out, gk_str s);

/* `doc` with what lies from `from` to `to` replaced. */
void mutate_splice(mutate_out *out, gk_str doc, size_t from, size_t to, gk_str by);

/* What a step made of the document. */
typedef enum mutate_made {
  MUTATE_NOTHING, /* it does not apply here; what was written is rubbish */
  MUTATE_SOUND,   /* a document as well formed as the one before */
  MUTATE_BROKEN,  /* one that is meant to be broken */
} mutate_made;

/* One step from `doc` to `out`. `other` is another document to take pieces from, maybe empty. */
typedef mutate_made mutate_step(mutate_random *r, gk_str doc, gk_str other, mutate_out *out);

/* `doc` without its k-th piece, in a fixed order, large pieces before what they consist of. 0: there is no k-th. */
typedef int mutate_cut(gk_str doc, size_t k, mutate_out *out);

typedef struct mutate_kind {
  const char *name;
  mutate_step *step;
  size_t max_steps; /* as many are taken at most for one mutant */
  mutate_cut *cut;
} mutate_kind;

extern const mutate_kind mutate_bytes; /* anything: flips, insertions, deletions, as a fuzzer does by itself */
extern const mutate_kind mutate_xml;   /* XML and HTML: elements, attributes, text */
extern const mutate_kind
    mutate_package;                    /* a zip of XML files, or the XML of its parts as tests/support/docx.h has it */
extern const mutate_kind mutate_table; /* text that is laid out: rows, cells, separators */

/* How many pieces mutate_xml.cut() can cut out. */
size_t mutate_xml_pieces(gk_str doc);

/*
 * A mutant of `doc` by one or several steps, in out[0..max). Where no step of the kind applies, bytes are mutated.
 * Returns its length; `made` (may be NULL) is what it is, MUTATE_BROKEN if one step broke it. Without memory it is a
 * copy of the document, cut at `max`, and MUTATE_NOTHING.
 */
size_t mutate_run(const mutate_kind *kind, uint64_t seed, gk_str doc, gk_str other, char *out, size_t max,
                  mutate_made *made);

/* Several steps of a kind within a step of another, for documents in documents. */
mutate_made mutate_inner(const mutate_kind *kind, mutate_random *r, gk_str doc, gk_str other, mutate_out *out);

#endif
