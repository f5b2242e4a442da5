/* Plain text: tables drawn with lines, and columns under rulers. */
#include "text_fixture.h"

/* Frames */

static const char grid[] = "一、甲\n"
                           "======\n\n"
                           "+------+-----+-----+\n"
                           "| 内容       | 总数|\n"
                           "+------+-----+     |\n"
                           "| 规   | 115 |     |\n"
                           "| 章   |     |     |\n"
                           "+======+=====+-----+\n"
                           "| “许可|  0  | \\|\\* |\n"
                           "+------+-----+-----+\n\n"
                           "完\n";

static void test_grid(void **state) {
  (void)state;
  expect_rows(grid, "#一、甲\n"
                    "G|{1x2}内容|{2x1}总数\n"
                    " |规/章|115\n"
                    " |“许可|0||*\n"
                    "完\n");
}

static void test_grid_is_placed(void **state) {
  (void)state;
  bench t;
  static const char input[] = "+---+---+\n| a | b |\n+---+   |\n| c |   |\n+---+---+\n";
  assert_int_equal(read_text(&t, (gk_str){input, sizeof input - 1}, NULL), GK_OK);
  print_rows(&t);
  assert_string_equal(t.printed, "G|a|{2x1}b\n |c\n");
  assert_ptr_equal(t.layout.nodes[2].u.para.p, input + 12);
  assert_int_equal(t.layout.n_segs, 0);
  end(&t);
}

/* Lines and quotes are as wide as ideographs, or half as wide. */
static void test_boxes(void **state) {
  (void)state;
  expect_rows("┌────┬──┐\n│“许”│ 0│\n├────┴──┤\n│ 规章  │\n└───────┘\n", "G|“许”|0\n |{1x2}规章\n");
  expect_rows("┌──┬─┐\n│许可│０│\n├──┼─┤\n│“”│１│\n├──┴─┤\n│规章    │\n└────┘\n", "G|许可|０\n |“”|１\n |{1x2}规章\n");
}

/* A converter that takes ideographs for narrow: pipes do not meet, but there is one for each column. */
static void test_grid_of_wrong_widths(void **state) {
  (void)state;
  expect_rows(
      "+---+---+---+\n| 甲 |  |   |\n| 乙 |  |   |\n+---+---+---+\n| 1 | 2 | 3 |\n+---+---+---+\n| 4 |   |   |\n"
      "+---+---+---+\n",
      "G|甲乙||\n |1|2|3\n |4||\n");
}

/* What fills its line up to the margin was broken there, be it inside a number; what does not, was not. */
static void test_broken_words(void **state) {
  (void)state;
  expect_rows(
      "+----+-----+\n| 规 | 392 |\n| 章 | 74  |\n|    | 1   |\n+----+-----+\n| a  | 39  |\n|    | 2   |\n+----+-----+\n"
      "| b  | 0   |\n+----+-----+\n",
      "G|规章|39274/1\n |a|39/2\n |b|0\n");
}

/* Few lines across: who knows what is a row? */
static void test_rows_without_lines(void **state) {
  (void)state;
  expect_rows("+---+---+\n| a | b |\n+---+---+\n| 1 | 2 |\n| 3 | 4 |\n+---+---+\n",
              "C| a | b \n \n | 1 | 2 \n | 3 | 4 \n");
}

/* Where lines do not meet there is no grid, and its pipes alone say little: lines. */
static void test_broken_grid(void **state) {
  (void)state;
  expect_rows(
      "+----+----+\n| a  | b |\n| a   | b |\n+----+----+\n|  |\n| 3  | 4  | 5 |\n+----+----+\n| 3  | 4  |\n| 3 |\n"
      "+----+----+\n",
      "L| a  | b \n | a   | b \n | 3  | 4  | 5 \n | 3  | 4  \n | 3 \n");
}

