"""Reports as web pages: on portals, saved by programs, written by hand and by careless ones."""

import base64
import quopri
from dataclasses import replace
from html import escape

from gen import grid
from gen.report import Decoy, FormTable, Para
from gen.rng import Rng

BLANKS = ("", "&nbsp;", "&#12288;", "&#160;&#xA0;", " ", "<br>", "<p></p>", "<p>&nbsp;</p>")


def spans(rows):
    """(cell, colspan, rowspan) of each row, cells merged from above left out."""
    starts, out = {}, []
    for row in rows:
        at, line = 0, []
        for cell in row:
            if cell.merge == "cont" and at in starts:
                starts[at][2] += 1
            elif cell.merge != "cont":
                entry = [cell, cell.cols, 1]
                line.append(entry)
                if cell.merge == "start":
                    starts[at] = entry
                else:
                    starts.pop(at, None)
            at += cell.cols
        out.append(line)
    return out


class Html:
    name = "page"
    suffix = "html"
    covers = "a plain page in UTF-8, the tables with rowspan and colspan"
    encoding = "utf-8"
    charset = "utf-8"

    def __init__(self, report):
        self.report = report
        self.rng = Rng(report.name + "/" + self.name)

    @classmethod
    def suits(cls, report):
        """Whether this writer's page of the report can be read in one way only."""
        return True

    def truth(self):
        """The report that a reader must find in this writer's page."""
        return self.report

    # Text. `role` is one of: title line preamble heading body signature label value.

    def text(self, text):
        return escape(text, quote=False)

    def para(self, text, role):
        return f"<p>{self.text(text)}</p>\n"

    def heading(self, section):
        return f"<h2>{self.text(section.heading)}</h2>\n"

    # Tables

    table_attrs = ' border="1" cellspacing="0"'

    def content(self, cell):
        if not cell.text.strip() and cell.is_value:
            return escape(cell.text)
        return self.text(cell.text)

    def cell(self, cell, cols, rows):
        attrs = (f' colspan="{cols}"' if cols > 1 else "") + (f' rowspan="{rows}"' if rows > 1 else "")
        return f"<td{attrs}>{self.content(cell)}</td>\n"

    def row(self, row):
        return "<tr>\n" + "".join(self.cell(*entry) for entry in row) + "</tr>\n"

    def rows(self, rows, table_id):
        return "".join(self.row(row) for row in spans(rows))

    def table(self, rows, table_id):
        return f"<table{self.table_attrs}>\n<tbody>\n{self.rows(rows, table_id)}</tbody>\n</table>\n"

    # The page

    def block(self, block):
        if isinstance(block, Para):
            return self.para(block.full, "body")
        if isinstance(block, Decoy):
            return self.table(grid.decoy(block.rows), "decoy")
        assert isinstance(block, FormTable)
        return self.table(grid.table(self.report, block.id), block.id)

    def article(self):
        r = self.report
        out = [self.para(line, "title") for line in r.title_lines]
        out += [self.para(line, "line") for line in r.head]
        out += [self.para(text, "preamble") for text in r.preamble]
        for section in r.sections:
            out.append(self.heading(section))
            out += [self.block(block) for block in section.blocks]
        return "".join(out + [self.para(line, "signature") for line in r.signature])

    def meta(self):
        return f'<meta charset="{self.charset}">\n'

    def head(self):
        return self.meta() + "<title></title>\n"

    def body(self):
        return self.article()

    def page(self):
        return f"<!DOCTYPE html>\n<html>\n<head>\n{self.head()}</head>\n<body>\n{self.body()}</body>\n</html>\n"

    def bytes(self):
        return self.page().encode(self.encoding)


class Official(Html):
    name = "paragraphs"
    covers = "cells with <p align>, <br> in labels, &nbsp; and the like for blank ones, headings in bold"
    table_attrs = ' class="MsoTable" style="border-collapse:collapse" width="100%"'

    def content(self, cell):
        if cell.is_value and not cell.text.strip():
            return self.rng.pick(BLANKS)
        text = self.text(cell.text)
        if not cell.is_value and len(cell.text) > 5 and self.rng.chance(50):
            half = len(cell.text) // 2
            text = self.text(cell.text[:half]) + self.rng.pick(("<br>", "<br/>\n", "</p><p>")) + self.text(cell.text[half:])
        return f'<p align="center"><span style="font-size:12px">\n{text}</span></p>'

    def heading(self, section):
        return f"<p><strong>{self.text(section.heading)}</strong></p>\n"


