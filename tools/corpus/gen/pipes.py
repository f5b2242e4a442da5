"""Reports as plain text whose tables are told by pipes, dashes and lines (families 4 to 7, Markdown, drawn frames)."""

import unicodedata

from gen.text import BREAKS, Text


def full(values):
    """Whether no value is blank: where padding looks like a blank cell, one of either would leave two answers."""
    return all(value.text.strip() for value in values)


def fills_disputes(report, ends=False):
    """Whether the row of disputes is not blank, or, if asked, at its ends."""
    texts = [value.text.strip() for cell, value in report.cells.items() if cell.startswith("disputes.")]
    return bool(texts[0] and texts[-1]) if ends else any(texts)


def flat(row):
    """A row's texts in their columns, merged cells as one with blanks behind it."""
    return [text for cell in row for text in [cell.text] + [""] * (cell.cols - 1)]


class Pipes(Text):
    name = "pipes"
    family = 4
    covers = "rows of pipes with a tail, merged cells padded with bare pipes in their place"
    gap = ("",)

    def table(self, rows, table_id):
        return [self.row(row) for row in rows] + [""]

    def cell(self, cell):
        return cell.text

    def row(self, row):
        out = ""
        for cell in row:
            out += f"{self.cell(cell)} | " + "|" * (cell.cols - 1)
            out += " " if cell.cols > 1 else ""
        return out.rstrip()


class PipesEnd(Pipes):
    name = "pipes-end"
    covers = "rows of pipes with a tail, padded with bare pipes at their end to the table's width"

    @staticmethod
    def suits(report):
        return full(report.cells.values())

    def row(self, row):
        padding = "|" * sum(cell.cols - 1 for cell in row)
        return (" | ".join(self.cell(cell) for cell in row) + " | " + padding).rstrip()


class PipesFive(Pipes):
    name = "pipes-five"
    covers = "rows of pipes in tables one column too wide, which end with | |"

    @staticmethod
    def suits(report):
        """Of a blank row, or one with a blank cell at its beginning, nobody knows which cell is too many."""
        return fills_disputes(report, ends=True)

    def row(self, row):
        return super().row(row) + " |"


class PipesNoisy(Pipes):
    """As a copy of a web page has it."""

    name = "pipes-noisy"
    covers = "rows of pipes, labels broken inside cells, page numbers, a run of 450 pipes"

    def cell(self, cell):
        return cell.text if cell.is_value else BREAKS.get(cell.text, cell.text).replace("\n\n", "\n")

    def table(self, rows, table_id):
        out = super().table(rows, table_id)
        half = len(out) // 2
        if table_id == "requests":
            out = out[:half] + ["", f"- {self.rng.between(2, 9)} -", ""] + out[half:]
        return out + ["|" * 450, ""]


class PipesWide(Pipes):
    name = "pipes-full-width"
    covers = "rows of full-width pipes"

    def row(self, row):
        return super().row(row).replace("|", "｜")


class PipesTwice(Pipes):
    name = "pipes-twice"
    covers = "rows with two pipes between cells"

    def row(self, row):
        return "||".join(flat(row)) + "||"


class CellLines(Pipes):
    name = "pipes-cells"
    family = 5
    covers = "a cell a line with its pipe, padding and blank cells as pipes on lines of their own"

    def row(self, row):
        out = []
        for cell in row:
            out.append(f"{self.cell(cell)} |" if cell.text.strip() else "|")
            if cell.cols > 1:
                out.append("|" * (cell.cols - 1))
        return "\n".join(out)


class CellLinesTail(CellLines):
    name = "pipes-cells-tail"
    family = 6
    covers = "a cell a line with its pipe, padding behind the padded cell on its own line"

    def row(self, row):
        return "\n".join(f"{self.cell(cell)} |{'|' * (cell.cols - 1)}" if cell.text.strip() else "|" * cell.cols
                         for cell in row)


class CellLinesDropped(CellLines):
    name = "pipes-cells-dropped"
    family = "pipes-dropped"
    drops_blanks = ("disclosure", "requests", "disputes")
    covers = "a cell a line with its pipe; blank cells are dropped, and their pipes come at the row's end"

    def row(self, row):
        filled = [cell for cell in row if cell.text.strip()]
        padding = "|" * (sum(cell.cols for cell in row) - len(filled))
        return "\n".join([f"{cell.text} |" for cell in filled] + [padding] * bool(padding))


