"""Reports as OpenDocument text: the plain writer, with spans and covered cells as in the official form."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

from gen import grid
from gen.docx import entry
from gen.report import Decoy, FormTable, Para
from gen.rng import Rng

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {
    "office": ODF + "office:1.0",
    "style": ODF + "style:1.0",
    "text": ODF + "text:1.0",
    "table": ODF + "table:1.0",
    "draw": ODF + "drawing:1.0",
    "svg": ODF + "svg-compatible:1.0",
    "form": ODF + "form:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
MIMETYPE = "application/vnd.oasis.opendocument.text"
DECLARATION = '<?xml version="1.0" encoding="{}"?>\n'
NAMES = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())

COMMON_STYLES = (
    '<style:style style:name="Standard" style:family="paragraph" style:class="text"/>'
    '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" '
    'style:parent-style-name="Standard" style:default-outline-level="1"/>'
    '<style:style style:name="Hidden" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="Hidden_20_Too" style:family="text" style:parent-style-name="Hidden"/>'
    '<style:style style:name="Shown" style:family="text"><style:text-properties text:display="true"/></style:style>'
    '<style:style style:name="Raised" style:family="text"><style:text-properties style:text-position="super 58%"/>'
    "</style:style>"
)
AUTOMATIC_STYLES = '<style:style style:name="T1" style:family="text" style:parent-style-name="Shown"/>'


class Odt:
    name = "odt"
    covers = "OpenDocument text: spans and covered cells as in the official form, header rows"
    suffix = "odt"
    encoding = "UTF-8"
    automatic_styles = AUTOMATIC_STYLES
    common_styles = COMMON_STYLES

    def __init__(self, report):
        self.report = report
        self.rng = Rng(report.name + "/" + self.name)

    @staticmethod
    def suits(report):
        """Whether this writer's file of the report can be read in one way only."""
        return True

    def truth(self):
        """The report that a reader must find in this writer's file."""
        return self.report

    # Text. `role` is one of: title line preamble heading body signature label value.

    def chars(self, text):
        """Text as the format wants it: white space that would be collapsed is written as elements."""

        def spaces(match):
            n = len(match.group())
            return "<text:s/>" if n == 1 else f'<text:s text:c="{n}"/>'

        xml = re.sub("^ +| +$|(?<= ) +", spaces, escape(text))
        return xml.replace("\t", "<text:tab/>").replace("\n", "<text:line-break/>")

    def span(self, text, style):
        return f'<text:span text:style-name="{style}">{self.chars(text)}</text:span>' if text else ""

    def runs(self, text, role):
        return self.chars(text)

    def para(self, text, role, number=""):
        """A paragraph; `number` is a list mark of its own, which stands before the text."""
        if role == "heading":
            attributes = 'h text:style-name="Heading_20_1" text:outline-level="1"'
        else:
            attributes = 'p text:style-name="Standard"'
        return f"<text:{attributes}>{self.runs(number + text, role)}</text:{attributes[0]}>"

    # Tables

    def cell_content(self, cell):
        return self.para(cell.text, "value" if cell.is_value else "label")

    def covered(self, n):
        return "<table:covered-table-cell/>" * n

    def cell_attributes(self, cell, rows):
        out = f' table:number-columns-spanned="{cell.cols}"' if cell.cols > 1 else ""
        return out + (f' table:number-rows-spanned="{rows}"' if rows > 1 else "")

    def cell(self, cell, rows):
        attributes = self.cell_attributes(cell, rows)
        return f"<table:table-cell{attributes}>{self.cell_content(cell)}</table:table-cell>" + self.covered(cell.cols - 1)

    def row(self, cells):
        """A row of (cell, rows it spans) pairs."""
        xml = "".join(self.covered(c.cols) if c.merge == "cont" else self.cell(c, n) for c, n in cells)
        return f"<table:table-row>{xml}</table:table-row>"

    def rows(self, rows, table_id):
        out = [self.row([(cell, spanned(rows, i, k)) for k, cell in enumerate(row)]) for i, row in enumerate(rows)]
        n = 3 if table_id == "requests" else 1
        return f"<table:table-header-rows>{''.join(out[:n])}</table:table-header-rows>{''.join(out[n:])}"

    def table(self, rows, table_id):
        width = sum(cell.cols for cell in rows[0])
        columns = f'<table:table-column table:number-columns-repeated="{width}"/>'
        return f'<table:table table:name="{table_id}">{columns}{self.rows(rows, table_id)}</table:table>'

    # The document

    def heading(self, section):
        return self.para(section.title, "heading", section.indent + section.number + section.mark)

    def block(self, block):
        if isinstance(block, Para):
            return self.para(block.text, "body", block.number)
        if isinstance(block, Decoy):
            return self.table(grid.decoy(block.rows), "decoy")
        assert isinstance(block, FormTable)
        return self.table(grid.table(self.report, block.id), block.id)

    def blocks(self):
        r = self.report
        out = [self.para(line, "line") for line in r.top]
        out += [self.para(line, "title") for line in r.title_lines]
        out += [self.para(line, "line") for line in r.head]
        out += [self.para(text, "preamble") for text in r.preamble]
        for section in r.sections:
            out.append(self.heading(section))
            out += [self.block(block) for block in section.blocks]
        return out + [self.para(line, "signature") for line in (*r.signature, *r.foot)]

    def prelude(self):
        """What stands in the body before its first paragraph."""
        return '<text:sequence-decls><text:sequence-decl text:name="Table"/></text:sequence-decls>'

    def body(self):
        content = "".join(self.blocks())  # before the prelude, which lists what is in there
        return f"<office:body><office:text>{self.prelude()}{content}</office:text></office:body>"

    def margins(self):
        """Automatic styles of headers, whose names may be those of the text's, and a header."""
        hidden = '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
        header = '<text:p>砚池县某局2001年政府信息公开工作年度报告 第<text:page-number>3</text:page-number>页</text:p>'
        pages = f'<style:master-page style:name="Standard"><style:header>{header}</style:header></style:master-page>'
        return hidden, f"<office:master-styles>{pages}</office:master-styles>"

    # The package

    def xml(self, root, content, attributes=""):
        start = f'<office:{root}{NAMES}{attributes} office:version="1.3">'
        return self.finish(DECLARATION.format(self.encoding) + start + content + f"</office:{root}>")

    def finish(self, xml):
        """The last word on a part's XML."""
        return xml.encode(self.encoding)

    def content(self):
        body = self.body()  # first: it may make styles
        return f"<office:automatic-styles>{self.automatic_styles}</office:automatic-styles>{body}"

    def styles(self):
        automatic, master = self.margins()
        common = f"<office:styles>{self.common_styles}</office:styles>"
        return f"{common}<office:automatic-styles>{automatic}</office:automatic-styles>{master}"

    def manifest(self):
        entries = "".join(
            f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
            for path, kind in (("/", MIMETYPE), ("content.xml", "text/xml"), ("styles.xml", "text/xml"))
        )
        return f'{DECLARATION.format("UTF-8")}<manifest:manifest xmlns:manifest="{ODF}manifest:1.0">{entries}</manifest:manifest>'

    def parts(self):
        """Entry name -> bytes, in the order of the zip."""
        return {
            "mimetype": MIMETYPE.encode(),
            "content.xml": self.xml("document-content", self.content()),
            "styles.xml": self.xml("document-styles", self.styles()),
            "META-INF/manifest.xml": self.manifest().encode(),
        }

    def bytes(self):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as package:
            for name, data in self.parts().items():
                how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                package.writestr(entry(name), data, how, 9)
        return stream.getvalue()


def spanned(rows, i, k):
    """How many rows the k-th cell of row i spans: its own and those where the cell at its place goes on."""
    cell = rows[i][k]
    if cell.merge != "start":
        return 1
    col = sum(c.cols for c in rows[i][:k])
    n = 1
    for row in rows[i + 1 :]:
        at = 0
        for below in row:
            if at == col and below.merge == "cont":
                break
            at += below.cols
        else:
            break
        n += 1
    return n


class Flat(Odt):
    """The same in one file."""

    name = "fodt"
    covers = "flat OpenDocument: one XML file with styles, master pages and text"
    suffix = "fodt"

    def margins(self):
        return "", super().margins()[1]

    def bytes(self):
        body = self.body()
        styles = f"<office:styles>{self.common_styles}</office:styles>"
        automatic = f"<office:automatic-styles>{self.automatic_styles}</office:automatic-styles>"
        content = styles + automatic + self.margins()[1] + body
        return self.xml("document", content, f' office:mimetype="{MIMETYPE}"')
