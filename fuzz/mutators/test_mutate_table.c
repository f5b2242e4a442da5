/* Mutants of reports as text. All bytes are a text; what is measured is whether the library still finds its numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "measure.h"
#include "support/pipeline.h"
#include "text_rows.h"

static gk_arena arena;

static outcome read_report(gk_str doc) {
  gk_arena_reset(&arena);
  return pipeline_run(&arena, doc, NULL);
}

/* A table whose cells were found, in a text that is still UTF-8 throughout. */
static int has_numbers(gk_str doc) {
  outcome o = read_report(doc);
  assert_null(o.broken);
  return o.status == GK_OK && o.n_numbers > 0;
}

static void test_numbers_are_still_found(void **state) {
  (void)state;
  static const char *const names[] = {"text/small.txt", "text/small_aligned.txt", "text/small_pipes.txt"};
  measured table = {0}, bytes = {0};
  for (size_t i = 0; i < 3; i++) {
    gk_str doc = measure_seed(names[i]), other = measure_seed(names[(i + 1) % 3]);
    assert_true(has_numbers(doc));
    measure_add(&table, measure(&mutate_table, doc, other, 150, has_numbers));
    measure_add(&bytes, measure(&mutate_bytes, doc, other, 150, has_numbers));
    measure_free(doc);
    measure_free(other);
  }
  unsigned percent = measure_percent("table", &table);
  measure_percent("bytes", &bytes);
  assert_true(percent >= 80);
}

/* Bytes are cheap to survive here; what counts is that the mutants differ in what is read from them. */
static unsigned distinct_layouts(const mutate_kind *kind, gk_str doc, gk_str other) {
  enum { N = 200 };
  uint64_t digests[N];
  unsigned n = 0;
  char mutant[1 << 14];
  for (unsigned seed = 0; seed < N; seed++) {
    size_t size = mutate_run(kind, seed, doc, other, mutant, sizeof mutant, NULL), k = 0;
    digests[n] = read_report((gk_str){mutant, size}).n_nodes;
    while (digests[k] != digests[n])
      k++;
    n += k == n;
  }
  return n;
}

static void test_layouts_differ(void **state) {
  (void)state;
  gk_str doc = measure_seed("text/small_aligned.txt"), other = measure_seed("text/small_pipes.txt");
  unsigned table = distinct_layouts(&mutate_table, doc, other), bytes = distinct_layouts(&mutate_bytes, doc, other);
  printf("sizes of layout among 200 mutants: table %u, bytes %u\n", table, bytes);
  assert_true(table > bytes);
  measure_free(doc);
  measure_free(other);
}

static void check_cells(const char *line, size_t n, size_t second) {
  text_span cells[8], row = {0, strlen(line)};
  assert_int_equal(text_cells_find((gk_str){line, row.end}, row, cells, 8), n);
  if (n > 1)
    assert_int_equal(cells[1].begin, second);
  assert_int_equal(cells[n - 1].end, text_row_end((gk_str){line, row.end}, row));
}

static void test_cells(void **state) {
  (void)state;
  check_cells("a\tb  c|d\r\n", 2, 2);
  check_cells("a|b  c|d", 3, 2);
  check_cells("a\xE2\x94\x82"
              "b c",
              2, 4);
  check_cells("a   b c", 2, 4);
  check_cells("a\xE3\x80\x80"
              "b",
              2, 4);
  check_cells("one cell", 1, 0);
  check_cells("\n", 1, 0);
  check_cells("1|2|3|4|5|6|7|8|9|10", 8, 2);
}

static void test_rows(void **state) {
  (void)state;
  text_rows rows = text_rows_find(GK_LIT("a\n\r\nb"));
  assert_int_equal(rows.n, 3);
  assert_int_equal(rows.all[1].begin, 2);
  assert_int_equal(rows.all[2].end, 5);
  text_rows_free(&rows);
  assert_int_equal(text_rows_find((gk_str){NULL, 0}).n, 0);
}

static int is_read(gk_str doc) {
  return read_report(doc).broken == NULL;
}

static void test_cuts(void **state) {
  (void)state;
  gk_str doc = measure_seed("text/small_pipes.txt");
  measure_cuts(&mutate_table, doc, is_read);
  measure_free(doc);
}

static void test_odd(void **state) {
  (void)state;
  measure_odd(&mutate_table);
  measure_odd(&mutate_bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_numbers_are_still_found),
      cmocka_unit_test(test_layouts_differ),
      cmocka_unit_test(test_cells),
      cmocka_unit_test(test_rows),
      cmocka_unit_test(test_cuts),
      cmocka_unit_test(test_odd),
  };
  gk_arena_init(&arena, NULL, 0);
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  gk_arena_free(&arena);
  return failed;
}
