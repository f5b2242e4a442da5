/*
 * json_check.h: JSON read again by a reader of the tests' own, which takes the canonical form of RFC 8785 and nothing
 * else: what it takes is its own canonical form.
 */
#ifndef GONGKAI_TESTS_JSON_CHECK_H
#define GONGKAI_TESTS_JSON_CHECK_H

#include "gongkai/base.h"

/* A string or a number, with the key it stands under, or its array does. */
typedef struct json_value {
  gk_str key;
  gk_str text;   /* of a string, its escapes undone; of a number, as written. As long as the call */
  int is_string; /* else a number */
} json_value;

typedef void json_each(void *ctx, const json_value *value);

/* Returns what is broken, or NULL. `each` may be NULL. */
const char *json_check(gk_str json, json_each *each, void *ctx);

#endif
