#include "document.h"

#include <errno.h>
#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>

void reader_init(reader *r, const conversion *how) {
  *r = (reader){.limits = gk_limits_resolve(NULL), .conversion = *how};
  r->conversion.max_pages = r->limits.pages;
  gk_arena_init(&r->arena, NULL, r->limits.arena_bytes);
}

void reader_free(reader *r) {
  gk_arena_free(&r->arena);
  buffer_free(&r->in);
}

static void hash(gk_str bytes, char hex[64]) {
  struct sha256_ctx ctx;
  uint8_t digest[SHA256_DIGEST_SIZE];
  sha256_init(&ctx);
  sha256_update(&ctx, bytes.n, (const uint8_t *)bytes.p);
  sha256_digest(&ctx, sizeof digest, digest);
  base16_encode_update(hex, sizeof digest, digest);
}

/* What the library can't know of a failure to read: the system's reason, the file's size. */
static void explain(document *doc, gk_status status, int reason, size_t max_bytes) {
  doc->error = (gk_error){.status = status};
  if (status == GK_STATUS_READ)
    doc->error.detail = strerror(reason);
  if (status == GK_STATUS_TOO_LARGE) {
    (void)snprintf(doc->detail, sizeof doc->detail, "%zu bytes or more, and %zu are read at most", doc->source.bytes,
                   max_bytes);
    doc->error.detail = doc->detail;
  }
}

/* The format of a document that was refused. Any zip starts as a Word file does; one whose parts were reached is one.
 */
static gk_format refused_format(gk_str bytes, const gk_error *error) {
  gk_format format = gk_sniff(bytes, NULL);
  return format == GK_FORMAT_DOCX && error->part.n == 0 ? GK_FORMAT_UNKNOWN : format;
}

static void set_format(document *doc, gk_format format) {
  doc->format = format;
  doc->source.format = gk_format_name(format);
}

static gk_status parse(reader *r, gk_str bytes, stage last, document *doc) {
  const gk_doc_options options = {r->limits, converter(&r->conversion)};
  gk_status status = gk_doc_parse_with(&r->arena, bytes, &options, &doc->doc, &doc->error);
  if (status != GK_OK) {
    set_format(doc, refused_format(bytes, &doc->error));
    return status;
  }
  set_format(doc, doc->doc.format);
  doc->source.encoding = gk_encoding_name(doc->doc.encoding);
  doc->source.layout = &doc->doc.layout;
  if (last == STAGE_LAYOUT)
    return GK_OK;
  status = gk_report_extract(&r->arena, &doc->doc.layout, &doc->doc.diags, &doc->report);
  doc->error.status = status;
  return status;
}

/* Bytes that are not all there: a picture is one by its head, whatever its size. */
static void refuse(gk_str head, const gk_error *reason, document *doc) {
  const char *kind = NULL;
  set_format(doc, gk_sniff(head, &kind));
  doc->error = *reason;
  if (reason->status == GK_STATUS_TOO_LARGE && doc->format == GK_FORMAT_UNKNOWN && kind != NULL)
    doc->error = (gk_error){.status = GK_STATUS_NOT_A_DOCUMENT, .detail = kind};
}

static void begin(reader *r, const gk_source *source, document *doc) {
  *doc = (document){.source = *source};
  set_format(doc, GK_FORMAT_UNKNOWN);
  gk_arena_reset(&r->arena);
}

static void take(reader *r, gk_str bytes, stage last, document *doc) {
  hash(bytes, doc->sha256);
  doc->source.sha256 = (gk_str){doc->sha256, sizeof doc->sha256};
  doc->error.status = parse(r, bytes, last, doc);
}

void reader_take(reader *r, const gk_source *source, gk_str bytes, const gk_error *reason, stage last, document *doc) {
  begin(r, source, doc);
  if (reason->status != GK_OK)
    refuse(bytes, reason, doc);
  else
    take(r, bytes, last, doc);
}

void reader_read(reader *r, const char *path, stage last, document *doc) {
  const gk_source source = {.name = {path, strlen(path)}};
  begin(r, &source, doc);
  gk_status status = input_read(&r->in, path, r->limits.input_bytes);
  doc->source.bytes = r->in.n;
  if (status != GK_OK)
    explain(doc, status, errno, r->limits.input_bytes);
  else
    take(r, (gk_str){r->in.p, r->in.n}, last, doc);
}

gk_record document_record(const document *doc) {
  if (doc->error.status != GK_OK)
    return (gk_record){.source = &doc->source, .error = &doc->error};
  return (gk_record){.source = &doc->source, .report = &doc->report, .diags = &doc->doc.diags};
}
