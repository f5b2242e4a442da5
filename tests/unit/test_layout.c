/* The builder, and what reads its layouts: printing, checking, locating. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

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

/* Tables */

static void test_spans_and_merges(void **state) {
  (void)state;
  bench t;
  start(&t, NULL);
  gk_builder_open_table(t.b, 0);
  row(&t);
  cell(&t, 0, 1, GK_MERGE_START);
  cell(&t, 1, 2, GK_MERGE_START);
  cell(&t, 2, 1, GK_MERGE_NONE);
  end_row(&t);
  row(&t);
  gk_builder_open_cell(t.b, 0, 3, 1, GK_MERGE_CONTINUE);
  gk_builder_close_cell(t.b);
  gk_builder_open_cell(t.b, 0, 4, 2, GK_MERGE_CONTINUE);
  gk_builder_open_para(t.b, 0, 0);
  gk_builder_text(t.b, 0, GK_LIT("\xC2\xA0 \xE3\x80\x80"), (gk_str){source, 0});
  gk_builder_close_para(t.b);
  gk_builder_close_cell(t.b);
  cell(&t, 5, 1, GK_MERGE_NONE);
  end_row(&t);
  row(&t);
  gk_builder_open_cell(t.b, 0, 6, 1, GK_MERGE_CONTINUE);
  gk_builder_close_cell(t.b);
  cell(&t, 7, 1, GK_MERGE_NONE);
  end_row(&t);
  gk_builder_close_table(t.b);
  expect_layout(&t, "table 3 x 4\n"
                    "  cell r0 c0 3x1  [0+0]\n"
                    "    para  [0+1]  a\n"
                    "  cell r0 c1 2x2  [1+0]\n"
                    "    para  [1+1]  b\n"
                    "  cell r0 c3 1x1  [2+0]\n"
                    "    para  [2+1]  c\n"
                    "  cell r1 c3 1x1  [5+0]\n"
                    "    para  [5+1]  f\n"
                    "  cell r2 c1 1x1  [7+0]\n"
                    "    para  [7+1]  h\n");
  assert_int_equal(t.diags.n, 0);
  end(&t);
}

static void test_merged_text_is_counted(void **state) {
  (void)state;
  bench t;
  start(&t, NULL);
  gk_builder_open_table(t.b, 0);
  row(&t);
  cell(&t, 0, 1, GK_MERGE_START);
  end_row(&t);
  row(&t);
  gk_builder_open_cell(t.b, 0, 1, 1, GK_MERGE_CONTINUE);
  gk_builder_open_para(t.b, 0, 0);
  gk_builder_text(t.b, 0, GK_LIT("x"), (gk_str){source + 4, 3});
  text(&t, 8, 1);
  gk_builder_open_table(t.b, 0);
  row(&t);
  cell(&t, 10, 3, GK_MERGE_START);
  end_row(&t);
  gk_builder_close_table(t.b);
  gk_builder_close_para(t.b);
  gk_builder_close_cell(t.b);
  end_row(&t);
  gk_builder_close_table(t.b);
  para(&t, 20, 2);
  expect_layout(&t, "table 2 x 1\n"
                    "  cell r0 c0 2x1  [0+0]\n"
                    "    para  [0+1]  a\n"
                    "para  [20+2]  uv\n");
  assert_int_equal(t.layout.n_segs, 0);
  assert_int_equal(t.diags.n, 1);
  assert_ptr_equal(t.diags.items[0].kind, &GK_DIAG_HIDDEN_TEXT);
  assert_int_equal(t.diags.items[0].args[0], 2);
  assert_int_equal(t.diags.items[0].off, 4);
  assert_int_equal(t.diags.items[0].n, 5);
  end(&t);
}

