#!/usr/bin/env python3
"""What a conversion of a whole archive promises, tried on one: nothing lost, the same bytes however it is run.

usage: proof.py GONGKAI CORPUS [--count N] [--kills N] [--keep FOLDER]

Makes an archive of N inputs (make_archive.py) and converts it to every format with one worker, with two, in processes of
their own, in shares that are merged, and killed at random moments and gone on with: identical bytes each time, a record
for each input, and the same cells in every format. On a full disk: a clear error, and it goes on when there is room.
"""

import argparse
import collections
import csv
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import make_archive

ENDINGS = ("ndjson", "csv", "wide.csv", "sqlite")
TIMEOUT = 1800


class Failed(Exception):
    pass


def require(condition, what):
    if not condition:
        raise Failed(what)


def digest(path):
    with open(path, "rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest() if hasattr(hashlib, "file_digest") else slow_digest(f)


def slow_digest(f):
    total = hashlib.sha256()
    for block in iter(lambda: f.read(1 << 20), b""):
        total.update(block)
    return total.hexdigest()


class Proof:
    def __init__(self, args, folder):
        self.gongkai = str(pathlib.Path(args.gongkai).resolve())
        self.corpus = pathlib.Path(args.corpus)
        self.folder = folder
        self.count, self.kills = args.count, args.kills
        self.archive = folder / "reports.zip"
        self.reference = {}
        self.seconds = {}

    def path(self, name):
        return self.folder / name

    def run(self, *arguments, check=(0, 1), **more):
        call = [self.gongkai, *map(str, arguments)]
        done = subprocess.run(call, capture_output=True, text=True, timeout=TIMEOUT, check=False, cwd=self.folder, **more)
        require(done.returncode in check, f"{' '.join(call)}: status {done.returncode}: {done.stderr[-2000:]}")
        return done

    def convert(self, out, *arguments, **more):
        return self.run("convert", "reports.zip", "-o", out, "--force", *arguments, **more)

    def same(self, ending, path, how):
        require(digest(path) == self.reference[ending], f"{ending}: {how}: other bytes")
        path.unlink()

    # ---- the parts of the proof

    def make(self):
        self.made = make_archive.write(self.corpus, self.count, self.archive)
        require(self.made["inputs"] == self.count, "the archive has as many inputs as were asked for")

    def undisturbed(self):
        for ending in ENDINGS:
            out, started = self.path(f"one.{ending}"), time.monotonic()
            done = self.convert(out, "-j1")
            self.seconds[ending] = time.monotonic() - started
            self.reference[ending] = digest(out)
            require(f"{self.count} inputs" in done.stderr, f"the summary counts all inputs: {done.stderr}")
            require(not self.path(f"one.{ending}.journal").exists(), "no journal is left")
            require(not self.path(f"one.{ending}.partial").exists(), "nothing half-written is left")

    def other_ways(self):
        for ending in ENDINGS:
            for how in (("-j2",), ("-j5",), ("-j2", "--isolate")):
                out = self.path(f"two.{ending}")
                self.convert(out, *how)
                self.same(ending, out, " ".join(how))

    def shares(self):
        for ending in ENDINGS:
            parts = [self.path(f"part{i}.{ending}") for i in (1, 2, 3)]
            for i, part in enumerate(parts, 1):
                self.convert(part, "--shard", f"{i}/3")
            out = self.path(f"merged.{ending}")
            self.run("merge", *reversed(parts), "-o", out, check=(0,))
            self.same(ending, out, "shares merged")
            done = self.run("merge", parts[0], parts[2], "-o", out, check=(1,))
            require("is in none of the files" in done.stderr, done.stderr)
            done = self.run("merge", *parts, parts[1], "-o", out, check=(1,))
            require("is in another file too" in done.stderr, done.stderr)
            require(not out.exists() and not self.path(f"merged.{ending}.partial").exists(), "a failed merge leaves nothing")
            for part in parts:
                part.unlink()

    def killed(self):
        chance = random.Random(self.count)
        for turn in range(self.kills):
            ending = ENDINGS[turn % len(ENDINGS)]
            out = self.path(f"killed.{ending}")
            first = True
            n_killed = 0
            for _ in range(chance.choice((1, 1, 2, 3))):
                call = [self.gongkai, "convert", "reports.zip", "-o", str(out), "-j2", "--resume"]
                with subprocess.Popen(call, cwd=self.folder, stderr=subprocess.DEVNULL) as process:
                    time.sleep(chance.uniform(0, self.seconds[ending] * 0.7))
                    process.kill()
                n_killed += process.returncode == -signal.SIGKILL
                first = False
                if out.exists():
                    break
            if not out.exists():
                self.run("convert", "reports.zip", "-o", out, "-j2", "--resume")
            self.same(ending, out, f"killed {n_killed} times")
            require(not pathlib.Path(f"{out}.journal").exists(), "no journal is left")

    def interrupted(self):
        for ending in ("ndjson", "sqlite"):
            out = self.path(f"interrupted.{ending}")
            call = [self.gongkai, "convert", "reports.zip", "-o", str(out), "-j2"]
            with subprocess.Popen(call, cwd=self.folder, stderr=subprocess.PIPE, text=True) as process:
                time.sleep(self.seconds[ending] * 0.3)
                process.send_signal(signal.SIGINT)
                said = process.stderr.read()
            if process.returncode == 130:
                require("--resume" in said, f"it says how to go on: {said}")
                done = self.run("convert", "reports.zip", "-o", out, check=(1,))
                require("--resume" in done.stderr, f"a second run does not spoil it: {done.stderr}")
                self.run("convert", "reports.zip", "-o", out, "--resume")
            self.same(ending, out, "interrupted")

    def full_disk(self):
        """On a file system too small for the output; then it grows."""
        mount = self.path("small")
        mount.mkdir()
        size = max(os.path.getsize(self.path("one.ndjson")) // 3, 65536)
        words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(mount)]
        if subprocess.run(words, capture_output=True, check=False).returncode != 0:
            print("full disk: skipped, no file system can be mounted here")
            return
        try:
            for ending in ("ndjson", "sqlite"):
                out = mount / f"full.{ending}"
                done = self.run("convert", "reports.zip", "-o", out, check=(1,))
                require("--resume" in done.stderr and not out.exists(), f"it says that the disk is full: {done.stderr}")
                subprocess.run(["mount", "-o", "remount,size=4g", str(mount)], check=True)
                self.run("convert", "reports.zip", "-o", out, "--resume")
                self.same(ending, out, "disk full")
                subprocess.run(["mount", "-o", f"remount,size={size}", str(mount)], check=True)
        finally:
            subprocess.run(["umount", str(mount)], check=False)

    def changed(self):
        """A run over other inputs is not gone on with."""
        out = self.path("changed.ndjson")
        journal = pathlib.Path(f"{out}.journal")
        journal.write_text("gongkai convert 1 " + "0" * 64 + "\n")
        done = self.run("convert", "reports.zip", "-o", out, "--resume", check=(1,))
        require("other inputs or options" in done.stderr, done.stderr)
        require(journal.exists(), "what is not ours is left alone")
        journal.unlink()

    # ---- what is in the outputs

    def records(self):
        with open(self.path("one.ndjson"), encoding="utf-8") as f:
            for line in f:
                yield json.loads(line)

    def complete(self):
        kinds = collections.Counter()
        for number, record in enumerate(self.records(), 1):
            require(record["source"]["ordinal"] == number, f"record {number} is in its place")
            require(record["source"]["name"] == "reports.zip" and record["source"]["member"], "it says where it is from")
            error = record.get("error")
            kinds["others" if error and error["code"] == "not-a-document" else "broken" if error else "reports"] += 1
        require(sum(kinds.values()) == self.count, f"as many records as inputs: {kinds}")
        for kind in kinds:
            require(kinds[kind] == self.made[kind], f"{kind}: {kinds[kind]} of {self.made[kind]}")
        members = [record["source"]["member"] for record in self.records()]
        require(not any("\ufffd" in member or "\\" in member for member in members), "names come out right")
        require(sum("年/" in member for member in members) == self.count, "names in GBK come out right")
        require(any("内层.zip/" in member for member in members), "archives in archives in archives are read")

    def agreement(self):
        """Every number of the records, and nothing else, is in the tidy table, the wide one and the database."""
        database = sqlite3.connect(self.path("one.sqlite"))
        require(database.execute("pragma integrity_check").fetchall() == [("ok",)], "the database is sound")
        require(database.execute("pragma foreign_key_check").fetchall() == [], "its references hold")
        n_records = database.execute("select count(*) from source").fetchone()[0]
        require(n_records == self.count, "it has as many sources as inputs")
        query = "select source_id, cell, state, value from cells"
        stored = collections.defaultdict(dict)
        for ordinal, cell, state, value in database.execute(query):
            stored[ordinal][cell] = (state, value)
        tidy = self.csv_cells()
        wide = self.csv_wide()
        for record in self.records():
            ordinal = record["source"]["ordinal"]
            cells = cells_of(record)
            require(stored.get(ordinal, {}) == cells, f"record {ordinal}: the database differs")
            require(tidy.get(ordinal, {}) == cells, f"record {ordinal}: the table of cells differs")
            numbers = {cell: value for cell, (state, value) in cells.items() if state == "number"}
            require(wide[ordinal] == numbers, f"record {ordinal}: the table of reports differs")

    def rows(self, ending):
        with open(self.path(f"one.{ending}"), encoding="utf-8", newline="") as f:
            yield from csv.DictReader(f, strict=True)

    def csv_cells(self):
        out = collections.defaultdict(dict)
        for row in self.rows("csv"):
            if row["cell"]:
                out[int(row["ordinal"])][row["cell"]] = (row["state"], number(row["value"]))
        return out

    def csv_wide(self):
        out = {}
        for row in self.rows("wide.csv"):
            cells = {k: v for k, v in row.items() if k.split(".")[0] in ("disclosure", "requests", "disputes")}
            out[int(row["ordinal"])] = {k: number(v) for k, v in cells.items() if is_number(v)}
        require(len(out) == self.count, "the table of reports has a row for each input")
        return out


def is_number(text):
    return text.lstrip("-")[:1].isdigit()


def number(text):
    return None if text == "" else float(text) if "." in text else int(text)


def cells_of(record):
    """Cell -> (state, value) of a record, as the database has them."""
    out = {cell: (state, None) for cell, state in (record.get("states") or {}).items()}
    stack = [(table, record.get(table)) for table in ("disclosure", "requests", "disputes")]
    while stack:
        cell, value = stack.pop()
        if isinstance(value, dict):
            stack += [(f"{cell}.{key}", inner) for key, inner in value.items()]
        elif value is not None:
            out[cell] = ("number", value)
    return out


PARTS = ("make", "undisturbed", "complete", "agreement", "other_ways", "shares", "killed", "interrupted", "full_disk", "changed")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gongkai")
    parser.add_argument("corpus")
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--keep", type=pathlib.Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or pathlib.Path(scratch)
        folder.mkdir(exist_ok=True)
        proof = Proof(args, folder)
        failed = 0
        for part in PARTS:
            started = time.monotonic()
            try:
                getattr(proof, part)()
                print(f"{part}: {time.monotonic() - started:.1f} s", flush=True)
            except Failed as why:
                print(f"{part}: FAILED: {why}", flush=True)
                failed += 1
                if part in ("make", "undisturbed"):
                    break
        print(f"{len(PARTS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
