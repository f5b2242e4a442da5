/* Every allocation of the library fails in turn, alone and with all that follow: a status, zeroed outputs, no leak. */
#include "unit/unit.h"

#include "documents.h"
#include "support/pipeline.h"

#include <string.h>

typedef enum failing {
  FAIL_ONE,
  FAIL_FROM,
} failing;

typedef struct faulty {
  size_t n_calls;
  size_t fail_at; /* 0: never */
  failing how;
  size_t n_failed;
  size_t n_live;
} faulty;

static void *faulty_alloc(void *ctx, size_t bytes) {
  faulty *f = ctx;
  f->n_calls++;
  if (f->fail_at != 0 && (f->n_calls == f->fail_at || (f->how == FAIL_FROM && f->n_calls > f->fail_at))) {
    f->n_failed++;
    return NULL;
  }
  f->n_live++;
  return malloc(bytes);
}

static void faulty_free(void *ctx, void *p, size_t bytes) {
  faulty *f = ctx;
  (void)bytes;
  f->n_live--;
  free(p);
}

static outcome run(gk_str document, faulty *f) {
  gk_alloc alloc = {faulty_alloc, faulty_free, f};
  gk_arena arena;
  gk_arena_init(&arena, &alloc, 0);
  outcome o = pipeline_run(&arena, document, NULL);
  gk_arena_free(&arena);
  return o;
}

/* Fails every stride-th of the n_calls allocations that the document takes. */
static void fail_some(gk_str document, failing how, size_t n_calls, size_t stride) {
  for (size_t at = 1; at <= n_calls; at += stride) {
    faulty f = {.fail_at = at, .how = how};
    outcome o = run(document, &f);
    if (o.broken != NULL || o.status != GK_STATUS_NO_MEMORY || f.n_failed == 0 || f.n_live != 0)
      fail_msg("allocation %zu of %zu: status %s, %zu blocks left, %s", at, n_calls, gk_status_name(o.status), f.n_live,
               o.broken != NULL ? o.broken : "nothing else broken");
  }
}

static void fail_each(gk_str document, failing how) {
  assert_non_null(document.p);
  faulty all = {0};
  outcome whole = run(document, &all);
  assert_int_equal(whole.status, GK_OK);
  assert_true(all.n_calls > 10);
  fail_some(document, how, all.n_calls, 1);
  free((void *)(uintptr_t)document.p);
}

static void text(void **state) {
  (void)state;
  fail_each(document_text(), FAIL_ONE);
  fail_each(document_text(), FAIL_FROM);
}

static void docx_gb18030(void **state) {
  (void)state;
  fail_each(document_docx_gb18030(), FAIL_ONE);
  fail_each(document_docx_gb18030(), FAIL_FROM);
}

static void aligned(void **state) {
  (void)state;
  fail_each(document_aligned(), FAIL_ONE);
  fail_each(document_aligned(), FAIL_FROM);
}

static void gb18030(void **state) {
  (void)state;
  fail_each(document_gb18030(), FAIL_ONE);
  fail_each(document_gb18030(), FAIL_FROM);
}

static void pdf(void **state) {
  (void)state;
  fail_each(document_pdf(), FAIL_ONE);
  fail_each(document_pdf(), FAIL_FROM);
}

static void utf16(void **state) {
  (void)state;
  fail_each(document_utf16(), FAIL_ONE);
  fail_each(document_utf16(), FAIL_FROM);
}

static void drawn_tables(void **state) {
  (void)state;
  fail_each(document_grid(), FAIL_ONE);
  fail_each(document_grid(), FAIL_FROM);
  fail_each(document_ruled(), FAIL_ONE);
  fail_each(document_ruled(), FAIL_FROM);
}

static void docx(void **state) {
  (void)state;
  fail_each(document_docx(), FAIL_ONE);
  fail_each(document_docx(), FAIL_FROM);
}

static void odt(void **state) {
  (void)state;
  fail_each(document_odt(), FAIL_ONE);
  fail_each(document_odt(), FAIL_FROM);
}

static void fodt(void **state) {
  (void)state;
  fail_each(document_fodt(), FAIL_ONE);
  fail_each(document_fodt(), FAIL_FROM);
}