class Framed(Pipes):
    name = "pipes-framed"
    family = 7
    covers = "rows with a pipe before and behind"

    def row(self, row):
        return "| " + " | ".join(flat(row)) + " |"


class Markdown(Framed):
    name = "markdown"
    suffix = "md"
    covers = "Markdown: headings, a rule below the first row, bold labels and numbers, escapes"

    def lines(self):
        r = self.report
        out = [*r.top, *("# " + line.strip() for line in r.title_lines), *r.head, ""]
        for text in r.preamble:
            out += [self.para(text), ""]
        for section in r.sections:
            out += ["## " + section.heading, ""]
            for block in section.blocks:
                out += self.block(block)
        return out + ["", *r.signature, *r.foot]

    def cell(self, cell):
        text = cell.text.replace("*", "\\*")
        if text.startswith(("+", "-")):
            text = "\\" + text
        chance = 10 if cell.is_value else 30
        return f"**{text}**" if text.strip() == text != "" and self.rng.chance(chance) else text

    def row(self, row):
        return "| " + " | ".join(self.cell(cell) + " |" * (cell.cols - 1) for cell in row) + " |"

    def table(self, rows, table_id):
        width = sum(cell.cols for cell in rows[0])
        dashes = self.rng.pick(("---", ":--:", " --- "))
        first, *others = (self.row(row) for row in rows)
        return [first, "|" + (dashes + "|") * width, *others, ""]


# What is drawn: widths of characters, text folded to a width, tables as cells of a lattice.


def columns(text, ambiguous=1):
    wide = {"W": 2, "F": 2, "A": ambiguous}
    return sum(wide.get(unicodedata.east_asian_width(c), 1) for c in text)


def fold(text, width, ambiguous=1):
    lines = [""]
    for c in text:
        if columns(lines[-1] + c, ambiguous) > width:
            lines.append("")
        lines[-1] += c
    return lines


def padded(text, width, ambiguous=1):
    return text + " " * (width - columns(text, ambiguous))


class Ruled(Text):
    name = "ruled"
    family = "drawn"
    covers = "columns under a ruler of dashes, a row a line"
    gap = ("",)
    widest = 1000
    between = ()

    @staticmethod
    def suits(report):
        """A row of blank cells is a blank line."""
        return fills_disputes(report)

    def table(self, rows, table_id):
        texts = [[text.strip() for text in flat(row)] for row in rows]
        values = [len(flat(row[: row.index(cell)])) for row in rows for cell in row if cell.is_value]
        widths = [max(columns(text) for text in column) for column in zip(*texts)]
        widths = [max(w if c in values else min(self.widest, w), 3) + 2 for c, w in enumerate(widths)]
        ruler = "  " + " ".join("-" * width for width in widths)
        out = [ruler]
        for i, row in enumerate(texts):
            out += self.between if i > 0 else ()
            out += self.row(row, widths)
        return out + [ruler, ""]

    def row(self, row, widths):
        cells = [fold(text, width) for text, width in zip(row, widths)]
        height = max(len(cell) for cell in cells)
        lines = [[cell[i] if i < len(cell) else "" for cell in cells] for i in range(height)]
        return ["  " + " ".join(padded(text, width) for text, width in zip(line, widths)) for line in lines]


class RuledTall(Ruled):
    name = "ruled-tall"
    covers = "columns under a ruler of dashes, labels on several lines, blank lines between rows"
    widest = 14
    between = ("",)


