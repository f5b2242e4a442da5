#include "support/malloc_hook.h"

#include <errno.h>
#include <stdlib.h>

/* glibc's own, under the names it keeps for programs that replace the public ones. */
extern void *__libc_malloc(size_t bytes);
extern void *__libc_calloc(size_t count, size_t bytes);
extern void *__libc_realloc(void *p, size_t bytes);
extern void __libc_free(void *p);

malloc_hook malloc_hooked;

/* Hidden, as the build has everything, they would not be seen by other libraries. */
#define SEEN_BY_ALL __attribute__((visibility("default")))

static int fails(void) {
  if (++malloc_hooked.n_calls != malloc_hooked.fail_at)
    return 0;
  malloc_hooked.n_failed++;
  errno = ENOMEM;
  return 1;
}

static void *counted(void *p) {
  malloc_hooked.n_live += p != NULL;
  return p;
}

SEEN_BY_ALL void *malloc(size_t bytes) {
  return fails() ? NULL : counted(__libc_malloc(bytes));
}

SEEN_BY_ALL void *calloc(size_t count, size_t bytes) {
  return fails() ? NULL : counted(__libc_calloc(count, bytes));
}

SEEN_BY_ALL void *realloc(void *p, size_t bytes) {
  if (fails())
    return NULL;
  return p == NULL ? counted(__libc_realloc(p, bytes)) : __libc_realloc(p, bytes);
}

SEEN_BY_ALL void free(void *p) {
  malloc_hooked.n_live -= p != NULL;
  __libc_free(p);
}
