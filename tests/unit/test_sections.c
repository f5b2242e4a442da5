/* Sections: which lines are headings, and what lies between them. */
#include "unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "extract/metadata.h"
#include "extract/sections.h"
#include "support/paras.h"

typedef struct reading {
  gk_arena arena;
  gk_layout layout;
  gk_diags diags;
  gk_report report;
} reading;

static void read_strings(reading *r, const char *const *strings) {
  size_t n = 0;
  while (strings[n])
    n++;
  *r = (reading){0};
  gk_arena_init(&r->arena, NULL, 0);
  gk_diags_init(&r->diags, &r->arena, 100);
  r->layout = paras_layout(&r->arena, strings, n);
  assert_int_equal(gk_extract_metadata(&r->arena, &r->layout, &r->diags, &r->report), GK_OK);
}

/* The sections as text: "一 总体情况 2/二 …": number, title, how many paragraphs. */
static void assert_sections(const char *const *strings, const char *expected) {
  reading r;
  read_strings(&r, strings);
  char got[4096] = "";
  size_t n = 0;
  for (size_t k = 0; k < r.report.n_sections; k++) {
    const gk_section *s = &r.report.sections[k];
    n += (size_t)snprintf(got + n, sizeof got - n, "%s%s|%.*s|%.*s|%zu", k ? " " : "", gk_section_name(s->id),
                          (int)s->number.n, s->number.n ? s->number.p : "", (int)s->title.n, s->title.p,
                          s->n_paragraphs);
  }
  if (strcmp(got, expected) != 0)
    fail_msg("got\n%s\nexpected\n%s", got, expected);
  gk_arena_free(&r.arena);
}

#define STRINGS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* One line as the only heading of a document, with a text below it. */
static void assert_heading(const char *line, const char *expected) {
  assert_sections(STRINGS(line, "正文在此。"), expected);
}

static void test_plain(void **state) {
  (void)state;
  assert_sections(STRINGS("标题", "一、总体情况", "甲。", "乙。", "二、主动公开政府信息情况", "|规章|0",
                          "三、收到和处理政府信息公开申请情况", "|自然人|0", "四、政府信息公开行政复议、行政诉讼情况",
                          "|总计|0", "五、存在的主要问题及改进情况", "丙。", "六、其他需要报告的事项", "无"),
                  "overview|一|总体情况|2 disclosure|二|主动公开政府信息情况|0 "
                  "requests|三|收到和处理政府信息公开申请情况|0 disputes|四|政府信息公开行政复议、行政诉讼情况|0 "
                  "problems|五|存在的主要问题及改进情况|1 other|六|其他需要报告的事项|1");
}

static void test_number_styles(void **state) {
  (void)state;
  assert_heading("　　一、 总体情况", "overview|一|总体情况|1");
  assert_heading("一、总 体 情 况", "overview|一|总 体 情 况|1");
  assert_heading("一 总体情况", "overview|一|总体情况|1");
  assert_heading("一．总体情况：", "overview|一|总体情况：|1");
  assert_heading("第一部分 总体情况", "overview|一|总体情况|1");
  assert_heading("## 一、总体情况", "overview|一|总体情况|1");
  assert_heading("1. 总体情况", "overview|1|总体情况|1");
  assert_heading("２、 主动公开政府信息情况", "disclosure|２|主动公开政府信息情况|1");
  assert_heading("（二）主动公开政府信息情况", "disclosure|二|主动公开政府信息情况|1");
  assert_heading("主动公开政府信息情况", "disclosure||主动公开政府信息情况|1");
  assert_heading("（1） 主动公开政府信息情况", "");
  assert_heading("1）主动公开政府信息情况", "");
}

