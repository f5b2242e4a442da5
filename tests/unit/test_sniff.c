/* What a file is by its content, and what gk_doc_parse() makes of that. The readers here are stand-ins. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "container/sniff.h"
#include "reader/reader.h"

/* The stand-ins fail with statuses that nothing else gives. */
gk_status gk_read_text(gk_reading *r) {
  if (r->input.p[0] == '+')
    return GK_OK;
  *r->error = (gk_error){.status = GK_STATUS_WRITE, .off = 5, .detail = "text"};
  return GK_STATUS_WRITE;
}
int gk_is_bbox(gk_str input) {
  return memchr(input.p, '+', input.n) != NULL;
}
gk_status gk_read_bbox(gk_reading *r) {
  *r->error = (gk_error){.status = GK_STATUS_WRITE, .off = r->input.n, .detail = "bbox"};
  return GK_STATUS_WRITE;
}
gk_status gk_read_fodt(gk_reading *r) {
  *r->error = (gk_error){.status = GK_STATUS_WRITE, .off = r->input.n, .detail = "fodt"};
  return GK_STATUS_WRITE;
}
gk_status gk_read_package(gk_reading *r) {
  *r->error = (gk_error){.status = GK_STATUS_READ, .detail = "survived, and of no account"};
  return GK_STATUS_NOT_A_REPORT;
}

#define BYTES(s) ((gk_str){"" s, sizeof(s) - 1})

static void expect(gk_str input, gk_status refusal, const char *what) {
  /* A block of its own, so that sanitizers see reads past the end. */
  char *p = malloc(input.n + (input.n == 0));
  assert_non_null(p);
  memcpy(p, input.p, input.n);
  gk_sniffed sniffed = gk_sniff_content((gk_str){p, input.n});
  free(p);
  assert_string_equal(sniffed.what, what);
  assert_int_equal(sniffed.refusal, refusal);
  assert_int_equal(sniffed.format == GK_FORMAT_UNKNOWN, refusal != GK_OK);
  assert_int_equal(sniffed.detail == NULL, refusal == GK_OK);
}

static void test_signatures(void **state) {
  (void)state;
  static const struct {
    gk_str bytes;
    const char *what;
  } known[] = {
#define KNOWN(s, what) {{"" s, sizeof(s) - 1}, what}
      KNOWN("\xFF\xD8\xFF\xE0..JFIF", "JPEG image"),
      KNOWN("\x89PNG\r\n\x1A\n\0\0", "PNG image"),
      KNOWN("GIF89a\1\0", "GIF image"),
      KNOWN("BM\x36\x04\0\0\0\0\0\0\x36", "BMP image"),
      KNOWN("II*\0\x08\0", "TIFF image"),
      KNOWN("MM\0*\0\0", "TIFF image"),
      KNOWN("RIFF\x10\0\0\0WEBPVP8", "WebP image"),
      KNOWN("\x1F\x8B\x08\0", "gzip archive"),
      KNOWN("BZh91AY&SY\x01", "bzip2 archive"),
      KNOWN("\xFD"
            "7zXZ\0\0",
            "xz archive"),
      KNOWN("\x28\xB5\x2F\xFD\x01", "Zstandard archive"),
      KNOWN("7z\xBC\xAF\x27\x1C\0", "7z archive"),
      KNOWN("Rar!\x1A\x07\0", "RAR archive"),
      KNOWN("\x7F"
            "ELF\2\1",
            "ELF program"),
      KNOWN("SQLite format 3\0\x10", "SQLite database"),
      KNOWN("PK\5\6\0\0\0\0\0\0", "empty zip archive"),
#undef KNOWN
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    expect(known[i].bytes, GK_STATUS_NOT_A_DOCUMENT, known[i].what);
  char tar[512] = "report.docx";
  memcpy(tar + 257, "ustar", 5);
  expect((gk_str){tar, sizeof tar}, GK_STATUS_NOT_A_DOCUMENT, "tar archive");
  expect(BYTES("PK\3\4\x14\0"), GK_OK, "zip archive");
  expect(BYTES("%PDF-1.7\n%\xE2\xE3"), GK_OK, "PDF document");
  expect(BYTES("\xEF\xBB\xBF\r\n %PDF-1.4"), GK_OK, "PDF document");
  expect(BYTES("\xEF\xBB\xBF %PDF"), GK_OK, "plain text");
  expect(BYTES("<?xml version='1.0'?>\n<pkg:package xmlns:pkg='x'>"), GK_OK, "flat OPC document");
  expect(BYTES("<?xml version='1.0'?><office:document xmlns:office='x'>"), GK_OK, "flat OpenDocument");
  expect(BYTES("{\\rtf1\\ansi \xD2\xBB"), GK_OK, "RTF document");
  expect(BYTES(""), GK_STATUS_EMPTY, "empty file");
}

static void test_documents_not_read(void **state) {
  (void)state;
  expect(BYTES("MIME-Version: 1.0\r\nContent-Type: text/plain"), GK_STATUS_UNSUPPORTED, "MIME message");
  expect(BYTES("<?xml version='1.0'?><?mso-application?><w:wordDocument xmlns:w='x'>"), GK_STATUS_UNSUPPORTED,
         "Word 2003 XML document");
  expect(BYTES("<?xml version='1.0'?><uof:UOF xmlns:uof='x'>"), GK_STATUS_UNSUPPORTED, "UOF document");
  expect(BYTES("<?xml version='1.0'?><a/>"), GK_STATUS_UNSUPPORTED, "XML document");
}

static void test_pages(void **state) {
  (void)state;
  static const gk_str pages[] = {
#define PAGE(s) {"" s, sizeof(s) - 1}
      PAGE("\n <!DOCTYPE HTML PUBLIC>"),
      PAGE("<!-- x -->\n<Html lang='zh'>\xD2\xBB"),
      PAGE("<meta charset='gbk'><TABLE border=1>"),
      PAGE("<META name=x>"),
      PAGE("<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>"),
      PAGE("<p>x"),
      PAGE("<div class='x'>"),
      PAGE("<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--><p class=MsoNormal>"),
      PAGE("\xEF\xBB\xBF<html>"),
      PAGE("\xFF\xFE<\0h\0t\0m\0l\0>\0"),
      PAGE("\xFE\xFF\0<\0h\0t\0m\0l\0>"),
#undef PAGE
  };
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    expect(pages[i], GK_OK, "HTML page");
    assert_int_equal(gk_sniff(pages[i], NULL), GK_FORMAT_HTML);
  }
  expect(BYTES("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x"), GK_OK, "MHTML web archive");
  expect(BYTES("From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;"), GK_OK,
         "MHTML web archive");
  assert_string_equal(gk_format_name(GK_FORMAT_HTML), "html");
  assert_string_equal(gk_format_name(GK_FORMAT_MHTML), "mhtml");
}

