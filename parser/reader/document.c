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
  case GK_FORMAT_PDF:
    return "pdf";
  case GK_FORMAT_DOC:
    return "doc";
  case GK_FORMAT_RTF:
    return "rtf";
  case GK_FORMAT_WPS:
    return "wps";
  case GK_FORMAT_HTML:
    return "html";
  case GK_FORMAT_MHTML:
    return "mhtml";
  case GK_FORMAT_UNKNOWN:
    break;
  }
  return "unknown";
}

static gk_status refuse(gk_error *error, gk_status status, const char *detail) {
  *error = (gk_error){.status = status, .detail = detail};
  return status;
}

/* What a converter made of an old word processor's file. */
static gk_status read_converted(gk_reading *reading) {
  gk_format original = reading->format;
  if (gk_sniff(reading->input, NULL) != GK_FORMAT_DOCX)
    return refuse(reading->error, GK_STATUS_CONVERTER_FAILED, "it made no Word document of it");
  gk_status status = gk_read_package(reading);
  reading->format = original;
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
  case GK_FORMAT_PDF:
    return gk_read_bbox(reading);
  case GK_FORMAT_DOC:
  case GK_FORMAT_RTF:
  case GK_FORMAT_WPS:
    return read_converted(reading);
  case GK_FORMAT_HTML:
    return gk_is_bbox(reading->input) ? gk_read_bbox(reading) : gk_read_html(reading);
  case GK_FORMAT_MHTML:
    return gk_read_mhtml(reading);
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

static int needs_converter(gk_format format) {
  return format == GK_FORMAT_PDF || format == GK_FORMAT_DOC || format == GK_FORMAT_RTF || format == GK_FORMAT_WPS;
}

/* The form of a document that a reader takes: the converter's, if its format is one of those. */
static gk_status convert(gk_arena *arena, const gk_doc_options *options, gk_format format, gk_str *input,
                         gk_error *error) {
  const gk_converter *converter = &options->converter;
  if (!needs_converter(format))
    return GK_OK;
  if (converter->convert == NULL)
    return refuse(error, format == GK_FORMAT_DOC ? GK_STATUS_LEGACY_DOC : GK_STATUS_NEEDS_CONVERTER,
                  "no converter was given: save it as .docx in Word or LibreOffice");
  gk_str out = {NULL, 0};
  size_t max_bytes = options->limits.part_bytes;
  gk_status status = converter->convert(converter->ctx, arena, format, *input, max_bytes, &out, error);
  if (status != GK_OK) {
    error->status = status;
    return status;
  }
  if (out.n > max_bytes)
    return refuse(error, GK_STATUS_TOO_LARGE, "its converted form is larger than allowed");
  *input = out.p != NULL ? out : GK_LIT("");
  return GK_OK;
}

static gk_status parse(gk_arena *arena, gk_str input, const gk_doc_options *options, gk_doc *doc, gk_error *error) {
  const gk_limits *limits = &options->limits;
  if (arena == NULL || (input.p == NULL && input.n > 0))
    return refuse(error, GK_STATUS_ARGUMENT, NULL);
  if (input.n > limits->input_bytes)
    return refuse(error, GK_STATUS_TOO_LARGE, "the file is larger than allowed");
  gk_sniffed sniffed = gk_sniff_content(input);
  if (sniffed.refusal != GK_OK)
    return refuse(error, sniffed.refusal, sniffed.detail);
  gk_status status = convert(arena, options, sniffed.format, &input, error);
  if (status != GK_OK)
    return status;
  doc->format = sniffed.format;
  return read_document(arena, input, limits, doc, error);
}

gk_status gk_doc_parse_with(gk_arena *arena, gk_str input, const gk_doc_options *options, gk_doc *doc,
                            gk_error *error) {
  gk_error unused;
  gk_error *e = error != NULL ? error : &unused;
  gk_doc_options resolved = options != NULL ? *options : (gk_doc_options){0};
  resolved.limits = gk_limits_resolve(&resolved.limits);
  if (doc == NULL)
    return refuse(e, GK_STATUS_ARGUMENT, NULL);
  *doc = (gk_doc){0};
  *e = (gk_error){0};
  gk_status status = parse(arena, input, &resolved, doc, e);
  if (status != GK_OK)
    *doc = (gk_doc){0};
  return status;
}

gk_status gk_doc_parse(gk_arena *arena, gk_str input, const gk_limits *limits, gk_doc *doc, gk_error *error) {
  gk_doc_options options = {0};
  if (limits != NULL)
    options.limits = *limits;
  return gk_doc_parse_with(arena, input, &options, doc, error);
}
