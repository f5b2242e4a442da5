#!/usr/bin/env python3
"""Damaged tables: no number may land in a cell where a reader of the page would not put it.

usage: damage.py GONGKAI [DAMAGE [KEEP_DIR]]

Reports are made in which no two cells of the form hold the same number, so that a number tells where it came from.
Their tables are damaged in the ways in which copies of real ones are, and written as a Word dump, as tab-separated
rows and as a Word file. Of what the command makes of them it must hold that

- a cell whose state is `number` has the number that stands in it on paper, or that the contract's rule for short rows
  puts there;
- a row that was not damaged, in a table whose header was not, is read as if nothing had happened;
- a number that stands in a table of the form and was not read has a diagnostic that names its table, or its row as
  one that is not known.

With DAMAGE, only that one is run; with KEEP_DIR the documents that fail are kept there.
"""

import collections
import json
import pathlib
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field, replace

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "corpus"))

import corpus as c  # noqa: E402
from gen import form as forms  # noqa: E402
from gen import grid, values  # noqa: E402
from gen.docx import Docx  # noqa: E402
from gen.docx_grid import Official  # noqa: E402
from gen.grid import Cell  # noqa: E402
from gen.report import FormTable, make  # noqa: E402
from gen.rng import Rng  # noqa: E402
from gen.text import Dump, Rows  # noqa: E402

ROUNDS = 5  # documents of each damage, form, filling and writer
BATCH = 200  # documents of one run of the command
SHOWN = 3  # failures shown of each damage and writer


# Fillings: every number only once.


def full(form, rng):
    """A number in every cell, in no order that a position could be guessed from."""
    numbers = list(range(101, 9999))
    return {cell: values.number(numbers.pop(rng.below(len(numbers)))) for cell in forms.cells(form)}


def sparse(form, rng):
    """The same with most cells blank."""
    return {cell: value if rng.chance(35) else values.blank() for cell, value in full(form, rng).items()}


FILLINGS = (full, sparse)


# What is damaged: tables as lists of rows, with gaps between them.


@dataclass
class Row:
    id: str  # the cells' ids without their last part, "disputes" for the row of fifteen; "" for any other row
    cells: list
    is_header: bool = False


@dataclass
class Gap:
    """What parts a table: lines of text; a Word file begins another table behind it."""

    lines: tuple
    id = ""
    cells = ()
    is_header = False


def row_id(cells):
    ids = [cell.id for cell in cells if cell.id]
    if not ids:
        return ""
    return "disputes" if ids[0].startswith("disputes") else ids[0].rsplit(".", 1)[0]


@dataclass
class Case:
    rng: Rng
    form: str
    family: str  # dump, rows, plain, official
    report: object
    tables: dict
    damaged: set = field(default_factory=set)  # ids of rows and of whole tables
    moved: dict = field(default_factory=lambda: collections.defaultdict(set))  # cell -> numbers it may hold as well
    decoys: dict = field(default_factory=lambda: collections.defaultdict(list))  # section -> tables before the form's

    @property
    def is_text(self):
        return self.family in ("dump", "rows")

    def rows(self, table=None):
        """Rows of the form that have a value yet."""
        return [r for t in self.tables if table in (None, t) for r in self.tables[t] if r.id and value_places(r)]

    def any_row(self, table=None):
        row = self.rng.pick(self.rows(table))
        self.damaged.add(row.id)
        return row

    def any_table(self):
        """The two bigger tables twice as often as the row of fifteen."""
        return self.rng.pick(("disclosure", "disclosure", "requests", "requests", "disputes"))

    def spoil(self, table):
        self.damaged.update(row.id for row in self.rows(table))

    def fresh(self):
        """A number that stands nowhere else."""
        self.last_fresh = getattr(self, "last_fresh", 10000) + 1
        return str(self.last_fresh)

    def short(self, row):
        """What the rule for short rows makes of a row of requests."""
        if not row.id.startswith("requests"):
            return
        texts = [cell.text for cell in row.cells if cell.id]
        order = forms.APPLICANT_IDS
        places = list(order[: len(texts) - 1]) + [order[-1]]
        for col, text in zip(places, texts):
            self.moved[f"{row.id}.{col}"].add(text)


