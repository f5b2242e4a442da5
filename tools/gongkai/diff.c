/* gongkai diff: two reports side by side. */
#include "colour.h"
#include "complain.h"
#include "output.h"
#include "verb.h"

#include <string.h>

typedef struct options {
  arguments args;
  gk_scope scope;
  gk_colour colour;
  gk_json_style style;
  int is_json;
} options;

enum {
  KEY_COLOUR = 256,
  KEY_JSON,
  KEY_PRETTY,
  KEY_ALL,
};

static const struct argp_option option_table[] = {
    {.name = "json", .key = KEY_JSON, .doc = "Print one JSON record"},
    {.name = "pretty", .key = KEY_PRETTY, .doc = "The same, indented for people"},
    {.name = "all",
     .key = KEY_ALL,
     .doc = "Show the cells that did not change too, and the rules that hold or cannot be assessed"},
    {.name = "color",
     .key = KEY_COLOUR,
     .arg = "WHEN",
     .doc = "Use colours: auto (on a terminal, the default), always or never"},
    SHARED_OPTIONS,
    {0},
};

static int is_stdin(const char *path) {
  return strcmp(path, "-") == 0;
}

static void check_paths(const arguments *args, struct argp_state *state) {
  if (args->n_paths != 2)
    argp_error(state, "two reports are compared, and %zu %s given", args->n_paths, args->n_paths == 1 ? "is" : "are");
  else if (is_stdin(args->paths[0]) && is_stdin(args->paths[1]))
    argp_error(state, "standard input holds one report only");
}

static error_t parse_option(int key, char *arg, struct argp_state *state) {
  options *o = state->input;
  error_t status = 0;
  switch (key) {
  case KEY_PRETTY:
    o->style = GK_JSON_PRETTY;
    o->is_json = 1;
    return 0;
  case KEY_JSON:
    o->is_json = 1;
    return 0;
  case KEY_ALL:
    o->scope = GK_SCOPE_ALL;
    return 0;
  case KEY_COLOUR:
    if (!colour_parse(arg, &o->colour))
      argp_error(state, "--color is auto, always or never, not '%s'", arg);
    return 0;
  default:
    status = arguments_parse(key, arg, state, &o->args);
    if (key == ARGP_KEY_ARGS)
      check_paths(&o->args, state);
    return status;
  }
}

static const struct argp parser = {
    option_table,
    parse_option,
    "A B",
    "Compare two reports of one agency, B with A: one year and the next, or two editions of one year. Shown are the "
    "cells that changed, the rules that link the years, and how much of the text stood in the earlier report "
    "already.\v"
    "A and B are documents; their formats are told by their content, never by their names. One of them may be -, "
    "standard input.\n\n"
    "The rules are requests.carried.COLUMN (carried in is what the year before carried out), disclosure.in_force.ROW "
    "(in force is last year's, and what was issued, less what was repealed) and disclosure.items.ROW (last year's "
    "items are those of the year before, and their change), each where both reports' forms have the cells. They need "
    "one year and the next, in either order; a rule is not assessable where a number it needs is missing. Text is "
    "compared by sentences, as written and without numbers.\n\n"
    "Examples:\n"
    "  gongkai diff 2021.docx 2022.docx\n"
    "  gongkai diff --json 2021.docx 2022.docx | jq .text.share\n\n"
    "Exit status: 0 if both documents were read and no rule that links them fails, 1 if not, 2 for wrong usage. That "
    "they differ is no failure.",
    NULL,
    NULL,
    NULL};

static int has_failure(const gk_comparison *c) {
  for (size_t i = 0; i < c->n_links; i++)
    if (c->links[i].status == GK_CHECK_FAIL)
      return 1;
  return 0;
}

static gk_status end_record(const options *o, gk_sink sink) {
  return o->style == GK_JSON_CANONICAL ? sink.write(sink.ctx, "\n", 1) : GK_OK;
}

static gk_status show_failure(const options *o, const document docs[2], gk_sink sink) {
  const gk_source sources[2] = {docs[0].source, docs[1].source};
  const gk_error errors[2] = {docs[0].error, docs[1].error};
  if (!o->is_json)
    return GK_OK;
  gk_status status = gk_emit_comparison_error_json(errors, sources, o->style, sink);
  return status == GK_OK ? end_record(o, sink) : status;
}

static gk_status show(const options *o, const document docs[2], const gk_comparison *c, gk_sink sink) {
  const gk_source sources[2] = {docs[0].source, docs[1].source};
  if (!o->is_json)
    return gk_emit_comparison(c, sources, o->scope, o->colour, sink);
  gk_status status = gk_emit_comparison_json(c, sources, o->scope, o->style, sink);
  return status == GK_OK ? end_record(o, sink) : status;
}

/* Reads both and says what is wrong with each; 0 if one could not be read. */
static int read_both(const options *o, reader readers[2], document docs[2]) {
  int is_read = 1;
  for (size_t i = 0; i < 2; i++) {
    reader_read(&readers[i], o->args.paths[i], STAGE_REPORT, &docs[i]);
    if (docs[i].error.status != GK_OK) {
      complain_of_error(stderr, &docs[i]);
      is_read = 0;
    }
    if (o->args.is_verbose)
      complain_of_diags(stderr, &docs[i]);
  }
  return is_read;
}

/* What the comparison itself can't do, it could not for want of memory: the second document bears it. */
static int compare(reader *r, document docs[2], gk_comparison *c) {
  docs[1].error.status = gk_compare(&r->arena, &docs[0].report, &docs[1].report, c);
  if (docs[1].error.status == GK_OK)
    return 1;
  complain_of_error(stderr, &docs[1]);
  return 0;
}

static int run(const options *o, reader readers[2], output *out) {
  document docs[2];
  gk_comparison c;
  int is_compared = read_both(o, readers, docs) && compare(&readers[1], docs, &c);
  gk_sink sink = output_sink(out);
  gk_status status = is_compared ? show(o, docs, &c, sink) : show_failure(o, docs, sink);
  if (status == GK_OK)
    status = output_flush(out);
  if (status != GK_OK)
    complain_of_output(out->reason);
  return status != GK_OK || !is_compared || has_failure(&c) ? STATUS_FAILED : STATUS_FINE;
}

int verb_diff(int argc, char **argv) {
  static output out;
  options o = {.colour = colour_of_terminal(), .style = GK_JSON_CANONICAL};
  (void)argp_parse(&parser, argc, argv, 0, NULL, &o);
  conversion how = o.args.conversion;
  if (how.seconds == 0)
    how.seconds = CONVERT_SECONDS;
  reader readers[2];
  for (size_t i = 0; i < 2; i++)
    reader_init(&readers[i], &how);
  output_init(&out);
  int exit_status = run(&o, readers, &out);
  for (size_t i = 0; i < 2; i++)
    reader_free(&readers[i]);
  return exit_status;
}
