"""Reports as plain text: the dump a Word file leaves (family 1) and the rows of a PDF dump (family 2)."""

from dataclasses import replace

from gen import grid
from gen.report import Decoy, FormTable, Para
from gen.rng import Rng
from gen.values import ABSENT

PADS = ("", " ", "\u00a0", "\u3000", "\u2002", "\u3000\u3000", "\u00a0 ")

# Labels as narrow columns break them, over a line end or over an empty line.
BREAKS = {
    "本年新制作数量": "本年新\n制作数量",
    "本年新公开数量": "本年新\n公开数量",
    "本年增/减": "本年\n增/减",
    "采购项目数量": "采购项目\n数量",
    "本年制发件数": "本年制\n发件数",
    "商业企业": "商业\n企业",
    "法律服务机构": "法律服务\n\n机构",
    "（三）不予公开": "（三）不予\n\n公开",
    "（四）无法提供": "（四）无法\n\n提供",
    "2.没有现成信息需要另行制作": "2.没有现成信息需要\n另行制作",
    "结果维持": "结果\n维持",
}


class Text:
    """What both families share: the order of things on the page."""

    suffix = "txt"
    gap = ""  # what stands between two paragraphs

    def __init__(self, report):
        self.report = report
        self.rng = Rng(report.name + "/" + self.name)

    @staticmethod
    def suits(report):
        """Whether this writer's text of the report can be read in one way only."""
        return True

    def truth(self):
        """The report that a reader must find in this writer's text."""
        return self.report

    def lines(self):
        r = self.report
        out = [*r.top, *r.title_lines, *r.head, ""]
        for text in r.preamble:
            out += [self.para(text), *self.gap]
        for section in r.sections:
            out += [section.indent + section.heading, *self.gap]
            for block in section.blocks:
                out += self.block(block)
        return out + ["", *r.signature, *r.foot]

    def block(self, block):
        if isinstance(block, Para):
            return [self.para(block.full), *self.gap]
        if isinstance(block, Decoy):
            return self.table(grid.decoy(block.rows), "decoy")
        assert isinstance(block, FormTable)
        return self.table(grid.table(self.report, block.id), block.id)

    def para(self, text):
        return text

    def bytes(self):
        return ("\n".join(self.lines()) + "\n").encode()


class Dump(Text):
    name = "dump"
    family = 1
    covers = "Word dump: a cell a line behind a tab, an empty line ends the row"

    def table(self, rows, table_id):
        out = []
        for row in rows:
            for cell in row:
                out += ("\t" + self.cell(cell)).split("\n")
            out.append("")
        return out + [""]

    def cell(self, cell):
        return cell.text


class DumpNoisy(Dump):
    name = "dump-noisy"
    covers = "Word dump with broken labels, padded values, [image: ] and [bookmark: _GoBack]"
    gap = ("",)
    marks = 0

    def cell(self, cell):
        if not cell.is_value:
            self.marks += 1
            mark = "[bookmark: _GoBack]" if self.marks == 9 else ""
            return mark + BREAKS.get(cell.text, cell.text) + self.rng.pick(("", "", " "))
        if not cell.text:
            return ""
        mark = "[bookmark: _GoBack]" if cell.id in ("disclosure.rules.published", "requests.received.total") else ""
        return self.rng.pick(PADS) + mark + cell.text + self.rng.pick(PADS)

    def para(self, text):
        kind = self.rng.below(5)
        if kind == 0:
            return "[image: ][image: ]" + text
        if kind == 1 and len(text) > 20:
            return text[:9] + "[image: IMG_0542]" + text[9:]
        if kind == 2:
            return "　　" + text
        return text


class DumpVertical(Dump):
    name = "dump-vertical"
    covers = "Word dump whose narrow label cells hold one or two characters a line"
    narrow = {"自然人": 1, "总计": 1, "三、本年度办理结果": 1, "商业企业": 2, "科研机构": 2, "社会公益组织": 2, "其他": 1}

    def cell(self, cell):
        n = 0 if cell.is_value else self.narrow.get(cell.text, 0)
        return "\n".join(cell.text[i : i + n] for i in range(0, len(cell.text), n)) if n else cell.text


class Rows(Text):
    name = "rows"
    family = 2
    covers = "PDF dump: tab-separated rows, every column in its place"
    gap = ("",)

    def table(self, rows, table_id):
        return ["\t".join(self.row(row)) for row in rows] + [""]

    def row(self, row):
        return [text for cell in row for text in [cell.text] + [""] * (cell.cols - 1)]


