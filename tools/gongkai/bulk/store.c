#include "bulk/store.h"

#include "bulk/keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PARTIAL ".partial"
#define JOURNAL ".journal"

struct store {
  store_options options;
  char partial[PATH_MAX];
  char journal_path[PATH_MAX];
  journal journal;
  keeper *keeper;
  mark done;     /* all that was put */
  uint64_t last; /* of an earlier run, and what it was */
  char last_input[IDENTITY_SIZE];
  int is_done;
  char failure[PATH_MAX + 256];
};

/* Failures */

__attribute__((format(printf, 2, 3))) static int fail(store *s, const char *format, ...) {
  va_list args;
  va_start(args, format);
  (void)vsnprintf(s->failure, sizeof s->failure, format, args); /* NOLINT(clang-analyzer-valist.Uninitialized) */
  va_end(args);
  return 0;
}

static const char *shown_path(const store *s) {
  return s->options.path != NULL ? s->partial : "standard output";
}

static int fail_to_write(store *s) {
  const char *then =
      s->options.path != NULL ? "; what is done is kept: make room and give the same command with --resume" : "";
  return fail(s, "%s: %s%s", shown_path(s), s->keeper->failure, then);
}

const char *store_failure(const store *s) {
  return s->failure;
}

/* Opening */

static int exists(const char *path) {
  return access(path, F_OK) == 0;
}

static int may_be_replaced(store *s) {
  const char *path = s->options.path;
  if (s->options.is_forced)
    return 1;
  if (exists(s->journal_path) || exists(s->partial))
    return fail(s, "%s: an interrupted run has left it; give --resume to go on with that, or --force to begin anew",
                exists(s->partial) ? s->partial : s->journal_path);
  return exists(path) ? fail(s, "%s: the file exists; give --force to replace it", path) : 1;
}

static int fail_to_open(store *s, journal_state state) {
  switch (state) {
  case JOURNAL_BUSY:
    return fail(s, "%s: another run is writing this output", s->journal_path);
  case JOURNAL_OTHER:
    return fail(s,
                "%s: it is of a run with other inputs or options, or another version; give what was given then, or "
                "--force to begin anew",
                s->journal_path);
  default:
    return fail(s, "%s: %s", s->journal_path, strerror(errno));
  }
}

static int begin(store *s) {
  if (s->options.path != NULL) {
    journal_state state = journal_create(&s->journal, s->journal_path, s->options.digest);
    if (state != JOURNAL_OPEN)
      return fail_to_open(s, state);
  }
  if (s->keeper->kind->create(s->keeper))
    return 1;
  (void)unlink(s->journal_path);
  return fail(s, "%s: %s", shown_path(s), s->keeper->failure);
}

/* The output was whole, and perhaps it has its name already. */
static int take_whole(store *s) {
  s->is_done = 1;
  return exists(s->partial) || exists(s->options.path)
             ? 1
             : fail(s, "%s: it is gone; give --force to begin anew", s->options.path);
}

static int accept_any(void *ctx, const mark *m) {
  (void)ctx, (void)m;
  return 1;
}

/* 1 to go on, 0 on failure, -1 where there is nothing to go on with. */
static int open_journal(store *s) {
  int has_partial = exists(s->partial);
  if (has_partial && !s->keeper->kind->reopen(s->keeper))
    return fail(s, "%s: %s", s->partial, s->keeper->failure);
  journal_state state = journal_resume(&s->journal, s->journal_path, s->options.digest,
                                       has_partial ? s->keeper->kind->accepts : accept_any, s->keeper, &s->done);
  if (state == JOURNAL_ENDED)
    return take_whole(s);
  if (state == JOURNAL_NONE || (state == JOURNAL_OPEN && !has_partial))
    return -1;
  return state == JOURNAL_OPEN ? 1 : fail_to_open(s, state);
}

/* Where an interrupted run has left nothing, one begins: so the same command serves until all is done. */
static int begin_instead(store *s) {
  journal_close(&s->journal);
  if (exists(s->partial))
    return fail(s, "%s: its journal is gone; give --force to begin anew", s->partial);
  if (exists(s->options.path))
    return fail(s, "%s: the file exists, and no interrupted run is to be gone on with; give --force to replace it",
                s->options.path);
  return begin(s);
}