def new_case(name, form, filling, family):
    year = 2020 if form == "2019" else 2022
    report = make(name, form, year, "finance", filling)
    tables = {t: [Row(row_id(r), list(r), not row_id(r)) for r in grid.table(report, t)] for t in grid.WIDTHS}
    return Case(Rng(name + "/damage"), form, family, report, tables)


def value_places(row):
    return [i for i, cell in enumerate(row.cells) if cell.id]


def label_place(row):
    """Where a row's own label stands; None for the row of fifteen."""
    first = value_places(row)[0]
    return first - 1 if first > 0 else None


def labelled(case, table=None):
    return [row for row in case.rows(table) if label_place(row) is not None]


def any_labelled(case, table=None):
    row = case.rng.pick(labelled(case, table))
    case.damaged.add(row.id)
    return row


DAMAGES = {}


def damage(f):
    DAMAGES[f.__name__] = f
    return f


# Cells


@damage
def nothing(case):
    pass


@damage
def value_cell_lost(case):
    row = case.any_row(case.any_table())
    del row.cells[case.rng.pick(value_places(row))]
    case.short(row)


@damage
def value_cells_lost(case):
    """Several rows, each short of one or two."""
    for _ in range(4):
        row = case.any_row("requests")
        for _ in range(case.rng.between(1, 2)):
            if len(value_places(row)) > 2:
                del row.cells[case.rng.pick(value_places(row))]
    for row in case.rows("requests"):
        if row.id in case.damaged:
            case.short(row)


def lose_value_column(case, table, k):
    case.spoil(table)
    for row in case.rows(table):
        places = value_places(row)
        if k < len(places):
            del row.cells[places[k]]
        case.short(row)


@damage
def column_lost(case):
    """Its label is still there."""
    lose_value_column(case, "requests", case.rng.below(7))


@damage
def column_lost_with_pads(case):
    lose_value_column(case, "requests", case.rng.below(7))
    for row in case.rows("requests"):
        row.cells += [Cell("")] * case.rng.below(3)


def header_cells(case, table):
    return [(row, i) for row in case.tables[table] if isinstance(row, Row) and row.is_header for i in range(len(row.cells))]


@damage
def column_and_label_lost(case):
    """The labels that are left say which column it was."""
    k = case.rng.below(7)
    text = forms.APPLICANTS[k][1]
    case.spoil("requests")
    for row in case.rows("requests"):
        del row.cells[value_places(row)[k]]
    for row, i in reversed(header_cells(case, "requests")):
        if row.cells[i].text == text:
            column = sum(cell.cols for cell in row.cells[:i])
            del row.cells[i]
            if k in (0, 6):  # the blank below, merged from above
                below = case.tables["requests"][2].cells
                at = 0
                while at < len(below) and sum(cell.cols for cell in below[:at]) < column:
                    at += 1
                del below[at]
            else:
                above = case.tables["requests"][1].cells
                above[2] = replace(above[2], cols=4)
    case.tables["requests"][0].cells[1] = replace(case.tables["requests"][0].cells[1], cols=6)


def pad(case, row, where, n):
    if where == "end":
        row.cells += [Cell("")] * n
    elif where == "start":
        row.cells[:0] = [Cell("")] * n
    else:
        at = value_places(row)[0]
        row.cells[at:at] = [Cell("")] * n


@damage
def blanks_added_to_row(case):
    pad(case, case.any_row(case.any_table()), case.rng.pick(("end", "start", "values")), case.rng.between(1, 3))


@damage
def blanks_added_to_rows(case):
    table, where, n = case.any_table(), case.rng.pick(("end", "start", "values")), case.rng.between(1, 3)
    case.spoil(table)
    for row in case.rows(table):
        pad(case, row, where, n)


@damage
def blanks_added_unevenly(case):
    """In one place, but not the same number of them in every row."""
    table, where = case.any_table(), case.rng.pick(("end", "start", "values"))
    case.spoil(table)
    for row in case.rows(table):
        pad(case, row, where, case.rng.below(3))


@damage
def group_cells_lost(case):
    """Rows without the blank cells under their group labels: shifted left."""
    everywhere = case.rng.chance(50)
    for row in case.rows("requests"):
        while row.cells[0].merge == "cont" and (everywhere or case.rng.chance(50)):
            del row.cells[0]
            case.damaged.add(row.id)


