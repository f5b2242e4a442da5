#include "database_fixture.h"

#include <string.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

static int make_whole(void **state) {
  if (make_folder(state) != 0)
    return 1;
  make_database("whole.db", 0, 1);
  return 0;
}

/* What a query gives, its columns parted by | and its rows by line ends. */
static const char *query(const char *name, const char *sql) {
  static char text[8192];
  sqlite3 *db;
  sqlite3_stmt *statement;
  size_t n = 0;
  text[0] = '\0';
  assert_int_equal(sqlite3_open_v2(path_of(name), &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
    fail_msg("%s: %s", sql, sqlite3_errmsg(db));
  while (sqlite3_step(statement) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(statement); i++) {
      const char *value = (const char *)sqlite3_column_text(statement, i);
      n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", i > 0 ? "|" : "", value != NULL ? value : "-");
    }
    n += (size_t)snprintf(text + n, sizeof text - n, "\n");
    assert_true(n < sizeof text);
  }
  assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
  (void)sqlite3_close(db);
  return text;
}

static void gives(const char *sql, const char *expected) {
  assert_string_equal(query("whole.db", sql), expected);
}

static void the_file_is_sound_and_signed(void **state) {
  (void)state;
  gives("PRAGMA integrity_check", "ok\n");
  gives("PRAGMA foreign_key_check", "");
  gives("PRAGMA application_id", "1735090537\n");
  gives("PRAGMA user_version", "1\n");
  gives("PRAGMA journal_mode", "delete\n");
  gives("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%' AND sql NOT LIKE '%STRICT%'"
        " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'narrative%'",
        "");
}

static void every_input_has_its_rows(void **state) {
  (void)state;
  gives("SELECT outcome, count(*) FROM source GROUP BY 1", "read|32\nrefused|4\nskipped|4\n");
  gives("SELECT * FROM source WHERE source_id = 1",
        "1|dir/a\xEF\xBF\xBD.zip|村/报告,1.docx|docx|utf-8|4242|"
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef|read\n");
  gives("SELECT * FROM error WHERE source_id < 11", "5|not-a-document|word/document.xml|99|the directory is missing\n"
                                                    "10|encrypted|word/document.xml|99|the directory is missing\n");
  gives("SELECT count(*) FROM source LEFT JOIN report USING (source_id) LEFT JOIN error USING (source_id)"
        " WHERE (report.source_id IS NULL) = (error.source_id IS NULL)",
        "0\n");
}

static void cells_have_labels_and_the_absent_are_there(void **state) {
  (void)state;
  gives(
      "SELECT source_id, agency, year, form, cell, table_label, row_label, column_label, type, state, value, unit, raw,"
      " part, offset, length FROM cells WHERE source_id = 1 AND state <> 'absent' AND cell LIKE '%total' ORDER BY "
      "position",
      "1|第0局|2022|2021|requests.received.total|申请|一、本年新收政府信息公开申请数量|总计|count|number|27|-|27|"
      "word/document.xml|400|2\n"
      "1|第0局|2022|2021|requests.carried_in.total|申请|二、上年结转政府信息公开申请数量|总计|count|number|-0.03|-|"
      "-0.03|word/document.xml|400|5\n"
      "1|第0局|2022|2021|requests.granted.total|申请|（一）予以公开|总计|count|not_applicable|-|-|-|"
      "word/document.xml|420|1\n"
      "1|第0局|2022|2021|requests.carried_out.total|申请|四、结转下年度继续办理|总计|count|number|2|-|２|"
      "word/document.xml|400|3\n");
  gives("SELECT state, count(*) FROM cells WHERE source_id = 1 GROUP BY 1", "absent|193\n"
                                                                            "blank|1\n"
                                                                            "not_applicable|1\n"
                                                                            "number|4\n"
                                                                            "unreadable|1\n");
  gives("SELECT typeof(value), count(*) FROM cell WHERE source_id = 1 GROUP BY 1", "integer|3\nnull|3\nreal|1\n");
}

static void views_answer(void **state) {
  (void)state;
  gives("SELECT requests_received_total, disclosure_fees_amount, requests_granted_total FROM wide_2021"
        " WHERE source_id = 1",
        "27|11522|-\n");
  gives("SELECT count(*) FROM wide_2021", "21\n");
  gives("SELECT count(*) FROM wide_2019", "0\n");
  gives("SELECT source_id, rule, left_side, right_side, label FROM failing_checks LIMIT 1",
        "1|requests.sum.received|3|2.5|一、本年新收政府信息公开申请数量：各类申请人之和等于总计\n");
  gives("SELECT agency, year, column_id, column_label, carried_out, carried_in, agrees, last_source_id, this_source_id"
        " FROM year_on_year WHERE agency = '第8局' AND carried_out IS NOT NULL",
        "第8局|2022|total|总计|2|-0.03|0|16|17\n");
  gives("SELECT count(*), min(copies), min(first_source_id) FROM duplicates", "32|32|1\n");
}

static void the_vocabulary_is_the_forms(void **state) {
  (void)state;
  gives("SELECT form, notice, count(*) FROM form JOIN form_cell USING (form) GROUP BY form",
        "2019|国办公开办函〔2019〕60号|198\n2021|国办公开办函〔2021〕30号|200\n");
  gives("SELECT area, row_id, column_id FROM form_cell WHERE cell = 'requests.refused.state_secret.total'",
        "requests|refused.state_secret|total\nrequests|refused.state_secret|total\n");
  gives(
      "SELECT cell FROM rule JOIN rule_part USING (rule_id) JOIN form_cell USING (form_cell_id)"
      " WHERE rule = 'requests.balance.total' AND rule.form = '2021' ORDER BY side, position",
      "requests.received.total\nrequests.carried_in.total\nrequests.handled_total.total\nrequests.carried_out.total\n");
  gives("SELECT message_zh FROM error_code WHERE code = 'empty'", "文件为空\n");
}

static void the_narrative_is_searched(void **state) {
  (void)state;
  gives("SELECT count(*) FROM narrative WHERE narrative MATCH '公开了'", "32\n");
  gives(
      "SELECT section_id, highlight(narrative, 1, '[', ']') FROM narrative JOIN section ON section_id = narrative.rowid"
      " WHERE narrative MATCH '第一段' LIMIT 1",
      "10000001|[第一段]，公开了\"三\"件。\n第二\n段\n");
  gives("SELECT count(*) FROM narrative WHERE text LIKE '%第一段，%'", "32\n");
  gives("SELECT count(*) FROM section WHERE text LIKE '%引言%'", "32\n"); /* too short for the index */
}

static char tallied[1024];

static void add_line(void *ctx, const gk_tally *tally) {
  (void)ctx;
  size_t n = strlen(tallied);
  (void)snprintf(tallied + n, sizeof tallied - n, "%s %s %s %d %d %d\n", tally->outcome, tally->format,
                 tally->error != NULL ? tally->error : "-", (int)tally->n, (int)tally->n_with_diagnostics,
                 (int)tally->n_with_failing_checks);
}

static void outcomes_are_counted(void **state) {
  (void)state;
  gk_database *db;
  assert_int_equal(gk_database_open_shard(path_of("whole.db"), &db), GK_OK);
  tallied[0] = '\0';
  assert_int_equal(gk_database_tally(db, add_line, NULL), GK_OK);
  assert_string_equal(tallied, "read docx - 32 32 21\n"
                               "refused unknown encrypted 4 0 0\n"
                               "skipped unknown not-a-document 4 0 0\n");
  gk_database_close(db);

  db = created("tallied.db");
  assert_int_equal(add_records(db, 5, 0, 1), GK_OK);
  tallied[0] = '\0';
  assert_int_equal(gk_database_tally(db, add_line, NULL), GK_OK);
  assert_string_equal(tallied, "read docx - 4 4 3\nskipped unknown not-a-document 1 0 0\n");
  gk_database_close(db);
}

/* A child writes up to a record and dies there, as if killed: nothing is closed. */
static void write_and_die(const char *name, uint64_t last) {
  pid_t child = fork();
  if (child == 0) {
    gk_database *db;
    gk_status status = access(path_of(name), F_OK) == 0 ? gk_database_open_for_resume(path_of(name), &db)
                                                        : gk_database_create(path_of(name), &db);
    if (status == GK_OK)
      status = add_records(db, last, 0, 1);
    _exit(status == GK_OK ? 0 : 1);
  }
  int how;
  assert_int_equal(waitpid(child, &how, 0), child);
  assert_int_equal(how, 0);
}

static void resume(const char *name, uint64_t expected_last) {
  gk_database *db;
  assert_int_equal(gk_database_open_for_resume(path_of(name), &db), GK_OK);
  assert_int_equal(gk_database_last_ordinal(db), expected_last);
  assert_int_equal(add_records(db, N_RECORDS, 0, 1), GK_OK);
  finish_and_close(db);
}

static void a_killed_run_resumed_gives_the_same_bytes(void **state) {
  (void)state;
  for (uint64_t last = 0; last <= N_RECORDS; last++) {
    (void)unlink(path_of("killed.db"));
    write_and_die("killed.db", last);
    resume("killed.db", last / COMMIT_EACH * COMMIT_EACH);
    files_equal("whole.db", "killed.db");
  }
}

static void one_killed_again_and_again_too(void **state) {
  (void)state;
  (void)unlink(path_of("killed.db"));
  for (uint64_t last = 3; last <= N_RECORDS; last += 5)
    write_and_die("killed.db", last);
  resume("killed.db", (N_RECORDS - 2) / COMMIT_EACH * COMMIT_EACH);
  files_equal("whole.db", "killed.db");
}

static void a_run_closed_without_a_commit_too(void **state) {
  (void)state;
  gk_database *db = created("closed.db");
  assert_int_equal(add_records(db, 10, 0, 1), GK_OK);
  gk_database_close(db);
  resume("closed.db", 7);
  files_equal("whole.db", "closed.db");
}

/* The shard whose next input comes first; NULL after the last. */
static gk_database *first_of(gk_database **shards, uint64_t *ordinals, size_t n) {
  size_t first = n;
  for (size_t i = 0; i < n; i++)
    if (ordinals[i] > 0 && (first == n || ordinals[i] < ordinals[first]))
      first = i;
  return first == n ? NULL : shards[first];
}

static void merge(const char *name, unsigned n_shards) {
  gk_database *shards[5], *db = created(name), *next;
  uint64_t ordinals[5], at = 1;
  char shard_name[32];
  for (unsigned i = 0; i < n_shards; i++) {
    (void)snprintf(shard_name, sizeof shard_name, "shard%u.db", i);
    make_database(shard_name, i, n_shards);
    assert_int_equal(gk_database_open_shard(path_of(shard_name), &shards[i]), GK_OK);
    assert_int_equal(gk_database_shard_next(shards[i], &ordinals[i]), GK_OK);
  }
  for (; (next = first_of(shards, ordinals, n_shards)) != NULL; at++) {
    assert_int_equal(gk_database_copy(db, next), GK_OK);
    assert_int_equal(gk_database_last_ordinal(db), at);
    for (unsigned i = 0; i < n_shards; i++)
      if (shards[i] == next)
        assert_int_equal(gk_database_shard_next(next, &ordinals[i]), GK_OK);
    if (at % COMMIT_EACH == 0)
      assert_int_equal(gk_database_commit(db), GK_OK);
  }
  for (unsigned i = 0; i < n_shards; i++) {
    assert_int_equal(gk_database_shard_next(shards[i], &ordinals[i]), GK_OK);
    assert_int_equal(ordinals[i], 0);
    gk_database_close(shards[i]);
  }
  assert_int_equal(at, N_RECORDS + 1);
  finish_and_close(db);
}

static void shards_merged_give_the_same_bytes(void **state) {
  (void)state;
  for (unsigned n_shards = 1; n_shards <= 5; n_shards += 2) {
    merge("merged.db", n_shards);
    files_equal("whole.db", "merged.db");
  }
}

static void broken_rows_change_nothing(void **state) {
  (void)state;
  gk_database *db = created("broken.db");
  for (uint64_t i = 1; i <= N_RECORDS; i++) {
    gk_str rows = rows_of(i);
    assert_int_equal(gk_database_add(db, (gk_str){rows.p, rows.n - i}), GK_STATUS_CORRUPT);
    assert_int_equal(gk_database_add(db, rows), GK_OK);
    if (i % COMMIT_EACH == 0)
      assert_int_equal(gk_database_commit(db), GK_OK);
  }
  finish_and_close(db);
  files_equal("whole.db", "broken.db");
}

static void ordinals_rise(void **state) {
  (void)state;
  gk_database *db = created("rise.db");
  assert_int_equal(gk_database_add(db, rows_of(3)), GK_OK);
  assert_int_equal(gk_database_add(db, rows_of(3)), GK_STATUS_ARGUMENT);
  assert_string_equal(gk_database_message(db), "an input comes after one with a higher number");
  assert_int_equal(gk_database_add(db, rows_of(4)), GK_STATUS_ARGUMENT); /* it stays failed */
  assert_int_equal(gk_database_commit(db), GK_STATUS_ARGUMENT);
  assert_int_equal(gk_database_finish(db), GK_STATUS_ARGUMENT);
  gk_database_close(db);
  gk_database *shard = NULL;
  uint64_t ordinal = 0;
  db = created("rise.db");
  assert_int_equal(gk_database_open_shard(path_of("whole.db"), &shard), GK_OK);
  assert_int_equal(gk_database_shard_next(shard, &ordinal), GK_OK);
  assert_int_equal(gk_database_copy(db, shard), GK_OK);
  assert_int_equal(gk_database_copy(db, shard), GK_STATUS_ARGUMENT);
  gk_database_close(shard);
  gk_database_close(db);
}

typedef gk_status opener(const char *path, gk_database **out);

static void refuses(opener *open, const char *name, gk_status status, const char *message) {
  gk_database *db = NULL;
  assert_int_equal(open(path_of(name), &db), status);
  assert_non_null(db);
  assert_non_null(strstr(gk_database_message(db), message));
  assert_false(gk_database_is_full(db));
  gk_database_close(db);
}

static void only_what_fits_is_opened(void **state) {
  (void)state;
  FILE *text = fopen(path_of("text"), "w");
  (void)fputs("This is no database, though it is long enough to have a header of a hundred bytes, which is what SQLite"
              " looks at first of all.",
              text);
  (void)fclose(text);
  refuses(gk_database_create, "whole.db", GK_STATUS_UNSUPPORTED, "already");
  refuses(gk_database_create, "text", GK_STATUS_CORRUPT, "not a database");
  refuses(gk_database_create, "no/such/folder", GK_STATUS_READ, "unable to open");
  refuses(gk_database_open_for_resume, "whole.db", GK_STATUS_UNSUPPORTED, "finished");
  refuses(gk_database_open_for_resume, "text", GK_STATUS_CORRUPT, "not a database");
  refuses(gk_database_open_for_resume, "nowhere.db", GK_STATUS_READ, "unable to open database file: No such file");
  refuses(gk_database_open_shard, "text", GK_STATUS_CORRUPT, "not a database");
  refuses(gk_database_open_shard, "nowhere.db", GK_STATUS_READ, "unable to open");
  gk_database_close(created("unfinished.db"));
  refuses(gk_database_open_shard, "unfinished.db", GK_STATUS_UNSUPPORTED, "not finished");

  gk_database *db = created("newer.db");
  assert_int_equal(gk_database_run(db, "PRAGMA user_version = 2"), GK_OK);
  gk_database_close(db);
  refuses(gk_database_open_shard, "newer.db", GK_STATUS_UNSUPPORTED, "of another version");

  sqlite3 *other;
  assert_int_equal(sqlite3_open(path_of("other.db"), &other), SQLITE_OK);
  assert_int_equal(sqlite3_exec(other, "CREATE TABLE t (a); PRAGMA user_version = 1", NULL, NULL, NULL), SQLITE_OK);
  (void)sqlite3_close(other);
  refuses(gk_database_open_for_resume, "other.db", GK_STATUS_CORRUPT, "not a database of gongkai");
  refuses(gk_database_open_shard, "other.db", GK_STATUS_CORRUPT, "not a database of gongkai");
}

/* What is begun and has no table yet is a new one: the run died before its first commit. */
static void an_empty_file_is_begun(void **state) {
  (void)state;
  FILE *empty = fopen(path_of("empty.db"), "w");
  (void)fclose(empty);
  resume("empty.db", 0);
  files_equal("whole.db", "empty.db");
}

static void a_damaged_shard_fails_what_copies_it(void **state) {
  (void)state;
  make_database("damaged.db", 0, 1);
  FILE *file = fopen(path_of("damaged.db"), "r+b");
  (void)fseek(file, 0, SEEK_END);
  long n = ftell(file);
  for (long at = 3 * 8192; at < n; at += 8192) {
    (void)fseek(file, at, SEEK_SET);
    (void)fputs("damage damage damage", file);
  }
  (void)fclose(file);
  gk_database *shard, *db = created("copy.db");
  uint64_t ordinal = 0;
  gk_status status = gk_database_open_shard(path_of("damaged.db"), &shard);
  if (status == GK_OK)
    status = gk_database_shard_next(shard, &ordinal);
  while (status == GK_OK && ordinal > 0) {
    status = gk_database_copy(db, shard);
    if (status == GK_OK)
      status = gk_database_shard_next(shard, &ordinal);
  }
  assert_int_equal(status, GK_STATUS_CORRUPT);
  assert_non_null(strstr(gk_database_message(shard), "malformed"));
  gk_database_close(shard);
  gk_database_close(db);
}

static void a_full_disk_is_told_and_resumed_from(void **state) {
  (void)state;
  gk_database *db = created("full.db");
  (void)sqlite3_exec(db->sql, "PRAGMA max_page_count = 40", NULL, NULL, NULL);
  gk_status status = add_records(db, N_RECORDS, 0, 1);
  if (status == GK_OK)
    status = gk_database_finish(db);
  assert_int_equal(status, GK_STATUS_WRITE);
  assert_true(gk_database_is_full(db));
  assert_string_equal(gk_database_message(db), "database or disk is full");
  gk_database_close(db);
  assert_int_equal(gk_database_open_for_resume(path_of("full.db"), &db), GK_OK);
  assert_int_equal(add_records(db, N_RECORDS, 0, 1), GK_OK);
  finish_and_close(db);
  files_equal("whole.db", "full.db");
}

/* What SQLite does not know as a full disk is one all the same. */
static void a_file_too_large_is_a_full_disk(void **state) {
  (void)state;
  struct rlimit before, small;
  gk_database *db = created("limited.db");
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
  small = before;
  small.rlim_cur = 360000;
  (void)signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
  gk_status status = add_records(db, N_RECORDS, 0, 1);
  if (status == GK_OK)
    status = gk_database_finish(db);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
  assert_int_equal(status, GK_STATUS_WRITE);
  assert_true(gk_database_is_full(db));
  assert_string_equal(gk_database_message(db), "disk I/O error: File too large");
  gk_database_close(db);
  assert_int_equal(gk_database_open_for_resume(path_of("limited.db"), &db), GK_OK);
  assert_int_equal(add_records(db, N_RECORDS, 0, 1), GK_OK);
  finish_and_close(db);
  files_equal("whole.db", "limited.db");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_file_is_sound_and_signed),
      cmocka_unit_test(every_input_has_its_rows),
      cmocka_unit_test(cells_have_labels_and_the_absent_are_there),
      cmocka_unit_test(views_answer),
      cmocka_unit_test(the_vocabulary_is_the_forms),
      cmocka_unit_test(the_narrative_is_searched),
      cmocka_unit_test(outcomes_are_counted),
      cmocka_unit_test(a_killed_run_resumed_gives_the_same_bytes),
      cmocka_unit_test(one_killed_again_and_again_too),
      cmocka_unit_test(a_run_closed_without_a_commit_too),
      cmocka_unit_test(shards_merged_give_the_same_bytes),
      cmocka_unit_test(broken_rows_change_nothing),
      cmocka_unit_test(ordinals_rise),
      cmocka_unit_test(only_what_fits_is_opened),
      cmocka_unit_test(an_empty_file_is_begun),
      cmocka_unit_test(a_damaged_shard_fails_what_copies_it),
      cmocka_unit_test(a_full_disk_is_told_and_resumed_from),
      cmocka_unit_test(a_file_too_large_is_a_full_disk),
  };
  return cmocka_run_group_tests(tests, make_whole, remove_folder);
}
