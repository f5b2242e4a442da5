#include "unit.h"

#include <string.h>

#include "container/archive_name.h"

typedef struct name_case {
  gk_str raw;
  const char *name;
  int is_folder;
  gk_archive_claim claim;
} name_case;

static void expect(const name_case *c) {
  gk_arena arena;
  gk_archive_path path;
  gk_arena_init(&arena, NULL, 0);
  assert_int_equal(gk_archive_name(&arena, c->raw, c->claim, &path), GK_OK);
  if (path.name.n != strlen(c->name) || memcmp(path.name.p, c->name, path.name.n) != 0)
    fail_msg("'%.*s' became '%.*s', not '%s'", (int)c->raw.n, c->raw.p, (int)path.name.n, path.name.p, c->name);
  assert_int_equal(path.is_folder, c->is_folder);
  gk_arena_free(&arena);
}

static void expect_all(const name_case *cases, size_t n) {
  for (size_t i = 0; i < n; i++)
    expect(&cases[i]);
}

#define BAD  "\xEF\xBF\xBD"
#define N(a) (sizeof(a) / sizeof *(a))

static void test_encodings(void **state) {
  (void)state;
  const name_case cases[] = {
      {GK_LIT("a.txt"), "a.txt", 0, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("\xE6\x8A\xA5.txt"), "\xE6\x8A\xA5.txt", 0, GK_ARCHIVE_SAYS_NOTHING}, /* UTF-8 */
      {GK_LIT("\xB1\xA8.txt"), "\xE6\x8A\xA5.txt", 0, GK_ARCHIVE_SAYS_NOTHING},     /* GBK */
      {GK_LIT("\xC1\xAA\xCD\xA8.txt"), "\xE8\x81\x94\xE9\x80\x9A.txt", 0,
       GK_ARCHIVE_SAYS_NOTHING},                                                /* GBK that looks like overlong UTF-8 */
      {GK_LIT("\x81\x5C.txt"), "\xE4\xB9\x97.txt", 0, GK_ARCHIVE_SAYS_NOTHING}, /* its second byte is a backslash */
      {GK_LIT("\x81\x5C\\\x81\x5C"), "\xE4\xB9\x97/\xE4\xB9\x97", 0, GK_ARCHIVE_SAYS_NOTHING}, /* and here is one */
      {GK_LIT("\x81\x39\xFA\x30"), "\xE3\x91\xB0", 0, GK_ARCHIVE_SAYS_NOTHING}, /* four bytes of GB18030 */
      {GK_LIT("caf\x82.txt"), "caf" BAD ".txt", 0, GK_ARCHIVE_SAYS_NOTHING},    /* CP437, which is not read */
      {GK_LIT("\xFF\xB1\xA8"), BAD "\xE6\x8A\xA5", 0, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("\xB1"), BAD, 0, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("\xCD\xA8\xD6\xAA.txt"), "\xE9\x80\x9A\xE7\x9F\xA5.txt", 0,
       GK_ARCHIVE_SAYS_NOTHING},                                                      /* GBK that is UTF-8 too */
      {GK_LIT("\xC3\xA9t\xC3\xA9"), "\xC3\xA9t\xC3\xA9", 0, GK_ARCHIVE_SAYS_NOTHING}, /* and UTF-8 that is GBK too */
      {GK_LIT("\xD0\xBE\xD1\x82"), "\xD0\xBE\xD1\x82", 0, GK_ARCHIVE_SAYS_UTF8},
      {GK_LIT("\xB1\xA8"), "\xE6\x8A\xA5", 0, GK_ARCHIVE_SAYS_UTF8}, /* which is not true */
  };
  expect_all(cases, N(cases));
}

static void test_paths(void **state) {
  (void)state;
  const name_case cases[] = {
      {GK_LIT("a/b"), "a/b", 0, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("/a/b"), "a/b", 0, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("//a///b"), "a/b", 0, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("./a/./b/."), "a/b", 0, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("../../etc/passwd"), "../../etc/passwd", 0, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("a/../b"), "a/../b", 0, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("..."), "...", 0, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT(".a"), ".a", 0, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("C:\\a\\b"), "C:/a/b", 0, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("\\\\server\\a"), "server/a", 0, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("a/"), "a", 1, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("a\\"), "a", 1, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("\x81\x5C"), "\xE4\xB9\x97", 0, GK_ARCHIVE_SAYS_NOTHING}, /* ends in no slash */
      {GK_LIT(""), BAD, 0, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("/"), BAD, 1, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("."), BAD, 0, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("././/"), BAD, 1, GK_ARCHIVE_SAYS_NOTHING},
  };
  expect_all(cases, N(cases));
}

