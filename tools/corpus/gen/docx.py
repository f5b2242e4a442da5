"""Reports as Word files: the plain writer. A variant (docx_*.py) is a subclass that says what it does otherwise."""

import io
import zipfile
from xml.sax.saxutils import escape

from gen import grid
from gen.report import Decoy, FormTable, Para
from gen.rng import Rng

OOXML = "http://schemas.openxmlformats.org"
NAMESPACES = {
    "w": OOXML + "/wordprocessingml/2006/main",
    "r": OOXML + "/officeDocument/2006/relationships",
    "mc": OOXML + "/markup-compatibility/2006",
    "wp": OOXML + "/drawingml/2006/wordprocessingDrawing",
    "a": OOXML + "/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PART_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
DECLARATION = '<?xml version="1.0" encoding="{}" standalone="yes"?>\n'

STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
)


class Docx:
    name = "plain"
    covers = "plain Word file: empty cells where labels are merged, gridSpan for wide ones"
    suffix = "docx"
    main = "word/document.xml"
    main_type = MAIN_TYPE
    encoding = "UTF-8"
    compression = zipfile.ZIP_DEFLATED
    styles = STYLES

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

    def run(self, text, props="", tag="t"):
        rpr = f"<w:rPr>{props}</w:rPr>" if props else ""
        return f'<w:r>{rpr}<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>' if text else ""

    def runs(self, text, role):
        return self.run(text)

    def para_props(self, role, number):
        return '<w:pStyle w:val="1"/>' if role == "heading" else ""

    def para(self, text, role, number=""):
        """A paragraph; `number` is a list mark of its own, which stands before the text."""
        ppr = self.para_props(role, number)
        return "<w:p>" + (f"<w:pPr>{ppr}</w:pPr>" if ppr else "") + self.runs(number + text, role) + "</w:p>"

    # Tables

    def cell_props(self, cell):
        return f'<w:gridSpan w:val="{cell.cols}"/>' if cell.cols > 1 else ""

    def cell_content(self, cell):
        return self.para(cell.text, "value" if cell.is_value else "label")

    def cell(self, cell):
        return f"<w:tc><w:tcPr>{self.cell_props(cell)}</w:tcPr>{self.cell_content(cell)}</w:tc>"

    def row_props(self, row):
        return ""

    def row(self, row):
        props = self.row_props(row)
        trpr = f"<w:trPr>{props}</w:trPr>" if props else ""
        return "<w:tr>" + trpr + "".join(self.cell(cell) for cell in row) + "</w:tr>"

    def grid_cols(self, width):
        return "<w:tblGrid>" + f'<w:gridCol w:w="{9000 // width}"/>' * width + "</w:tblGrid>"

    def table(self, rows, table_id):
        width = sum(cell.cols for cell in rows[0])
        props = '<w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr>'
        return "<w:tbl>" + props + self.grid_cols(width) + self.rows(rows, table_id) + "</w:tbl>"

    def rows(self, rows, table_id):
        return "".join(self.row(row) for row in rows)

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

    def body(self):
        return "".join(self.blocks())

    def page(self):
        """The page itself: its size, margins, header and footer."""
        return "<w:sectPr/>"

    def document(self):
        names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
        return f'<w:document{names} mc:Ignorable="w14"><w:body>{self.body()}{self.page()}</w:body></w:document>'

    # The package

    def related(self):
        """Parts beside the main one: file name -> (relationship type, XML without declaration)."""
        return {"styles.xml": ("styles", f'<w:styles xmlns:w="{NAMESPACES["w"]}">{self.styles}</w:styles>')}

    def finish(self, xml):
        """The last word on a part's XML."""
        return xml

    def part(self, xml):
        return (DECLARATION.format("UTF-8") + self.finish(xml)).encode()

    def main_bytes(self):
        return (DECLARATION.format(self.encoding) + self.finish(self.document())).encode(self.encoding)

    def relationships(self, targets):
        body = "".join(
            f'<Relationship Id="rId{i}" Type="{NAMESPACES["r"]}/{kind}" Target="{target}"/>'
            for i, (kind, target) in enumerate(targets, 1)
        )
        return self.part(f'<Relationships xmlns="{OOXML}/package/2006/relationships">{body}</Relationships>')

    def content_types(self, folder, related):
        body = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        body += '<Default Extension="xml" ContentType="application/xml"/>'
        body += f'<Override PartName="/{self.main}" ContentType="{self.main_type}"/>'
        for name in related:
            body += f'<Override PartName="/{folder}/{name}" ContentType="{PART_TYPE.format(name.split(".")[0])}"/>'
        return self.part(f'<Types xmlns="{OOXML}/package/2006/content-types">{body}</Types>')

    def parts(self):
        """Entry name -> bytes, in the order of the zip."""
        folder, name = self.main.rsplit("/", 1)
        related = self.related()
        targets = [(kind, target) for target, (kind, _) in related.items()]
        out = {
            "[Content_Types].xml": self.content_types(folder, related),
            "_rels/.rels": self.relationships([("officeDocument", self.main)]),
            self.main: self.main_bytes(),
            f"{folder}/_rels/{name}.rels": self.relationships(targets),
        }
        out.update({f"{folder}/{target}": self.part(xml) for target, (_, xml) in related.items()})
        return out

    def stream(self):
        return io.BytesIO()

    def bytes(self):
        stream = self.stream()
        with zipfile.ZipFile(stream, "w") as package:
            for name, data in self.parts().items():
                package.writestr(entry(name), data, self.compression, 9)
        return stream.getvalue()


def entry(name):
    """A zip entry that is the same on every machine and day."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.filename = name  # zipfile would turn a backslash on some systems
    info.create_system = 0
    return info
