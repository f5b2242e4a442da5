#include "unit.h"

#include "base/checked.h"

enum { UNTOUCHED = 42 };

static void size_add_stops_at_the_edge(void **state) {
  (void)state;
  size_t out = UNTOUCHED;
  assert_int_equal(gk_size_add(SIZE_MAX, 1, &out), 1);
  assert_int_equal(gk_size_add(1, SIZE_MAX, &out), 1);
  assert_int_equal(out, UNTOUCHED);
  assert_int_equal(gk_size_add(SIZE_MAX - 1, 1, &out), 0);
  assert_true(out == SIZE_MAX);
  assert_int_equal(gk_size_add(0, 0, &out), 0);
  assert_int_equal(out, 0);
}

static void size_mul_stops_at_the_edge(void **state) {
  (void)state;
  size_t out = UNTOUCHED;
  assert_int_equal(gk_size_mul(SIZE_MAX / 2 + 1, 2, &out), 1);
  assert_int_equal(gk_size_mul(SIZE_MAX, SIZE_MAX, &out), 1);
  assert_int_equal(out, UNTOUCHED);
  assert_int_equal(gk_size_mul(SIZE_MAX / 2, 2, &out), 0);
  assert_true(out == SIZE_MAX - 1);
  assert_int_equal(gk_size_mul(SIZE_MAX, 0, &out), 0);
  assert_int_equal(out, 0);
  assert_int_equal(gk_size_mul(0, SIZE_MAX, &out), 0);
  assert_int_equal(out, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(size_add_stops_at_the_edge),
      cmocka_unit_test(size_mul_stops_at_the_edge),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
