"""Tables drawn with blanks (family 8), as a PDF's page looks: a canvas on which every cell is painted where it stands."""

import unicodedata

from gen.family import Family, wrap


def east_asian(text):
    """Columns of a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class Canvas:
    """Lines of text in which every character has a column; a character may be wider than one."""

    def __init__(self, width_of):
        self.lines = []
        self.width_of = width_of

    def paint(self, y, x, text):
        while len(self.lines) <= y:
            self.lines.append([])
        if text:
            self.lines[y].append((x, text))

    def texts(self):
        for pieces in self.lines:
            line, at = "", 0
            for x, text in sorted(pieces):
                line += " " * max(x - at, 1 if line else 0)
                at = max(x, at + 1 if at else x) + self.width_of(text)
                line += text
            yield line


class Aligned(Family):
    name = "aligned"
    family = "aligned"
    covers = "columns aligned by blanks as on a terminal, numbers centred, long labels wrapped above and below them"
    drops_blanks = ()
    width_of = staticmethod(east_asian)
    numbers = "center"
    labels = "left"
    margin = 1
    page_rows = 0  # lines after which a page ends inside the table of requests
    widths = {"disclosure": (22, 18, 18, 18), "requests": (8, 10, 24, 10, 8, 8, 8, 8, 8, 8), "disputes": (7,) * 15}

    def table(self, rows, table_id):
        widths = self.columns(rows, table_id)
        edges = [self.margin]
        for width in widths:
            edges.append(edges[-1] + width)
        heights, header = self.heights(rows, edges), self.header(rows)
        canvas = Canvas(self.width_of)
        top = 0
        for i, (row, height) in enumerate(zip(rows, heights)):
            for cell, col in columns(row):
                if cell.merge != "cont":
                    n = height + sum(heights[i + 1 : i + below(rows, i, col)])
                    self.paint(canvas, top, n, edges[col], edges[col + cell.cols], cell)
            top += height
            canvas.paint(top - 1, 0, "")
        lines = list(canvas.texts())
        if table_id == "requests" and self.page_rows:
            return self.paged(lines, sum(heights[:header])) + [""]
        return lines + [""]

    def paged(self, lines, header):
        out = lines[: self.page_rows]
        for number, at in enumerate(range(self.page_rows, len(lines), self.page_rows), 2):
            mark = " " * 38 + self.mark.format(number)
            out += ["", mark, "\f" + lines[0], *lines[1:header], *lines[at : at + self.page_rows]]
        return out

    def columns(self, rows, table_id):
        """Widths that hold every number on one line."""
        widths = list(self.widths.get(table_id) or (16,) * len(rows[0]))
        for row in rows:
            for cell, col in columns(row):
                if cell.is_value and self.report.cells[cell.id].state == "number":
                    widths[col] = max(widths[col], self.width_of(cell.text.strip()) + 2)
        return widths

    def pieces(self, cell, width):
        return wrap(" ".join(cell.text.split()), max(width - 2, 1), self.width_of)

    def heights(self, rows, edges):
        out = []
        for i, row in enumerate(rows):
            lines = [1]
            for cell, col in columns(row):
                if cell.merge != "cont" and below(rows, i, col) == 1:
                    lines.append(len(self.pieces(cell, edges[col + cell.cols] - edges[col])))
            out.append(max(lines))
        # What a merged cell needs more than its rows have is room in its last one.
        for i, row in enumerate(rows):
            for cell, col in columns(row):
                n = below(rows, i, col)
                if cell.merge == "start" and n > 1:
                    need = len(self.pieces(cell, edges[col + cell.cols] - edges[col]))
                    out[i + n - 1] += max(0, need - sum(out[i : i + n]))
        return out

    @staticmethod
    def header(rows):
        return next((i for i, row in enumerate(rows) if any(cell.is_value for cell in row)), 1)

    def paint(self, canvas, top, height, left, right, cell):
        pieces = self.pieces(cell, right - left)
        at = top + (height - len(pieces)) // 2
        for i, piece in enumerate(pieces):
            free = right - left - 2 - self.width_of(piece)
            align = self.numbers if cell.is_value or cell.cols > 3 else self.labels
            shift = {"left": 0, "center": free // 2, "right": free}[align]
            canvas.paint(at + i, left + max(shift, 0), piece)


def columns(row):
    at = 0
    for cell in row:
        yield cell, at
        at += cell.cols


def below(rows, i, col):
    """How many rows the cell at this place is high."""
    n = 1
    while i + n < len(rows) and any(c.merge == "cont" and at == col for c, at in columns(rows[i + n])):
        n += 1
    return n


class AlignedRight(Aligned):
    name = "aligned-right"
    covers = "columns aligned by blanks as on a terminal, numbers to the right, labels centred"
    numbers = "right"
    labels = "center"
    margin = 4


class AlignedPaged(Aligned):
    name = "aligned-paged"
    covers = "columns aligned by blanks, over several pages with page numbers, the header repeated after a form feed"
    numbers = "left"
    page_rows = 24


class AlignedVertical(Aligned):
    name = "aligned-vertical"
    covers = "columns aligned by blanks, group labels one character a line"
    widths = {**Aligned.widths, "requests": (4, 4, 28, 8, 8, 8, 8, 8, 8, 8), "disputes": (4,) * 15}
    page_rows = 33


class Layout(Aligned):
    """As pdftotext -layout writes it: an ideograph takes one column, as a digit does."""

    name = "layout"
    family = "aligned-narrow"
    covers = "columns aligned by blanks, an ideograph as wide as a digit; numbers centred"
    width_of = staticmethod(len)
    widths = {"disclosure": (14, 12, 12, 12), "requests": (5, 6, 14, 6, 6, 6, 6, 6, 6, 6), "disputes": (5,) * 15}


class LayoutRight(Layout):
    name = "layout-right"
    covers = "columns aligned by blanks, an ideograph as wide as a digit; numbers to the right"
    numbers = "right"
    margin = 3


class LayoutPaged(Layout):
    name = "layout-paged"
    covers = "columns aligned by blanks, an ideograph as wide as a digit; page numbers and repeated headers"
    numbers = "left"
    labels = "center"
    page_rows = 27


class LayoutVertical(Layout):
    name = "layout-vertical"
    covers = "columns aligned by blanks, an ideograph as wide as a digit; group labels one character a line"
    widths = {**Layout.widths, "requests": (3, 3, 16, 6, 6, 6, 6, 6, 6, 6), "disputes": (3,) * 15}
    page_rows = 40


WRITERS = (Aligned, AlignedRight, AlignedPaged, AlignedVertical, Layout, LayoutRight, LayoutPaged, LayoutVertical)