@damage
def group_cells_lost_with_pads(case):
    """As a converter does that fills rows up to one width."""
    group_cells_lost(case)
    for row in case.rows("requests"):
        while sum(cell.cols for cell in row.cells) < 10:
            row.cells.append(Cell(""))


@damage
def group_label_and_cells_lost(case):
    for row in case.rows("requests"):
        keep = label_place(row)
        if keep:
            del row.cells[:keep]
            case.damaged.add(row.id)


@damage
def cells_merged_across(case):
    row = case.any_row(case.any_table())
    places = value_places(row)
    if len(places) < 2:
        return
    k = case.rng.below(len(places) - 1)
    one, two = row.cells[places[k]], row.cells[places[k + 1]]
    row.cells[places[k]] = replace(one, cols=one.cols + two.cols)
    del row.cells[places[k + 1]]
    if case.family == "dump":  # where a merged cell is one cell like any other
        case.short(row)


@damage
def cells_merged_down(case):
    table = case.rng.pick(("requests", "disclosure"))
    rows = case.rows(table)
    at = case.rng.below(len(rows) - 1)
    upper, lower = rows[at], rows[at + 1]
    i, k = value_places(upper), value_places(lower)
    if len(i) != len(k):
        return
    n = case.rng.below(len(i))
    case.damaged |= {upper.id, lower.id}
    upper.cells[i[n]] = replace(upper.cells[i[n]], merge="start")
    lower.cells[k[n]] = replace(lower.cells[k[n]], text="", merge="cont")


@damage
def number_broken(case):
    row = case.any_row()
    i = case.rng.pick(value_places(row))
    text = row.cells[i].text
    if len(text) > 2:
        at = case.rng.between(1, len(text) - 1)
        gap = case.rng.pick((" ", "\u00a0", "\u3000") + (() if case.family == "rows" else ("\n",)))
        row.cells[i] = replace(row.cells[i], text=text[:at] + gap + text[at:])


@damage
def value_run_into_next(case):
    """Two values in one cell."""
    row = case.any_row(case.any_table())
    places = value_places(row)
    if len(places) < 2:
        return
    k = case.rng.below(len(places) - 1)
    one, two = row.cells[places[k]], row.cells[places[k + 1]]
    row.cells[places[k]] = replace(one, text=f"{one.text} {two.text}".strip())
    del row.cells[places[k + 1]]
    case.short(row)


# Columns


def swap_cells(row, i, k):
    row.cells[i], row.cells[k] = row.cells[k], row.cells[i]


@damage
def applicants_swapped(case):
    i, k = case.rng.sample(range(5), 2)
    kinds = case.tables["requests"][2]
    first = next(n for n, cell in enumerate(kinds.cells) if cell.text == "商业企业")
    swap_cells(kinds, first + i, first + k)
    for row in case.rows("requests"):
        places = value_places(row)
        swap_cells(row, places[1 + i], places[1 + k])


@damage
def ends_swapped(case):
    """总计 first, 自然人 last."""
    row = case.tables["requests"][1]
    swap_cells(row, 1, 3)
    for row in case.rows("requests"):
        places = value_places(row)
        swap_cells(row, places[0], places[6])


@damage
def total_first(case):
    """总计 in front of all others."""
    for at, row in enumerate(case.tables["requests"]):
        if row.id:
            places = value_places(row)
            row.cells.insert(places[0], row.cells.pop())
        elif at > 0:
            row.cells.insert(1, row.cells.pop())


@damage
def disclosure_columns_swapped(case):
    """Widths stay where they are."""
    swap = None
    for row in case.tables["disclosure"]:
        if row.is_header and len(row.cells) > 2:
            swap = case.rng.sample(range(1, len(row.cells)), 2)
        elif row.is_header:
            swap = None
        if swap:
            i, k = swap
            one, two = row.cells[i], row.cells[k]
            row.cells[i], row.cells[k] = replace(two, cols=one.cols), replace(one, cols=two.cols)


@damage
def results_swapped(case):
    header = case.tables["disputes"]
    values_row = case.rows("disputes")[0]
    group = case.rng.below(3)
    i, k = (group * 5 + n for n in case.rng.sample(range(5), 2))
    swap_cells(values_row, i, k)
    labels = header[1] if group == 0 else header[2]
    swap_cells(labels, i, k)


