#include "bulk/render.h"

#include "complain.h"
#include "document.h"

#include "emit/rows.h"

#include <stdlib.h>

struct renderer {
  rendering how;
  reader reader;
};

renderer *renderer_open(const rendering *how) {
  renderer *r = malloc(sizeof *r);
  if (r == NULL)
    return NULL;
  r->how = *how;
  reader_init(&r->reader, &r->how.conversion);
  return r;
}

void renderer_close(renderer *r) {
  reader_free(&r->reader);
  free(r);
}

static int has_failing(const gk_report *report) {
  for (size_t i = 0; i < report->n_checks; i++)
    if (report->checks[i].status == GK_CHECK_FAIL)
      return 1;
  return 0;
}

static verdict judge(const document *doc, const gk_record *record) {
  return (verdict){.outcome = gk_record_outcome(record),
                   .status = doc->error.status,
                   .format = doc->format,
                   .has_diags = record->diags != NULL && record->diags->n > 0,
                   .has_failing = record->report != NULL && has_failing(record->report)};
}

static gk_status emit(const rendering *how, const gk_record *record, gk_sink sink) {
  switch (how->target) {
  case TARGET_NDJSON: {
    gk_status status = gk_emit_record_json(record, GK_JSON_CANONICAL, how->evidence, sink);
    return status == GK_OK ? sink.write(sink.ctx, "\n", 1) : status;
  }
  case TARGET_CSV:
    return gk_emit_csv(record, GK_CSV_CELLS, how->dialect, sink);
  case TARGET_CSV_WIDE:
    return gk_emit_csv(record, GK_CSV_WIDE, how->dialect, sink);
  case TARGET_SQLITE:
    break;
  }
  return gk_emit_rows(record, sink);
}

/* What was odd, as the other verbs say it on standard error. */
static void write_log(const document *doc, buffer *log) {
  char *text = NULL;
  size_t n = 0;
  FILE *to = open_memstream(&text, &n);
  if (to == NULL)
    return;
  if (doc->error.status != GK_OK)
    complain_of_error(to, doc);
  complain_of_diags(to, doc);
  if (fclose(to) == 0)
    (void)!buffer_append(log, text, n);
  free(text);
}

static void show(renderer *r, task *t, document *doc) {
  gk_record record = document_record(doc);
  t->out.n = t->log.n = 0;
  if (emit(&r->how, &record, buffer_sink(&t->out)) != GK_OK && doc->error.status == GK_OK) {
    doc->error = (gk_error){.status = GK_STATUS_NO_MEMORY, .detail = "its record does not fit"};
    show(r, t, doc);
    return;
  }
  t->verdict = judge(doc, &record);
  if (r->how.has_log)
    write_log(doc, &t->log);
}

static gk_source source_of(const task *t) {
  return (gk_source){
      .ordinal = t->ordinal, .name = task_name(t), .member = task_member(t), .bytes = (size_t)t->n_bytes};
}

void render(renderer *r, task *t) {
  document doc;
  const gk_source source = source_of(t);
  const gk_error reason = task_reason(t);
  reader_take(&r->reader, &source, (gk_str){t->bytes.p, t->bytes.n}, &reason, STAGE_REPORT, &doc);
  show(r, t, &doc);
}

void render_refusal(renderer *r, task *t, const gk_error *error) {
  document doc = {.source = source_of(t), .error = *error};
  doc.format = gk_sniff((gk_str){t->bytes.p, t->bytes.n}, NULL);
  doc.source.format = gk_format_name(doc.format);
  show(r, t, &doc);
}
