#include "bulk/shard.h"

#include <nettle/sha2.h>

/* A number of at most nine digits, and what stands behind it; 0 if there is none. */
static uint32_t parse_number(const char **text) {
  uint32_t n = 0;
  for (size_t digits = 0; digits < 9 && **text >= '0' && **text <= '9'; digits++, (*text)++)
    n = n * 10 + (uint32_t)(**text - '0');
  return n;
}

int shard_parse(const char *text, shard *out) {
  out->number = parse_number(&text);
  if (*text++ != '/')
    return 0;
  out->n = parse_number(&text);
  return *text == '\0' && out->number >= 1 && out->number <= out->n;
}

int shard_has(const shard *s, gk_str name, gk_str member) {
  uint8_t digest[8];
  struct sha256_ctx ctx;
  if (s->n == 0)
    return 1;
  sha256_init(&ctx);
  sha256_update(&ctx, name.n, (const uint8_t *)name.p);
  sha256_update(&ctx, 1, (const uint8_t *)"");
  sha256_update(&ctx, member.n, (const uint8_t *)member.p);
  sha256_digest(&ctx, sizeof digest, digest);
  uint64_t hash = 0;
  for (size_t i = 0; i < sizeof digest; i++)
    hash = hash << 8 | digest[i];
  return hash % s->n == s->number - 1;
}
