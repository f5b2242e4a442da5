/* What fuzz targets judge by can fail: a report that lies about one number is found out. */
#include "unit.h"

#include "support/faults.h"
#include "support/files.h"
#include "support/pipeline.h"
#include "support/reread.h"

#include <stdlib.h>

typedef struct fixture {
  gk_arena arena;
  gk_str input;
  gk_doc doc;
  gk_report report;
  gk_cell *number; /* the first of several digits */
} fixture;

static int start(void **state) {
  static fixture f;
  gk_arena_init(&f.arena, NULL, 0);
  f.input = file_read(SEEDS "/text/small.txt");
  if (gk_doc_parse(&f.arena, f.input, NULL, &f.doc, NULL) != GK_OK ||
      gk_report_extract(&f.arena, &f.doc.layout, &f.doc.diags, &f.report) != GK_OK)
    return 1;
  f.number = NULL;
  for (size_t i = 0; i < f.report.form->n_cells && f.number == NULL; i++)
    if (f.report.cells[i].state == GK_STATE_NUMBER && f.report.cells[i].value.digits > 0)
      f.number = &f.report.cells[i];
  *state = &f;
  return f.number == NULL;
}

static int stop(void **state) {
  fixture *f = *state;
  gk_arena_free(&f->arena);
  free((void *)(uintptr_t)f->input.p);
  return 0;
}

static void the_truth_is_believed(void **state) {
  fixture *f = *state;
  assert_null(reread_numbers(&f->doc.layout, &f->report));
}

static void another_value_is_found_out(void **state) {
  fixture *f = *state;
  f->number->value.digits++;
  assert_non_null(reread_texts(&f->report));
  assert_non_null(reread_numbers(&f->doc.layout, &f->report));
}

static void another_place_is_found_out(void **state) {
  fixture *f = *state;
  f->number->where.off = 0;
  assert_null(reread_texts(&f->report));
  assert_non_null(reread_numbers(&f->doc.layout, &f->report));
}

static void a_place_without_bytes_is_found_out(void **state) {
  fixture *f = *state;
  f->number->where.n = 0;
  assert_non_null(reread_numbers(&f->doc.layout, &f->report));
}

static void a_place_with_a_blank_is_found_out(void **state) {
  fixture *f = *state;
  f->number->where.off--;
  f->number->where.n++;
  assert_non_null(reread_numbers(&f->doc.layout, &f->report));
}

static void a_blank_that_is_a_number_is_found_out(void **state) {
  fixture *f = *state;
  f->number->raw = GK_LIT("\xE3\x80\x80/ ");
  assert_string_equal(reread_texts(&f->report), "a number is read where no figure stands");
}

static void faults_count(void **state) {
  fixture *f = *state;
  faults counts = {.fail_at = 2, .fill = 0xA5};
  gk_alloc alloc = faults_alloc(&counts);
  unsigned char *p = alloc.alloc(alloc.ctx, 10);
  assert_non_null(p);
  assert_int_equal(p[9], 0xA5);
  assert_null(alloc.alloc(alloc.ctx, 10));
  assert_int_equal(counts.n_failed, 1);
  assert_int_equal(counts.live_bytes, 10);
  alloc.free(alloc.ctx, p, 10);
  assert_int_equal(counts.n_live, 0);
  assert_int_equal(counts.peak_bytes, 10);
  assert_null(pipeline_check_all(f->input));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(the_truth_is_believed, start, stop),
      cmocka_unit_test_setup_teardown(another_value_is_found_out, start, stop),
      cmocka_unit_test_setup_teardown(another_place_is_found_out, start, stop),
      cmocka_unit_test_setup_teardown(a_place_without_bytes_is_found_out, start, stop),
      cmocka_unit_test_setup_teardown(a_place_with_a_blank_is_found_out, start, stop),
      cmocka_unit_test_setup_teardown(a_blank_that_is_a_number_is_found_out, start, stop),
      cmocka_unit_test_setup_teardown(faults_count, start, stop),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