static void test_rewording(void **state) {
  (void)state;
  assert_heading("一、总体工作情况", "overview|一|总体工作情况|1");
  assert_heading("一、基本情况", "overview|一|基本情况|1");
  assert_heading("一、工作开展情况", "overview|一|工作开展情况|1");
  assert_heading("一、概述", "overview|一|概述|1");
  assert_heading("一、2021年政府信息公开工作总体情况", "overview|一|2021年政府信息公开工作总体情况|1");
  assert_heading("二、行政机关主动公开政府信息情况", "disclosure|二|行政机关主动公开政府信息情况|1");
  assert_heading("二、主动公开政府信息的情况", "disclosure|二|主动公开政府信息的情况|1");
  assert_heading("三、收到和处理政府信息公开申请的情况（单位：件）",
                 "requests|三|收到和处理政府信息公开申请的情况（单位：件）|1");
  assert_heading("三、依申请公开政府信息情况", "requests|三|依申请公开政府信息情况|1");
  assert_heading("四、因政府信息公开工作被申请行政复议提起行政诉讼情况",
                 "disputes|四|因政府信息公开工作被申请行政复议提起行政诉讼情况|1");
  assert_heading("四、政府信息公开行政复议、诉讼情况", "disputes|四|政府信息公开行政复议、诉讼情况|1");
  assert_heading("五、政府信息公开工作存在的主要问题及改进情况",
                 "problems|五|政府信息公开工作存在的主要问题及改进情况|1");
  assert_heading("五、存在问题及改进情况", "problems|五|存在问题及改进情况|1");
  assert_heading("五、存在不足及改进措施", "problems|五|存在不足及改进措施|1");
  assert_heading("五、存在的主要问题及下一步打算", "problems|五|存在的主要问题及下一步打算|1");
  assert_heading("六、其他需要报告的事项。", "other|六|其他需要报告的事项。|1");
  assert_heading("六、其它需要说明的事项", "other|六|其它需要说明的事项|1");
}

static void test_other_writings(void **state) {
  (void)state;
  assert_heading("一、總體情況", "overview|一|總體情況|1");
  assert_heading("二、主動公開政府資訊情況", "disclosure|二|主動公開政府資訊情況|1");
  assert_heading("三、收到和處理政府信息公開申請情況", "requests|三|收到和處理政府信息公開申請情況|1");
  assert_heading("三、依申請公開情況", "requests|三|依申請公開情況|1");
  assert_heading("四、政府資訊公開行政覆議、行政訴訟情況", "disputes|四|政府資訊公開行政覆議、行政訴訟情況|1");
  assert_heading("五、存在的主要問題及改進情況", "problems|五|存在的主要問題及改進情況|1");
  assert_heading("六、其他需要報告的事項", "other|六|其他需要報告的事項|1");
  assert_heading("⼀、总体情况", "overview|⼀|总体情况|1");
  assert_heading("（2） 主动公开政府信息情况", "disclosure|2|主动公开政府信息情况|1");
  assert_heading("㈡主动公开政府信息情况", "disclosure|㈡|主动公开政府信息情况|1");
}

/* What a portal or a printer puts under a report is of no section. */
static void test_foot(void **state) {
  (void)state;
#define LAST "六、其他需要报告的事项", "无。"
#define TWO  "other|六|其他需要报告的事项|1"
  assert_sections(STRINGS(LAST, "打印本页 关闭窗口", "上一篇：某通知"), TWO);
  assert_sections(STRINGS(LAST, "【打印】【关闭】"), TWO);
  assert_sections(STRINGS(LAST, "分享到：", "微信 微博", "关于某事的说明"), TWO);
  assert_sections(STRINGS(LAST, "主办单位：青石市人民政府", "某ICP备1号"), TWO);
  assert_sections(STRINGS(LAST, "扫一扫在手机打开当前页", "锟斤拷锟斤拷"), TWO);
  assert_sections(STRINGS(LAST, "附件：年度报告.doc"), TWO);
  assert_sections(STRINGS(LAST, "- 4 -"), TWO);
  assert_sections(STRINGS(LAST, "第4页 共4页"), TWO);
  assert_sections(STRINGS(LAST, "青石市档案局", "2021年1月20日", "附件：1.报告", "2.说明"),
                  "other|六|其他需要报告的事项|3");
  assert_sections(STRINGS(LAST, "打印机登记在册。", "登录网站即可查询。"), "other|六|其他需要报告的事项|3");
  assert_sections(STRINGS(LAST, "附件：一份", "另有说明。"), "other|六|其他需要报告的事项|3");
  assert_sections(STRINGS("一、总体情况", "首页 > 公开", "打印 关闭", "甲。", LAST),
                  "overview|一|总体情况|3 other|六|其他需要报告的事项|1");
  assert_sections(STRINGS("一、总体情况", "甲，", "-3-", "乙。", "— 4 —", LAST),
                  "overview|一|总体情况|2 other|六|其他需要报告的事项|1");
  assert_sections(STRINGS("四、因政府信息公开工作被申请行政复议、提起行", "- 3 -", "政诉讼情况", "甲。"),
                  "disputes|四|因政府信息公开工作被申请行政复议、提起行政诉讼情况|1");
}

