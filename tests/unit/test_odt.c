/* The ODT reader: what office:text comes to in the layout, in a package, in one file; and Word's package in one file.
 */
#include "shown.h"

#include "support/zipmake.h"

#define ODF "urn:oasis:names:tc:opendocument:xmlns:"
#define NAMESPACES                                                                                                     \
  " xmlns:office='" ODF "office:1.0' xmlns:style='" ODF "style:1.0' xmlns:text='" ODF "text:1.0' xmlns:table='" ODF    \
  "table:1.0' xmlns:draw='" ODF "drawing:1.0' xmlns:form='" ODF "form:1.0'"                                            \
  " xmlns:svg='" ODF "svg-compatible:1.0'"                                                                             \
  " xmlns:loext='urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0'"
#define TEXT(in) "<office:body><office:text>" in "</office:text></office:body>"
#define DOC(st, in)                                                                                                    \
  "<office:document" NAMESPACES "><office:automatic-styles>" st                                                        \
  "</office:automatic-styles>" TEXT(in) "</office:document>"

#define P(in)      "<text:p>" in "</text:p>"
#define PS(st, in) "<text:p text:style-name='" st "'>" in "</text:p>"
#define H(n, in)   "<text:h text:outline-level='" n "'>" in "</text:h>"
#define S(st, in)  "<text:span text:style-name='" st "'>" in "</text:span>"
#define TC(in)     "<table:table-cell>" in "</table:table-cell>"
#define TCA(a, in) "<table:table-cell " a ">" in "</table:table-cell>"
#define COVERED    "<table:covered-table-cell/>"
#define TR(in)     "<table:table-row>" in "</table:table-row>"
#define TRA(a, in) "<table:table-row " a ">" in "</table:table-row>"
#define TBL(in)    "<table:table>" in "</table:table>"
#define COLS(n)    "table:number-columns-spanned='" n "'"
#define ROWS(n)    "table:number-rows-spanned='" n "'"
#define TIMES(n)   "table:number-columns-repeated='" n "'"
#define RTIMES(n)  "table:number-rows-repeated='" n "'"
#define STYLE(family, name, more, props)                                                                               \
  "<style:style style:family='" family "' style:name='" name "' " more "><style:text-properties " props "/>"           \
  "</style:style>"
#define HIDE        "text:display='none'"
#define HIDES       STYLE("text", "x", "", HIDE)
#define LI(in)      "<text:list-item>" in "</text:list-item>"
#define LA(a, in)   "<text:list " a ">" in "</text:list>"
#define L(st, in)   LA("text:style-name='" st "'", in)
#define FRAME(in)   "<draw:frame><svg:title>t</svg:title><draw:text-box>" in "</draw:text-box></draw:frame>"
#define LEVEL(n, a) "<text:list-level-style-number text:level='" n "' " a ">" TIGHT "</text:list-level-style-number>"
#define TIGHT                                                                                                          \
  "<style:list-level-properties><style:list-level-label-alignment text:label-followed-by='nothing'/>"                  \
  "</style:list-level-properties>"
#define LIST(name, levels) "<text:list-style style:name='" name "'>" levels "</text:list-style>"
#define HAN                "style:num-format='一, 二, 三, ...'"

static void compare(doc *d, const char *expected) {
  if (d->status != GK_OK)
    fail_msg("%s at %zu: %s", gk_status_name(d->status), d->error.off, d->error.detail ? d->error.detail : "");
  page *shown = malloc(sizeof *shown);
  assert_non_null(shown);
  show(&d->layout, shown);
  assert_string_equal(shown->text, expected);
  free(shown);
}

static void read_flat(doc *d, const char *xml) {
  read_as(d, GK_FORMAT_FODT, (gk_str){xml, strlen(xml)}, NULL);
}

/* Reads a flat file and compares, with the argument of one diagnostic. */
static void check_diag(const char *xml, const char *expected, const gk_diag_kind *kind, int64_t arg) {
  doc d;
  read_flat(&d, xml);
  compare(&d, expected);
  if (kind != NULL)
    assert_int_equal(diag_arg(&d, kind), arg);
  gk_arena_free(&d.arena);
}

static void check_xml(const char *xml, const char *expected) {
  check_diag(xml, expected, NULL, 0);
}
#define check(in, expected) check_xml(DOC("", in), expected)

static gk_status status_of(gk_format format, gk_str input, const char **detail) {
  doc d;
  read_as(&d, format, input, NULL);
  gk_status status = d.status;
  if (detail != NULL)
    *detail = d.error.detail;
  gk_arena_free(&d.arena);
  return status;
}

/* clang-format off */

/* Text */

static void white_space_is_collapsed(void **state) {
  (void)state;
  check(P("  a \n\t b" S("n", " ") " c  "), "(a b c)");
  check(P("a<text:s/>b<text:s text:c='3'/>c <text:s/> d"), "(a b   c   d)");
  check(P("<text:s text:c='2'/>a<text:tab/>b<text:line-break/>c"), "(  a\\tb\\nc)");
  check(P("a&#32;&#32;b&#10;c&amp; d"), "(a b c& d)");
  check(P("<text:s text:c='2147483647'/>|<text:s text:c='0'/>|<text:s text:c='-1'/>|<text:s text:c='x'/>"),
        "(                                                                ||| )");
  check(P("") P(" \n "), "()()");
}

