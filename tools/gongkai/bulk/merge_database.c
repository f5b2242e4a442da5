/* merge_database.c: databases, input by input, with the transactions of one run. */
#include "bulk/merge.h"

#include "emit/database.h"

#include <stdlib.h>
#include <unistd.h>

typedef struct joined {
  gk_database *db;
  uint64_t n_copied; /* since the last commit */
} joined;

static int to_next(merge_part *part, merge_failure *failure) {
  gk_status status = gk_database_shard_next(part->state, &part->ordinal);
  return status == GK_OK ? 1 : merge_fail(failure, "%s: %s", part->path, gk_database_message(part->state));
}

static void database_close(merge_part *part) {
  gk_database_close(part->state);
}

static int database_open(merge_part *part, target to, merge_failure *failure) {
  (void)to;
  gk_database *db = NULL;
  part->ordinal = 0;
  gk_status status = gk_database_open_shard(part->path, &db);
  part->state = db;
  if (status == GK_OK && to_next(part, failure))
    return 1;
  if (status != GK_OK)
    (void)merge_fail(failure, "%s: %s", part->path, gk_database_message(db));
  database_close(part);
  return 0;
}

static int failed(gk_database *db, merge_failure *failure) {
  return merge_fail(failure, "the output can't be written: %s", gk_database_message(db));
}

static void database_close_out(void *out) {
  joined *j = out;
  gk_database_close(j->db);
  free(j);
}

static void *database_create(const char *path, target to, merge_failure *failure) {
  (void)to;
  joined *j = calloc(1, sizeof *j);
  (void)unlink(path);
  if (j != NULL && gk_database_create(path, &j->db) == GK_OK)
    return j;
  (void)merge_fail(failure, "%s: %s", path, j != NULL ? gk_database_message(j->db) : "no memory");
  if (j != NULL)
    database_close_out(j);
  return NULL;
}

static int database_begin(void *out, merge_part *parts, size_t n_parts, merge_failure *failure) {
  (void)out, (void)parts, (void)n_parts, (void)failure;
  return 1;
}

static int database_copy(void *out, merge_part *part, merge_failure *failure) {
  joined *j = out;
  if (gk_database_copy(j->db, part->state) != GK_OK)
    return failed(j->db, failure);
  if (++j->n_copied == DATABASE_BATCH) {
    j->n_copied = 0;
    if (gk_database_commit(j->db) != GK_OK)
      return failed(j->db, failure);
  }
  return to_next(part, failure);
}

static int database_finish(void *out, merge_failure *failure) {
  joined *j = out;
  return gk_database_finish(j->db) == GK_OK ? 1 : failed(j->db, failure);
}

const merge_kind merge_database = {database_open,   database_create,    database_begin, database_copy,
                                   database_finish, database_close_out, database_close};