/* Nothing above, another column, another width, a row in between: each continuation is a cell of its own. */
static void test_orphans(void **state) {
  (void)state;
  bench t;
  start(&t, NULL);
  gk_builder_open_table(t.b, 0);
  row(&t);
  cell(&t, 0, 1, GK_MERGE_CONTINUE);
  cell(&t, 1, 2, GK_MERGE_START);
  end_row(&t);
  row(&t);
  cell(&t, 2, 1, GK_MERGE_CONTINUE);
  cell(&t, 3, 1, GK_MERGE_CONTINUE);
  cell(&t, 4, 1, GK_MERGE_CONTINUE);
  end_row(&t);
  row(&t);
  cell(&t, 5, 1, GK_MERGE_NONE);
  cell(&t, 6, 2, GK_MERGE_CONTINUE);
  end_row(&t);
  gk_builder_close_table(t.b);
  expect_layout(&t, "table 3 x 3\n"
                    "  cell r0 c0 1x1  [0+0]\n    para  [0+1]  a\n"
                    "  cell r0 c1 1x2  [1+0]\n    para  [1+1]  b\n"
                    "  cell r1 c0 1x1  [2+0]\n    para  [2+1]  c\n"
                    "  cell r1 c1 1x1  [3+0]\n    para  [3+1]  d\n"
                    "  cell r1 c2 1x1  [4+0]\n    para  [4+1]  e\n"
                    "  cell r2 c0 1x1  [5+0]\n    para  [5+1]  f\n"
                    "  cell r2 c1 1x2  [6+0]\n    para  [6+1]  g\n");
  const int64_t rows[] = {1, 2, 2, 2, 3};
  const size_t offs[] = {0, 2, 3, 4, 6};
  assert_int_equal(t.diags.n, 5);
  for (size_t i = 0; i < 5; i++) {
    assert_ptr_equal(t.diags.items[i].kind, &GK_DIAG_MERGE_ORPHAN);
    assert_int_equal(t.diags.items[i].args[0], rows[i]);
    assert_int_equal(t.diags.items[i].off, offs[i]);
  }
  end(&t);
}

static void test_skipped_columns(void **state) {
  (void)state;
  bench t;
  start(&t, NULL);
  gk_builder_open_table(t.b, 0);
  row(&t);
  gk_builder_skip_cols(t.b, 0, 3, 2);
  gk_builder_skip_cols(t.b, 0, 3, 0);
  cell(&t, 4, 0, GK_MERGE_NONE);
  gk_builder_skip_cols(t.b, 0, 5, 1);
  end_row(&t);
  gk_builder_close_table(t.b);
  expect_layout(&t, "table 1 x 4\n"
                    "  cell r0 c0 1x2 virtual  [3+0]\n"
                    "  cell r0 c2 1x1  [4+0]\n    para  [4+1]  e\n"
                    "  cell r0 c3 1x1 virtual  [5+0]\n");
  end(&t);
}

static void test_row_spans_take_columns(void **state) {
  (void)state;
  bench t;
  start(&t, NULL);
  gk_builder_open_table(t.b, 0);
  row(&t);
  cell(&t, 0, 1, GK_MERGE_NONE);
  tall_cell(&t, 1, 2, 3);
  tall_cell(&t, 2, 1, 0);
  end_row(&t);
  row(&t);
  cell(&t, 3, 2, GK_MERGE_NONE); /* room for one column only */
  cell(&t, 4, 1, GK_MERGE_NONE);
  end_row(&t);
  row(&t);
  tall_cell(&t, 5, 1, 9); /* beyond the last row */
  end_row(&t);
  gk_builder_close_table(t.b);
  expect_layout(&t, "table 3 x 4\n"
                    "  cell r0 c0 1x1  [0+0]\n    para  [0+1]  a\n"
                    "  cell r0 c1 3x2  [1+0]\n"
                    "  cell r0 c3 1x1  [2+0]\n"
                    "  cell r1 c0 1x1  [3+0]\n    para  [3+1]  d\n"
                    "  cell r1 c3 1x1  [4+0]\n    para  [4+1]  e\n"
                    "  cell r2 c0 1x1  [5+0]\n");
  assert_int_equal(t.diags.n, 2);
  assert_ptr_equal(t.diags.items[0].kind, &GK_DIAG_SPAN_CLAMPED);
  assert_int_equal(t.diags.items[0].args[0], 2);
  assert_int_equal(t.diags.items[0].args[1], 1);
  assert_int_equal(t.diags.items[1].args[0], 9);
  assert_int_equal(t.diags.items[1].args[1], 1);
  assert_int_equal(t.diags.items[1].off, 5);
  end(&t);
}

