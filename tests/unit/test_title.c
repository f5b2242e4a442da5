/* Title, agency and year, wherever a report has them. */
#include "unit/unit.h"

#include <string.h>

#include "extract/metadata.h"
#include "support/paras.h"

#define MAX_STRINGS 12

typedef struct title_case {
  const char *strings[MAX_STRINGS]; /* the paragraphs of the document */
  const char *title;                /* NULL: there is none */
  const char *agency;
  int year;
} title_case;

static void assert_str(gk_str s, const char *expected, const title_case *c) {
  const char *want = expected ? expected : "";
  if (s.n != strlen(want) || memcmp(s.p ? s.p : "", want, s.n) != 0)
    fail_msg("%s: got \"%.*s\", expected \"%s\"", c->strings[0], (int)s.n, s.p ? s.p : "", want);
}

static void check(const title_case *c) {
  size_t n = 0;
  while (n < MAX_STRINGS && c->strings[n])
    n++;
  gk_arena arena;
  gk_diags diags;
  gk_report report = {0};
  gk_arena_init(&arena, NULL, 0);
  gk_diags_init(&diags, &arena, 100);
  gk_layout layout = paras_layout(&arena, c->strings, n);
  assert_int_equal(gk_extract_metadata(&arena, &layout, &diags, &report), GK_OK);
  assert_str(report.title, c->title, c);
  assert_str(report.agency, c->agency, c);
  if (report.year != c->year)
    fail_msg("%s: year %d, expected %d", c->strings[0], report.year, c->year);
  gk_arena_free(&arena);
}

#define CHECK_ALL(cases)                                                                                               \
  for (size_t k = 0; k < sizeof(cases) / sizeof *(cases); k++)                                                         \
  check(&(cases)[k])

static void test_one_line(void **state) {
  (void)state;
  static const title_case cases[] = {
      {{"青石市档案局2021年政府信息公开工作年度报告"},
       "青石市档案局2021年政府信息公开工作年度报告",
       "青石市档案局",
       2021},
      {{"青石市档案局2021年度政府信息公开工作年度报告"},
       "青石市档案局2021年度政府信息公开工作年度报告",
       "青石市档案局",
       2021},
      {{"青石市档案局2021年政府信息公开年度报告"}, "青石市档案局2021年政府信息公开年度报告", "青石市档案局", 2021},
      {{"青石市档案局2021年度政府信息公开工作报告"}, "青石市档案局2021年度政府信息公开工作报告", "青石市档案局", 2021},
      {{"青石市档案局2020度年政府信息公开年报"}, "青石市档案局2020度年政府信息公开年报", "青石市档案局", 2020},
      {{"2021年度青石市档案局政府信息公开工作年度报告"},
       "2021年度青石市档案局政府信息公开工作年度报告",
       "青石市档案局",
       2021},
      {{"青石市档案局政府信息公开工作2021年度报告"}, "青石市档案局政府信息公开工作2021年度报告", "青石市档案局", 2021},
      {{"青石市档案局政府信息公开工作年度报告（2021年）"},
       "青石市档案局政府信息公开工作年度报告（2021年）",
       "青石市档案局",
       2021},
      {{"政府信息公开工作年度报告", "（2023年1月）", "青石市档案局2022年数据。"}, "政府信息公开工作年度报告", NULL, 0},
      {{"【2019】青石县农业农村局政府信息公开工作年度报告"},
       "【2019】青石县农业农村局政府信息公开工作年度报告",
       "青石县农业农村局",
       2019},
      {{"青石市档案局关于2021年度政府信息公开工作情况的报告"},
       "青石市档案局关于2021年度政府信息公开工作情况的报告",
       "青石市档案局",
       2021},
      {{"青石市档案局２０２１年政府信息公开工作年度报告"},
       "青石市档案局２０２１年政府信息公开工作年度报告",
       "青石市档案局",
       2021},
      {{"青石市档案局二〇二一年政府信息公开工作年度报告"},
       "青石市档案局二〇二一年政府信息公开工作年度报告",
       "青石市档案局",
       2021},
      {{"青石市档案局二○二一年政府信息公开工作年度报告"},
       "青石市档案局二○二一年政府信息公开工作年度报告",
       "青石市档案局",
       2021},
      {{"《青石市档案局2021年政府信息公开工作年度报告》"},
       "青石市档案局2021年政府信息公开工作年度报告",
       "青石市档案局",
       2021},
      {{"标　题：青石市档案局2021年政府信息公开工作年度报告"},
       "青石市档案局2021年政府信息公开工作年度报告",
       "青石市档案局",
       2021},
      {{"# 青石市档案局2021年政府信息公开工作年度报告"},
       "青石市档案局2021年政府信息公开工作年度报告",
       "青石市档案局",
       2021},
      {{"国家税务总局青石市税务局(稽查局)2021年政府信息公开工作年度报告"},
       "国家税务总局青石市税务局(稽查局)2021年政府信息公开工作年度报告",
       "国家税务总局青石市税务局(稽查局)",
       2021},
      {{"青石市环山区科学技术2020年度政府信息公开工作年度报告"},
       "青石市环山区科学技术2020年度政府信息公开工作年度报告",
       "青石市环山区科学技术",
       2020},
  };
  CHECK_ALL(cases);
}

