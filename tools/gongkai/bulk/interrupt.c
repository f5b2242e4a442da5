#include "bulk/interrupt.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t asked;

static void remember(int signal_number) {
  asked = signal_number;
}

void interrupt_watch(void) {
  static const int all[] = {SIGINT, SIGTERM, SIGHUP};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    struct sigaction old, action = {.sa_handler = remember, .sa_flags = (int)SA_RESETHAND | SA_RESTART};
    if (sigaction(all[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
      (void)sigaction(all[i], &action, NULL);
  }
}

int interrupted(void) {
  return asked;
}
