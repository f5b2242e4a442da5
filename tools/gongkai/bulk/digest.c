#include "bulk/digest.h"

#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <string.h>
#include <sys/stat.h>

static void add_text(struct sha256_ctx *ctx, const char *text) {
  sha256_update(ctx, strlen(text) + 1, (const uint8_t *)text);
}

static void add_number(struct sha256_ctx *ctx, uint64_t n) {
  uint8_t bytes[8];
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (uint8_t)(n >> (8 * i));
  sha256_update(ctx, sizeof bytes, bytes);
}

/* Of a folder only the path: what is in it shows when the walk comes to where it was. */
static void add_input(struct sha256_ctx *ctx, const char *path) {
  struct stat st;
  add_text(ctx, path);
  if (strcmp(path, "-") == 0 || stat(path, &st) != 0 || !S_ISREG(st.st_mode))
    return;
  add_number(ctx, (uint64_t)st.st_size);
  add_number(ctx, (uint64_t)st.st_mtim.tv_sec);
  add_number(ctx, (uint64_t)st.st_mtim.tv_nsec);
}

void digest_of(const run_options *o, char out[DIGEST_SIZE]) {
  struct sha256_ctx ctx;
  uint8_t digest[SHA256_DIGEST_SIZE];
  sha256_init(&ctx);
  add_text(&ctx, gk_version());
  add_number(&ctx, o->how.target);
  add_number(&ctx, o->how.evidence);
  add_number(&ctx, o->how.dialect);
  add_number(&ctx, (uint64_t)o->how.conversion.has_office);
  add_number(&ctx, o->shard.number);
  add_number(&ctx, o->shard.n);
  add_text(&ctx, o->inputs.files0_from != NULL ? o->inputs.files0_from : "");
  for (size_t i = 0; i < o->inputs.n_paths; i++)
    add_input(&ctx, o->inputs.paths[i]);
  sha256_digest(&ctx, sizeof digest, digest);
  base16_encode_update(out, sizeof digest, digest);
  out[DIGEST_SIZE - 1] = '\0';
}