/* A page ended in the middle; the lines at the break are not there. */
static void test_torn_grid(void **state) {
  (void)state;
  expect_rows("+---+---+\n| a | 1 |\n+---+---+\n| b | 2 |\n\n- 3 -\n\n| b | 4 |\n+---+---+\n| c | 3 |\n+---+---+\n",
              "G|a|1\n |b/b|2/4\n |c|3\n");
  expect_rows("+---+---+\n| a | 1 |\n+---+---+\n\n+---+---+---+\n| c | 3 | 4 |\n+---+---+---+\n", "G|a|1\nG|c|3|4\n");
}

/* Rulers */

static const char tall[] = "甲\n\n"
                           "  ------ ----- ----\n"
                           "  内容   制作  总\n"
                           "               数\n"
                           "\n"
                           "  规章     0   113\n"
                           "\n"
                           "  许可\n"
                           "  ------ ----- ----\n\n"
                           "乙\n";

static void test_rulers(void **state) {
  (void)state;
  expect_rows(tall, "甲\nT|内容|制作|总/数\n |规章|0|113\n |许可||\n乙\n");
  expect_rows("  --- ---\n  a   1\n      2\n  --- ---\n", "T|a|1\n ||2\n");
  expect_rows("---------\nab   c\nb    c\n---- ----\n1    2\n\n3    4\n---------\n", "T|ab/b|c/c\n |1|2\n |3|4\n");
  expect_rows("  甲   乙\n  ---- ----\n  1    2\n  3    4\n\n完\n", "T|甲|乙\n |1|2\n |3|4\n完\n");
  expect_rows("==== ====\na    b\n==== ====\n1    2\n     2\n3    4\n==== ====\n\n完\n", "T|a|b\n |1|2/2\n |3|4\n完\n");
}

/* Text between columns, or no ruler below: paragraphs. */
static void test_no_rulers(void **state) {
  (void)state;
  expect_rows("---- ----\na    b\nc    d\n", "---- ----\na    b\nc    d\n");
  expect_rows("标题\n----\n- - -\na -- b\n", "标题\n----\n- - -\na -- b\n");
  expect_rows("一 句话说了很久\n---- ----\n", "一 句话说了很久\n---- ----\n");
}

/* What does not fit stands between two pieces of a table, and a page number nowhere. */
static void test_torn_rulers(void **state) {
  (void)state;
  expect_rows("  ---- ----\n  a    1\n\n- 3 -\n\n  b    2\n\n一句话说到表格中间\n\n  c    3\n  ---- ----\n",
              "T|a|1\n |b|2\n一句话说到表格中间\nT|c|3\n");
}

static void test_limits(void **state) {
  (void)state;
  const gk_limits limits = {.table_rows = 2, .table_columns = 2};
  const struct {
    const char *input, *expected;
  } cases[] = {{"---- ----\na    1\nb    2\nc    3\n---- ----\n", "T|a|1\n |b|2\nT|c|3\n"},
               {"--- --- ---\na   1   2\n--- --- ---\n", "--- --- ---\na   1   2\n--- --- ---\n"}};
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
  static const char box[] = "┌──┬─┐\n│许可│０│\n├──┼─┤\n│“”│１│\n└──┴─┘\n";
  damage(grid, sizeof grid - 1);
  damage(tall, sizeof tall - 1);
  damage(box, sizeof box - 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_grid),         cmocka_unit_test(test_grid_is_placed),
      cmocka_unit_test(test_boxes),        cmocka_unit_test(test_grid_of_wrong_widths),
      cmocka_unit_test(test_broken_words), cmocka_unit_test(test_rows_without_lines),
      cmocka_unit_test(test_broken_grid),  cmocka_unit_test(test_torn_grid),
      cmocka_unit_test(test_rulers),       cmocka_unit_test(test_no_rulers),
      cmocka_unit_test(test_torn_rulers),  cmocka_unit_test(test_limits),
      cmocka_unit_test(test_damage),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
