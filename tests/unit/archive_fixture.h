/* archive_fixture.h: archives that tests/support/archives.py has made, and what is to be in them. */
#ifndef GONGKAI_TESTS_ARCHIVE_FIXTURE_H
#define GONGKAI_TESTS_ARCHIVE_FIXTURE_H

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "container/archive.h"
#include "support/files.h"

/* The bytes of a made archive, from malloc, in a block of exactly their size. */
static inline gk_str archive_file(const char *name) {
  char path[512];
  (void)snprintf(path, sizeof path, "%s/%s", ARCHIVES, name);
  gk_str bytes = file_read(path);
  if (bytes.p == NULL)
    fail_msg("%s: not there; it is made by the test 'archives'", path);
  return bytes;
}

static inline void archive_free(gk_str bytes) {
  free((void *)(uintptr_t)bytes.p);
}

/* Whether these are the bytes of the member of that name: the name and a newline, 20 times. */
static inline int archive_is_content(gk_str name, gk_str bytes) {
  size_t n = name.n + 1;
  if (bytes.n != 20 * n)
    return 0;
  for (size_t i = 0; i < bytes.n; i++)
    if (bytes.p[i] != (i % n == name.n ? '\n' : name.p[i % n]))
      return 0;
  return 1;
}

#endif
