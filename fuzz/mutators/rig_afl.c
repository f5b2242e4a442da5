/*
 * AFL++: what afl-fuzz looks for in the library that AFL_CUSTOM_MUTATOR_LIBRARY names. MUTATE_KIND, set by the build,
 * says which mutator this one is.
 *
 * Nothing is done to what goes to the target (afl_custom_post_process): the queue of 4.04c keeps those bytes, cut to
 * the length from before.
 */
#include "mutate.h"

#include <stdlib.h>
#include <string.h>

#define RIG_API __attribute__((visibility("default")))

enum { TRIM_STEPS = 400, MUTANTS = 128 };

typedef struct rig {
  mutate_random seeds; /* of the mutants, from the seed that afl-fuzz gives */
  char *mutant;
  size_t capacity;
  gk_str trimmed; /* the shortest so far that still does the same; its block is `trim` */
  char *trim;
  mutate_out candidate;
  size_t piece; /* which is cut out next */
  int32_t step;
} rig;

RIG_API void *afl_custom_init(void *afl, unsigned seed);
RIG_API uint32_t afl_custom_fuzz_count(void *data, const uint8_t *buf, size_t n);
RIG_API size_t afl_custom_fuzz(void *data, uint8_t *buf, size_t n, uint8_t **out, uint8_t *add_buf, size_t add_n,
                               size_t max);
RIG_API const char *afl_custom_describe(void *data, size_t max);
RIG_API int32_t afl_custom_init_trim(void *data, uint8_t *buf, size_t n);
RIG_API size_t afl_custom_trim(void *data, uint8_t **out);
RIG_API int32_t afl_custom_post_trim(void *data, unsigned char success);
RIG_API void afl_custom_deinit(void *data);

void *afl_custom_init(void *afl, unsigned seed) {
  (void)afl;
  rig *g = calloc(1, sizeof *g);
  if (g != NULL)
    g->seeds.state = seed;
  return g;
}

static int reserve(rig *g, size_t n) {
  if (n <= g->capacity)
    return 1;
  char *p = realloc(g->mutant, n);
  if (p == NULL)
    return 0;
  g->mutant = p;
  g->capacity = n;
  return 1;
}

/* As many mutants of one document as afl-fuzz doubles when they find something. Without a number it begins with so many
   that a minute can pass on one seed; and from what has no pieces only byte-wise mutants come, which afl-fuzz has too.
 */
uint32_t afl_custom_fuzz_count(void *data, const uint8_t *buf, size_t n) {
  rig *g = data;
  if (!reserve(g, n))
    return 0;
  mutate_out out = {.p = g->mutant, .max = n};
  return MUTATE_KIND.cut((gk_str){(const char *)buf, n}, 0, &out) ? MUTANTS : 0;
}

size_t afl_custom_fuzz(void *data, uint8_t *buf, size_t n, uint8_t **out, uint8_t *add_buf, size_t add_n, size_t max) {
  rig *g = data;
  if (!reserve(g, max)) {
    *out = buf;
    return n < max ? n : max;
  }
  gk_str other = {(const char *)add_buf, add_buf == NULL ? 0 : add_n};
  uint64_t seed = mutate_below(&g->seeds, SIZE_MAX);
  size_t size = mutate_run(&MUTATE_KIND, seed, (gk_str){(const char *)buf, n}, other, g->mutant, max, NULL);
  *out = (uint8_t *)g->mutant;
  return size;
}

/* Part of the name of what is kept. */
const char *afl_custom_describe(void *data, size_t max) {
  (void)data;
  return strlen(MUTATE_KIND.name) < max ? MUTATE_KIND.name : "";
}

/* Piece by piece, in place of blind cuts, which no zip and hardly a tag survives. */
int32_t afl_custom_init_trim(void *data, uint8_t *buf, size_t n) {
  rig *g = data;
  free(g->trim);
  g->trim = malloc(2 * n + 1);
  if (g->trim == NULL)
    return 0;
  memcpy(g->trim, buf, n);
  g->trimmed = (gk_str){g->trim, n};
  g->candidate = (mutate_out){.p = g->trim + n, .max = n};
  g->piece = 0;
  g->step = 0;
  return TRIM_STEPS;
}

/* afl-fuzz ends itself if it gets something longer than the document; so without a next piece it gets the same again.
 */
size_t afl_custom_trim(void *data, uint8_t **out) {
  rig *g = data;
  g->candidate.n = 0;
  g->candidate.is_full = 0;
  g->candidate.max = g->trimmed.n;
  if (!MUTATE_KIND.cut(g->trimmed, g->piece, &g->candidate))
    g->step = TRIM_STEPS;
  if (g->step == TRIM_STEPS || g->candidate.is_full || g->candidate.n == 0) {
    g->candidate.n = 0;
    *out = (uint8_t *)(uintptr_t)g->trimmed.p;
    return g->trimmed.n;
  }
  *out = (uint8_t *)g->candidate.p;
  return g->candidate.n;
}

int32_t afl_custom_post_trim(void *data, unsigned char success) {
  rig *g = data;
  if (success && g->candidate.n > 0) { /* what was the k-th is gone: the next one is the k-th now */
    char *spare = g->trim + (g->candidate.p == g->trim ? (size_t)(g->trimmed.p - g->trim) : 0);
    g->trimmed = (gk_str){g->candidate.p, g->candidate.n};
    g->candidate.p = spare;
  } else {
    g->piece++;
  }
  return g->step < TRIM_STEPS ? ++g->step : g->step;
}

void afl_custom_deinit(void *data) {
  rig *g = data;
  free(g->mutant);
  free(g->trim);
  free(g);
}
