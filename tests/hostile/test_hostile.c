/*
 * Documents cut short and documents with one byte changed: every prefix and every byte of small ones, a sample of the
 * corpus. What must hold is what pipeline_check() checks; the sanitizers see the rest.
 */
#include "unit/unit.h"

#include "support/docx.h"
#include "support/files.h"
#include "support/odt.h"
#include "support/pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a case's bytes become before they are read: themselves, or the XML parts of a Word file. */
typedef gk_str wrap(gk_str bytes);

static void drop(gk_str file) {
  free((void *)(uintptr_t)file.p);
}

static void check(gk_str bytes, wrap *wrap_in, const char *what, size_t at) {
  gk_str wrapped = wrap_in != NULL ? wrap_in(bytes) : (gk_str){NULL, 0};
  const char *broken = pipeline_check(wrap_in != NULL ? wrapped : bytes, NULL);
  drop(wrapped);
  if (broken != NULL)
    fail_msg("%s at byte %zu: %s", what, at, broken);
}

static void check_prefixes(gk_str file, wrap *wrap_in, size_t stride) {
  for (size_t n = 0; n <= file.n; n += stride * EVERY)
    check((gk_str){file.p, n}, wrap_in, "cut", n);
}

/* Flipped bits turn digits into others and tear UTF-8; the rest are what the readers themselves look for. */
static void check_changes(gk_str file, wrap *wrap_in, size_t stride) {
  char *bytes = malloc(file.n);
  assert_non_null(bytes);
  memcpy(bytes, file.p, file.n);
  for (size_t i = 0; i < file.n; i += stride * EVERY) {
    const char changed[] = {(char)(file.p[i] ^ 1), (char)(file.p[i] ^ 0x80), '\0', '\xff', '\t', '\n', '<'};
    for (size_t k = 0; k < sizeof changed; k++) {
      bytes[i] = changed[k];
      check((gk_str){bytes, file.n}, wrap_in, "changed", i);
    }
    bytes[i] = file.p[i];
  }
  free(bytes);
}

static gk_str seed(const char *path) {
  gk_str file = file_read(path);
  assert_non_null(file.p);
  return file;
}

static void small_text(void **state) {
  (void)state;
  gk_str file = seed(SEEDS "/text/small.txt");
  outcome whole;
  assert_null(pipeline_check(file, &whole));
  assert_int_equal(whole.status, GK_OK);
  assert_true(whole.n_numbers > 10); /* so that there is something to damage */
  check_prefixes(file, NULL, 1);
  check_changes(file, NULL, 1);
  drop(file);
}

static void small_text_in_other_encodings(void **state) {
  (void)state;
  const char *const paths[] = {SEEDS "/text/small_gb18030.txt", SEEDS "/text/small_utf16le.txt",
                               SEEDS "/text/small_big5.txt", SEEDS "/text/small_utf16be_unmarked.txt"};
  for (size_t i = 0; i < 2; i++) {
    gk_str file = seed(paths[i]);
    check_prefixes(file, NULL, 1);
    check_changes(file, NULL, 3);
    drop(file);
  }
}

/* A seed a family; strides keep the many bytes of drawings cheap. */
static void small_text_tables(void **state) {
  (void)state;
  const char *const paths[] = {SEEDS "/text/small_pipes.txt",      SEEDS "/text/small_pipes_cells.txt",
                               SEEDS "/text/small_markdown.md",    SEEDS "/text/small_ruled_tall.txt",
                               SEEDS "/text/small_boxes_wide.txt", SEEDS "/text/small_grid.rst"};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    gk_str file = seed(paths[i]);
    outcome whole;
    assert_null(pipeline_check(file, &whole));
    assert_int_equal(whole.status, GK_OK);
    assert_true(whole.n_numbers > 10);
    check_prefixes(file, NULL, 1);
    check_changes(file, NULL, 3);
    drop(file);
  }
}

static void small_pages(void **state) {
  (void)state;
  const char *const paths[] = {SEEDS "/html/small.html", SEEDS "/html/small_gbk.html", SEEDS "/html/small.mht",
                               SEEDS "/html/broken.html"};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    gk_str file = seed(paths[i]);
    check_prefixes(file, NULL, 1);
    check_changes(file, NULL, 3);
    drop(file);
  }
}

