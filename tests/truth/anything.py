#!/usr/bin/env python3
"""Reports made on the spot, by every writer, against their truth: what nobody thought of checking in.

usage: anything.py GONGKAI GENERATOR_DIR COUNT [FIRST]

Makes the reports FIRST to FIRST + COUNT - 1 (the same ones everywhere) in a temporary folder laid out as the corpus,
and runs the tests of truth and evidence over it.
"""

import pathlib
import sys
import tempfile

import evidence
import truth


def write(folder, generator, numbers):
    """A corpus of these reports."""
    sys.path.insert(0, generator)
    from gen import anything
    from gen import truth as known

    rows = ["file\ttruth\tmaker\tform\tcovers"]
    for document in (d for number in numbers for d in anything.documents(number)):
        made = {
            document.path: document.writer.bytes(),
            f"truth/{document.truth}.tsv": known.cells_tsv(document.report).encode(),
            f"truth/{document.truth}.json": known.record_json(document.report).encode(),
        }
        for path, data in made.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(data)
        rows.append(document.row())
    (folder / "manifest.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def main(gongkai, generator, count, first="1"):
    with tempfile.TemporaryDirectory() as tmp:
        write(pathlib.Path(tmp), generator, range(int(first), int(first) + int(count)))
        return evidence.main(gongkai, tmp) | truth.main(gongkai, tmp)


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
