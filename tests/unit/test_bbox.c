/* The words of a PDF as pdftotext writes them. The pages here are stand-ins that keep what they are told. */
#include "unit.h"

#include "layout/page.h"
#include "reader/reader.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char told[8192];
static size_t n_told;
static gk_str part_text;
static size_t n_words_told;

struct gk_page {
  int unused;
};

static gk_page the_page;
static int has_page = 1;
static gk_status last_status = GK_OK;

gk_page *gk_page_new(gk_arena *scratch, gk_builder *builder, const gk_limits *limits, uint32_t part) {
  (void)scratch, (void)limits, (void)builder;
  assert_int_equal(part, 0);
  return has_page ? &the_page : NULL;
}

static void tell(const char *format, ...) {
  va_list args;
  va_start(args, format);
  int n = vsnprintf(told + n_told, sizeof told - n_told, format, args);
  va_end(args);
  n_told += n > 0 && (size_t)n < sizeof told - n_told ? (size_t)n : 0;
}

void gk_page_add_word(gk_page *page, const gk_word *word) {
  assert_ptr_equal(page, &the_page);
  n_words_told++;
  tell("%.*s [%" PRId32 " %" PRId32 " %" PRId32 " %" PRId32 "]", (int)word->text.n, word->text.p, word->x0, word->y0,
       word->x1, word->y1);
  if (word->text.p != word->source.p)
    tell(" of %.*s", (int)word->source.n, word->source.p);
  else
    assert_int_equal(word->text.n, word->source.n);
  tell("; ");
}

void gk_page_end(gk_page *page) {
  assert_ptr_equal(page, &the_page);
  tell("| ");
}

gk_status gk_page_finish(gk_page *page) {
  assert_ptr_equal(page, &the_page);
  return last_status;
}

typedef struct outcome {
  gk_status status;
  gk_error error;
  size_t n_diags;
  const gk_diag_kind *kind; /* of the first diagnostic */
  gk_diag diag;
} outcome;

static outcome read_limited(gk_str xhtml, gk_limits limits) {
  outcome o = {0};
  gk_arena arena;
  gk_diags diags;
  char *copy = malloc(xhtml.n + 1);
  assert_non_null(copy);
  memcpy(copy, xhtml.p, xhtml.n);
  limits = gk_limits_resolve(&limits);
  gk_arena_init(&arena, NULL, 0);
  gk_diags_init(&diags, &arena, 10);
  gk_builder *builder = gk_builder_new(&arena, &limits, &diags);
  assert_non_null(builder);
  part_text = (gk_str){copy, xhtml.n};
  n_told = n_words_told = 0;
  told[0] = '\0';
  gk_reading r = {.arena = &arena,
                  .input = part_text,
                  .limits = &limits,
                  .builder = builder,
                  .format = GK_FORMAT_PDF,
                  .diags = &diags,
                  .error = &o.error};
  o.status = gk_read_bbox(&r);
  o.n_diags = diags.n;
  if (diags.n > 0)
    o.diag = diags.items[0];
  gk_arena_free(&arena);
  free(copy);
  return o;
}

#define HEAD                                                                                                           \
  "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/x.dtd\">"            \
  "<html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head><title>word</title></head>\n<body>\n<doc>\n"
#define TAIL               "</doc>\n</body>\n</html>\n"
#define PAGE(words)        "<page width=\"612\" height=\"792\"><flow><block><line>" words "</line></block></flow></page>\n"
#define AT(x0, y0, x1, y1) "<word xMin=\"" x0 "\" yMin=\"" y0 "\" xMax=\"" x1 "\" yMax=\"" y1 "\">"
#define WORD(text)         AT("1.5", "2", "3.25", "4.125") text "</word>"
#define WORD_PLACE         "[150 200 325 412]; "
#define DOCUMENT(text)     GK_LIT(HEAD PAGE(text) TAIL)

static outcome expect(gk_str xhtml, const char *words) {
  outcome o = read_limited(xhtml, (gk_limits){0});
  if (o.status != GK_OK)
    fail_msg("%s at %zu: %s", gk_status_name(o.status), o.error.off, o.error.detail);
  assert_string_equal(told, words);
  return o;
}