class Careless(Html):
    name = "unclosed"
    covers = "tags in capitals that nobody closes, cells without rows, text between the cells"

    def para(self, text, role):
        return f"<P>{self.text(text)}\n"

    def heading(self, section):
        return f"<P><B>{self.text(section.heading)}</B>\n"

    def cell(self, cell, cols, rows):
        attrs = (f" COLSPAN={cols}" if cols > 1 else "") + (f" rowSpan={rows}" if rows > 1 else "")
        return f"<TD{attrs}>{self.content(cell)}\n"

    def row(self, row):
        return "<TR>" + "".join(self.cell(*entry) for entry in row)

    def rows(self, rows, table_id):
        first, *rest = spans(rows)
        return "".join(self.cell(*entry) for entry in first) + "".join(self.row(row) for row in rest)

    def table(self, rows, table_id):
        return f"<TABLE border=1>\n</font>{self.rows(rows, table_id)}</TABLE>\n"

    def page(self):
        return f"<HTML><HEAD>{self.head()}<BODY>\n{self.body()}"


class Repeated(Html):
    name = "empty-cells"
    covers = "header cells merged from above repeated as empty cells"

    def rows(self, rows, table_id):
        return "".join(self.row([(cell, cell.cols, 1) for cell in row]) for row in rows)


class Five(Html):
    """The disclosure table five columns wide: one column more than the form has, in a place that differs by row."""

    name = "five-wide"
    covers = "a disclosure table five columns wide, the label, a middle or the last column wider than it is, captions over all"

    def table(self, rows, table_id):
        self.wide = table_id == "disclosure"
        return super().table(rows, table_id)

    def row(self, row):
        if not self.wide:
            return super().row(row)
        row = [list(entry) for entry in row]
        row[self.place % len(row) if len(row) == 4 else 0][1] += 1
        return super().row(row)

    place = 0


class FiveLast(Five):
    name = "five-wide-last"
    place = 3
    covers = "a disclosure table five columns wide, the last column twice as wide"


class FiveMiddle(Five):
    name = "five-wide-middle"
    place = 1
    covers = "a disclosure table five columns wide, the second column twice as wide"


class Groups(Html):
    name = "row-groups"
    covers = "thead, th, tbody and a caption; a span in the header that claims more rows than there are"

    def rows(self, rows, table_id):
        head = {"requests": 3, "disputes": 3}.get(table_id, 1)
        lines = spans(rows)
        if table_id in ("requests", "disputes"):
            for entry in lines[0] + lines[1]:
                entry[2] += 5 if entry[0].merge == "start" else 0
        marked = "".join(self.row(row) for row in lines[:head]).replace("<td", "<th").replace("</td", "</th")
        rest = "".join(self.row(row) for row in lines[head:])
        return f"<caption></caption><colgroup><col><col></colgroup><thead>{marked}</thead><tbody>{rest}"

    def table(self, rows, table_id):
        return f"<table>{self.rows(rows, table_id)}</tbody></table>"


class Gbk(Official):
    name = "gbk"
    covers = "a page in GBK that says gb2312"
    encoding = "gb18030"
    charset = "gb2312"

    def meta(self):
        return f'<meta http-equiv="Content-Type" content="text/html; charset={self.charset}" />\n'


class Wrong(Gbk):
    name = "wrong-charset"
    covers = "a page in UTF-8 that says gb2312"
    encoding = "utf-8"


class Unsaid(Html):
    name = "no-charset"
    covers = "a page in GBK that says nothing, its head longer than a few kilobytes of ASCII"
    encoding = "gb18030"

    def meta(self):
        return "<script>/*" + "no news " * 1200 + "*/ if (1<2 && '<td>') document.write('<p>一、总体情况</p>');</script>\n"


class Big5(Html):
    name = "big5"
    covers = "a page in Big5"
    encoding = "big5hkscs"
    charset = "big5"

    @classmethod
    def suits(cls, report):
        try:
            cls(report).bytes()
        except UnicodeEncodeError:
            return False
        return True