static void slices_are_not_copied(void **state) {
  (void)state;
  doc d;
  static const char xml[] = DOC("", P("\n  one two  three"));
  read_flat(&d, xml);
  compare(&d, "(one two three)");
  assert_int_equal(d.layout.n_segs, 2);
  const gk_text *text = &d.layout.nodes[0].u.para;
  gk_span span = gk_layout_locate(&d.layout, text, (gk_str){text->p + 8, 5});
  assert_memory_equal(xml + span.off, "three", 5);
  assert_int_equal(span.n, 5);
  gk_arena_free(&d.arena);
}

static void wrappers_are_transparent(void **state) {
  (void)state;
  check("<text:section>" P("a<text:a>b</text:a><text:date>3</text:date><text:soft-page-break/><text:bookmark/>")
        "</text:section><text:table-of-content><text:table-of-content-source><text:index-title-template>t"
        "</text:index-title-template></text:table-of-content-source><text:index-body><text:index-title>" P("c")
        "</text:index-title>" P("d") "</text:index-body></text:table-of-content>",
        "(ab3)(c)(d)");
}

static void what_is_no_text_is_left_out(void **state) {
  (void)state;
  check("<office:forms><form:form>" P("f") "</form:form></office:forms>"
        P("a<office:annotation>" P("n") "</office:annotation>b<text:ruby><text:ruby-base>c</text:ruby-base>"
          "<text:ruby-text>3</text:ruby-text></text:ruby><text:number>1.</text:number><text:script>s</text:script>"
          "<draw:frame><draw:object>" P("o") "</draw:object><svg:desc>d</svg:desc></draw:frame>"),
        "(abc)");
  check_xml("<office:document" NAMESPACES "><office:master-styles>" P("m") "</office:master-styles>" TEXT(P("a"))
            "</office:document>", "(a)");
}

static void hidden_text(void **state) {
  (void)state;
#define STYLES HIDES STYLE("text", "y", "style:parent-style-name='x'", "") STYLE("text", "on", "", "text:display='true'") \
    STYLE("paragraph", "x", "", HIDE)
  check_diag(DOC(STYLES, P("1" S("x", "2") "3" S("y", "4" S("on", "5") S("n", "6")))), "(135)", &GK_DIAG_HIDDEN_TEXT, 2);
  check_diag(DOC(STYLES, PS("x", "1") PS("x", "2" S("on", "3")) P("4")), "(3)(4)", &GK_DIAG_HIDDEN_TEXT, 2);
  check_diag(DOC("", "<text:section text:display='none'>" P("1") "</text:section>"
                 "<text:section text:display='condition' text:is-hidden='true'>" P("2") "</text:section>"
                 P("3<text:hidden-text text:is-hidden='true'>4</text:hidden-text>"
                   "<text:hidden-text text:is-hidden='false'>5</text:hidden-text>")),
             "(35)", &GK_DIAG_HIDDEN_TEXT, 3);
  check_diag(DOC("", P("1") P("2<text:hidden-paragraph text:is-hidden='true'/>") P("3<text:hidden-paragraph/>")),
             "(1)(3)", &GK_DIAG_HIDDEN_TEXT, 1);
  check_diag(DOC(STYLES, P("1" S("x", FRAME(P("2"))))), "(1)", &GK_DIAG_HIDDEN_TEXT, 1);
}

/* Styles that inherit from each other in a ring, or from themselves, end. */
static void styles_in_a_ring(void **state) {
  (void)state;
  check_xml(DOC(STYLE("text", "a", "style:parent-style-name='b'", "") STYLE("text", "b", "style:parent-style-name='a'", "")
                STYLE("text", "c", "style:parent-style-name='c'", HIDE), P(S("a", "1") S("c", "2"))), "(1)");
}

static void digits_are_kept_apart(void **state) {
  (void)state;
#define LOOKS STYLE("text", "up", "", "style:text-position='super 58%'")                                                 \
    STYLE("text", "down", "", "style:text-position='-33% 58%'")                                                          \
    STYLE("text", "line", "", "style:text-position='0% 100%'")                                                           \
    STYLE("text", "cut", "", "style:text-line-through-style='solid'")                                                    \
    STYLE("text", "uncut", "", "style:text-line-through-style='none'")
  check_xml(DOC(LOOKS, P("12" S("up", "3") S("up", "4")) P("1" S("down", "2")) P("1" S("line", "2")) P(S("cut", "1") "2")
                P("1" S("uncut", "2")) P(S("cut", "1" S("uncut", "2"))) P("1" S("n", "2"))),
            "(12 34)(1 2)(12)(1 2)(12)(1 2)(12)");
}

static void tracked_changes(void **state) {
  (void)state;
#define REGION(id, kind, in) "<text:changed-region text:id='" id "'><text:" kind ">" in "</text:" kind "></text:changed-region>"
#define CHANGES "<text:tracked-changes>" REGION("d", "deletion", P("gone")) REGION("e", "deletion", "")                  \
    REGION("i", "insertion", "") "</text:tracked-changes>"
#define FROM(id) "<text:change-start text:change-id='" id "'/>"
#define TO(id)   "<text:change-end text:change-id='" id "'/>"
  check_diag(DOC("", CHANGES P("1<text:change text:change-id='d'/>2" FROM("i") "3" TO("i"))), "(123)",
             &GK_DIAG_REVISION_DROPPED, 2);
  check(CHANGES P("1" FROM("d") "2" FROM("d") FROM("i") "3" TO("d") "4" TO("d") TO("e")), "(14)");
  check(CHANGES P("1" FROM("d") "2") P("3") P("4" TO("d") "5"), "(15)");
  check(CHANGES P(FROM("d") "1") P(TO("d") "2"), "(2)");
  check(CHANGES TBL(TR(TC(P("1" FROM("d") "2")) TC(P("3" TO("d") "4")))) P("5"), "[1x2 0,0:(1) 0,1:(4)](5)");
  check(CHANGES P("1" FROM("d") "2") TBL(TR(TC(P("3")))), "(1)[1x1 0,0:]");
}

