#include "unit.h"

#include "gongkai/arena.h"

#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define WITH_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif
#ifdef WITH_ASAN
#include <sanitizer/asan_interface.h>
#endif

/* An allocator that counts what is out and fails from a given call on. */
typedef struct books {
  size_t n_calls;
  size_t n_blocks;
  size_t n_bytes;
  size_t fail_from; /* 0: never */
} books;

static void *booked_alloc(void *ctx, size_t bytes) {
  books *b = ctx;
  b->n_calls++;
  if (b->fail_from != 0 && b->n_calls >= b->fail_from)
    return NULL;
  void *p = malloc(bytes);
  assert_non_null(p);
  b->n_blocks++;
  b->n_bytes += bytes;
  return p;
}

static void booked_free(void *ctx, void *p, size_t bytes) {
  books *b = ctx;
  b->n_blocks--;
  b->n_bytes -= bytes;
  free(p);
}

static void init(gk_arena *arena, books *b, size_t max_bytes) {
  *b = (books){0};
  gk_alloc alloc = {booked_alloc, booked_free, b};
  gk_arena_init(arena, &alloc, max_bytes);
}

static void free_and_check(gk_arena *arena, const books *b) {
  gk_arena_free(arena);
  assert_int_equal(b->n_blocks, 0);
  assert_int_equal(b->n_bytes, 0);
}

static void takes_nothing_before_the_first_allocation(void **state) {
  (void)state;
  gk_arena arena;
  books b;
  init(&arena, &b, 0);
  assert_int_equal(b.n_calls, 0);
  gk_arena_reset(&arena);
  gk_arena_rewind(&arena, gk_arena_mark_get(&arena));
  free_and_check(&arena, &b);
  assert_int_equal(b.n_calls, 0);
}

static void aligns_and_does_not_overlap(void **state) {
  (void)state;
  gk_arena arena;
  books b;
  init(&arena, &b, 0);
  enum { N = 700 };
  unsigned char *blocks[N];
  for (size_t i = 0; i < N; i++) {
    size_t align = (size_t)1 << (i % 7);
    size_t bytes = i * 3;
    blocks[i] = gk_arena_alloc(&arena, bytes, align);
    assert_non_null(blocks[i]);
    assert_int_equal((uintptr_t)blocks[i] % align, 0);
    memset(blocks[i], (int)(i & 0xff), bytes);
  }
  for (size_t i = 0; i < N; i++)
    for (size_t k = 0; k < i * 3; k++)
      assert_int_equal(blocks[i][k], i & 0xff);
  free_and_check(&arena, &b);
}

static void refuses_odd_alignments(void **state) {
  (void)state;
  const size_t odd[] = {0, 3, 48, 128};
  for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
    gk_arena arena;
    gk_arena_init(&arena, NULL, 0);
    assert_null(gk_arena_alloc(&arena, 1, odd[i]));
    assert_true(gk_arena_failed(&arena));
    gk_arena_free(&arena);
  }
}

static void empty_allocations_are_distinct(void **state) {
  (void)state;
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  void *a = gk_arena_alloc(&arena, 0, 1);
  void *b = gk_arena_alloc(&arena, 0, 1);
  assert_non_null(a);
  assert_non_null(b);
  assert_ptr_not_equal(a, b);
  gk_arena_free(&arena);
}

static void arrays_are_cleared_and_checked(void **state) {
  (void)state;
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  gk_arena_mark start = gk_arena_mark_get(&arena);
  unsigned char *dirty = gk_arena_alloc(&arena, 1000, 8);
  assert_non_null(dirty);
  memset(dirty, 0xff, 1000);
  gk_arena_rewind(&arena, start);
  uint64_t *clean = GK_NEW_ARRAY(&arena, uint64_t, 125);
  assert_non_null(clean);
  for (size_t i = 0; i < 125; i++)
    assert_int_equal(clean[i], 0);
  assert_false(gk_arena_failed(&arena));
  assert_null(gk_arena_array(&arena, SIZE_MAX / 4, 8, 8));
  assert_true(gk_arena_failed(&arena));
  gk_arena_free(&arena);
}

static void sizes_near_the_top_do_not_wrap(void **state) {
  (void)state;
  for (size_t less = 0; less < 256; less++) {
    gk_arena arena;
    gk_arena_init(&arena, NULL, 1 << 20);
    assert_non_null(gk_arena_alloc(&arena, 1, 1));
    assert_null(gk_arena_alloc(&arena, SIZE_MAX - less, 64));
    assert_true(gk_arena_failed(&arena));
    gk_arena_free(&arena);
  }
}

