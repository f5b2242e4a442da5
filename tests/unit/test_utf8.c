/* UTF-8 and white space, one code point at a time. */
#include <string.h>

#include <iconv.h>

#include "unit.h"

#include "base/space.h"
#include "text/trim.h"
#include "text/utf8.h"

/* glibc's opinion of s. */
static int iconv_accepts(iconv_t cd, const char *s, size_t n) {
  char in[8], out[64], *in_at = in, *out_at = out;
  size_t out_n = sizeof out;
  memcpy(in, s, n);
  iconv(cd, NULL, NULL, NULL, NULL);
  return iconv(cd, &in_at, &n, &out_at, &out_n) != (size_t)-1;
}

static void test_validity_agrees_with_iconv(void **state) {
  (void)state;
  static const unsigned char edges[] = {0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC2};
  const size_t n_edges = sizeof edges;
  iconv_t cd = iconv_open("UTF-32LE", "UTF-8");
  assert_true(cd != (iconv_t)-1);
  char s[4];
  for (unsigned lead = 0; lead < 256; lead++)
    for (size_t i = 0; i < n_edges * n_edges * n_edges; i++) {
      s[0] = (char)lead;
      s[1] = (char)edges[i % n_edges];
      s[2] = (char)edges[i / n_edges % n_edges];
      s[3] = (char)edges[i / n_edges / n_edges];
      for (size_t n = 1; n <= sizeof s; n++)
        if (gk_utf8_valid((gk_str){s, n}, NULL) != iconv_accepts(cd, s, n))
          fail_msg("%02x %02x %02x %02x, %zu bytes", lead, (unsigned char)s[1], (unsigned char)s[2],
                   (unsigned char)s[3], n);
    }
  iconv_close(cd);
}

static void test_first_bad_byte_is_found(void **state) {
  (void)state;
  char s[64];
  for (size_t bad = 0; bad < sizeof s; bad++)
    for (size_t n = bad + 1; n <= sizeof s; n++) {
      memset(s, 'a', sizeof s);
      s[bad] = '\xFF';
      size_t found = SIZE_MAX;
      assert_false(gk_utf8_valid((gk_str){s, n}, &found));
      assert_int_equal(found, bad);
      assert_true(gk_utf8_valid((gk_str){s, bad}, &found));
    }
  assert_true(gk_utf8_valid((gk_str){NULL, 0}, NULL));
}

static void test_every_scalar_value_survives(void **state) {
  (void)state;
  for (uint32_t c = 0; c < 0x110000; c++) {
    if (c == 0xD800)
      c = 0xE000;
    char s[4];
    uint32_t back;
    size_t n = gk_utf8_encode(c, s);
    assert_true(gk_utf8_valid((gk_str){s, n}, NULL));
    assert_int_equal(gk_utf8_length((unsigned char)s[0]), n);
    assert_int_equal(gk_utf8_decode(s, &back), n);
    assert_int_equal(back, c);
  }
}

/* The example of Unicode 15, table 3-8, and its neighbours. */
static void test_maximal_subparts(void **state) {
  (void)state;
  const char s[] = "\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64\xE0\x80\xED\xA0\xF4\x90\xF0\x9F\x98";
  const struct {
    size_t n;
    int valid;
  } steps[] = {{1, 1}, {3, 0}, {2, 0}, {1, 0}, {1, 1}, {1, 0}, {1, 1}, {1, 0}, {1, 0},
               {1, 1}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {3, 0}};
  size_t at = 0;
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
    int valid;
    assert_int_equal(gk_utf8_step(s + at, sizeof s - 1 - at, &valid), steps[i].n);
    assert_int_equal(valid, steps[i].valid);
    at += steps[i].n;
  }
  assert_int_equal(at, sizeof s - 1);
}

static void test_space(void **state) {
  (void)state;
  static const uint32_t spaces[] = {0,      0x09,   0x0A,   0x0B,   0x0C,   0x0D,   0x20,   0x85,   0xA0,
                                    0xAD,   0x1680, 0x2000, 0x2002, 0x2003, 0x200A, 0x200B, 0x200D, 0x200F,
                                    0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF};
  static const uint32_t others[] = {'!',    '0',    0x84,   0xAC,   0x1FFF, 0x2010, 0x2027,
                                    0x202A, 0x2061, 0x3001, 0x4E00, 0xFF10, 0xFFFD, 0x1F600};
  for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
    assert_true(gk_is_space(spaces[i]));
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    assert_false(gk_is_space(others[i]));
}

static void test_trim(void **state) {
  (void)state;
  const char s[] = "\xC2\xA0 \t\xE3\x80\x80\xE4\xB8\x80 \xE4\xB8\x80\xE2\x80\x82\xEF\xBB\xBF\r";
  gk_str trimmed = gk_str_trim((gk_str){s, sizeof s - 1});
  assert_ptr_equal(trimmed.p, s + 7);
  assert_int_equal(trimmed.n, 7);
  assert_false(gk_str_is_blank(trimmed));
  assert_int_equal(gk_str_trim((gk_str){s, 7}).n, 0);
  assert_true(gk_str_is_blank((gk_str){s, 7}));
  assert_true(gk_str_is_blank((gk_str){NULL, 0}));
  assert_int_equal(gk_str_trim((gk_str){NULL, 0}).n, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_validity_agrees_with_iconv),
      cmocka_unit_test(test_first_bad_byte_is_found),
      cmocka_unit_test(test_every_scalar_value_survives),
      cmocka_unit_test(test_maximal_subparts),
      cmocka_unit_test(test_space),
      cmocka_unit_test(test_trim),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
