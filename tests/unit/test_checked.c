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

static void size_align_rounds_up(void **state) {
  (void)state;
  size_t out = UNTOUCHED;
  assert_int_equal(gk_size_align(SIZE_MAX - 6, 8, &out), 1);
  assert_int_equal(out, UNTOUCHED);
  assert_int_equal(gk_size_align(SIZE_MAX - 7, 8, &out), 0);
  assert_true(out == SIZE_MAX - 7);
  assert_int_equal(gk_size_align(0, 16, &out), 0);
  assert_int_equal(out, 0);
  assert_int_equal(gk_size_align(17, 16, &out), 0);
  assert_int_equal(out, 32);
}

static void narrowing_keeps_the_value_or_fails(void **state) {
  (void)state;
  uint32_t out = UNTOUCHED;
  assert_int_equal(gk_size_to_u32((size_t)UINT32_MAX + 1, &out), 1);
  assert_int_equal(out, UNTOUCHED);
  assert_int_equal(gk_size_to_u32(UINT32_MAX, &out), 0);
  assert_true(out == UINT32_MAX);
}

static void i64_add_stops_at_both_edges(void **state) {
  (void)state;
  int64_t out = UNTOUCHED;
  assert_int_equal(gk_i64_add(INT64_MAX, 1, &out), 1);
  assert_int_equal(gk_i64_add(INT64_MIN, -1, &out), 1);
  assert_int_equal(out, UNTOUCHED);
  assert_int_equal(gk_i64_add(INT64_MAX, INT64_MIN, &out), 0);
  assert_true(out == -1);
  assert_int_equal(gk_i64_add(INT64_MIN + 1, -1, &out), 0);
  assert_true(out == INT64_MIN);
}

/* Against the compiler's own check, over every pair of the values where such code goes wrong. */
static void i64_mul_agrees_with_the_compiler(void **state) {
  (void)state;
  const int64_t edges[] = {0,
                           1,
                           -1,
                           2,
                           -2,
                           10,
                           -10,
                           INT64_MAX,
                           INT64_MIN,
                           INT32_MAX,
                           INT32_MIN,
                           INT64_MAX / 2,
                           INT64_MIN / 2,
                           INT64_MAX / 10,
                           INT64_MIN / 10,
                           INT64_MAX - 1,
                           INT64_MIN + 1,
                           3037000499,
                           3037000500,
                           -3037000500};
  for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++)
    for (size_t k = 0; k < sizeof edges / sizeof edges[0]; k++) {
      int64_t expected, out = UNTOUCHED;
      int overflow = __builtin_mul_overflow(edges[i], edges[k], &expected);
      assert_int_equal(gk_i64_mul(edges[i], edges[k], &out), overflow);
      assert_true(out == (overflow ? UNTOUCHED : expected));
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(size_add_stops_at_the_edge),  cmocka_unit_test(size_mul_stops_at_the_edge),
      cmocka_unit_test(size_align_rounds_up),        cmocka_unit_test(narrowing_keeps_the_value_or_fails),
      cmocka_unit_test(i64_add_stops_at_both_edges), cmocka_unit_test(i64_mul_agrees_with_the_compiler),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
