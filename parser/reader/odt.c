/*
 * odt.c: OpenDocument text, in a package or in one file: styles, then the text, then the notes in it.
 *
 * Headers and footers, meta data and comments are not read. The content must be sound; where the part of the common
 * styles is missing or damaged the document is read without it, and a diagnostic says so.
 */
#include "container/odf.h"
#include "container/part.h"
#include "reader/odt_body.h"

typedef struct odt {
  gk_reading *r;
  gk_arena scratch; /* what is needed while reading only */
  gk_odt_styles styles;
  int64_t n_missing;
} odt;

static void report(const odt *d, const gk_diag_kind *kind, int64_t count) {
  if (count > 0)
    gk_diags_add(d->r->diags, (gk_diag){.kind = kind, .cell = GK_NO_CELL, .args = {count}});
}

/* Reads what holds the content, and its automatic styles. Notes are a second look at the same text. */
static gk_status read_content(odt *d, const gk_xml_source *content) {
  gk_odt_counts counts = {0}, in_notes = {0};
  gk_status status = gk_odt_styles_read(&d->styles, content, d->r->limits, d->r->error);
  if (status == GK_OK && !gk_odt_styles_finish(&d->styles))
    status = GK_STATUS_NO_MEMORY;
  d->r->encoding = content->part.encoding;
  if (status == GK_OK)
    status = gk_odt_body_read(d->r, &d->scratch, &d->styles, content, GK_ODT_TEXT_ONLY, &counts);
  if (status == GK_OK && d->styles.n_notes > 0)
    status = gk_odt_body_read(d->r, &d->scratch, &d->styles, content, GK_ODT_NOTES_ONLY, &in_notes);
  report(d, &GK_DIAG_REVISION_DROPPED, (int64_t)d->styles.deletions.n);
  report(d, &GK_DIAG_HIDDEN_TEXT, counts.hidden);
  report(d, &GK_DIAG_NUMBERING_UNKNOWN, counts.numbers + in_notes.numbers);
  report(d, &GK_DIAG_PART_MISSING, d->n_missing);
  return status;
}

static gk_status read_common_styles(odt *d, gk_package *package) {
  gk_xml_source styles;
  gk_error error = {0};
  gk_status status = gk_package_read(package, GK_LIT("styles.xml"), &styles, &error);
  if (status == GK_OK)
    status = gk_odt_styles_read(&d->styles, &styles, d->r->limits, &error);
  if (status == GK_OK)
    return GK_OK;
  if (gk_is_survivable(status)) {
    d->n_missing++;
    return GK_OK;
  }
  *d->r->error = error;
  return status;
}

static gk_status read_package(odt *d, gk_package *package) {
  gk_xml_source content;
  gk_status status = gk_odf_check(&d->scratch, package, d->r->limits, d->r->error);
  if (status == GK_OK)
    status = read_common_styles(d, package);
  if (status != GK_OK)
    return status;
  status = gk_package_read(package, GK_LIT("content.xml"), &content, d->r->error);
  if (status == GK_STATUS_READ) {
    status = GK_STATUS_CORRUPT;
    *d->r->error = (gk_error){status, GK_LIT("content.xml"), 0, "the content is not in the package"};
  }
  return status == GK_OK ? read_content(d, &content) : status;
}

static void init(odt *d, gk_reading *r) {
  *d = (odt){.r = r};
  gk_arena_init(&d->scratch, &r->arena->alloc, r->limits->arena_bytes);
  gk_odt_styles_init(&d->styles, &d->scratch);
}

gk_status gk_odt_read(gk_reading *r, gk_package *package) {
  odt d;
  init(&d, r);
  gk_status status = read_package(&d, package);
  gk_arena_free(&d.scratch);
  return status;
}

gk_status gk_read_fodt(gk_reading *r) {
  odt d;
  init(&d, r);
  gk_part part = {.source = r->input};
  gk_status status = gk_part_decode(r->arena, &part, r->limits, r->error);
  gk_xml_source file = gk_xml_whole(&part);
  if (status == GK_OK)
    status = read_content(&d, &file);
  gk_arena_free(&d.scratch);
  return status;
}
