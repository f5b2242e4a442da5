/* A database from its first table to its last index. */
#include "emit/database_base.h"

/* The bytes of schema.sql and finish.sql, and a NUL. */
static const unsigned char schema[] = {
#include "schema.inc"
    0};

static const unsigned char finish[] = {
#include "finish.inc"
    0};

#define GK_TEXT(x)  #x
#define GK_VALUE(x) GK_TEXT(x)

/*
 * What makes the file the same each time. The journal is rolled back, not written ahead, so that what is killed leaves
 * the file of the last commit. The file's change counter counts every commit only while the lock is not kept. What is
 * freed is overwritten, for otherwise it holds what the cache wrote last.
 *
 * Constraints are for those who come after: our rows keep them (tests look), and checking each takes a third of the
 * time. Measured too: pages of 8 KiB take less than those of 4 or 16.
 */
static const char settings[] = "PRAGMA page_size = 8192;"
                               "PRAGMA encoding = 'UTF-8';"
                               "PRAGMA auto_vacuum = NONE;"
                               "PRAGMA journal_mode = DELETE;"
                               "PRAGMA locking_mode = NORMAL;"
                               "PRAGMA synchronous = FULL;"
                               "PRAGMA secure_delete = ON;"
                               "PRAGMA foreign_keys = OFF;"
                               "PRAGMA ignore_check_constraints = ON;"
                               "PRAGMA cache_size = -8192;"; /* KiB */

static gk_status prepare_insert(gk_database *db, gk_rows_table table, const char *name, const char *columns) {
  size_t n = gk_rows_n_columns(table);
  char sql[512];
  sqlite3_str *text = sqlite3_str_new(db->sql);
  sqlite3_str_appendf(text, "INSERT INTO %s (source_id,%s) VALUES (?", name, columns);
  for (size_t i = 0; i < n; i++)
    sqlite3_str_appendall(text, ",?");
  sqlite3_str_appendall(text, ")");
  char *whole = sqlite3_str_finish(text);
  if (whole == NULL)
    return gk_database_fail(db, SQLITE_NOMEM);
  sqlite3_snprintf(sizeof sql, sql, "%s", whole);
  sqlite3_free(whole);
  return gk_database_prepare(db, sql, &db->rows[table]);
}

static gk_status prepare_inserts(gk_database *db) {
#define GK_TABLE(id, name, key, n, columns)                                                                            \
  if (prepare_insert(db, GK_ROWS_##id, #name, columns) != GK_OK)                                                       \
    return db->status;
  GK_ROWS_TABLES(GK_TABLE)
#undef GK_TABLE
  return GK_OK;
}

static gk_status make_tables(gk_database *db) {
  (void)gk_database_begin(db);
  (void)gk_database_run(db, "PRAGMA application_id = " GK_VALUE(GK_DATABASE_APPLICATION));
  (void)gk_database_run(db, (const char *)schema);
  (void)gk_database_put_vocabulary(db);
  return gk_database_commit(db);
}

static gk_status check_is_building(gk_database *db) {
  int64_t application = 0, version = 0;
  (void)gk_database_ask(db, "PRAGMA application_id", &application);
  (void)gk_database_ask(db, "PRAGMA user_version", &version);
  if (db->status == GK_OK && application != GK_DATABASE_APPLICATION)
    return gk_database_fail_with(db, GK_STATUS_CORRUPT, "not a database of gongkai");
  if (db->status == GK_OK && version != 0)
    return gk_database_fail_with(db, GK_STATUS_UNSUPPORTED, "the database is finished");
  return db->status;
}

/* A database that has no pages yet is begun, whoever made the file. */
static gk_status begin_or_resume(gk_database *db) {
  int64_t n_pages = 0, last = 0;
  (void)gk_database_run(db, settings);
  if (gk_database_ask(db, "PRAGMA page_count", &n_pages) != GK_OK)
    return db->status;
  if (n_pages == 0)
    (void)make_tables(db);
  else
    (void)check_is_building(db);
  (void)gk_database_ask(db, "SELECT coalesce(max(source_id), 0) FROM source", &last);
  db->last_ordinal = (uint64_t)last;
  if (db->status == GK_OK)
    (void)prepare_inserts(db);
  return db->status;
}

gk_status gk_database_create(const char *path, gk_database **out) {
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  if (gk_database_open(path, flags, out) == GK_OK) {
    int64_t n_pages = 0;
    if (gk_database_ask(*out, "PRAGMA page_count", &n_pages) == GK_OK && n_pages > 0)
      (void)gk_database_fail_with(*out, GK_STATUS_UNSUPPORTED, "there is a database already");
    (void)begin_or_resume(*out);
  }
  return *out != NULL ? (*out)->status : GK_STATUS_NO_MEMORY;
}

gk_status gk_database_open_for_resume(const char *path, gk_database **out) {
  if (gk_database_open(path, SQLITE_OPEN_READWRITE, out) == GK_OK)
    (void)begin_or_resume(*out);
  return *out != NULL ? (*out)->status : GK_STATUS_NO_MEMORY;
}

gk_status gk_database_finish(gk_database *db) {
  if (gk_database_commit(db) != GK_OK)
    return db->status;
  (void)gk_database_begin(db);
  (void)gk_database_run(db,
                        "PRAGMA cache_size = -2048"); /* of which each of the sorts that follow takes as much again */
  (void)gk_database_run(db, (const char *)finish);
  (void)gk_database_run(db, "PRAGMA user_version = " GK_VALUE(GK_DATABASE_VERSION));
  return gk_database_commit(db);
}
