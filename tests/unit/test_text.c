/* Plain text: what makes a table of lines, and what does not. */
#include <string.h>

#include "text_fixture.h"

static gk_status write_printed(void *ctx, const char *p, size_t n) {
  put(ctx, p, n);
  return GK_OK;
}

/* Paragraphs */

static void test_lines_are_paragraphs(void **state) {
  (void)state;
  expect_rows("", "");
  expect_rows("a", "a\n");
  expect_rows("a\r\n\r\nb\rc\n\r\rd", "a\nb\nc\nd\n");
  expect_rows("\n \xC2\xA0\xE3\x80\x80\n\v\n  一、 b \n", "  一、 b \n");
  expect_rows("\xEF\xBB\xBF标题\n", "标题\n");
}

static void test_paragraphs_are_slices(void **state) {
  (void)state;
  const char input[] = "\xEF\xBB\xBF"
                       "ab\r\n cd";
  bench t;
  assert_int_equal(read_text(&t, (gk_str){input, sizeof input - 1}, NULL), GK_OK);
  assert_ptr_equal(t.layout.nodes[0].u.para.p, input + 3);
  assert_ptr_equal(t.layout.nodes[1].u.para.p, input + 7);
  assert_int_equal(gk_layout_print(&t.layout, (gk_sink){write_printed, &t}), GK_OK);
  assert_string_equal(t.printed, "para  [3+2]  ab\npara  [7+3]   cd\n");
  assert_int_equal(t.layout.n_segs, 0);
  end(&t);
}

static void test_placeholders_go(void **state) {
  (void)state;
  expect_rows("[image: ][image: x(1)]a[bookmark: _GoBack]b[image: c\n", "ab[image: c\n");
  expect_rows("[image: ] \n[bookmark: b]\n[x] [imagine: ] [\n", "[x] [imagine: ] [\n");
  const char *input = "甲[image: IMG_0542]乙";
  bench t;
  assert_int_equal(read_text(&t, (gk_str){input, strlen(input)}, NULL), GK_OK);
  assert_int_equal(gk_layout_print(&t.layout, (gk_sink){write_printed, &t}), GK_OK);
  assert_string_equal(t.printed, "para  [0+23] in 2 pieces  甲乙\n");
  end(&t);
}

/* Indents, contents, signatures: tabs alone make no table. */
static void test_tabs_in_prose(void **state) {
  (void)state;
  expect_rows("\t一、总体情况\n\n\t无。\n", "\t一、总体情况\n\t无。\n");
  expect_rows("\t某局\n\t2021年1月\n", "\t某局\n\t2021年1月\n");
  expect_rows("\t\t\t标题\t\t\n\na\n", "\t\t\t标题\t\t\na\n");
  expect_rows("联系人：甲\t电话：1\n", "联系人：甲\t电话：1\n");
  const char *prose =
      "\t第一段，有一百个字节以上，所以不会是表格里的单元格。因为它是一整句话，而且后面还有别的话。这样的段落不是表格\n"
      "\t第二段，有一百个字节以上，所以不会是表格里的单元格。因为它是一整句话，而且后面还有别的话。这样的段落不是表格\n"
      "\t第三段，有一百个字节以上，所以不会是表格里的单元格。因为它是一整句话，而且后面还有别的话。这样的段落不是表格"
      "\n";
  expect_rows(prose, prose);
}

/* The Word dump */

static const char dump[] = "二、主动公开\n"
                           "\t第一项\n\n"
                           "\t信息内容\n\t本年新\n制作数量\n\t本年新\n公开数量\n\n"
                           "\t规章\n\t0\xE3\x80\x80\n\t\xC2\xA0\xE2\x80\x82\n\n"
                           "\t\n\t[bookmark: _GoBack]处理\n\t\n\n\n"
                           "三、收到\n"
                           "\t（关系）\n\t申请人\n\t总计\n\n"
                           "\t\n\t（三）不予\n\n公开\n\t1.国家秘密\n\t0\n\n"
                           "\t\n\t\n\t2.其他\n\t0\n\n\n\n"
                           "四、复议\n\n无\n";

static void test_dump(void **state) {
  (void)state;
  expect_rows(dump, "二、主动公开\n"
                    "T|第一项\n"
                    " |信息内容|本年新/制作数量|本年新/公开数量\n"
                    " |规章|0\xE3\x80\x80|\xC2\xA0\xE2\x80\x82\n"
                    " ||处理|\n"
                    "三、收到\n"
                    "T|（关系）|申请人|总计\n"
                    " ||（三）不予/公开|1.国家秘密|0\n"
                    " |||2.其他|0\n"
                    "四、复议\n"
                    "无\n");
}

