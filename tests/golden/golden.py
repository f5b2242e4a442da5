#!/usr/bin/env python3
"""What the command prints for chosen documents, against what somebody read and found right.

usage: golden.py GONGKAI CORPUS_DIR [--update [NAME ...]]

cases.tsv names each case: a file beside it with the expected output, the expected exit status, and the command's
words. Differences are shown as a diff. --update writes the output of all cases, or of those named, and says which
changed: read the change (git diff) before you commit it, as you would read a change of the code.
"""

import difflib
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def cases():
    for line in (HERE / "cases.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, status, words = line.split("\t")
        yield name, int(status), words.split(" ")


def run(gongkai, corpus, words):
    """Standard output and exit status, in the corpus's folder so that records name files as anybody would."""
    done = subprocess.run([gongkai, *words], cwd=corpus, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return done.stdout.decode("utf-8"), done.returncode


def compare(name, expected, got):
    diff = list(difflib.unified_diff(expected.splitlines(), got.splitlines(), f"{name} (expected)", f"{name} (printed)",
                                     lineterm="", n=1))
    print("\n".join(diff[:60]))
    if len(diff) > 60:
        print(f"... and {len(diff) - 60} more lines")


def update(gongkai, corpus, names):
    known = {name for name, _, _ in cases()}
    if set(names) - known:
        sys.exit(f"golden.py: no case {', '.join(sorted(set(names) - known))}; there are: {', '.join(sorted(known))}")
    for name, status, words in cases():
        if names and name not in names:
            continue
        got, returned = run(gongkai, corpus, words)
        path = HERE / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        if returned != status:
            sys.exit(f"golden.py: {name}: exit status {returned}, cases.tsv expects {status}; nothing written")
        if got != before:
            path.write_text(got, encoding="utf-8")
            print(f"{name}: changed; read it before you commit it")


def check(gongkai, corpus):
    n_failed = n_passed = 0
    for name, status, words in cases():
        got, returned = run(gongkai, corpus, words)
        path = HERE / name
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        if returned == status and got == expected and expected:
            n_passed += 1
            continue
        n_failed += 1
        print(f"{name}: gongkai {' '.join(words)}: exit status {returned}, expected {status}")
        compare(name, expected, got)
    stray = {p.name for p in HERE.iterdir()} - {name for name, _, _ in cases()} - {
        "cases.tsv", "golden.py", "CMakeLists.txt"}
    for name in sorted(stray):
        print(f"{name}: a file that no case names")
    print(f"{n_passed} passed, {n_failed + len(stray)} failed")
    return 1 if n_failed or stray else 0


def main():
    gongkai, corpus, *rest = sys.argv[1:]
    gongkai = str(pathlib.Path(gongkai).resolve())
    if rest[:1] == ["--update"]:
        update(gongkai, corpus, rest[1:])
        return 0
    return check(gongkai, corpus)


if __name__ == "__main__":
    sys.exit(main())
