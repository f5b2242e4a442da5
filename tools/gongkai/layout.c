/* gongkai layout: what the reader made of one document, before anything is understood. */
#include "verb.h"

static const struct argp_option option_table[] = {SHARED_OPTIONS, {0}};

static error_t parse_option(int key, char *arg, struct argp_state *state) {
  return arguments_parse(key, arg, state, state->input);
}

static const struct argp parser = {
    option_table,
    parse_option,
    "FILE",
    "Print the paragraphs and tables of a document as they were read, one line each, with grid positions, spans and "
    "source offsets. It need not be a report.\v" FILE_DOC "\n\n"
    "The output is for people who want to know why a cell was or was not found; it may change from version to "
    "version.\n\n"
    "Examples:\n"
    "  gongkai layout report.docx | less\n\n" EXIT_DOC,
    NULL,
    NULL,
    NULL};

static gk_status show(const document *doc, gk_sink sink, void *ctx) {
  (void)ctx;
  return doc->error.status == GK_OK ? gk_layout_print(&doc->doc.layout, sink) : GK_OK;
}

int verb_layout(int argc, char **argv) {
  arguments args = {.max_paths = 1};
  (void)argp_parse(&parser, argc, argv, 0, NULL, &args);
  return show_documents(&args, STAGE_LAYOUT, show, NULL);
}