static void ceiling_holds_and_failure_sticks(void **state) {
  (void)state;
  enum { CEILING = 300000 };
  gk_arena arena;
  books b;
  init(&arena, &b, CEILING);
  size_t n = 0;
  while (gk_arena_alloc(&arena, 1000, 8) != NULL)
    n++;
  assert_true(b.n_bytes <= CEILING);
  assert_int_equal(gk_arena_get_stats(&arena).reserved_bytes, b.n_bytes);
  assert_true(n > CEILING / 2 / 1000); /* and the ceiling is not there for nothing */
  assert_true(gk_arena_failed(&arena));
  gk_arena_rewind(&arena, (gk_arena_mark){0});
  assert_true(gk_arena_failed(&arena));
  assert_non_null(gk_arena_alloc(&arena, 1000, 8)); /* there is room again, but the flag stays for who checks late */
  assert_true(gk_arena_failed(&arena));
  gk_arena_reset(&arena);
  assert_false(gk_arena_failed(&arena));
  free_and_check(&arena, &b);
}

static void refusal_of_the_allocator_is_a_failure(void **state) {
  (void)state;
  gk_arena arena;
  books b;
  init(&arena, &b, 0);
  b.fail_from = 3;
  size_t n = 0;
  while (gk_arena_alloc(&arena, 50000, 8) != NULL)
    n++;
  assert_true(n >= 2);
  assert_true(gk_arena_failed(&arena));
  assert_int_equal(gk_arena_get_stats(&arena).n_system, 2);
  free_and_check(&arena, &b);
}

static void rewind_frees_what_came_after(void **state) {
  (void)state;
  gk_arena arena;
  books b;
  init(&arena, &b, 0);
  char *kept = gk_arena_alloc(&arena, 100, 1);
  assert_non_null(kept);
  memset(kept, 'k', 100);
  gk_arena_mark mark = gk_arena_mark_get(&arena);
  gk_arena_stats before = gk_arena_get_stats(&arena);
  for (int round = 0; round < 3; round++) {
    for (size_t i = 0; i < 100; i++)
      assert_non_null(gk_arena_alloc(&arena, 10000, 16));
    gk_arena_rewind(&arena, mark);
    gk_arena_stats after = gk_arena_get_stats(&arena);
    assert_int_equal(after.used_bytes, before.used_bytes);
    assert_int_equal(after.reserved_bytes, before.reserved_bytes);
    assert_int_equal(after.n_chunks, before.n_chunks);
    assert_true(after.peak_bytes >= 1000000);
  }
  for (size_t i = 0; i < 100; i++)
    assert_int_equal(kept[i], 'k');
  free_and_check(&arena, &b);
}

static void grow_keeps_the_content(void **state) {
  (void)state;
  gk_arena arena;
  books b;
  init(&arena, &b, 0);
  size_t n = 1;
  char *p = gk_arena_grow(&arena, NULL, 0, n, 1);
  assert_non_null(p);
  p[0] = 'x';
  while (n < 3000000) {
    p = gk_arena_grow(&arena, p, n, n * 3, 1);
    assert_non_null(p);
    memset(p + n, 'x', n * 2);
    n *= 3;
  }
  for (size_t i = 0; i < n; i++)
    if (p[i] != 'x')
      fail_msg("byte %zu was lost", i);
  free_and_check(&arena, &b);
}

#ifndef GK_ARENA_SEPARATE
static void grow_extends_the_latest_in_place(void **state) {
  (void)state;
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  char *first = gk_arena_alloc(&arena, 10, 1);
  char *latest = gk_arena_alloc(&arena, 10, 1);
  assert_non_null(first);
  assert_non_null(latest);
  assert_ptr_equal(gk_arena_grow(&arena, latest, 10, 5000, 1), latest);
  memset(latest, 'l', 5000);
  char *moved = gk_arena_grow(&arena, first, 10, 20, 1);
  assert_non_null(moved);
  assert_ptr_not_equal(moved, first);
  for (size_t i = 0; i < 5000; i++)
    assert_int_equal(latest[i], 'l');
  gk_arena_free(&arena);
}