static void test_tables_nest(void **state) {
  (void)state;
  bench t;
  start(&t, NULL);
  gk_builder_open_table(t.b, 0);
  row(&t);
  cell(&t, 0, 5, GK_MERGE_NONE);
  end_row(&t);
  row(&t);
  gk_builder_open_cell(t.b, 0, 1, 1, GK_MERGE_NONE);
  for (size_t i = 0; i < 2; i++) {
    gk_builder_open_table(t.b, GK_TABLE_RAGGED);
    row(&t);
    cell(&t, 2 + i, 1, GK_MERGE_NONE);
    end_row(&t);
    gk_builder_close_table(t.b);
  }
  gk_builder_close_cell(t.b);
  cell(&t, 6, 1, GK_MERGE_NONE);
  end_row(&t);
  expect_layout(&t, "table 2 x 5\n"
                    "  cell r0 c0 1x5  [0+0]\n    para  [0+1]  a\n"
                    "  cell r1 c0 1x1  [1+0]\n"
                    "    table 1 x 1 ragged\n      cell r0 c0 1x1  [2+0]\n        para  [2+1]  c\n"
                    "    table 1 x 1 ragged\n      cell r0 c0 1x1  [3+0]\n        para  [3+1]  d\n"
                    "  cell r1 c1 1x1  [6+0]\n    para  [6+1]  g\n");
  assert_int_equal(t.layout.nodes[4].level, 1);
  end(&t);
}

/* Limits: the last that is allowed, and the first that is not. */

static void test_column_limit(void **state) {
  (void)state;
  bench t;
  start(&t, &(gk_limits){.table_columns = 4});
  gk_builder_open_table(t.b, 0);
  row(&t);
  cell(&t, 0, 1, GK_MERGE_NONE);
  cell(&t, 1, UINT32_MAX, GK_MERGE_NONE);
  end_row(&t);
  expect_layout(&t, "table 1 x 4\n"
                    "  cell r0 c0 1x1  [0+0]\n    para  [0+1]  a\n"
                    "  cell r0 c1 1x3  [1+0]\n    para  [1+1]  b\n");
  assert_int_equal(t.diags.n, 1);
  assert_int_equal(t.diags.items[0].args[0], UINT32_MAX);
  assert_int_equal(t.diags.items[0].args[1], 3);
  end(&t);

  start(&t, &(gk_limits){.table_columns = 4});
  gk_builder_open_table(t.b, 0);
  row(&t);
  cell(&t, 0, 4, GK_MERGE_NONE);
  cell(&t, 1, 1, GK_MERGE_NONE);
  expect_status(&t, GK_STATUS_TOO_COMPLEX);
  end(&t);
}

/* Builds `n` of something under a limit of 3 and expects success up to it. */
static void check_limit(const gk_limits *limits, void (*build)(bench *t, size_t n)) {
  for (size_t n = 2; n <= 4; n++) {
    bench t;
    start(&t, limits);
    build(&t, n);
    gk_status expected = n <= 3 ? GK_OK : GK_STATUS_TOO_COMPLEX;
    assert_int_equal(gk_builder_status(t.b), expected);
    assert_int_equal(gk_builder_finish(t.b, &t.layout), expected);
    assert_int_equal(gk_layout_check(&t.layout, NULL), SIZE_MAX);
    assert_int_equal(t.layout.nodes != NULL, expected == GK_OK);
    end(&t);
  }
}

static void build_rows(bench *t, size_t n) {
  gk_builder_open_table(t->b, 0);
  for (size_t i = 0; i < n; i++) {
    row(t);
    end_row(t);
  }
}

