/* The small parts of a conversion: counts, shares, the journal. */
#include "unit.h"

#include "bulk/journal.h"
#include "bulk/shard.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Counts */

static tally some_tally(void) {
  tally t = {0};
  tally_add(&t, &(verdict){GK_OUTCOME_READ, GK_OK, GK_FORMAT_DOCX, 1, 0}, 100);
  tally_add(&t, &(verdict){GK_OUTCOME_READ, GK_OK, GK_FORMAT_HTML, 1, 1}, 20);
  tally_add(&t, &(verdict){GK_OUTCOME_REFUSED, GK_STATUS_CORRUPT, GK_FORMAT_DOCX, 0, 0}, 3);
  tally_add(&t, &(verdict){GK_OUTCOME_SKIPPED, GK_STATUS_NOT_A_DOCUMENT, GK_FORMAT_UNKNOWN, 0, 0}, 4000);
  return t;
}

static char *written(const tally *t) {
  char *text = NULL;
  size_t n;
  FILE *to = open_memstream(&text, &n);
  tally_write(t, to);
  (void)fclose(to);
  return text;
}

static void counts_add_up(void **state) {
  (void)state;
  tally t = some_tally();
  assert_int_equal(tally_inputs(&t), 4);
  char *text = written(&t);
  assert_string_equal(text, "read=2 refused=1 skipped=1 diagnostics=2 failing=1 bytes=4123 format.docx=2 format.html=1 "
                            "error.corrupt=1 error.not-a-document=1");
  free(text);
}