static void notes_come_after_the_body(void **state) {
  (void)state;
#define NOTE(in) "<text:note><text:note-citation>7</text:note-citation><text:note-body>" in "</text:note-body></text:note>"
  check(P("1" NOTE(P("n") P("m")) "2") TBL(TR(TC(P("3" NOTE(P("o")))))) , "(12)[1x1 0,0:(3)]n(n)n(m)n(o)");
  check(CHANGES P("1" FROM("d") NOTE(P("n")) TO("d")) P("2"), "(1)(2)");
}

static void boxes(void **state) {
  (void)state;
  check(P("1" FRAME(P("a" FRAME(P("b"))) P("c")) "2"), "(12)b(a)b(b)b(c)");
  check(P("1<draw:custom-shape>" P("a") "<draw:enhanced-geometry/>" P("b") "</draw:custom-shape>"), "(1)b(a)b(b)");
  check(FRAME(P("a")) P("1"), "b(a)(1)");
  check(P("1<draw:frame><draw:text-box>" TBL(TR(TC(P("a")))) "</draw:text-box></draw:frame>"), "(1)[1x1 0,0:b(a)]");
  check("<draw:g><draw:rect>" P("a") "</draw:rect></draw:g>", "(a)");
}

static void outline_levels(void **state) {
  (void)state;
  check(H("1", "a") H("9", "b") H("10", "c") H("x", "d") H("0", "e"), "1(a)9(b)(c)1(d)(e)");
}

/* The grid */

static void spans_and_covered_cells(void **state) {
  (void)state;
  static const char expected[] = "[2x3 0,0/2x2:(a) 0,2:(b) 1,2:(c)]";
  check(TBL(TR(TCA(COLS("2") " " ROWS("2"), P("a")) COVERED TC(P("b"))) TR(COVERED COVERED TC(P("c")))), expected);
  check(TBL(TR(TCA(COLS("2") " " ROWS("2"), P("a")) TC(P("b"))) TR(TC(P("c")))), expected);
  check(TBL("<table:table-header-rows>" TR(TCA(COLS("2") " " ROWS("2"), P("a")) COVERED TC(P("b")))
            "</table:table-header-rows><table:table-rows><table:table-row-group>"
            TR("<table:covered-table-cell " TIMES("2") ">" P("x") "</table:covered-table-cell>" TC(P("c")))
            "</table:table-row-group></table:table-rows>"), expected);
}

/* More covered cells than spans say: the place counts. */
static void orphaned_covered_cells(void **state) {
  (void)state;
  check(TBL(TR(TC(P("a")) TC(P("b")) TC(P("c"))) TR(COVERED TC(P("d")) COVERED)),
        "[2x3 0,0:(a) 0,1:(b) 0,2:(c) 1,0~ 1,1:(d)]");
  check(TBL(TR(TCA(ROWS("2"), P("a")) TC(P("b")) TC(P("c"))) TR(COVERED COVERED TC(P("d")))),
        "[2x3 0,0/2x1:(a) 0,1:(b) 0,2:(c) 1,1~ 1,2:(d)]");
}

static void repeated_cells(void **state) {
  (void)state;
  check(TBL(TR(TCA(TIMES("3"), P("a")) TCA(TIMES("2"), "") TC(P("b")))),
        "[1x6 0,0:(a) 0,1:(a) 0,2:(a) 0,3: 0,4: 0,5:(b)]");
  check(TBL(TR(TCA(TIMES("2") " " ROWS("2"), P("a")) TC(P("1"))) TR(COVERED COVERED TC(P("2")))),
        "[2x3 0,0/2x1:(a) 0,1/2x1:(a) 0,2:(1) 1,2:(2)]");
  check(TBL(TR(TCA(TIMES("2"), TBL(TR(TC(P("a")) TC(P("b")))) P("c")))),
        "[1x2 0,0:[1x2 0,0:(a) 0,1:(b)](c) 0,1:[1x2 0,0:(a) 0,1:(b)](c)]");
}

static void repeated_rows(void **state) {
  (void)state;
  check(TBL(TR(TCA(ROWS("4"), P("a")) TC(P("b"))) TRA(RTIMES("2"), COVERED TC(P("c"))) TR(COVERED TC(P("d"))) TR(TC(P("e")))),
        "[5x2 0,0/4x1:(a) 0,1:(b) 1,1:(c) 2,1:(c) 3,1:(d) 4,0:(e)]");
  check(TBL(TR(TCA(ROWS("3"), P("a"))) TRA(RTIMES("2"), COVERED) TR(TC(P("b")))), "[4x1 0,0/3x1:(a) 3,0:(b)]");
  check(TBL(TRA(RTIMES("2"), TCA(ROWS("2"), P("a"))) TR(TC(P("b")))), "[2x2 0,0/2x1:(a) 1,1:(b)]");
}

