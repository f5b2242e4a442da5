/*
 * walk_file.c: one file, by its first bytes: a document, read whole, or an archive, read a member at a time.
 *
 * Archives are read with pread() and not mapped: a file that another process cuts short is then an error of this input
 * and not a signal, and what has been read does not count as this process's memory.
 */
#include "walk_part.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const gk_str no_member = {NULL, 0};

/* A file whose bytes can be had in any order. */
typedef struct seekable {
  int fd;
  off_t start; /* where it was when it was handed over: standard input need not be at its beginning */
} seekable;

static int64_t read_seekable(void *ctx, uint64_t off, char *p, size_t n) {
  const seekable *s = ctx;
  size_t done = 0;
  while (done < n) {
    ssize_t got = pread(s->fd, p + done, n - done, s->start + (off_t)(off + done));
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return -1;
    if (got == 0)
      break;
    done += (size_t)got;
  }
  return (int64_t)done;
}

/* A file whose bytes come but once; the first have been looked at. */
typedef struct pipe_end {
  int fd;
  char head[GK_ARCHIVE_HEAD_BYTES];
  size_t head_n;
} pipe_end;

static int64_t read_fd(int fd, char *p, size_t n) {
  size_t done = 0;
  while (done < n) {
    ssize_t got = read(fd, p + done, n - done);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return -1;
    if (got == 0)
      break;
    done += (size_t)got;
  }
  return (int64_t)done;
}

static int64_t read_pipe(void *ctx, uint64_t off, char *p, size_t n) {
  pipe_end *pipe = ctx;
  size_t from_head = off < pipe->head_n ? pipe->head_n - (size_t)off : 0;
  if (from_head > n)
    from_head = n;
  memcpy(p, pipe->head + (from_head > 0 ? off : 0), from_head);
  int64_t got = read_fd(pipe->fd, p + from_head, n - from_head);
  return got < 0 ? -1 : got + (int64_t)from_head;
}

/* Regular files */

static void fail_too_large(walker *w, uint64_t n) {
  (void)snprintf(w->detail, sizeof w->detail, "%llu bytes, and %zu are read at most", (unsigned long long)n,
                 w->options.max_bytes);
  walk_failed(w, no_member, n, GK_STATUS_TOO_LARGE, w->detail);
}

/* Reads the beginning of the file, as much as has room. */
static gk_status read_start(walker *w, const gk_archive_bytes *bytes, size_t n) {
  gk_status status = buffer_reserve(&w->bytes, n);
  int64_t got = status == GK_OK ? bytes->read_at(bytes->ctx, 0, w->bytes.p, n) : 0;
  w->bytes.n = got > 0 ? (size_t)got : 0;
  return got < 0 ? GK_STATUS_READ : status;
}

static void visit_whole(walker *w, const gk_archive_bytes *bytes) {
  gk_status status;
  int is_too_large = bytes->n > w->options.max_bytes;
  if (!walk_wants_next(w)) {
    w->ordinal++;
    return;
  }
  status = read_start(w, bytes, is_too_large ? WALK_HEAD_BYTES : (size_t)bytes->n);
  if (status != GK_OK)
    walk_failed(w, no_member, bytes->n, status, NULL);
  else if (is_too_large)
    fail_too_large(w, bytes->n);
  else
    walk_found(w, no_member, w->bytes.n, &(gk_error){0});
}

static void visit_seekable(walker *w, int fd, off_t start, uint64_t n) {
  seekable s = {fd, start};
  const gk_archive_bytes bytes = {read_seekable, &s, n};
  char head[GK_ARCHIVE_HEAD_BYTES];
  int64_t got = read_seekable(&s, 0, head, sizeof head);
  if (got < 0) {
    walk_failed(w, no_member, n, GK_STATUS_READ, NULL);
    return;
  }
  walk_archive_call call = {.head = {head, (size_t)got}, .bytes = &bytes};
  call.kind = gk_archive_sniff(call.head);
  if (call.kind == GK_ARCHIVE_NONE || (call.kind == GK_ARCHIVE_ZIP && gk_archive_is_package(call.head, &bytes)))
    visit_whole(w, &bytes);
  else
    walk_archive(w, &call);
}

/* Pipes, and files that do not say how long they are */

/* Reads all of it into w->bytes. */
static gk_status read_whole(walker *w, const pipe_end *pipe, size_t max_bytes) {
  w->bytes.n = 0;
  gk_status status = buffer_reserve(&w->bytes, pipe->head_n + 1);
  if (status != GK_OK)
    return status;
  memcpy(w->bytes.p, pipe->head, pipe->head_n);
  w->bytes.n = pipe->head_n;
  return input_read_rest(&w->bytes, pipe->fd, max_bytes);
}

