/*
 * shard.h: a share of the inputs, the same on every machine: it depends on what an input is called, from the last step
 * of the argument on by which it was found, and on nothing else.
 */
#ifndef GONGKAI_TOOLS_SHARD_H
#define GONGKAI_TOOLS_SHARD_H

#include "gongkai/base.h"

typedef struct shard {
  uint32_t number; /* from 1 */
  uint32_t n;      /* of shares; 0 for all of it */
} shard;

/* "2/8"; 0 if it is not like that. */
int shard_parse(const char *text, shard *out);

int shard_has(const shard *s, gk_str name, gk_str member);

#endif
