/* Errors, statements, transactions. */
#include "emit/database_base.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static gk_status status_of(int code) {
  switch (code & 0xFF) {
  case SQLITE_NOMEM:
    return GK_STATUS_NO_MEMORY;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
  case SQLITE_CONSTRAINT:
  case SQLITE_MISMATCH:
    return GK_STATUS_CORRUPT;
  case SQLITE_TOOBIG:
    return GK_STATUS_TOO_LARGE;
  case SQLITE_CANTOPEN:
    return GK_STATUS_READ;
  default:
    return GK_STATUS_WRITE;
  }
}

/* The system's reason, which SQLite keeps of most calls, but not of a commit. 0 if there is none. */
static int reason_of(const gk_database *db, int code, int last_errno) {
  int is_system_s = (code & 0xFF) == SQLITE_IOERR || (code & 0xFF) == SQLITE_CANTOPEN;
  if (!is_system_s || db->sql == NULL)
    return 0;
  int reason = sqlite3_system_errno(db->sql);
  return reason != 0 ? reason : last_errno;
}

/* A quota is a full disk to who writes. SQLite knows only one of the system's reasons as such. */
static int is_full(int code, int reason) {
  return (code & 0xFF) == SQLITE_FULL || reason == ENOSPC || reason == EDQUOT || reason == EFBIG;
}

gk_status gk_database_fail_with(gk_database *db, gk_status status, const char *message) {
  if (db->status == GK_OK) {
    db->status = status;
    (void)snprintf(db->message, sizeof db->message, "%s", message);
  }
  return db->status;
}

gk_status gk_database_fail(gk_database *db, int code) {
  int reason = reason_of(db, code, errno);
  if (db->status != GK_OK)
    return db->status;
  gk_status status = status_of(code);
  if (code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ)
    status = GK_STATUS_READ;
  (void)gk_database_fail_with(db, status, db->sql != NULL ? sqlite3_errmsg(db->sql) : sqlite3_errstr(code));
  db->is_full = is_full(code, reason);
  size_t n = strlen(db->message);
  if (reason != 0)
    (void)snprintf(db->message + n, sizeof db->message - n, ": %s", strerror(reason));
  return status;
}

gk_status gk_database_run(gk_database *db, const char *sql) {
  if (db->status != GK_OK)
    return db->status;
  errno = 0;
  int code = sqlite3_exec(db->sql, sql, NULL, NULL, NULL);
  return code == SQLITE_OK ? GK_OK : gk_database_fail(db, code);
}

gk_status gk_database_prepare(gk_database *db, const char *sql, sqlite3_stmt **out) {
  if (db->status != GK_OK)
    return db->status;
  int code = sqlite3_prepare_v3(db->sql, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
  return code == SQLITE_OK ? GK_OK : gk_database_fail(db, code);
}

gk_status gk_database_step(gk_database *db, sqlite3_stmt *statement) {
  errno = 0;
  int code = sqlite3_step(statement);
  if (code != SQLITE_DONE && code != SQLITE_ROW)
    (void)gk_database_fail(db, code);
  (void)sqlite3_reset(statement);
  return db->status;
}

gk_status gk_database_ask(gk_database *db, const char *sql, int64_t *value) {
  sqlite3_stmt *statement = NULL;
  if (gk_database_prepare(db, sql, &statement) != GK_OK)
    return db->status;
  int code = sqlite3_step(statement);
  if (code == SQLITE_ROW)
    *value = sqlite3_column_int64(statement, 0);
  else
    (void)gk_database_fail(db, code);
  (void)sqlite3_finalize(statement);
  return db->status;
}

gk_status gk_database_begin(gk_database *db) {
  if (db->in_transaction || gk_database_run(db, "BEGIN IMMEDIATE") != GK_OK)
    return db->status;
  db->in_transaction = 1;
  return GK_OK;
}

gk_status gk_database_commit(gk_database *db) {
  if (db->in_transaction && gk_database_run(db, "COMMIT") == GK_OK)
    db->in_transaction = 0;
  return db->status;
}

const char *gk_database_message(const gk_database *db) {
  return db != NULL ? db->message : "out of memory";
}

int gk_database_is_full(const gk_database *db) {
  return db != NULL && db->is_full;
}

uint64_t gk_database_last_ordinal(const gk_database *db) {
  return db->last_ordinal;
}

void gk_database_close(gk_database *db) {
  if (db == NULL)
    return;
  for (size_t i = 0; i < GK_ROWS_N_TABLES; i++)
    (void)sqlite3_finalize(db->rows[i]);
  (void)sqlite3_finalize(db->sources);
  (void)sqlite3_close(db->sql);
  free(db);
}

gk_status gk_database_open(const char *path, int flags, gk_database **out) {
  gk_database *db = *out = calloc(1, sizeof *db);
  if (db == NULL)
    return GK_STATUS_NO_MEMORY;
  int code = sqlite3_open_v2(path, &db->sql, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (code != SQLITE_OK)
    (void)gk_database_fail(db, code);
  else if (!sqlite3_compileoption_used("ENABLE_FTS5"))
    (void)gk_database_fail_with(db, GK_STATUS_UNSUPPORTED, "this SQLite is built without its full-text index, FTS5");
  return db->status;
}
