"""Variants of OpenDocument text: what stands round the text and in it, other grids, other bytes."""

from dataclasses import replace

from gen import grid, prose
from gen.docx_number import Numbered as DocxNumbered
from gen.odt import AUTOMATIC_STYLES, COMMON_STYLES, Flat, Odt
from gen.report import Para


# The grid


class Uncovered(Odt):
    name = "odt-uncovered"
    covers = "spans without covered cells"

    def covered(self, n):
        return ""


def same(one, other):
    return other.is_value and other.cols == 1 and other.text == one.text


class Repeated(Odt):
    """Equal neighbours are written once, with their number; padding goes on behind the table."""

    name = "odt-repeated"
    covers = "number-columns-repeated for equal cells and covered ones, number-rows-repeated, empty cells and rows behind"

    def covered(self, n):
        return f'<table:covered-table-cell table:number-columns-repeated="{n}"/>' if n else ""

    def run_length(self, cells):
        """How many cells from the first on are values like it, each of one column."""
        like = [c.is_value and c.cols == 1 and c.text == cells[0][0].text for c, _ in cells]
        return (like + [False]).index(False)

    def row(self, cells):
        out = ""
        while cells:
            cell, rows = cells[0]
            n = self.run_length(cells)
            if cell.merge == "cont":
                out += self.covered(cell.cols)
            elif n > 1:
                repeated = f' table:number-columns-repeated="{n}"'
                out += f"<table:table-cell{repeated}>{self.cell_content(cell)}</table:table-cell>"
            else:
                out += self.cell(cell, rows)
            cells = cells[max(n, 1) :]
        return f"<table:table-row>{out}</table:table-row>"

    def rows(self, rows, table_id):
        padding = '<table:table-cell table:number-columns-repeated="4"/>'
        some = f'<table:table-row table:number-rows-repeated="3">{padding}</table:table-row>'
        many = f'<table:table-row table:number-rows-repeated="1048000">{padding}</table:table-row>'
        return super().rows(rows, table_id) + some + many


class Nested(Odt):
    name = "odt-nested"
    covers = "decoy tables inside cells, one of them a sub-table"

    def small(self, props=""):
        return Odt.table(self, grid.decoy(prose.DECOY_ROWS[:3]), "inner").replace("<table:table ", f"<table:table {props}")

    def cell_content(self, cell):
        out = super().cell_content(cell)
        return out + self.small() if cell.text == grid.CORNER else out

    def block(self, block):
        out = super().block(block)
        if block is self.report.sections[0].blocks[-1]:
            label = f"<table:table-cell>{super().para('附：渠道统计', 'label')}</table:table-cell>"
            sub = self.small('table:is-sub-table="true" ')
            out += f'<table:table><table:table-row>{label}<table:table-cell>{sub}</table:table-cell></table:table-row></table:table>'
        return out


class Frame(Odt):
    name = "odt-frame"
    covers = "the whole report inside a table of one cell, inside sections"

    def blocks(self):
        content = "".join(super().blocks())
        row = f"<table:table-row><table:table-cell>{content}</table:table-cell></table:table-row>"
        return [f'<text:section text:name="a"><text:section text:name="b"><table:table>{row}</table:table></text:section></text:section>']


# Text


class Spaces(Odt):
    """White space as it is laid out for people: only elements of the format are meant."""

    name = "odt-spaces"
    covers = "line ends and indents in the XML; text:s, text:tab, text:line-break and soft page breaks in cells"

    def label(self, text):
        at = len(text) // 2
        return self.chars(text[:at]) + self.rng.pick(("<text:line-break/>", "<text:soft-page-break/>", "")) + self.chars(text[at:])

    def runs(self, text, role):
        if role == "label" and text:
            return "\n      " + self.label(text) + "\n    "
        if role == "value" and text:
            before = self.rng.pick(("", "<text:tab/>", '<text:s text:c="3"/>', "\n   "))
            return before + self.chars(text) + self.rng.pick(("", "<text:line-break/>", "<text:tab/>", "\t\n"))
        return super().runs(text, role)

    def finish(self, xml):
        for tag in ("<table:table-row>", "<table:table-cell", "</table:table-row>", "<text:h "):
            xml = xml.replace(tag, "\n  " + tag)
        return super().finish(xml)


