/* The DOCX reader: what a body comes to in the layout. */
#include "docx_fixture.h"

#define DEL(in)   "<w:del w:id='1'>" in "</w:del>"
#define DEL_R(s)  DEL("<w:r><w:delText>" s "</w:delText></w:r>")
#define HIDDEN(s) "<w:r><w:rPr><w:vanish/></w:rPr><w:t>" s "</w:t></w:r>"

/* Markup is laid out by hand. */
/* clang-format off */

/* The grid */

static void grid_spans(void **state) {
  (void)state;
  check(TBL(TR(TCP(SPAN("2"), P("a")) TC(P("b"))) TR(TC(P("1")) TC(P("2")) TC(P("3")))),
        "[2x3 0,0/1x2:(a) 0,2:(b) 1,0:(1) 1,1:(2) 1,2:(3)]");
}

/* Without w:val w:vMerge goes on. */
static void vertical_merges(void **state) {
  (void)state;
  check(TBL(TR(TCP("<w:vMerge w:val='restart'/>", P("a")) TC(P("1"))) TR(TCP("<w:vMerge/>", "<w:p/>") TC(P("2")))
                TR(TCP("<w:vMerge w:val='continue'/>", "<w:p/>") TC(P("3"))) TR(TC(P("b")) TC(P("4")))),
        "[4x2 0,0/3x1:(a) 0,1:(1) 1,1:(2) 2,1:(3) 3,0:(b) 3,1:(4)]");
  check_diag(TBL(TR(TCP("<w:vMerge/>", P("a")))), "[1x1 0,0:(a)]", GK_DIAG_MERGE_ORPHAN, 1);
}

static void grid_before_and_after(void **state) {
  (void)state;
  check(TBL(TR("<w:trPr><w:gridBefore w:val='1'/><w:gridAfter w:val='2'/></w:trPr>" TC(P("a")))
                TR(TC(P("1")) TC(P("2")) TC(P("3")) TC(P("4")))),
        "[2x4 0,0~ 0,1:(a) 0,2/1x2~ 1,0:(1) 1,1:(2) 1,2:(3) 1,3:(4)]");
}

/* Neither w:tblGrid nor the first row says how wide a table is. */
static void width_comes_from_all_rows(void **state) {
  (void)state;
  check(TBL("<w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>" TR(TC(P("a")))
                TR(TC(P("1")) TC(P("2")) TC(P("3")) TC(P("4")))),
        "[2x4 0,0:(a) 1,0:(1) 1,1:(2) 1,2:(3) 1,3:(4)]");
}

static void horizontal_merges(void **state) {
  (void)state;
#define HSTART "<w:hMerge w:val='restart'/>"
#define HGOES  "<w:hMerge/>"
  check(TBL(TR(TCP(HSTART, P("a")) TCP(HGOES, "<w:p/>") TC(P("b")) TCP(HSTART, P("c")) TCP(SPAN("2") HGOES, P("d")))
                TR(TCP(HGOES, P("1")) TC(P("2")))),
        "[2x6 0,0/1x2:(a)() 0,2:(b) 0,3/1x3:(c)(d) 1,0:(1) 1,1:(2)]");
  check(TBL(TR(TCP("<w:vMerge w:val='restart'/>" HSTART, P("a")) TCP("<w:vMerge w:val='restart'/>" HGOES, "")
                   TC(P("1"))) TR(TCP("<w:vMerge/>" HSTART, "<w:p/>") TCP("<w:vMerge/>" HGOES, "<w:p/>") TC(P("2")))),
        "[2x3 0,0/2x2:(a) 0,2:(1) 1,2:(2)]");
}

