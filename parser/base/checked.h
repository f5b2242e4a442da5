/*
 * checked.h: arithmetic on numbers that a file may have chosen. Each function returns 0 and stores the result, or
 * returns 1 on overflow and leaves the result alone. Private to the library.
 */
#ifndef GONGKAI_CHECKED_H
#define GONGKAI_CHECKED_H

#include <stddef.h>
#include <stdint.h>

static inline int gk_size_add(size_t a, size_t b, size_t *out) {
  if (b > SIZE_MAX - a)
    return 1;
  *out = a + b;
  return 0;
}

static inline int gk_size_mul(size_t a, size_t b, size_t *out) {
  if (b != 0 && a > SIZE_MAX / b)
    return 1;
  *out = a * b;
  return 0;
}

/* Rounds up to a multiple of `align`, a power of two. */
static inline int gk_size_align(size_t n, size_t align, size_t *out) {
  size_t sum;
  if (gk_size_add(n, align - 1, &sum))
    return 1;
  *out = sum & ~(align - 1);
  return 0;
}

static inline int gk_size_to_u32(size_t n, uint32_t *out) {
  if (n > UINT32_MAX)
    return 1;
  *out = (uint32_t)n;
  return 0;
}

static inline int gk_i64_add(int64_t a, int64_t b, int64_t *out) {
  if ((b > 0 && a > INT64_MAX - b) || (b < 0 && a < INT64_MIN - b))
    return 1;
  *out = a + b;
  return 0;
}

static inline int gk_i64_mul(int64_t a, int64_t b, int64_t *out) {
  if (a != 0 && b != 0) {
    if ((a > 0) == (b > 0) ? (a > 0 ? a > INT64_MAX / b : a < INT64_MAX / b)
                           : (a > 0 ? b < INT64_MIN / a : a < INT64_MIN / b))
      return 1;
  }
  *out = a * b;
  return 0;
}

#endif
