#!/usr/bin/env python3
"""Every form a report takes, family by family: how many cells are right, how many are lost, and that none is wrong.

usage: families.py GONGKAI GENERATOR_DIR [--count N] [--markdown] [--update FILE] [--keep FOLDER] [--only WORD]

Reads made-up reports (gen/anything.py, 1 to N) by the writers of each family, and what real converters made of such
reports (corpus/converted). Of every cell that the report has:

  right      the reader says what the report says; where blanks left nothing behind, `absent` says it of a blank
  undecided  `absent` or `unreadable` with a diagnostic, in a row where the text no longer tells which cell was dropped
             or whether two lines of digits are one number; or `absent` in a row of blanks of a text without lines
  missed     anything else that is no number
  wrong      a number that is not this cell's

FAMILIES says what each family must reach. --keep leaves the documents in a folder, --markdown prints the table for the
README; --update FILE writes it there, between its markers.
"""

import argparse
import collections
import concurrent.futures
import csv
import itertools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from decimal import Decimal

Family = collections.namedtuple("Family", "title share drops breaks through", defaults=((), 0, ""))
Document = collections.namedtuple("Document", "family path truth undecidable empty dropped")

ALL = ("disclosure", "requests", "disputes")

# What pdftotext said of a PDF is kept; a program of its name says it again, of a file that names the record.
STAND_IN = "stand-in"
STAND_IN_PROGRAM = """#!/bin/sh
exec cat "$(sed -n 's/^%said: //p')"
"""
STAND_IN_PDF = "%PDF-1.7\n%said: {}\n%%EOF\n"
SLOW = {"soffice": 3}  # documents that are enough where each takes seconds

# What each family must reach: percent of the cells that the text still tells apart; None where the numbers of a row
# stand apart from its label or bytes are lost, so that nothing is promised but that no number is wrong. `drops` names
# the tables in which a converter leaves nothing of a blank cell; `breaks` is how many digits a number has that narrow
# cells break over two lines: then nobody knows whether it is one number or two. Of generated texts the writer says what
# drops, and none breaks. `through` names the program that the command runs on it.
FAMILIES = {
    "docx": Family("Word (.docx)", 100),
    "html": Family("HTML", 100),
    "odt": Family("OpenDocument (.odt, .fodt)", 100),
    "flat-opc": Family("Word (flat OPC .xml)", 100),
    1: Family("text: Word dump", 100),
    2: Family("text: rows behind tabs", 100),
    "paragraphs": Family("text: a cell a paragraph", 98),
    "cell-lines": Family("text: a cell a line", 98),
    "cell-lines-bare": Family("text: a cell a line, blanks dropped", 98),
    "pipes": Family("text: pipes", 100),
    "pipes-dropped": Family("text: a cell a line with its pipe, blanks dropped", 98),
    "drawn": Family("text: drawn with lines or under rulers", 100),
    "aligned": Family("text: aligned by blanks, as on a terminal", 98),
    "aligned-narrow": Family("text: aligned by blanks, as in a PDF", 98),
    "reading-order": Family("text: label and numbers in reading order", 98),
    "numbers-first": Family("text: numbers before their label", None),
    "flattened": Family("text: flattened", 98),
    "pictures": Family("text: tables that are pictures", 98),
    "decoys": Family("text: other tables and numbers beside", 98),
    "mixtures": Family("text: each table another way", 98),
    "pandoc plain": Family("pandoc, plain (loses rows of blanks)", 99),
    "pandoc gfm": Family("pandoc, Markdown", 100),
    "pandoc rst": Family("pandoc, reStructuredText", 98, (), 2),
    "pandoc html": Family("pandoc, HTML", 100),
    "pandoc odt": Family("pandoc, ODT", 90),  # loses header rows
    "libreoffice txt": Family("LibreOffice, text", 98),
    "libreoffice html": Family("LibreOffice, HTML", 100),
    "libreoffice odt": Family("LibreOffice, ODT", 100),
    "libreoffice fodt": Family("LibreOffice, flat ODT", 100),
    "libreoffice doc": Family("LibreOffice, .doc", 100, through="soffice"),
    "libreoffice rtf": Family("LibreOffice, RTF", 100, through="soffice"),
    "libreoffice pdf": Family("LibreOffice, PDF", 98, (), 3, "pdftotext"),
    "pdftotext": Family("pdftotext", None, ALL, 3),
    "pdftotext -layout": Family("pdftotext -layout", 98, (), 3),
    "pdftotext -raw": Family("pdftotext -raw", 98, ALL, 3),
    "pdftotext -bbox-layout": Family("PDF, as pdftotext -bbox-layout told it", 98, (), 3, STAND_IN),
    "html2text": Family("html2text (breaks UTF-8)", None, ALL),
    "elinks -dump": Family("elinks -dump", 98),
    "w3m -dump": Family("w3m -dump", 98),
    "lynx -dump": Family("lynx -dump", 98, ALL),
    "docx2txt": Family("docx2txt (may run paragraphs together)", None),
    "odt2txt": Family("odt2txt", 98, ALL),
    "antiword": Family("antiword (loses rows)", None, ALL),
    "catdoc": Family("catdoc (loses text)", None, ALL),
    "mutool draw": Family("mutool draw", None, ALL, 3),
}
NAMES = {4: "pipes", 5: "pipes", 6: "pipes", 7: "pipes", "fodt": "odt", "text": "drawn"}

