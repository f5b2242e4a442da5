#include "unit.h"

#include "gongkai/limits.h"
#include "gongkai/status.h"

static void null_means_the_defaults(void **state) {
  (void)state;
  gk_limits limits = gk_limits_resolve(NULL);
#define GK_LIMIT(field, value, status, what) assert_int_equal(limits.field, (value));
  GK_LIMITS(GK_LIMIT)
#undef GK_LIMIT
}

static void zero_means_the_default_and_the_rest_stays(void **state) {
  (void)state;
  gk_limits mine = {.nodes = 7, .diagnostics = 1};
  gk_limits limits = gk_limits_resolve(&mine);
  assert_int_equal(limits.nodes, 7);
  assert_int_equal(limits.diagnostics, 1);
  assert_int_equal(limits.input_bytes, gk_limits_resolve(NULL).input_bytes);
  assert_int_equal(mine.input_bytes, 0);
}

static void every_limit_is_set_and_names_a_status(void **state) {
  (void)state;
#define GK_LIMIT(field, value, status, what)                                                                           \
  assert_true((value) > 0);                                                                                            \
  assert_true(sizeof(what) > 1);                                                                                       \
  (void)GK_STATUS_##status;
  GK_LIMITS(GK_LIMIT)
#undef GK_LIMIT
}

/* The layout's indexes and offsets are 32 bits wide: what the limits let in must fit them. */
static void defaults_fit_the_layout(void **state) {
  (void)state;
  gk_limits limits = gk_limits_resolve(NULL);
  assert_true(limits.text_bytes <= UINT32_MAX);
  assert_true(limits.part_bytes <= UINT32_MAX);
  assert_true(limits.input_bytes <= UINT32_MAX);
  assert_true(limits.nodes < UINT32_MAX);
  assert_true(limits.segments < UINT32_MAX);
  assert_true(limits.part_bytes <= limits.package_bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(null_means_the_defaults),
      cmocka_unit_test(zero_means_the_default_and_the_rest_stays),
      cmocka_unit_test(every_limit_is_set_and_names_a_status),
      cmocka_unit_test(defaults_fit_the_layout),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
