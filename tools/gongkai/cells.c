/* gongkai cells: the cells of one report as rows. */
#include "verb.h"

static const struct argp_option option_table[] = {SHARED_OPTIONS, {0}};

static error_t parse_option(int key, char *arg, struct argp_state *state) {
  return arguments_parse(key, arg, state, state->input);
}

static const struct argp parser = {
    option_table,
    parse_option,
    "FILE",
    "Print every cell of a report's form as a row: cell, state, value, unit, raw, offset, length, separated by tabs, "
    "under a header line.\v" FILE_DOC "\n\n"
    "The state is number, blank, not_applicable, unreadable or absent; only a number has a value. In raw, a tab, a "
    "newline, a carriage return and a backslash are written \\t, \\n, \\r and \\\\. Offset and length are bytes of the "
    "document's text part. Of a document that cannot be read only the header line is printed.\n\n"
    "Examples:\n"
    "  gongkai cells report.docx\n"
    "  gongkai cells - <report.txt | awk -F'\\t' '$2 == \"number\"'\n\n" EXIT_DOC,
    NULL,
    NULL,
    NULL};

static gk_status show(const document *doc, gk_sink sink, void *ctx) {
  (void)ctx;
  return gk_emit_cells(&doc->report, sink);
}

int verb_cells(int argc, char **argv) {
  arguments args = {.max_paths = 1};
  (void)argp_parse(&parser, argc, argv, 0, NULL, &args);
  return show_documents(&args, STAGE_REPORT, show, NULL);
}
