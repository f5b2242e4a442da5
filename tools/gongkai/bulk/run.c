#include "bulk/run.h"

#include "bulk/digest.h"
#include "bulk/interrupt.h"
#include "bulk/own.h"
#include "bulk/pool.h"
#include "complain.h"
#include "verb.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_EXAMPLES = 5 };

/* Bytes of inputs and records on their way, for each worker; a document larger than that goes alone. */
enum { BYTES_A_WORKER = 16 << 20 };

typedef struct run {
  const run_options *options;
  store *store;
  FILE *log;
  progress *progress;
  pool *pool;
  int has_recognised; /* the walk has come to where the earlier run was */
  const char *broken; /* why the walk was ended here */
  int is_broken;      /* the store does not take more */
  buffer examples;    /* lines about the first inputs that were refused */
  size_t n_examples;
  tally before; /* what earlier runs did */
  own_file out;
  own_file log_file;
} run;

/* The workers */

static void *open_renderer(void *ctx) {
  return renderer_open(&((run *)ctx)->options->how);
}

static void work(void *state, task *t) {
  render(state, t);
}

static void close_renderer(void *state) {
  renderer_close(state);
}

static void *open_isolate(void *ctx) {
  const run_options *o = ((run *)ctx)->options;
  return isolate_open(&o->how, &o->isolation);
}

static void work_isolated(void *state, task *t) {
  isolate_work(state, t);
}

static void close_isolate(void *state) {
  isolate_close(state);
}

/* Where tasks end */

/* Without memory there is one less. */
static void keep_example(run *r, const task *t) {
  char *line = NULL;
  size_t n = 0;
  FILE *to = open_memstream(&line, &n);
  if (to == NULL)
    return;
  (void)fputs("    ", to);
  complain_name(to, task_name(t));
  if (t->member_n > 0) {
    (void)fputc('/', to);
    complain_name(to, task_member(t));
  }
  (void)fprintf(to, ": %s\n", gk_status_name(t->verdict.status));
  if (fclose(to) == 0)
    r->n_examples += buffer_append(&r->examples, line, n) == GK_OK;
  free(line);
}

static int give(void *ctx, const task *t) {
  run *r = ctx;
  if (!store_put(r->store, t)) {
    r->is_broken = 1;
    return 0;
  }
  if (r->log != NULL && t->log.n > 0)
    (void)fwrite(t->log.p, 1, t->log.n, r->log);
  if (t->verdict.outcome == GK_OUTCOME_REFUSED && r->n_examples < MAX_EXAMPLES)
    keep_example(r, t);
  progress_set(r->progress, store_tally(r->store), t->walked);
  return 1;
}

/* Where they begin */

/* The last input of the run that is gone on with: is it still the same? */
static int recognise(run *r, const found *f) {
  task t = {.n_bytes = f->n_bytes};
  r->has_recognised = task_set(&t, f->ordinal, f->name, f->member, &f->error) == GK_OK && store_recognise(r->store, &t);
  task_free(&t);
  if (!r->has_recognised)
    r->broken = "the inputs are not what they were when the run was interrupted; give --force to begin anew";
  return r->has_recognised;
}

static int visit(void *ctx, found *f) {
  run *r = ctx;
  if (interrupted())
    return 0;
  if (f->ordinal == store_last(r->store))
    return recognise(r, f);
  const gk_str place = {f->name.p + f->base, f->name.n - f->base};
  if (!shard_has(&r->options->shard, place, f->member))
    return 1;
  task *t = pool_claim(r->pool, f->bytes->n);
  if (t == NULL)
    return 0;
  t->n_bytes = f->n_bytes;
  t->walked = f->walked;
  (void)!task_set(t, f->ordinal, f->name, f->member, &f->error); /* without memory the store says so */
  buffer_swap(&t->bytes, f->bytes);
  pool_put(r->pool, t);
  return 1;
}

static pool *start_pool(run *r) {
  const run_options *o = r->options;
  const pool_calls calls = {
      .open = o->is_isolated ? open_isolate : open_renderer,
      .work = o->is_isolated ? work_isolated : work,
      .close = o->is_isolated ? close_isolate : close_renderer,
      .give = give,
      .ctx = r,
  };
  return pool_start(o->n_workers, o->n_workers * BYTES_A_WORKER, &calls);
}

static int is_own(void *ctx, const char *path) {
  const run *r = ctx;
  return own_file_is(&r->out, path) || own_file_is(&r->log_file, path);
}

