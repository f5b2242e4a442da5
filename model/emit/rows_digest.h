/*
 * rows_digest.h: the digest at the end of rows: it tells whole bytes from cut or damaged ones, nobody forges them.
 * Private to emit/.
 *
 * Eight bytes are taken at once, and each step is a bijection of the state and of the bytes: bytes that differ in one
 * word never have the same digest.
 */
#ifndef GONGKAI_EMIT_ROWS_DIGEST_H
#define GONGKAI_EMIT_ROWS_DIGEST_H

#include <stdint.h>
#include <string.h>

typedef struct gk_digest {
  uint64_t state;
  uint64_t n;
  unsigned char pending[8]; /* the last n % 8 bytes */
} gk_digest;

static inline uint64_t gk_digest_load(const unsigned char *p) {
  uint64_t word = 0;
  for (int i = 7; i >= 0; i--)
    word = word << 8 | p[i];
  return word;
}

static inline void gk_digest_mix(gk_digest *digest, uint64_t word) {
  uint64_t mixed = (digest->state ^ word) * UINT64_C(0x9E3779B97F4A7C15); /* odd: 2^64 by the golden ratio */
  digest->state = mixed ^ mixed >> 29;
}

static inline void gk_digest_add(gk_digest *digest, const void *bytes, size_t n) {
  const unsigned char *p = bytes;
  size_t at = digest->n % 8;
  digest->n += n;
  if (at > 0) {
    size_t take = n < 8 - at ? n : 8 - at;
    memcpy(digest->pending + at, p, take);
    if (at + take < 8)
      return;
    gk_digest_mix(digest, gk_digest_load(digest->pending));
    p += take;
    n -= take;
  }
  for (; n >= 8; p += 8, n -= 8)
    gk_digest_mix(digest, gk_digest_load(p));
  memcpy(digest->pending, p, n);
}

static inline uint64_t gk_digest_end(gk_digest *digest) {
  size_t n = digest->n % 8;
  memset(digest->pending + n, 0, 8 - n);
  gk_digest_mix(digest, gk_digest_load(digest->pending));
  gk_digest_mix(digest, digest->n);
  return digest->state;
}

#endif
