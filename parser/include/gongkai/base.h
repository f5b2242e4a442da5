/**
 * @file base.h
 * Version, visibility and slices: what every other header needs.
 */
#ifndef GONGKAI_BASE_H
#define GONGKAI_BASE_H

#include <stddef.h>
#include <stdint.h>

/* The build reads the version from here; it stands nowhere else. */
#define GK_VERSION_MAJOR 0
#define GK_VERSION_MINOR 1
#define GK_VERSION_PATCH 0

#if defined(GK_STATIC) || !defined(__GNUC__)
#define GK_API
#else
#define GK_API __attribute__((visibility("default")))
#endif

#if defined(__GNUC__)
#define GK_MUST_USE __attribute__((warn_unused_result))
#else
#define GK_MUST_USE
#endif

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A run of bytes that belongs to somebody else: the caller's input, an inflated part, or an arena.
 * Not NUL-terminated. `p` may be NULL only if `n` is 0.
 */
typedef struct gk_str {
  const char *p;
  size_t n;
} gk_str;

/** The slice of a string literal. Only for literals: it takes the size of an array. */
#ifdef __cplusplus
#define GK_LIT(s) (gk_str{"" s, sizeof(s) - 1})
#else
#define GK_LIT(s) ((gk_str){"" s, sizeof(s) - 1})
#endif

/**
 * The library's version as text, such as "0.1.0".
 *
 * @return a string that lives as long as the program.
 */
GK_API const char *gk_version(void);

#ifdef __cplusplus
}
#endif

#endif