/* Says why a pipe could not be held in memory. */
static void fail_pipe(walker *w, gk_status status, size_t max_bytes) {
  uint64_t n = w->bytes.n;
  w->bytes.n = n < WALK_HEAD_BYTES ? w->bytes.n : WALK_HEAD_BYTES;
  (void)snprintf(w->detail, sizeof w->detail, "more than %zu bytes from a pipe%s", max_bytes,
                 max_bytes > w->options.max_bytes ? ", which this kind of archive can't be read from: save it as a file"
                                                  : "");
  walk_failed(w, no_member, n, status, status == GK_STATUS_TOO_LARGE ? w->detail : NULL);
}

/* An archive that has to be read at any place, or a document that starts like one. */
static void visit_held(walker *w, const pipe_end *pipe, gk_archive_kind kind) {
  const uint64_t held = w->options.limits.nested_bytes;
  const size_t max_bytes = held > w->options.max_bytes ? (size_t)held : w->options.max_bytes;
  gk_status status = read_whole(w, pipe, max_bytes);
  if (status != GK_OK) {
    fail_pipe(w, status, max_bytes);
    return;
  }
  const gk_str all = {w->bytes.p, w->bytes.n};
  const gk_archive_bytes bytes = gk_archive_memory(&all);
  const gk_str head = {pipe->head, pipe->head_n};
  if (kind == GK_ARCHIVE_ZIP && gk_archive_is_package(head, &bytes)) {
    if (all.n > w->options.max_bytes)
      fail_pipe(w, GK_STATUS_TOO_LARGE, w->options.max_bytes);
    else
      walk_found(w, no_member, all.n, &(gk_error){0});
    return;
  }
  walk_archive(w, &(walk_archive_call){.kind = kind, .head = head, .in = &w->bytes});
}

static void visit_pipe(walker *w, int fd) {
  pipe_end pipe = {.fd = fd};
  int64_t got = read_fd(fd, pipe.head, sizeof pipe.head);
  if (got < 0) {
    walk_failed(w, no_member, 0, GK_STATUS_READ, NULL);
    return;
  }
  pipe.head_n = (size_t)got;
  const gk_str head = {pipe.head, pipe.head_n};
  const gk_archive_bytes bytes = {read_pipe, &pipe, GK_ARCHIVE_PIPE};
  gk_archive_kind kind = gk_archive_sniff(head);
  if (kind == GK_ARCHIVE_STREAM) {
    walk_archive(w, &(walk_archive_call){.kind = kind, .head = head, .bytes = &bytes});
  } else if (kind != GK_ARCHIVE_NONE) {
    visit_held(w, &pipe, kind);
  } else {
    gk_status status = read_whole(w, &pipe, w->options.max_bytes);
    if (status != GK_OK)
      fail_pipe(w, status, w->options.max_bytes);
    else
      walk_found(w, no_member, w->bytes.n, &(gk_error){0});
  }
}

/* Any */

static int visit_open(walker *w, int fd, walk_place place) {
  struct stat st;
  if (fstat(fd, &st) != 0) {
    walk_failed(w, no_member, 0, GK_STATUS_READ, NULL);
    return 1;
  }
  if (S_ISDIR(st.st_mode) && place == WALK_NAMED)
    return 0;
  if (S_ISDIR(st.st_mode))
    walk_failed(w, no_member, 0, GK_STATUS_READ, "a symbolic link to a folder, which is not followed");
  else if (!S_ISREG(st.st_mode) && place == WALK_IN_FOLDER)
    walk_failed(w, no_member, 0, GK_STATUS_READ, "not a regular file");
  else {
    off_t start = S_ISREG(st.st_mode) && st.st_size > 0 ? lseek(fd, 0, SEEK_CUR) : -1;
    w->within = 0;
    if (start >= 0 && start <= st.st_size)
      visit_seekable(w, fd, start, (uint64_t)(st.st_size - start));
    else
      visit_pipe(w, fd);
    w->passed += S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
    w->within = 0;
  }
  return 1;
}

int walk_file(walker *w, const char *path, walk_place place) {
  int is_stdin = place == WALK_NAMED && strcmp(path, "-") == 0;
  int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | (place == WALK_IN_FOLDER ? O_NONBLOCK : 0);
  int fd = is_stdin ? STDIN_FILENO : open(path, flags);
  if (fd < 0) {
    walk_failed(w, no_member, 0, GK_STATUS_READ, NULL);
    return 1;
  }
  int is_file = visit_open(w, fd, place);
  if (!is_stdin)
    (void)close(fd);
  return is_file;
}
