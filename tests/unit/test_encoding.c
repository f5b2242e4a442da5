/* Which encoding a text is in. The texts are encoded here by iconv. */
#include <iconv.h>
#include <string.h>

#include "unit.h"

#include "text/encoding.h"
#include "text/utf8.h"

#define SIMPLIFIED        "政府信息公开工作年度报告，本年度新收申请三件，依法主动公开。\n"
#define TRADITIONAL       "政府資訊公開工作年度報告，本年度新收申請三件，依法主動公開。\n"
#define PROSE_SIMPLIFIED  "规范性文件的制发、废止与备案，均按照条例的规定办理，未收取任何费用。"
#define PROSE_TRADITIONAL "規範性檔案的製發、廢止與備案，均按照條例的規定辦理，未收取任何費用。"

typedef struct buffer {
  char bytes[4096];
  size_t n;
} buffer;

static gk_str encode(buffer *b, const char *name, const char *utf8, size_t n) {
  char text[2048];
  memcpy(text, utf8, n);
  iconv_t cd = iconv_open(name, "UTF-8");
  assert_true(cd != (iconv_t)-1);
  char *in = text, *out = b->bytes;
  size_t left = sizeof b->bytes;
  assert_true(iconv(cd, &in, &n, &out, &left) != (size_t)-1);
  iconv_close(cd);
  b->n = sizeof b->bytes - left;
  return (gk_str){b->bytes, b->n};
}

static void expect(gk_str text, gk_encoding expected) {
  gk_encoding encoding;
  assert_int_equal(gk_encoding_guess(text, &encoding), 1);
  assert_string_equal(gk_encoding_name(encoding), gk_encoding_name(expected));
}

static void test_whole_texts(void **state) {
  (void)state;
  static const char *const texts[] = {SIMPLIFIED, TRADITIONAL, PROSE_SIMPLIFIED "\n", PROSE_TRADITIONAL "\n", "2021\n"};
  static const struct {
    const char *iconv;
    gk_encoding encoding;
  } wide[] = {{"UTF-16LE", GK_ENCODING_UTF16LE}, {"UTF-16BE", GK_ENCODING_UTF16BE}, {"UTF-8", GK_ENCODING_UTF8}};
  buffer b;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    for (size_t k = 0; k < 3; k++)
      expect(encode(&b, wide[k].iconv, texts[i], strlen(texts[i])), wide[k].encoding);
  for (size_t i = 0; i < 4; i++)
    expect(encode(&b, "GB18030", texts[i], strlen(texts[i])), GK_ENCODING_GB18030);
  expect(encode(&b, "BIG5", TRADITIONAL, strlen(TRADITIONAL)), GK_ENCODING_BIG5);
  expect(encode(&b, "BIG5", PROSE_TRADITIONAL, strlen(PROSE_TRADITIONAL)), GK_ENCODING_BIG5);
}

/* Six characters from anywhere in a text tell simplified GBK from Big5, sixteen traditional GBK. */
static void expect_pieces(const char *text, const char *name, gk_encoding encoding, size_t n_chars) {
  size_t n = strlen(text) / 3;
  buffer b;
  for (size_t i = 0; i + n_chars <= n; i++)
    expect(encode(&b, name, text + 3 * i, 3 * n_chars), encoding);
}

static void test_pieces(void **state) {
  (void)state;
  expect_pieces(PROSE_SIMPLIFIED, "GB18030", GK_ENCODING_GB18030, 6);
  expect_pieces(PROSE_TRADITIONAL, "BIG5", GK_ENCODING_BIG5, 6);
  expect_pieces(PROSE_TRADITIONAL, "GB18030", GK_ENCODING_GB18030, 16);
}

/* What is beyond ASCII may come late. */
static void test_text_behind_ascii(void **state) {
  (void)state;
  static char text[40000];
  buffer b;
  gk_str big5 = encode(&b, "BIG5", TRADITIONAL, strlen(TRADITIONAL));
  memset(text, 'a', sizeof text);
  memcpy(text + sizeof text - big5.n, big5.p, big5.n);
  expect((gk_str){text, sizeof text}, GK_ENCODING_BIG5);
}

/* A lost byte shifts what follows by half a character, to the end of the line at most. */
static void test_damage_is_survived(void **state) {
  (void)state;
  static const char big5[] = TRADITIONAL TRADITIONAL, gb[] = SIMPLIFIED SIMPLIFIED;
  buffer b;
  gk_str text = encode(&b, "BIG5", big5, strlen(big5));
  b.bytes[20] = '\xFF';
  expect(text, GK_ENCODING_BIG5);
  text = encode(&b, "GB18030", gb, strlen(gb));
  b.bytes[20] = '\xFF';
  expect(text, GK_ENCODING_GB18030);
}

