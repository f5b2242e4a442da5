"""Word files as offices lay them out for print: what a page shows of them decides what a PDF's text is like."""

from gen.docx import NAMESPACES
from gen.docx_grid import Official

PORTRAIT, LANDSCAPE = (11906, 16838), (16838, 11906)  # twentieths of a point


class Page(Official):
    """Sizes in half-points, widths in twentieths of a point."""

    name = "page"
    covers = "laid out for print: A4, centred numbers, a header repeated on every page, page numbers - 1 -"
    size = PORTRAIT
    margin = 1474
    body_size, table_size = 32, 21
    values, labels = "center", "center"  # alignment
    widths = {
        "disclosure": (2600, 2100, 2100, 2100),
        "requests": (700, 950, 2250, 750, 700, 700, 800, 800, 700, 700),
        "disputes": (600,) * 15,
    }
    layout = "fixed"
    footer = "- {} -"
    header_rows = {"requests": 3, "disputes": 3}

    def run(self, text, props="", tag="t"):
        return super().run(text, f'<w:sz w:val="{self.text_size}"/>' + props, tag)

    text_size = body_size

    def para_props(self, role, number):
        props = super().para_props(role, number)
        if role in ("value", "label"):
            return props + f'<w:jc w:val="{self.values if role == "value" else self.labels}"/>'
        if role == "title":
            return props + '<w:jc w:val="center"/>'
        if role == "signature":
            return props + '<w:jc w:val="right"/>'
        return props + f'<w:ind w:firstLine="{self.body_size * 20}"/>'

    def table(self, rows, table_id):
        self.text_size = self.table_size
        self.columns = self.widths.get(table_id, ())
        self.n_header_rows = self.header_rows.get(table_id, 0)
        edges = ("top", "left", "bottom", "right", "insideH", "insideV")
        borders = "".join(f'<w:{edge} w:val="single" w:sz="4"/>' for edge in edges)
        props = f'<w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders>'
        props += f'<w:tblLayout w:type="{self.layout}"/>'
        width = sum(cell.cols for cell in rows[0])
        out = "<w:tbl><w:tblPr>" + props + "</w:tblPr>" + self.grid_cols(width) + self.rows(rows, table_id) + "</w:tbl>"
        self.text_size = self.body_size
        return out

    def grid_cols(self, width):
        if len(self.columns) != width:
            self.columns = (9000 // width,) * width
        return "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{w}"/>' for w in self.columns) + "</w:tblGrid>"

    def row(self, row):
        self.at = 0
        out = super().row(row)
        self.n_header_rows -= 1
        return out

    def row_props(self, row):
        return super().row_props(row) + ("<w:tblHeader/>" if self.n_header_rows > 0 else "")

    def cell_props(self, cell):
        width = sum(self.columns[self.at : self.at + cell.cols])
        self.at += cell.cols
        return super().cell_props(cell).replace('w:w="685"', f'w:w="{width}"')

    def related(self):
        before, after = self.footer.split("{}")
        field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        page = f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{self.run(before)}{field}{self.run(after)}</w:p>'
        return {**super().related(), "footer.xml": ("footer", f'<w:ftr xmlns:w="{NAMESPACES["w"]}">{page}</w:ftr>')}

    def page(self):
        footer = 1 + [kind for kind, _ in self.related().values()].index("footer")
        width, height = self.size
        turned = ' w:orient="landscape"' if width > height else ""
        margins = "".join(f' w:{side}="{self.margin}"' for side in ("top", "right", "bottom", "left"))
        return (
            f'<w:sectPr><w:footerReference w:type="default" r:id="rId{footer}"/>'
            f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
            f'<w:pgMar{margins} w:header="850" w:footer="990" w:gutter="0"/></w:sectPr>'
        )


class PageLeft(Page):
    name = "page-left"
    covers = "laid out for print: small letters to the left, page numbers -1-"
    body_size, table_size = 24, 18
    text_size = body_size
    values, labels = "left", "left"
    footer = "-{}-"


class PageRight(Page):
    name = "page-right"
    covers = "laid out for print: numbers to the right, widths left to the program"
    body_size, table_size = 28, 20
    text_size = body_size
    values, labels = "right", "left"
    layout = "autofit"
    footer = "{}"


class PageLandscape(Page):
    name = "page-landscape"
    covers = "laid out for print: turned pages, wide columns, page numbers — 1 —"
    size = LANDSCAPE
    footer = "— {} —"
    widths = {
        "disclosure": (5000, 3000, 3000, 2700),
        "requests": (1400, 2000, 4200, 900, 900, 900, 1000, 1000, 900, 900),
        "disputes": (930,) * 15,
    }


class PageVertical(Page):
    name = "page-vertical"
    covers = "laid out for print: label columns one character wide, a header on the first page only"
    body_size, table_size = 30, 18
    text_size = body_size
    header_rows = {}
    widths = {
        "disclosure": (2600, 2100, 2100, 2100),
        "requests": (400, 420, 2900, 600, 600, 600, 800, 800, 600, 600),
        "disputes": (560,) * 15,
    }


WRITERS = (Page, PageLeft, PageRight, PageLandscape, PageVertical)