@damage
def litigation_swapped(case):
    swap_cells(case.tables["disputes"][1], 5, 6)
    cells = case.rows("disputes")[0].cells
    cells[5:15] = cells[10:15] + cells[5:10]


@damage
def applicants_swapped_and_mistyped(case):
    applicants_swapped(case)
    case.spoil("requests")
    kinds = case.tables["requests"][2]
    i = case.rng.pick([n for n, cell in enumerate(kinds.cells) if cell.text])
    kinds.cells[i] = replace(kinds.cells[i], text=mistype(case.rng, kinds.cells[i].text))


@damage
def applicants_swapped_and_label_lost(case):
    applicants_swapped(case)
    case.spoil("requests")
    kinds = case.tables["requests"][2]
    i = case.rng.pick([n for n, cell in enumerate(kinds.cells) if cell.text])
    kinds.cells[i] = replace(kinds.cells[i], text="")


# Headers and labels


def mistype(rng, text):
    han = [i for i, char in enumerate(text) if "\u4e00" <= char <= "\u9fff" and char not in "一二三四五六七八九十"]
    if not han:
        return text
    i = rng.pick(han)
    return rng.pick((text[:i] + rng.pick("钊嫄琊") + text[i + 1 :], text[:i] + text[i + 1 :], text[:i] + "钊" + text[i:]))


@damage
def row_label_mistyped(case):
    row = any_labelled(case)
    i = label_place(row)
    row.cells[i] = replace(row.cells[i], text=mistype(case.rng, row.cells[i].text))


@damage
def group_label_mistyped(case):
    """Rows know their own labels, but for 其他, which only its group tells."""
    labels = [(r, i) for r in case.rows("requests") for i in range(label_place(r)) if r.cells[i].text]
    row, i = case.rng.pick(labels)
    if "其他处理" in row.cells[i].text:
        case.damaged.add("requests.other_handling.other")
    row.cells[i] = replace(row.cells[i], text=mistype(case.rng, row.cells[i].text))


@damage
def header_label_mistyped(case):
    table = case.any_table()
    case.spoil(table)
    row, i = case.rng.pick([(r, i) for r, i in header_cells(case, table) if len(r.cells[i].text) > 1])
    row.cells[i] = replace(row.cells[i], text=mistype(case.rng, row.cells[i].text))


@damage
def header_label_blanked(case):
    table = case.any_table()
    case.spoil(table)
    row, i = case.rng.pick([(r, i) for r, i in header_cells(case, table) if r.cells[i].text])
    row.cells[i] = replace(row.cells[i], text="")


@damage
def row_label_blanked(case):
    row = any_labelled(case)
    i = label_place(row)
    row.cells[i] = replace(row.cells[i], text="")


@damage
def row_label_of_the_row_before(case):
    """The writer copied a row and forgot to change its label."""
    rows = labelled(case, case.rng.pick(("disclosure", "requests")))
    at = case.rng.below(len(rows) - 1)
    upper, lower = rows[at], rows[at + 1]
    case.damaged.add(lower.id)
    i, k = label_place(upper), label_place(lower)
    lower.cells[k] = replace(lower.cells[k], text=upper.cells[i].text)


def lost(case, table, keep):
    case.spoil(table)
    case.tables[table] = [row for row in case.tables[table] if keep(row)]


@damage
def header_lost(case):
    table = case.any_table()
    lost(case, table, lambda row: not row.is_header)


@damage
def header_row_lost(case):
    table = case.any_table()
    headers = [row for row in case.tables[table] if row.is_header]
    gone = case.rng.pick(headers)
    lost(case, table, lambda row: row is not gone)


@damage
def header_row_lost_in_swapped(case):
    """What is left of the header must still be followed."""
    applicants_swapped(case)
    case.spoil("requests")
    del case.tables["requests"][case.rng.below(2)]


@damage
def captions_lost(case):
    case.tables["disclosure"] = [row for row in case.tables["disclosure"] if not row.cells[0].text.startswith("第二十条")]


