"""What the truth tests share: running the command, reading its rows and the corpus."""

import collections
import csv
import json
import pathlib
import subprocess

Row = collections.namedtuple("Row", "state value unit raw offset length")

# Sanitizers slow the command down; nothing in the corpus takes longer than this.
TIMEOUT_SECONDS = 60


def run(gongkai, verb, path):
    return subprocess.run([gongkai, verb, str(path)], capture_output=True, timeout=TIMEOUT_SECONDS)


def manifest(corpus, name="manifest.tsv"):
    with open(pathlib.Path(corpus) / name, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def _unescape(text):
    plain = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    out, escaped = "", False
    for c in text:
        out += plain[c] if escaped else "" if c == "\\" else c
        escaped = c == "\\" and not escaped
    return out


def cell_rows(gongkai, path):
    """Cell id -> Row, of `gongkai cells`; empty if it failed."""
    done = run(gongkai, "cells", path)
    if done.returncode != 0:
        return {}
    lines = done.stdout.decode().split("\n")[1:]
    rows = (line.split("\t") for line in lines if line)
    return {f[0]: Row(f[1], f[2], f[3], _unescape(f[4]), f[5], f[6]) for f in rows}


def dump(gongkai, path):
    """The record of `gongkai dump`, or what it said instead."""
    done = run(gongkai, "dump", path)
    try:
        return json.loads(done.stdout.decode())
    except ValueError:
        return {"error": {"code": f"exit {done.returncode}: {done.stderr.decode(errors='replace')[:200]}"}}


def true_cells(corpus, name):
    """Cell id -> (state, value, unit) from a truth file."""
    with open(pathlib.Path(corpus) / "truth" / f"{name}.tsv", encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f][1:]
    return {row[0]: tuple(row[1:4]) for row in rows}


def true_record(corpus, name):
    with open(pathlib.Path(corpus) / "truth" / f"{name}.json", encoding="utf-8") as f:
        return json.load(f)


def finish(passed, failed):
    """The last line of every test here, and its exit status."""
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0