static void test_empty_cells_have_a_place(void **state) {
  (void)state;
  const char input[] = "\ta\n\t\n\tb\n\n\t\xC2\xA0\n\t[image: ]\n";
  bench t;
  assert_int_equal(read_text(&t, (gk_str){input, sizeof input - 1}, NULL), GK_OK);
  assert_int_equal(gk_layout_print(&t.layout, (gk_sink){write_printed, &t}), GK_OK);
  assert_string_equal(t.printed, "table 2 x 3 ragged\n"
                                 "  cell r0 c0 1x1  [1+0]\n    para  [1+1]  a\n"
                                 "  cell r0 c1 1x1  [4+0]\n"
                                 "  cell r0 c2 1x1  [6+0]\n    para  [6+1]  b\n"
                                 "  cell r1 c0 1x1  [10+0]\n    para  [10+2]  \xC2\xA0\n"
                                 "  cell r1 c1 1x1  [14+0]\n");
  end(&t);
}

/* What follows a row's empty line is a piece of a label only if the row goes on at once. */
static void test_dump_fragments(void **state) {
  (void)state;
#define HEAD   "\ta\n\tb\n\tc\n\n\td\n\te\n\n"
#define T_HEAD "T|a|b|c\n |d|e"
  expect_rows(HEAD "f\n\tg\n", T_HEAD "/f|g\n");
  expect_rows(HEAD "f\ng\n\th\n", T_HEAD "/f/g|h\n");
  expect_rows(HEAD "f\n\n\tg\n", T_HEAD "\nf\n\tg\n");
  expect_rows(HEAD "\nf\n\tg\n", T_HEAD "\nf\n\tg\n");
  expect_rows(HEAD "四、f\n\tg\n", T_HEAD "\n四、f\n\tg\n");
  expect_rows(HEAD "（五） f\n\tg\n", T_HEAD "\n（五） f\n\tg\n");
  expect_rows(HEAD "12. f\n\tg\n", T_HEAD "\n12. f\n\tg\n");
  expect_rows(HEAD "第 6 页\n\tg\n", T_HEAD "\n第 6 页\n\tg\n");    /* a page number, not a label's rest */
  expect_rows(HEAD "\tg\n\t1\n— 6 —\n\t2\n", T_HEAD "\n |g|1|2\n"); /* nor a cell's */
  expect_rows(HEAD "- 6 -\n\tg\n", T_HEAD "\n- 6 -\n\tg\n");
  expect_rows("\ta\n\tb\n\tc\n\n\td\n\t5\n\nf\n\tg\n", "T|a|b|c\n |d|5\nf\n\tg\n"); /* a number has no rest */
  expect_rows(HEAD "一个字数超过十五个的段落不是标签的一部分\n\tg\n",
              T_HEAD "\n一个字数超过十五个的段落不是标签的一部分\n\tg\n");
  expect_rows(HEAD "f\ng\nh\ni\nj\n\tk\n", T_HEAD "\nf\ng\nh\ni\nj\n\tk\n");
}

/* A line of white space ends rows only where no empty line does; else it stands in a cell. */
static void test_dump_blank_lines(void **state) {
  (void)state;
  expect_rows("\ta\n\xC2\xA0\n\tb\n\tc\n\td\n\n\te\n\tf\n", "T|a|b|c|d\n |e|f\n");
  expect_rows("\ta\n\tb\n\tc\n \n\td\n\te\n \n\tf\n", "T|a|b|c\n |d|e\n |f\n");
  expect_rows("\ta\n\tb\n\tc\n\n\n \n\n\td\n\te\n", "T|a|b|c\n |d|e\n");
}

/* Tabs inside a cell of a dump belong to its text. */
static void test_dump_with_tabs_in_cells(void **state) {
  (void)state;
  expect_rows("\ta\n\tb\tb\n\tc\nd\te\n\n\tf\n\tg\n\tg\n\th\n", "T|a|b\tb|c/d\te\n |f|g|g|h\n");
}

/* Tab-separated rows */

static const char tabbed[] = "三、收到\n\n"
                             "（关系）\t申请人情况\t\t\n"
                             "\t自\t总\n\n"
                             "\t\t商业\t科研\t\n"
                             "一、新收\t\t2\t0\n"
                             "\t（二）部分公开\n"
                             "------\t------\n\n"
                             "5.要求\t\t0\t\xC2\xA0\n"
                             "四、复议\n"
                             "0\t0\t1\n";

