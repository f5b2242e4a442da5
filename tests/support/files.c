#define _POSIX_C_SOURCE 200809L

#include "support/files.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

gk_str file_read(const char *path) {
  gk_str none = {NULL, 0};
  FILE *file = fopen(path, "rb");
  struct stat info;
  if (file == NULL || fstat(fileno(file), &info) != 0) {
    perror(path);
    if (file != NULL)
      fclose(file);
    return none;
  }
  size_t n = (size_t)info.st_size;
  char *p = malloc(n != 0 ? n : 1);
  if (p == NULL || fread(p, 1, n, file) != n) {
    perror(path);
    free(p);
    p = NULL;
  }
  fclose(file);
  return p != NULL ? (gk_str){p, n} : none;
}

static int by_name(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

static int visible(const struct dirent *entry) {
  return entry->d_name[0] != '.';
}

int file_walk(const char *path, int (*each)(void *ctx, const char *path), void *ctx) {
  struct stat info;
  if (stat(path, &info) != 0)
    return -1;
  if (S_ISREG(info.st_mode))
    return each(ctx, path);
  struct dirent **entries;
  int n = scandir(path, &entries, visible, by_name);
  int sum = n < 0 ? -1 : 0;
  for (int i = 0; i < n; i++) {
    char child[4096];
    int length = snprintf(child, sizeof child, "%s/%s", path, entries[i]->d_name);
    free(entries[i]);
    if (length > 0 && (size_t)length < sizeof child)
      sum += file_walk(child, each, ctx);
  }
  if (n >= 0)
    free(entries);
  return sum;
}
