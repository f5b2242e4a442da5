/*
 * database.h: records in an SQLite database, and databases of shards joined to one. Private to the command.
 *
 * The bytes of a finished database depend on the records, their order and where commits fell; not on how often the
 * writing was interrupted, nor on whether records came from rows or from the databases of shards (nor on anything else,
 * for one version of SQLite). Commit at the same ordinals, and a killed run that is resumed ends with the same file.
 *
 * A database that is being built has user_version 0, a finished one GK_DATABASE_VERSION.
 *
 * Errors: every call that fails leaves the database failed. Later calls give the same status and do nothing;
 * gk_database_message() says why, and closing takes back what was not committed. Only gk_database_add() with rows that
 * are no rows changes nothing. GK_STATUS_WRITE: the file could not be written (gk_database_is_full(): for want of
 * room); GK_STATUS_READ: not opened or read; GK_STATUS_CORRUPT: no database, or damaged; GK_STATUS_UNSUPPORTED:
 * another version's, one in another state than asked for, or this SQLite can't; GK_STATUS_NO_MEMORY;
 * GK_STATUS_ARGUMENT: ordinals do not rise.
 *
 * Thread-safety: one database, one thread at a time.
 */
#ifndef GONGKAI_EMIT_DATABASE_H
#define GONGKAI_EMIT_DATABASE_H

#include "emit/rows.h"

#define GK_DATABASE_APPLICATION 0x676B6169 /* "gkai" */
#define GK_DATABASE_VERSION     1          /* of the tables; schema.sql */

typedef struct gk_database gk_database;

/*
 * Opens a new database at a path where there is none, and commits its tables.
 *
 * *out is NULL only without memory; after another failure it is there to ask for its message and to be closed.
 */
gk_status gk_database_create(const char *path, gk_database **out) GK_MUST_USE;

/*
 * Opens a database that was not finished, whoever was writing it and however that ended: what was committed is there.
 * One in which nothing was committed is begun anew. GK_STATUS_UNSUPPORTED if it is finished. *out as above.
 */
gk_status gk_database_open_for_resume(const char *path, gk_database **out) GK_MUST_USE;

/* The number of the last input in it, 0 if there is none: what is resumed goes on behind it. */
uint64_t gk_database_last_ordinal(const gk_database *db);

/*
 * Adds a record, written by gk_emit_rows(); its ordinal is above all before it. Rows that are cut or damaged give
 * GK_STATUS_CORRUPT and change nothing: another record can be added in their place.
 */
gk_status gk_database_add(gk_database *db, gk_str rows) GK_MUST_USE;

/* Makes what was added last, whatever happens to this process. */
gk_status gk_database_commit(gk_database *db) GK_MUST_USE;

/* Commits, then builds indices and the full-text index, and marks the database as finished. Nothing can be added then.
 */
gk_status gk_database_finish(gk_database *db) GK_MUST_USE;

/* Takes back what was not committed. NULL is fine. */
void gk_database_close(gk_database *db);

/* Why a call failed: one line of English, as long as the database is open. Any of them may be NULL: out of memory. */
const char *gk_database_message(const gk_database *db);
int gk_database_is_full(const gk_database *db);

/* One line of what became of the inputs. */
typedef struct gk_tally {
  const char *outcome; /* gk_outcome_name() */
  const char *format;
  const char *error; /* the code; NULL where the outcome is "read" */
  uint64_t n;
  uint64_t n_with_diagnostics;
  uint64_t n_with_failing_checks;
} gk_tally;

/* Calls `each` for every outcome, format and error there is, in the bytewise order of these. */
gk_status gk_database_tally(gk_database *db, void (*each)(void *ctx, const gk_tally *tally), void *ctx) GK_MUST_USE;

/* Opens a finished database, to be copied from. *out as above. */
gk_status gk_database_open_shard(const char *path, gk_database **out) GK_MUST_USE;

/* The number of the shard's next input, in rising order; 0 after the last one. */
gk_status gk_database_shard_next(gk_database *shard, uint64_t *ordinal) GK_MUST_USE;

/* Copies that input of the shard, as if it were added. A shard that can't be read fails `db` with its message. */
gk_status gk_database_copy(gk_database *db, gk_database *shard) GK_MUST_USE;

#endif