/* What the properties were before a tracked change, or are for another reader, is nothing to a chain's width. */
static void merges_that_are_not(void **state) {
  (void)state;
#define BEFORE(in) "<w:tcPrChange w:id='1'><w:tcPr>" in "</w:tcPr></w:tcPrChange>"
  check(TBL(TR(TCP(HSTART, P("a")) TCP(HGOES BEFORE(SPAN("3")), "<w:p/>") TCP(BEFORE(HGOES), P("b")) TC(P("c")))),
        "[1x4 0,0/1x2:(a)() 0,2:(b) 0,3:(c)]");
  check(TBL(TR(TCP(HSTART, P("a")) ALTERNATE(CHOICE("x", TCP(HGOES, "<w:p/>")) FALLBACK(TC(P("b")))))),
        "[1x2 0,0:(a) 0,1:(b)]");
}

/* Claims that can't be are none. */
static void absurd_numbers(void **state) {
  (void)state;
  check(TBL(TR(TCP(SPAN("-3"), P("a")) TCP(SPAN("x"), P("b")) TCP(SPAN("0"), P("c")) TCP(SPAN(""), P("d")))),
        "[1x4 0,0:(a) 0,1:(b) 0,2:(c) 0,3:(d)]");
  check_diag(TBL(TR("<w:trPr><w:gridBefore w:val='99999999999999999999'/></w:trPr>" TC(P("a")) TC(P("b")))),
             "[1x2 0,0:(a) 0,1:(b)]", GK_DIAG_SPAN_CLAMPED, INT32_MAX);
  check_diag(TBL(TR(TCP(SPAN("2147483648"), P("a")) TC(P("b")))), "[1x2 0,0:(a) 0,1:(b)]", GK_DIAG_SPAN_CLAMPED,
             INT32_MAX);
}

static void empty_cells_are_there(void **state) {
  (void)state;
  check(TBL(TR(TC("<w:p/>") TC("") "<w:tc/>" TC(P("1")))), "[1x4 0,0:() 0,1: 0,2: 0,3:(1)]");
  check(TBL("") TBL(TR("")) P("a"), "(a)");
}

static void nested_tables(void **state) {
  (void)state;
  check(TBL(TR(TC(P("a") TBL(TR(TC(P("1")) TC(TBL(TR(TC(P("2")))) "<w:p/>"))) P("b")) TC(P("c")))) P("d"),
        "[1x2 0,0:(a)[1x2 0,0:(1) 0,1:[1x1 0,0:(2)]()](b) 0,1:(c)](d)");
}

/* Wrappers */

static void wrappers_are_transparent(void **state) {
  (void)state;
#define SDT(in) "<w:sdt><w:sdtPr><w:text/><w:alias w:val='n'/></w:sdtPr><w:sdtContent>" in "</w:sdtContent></w:sdt>"
  check(SDT(TBL(SDT(TR(SDT(TC(SDT("<w:p>" SDT(R("a")) "</w:p>"))) TC(P("b")))))) SDT(P("c")),
        "[1x2 0,0:(a) 0,1:(b)](c)");
  check("<w:customXml>"
        TBL("<w:customXml>" TR("<x:any>" TC("<w:customXml><w:customXmlPr/>" P("a") "</w:customXml>") "</x:any>")
            "</w:customXml>")
        "</w:customXml>",
        "[1x1 0,0:(a)]");
  check("<w:p><w:smartTag><w:smartTagPr/>" R("a") "<w:hyperlink>" R("b") "</w:hyperlink></w:smartTag>"
        "<w:ins>" R("c") "</w:ins><w:moveTo>" R("d") "</w:moveTo><w:dir>" R("e") "</w:dir><w:bdo>" R("f") "</w:bdo>"
        "<w:fldSimple w:instr='PAGE'>" R("g") "</w:fldSimple><x:y><x:z>" R("h") "</x:z></x:y></w:p>",
        "(abcdefgh)");
}

static void strict_namespace(void **state) {
  (void)state;
  check_xml("<document xmlns='http://purl.oclc.org/ooxml/wordprocessingml/main'><body><p><r><t>a</t></r></p></body>"
            "</document>",
            "(a)");
}