/* Walks all there is. 0 if it did not come to the end. */
static int convert_all(run *r) {
  const walk_options how = {.from = store_last(r->store), .leaves_out = is_own, .leaves_out_ctx = r};
  r->pool = start_pool(r);
  if (r->pool == NULL) {
    r->broken = "no thread can be started";
    return 0;
  }
  int is_whole = walk(&how, &r->options->inputs, (visitor){visit, r});
  is_whole &= pool_finish(r->pool);
  if (is_whole && store_last(r->store) > 0 && !r->has_recognised) {
    r->broken = "there are fewer inputs than when the run was interrupted; give --force to begin anew";
    return 0;
  }
  return is_whole;
}

/* Beginning and end */

static int complain(const char *what) {
  (void)fprintf(stderr, "gongkai: error: %s\n", what);
  return STATUS_FAILED;
}

static int end_interrupted(run *r) {
  const char *path = r->options->out.path;
  if (!store_suspend(r->store))
    return complain(store_failure(r->store));
  if (path != NULL)
    (void)fprintf(stderr, "gongkai: interrupted; to go on, give the same command with --resume%s\n",
                  r->options->out.is_forced ? " instead of --force" : "");
  return 128 + interrupted();
}

static void print_summary(const run *r, double seconds) {
  const tally *t = store_tally(r->store);
  double n = (double)(tally_inputs(t) - tally_inputs(&r->before)), mb = (double)(t->bytes - r->before.bytes) / 1e6;
  tally_print(t, stderr);
  if (r->n_examples > 0)
    (void)fprintf(stderr, "  refused%s:\n%.*s", t->outcomes[GK_OUTCOME_REFUSED] > r->n_examples ? ", for example" : "",
                  (int)r->examples.n, r->examples.p);
  (void)fprintf(stderr, "  %.1f MB in %.1f s: %.0f inputs/s, %.1f MB/s\n", mb, seconds, n / seconds, mb / seconds);
}

static int end(run *r, int is_whole, double seconds) {
  if (interrupted() && !is_whole)
    return end_interrupted(r);
  if (r->is_broken)
    return complain(store_failure(r->store));
  if (!is_whole) {
    (void)store_suspend(r->store);
    return complain(r->broken != NULL ? r->broken : "no worker has memory");
  }
  if (!store_finish(r->store))
    return complain(store_failure(r->store));
  if (!r->options->is_quiet)
    print_summary(r, seconds);
  return store_tally(r->store)->outcomes[GK_OUTCOME_REFUSED] > 0 ? STATUS_FAILED : STATUS_FINE;
}

static double now(void) {
  struct timespec t;
  (void)clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int run_all(run *r) {
  double started = now();
  int is_whole = store_is_done(r->store);
  r->before = *store_tally(r->store);
  if (!is_whole) {
    r->progress = progress_start(r->options->progress, walk_total_bytes(&r->options->inputs));
    is_whole = convert_all(r);
    progress_finish(r->progress);
  }
  double seconds = now() - started;
  return end(r, is_whole, seconds > 0 ? seconds : 1e-9);
}

static int open_log(run *r) {
  const char *path = r->options->log_path;
  if (path == NULL)
    return 1;
  r->log = fopen(path, r->options->out.is_resumed ? "ae" : "we");
  if (r->log == NULL)
    (void)fprintf(stderr, "gongkai: error: %s: %s\n", path, strerror(errno));
  return r->log != NULL;
}

static int close_log(run *r) {
  if (r->log == NULL || (fclose(r->log) == 0))
    return 1;
  (void)fprintf(stderr, "gongkai: error: %s: %s\n", r->options->log_path, strerror(errno));
  return 0;
}

int run_conversion(const run_options *options) {
  char why[8192], digest[DIGEST_SIZE];
  run r = {.options = options, .out = own_file_of(options->out.path), .log_file = own_file_of(options->log_path)};
  store_options out = options->out;
  digest_of(options, digest);
  out.digest = digest;
  if (!open_log(&r))
    return STATUS_FAILED;
  interrupt_watch();
  r.store = store_open(&out, why, sizeof why);
  int status = r.store != NULL ? run_all(&r) : complain(why);
  store_close(r.store);
  buffer_free(&r.examples);
  if (!close_log(&r) && status == STATUS_FINE)
    status = STATUS_FAILED;
  return status;
}
