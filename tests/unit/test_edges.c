/*
 * Every limit at its edge, over whole documents: what needs exactly so much passes, and with one less there is the
 * status that the limit's line in limits.h names.
 */
#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "gongkai/document.h"
#include "support/docx.h"
#include "support/zipmake.h"

#define WORD(in)                                                                                                       \
  "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>" in                     \
  "</w:body></w:document>"
#define R(s)     "<w:r><w:t>" s "</w:t></w:r>"
#define P(s)     "<w:p>" R(s) "</w:p>"
#define CELL(in) "<w:tc>" in "</w:tc>"
#define TBL(in)  "<w:tbl><w:tr>" in "</w:tr></w:tbl>"
#define NEST(in) TBL(CELL(in P("1")))
#define ROW      "<w:tr>" CELL(P("1")) "</w:tr>"
#define PDF(in)  "%PDF-1.7\n<html xmlns='http://www.w3.org/1999/xhtml'><body><doc>" in "</doc></body></html>"
#define PAGE(in) "<page width='600' height='800'>" in "</page>"
#define W(y)     "<word xMin='70' yMin='" y "0' xMax='90' yMax='" y "9'>1</word>"

enum { LARGE_PART = (1 << 20) + 1 };

/* A document, and how much of what is limited it needs; 0 where only a search can tell. */
typedef struct made {
  gk_str file; /* from malloc */
  size_t need;
} made;

static made plain(const char *text, size_t need) {
  made m = {{malloc(strlen(text)), strlen(text)}, need};
  assert_non_null(m.file.p);
  memcpy((void *)(uintptr_t)m.file.p, text, m.file.n);
  return m;
}

static made word(const char *document, size_t need) {
  return (made){docx_pack((gk_str){document, strlen(document)}), need};
}

/* The parts' bytes: the largest, or all of them together. */
static size_t part_bytes(gk_str zip, int is_sum) {
  size_t n = zipmake_get(zip, zipmake_end(zip) + END_N, 2), sum = 0, largest = 0;
  for (size_t i = 0; i < n; i++) {
    size_t bytes = zipmake_get(zip, zipmake_central(zip, i) + CENTRAL_BYTES, 4);
    sum += bytes;
    largest = bytes > largest ? bytes : largest;
  }
  return is_sum ? sum : largest;
}

static made make_input_bytes(void) {
  return plain("1234567", 7);
}
static made make_text_bytes(void) {
  return plain("\xD2\xBB\xB6\xFE\xC8\xFD\n", 10); /* three characters of two bytes, which become three */
}
static made make_entries(void) {
  return word(WORD(P("1")), 4);
}
static made make_part_bytes(void) {
  made m = word(WORD(P("1")), 0);
  m.need = part_bytes(m.file, 0);
  return m;
}
static made make_package_bytes(void) {
  made m = word(WORD(P("1")), 0);
  m.need = part_bytes(m.file, 1);
  return m;
}

/* Blanks behind the document's end. */
static made make_ratio(void) {
  static const char document[] = WORD(P("1"));
  char *p = malloc(LARGE_PART);
  assert_non_null(p);
  memset(p, ' ', LARGE_PART);
  memcpy(p, document, sizeof document - 1);
  const zipmake_item item = {GK_LIT("word/document.xml"), {p, LARGE_PART}, 0};
  made m = {zipmake_deflated(&item, 1), 0};
  size_t packed = zipmake_get(m.file, zipmake_central(m.file, 0) + CENTRAL_PACKED, 4);
  m.need = (LARGE_PART + packed - 1) / packed;
  free(p);
  return m;
}

static made make_xml_depth(void) {
  return word(WORD(P("1")), 5);
}
static made make_xml_attributes(void) {
  return word(WORD("<w:p w:a='' w:b='' w:c='' w:d='' w:e='' w:f='' w:g=''/>"), 7);
}
static made make_nodes(void) {
  return plain("a\nb\nc\nd\ne\n", 5);
}
static made make_segments(void) {
  return word(WORD("<w:p>" R("1") R("2") R("3") "</w:p>"), 3);
}
static made make_table_depth(void) {
  return word(WORD(NEST(NEST(NEST(P("1"))))), 3);
}
static made make_table_columns(void) {
  return word(WORD(TBL(CELL(P("1")) CELL(P("2")) CELL(P("3")))), 3);
}
static made make_table_rows(void) {
  return word(WORD("<w:tbl>" ROW ROW ROW "</w:tbl>"), 3);
}
static made make_pages(void) {
  return plain(PDF(PAGE(W("1")) PAGE(W("1")) PAGE(W("1"))), 3);
}
static made make_words(void) {
  return plain(PDF(PAGE(W("1") W("2")) PAGE(W("1"))), 3);
}