class Utf16(Html):
    name = "utf16"
    covers = "a page in UTF-16LE with its mark"

    def bytes(self):
        return b"\xff\xfe" + self.page().encode("utf-16-le")


class Entities(Html):
    name = "entities"
    covers = "characters as numbers, in one base or the other, with and without semicolon"

    def text(self, text):
        out = ""
        for ch in text:
            kind = self.rng.below(6) if ch.isalnum() else 5
            out += {0: f"&#{ord(ch)};", 1: f"&#x{ord(ch):X};"}.get(kind, escape(ch, quote=False))
        return out


class Hidden(Html):
    name = "hidden"
    covers = "hidden elements, scripts, comments, templates, controls and deletions beside and inside the cells"
    NOISE = (
        '<span style="display:none">7</span>', "<!-- 3 -->", "<script>4</script>", '<input value="5">',
        '<span hidden>6<span>8</span></span>', "<del>9</del>", "<template><td>1</td></template>",
        '<b style="visibility: hidden">2</b>', "<select><option>1<option>2</select>", "<noscript>8</noscript>",
        '<span style="mso-hide:all;display:none">3</span>', "<button>6</button>", "<textarea>5</textarea>",
    )

    def content(self, cell):
        noise = self.rng.pick(self.NOISE)
        return (noise, "")[self.rng.below(2)] + super().content(cell) + self.rng.pick((noise, ""))

    def table(self, rows, table_id):
        decoy = '<tr style="display: none"><td>规章</td><td>91</td><td>92</td><td>93</td></tr>\n'
        return super().table(rows, table_id).replace("<tbody>\n", "<tbody>\n" + decoy)


class Xhtml(Html):
    name = "xhtml"
    covers = "XHTML: a declaration, empty elements closed by a slash"

    def page(self):
        page = super().page().replace("<!DOCTYPE html>", '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>')
        page = page.replace("<html>", '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="zh-CN">')
        return page.replace('<meta charset="utf-8">', '<meta charset="utf-8" />')


class Word(Html):
    """As Word saves it."""

    name = "word"
    covers = "saved by Word as a web page: o:p, conditional comments, class=MsoNormal, lines broken anywhere, GBK"
    encoding = "gb18030"
    charset = "gb2312"
    table_attrs = (
        " class=MsoNormalTable border=1 cellspacing=0 cellpadding=0\n style='border-collapse:collapse;mso-yfti-tbllook:1184'"
    )

    def run(self, text):
        mid = self.rng.below(len(text)) if len(text) > 20 else 0
        if not all("一" <= ch <= "龥" for ch in text[max(mid - 1, 0) : mid + 1]):
            mid = 0
        text = self.text(text[:mid]) + ("\n" if mid else "") + self.text(text[mid:])
        return f"<span lang=EN-US\nstyle='font-family:仿宋;mso-hansi-font-family:宋体'>{text}<o:p></o:p></span>"

    def para(self, text, role):
        return f"<p class=MsoNormal style='text-indent:32.0pt'>{self.run(text)}</p>\n\n"

    def heading(self, section):
        return f"<h1 style='mso-pagination:none'><a name=\"_Toc1\"></a>{self.run(section.heading)}</h1>\n\n"

    def content(self, cell):
        blank = cell.is_value and not cell.text.strip()
        inside = "<span lang=EN-US><o:p>&nbsp;</o:p></span>" if blank else self.run(cell.text)
        return f"\n  <p class=MsoNormal align=center style='text-align:center'>{inside}</p>\n  "

    def cell(self, cell, cols, rows):
        attrs = (f" colspan={cols}" if cols > 1 else "") + (f" rowspan={rows}" if rows > 1 else "")
        return f"  <td width=81{attrs} valign=top style='width:60.9pt;border:solid windowtext 1.0pt'>{self.content(cell)}</td>\n"

    def rows(self, rows, table_id):
        extra = " <![if !supportMisalignedColumns]>\n <tr height=0>" + "<td width=60 style='border:none'></td>" * 3 + "</tr>\n <![endif]>\n"
        return super().rows(rows, table_id) + extra

    def page(self):
        return (
            '<html xmlns:v="urn:schemas-microsoft-com:vml"\nxmlns:o="urn:schemas-microsoft-com:office:office"\n'
            'xmlns:w="urn:schemas-microsoft-com:office:word"\nxmlns="http://www.w3.org/TR/REC-html40">\n\n<head>\n'
            f'<meta http-equiv=Content-Type content="text/html; charset={self.charset}">\n'
            "<meta name=ProgId content=Word.Document>\n<meta name=Generator content=\"Microsoft Word 15\">\n"
            "<!--[if gte mso 9]><xml>\n <w:WordDocument>\n  <w:View>Print</w:View>\n </w:WordDocument>\n</xml><![endif]-->\n"
            "<style>\n<!--\n /* Font Definitions */\n p.MsoNormal\n\t{margin:0cm;}\n-->\n</style>\n"
            "<!--[if gte mso 10]>\n<style>table.MsoNormalTable {}</style>\n<![endif]-->\n</head>\n\n"
            "<body lang=ZH-CN style='tab-interval:21.0pt'>\n\n<div class=WordSection1 style='layout-grid:15.6pt'>\n\n"
            f"{self.article()}</div>\n\n</body>\n\n</html>\n"
        )


