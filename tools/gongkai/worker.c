/* gongkai worker: a process that another gongkai has started, and speaks to through its standard input. */
#include "bulk/isolate.h"
#include "verb.h"

#include <sys/socket.h>
#include <unistd.h>

int verb_worker(int argc, char **argv) {
  int type = 0;
  socklen_t n = sizeof type;
  (void)argc, (void)argv;
  if (getsockopt(STDIN_FILENO, SOL_SOCKET, SO_TYPE, &type, &n) == 0)
    return isolate_serve();
  (void)fputs("gongkai worker: error: this verb is for 'gongkai convert --isolate', which starts it itself\n", stderr);
  return STATUS_USAGE;
}