static void build_depth(bench *t, size_t n) {
  for (size_t i = 0; i < n; i++) {
    gk_builder_open_table(t->b, 0);
    row(t);
    gk_builder_open_cell(t->b, 0, 0, 1, GK_MERGE_NONE);
  }
}

static void build_paras(bench *t, size_t n) {
  for (size_t i = 0; i < n; i++)
    para(t, i, 1);
}

static void build_segs(bench *t, size_t n) {
  gk_builder_open_para(t->b, 0, 0);
  for (size_t i = 0; i < n; i++)
    text(t, 2 * i, 1);
  gk_builder_close_para(t->b);
}

static void test_other_limits(void **state) {
  (void)state;
  check_limit(&(gk_limits){.table_rows = 3}, build_rows);
  check_limit(&(gk_limits){.table_depth = 3}, build_depth);
  check_limit(&(gk_limits){.nodes = 3}, build_paras);
  check_limit(&(gk_limits){.segments = 3}, build_segs);
}

/* Faults of a reader */

static void test_misplaced_calls_stop_the_builder(void **state) {
  (void)state;
  for (int fault = 0; fault < 9; fault++) {
    bench t;
    start(&t, NULL);
    gk_builder_open_table(t.b, 0);
    if (fault == 0)
      gk_builder_open_para(t.b, 0, 0);
    if (fault == 1)
      text(&t, 0, 1);
    if (fault == 2)
      cell(&t, 0, 1, GK_MERGE_NONE);
    if (fault == 3)
      gk_builder_close_row(t.b);
    row(&t);
    if (fault == 4)
      row(&t);
    if (fault == 5)
      gk_builder_open_table(t.b, 0);
    if (fault == 6)
      gk_builder_close_table(t.b);
    if (fault == 7)
      gk_builder_open_cell(t.b, 0, sizeof source, 1, GK_MERGE_NONE);
    if (fault == 8) {
      gk_builder_open_cell(t.b, 0, 0, 1, GK_MERGE_NONE);
      gk_builder_text(t.b, 0, GK_LIT("x"), (gk_str){source + 25, 2});
    }
    expect_status(&t, GK_STATUS_ARGUMENT);
    end(&t);
  }
}

static void test_first_failure_stays(void **state) {
  (void)state;
  bench t;
  start(&t, NULL);
  para(&t, 0, 1);
  gk_builder_fail(t.b, GK_STATUS_CORRUPT);
  gk_builder_fail(t.b, GK_STATUS_BOMB);
  gk_builder_close_table(t.b);
  para(&t, 0, 1);
  expect_status(&t, GK_STATUS_CORRUPT);
  end(&t);
}

/* An arena that refuses its n-th chunk, for each n until the build passes. */

typedef struct failing {
  size_t left;
} failing;

static void *failing_alloc(void *ctx, size_t bytes) {
  failing *f = ctx;
  return f->left-- == 0 ? NULL : malloc(bytes);
}

static void failing_free(void *ctx, void *p, size_t bytes) {
  (void)ctx;
  (void)bytes;
  free(p);
}

static gk_status build_large(bench *t) {
  gk_diags_init(&t->diags, &t->arena, 10);
  t->limits = gk_limits_resolve(NULL);
  t->b = gk_builder_new(&t->arena, &t->limits, &t->diags);
  if (t->b == NULL)
    return GK_STATUS_NO_MEMORY;
  gk_part part = {.source = {source, sizeof source - 1}, .text = {source, sizeof source - 1}};
  gk_builder_add_part(t->b, &part);
  gk_builder_open_table(t->b, 0);
  for (size_t r = 0; r < 200; r++) {
    row(t);
    for (size_t c = 0; c < 30; c++) {
      gk_builder_open_cell(t->b, 0, 0, 1, c < 3 && r > 0 ? GK_MERGE_CONTINUE : GK_MERGE_START);
      build_segs(t, 5);
      gk_builder_close_cell(t->b);
    }
    end_row(t);
  }
  return gk_builder_finish(t->b, &t->layout);
}