static void test_xml_packages(void **state) {
  (void)state;
  expect(BYTES("<?xml version='1.0'?>\n<?mso-application progid='Word.Document'?><pkg:package xmlns:pkg='x'>"), GK_OK,
         "flat OPC document");
  expect(BYTES("\xEF\xBB\xBF<office:document xmlns:office='x'>"), GK_OK, "flat OpenDocument");
  expect(BYTES("\xFF\xFE<\0p\0k\0g\0:\0p\0a\0c\0k\0a\0g\0e\0"), GK_OK, "flat OPC document");
  expect(BYTES("PK\3\4..........................mimetypeapplication/vnd.oasis.opendocument.text"), GK_OK,
         "OpenDocument text");
  expect(BYTES("PK\3\4..........................mimetypeapplication/vnd.oasis.opendocument.tex"), GK_OK, "zip archive");
  assert_int_equal(gk_sniff(BYTES("<pkg:package>"), NULL), GK_FORMAT_FLAT_OPC);
  assert_int_equal(gk_sniff(BYTES("<office:document>"), NULL), GK_FORMAT_FODT);
  assert_string_equal(gk_format_name(GK_FORMAT_ODT), "odt");
  assert_string_equal(gk_format_name(GK_FORMAT_FODT), "fodt");
  assert_string_equal(gk_format_name(GK_FORMAT_FLAT_OPC), "flat-opc");
}

