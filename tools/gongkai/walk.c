/*
 * walk.c: the inputs as they were named, one after the other, and what is done with each that is found.
 */
#include "walk_part.h"

#include "gongkai/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int walk_add(buffer *to, gk_str s) {
  return buffer_append(to, s.p, s.n) == GK_OK;
}

int walk_wants_next(const walker *w) {
  return w->ordinal + 1 >= w->options.from;
}

void walk_found(walker *w, gk_str member, uint64_t n_bytes, const gk_error *error) {
  int is_wanted = walk_wants_next(w);
  w->ordinal++;
  if (!is_wanted)
    return;
  found f = {.ordinal = w->ordinal,
             .name = w->name,
             .base = w->base,
             .member = member,
             .bytes = &w->bytes,
             .n_bytes = n_bytes,
             .walked = w->passed + w->within,
             .error = *error};
  w->has_ended = !w->v.visit(w->v.ctx, &f);
}

void walk_failed(walker *w, gk_str member, uint64_t n_bytes, gk_status status, const char *detail) {
  if (status == GK_STATUS_READ && detail == NULL)
    detail = strerror(errno);
  const gk_error error = {.status = status, .detail = detail};
  walk_found(w, member, n_bytes, &error);
}

void walk_keep_head(walker *w, gk_str bytes) {
  size_t n = bytes.n < WALK_HEAD_BYTES ? bytes.n : WALK_HEAD_BYTES;
  w->bytes.n = 0;
  if (n == 0 || buffer_reserve(&w->bytes, n) != GK_OK)
    return;
  memmove(w->bytes.p, bytes.p, n);
  w->bytes.n = n;
}

/* Where the last step of a path begins; slashes at its end are no step. */
static size_t last_step(const char *path) {
  size_t n = strlen(path);
  while (n > 1 && path[n - 1] == '/')
    n--;
  while (n > 0 && path[n - 1] != '/')
    n--;
  return n;
}

static void walk_named(walker *w, const char *path) {
  w->name = (gk_str){path, strlen(path)};
  w->base = last_step(path);
  w->bytes.n = 0;
  if (!walk_file(w, path, WALK_NAMED))
    walk_folder(w, path);
}

/* The list */

typedef struct list {
  FILE *file;
  char name[PATH_MAX]; /* the present one; the system knows no longer ones */
} list;

typedef enum list_step {
  LIST_END,
  LIST_NAME,
  LIST_TOO_LONG,
  LIST_FAILED,
} list_step;

static list_step list_next(list *l) {
  size_t n = 0;
  int c;
  while ((c = getc(l->file)) != EOF && c != '\0')
    if (n < sizeof l->name)
      l->name[n++] = (char)c;
  if (ferror(l->file))
    return LIST_FAILED;
  if (c == EOF && n == 0)
    return LIST_END;
  int is_too_long = n == sizeof l->name;
  l->name[is_too_long ? n - 1 : n] = '\0';
  return is_too_long ? LIST_TOO_LONG : LIST_NAME;
}

static void fail_named(walker *w, const char *name, const char *detail) {
  w->name = (gk_str){name, strlen(name)};
  w->base = last_step(name);
  w->bytes.n = 0;
  walk_failed(w, (gk_str){NULL, 0}, 0, GK_STATUS_READ, detail);
}

static void walk_listed(walker *w, list *l, const char *list_name) {
  list_step step;
  do {
    step = list_next(l);
    if (step == LIST_FAILED)
      fail_named(w, list_name, NULL);
    else if (step == LIST_TOO_LONG)
      fail_named(w, l->name, "longer than a path can be; a NUL ends each name of the list");
    else if (step == LIST_NAME && w->has_list_on_stdin && strcmp(l->name, "-") == 0)
      fail_named(w, l->name, "standard input is the list of names");
    else if (step == LIST_NAME)
      walk_named(w, l->name);
  } while (!w->has_ended && (step == LIST_NAME || step == LIST_TOO_LONG));
}

static void walk_list(walker *w, const char *name) {
  list l;
  w->has_list_on_stdin = strcmp(name, "-") == 0;
  int fd = w->has_list_on_stdin ? dup(STDIN_FILENO) : open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  l.file = fd < 0 ? NULL : fdopen(fd, "rb");
  if (l.file == NULL) {
    fail_named(w, name, NULL);
    if (fd >= 0)
      (void)close(fd);
    return;
  }
  walk_listed(w, &l, name);
  (void)fclose(l.file);
  w->name = (gk_str){NULL, 0}; /* it was in the list */
}

int walk(const walk_options *options, const walk_inputs *inputs, visitor v) {
  walker w = {.options = *options, .v = v};
  w.options.limits = gk_archive_limits_resolve(&options->limits);
  if (w.options.max_bytes == 0)
    w.options.max_bytes = gk_limits_resolve(NULL).input_bytes;
  for (size_t i = 0; i < inputs->n_paths && !w.has_ended; i++)
    walk_named(&w, inputs->paths[i]);
  if (inputs->files0_from != NULL && !w.has_ended)
    walk_list(&w, inputs->files0_from);
  buffer_free(&w.bytes);
  buffer_free(&w.member);
  return !w.has_ended;
}
