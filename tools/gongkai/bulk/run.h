/*
 * run.h: a conversion, from the inputs to the finished output.
 *
 *   walk() ──visit──▶ pool ──▶ workers: render() or isolate_work()
 *                       └──give──▶ store, log, progress
 */
#ifndef GONGKAI_TOOLS_RUN_H
#define GONGKAI_TOOLS_RUN_H

#include "bulk/isolate.h"
#include "bulk/progress.h"
#include "bulk/shard.h"
#include "bulk/store.h"
#include "walk.h"

typedef struct run_options {
  rendering how;
  walk_inputs inputs;
  shard shard;
  store_options out; /* its digest is filled in here */
  size_t n_workers;
  int is_isolated;
  isolation isolation;
  progress_style progress;
  const char *log_path; /* NULL for none */
  int is_quiet;         /* no summary */
} run_options;

/* Runs it; says on standard error what went wrong and, at the end, what became of the inputs. Returns the exit status.
 */
int run_conversion(const run_options *options);

#endif
