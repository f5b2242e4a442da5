#include "bulk/merge.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int merge_fail(merge_failure *failure, const char *format, ...) {
  va_list args;
  va_start(args, format);
  (void)vsnprintf(failure->text, sizeof failure->text, format, args); /* NOLINT(clang-analyzer-valist.Uninitialized) */
  va_end(args);
  return 0;
}

/* The part whose next record comes first; NULL at the end of all. */
static merge_part *first_of(merge_part *parts, size_t n_parts) {
  merge_part *first = NULL;
  for (size_t i = 0; i < n_parts; i++)
    if (parts[i].ordinal > 0 && (first == NULL || parts[i].ordinal < first->ordinal))
      first = &parts[i];
  return first;
}

/* Every input there is once: else the parts are not the shares of one run, or not all of them. */
static int copy_all(const merge_kind *kind, void *out, merge_part *parts, size_t n_parts, merge_failure *failure) {
  uint64_t wanted = 1;
  for (merge_part *p = first_of(parts, n_parts); p != NULL; p = first_of(parts, n_parts)) {
    if (p->ordinal > wanted)
      return merge_fail(failure, "input %" PRIu64 " is in none of the files; give the outputs of all shares of one run",
                        wanted);
    if (p->ordinal < wanted)
      return merge_fail(failure, "%s: input %" PRIu64 " is in another file too; give each share of one run once",
                        p->path, p->ordinal);
    if (!kind->copy(out, p, failure))
      return 0;
    wanted++;
  }
  return 1;
}

static int write_to(const merge_kind *kind, target to, merge_part *parts, size_t n_parts, const char *path,
                    merge_failure *failure) {
  void *out = kind->create(path, to, failure);
  if (out == NULL)
    return 0;
  int is_whole = kind->begin(out, parts, n_parts, failure) && copy_all(kind, out, parts, n_parts, failure) &&
                 kind->finish(out, failure);
  kind->close_out(out);
  return is_whole;
}

int merge_parts(const merge_kind *kind, target to, merge_part *parts, size_t n_parts, const char *path,
                merge_failure *failure) {
  char partial[PATH_MAX];
  size_t n_open = 0;
  if (snprintf(partial, sizeof partial, "%s.partial", path) >= (int)sizeof partial)
    return merge_fail(failure, "%s: %s", path, strerror(ENAMETOOLONG));
  while (n_open < n_parts && kind->open(&parts[n_open], to, failure))
    n_open++;
  int ok = n_open == n_parts && write_to(kind, to, parts, n_parts, partial, failure);
  if (ok && rename(partial, path) != 0)
    ok = merge_fail(failure, "%s: %s", path, strerror(errno));
  if (!ok)
    (void)unlink(partial);
  for (size_t i = 0; i < n_open; i++)
    kind->close(&parts[i]);
  return ok;
}