class Entities(Odt):
    name = "odt-entities"
    covers = "character references and CDATA in numbers, labels and prose"

    def chars(self, text):
        kind = self.rng.below(4)
        if "  " in text or text != text.strip(" ") or "\t" in text or kind == 3:
            return super().chars(text)
        if kind == 0:
            return "".join(f"&#x{ord(c):X};" for c in text)
        if kind == 1:
            return "".join(f"&#{ord(c)};" for c in text)
        return f"<![CDATA[{text}]]>" if text else ""


class Wrapped(Odt):
    """Fields, links, bookmarks: what they hold is text."""

    name = "odt-wrapped"
    covers = "spans, links, fields, bookmarks, meta fields and ruby round text; annotations and readings left out"
    shells = (
        ('<text:span text:style-name="T1">', "</text:span>"),
        ('<text:a xlink:href="#x" xmlns:xlink="http://www.w3.org/1999/xlink">', "</text:a>"),
        ('<text:bookmark-start text:name="b"/>', '<text:bookmark-end text:name="b"/>'),
        ('<text:expression text:formula="sum 99">', "</text:expression>"),
        ('<text:user-field-get text:name="n">', "</text:user-field-get>"),
        ('<text:ruby><text:ruby-base>', "</text:ruby-base><text:ruby-text>3</text:ruby-text></text:ruby>"),
        ("<text:meta>", "</text:meta>"),
        ("<office:annotation><dc:creator>x</dc:creator><text:p>总计 88</text:p></office:annotation>", "<office:annotation-end/>"),
        ("", ""),
    )

    def runs(self, text, role):
        left, right = self.rng.pick(self.shells)
        return left + super().runs(text, role) + right if text else ""


class Hidden(Odt):
    name = "odt-hidden"
    covers = "hidden spans, sections, paragraphs and fields, before, behind and inside numbers, labels and prose"

    def runs(self, text, role):
        hidden = self.span("6", self.rng.pick(("Hidden", "Hidden_20_Too")))
        kind = self.rng.below(6)
        if not text or kind == 5:
            return super().runs(text, role)
        if kind == 0:
            return super().runs(text, role) + hidden
        if kind == 1:
            return hidden + super().runs(text, role)
        if kind == 2 and " " not in text:
            return self.chars(text[:1]) + hidden + self.chars(text[1:])
        if kind == 3:
            field = '<text:hidden-text text:condition="x" text:string-value="7" text:is-hidden="true">7</text:hidden-text>'
            return super().runs(text, role) + field
        return self.span(text, "Shown") + self.span("5", "Hidden")

    def block(self, block):
        out = super().block(block)
        gone = super(Hidden, self).chars("此段不显示，共41字。")
        kind = self.rng.below(3) if isinstance(block, Para) else 3
        if kind == 0:
            out += f'<text:section text:name="h" text:display="none"><text:p>{gone}</text:p></text:section>'
        elif kind == 1:
            out += f'<text:p>{gone}<text:hidden-paragraph text:condition="x" text:is-hidden="true"/></text:p>'
        return out


class Changes(Odt):
    """What was deleted stands apart; what was inserted stands where it belongs."""

    name = "odt-changes"
    covers = "tracked changes: deletions apart and, as LibreOffice's flat files have them, in place; insertions kept"
    n_changes = 0
    regions = ""

    def region(self, kind, content=""):
        self.n_changes += 1
        info = "<office:change-info><dc:creator>x</dc:creator></office:change-info>"
        what = f"<text:{kind}>{info}{content}</text:{kind}>"
        self.regions += f'<text:changed-region xml:id="ct{self.n_changes}" text:id="ct{self.n_changes}">{what}</text:changed-region>'
        return f'text:change-id="ct{self.n_changes}"'

    def between(self, change, xml):
        return f"<text:change-start {change}/>{xml}<text:change-end {change}/>"

    def deleted(self, text):
        if self.rng.chance(50):
            return f"<text:change {self.region('deletion', f'<text:p>{text}</text:p>')}/>"
        return self.between(self.region("deletion"), text)

    def runs(self, text, role):
        kind = self.rng.below(4)
        plain = super().runs(text, role)
        if not text or kind == 0:
            return plain
        if kind == 1:
            return self.deleted("37") + self.between(self.region("insertion"), plain)
        if kind == 2:
            return plain + self.deleted("0")
        return self.between(self.region("insertion"), self.deleted("5") + plain)

    def block(self, block):
        """Some paragraphs stand behind one that was deleted with its end."""
        out = super().block(block)
        if isinstance(block, Para) and self.rng.chance(30):
            change = self.region("deletion")
            gone = f"<text:p><text:change-start {change}/>此段已删除，共删去45字。</text:p>"
            return gone + out.replace('"Standard">', f'"Standard"><text:change-end {change}/>', 1)
        return out

    def prelude(self):
        return f"<text:tracked-changes>{self.regions}</text:tracked-changes>" + super().prelude()


