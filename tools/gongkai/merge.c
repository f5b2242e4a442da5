/* gongkai merge: the outputs of shares, joined. */
#include "bulk/merge.h"
#include "verb.h"

#include <stdlib.h>
#include <unistd.h>

enum {
  KEY_TO = 256,
  KEY_FORCE,
};

typedef struct options {
  const char *out;
  target target;
  int has_target;
  int is_forced;
  char **paths;
  size_t n_paths;
} options;

static const struct argp_option option_table[] = {
    {.name = "output",
     .key = 'o',
     .arg = "OUT",
     .doc = "Write to this file; its ending tells the format, as in 'convert'"},
    {.name = "to", .key = KEY_TO, .arg = "FORMAT", .doc = "The format of the shares and of OUT: " TARGET_NAMES},
    {.name = "force", .key = KEY_FORCE, .doc = "Replace OUT"},
    {0},
};

static void complete(options *o, struct argp_state *state) {
  if (o->n_paths == 0)
    argp_error(state, "no SHARE is given");
  if (o->out == NULL)
    argp_error(state, "give -o OUT");
  if (!o->has_target && !target_by_ending(o->out, &o->target))
    argp_error(state, "the ending of '%s' names no format; give --to FORMAT", o->out);
}

static error_t parse_option(int key, char *arg, struct argp_state *state) {
  options *o = state->input;
  switch (key) {
  case 'o':
    o->out = arg;
    return 0;
  case KEY_TO:
    if (!target_by_name(arg, &o->target))
      argp_error(state, "--to is " TARGET_NAMES ", not '%s'", arg);
    o->has_target = 1;
    return 0;
  case KEY_FORCE:
    o->is_forced = 1;
    return 0;
  case ARGP_KEY_ARGS:
    o->paths = state->argv + state->next;
    o->n_paths = (size_t)(state->argc - state->next);
    return 0;
  case ARGP_KEY_END:
    complete(o, state);
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp parser = {
    option_table,
    parse_option,
    "SHARE...",
    "Join what 'gongkai convert --shard I/N' wrote for every I from 1 to N to what one run without --shard would have "
    "written, byte for byte.\v"
    "The shares may be given in any order. That one is missing, or there twice, is an error.\n\n"
    "Examples:\n"
    "  gongkai convert --shard 1/2 archive.zip -o 1.ndjson   # on one machine\n"
    "  gongkai convert --shard 2/2 archive.zip -o 2.ndjson   # on another\n"
    "  gongkai merge 1.ndjson 2.ndjson -o reports.ndjson\n\n"
    "Exit status: 0 if OUT was written, 1 if it could not be, 2 for wrong usage.",
    NULL,
    NULL,
    NULL};

static int merge(const options *o, merge_failure *failure) {
  if (!o->is_forced && access(o->out, F_OK) == 0)
    return merge_fail(failure, "%s: the file exists; give --force to replace it", o->out);
  merge_part *parts = calloc(o->n_paths, sizeof *parts);
  if (parts == NULL)
    return merge_fail(failure, "no memory");
  for (size_t i = 0; i < o->n_paths; i++)
    parts[i].path = o->paths[i];
  const merge_kind *kind = o->target == TARGET_SQLITE ? &merge_database : &merge_text;
  int ok = merge_parts(kind, o->target, parts, o->n_paths, o->out, failure);
  free(parts);
  return ok;
}

int verb_merge(int argc, char **argv) {
  static merge_failure failure;
  options o = {0};
  (void)argp_parse(&parser, argc, argv, 0, NULL, &o);
  if (merge(&o, &failure))
    return STATUS_FINE;
  (void)fprintf(stderr, "gongkai merge: error: %s\n", failure.text);
  return STATUS_FAILED;
}