/* What was the latest before a mark is no longer the latest after a rewind to it. */
static void grow_after_rewind_does_not_overlap(void **state) {
  (void)state;
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  char *old = gk_arena_alloc(&arena, 16, 1);
  assert_non_null(old);
  gk_arena_mark mark = gk_arena_mark_get(&arena);
  char *scratch = gk_arena_alloc(&arena, 16, 1);
  assert_non_null(scratch);
  gk_arena_rewind(&arena, mark);
  char *fresh = gk_arena_alloc(&arena, 16, 1);
  assert_non_null(fresh);
  memset(fresh, 'f', 16);
  char *grown = gk_arena_grow(&arena, old, 16, 64, 1);
  assert_non_null(grown);
  memset(grown, 'g', 64);
  for (size_t i = 0; i < 16; i++)
    assert_int_equal(fresh[i], 'f');
  gk_arena_free(&arena);
}

static void reset_keeps_one_chunk_for_the_next_document(void **state) {
  (void)state;
  gk_arena arena;
  books b;
  init(&arena, &b, 0);
  size_t n_calls = 0;
  for (int document = 0; document < 50; document++) {
    for (size_t i = 0; i < 1000; i++)
      assert_non_null(gk_arena_alloc(&arena, 500, 8));
    gk_arena_reset(&arena);
    assert_int_equal(gk_arena_get_stats(&arena).n_chunks, 1);
    assert_int_equal(gk_arena_get_stats(&arena).used_bytes, 0);
    if (document == 2)
      n_calls = b.n_calls;
  }
  assert_int_equal(b.n_calls, n_calls); /* after the first few documents the allocator is left alone */
  assert_int_equal(gk_arena_get_stats(&arena).n_system, b.n_calls);
  free_and_check(&arena, &b);
}

static void small_allocations_share_chunks(void **state) {
  (void)state;
  gk_arena arena;
  books b;
  init(&arena, &b, 0);
  for (size_t i = 0; i < 100000; i++)
    assert_non_null(gk_arena_alloc(&arena, 24, 8));
  assert_true(b.n_calls < 20);
  assert_int_equal(gk_arena_get_stats(&arena).n_allocs, 100000);
  free_and_check(&arena, &b);
}
#else
static void every_allocation_is_a_block_of_its_own(void **state) {
  (void)state;
  gk_arena arena;
  books b;
  init(&arena, &b, 0);
  for (size_t i = 0; i < 1000; i++)
    assert_non_null(gk_arena_alloc(&arena, 24, 8));
  assert_int_equal(b.n_calls, 1000);
  assert_int_equal(b.n_blocks, 1000);
  free_and_check(&arena, &b);
}
#endif

static void a_big_allocation_fits(void **state) {
  (void)state;
  gk_arena arena;
  books b;
  init(&arena, &b, 0);
  char *small = gk_arena_alloc(&arena, 10, 1);
  char *big = gk_arena_alloc(&arena, 5 << 20, 64);
  char *after = gk_arena_alloc(&arena, 10, 1);
  assert_non_null(small);
  assert_non_null(big);
  assert_non_null(after);
  memset(big, 'b', 5 << 20);
  free_and_check(&arena, &b);
}

static void copy_is_a_copy(void **state) {
  (void)state;
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  char text[] = "公开";
  gk_str copy = gk_arena_copy(&arena, (gk_str){text, 6});
  text[0] = 'x';
  assert_int_equal(copy.n, 6);
  assert_memory_equal(copy.p, "公开", 6);
  copy = gk_arena_copy(&arena, (gk_str){NULL, 0});
  assert_null(copy.p);
  assert_int_equal(copy.n, 0);
  assert_false(gk_arena_failed(&arena));
  gk_arena_free(&arena);
  gk_arena_init(&arena, NULL, 1);
  copy = gk_arena_copy(&arena, GK_LIT("x"));
  assert_null(copy.p);
  assert_int_equal(copy.n, 0);
  assert_true(gk_arena_failed(&arena));
  gk_arena_free(&arena);
}