static void test_every_allocation_may_fail(void **state) {
  (void)state;
  gk_status status = GK_STATUS_NO_MEMORY;
  for (size_t n = 0; status != GK_OK; n++) {
    assert_true(n < 1000);
    bench t = {0};
    failing f = {n};
    gk_arena_init(&t.arena, &(gk_alloc){failing_alloc, failing_free, &f}, 0);
    status = build_large(&t);
    assert_true(status == GK_OK || status == GK_STATUS_NO_MEMORY);
    assert_int_equal(gk_layout_check(&t.layout, NULL), SIZE_MAX);
    assert_int_equal(status == GK_OK, t.layout.n_nodes > 0);
    end(&t);
  }
}

/* The check: one sound layout, broken in one way at a time. */

typedef struct broken {
  gk_node nodes[8];
  gk_seg segs[2];
  gk_part parts[2];
  gk_recode_mark marks[2];
  gk_layout layout;
} broken;

static const char joined[] = "ac";

/* para, table of 2 x 2 (tall cell with a paragraph and a table, two single cells), para of two segments */
static void make_sound(broken *x) {
  *x = (broken){0};
  x->parts[0] = (gk_part){.source = {source, 26}, .text = {source, 26}};
  x->marks[1] = (gk_recode_mark){10, 20};
  x->parts[1] = (gk_part){.source = {source, 26}, .text = {source, 13}, .marks = x->marks, .n_marks = 2};
  x->segs[0] = (gk_seg){0, 0, 1, 0};
  x->segs[1] = (gk_seg){1, 2, 1, 1};
  const gk_node para_node = {.kind = GK_NODE_PARA, .u.para = {source, 3, 0, 0, 0}};
  for (uint32_t i = 0; i < 8; i++) {
    x->nodes[i] = para_node;
    x->nodes[i].end = i + 1;
  }
  x->nodes[1] = (gk_node){.kind = GK_NODE_TABLE, .end = 7, .u.table = {2, 2}};
  x->nodes[2] = (gk_node){.kind = GK_NODE_CELL, .end = 5, .u.cell = {0, 0, 2, 1, 0, 26}};
  x->nodes[4] = (gk_node){.kind = GK_NODE_TABLE, .level = 1, .end = 5, .u.table = {0, 0}};
  x->nodes[5] = (gk_node){.kind = GK_NODE_CELL, .end = 6, .u.cell = {0, 1, 1, 1, 0, 0}};
  x->nodes[6] = (gk_node){.kind = GK_NODE_CELL, .end = 7, .u.cell = {1, 1, 1, 1, 0, 0}};
  x->nodes[7].u.para = (gk_text){joined, 2, 0, 2, 0};
  x->layout = (gk_layout){x->nodes, 8, x->segs, 2, x->parts, 2};
}

#define EXPECT_BROKEN(where, ...)                                                                                      \
  do {                                                                                                                 \
    broken x;                                                                                                          \
    make_sound(&x);                                                                                                    \
    __VA_ARGS__;                                                                                                       \
    const char *why = NULL;                                                                                            \
    assert_int_equal(gk_layout_check(&x.layout, &why), (where));                                                       \
    assert_non_null(why);                                                                                              \
  } while (0)

static void test_check_accepts_what_is_sound(void **state) {
  (void)state;
  broken x;
  make_sound(&x);
  const char *why = "";
  assert_int_equal(gk_layout_check(&x.layout, &why), SIZE_MAX);
  assert_null(why);
  gk_layout nothing = {0};
  assert_int_equal(gk_layout_check(&nothing, NULL), SIZE_MAX);
}

