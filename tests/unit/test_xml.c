/* The XML layer: names and namespaces, text as slices, limits, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "container/xml.h"

#define W     "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define W_NEW "http://purl.oclc.org/ooxml/wordprocessingml/main"
#define MC    "http://schemas.openxmlformats.org/markup-compatibility/2006"
#define W14   "http://schemas.microsoft.com/office/word/2010/wordml"

/* What the handlers saw, as text: <3:p 0:a=v> for a start (namespace number, local name), </3:p>, 'text', and after
   a text that is not a slice of the part a *. */
typedef struct seen {
  gk_arena arena;
  gk_part part;
  gk_error error;
  gk_xml *xml;
  char log[4096];
  size_t n_log;
  size_t n_events;
  size_t last_off;
  size_t stop_at; /* the event that returns stop_status; 0 for none */
  gk_status stop_status;
  int fill_error;
  gk_str ask_prefix; /* looked up at every start, result in the log after '?' */
} seen;

static void put(seen *s, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int n = vsnprintf(s->log + s->n_log, sizeof s->log - s->n_log, format, args);
  va_end(args);
  assert_in_range(n, 0, sizeof s->log - s->n_log - 1);
  s->n_log += (size_t)n;
}

static gk_status event(seen *s) {
  if (++s->n_events != s->stop_at)
    return GK_OK;
  if (s->fill_error)
    s->error = (gk_error){.status = s->stop_status, .off = 77, .detail = "the handler's own"};
  return s->stop_status;
}

static gk_status on_start(void *ctx, gk_xml_name name, const gk_xml_attr *attrs, size_t n_attrs, size_t off) {
  seen *s = ctx;
  assert_true(s->part.text.p[off] == '<');
  s->last_off = off;
  put(s, "<%d:%.*s", (int)name.ns, (int)name.local.n, name.local.p);
  for (size_t i = 0; i < n_attrs && n_attrs < 10; i++)
    put(s, " %d:%.*s=%.*s", (int)attrs[i].name.ns, (int)attrs[i].name.local.n, attrs[i].name.local.p,
        (int)attrs[i].value.n, attrs[i].value.p);
  if (s->ask_prefix.n > 0)
    put(s, " ?%d", (int)gk_xml_prefix_ns(s->xml, s->ask_prefix));
  put(s, ">");
  return event(s);
}

static gk_status on_end(void *ctx, gk_xml_name name, size_t off) {
  seen *s = ctx;
  assert_in_range(off, 0, s->part.text.n);
  put(s, "</%d:%.*s>", (int)name.ns, (int)name.local.n, name.local.p);
  return event(s);
}

static int within(gk_str outer, gk_str s) {
  return s.p >= outer.p && s.p <= outer.p + outer.n && s.n <= (size_t)(outer.p + outer.n - s.p);
}

static gk_status on_text(void *ctx, gk_str text, gk_str source) {
  seen *s = ctx;
  assert_true(within(s->part.text, source));
  if (text.p == source.p)
    assert_int_equal(text.n, source.n);
  if (s->n_log + text.n + 8 < sizeof s->log)
    put(s, "'%.*s'%s", (int)text.n, text.p, within(s->part.text, text) ? "" : "*");
  return event(s);
}

static gk_status parse_part(gk_arena *scratch, const gk_part *part, const gk_limits *limits,
                            const gk_xml_handler *handler, gk_xml **xml_out, gk_error *error) {
  gk_xml_source source = gk_xml_whole(part);
  return gk_xml_parse(scratch, &source, limits, handler, xml_out, error);
}

static gk_status parse_with(seen *s, gk_str xml, gk_limits limits) {
  gk_xml_handler handler = {on_start, on_end, on_text, s};
  limits = gk_limits_resolve(&limits);
  gk_arena_init(&s->arena, NULL, 0);
  s->part = (gk_part){.name = GK_LIT("part.xml"), .source = xml, .text = xml};
  gk_status status = parse_part(&s->arena, &s->part, &limits, &handler, &s->xml, &s->error);
  assert_int_equal(status, s->error.status);
  gk_arena_free(&s->arena);
  return status;
}