class Notes(Odt):
    name = "odt-notes"
    covers = "footnotes and endnotes glued to numbers, labels and prose; the notes hold decoys"
    counted = 0

    def runs(self, text, role):
        out = super().runs(text, role)
        if not text or role not in ("value", "body", "label") or not self.rng.chance(25):
            return out
        self.counted += 1
        kind = "footnote" if self.counted % 2 else "endnote"
        body = "<text:note-body><text:p>总计 41 件，2001年3月3日统计。</text:p></text:note-body>"
        note = f'<text:note text:note-class="{kind}"><text:note-citation>{self.counted}</text:note-citation>{body}</text:note>'
        return out + note


# Boxes


def text_box(paragraphs):
    title = "<svg:title>总计 88</svg:title>"
    return (
        f'<draw:frame draw:name="框" text:anchor-type="char">{title}<draw:text-box>{paragraphs}</draw:text-box></draw:frame>'
    )


class BoxHeading(Odt):
    name = "odt-box-heading"
    covers = "headings drawn as text boxes in empty paragraphs"

    def heading(self, section):
        return f"<text:p>{text_box(super().heading(section))}</text:p>"


class BoxDecoy(Odt):
    name = "odt-box-decoy"
    covers = "a text box and a shape with figures of their own in section one: read once, after their paragraph"
    decoy = "公开渠道统计：网站 312 条，微信 96 条，总计 408 条。"

    def truth(self):
        sections = list(self.report.sections)
        blocks = sections[0].blocks
        sections[0] = replace(sections[0], blocks=(blocks[0], Para(self.decoy), Para(self.decoy)) + blocks[1:])
        return replace(self.report, sections=tuple(sections))

    def block(self, block):
        out = super().block(block)
        if block is self.report.sections[0].blocks[0]:
            shape = f"<draw:custom-shape>{super().para(self.decoy, 'body')}</draw:custom-shape>"
            chart = "<draw:frame><draw:object><office:document><text:p>总计 77</text:p></office:document></draw:object></draw:frame>"
            out = out.replace("</text:p>", text_box(super().para(self.decoy, "body")) + shape + chart + "</text:p>", 1)
        return out


# Numbers


def number_level(level, fmt, suffix, prefix="", label="nothing", extra="", tag="list-level-style-number"):
    by = f'<style:list-level-label-alignment text:label-followed-by="{label}"/>'
    properties = f"<style:list-level-properties>{by}</style:list-level-properties>"
    return (
        f'<text:{tag} text:level="{level}" style:num-format="{fmt}" style:num-prefix="{prefix}" '
        f'style:num-suffix="{suffix}"{extra}>{properties}</text:{tag}>'
    )


CHINESE = "一, 二, 三, ..."


