/* SQLite's allocations fail, one after the other: every call must end with a status, and lose nothing committed. */
#include "database_fixture.h"

#include <string.h>

static sqlite3_mem_methods real;
static size_t n_until_failure; /* 0: none fails */
static int has_failed;

/* One failure, and all after it: memory that is gone stays gone. */
static int fails(void) {
  if (n_until_failure > 0 && --n_until_failure == 0)
    has_failed = 1;
  return has_failed;
}

static void *failing_malloc(int n) {
  return fails() ? NULL : real.xMalloc(n);
}

static void *failing_realloc(void *p, int n) {
  return fails() ? NULL : real.xRealloc(p, n);
}

static int set_up(void **state) {
  sqlite3_mem_methods failing;
  if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real) != SQLITE_OK)
    return 1;
  failing = real;
  failing.xMalloc = failing_malloc;
  failing.xRealloc = failing_realloc;
  if (sqlite3_config(SQLITE_CONFIG_MALLOC, &failing) != SQLITE_OK || sqlite3_initialize() != SQLITE_OK)
    return 1;
  return make_folder(state);
}

static void fail_at(size_t n) {
  n_until_failure = n;
  has_failed = 0;
}

/* All there is to do with a database. */
static gk_status run(const char *name, gk_database **db) {
  gk_status status = gk_database_create(path_of(name), db);
  if (status == GK_OK)
    status = add_records(*db, 8, 0, 1);
  if (status == GK_OK)
    status = gk_database_finish(*db);
  return status;
}

static void is_out_of_memory(gk_status status, const gk_database *db) {
  if (status != GK_STATUS_NO_MEMORY)
    fail_msg("status %d: %s", (int)status, gk_database_message(db));
  assert_false(gk_database_is_full(db));
  assert_string_equal(gk_database_message(db), "out of memory");
}

static void every_failure_is_a_status(void **state) {
  (void)state;
  size_t n_failures = 0;
  gk_status status;
  for (size_t n = 1;; n += 1 + n / 24) {
    gk_database *db = NULL;
    (void)unlink(path_of("oom.db"));
    (void)unlink(path_of("oom.db-journal"));
    fail_at(n);
    status = run("oom.db", &db);
    int did_fail = has_failed;
    fail_at(0);
    if (status == GK_OK && !did_fail) {
      gk_database_close(db);
      break;
    }
    if (status != GK_OK) /* SQLite can do without some of its memory */
      is_out_of_memory(status, db);
    gk_database_close(db);
    n_failures++;
  }
  assert_true(n_failures > 100);
}

static void what_was_committed_is_kept(void **state) {
  (void)state;
  make_database("sound.db", 0, 1);
  for (size_t n = 50; n < 4000; n += 150) {
    gk_database *db = created("resumed.db");
    fail_at(n);
    gk_status status = add_records(db, N_RECORDS, 0, 1);
    if (status == GK_OK)
      status = gk_database_finish(db);
    fail_at(0);
    gk_database_close(db);
    if (status != GK_OK) {
      assert_int_equal(status, GK_STATUS_NO_MEMORY);
      assert_int_equal(gk_database_open_for_resume(path_of("resumed.db"), &db), GK_OK);
      uint64_t last = gk_database_last_ordinal(db); /* finishing commits first */
      assert_true(last % COMMIT_EACH == 0 || last == N_RECORDS);
      assert_int_equal(add_records(db, N_RECORDS, 0, 1), GK_OK);
      finish_and_close(db);
    }
    files_equal("sound.db", "resumed.db");
  }
}

static void reading_a_shard_fails_well_too(void **state) {
  (void)state;
  make_database("shard.db", 0, 1);
  gk_status status = GK_STATUS_NO_MEMORY;
  for (size_t n = 1; status != GK_OK; n += 1 + n / 16) {
    gk_database *shard = NULL, *db = created("copy.db");
    uint64_t ordinal = 0;
    fail_at(n);
    status = gk_database_open_shard(path_of("shard.db"), &shard);
    if (status == GK_OK)
      status = gk_database_shard_next(shard, &ordinal);
    while (status == GK_OK && ordinal > 0) {
      status = gk_database_copy(db, shard);
      if (status == GK_OK)
        status = gk_database_shard_next(shard, &ordinal);
    }
    int did_fail = has_failed;
    fail_at(0);
    assert_true(status == GK_OK || status == GK_STATUS_NO_MEMORY);
    gk_database_close(shard);
    gk_database_close(db);
    if (did_fail)
      status = GK_STATUS_NO_MEMORY;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_failure_is_a_status),
      cmocka_unit_test(what_was_committed_is_kept),
      cmocka_unit_test(reading_a_shard_fails_well_too),
  };
  return cmocka_run_group_tests(tests, set_up, remove_folder);
}
