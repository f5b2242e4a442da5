#include "unit.h"

#include "gongkai/status.h"

#include <string.h>

/* What records and scripts of others may hold: neither the numbers nor the names may ever change. */
static const struct {
  int number;
  const char *name;
} pinned[] = {
    {0, "ok"},
    {1, "bad-argument"},
    {10, "no-memory"},
    {11, "too-large"},
    {12, "too-complex"},
    {13, "bomb"},
    {14, "write-failed"},
    {15, "read-failed"},
    {16, "timeout"},
    {17, "crashed"},
    {20, "empty"},
    {21, "truncated"},
    {22, "corrupt"},
    {23, "encrypted"},
    {24, "legacy-doc"},
    {25, "unsupported-format"},
    {26, "needs-converter"},
    {27, "converter-failed"},
    {28, "not-a-document"},
    {30, "malformed-xml"},
    {31, "doctype"},
    {32, "bad-encoding"},
    {40, "not-a-report"},
    {41, "no-text-layer"},
};
enum { N_PINNED = sizeof pinned / sizeof pinned[0] };

static const gk_status listed[] = {
#define GK_STATUS(id, number, name, english, chinese) GK_STATUS_##id,
#include "gongkai/status.def"
#undef GK_STATUS
};
enum { N_LISTED = sizeof listed / sizeof listed[0] };

static void numbers_and_names_are_pinned(void **state) {
  (void)state;
  for (size_t i = 0; i < N_PINNED; i++)
    assert_string_equal(gk_status_name((gk_status)pinned[i].number), pinned[i].name);
}

/* A new status belongs in the table above too. */
static void every_status_is_pinned(void **state) {
  (void)state;
  assert_int_equal(N_LISTED, N_PINNED);
  for (size_t i = 0; i < N_LISTED; i++)
    assert_int_equal(listed[i], pinned[i].number);
}

static void names_are_unique_words(void **state) {
  (void)state;
  for (size_t i = 0; i < N_LISTED; i++) {
    const char *name = gk_status_name(listed[i]);
    assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz-"), strlen(name));
    for (size_t k = 0; k < i; k++)
      assert_string_not_equal(name, gk_status_name(listed[k]));
  }
}

static void texts_are_one_line(void **state) {
  (void)state;
  for (size_t i = 0; i < N_LISTED; i++) {
    const char *texts[] = {gk_status_text(listed[i]), gk_status_text_zh(listed[i])};
    for (size_t k = 0; k < 2; k++) {
      assert_true(texts[k][0] != '\0');
      assert_null(strpbrk(texts[k], "\r\n\t"));
      assert_string_not_equal(texts[k], "unknown");
    }
  }
}

static void unknown_values_have_a_name(void **state) {
  (void)state;
  const int odd[] = {2, 9, 49, 1000};
  for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
    assert_string_equal(gk_status_name((gk_status)odd[i]), "unknown");
    assert_string_equal(gk_status_text((gk_status)odd[i]), "unknown");
    assert_string_equal(gk_status_text_zh((gk_status)odd[i]), "unknown");
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_and_names_are_pinned), cmocka_unit_test(every_status_is_pinned),
      cmocka_unit_test(names_are_unique_words),       cmocka_unit_test(texts_are_one_line),
      cmocka_unit_test(unknown_values_have_a_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
