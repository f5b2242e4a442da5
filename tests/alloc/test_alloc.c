/* How often a document makes the process allocate: a bounded number of times, however long the document is. */
#include "unit/unit.h"

#include "support/docx.h"
#include "support/malloc_hook.h"
#include "support/pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A document of `n_rows` table rows, as text and as WordprocessingML. */
static const char title[] = "青禾县水务局2021年政府信息公开工作年度报告\n一、总体情况\n";
static const char text_row[] = "\t行政许可 \n\t 12\n\t 3\n\t 15\n\n";
#define DOCX_CELL(text) "<w:tc><w:p><w:r><w:t>" text "</w:t></w:r></w:p></w:tc>"
static const char docx_head[] =
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>"
    "青禾县水务局2021年政府信息公开工作年度报告</w:t></w:r></w:p><w:tbl>";
static const char docx_row[] = "<w:tr>" DOCX_CELL("行政许可") DOCX_CELL("12") DOCX_CELL("3") DOCX_CELL("15") "</w:tr>";
static const char docx_tail[] = "</w:tbl></w:body></w:document>";

static gk_str repeat(const char *head, const char *row, size_t n_rows, const char *tail) {
  size_t head_n = strlen(head), row_n = strlen(row), tail_n = strlen(tail);
  size_t n = head_n + n_rows * row_n + tail_n;
  char *p = malloc(n), *end = p;
  assert_non_null(p);
  memcpy(end, head, head_n);
  end += head_n;
  for (size_t i = 0; i < n_rows; i++, end += row_n)
    memcpy(end, row, row_n);
  memcpy(end, tail, tail_n);
  return (gk_str){p, n};
}

static gk_str make_text(size_t n_rows) {
  return repeat(title, text_row, n_rows, "");
}

static gk_str make_docx(size_t n_rows) {
  gk_str xml = repeat(docx_head, docx_row, n_rows, docx_tail), file = docx_pack(xml);
  free((void *)(uintptr_t)xml.p);
  return file;
}

/* As pdftotext has it, forty rows a page. */
static gk_str make_pdf(size_t n_rows) {
  enum { ROW_MAX = 512, ROWS_OF_PAGE = 40 };
  static const char *const words[] = {"行政许可", "12", "3", "15"};
  char *p = malloc((n_rows + 2) * ROW_MAX);
  assert_non_null(p);
  size_t n = (size_t)sprintf(p, "%%PDF-1.7\n<html><page><word xMin=\"72\" yMin=\"20\" xMax=\"400\" yMax=\"31\">"
                                "青禾县水务局2021年政府信息公开工作年度报告</word></page><page><word xMin=\"72\" "
                                "yMin=\"20\" xMax=\"150\" yMax=\"31\">一、总体情况</word></page><page>");
  for (size_t i = 1; i <= n_rows; i++) {
    size_t y = 20 + i % ROWS_OF_PAGE * 18;
    if (i % ROWS_OF_PAGE == 0)
      n += (size_t)sprintf(p + n, "</page><page>");
    for (size_t k = 0; k < 4; k++)
      n += (size_t)sprintf(p + n, "<word xMin=\"%zu\" yMin=\"%zu\" xMax=\"%zu\" yMax=\"%zu\">%s</word>", 72 + 100 * k,
                           y, 90 + 100 * k, y + 11, words[k]);
  }
  n += (size_t)sprintf(p + n, "</page></html>");
  return (gk_str){p, n};
}

static size_t n_mallocs(gk_str document, size_t min_nodes) {
  malloc_hooked = (malloc_hook){0};
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  outcome o = pipeline_run(&arena, document, NULL);
  size_t n = malloc_hooked.n_calls;
  gk_arena_free(&arena);
  assert_int_equal(o.status, GK_OK);
  assert_null(o.broken);
  assert_true(o.n_nodes >= min_nodes);
  return n;
}

/* A thousand times the rows may cost the arena's chunks, which double, and nothing else. */
static void check_bound(gk_str (*make)(size_t n_rows), size_t most_for_small) {
  gk_str small = make(10), large = make(10000);
  size_t n_small = n_mallocs(small, 60), n_large = n_mallocs(large, 60000);
  print_message("%zu bytes: %zu allocations; %zu bytes: %zu allocations\n", small.n, n_small, large.n, n_large);
  assert_true(n_small <= most_for_small);
  assert_true(n_large <= n_small + 48);
  free((void *)(uintptr_t)small.p);
  free((void *)(uintptr_t)large.p);
}

static void text_allocates_no_more_for_more_rows(void **state) {
  (void)state;
  check_bound(make_text, 16);
}

static void docx_allocates_no_more_for_more_rows(void **state) {
  (void)state;
  check_bound(make_docx, 256);
}

static void pdf_allocates_no_more_for_more_rows(void **state) {
  (void)state;
  check_bound(make_pdf, 64);
}

static void a_reused_arena_leaves_the_allocator_alone(void **state) {
  (void)state;
  gk_str documents[] = {make_text(200), make_docx(200)};
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  size_t n_system = 0;
  for (int i = 0; i < 100; i++) {
    gk_arena_reset(&arena);
    outcome o = pipeline_run(&arena, documents[i % 2], NULL);
    assert_int_equal(o.status, GK_OK);
    if (i == 10)
      n_system = gk_arena_get_stats(&arena).n_system;
  }
  assert_int_equal(gk_arena_get_stats(&arena).n_system, n_system);
  gk_arena_free(&arena);
  free((void *)(uintptr_t)documents[0].p);
  free((void *)(uintptr_t)documents[1].p);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_allocates_no_more_for_more_rows),
      cmocka_unit_test(docx_allocates_no_more_for_more_rows),
      cmocka_unit_test(pdf_allocates_no_more_for_more_rows),
      cmocka_unit_test(a_reused_arena_leaves_the_allocator_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
