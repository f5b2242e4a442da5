#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "emit/json.h"
#include "unit/collect.h"

static collector output;
static gk_json json;

static int start(void **state) {
  (void)state;
  gk_json_init(&json, GK_JSON_CANONICAL, collector_sink(&output));
  return 0;
}

static void output_is(const char *text) {
  assert_int_equal(gk_json_finish(&json), GK_OK);
  assert_string_equal(output.text, text);
}

static void string_gives(gk_str in, const char *out) {
  gk_json_init(&json, GK_JSON_CANONICAL, collector_sink(&output));
  gk_json_str(&json, in);
  output_is(out);
}

static void decimal_gives(int64_t digits, uint8_t scale, const char *out) {
  gk_json_init(&json, GK_JSON_CANONICAL, collector_sink(&output));
  gk_json_decimal(&json, (gk_decimal){digits, scale});
  output_is(out);
}

/* RFC 8785, 3.2.2.2, and its sample in 3.2.2: the euro sign, $, U+000F, line feed, A', B", backslash, slash. */
static void strings_are_escaped_as_jcs_says(void **state) {
  (void)state;
  string_gives(GK_LIT("\xE2\x82\xAC$\x0F\nA'B\"\\\\\"/"), "\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
  string_gives(GK_LIT("\b\t\n\f\r"), "\"\\b\\t\\n\\f\\r\"");
  string_gives(GK_LIT("\x01\x0B\x1F\x7F"), "\"\\u0001\\u000b\\u001f\x7F\"");
  string_gives((gk_str){"\0", 1}, "\"\\u0000\"");
  string_gives((gk_str){NULL, 0}, "\"\"");
  string_gives(GK_LIT("公开\xE2\x80\xA8\xF0\xA0\x80\x80"), "\"公开\xE2\x80\xA8\xF0\xA0\x80\x80\"");
}

#define FFFD "\xEF\xBF\xBD"

/* Unicode 15, tables 3-8 to 3-11: how many U+FFFD stand for ill-formed sequences. */
static void bad_bytes_become_one_replacement_each_maximal_part(void **state) {
  (void)state;
  string_gives(GK_LIT("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"), "\"" FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD "A\"");
  string_gives(GK_LIT("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"), "\"" FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD "A\"");
  string_gives(GK_LIT("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42"), "\"" FFFD FFFD FFFD FFFD FFFD "A" FFFD FFFD "B\"");
  string_gives(GK_LIT("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), "\"" FFFD FFFD FFFD FFFD "A\"");
  string_gives(GK_LIT("\xE5\x85"), "\"" FFFD "\"");
  string_gives(GK_LIT("\xE5\""), "\"" FFFD "\\\"\"");
  string_gives(GK_LIT("\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF"), "\"\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF\"");
}

static void decimals_are_ecmascript_numbers(void **state) {
  (void)state;
  decimal_gives(0, 0, "0");
  decimal_gives(0, 2, "0");
  decimal_gives(0, 15, "0");
  decimal_gives(-1, 0, "-1");
  decimal_gives(1113, 0, "1113");
  decimal_gives(1152296, 2, "11522.96");
  decimal_gives(-3177, 1, "-317.7");
  decimal_gives(31770, 2, "317.7");
  decimal_gives(500, 2, "5");
  decimal_gives(100, 0, "100");
  decimal_gives(5, 1, "0.5");
  decimal_gives(-5, 2, "-0.05");
  decimal_gives(1, 6, "0.000001");
  decimal_gives(123, 8, "0.00000123");
  decimal_gives(1, 7, "1e-7");
  decimal_gives(10, 8, "1e-7");
  decimal_gives(-12345, 12, "-1.2345e-8");
  decimal_gives(1, 15, "1e-15");
  decimal_gives(100000000000000, 0, "100000000000000");
  decimal_gives(999999999999999, 0, "999999999999999");
  decimal_gives(999999999999999, 15, "0.999999999999999");
}

static void write_sample(void) {
  gk_json_open_object(&json);
  gk_json_key(&json, GK_LIT("a"));
  gk_json_open_array(&json);
  gk_json_uint(&json, 18446744073709551615u);
  gk_json_null(&json);
  gk_json_open_object(&json);
  gk_json_close_object(&json);
  gk_json_open_array(&json);
  gk_json_close_array(&json);
  gk_json_close_array(&json);
  gk_json_key(&json, GK_LIT("b"));
  gk_json_open_object(&json);
  gk_json_key(&json, GK_LIT("c"));
  gk_json_text(&json, "x");
  gk_json_close_object(&json);
  gk_json_key(&json, GK_LIT("d"));
  gk_json_text(&json, NULL);
  gk_json_key(&json, GK_LIT("e"));
  gk_json_str_or_null(&json, (gk_str){NULL, 0});
  gk_json_close_object(&json);
}

static void canonical_style_has_no_white_space(void **state) {
  (void)state;
  write_sample();
  output_is("{\"a\":[18446744073709551615,null,{},[]],\"b\":{\"c\":\"x\"},\"d\":null,\"e\":null}");
}

static void pretty_style_indents_by_two(void **state) {
  (void)state;
  gk_json_init(&json, GK_JSON_PRETTY, collector_sink(&output));
  write_sample();
  output_is("{\n"
            "  \"a\": [\n"
            "    18446744073709551615,\n"
            "    null,\n"
            "    {},\n"
            "    []\n"
            "  ],\n"
            "  \"b\": {\n"
            "    \"c\": \"x\"\n"
            "  },\n"
            "  \"d\": null,\n"
            "  \"e\": null\n"
            "}\n");
}

/* Every length around the buffer's, written in one piece and byte by byte. */
static void the_buffer_s_edges_show_nowhere(void **state) {
  (void)state;
  static char text[2 * GK_OUT_BYTES + 3];
  memset(text, 'x', sizeof text);
  for (size_t n = GK_OUT_BYTES - 4; n <= sizeof text; n += n == GK_OUT_BYTES + 4 ? GK_OUT_BYTES - 8 : 1) {
    gk_json_init(&json, GK_JSON_CANONICAL, collector_sink(&output));
    gk_json_str(&json, (gk_str){text, n});
    assert_int_equal(gk_json_finish(&json), GK_OK);
    assert_int_equal(output.n, n + 2);
    assert_int_equal(strspn(output.text + 1, "x"), n);
    assert_int_equal(output.text[n + 1], '"');

    gk_out out;
    gk_out_init(&out, collector_sink(&output));
    for (size_t i = 0; i < n; i++)
      gk_out_char(&out, 'x');
    assert_int_equal(gk_out_finish(&out), GK_OK);
    assert_int_equal(output.n, n);
    assert_int_equal(output.n_writes, (n + GK_OUT_BYTES - 1) / GK_OUT_BYTES);
  }
}

static void a_refusing_sink_is_asked_once(void **state) {
  (void)state;
  static char text[GK_OUT_BYTES + 1];
  memset(text, 'x', sizeof text);
  output.refuse_after = 2;
  for (int i = 0; i < 4; i++)
    gk_json_str(&json, (gk_str){text, sizeof text});
  assert_int_equal(gk_json_finish(&json), GK_STATUS_WRITE);
  assert_int_equal(output.n_writes, 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(strings_are_escaped_as_jcs_says),
      cmocka_unit_test(bad_bytes_become_one_replacement_each_maximal_part),
      cmocka_unit_test(decimals_are_ecmascript_numbers),
      cmocka_unit_test_setup(canonical_style_has_no_white_space, start),
      cmocka_unit_test(pretty_style_indents_by_two),
      cmocka_unit_test(the_buffer_s_edges_show_nowhere),
      cmocka_unit_test_setup(a_refusing_sink_is_asked_once, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
