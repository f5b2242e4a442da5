#!/usr/bin/env python3
"""scaling.py SCALING CORPUS [--bytes N] [--largest N] [--jobs N] [--update]: what documents cost.

Documents that grow in one dimension cost in proportion. Each dimension is run with a quarter of N bytes, half of them, and
all; callgrind counts the instructions, so that the answer is the same on every machine. Judged is

- what the second half of the bytes costs over what the second quarter does: 2 if the cost is linear, 4 if quadratic;
- the arena at its peak with all bytes over that with half of them, likewise;
- the cost of a byte, over that of a byte of a normal report in the same format.

With --largest the cost is that of another, larger document. cachegrind counts its instructions, in a third of the time: all
of a process that makes and reads it less all of one that only makes it.

--update writes the table into README.md beside this file.
"""
import argparse
import concurrent.futures
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile

MAX_GROWTH = 2.5  # what is sorted takes n log n
MAX_COST = 10  # times that of a normal report
FREE = 2e5  # instructions that are not worth a thought
NORMAL = {"docx": "docx/consistent-2021.official.docx", "flat-opc": "flat-opc/consistent-2021.flat-official.xml",
          "odt": "odt/consistent-2021.odt.odt", "fodt": "odt/consistent-2021.fodt.fodt",
          "html": "html/consistent-2021.hidden.html", "mht": "html/consistent-2021.hidden.html",
          "pdf": None, "text": "text/consistent-2021.pipes-end.txt"}
PDF = "converted/pdftotext-bbox-layout.tar.xz"
HERE = pathlib.Path(__file__).resolve().parent


class Run:
    """What one document cost."""

    def __init__(self, line, instructions):
        self.name, size, self.status, _, peak, taken = line.split("\t")
        self.bytes, self.peak, self.taken = int(size), int(peak), int(taken)
        self.instructions = instructions


def counted(scaling, documents):
    """A run for each document, all by one process."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder, "counts")
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", "--toggle-collect=pipeline_run", "--dump-after=pipeline_run",
             f"--callgrind-out-file={out}", scaling, *documents], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{scaling} {' '.join(documents)}: {done.stdout}{done.stderr}")
        lines = done.stdout.splitlines()
        counts = [int(re.search(r"^(?:totals|summary): (\d+)", pathlib.Path(f"{out}.{i + 1}").read_text(), re.M)[1])
                  for i in range(len(lines))]
    return [Run(line, count) for line, count in zip(lines, counts)]


def whole_count(command):
    """The instructions of a whole process, and what it said."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder, "counts")
        done = subprocess.run(["valgrind", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={out}", *command],
                              capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)}: {done.stdout}{done.stderr}")
        return int(re.search(r"^summary: (\d+)", out.read_text(), re.M)[1]), done.stdout.strip()


def counted_alone(scaling, document):
    """The same as counted() of one document."""
    made, _ = whole_count([scaling, "--make", document])
    read, line = whole_count([scaling, document])
    return Run(line, read - made)


def text_bytes(path):
    """The bytes of a document as they are before they are packed."""
    if zipfile.is_zipfile(path):
        return sum(info.file_size for info in zipfile.ZipFile(path).infolist() if info.filename.endswith(".xml"))
    return path.stat().st_size


