/*
 * Runs a fuzz target over inputs named on the command line, in any compiler's build: files, folders of them and, behind
 * --kept, zips whose members are the inputs.
 */
#include "target.h"

#include "support/files.h"

#include <zip.h>

static void run(const char *from, const char *name, gk_str input) {
  printf("%s%s%s (%zu bytes)\n", from, *from != '\0' ? ": " : "", name, input.n);
  fflush(stdout); /* who crashes is the last one named */
  LLVMFuzzerTestOneInput((const uint8_t *)input.p, input.n);
}

static int replay_file(void *ctx, const char *path) {
  (void)ctx;
  gk_str file = file_read(path);
  if (file.p == NULL)
    exit(1);
  run("", path, file);
  free((void *)(uintptr_t)file.p);
  return 1;
}

/* Returns 0 if the member cannot be read. */
static int replay_member(zip_t *zip, zip_uint64_t i, const char *path) {
  zip_stat_t info;
  zip_file_t *member = zip_fopen_index(zip, i, 0);
  if (member == NULL || zip_stat_index(zip, i, 0, &info) != 0)
    return 0;
  char *p = malloc(info.size > 0 ? info.size : 1);
  int whole = p != NULL && zip_fread(member, p, info.size) == (zip_int64_t)info.size;
  if (zip_fclose(member) == 0 && whole)
    run(path, info.name, (gk_str){p, info.size});
  free(p);
  return whole;
}

/* The number of members; -1 if they cannot be read. */
static int replay_kept(const char *path) {
  zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
  zip_int64_t n = zip != NULL ? zip_get_num_entries(zip, 0) : -1;
  for (zip_int64_t i = 0; i < n; i++)
    if (!replay_member(zip, (zip_uint64_t)i, path))
      n = -1;
  if (zip != NULL)
    zip_discard(zip);
  return (int)n;
}

int main(int argc, char **argv) {
  int n = 0;
  for (int i = 1; i < argc; i++) {
    int is_kept = strcmp(argv[i], "--kept") == 0 && i + 1 < argc;
    i += is_kept;
    int found = is_kept ? replay_kept(argv[i]) : file_walk(argv[i], replay_file, NULL);
    if (found < 0) {
      fprintf(stderr, "%s: cannot be read\n", argv[i]);
      return 1;
    }
    n += found;
  }
  printf("%d inputs, nothing broken\n", n);
  return n > 0 ? 0 : 1;
}
