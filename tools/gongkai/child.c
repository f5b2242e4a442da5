/*
 * child.c: fork, limits, exec, and a loop that watches.
 *
 * Standard input is a file in memory and not a pipe: the child reads as it likes or not at all, and nobody waits for
 * anybody. Between fork and exec only calls are made that are safe in a process of many threads.
 */
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How often it is looked whether the child has ended, where its closing of the pipes does not tell: milliseconds. */
enum { TICK = 20, LAST_TICK = 1 };

/* Ends of pipes; -1 once closed. */
typedef struct running {
  const child_call *call;
  child_result *result;
  char path[PATH_MAX];
  pid_t parent;
  pid_t pid;
  int in;
  int out[2];
  int err[2];
  int started[2]; /* errno of a failed exec comes through it; a successful one closes it */
  int asked;      /* readable when this process is asked to end */
  int64_t deadline;
} running;

/* Signals */

_Static_assert(sizeof(sigset_t) <= sizeof(((held_signals *)0)->before), "a set of signals fits");

/* Those that ask this process to end and are not ignored. */
static sigset_t ending_signals(void) {
  static const int all[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    struct sigaction action;
    if (sigaction(all[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
      sigaddset(&set, all[i]);
  }
  return set;
}

void signals_hold(held_signals *held) {
  sigset_t ending = ending_signals(), before;
  (void)pthread_sigmask(SIG_BLOCK, &ending, &before);
  memcpy(held->before, &before, sizeof before);
}

void signals_release(const held_signals *held) {
  sigset_t before;
  memcpy(&before, held->before, sizeof before);
  (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* Files */

static void close_fd(int *fd) {
  if (*fd >= 0)
    (void)close(*fd);
  *fd = -1;
}

/* What becomes 0, 1 or 2 in the child must not lie there before. */
static int above_standard(int *fd) {
  if (*fd < 0 || *fd > STDERR_FILENO)
    return *fd >= 0;
  int moved = fcntl(*fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  int reason = errno;
  close_fd(fd);
  *fd = moved;
  errno = reason;
  return moved >= 0;
}

static int open_pipe(int ends[2]) {
  if (pipe2(ends, O_CLOEXEC) != 0)
    return 0;
  return above_standard(&ends[0]) && above_standard(&ends[1]) && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0;
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

static int open_files(running *r) {
  r->in = memfd_create("gongkai", MFD_CLOEXEC);
  if (!above_standard(&r->in) || !write_all(r->in, r->call->input) || lseek(r->in, 0, SEEK_SET) != 0)
    return 0;
  if (!open_pipe(r->out) || !open_pipe(r->err) || !open_pipe(r->started))
    return 0;
  sigset_t ending = ending_signals();
  r->asked = signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK);
  return r->asked >= 0 && fcntl(r->started[0], F_SETFL, 0) == 0;
}

static void close_files(running *r) {
  int *const all[] = {&r->in,     &r->out[0],     &r->out[1],     &r->err[0],
                      &r->err[1], &r->started[0], &r->started[1], &r->asked};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    close_fd(all[i]);
}

/* The program */

static int is_program(const char *path) {
  struct stat st;
  return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

/* Looks a program up in PATH; folders that are not absolute are passed over. */
static int find_program(const char *name, char path[PATH_MAX]) {
  const char *folder = strchr(name, '/') != NULL ? NULL : getenv("PATH");
  if (folder == NULL)
    return snprintf(path, PATH_MAX, "%s", name) < PATH_MAX && strchr(name, '/') != NULL && is_program(path);
  while (*folder != '\0') {
    size_t n = strcspn(folder, ":");
    if (*folder == '/' && n < PATH_MAX && snprintf(path, PATH_MAX, "%.*s/%s", (int)n, folder, name) < PATH_MAX &&
        is_program(path))
      return 1;
    folder += n + (folder[n] == ':');
  }
  return 0;
}

/* In the child */

/* Never more than this process has itself: only root could give that. */
static int limit(int what, size_t soft, size_t hard) {
  struct rlimit limits;
  if (getrlimit((__rlimit_resource_t)what, &limits) != 0)
    return 0;
  limits.rlim_max = hard < limits.rlim_max ? hard : limits.rlim_max;
  limits.rlim_cur = soft < limits.rlim_max ? soft : limits.rlim_max;
  return setrlimit((__rlimit_resource_t)what, &limits) == 0;
}

static int limit_all(const child_limits *l) {
  return limit(RLIMIT_CPU, l->seconds, (size_t)l->seconds + 1) && limit(RLIMIT_AS, l->memory_bytes, l->memory_bytes) &&
         limit(RLIMIT_FSIZE, l->file_bytes, l->file_bytes) && limit(RLIMIT_CORE, 0, 0) &&
         limit(RLIMIT_NOFILE, l->files, l->files);
}

static int put_signals_back(void) {
  sigset_t none;
  sigemptyset(&none);
  return signal(SIGPIPE, SIG_DFL) != SIG_ERR && sigprocmask(SIG_SETMASK, &none, NULL) == 0;
}

/* What this process has open and inherited itself is not the child's either. */
static void close_the_rest(void) {
#ifdef CLOSE_RANGE_CLOEXEC
  (void)close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
#endif
}

_Noreturn static void become(const running *r) {
  const child_call *call = r->call;
  if (setpgid(0, 0) == 0 && prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == r->parent && put_signals_back() &&
      dup2(r->in, STDIN_FILENO) >= 0 && dup2(r->out[1], STDOUT_FILENO) >= 0 && dup2(r->err[1], STDERR_FILENO) >= 0 &&
      (call->dir == NULL || chdir(call->dir) == 0) && limit_all(&call->limits)) {
    close_the_rest();
    (void)execve(r->path, (char *const *)(uintptr_t)call->argv, (char *const *)(uintptr_t)call->env);
  }
  int reason = errno;
  (void)!write(r->started[1], &reason, sizeof reason);
  _exit(127);
}

/* In this process */

static int64_t now(void) {
  struct timespec t;
  (void)clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* 0 with errno set if the program did not start. */
static int start(running *r) {
  int reason = 0;
  r->parent = getpid();
  r->pid = fork();
  if (r->pid == 0)
    become(r);
  if (r->pid < 0)
    return 0;
  (void)setpgid(r->pid, r->pid); /* here too, so that it is done whoever runs first */
  close_fd(&r->in);
  close_fd(&r->out[1]);
  close_fd(&r->err[1]);
  close_fd(&r->started[1]);
  ssize_t n;
  do
    n = read(r->started[0], &reason, sizeof reason);
  while (n < 0 && errno == EINTR);
  errno = reason;
  return n <= 0;
}

static int reserve_output(child_result *result, size_t max_bytes) {
  if (result->out_n < result->out_capacity)
    return 1;
  size_t capacity = result->out_capacity == 0 ? 65536 : result->out_capacity * 2;
  if (capacity > max_bytes)
    capacity = max_bytes + 1; /* so that one byte too many shows */
  char *p = realloc(result->out, capacity);
  if (p == NULL)
    return 0;
  result->out = p;
  result->out_capacity = capacity;
  return 1;
}

/* Takes what is there; closes the pipe at its end. 0 if that is too much. */
static int take_output(running *r) {
  child_result *result = r->result;
  size_t max_bytes = r->call->limits.out_bytes;
  while (r->out[0] >= 0) {
    if (result->out_n > max_bytes || !reserve_output(result, max_bytes))
      return 0;
    ssize_t n = read(r->out[0], result->out + result->out_n, result->out_capacity - result->out_n);
    if (n > 0)
      result->out_n += (size_t)n;
    else if (n == 0)
      close_fd(&r->out[0]);
    else if (errno != EINTR)
      break;
  }
  return result->out_n <= max_bytes;
}

/* Keeps the beginning, drops the rest; only so much at a time, since a child may write for ever. */
static void take_errors(running *r) {
  char buf[4096];
  if (r->err[0] < 0)
    return;
  ssize_t n = read(r->err[0], buf, sizeof buf);
  if (n == 0)
    close_fd(&r->err[0]);
  if (n <= 0)
    return;
  size_t left = sizeof r->result->err - 1 - r->result->err_n, taken = (size_t)n < left ? (size_t)n : left;
  memcpy(r->result->err + r->result->err_n, buf, taken);
  r->result->err_n += taken;
}

static int has_ended(pid_t pid) {
  siginfo_t info = {0};
  return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == pid;
}

/* Until it ends or has to be ended: CHILD_EXITED if by itself. */
static child_end watch(running *r) {
  for (;;) {
    int is_over = has_ended(r->pid); /* what it wrote before is in the pipes by now */
    take_errors(r);
    if (!take_output(r))
      return CHILD_FLOODED;
    if (is_over)
      return CHILD_EXITED;
    int64_t left = r->deadline - now();
    if (left <= 0)
      return CHILD_TIMED_OUT;
    int64_t tick = r->out[0] < 0 && r->err[0] < 0 ? LAST_TICK : TICK;
    struct pollfd fds[] = {{r->out[0], POLLIN, 0}, {r->err[0], POLLIN, 0}, {r->asked, POLLIN, 0}};
    if (poll(fds, 3, (int)(left < tick ? left : tick)) > 0 && fds[2].revents != 0)
      return CHILD_INTERRUPTED;
  }
}

/* Ends the whole group, whose id is still the child's since that has not been waited for. */
static void reap(running *r) {
  int status = 0;
  pid_t pid;
  (void)kill(-r->pid, SIGKILL);
  (void)kill(r->pid, SIGKILL);
  do
    pid = waitpid(r->pid, &status, 0);
  while (pid < 0 && errno == EINTR);
  child_result *result = r->result;
  if (result->end != CHILD_EXITED)
    return;
  if (pid < 0) { /* somebody else waits for all children of this process */
    result->end = CHILD_FAILED;
    result->code = errno;
  } else if (WIFSIGNALED(status)) {
    result->end = WTERMSIG(status) == SIGXCPU ? CHILD_TIMED_OUT : CHILD_KILLED;
    result->code = WTERMSIG(status);
  } else {
    result->code = WEXITSTATUS(status);
  }
}

static void run(running *r) {
  child_result *result = r->result;
  result->end = CHILD_FAILED;
  if (!open_files(r)) {
    result->code = errno;
    return;
  }
  r->deadline = now() + (int64_t)r->call->limits.seconds * 1000;
  int has_started = start(r);
  result->code = errno;
  if (has_started)
    result->end = watch(r);
  if (r->pid > 0)
    reap(r);
}

void child_run(const child_call *call, child_result *result) {
  running r = {
      .call = call, .result = result, .in = -1, .out = {-1, -1}, .err = {-1, -1}, .started = {-1, -1}, .asked = -1};
  held_signals held;
  *result = (child_result){.end = CHILD_NOT_FOUND};
  if (!find_program(call->argv[0], r.path))
    return;
  signals_hold(&held);
  run(&r);
  close_files(&r);
  signals_release(&held);
}

void child_free(child_result *result) {
  free(result->out);
  *result = (child_result){0};
}
