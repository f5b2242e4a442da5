"""Variants that put something round the text: content controls, revisions, text boxes, frames, nested tables."""

from dataclasses import replace

from gen import grid, prose
from gen.docx import Docx
from gen.docx_grid import Official
from gen.report import Para

NAMESPACE_FUTURE = "urn:example:wordprocessing:2099"


class Sdt(Official):
    last_id = 1000

    def sdt(self, content, alias):
        self.last_id += 1
        props = f'<w:alias w:val="{alias}"/><w:id w:val="{self.last_id}"/>'
        return f"<w:sdt><w:sdtPr>{props}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


class SdtOuter(Sdt):
    name = "sdt-outer"
    covers = "content controls (sdt) round tables and paragraphs"

    def table(self, rows, table_id):
        return self.sdt(super().table(rows, table_id), "table")

    def para(self, text, role, number=""):
        wrapped = super().para(text, role, number)
        return self.sdt(wrapped, "p") if role in ("title", "heading", "body") else wrapped


class SdtInner(Sdt):
    name = "sdt-inner"
    covers = "content controls (sdt) round rows, cells, paragraphs of cells and runs"
    seen = 0

    def every(self, n):
        self.seen += 1
        return self.seen % n == 0

    def row(self, row):
        out = super().row(row)
        return self.sdt(out, "tr") if self.every(3) else out

    def cell(self, cell):
        out = super().cell(cell)
        return self.sdt(out, "tc") if self.every(4) else out

    def para(self, text, role, number=""):
        out = super().para(text, role, number)
        return self.sdt(out, "p") if role == "value" and self.every(3) else out

    def runs(self, text, role):
        out = super().runs(text, role)
        return self.sdt(out, "r") if out and self.every(2) else out


class Transparent(Official):
    name = "transparent"
    covers = "smartTag, customXml, hyperlink, dir and bdo round runs; customXml round rows, cells and paragraphs"
    shells = (
        ('<w:smartTag w:uri="urn:example" w:element="n">', "</w:smartTag>"),
        ('<w:customXml w:element="v">', "</w:customXml>"),
        ('<w:hyperlink w:anchor="x">', "</w:hyperlink>"),
        ('<w:dir w:val="ltr">', "</w:dir>"),
        ('<w:bdo w:val="ltr">', "</w:bdo>"),
        ('<w:smartTag w:element="a"><w:smartTag w:element="b">', "</w:smartTag></w:smartTag>"),
        ("", ""),
    )

    def runs(self, text, role):
        left, right = self.rng.pick(self.shells)
        return left + super().runs(text, role) + right

    def row(self, row):
        out = super().row(row)
        return f'<w:customXml w:element="row">{out}</w:customXml>' if self.rng.chance(30) else out

    def cell(self, cell):
        out = super().cell(cell)
        return f'<w:customXml w:element="cell">{out}</w:customXml>' if self.rng.chance(30) else out

    def para(self, text, role, number=""):
        out = super().para(text, role, number)
        return f'<w:customXml w:element="p">{out}</w:customXml>' if self.rng.chance(30) else out


AUTHOR = 'w:id="1" w:author="x" w:date="2000-01-01T00:00:00Z"'


class Revisions(Official):
    """Tracked changes: what a reader must see is the text with every change accepted."""

    name = "revisions"
    covers = "ins and moveTo kept, del and moveFrom dropped (also del inside ins), deleted rows, inserted rows"

    def deleted(self, text):
        return f"<w:del {AUTHOR}>" + self.run(text, tag="delText") + "</w:del>"

    def inserted(self, text):
        return f"<w:ins {AUTHOR}>" + self.run(text) + "</w:ins>"

    def runs(self, text, role):
        kind = self.rng.below(6)
        if not text or kind == 0:
            return self.run(text)
        if kind == 1:
            return self.deleted("37") + self.inserted(text)
        if kind == 2:
            return self.inserted(text[:1]) + self.deleted("8") + self.run(text[1:])
        if kind == 3:
            return f"<w:moveFrom {AUTHOR}>{self.run('64')}</w:moveFrom><w:moveTo {AUTHOR}>{self.run(text)}</w:moveTo>"
        if kind == 4:
            return f"<w:ins {AUTHOR}>" + self.deleted("5") + self.run(text) + "</w:ins>"
        return self.run(text) + self.deleted("0")

    def rows(self, rows, table_id):
        out = []
        for row in rows:
            self.mark = ""
            if any(cell.is_value for cell in row) and self.rng.chance(20):
                self.mark = f"<w:del {AUTHOR}/>"
                out.append(self.row([replace(c, text="99") if c.is_value else c for c in row]))
                self.mark = f"<w:ins {AUTHOR}/>"
            out.append(self.row(row))
        return "".join(out)

    def row_props(self, row):
        return super().row_props(row) + self.mark

    def block(self, block):
        self.mark = ""
        gone = f"<w:p><w:pPr><w:rPr><w:del {AUTHOR}/></w:rPr></w:pPr>{self.deleted('此段已删除，共删去45字。')}</w:p>"
        return (gone if isinstance(block, Para) and self.rng.chance(30) else "") + super().block(block)


