/* Automatic numbers: the formats, the definitions, the counting. */
#include "docx_fixture.h"

#include "reader/list_format.h"

#define NUMBERING(in) "<w:numbering" NAMESPACES ">" in "</w:numbering>"
#define LVL(ilvl, format, text, more)                                                                                  \
  "<w:lvl w:ilvl='" ilvl "'><w:start w:val='1'/><w:numFmt w:val='" format "'/>" more "<w:lvlText w:val='" text         \
  "'/></w:lvl>"
#define ABSTRACT(id, in)   "<w:abstractNum w:abstractNumId='" id "'>" in "</w:abstractNum>"
#define NUM(id, of, in)    "<w:num w:numId='" id "'><w:abstractNumId w:val='" of "'/>" in "</w:num>"
#define NUM_PR(id, ilvl)   "<w:numPr><w:ilvl w:val='" ilvl "'/><w:numId w:val='" id "'/></w:numPr>"
#define NP(id, ilvl)       PP(NUM_PR(id, ilvl), R("x"))
#define OVERRIDE(ilvl, in) "<w:lvlOverride w:ilvl='" ilvl "'>" in "</w:lvlOverride>"

static void check_number(const char *format, int32_t n, const char *expected) {
  char buf[GK_LIST_NUMBER_BYTES];
  size_t len = gk_list_format_number(gk_list_format_named((gk_str){format, strlen(format)}), n, buf);
  if (len != strlen(expected) || memcmp(buf, expected, len) != 0)
    fail_msg("%s of %d is %.*s, not %s", format, n, (int)len, buf, expected);
}

static void formats(void **state) {
  (void)state;
  check_number("decimal", 0, "0");
  check_number("decimal", 2147483647, "2147483647");
  check_number("decimal", -5, "0");
  check_number("decimalZero", 7, "07");
  check_number("decimalZero", 10, "10");
  check_number("decimalFullWidth", 120, "１２０");
  check_number("decimalFullWidth2", 3, "３");
  check_number("decimalHalfWidth", 3, "3");
  check_number("upperRoman", 1994, "MCMXCIV");
  check_number("lowerRoman", 48, "xlviii");
  check_number("lowerRoman", 40000, "40000");
  check_number("upperLetter", 1, "A");
  check_number("lowerLetter", 26, "z");
  check_number("lowerLetter", 27, "aa");
  check_number("lowerLetter", 53, "aaa");
  check_number("lowerLetter", 781, "781");
  check_number("chineseCounting", 1, "一");
  check_number("chineseCounting", 10, "十");
  check_number("chineseCounting", 19, "十九");
  check_number("chineseCounting", 20, "二十");
  check_number("chineseCounting", 99, "九十九");
  check_number("chineseCounting", 100, "一○○");
  check_number("taiwaneseCounting", 21, "二十一");
  check_number("taiwaneseDigital", 10, "一○");
  check_number("chineseCountingThousand", 10, "十");
  check_number("chineseCountingThousand", 100, "一百");
  check_number("chineseCountingThousand", 101, "一百零一");
  check_number("chineseCountingThousand", 110, "一百一十");
  check_number("chineseCountingThousand", 1001, "一千零一");
  check_number("chineseCountingThousand", 1010, "一千零一十");
  check_number("chineseCountingThousand", 10000, "一万");
  check_number("chineseCountingThousand", 10001, "一万零一");
  check_number("chineseCountingThousand", 120345, "十二万零三百四十五");
  check_number("chineseCountingThousand", 100000000, "一亿");
  check_number("chineseCountingThousand", 0, "零");
  check_number("chineseLegalSimplified", 10, "壹拾");
  check_number("chineseLegalSimplified", 305, "叁佰零伍");
  check_number("ideographLegalTraditional", 6, "陸");
  check_number("taiwaneseCountingThousand", 10000, "一萬");
  check_number("japaneseCounting", 10, "十");
  check_number("japaneseCounting", 110, "百十");
  check_number("japaneseCounting", 2001, "二千一");
  check_number("japaneseCounting", 10000, "一万");
  check_number("japaneseDigitalTenThousand", 10, "一〇");
  check_number("ideographDigital", 205, "二〇五");
  check_number("ideographTraditional", 1, "甲");
  check_number("ideographTraditional", 10, "癸");
  check_number("ideographTraditional", 11, "11");
  check_number("ideographZodiac", 12, "亥");
  check_number("decimalEnclosedCircle", 20, "⑳");
  check_number("decimalEnclosedCircle", 21, "21");
  check_number("decimalEnclosedCircleChinese", 10, "⑩");
  check_number("decimalEnclosedCircleChinese", 11, "11");
  check_number("decimalEnclosedFullstop", 1, "⒈");
  check_number("decimalEnclosedParen", 2, "⑵");
  check_number("ideographEnclosedCircle", 3, "㈢");
  check_number("bullet", 3, "");
  check_number("none", 3, "");
  check_number("hebrew1", 3, "3");
}