static gk_status parse(seen *s, const char *xml) {
  return parse_with(s, (gk_str){xml, strlen(xml)}, (gk_limits){0});
}

static void expect(const char *xml, const char *log) {
  seen s = {0};
  assert_int_equal(parse(&s, xml), GK_OK);
  assert_string_equal(s.log, log);
}

static void expect_failure(const char *xml, gk_status status, size_t off) {
  seen s = {0};
  assert_int_equal(parse(&s, xml), status);
  assert_int_equal(s.error.off, off);
  assert_int_equal(s.error.part.n, 8);
}

static void test_namespaces(void **state) {
  (void)state;
  expect("<w:p xmlns:w='" W "' w:a='1' b='2'/>", "<3:p 3:a=1 0:b=2></3:p>");
  expect("<x:p xmlns:x='" W_NEW "'/>", "<3:p></3:p>");
  expect("<p xmlns='" W "' a='1'><q xmlns=''/><r/></p>", "<3:p 0:a=1><0:q></0:q><3:r></3:r></3:p>");
  expect("<p xmlns:a='urn:any' a:b='1' xml:space='preserve'/>", "<0:p 1:b=1 2:space=preserve></0:p>");
  /* Inner bindings hide outer ones, and end with their element. */
  expect("<w:a xmlns:w='" W "'><w:b xmlns:w='" MC "'><w:c/></w:b><w:d/></w:a>",
         "<3:a><5:b><5:c></5:c></5:b><3:d></3:d></3:a>");
  /* A declaration counts for its own element, whatever the order of attributes. */
  expect("<w:a w:x='1' xmlns:w='" W "'/>", "<3:a 3:x=1></3:a>");
  /* Names that only begin like a declaration. */
  expect("<a xmlnsx='1'/>", "<0:a 0:xmlnsx=1></0:a>");
}