static void test_no_headings(void **state) {
  (void)state;
  assert_heading("二)强化主动公开", "");
  assert_heading("⑴主动公开政府信息情况", "");
  assert_heading("③依申请公开情况", "");
  assert_heading("一、总体情况，二、主动公开政府信息情况，", "");
  assert_heading("本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况等部分组成。", "");
  assert_heading("总体情况、主动公开政府信息情况、存在的主要问题", "");
  assert_heading("一、本年新收政府信息公开申请数量", "");
  assert_heading("三、本年度办理结果", "");
  assert_heading("一、总体情况…………………………1", "");
  assert_heading("一、总体情况......1", "");
  assert_heading("一、总体情况 ... - 1 -", "");
  assert_heading("一、总体情况\t12", "");
  assert_heading("十分重视主动公开", "");
  assert_heading("一", "");
  assert_heading("一、", "");
  assert_heading("（一）", "");
}

/* A subheading in section one has the very words of section two, whose own number was redrawn. */
static void test_subheading(void **state) {
  (void)state;
  assert_sections(STRINGS("一、总体情况", "甲。", "（1） 主动公开政府信息情况", "乙。", "（2） 依申请公开办理情况",
                          "丙。", "2、 主动公开政府信息情况", "|规章|0", "三、收到和处理政府信息公开申请情况"),
                  "overview|一|总体情况|5 disclosure|2|主动公开政府信息情况|0 "
                  "requests|三|收到和处理政府信息公开申请情况|0");
  assert_sections(
      STRINGS("一、总体情况", "甲。", "（二）主动公开政府信息情况", "乙。", "二、主动公开政府信息情况", "丙。"),
      "overview|一|总体情况|3 disclosure|二|主动公开政府信息情况|1");
}

static void test_second_list(void **state) {
  (void)state;
  assert_sections(STRINGS("一、总体情况", "甲。", "一、主动公开情况", "乙。", "二、依申请公开情况", "丙。",
                          "三、平台建设情况", "丁。", "二、主动公开政府信息情况", "戊。",
                          "三、收到和处理政府信息公开申请情况", "己。"),
                  "overview|一|总体情况|7 disclosure|二|主动公开政府信息情况|1 "
                  "requests|三|收到和处理政府信息公开申请情况|1");
}

static void test_table_of_contents(void **state) {
  (void)state;
  static const char expected[] = "overview|一|总体情况|1 disclosure|二|主动公开政府信息情况|1 "
                                 "requests|三|收到和处理政府信息公开申请情况|1";
  assert_sections(STRINGS("目录", "一、总体情况……1", "二、主动公开政府信息情况……2",
                          "三、收到和处理政府信息公开申请情况……3", "一、总体情况", "甲。", "二、主动公开政府信息情况",
                          "乙。", "三、收到和处理政府信息公开申请情况", "丙。"),
                  expected);
  assert_sections(STRINGS("目录", "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
                          "一、总体情况", "甲。", "二、主动公开政府信息情况", "乙。",
                          "三、收到和处理政府信息公开申请情况", "丙。"),
                  expected);
}

