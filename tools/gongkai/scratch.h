/*
 * scratch.h: a private folder for programs that want files, and its end.
 */
#ifndef GONGKAI_TOOLS_SCRATCH_H
#define GONGKAI_TOOLS_SCRATCH_H

#include "gongkai/status.h"

#include <limits.h>

typedef struct scratch {
  char dir[PATH_MAX]; /* absolute, without a slash at its end; "" for none */
} scratch;

/* Makes a folder that is only this user's, in TMPDIR or else /tmp. 0 with errno set if it can't be had. */
int scratch_make(scratch *s);

/* Removes it with all that is in it; links are removed, never followed. */
void scratch_remove(scratch *s);

/* "DIR/name"; 0 if that is too long. */
int scratch_path(const scratch *s, const char *name, char path[PATH_MAX]);

/* Makes a folder in it, or a file with these bytes. 0 with errno set on failure. */
int scratch_add_folder(const scratch *s, const char *name);
int scratch_add_file(const scratch *s, const char *name, gk_str bytes);

/* A file in it, whole, from malloc. GK_STATUS_READ with errno set, GK_STATUS_TOO_LARGE, GK_STATUS_NO_MEMORY. */
gk_status scratch_read(const scratch *s, const char *name, size_t max_bytes, char **p, size_t *n);

#endif
