#include "mutate.h"

#include <stdlib.h>
#include <string.h>

static uint64_t next(mutate_random *r) {
  uint64_t z = r->state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
  return z ^ z >> 31;
}

size_t mutate_below(mutate_random *r, size_t n) {
  return n == 0 ? 0 : (size_t)(next(r) % n);
}

int mutate_once_in(mutate_random *r, size_t n) {
  return mutate_below(r, n) == 0;
}

void mutate_put(mutate_out *out, gk_str s) {
  if (out->is_full || s.n > out->max - out->n) {
    out->is_full = 1;
    return;
  }
  if (s.n > 0)
    memcpy(out->p + out->n, s.p, s.n);
  out->n += s.n;
}

void mutate_splice(mutate_out *out, gk_str doc, size_t from, size_t to, gk_str by) {
  mutate_put(out, (gk_str){doc.p, from});
  mutate_put(out, by);
  if (to < doc.n) /* no document may have no address */
    mutate_put(out, (gk_str){doc.p + to, doc.n - to});
}

/* A step that does not apply here may apply elsewhere: which one is taken, and where, is up to chance. */
static mutate_made step(const mutate_kind *kind, mutate_random *r, gk_str doc, gk_str other, mutate_out *out) {
  enum { TRIES = 8 };
  for (int i = 0; i < TRIES; i++) {
    out->n = 0;
    out->is_full = 0;
    mutate_made made = kind->step(r, doc, other, out);
    if (made != MUTATE_NOTHING && !out->is_full)
      return made;
  }
  return MUTATE_NOTHING;
}

mutate_made mutate_inner(const mutate_kind *kind, mutate_random *r, gk_str doc, gk_str other, mutate_out *out) {
  mutate_out into = *out, spare = {malloc(out->max > 0 ? out->max : 1), 0, out->max, 0};
  mutate_made made = MUTATE_NOTHING;
  if (spare.p == NULL)
    return MUTATE_NOTHING;
  for (size_t left = 1 + mutate_below(r, kind->max_steps); left > 0; left--) {
    mutate_made now = step(kind, r, doc, other, &into);
    if (now == MUTATE_NOTHING)
      continue;
    made = made == MUTATE_BROKEN ? made : now;
    doc = (gk_str){into.p, into.n};
    mutate_out swap = into;
    into = spare;
    spare = swap;
  }
  /* Now `spare` has what was made last, and one of both is the block to be freed. */
  if (made != MUTATE_NOTHING) {
    if (spare.p != out->p)
      memcpy(out->p, spare.p, spare.n);
    out->n = spare.n;
  }
  free(into.p == out->p ? spare.p : into.p);
  out->is_full = 0;
  return made;
}

size_t mutate_run(const mutate_kind *kind, uint64_t seed, gk_str doc, gk_str other, char *out, size_t max,
                  mutate_made *made) {
  mutate_random r = {seed};
  mutate_out into = {out, 0, max, 0};
  mutate_made now = mutate_inner(kind, &r, doc, other, &into);
  if (now == MUTATE_NOTHING && kind != &mutate_bytes && mutate_inner(&mutate_bytes, &r, doc, other, &into))
    now = MUTATE_BROKEN;
  if (now == MUTATE_NOTHING) {
    into.n = 0;
    mutate_put(&into, (gk_str){doc.p, doc.n < max ? doc.n : max});
  }
  if (made != NULL)
    *made = now;
  return into.n;
}
