/* Packages: what is read from good zips, and that bad ones are refused for the right reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "container/package.h"
#include "container/xml.h"
#include "support/zipmake.h"

#define DOCUMENT "<?xml version='1.0'?><w:document xmlns:w='urn:w'>一</w:document>"
#define RELS(inside)                                                                                                   \
  "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" inside "</Relationships>"
#define REL(type, target) "<Relationship Id='r' Type='http://x/" type "' Target='" target "'/>"
#define OFFICE(target)                                                                                                 \
  "<Relationship Id='r' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' "    \
  "Target='" target "'/>"
#define TYPES(inside)        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>" inside "</Types>"
#define OVERRIDE(part, type) "<Override PartName='" part "' ContentType='" type "'/>"
#define WORD_MAIN            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

/* clang-format off */
#define ITEM(name, data) {{"" name, sizeof(name) - 1}, {"" data, sizeof(data) - 1}, 0}
/* clang-format on */

#define N(array) (sizeof(array) / sizeof *(array))

/* A package opened, with whatever the test asked of it. */
typedef struct opened {
  gk_arena *arena; /* the package points to it */
  gk_limits limits;
  gk_str zip;
  gk_package *package;
  gk_error error;
  gk_status status;
} opened;

static opened open_zip(gk_str zip, gk_limits limits) {
  opened o = {.zip = zip, .limits = gk_limits_resolve(&limits), .arena = malloc(sizeof(gk_arena))};
  assert_non_null(o.arena);
  gk_arena_init(o.arena, NULL, o.limits.arena_bytes);
  o.status = gk_package_open(o.arena, zip, &o.limits, &o.package, &o.error);
  assert_int_equal(o.status == GK_OK, o.package != NULL);
  if (o.status != GK_OK)
    assert_int_equal(o.error.status, o.status);
  return o;
}

static void done(opened *o) {
  char *p = NULL;
  gk_package_close(o->package);
  gk_arena_free(o->arena);
  free(o->arena);
  memcpy(&p, &o->zip.p, sizeof p);
  free(p);
}

static gk_status read_part(opened *o, const char *name, gk_part *part) {
  gk_xml_source source;
  gk_status status = gk_package_read(o->package, (gk_str){name, strlen(name)}, &source, &o->error);
  *part = source.part;
  if (status != GK_OK) {
    assert_int_equal(o->error.status, status);
    assert_null(part->source.p);
    assert_null(part->text.p);
  }
  return status;
}

/* Opens a zip, which is taken, and reads its part "a" under the limits. */
static gk_status read_a_within(gk_str zip, gk_limits limits) {
  opened o = open_zip(zip, limits);
  gk_status status = o.status;
  gk_part part;
  if (status == GK_OK)
    status = read_part(&o, "a", &part);
  done(&o);
  return status;
}

static gk_status read_a(gk_str zip) {
  return read_a_within(zip, (gk_limits){0});
}

static const zipmake_item two[] = {ITEM("a", "the first"), ITEM("b", "the second")};

static void test_reads(void **state) {
  (void)state;
  const zipmake_item items[] = {ITEM("folder/", ""), ITEM("word\\A.xml", "<a/>"), ITEM("/B.XML", "<b/>"),
                                ITEM("e", "")};
  for (int deflated = 0; deflated < 2; deflated++) {
    opened o = open_zip(deflated ? zipmake_deflated(items, N(items)) : zipmake(items, N(items)), (gk_limits){0});
    assert_int_equal(o.status, GK_OK);
    gk_part part;
    assert_int_equal(read_part(&o, "word/a.xml", &part), GK_OK);
    assert_true(gk_str_is(part.name, "word\\A.xml"));
    assert_true(gk_str_is(part.source, "<a/>"));
    assert_ptr_equal(part.text.p, part.source.p);
    assert_int_equal(part.encoding, GK_ENCODING_UTF8);
    assert_int_equal(read_part(&o, "WORD/A.XML", &part), GK_OK);
    assert_int_equal(read_part(&o, "b.xml", &part), GK_OK);
    assert_true(gk_str_is(part.text, "<b/>"));
    assert_int_equal(read_part(&o, "e", &part), GK_OK);
    assert_int_equal(part.text.n, 0);
    assert_int_equal(read_part(&o, "none", &part), GK_STATUS_READ);
    assert_false(gk_package_has(o.package, GK_LIT("folder/")));
    assert_false(gk_package_has(o.package, GK_LIT("")));
    done(&o);
  }
}

