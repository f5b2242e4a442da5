/* The builder, and what reads its layouts: printing, checking, locating. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "layout/builder.h"
#include "text/recode.h"

/* A builder over one part, and what it has made. */
typedef struct bench {
  gk_arena arena;
  gk_limits limits;
  gk_diags diags;
  gk_builder *b;
  gk_layout layout;
  char printed[8192];
  size_t n_printed;
} bench;

static const char source[] = "abcdefghijklmnopqrstuvwxyz";

static void start(bench *t, const gk_limits *limits) {
  *t = (bench){0};
  gk_arena_init(&t->arena, NULL, 0);
  t->limits = gk_limits_resolve(limits);
  gk_diags_init(&t->diags, &t->arena, 100);
  t->b = gk_builder_new(&t->arena, &t->limits, &t->diags);
  assert_non_null(t->b);
  gk_part part = {.source = {source, sizeof source - 1}, .text = {source, sizeof source - 1}};
  assert_int_equal(gk_builder_add_part(t->b, &part), 0);
}

static gk_status write_printed(void *ctx, const char *p, size_t n) {
  bench *t = ctx;
  if (n >= sizeof t->printed - t->n_printed)
    return GK_STATUS_WRITE;
  memcpy(t->printed + t->n_printed, p, n);
  t->n_printed += n;
  t->printed[t->n_printed] = '\0';
  return GK_OK;
}

static void end(bench *t) {
  gk_arena_free(&t->arena);
}

/* Finishes and compares with what gk_layout_print should say. */
static void expect_layout(bench *t, const char *expected) {
  assert_int_equal(gk_builder_finish(t->b, &t->layout), GK_OK);
  const char *why = NULL;
  if (gk_layout_check(&t->layout, &why) != SIZE_MAX)
    fail_msg("%s", why);
  assert_int_equal(gk_layout_print(&t->layout, (gk_sink){write_printed, t}), GK_OK);
  assert_string_equal(t->printed, expected);
}

static void expect_status(bench *t, gk_status status) {
  assert_int_equal(gk_builder_finish(t->b, &t->layout), status);
  assert_null(t->layout.nodes);
  assert_int_equal(t->layout.n_nodes, 0);
}

/* Text as it stands in the source. */
static void text(bench *t, size_t off, size_t n) {
  gk_builder_text(t->b, 0, (gk_str){source + off, n}, (gk_str){source + off, n});
}

static void para(bench *t, size_t off, size_t n) {
  gk_builder_open_para(t->b, 0, 0);
  text(t, off, n);
  gk_builder_close_para(t->b);
}

/* A cell of one letter of the source. */
static void cell(bench *t, size_t off, uint32_t col_span, gk_merge merge) {
  gk_builder_open_cell(t->b, 0, (uint32_t)off, col_span, merge);
  para(t, off, 1);
  gk_builder_close_cell(t->b);
}

static void tall_cell(bench *t, size_t off, uint32_t col_span, uint32_t row_span) {
  gk_builder_open_cell(t->b, 0, (uint32_t)off, col_span, GK_MERGE_NONE);
  gk_builder_set_row_span(t->b, row_span);
  gk_builder_close_cell(t->b);
}

static void row(bench *t) {
  gk_builder_open_row(t->b);
}

static void end_row(bench *t) {
  gk_builder_close_row(t->b);
}

/* Paragraphs */

static void test_adjacent_pieces_are_one_slice(void **state) {
  (void)state;
  bench t;
  start(&t, NULL);
  gk_builder_open_para(t.b, 1, 0);
  text(&t, 2, 3);
  text(&t, 5, 2);
  gk_builder_close_para(t.b);
  expect_layout(&t, "para h1  [2+5]  cdefg\n");
  assert_ptr_equal(t.layout.nodes[0].u.para.p, source + 2);
  assert_int_equal(t.layout.n_segs, 0);
  end(&t);
}