/* Claims that can't be are none. */
static void absurd_numbers(void **state) {
  (void)state;
  static const char expected[] = "[1x2 0,0:(a) 0,1:(b)]";
  check_diag(DOC("", TBL(TR(TCA(COLS("1025"), P("a")) TCA(TIMES("16384"), P("b"))))), expected, &GK_DIAG_SPAN_CLAMPED, 1025);
  check_diag(DOC("", TBL(TRA(RTIMES("1048576"), TC(P("a")) TC(P("b"))))), expected, &GK_DIAG_SPAN_CLAMPED, 1048576);
  check_diag(DOC("", TBL(TR(TCA(ROWS("99999999999999999999"), P("a")) TC(P("b"))))), expected, &GK_DIAG_SPAN_CLAMPED,
             INT32_MAX);
  check(TBL(TR(TCA(COLS("0") " " TIMES("0") " " ROWS("-1"), P("a")) TCA(COLS("x"), P("b")))), expected);
}

/* Repetition multiplies, and is stopped where it does too much. */
static void repetition_is_limited(void **state) {
  (void)state;
  static const char wide[] = DOC("", TBL(TR(TCA(TIMES("1024"), P("a")))));
  static const char wider[] = DOC("", TBL(TR(TCA(TIMES("1000"), P("a")) TCA(TIMES("1000"), P("a")))));
  static const char large[] = DOC("", TBL(TRA(RTIMES("65536"), TCA(TIMES("1024"), P("a")))));
  static const char deep[] = DOC("", TBL(TRA(RTIMES("65000"), TCA(TIMES("1000"), TBL(TRA(RTIMES("65000"), TC(P("a"))))))));
  assert_int_equal(status_of(GK_FORMAT_FODT, (gk_str){wide, sizeof wide - 1}, NULL), GK_OK);
  assert_int_equal(status_of(GK_FORMAT_FODT, (gk_str){wider, sizeof wider - 1}, NULL), GK_STATUS_TOO_COMPLEX);
  assert_int_equal(status_of(GK_FORMAT_FODT, (gk_str){large, sizeof large - 1}, NULL), GK_STATUS_TOO_COMPLEX);
  assert_int_equal(status_of(GK_FORMAT_FODT, (gk_str){deep, sizeof deep - 1}, NULL), GK_STATUS_TOO_COMPLEX);
}

static void repeated_text_is_limited(void **state) {
  (void)state;
  enum { N = 1 << 20 };
  static const char head[] = "<office:document" NAMESPACES "><office:body><office:text><table:table><table:table-row>"
                             "<table:table-cell " TIMES("200") "><text:p>";
  static const char tail[] = "</text:p></table:table-cell></table:table-row></table:table></office:text></office:body>"
                             "</office:document>";
  char *xml = malloc(sizeof head + N + sizeof tail);
  assert_non_null(xml);
  memset(xml, 'a', sizeof head + N);
  memcpy(xml, head, sizeof head - 1);
  memcpy(xml + sizeof head - 1 + N, tail, sizeof tail - 1);
  assert_int_equal(status_of(GK_FORMAT_FODT, (gk_str){xml, sizeof head - 1 + N + sizeof tail - 1}, NULL), GK_STATUS_TOO_LARGE);
  free(xml);
}

static void odd_tables(void **state) {
  (void)state;
  check(TBL("") TBL(TR("")) TBL(P("x") TR(P("y") TC(P("a")))) P("b"), "[1x1 0,0:(a)](b)");
  check(TBL(TR(TC(P("a") TBL(TR(TC(P("1")) TC(""))) P("b")) TC(P("c")))), "[1x2 0,0:(a)[1x2 0,0:(1) 0,1:](b) 0,1:(c)]");
}

/* Numbers */

static void lists_count_by_themselves(void **state) {
  (void)state;
#define LISTS LIST("L", LEVEL("1", HAN " style:num-suffix='、'") LEVEL("2", HAN " style:num-prefix='（' style:num-suffix='）'"))
  check_xml(DOC(LISTS, L("L", LI(P("a") P("b")) LI(P("c"))) P("d") L("L", LI(P("e")))), "(一、a)(b)(二、c)(d)(一、e)");
  check_xml(DOC(LISTS, LA("xml:id='i' text:style-name='L'", LI(P("a"))) L("L", LI(P("b")))
                LA("text:continue-list='i' text:style-name='L'", LI(P("c")))
                LA("text:continue-numbering='true' text:style-name='L'", LI(P("d")))),
            "(一、a)(一、b)(二、c)(三、d)");
  check_xml(DOC(LISTS, L("L", LI(P("a") L("", LI(P("b")) LI(P("c")))) LI(P("d")) LI(L("L", LI(P("e")))) LI(P("f")))),
            "(一、a)(（一）b)(（二）c)(二、d)(（一）e)(三、f)");
  check_xml(DOC(LISTS, L("L", "<text:list-header>" P("a") "</text:list-header><text:list-item text:start-value='5'>"
                         P("b") "</text:list-item>" LI(P("c")))), "(a)(五、b)(六、c)");
  check_xml(DOC(LISTS, LA("text:continue-list='none' text:style-name='L'", LI(P("a"))) L("none", LI(P("b")))), "(一、a)(b)");
}

