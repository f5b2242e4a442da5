/* Folding for comparison, trimming, and the way back to the source. */
#include "unit/unit.h"

#include <string.h>

#include "extract/fold.h"

#define TEXT(s) ((gk_str){s, strlen(s)})

static gk_fold fold_of(const char *text) {
  static uint32_t cp[256];
  static uint32_t off[256];
  gk_fold fold = {.cp = cp, .off = off, .capacity = 256};
  gk_fold_text(&fold, TEXT(text));
  return fold;
}

static void assert_folds(const char *text, const char *expected) {
  gk_fold fold = fold_of(text);
  if (expected[0] == '\0') {
    assert_int_equal(fold.n, 0);
    return;
  }
  if (gk_fold_match(&fold, 0, expected) != fold.n)
    fail_msg("\"%s\" does not fold to \"%s\"", text, expected);
}

static void assert_str(gk_str s, const char *expected) {
  if (s.n != strlen(expected) || memcmp(s.p, expected, s.n) != 0)
    fail_msg("\"%.*s\" is not \"%s\"", (int)s.n, s.p, expected);
}

static void test_blanks_go(void **state) {
  (void)state;
  assert_folds("", "");
  assert_folds(" \t\r\n\v\f\u00A0\u3000\u2002\u202F\uFEFF\u200B\u200F\u2060", "");
  assert_folds("本年新\n制作数量", "本年新制作数量");
  assert_folds("\u3000法 律\u00A0服 务\n机构 ", "法律服务机构");
}

static void test_width_and_marks(void **state) {
  (void)state;
  assert_folds("（一）予以公开", "(一)予以公开");
  assert_folds("(一）", "（一)");
  assert_folds("１．属于", "1.属于");
  assert_folds("Ａｂ％", "Ab%");
  assert_folds("【2019】〔60〕", "[2019][60]");
  assert_folds("“三安全一稳定”„″＂", "\"三安全一稳定\"\"\"\"");
  assert_folds("‘’＇", "'''");
  assert_folds("—－–‐‑−-―─", "---------");
  assert_folds("~～〜∼", "~~~~");
  assert_folds("／：；，！？∶", "/:;,!?:");
  assert_folds("、。《》", "、。《》");
  assert_folds("〇○", "〇○");
}

/* The needle, too, is folded, so both writings are compared with code points here. */
static void assert_code_points(const char *text, const uint32_t *cps, size_t n) {
  gk_fold fold = fold_of(text);
  assert_int_equal(fold.n, n);
  assert_memory_equal(fold.cp, cps, n * sizeof *cps);
}

static void test_writings_of_one_character(void **state) {
  (void)state;
  assert_code_points("規範複覆發", (const uint32_t[]){0x89C4, 0x8303, 0x590D, 0x590D, 0x53D1}, 5);
  assert_code_points("⼀⼆⼗⻓⻚", (const uint32_t[]){0x4E00, 0x4E8C, 0x5341, 0x957F, 0x9875}, 5);
  assert_code_points("\uF9F7\uF98A\uFA08", (const uint32_t[]){0x7ACB, 0x529B, 0x884C}, 3);
  assert_code_points("一政府\u3400\u9FFF\uFAFF", (const uint32_t[]){0x4E00, 0x653F, 0x5E9C, 0x3400, 0x9FFF, 0xFAFF}, 6);
  assert_folds("政府信息公開工作年度報告", "政府信息公开工作年度报告");
}

static void test_words_of_other_regions(void **state) {
  (void)state;
  assert_folds("政府資訊公開", "政府信息公开");
  assert_folds("規範性檔\n案", "规范性文件");
  assert_folds("上一年專案數量", "上一年项目数量");
  gk_fold fold = fold_of("檔案資訊");
  assert_str(gk_fold_source(&fold, gk_fold_find(&fold, 0, "信息"), 4), "資訊");
  assert_code_points("案档讯资", (const uint32_t[]){0x6848, 0x6863, 0x8BAF, 0x8D44}, 4);
}

static void test_bad_bytes_are_replaced(void **state) {
  (void)state;
  assert_folds("\xFF", "\uFFFD");
  assert_folds("a\xE4\xB8", "a\uFFFD\uFFFD");
  assert_folds("\xC0\x80", "\uFFFD\uFFFD");
  assert_folds("\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD");
  assert_folds("\xF5\x80\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD");
  assert_folds("\U00020000\U0001F600", "\U00020000\U0001F600");
}

