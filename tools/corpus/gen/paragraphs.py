"""Reports whose every cell is a paragraph or a line of its own (family 3), and flowed numbers before their labels."""

from gen.family import Family


class Paragraphs(Family):
    name = "paragraphs"
    family = "paragraphs"
    covers = "every cell a paragraph between blank lines; blank cells vanish"
    gap = ("",)
    page_lines = 90

    def table(self, rows, table_id):
        return [line for row in rows for cell in row for line in self.cell(cell)] + [""]

    def cell(self, cell):
        if cell.merge == "cont":
            return []
        return [cell.text, ""] if cell.text.strip() else self.blank(cell)

    def blank(self, cell):
        return []


class ParagraphsKept(Paragraphs):
    name = "paragraphs-kept"
    covers = "every cell a paragraph between blank lines; a blank cell leaves an empty line more"
    drops_blanks = ()

    def blank(self, cell):
        return [cell.text] if cell.is_value else []


class ParagraphsBroken(Paragraphs):
    name = "paragraphs-broken"
    covers = "every cell a paragraph between blank lines, long labels on two lines"

    def cell(self, cell):
        if cell.is_value or len(cell.text) < 12:
            return super().cell(cell)
        middle = len(cell.text) // 2
        return [cell.text[:middle], cell.text[middle:], ""]


class Lines(Family):
    name = "lines"
    family = "cell-lines"
    covers = "one cell a line, a blank cell an empty line, as LibreOffice writes text; merged cells are empty lines too"
    drops_blanks = ()

    def table(self, rows, table_id):
        return [cell.text for row in rows for cell in row]


class LinesBare(Family):
    name = "lines-bare"
    family = "cell-lines-bare"
    covers = "one cell a line; blank and merged cells leave nothing"

    def table(self, rows, table_id):
        return [cell.text for row in rows for cell in row if cell.text.strip()]


WRITERS = (Paragraphs, ParagraphsKept, ParagraphsBroken, Lines, LinesBare)
