/* A finished database, read: the inputs of a shard in their order, and how many of each kind there are. */
#include "emit/database_base.h"

static gk_status check_is_finished(gk_database *db) {
  int64_t application = 0, version = 0;
  (void)gk_database_ask(db, "PRAGMA application_id", &application);
  (void)gk_database_ask(db, "PRAGMA user_version", &version);
  if (db->status == GK_OK && application != GK_DATABASE_APPLICATION)
    return gk_database_fail_with(db, GK_STATUS_CORRUPT, "not a database of gongkai");
  if (db->status == GK_OK && version == 0)
    return gk_database_fail_with(db, GK_STATUS_UNSUPPORTED, "the database is not finished");
  if (db->status == GK_OK && version != GK_DATABASE_VERSION)
    return gk_database_fail_with(db, GK_STATUS_UNSUPPORTED, "the database is of another version of gongkai");
  return db->status;
}

static gk_status prepare_selects(gk_database *db) {
#define GK_TABLE(id, name, key, n, columns)                                                                            \
  (void)gk_database_prepare(db,                                                                                        \
                            "SELECT source_id," columns " FROM " #name " WHERE source_id = ? ORDER BY source_id" key,  \
                            &db->rows[GK_ROWS_##id]);
  GK_ROWS_TABLES(GK_TABLE)
#undef GK_TABLE
  return gk_database_prepare(db, "SELECT source_id FROM source ORDER BY source_id", &db->sources);
}

gk_status gk_database_open_shard(const char *path, gk_database **out) {
  if (gk_database_open(path, SQLITE_OPEN_READONLY, out) == GK_OK && check_is_finished(*out) == GK_OK)
    (void)prepare_selects(*out);
  return *out != NULL ? (*out)->status : GK_STATUS_NO_MEMORY;
}

gk_status gk_database_shard_next(gk_database *shard, uint64_t *ordinal) {
  *ordinal = 0;
  if (shard->status != GK_OK || shard->sources == NULL)
    return shard->status;
  int code = sqlite3_step(shard->sources);
  if (code == SQLITE_ROW) {
    *ordinal = shard->last_ordinal = (uint64_t)sqlite3_column_int64(shard->sources, 0);
    return GK_OK;
  }
  if (code != SQLITE_DONE)
    return gk_database_fail(shard, code);
  (void)sqlite3_finalize(shard->sources);
  shard->sources = NULL;
  return GK_OK;
}

static const char tally_sql[] = "SELECT outcome, format, code, count(*),"
                                " sum(EXISTS (SELECT 1 FROM diagnostic WHERE diagnostic.source_id = source.source_id)),"
                                " sum(EXISTS (SELECT 1 FROM check_result"
                                " WHERE check_result.source_id = source.source_id AND check_result.status = 'fail'))"
                                " FROM source LEFT JOIN error ON error.source_id = source.source_id"
                                " GROUP BY outcome, format, code ORDER BY outcome, format, code";

gk_status gk_database_tally(gk_database *db, void (*each)(void *ctx, const gk_tally *tally), void *ctx) {
  sqlite3_stmt *lines = NULL;
  if (gk_database_prepare(db, tally_sql, &lines) != GK_OK)
    return db->status;
  int code;
  while ((code = sqlite3_step(lines)) == SQLITE_ROW) {
    const gk_tally tally = {.outcome = (const char *)sqlite3_column_text(lines, 0),
                            .format = (const char *)sqlite3_column_text(lines, 1),
                            .error = (const char *)sqlite3_column_text(lines, 2),
                            .n = (uint64_t)sqlite3_column_int64(lines, 3),
                            .n_with_diagnostics = (uint64_t)sqlite3_column_int64(lines, 4),
                            .n_with_failing_checks = (uint64_t)sqlite3_column_int64(lines, 5)};
    if (tally.outcome == NULL || tally.format == NULL)
      break; /* no memory for the text */
    each(ctx, &tally);
  }
  if (code == SQLITE_ROW)
    code = SQLITE_NOMEM;
  if (code != SQLITE_DONE)
    (void)gk_database_fail(db, code);
  (void)sqlite3_finalize(lines);
  return db->status;
}