static void words_and_pages(void **state) {
  (void)state;
  expect(GK_LIT(HEAD PAGE(WORD("公开") WORD("12")) PAGE("") PAGE(WORD("年")) TAIL),
         "公开 " WORD_PLACE "12 " WORD_PLACE "| | 年 " WORD_PLACE "| ");
  expect(DOCUMENT("outside" WORD("a")), "a " WORD_PLACE "| ");
  expect(GK_LIT("<html>" PAGE(WORD("a")) "</html>"), "a " WORD_PLACE "| "); /* no document type, no namespace */
}

static void places(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int32_t place;
  } good[] = {
      {"0", 0},         {"0.000000", 0}, {"72.100000", 7210}, {"7.129", 712},         {"-1.5", -150},
      {"-0.009999", 0}, {"5.", 500},     {"841.89", 84189},   {"9999999", 999999900}, {"9999999.999999", 999999999},
      {"-0", 0},        {"007.1", 710},
  };
  static const char *const bad[] = {"",         "-",
                                    ".5",       "nan",
                                    "-nan",     "inf",
                                    "1e3",      " 1",
                                    "1 ",       "1,5",
                                    "+1",       "--1",
                                    "10000000", "340282346638528859811.0",
                                    "1.5.5",    "0x10",
                                    "1.x",      "99999999999999999999999999"};
  char xhtml[1024], expected[128];
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    int n = snprintf(xhtml, sizeof xhtml,
                     HEAD "<page><word xMin=\"%s\" yMin=\"0\" xMax=\"9999999.99\" yMax=\"1\">a</word></page>" TAIL,
                     good[i].text);
    (void)snprintf(expected, sizeof expected, "a [%" PRId32 " 0 999999999 100]; | ", good[i].place);
    expect((gk_str){xhtml, (size_t)n}, expected);
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    int n = snprintf(xhtml, sizeof xhtml,
                     HEAD "<page>" WORD("b") "<word xMin=\"%s\" yMin=\"0\" xMax=\"9\" yMax=\"1\">a</word></page>" TAIL,
                     bad[i]);
    outcome o = expect((gk_str){xhtml, (size_t)n}, "b " WORD_PLACE "| ");
    assert_int_equal(o.n_diags, 1);
    assert_string_equal(o.diag.kind->code, "word-misplaced");
    assert_int_equal(o.diag.args[0], 1);
  }
}

static void words_without_a_place(void **state) {
  (void)state;
  /* An attribute missing, a box inside out: the word is left out, and said to be. */
  outcome o = expect(DOCUMENT("<word>a</word><word xMin=\"1\" yMin=\"1\" xMax=\"1\">a</word>" AT(
                         "2", "1", "1", "2") "a</word>" AT("1", "2", "2", "1") "a</word>" WORD("b")),
                     "b " WORD_PLACE "| ");
  assert_int_equal(o.n_diags, 1);
  assert_int_equal(o.diag.args[0], 4);
}

static void text_of_a_word(void **state) {
  (void)state;
  expect(DOCUMENT(WORD("a&amp;b&lt;")), "a&b< [150 200 325 412] of a&amp;b&lt;; | ");
  expect(DOCUMENT(WORD("&#x8868;") WORD("c")), "表 [150 200 325 412] of &#x8868;; c " WORD_PLACE "| ");
  expect(DOCUMENT(WORD("a<b>b</b>c")), "abc [150 200 325 412] of a<b>b</b>c; | ");
  expect(DOCUMENT(WORD(" \n a\n")), "a " WORD_PLACE "| ");
  expect(DOCUMENT(WORD("\xE3\x80\x80"
                       "a\xC2\xA0")),
         "a " WORD_PLACE "| "); /* an ideographic and a no-break space */
  expect(DOCUMENT(WORD("a\nb")), "a\nb " WORD_PLACE "| ");
  expect(DOCUMENT(WORD("") WORD(" ") WORD("&#32;") WORD("a")), "a " WORD_PLACE "| ");
}

