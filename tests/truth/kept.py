#!/usr/bin/env python3
"""Real reports that are kept beside the tree, not in it: every cell and every line of their metadata.

usage: kept.py GONGKAI FOLDER

FOLDER holds seeds/NAME.txt, truth/NAME.tsv (cell, state, value, unit), truth/meta.json and samples/*.docx (forms that
nobody has filled in: every cell of them is blank). Exit status 77 (skipped) if there is no such folder.
"""

import json
import pathlib
import sys

import corpus as c
from truth import cell_differences

METADATA = ("form", "year", "agency", "title", "period", "published")


def read_truth(path):
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return {row[0]: tuple((row[1:] + ["", ""])[:3]) for row in rows}


def metadata_differences(want, got):
    for key in METADATA:
        if got.get(key) != want[key]:
            yield f"{key}: want {want[key]}, got {got.get(key)}"
    for key, value in want["contact"].items():
        if (got.get("contact") or {}).get(key) != value:
            yield f"contact {key}: want {value}, got {got.get('contact')}"
    sections = [section["id"] for section in got.get("sections", [])]
    if sections != want["sections"]:
        yield f"sections: {sections}"
    failing = sorted(check["rule"] for check in got.get("checks", []) if check["status"] == "fail")
    if failing != sorted(want["failing_checks"]):
        yield f"failing checks: want {want['failing_checks']}, got {failing}"


def judge_report(gongkai, path, truth, meta):
    _, lines = cell_differences(truth, c.cell_rows(gongkai, path))
    return lines + list(metadata_differences(meta, c.dump(gongkai, path)))


def judge_empty_form(gongkai, path):
    return [f"{cell}: {row.state}" for cell, row in c.cell_rows(gongkai, path).items() if row.state != "blank"]


def main():
    gongkai, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    if not (folder / "truth/meta.json").exists():
        print(f"no reports are kept in {folder}")
        return 77
    meta = json.loads((folder / "truth/meta.json").read_text(encoding="utf-8"))
    results = {path.name: judge_report(gongkai, path, read_truth(folder / f"truth/{path.stem}.tsv"), meta[path.stem])
               for path in sorted((folder / "seeds").glob("*.txt"))}
    for path in sorted((folder / "samples").glob("*.docx")):
        results[path.name] = judge_empty_form(gongkai, path)
    for name, lines in results.items():
        for line in lines[:20]:
            print(f"{name}: {line}")
    n_failed = sum(bool(lines) for lines in results.values())
    print(f"{len(results) - n_failed} passed, {n_failed} failed")
    return 1 if n_failed else 0


if __name__ == "__main__":
    sys.exit(main())
