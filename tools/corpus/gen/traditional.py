"""A report in traditional characters, as OpenCC writes it: s2t, s2tw, s2hk, or s2twp with the words of Taiwan too."""

import shutil
import subprocess
from dataclasses import fields, is_dataclass, replace

from gen import grid
from gen.values import Value

SCRIPTS = ("s2t", "s2tw", "s2hk", "s2twp")
SEPARATOR = "\x1e"

# What stays as it is: names for the generator, not words of the report.
KEPT = ("name", "form", "id", "lost_rows", "period", "published", "year", "cells", "labels")


def is_possible():
    return shutil.which("opencc") is not None


def _walk(thing, change):
    """A copy of the thing with every text in it changed."""
    if isinstance(thing, str):
        return change(thing)
    if isinstance(thing, tuple):
        return tuple(_walk(item, change) for item in thing)
    if isinstance(thing, dict):
        return {key: _walk(value, change) for key, value in thing.items()}
    if is_dataclass(thing):
        return replace(thing, **{f.name: _walk(getattr(thing, f.name), change) for f in fields(thing) if f.name not in KEPT})
    return thing


def _labels(report):
    """Every label of the report's tables -> as the report has it."""
    rows = (row for make in grid.MAKERS.values() for row in make(report))
    return {c.text: report.labels.get(c.text, c.text) for row in rows for c in row if c.text and not c.is_value}


def _convert(texts, script):
    done = subprocess.run(["opencc", "-c", f"{script}.json"], input=SEPARATOR.join(texts).encode(), capture_output=True, check=True)
    return dict(zip(texts, done.stdout.decode().split(SEPARATOR)))


def of(report, script):
    texts = set()

    def see(text):
        texts.add(text)
        return text

    labels = _labels(report)
    _walk((report, labels), see)
    texts |= {part for value in report.cells.values() for part in (value.text, value.unit)}
    known = _convert(sorted(texts), script)
    cells = {
        cell: Value(known[value.text], value.state, value.value, known[value.unit]) for cell, value in report.cells.items()
    }
    out = _walk(report, known.__getitem__)
    return replace(out, labels={key: known[value] for key, value in labels.items()}, cells=cells)