/* What XML does not allow and a PDF may hold: replaced, each by as many bytes, and never by a digit or a blank. */
static void characters_that_xml_refuses(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    size_t n;
    const char *shown;
    int n_bad;
  } cases[] = {
      {"1\x01"
       "2",
       3, "1?2", 1},
      {"1\x00"
       "2",
       3, "1?2", 1},
      {"\x0B\x0C\x1F", 3, "???", 3},
      {"1\xED\xA0\x80"
       "2",
       5,
       "1\xEF\xBF\xBD"
       "2",
       1}, /* a lone surrogate */
      {"1\xEF\xBF\xBE\xEF\xBF\xBF", 7, "1\xEF\xBF\xBD\xEF\xBF\xBD", 2},
      {"1\xFF"
       "2",
       3, "1?2", 1},
      {"1\xE5\x85", 3, "1??", 1}, /* cut off */
      {"\xF4\x90\x80\x80", 4, "????", 4},
      {"+\x7F\xC2\x85\xEF\xB7\x90", 7, "+\x7F\xC2\x85\xEF\xB7\x90", 0}, /* odd, and allowed */
      {"\xF0\xA0\x80\x80", 4, "\xF0\xA0\x80\x80", 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char xhtml[1024], expected[128];
    size_t head = (size_t)snprintf(xhtml, sizeof xhtml, HEAD "<page>" AT("1.5", "2", "3.25", "4.125"));
    memcpy(xhtml + head, cases[i].bytes, cases[i].n);
    size_t n = head + cases[i].n;
    n += (size_t)snprintf(xhtml + n, sizeof xhtml - n, "</word></page>" TAIL);
    (void)snprintf(expected, sizeof expected, "%s " WORD_PLACE "| ", cases[i].shown);
    outcome o = expect((gk_str){xhtml, n}, expected);
    assert_int_equal(o.n_diags, cases[i].n_bad > 0);
    if (cases[i].n_bad > 0) {
      assert_string_equal(o.diag.kind->code, "bad-bytes");
      assert_int_equal(o.diag.args[0], cases[i].n_bad);
      assert_in_range(o.diag.off, head, head + 1);
    }
  }
}

/* A number that is small and high behind a word marks a note; anything else stays. */
static void marks_of_notes(void **state) {
  (void)state;
#define BIG(text)  AT("10", "100", "20", "114") text "</word>"
#define BIG_PLACE  "[1000 10000 2000 11400]; "
#define HIGH(text) AT("20.1", "100", "28", "108") text "</word>"
#define KEPT(text) text " [2010 10000 2800 10800]; "
  expect(DOCUMENT(BIG("4") HIGH("34")), "4 " BIG_PLACE "| ");
  expect(DOCUMENT(BIG("年") HIGH("1") AT("29", "100", "39", "114") "5</word>"),
         "年 " BIG_PLACE "5 [2900 10000 3900 11400]; | ");
  expect(DOCUMENT(BIG("4") HIGH("万")), "4 " BIG_PLACE KEPT("万") "| ");
  expect(DOCUMENT(BIG("m") HIGH("2")), "m " BIG_PLACE KEPT("2") "| ");
  expect(DOCUMENT(HIGH("2")), KEPT("2") "| ");
  expect(GK_LIT(HEAD PAGE(BIG("4")) PAGE(HIGH("34")) TAIL), "4 " BIG_PLACE "| " KEPT("34") "| ");
  /* Low, as large, apart, on another line. */
  expect(DOCUMENT(BIG("4") AT("20.1", "106", "28", "114") "2</word>"), "4 " BIG_PLACE "2 [2010 10600 2800 11400]; | ");
  expect(DOCUMENT(BIG("4") AT("20.1", "100", "28", "112") "2</word>"), "4 " BIG_PLACE "2 [2010 10000 2800 11200]; | ");
  expect(DOCUMENT(BIG("4") AT("25", "100", "28", "108") "2</word>"), "4 " BIG_PLACE "2 [2500 10000 2800 10800]; | ");
  expect(DOCUMENT(BIG("4") AT("20.1", "80", "28", "88") "2</word>"), "4 " BIG_PLACE "2 [2010 8000 2800 8800]; | ");
}

static void expect_failure(gk_str xhtml, gk_limits limits, gk_status status, size_t off) {
  outcome o = read_limited(xhtml, limits);
  assert_string_equal(gk_status_name(o.status), gk_status_name(status));
  assert_int_equal(o.error.status, status);
  assert_int_equal(o.error.off, off);
}