static void test_text(void **state) {
  (void)state;
  static const gk_str texts[] = {
#define TEXT(s) {"" s, sizeof(s) - 1}
      TEXT("x"),
      TEXT("一、总体情况\n"),
      TEXT("\xEF\xBB\xBF一、总体情况"),
      TEXT("\xFF\xFE\x00\x4E\x01\x30"),
      TEXT("\xFE\xFF\x4E\x00"),
      TEXT("\xFF\xFE"),
      TEXT("BM means Beijing Municipality"),
      TEXT("a < b and <table is a word"),
      TEXT("<b>bold</b>"),
      TEXT("PK"),
      TEXT("一二三四五六七八九十\xFF"),              /* one fault */
      TEXT("0123456789012345678901234567890\x07 1"), /* one bell: the mark of a cell in dumps of .doc files */
#undef TEXT
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    expect(texts[i], GK_OK, "plain text");
}

static void test_not_text(void **state) {
  (void)state;
  expect(BYTES("some text\0with a NUL"), GK_STATUS_UNSUPPORTED, "binary data");
  expect(BYTES("\x01\x02\x03\x04 few of them print"), GK_STATUS_UNSUPPORTED, "binary data");
  expect(BYTES("\xFF\xD0\xFF\xC5\xFF, in \xFF\xFF\xFF bytes of no encoding"), GK_STATUS_ENCODING,
         "text in another encoding");
  expect(BYTES("\xFF\xFE\0\0\x41\0\0\0"), GK_STATUS_ENCODING, "UTF-32 text");
}

/* A character that the end of the bytes looked at would cut is no fault. */
static void test_text_is_not_cut(void **state) {
  (void)state;
  for (size_t shift = 0; shift < 3; shift++) {
    char text[8192 + 6];
    memset(text, 'a', sizeof text);
    for (size_t at = 8192 - 3 + shift; at + 3 <= sizeof text; at += 3)
      memcpy(text + at, "一", 3);
    expect((gk_str){text, 8192 + shift}, GK_OK, "plain text");
  }
}

/* OLE2 containers: a header, the allocation table in sector 0, the directory in sectors 1, 3, 5 ... */

enum { SECTOR = 512, N_SECTORS = 8 };

static void put32(char *p, uint32_t value) {
  for (size_t i = 0; i < 4; i++)
    p[i] = (char)(value >> 8 * i & 0xFF);
}

static void make_ole2(char ole[SECTOR * (N_SECTORS + 1)]) {
  memset(ole, 0, SECTOR * (N_SECTORS + 1));
  memcpy(ole, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  ole[30] = 9;
  put32(ole + 48, 1);
  for (size_t i = 1; i < 109; i++)
    put32(ole + 76 + 4 * i, UINT32_MAX);
  for (uint32_t i = 0; i < 128; i++)
    put32(ole + SECTOR + 4 * i, i == 1 || i == 3 ? i + 2 : 0xFFFFFFFE);
}

static void put_name(char *ole, size_t sector, size_t entry, const char *name) {
  for (char *p = ole + SECTOR * (sector + 1) + 128 * entry; *name != '\0'; p += 2)
    *p = *name++;
}

static void test_ole2(void **state) {
  (void)state;
  static const struct {
    const char *stream;
    gk_status status;
    const char *what;
  } kinds[] = {
      {"WordDocument", GK_OK, "Word 97-2003 document"},
      {"MN0", GK_OK, "Microsoft Works document"},
      {"CONTENTS", GK_OK, "Microsoft Works document"},
      {"EncryptedPackage", GK_STATUS_ENCRYPTED, "encrypted Office document"},
      {"Workbook", GK_STATUS_NOT_A_DOCUMENT, "Excel 97-2003 workbook"},
      {"Book", GK_STATUS_NOT_A_DOCUMENT, "Excel 5.0 workbook"},
      {"PowerPoint Document", GK_STATUS_NOT_A_DOCUMENT, "PowerPoint 97-2003 presentation"},
      {"Contents", GK_STATUS_LEGACY_DOC, "OLE2 container"},
      {"WordDocument2", GK_STATUS_LEGACY_DOC, "OLE2 container"},
  };
  char ole[SECTOR * (N_SECTORS + 1)];
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    for (size_t sector = 1; sector <= 5; sector += 2) {
      make_ole2(ole);
      put_name(ole, 1, 0, "Root Entry");
      put_name(ole, sector, 3, kinds[i].stream);
      expect((gk_str){ole, sizeof ole}, kinds[i].status, kinds[i].what);
    }
  }
  /* An encrypted package next to anything else is encrypted; a workbook in a document is part of it. */
  put_name(ole, 1, 1, "Workbook");
  put_name(ole, 3, 1, "WordDocument");
  expect((gk_str){ole, sizeof ole}, GK_OK, "Word 97-2003 document");
  put_name(ole, 5, 1, "EncryptedPackage");
  expect((gk_str){ole, sizeof ole}, GK_STATUS_ENCRYPTED, "encrypted Office document");
}

static void test_ole2_damaged(void **state) {
  (void)state;
  char ole[SECTOR * (N_SECTORS + 1)];
  make_ole2(ole);
  put_name(ole, 5, 0, "EncryptedPackage");
  for (size_t n = 8; n <= sizeof ole; n++) {
    int whole = n >= 7 * SECTOR;
    expect((gk_str){ole, n}, whole ? GK_STATUS_ENCRYPTED : GK_STATUS_LEGACY_DOC,
           whole ? "encrypted Office document" : "OLE2 container");
  }
  put32(ole + SECTOR + 4 * 3, 1); /* a ring */
  expect((gk_str){ole, sizeof ole}, GK_STATUS_LEGACY_DOC, "OLE2 container");
  put32(ole + 48, UINT32_MAX - 1);
  expect((gk_str){ole, sizeof ole}, GK_STATUS_LEGACY_DOC, "OLE2 container");
  put32(ole + 48, 127 * 128); /* its place in the table is not in the header's list */
  expect((gk_str){ole, sizeof ole}, GK_STATUS_LEGACY_DOC, "OLE2 container");
  ole[30] = 63;
  expect((gk_str){ole, sizeof ole}, GK_STATUS_LEGACY_DOC, "OLE2 container");
}

static void test_public_sniff(void **state) {
  (void)state;
  const char *what = NULL;
  assert_int_equal(gk_sniff(BYTES("%PDF-1.4"), &what), GK_FORMAT_PDF);
  assert_string_equal(what, "PDF document");
  assert_int_equal(gk_sniff(BYTES("text"), NULL), GK_FORMAT_TEXT);
  assert_int_equal(gk_sniff(BYTES("PK\3\4"), NULL), GK_FORMAT_DOCX);
  assert_string_equal(gk_format_name(GK_FORMAT_TEXT), "text");
  assert_string_equal(gk_format_name(GK_FORMAT_DOCX), "docx");
  assert_string_equal(gk_format_name(GK_FORMAT_UNKNOWN), "unknown");
}

#define NO_CONVERTER "no converter was given: save it as .docx in Word or LibreOffice"

static void expect_parse(gk_str input, gk_limits limits, gk_error expected) {
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  gk_doc doc, zero;
  gk_error error;
  memset(&doc, 0xA5, sizeof doc);
  memset(&error, 0xA5, sizeof error);
  memset(&zero, 0, sizeof zero);
  assert_int_equal(gk_doc_parse(&arena, input, &limits, &doc, &error), expected.status);
  assert_int_equal(error.status, expected.status);
  assert_int_equal(error.off, expected.off);
  if (expected.detail == NULL)
    assert_null(error.detail);
  else
    assert_string_equal(error.detail, expected.detail);
  if (expected.status != GK_OK)
    assert_memory_equal(&doc, &zero, sizeof doc);
  gk_arena_free(&arena);
}

static void test_parse(void **state) {
  (void)state;
  const gk_limits none = {0};
  expect_parse(BYTES(""), none, (gk_error){.status = GK_STATUS_EMPTY, .detail = "empty file"});
  expect_parse(BYTES("%PDF-1.4"), none, (gk_error){.status = GK_STATUS_NEEDS_CONVERTER, .detail = NO_CONVERTER});
  expect_parse(BYTES("{\\rtf1"), none, (gk_error){.status = GK_STATUS_NEEDS_CONVERTER, .detail = NO_CONVERTER});
  expect_parse(BYTES("<html>+"), none, (gk_error){.status = GK_STATUS_WRITE, .off = 7, .detail = "bbox"});
  expect_parse(BYTES("+"), none, (gk_error){.status = GK_OK});
  expect_parse(BYTES("text"), none, (gk_error){.status = GK_STATUS_WRITE, .off = 5, .detail = "text"});
  expect_parse(BYTES("PK\3\4"), none, (gk_error){.status = GK_STATUS_NOT_A_REPORT});
  expect_parse(BYTES("++++"), (gk_limits){.input_bytes = 4}, (gk_error){.status = GK_OK});
  expect_parse(BYTES("+++++"), (gk_limits){.input_bytes = 4},
               (gk_error){.status = GK_STATUS_TOO_LARGE, .detail = "the file is larger than allowed"});
  expect_parse((gk_str){NULL, 4}, none, (gk_error){.status = GK_STATUS_ARGUMENT});
}

static void test_parse_arguments(void **state) {
  (void)state;
  gk_doc doc;
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  assert_int_equal(gk_doc_parse(NULL, BYTES("+"), NULL, &doc, NULL), GK_STATUS_ARGUMENT);
  assert_int_equal(gk_doc_parse(&arena, BYTES("+"), NULL, NULL, NULL), GK_STATUS_ARGUMENT);
  assert_int_equal(gk_doc_parse(&arena, BYTES("+"), NULL, &doc, NULL), GK_OK);
  assert_int_equal(doc.format, GK_FORMAT_TEXT);
  gk_arena_free(&arena);
  gk_arena_init(&arena, NULL, 1);
  assert_int_equal(gk_doc_parse(&arena, BYTES("+"), NULL, &doc, NULL), GK_STATUS_NO_MEMORY);
  gk_arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_signatures),
      cmocka_unit_test(test_documents_not_read),
      cmocka_unit_test(test_pages),
      cmocka_unit_test(test_text),
      cmocka_unit_test(test_not_text),
      cmocka_unit_test(test_text_is_not_cut),
      cmocka_unit_test(test_ole2),
      cmocka_unit_test(test_ole2_damaged),
      cmocka_unit_test(test_public_sniff),
      cmocka_unit_test(test_parse),
      cmocka_unit_test(test_parse_arguments),
      cmocka_unit_test(test_xml_packages),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
