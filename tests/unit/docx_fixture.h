/* docx_fixture.h: Word documents made of strings, for the tests of the DOCX reader. */
#ifndef GONGKAI_DOCX_FIXTURE_H
#define GONGKAI_DOCX_FIXTURE_H

#include "shown.h"

#include <zip.h>

#define NAMESPACES                                                                                                     \
  " xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"                                            \
  " xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"                                            \
  " xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'"                                     \
  " xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"                                 \
  " xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'"                                                  \
  " xmlns:v='urn:schemas-microsoft-com:vml'"                                                                           \
  " xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"                                              \
  " xmlns:x='urn:of-nobody'"
#define DOCUMENT(body) "<w:document" NAMESPACES "><w:body>" body "</w:body></w:document>"
#define R(text)        "<w:r><w:t>" text "</w:t></w:r>"
#define P(text)        "<w:p>" R(text) "</w:p>"
#define PP(props, in)  "<w:p><w:pPr>" props "</w:pPr>" in "</w:p>"
#define TC(in)         "<w:tc>" in "</w:tc>"
#define TCP(props, in) "<w:tc><w:tcPr>" props "</w:tcPr>" in "</w:tc>"
#define TR(in)         "<w:tr>" in "</w:tr>"
#define TBL(in)        "<w:tbl>" in "</w:tbl>"
#define FLD(type)      "<w:r><w:fldChar w:fldCharType='" type "'/></w:r>"
#define BOX(in)        "<w:txbxContent>" in "</w:txbxContent>"

#define STYLES(in)           "<w:styles" NAMESPACES ">" in "</w:styles>"
#define NOTES(name, in)      "<w:" name "s" NAMESPACES ">" in "</w:" name "s>"
#define NOTE(name, in)       "<w:" name ">" in "</w:" name ">"
#define SPAN(n)              "<w:gridSpan w:val='" n "'/>"
#define GONE_MARK            "<w:rPr><w:del w:id='1'/></w:rPr>"
#define CHOICE(requires, in) "<mc:Choice Requires='" requires "'>" in "</mc:Choice>"
#define FALLBACK(in)         "<mc:Fallback>" in "</mc:Fallback>"
#define ALTERNATE(in)        "<mc:AlternateContent>" in "</mc:AlternateContent>"

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define WORD   "application/vnd.openxmlformats-officedocument.wordprocessingml."

/* The parts of a document; NULL: not there. */
typedef struct parts {
  const char *document;
  const char *styles;
  const char *numbering;
  const char *footnotes;
  const char *endnotes;
  const char *content_type; /* of the main part; NULL: the usual one */
  const char *extra_rels;   /* more relationships of the main part */
  size_t document_bytes;    /* 0: document is a string */
} parts;

static void add_entry(zip_t *zip, const char *name, const char *data, size_t n) {
  zip_source_t *source = zip_source_buffer(zip, data, n, 0);
  assert_non_null(source);
  assert_true(zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) >= 0);
}

/* A package of the parts; the caller frees it. */
static gk_str pack(const parts *p) {
  static const struct {
    const char *type;
    const char *name;
  } related[] = {{"styles", "styles.xml"},
                 {"numbering", "numbering.xml"},
                 {"footnotes", "footnotes.xml"},
                 {"endnotes", "endnotes.xml"}};
  const char *texts[] = {p->styles, p->numbering, p->footnotes, p->endnotes};
  static const char root_rels[] =
      "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
      "<Relationship Id='r1' Type='" OFFICE "officeDocument' Target='word/document.xml'/></Relationships>";
  char types[1024], rels[4096], name[64];
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *file = zip_source_buffer_create(NULL, 0, 0, &error);
  assert_non_null(file);
  zip_source_keep(file);
  zip_t *zip = zip_open_from_source(file, ZIP_TRUNCATE, &error);
  assert_non_null(zip);
  int n = snprintf(types, sizeof types,
                   "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
                   "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
                   "<Override PartName='/word/document.xml' ContentType='%s'/></Types>",
                   p->content_type != NULL ? p->content_type : WORD "document.main+xml");
  add_entry(zip, "[Content_Types].xml", types, (size_t)n);
  add_entry(zip, "_rels/.rels", root_rels, sizeof root_rels - 1);
  if (p->document != NULL)
    add_entry(zip, "word/document.xml", p->document, p->document_bytes > 0 ? p->document_bytes : strlen(p->document));
  n = snprintf(rels, sizeof rels,
               "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>%s",
               p->extra_rels != NULL ? p->extra_rels : "");
  for (size_t i = 0; i < 4; i++) {
    if (texts[i] == NULL)
      continue;
    n += snprintf(rels + n, sizeof rels - (size_t)n, "<Relationship Id='p%zu' Type='" OFFICE "%s' Target='%s'/>", i,
                  related[i].type, related[i].name);
    snprintf(name, sizeof name, "word/%s", related[i].name);
    add_entry(zip, name, texts[i], strlen(texts[i]));
  }
  n += snprintf(rels + n, sizeof rels - (size_t)n, "</Relationships>");
  add_entry(zip, "word/_rels/document.xml.rels", rels, (size_t)n);
  assert_int_equal(zip_close(zip), 0);
  zip_stat_t stat;
  assert_int_equal(zip_source_stat(file, &stat), 0);
  gk_str out = {malloc((size_t)stat.size), (size_t)stat.size};
  assert_non_null(out.p);
  assert_int_equal(zip_source_open(file), 0);
  assert_int_equal(zip_source_read(file, (void *)(uintptr_t)out.p, stat.size), (zip_int64_t)stat.size);
  zip_source_close(file);
  zip_source_free(file);
  zip_error_fini(&error);
  return out;
}

static void read_bytes(doc *d, gk_str input, const gk_alloc *alloc) {
  read_as(d, GK_FORMAT_DOCX, input, alloc);
}

/* Reads the parts and compares. The file, into which the layout points, for the caller to drop with it. */
static gk_str read_parts_as(doc *d, const parts *p, const char *expected) {
  gk_str input = pack(p);
  read_bytes(d, input, NULL);
  if (d->status != GK_OK)
    fail_msg("%s at %zu: %s", gk_status_name(d->status), d->error.off, d->error.detail ? d->error.detail : "");
  page *shown = malloc(sizeof *shown);
  assert_non_null(shown);
  show(&d->layout, shown);
  assert_string_equal(shown->text, expected);
  free(shown);
  return input;
}

static void drop(doc *d, gk_str input) {
  gk_arena_free(&d->arena);
  free((void *)(uintptr_t)input.p);
}

static inline void check_parts(const parts *p, const char *expected) {
  doc d;
  gk_str input = read_parts_as(&d, p, expected);
  drop(&d, input);
}

static inline gk_status status_of(const parts *p) {
  doc d;
  gk_str input = pack(p);
  read_bytes(&d, input, NULL);
  drop(&d, input);
  return d.status;
}

/* Reads a body and compares. */
static inline void check_xml(const char *document, const char *expected) {
  check_parts(&(parts){.document = document}, expected);
}
#define check(body, expected) check_xml(DOCUMENT(body), expected)

/* The same, with the argument of one diagnostic. */
static inline void check_diag_xml(const char *document, const char *expected, const gk_diag_kind *kind, int64_t arg) {
  doc d;
  gk_str input = read_parts_as(&d, &(parts){.document = document}, expected);
  assert_int_equal(diag_arg(&d, kind), arg);
  drop(&d, input);
}
#define check_diag(body, expected, kind, arg) check_diag_xml(DOCUMENT(body), expected, &kind, arg)

#endif