class RowsPaged(Rows):
    name = "rows-paged"
    covers = "PDF dump of a requests table over two pages, the header repeated on the second"

    def table(self, rows, table_id):
        if table_id != "requests":
            return super().table(rows, table_id)
        return super().table(rows[:17], table_id) + super().table(rows[:3] + rows[17:], table_id)


class RowsTorn(Rows):
    """As a converter leaves a table that a page break cut: rows shifted left, a header in two pieces."""

    name = "rows-torn"
    covers = "PDF dump with a torn header, rows shifted left, lost group columns and ruled header"
    lost = None  # index of a value column that the converter dropped

    @staticmethod
    def suits(report):
        """In a row shifted left nobody can tell a blank cell from a missing one."""
        return all(value.text.strip() for value in report.cells.values())

    def table(self, rows, table_id):
        if table_id == "requests":
            return self.requests(rows)
        if table_id == "disputes":
            return self.disputes(rows)
        return super().table(rows, table_id)

    def requests(self, rows):
        kinds = [cell.text for cell in rows[2] if cell.text]
        out = [grid.CORNER + "\t申请人情况\t\t", "\t自\t法人或其他组织\t总", "", "\t\t" + "\t".join(kinds) + "\t\t"]
        torn = False
        for row in rows[3:]:
            torn = torn or any(cell.text.startswith("5.要求") for cell in row)
            out.append("\t".join(self.request_row(row, torn)))
        return out + [""]

    def request_row(self, row, torn):
        labels = [cell.text for cell in row if not cell.is_value]
        values = [cell.text for i, cell in enumerate(c for c in row if c.is_value) if i != self.lost]
        if len(labels) == 1:
            return labels + [""] + values + [""]
        if len(labels) == 2:
            return labels[1:] + values + ["", ""] if torn else labels + values + [""]
        if torn and not labels[1]:
            return labels[2:] + [""] + values + [""]
        return labels[1:] + values + [""] if torn else labels + values

    def disputes(self, rows):
        rest = ["\t".join(self.row(row)) for row in rows[1:]]
        return ["行政复议\t行政诉讼", "------\t------", "", *rest, ""]


class RowsLost(RowsTorn):
    name = "rows-lost"
    covers = "as rows-torn, and the column 其他 of the requests is gone: its cells are absent"
    lost = 5

    def truth(self):
        gone = {c: ABSENT for c in self.report.cells if c.startswith("requests.") and c.split(".")[-1] == "other"}
        return replace(self.report, cells={**self.report.cells, **gone})


class DumpCrlf(Dump):
    name = "dump-crlf"
    covers = "Word dump in UTF-8 with a byte-order mark and CRLF line ends"

    def bytes(self):
        return b"\xef\xbb\xbf" + super().bytes().replace(b"\n", b"\r\n")


class DumpGb18030(DumpNoisy):
    name = "dump-gb18030"
    covers = "noisy Word dump in GB18030"

    def bytes(self):
        return super().bytes().decode().encode("gb18030")


class DumpUtf16(Dump):
    name = "dump-utf16"
    covers = "Word dump in UTF-16LE with a byte-order mark"

    def bytes(self):
        return b"\xff\xfe" + super().bytes().decode().encode("utf-16-le")


class DumpBig5(Dump):
    name = "dump-big5"
    covers = "Word dump in Big5"

    @staticmethod
    def suits(report):
        try:
            Dump(report).bytes().decode().encode("cp950")
        except UnicodeEncodeError:
            return False
        return True

    def bytes(self):
        return super().bytes().decode().encode("cp950")


class DumpUnmarked(Dump):
    name = "dump-unmarked"
    covers = "Word dump in UTF-16BE without a byte-order mark"

    def bytes(self):
        return super().bytes().decode().encode("utf-16-be")


class RowsUnmarked(Rows):
    name = "rows-unmarked"
    covers = "PDF dump in UTF-16LE without a byte-order mark"

    def bytes(self):
        return super().bytes().decode().encode("utf-16-le")


class RowsGb18030(RowsTorn):
    name = "rows-gb18030"
    covers = "torn PDF rows in GB18030"

    def bytes(self):
        return super().bytes().decode().encode("gb18030")


WRITERS = (
    *(Dump, DumpNoisy, DumpCrlf, DumpGb18030, DumpUtf16, DumpVertical),
    *(Rows, RowsPaged, RowsTorn, RowsLost, RowsGb18030),
    *(DumpBig5, DumpUnmarked, RowsUnmarked),
)