class LibreOffice(Html):
    name = "writer"
    covers = "as LibreOffice exports it: fonts round every run, a br in each blank cell, columns listed first"

    def run(self, text):
        return f'<font face="Noto Serif CJK SC"><font size="2" style="font-size: 10pt"><span lang="zh-CN">{self.text(text)}</span></font></font>'

    def para(self, text, role):
        return f'<p style="line-height: 100%; margin-bottom: 0in">\n{self.run(text)}</p>\n'

    def heading(self, section):
        return f'<h1 class="western">{self.run(section.heading)}</h1>\n'

    def content(self, cell):
        inside = "<br/>\n" if not cell.text.strip() else self.run(cell.text)
        return f'<p class="western">{inside}</p>'

    def table(self, rows, table_id):
        width = sum(cell.cols for cell in rows[0])
        cols = "".join('\t<col width="64*"/>\n' for _ in range(width))
        return f'<table width="100%" cellpadding="7" cellspacing="0">\n{cols}{self.rows(rows, table_id)}</table>\n'


class Portal(Official):
    """As the site of a government shows it."""

    name = "portal"
    covers = "a portal's page: menus, path, buttons, a list of facts, links, foot; nothing of them is the report's"

    def truth(self):
        """What the site says of the day stands where the report says nothing."""
        r = self.report
        return r if r.published or not self.dated else replace(r, published=f"{r.year + 1}-01-31")

    dated = True

    def noise(self, name):
        y, a = self.report.year, self.report.agency
        return {
            "menu": '<div class="top"><a href="#">登录</a> | <a href="#">注册</a> <a>无障碍</a> <a>长者版</a></div>\n'
            "<ul><li><a>首页</a></li><li><a>政府信息公开指南</a></li><li><a>政府信息公开制度</a></li>"
            f"<li><a>政府信息公开年报</a></li><li><a>{a}{y - 1}年政府信息公开工作年度报告</a></li></ul>\n"
            "<select><option>2021<option>2020</select><script>var a = '<table><tr><td>规章</td><td>5</td></tr></table>';</script>\n",
            "path": "<div>当前位置：<a>首页</a> &gt; <a>政务公开</a> &gt; <a>政府信息公开年报</a></div>\n",
            "tools": "<div>字体：【<a>大</a> <a>中</a> <a>小</a>】 <a>打印</a></div>\n<div>分享到：<a>微信</a> <a>微博</a></div>\n"
            "<div>浏览次数：<span>1024</span></div>\n",
            "related": "<h3>相关信息</h3>\n<ul>"
            + "".join(f"<li><a>{a}{y - k}年政府信息公开工作年度报告</a><span>{y - k + 1}-01-2{k}</span></li>" for k in (1, 2, 3))
            + "</ul>\n",
            "calendar": "<table><caption>日历</caption><tr><th>一</th><th>二</th><th>三</th></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>\n",
            "foot": "<div>上一篇：没有了</div><div>扫一扫在手机打开当前页</div>\n"
            "<div>主办单位：砚池县人民政府办公室　地址：砚池县县府路1号　电话：0188-5550000</div>\n"
            "<div>网站标识码：9900000001　<a>某ICP备00000000号-1</a>　<img src=x>某公网安备 99000002000001号</div>\n",
        }[name]

    def facts(self):
        y, a = self.report.year + 1, self.report.agency
        pairs = (("索引号", f"000014349/{y}-00017"), ("发布机构", a), ("生成日期", f"{y}-01-31"), ("文号", "无"), ("主题分类", "其他"))
        return "<ul>" + "".join(f"<li><b>{k}：</b>{v}</li>" for k, v in pairs) + "</ul>\n"

    def head(self):
        r = self.report
        return (
            super().head().replace("<title></title>", f"<title>{escape(r.title or r.agency)}_砚池县人民政府门户网站</title>")
            + f'<meta name="ArticleTitle" content="{escape(r.title or r.agency)}">\n<meta name="SiteName" content="砚池县人民政府">\n'
        )

    def body(self):
        top = self.noise("menu") + self.noise("path") + self.facts()
        return top + self.noise("tools") + f'<div id="zoom">{self.article()}</div>\n' + self.noise("related") + self.noise("foot")


