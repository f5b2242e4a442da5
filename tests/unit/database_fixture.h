/* database_fixture.h: databases of made records, in files of their own, for the tests of the database. */
#ifndef GONGKAI_TESTS_DATABASE_FIXTURE_H
#define GONGKAI_TESTS_DATABASE_FIXTURE_H

#include "unit.h"

#include "collect.h"
#include "emit/database_base.h"
#include "record_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { N_RECORDS = 40, COMMIT_EACH = 7 };

static char folder[] = "/tmp/gongkai-test-XXXXXX";

static inline const char *path_of(const char *name) {
  static char paths[4][128];
  static size_t next;
  char *path = paths[next++ % 4];
  (void)snprintf(path, sizeof paths[0], "%s/%s", folder, name);
  return path;
}

static inline int make_folder(void **state) {
  (void)state;
  return mkdtemp(folder) == NULL;
}

static inline int remove_folder(void **state) {
  (void)state;
  char command[256];
  (void)snprintf(command, sizeof command, "rm -rf %s", folder);
  return system(command);
}

/* The record of an input: some are refused, some skipped, two are one agency's reports of two years. */
static inline gk_str rows_of(uint64_t ordinal) {
  static fixture f;
  static collector output;
  static char agency[32];
  if (ordinal % 5 == 0)
    fixture_failure(&f, ordinal, ordinal % 2 == 0 ? GK_STATUS_ENCRYPTED : GK_STATUS_NOT_A_DOCUMENT);
  else
    fixture_report(&f, ordinal);
  if (f.record.report != NULL) {
    int n = snprintf(agency, sizeof agency, "第%d局", (int)(ordinal / 2));
    f.report.agency = (gk_str){agency, (size_t)n};
    f.report.year = 2021 + (int)(ordinal % 2);
    f.report.form = ordinal % 3 == 0 ? NULL : &GK_FORM_2021;
    f.report.n_checks = ordinal % 3 == 0 ? 0 : f.report.n_checks;
  }
  assert_int_equal(gk_emit_rows(&f.record, collector_sink(&output)), GK_OK);
  return (gk_str){output.text, output.n};
}

static inline int is_mine(uint64_t ordinal, unsigned shard, unsigned n_shards) {
  return ordinal * 2654435761u % n_shards == shard;
}

/* Adds what is behind the last ordinal, up to `last`; of a share if there are several. */
static inline gk_status add_records(gk_database *db, uint64_t last, unsigned shard, unsigned n_shards) {
  gk_status status = GK_OK;
  for (uint64_t i = gk_database_last_ordinal(db) + 1; i <= last && status == GK_OK; i++) {
    if (is_mine(i, shard, n_shards))
      status = gk_database_add(db, rows_of(i));
    if (status == GK_OK && i % COMMIT_EACH == 0)
      status = gk_database_commit(db);
  }
  return status;
}

static inline gk_database *created(const char *name) {
  gk_database *db = NULL;
  (void)unlink(path_of(name));
  gk_status status = gk_database_create(path_of(name), &db);
  if (status != GK_OK)
    fail_msg("%s: %s", name, gk_database_message(db));
  return db;
}

static inline void finish_and_close(gk_database *db) {
  if (gk_database_finish(db) != GK_OK)
    fail_msg("%s", gk_database_message(db));
  gk_database_close(db);
}

static inline void make_database(const char *name, unsigned shard, unsigned n_shards) {
  gk_database *db = created(name);
  assert_int_equal(add_records(db, N_RECORDS, shard, n_shards), GK_OK);
  finish_and_close(db);
}

/* Both files, byte for byte. */
static inline void files_equal(const char *a, const char *b) {
  FILE *files[2] = {fopen(path_of(a), "rb"), fopen(path_of(b), "rb")};
  assert_non_null(files[0]);
  assert_non_null(files[1]);
  int c[2];
  size_t at = 0;
  do {
    c[0] = getc(files[0]);
    c[1] = getc(files[1]);
    if (c[0] != c[1])
      fail_msg("%s and %s differ at byte %zu", a, b, at);
    at++;
  } while (c[0] != EOF);
  (void)fclose(files[0]);
  (void)fclose(files[1]);
}

#endif
