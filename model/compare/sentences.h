/*
 * sentences.h: a report's text as sentences to compare. Private to compare/.
 *
 * Text is folded as labels are (extract/fold.h): white space is dropped, one character in several writings is one. A
 * sentence ends behind 。！？； and what closes behind them, or with its paragraph. The signature is left out.
 */
#ifndef GONGKAI_COMPARE_SENTENCES_H
#define GONGKAI_COMPARE_SENTENCES_H

#include "base/records.h"
#include "gongkai/report.h"

/* Folded code points. */
typedef struct gk_letters {
  gk_arena *arena;
  uint32_t *cp;
  size_t n;
  size_t capacity;
} gk_letters;

/* Appends s, folded. 0 if there is no memory. */
int gk_letters_add(gk_letters *letters, gk_str s);

/*
 * Appends `n` folded code points with every number as one 0: digits with the points and commas between them, and years
 * as in 二〇二一, four or more such characters in a row. 0 if there is no memory.
 */
int gk_letters_add_masked(gk_letters *letters, const uint32_t *cp, size_t n);

typedef struct gk_sentence {
  size_t from; /* in `letters` */
  size_t n;
  size_t masked_from; /* in `masked` */
  size_t masked_n;
} gk_sentence;

/* The sentences of all sections; those of one section id follow each other, and so do their letters. */
typedef struct gk_sentences {
  gk_letters letters;
  gk_letters masked;
  gk_records list;                    /* of gk_sentence */
  size_t first[GK_N_SECTIONS + 1];    /* by section id: where its sentences begin in the list */
  size_t first_cp[GK_N_SECTIONS + 1]; /* ... and its letters */
} gk_sentences;

/* GK_OK or GK_STATUS_NO_MEMORY. */
gk_status gk_sentences_read(gk_sentences *sentences, gk_arena *arena, const gk_report *report) GK_MUST_USE;

#endif
