/* Every allocation of the whole program fails in turn, those of libzip, expat and iconv too. */
#include "unit/unit.h"

#include "documents.h"
#include "support/malloc_hook.h"
#include "support/pipeline.h"

static outcome run(gk_str document, size_t fail_at) {
  malloc_hooked = (malloc_hook){.fail_at = fail_at};
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  outcome o = pipeline_run(&arena, document, NULL);
  gk_arena_free(&arena);
  malloc_hooked.fail_at = 0;
  return o;
}

static void fail_each(gk_str document) {
  assert_non_null(document.p);
  run(document, 0); /* libc keeps what it loads for an encoding: not a leak of the library */
  outcome whole = run(document, 0);
  size_t n_calls = malloc_hooked.n_calls;
  assert_int_equal(whole.status, GK_OK);
  assert_int_equal(malloc_hooked.n_live, 0);
  for (size_t at = 1; at <= n_calls; at++) {
    outcome o = run(document, at);
    malloc_hook after = malloc_hooked;
    if (o.broken != NULL || o.status != GK_STATUS_NO_MEMORY || after.n_failed != 1 || after.n_live != 0)
      fail_msg("allocation %zu of %zu: status %s, %zu blocks left, %s", at, n_calls, gk_status_name(o.status),
               after.n_live, o.broken != NULL ? o.broken : "nothing else broken");
  }
  free((void *)(uintptr_t)document.p);
}

static void text(void **state) {
  (void)state;
  fail_each(document_text());
}

static void gb18030(void **state) {
  (void)state;
  fail_each(document_gb18030());
}

static void utf16(void **state) {
  (void)state;
  fail_each(document_utf16());
}

static void docx(void **state) {
  (void)state;
  fail_each(document_docx());
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text),
      cmocka_unit_test(gb18030),
      cmocka_unit_test(utf16),
      cmocka_unit_test(docx),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
