#!/usr/bin/env python3
"""Spoiled documents of every family: no number may land in a cell where a reader of the page would not put it.

usage: spoiled.py GONGKAI GENERATOR_DIR [--count N] [--first N] [--only DAMAGE] [--family WORD] [--keep FOLDER]

What damage.py does to tables before they are written, this does to documents: their lines (or tags) are damaged as
careless people and programs do. Of what the command makes of them it must hold that a cell whose state is `number` has
the number that stands in it on paper, or that the contract's rule for short rows puts there, with its diagnostic.
Damages of which not even a reader of the page could tell what stood where are not done to that family: see `spares`.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from decimal import Decimal

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "corpus"))

import damage  # noqa: E402
import families  # noqa: E402
from gen import catalogue, profiles, values  # noqa: E402
from gen.report import make  # noqa: E402
from gen.rng import Rng  # noqa: E402

BATCH, SHOWN, TIMEOUT_SECONDS = 100, 3, 240
NUMBER = re.compile(r"(?<!\d)\d{2,4}(?!\d)")
LABEL = re.compile(r"[\u4e00-\u9fff（）]{2,}")
LINE_WIDTH = 80


def summed(form, rng):
    return profiles.consistent(form, rng, 600)


def gapped(form, rng):
    """One blank cell a row, the same in all: where it is dropped, every row is short by one."""
    cells, rows = damage.full(form, rng), collections.defaultdict(list)
    for cell in cells:
        rows[cell.rsplit(".", 1)[0]].append(cell)
    at = rng.pick((0, 0, -1, 1))
    return {**cells, **{row[at % len(row)]: values.blank() for row in rows.values()}}


FILLINGS = {"full": damage.full, "sparse": damage.sparse, "summed": summed, "gapped": gapped}
Damage = collections.namedtuple("Damage", "spoil suffixes only spares")
DAMAGES = {}


class NothingToSpoil(Exception):
    pass


def damages(suffixes=("txt", "md"), only=(), spares=()):
    """Registers a way to spoil: of files that end so, by writers whose names begin so, but not so."""

    def register(f):
        DAMAGES[f.__name__] = Damage(f, suffixes, only, spares)
        return f

    return register


def tables_of(lines):
    """Where the tables are: from the heading of the second section to that of the fifth."""
    starts = [i for i, line in enumerate(lines) if "主动公开政府信息" in line and "情况" in line and i > 3]
    ends = [i for i, line in enumerate(lines) if "存在的主要问题" in line]
    return (starts[0] + 1 if starts else 1), (ends[-1] if ends else len(lines))


def any_line(lines, rng, has=lambda line: True):
    start, end = tables_of(lines)
    found = [i for i in range(start, end) if has(lines[i])]
    if not found:
        raise NothingToSpoil
    return rng.pick(found)


def any_match(lines, rng, pattern):
    i = any_line(lines, rng, pattern.search)
    return i, rng.pick(list(pattern.finditer(lines[i])))


def insert(lines, rng, *new):
    i = any_line(lines, rng)
    return [*lines[:i], *new, *lines[i:]]


def put(lines, i, *new):
    return [*lines[:i], *new, *lines[i + 1 :]]


# White space


@damages()
def nothing(lines, rng):
    return lines


@damages()
def stripped(lines, rng):
    return [line.rstrip() for line in lines]


@damages(spares=("dump-vertical", "rows"))  # a row's leading blank cells are tabs
def blanks_collapsed(lines, rng):
    return [re.sub(r"[ \t\u3000\u00a0]+", " ", line) for line in lines]


@damages(spares=("dump-vertical", "rows"))
def tabs_to_a_blank(lines, rng):
    return [line.replace("\t", " ") for line in lines]


@damages(spares=("dump-vertical",))
def tabs_lost(lines, rng):
    return [line.replace("\t", "") for line in lines]


@damages(spares=("pipes-noisy",))  # its labels go on over lines
def double_spaced(lines, rng):
    return [text for line in lines for text in (line, "")]


@damages()
def empty_lines_lost(lines, rng):
    return [line for line in lines if line.strip()]


@damages(spares=("pipes-full-width", "markdown", "rows", "flat"))  # a number's end is on a line of its own: a page's number
def rewrapped(lines, rng):
    out = []
    for line in lines:
        piece, width = "", 0
        for c in line:
            width += 2 if ord(c) > 0x2E80 else 1
            if width > LINE_WIDTH:
                out.append(piece)
                piece, width = "", 2 if ord(c) > 0x2E80 else 1
            piece += c
        out.append(piece)
    return out


# Lines too many


@damages(spares=("paragraphs",))  # empty lines are blank cells: which of them are the page's?
def page_number(lines, rng):
    gap = [] if rng.chance(50) else [""]
    return insert(lines, rng, *gap, rng.pick(("- 7 -", "-7-", "第 7 页", "第7页 共12页")), *gap)


@damages(spares=("rows-lost",))
def page_head(lines, rng):
    return insert(lines, rng, rng.pick(("2021年政府信息公开工作年度报告", "岚泊市财政局 2021 年度报告  7", "编号：20211")))


@damages(spares=("paragraphs", "rows-lost"))
def prose(lines, rng):
    sentences = (
        "全年共收到依申请公开30001件，其中自然人30002件，法人30003件，予以公开30004件，总计30005件。",
        "规章30001件，行政规范性文件30002件，行政许可30003件。",
    )
    return insert(lines, rng, rng.pick(sentences))


@damages(spares=("layout", "flat", "reading"))  # where the first year's row was lost, there is nothing but the second's
def another_year(lines, rng):
    """The whole report once more, with other numbers."""
    return [*lines, "", *(NUMBER.sub(lambda m: str(int(m[0]) + 20000), line) for line in lines)]


# Numbers and labels


@damages()
def footnote_mark(lines, rng):
    i, m = any_match(lines, rng, NUMBER)
    return put(lines, i, lines[i][: m.end()] + rng.pick(("[1]", "①", "*", "注1", "(1)", "¹")) + lines[i][m.end() :])


def broken(m, rng):
    return m.start() + rng.between(1, m.end() - m.start() - 1)


@damages(spares=("aligned", "layout", "reading", "flat", "mixture"))  # a blank parts values as well
def blank_in_number(lines, rng):
    i, m = any_match(lines, rng, NUMBER)
    at = broken(m, rng)
    return put(lines, i, lines[i][:at] + rng.pick((" ", "\u3000")) + lines[i][at:])


@damages(only=("pipes", "dump", "reading", "paragraphs"), spares=("pipes-twice", "pipes-five", "reading-one-line"))
def number_over_lines(lines, rng):
    i, m = any_match(lines, rng, NUMBER)
    at = broken(m, rng)
    return put(lines, i, lines[i][:at], lines[i][at:])


@damages(spares=("reading-middle", "paragraphs", "flat"))  # an empty line may be a blank cell, or none
def label_blanked(lines, rng):
    i, m = any_match(lines, rng, LABEL)
    return put(lines, i, lines[i][: m.start()] + "  " * len(m[0]) + lines[i][m.end() :])


# Web pages

VALUE_CELL = re.compile(r"<td[^>]*>(?:(?!</td>|<td|<table).)*?\d(?:(?!</td>|<td|<table).)*</td>", re.S)
SPAN = re.compile(r'(?:col|row)span="?(\d+)"?')
TABLE = re.compile(r"<table(?:(?!<table).)*?</table>", re.S | re.I)


def any_span(text, rng, pattern):
    found = list(pattern.finditer(text))
    if not found:
        raise NothingToSpoil
    return rng.pick(found)


def other_numbers(text):
    """Another year's: only what is text, no attributes."""
    return re.sub(r"(?<=>)([^<]*)", lambda m: NUMBER.sub(lambda n: str(int(n[0]) + 20000), m[0]), text)


