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

/*
 * What is not the library's doing but shows here: libc may do without the memory (mktime() then takes the time for
 * UTC), and then the result must be the same; libzip 1.7 takes its own want of memory for a file that is no zip, and
 * loses one block where it cannot open an entry. A handle left open would be dozens of blocks.
 */
static const char *wrong(const outcome *whole, const outcome *o) {
  if (o->broken != NULL)
    return o->broken;
  if (malloc_hooked.n_failed != 1)
    return "the allocation was not made";
  if (malloc_hooked.n_live + 1 > 2)
    return "blocks were left";
  if (o->status == GK_OK)
    return o->digest == whole->digest ? NULL : "the result is another";
  return o->status == GK_STATUS_NO_MEMORY || o->status == GK_STATUS_CORRUPT ? NULL : "the status is another";
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
    const char *what = wrong(&whole, &o);
    if (what != NULL)
      fail_msg("allocation %zu of %zu: status %s: %s", at, n_calls, gk_status_name(o.status), what);
  }
  free((void *)(uintptr_t)document.p);
}

static void text(void **state) {
  (void)state;
  fail_each(document_text());
}

static void docx_gb18030(void **state) {
  (void)state;
  fail_each(document_docx_gb18030());
}

static void aligned(void **state) {
  (void)state;
  fail_each(document_aligned());
}

static void gb18030(void **state) {
  (void)state;
  fail_each(document_gb18030());
}

static void pdf(void **state) {
  (void)state;
  fail_each(document_pdf());
}

static void utf16(void **state) {
  (void)state;
  fail_each(document_utf16());
}

static void docx(void **state) {
  (void)state;
  fail_each(document_docx());
}

static void odt(void **state) {
  (void)state;
  fail_each(document_odt());
}

static void fodt(void **state) {
  (void)state;
  fail_each(document_fodt());
}

static void flat_opc(void **state) {
  (void)state;
  fail_each(document_flat_opc());
}

static void html(void **state) {
  (void)state;
  fail_each(document_html());
}

static void mhtml(void **state) {
  (void)state;
  fail_each(document_mhtml());
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pdf),   cmocka_unit_test(text),     cmocka_unit_test(aligned),      cmocka_unit_test(gb18030),
      cmocka_unit_test(utf16), cmocka_unit_test(docx),     cmocka_unit_test(docx_gb18030), cmocka_unit_test(odt),
      cmocka_unit_test(fodt),  cmocka_unit_test(flat_opc), cmocka_unit_test(html),         cmocka_unit_test(mhtml),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
