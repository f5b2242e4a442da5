#include "extract/variant.h"

/* All words compared have two characters in either writing, so that every code point keeps its place. */
typedef struct word {
  uint16_t first, second;
  uint16_t base_first, base_second;
} word;

/*
 * `masks` has a bit for each code point that is compared as another, 64 of them a block; `ranks` says how many bits
 * are set before each block; `bases` has what they are compared as, in order.
 */
#include "extract/variants.inc"

static unsigned count_bits(uint64_t mask) {
  return (unsigned)__builtin_popcountll(mask);
}

uint32_t gk_variant_base(uint32_t cp) {
  uint32_t block = cp / 64 - FIRST_BLOCK;
  if (block >= N_BLOCKS)
    return cp;
  uint64_t bit = UINT64_C(1) << (cp % 64);
  return masks[block] & bit ? bases[ranks[block] + count_bits(masks[block] & (bit - 1))] : cp;
}

void gk_variant_last_word(uint32_t *cps, size_t n) {
  if (n < 2)
    return;
  uint32_t *last = cps + n - 2;
  /* They are in order: a number, or a character below them all, is looked at once. */
  for (size_t i = 0; i < sizeof words / sizeof *words && words[i].first <= last[0]; i++)
    if (last[1] == words[i].second && last[0] == words[i].first) {
      last[0] = words[i].base_first;
      last[1] = words[i].base_second;
      return;
    }
}

uint32_t gk_variant_next_begun(uint32_t cp, size_t *i) {
  while (*i < sizeof words / sizeof *words)
    if (words[(*i)++].first == cp)
      return words[*i - 1].base_first;
  return 0;
}
