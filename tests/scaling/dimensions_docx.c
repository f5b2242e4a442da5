/* Word documents, in a zip and flat. */
#include "dimension.h"

#include "support/docx.h"

#define WORDML "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
#define TITLE  "<w:p><w:r><w:t>青禾县水务局2021年政府信息公开工作年度报告</w:t></w:r></w:p>"
#define OPEN   "<w:document " WORDML "><w:body>" TITLE
#define CLOSE  "</w:body></w:document>"
#define R(s)   "<w:r><w:t>" s "</w:t></w:r>"
#define P(s)   "<w:p>" R(s) "</w:p>"
#define C(s)   "<w:tc>" P(s) "</w:tc>"
#define ROW    C("信息内容") C("本年制发件数") C("$") C("/")
#define REPORT OPEN "<w:tbl>"
#define ENDED  "</w:tbl>" CLOSE

#define LEVEL(i)     "<w:lvl w:ilvl='" i "'><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1.%2、'/></w:lvl>"
#define NUMBERED     "<w:p><w:pPr><w:numPr><w:ilvl w:val='8'/><w:numId w:val='1'/></w:numPr></w:pPr>" R("件") "</w:p>"
#define NUMBERING(s) PART_LINE "<w:numbering " WORDML ">" s
#define STYLE_OF(s)  "<w:p><w:pPr><w:pStyle w:val='" s "'/></w:pPr>" R("文") "</w:p>"

#define FLAT                                                                                                           \
  "<pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage' " WORDML ">"                           \
  "<pkg:part pkg:name='/word/document.xml' pkg:contentType='application/vnd.openxmlformats-officedocument."            \
  "wordprocessingml.document.main+xml'><pkg:xmlData><w:document><w:body>" TITLE