static void test_writers_differ(void **state) {
  (void)state;
  for (int how = 0; how < 4; how++) {
    zipmake_item items[] = {ITEM("a", "data"), ITEM("b", "more")};
    items[0].how = items[1].how = how;
    opened o = open_zip(zipmake(items, 2), (gk_limits){0});
    gk_part part;
    assert_int_equal(o.status, GK_OK);
    assert_int_equal(read_part(&o, "a", &part), GK_OK);
    assert_true(gk_str_is(part.text, "data"));
    assert_int_equal(read_part(&o, "b", &part), GK_OK);
    assert_true(gk_str_is(part.text, "more"));
    done(&o);
  }
}

/* The last bytes of a file cut at n, in a block of its own. */
static gk_str prefix(gk_str zip, size_t n, size_t extra) {
  char *p = calloc(n + extra + 1, 1);
  assert_non_null(p);
  memcpy(p, zip.p, n);
  return (gk_str){p, n + extra};
}

static void test_truncated_at_every_byte(void **state) {
  (void)state;
  gk_str zip = zipmake_deflated(two, N(two));
  for (size_t n = 0; n < zip.n; n++)
    assert_int_equal(read_a(prefix(zip, n, 0)), GK_STATUS_TRUNCATED);
  assert_int_equal(read_a(prefix(zip, zip.n, 0)), GK_OK);
  assert_int_equal(read_a(prefix(zip, zip.n, 70)), GK_OK); /* rubbish behind the end, as mail gateways leave it */
  assert_int_equal(read_a(zip), GK_OK);
}

/* Every change of one byte is refused, or changes nothing that is read. */
static void test_every_byte_changed(void **state) {
  (void)state;
  const zipmake_item items[] = {ITEM("_rels/.rels", RELS(OFFICE("word/document.xml"))),
                                ITEM("word/document.xml", DOCUMENT)};
  for (int deflated = 0; deflated < 2; deflated++) {
    gk_str zip = deflated ? zipmake_deflated(items, N(items)) : zipmake(items, N(items));
    for (size_t i = 0; i < zip.n; i++) {
      for (unsigned change = 1; change < 256; change = change * 3 + 1) {
        gk_str changed = prefix(zip, zip.n, 0);
        zipmake_put(changed, i, 1, zipmake_get(changed, i, 1) ^ (change & 0xFF));
        opened o = open_zip(changed, (gk_limits){0});
        gk_str name, type;
        gk_xml_source part;
        if (o.status == GK_OK && gk_package_main(o.package, &name, &type, &o.error) == GK_OK &&
            gk_package_read(o.package, name, &part, &o.error) == GK_OK)
          assert_true(gk_str_is(part.text, DOCUMENT));
        done(&o);
      }
    }
    opened o = open_zip(zip, (gk_limits){0});
    done(&o);
  }
}

/* Puts a number into a field of the first entry's local header, central header or both, and reads that entry. */
static gk_status lie_to(gk_str zip, size_t local, size_t central, size_t n_bytes, uint64_t value) {
  if (local != 0)
    zipmake_put(zip, zipmake_local(zip, 0) + local, n_bytes, value);
  if (central != 0)
    zipmake_put(zip, zipmake_central(zip, 0) + central, n_bytes, value);
  return read_a(zip);
}

static gk_str good(void) {
  return zipmake(two, N(two));
}
static gk_str deflated(void) {
  return zipmake_deflated(two, N(two));
}