/* Columns that are claimed and not there. */
static made make_diagnostics(void) {
  return word(
      WORD("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='9999'/></w:tcPr>" P(
          "1") "</w:tc></w:tr></w:tbl>"
               "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='9999'/></w:tcPr>" P("1") "</w:tc></w:tr></w:tbl>"),
      0);
}
static made make_arena_bytes(void) {
  return plain("a\nb\nc\n", 0);
}

/* A row for each limit, in the order of limits.h. */
static const struct {
  const char *name;
  size_t off; /* of the limit in gk_limits */
  gk_status status;
  made (*make)(void);
} edges[] = {
#define GK_LIMIT(field, value, status, what) {#field, offsetof(gk_limits, field), GK_STATUS_##status, make_##field},
    GK_LIMITS(GK_LIMIT)
#undef GK_LIMIT
};

/* The pages' words, behind the first line. */
static gk_status convert(void *ctx, gk_arena *arena, gk_format from, gk_str input, size_t max_bytes, gk_str *out,
                         gk_error *error) {
  (void)ctx, (void)arena, (void)from, (void)max_bytes, (void)error;
  const size_t first = strlen("%PDF-1.7\n");
  *out = (gk_str){input.p + first, input.n - first};
  return GK_OK;
}

/* What becomes of the document if the limit has that value. */
static gk_status parse(gk_str file, size_t off, size_t limit, size_t *n_diags) {
  gk_doc_options options = {.converter = {convert, NULL}};
  memcpy((char *)&options.limits + off, &limit, sizeof limit);
  const gk_limits resolved = gk_limits_resolve(&options.limits);
  gk_arena arena;
  gk_doc doc;
  gk_error error;
  gk_arena_init(&arena, NULL, resolved.arena_bytes);
  gk_status status = gk_doc_parse_with(&arena, file, &options, &doc, &error);
  assert_int_equal(error.status, status);
  *n_diags = doc.diags.n;
  gk_arena_free(&arena);
  return status;
}

/* The least value of the limit that lets the document pass, found by halving. */
static size_t least(gk_str file, size_t off) {
  size_t low = 0, high = 1 << 24, n;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (parse(file, off, middle, &n) == GK_OK)
      high = middle;
    else
      low = middle;
  }
  return high;
}

static void test_edges(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
    size_t n;
    made m = edges[i].make();
    if (edges[i].status != GK_OK) {
      size_t need = m.need > 0 ? m.need : least(m.file, edges[i].off);
      gk_status at = parse(m.file, edges[i].off, need, &n), below = parse(m.file, edges[i].off, need - 1, &n);
      gk_status above = parse(m.file, edges[i].off, need + 1, &n);
      if (at != GK_OK || above != GK_OK || below != edges[i].status)
        fail_msg("%s: %s with %zu, %s with one more, %s with one less", edges[i].name, gk_status_name(at), need,
                 gk_status_name(above), gk_status_name(below));
    }
    free((void *)(uintptr_t)m.file.p);
  }
}

/* The one limit beyond which nothing is refused. */
static void test_diagnostics_are_counted(void **state) {
  (void)state;
  made m = make_diagnostics();
  const size_t off = offsetof(gk_limits, diagnostics);
  size_t all, n;
  assert_int_equal(parse(m.file, off, 0, &all), GK_OK);
  assert_true(all > 1);
  for (size_t limit = 1; limit <= all + 1; limit++) {
    assert_int_equal(parse(m.file, off, limit, &n), GK_OK);
    assert_int_equal(n, limit < all ? limit : all);
  }
  free((void *)(uintptr_t)m.file.p);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_edges),
      cmocka_unit_test(test_diagnostics_are_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