/* Every format, at numbers round its edges and the largest, fits its buffer: the sanitizers watch. */
static void formats_fit(void **state) {
  (void)state;
  static const int32_t numbers[] = {0, 9, 10, 99, 100, 780, 3888, 32767, 99999999, 1777777777, INT32_MAX};
  for (int f = 0; f <= GK_LIST_UNKNOWN; f++) {
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
      char *buf = malloc(GK_LIST_NUMBER_BYTES);
      assert_non_null(buf);
      assert_true(gk_list_format_number((gk_list_format)f, numbers[i], buf) <= GK_LIST_NUMBER_BYTES);
      free(buf);
    }
  }
}

static void check_list(const char *numbering, const char *document, const char *expected) {
  check_parts(&(parts){.document = document, .numbering = numbering}, expected);
}

/* Markup is laid out by hand. */
/* clang-format off */

static void chinese_headings(void **state) {
  (void)state;
  check_list(NUMBERING(ABSTRACT("0", LVL("0", "chineseCounting", "%1、", "")
                                     LVL("1", "chineseCounting", "（%2）", "")
                                     LVL("2", "decimal", "%3.", "")
                                     LVL("3", "chineseCounting", "第%4条", ""))
                       NUM("1", "0", "")),
             DOCUMENT(NP("1", "0") NP("1", "1") NP("1", "1") NP("1", "2") NP("1", "0") NP("1", "1") NP("1", "3")),
             "(一、x)(（一）x)(（二）x)(1. x)(二、x)(（一）x)(第一条 x)");
}

static void suffixes(void **state) {
  (void)state;
  check_list(NUMBERING(ABSTRACT("0", LVL("0", "decimal", "%1.", "<w:suff w:val='nothing'/>")
                                     LVL("1", "decimal", "%2、", "<w:suff w:val='space'/>")
                                     LVL("2", "none", "", "<w:suff w:val='space'/>")
                                     LVL("3", "bullet", "\xE2\x97\x8F", ""))
                       NUM("1", "0", "")),
             DOCUMENT(NP("1", "0") NP("1", "1") NP("1", "2") NP("1", "3")), "(1.x)(1、 x)(x)(x)");
}

static void levels_in_labels(void **state) {
  (void)state;
  check_list(NUMBERING(ABSTRACT("0", LVL("0", "upperRoman", "%1", "")
                                     LVL("1", "decimal", "%1.%2", "")
                                     LVL("2", "decimal", "%1.%2.%3%9", "<w:isLgl/>"))
                       NUM("1", "0", "")),
             DOCUMENT(NP("1", "1") NP("1", "0") NP("1", "0") NP("1", "1") NP("1", "2") NP("1", "2")),
             "(I.1 x)(I x)(II x)(II.1 x)(2.1.1 x)(2.1.2 x)");
}

