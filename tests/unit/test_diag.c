#include "unit.h"

#include "gongkai/report.h"

#include <string.h>

static const gk_diag_kind *const kinds[] = {
#define GK_DIAG(id, code, severity, english, chinese) &GK_DIAG_##id,
    GK_PARSER_DIAGS(GK_DIAG) GK_MODEL_DIAGS(GK_DIAG)
#undef GK_DIAG
};
enum { N_KINDS = sizeof kinds / sizeof kinds[0] };

static void codes_are_unique_words(void **state) {
  (void)state;
  for (size_t i = 0; i < N_KINDS; i++) {
    assert_int_equal(strspn(kinds[i]->code, "abcdefghijklmnopqrstuvwxyz-"), strlen(kinds[i]->code));
    for (size_t k = 0; k < i; k++)
      assert_string_not_equal(kinds[i]->code, kinds[k]->code);
  }
}

/* Both languages speak of the same arguments, and of no third one. */
static void messages_use_the_same_arguments(void **state) {
  (void)state;
  for (size_t i = 0; i < N_KINDS; i++) {
    assert_int_equal(strstr(kinds[i]->message, "{0}") != NULL, strstr(kinds[i]->message_zh, "{0}") != NULL);
    assert_int_equal(strstr(kinds[i]->message, "{1}") != NULL, strstr(kinds[i]->message_zh, "{1}") != NULL);
    assert_null(strstr(kinds[i]->message, "{2}"));
    assert_null(strstr(kinds[i]->message_zh, "{2}"));
  }
}

static void list_keeps_order_and_counts_what_it_drops(void **state) {
  (void)state;
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  gk_diags diags;
  gk_diags_init(&diags, &arena, 40);
  for (int i = 0; i < 100; i++)
    gk_diags_add(&diags, (gk_diag){.kind = &GK_DIAG_BAD_BYTES, .args = {i}});
  assert_int_equal(diags.n, 40);
  assert_int_equal(diags.n_dropped, 60);
  for (int i = 0; i < 40; i++)
    assert_int_equal(diags.items[i].args[0], i);
  gk_arena_free(&arena);
}

static void list_survives_want_of_memory(void **state) {
  (void)state;
  gk_arena arena;
  gk_arena_init(&arena, NULL, 1);
  gk_diags diags;
  gk_diags_init(&diags, &arena, 40);
  gk_diags_add(&diags, (gk_diag){.kind = &GK_DIAG_BAD_BYTES});
  assert_int_equal(diags.n, 0);
  assert_int_equal(diags.n_dropped, 1);
  gk_arena_free(&arena);
}

static void format_fills_in_arguments(void **state) {
  (void)state;
  const gk_diag_kind kind = {"test", GK_SEVERITY_NOTE, "{1} of {0}, {2} and {", ""};
  gk_diag diag = {.kind = &kind, .args = {INT64_MIN, 7}};
  char buf[64];
  const char expected[] = "7 of -9223372036854775808, {2} and {";
  assert_int_equal(gk_diag_format(&diag, buf, sizeof buf), strlen(expected));
  assert_string_equal(buf, expected);
}

static void format_cuts_to_fit_and_says_what_it_needs(void **state) {
  (void)state;
  const gk_diag_kind kind = {"test", GK_SEVERITY_NOTE, "{0} rows", ""};
  gk_diag diag = {.kind = &kind, .args = {12, 0}};
  char buf[8];
  for (size_t size = 0; size <= sizeof buf; size++) {
    memset(buf, '#', sizeof buf);
    assert_int_equal(gk_diag_format(&diag, buf, size), 7);
    for (size_t i = size; i < sizeof buf; i++)
      assert_int_equal(buf[i], '#');
    if (size > 0) {
      assert_int_equal(strlen(buf), size - 1);
      assert_memory_equal(buf, "12 rows", size - 1);
    }
  }
  assert_int_equal(gk_diag_format(&diag, NULL, 0), 7);
}

static void severities_have_names(void **state) {
  (void)state;
  assert_string_equal(gk_severity_name(GK_SEVERITY_NOTE), "note");
  assert_string_equal(gk_severity_name(GK_SEVERITY_WARNING), "warning");
  assert_string_equal(gk_severity_name(GK_SEVERITY_ERROR), "error");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(codes_are_unique_words),
      cmocka_unit_test(messages_use_the_same_arguments),
      cmocka_unit_test(list_keeps_order_and_counts_what_it_drops),
      cmocka_unit_test(list_survives_want_of_memory),
      cmocka_unit_test(format_fills_in_arguments),
      cmocka_unit_test(format_cuts_to_fit_and_says_what_it_needs),
      cmocka_unit_test(severities_have_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
