/* Runs a fuzz target over files and folders named on the command line, in any compiler's build. */
#include "target.h"

#include "support/files.h"

static int replay(void *ctx, const char *path) {
  (void)ctx;
  gk_str file = file_read(path);
  if (file.p == NULL)
    exit(1);
  printf("%s (%zu bytes)\n", path, file.n);
  fflush(stdout); /* who crashes is the last one named */
  LLVMFuzzerTestOneInput((const uint8_t *)file.p, file.n);
  free((void *)(uintptr_t)file.p);
  return 1;
}

int main(int argc, char **argv) {
  int n = 0;
  for (int i = 1; i < argc; i++) {
    int found = file_walk(argv[i], replay, NULL);
    if (found < 0) {
      fprintf(stderr, "%s: cannot be opened\n", argv[i]);
      return 1;
    }
    n += found;
  }
  printf("%d inputs, nothing broken\n", n);
  return n > 0 ? 0 : 1;
}
