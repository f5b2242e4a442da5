"""Tables in reading order (family 9), as copied from a PDF: labels, then the numbers of the row; and flattened (10)."""

from gen.family import Family, wrap


class Reading(Family):
    name = "reading"
    family = "reading-order"
    covers = "a row is its label and its numbers on one line, a long label before them on lines of its own"
    width = 14

    def table(self, rows, table_id):
        return [line for row in rows for line in self.row(row)] + [""]

    def row(self, row):
        labels = [cell.text for cell in row if not cell.is_value and cell.text]
        values = " ".join(cell.text.strip() for cell in row if cell.is_value and cell.text.strip())
        if not any(cell.is_value for cell in row):
            return self.header(labels)
        return self.groups(labels[:-1]) + self.labelled(labels[-1] if labels else "", values)

    def header(self, labels):
        pieces = [wrap(label, self.width) for label in labels]
        if all(len(p) == 1 for p in pieces):
            return [" ".join(labels)] if labels else []
        return [line for p in pieces for line in p]

    def groups(self, labels):
        return [line for label in labels for line in wrap(label, self.width)]

    def labelled(self, label, values):
        pieces = wrap(label, self.width)
        if len(pieces) > 1:
            return [*pieces, values] if values else pieces
        return [f"{label} {values}".strip()]


class ReadingOneLine(Reading):
    name = "reading-one-line"
    covers = "a row is its labels and its numbers on one line, however long"

    def groups(self, labels):
        return []

    def row(self, row):
        out = super().row(row)
        labels = [cell.text for cell in row[:-1] if not cell.is_value and cell.text]
        if any(cell.is_value for cell in row) and len(labels) > 1:
            out = [" ".join(labels[:-1]) + " " + out[0]]
        return out

    def labelled(self, label, values):
        return [f"{label} {values}".strip()]


class ReadingMiddle(Reading):
    name = "reading-middle"
    covers = "numbers in the middle of a wrapped label, as a page break or a raised line leaves them"
    width = 10

    def labelled(self, label, values):
        pieces = wrap(label, self.width)
        if len(pieces) == 1:
            return super().labelled(label, values)
        middle = (len(pieces) + 1) // 2
        return [*pieces[:middle], *filter(None, [values]), *pieces[middle:]]


class ReadingBefore(Reading):
    name = "reading-before"
    family = "numbers-first"
    covers = "one cell a line, the numbers of a row before its label"

    def row(self, row):
        labels = [cell.text for cell in row if not cell.is_value and cell.text]
        values = [cell.text.strip() for cell in row if cell.is_value and cell.text.strip()]
        return values + labels


class Flat(Reading):
    name = "flat"
    family = "flattened"
    covers = "flattened: labels run into each other, a row's numbers one run"

    def header(self, labels):
        return ["".join(labels)] if labels else []

    def groups(self, labels):
        return ["".join(labels)] if labels else []

    def labelled(self, label, values):
        return [f"{label} {values}".strip()]


class FlatWhole(Flat):
    name = "flat-whole"
    covers = "flattened: a row's numbers on a line of their own behind its label, the disputes' headers one word"

    def table(self, rows, table_id):
        if table_id != "disputes":
            return super().table(rows, table_id)
        headers = ["".join(cell.text for cell in row) for row in rows[:-1]]
        return ["".join(headers), *self.row(rows[-1]), ""]

    def labelled(self, label, values):
        return [text for text in (label, values) if text]


WRITERS = (Reading, ReadingOneLine, ReadingMiddle, ReadingBefore, Flat, FlatWhole)
