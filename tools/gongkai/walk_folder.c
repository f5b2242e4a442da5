/*
 * walk_folder.c: all files below a folder, in bytewise order of their paths.
 *
 * Each folder's entries are sorted as they stand in those paths, that of a folder with a slash behind it: then a walk
 * that goes down into folders where they come meets all paths in their order. Folders that are being walked are on a
 * list, not on the stack.
 */
#include "walk_part.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef enum entry_kind {
  ENTRY_FOLDER,
  ENTRY_FILE, /* or a link, which may lead to one */
  ENTRY_OTHER,
} entry_kind;

typedef struct entry {
  size_t at; /* in the names */
  size_t n;  /* a folder's slash included */
  entry_kind kind;
} entry;

/* A folder on its way. */
typedef struct level {
  struct level *above;
  buffer names;
  entry *entries;
  size_t n;
  size_t capacity;
  size_t next;
  size_t path_n; /* of the path up to here, its last slash included */
} level;

static int same_or_less(const level *l, const entry *x, const entry *y) {
  size_t n = x->n < y->n ? x->n : y->n;
  int order = memcmp(l->names.p + x->at, l->names.p + y->at, n);
  return order != 0 ? order < 0 : x->n <= y->n;
}

/* Merges two sorted runs that lie one behind the other. */
static void merge(const level *l, const entry *from, entry *to, size_t n_first, size_t n) {
  size_t i = 0, k = n_first;
  for (size_t at = 0; at < n; at++)
    if (k == n || (i < n_first && same_or_less(l, &from[i], &from[k])))
      to[at] = from[i++];
    else
      to[at] = from[k++];
}

/* Merge sort, whose worst case is its only case: names are the files' owner's to choose. */
static int sort(level *l) {
  entry *other = l->n > 1 ? malloc(l->n * sizeof *other) : NULL;
  if (l->n > 1 && other == NULL)
    return 0;
  for (size_t run = 1; run < l->n; run *= 2) {
    for (size_t at = 0; at < l->n; at += 2 * run) {
      size_t left = l->n - at, n = left < 2 * run ? left : 2 * run;
      merge(l, l->entries + at, other + at, run < n ? run : n, n);
    }
    entry *swap = l->entries;
    l->entries = other;
    other = swap;
  }
  free(other);
  return 1;
}

static entry_kind kind_of(int dir_fd, const struct dirent *d) {
  struct stat st;
  if (d->d_type == DT_DIR)
    return ENTRY_FOLDER;
  if (d->d_type == DT_REG || d->d_type == DT_LNK)
    return ENTRY_FILE;
  if (d->d_type != DT_UNKNOWN || fstatat(dir_fd, d->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
    return d->d_type == DT_UNKNOWN ? ENTRY_FILE : ENTRY_OTHER;
  return S_ISDIR(st.st_mode) ? ENTRY_FOLDER : S_ISREG(st.st_mode) || S_ISLNK(st.st_mode) ? ENTRY_FILE : ENTRY_OTHER;
}

static int add_entry(level *l, int dir_fd, const struct dirent *d) {
  if (l->n == l->capacity) {
    size_t capacity = l->capacity * 2 + 16;
    entry *p = realloc(l->entries, capacity * sizeof *p);
    if (p == NULL)
      return 0;
    l->entries = p;
    l->capacity = capacity;
  }
  entry e = {l->names.n, strlen(d->d_name), kind_of(dir_fd, d)};
  if (!walk_add(&l->names, (gk_str){d->d_name, e.n}) || (e.kind == ENTRY_FOLDER && !walk_add(&l->names, GK_LIT("/"))))
    return 0;
  e.n += e.kind == ENTRY_FOLDER;
  l->entries[l->n++] = e;
  return 1;
}

static gk_status list_entries(level *l, DIR *dir) {
  for (;;) {
    errno = 0;
    const struct dirent *d = readdir(dir);
    if (d == NULL)
      return errno == 0 ? GK_OK : GK_STATUS_READ;
    int is_self = strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0;
    if (!is_self && !add_entry(l, dirfd(dir), d))
      return GK_STATUS_NO_MEMORY;
  }
}

static void free_level(level *l) {
  free(l->entries);
  buffer_free(&l->names);
  free(l);
}

/* Lists the folder at `path`, which ends in a slash and, behind it, a NUL. */
static gk_status open_level(const buffer *path, level *above, level **out) {
  level *l = calloc(1, sizeof *l);
  if (l == NULL)
    return GK_STATUS_NO_MEMORY;
  l->above = above;
  l->path_n = path->n - 1;
  DIR *dir = opendir(path->p);
  gk_status status = dir == NULL ? GK_STATUS_READ : list_entries(l, dir);
  int reason = errno;
  if (dir != NULL)
    (void)closedir(dir);
  if (status == GK_OK && !sort(l))
    status = GK_STATUS_NO_MEMORY;
  if (status != GK_OK) {
    free_level(l);
    errno = reason;
    return status;
  }
  *out = l;
  return GK_OK;
}

/* The path as a name: without the slash that a folder's ends in, and without the NUL. */
static void set_name(walker *w, const buffer *path, int is_folder) {
  w->name = (gk_str){path->p, path->n - 1 - (size_t)is_folder};
}

static void enter(walker *w, const buffer *path, level **top) {
  level *l;
  gk_status status = open_level(path, *top, &l);
  if (status == GK_OK) {
    *top = l;
    return;
  }
  set_name(w, path, path->n > 2);
  w->bytes.n = 0;
  walk_failed(w, (gk_str){NULL, 0}, 0, status, NULL);
}

static void fail_entry(walker *w, gk_status status, const char *detail) {
  w->bytes.n = 0;
  walk_failed(w, (gk_str){NULL, 0}, 0, status, detail);
}

/* Takes the next entry of the topmost folder. */
static void step(walker *w, buffer *path, level **top) {
  level *l = *top;
  const entry *e = &l->entries[l->next++];
  path->n = l->path_n;
  if (!walk_add(path, (gk_str){l->names.p + e->at, e->n}) || !walk_add(path, (gk_str){"", 1})) {
    fail_entry(w, GK_STATUS_NO_MEMORY, NULL);
    return;
  }
  if (e->kind == ENTRY_FOLDER) {
    enter(w, path, top);
    return;
  }
  if (w->options.leaves_out != NULL && w->options.leaves_out(w->options.leaves_out_ctx, path->p))
    return;
  set_name(w, path, 0);
  if (e->kind == ENTRY_OTHER)
    fail_entry(w, GK_STATUS_READ, "not a regular file");
  else
    (void)walk_file(w, path->p, WALK_IN_FOLDER);
}

void walk_folder(walker *w, const char *name) {
  buffer path = {0};
  level *top = NULL;
  size_t n = strlen(name);
  int has_slash = n > 0 && name[n - 1] == '/';
  if (walk_add(&path, (gk_str){name, n}) && (has_slash || walk_add(&path, GK_LIT("/"))) &&
      walk_add(&path, (gk_str){"", 1}))
    enter(w, &path, &top);
  else
    fail_entry(w, GK_STATUS_NO_MEMORY, NULL);
  while (top != NULL) {
    if (top->next < top->n && !w->has_ended) {
      step(w, &path, &top);
      continue;
    }
    level *done = top;
    top = top->above;
    free_level(done);
  }
  buffer_free(&path);
}