static void mathematics(void **state) {
  (void)state;
  check("<w:p>" R("a=") "<m:oMath><m:r><m:rPr/><w:rPr/><m:t>12</m:t></m:r></m:oMath></w:p>", "(a=12)");
#define M(name, s) "<m:" name "><m:r><m:t>" s "</m:t></m:r></m:" name ">"
  check("<w:p><m:oMathPara><m:oMath><m:f><m:fPr/>" M("num", "1") M("den", "2") "</m:f></m:oMath></m:oMathPara></w:p>", "(1 2)");
  check("<w:p><m:oMath><m:sSup>" M("e", "x") M("sup", "2") "</m:sSup></m:oMath></w:p>", "(x2)");
}

static void one_branch_of_alternates(void **state) {
  (void)state;
  check("<w:p>" ALTERNATE(CHOICE("wps", R("a")) FALLBACK(R("b"))) "</w:p>", "(a)");
  check("<w:p>" ALTERNATE(CHOICE("x", R("a")) FALLBACK(R("b"))) "</w:p>", "(b)");
  check("<w:p>" ALTERNATE(CHOICE("wps x", R("a")) CHOICE(" w14  wps", R("b")) CHOICE("wps", R("c"))
                              FALLBACK(R("d"))) "</w:p>",
        "(b)");
  check("<w:p>" ALTERNATE(CHOICE("nobody", R("a")) CHOICE("", R("b"))) R("c") "</w:p>", "(c)");
  check("<w:p>" ALTERNATE(CHOICE("wps", ALTERNATE(CHOICE("x", R("a")) FALLBACK(R("b"))) R("c")) FALLBACK(R("d")))
            ALTERNATE(FALLBACK(R("e"))) "</w:p>",
        "(bce)");
  check("<w:p xmlns:wp14='http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing'>"
        ALTERNATE(CHOICE("wp14", R("a")) FALLBACK(R("b"))) "</w:p>",
        "(a)");
}

static void text_boxes(void **state) {
  (void)state;
  check("<w:p>" R("a") "<w:r>"
        ALTERNATE(CHOICE("wps", "<w:drawing><wp:inline><wps:wsp><wps:txbx>" BOX(P("1") P("2"))
                                "</wps:txbx></wps:wsp></wp:inline></w:drawing>")
                  FALLBACK("<w:pict><v:shape><v:textbox>" BOX(P("1") P("2")) "</v:textbox></v:shape></w:pict>"))
        "</w:r>" R("b") "</w:p>",
        "(ab)b(1)b(2)");
  check("<w:p>" HIDDEN("x") "<w:r><w:rPr><w:b/></w:rPr><w:pict>" BOX(P("1") TBL(TR(TC(P("2"))))) "</w:pict>"
        "<w:t>a</w:t></w:r></w:p>" P("c"),
        "(a)b(1)[1x1 0,0:b(2)](c)");
  check("<w:p>" BOX("<w:p>" R("1") BOX(P("2")) R("3") "</w:p>") R("a") "</w:p>", "(a)b(13)b(2)");
  check("<w:p><w:r><w:rPr><w:vanish/></w:rPr>" BOX(P("1")) "</w:r>" DEL("<w:r>" BOX(P("2")) "</w:r>") "</w:p>", "()");
}

/* Tracked changes: as if all had been accepted. */

static void deleted_runs(void **state) {
  (void)state;
  check_diag("<w:p>" R("1") DEL_R("2") "<w:moveFrom><w:r><w:t>3</w:t></w:r></w:moveFrom><w:ins>" R("4")
                 DEL_R("5") "</w:ins><w:r><w:delInstrText>x</w:delInstrText></w:r></w:p>",
             "(14)", GK_DIAG_REVISION_DROPPED, 3);
}

