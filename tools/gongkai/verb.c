#include "verb.h"

#include "complain.h"
#include "output.h"

#include <stdlib.h>

static unsigned parse_seconds(const char *arg, struct argp_state *state) {
  char *end;
  long seconds = strtol(arg, &end, 10);
  if (*arg < '0' || *arg > '9' || *end != '\0' || seconds < 1 || seconds > CONVERT_SECONDS_MAX)
    argp_error(state, "--timeout is a number of seconds from 1 to %d, not '%s'", CONVERT_SECONDS_MAX, arg);
  return (unsigned)seconds;
}

error_t arguments_parse(int key, char *arg, struct argp_state *state, arguments *args) {
  switch (key) {
  case 'v':
    args->is_verbose = 1;
    return 0;
  case KEY_CONVERT:
    args->conversion.has_office = 1;
    return 0;
  case KEY_TIMEOUT:
    args->conversion.seconds = parse_seconds(arg, state);
    return 0;
  case ARGP_KEY_ARGS:
    args->paths = state->argv + state->next;
    args->n_paths = (size_t)(state->argc - state->next);
    if (args->max_paths > 0 && args->n_paths > args->max_paths)
      argp_error(state, "one FILE at a time, please");
    return 0;
  case ARGP_KEY_NO_ARGS:
    argp_error(state, "no FILE is given; - stands for standard input");
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

int show_documents(const arguments *args, stage last, show_document *show, void *ctx) {
  static output out;
  int exit_status = STATUS_FINE;
  reader r;
  conversion how = args->conversion;
  if (how.seconds == 0)
    how.seconds = CONVERT_SECONDS;
  reader_init(&r, &how);
  output_init(&out);
  for (size_t i = 0; i < args->n_paths; i++) {
    document doc;
    reader_read(&r, args->paths[i], last, &doc);
    if (doc.error.status != GK_OK) {
      complain_of_error(stderr, &doc);
      exit_status = STATUS_FAILED;
    }
    if (args->is_verbose)
      complain_of_diags(stderr, &doc);
    gk_status status = show(&doc, output_sink(&out), ctx);
    if (status == GK_OK)
      status = output_flush(&out);
    if (status != GK_OK) {
      complain_of_output(out.reason);
      exit_status = STATUS_FAILED;
      break;
    }
  }
  reader_free(&r);
  return exit_status;
}