static void list_styles_come_from_paragraphs_and_items(void **state) {
  (void)state;
#define M LISTS LIST("M", LEVEL("1", "style:num-format='1' style:num-suffix='.'"))                                       \
    STYLE("paragraph", "s", "style:list-style-name='M'", "") STYLE("paragraph", "t", "style:parent-style-name='s'", "")
  check_xml(DOC(M, LA("", LI(PS("t", "a")) LI(PS("s", "b"))) PS("s", "c")), "(1.a)(2.b)(c)");
  check_xml(DOC(M, L("L", LI(P("a")) "<text:list-item text:style-override='M'>" P("b") "</text:list-item>")),
            "(一、a)(2.b)");
}

static void labels(void **state) {
  (void)state;
#define LABEL(levels, in, expected) check_xml(DOC(LIST("L", levels), L("L", in)), expected)
  LABEL(LEVEL("1", "style:num-format='1'") LEVEL("2", "style:num-format='a' text:display-levels='2' style:num-suffix=')'"),
        LI(P("x") L("", LI(P("y")))), "(1x)(1.a)y)");
  LABEL(LEVEL("1", "style:num-format=''") LEVEL("2", "style:num-format='I' text:display-levels='9'"),
        LI(P("x") L("", LI(P("y")))), "(x)(Iy)");
  LABEL(LEVEL("1", "style:num-format='1' style:num-suffix='?' loext:num-list-format='第%1%条'"), LI(P("x")), "(第1条x)");
  LABEL(LEVEL("1", "style:num-format='1' text:start-value='3'"), LI(P("x")) LI(P("y")), "(3x)(4y)");
  LABEL("<text:list-level-style-bullet text:level='1' text:bullet-char='•'/>", LI(P("x")), "(x)");
  LABEL("<text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/>", LI(P("x")), "(1. x)");
  LABEL("<text:list-level-style-number text:level='1' style:num-format='一, 二, 三, ...' style:num-suffix='、'/>",
        LI(P("x")), "(一、x)");
  check_diag(DOC(LIST("L", LEVEL("1", "style:num-format='イ, ロ, ハ, ...'")), L("L", LI(P("x")))), "(1x)",
             &GK_DIAG_NUMBERING_UNKNOWN, 1);
}

static void formats(void **state) {
  (void)state;
  static const struct { const char *format, *third; } known[] = {
      {"1", "3"}, {"a", "c"}, {"A", "C"}, {"i", "iii"}, {"I", "III"}, {"01, 02, 03, ...", "03"}, {"一, 二, 三, ...", "三"},
      {"壹, 贰, 叁, ...", "叁"}, {"壹, 貳, 參, ...", "參"}, {"甲, 乙, 丙, ...", "丙"}, {"子, 丑, 寅, ...", "寅"},
      {"１, ２, ３, ...", "３"}, {"①, ②, ③, ...", "③"}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    char xml[4096], expected[64];
    snprintf(xml, sizeof xml, "<office:document" NAMESPACES "><office:automatic-styles>"
             "<text:list-style style:name='L'><text:list-level-style-number text:level='1' text:start-value='3' "
             "style:num-format='%s' style:num-suffix='、'/></text:list-style></office:automatic-styles>"
             TEXT(L("L", LI(P("x")))) "</office:document>", known[i].format);
    snprintf(expected, sizeof expected, "(%s、x)", known[i].third);
    check_xml(xml, expected);
  }
}

static void headings_count_by_the_outline(void **state) {
  (void)state;
#define OUTLINE                                                                                                        \
  "<text:outline-style><text:outline-level-style text:level='1' " HAN " style:num-suffix='、'>" TIGHT                   \
  "</text:outline-level-style></text:outline-style>"
  check_xml("<office:document" NAMESPACES "><office:styles>" OUTLINE "</office:styles>"
            TEXT(H("1", "a") P("b") H("2", "c") H("1", "d")
                 "<text:h text:outline-level='1' text:is-list-header='true'>e</text:h>"
                 "<text:h text:outline-level='1' text:restart-numbering='true' text:start-value='7'>f</text:h>" H("1", "g"))
            "</office:document>", "1(一、a)(b)2(c)1(二、d)1(e)1(七、f)1(八、g)");
  check_xml(DOC(OUTLINE LIST("L", LEVEL("1", "style:num-format='1'")), L("L", LI(H("1", "a"))) H("1", "b")), "1(1a)1(一、b)");
}

static void hidden_paragraphs_are_not_counted(void **state) {
  (void)state;
  check_xml(DOC(LISTS STYLE("paragraph", "x", "", HIDE), L("L", LI(P("a")) LI(PS("x", "b")) LI(P("c")))), "(一、a)(二、c)");
}

static void numbered_paragraphs(void **state) {
  (void)state;
#define NP(a, in) "<text:numbered-paragraph text:style-name='L' " a ">" in "</text:numbered-paragraph>"
  check_xml(DOC(LISTS, NP("text:list-id='i'", P("a")) NP("text:list-id='i' text:level='2'", P("b")) NP("text:list-id='i'", P("c"))
                NP("text:list-id='j'", P("d")) NP("", P("e"))), "(一、a)(（一）b)(二、c)(一、d)(一、e)");
}

/* A text box in a list item has lists of its own. */
static void lists_in_boxes(void **state) {
  (void)state;
  check_xml(DOC(LISTS, L("L", LI(P("a" FRAME(P("b") L("L", LI(P("c")))))) LI(P("d")))), "(一、a)b(b)b(一、c)(二、d)");
}

/* Files */

#define CONTENT(st, in)                                                                                                \
  "<office:document-content" NAMESPACES "><office:automatic-styles>" st "</office:automatic-styles>" in                \
  "</office:document-content>"
