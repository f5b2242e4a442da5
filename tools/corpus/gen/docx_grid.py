"""Variants of the table grid: merges, spans, missing and odd columns."""

from dataclasses import replace

from gen.docx import Docx


class Official(Docx):
    name = "official"
    covers = "gridSpan and vMerge as in the official form; vMerge with val=continue and without val"
    bare = False

    def cell_props(self, cell):
        props = '<w:tcW w:w="685" w:type="dxa"/>' + super().cell_props(cell)
        if cell.merge == "start":
            props += '<w:vMerge w:val="restart"/>'
        elif cell.merge == "cont":
            self.bare = not self.bare
            props += "<w:vMerge/>" if self.bare else '<w:vMerge w:val="continue"/>'
        return props + '<w:tcBorders><w:top w:val="nil"/></w:tcBorders><w:vAlign w:val="center"/>'

    def row_props(self, row):
        return '<w:trHeight w:val="340" w:hRule="atLeast"/><w:jc w:val="center"/>'


class Gridless(Official):
    name = "gridless"
    covers = "no tblGrid; spans and merges as in the official form"

    def grid_cols(self, width):
        return ""


class GridBefore(Docx):
    """Rows begin and end where their cells do: what is merged from above is not there at all."""

    name = "grid-before"
    covers = "gridBefore for columns merged from above, gridAfter for rows that end early"

    @staticmethod
    def suits(report):
        """Without its group nobody knows which 3.其他 the form of 2021 means."""
        return report.form == "2019"

    def row(self, row):
        before = 0
        while row and row[0].merge == "cont":
            before += row[0].cols
            row = row[1:]
        after = 0
        if len(row) > 1 and row[-1].cols > 1 and row[-1].is_value:
            after = row[-1].cols - 1
        self.before, self.after = before, after
        return super().row(row)

    def row_props(self, row):
        props = f'<w:gridBefore w:val="{self.before}"/><w:wBefore w:w="900" w:type="dxa"/>' if self.before else ""
        return props + (f'<w:gridAfter w:val="{self.after}"/>' if self.after else "")

    def cell_props(self, cell):
        return "" if cell.is_value and cell.cols > 1 else super().cell_props(cell)


class FirstRowOneCell(Official):
    name = "caption-cell"
    covers = "captions are one cell without gridSpan: the first row is one cell wide, later ones four"

    def table(self, rows, table_id):
        self.captions = table_id == "disclosure"
        return super().table(rows, table_id)

    def cell_props(self, cell):
        return "" if self.captions and cell.cols == 4 else super().cell_props(cell)

    def grid_cols(self, width):
        return "" if width == 4 else super().grid_cols(width)


class HMerge(Official):
    name = "hmerge"
    covers = "hMerge restart and continue (with and without val) instead of gridSpan"
    continued = 0

    def cell(self, cell):
        if cell.cols == 1:
            return super().cell(cell)
        vertical = {"start": '<w:vMerge w:val="restart"/>', "cont": "<w:vMerge/>", "": ""}[cell.merge]
        out = f'<w:tc><w:tcPr><w:hMerge w:val="restart"/>{vertical}</w:tcPr>{self.cell_content(cell)}</w:tc>'
        for _ in range(cell.cols - 1):
            self.continued += 1
            value = ' w:val="continue"' if self.continued % 2 else ""
            out += f"<w:tc><w:tcPr><w:hMerge{value}/>{vertical}</w:tcPr><w:p/></w:tc>"
        return out


class OddColumns(Official):
    """Cells drawn by hand leave hairline columns: a column of the form is two or three of the grid."""

    name = "odd-columns"
    covers = "each column is several grid columns; the edge between two headers is off by one hairline column"

    def row(self, row):
        header = len(row) > 3 and not any(c.is_value for c in row) and any(c.merge for c in row)
        edges, at = [0], 0
        for cell in row:
            at += cell.cols
            hairline = header and at == 4
            edges.append(at * 2 + at // 2 + hairline)
        return super().row([replace(cell, cols=b - a) for cell, a, b in zip(row, edges, edges[1:])])

    def grid_cols(self, width):
        return super().grid_cols(width * 2 + width // 2)


class NarrowGrid(Official):
    name = "narrow-grid"
    covers = "a tblGrid of two columns, whatever the rows hold"

    def grid_cols(self, width):
        return super().grid_cols(2)


class OrphanMerge(Official):
    name = "orphan-merge"
    covers = "cells that continue a vertical merge which nothing above starts: cells of their own"
    orphans = ("规章", "行政处罚", "（一）予以公开", "3.危及“三安全一稳定”")

    def cell_props(self, cell):
        return super().cell_props(cell) + ("<w:vMerge/>" if cell.text in self.orphans else "")


class TornTable(Official):
    """A table cut in two where a page ends."""

    name = "torn-table"
    covers = "the requests table in two pieces, the second without a header"
    repeated = 0  # header rows that the second piece repeats
    cut = 11

    def table(self, rows, table_id):
        if table_id != "requests":
            return super().table(rows, table_id)
        first = [replace(cell, merge="start") if cell.merge == "cont" else cell for cell in rows[self.cut]]
        rest = rows[: self.repeated] + [first] + rows[self.cut + 1 :]
        return super().table(rows[: self.cut], table_id) + "<w:p/>" + super().table(rest, table_id)


class TornHeader(TornTable):
    name = "torn-header"
    covers = "the requests table in two pieces, the header repeated on the second"
    repeated = 3


class SplitBlocks(Official):
    name = "split-blocks"
    covers = "a table for each block of the disclosure table"

    def table(self, rows, table_id):
        if table_id != "disclosure":
            return super().table(rows, table_id)
        starts = [i for i, row in enumerate(rows) if len(row) == 1] + [len(rows)]
        pieces = [super(SplitBlocks, self).table(rows[a:b], table_id) for a, b in zip(starts, starts[1:])]
        return "<w:p/>".join(pieces)


class Paragraphs(Official):
    name = "paragraphs"
    covers = "cells of several paragraphs: labels cut in two or one character each, values between empty ones"
    narrow = ("自然人", "总计", "三、本年度办理结果")

    def cell_content(self, cell):
        if cell.is_value:
            empty = self.rng.pick(("", "<w:p/>"))
            return empty + super().cell_content(cell) + self.rng.pick(("", "<w:p/>"))
        step = 1 if cell.text in self.narrow else max(1, (len(cell.text) + 1) // 2)
        pieces = [cell.text[i : i + step] for i in range(0, len(cell.text), step)] or [""]
        return "".join(self.para(piece, "label") for piece in pieces)


WRITERS = (
    *(Official, Gridless, GridBefore, FirstRowOneCell, HMerge, OddColumns),
    *(NarrowGrid, OrphanMerge, TornTable, TornHeader, SplitBlocks, Paragraphs),
)
