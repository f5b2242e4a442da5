/*
 * walk.h: every input there is, in an order that depends on nothing but the inputs: files, folders, members of archives
 * at any depth.
 *
 * Arguments come in the order given, a folder's files sorted bytewise by their path, an archive's members in its own
 * order, those of an archive inside it in its place. Every input is visited once, with what is wrong with it where
 * something is. An archive is none, unless there is something in it that can't be told: then it is visited, under its
 * own name, behind what could be.
 */
#ifndef GONGKAI_TOOLS_WALK_H
#define GONGKAI_TOOLS_WALK_H

#include "container/archive_limits.h"
#include "input.h"

typedef struct found {
  uint64_t ordinal; /* from 1 */
  gk_str name;      /* path of the file, as given or found; valid during the visit, as are the others */
  size_t base;   /* offset in `name` of the last step of the argument it was found by: what comes from there on is the
                    same wherever the inputs lie */
  gk_str member; /* path inside it: UTF-8, harmless to show, not to write to; empty for the file itself */
  buffer *bytes; /* the bytes, whole; the visitor may exchange the buffer for another (swap *bytes) */
  uint64_t n_bytes; /* its size as far as known, also where it was not read */
  uint64_t walked;  /* bytes of all files that lie behind, on the way to walk_total_bytes() */
  gk_error error; /* status GK_OK, or why bytes are not whole: then bytes holds the head as far as it was read, so that
                     its kind can be told */
} found;

typedef struct visitor {
  int (*visit)(void *ctx, found *f); /* 0 ends the walk */
  void *ctx;
} visitor;

/* Whether a file that is found in a folder is none of the inputs. */
typedef int walk_leaves_out(void *ctx, const char *path);

typedef struct walk_options {
  size_t max_bytes;         /* of one document; 0 for the default of gk_limits.input_bytes */
  gk_archive_limits limits; /* 0 for the defaults */
  uint64_t from;            /* inputs with a smaller ordinal are counted, but neither visited nor read where that can be
                               avoided */
  walk_leaves_out *leaves_out; /* NULL for none */
  void *leaves_out_ctx;
} walk_options;

typedef struct walk_inputs {
  char *const *paths; /* files, folders, "-" for standard buffer */
  size_t n_paths;
  const char *files0_from; /* a file with more of them, each ended by a NUL, "-" for standard input; NULL for none */
} walk_inputs;

/*
 * Visits the inputs: the paths, then those of the list, which is read as the walk goes on. A list that can't be read is
 * an error of the input of its name. Returns 0 if the visitor ended the walk.
 */
int walk(const walk_options *options, const walk_inputs *inputs, visitor v);

/* Bytes of all files that a walk would come upon, as far as can be told without reading: 0 if a list or standard input
   is among them. For a bar of progress, not for more: files change. */
uint64_t walk_total_bytes(const walk_inputs *inputs);

#endif