#define COMMON                                                                                                         \
  "<office:document-styles" NAMESPACES "><office:styles>" HIDES "</office:styles><office:automatic-styles>"            \
  STYLE("text", "auto", "", HIDE) "</office:automatic-styles><office:master-styles>" P("m")                            \
  "</office:master-styles></office:document-styles>"
#define MANIFEST(in) "<m:manifest xmlns:m='" ODF "manifest:1.0'>" in "</m:manifest>"
#define MIMETYPE     "application/vnd.oasis.opendocument.text"

/* clang-format on */

/* A package of the parts that are not NULL. */
static gk_str pack(const char *mimetype, const char *content, const char *styles, const char *manifest) {
  static const char *const names[] = {"mimetype", "content.xml", "styles.xml", "META-INF/manifest.xml"};
  const char *parts[] = {mimetype, content, styles, manifest};
  zipmake_item items[4];
  size_t n = 0;
  for (size_t i = 0; i < 4; i++)
    if (parts[i] != NULL)
      items[n++] = (zipmake_item){{names[i], strlen(names[i])}, {parts[i], strlen(parts[i])}, 0};
  return zipmake(items, n);
}

static void drop(gk_str file) {
  free((void *)(uintptr_t)file.p);
}

static void expect_package(gk_str file, gk_status status, const char *shown_or_detail) {
  doc d;
  read_as(&d, GK_FORMAT_DOCX, file, NULL);
  assert_int_equal(d.status, status);
  if (status == GK_OK)
    compare(&d, shown_or_detail);
  else
    assert_string_equal(d.error.detail, shown_or_detail);
  gk_arena_free(&d.arena);
  drop(file);
}

static void packages(void **state) {
  (void)state;
  static const char content[] = CONTENT("", TEXT(P("1" S("x", "2") S("auto", "3"))));
  expect_package(pack(MIMETYPE, content, COMMON, MANIFEST("")), GK_OK, "(13)");
  expect_package(pack(MIMETYPE, content, NULL, NULL), GK_OK, "(123)");
  expect_package(pack(MIMETYPE "-template", content, COMMON, NULL), GK_OK, "(13)");
  expect_package(pack(NULL, content, COMMON, MANIFEST("")), GK_OK, "(13)");
  expect_package(pack(MIMETYPE, content, "<broken", "<broken"), GK_OK, "(123)");
  expect_package(pack(MIMETYPE, NULL, COMMON, NULL), GK_STATUS_CORRUPT, "the content is not in the package");
}

static void packages_of_others(void **state) {
  (void)state;
  static const char sheet[] = CONTENT("", "<office:body><office:spreadsheet/></office:body>");
  expect_package(pack("application/vnd.oasis.opendocument.spreadsheet", sheet, NULL, NULL), GK_STATUS_NOT_A_DOCUMENT,
                 "OpenDocument spreadsheet");
  expect_package(pack(MIMETYPE, "<math xmlns='x'/>", NULL, NULL), GK_STATUS_UNSUPPORTED,
                 "OpenDocument that is not text");
  expect_package(pack("application/vnd.sun.xml.writer", sheet, NULL, NULL), GK_STATUS_UNSUPPORTED,
                 "OpenOffice.org 1 text");
}

static void encrypted_packages(void **state) {
  (void)state;
  static const char manifest[] =
      MANIFEST("<m:file-entry m:full-path='content.xml'><m:encryption-data/></m:file-entry>");
  expect_package(pack(MIMETYPE, "\x01\x02", "\x03", manifest), GK_STATUS_ENCRYPTED,
                 "remove the password in LibreOffice and save it again");
}

static void other_encodings(void **state) {
  (void)state;
  static const char gbk[] = "<?xml version='1.0' encoding='GB18030'?>" DOC("", P("\xD2\xBB"));
  doc d;
  read_flat(&d, gbk);
  compare(&d, "(一)");
  assert_int_equal(d.encoding, GK_ENCODING_GB18030);
  gk_text text = d.layout.nodes[0].u.para;
  gk_span span = gk_layout_locate(&d.layout, &text, (gk_str){text.p, text.n});
  assert_memory_equal(gbk + span.off, "\xD2\xBB", 2);
  gk_arena_free(&d.arena);
}

static void what_xml_refuses(void **state) {
  (void)state;
  static const char doctype[] = "<!DOCTYPE a>" DOC("", P("1"));
  static const char open_end[] = "<office:document" NAMESPACES "><office:body><office:text>";
  assert_int_equal(status_of(GK_FORMAT_FODT, (gk_str){doctype, sizeof doctype - 1}, NULL), GK_STATUS_DOCTYPE);
  assert_int_equal(status_of(GK_FORMAT_FODT, (gk_str){open_end, sizeof open_end - 1}, NULL), GK_STATUS_MALFORMED_XML);
  char deep[8192] = "<office:document" NAMESPACES "><office:body><office:text>";
  for (int i = 0; i < 300; i++)
    strcat(deep, "<text:section>");
  assert_int_equal(status_of(GK_FORMAT_FODT, (gk_str){deep, strlen(deep)}, NULL), GK_STATUS_TOO_COMPLEX);
}

/* Word's package as one file */

