/* Dates, the period of the figures, the date of publication. */
#include "unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "extract/dates.h"
#include "extract/metadata.h"
#include "extract/numeral.h"
#include "support/paras.h"

static gk_fold fold_of(const char *text) {
  static uint32_t cp[256];
  static uint32_t off[256];
  gk_fold fold = {.cp = cp, .off = off, .capacity = 256};
  gk_fold_text(&fold, (gk_str){text, strlen(text)});
  return fold;
}

/* Dates as text, "" for none. */
static void format_date(gk_date date, char buf[16]) {
  buf[0] = '\0';
  if (date.year != 0)
    snprintf(buf, 16, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static void assert_date(const char *text, const char *expected) {
  gk_fold fold = fold_of(text);
  gk_date date = {0};
  char got[16];
  if (gk_date_read(&fold, 0, &date) == GK_FOLD_NONE)
    date = (gk_date){0};
  format_date(date, got);
  if (strcmp(got, expected) != 0)
    fail_msg("%s: \"%s\" is not \"%s\"", text, got, expected);
}

static void test_dates(void **state) {
  (void)state;
  assert_date("2021年1月28日", "2021-01-28");
  assert_date("２０２１年０１月２８日", "2021-01-28");
  assert_date("2021 年 1 月 2 8 日", "2021-01-28");
  assert_date("2021年1月28号", "2021-01-28");
  assert_date("二〇二一年一月二十八日", "2021-01-28");
  assert_date("二○二一年十二月三十一日", "2021-12-31");
  assert_date("二零二一年十月十日", "2021-10-10");
  assert_date("二O二一年十一月二日", "2021-11-02");
  assert_date("2021-01-28", "2021-01-28");
  assert_date("2021/1/28", "2021-01-28");
  assert_date("2021.1.28", "2021-01-28");
  assert_date("2021－01－28", "2021-01-28");
  assert_date("2021-01-25 10:12", "2021-01-25");
  assert_date("2021-1-2 10:12", "2021-01-02");
  assert_date("2020年2月29日", "2020-02-29");
}

static void test_no_dates(void **state) {
  (void)state;
  assert_date("", "");
  assert_date("2021", "");
  assert_date("2021年", "");
  assert_date("2021年1月", "");
  assert_date("2021年1月28", "");
  assert_date("2021年2月29日", "");
  assert_date("2100年2月29日", "");
  assert_date("2021年13月1日", "");
  assert_date("2021年0月1日", "");
  assert_date("2021年4月31日", "");
  assert_date("2021年001月01日", "");
  assert_date("2007年12月31日", "");
  assert_date("2101年1月1日", "");
  assert_date("202011日", "");
  assert_date("20201231日", "");
  assert_date("12021年1月28日", "");
  assert_date("2021-0128", "");
  assert_date("2021-01/28", "");
  assert_date("2021-01-280", "");
  assert_date("2021--01-28", "");
  assert_date("2021-01-", "");
  assert_date("二〇二一年一月", "");
  assert_date("二〇二一-一-一", "");
  assert_date("二〇二〇一年一月一日", "");
  assert_date("二十年一月一日", "");
}

static void test_small_numbers(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int value;
  } cases[] = {{"一", 1}, {"十", 10}, {"十二", 12}, {"二十", 20}, {"三十一", 31}, {"九十九", 99}, {"7", 7},
               {"07", 7}, {"12", 12}, {"0", 0},     {"〇", 0},    {"", 0},        {"123", 0},     {"年", 0}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    gk_fold fold = fold_of(cases[k].text);
    int value = 0;
    size_t end = gk_read_small(&fold, 0, &value);
    assert_int_equal(end == GK_FOLD_NONE ? 0 : value, cases[k].value);
    if (end != GK_FOLD_NONE)
      assert_int_equal(end, fold.n);
  }
}

static void assert_period(const char *text, const char *from, const char *to) {
  gk_fold fold = fold_of(text);
  gk_date a = {0};
  gk_date b = {0};
  gk_str where;
  char got_from[16];
  char got_to[16];
  gk_period_read(&fold, &a, &b, &where);
  format_date(a, got_from);
  format_date(b, got_to);
  if (strcmp(got_from, from) != 0 || strcmp(got_to, to) != 0)
    fail_msg("%s: %s to %s", text, got_from, got_to);
}

static void test_period(void **state) {
  (void)state;
  assert_period("本报告中所列数据的统计期限自2019年1月1日起至2019年12月31日止。", "2019-01-01", "2019-12-31");
  assert_period("所列数据的统计时限从2019年1月1日始到2019年12月31日。", "2019-01-01", "2019-12-31");
  assert_period("所列数据的统计时间为2019年1月1日—12月31日。", "2019-01-01", "2019-12-31");
  assert_period("统计时限自 2020 年 1 月 1 日起，至 2020 年 12 月 31 日止", "2020-01-01", "2020-12-31");
  assert_period("本报告内容涵盖2020年1月1日至2020年12月31日期间的工作。", "2020-01-01", "2020-12-31");
  assert_period("（2020年1月1日至2020年12月31日）", "2020-01-01", "2020-12-31");
  assert_period("统计期限：2020.1.1-2020.12.31", "2020-01-01", "2020-12-31");
  assert_period("统计期限为二〇二〇年一月一日至十二月三十一日", "2020-01-01", "2020-12-31");
  assert_period("统计期限自2008年5月1日至2008年12月31日止", "2008-05-01", "2008-12-31");
}

static void test_no_period(void **state) {
  (void)state;
  assert_period("统计期限自202011日至20201231日止。", "", "");
  assert_period("2020年1月1日至2020年12月31日，我局共公开信息12条。", "", "");
  assert_period("整改期限自2020年3月1日至2020年5月31日。", "", "");
  assert_period("统计期限自2020年12月31日至2020年1月1日。", "", "");
  assert_period("统计期限自2020年1月1日起。", "", "");
  assert_period("统计期限自2020年1月1日起至2020年2月30日止。", "", "");
  assert_period("（2020年3月1日至2020年4月1日）", "", "");
}

/* What a document with these last or first lines says it was published on. */
static void assert_published(const char *const *strings, const char *expected) {
  size_t n = 0;
  while (strings[n])
    n++;
  gk_arena arena;
  gk_diags diags;
  gk_report report = {0};
  char got[16];
  gk_arena_init(&arena, NULL, 0);
  gk_diags_init(&diags, &arena, 100);
  gk_layout layout = paras_layout(&arena, strings, n);
  assert_int_equal(gk_extract_metadata(&arena, &layout, &diags, &report), GK_OK);
  format_date(report.published, got);
  if (strcmp(got, expected) != 0)
    fail_msg("%s: \"%s\" is not \"%s\"", strings[n - 1], got, expected);
  gk_arena_free(&arena);
}

#define TITLE        "青石市档案局2020年政府信息公开工作年度报告"
#define STRINGS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void test_signature(void **state) {
  (void)state;
  assert_published(STRINGS(TITLE, "一、总体情况", "正文。", "青石市档案局", "2021年1月28日"), "2021-01-28");
  assert_published(STRINGS(TITLE, "一、总体情况", "正文。", "青石市档案局        2021年1月28日"), "2021-01-28");
  assert_published(STRINGS(TITLE, "一、总体情况", "正文。", "（2021年1月28日）"), "2021-01-28");
  assert_published(STRINGS(TITLE, "一、总体情况", "正文。", "2021-01-28"), "2021-01-28");
  assert_published(
      STRINGS(TITLE, "一、总体情况", "正文。", "二〇二一年一月二十八日", "主办：青石市人民政府", "ICP备1号"),
      "2021-01-28");
  assert_published(STRINGS(TITLE, "一、总体情况", "2021年1月5日", "正文。", "2021年1月28日"), "2021-01-28");
}

