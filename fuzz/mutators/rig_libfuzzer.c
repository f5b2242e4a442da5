/*
 * libFuzzer: the same mutators. MUTATE_KIND, set by the build, says which. Half of what is not crossed with
 * another document is left to libFuzzer itself, which knows the dictionary and what the target compares with.
 *
 * With FUZZ_MUTATOR=off in the environment all are: to see what a mutator is worth.
 */
#include "mutate.h"

#include <stdlib.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t n, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t n, size_t max, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_n, const uint8_t *b, size_t b_n, uint8_t *out, size_t max,
                                 unsigned seed);

static int is_off(void) {
  const char *wish = getenv("FUZZ_MUTATOR");
  return wish != NULL && strcmp(wish, "off") == 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t n, size_t max, unsigned seed) {
  if (seed % 2 == 0 || is_off())
    return LLVMFuzzerMutate(data, n, max);
  char *mutant = malloc(max > 0 ? max : 1);
  if (mutant == NULL)
    return n;
  n = mutate_run(&MUTATE_KIND, seed, (gk_str){(const char *)data, n}, (gk_str){NULL, 0}, mutant, max, NULL);
  memcpy(data, mutant, n);
  free(mutant);
  return n;
}

size_t LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_n, const uint8_t *b, size_t b_n, uint8_t *out, size_t max,
                                 unsigned seed) {
  gk_str doc = {(const char *)a, a_n}, other = {(const char *)b, b_n};
  return is_off() ? 0 : mutate_run(&MUTATE_KIND, seed, doc, other, (char *)out, max, NULL); /* 0: do something else */
}
