/*
 * walk_part.h: what the parts of the walk share. Private to walk*.c.
 */
#ifndef GONGKAI_TOOLS_WALK_PART_H
#define GONGKAI_TOOLS_WALK_PART_H

#include "container/archive.h"
#include "walk.h"

/* Of what is not read whole so much is kept, for its kind to be told. */
enum { WALK_HEAD_BYTES = 65536 };

/* The walk as it stands. */
typedef struct walker {
  walk_options options; /* all resolved */
  visitor v;
  uint64_t ordinal; /* of the last input found */
  int has_ended;    /* the visitor wants no more */
  int has_list_on_stdin;
  uint64_t passed; /* bytes of the files behind, */
  uint64_t within; /* and of the present one so far, where that is known */
  gk_str name;     /* of the present file, and where what is the same everywhere begins in it */
  size_t base;
  buffer bytes;  /* of the present buffer */
  buffer member; /* path of the present member */
  char detail[160];
} walker;

/* 0 if there is no memory, and then nothing has changed. */
int walk_add(buffer *to, gk_str s);

/* Whether the next input is to be visited, and so to be read. */
int walk_wants_next(const walker *w);

/* Counts an input and visits it if it is wanted; w->bytes holds what was read of it. */
void walk_found(walker *w, gk_str member, uint64_t n_bytes, const gk_error *error);

/* The same for one that can't be read: `detail` is kept till after the visit. For GK_STATUS_READ without a detail errno
   says it. */
void walk_failed(walker *w, gk_str member, uint64_t n_bytes, gk_status status, const char *detail);

/* Makes w->bytes the beginning of `bytes`. */
void walk_keep_head(walker *w, gk_str bytes);

/* A file, or a folder if it is no folder's entry. */
typedef enum walk_place {
  WALK_NAMED,    /* by the user: links are followed, pipes read */
  WALK_IN_FOLDER /* found: only regular files are read */
} walk_place;

/* Visits the file w->name, which `path` is too, ended by a NUL. 0 if it is a folder, which is not visited. */
int walk_file(walker *w, const char *path, walk_place place);

/* Visits all that is in a folder, at any depth. */
void walk_folder(walker *w, const char *path);

/* Visits the members of an archive, in w->name, at any depth. `in` holds the archive's bytes, and is emptied; or it is
   NULL, and `bytes` are elsewhere. `head` is how the archive starts, and stays. */
typedef struct walk_archive_call {
  gk_archive_kind kind;
  gk_str head;
  const gk_archive_bytes *bytes;
  buffer *in;
} walk_archive_call;

void walk_archive(walker *w, const walk_archive_call *call);

#endif
