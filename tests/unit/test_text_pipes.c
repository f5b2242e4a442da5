/* Plain text: tables of pipes, and pipes that are none. */
#include "text_fixture.h"

/* Rows with tails */

static const char tails[] = "二、主动公开\n\n"
                            "第一项 | |||\n"
                            "信息内容 | 制作 | 公开 | 总数 |\n"
                            "规章 | 0 |  | 1,113 |\n"
                            "行政许可 | 0 | ||\n"
                            " | 5 | 6 | 7 |\n\n"
                            "三、收到\n";

static void test_rows_with_tails(void **state) {
  (void)state;
  expect_rows(tails, "二、主动公开\n"
                     "T|第一项 | ||\n"
                     " |信息内容 | 制作 | 公开 | 总数 \n"
                     " |规章 | 0 |  | 1,113 \n"
                     " |行政许可 | 0 | |\n"
                     " | | 5 | 6 | 7 \n"
                     "三、收到\n");
}

static void test_pieces_are_slices(void **state) {
  (void)state;
  bench t;
  assert_int_equal(read_text(&t, (gk_str){tails, sizeof tails - 1}, NULL), GK_OK);
  for (size_t i = 0; i < t.layout.n_nodes; i++)
    if (t.layout.nodes[i].kind == GK_NODE_PARA)
      assert_true(t.layout.nodes[i].u.para.p >= tails && t.layout.nodes[i].u.para.p < tails + sizeof tails);
  assert_int_equal(t.layout.n_segs, 0);
  end(&t);
}

static void test_rows_five_wide(void **state) {
  (void)state;
  expect_rows("a | b | c | d | |\ne | 1 | 2 | 3 | |\nf | 4 | 5 | 6 | |\n",
              "T|a | b | c | d | \n |e | 1 | 2 | 3 | \n |f | 4 | 5 | 6 | \n");
}

static void test_other_pipes(void **state) {
  (void)state;
  expect_rows("a｜b｜c｜\nd｜1｜2｜\n", "T|a|b|c\n |d|1|2\n");
  expect_rows("a│b│c│\nd│1│2│\n", "T|a|b|c\n |d|1|2\n");
  expect_rows("a||b||c||\nd||1||||\ne||1||2||\n", "T|a|b|c\n |d|1|\n |e|1|2\n");
}

/* A label over two lines: its row has not got all its pipes. */
static void test_cells_over_lines(void **state) {
  (void)state;
  expect_rows("a | b\nb | c\nc\nc | d |\ne | 1 | 2 | 3 |\nf | 1 | 2 | 3 |\n",
              "T|a | b/b | c/c/c | d \n |e | 1 | 2 | 3 \n |f | 1 | 2 | 3 \n");
  expect_rows("a | b | c |\nd\nd | 1 | 2 |\ne | 1 | 2 |\n", "T|a | b | c \n |d/d | 1 | 2 \n |e | 1 | 2 \n");
  expect_rows("a | b | c |\ne | 1 | 2 |\n四、d\nd | 1 | 2 |\n", "T|a | b | c \n |e | 1 | 2 \n四、d\nd | 1 | 2 |\n");
}

/* Blank lines and page numbers between rows are where a page ended. */
static void test_torn_rows(void **state) {
  (void)state;
  expect_rows("a | b | c |\nd | 1 | 2 |\n\n- 3 -\n\ne | 3 | 4 |\n第 4 页\n",
              "T|a | b | c \n |d | 1 | 2 \n |e | 3 | 4 \n第 4 页\n");
  expect_rows("a | b | c |\nd | 1 | 2 |\n一句话，在表格的两半之间，比页码长。\ne | 3 | 4 |\nf | 3 | 4 |\n",
              "T|a | b | c \n |d | 1 | 2 \n一句话，在表格的两半之间，比页码长。\nT|e | 3 | 4 \n |f | 3 | 4 \n");
}

/* A run of pipes is noise, wherever it stands; one as wide as the rows is a row of blanks. */
static void test_runs_of_pipes(void **state) {
  (void)state;
  char input[1024] = "a | b | c |\n", *end_of = input + strlen(input);
  memset(end_of, '|', 450);
  strcpy(end_of + 450, "\nd | 1 | 2 |\n| | |\n\n||||||||\n完\n");
  expect_rows(input, "T|a | b | c \n |d | 1 | 2 \n || | \n完\n");
  expect_rows("完\n||||||||\n\n| | |\n", "完\n");
}

/* What is no table */

static void test_pipes_in_prose(void **state) {
  (void)state;
  const char *const texts[] = {"登录 | 注册 | 无障碍\n某局\n", "首页 | 政务公开 |\n某局年报\n",
                               "首页 | 政务 | 公开 |\n\n登录 | 注册\n某局\n", "电话：1 | 传真：2\n地址：甲 | 邮编：3\n",
                               "一句话里有一条竖线 | 也不是表格。\n"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    bench t;
    assert_int_equal(read_text(&t, (gk_str){texts[i], strlen(texts[i])}, NULL), GK_OK);
    for (size_t k = 0; k < t.layout.n_nodes; k++)
      assert_int_equal(t.layout.nodes[k].kind, GK_NODE_PARA);
    end(&t);
  }
}

/* A cell a line */

static void test_cells_with_their_places(void **state) {
  (void)state;
  /* Two pipes alone on their lines: here blank cells keep theirs. */
  expect_rows(
      "第一项 |\n|||\n内容 |\n制作 |\n公开 |\n总数 |\n规章 |\n0 |\n|\n7 |\n规范 |\n|\n|\n7 |\n许可 |\n0 |\n||\n",
      "T|第一项 |||\n |内容 |制作 |公开 |总数 \n |规章 |0 ||7 \n |规范 |||7 \n |许可 |0 ||\n");
  expect_rows("第一项 ||||\n内容 |\n制作 |\n公\n开 |\n总数 |\n\n规章 |\n|\n|\n- 3 -\n7 |\n",
              "T|第一项 |||\n |内容 |制作 |公/开 |总数 \n |规章 |||7 \n");
}

