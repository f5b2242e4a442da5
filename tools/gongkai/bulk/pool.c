/*
 * pool.c: a ring of slots and three counters that only grow: put >= taken >= given. A slot's place is its number modulo
 * the ring's size; what lies between `given` and `put` is on its way.
 */
#include "bulk/pool.h"

#include <pthread.h>
#include <stdlib.h>

enum { SLOTS_A_WORKER = 16, SLOTS = 16 };

typedef struct slot {
  task task;
  size_t bytes; /* that it is counted with */
  int is_done;
} slot;

typedef struct worker {
  pthread_t thread;
  struct pool *pool;
} worker;

struct pool {
  pool_calls calls;
  size_t max_bytes;
  pthread_mutex_t lock;
  pthread_cond_t has_room;
  pthread_cond_t has_work;
  pthread_cond_t has_result;
  uint64_t n_put;
  uint64_t n_taken;
  uint64_t n_given;
  size_t bytes;   /* of all tasks on their way */
  int is_closed;  /* nothing more will be put */
  int is_stopped; /* nothing more is wanted */
  size_t n_idle;  /* workers that could not be opened */
  pthread_t giver;
  size_t n_slots;
  slot *slots;
  size_t n_workers;
  worker *workers;
};

static slot *slot_at(pool *p, uint64_t number) {
  return &p->slots[number % p->n_slots];
}

/* The workers */

/* The next task, or NULL at the end. */
static slot *take(pool *p) {
  slot *s = NULL;
  pthread_mutex_lock(&p->lock);
  while (p->n_taken == p->n_put && !p->is_closed && !p->is_stopped)
    pthread_cond_wait(&p->has_work, &p->lock);
  if (p->n_taken < p->n_put && !p->is_stopped)
    s = slot_at(p, p->n_taken++);
  pthread_mutex_unlock(&p->lock);
  return s;
}

static void finish_task(pool *p, slot *s) {
  size_t made = s->task.out.n + s->task.log.n;
  pthread_mutex_lock(&p->lock);
  s->is_done = 1;
  s->bytes += made;
  p->bytes += made;
  if (s == slot_at(p, p->n_given))
    pthread_cond_signal(&p->has_result);
  pthread_mutex_unlock(&p->lock);
}

/* Without any worker nothing will ever be done. */
static void give_up(pool *p) {
  pthread_mutex_lock(&p->lock);
  if (++p->n_idle == p->n_workers) {
    p->is_stopped = 1;
    pthread_cond_broadcast(&p->has_room);
    pthread_cond_broadcast(&p->has_result);
  }
  pthread_mutex_unlock(&p->lock);
}

static void *run_worker(void *arg) {
  pool *p = ((worker *)arg)->pool;
  void *state = p->calls.open(p->calls.ctx);
  if (state == NULL) {
    give_up(p);
    return NULL;
  }
  for (slot *s = take(p); s != NULL; s = take(p)) {
    p->calls.work(state, &s->task);
    finish_task(p, s);
  }
  p->calls.close(state);
  return NULL;
}

/* The receiver */

/* The oldest task once it is done, or NULL at the end. */
static slot *await_oldest(pool *p) {
  slot *s = NULL;
  pthread_mutex_lock(&p->lock);
  while (!p->is_stopped && !(p->n_given < p->n_put && slot_at(p, p->n_given)->is_done) &&
         !(p->is_closed && p->n_given == p->n_put))
    pthread_cond_wait(&p->has_result, &p->lock);
  if (!p->is_stopped && p->n_given < p->n_put)
    s = slot_at(p, p->n_given);
  pthread_mutex_unlock(&p->lock);
  return s;
}

static void give_back(pool *p, slot *s, int is_wanted) {
  pthread_mutex_lock(&p->lock);
  p->bytes -= s->bytes;
  s->bytes = 0;
  s->is_done = 0;
  p->n_given++;
  if (!is_wanted) {
    p->is_stopped = 1;
    pthread_cond_broadcast(&p->has_work);
  }
  pthread_cond_signal(&p->has_room);
  pthread_mutex_unlock(&p->lock);
}