/* What only place or order tells. */
static void small_text_lines(void **state) {
  (void)state;
  const char *const paths[] = {SEEDS "/text/small_aligned.txt", SEEDS "/text/small_order.txt",
                               SEEDS "/text/small_cells.txt"};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    gk_str file = seed(paths[i]);
    outcome whole;
    assert_null(pipeline_check(file, &whole));
    assert_int_equal(whole.status, GK_OK);
    assert_true(whole.n_nodes > 40); /* tables, not lines */
    check_prefixes(file, NULL, 1);
    check_changes(file, NULL, 3);
    drop(file);
  }
}

static void small_docx_parts(void **state) {
  (void)state;
  gk_str parts = seed(SEEDS "/docx/small.xml"), file = docx_pack(parts);
  outcome whole;
  assert_null(pipeline_check(file, &whole));
  assert_int_equal(whole.status, GK_OK);
  drop(file);
  check_prefixes(parts, docx_pack, 1);
  check_changes(parts, docx_pack, 2);
  drop(parts);
}

static void small_docx_container(void **state) {
  (void)state;
  gk_str parts = seed(SEEDS "/docx/small.xml"), file = docx_pack(parts);
  check_prefixes(file, NULL, 3);
  check_changes(file, NULL, 5);
  drop(file);
  drop(parts);
}

static void small_pdf(void **state) {
  (void)state;
  gk_str file = seed(SEEDS "/pdf/small.pdf"), odd = seed(SEEDS "/pdf/odd.pdf");
  outcome whole;
  assert_null(pipeline_check(file, &whole));
  assert_int_equal(whole.status, GK_OK);
  assert_true(whole.n_nodes > 10);
  check_prefixes(file, NULL, 1);
  check_changes(file, NULL, 2);
  check_prefixes(odd, NULL, 1);
  check_changes(odd, NULL, 1);
  drop(file);
  drop(odd);
}

static void small_odt_parts(void **state) {
  (void)state;
  gk_str parts = seed(SEEDS "/odt/small.xml"), file = odt_pack(parts);
  outcome whole;
  assert_null(pipeline_check(file, &whole));
  assert_int_equal(whole.status, GK_OK);
  assert_true(whole.n_numbers > 2);
  drop(file);
  check_prefixes(parts, odt_pack, 1);
  check_changes(parts, odt_pack, 2);
  drop(parts);
}

static void small_odt_container(void **state) {
  (void)state;
  gk_str parts = seed(SEEDS "/odt/small.xml"), file = odt_pack(parts);
  check_prefixes(file, NULL, 3);
  check_changes(file, NULL, 5);
  drop(file);
  drop(parts);
}

static void small_xml_packages(void **state) {
  (void)state;
  const char *const paths[] = {SEEDS "/odt/small.fodt", SEEDS "/flat_opc/small.xml"};
  for (size_t i = 0; i < 2; i++) {
    gk_str file = seed(paths[i]);
    outcome whole;
    assert_null(pipeline_check(file, &whole));
    assert_int_equal(whole.status, GK_OK);
    check_prefixes(file, NULL, 1);
    check_changes(file, NULL, 2);
    drop(file);
  }
}

/* Sixteen damaged copies of every file, at places that differ from file to file. */
static int damage(void *ctx, const char *path) {
  (void)ctx;
  gk_str file = seed(path);
  size_t stride = file.n / 2 + 1;
  check_prefixes(file, NULL, stride);
  check_changes(file, NULL, stride);
  drop(file);
  return 1;
}

static void corpus(void **state) {
  (void)state;
  assert_true(file_walk(CORPUS, damage, NULL) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_text),
      cmocka_unit_test(small_text_tables),
      cmocka_unit_test(small_text_lines),
      cmocka_unit_test(small_text_in_other_encodings),
      cmocka_unit_test(small_pages),
      cmocka_unit_test(small_docx_parts),
      cmocka_unit_test(small_docx_container),
      cmocka_unit_test(small_odt_parts),
      cmocka_unit_test(small_odt_container),
      cmocka_unit_test(small_xml_packages),
      cmocka_unit_test(small_pdf),
      cmocka_unit_test(corpus),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