static void test_lies_about_sizes(void **state) {
  (void)state;
  for (uint64_t claim = 0; claim < 20; claim++) {
    gk_status right = claim == 9 ? GK_OK : GK_STATUS_CORRUPT;
    assert_int_equal(lie_to(good(), 0, CENTRAL_BYTES, 4, claim), right);
    assert_int_equal(lie_to(good(), LOCAL_BYTES, 0, 4, claim), right);
    assert_int_equal(lie_to(good(), LOCAL_BYTES, CENTRAL_BYTES, 4, claim), right);
    assert_int_equal(lie_to(deflated(), 0, CENTRAL_BYTES, 4, claim), right);
    assert_int_equal(lie_to(deflated(), LOCAL_BYTES, CENTRAL_BYTES, 4, claim), right);
    assert_int_equal(lie_to(good(), LOCAL_PACKED, CENTRAL_PACKED, 4, claim), right);
  }
  assert_int_equal(lie_to(good(), LOCAL_PACKED, CENTRAL_PACKED, 4, 0x7FFFFFFF), GK_STATUS_CORRUPT);
  assert_int_equal(lie_to(good(), 0, CENTRAL_PACKED, 4, 0xFFFFFFFF), GK_STATUS_CORRUPT);
  assert_int_equal(lie_to(deflated(), LOCAL_BYTES, CENTRAL_BYTES, 4, 0x7FFFFFFF), GK_STATUS_TOO_LARGE);
  assert_int_equal(lie_to(deflated(), LOCAL_BYTES, CENTRAL_BYTES, 4, 0x02000000), GK_STATUS_BOMB);
  assert_int_equal(lie_to(good(), 0, CENTRAL_OFF, 4, 1), GK_STATUS_CORRUPT);
  assert_int_equal(lie_to(good(), 0, CENTRAL_OFF, 4, 0xFFFFFFF0), GK_STATUS_CORRUPT);
}

static void test_checksum(void **state) {
  (void)state;
  assert_int_equal(lie_to(good(), LOCAL_CRC, CENTRAL_CRC, 4, 1), GK_STATUS_CORRUPT);
  assert_int_equal(lie_to(good(), LOCAL_CRC, 0, 4, 1), GK_STATUS_CORRUPT);
  assert_int_equal(lie_to(deflated(), LOCAL_CRC, CENTRAL_CRC, 4, 1), GK_STATUS_CORRUPT);
  gk_str zip = good();
  zipmake_put(zip, zipmake_data(zip, 0), 1, 'T');
  opened o = open_zip(zip, (gk_limits){0});
  gk_part part;
  assert_int_equal(read_part(&o, "a", &part), GK_STATUS_CORRUPT);
  assert_string_equal(o.error.detail, "the checksum is wrong");
  assert_true(gk_str_is(o.error.part, "a"));
  assert_int_equal(read_part(&o, "b", &part), GK_OK);
  done(&o);
}

static void test_methods_and_encryption(void **state) {
  (void)state;
  assert_int_equal(lie_to(good(), LOCAL_METHOD, CENTRAL_METHOD, 2, 14), GK_STATUS_UNSUPPORTED);
  assert_int_equal(lie_to(good(), LOCAL_METHOD, 0, 2, 8), GK_STATUS_CORRUPT);
  assert_int_equal(lie_to(good(), LOCAL_METHOD, CENTRAL_METHOD, 2, 8), GK_STATUS_CORRUPT);
  assert_int_equal(lie_to(good(), LOCAL_FLAGS, CENTRAL_FLAGS, 2, 1), GK_STATUS_ENCRYPTED);
  assert_int_equal(lie_to(good(), LOCAL_FLAGS, 0, 2, 1), GK_STATUS_CORRUPT);
}

static void test_names_that_differ(void **state) {
  (void)state;
  assert_int_equal(lie_to(good(), LOCAL_NAME, 0, 1, 'x'), GK_STATUS_CORRUPT);
  assert_int_equal(lie_to(good(), LOCAL_NAME, 0, 1, 'A'), GK_OK);
  assert_int_equal(lie_to(good(), LOCAL_NAME, CENTRAL_NAME, 1, 0), GK_STATUS_READ);
}

static void test_duplicate_names(void **state) {
  (void)state;
  static const zipmake_item cases[][2] = {{ITEM("a/b", "1"), ITEM("a/b", "2")},
                                          {ITEM("a/b", "1"), ITEM("a\\b", "2")},
                                          {ITEM("a/b", "1"), ITEM("A/B", "2")},
                                          {ITEM("a/b", "1"), ITEM("/a/b", "2")}};
  for (size_t i = 0; i < N(cases); i++) {
    opened o = open_zip(zipmake(cases[i], 2), (gk_limits){0});
    gk_part part;
    assert_int_equal(o.status, GK_OK); /* what is not read may be there twice */
    assert_true(gk_package_has(o.package, GK_LIT("a/b")));
    assert_int_equal(read_part(&o, "a/b", &part), GK_STATUS_CORRUPT);
    done(&o);
  }
}