@damages(("html", "xhtml"))
def cell_end_lost(text, rng):
    m = any_span(text, rng, re.compile("</td>"))
    return text[: m.start()] + text[m.end() :]


@damages(("html", "xhtml"))
def page_cut(text, rng):
    m = any_span(text, rng, VALUE_CELL)
    return text[: m.start()]


@damages(("html", "xhtml"))
def hidden_copies(text, rng):
    """Before every table the same one of another year, which browsers do not show."""
    return TABLE.sub(lambda m: f'<div style="display:none">{other_numbers(m[0])}</div>{m[0]}', text)


@damages(("html", "xhtml"))
def copies_behind(text, rng):
    """For narrow screens, by a class that only a style sheet knows."""
    return TABLE.sub(lambda m: f'{m[0]}<div class="only-mobile">{m[0]}</div>', text)


@damages(("html", "xhtml"))
def copies_in_cells(text, rng):
    m = any_span(text, rng, VALUE_CELL)
    table = "<table><tr><td>行政许可</td><td>30001</td></tr><tr><td>总计</td><td>30002</td></tr></table>"
    return text[: m.end() - len("</td>")] + table + text[m.end() - len("</td>") :]


# The run


def is_spoilt_by(name, writer):
    way = DAMAGES[name]
    return (
        writer.suffix in way.suffixes
        and (not way.only or writer.name.startswith(way.only))
        and not (way.spares and any(word in writer.name for word in way.spares))
    )


