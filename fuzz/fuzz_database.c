/*
 * Rows for the database, each record's behind two bytes with their length; its digest is put behind it here. A database
 * of them is the same file in one go, and as a shard that is copied by a process that is interrupted after each record.
 * All files are in memory, and go with the last connection to them.
 */
#include "target.h"

#include "emit/database.h"
#include "emit/rows_digest.h"

#include <sqlite3.h>

enum { DIGEST_BYTES = 8, MAX_RECORDS = 8, MAX_BYTES = 4096 };

static const char whole_path[] = "/whole", joined_path[] = "/joined";

/* Paths are in memory, and whoever opens the same one has the same file. */
static void use_memory(void) {
  if (sqlite3_initialize() != SQLITE_OK || sqlite3_vfs_register(sqlite3_vfs_find("memdb"), 1) != SQLITE_OK)
    exit(1);
}

/* A file is there as long as somebody has it open. */
static sqlite3 *keep_file(const char *path) {
  sqlite3 *keeper = NULL;
  if (sqlite3_open(path, &keeper) != SQLITE_OK)
    exit(1);
  return keeper;
}

/* The first record of the input, with its digest; the input becomes what is left of it. */
static gk_str take_record(gk_str *input) {
  gk_digest digest = {0};
  size_t n = (size_t)(unsigned char)input->p[0] << 8 | (unsigned char)input->p[1];
  const char *body = input->p + 2;
  if (n > input->n - 2)
    n = input->n - 2;
  char *p = malloc(n + DIGEST_BYTES);
  if (p == NULL)
    exit(1);
  memcpy(p, body, n);
  gk_digest_add(&digest, p, n);
  uint64_t check = gk_digest_end(&digest);
  for (int i = 0; i < DIGEST_BYTES; i++)
    p[n + (size_t)i] = (char)(unsigned char)(check >> 8 * i);
  *input = (gk_str){body + n, input->n - 2 - n};
  return (gk_str){p, n + DIGEST_BYTES};
}

/* Adds one, and commits. What are no rows changes nothing; keys that are there already, or a number that does not rise,
   fail the database. */
static gk_status add(gk_database *db, gk_str record, size_t *n_records) {
  gk_rows rows;
  gk_status taken = gk_rows_open(&rows, record), status = gk_database_add(db, record);
  if (taken != GK_OK) {
    die_if(status != taken ? "what are no rows is not refused as such" : NULL);
    return GK_OK;
  }
  if (status == GK_OK)
    status = gk_database_commit(db);
  *n_records += status == GK_OK;
  return status;
}

/* The database of the records, in one go. GK_OK if it was finished. */
static gk_status make_whole(gk_str input, size_t *n_records) {
  gk_database *db = NULL;
  gk_status status = gk_database_create(whole_path, &db);
  die_if(status != GK_OK ? gk_database_message(db) : NULL);
  for (int i = 0; i < MAX_RECORDS && input.n > 2 && status == GK_OK; i++) {
    gk_str record = take_record(&input);
    status = add(db, record, n_records);
    exact_free(record);
  }
  gk_status finished = gk_database_finish(db);
  die_if(status != GK_OK && finished != status ? "a failed database is finished" : NULL);
  if (finished != GK_OK && finished != GK_STATUS_CORRUPT && finished != GK_STATUS_ARGUMENT)
    die_if(gk_database_message(db));
  gk_database_close(db);
  return finished;
}

/* Copies one record of the shard into a database opened for it alone. Returns 0 after the last one. */
static int copy_next(gk_database *shard) {
  uint64_t ordinal = 0;
  gk_database *db = NULL;
  die_if(gk_database_shard_next(shard, &ordinal) != GK_OK ? gk_database_message(shard) : NULL);
  if (ordinal == 0)
    return 0;
  if (gk_database_open_for_resume(joined_path, &db) != GK_OK || gk_database_copy(db, shard) != GK_OK ||
      gk_database_commit(db) != GK_OK)
    die_if(gk_database_message(db));
  die_if(gk_database_last_ordinal(db) != ordinal ? "a record was copied under another number" : NULL);
  gk_database_close(db);
  return 1;
}

static void make_joined(void) {
  gk_database *shard = NULL, *db = NULL;
  die_if(gk_database_create(joined_path, &db) != GK_OK ? gk_database_message(db) : NULL);
  gk_database_close(db);
  die_if(gk_database_open_shard(whole_path, &shard) != GK_OK ? gk_database_message(shard) : NULL);
  while (copy_next(shard))
    ;
  gk_database_close(shard);
  if (gk_database_open_for_resume(joined_path, &db) != GK_OK || gk_database_finish(db) != GK_OK)
    die_if(gk_database_message(db));
  gk_database_close(db);
}

static int same_files(sqlite3 *a, sqlite3 *b) {
  sqlite3_int64 n_a = 0, n_b = 0;
  unsigned char *bytes_a = sqlite3_serialize(a, "main", &n_a, 0), *bytes_b = sqlite3_serialize(b, "main", &n_b, 0);
  int same = bytes_a != NULL && bytes_b != NULL && n_a == n_b && memcmp(bytes_a, bytes_b, (size_t)n_a) == 0;
  sqlite3_free(bytes_a);
  sqlite3_free(bytes_b);
  return same;
}

static void count(void *ctx, const gk_tally *tally) {
  *(uint64_t *)ctx += tally->n;
}

/* A finished database counts what it has, and takes no more. */
static const char *broken_end(size_t n_records) {
  uint64_t n = 0;
  gk_database *db = NULL;
  if (gk_database_open_shard(joined_path, &db) != GK_OK || gk_database_tally(db, count, &n) != GK_OK)
    return "a finished database is not counted";
  gk_database_close(db);
  if (n != n_records)
    return "a database has not as many inputs as went in";
  gk_status status = gk_database_open_for_resume(joined_path, &db);
  gk_database_close(db);
  return status != GK_STATUS_UNSUPPORTED ? "a finished database is gone on with" : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  if (n <= 2 || n > MAX_BYTES)
    return 0;
  use_memory();
  sqlite3 *whole = keep_file(whole_path), *joined = keep_file(joined_path);
  gk_str input = exact_copy(data, n);
  size_t n_records = 0;
  const char *broken = NULL;
  if (make_whole(input, &n_records) == GK_OK) {
    make_joined();
    broken = same_files(whole, joined) ? broken_end(n_records) : "a database joined of a shard is another";
  }
  exact_free(input);
  (void)sqlite3_close(whole);
  (void)sqlite3_close(joined);
  die_if(broken);
  return 0;
}
