/* gongkai dump: canonical records. */
#include "verb.h"

typedef struct options {
  arguments args;
  gk_json_style style;
  gk_evidence evidence;
} options;

enum {
  KEY_PRETTY = 256,
  KEY_EVIDENCE,
};

static const struct argp_option option_table[] = {
    {.name = "pretty", .key = KEY_PRETTY, .doc = "Indent the records, for people"},
    {.name = "evidence",
     .key = KEY_EVIDENCE,
     .doc = "Add the text of every cell as it stands in the document, with its offset and length in bytes"},
    SHARED_OPTIONS,
    {0},
};

static error_t parse_option(int key, char *arg, struct argp_state *state) {
  options *o = state->input;
  switch (key) {
  case KEY_PRETTY:
    o->style = GK_JSON_PRETTY;
    return 0;
  case KEY_EVIDENCE:
    o->evidence = GK_EVIDENCE_ON;
    return 0;
  default:
    return arguments_parse(key, arg, state, &o->args);
  }
}

static const struct argp parser = {
    option_table,
    parse_option,
    "FILE...",
    "Print each document as one JSON record: title, agency, year, the three tables of the form with the state of every "
    "cell, sections, contact, checks, diagnostics.\v" FILE_DOC "\n\n"
    "Each record is one line of canonical JSON (RFC 8785): the same document gives the same bytes. A document that "
    "cannot be read gives a record too, with the key \"error\". The records' schema is printed by 'gongkai schema'.\n\n"
    "Examples:\n"
    "  gongkai dump report.docx | jq .requests.received.total\n"
    "  gongkai dump --pretty --evidence report.txt\n"
    "  gongkai dump reports/* >reports.jsonl\n\n" EXIT_DOC,
    NULL,
    NULL,
    NULL};

static gk_status show(const document *doc, gk_sink sink, void *ctx) {
  const options *o = ctx;
  const gk_record record = document_record(doc);
  gk_status status = gk_emit_record_json(&record, o->style, o->evidence, sink);
  if (status == GK_OK && o->style == GK_JSON_CANONICAL)
    status = sink.write(sink.ctx, "\n", 1);
  return status;
}

int verb_dump(int argc, char **argv) {
  options o = {.style = GK_JSON_CANONICAL, .evidence = GK_EVIDENCE_OFF};
  (void)argp_parse(&parser, argc, argv, 0, NULL, &o);
  return show_documents(&o.args, STAGE_REPORT, show, &o);
}
