/*
 * What a hostile Word file may do, a row each: what is done to it, and the status that comes of it. Nothing is handed
 * out of a file that is refused, and where a part is wrong, nothing of what was read before it either.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "gongkai/document.h"
#include "support/zipmake.h"

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
#define RELS                                                                                                           \
  "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"                               \
  "<Relationship Id='r' Type='" OFFICE "' Target='word/document.xml'/></Relationships>"
#define OPEN                                                                                                           \
  "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>一"
#define CLOSE "</w:t></w:r></w:p></w:body></w:document>"

/* The document comes first, so that its headers are easily found, and something beside it last. */
enum { DOCUMENT, RELATIONSHIPS, BESIDE, N_ITEMS };

/* clang-format off */
#define ITEM(name, data) {{"" name, sizeof(name) - 1}, {"" data, sizeof(data) - 1}, 0}
/* clang-format on */

static const zipmake_item items[N_ITEMS] = {ITEM("word/document.xml", OPEN CLOSE), ITEM("_rels/.rels", RELS),
                                            ITEM("word/media/1.png", "PNG")};

/* Files */

static gk_str stored(void) {
  return zipmake(items, N_ITEMS);
}

static gk_str deflated(void) {
  return zipmake_deflated(items, N_ITEMS);
}

static gk_str written(int how) {
  zipmake_item all[N_ITEMS];
  memcpy(all, items, sizeof all);
  for (size_t i = 0; i < N_ITEMS; i++)
    all[i].how = how;
  return zipmake(all, N_ITEMS);
}

/* The file with another entry beside the document, or with another document. */
static gk_str beside(gk_str name, gk_str data) {
  zipmake_item all[N_ITEMS];
  memcpy(all, items, sizeof all);
  all[BESIDE] = (zipmake_item){name, data, 0};
  return zipmake(all, N_ITEMS);
}

static gk_str document(gk_str xml) {
  zipmake_item all[N_ITEMS];
  memcpy(all, items, sizeof all);
  all[DOCUMENT].data = xml;
  return zipmake(all, N_ITEMS);
}

/* The file with `n` bytes before and behind it. */
static gk_str padded(size_t before, size_t behind) {
  gk_str zip = stored();
  char *p = calloc(before + zip.n + behind, 1);
  assert_non_null(p);
  memcpy(p + before, zip.p, zip.n);
  free((void *)(uintptr_t)zip.p);
  return (gk_str){p, before + zip.n + behind};
}

/* The document's headers lie by so much. */
static gk_str lie(gk_str zip, size_t local, size_t central, size_t n_bytes, uint64_t by) {
  size_t l = zipmake_local(zip, DOCUMENT) + local, c = zipmake_central(zip, DOCUMENT) + central;
  if (local != 0)
    zipmake_put(zip, l, n_bytes, zipmake_get(zip, l, n_bytes) + by);
  if (central != 0)
    zipmake_put(zip, c, n_bytes, zipmake_get(zip, c, n_bytes) + by);
  return zip;
}

static gk_str change_data(gk_str zip) {
  zipmake_put(zip, zipmake_data(zip, DOCUMENT) + sizeof OPEN - 2, 1, 0x81); /* another character */
  return zip;
}

/* Rows */

static gk_str same_local_header(void) {
  gk_str zip = stored();
  zipmake_put(zip, zipmake_central(zip, BESIDE) + CENTRAL_OFF, 4, zipmake_local(zip, DOCUMENT));
  return zip;
}

/* Fifield's way: what another entry stores is the document's header and data, whole and with the right checksum. */
static gk_str quoted(void) {
  gk_str zip = stored();
  gk_str local = {zip.p + zipmake_local(zip, DOCUMENT), zipmake_local(zip, RELATIONSHIPS)};
  gk_str quoting = beside(GK_LIT("word/media/1.png"), local);
  free((void *)(uintptr_t)zip.p);
  zipmake_put(quoting, zipmake_central(quoting, DOCUMENT) + CENTRAL_OFF, 4, zipmake_data(quoting, BESIDE));
  return quoting;
}

