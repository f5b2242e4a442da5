/* gongkai schema: the JSON Schema of the records, which the build puts into the program. */
#include "complain.h"
#include "output.h"
#include "verb.h"

#include <string.h>

static const char report_schema[] = {
#include "report_schema.inc"
};

static const char comparison_schema[] = {
#include "comparison_schema.inc"
};

static error_t parse_option(int key, char *arg, struct argp_state *state) {
  gk_str *schema = state->input;
  if (key != ARGP_KEY_ARG)
    return ARGP_ERR_UNKNOWN;
  if (state->arg_num > 0)
    argp_error(state, "one schema at a time, please");
  else if (strcmp(arg, "comparison") == 0)
    *schema = (gk_str){comparison_schema, sizeof comparison_schema};
  else if (strcmp(arg, "report") != 0)
    argp_error(state, "there is a schema of a report and one of a comparison, not of '%s'", arg);
  return 0;
}

static const struct argp parser = {NULL,
                                   parse_option,
                                   "[report | comparison]",
                                   "Print the JSON Schema (draft 2020-12) of the records that 'gongkai dump' prints, "
                                   "or of a comparison, which 'gongkai diff --json' prints.\v"
                                   "Examples:\n"
                                   "  gongkai schema >report.schema.json\n"
                                   "  gongkai schema comparison >comparison.schema.json\n\n"
                                   "Exit status: 0, or 2 for wrong usage.",
                                   NULL,
                                   NULL,
                                   NULL};

int verb_schema(int argc, char **argv) {
  static output out;
  gk_str schema = {report_schema, sizeof report_schema};
  (void)argp_parse(&parser, argc, argv, 0, NULL, &schema);
  output_init(&out);
  gk_sink sink = output_sink(&out);
  gk_status status = sink.write(sink.ctx, schema.p, schema.n);
  if (status == GK_OK)
    status = output_flush(&out);
  if (status == GK_OK)
    return STATUS_FINE;
  complain_of_output(out.reason);
  return STATUS_FAILED;
}
