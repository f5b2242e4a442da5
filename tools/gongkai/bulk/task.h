/*
 * task.h: one input of a conversion on its way: found by the walk, rendered by a worker, kept by the store.
 */
#ifndef GONGKAI_TOOLS_TASK_H
#define GONGKAI_TOOLS_TASK_H

#include "buffer.h"
#include "gongkai/gongkai.h"

/* What became of an input, as far as it is counted. */
typedef struct verdict {
  gk_outcome outcome;
  gk_status status;
  gk_format format;
  int has_diags;
  int has_failing; /* a rule of the form fails */
} verdict;

typedef struct task {
  /* From the walk. The strings lie in `names`. */
  uint64_t ordinal;
  uint64_t n_bytes; /* the input's size as far as known */
  uint64_t walked;  /* bytes of the files behind which the walk stood */
  buffer names;
  size_t name_n;
  size_t member_n;
  size_t detail_n; /* of `reason`, with its NUL; 0 for none */
  gk_error reason; /* why `bytes` is not the whole input; its detail is to be had by task_reason() */
  buffer bytes;

  /* From the worker. */
  verdict verdict;
  buffer out;
  buffer log; /* lines for the log */
} task;

/* Takes over what identifies an input. After GK_STATUS_NO_MEMORY the ordinal is 0. */
gk_status task_set(task *t, uint64_t ordinal, gk_str name, gk_str member, const gk_error *reason) GK_MUST_USE;

gk_str task_name(const task *t);
gk_str task_member(const task *t);
gk_error task_reason(const task *t); /* valid as long as the task is not set again */

void task_clear(task *t); /* keeps memory for the next, within bounds */
void task_free(task *t);

#endif