static void test_overlap(void **state) {
  (void)state;
  /* Two entries of the same data. */
  gk_str zip = good();
  zipmake_put(zip, zipmake_central(zip, 1) + CENTRAL_OFF, 4, 0);
  assert_int_equal(read_a(zip), GK_STATUS_CORRUPT);
  /* The first one's data goes on over the second's header: a quotation, the way of the 10 MB that hold 281 TB. */
  zip = good();
  assert_int_equal(lie_to(zip, LOCAL_PACKED, CENTRAL_PACKED, 4, 9 + 1), GK_STATUS_CORRUPT);
  /* The last one's data goes on into the directory. */
  zip = good();
  zipmake_put(zip, zipmake_local(zip, 1) + LOCAL_PACKED, 4, 11);
  zipmake_put(zip, zipmake_central(zip, 1) + CENTRAL_PACKED, 4, 11);
  assert_int_equal(read_a(zip), GK_STATUS_CORRUPT);
}

static void test_bad_directories(void **state) {
  (void)state;
  static const struct {
    size_t field, n_bytes;
    uint64_t value;
  } lies[] = {{END_N, 2, 3},      {END_N, 2, 1},
              {END_OFF, 4, 5},    {END_OFF, 4, 0xFFFFFFFF},
              {END_BYTES, 4, 10}, {END_BYTES, 4, 0xFFFFFFFF}};
  for (size_t i = 0; i < N(lies); i++) {
    gk_str zip = good();
    zipmake_put(zip, zipmake_end(zip) + lies[i].field, lies[i].n_bytes, lies[i].value);
    assert_int_equal(read_a(zip), GK_STATUS_CORRUPT);
  }
  /* The zip64 end record says something else than the other one. */
  zipmake_item wide[] = {{GK_LIT("a"), GK_LIT("data"), ZIPMAKE_ZIP64}};
  gk_str zip = zipmake(wide, 1);
  zipmake_put(zip, zipmake_end(zip) + END_N, 2, 0);
  assert_int_equal(read_a(zip), GK_STATUS_CORRUPT);
}

static void test_entry_limit(void **state) {
  (void)state;
  assert_int_equal(read_a_within(good(), (gk_limits){.entries = 2}), GK_OK);
  assert_int_equal(read_a_within(good(), (gk_limits){.entries = 1}), GK_STATUS_TOO_COMPLEX);
}

static void test_size_limits(void **state) {
  (void)state;
  assert_int_equal(read_a_within(good(), (gk_limits){.part_bytes = 9}), GK_OK);
  assert_int_equal(read_a_within(good(), (gk_limits){.part_bytes = 8}), GK_STATUS_TOO_LARGE);
  for (size_t budget = 18; budget <= 19; budget++) {
    opened o = open_zip(good(), (gk_limits){.package_bytes = budget});
    gk_part part;
    assert_int_equal(read_part(&o, "a", &part), GK_OK);
    assert_int_equal(read_part(&o, "b", &part), budget == 19 ? GK_OK : GK_STATUS_TOO_LARGE);
    done(&o);
  }
  assert_int_equal(read_a_within(good(), (gk_limits){.arena_bytes = 16}), GK_STATUS_NO_MEMORY);
}

/* Zeros: let pass up to 1 MiB, a bomb from there on. */
static void test_bomb(void **state) {
  (void)state;
  size_t n = (1 << 20) + 1;
  char *zeros = calloc(n, 1);
  assert_non_null(zeros);
  for (size_t i = n - 1; i <= n; i++) {
    const zipmake_item item = {GK_LIT("a"), {zeros, i}, 0};
    assert_int_equal(read_a(zipmake_deflated(&item, 1)), i < n ? GK_OK : GK_STATUS_BOMB);
    assert_int_equal(read_a_within(zipmake_deflated(&item, 1), (gk_limits){.ratio = 2000}), GK_OK);
  }
  free(zeros);
}

/* Encodings of parts */

static void expect_text(gk_str source, gk_encoding encoding, const char *text) {
  const zipmake_item item = {GK_LIT("a"), source, 0};
  opened o = open_zip(zipmake(&item, 1), (gk_limits){0});
  gk_part part;
  assert_int_equal(read_part(&o, "a", &part), GK_OK);
  assert_int_equal(part.encoding, encoding);
  assert_true(gk_str_is(part.text, text));
  done(&o);
}

static gk_status read_source(gk_str source) {
  const zipmake_item item = {GK_LIT("a"), source, 0};
  return read_a(zipmake(&item, 1));
}

