#!/usr/bin/env python3
"""Every document of the corpus against its truth.

usage: truth.py GONGKAI CORPUS_DIR

Compares every cell (state, value, unit), the metadata, the sections and the status of every check; then, for every
report that the corpus has in several formats, that the records differ in nothing but source and diagnostics. Prints a
table by maker and every difference.
"""

import collections
import pathlib
import sys
from decimal import Decimal

import corpus as c

METADATA = ("form", "year", "agency", "title", "period", "published")
FORMAT_KEYS = ("source", "diagnostics", "evidence")
SHOWN_PER_DOCUMENT = 8


def judge_cell(want, got):
    """right, missed (a number not found, or another state) or wrong (a number that is not there)."""
    if got is None:
        return "missed"
    state, value, unit = want
    if got.state != state:
        return "wrong" if got.state == "number" else "missed"
    if state != "number":
        return "right"
    return "right" if Decimal(got.value) == Decimal(value) and got.unit == unit else "wrong"


def cell_differences(want, got):
    """The verdicts, and a line for each cell that is not right."""
    verdicts = {cell: judge_cell(truth, got.get(cell)) for cell, truth in want.items()}
    wrong = [cell for cell, verdict in verdicts.items() if verdict != "right"]
    lines = [f"{cell}: want {want[cell]}, got {tuple(got.get(cell) or ())}" for cell in wrong]
    lines += [f"{cell}: not a cell of this form" for cell in got if cell not in want]
    return collections.Counter(verdicts.values()), lines


def _squeezed(text):
    return "".join(text.split())


def _without_signature(paragraphs, signature):
    """A last section may or may not hold the signature: both are right."""
    ends = {_squeezed(line) for line in signature} | {_squeezed("".join(signature))}
    while paragraphs and _squeezed(paragraphs[-1]) in ends:
        paragraphs = paragraphs[:-1]
    return paragraphs


def section_differences(want, got, signature):
    ids = [s["id"] for s in got]
    if ids != [s["id"] for s in want]:
        return [f"sections: got {ids}"]
    lines = []
    for truth, section in zip(want, got):
        for key in ("number", "title"):
            if section.get(key) != truth[key]:
                lines.append(f"section {truth['id']}: {key}: want {truth[key]!r}, got {section.get(key)!r}")
        paragraphs = section["paragraphs"]
        if truth is want[-1]:
            paragraphs = _without_signature(paragraphs, signature)
        if paragraphs != truth["paragraphs"]:
            pairs = zip(paragraphs + [None], truth["paragraphs"] + [None])
            first = next(((a, b) for a, b in pairs if a != b), None)
            lines.append(f"section {truth['id']}: paragraphs, want {str(first[1])[:60]!r}, got {str(first[0])[:60]!r}")
    return lines


def record_differences(want, got):
    if "error" in got:
        return [f"error: {got['error']}"]
    lines = [f"{key}: want {want[key]!r}, got {got.get(key)!r}" for key in METADATA if got.get(key) != want[key]]
    contact = got.get("contact") or {}
    for key, value in want["contact"].items():
        if contact.get(key) != value:
            lines.append(f"contact.{key}: want {value!r}, got {contact.get(key)!r}")
    lines += section_differences(want["sections"], got.get("sections", []), want["signature"])
    checks = {check["rule"]: check["status"] for check in got.get("checks", [])}
    for rule in sorted(set(want["checks"]) | set(checks)):
        if want["checks"].get(rule) != checks.get(rule):
            lines.append(f"check {rule}: want {want['checks'].get(rule)}, got {checks.get(rule)}")
    return lines


def cross_differences(records):
    """The paths and keys in which the records of one report differ; those that failed have been named already."""
    read = [(path, record) for path, record in records if "error" not in record]
    if len(read) < 2:
        return []
    (first_path, first), *others = read
    lines = []
    for path, record in others:
        keys = sorted((set(first) | set(record)) - set(FORMAT_KEYS))
        lines += [f"{path} and {first_path} differ in {key}" for key in keys if first.get(key) != record.get(key)]
    return lines


def print_table(by_maker):
    print(f"{'maker':<28}{'documents':>10}{'right':>8}{'missed':>8}{'wrong':>8}{'other':>8}")
    for maker, n in sorted(by_maker.items()):
        print(f"{maker:<28}{n['documents']:>10}{n['right']:>8}{n['missed']:>8}{n['wrong']:>8}{n['other']:>8}")


def report(path, lines):
    for line in lines[:SHOWN_PER_DOCUMENT]:
        print(f"{path}: {line}")
    if len(lines) > SHOWN_PER_DOCUMENT:
        print(f"{path}: and {len(lines) - SHOWN_PER_DOCUMENT} more")


def main(gongkai, corpus):
    by_maker = collections.defaultdict(collections.Counter)
    by_truth = collections.defaultdict(list)
    failed = passed = 0
    for row in c.manifest(corpus):
        path = pathlib.Path(corpus) / row["file"]
        counts, lines = cell_differences(c.true_cells(corpus, row["truth"]), c.cell_rows(gongkai, path))
        record = c.dump(gongkai, path)
        others = record_differences(c.true_record(corpus, row["truth"]), record)
        by_truth[row["truth"]].append((row["file"], record))
        by_maker[row["maker"]].update(counts, documents=1, other=len(others))
        report(row["file"], others + lines)
        failed += bool(lines or others)
        passed += not (lines or others)
    for truth, records in by_truth.items():
        if len(records) < 2:
            continue
        lines = cross_differences(records)
        report(f"same report {truth}", lines)
        failed += bool(lines)
        passed += not lines
    print_table(by_maker)
    return c.finish(passed, failed)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
