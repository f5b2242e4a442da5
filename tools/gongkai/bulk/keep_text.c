/*
 * keep_text.c: records one behind the other in a file or on standard output. Their bytes don't depend on when they were
 * made safe, so that is done by the clock.
 */
#include "bulk/keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { WRITTEN_AT_ONCE = 1 << 20, SECURED_AFTER_SECONDS = 1 };

typedef struct text {
  keeper base;
  int fd;
  uint64_t bytes;   /* of the output, with what is buffered */
  uint64_t on_disk; /* without */
  buffer held;
  time_t secured;
} text;

static int failed(text *t) {
  t->base.failure = strerror(errno);
  return 0;
}

static time_t now(void) {
  struct timespec time;
  (void)clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec;
}

static int flush(text *t) {
  const char *p = t->held.p;
  size_t n = t->held.n;
  while (n > 0) {
    ssize_t done = write(t->fd, p, n);
    if (done < 0 && errno != EINTR)
      return failed(t);
    p += done > 0 ? done : 0;
    n -= done > 0 ? (size_t)done : 0;
  }
  t->held.n = 0;
  t->on_disk = t->bytes;
  return 1;
}

static int append(text *t, const char *p, size_t n) {
  if (buffer_append(&t->held, p, n) != GK_OK) {
    errno = ENOMEM;
    return failed(t);
  }
  t->bytes += n;
  return t->base.path == NULL || t->held.n >= WRITTEN_AT_ONCE ? flush(t) : 1;
}

static gk_status write_head(void *ctx, const char *p, size_t n) {
  return append(ctx, p, n) ? GK_OK : GK_STATUS_WRITE;
}

static int put_head(text *t) {
  const store_options *o = t->base.options;
  if (o->target == TARGET_NDJSON)
    return 1;
  gk_csv_kind kind = o->target == TARGET_CSV ? GK_CSV_CELLS : GK_CSV_WIDE;
  return gk_emit_csv_header(kind, o->dialect, (gk_sink){write_head, t}) == GK_OK;
}

static keeper *text_make(const char *path, const store_options *options) {
  text *t = calloc(1, sizeof *t);
  if (t == NULL)
    return NULL;
  t->base = (keeper){.kind = &text_keeper, .path = path, .options = options};
  t->fd = -1;
  t->secured = now();
  return (keeper *)t;
}

static int text_create(keeper *k) {
  text *t = (text *)k;
  t->fd = k->path == NULL ? STDOUT_FILENO : open(k->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
  return t->fd < 0 ? failed(t) : put_head(t);
}

static int text_reopen(keeper *k) {
  text *t = (text *)k;
  struct stat st;
  t->fd = open(k->path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  if (t->fd < 0 || fstat(t->fd, &st) != 0)
    return failed(t);
  t->on_disk = (uint64_t)st.st_size;
  return 1;
}

static int text_accepts(void *k, const mark *m) {
  return m->bytes <= ((const text *)k)->on_disk;
}

static int text_rewind(keeper *k, const mark *m) {
  text *t = (text *)k;
  if (ftruncate(t->fd, (off_t)m->bytes) != 0 || lseek(t->fd, 0, SEEK_END) < 0)
    return failed(t);
  t->bytes = t->on_disk = m->bytes;
  return m->ordinal > 0 ? 1 : put_head(t);
}

static int text_put(keeper *k, const task *next) {
  return append((text *)k, next->out.p, next->out.n);
}

static int text_is_due(keeper *k) {
  const text *t = (const text *)k;
  return k->path != NULL && now() - t->secured >= SECURED_AFTER_SECONDS;
}

static int text_secure(keeper *k, journal *j, mark *m) {
  text *t = (text *)k;
  m->bytes = t->bytes;
  if (!flush(t) || fdatasync(t->fd) != 0 || !journal_mark(j, m))
    return failed(t);
  t->secured = now();
  return 1;
}

static int text_finish(keeper *k, journal *j, mark *m) {
  return k->path != NULL ? text_secure(k, j, m) : flush((text *)k);
}

static void text_close(keeper *k) {
  text *t = (text *)k;
  if (k->path != NULL && t->fd >= 0)
    (void)close(t->fd);
  buffer_free(&t->held);
  free(t);
}

const keeper_kind text_keeper = {
    .make = text_make,
    .create = text_create,
    .reopen = text_reopen,
    .accepts = text_accepts,
    .rewind = text_rewind,
    .put = text_put,
    .is_due = text_is_due,
    .secure = text_secure,
    .suspend = text_secure,
    .finish = text_finish,
    .close = text_close,
};