static void test_check_finds_broken_trees(void **state) {
  (void)state;
  EXPECT_BROKEN(0, x.nodes[0].end = 0);
  EXPECT_BROKEN(0, x.nodes[0].end = 9);
  EXPECT_BROKEN(2, x.nodes[0].end = 2);
  EXPECT_BROKEN(2, x.nodes[2].end = 8);
  EXPECT_BROKEN(0, x.nodes[0].kind = GK_NODE_CELL);
  EXPECT_BROKEN(0, x.nodes[0].kind = 7);
  EXPECT_BROKEN(1, x.nodes[1].end = 1);
  EXPECT_BROKEN(6, x.nodes[6].end = 8);
  EXPECT_BROKEN(5, x.nodes[5].kind = GK_NODE_PARA);
  EXPECT_BROKEN(4, x.nodes[4].end = 6);
  EXPECT_BROKEN(4, x.nodes[4].level = 0);
  EXPECT_BROKEN(1, x.nodes[1].level = 1);
  EXPECT_BROKEN(2, x.nodes[2].level = 1);
  EXPECT_BROKEN(0, x.nodes[0].level = 10);
  EXPECT_BROKEN(0, x.nodes[0].flags = GK_TABLE_RAGGED);
  EXPECT_BROKEN(1, x.nodes[1].flags = GK_PARA_BOX);
  EXPECT_BROKEN(5, x.nodes[5].flags = GK_PARA_NOTE);
}

static void test_check_finds_broken_grids(void **state) {
  (void)state;
  EXPECT_BROKEN(2, x.nodes[2].u.cell.row_span = 3);
  EXPECT_BROKEN(2, x.nodes[2].u.cell.row_span = 0);
  EXPECT_BROKEN(2, x.nodes[2].u.cell.col_span = UINT32_MAX);
  EXPECT_BROKEN(5, x.nodes[2].u.cell.col_span = 2);
  EXPECT_BROKEN(6, x.nodes[5].u.cell.row_span = 2);
  EXPECT_BROKEN(6, x.nodes[6].u.cell.col = 0);
  EXPECT_BROKEN(6, x.nodes[6].u.cell.row = 0);
  EXPECT_BROKEN(6, x.nodes[5].u.cell.row = 1; x.nodes[6].u.cell.row = 0);
  EXPECT_BROKEN(1, x.nodes[1].u.table.n_cols = 3);
  EXPECT_BROKEN(2, x.nodes[1].u.table.n_rows = 1);
  EXPECT_BROKEN(2, x.nodes[1].flags = GK_TABLE_RAGGED);
  EXPECT_BROKEN(6, x.nodes[1].flags = GK_TABLE_RAGGED; x.nodes[2].u.cell.row_span = 1);
  EXPECT_BROKEN(2, x.nodes[2].flags = GK_CELL_VIRTUAL);
  EXPECT_BROKEN(2, x.nodes[2].u.cell.part = 2);
  EXPECT_BROKEN(2, x.nodes[2].u.cell.part_off = 27);
}

/* Overlaps far to the right are seen too. */
static void test_check_sweeps_wide_tables(void **state) {
  (void)state;
  gk_part part = {.source = {source, 26}, .text = {source, 26}};
  gk_node nodes[4] = {{.kind = GK_NODE_TABLE, .end = 4, .u.table = {2, 2000}},
                      {.kind = GK_NODE_CELL, .end = 2, .u.cell = {0, 0, 1, 1400, 0, 0}},
                      {.kind = GK_NODE_CELL, .end = 3, .u.cell = {0, 1400, 2, 600, 0, 0}},
                      {.kind = GK_NODE_CELL, .end = 4, .u.cell = {1, 0, 1, 1400, 0, 0}}};
  gk_layout layout = {nodes, 4, NULL, 0, &part, 1};
  assert_int_equal(gk_layout_check(&layout, NULL), SIZE_MAX);
  nodes[3].u.cell.col_span = 1401;
  assert_int_equal(gk_layout_check(&layout, NULL), 3);
}