class Numbered(Odt):
    name = "odt-numbered"
    covers = "headings 一、 and subheadings （一） as list items, of lists that go on after other text"
    suits = staticmethod(DocxNumbered.suits)
    automatic_styles = (
        AUTOMATIC_STYLES
        + f'<text:list-style style:name="L1">{number_level(1, CHINESE, "、")}</text:list-style>'
        + f'<text:list-style style:name="L2">{number_level(1, CHINESE, "）", "（")}</text:list-style>'
        + f'<text:list-style style:name="L3">{number_level(1, "1", ".")}</text:list-style>'
    )
    last = ""
    seen = ()

    def list_of(self, role, number):
        return "L1" if role == "heading" else "L2" if number.startswith("（") else "L3"

    def item(self, style, paragraph):
        """A list of one item, which goes on where the last one of its style ended."""
        go_on = ""
        if style in self.seen:
            go_on = ' text:continue-numbering="true"' if style == self.last else f' text:continue-list="first{style}"'
        own = "" if style in self.seen else f' xml:id="first{style}"'
        self.last, self.seen = style, (*self.seen, style)
        item = f"<text:list-item>{paragraph}</text:list-item>"
        return f'<text:list text:style-name="{style}"{own}{go_on}>{item}</text:list>'

    def heading(self, section):
        return self.para(section.title, "heading", section.number + section.mark)

    def para(self, text, role, number=""):
        out = super().para(text, role)
        return self.item(self.list_of(role, number), out) if number else out


class NumberedDeep(Numbered):
    name = "odt-numbered-deep"
    covers = "one list of two levels for headings and subheadings; labels by num-list-format; numbers kept in text:number"
    automatic_styles = (
        AUTOMATIC_STYLES
        + '<text:list-style style:name="L1">'
        + number_level(1, CHINESE, "?", extra=' loext:num-list-format="%1%、"')
        + number_level(2, CHINESE, "?", "?", extra=' loext:num-list-format="（%2%）"')
        + f'</text:list-style><text:list-style style:name="L3">{number_level(1, "1", ".")}</text:list-style>'
    )

    def list_of(self, role, number):
        return "L3" if number and number[-1] == "." else "L1"

    def para(self, text, role, number=""):
        out = super(Numbered, self).para(text, role)
        if not number:
            return out
        if number.startswith("（"):
            out = f"<text:list><text:list-item>{out}</text:list-item></text:list>"
        return self.item(self.list_of(role, number), out)

    def runs(self, text, role):
        return ("<text:number>7.</text:number>" if role == "heading" else "") + super().runs(text, role)


class Outline(Numbered):
    name = "odt-outline"
    covers = "headings numbered by the outline style, subheadings by the list style of their paragraph style"
    common_styles = (
        COMMON_STYLES
        + '<text:outline-style style:name="Outline">'
        + number_level(1, CHINESE, "、", tag="outline-level-style")
        + "</text:outline-style>"
        + f'<text:list-style style:name="L2">{number_level(1, CHINESE, "）", "（", label="listtab")}</text:list-style>'
        + '<style:style style:name="Sub" style:family="paragraph" style:list-style-name="L2"/>'
    )

    def para(self, text, role, number=""):
        out = super(Numbered, self).para(text, role)
        if role == "heading" or not number:
            return out
        if not number.startswith("（"):
            return self.item("L3", out)
        paragraph = out.replace('"Standard"', '"Sub"', 1)
        self.seen, self.last = (*self.seen, "L2"), "L2"
        first = "" if self.seen.count("L2") > 1 else ' xml:id="subs"'
        go_on = "" if first else ' text:continue-list="subs"'
        return f"<text:list{first}{go_on}><text:list-item>{paragraph}</text:list-item></text:list>"


# Other bytes


class FlatUtf16(Flat):
    name = "fodt-utf16"
    covers = "flat OpenDocument in UTF-16 with a byte-order mark"
    encoding = "UTF-16"

    def finish(self, xml):
        return b"\xff\xfe" + xml.encode("utf-16-le")


class FlatGb18030(Flat):
    name = "fodt-gb18030"
    covers = "flat OpenDocument declared and written in GB18030"
    encoding = "GB18030"


class FlatNumbered(Flat, Numbered):
    name = "fodt-numbered"
    covers = "flat OpenDocument with headings and subheadings as list items"


class FlatChanges(Flat, Changes):
    name = "fodt-changes"
    covers = "flat OpenDocument with tracked changes"


WRITERS = (
    *(Uncovered, Repeated, Nested, Frame, Spaces, Entities, Wrapped, Hidden, Changes, Notes, BoxHeading, BoxDecoy),
    *(Numbered, NumberedDeep, Outline, Flat, FlatUtf16, FlatGb18030, FlatNumbered, FlatChanges),
)