class PortalTables(Portal):
    name = "portal-tables"
    covers = "a portal's page laid out with tables in tables, its facts a table, a calendar beside the text"
    dated = False

    def facts(self):
        y, a = self.report.year + 1, self.report.agency
        return (
            f"<table border=1><tr><td>索引号</td><td>0017/{y}</td><td>信息内容</td><td>年报</td></tr>"
            f"<tr><td>发布机构</td><td>{a}</td><td>文号</td><td>无</td></tr></table>\n"
        )

    def body(self):
        article = (
            f"<table width=100%><tr><td>{self.noise('path')}</td></tr><tr><td>{self.facts()}{self.noise('tools')}"
            f"<table><tr><td>\n{self.article()}</td></tr></table></td></tr></table>\n"
        )
        side = self.noise("calendar") + "<p>站内搜索</p>"
        return (
            f"<table width=1000><tr><td colspan=2>{self.noise('menu')}</td></tr>\n<tr><td width=200>{side}</td>\n"
            f"<td valign=top>{article}</td></tr>\n<tr><td colspan=2>{self.noise('foot')}</td></tr></table>\n"
        )


BOUNDARY = "----=_NextPart_01D81A2B.3C4D5E60"


class Mhtml(Word):
    """As Word saves a web page in a single file."""

    name = "archive"
    suffix = "mht"
    covers = "a single-file web page of Word's: quoted-printable, GBK; often the content of a .doc"
    location = "file:///C:/1A2B3C4D/report.htm"
    coding = "quoted-printable"

    def coded(self, page):
        return quopri.encodestring(page).replace(b"\n", b"\r\n")

    def bytes(self):
        page = self.page().encode(self.encoding)
        part = "\r\n".join(
            (
                f"--{BOUNDARY}",
                f"Content-Location: {self.location}",
                f"Content-Transfer-Encoding: {self.coding}",
                f'Content-Type: text/html; charset="{self.charset}"',
                "",
                "",
            )
        )
        head = f'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="{BOUNDARY}"\r\n\r\nThis document is a Single File Web Page.\r\n\r\n'
        image = (
            f"\r\n--{BOUNDARY}\r\nContent-Location: file:///C:/1A2B3C4D/image001.png\r\nContent-Transfer-Encoding: base64\r\n"
            f"Content-Type: image/png\r\n\r\niVBORw0KGgo=\r\n\r\n--{BOUNDARY}--\r\n"
        )
        return head.encode() + part.encode() + self.coded(page) + image.encode()


class MhtmlDoc(Mhtml):
    name = "archive-doc"
    suffix = "doc"
    covers = "a single-file web page in base64, called .doc"
    encoding = charset = "utf-8"
    coding = "base64"

    def coded(self, page):
        return base64.encodebytes(page).replace(b"\n", b"\r\n")


WRITERS = (
    *(Html, Official, Careless, Repeated, Five, FiveLast, FiveMiddle, Groups, Entities, Hidden, Xhtml),
    *(Gbk, Wrong, Unsaid, Big5, Utf16, Word, LibreOffice, Portal, PortalTables, Mhtml, MhtmlDoc),
)