static void test_find_and_match(void **state) {
  (void)state;
  gk_fold fold = fold_of(" 行政 复议、行政诉讼（行政）");
  assert_int_equal(gk_fold_find(&fold, 0, "行政"), 0);
  assert_int_equal(gk_fold_find(&fold, 1, "行政"), 5);
  assert_int_equal(gk_fold_find(&fold, 6, "行政"), 10);
  assert_int_equal(gk_fold_find(&fold, 11, "行政"), GK_FOLD_NONE);
  assert_int_equal(gk_fold_find(&fold, 99, "行政"), GK_FOLD_NONE);
  assert_int_equal(gk_fold_find(&fold, 0, ""), GK_FOLD_NONE);
  assert_int_equal(gk_fold_match(&fold, 4, "、行政"), 7);
  assert_int_equal(gk_fold_match(&fold, 4, "，行政"), GK_FOLD_NONE);
  assert_int_equal(gk_fold_match(&fold, 12, ")。"), GK_FOLD_NONE);
  assert_int_equal(gk_fold_match_back(&fold, fold.n, "（行政)"), fold.n - 4);
  assert_int_equal(gk_fold_match_back(&fold, fold.n, "行政"), GK_FOLD_NONE);
  assert_int_equal(gk_fold_match_back(&fold, 4, "行政复议"), 0);
  assert_int_equal(gk_fold_match_back(&fold, 3, "行政复议"), GK_FOLD_NONE);
  fold = fold_of("");
  assert_int_equal(gk_fold_find(&fold, 0, "一"), GK_FOLD_NONE);
}

static void test_source(void **state) {
  (void)state;
  gk_fold fold = fold_of("　一、 总体\n情况 ");
  assert_str(gk_fold_source(&fold, 0, 1), "一");
  assert_str(gk_fold_source(&fold, 2, 6), "总体\n情况");
  assert_str(gk_fold_source(&fold, 0, 99), "一、 总体\n情况");
  assert_str(gk_fold_source(&fold, 3, 3), "");
  assert_ptr_equal(gk_fold_source(&fold, 3, 2).p, gk_fold_source(&fold, 3, 4).p);
  assert_ptr_equal(gk_fold_source(&fold, 6, 6).p, fold.source.p + fold.source.n);
}

static void test_capacity(void **state) {
  (void)state;
  uint32_t cp[3];
  uint32_t off[3];
  gk_fold fold = {.cp = cp, .off = off, .capacity = 3};
  gk_fold_text(&fold, TEXT("一 二 三  "));
  assert_int_equal(fold.n, 3);
  assert_false(fold.cut);
  gk_fold_text(&fold, TEXT("一 二 三 四"));
  assert_int_equal(fold.n, 3);
  assert_true(fold.cut);
  assert_str(gk_fold_source(&fold, 0, 3), "一 二 三");
}

static void test_init(void **state) {
  (void)state;
  gk_arena arena;
  gk_fold fold;
  gk_arena_init(&arena, NULL, 0);
  assert_int_equal(gk_fold_init(&fold, &arena, 8), GK_OK);
  gk_fold_text(&fold, TEXT("１２３"));
  assert_int_equal(gk_fold_match(&fold, 0, "123"), 3);
  gk_arena_free(&arena);
  gk_arena_init(&arena, NULL, 64);
  assert_int_equal(gk_fold_init(&fold, &arena, 4096), GK_STATUS_NO_MEMORY);
  gk_arena_free(&arena);
}

static void test_trim(void **state) {
  (void)state;
  assert_str(gk_trim(TEXT("　\u00A0 正 文\u200B\r\n")), "正 文");
  assert_str(gk_trim(TEXT("无")), "无");
  assert_str(gk_trim(TEXT(" \u3000\uFEFF")), "");
  assert_str(gk_trim(TEXT("")), "");
  assert_str(gk_trim(TEXT(" \x80\x80 ")), "\x80\x80");
  assert_int_equal(gk_trim((gk_str){NULL, 0}).n, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_blanks_go),
      cmocka_unit_test(test_width_and_marks),
      cmocka_unit_test(test_writings_of_one_character),
      cmocka_unit_test(test_words_of_other_regions),
      cmocka_unit_test(test_bad_bytes_are_replaced),
      cmocka_unit_test(test_find_and_match),
      cmocka_unit_test(test_source),
      cmocka_unit_test(test_capacity),
      cmocka_unit_test(test_init),
      cmocka_unit_test(test_trim),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