/* Where the tables are pictures the headings stand next to each other. */
static void test_bare_headings(void **state) {
  (void)state;
  assert_sections(STRINGS("一、总体情况", "甲。", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
                          "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "乙。"),
                  "overview|一|总体情况|1 disclosure|二|主动公开政府信息情况|0 "
                  "requests|三|收到和处理政府信息公开申请情况|0 disputes|四|政府信息公开行政复议、行政诉讼情况|0 "
                  "problems|五|存在的主要问题及改进情况|1");
}

static void test_run_in(void **state) {
  (void)state;
  assert_sections(STRINGS("五、存在的主要问题及改进情况", "甲。", "六、其他需要报告的事项：无。"),
                  "problems|五|存在的主要问题及改进情况|1 other|六|其他需要报告的事项|1");
  assert_sections(STRINGS("六、其他需要报告的事项  无其他需要报告的事项", "甲。"), "other|六|其他需要报告的事项|2");
  assert_sections(STRINGS("一、总体情况。2021年，我局认真贯彻条例，各项工作有序开展，全年没有遗漏，也没有错误，"
                          "做到应公开尽公开，按时按质按量完成任务。"),
                  "overview|一|总体情况|1");
  reading r;
  read_strings(&r, STRINGS("六、其他需要报告的事项： 无。"));
  assert_int_equal(r.report.sections[0].paragraphs[0].n, strlen("无。"));
  gk_arena_free(&r.arena);
}

static void test_torn(void **state) {
  (void)state;
  assert_sections(STRINGS("三、收到和处理政府信息公开申", "请情况", "甲。"),
                  "requests|三|收到和处理政府信息公开申请情况|1");
  assert_sections(STRINGS("四、政府信息公开行政复议、行政\n诉讼情况", "甲。"),
                  "disputes|四|政府信息公开行政复议、行政诉讼情况|1");
  assert_sections(STRINGS("一、", "总体情况", "甲。"), "overview|一|总体情况|1");
}

static void test_order(void **state) {
  (void)state;
  assert_sections(STRINGS("六、其他需要报告的事项", "无。", "一、总体情况", "甲。", "二、主动公开政府信息情况", "乙。"),
                  "overview|一|总体情况|1 disclosure|二|主动公开政府信息情况|1");
}

/* Frames hold running text; tables, even with a heading in a cell, do not. */
static void test_frames_and_tables(void **state) {
  (void)state;
  assert_sections(STRINGS("{", "一、总体情况", "甲。", "|二、主动公开政府信息情况|0", "}", "乙。"),
                  "overview|一|总体情况|2");
}

static void test_diagnostics(void **state) {
  (void)state;
  reading r;
  read_strings(&r, STRINGS("一、总体情况", "甲。", "三、主动公开政府信息情况", "乙。"));
  assert_int_equal(r.diags.n, 5);
  assert_ptr_equal(r.diags.items[0].kind, &GK_DIAG_SECTION_MISNUMBERED);
  assert_int_equal(r.diags.items[0].args[0], 2);
  const char *where = r.layout.parts[0].source.p + r.diags.items[0].off;
  assert_memory_equal(where, "三、主动公开政府信息情况", r.diags.items[0].n);
  for (size_t k = 1; k < 5; k++) {
    assert_ptr_equal(r.diags.items[k].kind, &GK_DIAG_SECTION_MISSING);
    assert_int_equal(r.diags.items[k].args[0], k + 2);
  }
  gk_arena_free(&r.arena);
}

static void test_nothing_found(void **state) {
  (void)state;
  reading r;
  read_strings(&r, STRINGS("甲。", "乙。"));
  assert_int_equal(r.report.n_sections, 0);
  assert_int_equal(r.report.n_preamble, 2);
  gk_arena_free(&r.arena);
  gk_layout empty = {0};
  gk_report report = {0};
  gk_diags diags;
  gk_arena_init(&r.arena, NULL, 0);
  gk_diags_init(&diags, &r.arena, 10);
  assert_int_equal(gk_extract_metadata(&r.arena, &empty, &diags, &report), GK_OK);
  assert_int_equal(report.n_preamble, 0);
  gk_arena_free(&r.arena);
}

/* Blanks at the ends go, notes are not listed, soft breaks make lines. */
static void test_body(void **state) {
  (void)state;
  static const char *const strings[] = {" 甲\n\n　乙 ", "　", "注", "丙 丁", "[2019]5号"};
  static const char *const expected[] = {"甲", "乙", "丙 丁", "[2019]5号"};
  gk_arena arena;
  gk_body body;
  gk_arena_init(&arena, NULL, 0);
  gk_layout layout = paras_layout(&arena, strings, 5);
  gk_node nodes[5];
  memcpy(nodes, layout.nodes, sizeof nodes);
  nodes[2].flags = GK_PARA_NOTE;
  layout.nodes = nodes;
  assert_int_equal(gk_body_collect(&arena, &layout, &body), GK_OK);
  assert_int_equal(body.n, 4);
  for (size_t k = 0; k < 4; k++) {
    assert_int_equal(body.lines[k].str.n, strlen(expected[k]));
    assert_memory_equal(body.lines[k].str.p, expected[k], body.lines[k].str.n);
  }
  gk_arena_free(&arena);
}

/* An allocator that refuses after some calls. */
static void *limited_alloc(void *ctx, size_t bytes) {
  size_t *left = ctx;
  return (*left)-- > 0 ? test_malloc(bytes) : NULL;
}

static void limited_free(void *ctx, void *p, size_t bytes) {
  (void)ctx;
  (void)bytes;
  test_free(p);
}

/* Whatever the ceiling, the result is whole or the status says that it is not. */
static void test_out_of_memory(void **state) {
  (void)state;
  const char *const *strings = STRINGS("青石市", "档案局2021年政府信息公开工作年度报告", "三、收到和处理政府信息公开申",
                                       "请情况", "甲。", "青石市档案局 2022年1月2日");
  gk_arena outer;
  gk_arena_init(&outer, NULL, 0);
  gk_layout layout = paras_layout(&outer, strings, 6);
  size_t refused = 0;
  for (size_t ceiling = 256; ceiling < 256 << 10; ceiling += ceiling / 16) {
    size_t calls = 1000;
    gk_alloc alloc = {limited_alloc, limited_free, &calls};
    gk_arena arena;
    gk_diags diags;
    gk_report report = {0};
    gk_arena_init(&arena, &alloc, ceiling);
    gk_diags_init(&diags, &outer, 10);
    gk_status status = gk_extract_metadata(&arena, &layout, &diags, &report);
    refused += status == GK_STATUS_NO_MEMORY;
    assert_true(status == GK_OK || status == GK_STATUS_NO_MEMORY);
    assert_int_equal(status == GK_OK, !gk_arena_failed(&arena));
    if (status == GK_OK)
      assert_int_equal(report.n_sections, 1);
    gk_arena_free(&arena);
  }
  assert_true(refused > 10);
  gk_arena_free(&outer);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_plain),
      cmocka_unit_test(test_number_styles),
      cmocka_unit_test(test_rewording),
      cmocka_unit_test(test_other_writings),
      cmocka_unit_test(test_foot),
      cmocka_unit_test(test_no_headings),
      cmocka_unit_test(test_subheading),
      cmocka_unit_test(test_second_list),
      cmocka_unit_test(test_table_of_contents),
      cmocka_unit_test(test_bare_headings),
      cmocka_unit_test(test_run_in),
      cmocka_unit_test(test_torn),
      cmocka_unit_test(test_order),
      cmocka_unit_test(test_frames_and_tables),
      cmocka_unit_test(test_diagnostics),
      cmocka_unit_test(test_nothing_found),
      cmocka_unit_test(test_body),
      cmocka_unit_test(test_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