static void *run_giver(void *arg) {
  pool *p = arg;
  for (slot *s = await_oldest(p); s != NULL; s = await_oldest(p)) {
    int is_wanted = p->calls.give(p->calls.ctx, &s->task);
    task_clear(&s->task);
    give_back(p, s, is_wanted);
  }
  return NULL;
}

/* The producer */

task *pool_claim(pool *p, uint64_t n_bytes) {
  size_t bytes = n_bytes < p->max_bytes ? (size_t)n_bytes : p->max_bytes;
  task *t = NULL;
  pthread_mutex_lock(&p->lock);
  while (!p->is_stopped && (p->n_put - p->n_given == p->n_slots || (p->bytes > 0 && p->bytes > p->max_bytes - bytes)))
    pthread_cond_wait(&p->has_room, &p->lock);
  if (!p->is_stopped) {
    slot *s = slot_at(p, p->n_put);
    s->bytes = bytes;
    p->bytes += bytes;
    t = &s->task;
  }
  pthread_mutex_unlock(&p->lock);
  return t;
}

void pool_put(pool *p, task *t) {
  (void)t; /* the one that was claimed */
  pthread_mutex_lock(&p->lock);
  p->n_put++;
  pthread_cond_signal(&p->has_work);
  pthread_mutex_unlock(&p->lock);
}

/* Life */

static void free_pool(pool *p) {
  for (size_t i = 0; p->slots != NULL && i < p->n_slots; i++)
    task_free(&p->slots[i].task);
  pthread_cond_destroy(&p->has_result);
  pthread_cond_destroy(&p->has_work);
  pthread_cond_destroy(&p->has_room);
  pthread_mutex_destroy(&p->lock);
  free(p->workers);
  free(p->slots);
  free(p);
}

/* Threads that can't be had are done without, as long as there is one. */
static void start_workers(pool *p, size_t n_workers) {
  pthread_mutex_lock(&p->lock); /* nobody counts them before they are all there */
  for (size_t i = 0; i < n_workers; i++) {
    p->workers[p->n_workers].pool = p;
    p->n_workers += pthread_create(&p->workers[p->n_workers].thread, NULL, run_worker, &p->workers[p->n_workers]) == 0;
  }
  pthread_mutex_unlock(&p->lock);
}

pool *pool_start(size_t n_workers, size_t max_bytes, const pool_calls *calls) {
  pool *p = calloc(1, sizeof *p);
  if (p == NULL)
    return NULL;
  p->calls = *calls;
  p->max_bytes = max_bytes;
  p->n_slots = SLOTS + n_workers * SLOTS_A_WORKER;
  p->slots = calloc(p->n_slots, sizeof *p->slots);
  p->workers = calloc(n_workers, sizeof *p->workers);
  pthread_mutex_init(&p->lock, NULL);
  pthread_cond_init(&p->has_room, NULL);
  pthread_cond_init(&p->has_work, NULL);
  pthread_cond_init(&p->has_result, NULL);
  if (p->slots == NULL || p->workers == NULL || pthread_create(&p->giver, NULL, run_giver, p) != 0) {
    free_pool(p);
    return NULL;
  }
  start_workers(p, n_workers);
  if (p->n_workers > 0)
    return p;
  (void)pool_finish(p);
  return NULL;
}

int pool_finish(pool *p) {
  pthread_mutex_lock(&p->lock);
  p->is_closed = 1;
  pthread_cond_broadcast(&p->has_work);
  pthread_cond_broadcast(&p->has_result);
  pthread_mutex_unlock(&p->lock);
  for (size_t i = 0; i < p->n_workers; i++)
    (void)pthread_join(p->workers[i].thread, NULL);
  (void)pthread_join(p->giver, NULL);
  int is_whole = !p->is_stopped;
  free_pool(p);
  return is_whole;
}
