/* OpenDocument texts, in a zip and flat. */
#include "dimension.h"

#include "support/docx.h"

#define NS(name, uri) "xmlns:" name "='urn:oasis:names:tc:opendocument:xmlns:" uri ":1.0' "
#define NAMESPACES    NS("office", "office") NS("style", "style") NS("text", "text") NS("table", "table")
#define TITLE         "<text:p>青禾县水务局2021年政府信息公开工作年度报告</text:p>"
#define OPEN          "<office:document-content " NAMESPACES "><office:body><office:text>" TITLE
#define CLOSE         "</office:text></office:body></office:document-content>"
#define P(s)          "<text:p>" s "</text:p>"
#define C(s)          "<table:table-cell>" P(s) "</table:table-cell>"
#define STYLED        "<office:document-content " NAMESPACES "><office:automatic-styles>"
#define BODY          "</office:automatic-styles><office:body><office:text>" TITLE

const dimension dimensions_odt[] = {
    {"odt/paragraphs", pack_odt, OPEN, P("公开$件。"), NULL, NULL, CLOSE},
    {"odt/spans", pack_odt, OPEN "<text:p>", "<text:span>件$</text:span>", NULL, NULL, "</text:p>" CLOSE},
    {"odt/nested-spans", pack_odt, OPEN "<text:p>", "<text:span>", "件", "</text:span>", "</text:p>" CLOSE},
    {"odt/sections", pack_odt, OPEN, "<text:section>", P("件"), "</text:section>", CLOSE},
    {"odt/rows", pack_odt, OPEN "<table:table>", "<table:table-row>" C("规章") C("$") "</table:table-row>", NULL, NULL,
     "</table:table>" CLOSE},
    {"odt/columns", pack_odt, OPEN "<table:table><table:table-row>", C("$"), NULL, NULL,
     "</table:table-row></table:table>" CLOSE},
    {"odt/row-spans", pack_odt, OPEN "<table:table>",
     "<table:table-row><table:table-cell table:number-rows-spanned='9' table:number-columns-spanned='1024'/>"
     "</table:table-row>",
     NULL, NULL, "</table:table>" CLOSE},
    {"odt/covered-cells", pack_odt, OPEN "<table:table><table:table-row>", "<table:covered-table-cell/>", NULL, NULL,
     "</table:table-row></table:table>" CLOSE},
    {"odt/nested-tables", pack_odt, OPEN,
     TABLE_DEEP("<table:table><table:table-row><table:table-cell>") P("件")
         TABLE_DEEP("</table:table-cell></table:table-row></table:table>"),
     NULL, NULL, CLOSE},
    {"odt/list-items", pack_odt, OPEN "<text:list>", "<text:list-item>" P("件") "</text:list-item>", NULL, NULL,
     "</text:list>" CLOSE},
    {"odt/nested-lists", pack_odt, OPEN, "<text:list><text:list-item>", P("件"), "</text:list-item></text:list>",
     CLOSE},
    {"odt/lists", pack_odt, OPEN,
     "<text:list xml:id='i$' text:continue-list='i$'><text:list-item>" P("件") "</text:list-item></text:list>", NULL,
     NULL, CLOSE},
    {"odt/styles", pack_odt, STYLED, "<style:style style:name='s$' style:parent-style-name='s$0'/>", NULL, NULL,
     BODY "<text:p text:style-name='s1'>件</text:p>" CLOSE},
    {"odt/list-styles", pack_odt, STYLED,
     "<text:list-style style:name='s$'><text:list-level-style-number text:level='1' style:num-format='1'/>"
     "</text:list-style>",
     NULL, NULL, BODY P("件") CLOSE},
    {"odt/style-uses", pack_odt, OPEN, "<text:p text:style-name='s$'>件</text:p>", NULL, NULL, CLOSE},
    {"odt/blanks", pack_odt, OPEN "<text:p>", "<text:s text:c='9'/>", NULL, NULL, "</text:p>" CLOSE},
    {"fodt/paragraphs", pack_plain, "<office:document " NAMESPACES "><office:body><office:text>" TITLE, P("公开$件。"),
     NULL, NULL, "</office:text></office:body></office:document>"},
    {0},
};
