#include "unit.h"

#include "gongkai/base.h"

#include <stdio.h>

static void version_matches_the_header(void **state) {
  (void)state;
  char expected[32];
  snprintf(expected, sizeof expected, "%d.%d.%d", GK_VERSION_MAJOR, GK_VERSION_MINOR, GK_VERSION_PATCH);
  assert_string_equal(gk_version(), expected);
}

static void literal_has_no_nul(void **state) {
  (void)state;
  gk_str s = GK_LIT("公开");
  assert_int_equal(s.n, 6);
  assert_memory_equal(s.p, "公开", 6);
  assert_int_equal(GK_LIT("").n, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(version_matches_the_header),
      cmocka_unit_test(literal_has_no_nul),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