static void test_padding(void **state) {
  (void)state;
  static const title_case cases[] = {
      {{"青石市档案局 2020 年政 府信息公开　工作年度报告"},
       "青石市档案局2020年政府信息公开工作年度报告",
       "青石市档案局",
       2020},
      {{"青 石 市 档 案 局", "2020 年政府信息公开工作年度报告"},
       "青石市档案局2020年政府信息公开工作年度报告",
       "青石市档案局",
       2020},
      {{"青石市 ABC Holdings 公司2020年政府信息公开工作年度报告"},
       "青石市ABC Holdings公司2020年政府信息公开工作年度报告",
       "青石市ABC Holdings公司",
       2020},
  };
  CHECK_ALL(cases);
}

static void test_broken_lines(void **state) {
  (void)state;
  static const char title[] = "青石市环山区行政审批服务局2020年政府信息公开工作年度报告";
  static const char agency[] = "青石市环山区行政审批服务局";
  static const title_case cases[] = {
      {{"青石市环山区行政审批服务局", "2020年政府信息公开工作年度报告"}, title, agency, 2020},
      {{"青石市环山区行政审批服务局\n2020年政府信息公开工作年度报告"}, title, agency, 2020},
      {{"青石市环山区行政审批服务局", "2020年", "政府信息公开工作年度报告"}, title, agency, 2020},
      {{"青石市环山区行政审批服务局2020年", "政府信息公开工作年度报告"}, title, agency, 2020},
      {{"青石市环山区行政审批服务局2020年政府信", "息公开工作年度报告"}, title, agency, 2020},
      {{"青石市环山区行政审批服务局2020年政府", "信息公开工作年度报告"}, title, agency, 2020},
      {{"青石市环山区行政审批服务局2020年政府信息公开", "工作年度报告"}, title, agency, 2020},
      {{"青石市环山区行政审批服务局2020年政府信息公开工作年度报", "告"}, title, agency, 2020},
      {{"青石市环山区行政审批服", "务局2020年政府信息公开", "工作年度报告"}, title, agency, 2020},
      {{"青石市环山区", "行政审批服务局", "2020年政府信息公开", "工作年度报告"}, title, agency, 2020},
      {{"政府信息公开", "青石市环山区行政审批服务局", "2020年政府信息公开工作年度报告"}, title, agency, 2020},
      {{"首页 > 政务公开 > 年报", "打印", title, "一、总体情况"}, title, agency, 2020},
      {{"青石市人民政府", title, "一、总体情况"}, title, agency, 2020},
      {{"青石市环山区政府信息公开工作年度报告", "（2020年）"},
       "青石市环山区政府信息公开工作年度报告（2020年）",
       "青石市环山区",
       2020},
      {{"{", title, "}", "一、总体情况"}, title, agency, 2020},
  };
  CHECK_ALL(cases);
}

