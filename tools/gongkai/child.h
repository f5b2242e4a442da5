/*
 * child.h: another program, run over bytes. It is bounded in time, memory and output, and when child_run() returns
 * neither it nor anything it started in its process group is left.
 *
 * Thread-safety: any number of threads may run programs at once. No signal handler is installed and none is needed.
 */
#ifndef GONGKAI_TOOLS_CHILD_H
#define GONGKAI_TOOLS_CHILD_H

#include "gongkai/base.h"

typedef struct child_limits {
  unsigned seconds;    /* by the clock for all of it, and of processor time for each process */
  size_t out_bytes;    /* of standard output */
  size_t memory_bytes; /* of address space, for each process */
  size_t file_bytes;   /* of each file that is written; a pipe is none */
  unsigned files;      /* open at once */
} child_limits;

typedef struct child_call {
  const char *const *argv; /* argv[0] is looked for in PATH if it has no slash */
  const char *const *env;  /* the whole environment */
  const char *dir;         /* to work in; NULL for the caller's */
  gk_str input;            /* standard input: a file in memory, at its start */
  child_limits limits;
} child_call;

typedef enum child_end {
  CHILD_EXITED,      /* code: its exit status */
  CHILD_KILLED,      /* code: the signal */
  CHILD_NOT_FOUND,   /* no such program */
  CHILD_TIMED_OUT,   /* by the clock or in processor time */
  CHILD_FLOODED,     /* standard output was more than allowed */
  CHILD_INTERRUPTED, /* this process was asked to end: the signal is pending and takes effect when it is unblocked */
  CHILD_FAILED,      /* it could not be run; code: errno */
} child_end;

typedef struct child_result {
  child_end end;
  int code;
  char *out; /* standard output, from malloc */
  size_t out_n;
  size_t out_capacity;
  char err[1024]; /* the beginning of standard error, NUL-terminated */
  size_t err_n;
} child_result;

/* Fills in `result`, which child_free() empties. */
void child_run(const child_call *call, child_result *result);
void child_free(child_result *result);

/*
 * Holds back, in this thread, the signals that ask a process to end, so that who has started something can still put it
 * away. They take effect at the latest in signals_release(). Calls may nest.
 */
typedef struct held_signals {
  unsigned char before[128]; /* a sigset_t */
} held_signals;

void signals_hold(held_signals *held);
void signals_release(const held_signals *held);

#endif