static int go_on(store *s) {
  int found = open_journal(s);
  if (found < 0)
    return begin_instead(s);
  if (found == 0 || s->is_done)
    return found;
  if (!s->keeper->kind->rewind(s->keeper, &s->done))
    return fail(s, "%s: %s; give --force to begin anew", s->partial, s->keeper->failure);
  s->last = s->done.ordinal;
  memcpy(s->last_input, s->done.input, sizeof s->last_input);
  return 1;
}

static int set_paths(store *s) {
  const char *path = s->options.path;
  if (path == NULL)
    return 1;
  if (snprintf(s->partial, PATH_MAX, "%s" PARTIAL, path) >= PATH_MAX ||
      snprintf(s->journal_path, PATH_MAX, "%s" JOURNAL, path) >= PATH_MAX)
    return fail(s, "%s", strerror(ENAMETOOLONG));
  return 1;
}

static int open_all(store *s) {
  if (!set_paths(s))
    return 0;
  const keeper_kind *kind = s->options.target == TARGET_SQLITE ? &database_keeper : &text_keeper;
  s->keeper = kind->make(s->options.path != NULL ? s->partial : NULL, &s->options);
  if (s->keeper == NULL)
    return fail(s, "%s", strerror(ENOMEM));
  if (s->options.is_resumed)
    return go_on(s);
  return (s->options.path == NULL || may_be_replaced(s)) && begin(s);
}

store *store_open(const store_options *options, char *why, size_t why_size) {
  store *s = calloc(1, sizeof *s);
  if (s == NULL) {
    (void)snprintf(why, why_size, "%s", strerror(ENOMEM));
    return NULL;
  }
  s->options = *options;
  s->journal.fd = -1;
  memset(s->done.input, '0', sizeof s->done.input - 1);
  if (open_all(s))
    return s;
  (void)snprintf(why, why_size, "%s", s->failure);
  store_close(s);
  return NULL;
}

int store_is_done(const store *s) {
  return s->is_done;
}

uint64_t store_last(const store *s) {
  return s->last;
}

int store_recognise(const store *s, const task *t) {
  char input[IDENTITY_SIZE];
  identity_of(t, input);
  return t->ordinal == s->last && strcmp(input, s->last_input) == 0;
}

const tally *store_tally(const store *s) {
  return &s->done.tally;
}

/* Writing */

int store_put(store *s, const task *t) {
  if (t->ordinal == 0 || t->out.n == 0)
    return fail(s, "%s: no memory for the record of an input", shown_path(s));
  if (!s->keeper->kind->put(s->keeper, t))
    return fail_to_write(s);
  tally_add(&s->done.tally, &t->verdict, t->n_bytes);
  s->done.ordinal = t->ordinal;
  if (s->options.path == NULL)
    return 1;
  identity_of(t, s->done.input);
  if (!s->keeper->kind->is_due(s->keeper))
    return 1;
  return s->keeper->kind->secure(s->keeper, &s->journal, &s->done) ? 1 : fail_to_write(s);
}

int store_suspend(store *s) {
  if (s->options.path == NULL)
    return 1;
  return s->keeper->kind->suspend(s->keeper, &s->journal, &s->done) ? 1 : fail_to_write(s);
}

/* A name is safe once its folder is. */
static void sync_folder(const char *path) {
  char folder[PATH_MAX];
  const char *slash = strrchr(path, '/');
  size_t n = slash == NULL ? 0 : slash == path ? 1 : (size_t)(slash - path);
  (void)snprintf(folder, sizeof folder, "%.*s", (int)n, path);
  int fd = open(n == 0 ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return;
  (void)fsync(fd);
  (void)close(fd);
}

static int name_output(store *s) {
  if (exists(s->partial) && rename(s->partial, s->options.path) != 0)
    return fail(s, "%s: %s", s->options.path, strerror(errno));
  sync_folder(s->options.path);
  (void)unlink(s->journal_path);
  return 1;
}

int store_finish(store *s) {
  if (!s->is_done && !s->keeper->kind->finish(s->keeper, &s->journal, &s->done))
    return fail_to_write(s);
  if (s->options.path == NULL)
    return 1;
  s->keeper->kind->close(s->keeper);
  s->keeper = NULL;
  if (!s->is_done && !journal_end(&s->journal))
    return fail(s, "%s: %s", s->journal_path, strerror(errno));
  return name_output(s);
}

void store_close(store *s) {
  if (s == NULL)
    return;
  if (s->keeper != NULL)
    s->keeper->kind->close(s->keeper);
  journal_close(&s->journal);
  free(s);
}