def normal_costs(scaling, corpus):
    """For each format, the instructions for a byte of a normal report."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: pathlib.Path(corpus, path) for name, path in NORMAL.items() if path}
        with tarfile.open(pathlib.Path(corpus, PDF)) as tar:
            member = next(m for m in tar if m.name.startswith("anything-1."))
            paths["pdf"] = pathlib.Path(folder, "normal.pdf")
            paths["pdf"].write_bytes(b"%PDF-1.7\n" + tar.extractfile(member).read())
        runs = counted(scaling, [str(path) for path in paths.values()])
        return {name: run.instructions / text_bytes(path) for (name, path), run in zip(paths.items(), runs)}


def growth(small, middle, large):
    """What the second half costs over what the second quarter does."""
    return max(0, large - middle) / max(FREE, middle - small)


class Verdict:
    def __init__(self, runs, normal):
        """Three runs whose growth is judged; the last of all, perhaps a fourth, shows the cost."""
        self.runs, self.name = runs, runs[0].name
        self.per_byte = [run.instructions / run.bytes for run in runs]
        self.time = growth(*(run.instructions for run in runs[:3]))
        self.memory = runs[2].peak / max(1, runs[1].peak)
        self.cost = self.per_byte[-1] / normal[self.name.split("/")[0]]

    def complaints(self):
        wrong = ((self.time > MAX_GROWTH, f"time grows by {self.time:.2f}"),
                 (self.memory > MAX_GROWTH, f"memory grows by {self.memory:.2f}"),
                 (self.cost > MAX_COST, f"a byte costs {self.cost:.1f} times one of a normal report"))
        return [text for is_wrong, text in wrong if is_wrong]

    def row(self):
        last = self.runs[-1]
        each = " | ".join(f"{cost:,.0f}" for cost in self.per_byte)
        return (f"| {self.name} | {each} | {self.time:.2f} | {self.cost:.2f} | {last.peak / last.bytes:.1f} | "
                f"{last.taken / last.bytes:.1f} | {last.status} |")


HEAD = """| dimension | instructions a byte, {} | growth | cost | arena | taken | status |
| --- |{} ---: | ---: | ---: | ---: | --- |
"""


def update(table):
    path = HERE / "README.md"
    old = path.read_text()
    begin, end = "<!-- scaling: begin -->\n", "<!-- scaling: end -->"
    head, tail = old[: old.index(begin) + len(begin)], old[old.index(end):]
    path.write_text(head + table + tail)


def main():
    options = argparse.ArgumentParser(usage=__doc__)
    options.add_argument("scaling")
    options.add_argument("corpus", type=pathlib.Path)
    options.add_argument("--bytes", type=int, default=1 << 14)
    options.add_argument("--largest", type=int)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--update", action="store_true")
    given = options.parse_args()
    if not shutil.which("valgrind"):
        print("no valgrind")
        sys.exit(77)
    again = 4  # times the bytes where a step, as of a growing block, may look like growth
    names = subprocess.run([given.scaling, "--list"], capture_output=True, text=True, check=True).stdout.split()
    normal = normal_costs(given.scaling, given.corpus)
    sizes = [given.bytes // 4, given.bytes // 2, given.bytes]

    def judged(share, times=1):
        runs = counted(given.scaling, [f"{name}:{times * size}" for name in share for size in sizes])
        largest = [[counted_alone(given.scaling, f"{name}:{given.largest}")] if given.largest else [] for name in share]
        return [Verdict(runs[3 * i:3 * i + 3] + largest[i], normal) for i in range(len(share))]

    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        done = pool.map(judged, [names[i::given.jobs] for i in range(given.jobs)])
        verdicts = {verdict.name: verdict for share in done for verdict in share}
    for name in names:
        if verdicts[name].complaints():
            verdicts[name], = judged([name], again)
    verdicts = [verdicts[name] for name in names]
    table = f"N is {sizes[0]:,} bytes. A byte of a normal report takes, in instructions: "
    table += ", ".join(f"{name} {cost:,.0f}" for name, cost in normal.items()) + ".\n\n"
    columns = ["N", "2N", "4N"] + ([f"{given.largest:,} bytes"] if given.largest else [])
    table += HEAD.format(" | ".join(columns), " ---: |" * len(columns))
    table += "".join(f"{verdict.row()}\n" for verdict in verdicts)
    print(table, end="")
    if given.update:
        update(table)
    complaints = [f"{verdict.name}: {complaint}" for verdict in verdicts for complaint in verdict.complaints()]
    print(*complaints, sep="\n")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