static void restarts(void **state) {
  (void)state;
  /* Level 1 goes on over level 0; level 2 restarts after level 0 only. */
  check_list(NUMBERING(ABSTRACT("0", LVL("0", "decimal", "%1", "")
                                     LVL("1", "decimal", "%2)", "<w:lvlRestart w:val='0'/>")
                                     LVL("2", "decimal", "(%3)", "<w:lvlRestart w:val='1'/>"))
                       NUM("1", "0", "")),
             DOCUMENT(NP("1", "0") NP("1", "1") NP("1", "2") NP("1", "1") NP("1", "2")
                      NP("1", "0") NP("1", "1") NP("1", "2")),
             "(1 x)(1) x)((1) x)(2) x)((2) x)(2 x)(3) x)((1) x)");
}

/* One sequence for all nums of an abstractNum; an override starts it anew at its first use only. */
static void shared_counters(void **state) {
  (void)state;
  check_list(NUMBERING(ABSTRACT("7", LVL("0", "decimal", "%1.", "")) NUM("1", "7", "") NUM("2", "7", "")
                           NUM("3", "7", OVERRIDE("0", "<w:startOverride w:val='8'/>"))),
             DOCUMENT(NP("1", "0") NP("2", "0") NP("3", "0") NP("3", "0") NP("1", "0")),
             "(1. x)(2. x)(8. x)(9. x)(10. x)");
}

static void overridden_level(void **state) {
  (void)state;
  check_list(NUMBERING(ABSTRACT("0", LVL("0", "decimal", "%1.", "")) NUM("1", "0", "")
                           NUM("2", "0", OVERRIDE("0", LVL("0", "chineseCounting", "%1、", "")))),
             DOCUMENT(NP("1", "0") NP("2", "0")), "(1. x)(二、x)");
}

static void linked_style(void **state) {
  (void)state;
  check_list(NUMBERING(ABSTRACT("0", LVL("0", "decimal", "%1)", "")) NUM(" 1\n ", "0", "")), DOCUMENT(NP("1 ", "0")),
             "(1) x)");
  check_list(NUMBERING(ABSTRACT("0", "<w:numStyleLink w:val='S'/>")
                       ABSTRACT("1", "<w:styleLink w:val='S'/>" LVL("0", "decimal", "%1)", ""))
                       NUM("1", "0", "") NUM("2", "1", "")),
             DOCUMENT(NP("1", "0") NP("2", "0")), "(1) x)(2) x)");
  check_parts(&(parts){.document = DOCUMENT(NP("1", "0") NP("2", "0") NP("3", "0")),
                       .styles = STYLES("<w:style w:type='numbering' w:styleId='S'><w:pPr><w:numPr><w:numId w:val='2'/>"
                                        "</w:numPr></w:pPr></w:style>"),
                       .numbering = NUMBERING(ABSTRACT("0", "<w:numStyleLink w:val='S'/>")
                                              ABSTRACT("1", LVL("0", "decimal", "%1)", ""))
                                              ABSTRACT("2", "<w:numStyleLink w:val='none'/>")
                                              NUM("1", "0", "") NUM("2", "1", "") NUM("3", "2", ""))},
              "(1) x)(2) x)(x)");
}