static void test_other_pieces_are_joined(void **state) {
  (void)state;
  bench t;
  start(&t, NULL);
  gk_builder_open_para(t.b, 0, 0);
  gk_builder_text(t.b, 0, GK_LIT("1."), (gk_str){source, 0});
  gk_builder_text(t.b, 0, GK_LIT(" "), (gk_str){source, 0});
  text(&t, 1, 2);
  gk_builder_text(t.b, 0, GK_LIT("&"), (gk_str){source + 3, 5});
  text(&t, 8, 1);
  text(&t, 9, 1);
  text(&t, 12, 1);
  gk_builder_close_para(t.b);
  expect_layout(&t, "para  [1+12] in 5 pieces  1. bc&ijm\n");

  const gk_text *joined = &t.layout.nodes[0].u.para;
  const struct {
    size_t off, n, source_off, source_n;
  } cases[] = {{0, 2, 0, 0}, {3, 1, 1, 1},  {4, 1, 2, 1},  {5, 1, 3, 5}, {4, 2, 2, 6}, {6, 3, 8, 5}, {7, 1, 9, 1},
               {0, 4, 1, 1}, {8, 0, 12, 0}, {9, 0, 13, 0}, {3, 0, 1, 0}, {0, 0, 0, 0}, {0, 9, 1, 12}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    gk_span span = gk_layout_locate(&t.layout, joined, (gk_str){joined->p + cases[i].off, cases[i].n});
    assert_int_equal(span.off, cases[i].source_off);
    assert_int_equal(span.n, cases[i].source_n);
  }
  end(&t);
}

static void test_text_opens_a_paragraph(void **state) {
  (void)state;
  bench t;
  start(&t, NULL);
  text(&t, 0, 1);
  para(&t, 1, 1);
  gk_builder_open_table(t.b, 0);
  row(&t);
  gk_builder_open_cell(t.b, 0, 2, 1, GK_MERGE_NONE);
  text(&t, 2, 1);
  gk_builder_close_cell(t.b);
  end_row(&t);
  gk_builder_close_table(t.b);
  text(&t, 4, 1);
  expect_layout(&t, "para  [0+1]  a\n"
                    "para  [1+1]  b\n"
                    "table 1 x 1\n"
                    "  cell r0 c0 1x1  [2+0]\n"
                    "    para  [2+1]  c\n"
                    "para  [4+1]  e\n");
  end(&t);
}

static void test_boxes_follow_their_paragraph(void **state) {
  (void)state;
  bench t;
  start(&t, NULL);
  gk_builder_open_para(t.b, 0, 0);
  text(&t, 0, 2);
  para(&t, 10, 2);
  gk_builder_open_table(t.b, 0);
  row(&t);
  cell(&t, 20, 1, GK_MERGE_NONE);
  end_row(&t);
  gk_builder_close_table(t.b);
  text(&t, 2, 1);
  gk_builder_close_para(t.b);
  gk_builder_open_para(t.b, 0, GK_PARA_NOTE);
  gk_builder_text(t.b, 0, (gk_str){source, 0}, (gk_str){source + 7, 0});
  gk_builder_close_para(t.b);
  expect_layout(&t, "para  [0+3]  abc\n"
                    "para box  [10+2]  kl\n"
                    "table 1 x 1\n"
                    "  cell r0 c0 1x1  [20+0]\n"
                    "    para box  [20+1]  u\n"
                    "para note  [7+0]\n");
  end(&t);
}

static void test_controls_are_escaped(void **state) {
  (void)state;
  bench t;
  start(&t, NULL);
  gk_builder_text(t.b, 0, GK_LIT("a\tb\\\x1b[1m\xC2\x9B\xE2\x80\xAE\xE4\xB8\x80"), (gk_str){source, 0});
  expect_layout(&t, "para  [0+0] in 1 piece  a\\tb\\\\\\u{1B}[1m\\u{9B}\\u{202E}\xE4\xB8\x80\n");
  end(&t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_adjacent_pieces_are_one_slice), cmocka_unit_test(test_other_pieces_are_joined),
      cmocka_unit_test(test_text_opens_a_paragraph),        cmocka_unit_test(test_boxes_follow_their_paragraph),
      cmocka_unit_test(test_controls_are_escaped),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
