#include "bulk/exchange.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

/* Milliseconds left, rounded up so that nobody turns in circles; -1 for no end. */
static int left(const struct timespec *deadline) {
  struct timespec now;
  if (deadline == NULL)
    return -1;
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  int64_t ms = (int64_t)(deadline->tv_sec - now.tv_sec) * 1000 + (deadline->tv_nsec - now.tv_nsec) / 1000000 + 1;
  return ms <= 0 ? 0 : ms > INT32_MAX ? INT32_MAX : (int)ms;
}

static int await(int fd, short what, const struct timespec *deadline) {
  struct pollfd p = {fd, what, 0};
  int n;
  do
    n = poll(&p, 1, left(deadline));
  while (n < 0 && errno == EINTR);
  if (n == 0)
    errno = ETIMEDOUT;
  return n > 0;
}

int exchange_send(int fd, const void *p, size_t n, const struct timespec *deadline) {
  const char *at = p;
  while (n > 0) {
    ssize_t done = send(fd, at, n, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (done < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) && await(fd, POLLOUT, deadline))
      continue;
    if (done < 0 && errno != EINTR)
      return 0;
    at += done > 0 ? done : 0;
    n -= done > 0 ? (size_t)done : 0;
  }
  return 1;
}

int exchange_receive(int fd, void *p, size_t n, const struct timespec *deadline) {
  char *at = p;
  while (n > 0) {
    ssize_t done = recv(fd, at, n, MSG_DONTWAIT);
    if (done == 0) {
      errno = EPIPE;
      return 0;
    }
    if (done < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) && await(fd, POLLIN, deadline))
      continue;
    if (done < 0 && errno != EINTR)
      return 0;
    at += done > 0 ? done : 0;
    n -= done > 0 ? (size_t)done : 0;
  }
  return 1;
}

int exchange_receive_into(int fd, buffer *b, size_t n, const struct timespec *deadline) {
  if (n > SIZE_MAX / 2 - b->n || buffer_reserve(b, b->n + n) != GK_OK) {
    errno = ENOMEM;
    return 0;
  }
  if (!exchange_receive(fd, b->p + b->n, n, deadline))
    return 0;
  b->n += n;
  return 1;
}