def spoilt(name, data, rng):
    """The document, damaged; None if it is in an encoding that lines can't be told in."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise NothingToSpoil from None
    if "txt" not in DAMAGES[name].suffixes:
        return DAMAGES[name].spoil(text, rng)
    return "\n".join(DAMAGES[name].spoil(text.split("\n"), rng))


def writers(word):
    known = {**catalogue.TEXT, **catalogue.FAMILIES, **catalogue.HTML}
    return [writer for name, writer in known.items() if word in name]


def documents(args):
    names = [name for name in DAMAGES if args.only in ("", name)]
    for writer in writers(args.family):
        for n in range(args.first, args.first + args.count):
            for k, (filling, fill) in enumerate(FILLINGS.items()):
                form = ("2019", "2021")[(n + k) % 2]
                title = f"{writer.name}-{form}-{filling}-{n}"
                report = make(title, form, 2020 if form == "2019" else 2022, "finance", fill)
                if not writer.suits(report):
                    continue
                made = writer(report)
                data, truth = made.bytes(), made.truth().cells
                for name in names:
                    if not is_spoilt_by(name, writer) or (filling == "gapped" and name != "nothing"):
                        continue  # one number more in a row that is short by one is no damage that shows
                    try:
                        text = spoilt(name, data, Rng(title + name))
                    except NothingToSpoil:
                        continue
                    yield name, f"{title}-{name}.{writer.suffix}", text, truth


def wrong_cells(record, truth):
    """Numbers that are not their cell's, and no diagnostic says that their row is short."""
    short = [d["cell"] for d in record.get("diagnostics", ()) if d["code"] == "row-short" and d["cell"]]
    short = {families.row_of(cell) for cell in short} | set(short)
    for cell, (state, number, _) in families.cells_of(record).items():
        true = truth.get(cell)
        if state != "number" or families.row_of(cell) in short:
            continue
        if true is None or true.state != "number" or Decimal(str(true.value)) != number:
            yield f"{cell} is {number}, not {true.text if true else 'there'}"


def dump(gongkai, paths):
    done = subprocess.run([gongkai, "dump", *map(str, paths)], stdout=subprocess.PIPE, timeout=TIMEOUT_SECONDS)
    lines = done.stdout.decode().splitlines()
    assert len(lines) == len(paths), f"exit {done.returncode}, {len(lines)} records of {len(paths)}"
    return [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in lines]


def batches(items):
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gongkai")
    parser.add_argument("generator")
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--family", default="")
    parser.add_argument("--keep", type=pathlib.Path)
    args = parser.parse_args()
    passed, n_read, failures = 0, 0, collections.defaultdict(list)
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or pathlib.Path(scratch)
        folder.mkdir(exist_ok=True)
        for batch in batches(documents(args)):
            paths = [folder / title for _, title, _, _ in batch]
            for path, (_, _, text, _) in zip(paths, batch):
                path.write_text(text, encoding="utf-8", newline="")
            for path, (name, title, _, truth), record in zip(paths, batch, dump(args.gongkai, paths)):
                wrong = list(wrong_cells(record, truth))
                n_read += sum(state == "number" for state, _, _ in families.cells_of(record).values())
                passed += not wrong
                if wrong:
                    failures[name].append((title, wrong))
                else:
                    path.unlink()
    for name, found in failures.items():
        print(f"{name}: {len(found)} documents")
        for title, lines in found[:SHOWN]:
            print(f"  {title}: {'; '.join(lines[:3])}")
    failed = sum(map(len, failures.values()))
    print(f"{n_read} numbers read; {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