static void failures(void **state) {
  (void)state;
  const gk_limits none = {0};
  expect_failure(DOCUMENT(""), none, GK_STATUS_NO_TEXT_LAYER, 0);
  expect_failure(DOCUMENT(WORD("") WORD("\xE3\x80\x80")), none, GK_STATUS_NO_TEXT_LAYER, 0);
  expect_failure(GK_LIT(""), none, GK_STATUS_MALFORMED_XML, 0);
  outcome o = read_limited(GK_LIT(HEAD "<page>&undeclared;"), none);
  assert_int_equal(o.status, GK_STATUS_MALFORMED_XML);
  assert_in_range(o.error.off, sizeof HEAD, sizeof HEAD + 8); /* counted from the start of the whole */
  assert_int_equal(o.error.part.n, strlen("pdftotext -bbox-layout"));
}

/* Only a document type that says nothing is passed over. */
static void document_types(void **state) {
  (void)state;
  static const char *const refused[] = {
      "<!DOCTYPE html [<!ENTITY a \"aaaa\">]><html>&a;</html>",
      "<!DOCTYPE html SYSTEM \"http://example.org/x.dtd\" [<!ENTITY a SYSTEM \"/etc/passwd\">]><html>&a;</html>",
      "<!DOCTYPE html><!DOCTYPE html><html/>",
      " <!DOCTYPE html><html/>",
  };
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    outcome o = read_limited((gk_str){refused[i], strlen(refused[i])}, (gk_limits){0});
    assert_string_equal(gk_status_name(o.status), "doctype");
  }
  /* Without its declaration an entity is a mistake. */
  outcome o = read_limited(GK_LIT("<!DOCTYPE html><html>&nbsp;</html>"), (gk_limits){0});
  assert_string_equal(gk_status_name(o.status), "malformed-xml");
  o = read_limited(GK_LIT("<!DOCTYPE html"), (gk_limits){0});
  assert_int_not_equal(o.status, GK_OK);
}

static void what_pdftotext_writes(void **state) {
  (void)state;
  assert_true(gk_is_bbox(GK_LIT(HEAD PAGE("") TAIL)));
  assert_true(gk_is_bbox(GK_LIT("<html><doc>\r\n  <page width=")));
  assert_false(gk_is_bbox(GK_LIT("<html><doc>\r\n  <page width")));
  assert_false(gk_is_bbox(GK_LIT("<html><doc><p><page width=\"1\"></p></doc><doc><page width=")));
  assert_false(gk_is_bbox(GK_LIT("<html><doc")));
  assert_false(gk_is_bbox(GK_LIT("")));
  static char late[16384];
  memset(late, ' ', sizeof late);
  memcpy(late + 8192 - 5, "<doc><page width=", 17);
  assert_true(gk_is_bbox((gk_str){late, sizeof late}));
  memcpy(late + 8192 - 5, " <doc><page width=", 18);
  assert_false(gk_is_bbox((gk_str){late, sizeof late}));
}

static void limits_at_their_edge(void **state) {
  (void)state;
  const gk_str two = GK_LIT(HEAD PAGE(WORD("a")) PAGE(WORD("b")) TAIL);
  assert_int_equal(read_limited(two, (gk_limits){.pages = 2}).status, GK_OK);
  assert_int_equal(read_limited(two, (gk_limits){.pages = 1}).status, GK_STATUS_TOO_COMPLEX);
  assert_int_equal(read_limited(two, (gk_limits){.words = 2}).status, GK_OK);
  assert_int_equal(read_limited(two, (gk_limits){.words = 1}).status, GK_STATUS_TOO_COMPLEX);
  assert_int_equal(n_words_told, 1);
}

static void failures_of_the_pages(void **state) {
  (void)state;
  last_status = GK_STATUS_NO_MEMORY;
  assert_int_equal(read_limited(DOCUMENT(WORD("a")), (gk_limits){0}).status, GK_STATUS_NO_MEMORY);
  last_status = GK_OK;
  has_page = 0;
  assert_int_equal(read_limited(DOCUMENT(WORD("a")), (gk_limits){0}).status, GK_STATUS_NO_MEMORY);
  has_page = 1;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_and_pages),
      cmocka_unit_test(places),
      cmocka_unit_test(words_without_a_place),
      cmocka_unit_test(text_of_a_word),
      cmocka_unit_test(characters_that_xml_refuses),
      cmocka_unit_test(marks_of_notes),
      cmocka_unit_test(failures),
      cmocka_unit_test(document_types),
      cmocka_unit_test(what_pdftotext_writes),
      cmocka_unit_test(limits_at_their_edge),
      cmocka_unit_test(failures_of_the_pages),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
