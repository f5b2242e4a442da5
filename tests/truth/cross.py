#!/usr/bin/env python3
"""The same report in every form gives the same tables.

usage: cross.py GONGKAI GENERATOR_DIR [--count N] [--only WORD]

Documents of one truth are compared with the first Word file of them: in families that lose nothing (families.py asks
100 % of them) the three tables, `states` and `units` are the same; in the others every cell that is there.
"""

import argparse
import collections
import pathlib
import sys
import tempfile

import families as f

KEYS = (*f.ALL, "states", "units")
SHOWN = 12


def by_report(documents):
    """Documents whose every cell has the same truth: of one report."""
    out = collections.defaultdict(list)
    for doc in documents:
        out[tuple(sorted(doc.truth.items()))].append(doc)
    return out.values()


def differences(reference, record, lossless):
    """The keys that differ, or the cells."""
    if lossless:
        return [key for key in KEYS if reference.get(key) != record.get(key)]
    want, got = f.cells_of(reference), f.cells_of(record)
    return [f"{cell}: {want.get(cell)} and {value}" for cell, value in got.items()
            if value[0] == "number" and value != want.get(cell)]


def compare(documents, read):
    """Pairs compared, and a line for each that differs."""
    pairs, lines = 0, []
    for group in by_report(documents):
        first = next((doc for doc in group if doc.family == "docx"), None)
        for doc in group if first else ():
            record = read[str(doc.path)]
            pairs += doc is not first
            found = differences(read[str(first.path)], record, f.FAMILIES[doc.family].share == 100)
            lines += [f"{doc.path.name} and {first.path.name} differ in {what}" for what in found[:2]]
    return pairs, lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gongkai")
    parser.add_argument("generator")
    parser.add_argument("--count", type=int, default=44)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        documents = f.make(folder, args)
        pairs, lines = compare(documents, f.records(args.gongkai, documents, folder))
    for line in lines[:SHOWN]:
        print(line)
    print(f"{pairs - len(lines)} passed, {len(lines)} failed")
    return 1 if lines or not pairs else 0


if __name__ == "__main__":
    sys.exit(main())