@damage
def label_broken(case):
    """By line ends inside labels, of the header too."""
    for table in case.tables:
        for row in case.tables[table]:
            for i, cell in enumerate(row.cells):
                if cell.id or len(cell.text) < 4 or not case.rng.chance(30):
                    continue
                at = case.rng.between(2, len(cell.text) - 2)
                gap = " " if case.family == "rows" else "\n"
                row.cells[i] = replace(cell, text=cell.text[:at] + gap + cell.text[at:])


@damage
def label_wrapped(case):
    """A line end inside one label, which in tab-separated rows ends the row."""
    row = any_labelled(case)
    i = label_place(row)
    text = row.cells[i].text
    at = case.rng.between(1, len(text) - 1)
    row.cells[i] = replace(row.cells[i], text=text[:at] + "\n" + text[at:])


@damage
def label_cell_split(case):
    row = any_labelled(case)
    i = label_place(row)
    text = row.cells[i].text
    at = case.rng.between(1, len(text) - 1)
    row.cells[i : i + 1] = [replace(row.cells[i], text=text[:at]), Cell(text[at:])]


@damage
def label_run_into_value(case):
    """No cell between a label and its first value."""
    row = any_labelled(case)
    i = label_place(row)
    row.cells[i] = replace(row.cells[i], text=row.cells[i].text + " " + row.cells[i + 1].text)
    del row.cells[i + 1]
    case.short(row)


# Rows


@damage
def row_lost(case):
    table = case.rng.pick(("disclosure", "requests"))
    gone = case.any_row(table)
    if gone.id == "requests.other_handling.not_corrected":
        case.damaged.add("requests.other_handling.other")  # 其他 is known by the group label that is gone
    case.tables[table].remove(gone)


@damage
def rows_lost(case):
    """A page of them."""
    rows = case.tables["requests"]
    start = case.rng.between(3, len(rows) - 3)
    gone = rows[start : start + case.rng.between(2, 8)]
    case.damaged |= {row.id for row in gone} | {"requests.other_handling.other"}
    case.tables["requests"] = [row for row in rows if row not in gone]


@damage
def row_doubled(case):
    table = case.any_table()
    row = case.rng.pick(case.rows(table))
    case.tables[table].insert(case.tables[table].index(row) + 1, Row(row.id, list(row.cells)))


@damage
def row_doubled_with_other_values(case):
    table = case.rng.pick(("disclosure", "requests"))
    row = case.rng.pick(case.rows(table))
    cells = [replace(cell, text=case.fresh()) if cell.id else cell for cell in row.cells]
    case.tables[table].insert(case.tables[table].index(row) + 1, Row(row.id, cells))


@damage
def rows_moved(case):
    """Rows of a table in another order; groups stay together."""
    rows = case.tables["requests"]
    tops = [i for i, row in enumerate(rows) if row.id.rsplit(".", 1)[-1] in ("received", "carried_in", "carried_out")]
    i, k = case.rng.sample(tops, 2)
    rows[i], rows[k] = rows[k], rows[i]


STRANGE_ROWS = {
    "disclosure": ("其他主动公开文件", "行政确认", "备注", "合计", "其他"),
    "requests": ("（八）转办", "其中：网上申请", "五、其他情况", "备注", "本年度申请公开"),
}


@damage
def strange_row_added(case):
    table = case.rng.pick(("disclosure", "requests"))
    row = case.rng.pick(case.rows(table))
    label = case.rng.pick(STRANGE_ROWS[table])
    cells = [Cell(case.fresh(), cell.cols, id="strange") if cell.id else replace(cell, text="") for cell in row.cells]
    cells[label_place(row)] = Cell(label, cells[label_place(row)].cols)
    case.tables[table].insert(case.tables[table].index(row) + case.rng.below(2), Row("strange", cells))
    case.damaged.add("strange")


# Tears


PAGE_MARKS = ((), ("",), ("", ""), ("- 4 -",), ("", "-3-", ""), ("5",), ("", "第 6 页 共 9 页", ""))


def tear(case, table, lines, header=False):
    rows = case.tables[table]
    firsts = [i for i, row in enumerate(rows) if row.id and i > 0 and rows[i - 1].id]
    if table == "disputes":
        firsts = [3]
    at = case.rng.pick(firsts)
    repeated = []
    if header and table == "requests":
        repeated = rows[:3]
    elif header:
        top = max(i for i in range(at) if rows[i].is_header)
        repeated = rows[top : top + 1] if table == "disclosure" else rows[:3]
    case.tables[table] = rows[:at] + [Gap(lines)] + repeated + rows[at:]


