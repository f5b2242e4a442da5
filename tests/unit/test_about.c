/* What a file says of its document, and what a page has beside its text. */
#include <string.h>

#include "unit.h"

#include "extract/furniture.h"
#include "extract/metadata.h"
#include "layout/builder.h"

typedef struct bench {
  gk_arena arena;
  gk_limits limits;
  gk_diags diags;
  gk_builder *builder;
  gk_part part;
  gk_report report;
} bench;

/* The texts written are slices of this. */
static void begin(bench *t, const char *text) {
  *t = (bench){0};
  gk_arena_init(&t->arena, NULL, 0);
  t->limits = gk_limits_resolve(NULL);
  gk_diags_init(&t->diags, &t->arena, 100);
  t->builder = gk_builder_new(&t->arena, &t->limits, &t->diags);
  assert_non_null(t->builder);
  t->part = (gk_part){.name = GK_LIT(""), .source = {text, strlen(text)}, .text = {text, strlen(text)}};
  assert_int_equal(gk_builder_add_part(t->builder, &t->part), 0);
}

static void para(bench *t, uint16_t level, uint8_t flags, const char *text) {
  const char *p = strstr(t->part.text.p, text);
  assert_non_null(p);
  gk_builder_open_para(t->builder, level, flags);
  gk_builder_text(t->builder, 0, (gk_str){p, strlen(text)}, (gk_str){p, strlen(text)});
  gk_builder_close_para(t->builder);
}

static void extract(bench *t) {
  gk_layout layout;
  const char *why;
  assert_int_equal(gk_builder_finish(t->builder, &layout), GK_OK);
  if (gk_layout_check(&layout, &why) != SIZE_MAX)
    fail_msg("%s", why);
  assert_int_equal(gk_extract_metadata(&t->arena, &layout, &t->diags, &t->report), GK_OK);
}

static void expect(gk_str s, const char *text) {
  assert_int_equal(s.n, strlen(text));
  assert_memory_equal(s.p == NULL ? "" : s.p, text, s.n);
}

#define TITLE     "青石市档案局2021年政府信息公开工作年度报告"
#define OLD_TITLE "青石市档案局2020年政府信息公开工作年度报告"

static void test_says_what_the_text_does_not(void **state) {
  (void)state;
  bench t;
  begin(&t, TITLE "_青石市人民政府 2022-01-20 09:30 青石市档案局 一、总体情况 正文");
  para(&t, GK_META_TITLE, GK_PARA_META, TITLE "_青石市人民政府");
  para(&t, GK_META_PUBLISHED, GK_PARA_META, "2022-01-20 09:30");
  para(&t, 0, 0, "一、总体情况");
  para(&t, 0, 0, "正文");
  extract(&t);
  expect(t.report.title, TITLE);
  expect(t.report.agency, "青石市档案局");
  assert_int_equal(t.report.year, 2021);
  assert_int_equal(t.report.published.day, 20);
  assert_int_equal(t.report.n_preamble, 0); /* it is no line of the text */
  gk_arena_free(&t.arena);
}

/* Of several titles on a page the one that it names is its own; what the text says goes before what the file says. */
static void test_tells_titles_apart(void **state) {
  (void)state;
  bench t;
  begin(&t, OLD_TITLE TITLE "发布日期：2022-01-18 2019-01-01 一、总体情况 正文");
  para(&t, GK_META_TITLE, GK_PARA_META, TITLE);
  para(&t, GK_META_PUBLISHED, GK_PARA_META, "2019-01-01");
  para(&t, 0, 0, OLD_TITLE);
  para(&t, 0, 0, TITLE);
  para(&t, 0, 0, "发布日期：2022-01-18");
  para(&t, 0, 0, "一、总体情况");
  para(&t, 0, 0, "正文");
  extract(&t);
  expect(t.report.title, TITLE);
  assert_int_equal(t.report.published.day, 18);
  gk_arena_free(&t.arena);
}

static void test_believes_no_odd_date(void **state) {
  (void)state;
  bench t;
  begin(&t, TITLE "2019-01-01 网站编辑部来稿");
  para(&t, GK_META_PUBLISHED, GK_PARA_META, "2019-01-01");
  para(&t, GK_META_PUBLISHER, GK_PARA_META, "网站编辑部来稿");
  para(&t, 0, 0, TITLE);
  extract(&t);
  assert_int_equal(t.report.published.year, 0);
  expect(t.report.agency, "青石市档案局");
  gk_arena_free(&t.arena);
}

/* From the foot on nothing is text; what stands above the title is not, nor buttons below it. */
static void test_leaves_furniture_out(void **state) {
  (void)state;
  bench t;
  begin(&t, "登录 " TITLE
            "字体：大 中 小 编制说明 六、其他需要报告的事项 无。扫一扫在手机打开当前页 地址：某路1号，邮编：990010");
  para(&t, 0, 0, "登录");
  para(&t, 0, 0, TITLE);
  para(&t, 0, 0, "字体：大 中 小");
  para(&t, 0, 0, "编制说明");
  para(&t, 0, 0, "六、其他需要报告的事项");
  para(&t, 0, 0, "无。");
  para(&t, 0, 0, "扫一扫在手机打开当前页");
  para(&t, 0, 0, "地址：某路1号，邮编：990010");
  extract(&t);
  assert_int_equal(t.report.n_preamble, 1);
  expect(t.report.preamble[0], "编制说明");
  assert_int_equal(t.report.n_sections, 1);
  assert_int_equal(t.report.sections[0].n_paragraphs, 1);
  expect(t.report.contact.address, "");
  gk_arena_free(&t.arena);
}

static void expect_furniture(const char *line, int is_foot, int is_button) {
  gk_arena arena;
  gk_fold fold;
  gk_arena_init(&arena, NULL, 0);
  assert_int_equal(gk_fold_init(&fold, &arena, 256), GK_OK);
  gk_fold_text(&fold, (gk_str){line, strlen(line)});
  if (gk_is_foot(&fold) != is_foot || gk_is_furniture(&fold) != is_button)
    fail_msg("%s", line);
  gk_arena_free(&arena);
}

static void test_knows_furniture(void **state) {
  (void)state;
  expect_furniture("某ICP备00000000号-1", 1, 1);
  expect_furniture("【打印本页】 【关闭窗口】", 1, 1);
  expect_furniture("上一篇：没有了", 1, 1);
  expect_furniture("当前位置：首页 > 政务公开", 0, 1);
  expect_furniture("浏览次数：1024", 0, 1);
  expect_furniture("", 0, 0);
  expect_furniture("无。", 0, 0);
  expect_furniture("我局按要求在网站首页公开信息。", 0, 0);
  expect_furniture("（二）分享到的经验由各科室总结，打印成册后发放到村，供群众查阅。", 0, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_says_what_the_text_does_not),
      cmocka_unit_test(test_tells_titles_apart),
      cmocka_unit_test(test_believes_no_odd_date),
      cmocka_unit_test(test_leaves_furniture_out),
      cmocka_unit_test(test_knows_furniture),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