static void flat_opc(void **state) {
  (void)state;
  fail_each(document_flat_opc(), FAIL_ONE);
  fail_each(document_flat_opc(), FAIL_FROM);
}

static void html(void **state) {
  (void)state;
  fail_each(document_html(), FAIL_ONE);
  fail_each(document_html(), FAIL_FROM);
}

static void mhtml(void **state) {
  (void)state;
  fail_each(document_mhtml(), FAIL_ONE);
}

static gk_report read_report(gk_arena *arena, const char *path) {
  gk_doc doc;
  gk_report report;
  gk_str document = file_read(path);
  assert_non_null(document.p);
  assert_int_equal(gk_doc_parse(arena, gk_arena_copy(arena, document), NULL, &doc, NULL), GK_OK);
  assert_int_equal(gk_report_extract(arena, &doc.layout, &doc.diags, &report), GK_OK);
  free((void *)(uintptr_t)document.p);
  return report;
}

static gk_status compare_with(faulty *f, const gk_report reports[2], gk_comparison *comparison) {
  gk_alloc alloc = {faulty_alloc, faulty_free, f};
  gk_arena arena;
  gk_arena_init(&arena, &alloc, 0);
  memset(comparison, 0xa5, sizeof *comparison);
  gk_status status = gk_compare(&arena, &reports[0], &reports[1], comparison);
  gk_arena_free(&arena);
  return status;
}

/* Reports of different forms, which the pipeline's comparison of a report with itself does not see. */
static void comparison(void **state) {
  (void)state;
  const gk_comparison none = {0};
  gk_comparison c;
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  const gk_report reports[2] = {read_report(&arena, CORPUS "/docx/consistent-2020.breaks.docx"),
                                read_report(&arena, CORPUS "/docx/consistent-2021.plain.docx")};
  faulty all = {0};
  assert_int_equal(compare_with(&all, reports, &c), GK_OK);
  assert_true(c.n_gaps > 0 && c.n_links > 0 && c.diags.n > 0 && c.text.n_chars > 0);
  for (int how = FAIL_ONE; how <= FAIL_FROM; how++)
    for (size_t at = 1; at <= all.n_calls; at++) {
      faulty f = {.fail_at = at, .how = (failing)how};
      assert_int_equal(compare_with(&f, reports, &c), GK_STATUS_NO_MEMORY);
      assert_memory_equal(&c, &none, sizeof c);
      assert_int_equal(f.n_live, 0);
    }
  gk_arena_free(&arena);
}

/* A dozen allocations of each document that is read. */
static int fail_a_dozen(void *ctx, const char *path) {
  (void)ctx;
  gk_str document = file_read(path);
  assert_non_null(document.p);
  faulty all = {0};
  outcome whole = run(document, &all);
  if (whole.status == GK_OK)
    fail_some(document, FAIL_ONE, all.n_calls, all.n_calls / 12 + 1);
  free((void *)(uintptr_t)document.p);
  return whole.status == GK_OK;
}

static void corpus(void **state) {
  (void)state;
  assert_true(file_walk(CORPUS "/text", fail_a_dozen, NULL) > 0);
  assert_true(file_walk(CORPUS "/docx", fail_a_dozen, NULL) > 0);
  assert_true(file_walk(CORPUS "/html", fail_a_dozen, NULL) > 0);
  assert_true(file_walk(CORPUS "/odt", fail_a_dozen, NULL) > 0);
  assert_true(file_walk(CORPUS "/flat-opc", fail_a_dozen, NULL) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pdf),     cmocka_unit_test(text),         cmocka_unit_test(aligned),
      cmocka_unit_test(gb18030), cmocka_unit_test(utf16),        cmocka_unit_test(drawn_tables),
      cmocka_unit_test(odt),     cmocka_unit_test(fodt),         cmocka_unit_test(flat_opc),
      cmocka_unit_test(docx),    cmocka_unit_test(docx_gb18030), cmocka_unit_test(corpus),
      cmocka_unit_test(html),    cmocka_unit_test(mhtml),        cmocka_unit_test(comparison),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