@damage
def table_torn(case):
    tear(case, case.any_table(), case.rng.pick(PAGE_MARKS))


@damage
def table_torn_twice(case):
    table = case.rng.pick(("disclosure", "requests"))
    tear(case, table, case.rng.pick(PAGE_MARKS))
    rows = case.tables[table]
    at = len(rows) - 1 - case.rng.below(2)
    case.tables[table] = rows[:at] + [Gap(case.rng.pick(PAGE_MARKS))] + rows[at:]


@damage
def table_torn_with_header(case):
    tear(case, case.any_table(), case.rng.pick(PAGE_MARKS), header=True)


@damage
def table_torn_with_half_header(case):
    """Behind the tear, only the row of the kinds of organisation is repeated."""
    rows = case.tables["requests"]
    at = case.rng.between(5, len(rows) - 2)
    case.spoil("requests")
    case.tables["requests"] = rows[:at] + [Gap(case.rng.pick(PAGE_MARKS)), rows[2]] + rows[at:]


@damage
def table_torn_in_header(case):
    """The last row of the header stands on the next page."""
    at = case.rng.between(1, 2)
    table = case.rng.pick(("requests", "disputes"))
    rows = case.tables[table]
    case.tables[table] = rows[:at] + [Gap(case.rng.pick(PAGE_MARKS))] + rows[at:]


@damage
def swapped_and_torn(case):
    applicants_swapped(case)
    tear(case, "requests", case.rng.pick(PAGE_MARKS))


@damage
def shifted_and_torn(case):
    group_cells_lost(case)
    tear(case, "requests", case.rng.pick(PAGE_MARKS))


@damage
def column_lost_and_torn(case):
    lose_value_column(case, "requests", case.rng.below(7))
    tear(case, "requests", case.rng.pick(PAGE_MARKS))


@damage
def row_torn(case):
    """The page ends inside a row."""
    row = case.any_row(case.any_table())
    table = row.id.split(".")[0]
    rows = case.tables[table]
    at = rows.index(row)
    cut = case.rng.between(1, len(row.cells) - 1)
    rest = Row("", row.cells[cut:])
    row.cells = row.cells[:cut]
    case.tables[table] = rows[: at + 1] + [Gap(case.rng.pick(PAGE_MARKS)), rest] + rows[at + 1 :]
    if len(value_places(row)) > 1:
        case.short(row)


# Decoys