/* clang-format off */
#define PKG      " xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'"
#define W        " xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
#define OFFICE   "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define PART(name, type, in) "<pkg:part pkg:name='" name "' pkg:contentType='" type "'><pkg:xmlData>" in "</pkg:xmlData></pkg:part>"
#define RELS(in) "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" in "</Relationships>"
#define REL(type, to) "<Relationship Id='r' Type='" OFFICE type "' Target='" to "'/>"
#define MAIN     "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
#define ROOT     PART("/_rels/.rels", "r", RELS(REL("officeDocument", "word/document.xml")))
#define WP(in)   "<w:p><w:r><w:t>" in "</w:t></w:r></w:p>"
#define WBODY(a, in) "<w:document" a "><w:body>" in "</w:body></w:document>"
/* clang-format on */

static void flat_word(void **state) {
  (void)state;
  static const char xml[] =
      "<pkg:package" PKG ">" ROOT PART("/word/_rels/document.xml.rels", "r", RELS(REL("footnotes", "footnotes.xml")))
          PART("/word/document.xml", MAIN, WBODY(W, WP("one")))
              PART("/word/footnotes.xml", "n",
                   "<w:footnotes" W "><w:footnote>" WP(
                       "two") "</w:footnote></w:footnotes>") "<pkg:part pkg:name='/word/media/a.png' "
                                                             "pkg:contentType='image/png'><pkg:binaryData>AA==</"
                                                             "pkg:binaryData></pkg:part>"
                                                             "</pkg:package>";
  doc d;
  read_as(&d, GK_FORMAT_FLAT_OPC, (gk_str){xml, sizeof xml - 1}, NULL);
  compare(&d, "(one)n(two)");
  for (size_t i = 0; i < 2; i++) { /* places are places in the file */
    const gk_text *text = &d.layout.nodes[i].u.para;
    assert_int_equal(text->n_segs, 0);
    assert_ptr_equal(text->p, strstr(xml, i == 0 ? "one" : "two"));
    gk_span span = gk_layout_locate(&d.layout, text, (gk_str){text->p, text->n});
    assert_int_equal(span.off, text->p - xml);
  }
  gk_arena_free(&d.arena);
}

static void expect_flat(const char *xml, gk_status status, const char *shown_or_detail) {
  doc d;
  read_as(&d, GK_FORMAT_FLAT_OPC, (gk_str){xml, strlen(xml)}, NULL);
  assert_int_equal(d.status, status);
  if (status == GK_OK)
    compare(&d, shown_or_detail);
  else if (shown_or_detail != NULL)
    assert_string_equal(d.error.detail, shown_or_detail);
  gk_arena_free(&d.arena);
}

static void flat_word_inherits_namespaces(void **state) {
  (void)state;
  expect_flat("<pkg:package" PKG W ">" ROOT PART("/word/document.xml", MAIN, WBODY("", WP("1"))) "</pkg:package>",
              GK_OK, "(1)");
  expect_flat("<package xmlns='http://schemas.microsoft.com/office/2006/xmlPackage'"
              " xmlns:q='http://schemas.microsoft.com/office/2006/xmlPackage'><part" W
              " q:name='/word/document.xml' q:contentType='" MAIN
              "'><xmlData>" WBODY("", WP("1")) "</xmlData></part></package>",
              GK_OK, "(1)");
  expect_flat("<pkg:package" PKG ">" ROOT
              "<pkg:part pkg:name='/word/a.xml' xmlns:v='urn:v'><pkg:xmlData><v:a/></pkg:xmlData></pkg:part>"
              "<pkg:part" W " pkg:name='/word/document.xml' pkg:contentType='" MAIN
              "'><pkg:xmlData>" WBODY("", WP("1")) "</pkg:xmlData></pkg:part></pkg:package>",
              GK_OK, "(1)");
  expect_flat("<pkg:package" PKG ">" ROOT "<pkg:part" W
              " pkg:name='/word/a.xml'/>" PART("/word/document.xml", MAIN, WBODY("", WP("1"))) "</pkg:package>",
              GK_STATUS_MALFORMED_XML, NULL);
}

