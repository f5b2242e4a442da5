/* The reader of JSON that tests and fuzz targets judge by: it takes the canonical form, and nothing else. */
#include "unit.h"

#include "support/json_check.h"

#include <stdio.h>
#include <string.h>

static const char *check(const char *json) {
  return json_check((gk_str){json, strlen(json)}, NULL, NULL);
}

static void takes_the_canonical_form(void **state) {
  (void)state;
  static const char *const good[] = {
      "{}",
      "[]",
      "null",
      "0",
      "-1",
      "1.5",
      "1e-7",
      "0.000001",
      "1e+21",
      "123456789012345",
      "0.3",
      "\"\"",
      "\"\\n\\u001f\\\"\\\\/\x7F\xE4\xB8\x80\"",
      "{\"a\":[1,{\"b\":null}],\"ab\":true}",
  };
  for (size_t i = 0; i < sizeof good / sizeof *good; i++)
    if (check(good[i]) != NULL)
      fail_msg("%s: %s", good[i], check(good[i]));
}

static void refuses_anything_else(void **state) {
  (void)state;
  static const char *const bad[] = {
      "",
      " {}",
      "{} ",
      "{\"b\":1,\"a\":2}",
      "{\"a\":1,\"a\":2}",
      "{\"a\" :1}",
      "[1,]",
      "[1",
      "{\"a\"}",
      "01",
      "1.0",
      "-0",
      "1e5",
      "0.0000001",
      "1E-7",
      "+1",
      ".5",
      "nul",
      "\"\\/\"",
      "\"\\u000A\"",
      "\"\\u001F\"",
      "\"\\u000a\"",
      "\"\\u0041\"",
      "\"\n\"",
      "\"\xFF\"",
      "\"\xED\xA0\x80\"",
      "\"a",
      "\"\\",
      "{\"\\n\":1}",
      "--1",
      "1.50",
      "1000000000000000000000",
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    if (check(bad[i]) == NULL)
      fail_msg("%s is taken", bad[i]);
}

static void keep_last(void *ctx, const json_value *value) {
  (void)snprintf(ctx, 64, "%.*s=%.*s", (int)value->key.n, value->key.p, (int)value->text.n, value->text.p);
}

static void hands_values_over(void **state) {
  (void)state;
  char last[64] = "";
  const gk_str json = GK_LIT("{\"a\":1,\"list\":[\"x\",\"y\\tz\"]}");
  assert_null(json_check(json, keep_last, last));
  assert_string_equal(last, "list=y\tz");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(takes_the_canonical_form),
      cmocka_unit_test(refuses_anything_else),
      cmocka_unit_test(hands_values_over),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