static void test_no_signature(void **state) {
  (void)state;
  assert_published(STRINGS(TITLE, "一、总体情况", "我局于2021年1月28日公布。"), "");
  assert_published(STRINGS(TITLE, "一、总体情况", "会议召开时间为2021年1月28日"), "");
  assert_published(STRINGS(TITLE, "一、总体情况", "202011日"), "");
  assert_published(STRINGS(TITLE, "一、总体情况", "2019年12月31日"), "");
  assert_published(STRINGS(TITLE, "一、总体情况", "2024年1月1日"), "");
  assert_published(STRINGS(TITLE, "一、总体情况", "甲", "乙", "2021年1月28日", "1", "2", "3", "4", "5", "6", "7", "8",
                           "9", "10", "11", "12"),
                   "");
  assert_published(STRINGS(TITLE, "统计期限2020年1月1日至2020年12月31日", "一、总体情况", "正文。"), "");
}

static void test_publish_line(void **state) {
  (void)state;
  assert_published(STRINGS(TITLE, "发布时间：2021-01-25 10:12", "一、总体情况", "正文。"), "2021-01-25");
  assert_published(STRINGS(TITLE, "来源：青石市档案局发布时间：2021-01-25 10:12", "一、总体情况"), "2021-01-25");
  assert_published(STRINGS(TITLE, "2021-01-25 10:12 来源：青石市档案局", "一、总体情况", "正文。"), "2021-01-25");
  assert_published(STRINGS(TITLE, "2021-01-25 公开了信息", "一、总体情况", "正文。"), "");
  assert_published(
      STRINGS("|索引号|000188|发文日期|2021-01-25", "|文号|无|发布机构|青石市档案局", TITLE, "一、总体情况"),
      "2021-01-25");
  assert_published(STRINGS("|成文日期：|2021年1月25日", TITLE, "一、总体情况"), "2021-01-25");
  assert_published(STRINGS("|发布日期：2021年1月25日|浏览：3", TITLE, "一、总体情况"), "2021-01-25");
  assert_published(STRINGS("|成文日期|2019年1月25日", TITLE, "一、总体情况"), "");
  assert_published(STRINGS(TITLE, "一、总体情况", "|成文日期|2021年1月25日"), "");
  assert_published(STRINGS("日期：2021年01月25日", TITLE, "一、总体情况"), "2021-01-25");
  assert_published(STRINGS("[发布日期] 2021-01-25 [浏览次数] 12", TITLE, "一、总体情况"), "2021-01-25");
  assert_published(STRINGS(TITLE, "2021年1月25日", "一、总体情况"), "2021-01-25");
  assert_published(STRINGS(TITLE, "发布时间：2021-01-25", "一、总体情况", "正文。", "2021年1月20日"), "2021-01-20");
  assert_published(STRINGS(TITLE, "甲。", "2021年1月25日", "一、总体情况"), "");
  assert_published(STRINGS(TITLE, "统计时间：2020年1月1日至12月31日", "一、总体情况"), "");
  assert_published(STRINGS(TITLE, "时间：2019-01-25", "一、总体情况"), "");
  assert_published(STRINGS(TITLE, "一、总体情况", "发布时间：2021-01-25", "正文。"), "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_dates),        cmocka_unit_test(test_no_dates),     cmocka_unit_test(test_small_numbers),
      cmocka_unit_test(test_period),       cmocka_unit_test(test_no_period),    cmocka_unit_test(test_signature),
      cmocka_unit_test(test_no_signature), cmocka_unit_test(test_publish_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