static void flat_word_that_is_not(void **state) {
  (void)state;
  expect_flat("<a/>", GK_STATUS_UNSUPPORTED, NULL);
  expect_flat("<pkg:package" PKG "/>", GK_STATUS_UNSUPPORTED, "package without a document");
  expect_flat("<pkg:package" PKG ">" ROOT "</pkg:package>", GK_STATUS_UNSUPPORTED, NULL);
  expect_flat("<pkg:package" PKG ">" ROOT PART("/word/document.xml", MAIN, "") "</pkg:package>", GK_STATUS_UNSUPPORTED,
              NULL);
  expect_flat("<pkg:package" PKG ">" ROOT PART("/word/document.xml", MAIN, WBODY(W, WP("1")) "<a/>") "</pkg:package>",
              GK_STATUS_MALFORMED_XML, NULL);
  expect_flat("<pkg:package" PKG ">" ROOT PART("/word/document.xml", MAIN, WBODY(W, WP("1")))
                  PART("/WORD/document.xml", MAIN, WBODY(W, WP("2"))) "</pkg:package>",
              GK_STATUS_CORRUPT, "two parts have this name");
  expect_flat("<!DOCTYPE a><pkg:package" PKG
              ">" ROOT PART("/word/document.xml", MAIN, WBODY(W, WP("1"))) "</pkg:package>",
              GK_STATUS_DOCTYPE, NULL);
  expect_flat("<pkg:package" PKG
              ">" PART("/ppt/presentation.xml",
                       "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "<a/>")
                  PART("/_rels/.rels", "r", RELS(REL("officeDocument", "ppt/presentation.xml"))) "</pkg:package>",
              GK_STATUS_NOT_A_DOCUMENT, "PowerPoint presentation");
}

static void flat_word_of_many_parts(void **state) {
  (void)state;
  enum { N = 4097 };
  static const char one[] = "<pkg:part pkg:name='a'><pkg:xmlData><a/></pkg:xmlData></pkg:part>";
  char *xml = malloc(256 + N * sizeof one);
  assert_non_null(xml);
  char *at = xml + sprintf(xml, "<pkg:package" PKG ">");
  for (int i = 0; i < N; i++)
    at += sprintf(at, "%s", one);
  sprintf(at, "</pkg:package>");
  expect_flat(xml, GK_STATUS_TOO_COMPLEX, NULL);
  free(xml);
}

/* Elements of every kind inside one another in any order: the builder's calls nest all the same. */
static void any_structure(void **state) {
  (void)state;
  static const char *const open[] = {"text:p",
                                     "text:p",
                                     "text:p",
                                     "text:h",
                                     "text:span text:style-name='x'",
                                     "text:list text:style-name='L'",
                                     "text:list xml:id='i'",
                                     "text:list-item",
                                     "text:list-item",
                                     "text:list-header",
                                     "text:section",
                                     "text:note",
                                     "text:note-body",
                                     "table:table",
                                     "table:table",
                                     "table:table-row",
                                     "table:table-row",
                                     "table:table-row table:number-rows-repeated='3'",
                                     "table:table-cell",
                                     "table:table-cell",
                                     "table:table-cell table:number-columns-repeated='2'",
                                     "table:table-cell table:number-rows-spanned='2'",
                                     "table:covered-table-cell",
                                     "draw:frame",
                                     "draw:text-box",
                                     "draw:text-box",
                                     "draw:rect",
                                     "text:tracked-changes",
                                     "text:changed-region text:id='d'",
                                     "text:deletion",
                                     "text:change-start text:change-id='d'",
                                     "text:change-end text:change-id='d'",
                                     "text:numbered-paragraph text:list-id='i'",
                                     "text:s",
                                     "text:tab",
                                     "text:hidden-paragraph text:is-hidden='true'",
                                     "text:section text:display='none'"};
  enum { N = sizeof open / sizeof *open };
  uint32_t seed = 1;
  for (int round = 0; round < 2000; round++) {
    char xml[16384] =
        "<office:document" NAMESPACES "><office:automatic-styles>" HIDES LISTS "</office:automatic-styles>"
        "<office:body><office:text><text:tracked-changes><text:changed-region text:id='d'><text:deletion/>"
        "</text:changed-region></text:tracked-changes>";
    size_t stack[64], depth = 0;
    for (int i = 0; i < 60; i++) {
      seed = seed * 1664525 + 1013904223;
      size_t which = (seed >> 16) % (N + N / 2);
      if (which >= N && depth > 0) {
        const char *name = open[stack[--depth]];
        sprintf(xml + strlen(xml), "</%.*s>", (int)strcspn(name, " "), name);
      } else if (which < N && depth < 60) {
        stack[depth++] = which;
        sprintf(xml + strlen(xml), "<%s>1", open[which]);
      }
    }
    while (depth > 0) {
      const char *name = open[stack[--depth]];
      sprintf(xml + strlen(xml), "</%.*s>", (int)strcspn(name, " "), name);
    }
    strcat(xml, "</office:text></office:body></office:document>");
    gk_status status = status_of(GK_FORMAT_FODT, (gk_str){xml, strlen(xml)}, NULL);
    if (status != GK_OK)
      fail_msg("%s: %s", gk_status_name(status), xml);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(white_space_is_collapsed),
      cmocka_unit_test(slices_are_not_copied),
      cmocka_unit_test(wrappers_are_transparent),
      cmocka_unit_test(what_is_no_text_is_left_out),
      cmocka_unit_test(hidden_text),
      cmocka_unit_test(styles_in_a_ring),
      cmocka_unit_test(digits_are_kept_apart),
      cmocka_unit_test(tracked_changes),
      cmocka_unit_test(notes_come_after_the_body),
      cmocka_unit_test(boxes),
      cmocka_unit_test(outline_levels),
      cmocka_unit_test(spans_and_covered_cells),
      cmocka_unit_test(orphaned_covered_cells),
      cmocka_unit_test(repeated_cells),
      cmocka_unit_test(repeated_rows),
      cmocka_unit_test(absurd_numbers),
      cmocka_unit_test(repetition_is_limited),
      cmocka_unit_test(repeated_text_is_limited),
      cmocka_unit_test(odd_tables),
      cmocka_unit_test(lists_count_by_themselves),
      cmocka_unit_test(list_styles_come_from_paragraphs_and_items),
      cmocka_unit_test(labels),
      cmocka_unit_test(formats),
      cmocka_unit_test(headings_count_by_the_outline),
      cmocka_unit_test(hidden_paragraphs_are_not_counted),
      cmocka_unit_test(numbered_paragraphs),
      cmocka_unit_test(lists_in_boxes),
      cmocka_unit_test(packages),
      cmocka_unit_test(packages_of_others),
      cmocka_unit_test(encrypted_packages),
      cmocka_unit_test(other_encodings),
      cmocka_unit_test(what_xml_refuses),
      cmocka_unit_test(flat_word),
      cmocka_unit_test(flat_word_inherits_namespaces),
      cmocka_unit_test(flat_word_that_is_not),
      cmocka_unit_test(flat_word_of_many_parts),
      cmocka_unit_test(any_structure),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
