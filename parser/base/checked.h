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

#endif