static void deleted_rows_and_cells(void **state) {
  (void)state;
  check_diag(TBL(TR("<w:trPr><w:del w:id='1'/></w:trPr>" TC(P("a"))) TR("<w:trPr><w:ins w:id='2'/></w:trPr>" TC(P("b")))
                     TR(TCP("<w:cellDel w:id='3'/>", P("c") TBL(TR(TC(P("d"))))) TCP("<w:cellIns w:id='4'/>", P("e")))),
             "[2x1 0,0:(b) 1,0:(e)]", GK_DIAG_REVISION_DROPPED, 2);
  check(TBL(TR("<w:trPr><w:del w:id='1'/></w:trPr>" TC(P("a")))) P("b"), "(b)");
  check(TBL(TR(TC("<w:p/>") "<w:trPr><w:del/></w:trPr>")), "[1x1 0,0:()]");
}

static void deleted_paragraph_marks(void **state) {
  (void)state;
  check(PP(GONE_MARK, R("a")) PP("<w:outlineLvl w:val='0'/>", R("b")) P("c"), "(ab)(c)");
  check(PP(GONE_MARK, DEL_R("a")) PP("<w:outlineLvl w:val='0'/>", R("b")), "1(b)");
  check(PP(GONE_MARK, R("a")) "<w:sdt><w:sdtContent>" PP(GONE_MARK, R("b")) P("c") "</w:sdtContent></w:sdt>", "(abc)");
  check(PP(GONE_MARK, R("a")) TBL(TR(TC(PP(GONE_MARK, R("1"))) TC(P("2")))) P("b"), "(a)[1x2 0,0:(1) 0,1:(2)](b)");
  check(PP("<w:pPrChange><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:pPrChange>", R("a")) P("b"), "(a)(b)");
}

/* Fields */

static void field_results(void **state) {
  (void)state;
  check("<w:p>" FLD("begin") "<w:r><w:instrText> PAGE </w:instrText></w:r>" FLD("separate") R("3") FLD("end")
            R("a") "</w:p>",
        "(3a)");
  check("<w:p>" FLD("begin") FLD("begin") FLD("separate") R("x") FLD("end") FLD("separate") R("y") FLD("end") "</w:p>",
        "(y)");
  check("<w:p>" FLD("begin") FLD("separate") R("1") "</w:p>" P("2") "<w:p>" FLD("end") R("3") "</w:p>", "(1)(2)(3)");
  check("<w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:name w:val='x'/><x:y>" R(
            "z") "</x:y></w:ffData></w:fldChar></w:r>" FLD("separate") R("1") FLD("end") "</w:p>",
        "(1)");
  /* Text in a code is not seen on the page; where the code has lost its end, this tells. */
  check_diag("<w:p>" FLD("begin") R("1") "</w:p>", "()", GK_DIAG_HIDDEN_TEXT, 1);
}

static void orphans_of_fields(void **state) {
  (void)state;
  check("<w:p>" FLD("end") FLD("separate") R("1") "</w:p>", "(1)");
  check("<w:p>" R("0") FLD("begin") R("1") "</w:p>" P("2"), "(0)(2)");
  check("<w:p>" FLD("begin") FLD("separate") R("1") DEL(FLD("end")) R("2") "</w:p>", "(12)");
  char document[16384] = "<w:document" NAMESPACES "><w:body><w:p>";
  for (int i = 0; i < 100; i++)
    strcat(document, FLD("begin"));
  for (int i = 0; i < 100; i++)
    strcat(document, FLD("end"));
  check_xml(strcat(document, R("1") "</w:p></w:body></w:document>"), "(1)");
}

/* Characters */

static void characters_as_elements(void **state) {
  (void)state;
  check("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t><w:tab/><w:t>d</w:t><w:ptab/><w:noBreakHyphen/>"
        "<w:t>8</w:t><w:softHyphen/><w:t>9</w:t><w:lastRenderedPageBreak/></w:r></w:p>",
        "(a\\nb\\nc\\td\\t-89)");
  check("<w:p>" R("a") "<w:r><w:br w:type='page'/></w:r>" R("b") "</w:p>", "(a\\nb)");
}