static void test_check_finds_broken_texts(void **state) {
  (void)state;
  EXPECT_BROKEN(0, x.nodes[0].u.para.n = 27);
  EXPECT_BROKEN(0, x.nodes[0].u.para.p = joined);
  EXPECT_BROKEN(0, x.nodes[0].u.para.p = NULL);
  EXPECT_BROKEN(0, x.nodes[0].u.para.part = 2);
  EXPECT_BROKEN(0, x.parts[0].text.p = "\xE4\xB8"; x.parts[0].text.n = 2; x.parts[0].source = x.parts[0].text;
                x.nodes[0].u.para = (gk_text){x.parts[0].text.p, 2, 0, 0, 0});
  EXPECT_BROKEN(7, x.nodes[7].u.para.p = source);
  EXPECT_BROKEN(7, x.nodes[7].u.para.seg_idx = 1);
  EXPECT_BROKEN(7, x.nodes[7].u.para.seg_idx = UINT32_MAX);
  EXPECT_BROKEN(7, x.nodes[7].u.para.n_segs = 3);
  EXPECT_BROKEN(7, x.nodes[7].u.para.n = 1);
  EXPECT_BROKEN(7, x.segs[0].text_off = 1);
  EXPECT_BROKEN(7, x.segs[1].text_off = 0);
  EXPECT_BROKEN(7, x.segs[1].text_off = 2);
  EXPECT_BROKEN(7, x.segs[1].part = 2);
  EXPECT_BROKEN(7, x.segs[0].part_off = 27);
  EXPECT_BROKEN(7, x.segs[1].part_n = 12);
  EXPECT_BROKEN(7, x.nodes[7].u.para.p = "\xC3\xA4");
}

static void test_check_finds_broken_parts(void **state) {
  (void)state;
  EXPECT_BROKEN(8, x.parts[0].text.n = 25);
  EXPECT_BROKEN(8, x.parts[0].text.p = joined; x.parts[0].text.n = 2);
  EXPECT_BROKEN(8, x.parts[1].n_marks = 0);
  EXPECT_BROKEN(8, x.parts[0].n_marks = 1);
  EXPECT_BROKEN(8, x.marks[0].text_off = 1);
  EXPECT_BROKEN(8, x.marks[1].text_off = 0);
  EXPECT_BROKEN(8, x.marks[1].source_off = 0);
  EXPECT_BROKEN(8, x.marks[1].text_off = 14);
  EXPECT_BROKEN(8, x.marks[1].source_off = 27);
}

/* Several parts, and the sink */

static void test_parts_are_named(void **state) {
  (void)state;
  bench t;
  start(&t, NULL);
  const char other[] = "0123";
  gk_part part = {.name = GK_LIT("word/footnotes.xml"), .source = {other, 4}, .text = {other, 4}};
  assert_int_equal(gk_builder_add_part(t.b, &part), 1);
  para(&t, 0, 1);
  gk_builder_open_para(t.b, 0, 0);
  gk_builder_text(t.b, 1, (gk_str){other + 1, 2}, (gk_str){other + 1, 2});
  text(&t, 4, 1);
  gk_builder_close_para(t.b);
  expect_layout(&t, "part 0  \n"
                    "part 1  word/footnotes.xml\n"
                    "para  [0:0+1]  a\n"
                    "para  [1:1+2] in 2 pieces  12e\n");
  assert_int_equal(gk_layout_region(&t.layout, (gk_str){other + 1, 3}), 1);
  assert_int_equal(gk_layout_region(&t.layout, (gk_str){source, 26}), 0);
  assert_int_equal(gk_layout_region(&t.layout, (gk_str){source, 27}), GK_NO_PART);
  assert_int_equal(gk_layout_region(&t.layout, (gk_str){t.layout.nodes[1].u.para.p, 3}), GK_NO_PART);
  end(&t);
}

static gk_status refuse(void *ctx, const char *p, size_t n) {
  (void)p;
  (void)n;
  ++*(int *)ctx;
  return GK_STATUS_WRITE;
}