static void counts_are_read_back(void **state) {
  (void)state;
  tally t = some_tally(), back, none = {0};
  char *text = written(&t);
  assert_true(tally_read(&back, text));
  assert_memory_equal(&back, &t, sizeof t);
  free(text);
  assert_true(tally_read(&back, ""));
  assert_memory_equal(&back, &none, sizeof none);
  static const char *const bad[] = {"read",      "read=",     "read=x", "read=-1", "read=1,refused=2",
                                    "reading=1", "format.=1", "=1"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    assert_false(tally_read(&back, bad[i]));
}

/* Shares */

static void shards_are_parsed(void **state) {
  (void)state;
  shard s;
  assert_true(shard_parse("2/8", &s));
  assert_int_equal(s.number, 2);
  assert_int_equal(s.n, 8);
  assert_true(shard_parse("1/1", &s));
  static const char *const bad[] = {"", "0/4", "5/4", "1/0", "1", "1/", "/4", "-1/4", "1/4x", " 1/4", "1/ 4x", "a/b"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    if (shard_parse(bad[i], &s))
      fail_msg("'%s' is no share", bad[i]);
}

static void every_input_is_in_one_share(void **state) {
  (void)state;
  size_t counts[3] = {0};
  for (int i = 0; i < 3000; i++) {
    char name[32];
    int n = snprintf(name, sizeof name, "folder/%d.docx", i), in = 0;
    for (uint32_t k = 1; k <= 3; k++)
      if (shard_has(&(shard){k, 3}, (gk_str){name, (size_t)n}, GK_LIT(""))) {
        counts[k - 1]++;
        in++;
      }
    assert_int_equal(in, 1);
  }
  for (size_t k = 0; k < 3; k++)
    assert_in_range(counts[k], 900, 1100);
  assert_true(shard_has(&(shard){0, 0}, GK_LIT("a"), GK_LIT("")));
}

/* Shards are made on different machines: these must never change. */
static void shares_stay_what_they_are(void **state) {
  (void)state;
  assert_true(shard_has(&(shard){3, 4}, GK_LIT("2021.zip"), GK_LIT("a.docx")));
  assert_true(shard_has(&(shard){3, 4}, GK_LIT("a.zip"), GK_LIT("")));
}

/* The journal */

#define DIGEST "00000000000000000000000000000000000000000000000000000000000000aa"
#define OTHER  "00000000000000000000000000000000000000000000000000000000000000bb"
#define INPUT  "0123456789abcdef0123456789abcdef"

static int accept_up_to(void *ctx, const mark *m) {
  return m->ordinal <= *(uint64_t *)ctx;
}

static mark mark_of(uint64_t ordinal) {
  mark m = {.ordinal = ordinal, .bytes = ordinal * 10, .input = INPUT};
  m.tally.outcomes[GK_OUTCOME_READ] = ordinal;
  return m;
}

static off_t size_of(const char *path) {
  struct stat st;
  assert_int_equal(stat(path, &st), 0);
  return st.st_size;
}

static const char path[] = "test_bulk.journal";

static void write_journal(uint64_t n) {
  journal j;
  assert_int_equal(journal_create(&j, path, DIGEST), JOURNAL_OPEN);
  for (uint64_t i = 1; i <= n; i++) {
    mark m = mark_of(i);
    assert_true(journal_mark(&j, &m));
  }
  journal_close(&j);
}

static void the_last_mark_is_found(void **state) {
  (void)state;
  journal j;
  mark last;
  uint64_t most = UINT64_MAX;
  write_journal(5);
  assert_int_equal(journal_resume(&j, path, DIGEST, accept_up_to, &most, &last), JOURNAL_OPEN);
  mark expected = mark_of(5);
  assert_memory_equal(&last.tally, &expected.tally, sizeof last.tally);
  assert_int_equal(last.ordinal, 5);
  assert_int_equal(last.bytes, 50);
  assert_string_equal(last.input, INPUT);
  journal_close(&j);
}

static void marks_that_are_not_accepted_are_cut_off(void **state) {
  (void)state;
  journal j;
  mark last;
  uint64_t most = 3;
  write_journal(5);
  assert_int_equal(journal_resume(&j, path, DIGEST, accept_up_to, &most, &last), JOURNAL_OPEN);
  assert_int_equal(last.ordinal, 3);
  mark m = mark_of(4);
  assert_true(journal_mark(&j, &m));
  assert_true(journal_end(&j));
  journal_close(&j);
  most = UINT64_MAX;
  assert_int_equal(journal_resume(&j, path, DIGEST, accept_up_to, &most, &last), JOURNAL_ENDED);
  assert_int_equal(last.ordinal, 4);
  journal_close(&j);
}

/* Wherever the file was cut, and whatever was in the line that was being written. */
static void a_torn_line_does_not_count(void **state) {
  (void)state;
  uint64_t most = UINT64_MAX;
  write_journal(2);
  off_t all = size_of(path);
  for (off_t n = all; n >= 0; n--) {
    journal j;
    mark last;
    write_journal(2);
    assert_int_equal(truncate(path, n), 0);
    journal_state result = journal_resume(&j, path, DIGEST, accept_up_to, &most, &last);
    assert_true(result == JOURNAL_OPEN || result == JOURNAL_NONE);
    assert_true(last.ordinal <= 2 && (n < all || last.ordinal == 2));
    if (result != JOURNAL_OPEN)
      continue;
    mark m = mark_of(last.ordinal + 1);
    assert_true(journal_mark(&j, &m));
    journal_close(&j);
    assert_int_equal(journal_resume(&j, path, DIGEST, accept_up_to, &most, &last), JOURNAL_OPEN);
    assert_int_equal(last.ordinal, m.ordinal);
    journal_close(&j);
  }
}

static void what_is_not_ours_is_left_alone(void **state) {
  (void)state;
  journal j, second;
  mark last;
  uint64_t most = UINT64_MAX;
  write_journal(2);
  off_t n = size_of(path);
  assert_int_equal(journal_resume(&j, path, OTHER, accept_up_to, &most, &last), JOURNAL_OTHER);
  assert_int_equal(size_of(path), n);
  assert_int_equal(journal_resume(&j, path, DIGEST, accept_up_to, &most, &last), JOURNAL_OPEN);
  assert_int_equal(journal_resume(&second, path, DIGEST, accept_up_to, &most, &last), JOURNAL_BUSY);
  assert_int_equal(journal_create(&second, path, DIGEST), JOURNAL_BUSY);
  journal_close(&j);
  assert_int_equal(unlink(path), 0);
  assert_int_equal(journal_resume(&j, path, DIGEST, accept_up_to, &most, &last), JOURNAL_NONE);
  assert_int_equal(journal_create(&j, "no/such/folder", DIGEST), JOURNAL_FAILED);
  assert_int_equal(errno, ENOENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(counts_add_up),
      cmocka_unit_test(counts_are_read_back),
      cmocka_unit_test(shards_are_parsed),
      cmocka_unit_test(every_input_is_in_one_share),
      cmocka_unit_test(shares_stay_what_they_are),
      cmocka_unit_test(the_last_mark_is_found),
      cmocka_unit_test(marks_that_are_not_accepted_are_cut_off),
      cmocka_unit_test(a_torn_line_does_not_count),
      cmocka_unit_test(what_is_not_ours_is_left_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
