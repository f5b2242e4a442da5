/*
 * faults.h: an allocator that counts, and that fails at a call of the test's choice. Whatever the arena says of itself,
 * this has seen it from outside. What its memory holds is the test's choice too, so that who reads what was never
 * written does not read the same twice.
 */
#ifndef GONGKAI_TESTS_FAULTS_H
#define GONGKAI_TESTS_FAULTS_H

#include "gongkai/arena.h"

/* All zero is one that never fails. */
typedef struct faults {
  size_t n_calls;
  size_t fail_at; /* the call that fails, counted from 1; 0 for none */
  uint8_t fill;   /* each byte of a new block */
  size_t n_failed;
  size_t n_live;     /* blocks allocated less blocks freed */
  size_t live_bytes; /* their sizes */
  size_t peak_bytes;
} faults;

/* The allocator that counts in `f`. */
gk_alloc faults_alloc(faults *f);

#endif