static void test_namespace_table(void **state) {
  (void)state;
  static const struct {
    const char *uri;
    gk_xml_ns ns;
  } known[] = {
      {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", GK_NS_R},
      {"http://purl.oclc.org/ooxml/officeDocument/relationships", GK_NS_R},
      {"http://schemas.openxmlformats.org/package/2006/relationships", GK_NS_RELATIONSHIPS},
      {"http://schemas.openxmlformats.org/package/2006/content-types", GK_NS_CONTENT_TYPES},
      {"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", GK_NS_WP},
      {"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", GK_NS_WP},
      {"http://schemas.microsoft.com/office/word/2010/wordprocessingShape", GK_NS_WPS},
      {"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup", GK_NS_WPG},
      {"http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas", GK_NS_WPC},
      {"http://schemas.microsoft.com/office/word/2012/wordml", GK_NS_W15},
      {"urn:schemas-microsoft-com:vml", GK_NS_VML},
      {"http://schemas.openxmlformats.org/officeDocument/2006/math", GK_NS_M},
      {"http://purl.oclc.org/ooxml/officeDocument/math", GK_NS_M},
      {"http://schemas.openxmlformats.org/drawingml/2006/main", GK_NS_A},
      {"http://purl.oclc.org/ooxml/drawingml/main", GK_NS_A},
      {"http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing", GK_NS_WORD},
      {"http://schemas.microsoft.com/office/word/2006/wordml", GK_NS_WORD},
      {"http://schemas.openxmlformats.org/wordprocessingml/2006/MAIN", GK_NS_OTHER},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    char xml[256], log[64];
    snprintf(xml, sizeof xml, "<n:e xmlns:n='%s'/>", known[i].uri);
    snprintf(log, sizeof log, "<%d:e></%d:e>", (int)known[i].ns, (int)known[i].ns);
    expect(xml, log);
  }
}

static void test_undeclared_prefix(void **state) {
  (void)state;
  expect_failure("<a><w:p/></a>", GK_STATUS_MALFORMED_XML, 3);
  expect_failure("<a w:p='1'/>", GK_STATUS_MALFORMED_XML, 0);
  expect_failure("<a><b xmlns:w='" W "'/><w:c/></a>", GK_STATUS_MALFORMED_XML, 17 + sizeof W);
  expect_failure("<:a/>", GK_STATUS_MALFORMED_XML, 0);
  expect_failure("<a: xmlns:a='u'/>", GK_STATUS_MALFORMED_XML, 0);
}

static void test_prefix_lookup(void **state) {
  (void)state;
  seen s = {.ask_prefix = GK_LIT("w14")};
  assert_int_equal(parse(&s, "<a><b xmlns:w14='" W14 "'/><c xmlns:w14='urn:x'/></a>"), GK_OK);
  assert_string_equal(s.log, "<0:a ?0><0:b ?12></0:b><0:c ?1></0:c></0:a>");
  assert_int_equal(GK_NS_W14, 12);
}

static void test_text(void **state) {
  (void)state;
  expect("<a>第一</a>", "<0:a>'第一'</0:a>");
  expect("<a>1&amp;2&#x4E00;&#50;</a>", "<0:a>'1''&'*'2''一'*'2'*</0:a>");
  expect("<a><![CDATA[<b>&]]></a>", "<0:a>'<b>&'</0:a>");
  expect("<a>1\n2\r\n3\r4</a>", "<0:a>'1''\n''2''\n'*'3''\n'*'4'</0:a>");
  expect("<a>1<!-- no --><?no no?>2</a>", "<0:a>'1''2'</0:a>");
  expect("<a b='&lt;&#49;\n'/>", "<0:a 0:b=<1 ></0:a>");
  expect("<?xml version='1.0' encoding='GB18030'?><a>一</a>", "<0:a>'一'</0:a>");
}

/* A part larger than what expat gets at a time: every byte of its text must arrive, and as a slice. */
static gk_status count_text(void *ctx, gk_str text, gk_str source) {
  assert_ptr_equal(text.p, source.p);
  *(size_t *)ctx += text.n;
  return GK_OK;
}
static gk_status ignore_start(void *ctx, gk_xml_name name, const gk_xml_attr *attrs, size_t n_attrs, size_t off) {
  (void)ctx, (void)name, (void)attrs, (void)n_attrs, (void)off;
  return GK_OK;
}
static gk_status ignore_end(void *ctx, gk_xml_name name, size_t off) {
  (void)ctx, (void)name, (void)off;
  return GK_OK;
}

static void test_large_part_is_not_copied(void **state) {
  (void)state;
  size_t n = 3500000, got = 0;
  char *xml = malloc(n + 7);
  assert_non_null(xml);
  memcpy(xml, "<a>", 3);
  for (size_t i = 0; i < n; i++)
    xml[3 + i] = i % 97 < 3 ? "\xE4\xB8\x80"[i % 97] : 'x'; /* characters of three bytes at shifting places */
  n -= n % 97;
  memcpy(xml + 3 + n, "</a>", 4);
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  gk_part part = {.text = {xml, n + 7}, .source = {xml, n + 7}};
  gk_limits limits = gk_limits_resolve(NULL);
  gk_xml_handler handler = {ignore_start, ignore_end, count_text, &got};
  gk_error error;
  assert_int_equal(parse_part(&arena, &part, &limits, &handler, NULL, &error), GK_OK);
  assert_int_equal(got, n);
  assert_in_range(gk_arena_get_stats(&arena).used_bytes, 0, 32768); /* of the parser itself, whatever the part */
  gk_arena_free(&arena);
  free(xml);
}

static void test_doctype(void **state) {
  (void)state;
  /* The offset is that of expat's event, within the declaration. */
  expect_failure("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", GK_STATUS_DOCTYPE, 12);
  expect_failure("<?xml version='1.0'?><!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", GK_STATUS_DOCTYPE, 60);
}

static void test_malformed(void **state) {
  (void)state;
  expect_failure("", GK_STATUS_MALFORMED_XML, 0);
  expect_failure("<a><b></a>", GK_STATUS_MALFORMED_XML, 8);
  expect_failure("<a>&nbsp;</a>", GK_STATUS_MALFORMED_XML, 3);
  expect_failure("<a>\xFF</a>", GK_STATUS_MALFORMED_XML, 3);
  expect_failure("<a b='1' b='2'/>", GK_STATUS_MALFORMED_XML, 9);
  expect_failure("<a/><b/>", GK_STATUS_MALFORMED_XML, 4);
  seen s = {0};
  assert_int_equal(parse(&s, "<a><b></a>"), GK_STATUS_MALFORMED_XML);
  assert_string_equal(s.error.detail, "mismatched tag");
}

static void test_every_prefix_fails(void **state) {
  (void)state;
  const char xml[] = "<?xml version='1.0'?><w:a xmlns:w='" W "'><w:b w:c='1'>一&lt;</w:b><![CDATA[x]]></w:a>";
  for (size_t n = 0; n + 1 < sizeof xml; n++) {
    seen s = {0};
    char *exact = malloc(n + 1);
    memcpy(exact, xml, n);
    assert_int_equal(parse_with(&s, (gk_str){exact, n}, (gk_limits){0}), GK_STATUS_MALFORMED_XML);
    assert_in_range(s.error.off, 0, n);
    free(exact);
  }
}

static void test_depth_limit(void **state) {
  (void)state;
  seen pass = {0}, refused = {0};
  assert_int_equal(parse_with(&pass, GK_LIT("<a><b><c/></b><b/></a>"), (gk_limits){.xml_depth = 3}), GK_OK);
  assert_int_equal(parse_with(&refused, GK_LIT("<a><b><c><d/></c></b></a>"), (gk_limits){.xml_depth = 3}),
                   GK_STATUS_TOO_COMPLEX);
  assert_int_equal(refused.error.off, 9);
}

static void test_attribute_limit(void **state) {
  (void)state;
  char xml[8192];
  for (size_t n = 300; n <= 301; n++) {
    size_t used = (size_t)snprintf(xml, sizeof xml, "<a xmlns:w='u'");
    for (size_t i = 1; i < n; i++)
      used += (size_t)snprintf(xml + used, sizeof xml - used, " a%zu='%zu'", i, i);
    used += (size_t)snprintf(xml + used, sizeof xml - used, "/>");
    seen s = {0};
    assert_int_equal(parse_with(&s, (gk_str){xml, used}, (gk_limits){.xml_attributes = 300}),
                     n == 300 ? GK_OK : GK_STATUS_TOO_COMPLEX);
  }
}

/* 255 declarations beside "xml" fit; one more in scope does not, one after another does. */
static void test_binding_limit(void **state) {
  (void)state;
  char xml[16384];
  for (size_t n = 255; n <= 256; n++) {
    size_t used = (size_t)snprintf(xml, sizeof xml, "<a");
    for (size_t i = 0; i < n; i++)
      used += (size_t)snprintf(xml + used, sizeof xml - used, " xmlns:n%zu='u'", i);
    used += (size_t)snprintf(xml + used, sizeof xml - used, "/>");
    seen s = {0};
    assert_int_equal(parse_with(&s, (gk_str){xml, used}, (gk_limits){0}), n == 255 ? GK_OK : GK_STATUS_TOO_COMPLEX);
  }
  size_t used = (size_t)snprintf(xml, sizeof xml, "<a>");
  for (size_t i = 0; i < 300; i++)
    used += (size_t)snprintf(xml + used, sizeof xml - used, "<b xmlns:n%zu='u' n%zu:c=''/>", i, i);
  used += (size_t)snprintf(xml + used, sizeof xml - used, "</a>");
  seen s = {.n_log = 0};
  gk_xml_handler handler = {ignore_start, ignore_end, NULL, &s};
  gk_limits limits = gk_limits_resolve(NULL);
  gk_arena_init(&s.arena, NULL, 0);
  s.part = (gk_part){.text = {xml, used}, .source = {xml, used}};
  assert_int_equal(parse_part(&s.arena, &s.part, &limits, &handler, NULL, &s.error), GK_OK);
  gk_arena_free(&s.arena);
}

static void test_handler_status(void **state) {
  (void)state;
  const char *xml = "<a><b>1</b><c/></a>";
  for (size_t i = 1; i <= 7; i++) {
    seen s = {.stop_at = i, .stop_status = GK_STATUS_BOMB};
    assert_int_equal(parse(&s, xml), GK_STATUS_BOMB);
    assert_int_equal(s.n_events, i); /* nothing is called after the failure */
    assert_null(s.error.detail);
  }
  seen all = {0};
  assert_int_equal(parse(&all, xml), GK_OK);
  assert_int_equal(all.n_events, 7);
  seen s = {.stop_at = 3, .stop_status = GK_STATUS_CORRUPT, .fill_error = 1};
  assert_int_equal(parse(&s, xml), GK_STATUS_CORRUPT);
  assert_int_equal(s.error.off, 77);
  assert_string_equal(s.error.detail, "the handler's own");
}

static void test_no_memory(void **state) {
  (void)state;
  gk_arena arena;
  gk_arena_init(&arena, NULL, 64);
  gk_part part = {.text = GK_LIT("<a b='1'/>")};
  gk_limits limits = gk_limits_resolve(NULL);
  size_t n = 0;
  gk_xml_handler handler = {ignore_start, ignore_end, count_text, &n};
  gk_error error;
  assert_int_equal(parse_part(&arena, &part, &limits, &handler, NULL, &error), GK_STATUS_NO_MEMORY);
  gk_arena_free(&arena);
}

static void test_get(void **state) {
  (void)state;
  const gk_xml_attr attrs[] = {{{GK_NS_W, GK_LIT("val")}, GK_LIT("1")},
                               {{GK_NS_NONE, GK_LIT("val")}, GK_LIT("2")},
                               {{GK_NS_W, GK_LIT("e")}, GK_LIT("")}};
  assert_true(gk_str_is(gk_xml_get(attrs, 3, GK_NS_W, "val"), "1"));
  assert_true(gk_str_is(gk_xml_get(attrs, 3, GK_NS_NONE, "val"), "2"));
  assert_non_null(gk_xml_get(attrs, 3, GK_NS_W, "e").p);
  assert_null(gk_xml_get(attrs, 3, GK_NS_MC, "val").p);
  assert_null(gk_xml_get(attrs, 0, GK_NS_W, "val").p);
  assert_true(gk_str_is((gk_str){NULL, 0}, ""));
  assert_false(gk_str_is(GK_LIT("va"), "val"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_namespaces),
      cmocka_unit_test(test_namespace_table),
      cmocka_unit_test(test_undeclared_prefix),
      cmocka_unit_test(test_prefix_lookup),
      cmocka_unit_test(test_text),
      cmocka_unit_test(test_large_part_is_not_copied),
      cmocka_unit_test(test_doctype),
      cmocka_unit_test(test_malformed),
      cmocka_unit_test(test_every_prefix_fails),
      cmocka_unit_test(test_depth_limit),
      cmocka_unit_test(test_attribute_limit),
      cmocka_unit_test(test_binding_limit),
      cmocka_unit_test(test_handler_status),
      cmocka_unit_test(test_no_memory),
      cmocka_unit_test(test_get),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
