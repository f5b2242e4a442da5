/*
 * pool.h: tasks worked on by several threads and given out in the order they were put in.
 *
 *   one producer ──put──▶ [ ring of tasks ] ──▶ workers      any order
 *                                 │
 *                                 └──give──▶ one receiver    the order of put
 *
 * The ring is bounded in tasks and in bytes: a producer that is faster waits, and so does one whose oldest task takes
 * long. The oldest task is always being worked on or given out, so nobody waits for ever.
 */
#ifndef GONGKAI_TOOLS_POOL_H
#define GONGKAI_TOOLS_POOL_H

#include "bulk/task.h"

typedef struct pool pool;

typedef struct pool_calls {
  void *(*open)(void *ctx); /* a worker's own state, called in its thread; NULL: there will be no such worker */
  void (*work)(void *state, task *t);    /* in any worker */
  void (*close)(void *state);            /* in the worker's thread */
  int (*give)(void *ctx, const task *t); /* in a thread of its own; 0: nothing more is wanted */
  void *ctx;
} pool_calls;

/* Starts `n_workers` threads or fewer, and one that gives out; NULL without memory or threads. */
pool *pool_start(size_t n_workers, size_t max_bytes, const pool_calls *calls);

/* An empty task to fill in, once there is room for one and for `n_bytes`; NULL if nothing more is wanted. It must be
 * put. */
task *pool_claim(pool *p, uint64_t n_bytes);
void pool_put(pool *p, task *t);

/* Waits until everything that was put has been given out, ends the threads, frees the pool. 0 if `give` said 0, or if
   there were no workers. */
int pool_finish(pool *p);

#endif