static void symbols(void **state) {
  (void)state;
#define SYM(font, code) "<w:sym w:font='" font "' w:char='" code "'/>"
  check_diag("<w:p><w:r>" SYM("MS Gothic", "2612") SYM("Wingdings", "F0FE") SYM("Wingdings", "41") SYM("Arial", "F041")
                 SYM("Arial", "D800") SYM("Arial", "zz") SYM("Arial", "1234567") SYM("Arial", "1F600") "</w:r></w:p>",
             "(\u2612\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\U0001F600)", GK_DIAG_SYMBOL_UNKNOWN, 6);
}

static void white_space(void **state) {
  (void)state;
  check("<w:p><w:r><w:t>\n  a b &amp; c\n  d  </w:t><w:t xml:space='preserve'> e </w:t><w:t>  </w:t><w:t>&#32;f</w:t>"
        "<w:t>\xE3\x80\x80</w:t></w:r></w:p>",
        "(a b & c\\n  d e  f\xE3\x80\x80)");
  check("<w:p><w:r><w:t>a \r\n\r b\r\n</w:t></w:r></w:p>", "(a \\n\\n b)");
  check("<w:p><w:r><w:t> 1 <!-- --> 2 </w:t></w:r><w:r><w:t><![CDATA[3 ]]></w:t></w:r></w:p>", "(1  23)");
}

static void documents_elsewhere(void **state) {
  (void)state;
  check_diag("<w:altChunk/><w:p>" R("a") "<w:subDoc/></w:p>", "(a)", GK_DIAG_ALT_CHUNK, 2);
}

/* Ids longer than any writer's are none, so that chains of styles cost what they hold. */
static void endless_style_ids(void **state) {
  (void)state;
#define TEN(s) s s s s s s s s s s
#define STYLE_OF(id) STYLES("<w:style w:type='paragraph' w:styleId='" id "'><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:style>")
  check_parts(&(parts){.document = DOCUMENT(PP("<w:pStyle w:val='" TEN(TEN("y")) "'/>", R("a"))), .styles = STYLE_OF(TEN(TEN("y")))},
              "1(a)");
  check_parts(&(parts){.document = DOCUMENT(PP("<w:pStyle w:val='" TEN(TEN("yyy")) "'/>", R("a"))), .styles = STYLE_OF(TEN(TEN("yyy")))},
              "(a)");
}

static void hidden_text(void **state) {
  (void)state;
  check_diag("<w:p>" R("a") HIDDEN("b") "<w:r><w:rPr><w:vanish w:val='off'/></w:rPr><w:t>c</w:t></w:r></w:p>", "(ac)",
             GK_DIAG_HIDDEN_TEXT, 1);
#define STYLED(style, more, s) "<w:r><w:rPr><w:rStyle w:val='" style "'/>" more "</w:rPr><w:t>" s "</w:t></w:r>"
  check_parts(&(parts){.document = DOCUMENT(PP("<w:pStyle w:val='H'/>",
                                               R("a") STYLED("h", "", "b") STYLED("h", "<w:vanish w:val='0'/>", "c"))
                                            PP("", R("d") STYLED("h2", "", "e"))),
                       .styles = STYLES("<w:style w:type='paragraph' w:styleId='H'><w:rPr><w:vanish/></w:rPr></w:style>"
                                        "<w:style w:type='character' w:styleId='h'><w:rPr><w:vanish/></w:rPr></w:style>"
                                        "<w:style w:type='character' w:styleId='h2'><w:basedOn w:val='h'/></w:style>")},
              "(bc)(d)");
}

/* 17.7.3: what w:docDefaults hides stays hidden, whatever styles say. */
static void hidden_by_default(void **state) {
  (void)state;
  check_parts(&(parts){.document = DOCUMENT("<w:p>" R("a") "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>b</w:t></w:r></w:p>"
                                            PP("<w:pStyle w:val='H'/>", R("c")) P("d")),
                       .styles = STYLES("<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
                                        "<w:style w:type='paragraph' w:styleId='H'><w:rPr><w:vanish/></w:rPr></w:style>")},
              "(b)");
}

