#!/usr/bin/env python3
"""Pairs of reports made on the spot, each compared in both orders, against what is known of them.

usage: pairs.py GONGKAI GENERATOR_DIR COUNT [FIRST]

Makes the pairs FIRST to FIRST + COUNT - 1 (the same ones everywhere); each report is written in a format of its own, so
that nothing may depend on it.
"""

import collections
import decimal
import json
import pathlib
import subprocess
import sys
import tempfile

STATUS = {True: 1, False: 0}


def run(gongkai, before, after):
    """The comparison's record, and the exit status."""
    done = subprocess.run([gongkai, "diff", "--json", before, after], stdout=subprocess.PIPE, check=False)
    return json.loads(done.stdout, parse_float=decimal.Decimal), done.returncode


def differ(what, want, got):
    """Lines on the keys that differ."""
    return [f"{what} {key}: {got.get(key)} instead of {want.get(key)}"
            for key in sorted({*want, *got}) if want.get(key) != got.get(key)]


def leaf(value):
    return int(value) if value is not None and value == int(value) else value


def problems(pairs, record, status, a, b):
    """What is wrong with the record of a and b."""
    earlier, later = (a, b) if a.year < b.year else (b, a)
    cells = record["cells"]
    found = {item["cell"]: leaf(item["difference"]) for item in cells["items"]}
    out = differ("cell", {cell: leaf(d) for cell, d in pairs.changes(a, b).items()}, found)
    out += [] if all(item["changed"] for item in cells["items"]) else ["an unchanged cell is shown"]
    links = pairs.link_checks(earlier, later)
    found = {check["rule"]: (check["status"], leaf(check["left"]), leaf(check["right"])) for check in record["links"]}
    out += differ("link", {rule: (s, leaf(x), leaf(y)) for rule, (s, x, y) in links.items()}, found)
    if status != STATUS[any(s == "fail" for s, _, _ in links.values())]:
        out.append(f"exit status {status}")
    shares = pairs.text_shares(earlier, later)
    length = "after" if later is b else "before"
    found = {s["id"]: (s[length], s["repeated"], s["repeated_masked"], s["same"]) for s in record["text"]["sections"]}
    out += differ("text of", shares, found)
    wanted = {"year", "published"} | ({"form"} if a.form != b.form else set())
    out += differ("metadata", dict.fromkeys(wanted, True), dict.fromkeys(record["metadata"], True))
    return out


def survey(pairs, record):
    """What a pair has of everything that can be found, for the test of the generator."""
    seen = collections.Counter(f"link {check['status']}" for check in record["links"])
    for section in record["text"]["sections"]:
        seen["section same"] += section["same"]
        seen["section part"] += 0 < section["repeated"] < section["repeated_masked"]
    seen["no difference"] += any(item["difference"] is None for item in record["cells"]["items"])
    seen["forms"] += bool(record["cells"]["only"])
    return seen


def write(folder, writer):
    path = folder / f"{writer.report.name.replace('/', '-')}.{writer.suffix}"
    path.write_bytes(writer.bytes())
    return str(path)


def main(gongkai, generator, count, first="1"):
    sys.path.insert(0, generator)
    from gen import pairs
    from gen.docx import Docx
    from gen.html import Html
    from gen.odt import Odt
    from gen.text import Dump

    writers = (Docx, Html, Odt, Dump)
    seen, n_failed = collections.Counter(), 0
    with tempfile.TemporaryDirectory() as tmp:
        for number in range(int(first), int(first) + int(count)):
            pair = pairs.pair(number)
            reports = (pair.before, pair.after)
            paths = [write(pathlib.Path(tmp), writers[(number + i * (1 + number % 3)) % 4](it)) for i, it in enumerate(reports)]
            for order in ((0, 1), (1, 0)):
                record, status = run(gongkai, *(paths[i] for i in order))
                wrong = problems(pairs, record, status, *(reports[i] for i in order))
                n_failed += bool(wrong)
                for line in wrong[:6]:
                    print(f"{pair.name} {order}: {line}")
                seen += survey(pairs, record)
    print(", ".join(f"{what}: {n}" for what, n in sorted(seen.items())))
    kinds = ("link pass", "link fail", "link not_assessable", "section same", "section part", "no difference", "forms")
    missing = [kind for kind in kinds if not seen[kind]]
    if missing:
        print(f"no pair shows: {', '.join(missing)}")
    print(f"{2 * int(count) - n_failed} passed, {n_failed} failed")
    return 1 if n_failed or missing else 0


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