static void test_encodings(void **state) {
  (void)state;
  expect_text(GK_LIT("<a>一</a>"), GK_ENCODING_UTF8, "<a>一</a>");
  expect_text(GK_LIT("\xEF\xBB\xBF<a/>"), GK_ENCODING_UTF8, "<a/>");
  expect_text(GK_LIT("\xFF\xFE<\0\x00\x4E>\0"), GK_ENCODING_UTF16LE, "<一>");
  expect_text(GK_LIT("\xFE\xFF\0<\x4E\x00\0>"), GK_ENCODING_UTF16BE, "<一>");
  expect_text(GK_LIT("<\0\x00\x4E>\0"), GK_ENCODING_UTF16LE, "<一>");
  expect_text(GK_LIT("\0<\x4E\x00\0>"), GK_ENCODING_UTF16BE, "<一>");
  expect_text(GK_LIT("<?xml version='1.0' encoding='GB18030'?><a>\xD2\xBB</a>"), GK_ENCODING_GB18030,
              "<?xml version='1.0' encoding='GB18030'?><a>一</a>");
  expect_text(GK_LIT("<?xml version=\"1.0\"\n encoding = \"gb2312\"?>\xD2\xBB"), GK_ENCODING_GB18030,
              "<?xml version=\"1.0\"\n encoding = \"gb2312\"?>一");
  expect_text(GK_LIT("<?xml encoding='GBK'?>\xD2\xBB"), GK_ENCODING_GB18030, "<?xml encoding='GBK'?>一");
  expect_text(GK_LIT("<?xml encoding='GB_2312-80'?>\xD2\xBB"), GK_ENCODING_GB18030, "<?xml encoding='GB_2312-80'?>一");
  expect_text(GK_LIT("<?xml encoding='UTF-16'?>一"), GK_ENCODING_UTF8, "<?xml encoding='UTF-16'?>一");
  expect_text(GK_LIT("<?xml?><a encoding='x'/>"), GK_ENCODING_UTF8, "<?xml?><a encoding='x'/>");
  expect_text(GK_LIT("<?xml encoding='gb"), GK_ENCODING_UTF8, "<?xml encoding='gb");
  expect_text(GK_LIT("<?xml encoding"), GK_ENCODING_UTF8, "<?xml encoding");
  expect_text(GK_LIT("<?xml"), GK_ENCODING_UTF8, "<?xml");
  assert_int_equal(read_source(GK_LIT("<?xml encoding='EUC-KR'?>")), GK_STATUS_ENCODING);
  assert_int_equal(read_source(GK_LIT("<?xml encoding=''?>")), GK_STATUS_ENCODING);
  assert_int_equal(read_source(GK_LIT("<?xml encoding='GBK'?>\xFF")), GK_STATUS_MALFORMED_XML);
  assert_int_equal(read_source(GK_LIT("\xFF\xFE<\0\x00\xD8>\0")), GK_STATUS_MALFORMED_XML);
}

/* The main part and relationships */

static void expect_main(const zipmake_item *items, size_t n, const char *name, const char *type) {
  opened o = open_zip(zipmake(items, n), (gk_limits){0});
  gk_str got, got_type;
  assert_int_equal(gk_package_main(o.package, &got, &got_type, &o.error), GK_OK);
  assert_true(gk_str_is(got, name));
  assert_true(gk_str_is(got_type, type));
  done(&o);
}

static void expect_no_main(const zipmake_item *items, size_t n, gk_status status, const char *detail) {
  opened o = open_zip(zipmake(items, n), (gk_limits){0});
  gk_str name, type;
  assert_int_equal(gk_package_main(o.package, &name, &type, &o.error), status);
  assert_int_equal(name.n, 0);
  if (detail != NULL)
    assert_string_equal(o.error.detail, detail);
  done(&o);
}

