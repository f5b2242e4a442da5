/*
 * malloc_hook.h: a program that links malloc_hook.c sees every allocation it makes, those of the libraries it uses
 * included, and can have one of them fail. Not for sanitized programs: those have an allocator of their own.
 */
#ifndef GONGKAI_TESTS_MALLOC_HOOK_H
#define GONGKAI_TESTS_MALLOC_HOOK_H

#include <stddef.h>

typedef struct malloc_hook {
  size_t n_calls; /* of malloc, calloc and realloc since the counters were zeroed */
  size_t n_live;  /* blocks allocated less blocks freed; wraps below zero */
  size_t fail_at; /* the call that fails, counted from 1; 0 for none */
  size_t n_failed;
} malloc_hook;

extern malloc_hook malloc_hooked;

#endif