static void test_print_stops_with_its_sink(void **state) {
  (void)state;
  bench t;
  start(&t, NULL);
  for (size_t i = 0; i < 500; i++)
    para(&t, 0, 26);
  assert_int_equal(gk_builder_finish(t.b, &t.layout), GK_OK);
  int calls = 0;
  assert_int_equal(gk_layout_print(&t.layout, (gk_sink){refuse, &calls}), GK_STATUS_WRITE);
  assert_int_equal(calls, 1);
  end(&t);
}

/* Offsets count in the source, whatever its encoding. */
static void test_locating_in_a_converted_part(void **state) {
  (void)state;
  bench t;
  start(&t, NULL);
  /* "a" U+4E00 U+1F600 "b" as UTF-16 with a byte-order mark */
  const char utf16[] = "\xFF\xFE"
                       "a\0"
                       "\x00\x4E"
                       "\x3D\xD8\x00\xDE"
                       "b\0";
  gk_part part = {.source = {utf16, 12}};
  size_t n_bad;
  assert_int_equal(gk_recode(&t.arena, &part, GK_ENCODING_UTF16LE, 100, &n_bad), GK_OK);
  gk_builder_add_part(t.b, &part);
  gk_builder_open_para(t.b, 0, 0);
  gk_builder_text(t.b, 1, part.text, part.text);
  gk_builder_close_para(t.b);
  gk_builder_open_para(t.b, 0, 0);
  gk_builder_text(t.b, 1, (gk_str){part.text.p + 4, 4}, (gk_str){part.text.p + 4, 4});
  gk_builder_text(t.b, 1, (gk_str){part.text.p, 1}, (gk_str){part.text.p, 1});
  gk_builder_close_para(t.b);
  assert_int_equal(gk_builder_finish(t.b, &t.layout), GK_OK);
  assert_int_equal(gk_layout_check(&t.layout, NULL), SIZE_MAX);
  const gk_text *whole = &t.layout.nodes[0].u.para;
  gk_span span = gk_layout_locate(&t.layout, whole, (gk_str){whole->p + 1, 7});
  assert_int_equal(span.part, 1);
  assert_int_equal(span.off, 4);
  assert_int_equal(span.n, 6);
  span = gk_layout_locate(&t.layout, whole, (gk_str){whole->p + 8, 1});
  assert_int_equal(span.off, 10);
  assert_int_equal(span.n, 2);
  const gk_text *pieces = &t.layout.nodes[1].u.para;
  assert_int_equal(pieces->n_segs, 2);
  span = gk_layout_locate(&t.layout, pieces, (gk_str){pieces->p, 4});
  assert_int_equal(span.off, 6);
  assert_int_equal(span.n, 4);
  end(&t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_adjacent_pieces_are_one_slice),
      cmocka_unit_test(test_other_pieces_are_joined),
      cmocka_unit_test(test_text_opens_a_paragraph),
      cmocka_unit_test(test_boxes_follow_their_paragraph),
      cmocka_unit_test(test_controls_are_escaped),
      cmocka_unit_test(test_spans_and_merges),
      cmocka_unit_test(test_merged_text_is_counted),
      cmocka_unit_test(test_orphans),
      cmocka_unit_test(test_skipped_columns),
      cmocka_unit_test(test_row_spans_take_columns),
      cmocka_unit_test(test_tables_nest),
      cmocka_unit_test(test_column_limit),
      cmocka_unit_test(test_other_limits),
      cmocka_unit_test(test_misplaced_calls_stop_the_builder),
      cmocka_unit_test(test_first_failure_stays),
      cmocka_unit_test(test_every_allocation_may_fail),
      cmocka_unit_test(test_check_accepts_what_is_sound),
      cmocka_unit_test(test_check_finds_broken_trees),
      cmocka_unit_test(test_check_finds_broken_grids),
      cmocka_unit_test(test_check_sweeps_wide_tables),
      cmocka_unit_test(test_check_finds_broken_texts),
      cmocka_unit_test(test_check_finds_broken_parts),
      cmocka_unit_test(test_parts_are_named),
      cmocka_unit_test(test_print_stops_with_its_sink),
      cmocka_unit_test(test_locating_in_a_converted_part),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
