/* A private folder, and its end. */
#include "unit.h"

#include "scratch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int exists(const char *path) {
  struct stat st;
  return lstat(path, &st) == 0;
}

static void a_folder_comes_and_goes(void **state) {
  (void)state;
  scratch s;
  struct stat st;
  char path[PATH_MAX], dir[PATH_MAX], outside[] = "/tmp/gongkai-test-XXXXXX";
  assert_non_null(mkdtemp(outside));
  assert_int_equal(setenv("TMPDIR", outside, 1), 0);
  assert_true(scratch_make(&s));
  memcpy(dir, s.dir, sizeof dir);
  assert_int_equal(strncmp(dir, outside, strlen(outside)), 0);
  assert_int_equal(stat(dir, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0700);
  /* A deep tree, and a link out of it. */
  char name[64] = "a";
  for (int i = 0; i < 20; i++) {
    assert_true(scratch_add_folder(&s, name));
    strcat(name, "/a");
  }
  assert_true(scratch_add_file(&s, name, GK_LIT("bytes")));
  assert_false(scratch_add_file(&s, name, GK_LIT("others"))); /* is there */
  assert_int_equal(errno, EEXIST);
  assert_true(scratch_path(&s, "link", path));
  assert_int_equal(symlink(outside, path), 0);
  char *p;
  size_t n;
  assert_int_equal(scratch_read(&s, name, 5, &p, &n), GK_OK);
  assert_int_equal(n, 5);
  assert_memory_equal(p, "bytes", 5);
  free(p);
  assert_int_equal(scratch_read(&s, name, 4, &p, &n), GK_STATUS_TOO_LARGE);
  assert_int_equal(scratch_read(&s, "link", 100, &p, &n), GK_STATUS_READ);
  assert_int_equal(scratch_read(&s, "a", 100, &p, &n), GK_STATUS_READ);
  assert_int_equal(scratch_read(&s, "nothing", 100, &p, &n), GK_STATUS_READ);
  scratch_remove(&s);
  assert_false(exists(dir));
  assert_true(exists(outside));
  scratch_remove(&s); /* again: nothing */
  assert_int_equal(rmdir(outside), 0);
}

static void no_folder_to_be_had(void **state) {
  (void)state;
  scratch s;
  assert_int_equal(setenv("TMPDIR", "/nowhere", 1), 0);
  assert_false(scratch_make(&s));
  assert_int_equal(errno, ENOENT);
  scratch_remove(&s);
  static char longest[PATH_MAX + 8];
  memset(longest, 'a', sizeof longest - 1);
  longest[0] = '/';
  assert_int_equal(setenv("TMPDIR", longest, 1), 0);
  assert_false(scratch_make(&s));
  assert_int_equal(errno, ENAMETOOLONG);
  assert_int_equal(setenv("TMPDIR", "relative", 1), 0); /* is no place; /tmp is taken */
  assert_true(scratch_make(&s));
  assert_int_equal(strncmp(s.dir, "/tmp/", 5), 0);
  scratch_remove(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_folder_comes_and_goes),
      cmocka_unit_test(no_folder_to_be_had),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
