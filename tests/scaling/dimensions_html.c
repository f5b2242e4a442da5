/* Web pages, as they are and saved. */
#include "dimension.h"

#define OPEN     "<!DOCTYPE html><meta charset=utf-8><h1>青禾县水务局2021年政府信息公开工作年度报告</h1>"
#define THREE(s) s s s
#define NINE(s)  THREE(THREE(s))

const dimension dimensions_html[] = {
    {"html/paragraphs", pack_plain, OPEN, "<p>公开$件。</p>", NULL, NULL, NULL},
    {"html/unclosed-paragraphs", pack_plain, OPEN, "<p>件", NULL, NULL, NULL},
    {"html/unclosed-cells", pack_plain, OPEN "<table>", "<tr><td>规章<td>$", NULL, NULL, NULL},
    {"html/unclosed-formatting", pack_plain, OPEN, "<p>" NINE("<b>") "件</p>" NINE("</b>"), NULL, NULL, NULL},
    {"html/misnested", pack_plain, OPEN, "<b><p>件</b><i></p></i>", NULL, NULL, NULL},
    {"html/misnested-links", pack_plain, OPEN, "<a href=x><p>件<a>", NULL, NULL, NULL},
    {"html/stray-end-tags", pack_plain, OPEN, "</div>", NULL, NULL, NULL},
    {"html/nesting", pack_plain, OPEN, NINE(NINE("<div>")) "件" NINE(NINE("</div>")), NULL, NULL, NULL},
    {"html/nested-tables", pack_plain, OPEN, NINE("<table><tr><td>") "件" NINE("</table>"), NULL, NULL, NULL},
    {"html/rows", pack_plain, OPEN "<table>", "<tr><td>规章</td><td>$</td></tr>", NULL, NULL, "</table>"},
    {"html/columns", pack_plain, OPEN "<table><tr>", "<td>$</td>", NULL, NULL, "</table>"},
    {"html/tables", pack_plain, OPEN, "<table><tr><td>$</table>", NULL, NULL, NULL},
    {"html/text-in-tables", pack_plain, OPEN "<table>", "<p>件</p>", NULL, NULL, "</table>"},
    {"html/column-spans", pack_plain, OPEN "<table>", "<tr><td colspan=1000>件", NULL, NULL, "</table>"},
    {"html/row-spans", pack_plain, OPEN "<table>", "<tr><td rowspan=65534>件", NULL, NULL, "</table>"},
    {"html/wide-row-spans", pack_plain, OPEN "<table>", "<tr><td rowspan=9 colspan=1000>件<td>1", NULL, NULL,
     "</table>"},
    {"html/covered-columns", pack_plain, OPEN "<table><tr><td rowspan=65534 colspan=1000>件", "<tr><td>1", NULL, NULL,
     "</table>"},
    {"html/ending-row-spans", pack_plain, OPEN "<table><tr>", "<td rowspan=$>", NULL, "<tr><td rowspan=65534>1",
     "</table>"},
    {"html/row-groups", pack_plain, OPEN "<table><tr>", "<td rowspan=2>1", NULL, "<tbody><tr><td rowspan=2>1",
     "</table>"},
    {"html/one-cell", pack_plain, OPEN "<table><tr><td>", "公开$件。", NULL, NULL, "</table>"},
    {"html/attributes", pack_plain, OPEN, "<p a=1 b=2 c=3 d=4 e=5 f=6 g=7 h=8>", NULL, NULL, NULL},
    {"html/style-attributes", pack_plain, OPEN, "<p style='color:red;display:inline;margin:0'>件", NULL, NULL, NULL},
    {"html/one-attribute", pack_plain, OPEN "<p title='", "公开", NULL, NULL, "'>"},
    {"html/entities", pack_plain, OPEN "<p>", "&nbsp;&lt;", NULL, NULL, NULL},
    {"html/character-references", pack_plain, OPEN "<p>", "&#19968;", NULL, NULL, NULL},
    {"html/comments", pack_plain, OPEN, "<!--件-->", NULL, NULL, NULL},
    {"html/scripts", pack_plain, OPEN, "<script>f()</script>", NULL, NULL, NULL},
    {"html/lists", pack_plain, OPEN "<ol>", "<li>件", NULL, NULL, "</ol>"},
    {"html/nested-lists", pack_plain, OPEN, NINE("<ol><li>") "件" NINE("</ol>"), NULL, NULL, NULL},
    {"html/long-line", pack_plain, OPEN, "公开$件", NULL, NULL, NULL},
    {"html/less-than-signs", pack_plain, OPEN, "<", NULL, NULL, NULL},
    {"mht/quoted", pack_plain,
     "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
     "Content-Transfer-Encoding: quoted-printable\n\n" OPEN "<p>",
     "=E4=BB=B6=\n", NULL, NULL, NULL},
    {"mht/parts", pack_plain,
     "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\n"
     "Content-Type: text/html; charset=utf-8\n\n" OPEN "<p>件\n",
     "--b\nContent-Type: image/png\n\nx\n", NULL, NULL, "--b--\n"},
    {0},
};