static void test_main_by_relationship(void **state) {
  (void)state;
  static const char *const targets[] = {"word/document2.xml",         "/word/document2.xml",      "word\\document2.xml",
                                        "./x/../word//document2.xml", "../../word/document2.xml", "Word/Document2.XML"};
  for (size_t i = 0; i < N(targets); i++) {
    char rels[1024] = "";
    const char *pieces[] = {"<r:Relationships xmlns:r='http://schemas.openxmlformats.org/package/2006/relationships'>"
                            "<r:Relationship Type='http://x/other' Target='word/document.xml'/>"
                            "<r:Relationship Type='http://purl.oclc.org/ooxml/officeDocument/relationships/"
                            "officeDocument' Target='",
                            targets[i], "'/></r:Relationships>"};
    for (size_t k = 0; k < N(pieces); k++)
      strcat(rels, pieces[k]);
    const zipmake_item items[] = {{GK_LIT("_rels/.rels"), {rels, strlen(rels)}, 0},
                                  ITEM("word/document.xml", "not this one"),
                                  ITEM("word/document2.xml", DOCUMENT)};
    opened o = open_zip(zipmake(items, N(items)), (gk_limits){0});
    gk_str name, type;
    gk_xml_source part;
    assert_int_equal(gk_package_main(o.package, &name, &type, &o.error), GK_OK);
    assert_int_equal(type.n, 0);
    assert_int_equal(gk_package_read(o.package, name, &part, &o.error), GK_OK);
    assert_true(gk_str_is(part.part.name, "word/document2.xml"));
    done(&o);
  }
}

static void test_main_otherwise(void **state) {
  (void)state;
  const zipmake_item typed[] = {
      ITEM("[Content_Types].xml", TYPES("<Default Extension='xml' ContentType='application/xml'/>" OVERRIDE(
                                      "/gone.xml", WORD_MAIN) OVERRIDE("/story/main.xml", WORD_MAIN))),
      ITEM("word/document.xml", "not this one"), ITEM("story/main.xml", DOCUMENT)};
  expect_main(typed, N(typed), "story/main.xml", WORD_MAIN);
  const zipmake_item bare[] = {ITEM("word/document.xml", DOCUMENT)};
  expect_main(bare, N(bare), "word/document.xml", "");
  const zipmake_item template[] = {
      ITEM("_rels/.rels", RELS(OFFICE("w/d.xml"))), ITEM("w/d.xml", DOCUMENT),
      ITEM("[Content_Types].xml",
           TYPES(OVERRIDE("/W/D.xml", "application/vnd.ms-word.document.macroEnabled.main+xml")))};
  expect_main(template, N(template), "w/d.xml", "application/vnd.ms-word.document.macroEnabled.main+xml");
  const zipmake_item by_extension[] = {
      ITEM("_rels/.rels", RELS(OFFICE("w/d.XML"))), ITEM("w/d.xml", DOCUMENT),
      ITEM("[Content_Types].xml", TYPES("<Default Extension='xml' ContentType='" WORD_MAIN "'/>"))};
  expect_main(by_extension, N(by_extension), "w/d.XML", WORD_MAIN);
  /* A relationship that leads nowhere, or out, is as good as none. */
  const zipmake_item dangling[] = {ITEM("_rels/.rels", RELS(OFFICE("NULL") OFFICE("word/document.xml"))),
                                   ITEM("word/document.xml", DOCUMENT)};
  expect_main(dangling, N(dangling), "word/document.xml", "");
  /* So is one that leads to a part of another kind, if a main part is declared. */
  const zipmake_item theme[] = {
      ITEM("_rels/.rels", RELS(OFFICE("word/theme.xml"))), ITEM("word/theme.xml", "<theme/>"),
      ITEM("word/document.xml", DOCUMENT),
      ITEM("[Content_Types].xml", TYPES("<Default Extension='xml' ContentType='application/xml'/>" OVERRIDE(
                                      "/word/document.xml", WORD_MAIN)))};
  expect_main(theme, N(theme), "word/document.xml", WORD_MAIN);
}

