#include "gongkai/arena.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"

#if defined(__SANITIZE_ADDRESS__)
#define GK_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GK_ASAN 1
#endif
#endif

#ifdef GK_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n)   ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
enum { RED_ZONE = 16 };
#else
#define POISON(p, n)   ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
enum { RED_ZONE = 0 };
#endif

enum { FIRST_CHUNK = 64 << 10, LARGEST_CHUNK = 1 << 20 };

/* Chunks form a stack: the newest serves allocations, the rest are full. */
struct gk_arena_chunk {
  gk_arena_chunk *older;
  size_t capacity; /* bytes of data */
  size_t used;
  size_t latest; /* where the newest allocation starts, for growing in place */
  _Alignas(max_align_t) char data[];
};

static void *system_alloc(void *ctx, size_t bytes) {
  (void)ctx;
  return malloc(bytes);
}

static void system_free(void *ctx, void *p, size_t bytes) {
  (void)ctx;
  (void)bytes;
  free(p);
}

void gk_arena_init(gk_arena *arena, const gk_alloc *alloc, size_t max_bytes) {
  memset(arena, 0, sizeof *arena);
  if (alloc != NULL)
    arena->alloc = *alloc;
  else
    arena->alloc = (gk_alloc){system_alloc, system_free, NULL};
  arena->max_bytes = max_bytes != 0 ? max_bytes : SIZE_MAX;
}

static void *fail(gk_arena *arena) {
  arena->failed = 1;
  return NULL;
}

static size_t chunk_bytes(size_t capacity) {
  return sizeof(gk_arena_chunk) + capacity;
}

/* Twice the last chunk, up to LARGEST_CHUNK, but never less than asked for. */
static size_t next_capacity(const gk_arena *arena, size_t need) {
#ifdef GK_ARENA_SEPARATE
  (void)arena;
  return need;
#else
  size_t capacity = arena->head == NULL ? FIRST_CHUNK : arena->head->capacity * 2;
  if (capacity > LARGEST_CHUNK)
    capacity = LARGEST_CHUNK;
  if (capacity < FIRST_CHUNK)
    capacity = FIRST_CHUNK;
  return need > capacity ? need : capacity;
#endif
}

static gk_arena_chunk *add_chunk(gk_arena *arena, size_t need) {
  size_t room = arena->max_bytes - arena->stats.reserved_bytes;
  if (room < sizeof(gk_arena_chunk) || need > room - sizeof(gk_arena_chunk))
    return fail(arena);
  size_t capacity = next_capacity(arena, need);
  if (capacity > room - sizeof(gk_arena_chunk))
    capacity = need;
  gk_arena_chunk *chunk = arena->alloc.alloc(arena->alloc.ctx, chunk_bytes(capacity));
  if (chunk == NULL)
    return fail(arena);
  *chunk = (gk_arena_chunk){.older = arena->head, .capacity = capacity};
  POISON(chunk->data, capacity);
  arena->head = chunk;
  arena->stats.reserved_bytes += chunk_bytes(capacity);
  arena->stats.n_chunks++;
  arena->stats.n_system++;
  return chunk;
}

static void drop_head(gk_arena *arena) {
  gk_arena_chunk *chunk = arena->head;
  arena->head = chunk->older;
  arena->stats.reserved_bytes -= chunk_bytes(chunk->capacity);
  arena->stats.n_chunks--;
  UNPOISON(chunk->data, chunk->capacity);
  arena->alloc.free(arena->alloc.ctx, chunk, chunk_bytes(chunk->capacity));
}

static void count_use(gk_arena *arena, size_t bytes) {
  arena->stats.used_bytes += bytes;
  if (arena->stats.used_bytes > arena->stats.peak_bytes)
    arena->stats.peak_bytes = arena->stats.used_bytes;
}

/* Room for `bytes` at an aligned address of the chunk; the chunk's start may be less aligned than `align`. */
static int fits(const gk_arena_chunk *chunk, size_t bytes, size_t align, size_t *start) {
  uintptr_t base = (uintptr_t)chunk->data;
  uintptr_t p = (base + chunk->used + align - 1) & ~(uintptr_t)(align - 1);
  *start = (size_t)(p - base);
  return *start <= chunk->capacity && bytes <= chunk->capacity - *start;
}

