/* Conversion to UTF-8, and the way back from every offset. */
#include <stdlib.h>
#include <string.h>

#include <iconv.h>

#include "unit.h"

#include "text/recode.h"

static const char *const iconv_names[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "BIG5-HKSCS"};
enum { N_ENCODINGS = 5, N_UNICODE = 4 /* the first ones encode every character */ };

/* xorshift: the same numbers on every machine */
static uint32_t next_random(uint32_t *x) {
  *x ^= *x << 13;
  *x ^= *x >> 17;
  *x ^= *x << 5;
  return *x;
}

/* Converts `source` in a fresh arena, checks every claim of recode.h that holds for any bytes, and returns the part. */
static gk_part recode(gk_arena *arena, gk_str source, gk_encoding encoding, size_t *n_bad) {
  gk_part part = {.source = source};
  assert_int_equal(gk_recode(arena, &part, encoding, 1u << 20, n_bad), GK_OK);
  assert_int_equal(part.encoding, encoding);
  assert_true(gk_utf8_valid(part.text, NULL));
  assert_int_equal(part.marks == NULL, part.n_marks == 0);
  for (size_t i = 1; part.marks != NULL && i < part.n_marks; i++) {
    assert_in_range(part.marks[i].text_off - part.marks[i - 1].text_off, 256, 512);
    assert_int_equal(gk_recode_source_off(&part, part.marks[i].text_off), part.marks[i].source_off);
  }
  return part;
}

/* Every character's source bytes, converted alone, are that character again. */
static void check_way_back(const gk_part *part) {
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  size_t at = 0, before = gk_recode_source_off(part, 0);
  while (at < part->text.n) {
    size_t n = gk_utf8_length((unsigned char)part->text.p[at]);
    size_t off = gk_recode_source_off(part, at), end = gk_recode_source_off(part, at + n), n_bad;
    assert_int_equal(off, before);
    assert_true(end > off);
    gk_part one = {.source = {part->source.p + off, end - off}};
    assert_int_equal(gk_recode(&arena, &one, part->encoding, 100, &n_bad), GK_OK);
    if (one.text.n != 0) { /* a byte-order mark in the middle is a character there */
      assert_int_equal(one.text.n, n);
      assert_memory_equal(one.text.p, part->text.p + at, n);
    }
    before = end;
    at += n;
    gk_arena_reset(&arena);
  }
  assert_int_equal(before, part->source.n);
  gk_arena_free(&arena);
}

/* `n` random characters as UTF-8, of every length. */
static size_t random_text(uint32_t *seed, char *out, size_t n) {
  size_t bytes = 0;
  for (size_t i = 0; i < n; i++) {
    static const uint32_t limits[] = {0x80, 0x800, 0xD800, 0xD800, 0x110000};
    uint32_t c = next_random(seed) % limits[next_random(seed) % 5];
    /* No surrogates, and no private use: what GB18030 makes of that depends on the edition. */
    if (c == 0 || (c >= 0xD800 && c < 0xFA00) || c == 0xFEFF || c >= 0xF0000)
      c = 0x4E00 + c % 100;
    bytes += gk_utf8_encode(c, out + bytes);
  }
  return bytes;
}

static size_t from_utf8(gk_encoding encoding, char *utf8, size_t n, char *out, size_t room) {
  iconv_t cd = iconv_open(iconv_names[encoding], "UTF-8");
  assert_true(cd != (iconv_t)-1);
  char *in_at = utf8, *out_at = out;
  size_t left = room;
  assert_true(iconv(cd, &in_at, &n, &out_at, &left) != (size_t)-1);
  iconv_close(cd);
  return room - left;
}

static void test_text_comes_back_as_iconv_wrote_it(void **state) {
  (void)state;
  uint32_t seed = 1;
  for (int round = 0; round < 40; round++)
    for (int e = 0; e < N_UNICODE; e++) {
      static char utf8[2400], encoded[4800];
      size_t n = random_text(&seed, utf8, next_random(&seed) % 600), n_bad;
      size_t encoded_n = from_utf8((gk_encoding)e, utf8, n, encoded, sizeof encoded);
      gk_arena arena;
      gk_arena_init(&arena, NULL, 0);
      gk_part part = recode(&arena, (gk_str){encoded, encoded_n}, (gk_encoding)e, &n_bad);
      assert_int_equal(n_bad, 0);
      assert_int_equal(part.text.n, n);
      assert_memory_equal(part.text.p, utf8, n);
      check_way_back(&part);
      gk_arena_free(&arena);
    }
}

