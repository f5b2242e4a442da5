/* files.h: whole files, and folders of them, for test programs. */
#ifndef GONGKAI_TESTS_FILES_H
#define GONGKAI_TESTS_FILES_H

#include "gongkai/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A file in a block of exactly its size, from malloc; {NULL, 0} if it can't be read, with a line on stderr. */
gk_str file_read(const char *path);

/* Calls `each` for every regular file under `path` (a file or a folder), in bytewise order of the names. The sum of
   what `each` returned; -1 if nothing could be opened. */
int file_walk(const char *path, int (*each)(void *ctx, const char *path), void *ctx);

#ifdef __cplusplus
}
#endif

#endif
