/* Covered columns against the plain way to know them: a row for each column, looked at one by one. */
#include <string.h>

#include "unit.h"

#include "layout/cover.h"

enum { COLUMNS = 300, ROWS = 400 };

static uint32_t next_number(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 16;
}

static uint32_t plain_next_free(const uint32_t *until, uint32_t col, uint32_t row) {
  while (until[col] > row)
    col++;
  return col;
}

static void expect_same(const gk_cover *c, const uint32_t *until, uint32_t row) {
  for (uint32_t col = 0; col < COLUMNS; col++) {
    assert_int_equal(gk_cover_has(c, col, row), until[col] > row);
    assert_int_equal(gk_cover_next_free(c, col, row), plain_next_free(until, col, row));
  }
}

/* Fills rows from the left as a table's cells do, and frees all at times as the end of a group of rows does. */
static void fill(gk_arena *arena, uint32_t seed, uint32_t widest, uint32_t longest) {
  gk_cover c = {0};
  uint32_t until[2 * COLUMNS] = {0};
  for (uint32_t row = 0; row < ROWS; row++) {
    if (next_number(&seed) % 100 == 0) {
      gk_cover_clear(&c);
      memset(until, 0, sizeof until);
    }
    expect_same(&c, until, row);
    uint32_t col = next_number(&seed) % COLUMNS;
    while ((col = gk_cover_next_free(&c, col, row)) < COLUMNS && next_number(&seed) % 4 != 0) {
      uint32_t want = 1 + next_number(&seed) % widest, end = row + 2 + next_number(&seed) % longest, n = 0;
      while (n < want && col + n < COLUMNS && until[col + n] <= row)
        until[col + n++] = end;
      assert_int_equal(gk_cover_add(&c, arena, col, n, end), GK_OK);
      col += n;
    }
  }
}

static void test_against_plain(void **state) {
  (void)state;
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  fill(&arena, 1, 1, 10);
  fill(&arena, 2, 5, 50);
  fill(&arena, 3, 40, 4);
  fill(&arena, 4, 200, 400);
  gk_arena_free(&arena);
}

/* A column far to the right of all that was covered costs what the columns before it cost, and no more is promised. */
static void test_no_memory(void **state) {
  (void)state;
  gk_arena arena;
  gk_cover c = {0};
  gk_arena_init(&arena, NULL, 4096);
  assert_int_equal(gk_cover_add(&c, &arena, 3, 1, 9), GK_OK);
  assert_int_equal(gk_cover_add(&c, &arena, 1u << 20, 1, 9), GK_STATUS_NO_MEMORY);
  assert_int_equal(gk_cover_add(&c, &arena, UINT32_MAX - 1, 1, 9), GK_STATUS_NO_MEMORY);
  assert_int_equal(gk_cover_next_free(&c, 3, 8), 4); /* what was covered still is */
  assert_int_equal(gk_cover_next_free(&c, 3, 9), 3);
  gk_arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_against_plain), cmocka_unit_test(test_no_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