static void numbers_from_styles(void **state) {
  (void)state;
  static const char styles[] =
      STYLES("<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId w:val='1'/>"
             "</w:numPr><w:outlineLvl w:val='0'/></w:pPr></w:style>"
             "<w:style w:type='paragraph' w:styleId='2'><w:name w:val='heading 2'/><w:basedOn w:val='1'/></w:style>"
             "<w:style w:type='paragraph' w:styleId='3'><w:basedOn w:val='2'/></w:style>"
             "<w:style w:type='paragraph' w:styleId='4'><w:basedOn w:val='1'/><w:pPr><w:numPr><w:numId w:val='0'/>"
             "</w:numPr></w:pPr></w:style>"
             "<w:style w:styleId='5'><w:basedOn w:val='6'/></w:style><w:style w:styleId='6'><w:basedOn w:val='5'/>"
             "</w:style>");
  static const char numbering[] =
      NUMBERING(ABSTRACT("0", LVL("0", "chineseCounting", "%1、", "<w:pStyle w:val='1'/>")
                              LVL("1", "chineseCounting", "（%2）", "<w:pStyle w:val='2'/>"))
                NUM("1", "0", ""));
#define SP(style, more) PP("<w:pStyle w:val='" style "'/>" more, R("x"))
  check_parts(&(parts){.document = DOCUMENT(SP("1", "") SP("2", "") SP("3", "") SP("1", "") SP("4", "") SP("5", "")
                                            SP("1", "<w:numPr><w:numId w:val='0'/></w:numPr>")),
                       .styles = styles,
                       .numbering = numbering},
              "1(一、x)2(（一）x)2(（二）x)1(二、x)1(x)(x)1(x)");
}

/* List and level are inherited each by itself. */
static void level_from_style(void **state) {
  (void)state;
  check_parts(&(parts){.document = DOCUMENT(SP("2", "") SP("2", "<w:numPr><w:numId w:val='1'/></w:numPr>")
                                            SP("2", "<w:numPr><w:ilvl w:val='0'/></w:numPr>")
                                            SP("2", "<w:numPr><w:numId w:val='2'/></w:numPr>")),
                       .styles = STYLES("<w:style w:type='paragraph' w:styleId='2'><w:pPr><w:numPr><w:ilvl w:val='1'/>"
                                        "<w:numId w:val='1'/></w:numPr></w:pPr></w:style>"),
                       .numbering = NUMBERING(
                           ABSTRACT("0", LVL("0", "decimal", "%1、", "") LVL("1", "decimal", "（%2）", ""))
                           ABSTRACT("1", LVL("0", "decimal", "A%1、", "") LVL("1", "decimal", "B%2、", ""))
                           NUM("1", "0", "") NUM("2", "1", ""))},
              "(（1）x)(（2）x)(1、x)(B1、x)");
}

static void custom_and_unknown_formats(void **state) {
  (void)state;
  static const char custom[] =
      "<w:lvl w:ilvl='0'><w:start w:val='3'/><mc:AlternateContent><mc:Choice Requires='w14'><w:numFmt w:val='custom' "
      "w:format='01, 02, 03, ...'/></mc:Choice><mc:Fallback><w:numFmt w:val='decimal'/></mc:Fallback>"
      "</mc:AlternateContent><w:lvlText w:val='%1.'/></w:lvl>";
  char numbering[2048];
  snprintf(numbering, sizeof numbering, "%s%s%s", "<w:numbering" NAMESPACES "><w:abstractNum w:abstractNumId='0'>",
           custom, LVL("1", "hebrew1", "%2", "") "</w:abstractNum>" NUM("1", "0", "") "</w:numbering>");
  doc d;
  gk_str input = read_parts_as(&d, &(parts){.document = DOCUMENT(NP("1", "0") NP("1", "1")), .numbering = numbering}, "(03. x)(1 x)");
  assert_int_equal(diag_arg(&d, &GK_DIAG_NUMBERING_UNKNOWN), 1);
  drop(&d, input);
}

