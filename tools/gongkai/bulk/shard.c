#include "bulk/shard.h"

#include <nettle/sha2.h>
#include <stdio.h>

int shard_parse(const char *text, shard *out) {
  int end = 0;
  return text[0] >= '0' && text[0] <= '9' && sscanf(text, "%9u/%9u%n", &out->number, &out->n, &end) == 2 &&
         text[end] == '\0' && out->number >= 1 && out->number <= out->n;
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
