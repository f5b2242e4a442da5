/*
 * exchange.h: what goes between a conversion and a worker process: a head of fixed size, then bytes. Both are the same
 * program, so structs go as they are; what comes from a worker is checked all the same, for it may be dying.
 */
#ifndef GONGKAI_TOOLS_EXCHANGE_H
#define GONGKAI_TOOLS_EXCHANGE_H

#include "bulk/isolate.h"

#include <time.h>

/* First of all: how to render, under which limits. */
typedef struct setting {
  rendering how;
  isolation limits;
} setting;

/* Then for each task, followed by its names and its bytes; */
typedef struct question {
  uint64_t ordinal;
  uint64_t n_bytes;
  size_t name_n;
  size_t member_n;
  size_t detail_n;
  gk_status reason;
  size_t reason_off;
  size_t bytes_n;
} question;

/* and what comes back, followed by what goes to the output and to the log. */
typedef struct answer {
  verdict verdict;
  size_t out_n;
  size_t log_n;
} answer;

/* No record is larger: a document's text, escaped. */
#define ANSWER_MAX ((size_t)2 << 30)

/* All of it, or 0 with errno set; ETIMEDOUT after the deadline (CLOCK_MONOTONIC, NULL for none), EPIPE where the other
   end is closed. */
int exchange_send(int fd, const void *p, size_t n, const struct timespec *deadline);
int exchange_receive(int fd, void *p, size_t n, const struct timespec *deadline);

/* Appends n received bytes to the buffer. */
int exchange_receive_into(int fd, buffer *b, size_t n, const struct timespec *deadline);

#endif