# Families that are not read as well as that yet: measured, and judged by their wrong numbers only.
PENDING = set()

VERDICTS = ("right", "undecided", "missed", "wrong")
BEGIN, END = "<!-- families: begin -->", "<!-- families: end -->"
TIMEOUT_SECONDS = 240
BATCH, WORKERS, SHOWN = 60, 2, 12


def row_of(cell):
    """The cells that share this lie in one row; of the table of disputes all do."""
    return "disputes" if cell.startswith("disputes.") else cell.rsplit(".", 1)[0]


def is_cloudy(text, breaks=0):
    """Whether a reader of words can't be sure that a cell's text is one value: blanks in it, words and no digit, or so
    many characters that a narrow cell breaks them."""
    if breaks and len(text) >= breaks:
        return True
    return len(text.split()) > 1 or (not any(c.isdigit() for c in text) and any("\u4e00" <= c <= "\u9fff" for c in text))


def cloudy_cells(report, breaks=0):
    return {cell for cell, value in report.cells.items() if is_cloudy(value.text, breaks)}


def rows_with(truth, mark):
    return {row_of(cell) for cell in truth if mark(cell, *truth[cell])}


def undecidable(truth, dropped, breaks, cloudy):
    """The cells of rows in which something left no trace, a text may be taken for a label, or a number is in pieces."""
    lost = rows_with(truth, lambda cell, state, _, unit: state in ("blank", "unreadable") or unit or cell in cloudy)
    broken = rows_with(truth, lambda _, state, value, unit: breaks and len(value) >= breaks)
    return {c for c in truth if row_of(c) in broken or (c.split(".")[0] in dropped and row_of(c) in lost)}


def blank_rows(truth):
    """The cells of rows of blanks, which leave nothing in a text without lines but their label."""
    filled = rows_with(truth, lambda _, state, value, unit: state != "blank")
    return {c for c in truth if row_of(c) not in filled}


def document(family, path, truth, dropped, breaks, cloudy=()):
    vague = undecidable(truth, dropped, breaks, cloudy)
    empty = blank_rows(truth) if family in FAMILIES and FAMILIES[family].share != 100 else set()
    return Document(family, path, truth, vague | empty, empty, dropped)


def truth_of(tsv):
    rows = [line.split("\t") for line in tsv.split("\n")[1:] if line]
    return {cell: (state, value, unit) for cell, state, value, unit in rows}


def family_of(folder, writer):
    key = getattr(writer, "family", folder)
    return NAMES.get(key, key)


def writers_by_family(catalogue, anything):
    out = collections.defaultdict(list)
    for document in anything.documents(1) + anything.documents(2) + anything.documents(3):
        writer = type(document.writer)
        key = family_of(document.path.split("/")[0], writer)
        if writer not in out[key]:
            out[key].append(writer)
    for writer in catalogue.FAMILIES.values():
        out[family_of("text", writer)].append(writer)
    return out


