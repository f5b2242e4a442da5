/**
 * @file arena.h
 * One arena a document: everything a parse makes lives in it and goes with it.
 *
 *   chunk 0            chunk 1 (twice as large, up to 1 MiB)      big allocation: a chunk of its own
 *   [hdr|used....|free] -> [hdr|used..............|free]          [hdr|used]
 *
 * Allocation bumps a pointer. Failure is sticky: a builder may check gk_arena_failed() once per stage instead of
 * every pointer, but a NULL must never be dereferenced. Under AddressSanitizer free space is poisoned, so is what an
 * allocation left behind that has moved to grow, and allocations are separated by a red zone; built with
 * GK_ARENA_SEPARATE every allocation is its own block from the allocator, so that sanitizers and valgrind see each
 * edge.
 *
 * Thread-safety: an arena belongs to one thread at a time.
 */
#ifndef GONGKAI_ARENA_H
#define GONGKAI_ARENA_H

#include "gongkai/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The caller's allocator. Both functions get the same `ctx`; `alloc` returns memory aligned as malloc's or NULL. */
typedef struct gk_alloc {
  void *(*alloc)(void *ctx, size_t bytes);
  void (*free)(void *ctx, void *p, size_t bytes);
  void *ctx;
} gk_alloc;

typedef struct gk_arena_chunk gk_arena_chunk;

/** Counters of an arena; all sizes in bytes. */
typedef struct gk_arena_stats {
  size_t used_bytes;     /**< handed out and not rewound, with alignment */
  size_t peak_bytes;     /**< the largest used_bytes since init or reset */
  size_t reserved_bytes; /**< taken from the allocator and not given back */
  size_t n_chunks;       /**< blocks held from the allocator */
  size_t n_allocs;       /**< calls served since init or reset */
  size_t n_system;       /**< calls of the caller's `alloc` since init */
} gk_arena_stats;

/** Members are private; the type is here so that an arena can stand on the stack. */
typedef struct gk_arena {
  gk_alloc alloc;
  gk_arena_chunk *head;
  size_t max_bytes;
  gk_arena_stats stats;
  int failed;
} gk_arena;

/** A point to rewind to. */
typedef struct gk_arena_mark {
  gk_arena_chunk *chunk;
  size_t chunk_used_bytes;
  size_t used_bytes;
} gk_arena_mark;

/**
 * Makes an empty arena. Takes no memory yet.
 *
 * @param arena     out
 * @param alloc     the allocator, copied; NULL for malloc and free
 * @param max_bytes ceiling on reserved_bytes; an allocation beyond it fails. 0 for none.
 */
GK_API void gk_arena_init(gk_arena *arena, const gk_alloc *alloc, size_t max_bytes);

/**
 * Memory for one object. Not cleared.
 *
 * @param bytes size; 0 yields a valid unique pointer
 * @param align a power of two, at most 64
 * @return the memory, valid until the arena is rewound past it, reset or freed; NULL if the ceiling or the
 *         allocator refuses, and then gk_arena_failed() holds.
 */
GK_API void *gk_arena_alloc(gk_arena *arena, size_t bytes, size_t align) GK_MUST_USE;

/** Memory for `count` elements of `elem_bytes`, overflow checked, cleared to zero. Otherwise as gk_arena_alloc(). */
GK_API void *gk_arena_array(gk_arena *arena, size_t count, size_t elem_bytes, size_t align) GK_MUST_USE;

/**
 * Makes an allocation larger, in place where it is the arena's latest, else by copying.
 *
 * @param p         a pointer from this arena, or NULL with old_bytes 0
 * @param old_bytes its size; this many bytes are kept
 * @param new_bytes the new size, at least old_bytes
 * @return as gk_arena_alloc(); on NULL `p` is still valid, else only what is returned is.
 */
GK_API void *gk_arena_grow(gk_arena *arena, void *p, size_t old_bytes, size_t new_bytes, size_t align) GK_MUST_USE;

/** A copy of `s` in the arena; {NULL, 0} if it can't be had (see gk_arena_failed()) or `s` is empty. */
GK_API gk_str gk_arena_copy(gk_arena *arena, gk_str s);

/** The present end of the arena. */
GK_API gk_arena_mark gk_arena_mark_get(const gk_arena *arena);

/** Frees all that was allocated since `mark` was taken from this arena. A sticky failure stays. */
GK_API void gk_arena_rewind(gk_arena *arena, gk_arena_mark mark);

/** Frees all, keeps the latest chunk for the next document, clears the failure flag and the counters but n_system. */
GK_API void gk_arena_reset(gk_arena *arena);

/** Gives everything back to the allocator. The arena may be used again as after gk_arena_init(). */
GK_API void gk_arena_free(gk_arena *arena);

/** Non-zero if an allocation has failed since init or reset. */
GK_API int gk_arena_failed(const gk_arena *arena);

/** The arena's counters. */
GK_API gk_arena_stats gk_arena_get_stats(const gk_arena *arena);

/** Typed shorthands: one cleared object; an array of cleared objects. */
#define GK_NEW(arena, type)              ((type *)gk_arena_array((arena), 1, sizeof(type), _Alignof(type)))
#define GK_NEW_ARRAY(arena, type, count) ((type *)gk_arena_array((arena), (count), sizeof(type), _Alignof(type)))

#ifdef __cplusplus
}
#endif

#endif