class Alternate(Official):
    """Two ways to draw the same thing: exactly one of them counts."""

    name = "alternate"
    covers = "AlternateContent round runs and paragraphs: known and unknown Choice, Choice alone, empty Fallback"

    def both(self, content):
        return (
            f'<mc:AlternateContent><mc:Choice Requires="wps">{content}</mc:Choice>'
            f"<mc:Fallback>{content}</mc:Fallback></mc:AlternateContent>"
        )

    def future(self, decoy, content):
        return (
            f'<mc:AlternateContent xmlns:zz="{NAMESPACE_FUTURE}"><mc:Choice Requires="zz">{decoy}</mc:Choice>'
            f'<mc:Choice Requires="w14 zz">{decoy}</mc:Choice>'
            f"<mc:Fallback>{content}</mc:Fallback></mc:AlternateContent>"
        )

    def runs(self, text, role):
        run = self.run(text)
        kind = self.rng.below(5)
        if not text or kind > 3:
            return run
        if kind == 0:
            return self.both(run)
        if kind == 1:
            return self.future(self.run("77"), run)
        if kind == 2:
            run = f'<mc:Choice Requires="w14">{run}</mc:Choice><mc:Fallback/>'
        else:
            run = f'<mc:Choice Requires="wps">{run}</mc:Choice>'
        return f"<mc:AlternateContent>{run}</mc:AlternateContent>"

    def para(self, text, role, number=""):
        out = super().para(text, role, number)
        return self.both(out) if role in ("heading", "body") and self.rng.chance(40) else out


def text_box(paragraphs):
    """A drawing with its VML twin, as Word saves a text box: the same paragraphs twice."""
    content = f"<w:txbxContent>{paragraphs}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:extent cx="900000" cy="300000"/>'
        '<wp:docPr id="4" name="文本框 4" descr="总计 88"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>'
        f"{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f'<mc:Fallback><w:pict><v:shape id="s4"><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )


class BoxDecoy(Official):
    name = "box-decoy"
    covers = "a text box with figures of its own in section one, in Choice and Fallback: read once, after its paragraph"
    decoy = "公开渠道统计：网站 312 条，微信 96 条，总计 408 条。"

    def truth(self):
        sections = list(self.report.sections)
        blocks = sections[0].blocks
        sections[0] = replace(sections[0], blocks=(blocks[0], Para(self.decoy)) + blocks[1:])
        return replace(self.report, sections=tuple(sections))

    def block(self, block):
        out = super().block(block)
        if block is self.report.sections[0].blocks[0]:
            box = text_box(super().para(self.decoy, "body"))
            out = out.replace("</w:p>", box + "</w:p>")
        return out


class BoxHeading(Official):
    name = "box-heading"
    covers = "headings drawn as text boxes in empty paragraphs"

    def heading(self, section):
        return f"<w:p>{text_box(super().heading(section))}</w:p>"


class Frame(Official):
    name = "frame"
    covers = "the whole report inside a table of one cell"

    def body(self):
        grid_col = '<w:tblGrid><w:gridCol w:w="9600"/></w:tblGrid>'
        return f"<w:tbl><w:tblPr/>{grid_col}<w:tr><w:tc><w:tcPr/>{super().body()}</w:tc></w:tr></w:tbl><w:p/>"


class Nested(Official):
    name = "nested"
    covers = "decoy tables inside cells: in the corner of the requests table, and in a table of section one"

    def small(self):
        """A table like the form's, with other numbers: not of the form."""
        return Docx.table(self, grid.decoy(prose.DECOY_ROWS[:3]), "decoy")

    def cell_content(self, cell):
        out = super().cell_content(cell)
        return out + self.small() + "<w:p/>" if cell.text == grid.CORNER else out

    def block(self, block):
        out = super().block(block)
        if block is self.report.sections[0].blocks[-1]:
            row = f"<w:tr><w:tc>{super().para('附：渠道统计', 'label')}{self.small()}<w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>"
            out += f"<w:tbl><w:tblPr/>{self.grid_cols(2)}{row}</w:tbl>"
        return out


WRITERS = (SdtOuter, SdtInner, Transparent, Revisions, Alternate, BoxDecoy, BoxHeading, Frame, Nested)
