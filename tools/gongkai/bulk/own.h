/*
 * own.h: the files that a conversion writes itself. They may lie in a folder that is converted, and are none of its
 * inputs: what they hold changes while they are walked over.
 */
#ifndef GONGKAI_TOOLS_OWN_H
#define GONGKAI_TOOLS_OWN_H

#include <limits.h>
#include <sys/types.h>

/* A file, and those beside it whose names go on with what a conversion adds: OUT.partial, OUT.journal, ... */
typedef struct own_file {
  char base[NAME_MAX + 1]; /* "" for none */
  dev_t folder_dev;
  ino_t folder_ino;
} own_file;

/* `path` may be NULL. */
own_file own_file_of(const char *path);

int own_file_is(const own_file *own, const char *path);

#endif