static void test_tabbed_rows(void **state) {
  (void)state;
  expect_rows(tabbed, "三、收到\n"
                      "T|（关系）|申请人情况||\n"
                      " ||自|总\n"
                      " |||商业|科研|\n"
                      " |一、新收||2|0\n"
                      " ||（二）部分公开\n"
                      " |5.要求||0|\xC2\xA0\n"
                      "四、复议\n"
                      "T|0|0|1\n");
  bench t;
  assert_int_equal(read_text(&t, (gk_str){tabbed, sizeof tabbed - 1}, NULL), GK_OK);
  assert_int_equal(t.diags.n, 1);
  assert_ptr_equal(t.diags.items[0].kind, &GK_DIAG_MIXED_TABLE);
  assert_int_equal(t.diags.items[0].args[0], 3);
  assert_int_equal(t.diags.items[0].off, 14);
  end(&t);
}

/* What a page end left of a table may be a single row; behind a heading, it is a paragraph or two. */
static void test_rest_of_a_torn_table(void **state) {
  (void)state;
  expect_rows("\ta\n\t1\n\t2\n\n\tb\n\t3\n\t4\n\n- 4 -\n\tc\n\t5\n\t6\n", "T|a|1|2\n |b|3|4\n- 4 -\nT|c|5|6\n");
  expect_rows("a\t1\t2\nb\t3\t4\n5\nc\t6\n", "T|a|1|2\n |b|3|4\n |5\n |c|6\n");
  expect_rows("a\t1\t2\nb\t3\t4\n\n5\nc\t6\n", "T|a|1|2\n |b|3|4\n5\nT|c|6\n");
  expect_rows("a\t1\t2\nb\t3\t4\n(2) more\n\tc\n\td\n", "T|a|1|2\n |b|3|4\n(2) more\n\tc\n\td\n");
}

static void test_dashes(void **state) {
  (void)state;
  expect_rows("a\tb\n---\t---\t\n-\t--\n", "T|a|b\n |-|--\n");
  expect_rows("----\na\n", "----\na\n");
}

/* What is no text, and what is not UTF-8 */

static void expect_status(gk_str input, const gk_limits *limits, gk_status status) {
  bench t;
  assert_int_equal(read_text(&t, input, limits), status);
  assert_int_equal(t.error.status, status);
  assert_int_equal(t.layout.n_nodes, 0);
  end(&t);
}

static void test_encodings(void **state) {
  (void)state;
  bench t;
  assert_int_equal(read_text(&t, GK_LIT("\xFE\xFF\x4E\x00\0\n\0a"), NULL), GK_OK);
  assert_int_equal(t.encoding, GK_ENCODING_UTF16BE);
  assert_int_equal(gk_layout_print(&t.layout, (gk_sink){write_printed, &t}), GK_OK);
  assert_string_equal(t.printed, "para  [2+2]  一\npara  [6+2]  a\n");
  end(&t);

  assert_int_equal(read_text(&t, GK_LIT("\xD2\xBB\xB6\xFE\t\n\xC8\xFD"), NULL), GK_OK);
  assert_int_equal(t.encoding, GK_ENCODING_GB18030);
  assert_int_equal(gk_layout_print(&t.layout, (gk_sink){write_printed, &t}), GK_OK);
  assert_string_equal(t.printed, "para  [0+5]  一二\\t\npara  [6+2]  三\n");
  end(&t);
}

static void test_bad_bytes_are_counted(void **state) {
  (void)state;
  const char *input = "一二三四五六七八九\xE4\xB8十一二三四五六七八九十\xFF十\n";
  bench t;
  assert_int_equal(read_text(&t, (gk_str){input, strlen(input)}, NULL), GK_OK);
  assert_int_equal(gk_layout_print(&t.layout, (gk_sink){write_printed, &t}), GK_OK);
  assert_string_equal(t.printed, "para  [0+66]  一二三四五六七八九\xEF\xBF\xBD十一二三四五六七八九十\xEF\xBF\xBD十\n");
  assert_int_equal(t.diags.n, 1);
  assert_ptr_equal(t.diags.items[0].kind, &GK_DIAG_BAD_BYTES);
  assert_int_equal(t.diags.items[0].args[0], 2);
  assert_int_equal(t.diags.items[0].off, 27);
  end(&t);
}