/* Any bytes at all, in blocks that hold valid runs and garbage. */
static void test_garbage_keeps_its_place(void **state) {
  (void)state;
  uint32_t seed = 7;
  for (int round = 0; round < 60; round++)
    for (int e = 0; e < N_ENCODINGS; e++) {
      static char bytes[1500];
      size_t n = next_random(&seed) % sizeof bytes, n_bad;
      for (size_t i = 0; i < n; i++)
        bytes[i] = (char)(next_random(&seed) % 3 == 0 ? next_random(&seed) : 0x81 + next_random(&seed) % 0x40);
      gk_arena arena;
      gk_arena_init(&arena, NULL, 0);
      gk_part part = recode(&arena, (gk_str){bytes, n}, (gk_encoding)e, &n_bad);
      check_way_back(&part);
      gk_arena_free(&arena);
    }
}

/* Every two-byte code of GB18030 and every first and last four-byte one is one character, as the way back assumes. */
static void test_gb18030_codes_are_single_characters(void **state) {
  (void)state;
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  for (unsigned code = 0x8130; code <= 0xFEFE; code++) {
    unsigned low = code & 0xFF;
    const char s[] = {(char)(code >> 8), (char)low, '\x81', '0'};
    int is_four = low >= 0x30 && low <= 0x39, is_two = low >= 0x40 && low != 0x7F && low != 0xFF;
    if (!is_four && !is_two)
      continue;
    size_t n_bad;
    gk_part part = recode(&arena, (gk_str){s, is_four ? 4 : 2}, GK_ENCODING_GB18030, &n_bad);
    assert_int_equal(part.text.n, gk_utf8_length((unsigned char)part.text.p[0]));
    gk_arena_reset(&arena);
  }
  gk_arena_free(&arena);
}

static void test_big5_codes_are_single_characters(void **state) {
  (void)state;
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  size_t n_read = 0;
  for (unsigned code = 0x8140; code <= 0xFEFE; code++) {
    unsigned low = code & 0xFF;
    const char s[] = {(char)(code >> 8), (char)low};
    if (low < 0x40 || low == 0x7F || (low > 0x7E && low < 0xA1) || low == 0xFF)
      continue;
    size_t n_bad;
    gk_part part = recode(&arena, (gk_str){s, 2}, GK_ENCODING_BIG5, &n_bad);
    assert_int_equal(part.text.n, gk_utf8_length((unsigned char)part.text.p[0]));
    n_read += n_bad == 0;
    gk_arena_reset(&arena);
  }
  assert_true(n_read > 18000); /* Big5 has 13 060 ideographs, the Hong Kong set 4568 more */
  gk_arena_free(&arena);
}

static void expect_text(gk_encoding encoding, gk_str source, gk_str text, size_t n_bad_expected) {
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  size_t n_bad;
  gk_part part = recode(&arena, source, encoding, &n_bad);
  assert_int_equal(part.text.n, text.n);
  if (text.n > 0)
    assert_memory_equal(part.text.p, text.p, text.n);
  assert_int_equal(n_bad, n_bad_expected);
  check_way_back(&part);
  gk_arena_free(&arena);
}

#define BAD "\xEF\xBF\xBD"

static void test_what_is_invalid_is_replaced(void **state) {
  (void)state;
  expect_text(GK_ENCODING_UTF8, GK_LIT("a\xE4\xB8z\xFF\xC0\xAF"), GK_LIT("a" BAD "z" BAD BAD BAD), 4);
  expect_text(GK_ENCODING_UTF8, GK_LIT("\xF0\x9F\x98"), GK_LIT(BAD), 1);
  expect_text(GK_ENCODING_UTF16LE,
              GK_LIT("a\0\x00\xD8"
                     "b\0\x00\xDC\x00\xD8"),
              GK_LIT("a" BAD "b" BAD BAD), 3);
  expect_text(GK_ENCODING_UTF16BE, GK_LIT("\x4E\x00\x4E"), GK_LIT("\xE4\xB8\x80" BAD), 1);
  expect_text(GK_ENCODING_GB18030,
              GK_LIT("\xD2\xBB\x80\xFF"
                     "a\x81"),
              GK_LIT("\xE4\xB8\x80" BAD BAD "a" BAD), 3);
  expect_text(GK_ENCODING_GB18030, GK_LIT("\x81\x30\x81 "), GK_LIT(BAD "0" BAD " "), 2);
  expect_text(GK_ENCODING_GB18030,
              GK_LIT("\xFE\x39\xFE\x39"
                     "a"),
              GK_LIT(BAD "a"), 1);
}

static void test_big5(void **state) {
  (void)state;
  /* 行政, the full-width stroke and 碁 as Windows has them, a Hong Kong character */
  expect_text(GK_ENCODING_BIG5, GK_LIT("\xA6\xE6\xAC\x46\xA1\xFE\xF9\xD6\xFE\xFE"), GK_LIT("行政／碁秔"), 0);
  expect_text(GK_ENCODING_BIG5, GK_LIT("\xA2\x44\xA1\xE3\xA2\xCC\xA3\xE1"), GK_LIT("￥～十€"), 0);
  expect_text(GK_ENCODING_BIG5, GK_LIT("\xA6\x80\x61\xA6"), GK_LIT(BAD BAD "a" BAD), 3);
  expect_text(GK_ENCODING_BIG5, GK_LIT("\x88\x62\xA6\xE6"), GK_LIT(BAD "行"), 1);
}

