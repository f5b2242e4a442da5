#include "bulk/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define HEAD "gongkai convert 1 "
#define MARK "mark "
#define END  "end"

enum { MAX_LINE = 8192 };

void identity_of(const task *t, char out[IDENTITY_SIZE]) {
  const gk_str name = task_name(t), member = task_member(t);
  uint8_t digest[SHA256_DIGEST_SIZE];
  struct sha256_ctx ctx;
  sha256_init(&ctx);
  sha256_update(&ctx, name.n, (const uint8_t *)name.p);
  sha256_update(&ctx, 1, (const uint8_t *)"");
  sha256_update(&ctx, member.n, (const uint8_t *)member.p);
  sha256_update(&ctx, 1, (const uint8_t *)"");
  sha256_update(&ctx, sizeof t->n_bytes, (const uint8_t *)&t->n_bytes);
  sha256_digest(&ctx, sizeof digest, digest);
  base16_encode_update(out, (IDENTITY_SIZE - 1) / 2, digest);
  out[IDENTITY_SIZE - 1] = '\0';
}

static int put_line(int fd, const char *line, size_t n) {
  while (n > 0) {
    ssize_t done = write(fd, line, n);
    if (done < 0 && errno != EINTR)
      return 0;
    line += done > 0 ? done : 0;
    n -= done > 0 ? (size_t)done : 0;
  }
  return 1;
}

/* Two at once would spoil each other's output. */
static journal_state open_locked(journal *j, const char *path, int flags) {
  j->fd = open(path, O_RDWR | O_CLOEXEC | O_APPEND | flags, 0666);
  if (j->fd < 0)
    return errno == ENOENT ? JOURNAL_NONE : JOURNAL_FAILED;
  if (flock(j->fd, LOCK_EX | LOCK_NB) == 0)
    return JOURNAL_OPEN;
  int reason = errno;
  journal_close(j);
  errno = reason;
  return reason == EWOULDBLOCK ? JOURNAL_BUSY : JOURNAL_FAILED;
}

journal_state journal_create(journal *j, const char *path, const char *digest) {
  char line[128];
  journal_state state = open_locked(j, path, O_CREAT);
  if (state != JOURNAL_OPEN)
    return state == JOURNAL_NONE ? JOURNAL_FAILED : state;
  int n = snprintf(line, sizeof line, HEAD "%s\n", digest);
  if (ftruncate(j->fd, 0) == 0 && put_line(j->fd, line, (size_t)n))
    return JOURNAL_OPEN;
  int reason = errno;
  journal_close(j);
  errno = reason;
  return JOURNAL_FAILED;
}

/* A number and the blank behind it. */
static int read_number(const char **at, uint64_t *n) {
  char *end;
  if (**at < '0' || **at > '9')
    return 0;
  *n = strtoull(*at, &end, 10);
  *at = end + 1;
  return *end == ' ';
}

static int read_mark(const char *line, mark *m) {
  const char *at = line + strlen(MARK);
  *m = (mark){0};
  if (strncmp(line, MARK, strlen(MARK)) != 0 || !read_number(&at, &m->ordinal) || !read_number(&at, &m->bytes) ||
      strspn(at, "0123456789abcdef") != IDENTITY_SIZE - 1 || at[IDENTITY_SIZE - 1] != ' ')
    return 0;
  memcpy(m->input, at, IDENTITY_SIZE - 1);
  return tally_read(&m->tally, at + IDENTITY_SIZE);
}

/* The lines behind the first, as far as they are good; what follows is cut off. */
static journal_state read_lines(journal *j, FILE *in, int (*accepts)(void *, const mark *), void *ctx, mark *last) {
  char line[MAX_LINE];
  off_t good = ftello(in);
  journal_state state = JOURNAL_OPEN;
  while (state == JOURNAL_OPEN && fgets(line, sizeof line, in) != NULL) {
    mark m;
    size_t n = strcspn(line, "\n");
    if (line[n] != '\n')
      break;
    line[n] = '\0';
    if (strcmp(line, END) == 0)
      state = JOURNAL_ENDED;
    else if (read_mark(line, &m) && accepts(ctx, &m))
      *last = m;
    else
      break;
    good = ftello(in);
  }
  return ftruncate(j->fd, good) == 0 ? state : JOURNAL_FAILED;
}

static journal_state read_all(journal *j, const char *digest, int (*accepts)(void *, const mark *), void *ctx,
                              mark *last) {
  char line[MAX_LINE], head[128];
  int fd = dup(j->fd);
  FILE *in = fd < 0 ? NULL : fdopen(fd, "r");
  if (in == NULL) {
    if (fd >= 0)
      (void)close(fd);
    return JOURNAL_FAILED;
  }
  (void)snprintf(head, sizeof head, HEAD "%s\n", digest);
  journal_state state = JOURNAL_NONE;
  if (fgets(line, sizeof line, in) != NULL && strchr(line, '\n') != NULL)
    state = strcmp(line, head) == 0 ? read_lines(j, in, accepts, ctx, last) : JOURNAL_OTHER;
  int reason = errno;
  (void)fclose(in);
  errno = reason;
  return state;
}

journal_state journal_resume(journal *j, const char *path, const char *digest, int (*accepts)(void *ctx, const mark *m),
                             void *ctx, mark *last) {
  *last = (mark){0};
  journal_state state = open_locked(j, path, 0);
  if (state != JOURNAL_OPEN)
    return state;
  state = read_all(j, digest, accepts, ctx, last);
  if (state != JOURNAL_OPEN && state != JOURNAL_ENDED) {
    int reason = errno;
    journal_close(j);
    errno = reason;
  }
  return state;
}

int journal_mark(journal *j, const mark *m) {
  char *line = NULL;
  size_t n = 0;
  FILE *to = open_memstream(&line, &n);
  if (to == NULL)
    return 0;
  (void)fprintf(to, MARK "%" PRIu64 " %" PRIu64 " %s ", m->ordinal, m->bytes, m->input);
  tally_write(&m->tally, to);
  (void)fputc('\n', to);
  int ok = fclose(to) == 0 && put_line(j->fd, line, n);
  free(line);
  return ok;
}

int journal_end(journal *j) {
  return put_line(j->fd, END "\n", sizeof END);
}

void journal_close(journal *j) {
  if (j->fd >= 0)
    (void)close(j->fd);
  j->fd = -1;
}