static void test_what_is_no_text(void **state) {
  (void)state;
  expect_status(GK_LIT("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), NULL, GK_STATUS_ENCODING);
  expect_status(GK_LIT("\xEF\xBB\xBF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), NULL, GK_STATUS_ENCODING);
  expect_status(GK_LIT("a\0\0b\0\0c\0\0d\0\0e\0\0f\0\0"), NULL, GK_STATUS_ENCODING);
  expect_status(GK_LIT("abcdefghij"), &(gk_limits){.text_bytes = 9}, GK_STATUS_TOO_LARGE);
  expect_status(GK_LIT("a\nb\nc\n"), &(gk_limits){.nodes = 2}, GK_STATUS_TOO_COMPLEX);
  expect_rows("a\x01\v b\f\n", "a\x01\v b\f\n");
}

/* A table larger than its limits goes on as another; a row of too many tabs is prose. Neither stops the reading. */
static void test_table_limits(void **state) {
  (void)state;
  const gk_limits limits = {.table_rows = 2, .table_columns = 3};
  const struct {
    const char *input, *expected;
  } cases[] = {{"a\tb\nc\td\ne\tf\ng\th\n", "T|a|b\n |c|d\nT|e|f\n |g|h\n"},
               {"a\tb\tc\nd\te\tf\tg\n", "T|a|b|c\nd\te\tf\tg\n"},
               {"\ta\n\tb\n\tc\n\n\td\n\te\n\tf\n\tg\n\th\n\ti\n\n\tj\n", "T|a|b|c\n |d|e|f\nT|g|h|i\n |j\n"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    bench t;
    assert_int_equal(read_text(&t, (gk_str){cases[i].input, strlen(cases[i].input)}, &limits), GK_OK);
    print_rows(&t);
    assert_string_equal(t.printed, cases[i].expected);
    end(&t);
  }
}

/* Damage: every prefix, and every byte changed, still gives a sound layout or a status. */

static void test_damage(void **state) {
  (void)state;
  damage(dump, sizeof dump - 1);
  damage(tabbed, sizeof tabbed - 1);
}

/* Tables that only place or order tells */

static void test_aligned_text(void **state) {
  (void)state;
  /* In a terminal an ideograph is two columns wide; other programs count characters. */
  expect_rows("条款    1    2    3\n项      4         6\nab      7    8    9\n",
              "C|条款|1|2|3\n |项|4||6\n |ab|7|8|9\n");
  expect_rows("条款    1    2    3\n项     4         6\nab    7    8    9\n", "C|条款|1|2|3\n |项|4||6\n |ab|7|8|9\n");
}

static void test_text_in_order(void **state) {
  (void)state;
  expect_rows("a 1 2 3\nb 4 5\n[image: x]c 6 7 8\n", "L|a|1|2|3\n |b|4|5\n |c|6|7|8\n");
  expect_rows("a\n1\n2\nb\n3\n4\n", "L|a\n |1\n |2\n |b\n |3\n |4\n");
}

static void test_other_families_come_first(void **state) {
  (void)state;
  expect_rows("a 1 2 3\nb 4 5 6\nx\ty\tz\n1\t2\t3\nc 1 2 3\nd 4 5 6\n",
              "L|a|1|2|3\n |b|4|5|6\nT|x|y|z\n |1|2|3\nL|c|1|2|3\n |d|4|5|6\n");
}

static void test_paragraphs_stay_as_they_are(void **state) {
  (void)state;
  expect_rows("one  two\n  three 3\n4\n", "one  two\n  three 3\n4\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_aligned_text),
      cmocka_unit_test(test_text_in_order),
      cmocka_unit_test(test_other_families_come_first),
      cmocka_unit_test(test_paragraphs_stay_as_they_are),
      cmocka_unit_test(test_lines_are_paragraphs),
      cmocka_unit_test(test_paragraphs_are_slices),
      cmocka_unit_test(test_placeholders_go),
      cmocka_unit_test(test_tabs_in_prose),
      cmocka_unit_test(test_dump),
      cmocka_unit_test(test_empty_cells_have_a_place),
      cmocka_unit_test(test_dump_fragments),
      cmocka_unit_test(test_dump_blank_lines),
      cmocka_unit_test(test_dump_with_tabs_in_cells),
      cmocka_unit_test(test_tabbed_rows),
      cmocka_unit_test(test_rest_of_a_torn_table),
      cmocka_unit_test(test_dashes),
      cmocka_unit_test(test_encodings),
      cmocka_unit_test(test_bad_bytes_are_counted),
      cmocka_unit_test(test_what_is_no_text),
      cmocka_unit_test(test_table_limits),
      cmocka_unit_test(test_damage),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
