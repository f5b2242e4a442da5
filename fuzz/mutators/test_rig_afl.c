/* What afl-fuzz does with a mutator, without afl-fuzz. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/docx.h"
#include "support/files.h"

void *afl_custom_init(void *afl, unsigned seed);
uint32_t afl_custom_fuzz_count(void *data, const uint8_t *buf, size_t n);
size_t afl_custom_fuzz(void *data, uint8_t *buf, size_t n, uint8_t **out, uint8_t *add_buf, size_t add_n, size_t max);
const char *afl_custom_describe(void *data, size_t max);
int32_t afl_custom_init_trim(void *data, uint8_t *buf, size_t n);
size_t afl_custom_trim(void *data, uint8_t **out);
int32_t afl_custom_post_trim(void *data, unsigned char success);
void afl_custom_deinit(void *data);

static gk_str document(void) {
  gk_str parts = file_read(SEEDS "/docx/small.xml"), zip = docx_pack(parts);
  free((void *)(uintptr_t)parts.p);
  return zip;
}

static void test_two_runs_are_equal(void **state) {
  (void)state;
  gk_str doc = document();
  uint8_t *in = (uint8_t *)(uintptr_t)doc.p;
  void *a = afl_custom_init(NULL, 7), *b = afl_custom_init(NULL, 7);
  for (size_t i = 0; i < 300; i++) {
    uint8_t *out_a, *out_b;
    size_t max = doc.n + i * 8, n = afl_custom_fuzz(a, in, doc.n, &out_a, i % 2 ? in : NULL, doc.n, max);
    assert_int_equal(n, afl_custom_fuzz(b, in, doc.n, &out_b, i % 2 ? in : NULL, doc.n, max));
    assert_in_range(n, 1, max);
    assert_memory_equal(out_a, out_b, n);
  }
  assert_string_equal(afl_custom_describe(a, 100), "package");
  assert_string_equal(afl_custom_describe(a, 3), "");
  assert_int_equal(afl_custom_fuzz_count(a, in, doc.n), 128);
  assert_int_equal(afl_custom_fuzz_count(a, (const uint8_t *)"no document", 11), 0);
  afl_custom_deinit(a);
  afl_custom_deinit(b);
  free(in);
}

/* What a target has to keep for the sake of this test. */
static unsigned char has_name(const uint8_t *p, size_t n) {
  static const char name[] = "word/document.xml";
  for (size_t i = 0; i + sizeof name - 1 <= n; i++)
    if (memcmp(p + i, name, sizeof name - 1) == 0)
      return 1;
  return 0;
}

/* afl-fuzz ends itself when it gets nothing, or more than the document. */
static void test_trimming_leaves_what_is_needed(void **state) {
  (void)state;
  gk_str doc = document();
  void *rig = afl_custom_init(NULL, 1);
  size_t least = doc.n;
  int32_t step = 0, steps = afl_custom_init_trim(rig, (uint8_t *)(uintptr_t)doc.p, doc.n);
  while (step < steps) {
    uint8_t *out = NULL;
    size_t n = afl_custom_trim(rig, &out);
    assert_non_null(out);
    assert_in_range(n, 1, least);
    unsigned char is_good = has_name(out, n);
    least = is_good ? n : least;
    int32_t next = afl_custom_post_trim(rig, is_good);
    assert_true(next > step);
    step = next;
  }
  assert_true(least < doc.n / 2);
  afl_custom_deinit(rig);
  free((void *)(uintptr_t)doc.p);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_two_runs_are_equal),
      cmocka_unit_test(test_trimming_leaves_what_is_needed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
