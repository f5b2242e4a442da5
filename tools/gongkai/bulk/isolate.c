/* The side that asks. */
#include "bulk/isolate.h"

#include "bulk/exchange.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct isolate {
  setting setting;
  renderer *own; /* for the records of documents that the process did not survive */
  pid_t pid;     /* 0 for none */
  int fd;
  char detail[96];
};

isolate *isolate_open(const rendering *how, const isolation *limits) {
  isolate *i = calloc(1, sizeof *i);
  if (i == NULL)
    return NULL;
  memcpy(&i->setting.how, how, sizeof *how); /* with its padding, which goes to the other process */
  memcpy(&i->setting.limits, limits, sizeof *limits);
  i->own = renderer_open(how);
  if (i->own != NULL)
    return i;
  free(i);
  return NULL;
}

/* Starting and ending */

/* In the child, between fork and exec: only what is safe in a process of many threads. */
_Noreturn static void become_worker(int fd, pid_t parent) {
  static const char *const argv[] = {"gongkai", "worker", NULL};
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent && dup2(fd, STDIN_FILENO) >= 0) {
#ifdef CLOSE_RANGE_CLOEXEC
    (void)close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
#endif
    (void)execve("/proc/self/exe", (char *const *)(uintptr_t)argv, environ);
  }
  _exit(127);
}

static int start(isolate *i) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return 0;
  pid_t parent = getpid();
  i->pid = fork();
  if (i->pid == 0)
    become_worker(ends[1], parent);
  int reason = errno;
  (void)close(ends[1]);
  i->fd = ends[0];
  if (i->pid < 0) {
    (void)close(ends[0]);
    i->pid = 0;
    errno = reason;
    return 0;
  }
  (void)exchange_send(i->fd, &i->setting, sizeof i->setting, NULL); /* a failure shows with the first task */
  return 1;
}

/* Waits for the process to end at the end of its input. How it ended; one that has closed its files has ended for its
   own reason, whatever signal comes after. */
static int stop(isolate *i, int is_forced) {
  int status = 0;
  (void)close(i->fd);
  if (is_forced)
    (void)kill(i->pid, SIGKILL);
  while (waitpid(i->pid, &status, 0) < 0 && errno == EINTR) {
  }
  i->pid = 0;
  return status;
}

void isolate_close(isolate *i) {
  if (i->pid > 0)
    (void)stop(i, 0);
  renderer_close(i->own);
  free(i);
}

/* One task */

static int ask(isolate *i, const task *t, const struct timespec *deadline) {
  question q;
  memset(&q, 0, sizeof q);
  q.ordinal = t->ordinal;
  q.n_bytes = t->n_bytes;
  q.name_n = t->name_n;
  q.member_n = t->member_n;
  q.detail_n = t->detail_n;
  q.reason = t->reason.status;
  q.reason_off = t->reason.off;
  q.bytes_n = t->bytes.n;
  return exchange_send(i->fd, &q, sizeof q, deadline) && exchange_send(i->fd, t->names.p, t->names.n, deadline) &&
         exchange_send(i->fd, t->bytes.p, t->bytes.n, deadline);
}

static int is_sane(const answer *a) {
  const verdict *v = &a->verdict;
  return a->out_n <= ANSWER_MAX && a->log_n <= ANSWER_MAX && (unsigned)v->outcome <= GK_OUTCOME_SKIPPED &&
         (unsigned)v->format <= GK_FORMAT_WPS && strcmp(gk_status_name(v->status), "unknown") != 0;
}

static int listen_to(isolate *i, task *t, const struct timespec *deadline) {
  answer a;
  t->out.n = t->log.n = 0;
  if (!exchange_receive(i->fd, &a, sizeof a, deadline))
    return 0;
  if (!is_sane(&a)) {
    errno = EPROTO;
    return 0;
  }
  t->verdict = a.verdict;
  return exchange_receive_into(i->fd, &t->out, a.out_n, deadline) &&
         exchange_receive_into(i->fd, &t->log, a.log_n, deadline);
}

/* What became of a document whose worker did not answer. */
static gk_error explain(isolate *i, int reason, int status) {
  if (reason == ENOMEM)
    return (gk_error){.status = GK_STATUS_NO_MEMORY, .detail = "its record does not fit"};
  if (reason == ETIMEDOUT || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)) {
    (void)snprintf(i->detail, sizeof i->detail, "longer than %u seconds", i->setting.limits.seconds);
    return (gk_error){.status = GK_STATUS_TIMEOUT, .detail = i->detail};
  }
  if (WIFSIGNALED(status))
    (void)snprintf(i->detail, sizeof i->detail, "by signal %d", WTERMSIG(status));
  else
    (void)snprintf(i->detail, sizeof i->detail, "with exit status %d", WEXITSTATUS(status));
  return (gk_error){.status = GK_STATUS_CRASHED, .detail = i->detail};
}

static void refuse(isolate *i, task *t, int reason) {
  int status = stop(i, 1);
  gk_error error = explain(i, reason, status);
  render_refusal(i->own, t, &error);
}

static void refuse_unstarted(isolate *i, task *t, int reason) {
  gk_error error = {.status = GK_STATUS_CRASHED, .detail = i->detail};
  (void)snprintf(i->detail, sizeof i->detail, "no process can be started: %s", strerror(reason));
  render_refusal(i->own, t, &error);
}

void isolate_work(isolate *i, task *t) {
  struct timespec deadline;
  if (i->pid == 0 && !start(i)) {
    refuse_unstarted(i, t, errno);
    return;
  }
  (void)clock_gettime(CLOCK_MONOTONIC, &deadline);
  deadline.tv_sec += i->setting.limits.seconds;
  if (!ask(i, t, &deadline) || !listen_to(i, t, &deadline))
    refuse(i, t, errno);
}
