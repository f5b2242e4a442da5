"""What stands in the way of the tables: pictures in their place (12), decoys beside them (13), one family after another."""

from dataclasses import replace

from gen import aligned, grid, paragraphs, reading, text
from gen.family import Family
from gen.report import TABLES, FormTable
from gen.values import ABSENT


class Pictures(Family):
    name = "pictures"
    family = "pictures"
    covers = "the tables are pictures: the headings stand next to each other"
    drops_blanks = ()
    lost = TABLES
    mark_of_picture = ()

    def table(self, rows, table_id):
        return list(self.mark_of_picture) if table_id in self.lost else ["  ".join(c.text for c in row) for row in rows]

    def truth(self):
        cells = {c: ABSENT if c.split(".")[0] in self.lost else v for c, v in self.report.cells.items()}
        return replace(self.report, cells=cells)


class PicturesMarked(Pictures):
    name = "pictures-marked"
    covers = "the tables are pictures, of which the dump keeps a mark"
    mark_of_picture = ("[image: IMG_0542]", "")


class PicturesSome(Pictures):
    name = "pictures-some"
    covers = "the table of requests is a picture, the other two are a cell a line behind a tab"
    lost = ("requests",)

    def table(self, rows, table_id):
        if table_id in self.lost:
            return ["[image: ]", ""]
        return text.Dump(self.report).table(rows, table_id)


NUMBERS_OF_SECTION_ONE = (
    ("公开类别", "数量"),
    ("行政许可", "35"),
    ("行政处罚", "12"),
    ("规范性文件", "7"),
    ("总计", "54"),
)
LISTED = (
    "1.公开行政许可结果35件；",
    "2.公开行政处罚结果12件；",
    "3.收到申请9件，予以公开6件，不予公开2件，结转下年度继续办理1件。",
)
PROSE = {
    "disclosure": "本年度制发规范性文件7件，废止2件，办理行政许可35件、行政处罚12件，收费3.5万元，具体如下表。",
    "requests": "本年新收政府信息公开申请9件，其中自然人8件、商业企业1件；上年结转0件，结转下年度1件，总计9件。",
    "disputes": "全年发生行政复议2件、行政诉讼1件，结果维持2件，尚未审结1件。",
}


class Decoys:
    """Mixed into a writer: a table and a list of numbers in section one, prose with numbers before every table."""

    family = "decoys"

    def lines(self):
        titles = [s.heading for s in self.report.sections]
        contents = [title + "…" * 10 + str(i) for i, title in enumerate(titles, 2)]
        return ["目录", *contents, "", *super().lines()]

    def block(self, block):
        out = super().block(block)
        if isinstance(block, FormTable):
            return [PROSE[block.id], *self.gap, *out]
        if block is self.report.sections[0].blocks[-1]:
            return out + [line for text in LISTED for line in (text, *self.gap)] + self.small_table()
        return out

    def small_table(self):
        return self.table(grid.decoy(NUMBERS_OF_SECTION_ONE), "decoy")


class DumpDecoys(Decoys, text.Dump):
    name = "dump-decoys"
    covers = "decoys round a Word dump"


class ParagraphsDecoys(Decoys, paragraphs.ParagraphsKept):
    name = "paragraphs-decoys"
    covers = "decoys round cells that are paragraphs"


class LayoutDecoys(Decoys, aligned.LayoutPaged):
    name = "layout-decoys"
    covers = "decoys round tables aligned by blanks"


class ReadingDecoys(Decoys, reading.Reading):
    name = "reading-decoys"
    covers = "decoys round tables in reading order"


class Mixture(Family):
    """Each table by another writer."""

    family = "mixtures"
    name = "mixture"
    covers = "requests aligned by blanks, disclosure a Word dump, disputes in reading order"
    renderers = {"disclosure": text.Dump, "requests": aligned.LayoutPaged, "disputes": reading.Reading}
    drops_blanks = ("disputes",)
    page_lines = 10**6

    def table(self, rows, table_id):
        return self.renderers.get(table_id, text.Dump)(self.report).table(rows, table_id)


class MixtureRows(Mixture):
    name = "mixture-rows"
    covers = "disclosure in reading order, requests a Word dump, disputes as rows behind tabs"
    renderers = {"disclosure": reading.ReadingOneLine, "requests": text.Dump, "disputes": text.Rows}
    drops_blanks = ("disclosure",)


class MixtureLines(Mixture):
    name = "mixture-lines"
    covers = "disclosure as rows behind tabs, requests a cell a line, disputes aligned by blanks"
    renderers = {"disclosure": text.Rows, "requests": paragraphs.Lines, "disputes": aligned.Aligned}
    drops_blanks = ()


class MixtureFlat(Mixture):
    name = "mixture-flat"
    covers = "disclosure aligned by blanks, requests as paragraphs, disputes flattened"
    renderers = {"disclosure": aligned.AlignedRight, "requests": paragraphs.ParagraphsKept, "disputes": reading.FlatWhole}
    drops_blanks = ("disputes",)


WRITERS = (
    *(Pictures, PicturesMarked, PicturesSome, DumpDecoys, ParagraphsDecoys, LayoutDecoys, ReadingDecoys),
    *(Mixture, MixtureRows, MixtureLines, MixtureFlat),
)