def generated(folder, generator, count):
    """Every report by a few writers of every family, each writer in its turn."""
    sys.path.insert(0, generator)
    from gen import anything, catalogue
    from gen import truth as known

    reports = [anything.report(number) for number in range(1, count + 1)]
    for key, writers in writers_by_family(catalogue, anything).items():
        share = min(len(writers), max(3, len(writers) // 10))
        for number, report in enumerate(reports, 1):
            for turn in range(share):
                writer = writers[(number * share + turn) % len(writers)]
                if not writer.suits(report):
                    continue
                made = writer(report)
                path = folder / f"{report.name}.{writer.name}.{writer.suffix}"
                path.write_bytes(made.bytes())
                cloudy = cloudy_cells(report)
                truth = truth_of(known.cells_tsv(made.truth()))
                yield document(key, path, truth, getattr(made, "drops_blanks", ()), 0, cloudy)


def converted(folder, corpus, count):
    """What converters made: checked in, for their versions differ."""
    with tarfile.open(corpus / "truth.tar.xz") as archive:
        truths = {m.name[:-4]: truth_of(archive.extractfile(m).read().decode()) for m in archive}
    with open(corpus / "manifest.tsv", encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    sys.path.insert(0, str(corpus.parent.parent / "tools/corpus"))
    from gen import anything

    by_archive = collections.defaultdict(list)
    for row in rows:
        by_archive[row["archive"]].append(row)
    for name, rows in by_archive.items():
        family = rows[0]["converter"]
        with tarfile.open(corpus / name) as archive:
            for row in rows[: min(count, SLOW.get(FAMILIES[family].through, count))]:
                path = folder / f"{name.removesuffix('.tar.xz')}.{row['file']}"
                path.write_bytes(archive.extractfile(row["file"]).read())
                if FAMILIES[family].through == STAND_IN:
                    stub = path.with_suffix(".pdf")
                    stub.write_text(STAND_IN_PDF.format(path))
                    path = stub
                drops, breaks = FAMILIES[family].drops, FAMILIES[family].breaks
                report = anything.report(int(row["truth"].rpartition("-")[2]))
                cloudy = cloudy_cells(report, breaks) if breaks else ()
                yield document(family, path, truths[row["truth"]], drops, breaks, cloudy)


def through(doc):
    return FAMILIES[doc.family].through if doc.family in FAMILIES else ""


def possible(doc):
    """Whether the program that it takes to read it is there."""
    return through(doc) in ("", STAND_IN) or shutil.which(through(doc)) is not None


def batches_of(documents):
    """Documents that one process may read."""
    for way, group in itertools.groupby(sorted(documents, key=through), key=through):
        group = list(group)
        for i in range(0, len(group), BATCH):
            yield way, group[i : i + BATCH]


def stand_in(folder):
    """An environment in which pdftotext is the stand-in."""
    program = folder / "bin" / "pdftotext"
    program.parent.mkdir(exist_ok=True)
    program.write_text(STAND_IN_PROGRAM)
    program.chmod(0o755)
    return {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"}


def records(gongkai, documents, folder):
    """Path -> record, a batch of documents a process."""
    env = {STAND_IN: stand_in(folder)}

    def dump(way_and_batch):
        way, batch = way_and_batch
        command = [gongkai, "dump", *(["--convert"] if way == "soffice" else []), *(str(d.path) for d in batch)]
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIMEOUT_SECONDS, env=env.get(way)
        )
        lines = done.stdout.decode().splitlines()
        if len(lines) != len(batch):
            print(f"exit {done.returncode}, {len(lines)} records of {len(batch)}: {done.stderr.decode()[-2000:]}")
        return [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in lines]

    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        return {r["source"]["name"]: r for batch in pool.map(dump, batches_of(documents)) for r in batch}


def cells_of(record):
    """Cell -> (state, value, unit) of a record; nothing for one that could not be read."""
    out = {cell: (state, None, "") for cell, state in (record.get("states") or {}).items()}
    stack = [(table, record.get(table)) for table in ALL]
    while stack:
        cell, value = stack.pop()
        if isinstance(value, dict):
            stack += [(f"{cell}.{key}", inner) for key, inner in value.items()]
        elif value is not None:
            out[cell] = ("number", value, record["units"].get(cell, ""))
    return out


def told_tables(record):
    """The tables of which a diagnostic says that something is amiss."""
    cells = [d["cell"] for d in record.get("diagnostics", ()) if d["severity"] != "note"]
    return {cell.split(".")[0] for cell in cells if cell} | (set(ALL) if None in cells or "error" in record else set())


def judge(doc, told, cell, got):
    state, value, unit = got
    want_state, want_value, want_unit = doc.truth.get(cell, ("absent", "", ""))
    if state == "number":
        if want_state != "number" or value != Decimal(want_value) or unit not in ("", want_unit):
            return "wrong"
        return "right" if unit == want_unit else "missed"
    table = cell.split(".")[0]
    if state == want_state or (state == "absent" and want_state == "blank" and table in doc.dropped):
        return "right"
    if state == "absent" and cell in doc.empty:
        return "undecided"
    return "undecided" if state in ("absent", "unreadable") and cell in doc.undecidable and table in told else "missed"


def measure(documents, read):
    """Family -> counts, and a line for each cell that is not what it should be."""
    counts, lines = collections.defaultdict(collections.Counter), collections.defaultdict(list)
    for doc in documents:
        record = read.get(str(doc.path), {"error": {"code": "no record"}})
        cells, told = cells_of(record), told_tables(record)
        n = counts[doc.family]
        n["documents"] += 1
        if "error" in record:
            lines[doc.family].append(("missed", f"{doc.path.name}: {record['error']['code']}"))
        for cell in {**doc.truth, **cells}:
            got = cells.get(cell, ("absent", None, ""))
            verdict = judge(doc, told, cell, got)
            n[verdict] += 1
            if cell not in doc.undecidable:
                n["decidable"] += 1
                n["decided"] += verdict == "right"
            if verdict in ("missed", "wrong"):
                text = f"{doc.path.name}: {cell}: want {doc.truth.get(cell)}, got {got[0]} {got[1]} {got[2]}"
                lines[doc.family].append((verdict, text))
    return counts, lines


def fulfilled(key, n):
    share = FAMILIES[key].share
    return n["wrong"] == 0 and (share is None or n["decided"] * 100 >= share * n["decidable"])


def percent(part, whole):
    """Never rounded up: 100 means all."""
    return f"{part * 1000 // max(whole, 1) / 10:.1f}"


def table(counts, markdown):
    head = ("form", "documents", "right %", "undecided %", "missed %", "wrong", "of what is told %", "required %")
    rows = []
    for key, family in FAMILIES.items():
        n = counts[key]
        cells = sum(n[v] for v in VERDICTS)
        required = "" if family.share is None else f"{family.share}{', not yet' if key in PENDING else ''}"
        shares = [percent(n[v], cells) for v in VERDICTS[:3]]
        told = percent(n["decided"], n["decidable"])
        rows.append((family.title, str(n["documents"]), *shares, str(n["wrong"]), told, required))
    if markdown:
        rows = [head, ("---", *["---:"] * (len(head) - 1)), *rows]
        return "".join("| " + " | ".join(row) + " |\n" for row in rows)
    return "".join(f"{row[0]:<52}" + "".join(f"{field:>18}" for field in row[1:]) + "\n" for row in (head, *rows))


def update(path, markdown):
    text = path.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    path.write_text(before + BEGIN + "\n" + markdown + END + rest.split(END)[1], encoding="utf-8")


def worst(lines):
    """What to look at first: wrong cells, else the first missed one of each document."""
    wrong = [text for verdict, text in lines if verdict == "wrong"]
    missed = {text.split(":")[0]: "missed: " + text for verdict, text in reversed(lines) if verdict == "missed"}
    return [f"WRONG: {text}" for text in wrong[:SHOWN]] + list(missed.values())[: SHOWN - len(wrong[:SHOWN])]


def judged(counts, lines, only):
    failed = 0
    for key, n in counts.items():
        if key not in FAMILIES:
            print(f"{key}: no requirement is stated for this family")
            failed += 1
            continue
        if not n["documents"] and only:
            continue
        if not n["documents"]:
            print(f"{FAMILIES[key].title}: nothing to read it with, or no such document")
            failed += not FAMILIES[key].through and key not in PENDING
            continue
        ok = fulfilled(key, n)
        for text in worst(lines[key]) if not ok else ():
            print(f"{FAMILIES[key].title}: {text}")
        if not ok and key in PENDING and n["wrong"] == 0:
            print(f"{FAMILIES[key].title}: less than is required, as yet")
        elif not ok:
            failed += 1
            print(f"{FAMILIES[key].title}: FAILED: {n['wrong']} wrong, {percent(n['decided'], n['decidable'])} % right")
    return failed


def make(folder, args):
    generator = pathlib.Path(args.generator)
    documents = list(generated(folder, str(generator), args.count))
    documents += converted(folder, generator.parent.parent / "corpus/converted", args.count)
    return [d for d in documents if possible(d) and (args.only in str(d.family) or d.family == "docx")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gongkai")
    parser.add_argument("generator")
    parser.add_argument("--count", type=int, default=44)
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--update", type=pathlib.Path)
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or pathlib.Path(scratch)
        folder.mkdir(exist_ok=True)
        documents = make(folder, args)
        counts, lines = measure(documents, records(args.gongkai, documents, folder))
    print(table(counts, args.markdown), end="")
    if args.update:
        update(args.update, table(counts, True))
    failed = judged(counts, lines, args.only)
    print(f"{len(counts) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
