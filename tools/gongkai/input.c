#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Room for what is known to come, and a byte more so that the end shows without growing. */
static gk_status prepare(buffer *in, int fd, size_t max_bytes) {
  struct stat st;
  if (fstat(fd, &st) != 0)
    return GK_STATUS_READ;
  if (S_ISDIR(st.st_mode)) {
    errno = EISDIR;
    return GK_STATUS_READ;
  }
  if (!S_ISREG(st.st_mode) || st.st_size <= 0)
    return buffer_reserve(in, in->n + 65536);
  if ((uintmax_t)st.st_size > max_bytes) {
    in->n = (size_t)st.st_size;
    return GK_STATUS_TOO_LARGE;
  }
  return buffer_reserve(in, (size_t)st.st_size + 1);
}

static gk_status read_all(buffer *in, int fd, size_t max_bytes) {
  for (;;) {
    if (in->n == in->capacity) {
      gk_status status = buffer_reserve(in, in->capacity < max_bytes / 2 ? in->capacity * 2 : max_bytes + 1);
      if (status != GK_OK)
        return status;
    }
    ssize_t got = read(fd, in->p + in->n, in->capacity - in->n);
    if (got == 0)
      return GK_OK;
    if (got > 0)
      in->n += (size_t)got;
    else if (errno != EINTR)
      return GK_STATUS_READ;
    if (in->n > max_bytes)
      return GK_STATUS_TOO_LARGE;
  }
}

gk_status input_read_rest(buffer *in, int fd, size_t max_bytes) {
  gk_status status = prepare(in, fd, max_bytes);
  return status == GK_OK ? read_all(in, fd, max_bytes) : status;
}

gk_status input_read(buffer *in, const char *path, size_t max_bytes) {
  in->n = 0;
  int is_stdin = strcmp(path, "-") == 0;
  int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0)
    return GK_STATUS_READ;
  gk_status status = input_read_rest(in, fd, max_bytes);
  int reason = errno;
  if (!is_stdin)
    (void)close(fd);
  errno = reason;
  return status;
}
