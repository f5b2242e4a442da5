/* gongkai check: the rules of the form, for a person. */
#include "colour.h"
#include "verb.h"

typedef struct options {
  arguments args;
  gk_colour colour;
  int has_failure;
} options;

enum {
  KEY_COLOUR = 256,
};

static const struct argp_option option_table[] = {
    {.name = "color",
     .key = KEY_COLOUR,
     .arg = "WHEN",
     .doc = "Use colours: auto (on a terminal, the default), always or never"},
    SHARED_OPTIONS,
    {0},
};

static error_t parse_option(int key, char *arg, struct argp_state *state) {
  options *o = state->input;
  if (key != KEY_COLOUR)
    return arguments_parse(key, arg, state, &o->args);
  if (!colour_parse(arg, &o->colour))
    argp_error(state, "--color is auto, always or never, not '%s'", arg);
  return 0;
}

static const struct argp parser = {
    option_table,
    parse_option,
    "FILE...",
    "Check the sums that the form asks for, and show for each document which fail, with both sides and the cells' "
    "labels.\v" FILE_DOC "\n\n"
    "The rules are requests.sum.ROW, requests.handled.COLUMN, requests.balance.COLUMN and disputes.sum.GROUP. A rule "
    "is not assessable where a number it needs is missing; that is no failure.\n\n"
    "Examples:\n"
    "  gongkai check report.docx\n"
    "  gongkai check --color=always reports/* | less -R\n\n"
    "Exit status: 0 if all documents were read and no rule fails, 1 if at least one was not or one does, 2 for wrong "
    "usage.",
    NULL,
    NULL,
    NULL};

static gk_status show(const document *doc, gk_sink sink, void *ctx) {
  options *o = ctx;
  if (doc->error.status != GK_OK)
    return GK_OK;
  for (size_t i = 0; i < doc->report.n_checks; i++)
    o->has_failure |= doc->report.checks[i].status == GK_CHECK_FAIL;
  return gk_emit_checks(&doc->report, &doc->source, o->colour, sink);
}

int verb_check(int argc, char **argv) {
  options o = {.colour = colour_of_terminal()};
  (void)argp_parse(&parser, argc, argv, 0, NULL, &o);
  int exit_status = show_documents(&o.args, STAGE_REPORT, show, &o);
  return o.has_failure ? STATUS_FAILED : exit_status;
}
