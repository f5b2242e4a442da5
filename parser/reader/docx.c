/*
 * docx.c: a Word document, part by part: styles and numbering, then the main part, then the notes.
 *
 * Comments, headers and footers are not read: nothing in them is part of a report. The main part must be sound; where
 * another one is missing or damaged the document is read without it, and a diagnostic says so.
 */
#include "reader/docx_body.h"

typedef struct docx {
  gk_reading *r;
  gk_arena scratch; /* what is needed while reading only */
  gk_package *package;
  gk_str main_name;
  gk_docx_styles styles;
  gk_numbering numbering;
  gk_docx_shared shared;
} docx;

/* Ends the work on a part that is not the main one: its failure is counted, or handed on. */
static gk_status settle(docx *d, gk_status status, const gk_error *error) {
  if (status == GK_OK)
    return GK_OK;
  if (gk_is_survivable(status)) {
    d->shared.counts.missing_parts++;
    return GK_OK;
  }
  *d->r->error = *error;
  return status;
}

/* Finds and reads the part that the main one has a relationship of `type` to; its text is empty if there is none. */
static gk_status related_part(docx *d, const char *type, gk_xml_source *part, gk_error *error) {
  gk_str name = {NULL, 0};
  size_t missing = 0;
  gk_status status = gk_package_related(d->package, d->main_name, type, &name, &missing, error);
  d->shared.counts.missing_parts += (int64_t)missing;
  if (status != GK_OK || name.n == 0)
    return status;
  return gk_package_read(d->package, name, part, error);
}

static gk_status read_styles(docx *d) {
  gk_xml_source part = {0};
  gk_error error = {0};
  gk_docx_styles styles = {0};
  gk_status status = related_part(d, "styles", &part, &error);
  if (status == GK_OK && part.text.n > 0)
    status = gk_docx_styles_read(&d->scratch, &part, d->r->limits, &styles, &error);
  if (status == GK_OK)
    d->styles = styles;
  return settle(d, status, &error);
}

static gk_status read_numbering(docx *d) {
  gk_xml_source part = {0};
  gk_error error = {0};
  gk_numbering numbering = {0};
  gk_status status = related_part(d, "numbering", &part, &error);
  if (status == GK_OK && part.text.n > 0)
    status = gk_numbering_read(&d->scratch, &part, d->r->limits, &numbering, &error);
  if (status == GK_OK)
    d->numbering = numbering;
  return settle(d, status, &error);
}

static gk_status read_notes(docx *d, const char *type, gk_w_name root) {
  gk_xml_source part = {0};
  gk_error error = {0};
  gk_status status = related_part(d, type, &part, &error);
  if (status == GK_OK && part.text.n > 0)
    status = gk_docx_body_read(d->r, &d->scratch, &d->shared, &part, root, GK_PARA_NOTE, &error);
  return settle(d, status, &error);
}

static gk_status read_main(docx *d) {
  gk_xml_source part = {0};
  gk_status status = gk_package_read(d->package, d->main_name, &part, d->r->error);
  if (status == GK_STATUS_READ) {
    status = GK_STATUS_CORRUPT;
    *d->r->error = (gk_error){status, d->main_name, 0, "the main document part is not in the package"};
  }
  if (status != GK_OK)
    return status;
  d->r->encoding = part.part.encoding;
  status = gk_docx_body_read(d->r, &d->scratch, &d->shared, &part, GK_W_document, 0, d->r->error);
  if (status == GK_STATUS_UNSUPPORTED)
    d->r->error->detail = "the main part is not a WordprocessingML document";
  return status;
}

static void report(const docx *d, const gk_diag_kind *kind, int64_t count) {
  if (count > 0)
    gk_diags_add(d->r->diags, (gk_diag){.kind = kind, .cell = GK_NO_CELL, .args = {count}});
}

static void report_all(const docx *d) {
  const gk_docx_counts *counts = &d->shared.counts;
  report(d, &GK_DIAG_REVISION_DROPPED, counts->deleted);
  report(d, &GK_DIAG_HIDDEN_TEXT, counts->hidden);
  report(d, &GK_DIAG_SYMBOL_UNKNOWN, counts->symbols);
  report(d, &GK_DIAG_NUMBERING_UNKNOWN, counts->numbers);
  report(d, &GK_DIAG_ALT_CHUNK, counts->alt_chunks);
  report(d, &GK_DIAG_PART_MISSING, counts->missing_parts);
}

static gk_status read_parts(docx *d) {
  gk_str type = {NULL, 0};
  gk_status status = gk_package_main(d->package, &d->main_name, &type, d->r->error);
  if (status != GK_OK)
    return status;
  if (type.n > 0 &&
      !gk_str_is(type, "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"))
    report(d, &GK_DIAG_ODD_MAIN_TYPE, 1);
  status = read_styles(d);
  if (status == GK_OK)
    status = read_numbering(d);
  if (status != GK_OK)
    return status;
  gk_docx_styles_bind(&d->styles, &d->numbering);
  d->shared.styles = &d->styles;
  d->shared.numbering = &d->numbering;
  status = read_main(d);
  if (status == GK_OK)
    status = read_notes(d, "footnotes", GK_W_footnotes);
  if (status == GK_OK)
    status = read_notes(d, "endnotes", GK_W_endnotes);
  report_all(d);
  return status;
}

gk_status gk_docx_read(gk_reading *r, gk_package *package) {
  docx d = {.r = r, .package = package};
  gk_arena_init(&d.scratch, &r->arena->alloc, r->limits->arena_bytes);
  gk_status status = read_parts(&d);
  gk_arena_free(&d.scratch);
  return status;
}