/* With its mark hidden as well a paragraph is not there; what shows of it keeps it apart from the next. */
static void hidden_paragraphs(void **state) {
  (void)state;
#define HIDDEN_MARK "<w:rPr><w:vanish/></w:rPr>"
  check(P("a") PP(HIDDEN_MARK, HIDDEN("b")) PP(HIDDEN_MARK, "") "<w:p/>" PP("", HIDDEN("c")) PP(HIDDEN_MARK, R("d")) P("e"),
        "(a)()()(d)(e)");
  check(TBL(TR(TC(PP(HIDDEN_MARK, HIDDEN("b"))) TC(P("c")))), "[1x2 0,0: 0,1:(c)]");
}

/* A mark of a note or a power, set by hand, is not the next digit; nor is what a struck number was replaced by. */
static void digits_apart(void **state) {
  (void)state;
  check("<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>12</w:t></w:r>" R("15") "<w:r><w:rPr><w:dstrike w:val='0'/></w:rPr>"
        "<w:t>6</w:t></w:r></w:p>", "(12 156)");
#define ALIGNED(to, s) "<w:r><w:rPr><w:vertAlign w:val='" to "'/></w:rPr><w:t>" s "</w:t></w:r>"
  check("<w:p>" R("10") ALIGNED("superscript", "1") ALIGNED("superscript", "2") R("5") "</w:p>", "(10 12 5)");
  check("<w:p>" R("10") ALIGNED("baseline", "1") "</w:p><w:p>" R("m") ALIGNED("superscript", "2") R("a") "</w:p>", "(101)(m2a)");
  check_parts(&(parts){.document = DOCUMENT("<w:p>" R("7") STYLED("n2", "", "1") STYLED("n2", "<w:vertAlign w:val='baseline'/>", "8")
                                            "</w:p>" P("9")),
                       .styles = STYLES("<w:style w:type='character' w:styleId='n'><w:rPr><w:vertAlign w:val='superscript'/>"
                                        "</w:rPr></w:style>"
                                        "<w:style w:type='character' w:styleId='n2'><w:basedOn w:val='n'/></w:style>")},
              "(7 1 8)(9)");
}

static void readings_are_not_text(void **state) {
  (void)state;
  check("<w:p><w:r><w:ruby><w:rubyPr/><w:rt>" R("x") "</w:rt><w:rubyBase>" R("a") "</w:rubyBase></w:ruby></w:r></w:p>",
        "(a)");
}

/* Paragraphs and parts */

static void outline_levels(void **state) {
  (void)state;
  check_parts(&(parts){.document = DOCUMENT(
                           PP("<w:outlineLvl w:val='2'/>", R("a")) PP("<w:outlineLvl w:val='9'/>", R("b"))
                               PP("<w:pStyle w:val='H1'/>", R("c")) PP("<w:pStyle w:val='none'/>", R("d")) P("e")),
                       .styles = STYLES("<w:style w:styleId='H1'><w:name w:val='Heading 1'/></w:style>"
                                        "<w:style w:type='paragraph' w:default='1' w:styleId='N'><w:pPr>"
                                        "<w:outlineLvl w:val='7'/></w:pPr></w:style>")},
              "3(a)(b)1(c)(d)8(e)");
}


static void notes(void **state) {
  (void)state;
  static const char document[] =
      DOCUMENT("<w:p>" R("12") "<w:r><w:footnoteReference w:id='2'/></w:r>"
               "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='3'/><w:t>9</w:t></w:r>" R("a")
               "<w:r><w:endnoteReference w:customMarkFollows='on' w:id='4'/><w:t>8</w:t></w:r>" "</w:p>");
  check_parts(&(parts){.document = document,
                       .footnotes = NOTES("footnote", "<w:footnote w:type='separator'>" P("x") "</w:footnote>"
                                          NOTE("footnote", "<w:p><w:r><w:footnoteRef/></w:r>" R("b") "</w:p>")),
                       .endnotes = NOTES("endnote", NOTE("endnote", P("c") TBL(TR(TC(P("d"))))))},
              "(12a)n(b)n(c)[1x1 0,0:n(d)]");
}

