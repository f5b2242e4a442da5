#include "bulk/own.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char *last_step(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash != NULL ? slash + 1 : path;
}

/* The folder that a path is in; 0 if it can't be looked at. */
static int stat_folder(const char *path, struct stat *st) {
  char folder[PATH_MAX];
  int n = (int)(last_step(path) - path);
  return snprintf(folder, sizeof folder, "%.*s.", n, path) < (int)sizeof folder && stat(folder, st) == 0;
}

own_file own_file_of(const char *path) {
  own_file own = {0};
  struct stat st;
  if (path == NULL || strlen(last_step(path)) >= sizeof own.base || !stat_folder(path, &st))
    return own;
  (void)snprintf(own.base, sizeof own.base, "%s", last_step(path));
  own.folder_dev = st.st_dev;
  own.folder_ino = st.st_ino;
  return own;
}

int own_file_is(const own_file *own, const char *path) {
  static const char *const endings[] = {"", ".partial", ".journal", ".partial-journal"};
  const char *base = last_step(path);
  size_t n = strlen(own->base);
  struct stat st;
  if (n == 0 || strncmp(base, own->base, n) != 0)
    return 0;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (strcmp(base + n, endings[i]) == 0)
      return stat_folder(path, &st) && st.st_dev == own->folder_dev && st.st_ino == own->folder_ino;
  return 0;
}