static void test_shared_words(void **state) {
  (void)state;
  static const title_case cases[] = {
      {{"普润镇人民政府信息公开工作年度报告"}, "普润镇人民政府信息公开工作年度报告", "普润镇人民政府", 0},
      {{"普润镇人民政府政府信息公开工作年度报告"}, "普润镇人民政府政府信息公开工作年度报告", "普润镇人民政府", 0},
      {{"2021年普润镇人民政府信息公开工作年度报告"},
       "2021年普润镇人民政府信息公开工作年度报告",
       "普润镇人民政府",
       2021},
      {{"普润镇人民政府2021年政府信息公开工作年度报告"},
       "普润镇人民政府2021年政府信息公开工作年度报告",
       "普润镇人民政府",
       2021},
      {{"普润镇人民政府", "信息公开工作年度报告"}, "普润镇人民政府信息公开工作年度报告", "普润镇人民政府", 0},
      {{"青石市信息公开办公室2021年政府信息公开年度报告"},
       "青石市信息公开办公室2021年政府信息公开年度报告",
       "青石市信息公开办公室",
       2021},
  };
  CHECK_ALL(cases);
}

static void test_parts_missing(void **state) {
  (void)state;
  static const title_case cases[] = {
      {{"2021年政府信息公开工作年度报告"}, "2021年政府信息公开工作年度报告", NULL, 2021},
      {{"政府信息公开工作年度报告"}, "政府信息公开工作年度报告", NULL, 0},
      {{"政府信息公开工作年度报告格式模板", "一、总体情况"}, "政府信息公开工作年度报告格式模板", NULL, 0},
      {{"青石市档案局政府信息公开工作年度报告"}, "青石市档案局政府信息公开工作年度报告", "青石市档案局", 0},
      {{"政府信息公开年报", "一、总体情况"}, NULL, NULL, 0},
      {{"一、总体情况", "青石市档案局2021年政府信息公开工作年度报告"}, NULL, NULL, 0},
      {{"通知公告", "青石市档案局2021年政府信息公开工作年度报告。"}, NULL, NULL, 2021},
      {{"当前位置：首页 > 政府信息公开年度报告"}, NULL, NULL, 0},
      {{"关于做好1999年政府信息公开工作年度报告"}, "关于做好1999年政府信息公开工作年度报告", NULL, 0},
      {{""}, NULL, NULL, 0},
  };
  CHECK_ALL(cases);
}

static void test_the_better_of_two(void **state) {
  (void)state;
  static const char title[] = "青石市档案局2021年政府信息公开工作年度报告";
  static const title_case cases[] = {
      {{"政府信息公开年度报告", title}, title, "青石市档案局", 2021},
      {{"标题：青石市档案局2021年政府信息公开年报", title}, title, "青石市档案局", 2021},
      {{title, "青石市档案局", "2021年政府信息公开工作年度报告"}, title, "青石市档案局", 2021},
  };
  CHECK_ALL(cases);
}

