#include "emit/out.h"

void gk_out_init(gk_out *out, gk_sink sink) {
  out->sink = sink;
  out->status = GK_OK;
  out->n = 0;
}

static void deliver(gk_out *out, const char *p, size_t n) {
  if (out->status == GK_OK && n > 0)
    out->status = out->sink.write(out->sink.ctx, p, n);
}

void gk_out_flush(gk_out *out) {
  deliver(out, out->buf, out->n);
  out->n = 0;
}

gk_status gk_out_finish(gk_out *out) {
  gk_out_flush(out);
  return out->status;
}

void gk_out_long(gk_out *out, gk_str s) {
  gk_out_flush(out);
  if (s.n > sizeof out->buf) {
    deliver(out, s.p, s.n);
    return;
  }
  memcpy(out->buf, s.p, s.n);
  out->n = s.n;
}

void gk_out_text(gk_out *out, const char *s) {
  gk_out_str(out, (gk_str){s, strlen(s)});
}

void gk_out_uint(gk_out *out, uint64_t value) {
  char digits[20];
  size_t i = sizeof digits;
  do
    digits[--i] = (char)('0' + value % 10);
  while ((value /= 10) != 0);
  gk_out_str(out, (gk_str){digits + i, sizeof digits - i});
}