/* A paragraph that is deleted with its mark takes no number; an empty one does. */
static void what_counts(void **state) {
  (void)state;
  check_list(NUMBERING(ABSTRACT("0", LVL("0", "decimal", "%1.", "")) NUM("1", "0", "")),
             DOCUMENT(NP("1", "0")
                      PP(NUM_PR("1", "0") "<w:rPr><w:del/></w:rPr>", "<w:del><w:r><w:delText>y</w:delText></w:r></w:del>")
                      PP(NUM_PR("1", "0"), "")
                      PP(NUM_PR("1", "0") "<w:rPr><w:vanish/></w:rPr>", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>y</w:t></w:r>")
                      NP("1", "0")),
             "(1. x)(2. )(3. x)");
}

/* The number is generated: its place is the paragraph's, and it has no bytes there. */
static void provenance(void **state) {
  (void)state;
  static const char document[] = DOCUMENT(NP("1", "0"));
  doc d;
  gk_str input = read_parts_as(&d,
                &(parts){.document = document,
                         .numbering = NUMBERING(ABSTRACT("0", LVL("0", "decimal", "%1.", "")) NUM("1", "0", ""))},
                "(1. x)");
  const gk_text *text = &d.layout.nodes[0].u.para;
  gk_span number = gk_layout_locate(&d.layout, text, (gk_str){text->p, 2});
  assert_int_equal(number.n, 0);
  assert_int_equal(number.off, strstr(document, "<w:p>") - document);
  gk_span x = gk_layout_locate(&d.layout, text, (gk_str){text->p + 3, 1});
  assert_int_equal(x.n, 1);
  assert_int_equal(document[x.off], 'x');
  drop(&d, input);
}

static void hostile(void **state) {
  (void)state;
  /* Numbers that are none, ids twice, levels out of range, links in a circle, a text as long as it likes. */
  check_list(NUMBERING(ABSTRACT("0", "<w:numStyleLink w:val='S'/><w:styleLink w:val='S'/>") NUM("1", "0", "")
                           NUM("2", "99", "") NUM("3", "", "")),
             DOCUMENT(NP("1", "0") NP("2", "0") NP("3", "0") NP("4", "0") NP("-1", "0") NP("1", "99")),
             "(x)(x)(x)(x)(x)(x)");
  check_list(NUMBERING(ABSTRACT("0", LVL("0", "decimal", "%1.", "") LVL("12", "decimal", "%1.", "")
                                     LVL("x", "decimal", "%1.", ""))
                       ABSTRACT("0", LVL("0", "decimal", "(%1)", ""))
                       NUM("1", "0", "") NUM("1", "0", "")
                       NUM("2", "0", OVERRIDE("0", "<w:startOverride w:val='99999999999'/>")
                                     OVERRIDE("-1", "<w:startOverride w:val='5'/>"))),
             DOCUMENT(NP("1", "0") NP("1", "-7") NP("2", "0") NP("2", "0")),
             "(1. x)(2. x)(2147483647. x)(2147483647. x)");
  char *numbering = malloc(1 << 16);
  assert_non_null(numbering);
  int n = snprintf(numbering, 1 << 16,
                   "<w:numbering" NAMESPACES "><w:abstractNum w:abstractNumId='0'>"
                   "<w:lvl w:ilvl='0'><w:start w:val='88'/><w:lvlText w:val='");
  for (int i = 0; i < 5000; i++)
    n += snprintf(numbering + n, (1 << 16) - (size_t)n, "%%1条");
  snprintf(numbering + n, (1 << 16) - (size_t)n, "'/></w:lvl></w:abstractNum>" NUM("1", "0", "") "</w:numbering>");
  doc d;
  gk_str input = pack(&(parts){.document = DOCUMENT(NP("1", "0")), .numbering = numbering});
  read_bytes(&d, input, NULL);
  assert_int_equal(d.status, GK_OK);
  assert_true(d.layout.nodes[0].u.para.n <= 513);
  gk_arena_free(&d.arena);
  free((void *)(uintptr_t)input.p);
  free(numbering);
}

/* clang-format on */

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(formats),          cmocka_unit_test(formats_fit),
      cmocka_unit_test(chinese_headings), cmocka_unit_test(suffixes),
      cmocka_unit_test(levels_in_labels), cmocka_unit_test(restarts),
      cmocka_unit_test(shared_counters),  cmocka_unit_test(overridden_level),
      cmocka_unit_test(linked_style),     cmocka_unit_test(numbers_from_styles),
      cmocka_unit_test(level_from_style), cmocka_unit_test(custom_and_unknown_formats),
      cmocka_unit_test(what_counts),      cmocka_unit_test(provenance),
      cmocka_unit_test(hostile),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
