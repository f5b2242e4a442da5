/*
 * keep_database.c: records as rows of a database. Where a transaction ends shows in its bytes, so that is done after a
 * fixed number of inputs; what lies behind the last such point is done again another time.
 */
#include "bulk/keeper.h"

#include "emit/database.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct database {
  keeper base;
  gk_database *db;
  uint64_t n_put;  /* since the last commit */
  int is_finished; /* as it was found */
} database;

static int failed(database *d) {
  d->base.failure = gk_database_message(d->db);
  return 0;
}

static keeper *database_make(const char *path, const store_options *options) {
  database *d = calloc(1, sizeof *d);
  if (d == NULL)
    return NULL;
  d->base = (keeper){.kind = &database_keeper, .path = path, .options = options};
  return (keeper *)d;
}

static int database_create(keeper *k) {
  database *d = (database *)k;
  (void)unlink(k->path); /* of an earlier run, which is not wanted any more */
  return gk_database_create(k->path, &d->db) == GK_OK ? 1 : failed(d);
}

/* An earlier run may have come to its end but for the name. */
static int database_reopen(keeper *k) {
  database *d = (database *)k;
  gk_status status = gk_database_open_for_resume(k->path, &d->db);
  if (status == GK_OK)
    return 1;
  if (status != GK_STATUS_UNSUPPORTED)
    return failed(d);
  gk_database_close(d->db);
  d->is_finished = 1;
  return gk_database_open_shard(k->path, &d->db) == GK_OK ? 1 : failed(d);
}

static int database_accepts(void *k, const mark *m) {
  return m->ordinal <= gk_database_last_ordinal(((database *)k)->db);
}

/* The mark is written before the commit, so that there is one for whatever was committed. */
static int database_rewind(keeper *k, const mark *m) {
  database *d = (database *)k;
  if (m->ordinal == gk_database_last_ordinal(d->db))
    return 1;
  k->failure = "it and its journal do not belong together";
  return 0;
}

static int database_put(keeper *k, const task *t) {
  database *d = (database *)k;
  d->n_put++;
  return gk_database_add(d->db, (gk_str){t->out.p, t->out.n}) == GK_OK ? 1 : failed(d);
}

static int database_is_due(keeper *k) {
  return ((database *)k)->n_put == DATABASE_BATCH;
}

static int write_mark(keeper *k, journal *j, mark *m) {
  if (journal_mark(j, m))
    return 1;
  k->failure = strerror(errno);
  return 0;
}

static int database_secure(keeper *k, journal *j, mark *m) {
  database *d = (database *)k;
  if (!write_mark(k, j, m))
    return 0;
  d->n_put = 0;
  return gk_database_commit(d->db) == GK_OK ? 1 : failed(d);
}

static int database_suspend(keeper *k, journal *j, mark *m) {
  (void)k, (void)j, (void)m;
  return 1;
}

static int database_finish(keeper *k, journal *j, mark *m) {
  database *d = (database *)k;
  if (d->is_finished)
    return 1;
  if (!write_mark(k, j, m))
    return 0;
  return gk_database_finish(d->db) == GK_OK ? 1 : failed(d);
}

static void database_close(keeper *k) {
  database *d = (database *)k;
  gk_database_close(d->db);
  free(d);
}

const keeper_kind database_keeper = {
    .make = database_make,
    .create = database_create,
    .reopen = database_reopen,
    .accepts = database_accepts,
    .rewind = database_rewind,
    .put = database_put,
    .is_due = database_is_due,
    .secure = database_secure,
    .suspend = database_suspend,
    .finish = database_finish,
    .close = database_close,
};