static gk_str into_directory(void) {
  gk_str zip = stored();
  const size_t local = zipmake_local(zip, BESIDE), central = zipmake_central(zip, BESIDE);
  zipmake_put(zip, local + LOCAL_PACKED, 4, 4), zipmake_put(zip, local + LOCAL_BYTES, 4, 4);
  zipmake_put(zip, central + CENTRAL_PACKED, 4, 4), zipmake_put(zip, central + CENTRAL_BYTES, 4, 4);
  return zip;
}

static gk_str end_lies(size_t field, uint64_t value) {
  gk_str zip = stored();
  zipmake_put(zip, zipmake_end(zip) + field, 2, value);
  return zip;
}

/* Twice what comes to more than a megabyte of zeros, which deflate to a thousandth. */
static gk_str bomb(void) {
  enum { BYTES = 4 << 20 };
  char *zeros = calloc(BYTES, 1);
  assert_non_null(zeros);
  zipmake_item all[N_ITEMS];
  memcpy(all, items, sizeof all);
  all[DOCUMENT].data = (gk_str){zeros, BYTES};
  gk_str zip = zipmake_deflated(all, N_ITEMS);
  free(zeros);
  return zip;
}

/* A document with a piece of XML many times over. */
static gk_str many(const char *before, const char *each, size_t n, const char *behind) {
  size_t b = strlen(before), e = strlen(each), total = b + n * e + strlen(behind);
  char *p = malloc(total + 1);
  assert_non_null(p);
  memcpy(p, before, b);
  for (size_t i = 0; i < n; i++)
    memcpy(p + b + i * e, each, e);
  memcpy(p + b + n * e, behind, strlen(behind));
  gk_str zip = document((gk_str){p, total});
  free(p);
  return zip;
}

static gk_str attributes(void) {
  enum { N = 20000, BYTES = 10 };
  char *p = malloc(sizeof OPEN + N * BYTES + 2 * sizeof "</w:t></w:r></w:p>" + 2 * sizeof CLOSE);
  assert_non_null(p);
  int n = sprintf(p, "%s</w:t></w:r></w:p><w:p", OPEN);
  for (int i = 0; i < N; i++)
    n += sprintf(p + n, " a%d=''", i);
  n += sprintf(p + n, "/><w:p><w:r><w:t>%s", CLOSE);
  gk_str zip = document((gk_str){p, (size_t)n});
  free(p);
  return zip;
}

#define TABLE(cell)                                                                                                    \
  "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:tbl><w:tr><w:tc>"     \
  "<w:tcPr>" cell "</w:tcPr><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>"
#define LAUGHS "<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;'>]>"

typedef struct row {
  const char *what;
  gk_status status;
  gk_str file;
} row;

static void try_row(const row *r) {
  gk_arena arena;
  gk_doc doc;
  gk_error error;
  memset(&doc, 0xa5, sizeof doc);
  gk_arena_init(&arena, NULL, 64 << 20);
  gk_status status = gk_doc_parse(&arena, r->file, NULL, &doc, &error);
  if (status != r->status || error.status != status)
    fail_msg("%s: %s, not %s", r->what, gk_status_name(status), gk_status_name(r->status));
  if ((doc.layout.nodes != NULL) != (status == GK_OK) || (status != GK_OK && doc.layout.n_parts != 0))
    fail_msg("%s: what was refused was handed out", r->what);
  gk_arena_free(&arena);
  free((void *)(uintptr_t)r->file.p);
}

