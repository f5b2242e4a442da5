#include "scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders open at once while a tree is removed; a deeper one is gone through all the same. */
enum { OPEN_FOLDERS = 16 };

int scratch_make(scratch *s) {
  const char *parent = getenv("TMPDIR");
  if (parent == NULL || *parent != '/')
    parent = "/tmp";
  if (snprintf(s->dir, sizeof s->dir, "%s/gongkai-XXXXXX", parent) >= (int)sizeof s->dir) {
    errno = ENAMETOOLONG;
    s->dir[0] = '\0';
    return 0;
  }
  if (mkdtemp(s->dir) != NULL)
    return 1;
  s->dir[0] = '\0';
  return 0;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *place) {
  (void)st, (void)kind, (void)place;
  (void)remove(path); /* what can't be removed stays, and the rest goes */
  return 0;
}

void scratch_remove(scratch *s) {
  if (s->dir[0] != '\0')
    (void)nftw(s->dir, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
  s->dir[0] = '\0';
}

int scratch_path(const scratch *s, const char *name, char path[PATH_MAX]) {
  errno = ENAMETOOLONG;
  return snprintf(path, PATH_MAX, "%s/%s", s->dir, name) < PATH_MAX;
}

int scratch_add_folder(const scratch *s, const char *name) {
  char path[PATH_MAX];
  return scratch_path(s, name, path) && mkdir(path, 0700) == 0;
}

static int write_all(int fd, gk_str bytes) {
  while (bytes.n > 0) {
    ssize_t n = write(fd, bytes.p, bytes.n);
    if (n < 0 && errno != EINTR)
      return 0;
    bytes.p += n > 0 ? n : 0;
    bytes.n -= n > 0 ? (size_t)n : 0;
  }
  return 1;
}

int scratch_add_file(const scratch *s, const char *name, gk_str bytes) {
  char path[PATH_MAX];
  if (!scratch_path(s, name, path))
    return 0;
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return 0;
  int is_written = write_all(fd, bytes), reason = errno;
  int is_closed = close(fd) == 0;
  if (!is_written)
    errno = reason;
  return is_written && is_closed;
}

static gk_status read_all(int fd, size_t max_bytes, char **p, size_t *n) {
  struct stat st;
  if (fstat(fd, &st) != 0)
    return GK_STATUS_READ;
  if (!S_ISREG(st.st_mode)) {
    errno = EINVAL;
    return GK_STATUS_READ;
  }
  if ((uintmax_t)st.st_size > max_bytes)
    return GK_STATUS_TOO_LARGE;
  *n = 0;
  *p = malloc((size_t)st.st_size + 1);
  if (*p == NULL)
    return GK_STATUS_NO_MEMORY;
  while (*n < (size_t)st.st_size) {
    ssize_t got = read(fd, *p + *n, (size_t)st.st_size - *n);
    if (got == 0)
      break;
    if (got < 0 && errno != EINTR)
      return GK_STATUS_READ;
    *n += got > 0 ? (size_t)got : 0;
  }
  return GK_OK;
}

gk_status scratch_read(const scratch *s, const char *name, size_t max_bytes, char **p, size_t *n) {
  char path[PATH_MAX];
  *p = NULL;
  *n = 0;
  int fd = scratch_path(s, name, path) ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) : -1;
  if (fd < 0)
    return GK_STATUS_READ;
  gk_status status = read_all(fd, max_bytes, p, n);
  int reason = errno;
  (void)close(fd);
  errno = reason;
  return status;
}
