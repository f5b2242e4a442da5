/* The side that renders: a process that has nothing but one document at a time. */
#include "bulk/exchange.h"
#include "bulk/isolate.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Sanitizers reserve more address space than any machine has. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { HAS_MEMORY_LIMIT = 0 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
enum { HAS_MEMORY_LIMIT = 0 };
#else
enum { HAS_MEMORY_LIMIT = 1 };
#endif
#else
enum { HAS_MEMORY_LIMIT = 1 };
#endif

static void limit_memory(size_t bytes) {
  struct rlimit l = {0, 0};
  (void)setrlimit(RLIMIT_CORE, &l); /* a crash is a record, not a file */
  if (!HAS_MEMORY_LIMIT || bytes == 0 || getrlimit(RLIMIT_AS, &l) != 0)
    return;
  l.rlim_cur = bytes < l.rlim_max ? bytes : l.rlim_max;
  (void)setrlimit(RLIMIT_AS, &l);
}

/* So many seconds more than were used already. */
static void limit_time(unsigned seconds) {
  struct rusage used;
  struct rlimit l;
  if (getrusage(RUSAGE_SELF, &used) != 0 || getrlimit(RLIMIT_CPU, &l) != 0)
    return;
  rlim_t end = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + seconds + 1;
  l.rlim_cur = end < l.rlim_max ? end : l.rlim_max;
  (void)setrlimit(RLIMIT_CPU, &l);
}

/* The next task; 0 at the end. */
static int hear(task *t) {
  question q;
  if (!exchange_receive(STDIN_FILENO, &q, sizeof q, NULL))
    return 0;
  t->ordinal = q.ordinal;
  t->n_bytes = q.n_bytes;
  t->name_n = q.name_n;
  t->member_n = q.member_n;
  t->detail_n = q.detail_n;
  t->reason = (gk_error){.status = q.reason, .off = q.reason_off};
  return exchange_receive_into(STDIN_FILENO, &t->names, q.name_n + q.member_n + q.detail_n, NULL) &&
         exchange_receive_into(STDIN_FILENO, &t->bytes, q.bytes_n, NULL);
}

static int tell(const task *t) {
  answer a;
  memset(&a, 0, sizeof a);
  a.verdict = t->verdict;
  a.out_n = t->out.n;
  a.log_n = t->log.n;
  return exchange_send(STDIN_FILENO, &a, sizeof a, NULL) && exchange_send(STDIN_FILENO, t->out.p, t->out.n, NULL) &&
         exchange_send(STDIN_FILENO, t->log.p, t->log.n, NULL);
}

int isolate_serve(void) {
  setting s;
  task t = {0};
  /* Who is asked to end is the process that asks; this one ends with it. */
  (void)signal(SIGINT, SIG_IGN);
  (void)signal(SIGTERM, SIG_IGN);
  (void)signal(SIGHUP, SIG_IGN);
  if (!exchange_receive(STDIN_FILENO, &s, sizeof s, NULL))
    return 1;
  limit_memory(s.limits.memory_bytes);
  renderer *r = renderer_open(&s.how);
  if (r == NULL)
    return 1;
  while (hear(&t)) {
    limit_time(s.limits.seconds);
    render(r, &t);
    if (!tell(&t))
      break;
    task_clear(&t);
  }
  renderer_close(r);
  task_free(&t);
  return 0;
}