static void test_rows(void **state) {
  (void)state;
  const row rows[] = {
      {"stored", GK_STATUS_OK, stored()},
      {"deflated", GK_STATUS_OK, deflated()},
      {"checksum and sizes behind the data", GK_STATUS_OK, written(ZIPMAKE_DESCRIPTOR)},
      {"zip64", GK_STATUS_OK, written(ZIPMAKE_ZIP64)},
      {"zip64 with sizes behind the data", GK_STATUS_OK, written(ZIPMAKE_ZIP64 | ZIPMAKE_DESCRIPTOR)},
      {"two entries of one local header", GK_STATUS_CORRUPT, same_local_header()},
      {"an entry quoted by another", GK_STATUS_CORRUPT, quoted()},
      {"data that reaches into the directory", GK_STATUS_CORRUPT, into_directory()},
      {"data that reaches into the next header", GK_STATUS_CORRUPT, lie(stored(), LOCAL_PACKED, CENTRAL_PACKED, 4, 1)},
      {"names differ", GK_STATUS_CORRUPT, lie(stored(), LOCAL_NAME, 0, 1, 1)},
      {"methods differ", GK_STATUS_CORRUPT, lie(stored(), LOCAL_METHOD, 0, 2, 8)},
      {"checksums differ", GK_STATUS_CORRUPT, lie(stored(), LOCAL_CRC, 0, 4, 1)},
      {"encryption differs", GK_STATUS_CORRUPT, lie(stored(), LOCAL_FLAGS, 0, 2, 1)},
      {"sizes differ", GK_STATUS_CORRUPT, lie(deflated(), LOCAL_BYTES, 0, 4, 1)},
      {"the directory claims less", GK_STATUS_CORRUPT, lie(deflated(), 0, CENTRAL_BYTES, 4, (uint64_t)-9)},
      {"the directory claims more", GK_STATUS_CORRUPT, lie(deflated(), 0, CENTRAL_BYTES, 4, 9)},
      {"both claim less", GK_STATUS_CORRUPT, lie(deflated(), LOCAL_BYTES, CENTRAL_BYTES, 4, (uint64_t)-9)},
      {"both claim more", GK_STATUS_CORRUPT, lie(deflated(), LOCAL_BYTES, CENTRAL_BYTES, 4, 9)},
      {"both claim less compressed data", GK_STATUS_CORRUPT,
       lie(deflated(), LOCAL_PACKED, CENTRAL_PACKED, 4, (uint64_t)-9)},
      {"both claim 32 MiB of little data", GK_STATUS_BOMB, lie(deflated(), LOCAL_BYTES, CENTRAL_BYTES, 4, 32 << 20)},
      {"both claim 1 GiB", GK_STATUS_TOO_LARGE, lie(deflated(), LOCAL_BYTES, CENTRAL_BYTES, 4, 1 << 30)},
      {"the checksum is wrong", GK_STATUS_CORRUPT, lie(stored(), LOCAL_CRC, CENTRAL_CRC, 4, 1)},
      {"the checksum is wrong, deflated", GK_STATUS_CORRUPT, lie(deflated(), LOCAL_CRC, CENTRAL_CRC, 4, 1)},
      {"the data is changed", GK_STATUS_CORRUPT, change_data(stored())},
      {"the data is changed before its checksum", GK_STATUS_CORRUPT, change_data(written(ZIPMAKE_DESCRIPTOR))},
      {"a name twice", GK_STATUS_CORRUPT, beside(GK_LIT("word/document.xml"), GK_LIT("<a/>"))},
      {"a name twice, with a backslash", GK_STATUS_CORRUPT, beside(GK_LIT("word\\document.xml"), GK_LIT("<a/>"))},
      {"a name twice, in capitals", GK_STATUS_CORRUPT, beside(GK_LIT("WORD/DOCUMENT.XML"), GK_LIT("<a/>"))},
      {"a name twice, behind a slash", GK_STATUS_CORRUPT, beside(GK_LIT("/word/document.xml"), GK_LIT("<a/>"))},
      {"names that climb", GK_STATUS_OK, beside(GK_LIT("../../etc/passwd"), GK_LIT("x"))},
      {"a name from the root", GK_STATUS_OK, beside(GK_LIT("/etc/passwd"), GK_LIT("x"))},
      {"a name with a drive", GK_STATUS_OK, beside(GK_LIT("C:\\x"), GK_LIT("x"))},
      {"a name of dots", GK_STATUS_OK, beside(GK_LIT(".."), GK_LIT("x"))},
      {"a name with a zero", GK_STATUS_OK, beside(GK_LIT("a\0b"), GK_LIT("x"))},
      {"a name in GBK", GK_STATUS_OK, beside(GK_LIT("\xB1\xA8\xB8\xE6.txt"), GK_LIT("x"))},
      {"encrypted", GK_STATUS_ENCRYPTED, lie(stored(), LOCAL_FLAGS, CENTRAL_FLAGS, 2, 1)},
      {"a method that is not read", GK_STATUS_UNSUPPORTED, lie(stored(), LOCAL_METHOD, CENTRAL_METHOD, 2, 14)},
      {"rubbish behind the end", GK_STATUS_OK, padded(0, 70)},
      {"zeros before the first header", GK_STATUS_UNSUPPORTED, padded(30, 0)},
      {"fewer entries than there are", GK_STATUS_CORRUPT, end_lies(END_N, N_ITEMS - 1)},
      {"more entries than there are", GK_STATUS_CORRUPT, end_lies(END_N, N_ITEMS + 1)},
      {"a directory elsewhere", GK_STATUS_CORRUPT, end_lies(END_OFF, 5)},
      {"a bomb", GK_STATUS_BOMB, bomb()},
      {"laughs", GK_STATUS_DOCTYPE, document(GK_LIT(LAUGHS OPEN "&c;" CLOSE))},
      {"an external entity", GK_STATUS_DOCTYPE,
       document(GK_LIT("<!DOCTYPE w [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" OPEN "&a;" CLOSE))},
      {"an external subset", GK_STATUS_DOCTYPE, document(GK_LIT("<!DOCTYPE w SYSTEM 'http://x/'>" OPEN CLOSE))},
      {"a million elements deep", GK_STATUS_TOO_COMPLEX, many(OPEN, "<a>", 1 << 20, "")},
      {"attributes without end", GK_STATUS_TOO_COMPLEX, attributes()},
      {"a span of 2^31 columns", GK_STATUS_OK, document(GK_LIT(TABLE("<w:gridSpan w:val='2147483648'/>")))},
      {"a span of 2^64 columns", GK_STATUS_OK, document(GK_LIT(TABLE("<w:gridSpan w:val='18446744073709551616'/>")))},
      {"a span of less than none", GK_STATUS_OK, document(GK_LIT(TABLE("<w:gridSpan w:val='-1'/>")))},
      {"a wide span over rows", GK_STATUS_OK, document(GK_LIT(TABLE("<w:gridSpan w:val='1024'/><w:vMerge/>")))},
      {"an overlong character", GK_STATUS_MALFORMED_XML, document(GK_LIT(OPEN "\xC0\x80" CLOSE))},
      {"half a surrogate pair", GK_STATUS_MALFORMED_XML, document(GK_LIT(OPEN "\xED\xA0\x80" CLOSE))},
      {"half a surrogate pair by number", GK_STATUS_MALFORMED_XML, document(GK_LIT(OPEN "&#xD800;" CLOSE))},
      {"a zero", GK_STATUS_MALFORMED_XML, document(GK_LIT(OPEN "\0" CLOSE))},
      {"a zero by number", GK_STATUS_MALFORMED_XML, document(GK_LIT(OPEN "&#0;" CLOSE))},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    try_row(&rows[i]);
}

/* Of a file cut anywhere nothing is read. */
static void test_cut(void **state) {
  (void)state;
  gk_str zip = stored();
  for (size_t n = 4; n < zip.n; n++) {
    char *p = malloc(n);
    assert_non_null(p);
    memcpy(p, zip.p, n);
    try_row(&(row){"cut", GK_STATUS_TRUNCATED, {p, n}});
  }
  free((void *)(uintptr_t)zip.p);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_cut)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