class Drawing:
    """A table of merged cells as a drawing, a character a column."""

    def __init__(self, rows, widest, unit, ambiguous):
        self.unit = unit
        self.ambiguous = ambiguous
        self.owner = []
        self.texts = []
        self.values = set()
        for row in rows:
            self.owner.append(self.owners(row))
        self.n_cols = len(self.owner[0])
        self.widths = [self.width(c, widest) for c in range(self.n_cols)]
        self.heights = [1] * len(self.owner)
        self.folded = {}
        for cell in range(len(self.texts)):
            self.measure(cell)

    def owners(self, row):
        out = []
        for cell in row:
            above = self.owner[-1][len(out)] if cell.merge == "cont" and self.owner else None
            if above is None:
                self.texts.append(cell.text.strip())
                above = len(self.texts) - 1
                if cell.is_value:
                    self.values.add(above)
            out += [above] * cell.cols
        return out

    def places(self, cell):
        return [(r, c) for r, row in enumerate(self.owner) for c, owner in enumerate(row) if owner == cell]

    def width(self, col, widest):
        alone = [row[col] for row in self.owner if row.count(row[col]) == 1]
        texts = [columns(self.texts[cell], self.ambiguous) for cell in alone]
        width = max([4] + [n if cell in self.values else min(widest, n) for cell, n in zip(alone, texts)]) + 2
        return width + width % self.unit

    def measure(self, cell):
        places = self.places(cell)
        rows, cols = {r for r, _ in places}, {c for _, c in places}
        room = sum(self.widths[c] for c in cols) + self.unit * (len(cols) - 1) - 2
        self.folded[cell] = fold(self.texts[cell], room, self.ambiguous)
        have = sum(self.heights[r] for r in rows) + len(rows) - 1
        self.heights[max(rows)] += max(0, len(self.folded[cell]) - have)

    def joint(self, up, down, left, right):
        """The character at which lines in these directions meet."""
        return "+" if left or right else "|" if up or down else " "

    across = "-"
    down = "|"

    def at(self, r, c):
        return self.owner[r][c] if 0 <= r < len(self.owner) and 0 <= c < self.n_cols else None

    def lines(self):
        out, at = [], dict.fromkeys(self.folded, 0)
        for r in range(len(self.owner) + 1):
            out.append(self.rule(r, at))
            if r < len(self.owner):
                out += [self.line(r, at) for _ in range(self.heights[r])]
        return out

    def text(self, cell, n_cols_width, at):
        lines = self.folded[cell]
        text = lines[at[cell]] if at[cell] < len(lines) else ""
        at[cell] += 1
        return padded(" " + text, n_cols_width, self.ambiguous)

    def line(self, r, at):
        out, c = self.down, 0
        while c < self.n_cols:
            end = c
            while end < self.n_cols and self.at(r, end) == self.at(r, c):
                end += 1
            out += self.text(self.at(r, c), sum(self.widths[c:end]) + self.unit * (end - c - 1), at) + self.down
            c = end
        return out

    def is_ruled(self, r, c):
        return 0 <= c < self.n_cols and self.at(r - 1, c) != self.at(r, c)

    def corner(self, r, c):
        up, down = (0 <= row < len(self.owner) and self.at(row, c - 1) != self.at(row, c) for row in (r - 1, r))
        return self.joint(up, down, self.is_ruled(r, c - 1), self.is_ruled(r, c))

    def rule(self, r, at):
        out, c = self.corner(r, 0), 0
        while c < self.n_cols:
            end = c + 1
            if self.is_ruled(r, c):
                out += self.across * (self.widths[c] // self.unit)
            else:
                while end < self.n_cols and self.at(r, end) == self.at(r, c):
                    end += 1
                out += self.text(self.at(r, c), sum(self.widths[c:end]) + self.unit * (end - c - 1), at)
            out += self.corner(r, end)
            c = end
        return out


class Box(Drawing):
    across = "─"
    down = "│"

    def joint(self, up, down, left, right):
        return " ╵╷│╴┘┐┤╶└┌├─┴┬┼"[up + 2 * down + 4 * left + 8 * right]


class Grid(Text):
    name = "grid"
    family = "drawn"
    covers = "reStructuredText: a grid with merged cells, headings underlined"
    gap = ("",)
    widest = 12
    drawing = Drawing
    unit = 1
    ambiguous = 1

    def table(self, rows, table_id):
        return [*self.drawing(rows, self.widest, self.unit, self.ambiguous).lines(), ""]

    def lines(self):
        out = []
        headings = {section.indent + section.heading for section in self.report.sections}
        for line in super().lines():
            out.append(line.strip() if line in headings else line)
            if line in headings:
                out.append("=" * columns(line.strip()))
        return out


class Boxes(Grid):
    name = "boxes"
    covers = "cells in boxes, with merged cells, every line as narrow as a letter"
    drawing = Box

    def lines(self):
        return Text.lines(self)


class BoxesWide(Boxes):
    name = "boxes-wide"
    covers = "cells in boxes, with merged cells, lines and quotes as wide as ideographs"
    unit = 2
    ambiguous = 2


WRITERS = (
    *(Pipes, PipesEnd, PipesFive, PipesNoisy, PipesWide, PipesTwice),
    *(CellLines, CellLinesTail, Framed, Markdown),
    *(Ruled, RuledTall, Grid, Boxes, BoxesWide),
)
