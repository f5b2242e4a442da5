/* gongkai schema: the JSON Schema of the records, which the build puts into the program. */
#include "complain.h"
#include "output.h"
#include "verb.h"

static const char schema[] = {
#include "schema.inc"
};

static error_t parse_option(int key, char *arg, struct argp_state *state) {
  if (key != ARGP_KEY_ARG)
    return ARGP_ERR_UNKNOWN;
  argp_error(state, "'%s': this verb takes no arguments", arg);
  return 0;
}

static const struct argp parser = {NULL,
                                   parse_option,
                                   NULL,
                                   "Print the JSON Schema (draft 2020-12) of the records that 'gongkai dump' prints.\v"
                                   "Examples:\n"
                                   "  gongkai schema >report.schema.json\n\n"
                                   "Exit status: 0, or 2 for wrong usage.",
                                   NULL,
                                   NULL,
                                   NULL};

int verb_schema(int argc, char **argv) {
  static output out;
  (void)argp_parse(&parser, argc, argv, 0, NULL, NULL);
  output_init(&out);
  gk_sink sink = output_sink(&out);
  gk_status status = sink.write(sink.ctx, schema, sizeof schema);
  if (status == GK_OK)
    status = output_flush(&out);
  if (status == GK_OK)
    return STATUS_FINE;
  complain_of_output(out.reason);
  return STATUS_FAILED;
}