def decoy_tables(case):
    n = case.fresh
    return (
        (("事项", "数量"), ("行政许可", n()), ("行政处罚", n()), ("总计", n())),
        (("办理结果", "件数"), ("予以公开", n()), ("部分公开", n()), ("总计", n())),
        (("类别", "自然人", "其他", "总计"), ("予以公开", n(), n(), n()), ("不予公开", n(), n(), n()), ("总计", n(), n(), n())),
        (("申请人", "数量"), ("自然人", n()), ("商业企业", n()), ("其他", n()), ("总计", n())),
        (("结果", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"), ("行政复议", n(), n(), n(), n(), n()), ("行政诉讼", n(), n(), n(), n(), n())),
        (("年度", "本年新收政府信息公开申请数量", "予以公开"), ("2018年", n(), n()), ("2019年", n(), n())),
        (("规章", n()), ("规范性文件", n()), ("行政许可", n())),
        (("指标", "上年", "本年"), ("本年新收政府信息公开申请数量", n(), n()), ("上年结转政府信息公开申请数量", n(), n()), ("予以公开", n(), n())),
    )


@damage
def decoy_before(case):
    """In section one, or in front of a table of the form."""
    section = case.rng.pick(("overview", "disclosure", "requests", "disputes"))
    case.decoys[section].append(case.rng.pick(decoy_tables(case)))


@damage
def decoy_behind(case):
    """Right behind a table of the form, with a short caption between."""
    table = case.any_table()
    rows = [Row("", [Cell(text) for text in row]) for row in case.rng.pick(decoy_tables(case))]
    case.tables[table] += [Gap(("", case.rng.pick(("附：情况表", "另附统计：")), ""))] + rows


@damage
def decoy_between(case):
    """Between the two parts of a torn table."""
    tear(case, "requests", ())
    rows = case.tables["requests"]
    at = next(i for i, row in enumerate(rows) if isinstance(row, Gap))
    decoy = [Row("", [Cell(text) for text in row]) for row in case.rng.pick(decoy_tables(case))]
    case.spoil("requests")
    case.tables["requests"] = rows[: at + 1] + decoy + [Gap(("",))] + rows[at + 1 :]


# Two at once


SMALL = (
    value_cell_lost,
    blanks_added_to_row,
    group_cells_lost,
    cells_merged_across,
    cells_merged_down,
    number_broken,
    row_label_mistyped,
    row_label_blanked,
    label_broken,
    label_cell_split,
    captions_lost,
    row_lost,
    row_doubled_with_other_values,
    strange_row_added,
    decoy_before,
    decoy_behind,
    table_torn,
    table_torn_with_header,
)
BIG = (
    column_lost,
    column_lost_with_pads,
    column_and_label_lost,
    blanks_added_to_rows,
    group_cells_lost_with_pads,
    applicants_swapped,
    total_first,
    disclosure_columns_swapped,
    litigation_swapped,
    applicants_swapped_and_label_lost,
    header_label_mistyped,
    header_lost,
    header_row_lost,
    rows_lost,
)


@damage
def small_and_small(case):
    for spoil in case.rng.sample(SMALL, 2):
        spoil(case)


@damage
def big_and_small(case):
    """But for a value less in one row besides: among blanks that were added, no reader would see that."""
    case.rng.pick(BIG)(case)
    case.rng.pick([f for f in SMALL if f not in (value_cell_lost, cells_merged_across)])(case)


# Writers


def parts(rows):
    """The tables that gaps leave, and the gaps."""
    part = []
    for row in rows:
        if isinstance(row, Gap):
            yield part
            yield row
            part = []
        else:
            part.append(row.cells)
    yield part


class Damaged:
    """A writer that writes a case's tables instead of its report's."""

    def __init__(self, case):
        super().__init__(case.report)
        self.case = case

    def block(self, block):
        if not isinstance(block, FormTable):
            return super().block(block)
        return self.joined([*self.decoys(block.id), *self.form_table(block.id)])

    def decoys(self, section):
        return [self.table(grid.decoy(rows), "decoy") for rows in self.case.decoys[section]]

    def form_table(self, table):
        out = []
        for part in parts(self.case.tables[table]):
            if isinstance(part, Gap):
                out.append(self.between(part))
            elif part:
                out.append(self.table(part, table))
        return out


class DamagedText(Damaged):
    def joined(self, pieces):
        return [line for piece in pieces for line in piece] + [""]

    def between(self, gap):
        return list(gap.lines)

    def table(self, rows, table_id):
        """Without the empty line at its end: between the pieces of a torn table stand the gap's own lines."""
        return super().table(rows, table_id)[:-1]

    def lines(self):
        lines = super().lines()
        decoys = self.joined(self.decoys("overview"))
        at = next(i for i, line in enumerate(lines) if "主动公开政府信息情况" in line and line.startswith("二、"))
        return lines[:at] + decoys + lines[at:]


class DamagedDump(DamagedText, Dump):
    pass


class DamagedRows(DamagedText, Rows):
    pass


class DamagedDocx(Damaged):
    def joined(self, pieces):
        return "".join(pieces) + "<w:p/>"

    def between(self, gap):
        return "".join(self.para(line, "body") for line in gap.lines or ("",))

    def heading(self, section):
        before = self.joined(self.decoys("overview")) if section.id == "disclosure" else ""
        return before + super().heading(section)

    def cell_content(self, cell):
        role = "value" if cell.is_value else "label"
        return "".join(self.para(line, role) for line in cell.text.split("\n"))


class DamagedPlain(DamagedDocx, Docx):
    pass


class DamagedOfficial(DamagedDocx, Official):
    def cell(self, cell):
        return Official.cell(self, cell)


WRITERS = {"dump": DamagedDump, "rows": DamagedRows, "plain": DamagedPlain, "official": DamagedOfficial}


# Judgement


def leaves(node, prefix):
    if isinstance(node, dict):
        for key, child in node.items():
            yield from leaves(child, f"{prefix}.{key}")
    else:
        yield prefix, node


def read_cells(record):
    """Cell -> (state, number as text)."""
    states = record.get("states") or {}
    out = {}
    for table in grid.WIDTHS:
        for cell, value in leaves(record.get(table) or {}, table):
            out[cell] = (states.get(cell, "number"), "" if value is None else str(value))
    return out


def wrong_numbers(case, got):
    for cell, (state, number) in got.items():
        truth = case.report.cells[cell]
        if state != "number" or number == truth.text or number in case.moved.get(cell, ()):
            continue
        yield f"{cell} is {number}, not {truth.text or truth.state}"


def unread_rows(case, got):
    for cell, truth in case.report.cells.items():
        row = cell.rsplit(".", 1)[0]
        row = "disputes" if row.startswith("disputes") else row
        if row in case.damaged:
            continue
        state, number = got.get(cell, ("absent", ""))
        if (state, number) != (truth.state, truth.text):
            yield f"{cell} is {state} {number}, not {truth.state} {truth.text}, though its row was not damaged"


# What is said of rows and columns that are not of the form, or not of this one: such a diagnostic can name no cell.
UNKNOWN = ("row-unknown", "row-ambiguous", "row-long", "form-mixed")


def silent_losses(case, got, diagnostics):
    told = {(d["cell"] or "").split(".")[0] for d in diagnostics if d["cell"]}
    unknown = any(not d["cell"] and d["code"] in UNKNOWN for d in diagnostics)
    read = {number for state, number in got.values() if state == "number"}
    for table, rows in case.tables.items():
        for row in rows:
            for cell in row.cells if isinstance(row, Row) and row.id else ():
                if cell.id and cell.text.isdigit() and cell.text not in read and table not in told and not unknown:
                    yield f"{cell.text} of {cell.id} was not read, and nothing says so"


def judge(case, record):
    if "error" in record:
        yield f"error: {record['error']}"
        return
    got = read_cells(record)
    yield from wrong_numbers(case, got)
    yield from unread_rows(case, got)
    yield from silent_losses(case, got, record["diagnostics"])


# The run


def rounds(name):
    """One is enough where nothing is drawn; pairs have more to choose from."""
    return 1 if name == "nothing" else ROUNDS * 4 if name.endswith("_and_small") else ROUNDS


def cases(only):
    for name, spoil in DAMAGES.items():
        for form in ("2019", "2021") if only in (None, name) else ():
            for filling in FILLINGS:
                for n in range(rounds(name)):
                    for family in WRITERS:
                        case = new_case(f"{name}-{form}-{filling.__name__}-{n}", form, filling, family)
                        spoil(case)
                        yield name, f"{name}-{form}-{filling.__name__}-{n}.{family}", case


def dump_all(gongkai, paths):
    done = subprocess.run([gongkai, "dump", *map(str, paths)], stdout=subprocess.PIPE, timeout=c.TIMEOUT_SECONDS)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def batches(items):
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def main(gongkai, only=None, keep=None):
    passed = 0
    failures = collections.defaultdict(list)
    for batch in batches(cases(only)):
        with tempfile.TemporaryDirectory() as scratch:
            paths = []
            for _, title, case in batch:
                writer = WRITERS[case.family](case)
                paths.append(pathlib.Path(scratch) / f"{title}.{writer.suffix}")
                paths[-1].write_bytes(writer.bytes())
            records = dump_all(gongkai, paths)
            assert len(records) == len(batch)
            for (name, title, case), path, record in zip(batch, paths, records):
                lines = list(judge(case, record))
                passed += not lines
                if not lines:
                    continue
                failures[name, case.family].append((title, lines))
                if keep:
                    (pathlib.Path(keep) / path.name).write_bytes(path.read_bytes())
    for (name, family), found in failures.items():
        print(f"{name}, {family}: {len(found)} documents")
        for title, lines in found[:SHOWN]:
            print(f"  {title}: {lines[0]}" + (f" and {len(lines) - 1} more" if len(lines) > 1 else ""))
    return c.finish(passed, sum(map(len, failures.values())))


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
