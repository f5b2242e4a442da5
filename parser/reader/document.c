/*
 * document.c: the door of the parser half: what a file is, and the reader for it.
 */
#include <string.h>

#include "container/sniff.h"
#include "gongkai/document.h"
#include "reader/reader.h"

const char *gk_format_name(gk_format format) {
  switch (format) {
  case GK_FORMAT_TEXT:
    return "text";
  case GK_FORMAT_DOCX:
    return "docx";
  case GK_FORMAT_ODT:
    return "odt";
  case GK_FORMAT_FODT:
    return "fodt";
  case GK_FORMAT_FLAT_OPC:
    return "flat-opc";
  case GK_FORMAT_UNKNOWN:
    break;
  }
  return "unknown";
}

static gk_status refuse(gk_error *error, gk_status status, const char *detail) {
  *error = (gk_error){.status = status, .detail = detail};
  return status;
}

static gk_status read_format(gk_reading *reading) {
  switch (reading->format) {
  case GK_FORMAT_TEXT:
    return gk_read_text(reading);
  case GK_FORMAT_DOCX:
  case GK_FORMAT_ODT:
  case GK_FORMAT_FLAT_OPC:
    return gk_read_package(reading);
  case GK_FORMAT_FODT:
    return gk_read_fodt(reading);
  case GK_FORMAT_UNKNOWN:
    break;
  }
  return GK_STATUS_UNSUPPORTED;
}

/* Runs the reader; the reason of a failure is the reader's own where it gave one. */
static gk_status read_document(gk_arena *arena, gk_str input, const gk_limits *limits, gk_doc *doc, gk_error *error) {
  gk_diags_init(&doc->diags, arena, limits->diagnostics);
  gk_builder *builder = gk_builder_new(arena, limits, &doc->diags);
  if (builder == NULL)
    return refuse(error, GK_STATUS_NO_MEMORY, NULL);
  gk_reading reading = {.arena = arena,
                        .input = input,
                        .limits = limits,
                        .builder = builder,
                        .diags = &doc->diags,
                        .error = error,
                        .format = doc->format};
  gk_status status = read_format(&reading);
  if (status == GK_OK)
    status = gk_builder_finish(builder, &doc->layout);
  if (status != error->status)
    *error = (gk_error){.status = status};
  doc->encoding = reading.encoding;
  doc->format = reading.format;
  return status;
}

static gk_status parse(gk_arena *arena, gk_str input, const gk_limits *limits, gk_doc *doc, gk_error *error) {
  if (arena == NULL || (input.p == NULL && input.n > 0))
    return refuse(error, GK_STATUS_ARGUMENT, NULL);
  if (input.n > limits->input_bytes)
    return refuse(error, GK_STATUS_TOO_LARGE, "the file is larger than allowed");
  gk_sniffed sniffed = gk_sniff_content(input);
  if (sniffed.refusal != GK_OK)
    return refuse(error, sniffed.refusal, sniffed.detail);
  doc->format = sniffed.format;
  return read_document(arena, input, limits, doc, error);
}

gk_status gk_doc_parse(gk_arena *arena, gk_str input, const gk_limits *limits, gk_doc *doc, gk_error *error) {
  gk_error unused;
  gk_error *e = error != NULL ? error : &unused;
  gk_limits resolved = gk_limits_resolve(limits);
  if (doc == NULL)
    return refuse(e, GK_STATUS_ARGUMENT, NULL);
  *doc = (gk_doc){0};
  *e = (gk_error){0};
  gk_status status = parse(arena, input, &resolved, doc, e);
  if (status != GK_OK)
    *doc = (gk_doc){0};
  return status;
}
