/* Tasks done by several threads: all of them, each once, in the order they were put in, and never too many at once. */
#include "unit.h"

#include "bulk/pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { N_TASKS = 3000, TASK_BYTES = 1000, MAX_BYTES = 20 * TASK_BYTES };

typedef struct bench {
  atomic_int n_opened;
  atomic_int n_closed;
  atomic_int n_worked;
  atomic_int on_their_way;
  int most_on_their_way;
  uint64_t n_given;
  uint64_t stop_after; /* 0: never */
  int opens;           /* how many workers can be opened; -1 for all */
} bench;

static void *open_worker(void *ctx) {
  bench *b = ctx;
  if (b->opens >= 0 && atomic_fetch_add(&b->n_opened, 1) >= b->opens)
    return NULL;
  return b;
}

/* Some take longer than others. */
static void work(void *state, task *t) {
  bench *b = state;
  char text[32];
  if (t->ordinal % 17 == 3)
    (void)nanosleep(&(struct timespec){0, 300000}, NULL);
  int n = snprintf(text, sizeof text, "%d", (int)t->ordinal);
  assert_int_equal(buffer_append(&t->out, text, (size_t)n), GK_OK);
  atomic_fetch_add(&b->n_worked, 1);
}

static void close_worker(void *state) {
  atomic_fetch_add(&((bench *)state)->n_closed, 1);
}

static int give(void *ctx, const task *t) {
  bench *b = ctx;
  char text[32];
  int n = snprintf(text, sizeof text, "%d", (int)++b->n_given);
  assert_int_equal(t->ordinal, b->n_given);
  assert_int_equal(t->out.n, n);
  assert_memory_equal(t->out.p, text, (size_t)n);
  atomic_fetch_sub(&b->on_their_way, 1);
  return b->n_given != b->stop_after;
}

/* How many were put. */
static uint64_t produce(bench *b, pool *p, uint64_t n) {
  const gk_error none = {0};
  for (uint64_t i = 1; i <= n; i++) {
    task *t = pool_claim(p, TASK_BYTES);
    if (t == NULL)
      return i - 1;
    assert_int_equal(t->out.n, 0);
    assert_int_equal(task_set(t, i, GK_LIT("name"), GK_LIT("member"), &none), GK_OK);
    int now = atomic_fetch_add(&b->on_their_way, 1) + 1;
    b->most_on_their_way = now > b->most_on_their_way ? now : b->most_on_their_way;
    pool_put(p, t);
  }
  return n;
}

static pool *start(bench *b, size_t n_workers, size_t max_bytes) {
  const pool_calls calls = {open_worker, work, close_worker, give, b};
  return pool_start(n_workers, max_bytes, &calls);
}

static void keeps_the_order(void **state) {
  (void)state;
  static const size_t workers[] = {1, 2, 5};
  for (size_t i = 0; i < sizeof workers / sizeof *workers; i++) {
    bench b = {.opens = -1};
    pool *p = start(&b, workers[i], SIZE_MAX / 2);
    assert_non_null(p);
    assert_int_equal(produce(&b, p, N_TASKS), N_TASKS);
    assert_true(pool_finish(p));
    assert_int_equal(b.n_given, N_TASKS);
    assert_int_equal(b.n_worked, N_TASKS);
    assert_int_equal(b.n_closed, workers[i]);
  }
}

static void has_an_end_without_tasks(void **state) {
  (void)state;
  bench b = {.opens = -1};
  pool *p = start(&b, 2, MAX_BYTES);
  assert_true(pool_finish(p));
  assert_int_equal(b.n_given, 0);
  assert_int_equal(b.n_closed, 2);
}

static void bounds_what_is_on_its_way(void **state) {
  (void)state;
  bench b = {.opens = -1};
  pool *p = start(&b, 3, MAX_BYTES);
  (void)produce(&b, p, N_TASKS);
  assert_true(pool_finish(p));
  assert_int_equal(b.n_given, N_TASKS);
  assert_in_range(b.most_on_their_way, 2,
                  MAX_BYTES / TASK_BYTES + 1); /* one may be given out and not counted off yet */
}

/* A task that is larger than all that is allowed goes alone. */
static void lets_a_large_one_through(void **state) {
  (void)state;
  bench b = {.opens = -1};
  pool *p = start(&b, 2, TASK_BYTES / 2);
  assert_int_equal(produce(&b, p, 50), 50);
  assert_true(pool_finish(p));
  assert_int_equal(b.n_given, 50);
  assert_in_range(b.most_on_their_way, 1, 2);
}

static void stops_when_no_more_is_wanted(void **state) {
  (void)state;
  bench b = {.opens = -1, .stop_after = 100};
  pool *p = start(&b, 3, SIZE_MAX / 2);
  assert_in_range(produce(&b, p, N_TASKS), 100, N_TASKS - 1);
  assert_false(pool_finish(p));
  assert_int_equal(b.n_given, 100);
}

static void does_with_the_workers_it_gets(void **state) {
  (void)state;
  bench b = {.opens = 1};
  pool *p = start(&b, 4, SIZE_MAX / 2);
  assert_int_equal(produce(&b, p, 500), 500);
  assert_true(pool_finish(p));
  assert_int_equal(b.n_given, 500);
  assert_int_equal(b.n_closed, 1);
}

static void does_not_wait_for_workers_there_are_none_of(void **state) {
  (void)state;
  bench b = {.opens = 0};
  pool *p = start(&b, 3, MAX_BYTES);
  assert_in_range(produce(&b, p, N_TASKS), 0, N_TASKS - 1);
  assert_false(pool_finish(p));
  assert_int_equal(b.n_given, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keeps_the_order),
      cmocka_unit_test(has_an_end_without_tasks),
      cmocka_unit_test(bounds_what_is_on_its_way),
      cmocka_unit_test(lets_a_large_one_through),
      cmocka_unit_test(stops_when_no_more_is_wanted),
      cmocka_unit_test(does_with_the_workers_it_gets),
      cmocka_unit_test(does_not_wait_for_workers_there_are_none_of),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
