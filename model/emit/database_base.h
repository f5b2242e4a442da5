/* database_base.h: what the files of the database share. Private to database*.c. */
#ifndef GONGKAI_EMIT_DATABASE_BASE_H
#define GONGKAI_EMIT_DATABASE_BASE_H

#include "emit/database.h"

#include <sqlite3.h>

struct gk_database {
  sqlite3 *sql;
  sqlite3_stmt *rows[GK_ROWS_N_TABLES]; /* of a database: inserts; of a shard: the rows of one source */
  sqlite3_stmt *sources;                /* of a shard: the ordinals */
  uint64_t last_ordinal;                /* added; of a shard: the one it stands at */
  int in_transaction;
  gk_status status;
  int is_full;
  char message[256];
};

/* Fails the database with what SQLite says of its last call, or with words of ours. Returns the status. */
gk_status gk_database_fail(gk_database *db, int code);
gk_status gk_database_fail_with(gk_database *db, gk_status status, const char *message);

/* These do nothing, and return the status, if the database has failed. */
gk_status gk_database_run(gk_database *db, const char *sql);
gk_status gk_database_prepare(gk_database *db, const char *sql, sqlite3_stmt **out);
gk_status gk_database_begin(gk_database *db);

/* The first column of the first row, as an integer. */
gk_status gk_database_ask(gk_database *db, const char *sql, int64_t *value);

/* Steps a statement that gives no rows, and makes it ready for the next time. */
gk_status gk_database_step(gk_database *db, sqlite3_stmt *statement);

/* Fills the tables of the vocabulary and makes the views that have a column for each cell of a form. */
gk_status gk_database_put_vocabulary(gk_database *db);

/* Opens the file. */
gk_status gk_database_open(const char *path, int flags, gk_database **out);

#endif