static void test_marks(void **state) {
  (void)state;
  expect(GK_LIT("\xFF\xFE"), GK_ENCODING_UTF16LE);
  expect(GK_LIT("\xFE\xFF"), GK_ENCODING_UTF16BE);
  expect(GK_LIT("\xEF\xBB\xBF\xD2\xBB"), GK_ENCODING_UTF8);
  expect(GK_LIT("\x84\x31\x95\x33"), GK_ENCODING_GB18030);
  assert_int_equal(gk_encoding_mark(GK_ENCODING_UTF8, GK_LIT("\xEF\xBB\xBF")), 3);
  assert_int_equal(gk_encoding_mark(GK_ENCODING_BIG5, GK_LIT("\xEF\xBB\xBF")), 0);
}

static void test_what_is_no_text(void **state) {
  (void)state;
  gk_encoding encoding;
  assert_int_equal(gk_encoding_guess(GK_LIT("\xFF\xD0\xFF\xC5\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), &encoding), 0);
  static const char zeros[64];
  gk_encoding_guess((gk_str){zeros, 64}, &encoding);
  assert_int_equal(encoding, GK_ENCODING_UTF8);
  gk_encoding_guess(GK_LIT("this is text\0with a NUL"), &encoding);
  assert_int_equal(encoding, GK_ENCODING_UTF8);
  expect((gk_str){NULL, 0}, GK_ENCODING_UTF8);
}

static void test_names(void **state) {
  (void)state;
  static const struct {
    const char *name;
    gk_encoding encoding;
  } names[] = {{"UTF-8", GK_ENCODING_UTF8},      {"gb2312", GK_ENCODING_GB18030}, {"GBK", GK_ENCODING_GB18030},
               {"x-gbk", GK_ENCODING_GB18030},   {"BIG5", GK_ENCODING_BIG5},      {"Big5-HKSCS", GK_ENCODING_BIG5},
               {"utf-16be", GK_ENCODING_UTF16BE}};
  gk_encoding encoding;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    assert_int_equal(gk_encoding_by_name((gk_str){names[i].name, strlen(names[i].name)}, &encoding), 1);
    assert_int_equal(encoding, names[i].encoding);
  }
  assert_int_equal(gk_encoding_by_name(GK_LIT("gb"), &encoding), 0);
  assert_int_equal(gk_encoding_by_name(GK_LIT("gb2312x"), &encoding), 0);
  assert_int_equal(gk_encoding_by_name(GK_LIT(""), &encoding), 0);
  assert_string_equal(gk_encoding_name((gk_encoding)99), "unknown");
}

static void expect_declared(gk_str text, gk_str charset, gk_encoding expected) {
  gk_encoding encoding;
  assert_int_equal(gk_encoding_guess_declared(text, charset, &encoding), 1);
  assert_string_equal(gk_encoding_name(encoding), gk_encoding_name(expected));
}

/* What is declared decides where the bytes do not. */
static void test_declarations(void **state) {
  (void)state;
  buffer b;
  const gk_str either = GK_LIT("\xB0\xA1"); /* 啊, or 陛 */
  expect_declared(either, GK_LIT("big5"), GK_ENCODING_BIG5);
  expect_declared(either, GK_LIT("gb2312"), GK_ENCODING_GB18030);
  expect_declared(either, GK_LIT("utf-8"), GK_ENCODING_GB18030);
  expect_declared(either, GK_LIT("koi8-r"), GK_ENCODING_GB18030);
  expect_declared(GK_LIT(SIMPLIFIED), GK_LIT("gb2312"), GK_ENCODING_UTF8);
  gk_str text = encode(&b, "BIG5", TRADITIONAL, strlen(TRADITIONAL));
  expect_declared(text, GK_LIT("gb2312"), GK_ENCODING_BIG5);
  text = encode(&b, "GB18030", SIMPLIFIED, strlen(SIMPLIFIED));
  expect_declared(text, GK_LIT("big5"), GK_ENCODING_GB18030);
  expect_declared(text, GK_LIT("utf-16"), GK_ENCODING_GB18030);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_whole_texts),
      cmocka_unit_test(test_pieces),
      cmocka_unit_test(test_text_behind_ascii),
      cmocka_unit_test(test_damage_is_survived),
      cmocka_unit_test(test_marks),
      cmocka_unit_test(test_what_is_no_text),
      cmocka_unit_test(test_names),
      cmocka_unit_test(test_declarations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
