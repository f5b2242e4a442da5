#!/usr/bin/env python3
"""coverage.py BUILD [--html FOLDER]: which lines of parser/ and model/ the tests reach, and which the fuzz corpus alone.

Reads the counters that a build with --coverage left after ctest: those of the fuzz targets' replay programs lie apart, in
BUILD/fuzz-counters, where fuzz/CMakeLists.txt has them written. Fails if a measure is below its floor, or if lines are not
reached that its list, tests.txt or fuzz.txt beside this file, does not give the reason of.
"""
import argparse
import collections
import fnmatch
import json
import os
import pathlib
import subprocess
import sys

from pages import write_pages

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LIBRARIES = ("gk_parser.dir", "gk_model.dir", "gk_archive.dir", "gk_database.dir")
HALVES = ("parser", "model")
MEASURES = {"tests": "the tests", "fuzz": "the fuzz corpus alone"}


class Line:
    """What is known of a line of a source: a header's is compiled many times, the counts are those of all."""

    def __init__(self, function):
        self.function, self.count, self.branches = function, 0, []

    def add(self, found):
        self.count += found["count"]
        counts = [branch["count"] for branch in found["branches"]]  # threads that count at once may bring one below 0
        if len(counts) == len(self.branches):
            self.branches = [a + b for a, b in zip(self.branches, counts)]
        elif len(counts) > len(self.branches):
            self.branches = counts


def notes_of(build):
    """The compiler's notes of the library's files."""
    return sorted(path for library in LIBRARIES for path in build.glob(f"**/{library}/**/*.gcno")
                  if not path.is_symlink())


def beside(notes, counters):
    """The notes, linked to where the counters are: gcov looks for both in one folder."""
    linked = []
    for path in notes:
        link = counters / path.relative_to("/")
        link.parent.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(path)
        linked.append(link)
    return linked


def read_counters(notes):
    """{source: {line number: Line}} of the library's own sources."""
    sources = collections.defaultdict(dict)
    done = subprocess.run(["gcov", "--json-format", "--stdout", "--branch-probabilities", *map(str, notes)],
                          capture_output=True, text=True)
    if done.returncode != 0: # the counters of another build, say
        sys.exit("\n".join(done.stderr.splitlines()[-3:]))
    for unit in done.stdout.splitlines():
        unit = json.loads(unit)
        for source in unit["files"]:
            path = pathlib.Path(os.path.normpath(os.path.join(unit["current_working_directory"], source["file"])))
            if not path.is_relative_to(ROOT) or path.relative_to(ROOT).parts[0] not in HALVES:
                continue
            lines = sources[str(path.relative_to(ROOT))]
            for found in source["lines"]:
                lines.setdefault(found["line_number"], Line(found.get("function_name", ""))).add(found)
    return sources


class Tally:
    """Lines and branches, and how many of them were reached."""

    def __init__(self):
        self.lines, self.lines_reached, self.branches, self.branches_reached = 0, 0, 0, 0

    def add(self, line):
        self.lines += 1
        self.lines_reached += line.count != 0
        self.branches += len(line.branches)
        self.branches_reached += sum(count != 0 for count in line.branches)

    def percent(self, what):
        of = getattr(self, what)
        return 100 * getattr(self, what + "_reached") / of if of else 100.0


def tally_folders(sources):
    """{folder: Tally}, and of all under ""."""
    tallies = collections.defaultdict(Tally)
    for path, lines in sources.items():
        for line in lines.values():
            for folder in (str(pathlib.Path(path).parent), ""):
                tallies[folder].add(line)
    return tallies


def show(tallies):
    """The table of all measures, a folder a line."""
    print(f"{'':24}" + "".join(f"{text:>26}" for text in MEASURES.values()))
    print(f"{'folder':24}{'lines':>8}" + f"{'% lines':>10}{'% branches':>12}    " * len(MEASURES))
    folders = sorted(folder for folder in tallies["tests"] if folder)
    for folder in [*folders, ""]:
        row = f"{folder or 'all':24}{tallies['tests'][folder].lines:>8}"
        for measure in MEASURES:
            tally = tallies[measure][folder]
            row += f"{tally.percent('lines'):>10.2f}{tally.percent('branches'):>12.2f}    "
        print(row.rstrip())


class Expected:
    """A measure's list: floors; and under each reason, with how many lines that are not reached it is good for, patterns
    of file:function, or of file:function: and the text of the line."""

    def __init__(self, path):
        self.floors, self.allowed = {}, {}
        for text in path.read_text(encoding="utf-8").splitlines():
            if text.startswith("floor "):
                _, what, percent = text.split()
                self.floors[what] = float(percent)
            elif text.startswith("  "):
                pattern, n = text.strip().rsplit(maxsplit=1)
                self.allowed[pattern if ": " in pattern else f"{pattern}: *"] = int(n)


def missed_lines(sources):
    """(file:function: text, file:line number) of each line that is not reached."""
    for path, lines in sorted(sources.items()):
        texts = (ROOT / path).read_text(encoding="utf-8").splitlines()
        for number, line in sorted(lines.items()):
            if line.count == 0:
                yield f"{path}:{line.function}: {texts[number - 1].strip()}", f"{path}:{number}"


def judge(measure, sources, tally):
    """What is wrong with a measure, a sentence each."""
    expected = Expected(HERE / f"{measure}.txt")
    for what, floor in expected.floors.items():
        if tally.percent(what) < floor:
            yield f"{tally.percent(what):.2f} % of {what} are reached, and the floor is {floor} %"
    found = collections.defaultdict(list)
    for text, place in missed_lines(sources):
        pattern = next((pattern for pattern in expected.allowed if fnmatch.fnmatchcase(text, pattern)), None)
        if pattern is None:
            yield f"not reached, and not listed: {place} ({text})"
        else:
            found[pattern].append(place)
    for pattern, n in expected.allowed.items():
        if len(found[pattern]) > n:
            places = " ".join(found[pattern])
            yield f"{len(found[pattern])} lines of {pattern} are not reached, and listed are {n}: {places}"
        if not found[pattern]:
            yield f"all of {pattern} is reached, and listed all the same"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--html", type=pathlib.Path)
    options = parser.parse_args()
    notes = notes_of(options.build.resolve())
    if not notes:
        sys.exit(f"{options.build}: not a build with --coverage")
    sources = {"tests": read_counters(notes),
               "fuzz": read_counters(beside(notes, options.build.resolve() / "fuzz-counters"))}
    tallies = {measure: tally_folders(sources[measure]) for measure in MEASURES}
    show(tallies)
    if options.html:
        write_pages(ROOT, sources, options.html)
    wrong = 0
    for measure in MEASURES:
        for sentence in judge(measure, sources[measure], tallies[measure][""]):
            print(f"{measure}: {sentence}")
            wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
