/*
 * out.h: a buffered writer over a sink, for all emitters. Private to emit/.
 *
 * The buffer is part of the struct, which stands on the emitter's stack: nothing is allocated. Failure is sticky:
 * after the sink has refused once every call is a no-op, and gk_out_finish() returns the sink's status.
 */
#ifndef GONGKAI_EMIT_OUT_H
#define GONGKAI_EMIT_OUT_H

#include "gongkai/report.h"

#include <string.h>

#define GK_OUT_BYTES 4096

typedef struct gk_out {
  gk_sink sink;
  gk_status status;
  size_t n;
  char buf[GK_OUT_BYTES];
} gk_out;

void gk_out_init(gk_out *out, gk_sink sink);

/* Flushes what is left. */
gk_status gk_out_finish(gk_out *out) GK_MUST_USE;

/* Hands over what has been gathered. */
void gk_out_flush(gk_out *out);

static inline void gk_out_char(gk_out *out, char c) {
  if (out->n == sizeof out->buf)
    gk_out_flush(out);
  out->buf[out->n++] = c;
}

/* gk_out_str() for what does not fit behind what is there. */
void gk_out_long(gk_out *out, gk_str s);

static inline void gk_out_str(gk_out *out, gk_str s) {
  if (s.n == 0)
    return;
  if (s.n > sizeof out->buf - out->n) {
    gk_out_long(out, s);
    return;
  }
  memcpy(out->buf + out->n, s.p, s.n);
  out->n += s.n;
}

/* A NUL-terminated string of ours. */
void gk_out_text(gk_out *out, const char *s);

void gk_out_uint(gk_out *out, uint64_t value);

#endif