/* A damaged part that is not the main one is read as far as it goes, and named. */
static void damaged_side_parts(void **state) {
  (void)state;
  doc d;
  gk_str input = read_parts_as(
      &d,
      &(parts){.document = DOCUMENT(P("a")),
               .styles = "<w:styles",
               .numbering = "<!DOCTYPE x><w:numbering" NAMESPACES "/>",
               .footnotes = "<w:footnotes" NAMESPACES "><w:footnote>" TBL(TR(TC(P("b")) "<w:tc><w:p>" R("c"))),
               .endnotes = "<w:other" NAMESPACES "/>",
               .extra_rels = "<Relationship Id='q' Type='" OFFICE "styles' Target='NULL'/>"},
      "(a)[1x2 0,0:n(b) 0,1:n(c)]");
  assert_int_equal(diag_arg(&d, &GK_DIAG_PART_MISSING), 5);
  drop(&d, input);
}

static void odd_documents(void **state) {
  (void)state;
  doc d;
  gk_str input = read_parts_as(&d,
                &(parts){.document = DOCUMENT("<w:altChunk/>" P("a")),
                         .content_type = "application/vnd.ms-word.document.macroEnabled.main+xml"},
                "(a)");
  assert_int_equal(diag_arg(&d, &GK_DIAG_ODD_MAIN_TYPE), 1);
  assert_int_equal(diag_arg(&d, &GK_DIAG_ALT_CHUNK), 1);
  drop(&d, input);
}

static void refusals(void **state) {
  (void)state;
  assert_int_equal(status_of(&(parts){.document = "<w:workbook" NAMESPACES "/>"}), GK_STATUS_UNSUPPORTED);
  assert_int_equal(status_of(&(parts){.styles = STYLES("")}), GK_STATUS_CORRUPT);
  assert_int_equal(status_of(&(parts){.document = "<!DOCTYPE x>" DOCUMENT("")}), GK_STATUS_DOCTYPE);
  assert_int_equal(status_of(&(parts){.document = "<w:document" NAMESPACES "><w:body>"}), GK_STATUS_MALFORMED_XML);
  assert_int_equal(
      status_of(&(parts){.document = DOCUMENT(TBL(TR(TCP(SPAN("1000"), "") TCP(SPAN("1000"), "") TC(""))))}),
      GK_STATUS_TOO_COMPLEX);
}

/* Nothing is where it should be; nothing is lost that has a place. */
static void misplaced_elements(void **state) {
  (void)state;
  check(TR(TC(P("a"))) TC(P("b")) R("c"), "(a)(b)");
  check(TBL(P("x") TC(P("y")) TR(P("z") TR(TC(P("a"))) TBL("") TC(TR(P("b"))))), "[1x2 0,0:(a) 0,1:(b)]");
  check("<w:p>" R("a") P("b") R("c") TBL(TR(TC(P("1")) TC(P("2")))) R("d") "</w:p>",
        "(acd)b(b)[1x2 0,0:b(1) 0,1:b(2)]");
  check("<w:p>" R("a") "<w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:p>" TBL(
            TR(TC(P("b") "<w:tcPr>" SPAN("3") "</w:tcPr>"))),
        "(a)[1x1 0,0:(b)]");
  check("<w:body><w:p><w:t>a<w:r>x</w:r>b</w:t></w:p></w:body>", "(ab)");
}

static void many_tables_deep(void **state) {
  (void)state;
  char document[65536] = "<w:document" NAMESPACES "><w:body>";
  for (int i = 0; i < 60; i++)
    strcat(document, "<w:tbl><w:tr><w:tc>");
  for (int i = 0; i < 60; i++)
    strcat(document, "<w:p/></w:tc></w:tr></w:tbl>");
  assert_int_equal(status_of(&(parts){.document = strcat(document, "</w:body></w:document>")}), GK_STATUS_TOO_COMPLEX);
}

