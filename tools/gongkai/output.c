#include "output.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

void output_init(output *out) {
  out->n = 0;
  out->reason = 0;
  (void)signal(SIGPIPE, SIG_IGN);
}

static gk_status write_all(output *out, const char *p, size_t n) {
  while (n > 0 && out->reason == 0) {
    ssize_t done = write(STDOUT_FILENO, p, n);
    if (done >= 0) {
      p += done;
      n -= (size_t)done;
    } else if (errno != EINTR) {
      out->reason = errno;
    }
  }
  return out->reason == 0 ? GK_OK : GK_STATUS_WRITE;
}

gk_status output_flush(output *out) {
  size_t n = out->n;
  out->n = 0;
  return write_all(out, out->buf, n);
}

static gk_status output_write(void *ctx, const char *p, size_t n) {
  output *out = ctx;
  if (n > sizeof out->buf - out->n) {
    gk_status status = output_flush(out);
    if (status != GK_OK)
      return status;
  }
  if (n > sizeof out->buf)
    return write_all(out, p, n);
  memcpy(out->buf + out->n, p, n);
  out->n += n;
  return GK_OK;
}

gk_sink output_sink(output *out) {
  return (gk_sink){output_write, out};
}