void *gk_arena_alloc(gk_arena *arena, size_t bytes, size_t align) {
  size_t want, need, start = 0;
  if (align == 0 || align > 64 || (align & (align - 1)) != 0)
    return fail(arena);
  if (gk_size_add(bytes == 0 ? 1 : bytes, RED_ZONE, &want) || gk_size_add(want, align, &need))
    return fail(arena);
#ifdef GK_ARENA_SEPARATE
  gk_arena_chunk *chunk = NULL;
#else
  gk_arena_chunk *chunk = arena->head;
#endif
  if (chunk == NULL || !fits(chunk, want, align, &start)) {
    chunk = add_chunk(arena, need);
    if (chunk == NULL)
      return NULL;
    (void)fits(chunk, want, align, &start);
  }
  count_use(arena, start + want - chunk->used);
  chunk->used = start + want;
  chunk->latest = start;
  arena->stats.n_allocs++;
  UNPOISON(chunk->data + start, want - RED_ZONE);
  return chunk->data + start;
}

void *gk_arena_array(gk_arena *arena, size_t count, size_t elem_bytes, size_t align) {
  size_t bytes;
  if (gk_size_mul(count, elem_bytes, &bytes))
    return fail(arena);
  void *p = gk_arena_alloc(arena, bytes, align);
  if (p != NULL)
    memset(p, 0, bytes);
  return p;
}

/* The newest allocation grows where it is if its chunk has room. */
static int grow_in_place(gk_arena *arena, const char *p, size_t new_bytes) {
  gk_arena_chunk *chunk = arena->head;
  if (chunk == NULL || p != chunk->data + chunk->latest || chunk->used == 0)
    return 0;
  size_t want, used;
  if (gk_size_add(new_bytes, RED_ZONE, &want) || gk_size_add(chunk->latest, want, &used) || used > chunk->capacity)
    return 0;
  if (used > chunk->used) {
    count_use(arena, used - chunk->used);
    chunk->used = used;
  }
  UNPOISON(p, new_bytes);
  return 1;
}

void *gk_arena_grow(gk_arena *arena, void *p, size_t old_bytes, size_t new_bytes, size_t align) {
  if (p != NULL && grow_in_place(arena, p, new_bytes))
    return p;
  void *larger = gk_arena_alloc(arena, new_bytes, align);
  if (larger != NULL && p != NULL) {
    memcpy(larger, p, old_bytes);
    POISON(p, old_bytes); /* who still looks there has missed the move */
  }
  return larger;
}

gk_str gk_arena_copy(gk_arena *arena, gk_str s) {
  char *p = s.n == 0 ? NULL : gk_arena_alloc(arena, s.n, 1);
  if (p == NULL)
    return (gk_str){NULL, 0};
  memcpy(p, s.p, s.n);
  return (gk_str){p, s.n};
}

gk_arena_mark gk_arena_mark_get(const gk_arena *arena) {
  size_t chunk_used = arena->head != NULL ? arena->head->used : 0;
  return (gk_arena_mark){arena->head, chunk_used, arena->stats.used_bytes};
}

void gk_arena_rewind(gk_arena *arena, gk_arena_mark mark) {
  while (arena->head != mark.chunk)
    drop_head(arena);
  if (arena->head != NULL) {
    gk_arena_chunk *chunk = arena->head;
    POISON(chunk->data + mark.chunk_used_bytes, chunk->capacity - mark.chunk_used_bytes);
    chunk->used = mark.chunk_used_bytes;
    /* The allocation before the mark must not be taken for the newest of what comes after. */
    chunk->latest = chunk->used;
  }
  arena->stats.used_bytes = mark.used_bytes;
}

void gk_arena_reset(gk_arena *arena) {
  gk_arena_chunk *keep = arena->head;
  if (keep != NULL) {
    arena->head = keep->older;
    while (arena->head != NULL)
      drop_head(arena);
    keep->older = NULL;
    keep->used = 0;
    keep->latest = 0;
    POISON(keep->data, keep->capacity);
    arena->head = keep;
  }
  arena->stats.used_bytes = 0;
  arena->stats.peak_bytes = 0;
  arena->stats.n_allocs = 0;
  arena->failed = 0;
}

void gk_arena_free(gk_arena *arena) {
  while (arena->head != NULL)
    drop_head(arena);
  gk_alloc alloc = arena->alloc;
  gk_arena_init(arena, &alloc, arena->max_bytes);
}

int gk_arena_failed(const gk_arena *arena) {
  return arena->failed;
}

gk_arena_stats gk_arena_get_stats(const gk_arena *arena) {
  return arena->stats;
}
