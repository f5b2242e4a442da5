/* Rows into the database, from a record's bytes or from a shard. */
#include "emit/database_base.h"

static int bind(sqlite3_stmt *statement, int column, const gk_value *value) {
  switch (value->type) {
  case GK_VALUE_INT:
    return sqlite3_bind_int64(statement, column, value->integer);
  case GK_VALUE_REAL:
    return sqlite3_bind_double(statement, column, value->real);
  case GK_VALUE_TEXT:
    return sqlite3_bind_text64(statement, column, value->text.p, value->text.n, SQLITE_STATIC, SQLITE_UTF8);
  case GK_VALUE_NULL:
    break;
  }
  return sqlite3_bind_null(statement, column);
}

static gk_status insert(gk_database *db, gk_rows_table table, const gk_value *values) {
  sqlite3_stmt *statement = db->rows[table];
  size_t n = gk_rows_n_columns(table);
  int code = sqlite3_bind_int64(statement, 1, (int64_t)db->last_ordinal);
  for (size_t i = 0; i < n && code == SQLITE_OK; i++)
    code = bind(statement, (int)i + 2, &values[i]);
  if (code != SQLITE_OK)
    return gk_database_fail(db, code);
  return gk_database_step(db, statement);
}

static gk_status advance(gk_database *db, uint64_t ordinal) {
  if (db->status == GK_OK && ordinal <= db->last_ordinal)
    (void)gk_database_fail_with(db, GK_STATUS_ARGUMENT, "an input comes after one with a higher number");
  if (gk_database_begin(db) == GK_OK)
    db->last_ordinal = ordinal;
  return db->status;
}

gk_status gk_database_add(gk_database *db, gk_str bytes) {
  gk_rows rows;
  gk_value values[GK_ROWS_MAX_COLUMNS];
  if (db->status == GK_OK && gk_rows_open(&rows, bytes) != GK_OK)
    return GK_STATUS_CORRUPT;
  if (db->status != GK_OK || advance(db, rows.ordinal) != GK_OK)
    return db->status;
  gk_rows_table table;
  while ((table = gk_rows_next(&rows, values)) != GK_ROWS_N_TABLES)
    if (insert(db, table, values) != GK_OK)
      break;
  return db->status;
}

/* A row of the shard is bound as it is: its columns are those of the insert, source_id first. */
static gk_status copy_row(gk_database *db, sqlite3_stmt *insert_row, sqlite3_stmt *row) {
  for (int i = 0; i < sqlite3_column_count(row); i++) {
    int code = sqlite3_bind_value(insert_row, i + 1, sqlite3_column_value(row, i));
    if (code != SQLITE_OK)
      return gk_database_fail(db, code);
  }
  return gk_database_step(db, insert_row);
}

static gk_status copy_table(gk_database *db, gk_database *shard, gk_rows_table table) {
  sqlite3_stmt *rows = shard->rows[table];
  int code = sqlite3_bind_int64(rows, 1, (int64_t)shard->last_ordinal);
  while (code == SQLITE_OK || code == SQLITE_ROW) {
    code = sqlite3_step(rows);
    if (code == SQLITE_ROW && copy_row(db, db->rows[table], rows) != GK_OK)
      break;
  }
  if (code != SQLITE_DONE && code != SQLITE_ROW)
    (void)gk_database_fail(shard, code);
  (void)sqlite3_reset(rows);
  return db->status;
}

gk_status gk_database_copy(gk_database *db, gk_database *shard) {
  if (advance(db, shard->last_ordinal) != GK_OK)
    return db->status;
  for (int table = 0; table < GK_ROWS_N_TABLES && db->status == GK_OK && shard->status == GK_OK; table++)
    (void)copy_table(db, shard, (gk_rows_table)table);
  if (shard->status != GK_OK)
    return gk_database_fail_with(db, shard->status, shard->message);
  return db->status;
}