/* Where blank cells may have been dropped, a run of pipes may stand for any cell of its row. */
static void test_cells_without_places(void **state) {
  (void)state;
  expect_rows("第一项 |\n|||\n内容 |\n制作 |\n公开 |\n总数 |\n规章 |\n0 |\n7 |\n|\n",
              "L|第一项 \n |内容 \n |制作 \n |公开 \n |总数 \n |规章 \n |0 \n |7 \n");
  /* No run shows how wide the table is. */
  expect_rows("内容 |\n制作 |\n|\n|\n规章 |\n", "L|内容 \n |制作 \n |\n |\n |规章 \n");
  expect_rows("内容 |\n制作 |\n\n四、复议 |\n四、复议\n完\n", "L|内容 \n |制作 \n |四、复议 \n四、复议\n完\n");
}

/* Rows as wide as the first run says would leave some pipes over. */
static void test_cells_of_unknown_width(void **state) {
  (void)state;
  expect_rows("a |\n||\nb |\nc |\n|\n|\nd |\n", "L|a \n \n |b \n |c \n |\n |\n |d \n");
  expect_rows("a |\n||\nb |\nc |\nd |\ne |\n||\n|\n|\n", "L|a \n \n |b \n |c \n |d \n |e \n \n |\n |\n");
}

/* Markdown */

static const char markdown[] = "# 某局年报 #\n\n"
                               "## **二、主动**公开\n\n"
                               "| **内容** | 制作 | 公开 |\n"
                               "|---|:--:|---|\n"
                               "| 规章\\|规范 | \\-3 | **1,113** |\n"
                               "| 甲<br>乙 |&nbsp;| 张**、李** |\n\n"
                               "七、其他 \\*\n"
                               "------\n";

static void test_markdown(void **state) {
  (void)state;
  expect_rows(markdown, "#某局年报\n"
                        "##二、主动公开\n"
                        "T| 内容 | 制作 | 公开 \n"
                        " | 规章|规范 | -3 | 1,113 \n"
                        " | 甲\n乙 |\xC2\xA0| 张**、李** \n"
                        "##七、其他 *\n");
  expect_rows("a | b\n--|---\n1 | 2\n", "T|a | b\n |1 | 2\n");
}

/* What is marked up in Markdown is text elsewhere. */
static void test_no_markdown(void **state) {
  (void)state;
  expect_rows("**a** \\* #b\n-----\n<br>\n#1\n", "**a** \\* #b\n-----\n<br>\n#1\n");
}

/* Every number stands where the source has it. */
static void test_offsets(void **state) {
  (void)state;
  bench t;
  assert_int_equal(read_text(&t, (gk_str){markdown, sizeof markdown - 1}, NULL), GK_OK);
  for (size_t i = 0; i < t.layout.n_nodes; i++) {
    const gk_text *text = &t.layout.nodes[i].u.para;
    const char *at;
    if (t.layout.nodes[i].kind != GK_NODE_PARA || (at = memchr(text->p, '1', text->n)) == NULL)
      continue;
    gk_span span = gk_layout_locate(&t.layout, text, (gk_str){at, 5});
    assert_int_equal(span.n, 5);
    assert_memory_equal(markdown + span.off, "1,113", 5);
  }
  end(&t);
}

/* Limits and damage */

static void test_limits(void **state) {
  (void)state;
  const gk_limits limits = {.table_rows = 3, .table_columns = 4};
  const struct {
    const char *input, *expected;
  } cases[] = {{"a|b|\nc|d|\ne|f|\ng|h|\n", "T|a|b\n |c|d\n |e|f\nT|g|h\n"},
               {"a|b|c|\nd|e|f|\ng|h|i|j|k|\n", "T|a|b|c\n |d|e|f\ng|h|i|j|k|\n"},
               {"a|\nb|\nc|\nd|\n", "L|a\nL|b\nL|c\nd|\n"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    bench t;
    assert_int_equal(read_text(&t, (gk_str){cases[i].input, strlen(cases[i].input)}, &limits), GK_OK);
    print_rows(&t);
    assert_string_equal(t.printed, cases[i].expected);
    end(&t);
  }
}

static void test_damage(void **state) {
  (void)state;
  static const char cells[] = "a ||||\nb |\n|\n|\nc |\nd\nd |\n0 |\n||\n";
  damage(tails, sizeof tails - 1);
  damage(markdown, sizeof markdown - 1);
  damage(cells, sizeof cells - 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rows_with_tails),
      cmocka_unit_test(test_pieces_are_slices),
      cmocka_unit_test(test_rows_five_wide),
      cmocka_unit_test(test_other_pipes),
      cmocka_unit_test(test_cells_over_lines),
      cmocka_unit_test(test_torn_rows),
      cmocka_unit_test(test_runs_of_pipes),
      cmocka_unit_test(test_pipes_in_prose),
      cmocka_unit_test(test_cells_with_their_places),
      cmocka_unit_test(test_cells_without_places),
      cmocka_unit_test(test_cells_of_unknown_width),
      cmocka_unit_test(test_markdown),
      cmocka_unit_test(test_no_markdown),
      cmocka_unit_test(test_offsets),
      cmocka_unit_test(test_limits),
      cmocka_unit_test(test_damage),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