/* UTF-16 */
static void other_encodings(void **state) {
  (void)state;
  static const char ascii[] = "<?xml version='1.0' encoding='UTF-16'?>" DOCUMENT(P("ab"));
  char wide[2 * sizeof ascii];
  size_t n = 0;
  wide[n++] = '\xFF';
  wide[n++] = '\xFE';
  for (size_t i = 0; i < sizeof ascii - 1; i++) {
    wide[n++] = ascii[i];
    wide[n++] = '\0';
  }
  doc d;
  gk_str input = read_parts_as(&d, &(parts){.document = wide, .document_bytes = n}, "(ab)");
  assert_int_equal(d.encoding, GK_ENCODING_UTF16LE);
  const gk_text *text = &d.layout.nodes[0].u.para;
  gk_span b = gk_layout_locate(&d.layout, text, (gk_str){text->p + 1, 1});
  assert_int_equal(b.n, 2);
  assert_int_equal(wide[b.off], 'b');
  drop(&d, input);
}

/* Text that stands in the part as it is is not copied; text in pieces spans from its first byte to its last. */
static void provenance(void **state) {
  (void)state;
  static const char document[] = DOCUMENT(P("12") "<w:p>" R("3") "<w:r><w:noBreakHyphen/><w:t>4</w:t></w:r></w:p>");
  doc d;
  gk_str input = read_parts_as(&d, &(parts){.document = document}, "(12)(3-4)");
  const gk_text *text = &d.layout.nodes[0].u.para;
  assert_int_equal(text->n_segs, 0);
  assert_int_equal(gk_layout_region(&d.layout, (gk_str){text->p, text->n}), 0);
  text = &d.layout.nodes[1].u.para;
  gk_span minus4 = gk_layout_locate(&d.layout, text, (gk_str){text->p + 1, 2});
  assert_int_equal(minus4.off, strstr(document, "<w:noBreakHyphen") - document);
  assert_int_equal(minus4.off + minus4.n, strstr(document, "4</w:t>") + 1 - document);
  assert_memory_equal(d.layout.parts[0].name.p, "word/document.xml", d.layout.parts[0].name.n);
  drop(&d, input);
}

/* clang-format on */

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(grid_spans),
      cmocka_unit_test(vertical_merges),
      cmocka_unit_test(grid_before_and_after),
      cmocka_unit_test(width_comes_from_all_rows),
      cmocka_unit_test(horizontal_merges),
      cmocka_unit_test(merges_that_are_not),
      cmocka_unit_test(absurd_numbers),
      cmocka_unit_test(empty_cells_are_there),
      cmocka_unit_test(nested_tables),
      cmocka_unit_test(wrappers_are_transparent),
      cmocka_unit_test(strict_namespace),
      cmocka_unit_test(mathematics),
      cmocka_unit_test(one_branch_of_alternates),
      cmocka_unit_test(text_boxes),
      cmocka_unit_test(deleted_runs),
      cmocka_unit_test(deleted_rows_and_cells),
      cmocka_unit_test(deleted_paragraph_marks),
      cmocka_unit_test(field_results),
      cmocka_unit_test(orphans_of_fields),
      cmocka_unit_test(characters_as_elements),
      cmocka_unit_test(symbols),
      cmocka_unit_test(white_space),
      cmocka_unit_test(documents_elsewhere),
      cmocka_unit_test(endless_style_ids),
      cmocka_unit_test(hidden_text),
      cmocka_unit_test(hidden_by_default),
      cmocka_unit_test(hidden_paragraphs),
      cmocka_unit_test(digits_apart),
      cmocka_unit_test(readings_are_not_text),
      cmocka_unit_test(outline_levels),
      cmocka_unit_test(notes),
      cmocka_unit_test(damaged_side_parts),
      cmocka_unit_test(odd_documents),
      cmocka_unit_test(refusals),
      cmocka_unit_test(misplaced_elements),
      cmocka_unit_test(many_tables_deep),
      cmocka_unit_test(other_encodings),
      cmocka_unit_test(provenance),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