static void test_agency_elsewhere(void **state) {
  (void)state;
  static const char title[] = "2021年政府信息公开工作年度报告";
  static const title_case cases[] = {
      {{title, "本报告由青石市水利局根据《条例》编制。", "一、总体情况", "正文。"}, title, "青石市水利局", 2021},
      {{title, "本报告由青石市水利局编制。", "一、总体情况", "正文。"}, title, "青石市水利局", 2021},
      {{title, "本报告由总体情况、其他事项组成，由青石市水利局负责编制。", "一、总体情况"},
       title,
       "青石市水利局",
       2021},
      {{title, "自由裁量由青石市水利局负责。", "一、总体情况"}, title, NULL, 2021},
      {{title, "根据条例，现公布青石市水利局2021年度政府信息公开工作年度报告。", "一、总体情况"},
       title,
       "青石市水利局",
       2021},
      {{title, "现将青石市水利局2021年政务公开工作情况报告如下：", "一、总体情况"}, title, "青石市水利局", 2021},
      {{title, "现将我局2021年政务公开工作情况报告如下：", "一、总体情况"}, title, NULL, 2021},
      {{title, "现将2021年政务公开工作情况报告如下：", "一、总体情况"}, title, NULL, 2021},
      {{title, "本报告由总体情况、主动公开政府信息情况组成。", "一、总体情况"}, title, NULL, 2021},
      {{title, "如有疑问，请与青石市水利局联系。", "一、总体情况"}, title, NULL, 2021},
      {{title, "一、总体情况", "正文。", "青石市水利局", "2022年1月20日"}, title, "青石市水利局", 2021},
      {{title, "一、总体情况", "正文。", "青 石 市 水 利 局   2022年1月20日"}, title, "青石市水利局", 2021},
      {{title, "一、总体情况", "正文。", "2022年1月20日"}, title, NULL, 2021},
      {{title, "一、总体情况", "正文。", "青石市水利局"}, title, NULL, 2021},
      {{title, "来源：青石市水利局 发布时间：2022-01-20", "一、总体情况"}, title, "青石市水利局", 2021},
      {{title, "来源：青石市水利局发布时间：2022-01-20", "一、总体情况"}, title, "青石市水利局", 2021},
      {{title, "来源：本站", "一、总体情况"}, title, NULL, 2021},
      {{title, "发布机构：青石市水利局", "一、总体情况"}, title, "青石市水利局", 2021},
      {{title, "发布机构：青石市政府网", "本报告由青石市水利局编制。", "一、总体情况", "文。",
        "青石市财政局2022年1月2日"},
       title,
       "青石市水利局",
       2021},
      {{"本报告由青石市水利局编制。", "一、总体情况"}, NULL, "青石市水利局", 0},
      {{"|发布机构|青石市水利局|文号|无", title, "一、总体情况"}, title, "青石市水利局", 2021},
      {{"|发布机构：青石市水利局|文号：无", title, "一、总体情况"}, title, "青石市水利局", 2021},
      {{"|发布机构|本站|文号|无", title, "一、总体情况"}, title, NULL, 2021},
      {{"|标题|青石市水利局2021年政府信息公开工作年度报告", "一、总体情况"},
       "青石市水利局2021年政府信息公开工作年度报告",
       "青石市水利局",
       2021},
      {{"一、总体情况", "|标题|青石市水利局2021年政府信息公开工作年度报告"}, NULL, NULL, 0},
  };
  CHECK_ALL(cases);
}

static void test_year_elsewhere(void **state) {
  (void)state;
  static const char title[] = "青石市档案局政府信息公开工作年度报告";
  static const title_case cases[] = {
      {{title, "所列数据的统计期限自2021年1月1日起至2021年12月31日止。", "一、总体情况"}, title, "青石市档案局", 2021},
      {{title, "现公布2021年度政府信息公开工作情况。", "一、总体情况"}, title, "青石市档案局", 2021},
      {{title, "2019年4月，新条例公布。", "一、总体情况", "2021年政府信息公开取得成效。"}, title, "青石市档案局", 0},
  };
  CHECK_ALL(cases);
}

/* The period does not overrule the title; the conflict is reported where the period stands. */
static void test_year_conflict(void **state) {
  (void)state;
  static const char *const strings[] = {"青石市档案局2021年政府信息公开工作年度报告",
                                        "统计期限自2020年1月1日起至2020年12月31日止。", "一、总体情况"};
  gk_arena arena;
  gk_diags diags;
  gk_report report = {0};
  gk_arena_init(&arena, NULL, 0);
  gk_diags_init(&diags, &arena, 100);
  gk_layout layout = paras_layout(&arena, strings, 3);
  assert_int_equal(gk_extract_metadata(&arena, &layout, &diags, &report), GK_OK);
  assert_int_equal(report.year, 2021);
  assert_int_equal(report.period_from.year, 2020);
  assert_ptr_equal(diags.items[0].kind, &GK_DIAG_YEAR_CONFLICT);
  assert_int_equal(diags.items[0].args[0], 2021);
  assert_int_equal(diags.items[0].args[1], 2020);
  const char *where = layout.parts[0].source.p + diags.items[0].off;
  static const char period[] = "2020年1月1日起至2020年12月31日止";
  assert_int_equal(diags.items[0].n, sizeof period - 1);
  assert_memory_equal(where, period, sizeof period - 1);
  gk_arena_free(&arena);
}