static void test_not_word(void **state) {
  (void)state;
  const zipmake_item excel[] = {
      ITEM("_rels/.rels", RELS(OFFICE("xl/workbook.xml"))), ITEM("xl/workbook.xml", "<a/>"),
      ITEM("[Content_Types].xml",
           TYPES(OVERRIDE("/xl/workbook.xml",
                          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")))};
  expect_no_main(excel, N(excel), GK_STATUS_NOT_A_DOCUMENT, "Excel workbook");
  const zipmake_item bare_excel[] = {ITEM("xl/workbook.xml", "<a/>")};
  expect_no_main(bare_excel, N(bare_excel), GK_STATUS_NOT_A_DOCUMENT, "Excel workbook");
  const zipmake_item slides[] = {ITEM("ppt/presentation.xml", "<a/>")};
  expect_no_main(slides, N(slides), GK_STATUS_NOT_A_DOCUMENT, "PowerPoint presentation");
  const zipmake_item odt[] = {ITEM("mimetype", "application/vnd.oasis.opendocument.text"), ITEM("content.xml", "<a/>")};
  expect_no_main(odt, N(odt), GK_STATUS_UNSUPPORTED, "OpenDocument text");
  const zipmake_item ofd[] = {ITEM("OFD.xml", "<a/>")};
  expect_no_main(ofd, N(ofd), GK_STATUS_UNSUPPORTED, "OFD document");
  const zipmake_item plain[] = {ITEM("report.txt", "...")};
  expect_no_main(plain, N(plain), GK_STATUS_NOT_A_DOCUMENT, "zip archive");
  expect_no_main(plain, 0, GK_STATUS_NOT_A_DOCUMENT, "zip archive");
  const zipmake_item book[] = {ITEM("mimetype", "application/epub+zip"), ITEM("a.xhtml", "<a/>")};
  expect_no_main(book, N(book), GK_STATUS_UNSUPPORTED, "EPUB book");
  const zipmake_item headless[] = {ITEM("word/styles.xml", "<a/>"), ITEM("docProps/app.xml", "<a/>")};
  expect_no_main(headless, N(headless), GK_STATUS_CORRUPT, "the main document part is not in the package");
}

static void test_damaged_relationships(void **state) {
  (void)state;
  const zipmake_item malformed[] = {ITEM("_rels/.rels", "<Relationships>"), ITEM("word/document.xml", DOCUMENT)};
  expect_no_main(malformed, N(malformed), GK_STATUS_MALFORMED_XML, NULL);
  const zipmake_item doctype[] = {ITEM("_rels/.rels", "<!DOCTYPE a><a/>"), ITEM("word/document.xml", DOCUMENT)};
  expect_no_main(doctype, N(doctype), GK_STATUS_DOCTYPE, NULL);
}

static void test_related(void **state) {
  (void)state;
  const zipmake_item items[] = {
      ITEM("word/document.xml", DOCUMENT), ITEM("word/styles.xml", "<a/>"), ITEM("notes.xml", "<a/>"),
      ITEM("numbers.xml", "<a/>"),
      ITEM("word/_rels/document.xml.rels",
           RELS(REL("styles", "styles.xml") REL("xstyles", "no.xml") REL("numbering", "NULL")
                    REL("numbering", "/numbers.xml") "<Relationship Type='http://x/footnotes' Target='styles.xml' "
                                                     "TargetMode='External'/>" REL("footnotes", "..\\notes.xml")
                                                         REL("header", "header1.xml") "<Relationship/>"))};
  static const struct {
    const char *type, *target;
    size_t missing;
  } expected[] = {{"styles", "word/styles.xml", 0},
                  {"numbering", "numbers.xml", 1},
                  {"footnotes", "notes.xml", 1},
                  {"header", "", 1},
                  {"comments", "", 0}};
  opened o = open_zip(zipmake(items, N(items)), (gk_limits){0});
  for (size_t i = 0; i < N(expected); i++) {
    gk_str target;
    size_t missing = 0;
    assert_int_equal(
        gk_package_related(o.package, GK_LIT("word/document.xml"), expected[i].type, &target, &missing, &o.error),
        GK_OK);
    assert_true(gk_str_is(target, expected[i].target));
    assert_int_equal(missing, expected[i].missing);
    assert_int_equal(gk_package_related(o.package, GK_LIT("notes.xml"), expected[i].type, &target, &missing, &o.error),
                     GK_OK);
    assert_int_equal(target.n, 0);
  }
  done(&o);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_reads),
      cmocka_unit_test(test_writers_differ),
      cmocka_unit_test(test_truncated_at_every_byte),
      cmocka_unit_test(test_every_byte_changed),
      cmocka_unit_test(test_lies_about_sizes),
      cmocka_unit_test(test_checksum),
      cmocka_unit_test(test_methods_and_encryption),
      cmocka_unit_test(test_names_that_differ),
      cmocka_unit_test(test_duplicate_names),
      cmocka_unit_test(test_overlap),
      cmocka_unit_test(test_bad_directories),
      cmocka_unit_test(test_entry_limit),
      cmocka_unit_test(test_size_limits),
      cmocka_unit_test(test_bomb),
      cmocka_unit_test(test_encodings),
      cmocka_unit_test(test_main_by_relationship),
      cmocka_unit_test(test_main_otherwise),
      cmocka_unit_test(test_not_word),
      cmocka_unit_test(test_damaged_relationships),
      cmocka_unit_test(test_related),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