static void test_byte_order_marks_go(void **state) {
  (void)state;
  expect_text(GK_ENCODING_UTF8,
              GK_LIT("\xEF\xBB\xBF"
                     "a"),
              GK_LIT("a"), 0);
  expect_text(GK_ENCODING_UTF8, GK_LIT("\xEF\xBB\xBF"), GK_LIT(""), 0);
  expect_text(GK_ENCODING_UTF16LE,
              GK_LIT("\xFF\xFE"
                     "a\0"),
              GK_LIT("a"), 0);
  expect_text(GK_ENCODING_UTF16BE, GK_LIT("\xFE\xFF\0a"), GK_LIT("a"), 0);
  expect_text(GK_ENCODING_GB18030,
              GK_LIT("\x84\x31\x95\x33"
                     "a"),
              GK_LIT("a"), 0);
  for (int e = 0; e < N_ENCODINGS; e++)
    expect_text((gk_encoding)e, (gk_str){NULL, 0}, (gk_str){NULL, 0}, 0);
}

static void test_valid_utf8_is_not_copied(void **state) {
  (void)state;
  const char s[] = "\xEF\xBB\xBF\xE4\xB8\x80";
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  size_t n_bad;
  gk_part part = recode(&arena, (gk_str){s, 6}, GK_ENCODING_UTF8, &n_bad);
  assert_ptr_equal(part.text.p, s + 3);
  assert_null(part.marks);
  assert_int_equal(gk_recode_source_off(&part, 0), 3);
  assert_int_equal(gk_recode_source_off(&part, 3), 6);
  assert_int_equal(gk_arena_get_stats(&arena).n_allocs, 0);
}

/* An offset inside a character counts as the character's start. */
static void test_offsets_inside_characters(void **state) {
  (void)state;
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  size_t n_bad;
  gk_part part = recode(&arena,
                        GK_LIT("a\0\x00\x4E"
                               "b\0"),
                        GK_ENCODING_UTF16LE, &n_bad);
  const size_t expected[] = {0, 2, 2, 2, 4, 6};
  for (size_t i = 0; i < 6; i++)
    assert_int_equal(gk_recode_source_off(&part, i), expected[i]);
  gk_arena_free(&arena);
}

static void test_limit(void **state) {
  (void)state;
  char s[2002] = "\xFF\xFE";
  for (size_t i = 2; i < sizeof s; i += 2)
    s[i] = 'a';
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  for (int e = 0; e < 2; e++) {
    gk_part part = {.source = e == 0 ? (gk_str){"aaaaaaaaaa", 10} : (gk_str){s, sizeof s}};
    size_t n_bad, n = e == 0 ? 10 : 1000;
    assert_int_equal(gk_recode(&arena, &part, (gk_encoding)e, n, &n_bad), GK_OK);
    assert_int_equal(part.text.n, n);
    assert_int_equal(gk_recode(&arena, &part, (gk_encoding)e, n - 1, &n_bad), GK_STATUS_TOO_LARGE);
  }
  gk_arena_free(&arena);
}

static void test_no_memory(void **state) {
  (void)state;
  static char s[100000];
  memset(s, '\xFF', sizeof s);
  for (int e = 0; e < N_ENCODINGS; e++)
    for (size_t ceiling = 1000; ceiling < 1000000; ceiling *= 3) {
      gk_arena arena;
      gk_arena_init(&arena, NULL, ceiling);
      gk_part part = {.source = {s, sizeof s}};
      size_t n_bad;
      gk_status status = gk_recode(&arena, &part, (gk_encoding)e, 1u << 20, &n_bad);
      assert_true(status == GK_OK || (status == GK_STATUS_NO_MEMORY && part.text.n == 0));
      gk_arena_free(&arena);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_text_comes_back_as_iconv_wrote_it),
      cmocka_unit_test(test_garbage_keeps_its_place),
      cmocka_unit_test(test_gb18030_codes_are_single_characters),
      cmocka_unit_test(test_big5_codes_are_single_characters),
      cmocka_unit_test(test_what_is_invalid_is_replaced),
      cmocka_unit_test(test_big5),
      cmocka_unit_test(test_byte_order_marks_go),
      cmocka_unit_test(test_valid_utf8_is_not_copied),
      cmocka_unit_test(test_offsets_inside_characters),
      cmocka_unit_test(test_limit),
      cmocka_unit_test(test_no_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