/* What of the head stands below the title, and is not the title again, is the preamble. */
static void test_preamble(void **state) {
  (void)state;
  static const char *const strings[] = {"首页",
                                        "青石市档案局2021年政府信息公开工作年度报告",
                                        "2022-01-20",
                                        "青石市档案局",
                                        "2021年政府信息公开工作年度报告",
                                        "2021年政府信息公开工作年度报告",
                                        " 根据条例，编制本报告。　",
                                        "一、总体情况",
                                        "正文。"};
  gk_arena arena;
  gk_diags diags;
  gk_report report = {0};
  gk_arena_init(&arena, NULL, 0);
  gk_diags_init(&diags, &arena, 100);
  gk_layout layout = paras_layout(&arena, strings, 9);
  assert_int_equal(gk_extract_metadata(&arena, &layout, &diags, &report), GK_OK);
  assert_int_equal(report.n_preamble, 2);
  assert_memory_equal(report.preamble[0].p, "2022-01-20", report.preamble[0].n);
  assert_int_equal(report.preamble[1].n, strlen("根据条例，编制本报告。"));
  assert_memory_equal(report.preamble[1].p, "根据条例，编制本报告。", report.preamble[1].n);
  assert_int_equal(report.published.year, 2022);
  gk_arena_free(&arena);
}

static void test_traditional(void **state) {
  (void)state;
  static const title_case cases[] = {
      {{"青石縣檔案局2021年政府資訊公開工作年度報告"},
       "青石縣檔案局2021年政府資訊公開工作年度報告",
       "青石縣檔案局",
       2021},
      {{"青石縣人民政府辦公廳", "2021年政府信息公開工作年度報告"},
       "青石縣人民政府辦公廳2021年政府信息公開工作年度報告",
       "青石縣人民政府辦公廳",
       2021},
      {{"2021年政府信息公開工作年度報告", "本報告由青石縣環境保護局根據《條例》編制。", "一、總體情況"},
       "2021年政府信息公開工作年度報告",
       "青石縣環境保護局",
       2021},
      {{"2021年政府資訊公開工作年度報告", "釋出機構：青石縣水利局", "一、總體情況"},
       "2021年政府資訊公開工作年度報告",
       "青石縣水利局",
       2021},
  };
  CHECK_ALL(cases);
}

/* A title on one line is a slice of the document, not a copy. */
static void test_zero_copy(void **state) {
  (void)state;
  static const char *const strings[] = {"青石市档案局2021年政府信息公开工作年度报告"};
  gk_arena arena;
  gk_diags diags;
  gk_report report = {0};
  gk_arena_init(&arena, NULL, 0);
  gk_diags_init(&diags, &arena, 100);
  gk_layout layout = paras_layout(&arena, strings, 1);
  assert_int_equal(gk_extract_metadata(&arena, &layout, &diags, &report), GK_OK);
  assert_ptr_equal(report.title.p, layout.parts[0].source.p);
  assert_ptr_equal(report.agency.p, layout.parts[0].source.p);
  gk_arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_one_line),         cmocka_unit_test(test_padding),
      cmocka_unit_test(test_broken_lines),     cmocka_unit_test(test_shared_words),
      cmocka_unit_test(test_parts_missing),    cmocka_unit_test(test_the_better_of_two),
      cmocka_unit_test(test_agency_elsewhere), cmocka_unit_test(test_year_elsewhere),
      cmocka_unit_test(test_year_conflict),    cmocka_unit_test(test_preamble),
      cmocka_unit_test(test_traditional),      cmocka_unit_test(test_zero_copy),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
