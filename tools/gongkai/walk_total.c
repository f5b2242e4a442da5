/* walk_total.c: how much there is, before it is walked over. */
#include "walk.h"

#include <fts.h>
#include <string.h>
#include <sys/stat.h>

static uint64_t total_of(char *path) {
  char *const paths[] = {path, NULL};
  uint64_t total = 0;
  FTS *tree = fts_open(paths, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, NULL);
  if (tree == NULL)
    return 0;
  for (const FTSENT *e = fts_read(tree); e != NULL; e = fts_read(tree))
    if (e->fts_info == FTS_F)
      total += (uint64_t)e->fts_statp->st_size;
  (void)fts_close(tree);
  return total;
}

uint64_t walk_total_bytes(const walk_inputs *inputs) {
  uint64_t total = 0;
  if (inputs->files0_from != NULL)
    return 0;
  for (size_t i = 0; i < inputs->n_paths; i++) {
    if (strcmp(inputs->paths[i], "-") == 0)
      return 0;
    total += total_of(inputs->paths[i]);
  }
  return total;
}