static void test_what_is_not_shown(void **state) {
  (void)state;
  const name_case cases[] = {
      {GK_LIT("a\0b"), "a" BAD "b", 0, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("\x1B[31m"), BAD "[31m", 0, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("a\nb\r\x7F"), "a" BAD "b" BAD BAD, 0, GK_ARCHIVE_SAYS_NOTHING},
      {GK_LIT("\xC2\x9B"
              "31m"),
       BAD "31m", 0, GK_ARCHIVE_SAYS_NOTHING}, /* a C1 control */
      {GK_LIT("\xE2\x80\xAE"
              "cod.exe"),
       BAD "cod.exe", 0, GK_ARCHIVE_SAYS_NOTHING}, /* right-to-left override */
      {GK_LIT("\xE2\x81\xA6"
              "a\xE2\x80\xA8"),
       BAD "a" BAD, 0, GK_ARCHIVE_SAYS_NOTHING}, /* isolate; line separator */
      {GK_LIT("\xE2\x80\x8B\xE3\x80\x80"), "\xE2\x80\x8B\xE3\x80\x80", 0, GK_ARCHIVE_SAYS_NOTHING},
  };
  expect_all(cases, N(cases));
}

static void test_long_name(void **state) {
  (void)state;
  static char raw[65535];
  static char shown[3 * sizeof raw + 1];
  memset(raw, 1, sizeof raw);
  for (size_t i = 0; i < sizeof raw; i++)
    memcpy(shown + 3 * i, BAD, 3);
  expect(&(name_case){{raw, sizeof raw}, shown, 0, GK_ARCHIVE_SAYS_NOTHING});
}

static void test_unicode_path(void **state) {
  (void)state;
/* id, length, version, checksum of "a.txt", name */
#define FIELD(version, crc, name)                                                                                      \
  "\x75\x70"                                                                                                           \
  "\x08\0" version crc name
#define CRC   "\xBA\xF7\xEB\xC1"
#define OTHER "\xBB\xF7\xEB\xC1"
  const struct {
    gk_str extra;
    const char *name;
  } cases[] = {
      {GK_LIT(""), "a.txt"},
      {GK_LIT("\x01\0\x02\0xx"
              "\x75\x70\x06\0\x01"),
       "a.txt"}, /* runs over the end */
      {GK_LIT(FIELD("\1", CRC, "\xE6\x8A\xA5")), "\xE6\x8A\xA5"},
      {GK_LIT("\x01\0\x02\0xx" FIELD("\1", CRC, "\xE6\x8A\xA5")), "\xE6\x8A\xA5"},
      {GK_LIT(FIELD("\2", CRC, "\xE6\x8A\xA5")), "a.txt"},   /* another version */
      {GK_LIT(FIELD("\1", OTHER, "\xE6\x8A\xA5")), "a.txt"}, /* for another name */
      {GK_LIT(FIELD("\1", CRC, "\xB1\xA8\xB1")), "a.txt"},   /* not UTF-8 */
      {GK_LIT("\x75\x70\x05\0\1" CRC), "a.txt"},             /* nothing in it */
  };
  for (size_t i = 0; i < N(cases); i++) {
    gk_str name = gk_archive_unicode_name(GK_LIT("a.txt"), cases[i].extra);
    assert_int_equal(name.n, strlen(cases[i].name));
    assert_memory_equal(name.p, cases[i].name, name.n);
  }
}

static void test_inner_name(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"a.txt.gz", "a.txt"}, {"dir/a.docx.XZ", "a.docx"}, {"a.zst", "a"},      {"dir.gz/a.bz2", "a"},
      {".gz", ".gz"},        {"a.bin", "a.bin"},          {"a.gz.gz", "a.gz"}, {"-", "-"}};
  for (size_t i = 0; i < N(cases); i++) {
    gk_str name = gk_archive_inner_name((gk_str){cases[i][0], strlen(cases[i][0])});
    assert_int_equal(name.n, strlen(cases[i][1]));
    assert_memory_equal(name.p, cases[i][1], name.n);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_encodings), cmocka_unit_test(test_paths),        cmocka_unit_test(test_what_is_not_shown),
      cmocka_unit_test(test_long_name), cmocka_unit_test(test_unicode_path), cmocka_unit_test(test_inner_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