const dimension dimensions_docx[] = {
    {"docx/paragraphs", pack_docx, OPEN, P("公开$件。"), NULL, NULL, CLOSE},
    {"docx/empty-paragraphs", pack_docx, OPEN, "<w:p/>", NULL, NULL, CLOSE},
    {"docx/runs", pack_docx, OPEN "<w:p>", R("件$"), NULL, NULL, "</w:p>" CLOSE},
    {"docx/one-run", pack_docx, OPEN "<w:p><w:r><w:t>", "公开$件。", NULL, NULL, "</w:t></w:r></w:p>" CLOSE},
    {"docx/breaks", pack_docx, OPEN "<w:p><w:r>", "<w:br/><w:t>件</w:t>", NULL, NULL, "</w:r></w:p>" CLOSE},
    {"docx/character-references", pack_docx, OPEN "<w:p><w:r><w:t>", "&#19968;", NULL, NULL,
     "</w:t></w:r></w:p>" CLOSE},
    {"docx/entities", pack_docx, OPEN "<w:p><w:r><w:t>", "&amp;", NULL, NULL, "</w:t></w:r></w:p>" CLOSE},
    {"docx/nesting", pack_docx, OPEN, "<w:sdt>", P("件"), "</w:sdt>", CLOSE},
    {"docx/nesting-within-limits", pack_docx, OPEN,
     "<w:sdt><w:sdt><w:sdt><w:sdt><w:sdt><w:sdt><w:sdt><w:sdt></w:sdt></w:sdt></w:sdt></w:sdt></w:sdt></w:sdt></w:sdt>"
     "</w:sdt>",
     NULL, NULL, CLOSE},
    {"docx/nested-tables", pack_docx, OPEN,
     TABLE_DEEP("<w:tbl><w:tr><w:tc>") P("件") TABLE_DEEP("</w:tc></w:tr></w:tbl>"), NULL, NULL, CLOSE},
    {"docx/nested-boxes", pack_docx, OPEN, "<w:p><w:r><w:txbxContent>", P("件"), "</w:txbxContent></w:r></w:p>", CLOSE},
    {"docx/rows", pack_docx, REPORT, "<w:tr>" ROW "</w:tr>", NULL, NULL, ENDED},
    {"docx/columns", pack_docx, REPORT "<w:tr>", C("$"), NULL, NULL, "</w:tr>" ENDED},
    {"docx/tables", pack_docx, OPEN, "<w:tbl><w:tr>" ROW "</w:tr></w:tbl>", NULL, NULL, CLOSE},
    {"docx/one-cell", pack_docx, REPORT "<w:tr><w:tc>", P("公开$件。"), NULL, NULL, "</w:tc></w:tr>" ENDED},
    {"docx/column-spans", pack_docx, REPORT,
     "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='1024'/></w:tcPr>" P("件") "</w:tc></w:tr>", NULL, NULL, ENDED},
    {"docx/row-spans", pack_docx, REPORT, "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>" P("件") "</w:tc>" C("$") "</w:tr>",
     NULL, NULL, ENDED},
    {"docx/wide-row-spans", pack_docx, REPORT,
     "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='1024'/><w:vMerge/></w:tcPr>" P("件") "</w:tc></w:tr>", NULL, NULL, ENDED},
    {"docx/grid-before", pack_docx, REPORT, "<w:tr><w:trPr><w:gridBefore w:val='1023'/></w:trPr>" C("件") "</w:tr>",
     NULL, NULL, ENDED},
    {"docx/attributes", pack_docx, OPEN "<w:p ", "a$='1' ", NULL, NULL, "/>" CLOSE},
    {"docx/attributes-of-many", pack_docx, OPEN, "<w:p w:a='1' w:b='2' w:c='3' w:d='4' w:e='5' w:f='6'/>", NULL, NULL,
     CLOSE},
    {"docx/namespaces", pack_docx, OPEN, "<x:x xmlns:x='$'>", NULL, "</x:x>", CLOSE},
    {"docx/namespaces-of-many", pack_docx, OPEN, "<w:p xmlns:a='1' xmlns:b='2' xmlns:c='3' a:a='' b:b='' c:c=''/>",
     NULL, NULL, CLOSE},
    {"docx/members", pack_members, "word/document.xml\n", "word/media/image$.png\n", NULL, NULL, NULL},
    {"docx/lists", pack_docx, OPEN NUMBERED CLOSE NUMBERING(""),
     "<w:abstractNum w:abstractNumId='$'>" LEVEL("0")
         LEVEL("8") "</w:abstractNum>"
                    "<w:num w:numId='$'><w:abstractNumId w:val='$'/></w:num>",
     NULL, NULL, "</w:numbering>"},
    {"docx/list-uses", pack_docx, OPEN,
     "<w:p><w:pPr><w:numPr><w:ilvl w:val='8'/><w:numId w:val='$'/></w:numPr></w:pPr>" R("件") "</w:p>", NULL, NULL,
     CLOSE NUMBERING("<w:abstractNum w:abstractNumId='1'>" LEVEL("0")
                         LEVEL("8") "</w:abstractNum>"
                                    "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>")},
    {"docx/list-items", pack_docx, OPEN, NUMBERED, NULL, NULL,
     CLOSE NUMBERING("<w:abstractNum w:abstractNumId='1'>" LEVEL("0") LEVEL("1")
                         LEVEL("8") "</w:abstractNum>"
                                    "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>")},
    {"docx/styles", pack_docx, OPEN STYLE_OF("s1") CLOSE NUMBERING("</w:numbering>") PART_LINE "<w:styles " WORDML ">",
     "<w:style w:type='paragraph' w:styleId='s$'><w:basedOn w:val='s$0'/></w:style>", NULL, NULL, "</w:styles>"},
    {"docx/style-uses", pack_docx, OPEN, STYLE_OF("s$"), NULL, NULL,
     CLOSE NUMBERING("</w:numbering>") PART_LINE "<w:styles " WORDML "><w:style w:type='paragraph' w:styleId='s1'/>"
                                                 "</w:styles>"},
    {"docx/footnotes", pack_docx,
     OPEN CLOSE NUMBERING("</w:numbering>") PART_LINE "<w:styles " WORDML "/>" PART_LINE "<w:footnotes " WORDML ">",
     "<w:footnote w:id='$'>" P("见第$页。") "</w:footnote>", NULL, NULL, "</w:footnotes>"},
    {"docx/sections", pack_docx, OPEN, P("二、主动公开政府信息情况"), NULL, NULL, CLOSE},
    {"docx/label-look-alikes", pack_docx, REPORT, "<w:tr>" C("行政规范性文件") C("现行有效件数") C("规章") "</w:tr>",
     NULL, NULL, ENDED},
    {"docx/table-look-alikes", pack_docx, OPEN,
     "<w:tbl><w:tr>" C("第二十条第（一）项") "</w:tr><w:tr>" C("信息内容") C("本年制发件数") C("本年废止件数")
         C("现行有效件数") "</w:tr><w:tr>" C("规章") C("0") C("$") C("/") "</w:tr></w:tbl>",
     NULL, NULL, CLOSE},
    {"flat-opc/paragraphs", pack_plain, FLAT, P("公开$件。"), NULL, NULL,
     "</w:body></w:document></pkg:xmlData></pkg:part></pkg:package>"},
    {"flat-opc/parts", pack_plain, FLAT "</w:body></w:document></pkg:xmlData></pkg:part>",
     "<pkg:part pkg:name='/word/part$.xml' "
     "pkg:contentType='application/xml'><pkg:xmlData><a/></pkg:xmlData></pkg:part>",
     NULL, NULL, "</pkg:package>"},
    {0},
};