static void stats_add_up(void **state) {
  (void)state;
  gk_arena arena;
  books b;
  init(&arena, &b, 0);
  assert_non_null(gk_arena_alloc(&arena, 1000, 1));
  gk_arena_mark mark = gk_arena_mark_get(&arena);
  assert_non_null(gk_arena_alloc(&arena, 2000, 1));
  gk_arena_rewind(&arena, mark);
  gk_arena_stats stats = gk_arena_get_stats(&arena);
  assert_true(stats.used_bytes >= 1000 && stats.used_bytes < 2000);
  assert_true(stats.peak_bytes >= 3000 && stats.peak_bytes < 4000);
  assert_int_equal(stats.n_allocs, 2);
  assert_int_equal(stats.reserved_bytes, b.n_bytes);
  assert_int_equal(stats.n_chunks, b.n_blocks);
  assert_int_equal(stats.n_system, b.n_calls);
  gk_arena_reset(&arena);
  stats = gk_arena_get_stats(&arena);
  assert_int_equal(stats.used_bytes, 0);
  assert_int_equal(stats.peak_bytes, 0);
  assert_int_equal(stats.n_allocs, 0);
  assert_int_equal(stats.n_system, b.n_calls);
  free_and_check(&arena, &b);
}

static void a_freed_arena_works_again(void **state) {
  (void)state;
  gk_arena arena;
  books b;
  init(&arena, &b, 100000);
  assert_non_null(gk_arena_alloc(&arena, 1000, 1));
  free_and_check(&arena, &b);
  assert_non_null(gk_arena_alloc(&arena, 1000, 1));
  assert_null(gk_arena_alloc(&arena, 200000, 1)); /* allocator and ceiling are still the caller's */
  free_and_check(&arena, &b);
}

#ifdef WITH_ASAN
static void free_space_is_poisoned(void **state) {
  (void)state;
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  char *p = gk_arena_alloc(&arena, 24, 8);
  assert_non_null(p);
  assert_null(__asan_region_is_poisoned(p, 24));
  assert_ptr_equal(__asan_region_is_poisoned(p, 25), p + 24);
  gk_arena_mark mark = gk_arena_mark_get(&arena);
  char *q = gk_arena_alloc(&arena, 64, 64);
  assert_non_null(q);
  assert_null(__asan_region_is_poisoned(q, 64));
#ifndef GK_ARENA_SEPARATE
  gk_arena_rewind(&arena, mark);
  assert_ptr_equal(__asan_region_is_poisoned(q, 64), q);
  gk_arena_reset(&arena);
  assert_ptr_equal(__asan_region_is_poisoned(p, 24), p);
#else
  (void)mark;
#endif
  gk_arena_free(&arena);
}

static void what_has_moved_is_poisoned(void **state) {
  (void)state;
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  char *p = gk_arena_alloc(&arena, 24, 8), *after = gk_arena_alloc(&arena, 8, 8);
  assert_non_null(p);
  assert_non_null(after);
  char *q = gk_arena_grow(&arena, p, 24, 48, 8);
  assert_non_null(q);
  assert_ptr_not_equal(q, p);
  assert_ptr_equal(__asan_region_is_poisoned(p, 24), p);
  assert_null(__asan_region_is_poisoned(q, 48));
  assert_null(__asan_region_is_poisoned(after, 8));
  gk_arena_free(&arena);
}
#endif

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(takes_nothing_before_the_first_allocation),
      cmocka_unit_test(aligns_and_does_not_overlap),
      cmocka_unit_test(refuses_odd_alignments),
      cmocka_unit_test(empty_allocations_are_distinct),
      cmocka_unit_test(arrays_are_cleared_and_checked),
      cmocka_unit_test(sizes_near_the_top_do_not_wrap),
      cmocka_unit_test(ceiling_holds_and_failure_sticks),
      cmocka_unit_test(refusal_of_the_allocator_is_a_failure),
      cmocka_unit_test(rewind_frees_what_came_after),
      cmocka_unit_test(grow_keeps_the_content),
#ifndef GK_ARENA_SEPARATE
      cmocka_unit_test(grow_extends_the_latest_in_place),
      cmocka_unit_test(grow_after_rewind_does_not_overlap),
      cmocka_unit_test(reset_keeps_one_chunk_for_the_next_document),
      cmocka_unit_test(small_allocations_share_chunks),
#else
      cmocka_unit_test(every_allocation_is_a_block_of_its_own),
#endif
      cmocka_unit_test(a_big_allocation_fits),
      cmocka_unit_test(copy_is_a_copy),
      cmocka_unit_test(stats_add_up),
      cmocka_unit_test(a_freed_arena_works_again),
#ifdef WITH_ASAN
      cmocka_unit_test(free_space_is_poisoned),
      cmocka_unit_test(what_has_moved_is_poisoned),
#endif
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
