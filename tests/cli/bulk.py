#!/usr/bin/env python3
"""usage: bulk.py GONGKAI CORPUS: the verbs convert and merge as a person meets them: options, errors, what is left behind."""

import csv
import io
import json
import pathlib
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

GONGKAI, CORPUS = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
ARCHIVE = CORPUS / "archive/reports.zip"
GOOD = CORPUS / "text/consistent-2019.dump.txt"
BAD = CORPUS / "hostile/truncated.docx"
N_INPUTS = 28


class Bulk(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.scratch.name)

    def tearDown(self):
        self.scratch.cleanup()

    def run_verb(self, *arguments, **more):
        """(exit status, stdout, stderr)."""
        call = [GONGKAI, *map(str, arguments)]
        done = subprocess.run(call, cwd=self.folder, capture_output=True, check=False, **more)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def convert(self, *arguments, **more):
        return self.run_verb("convert", *arguments, **more)

    def left(self):
        return sorted(p.name for p in self.folder.iterdir())

    def test_usage(self):
        cases = {
            (): "no INPUT",
            (ARCHIVE,): "give -o OUT",
            (ARCHIVE, "-o", "out.doc"): "names no format",
            (ARCHIVE, "--to", "xml"): "--to is",
            (ARCHIVE, "--to", "sqlite"): "a database needs -o OUT",
            (ARCHIVE, "--to", "ndjson", "--resume"): "--resume needs -o OUT",
            (ARCHIVE, "-o", "a.csv", "--resume", "--force"): "one of them",
            (ARCHIVE, "-o", "a.ndjson", "--excel"): "--excel is for csv",
            (ARCHIVE, "-o", "a.csv", "-j", "0"): "--jobs is a number",
            (ARCHIVE, "-o", "a.csv", "-j", "2x"): "--jobs is a number",
            (ARCHIVE, "-o", "a.csv", "--shard", "3/2"): "--shard is I/N",
            (ARCHIVE, "-o", "a.csv", "--progress", "loud"): "--progress is",
        }
        for arguments, message in cases.items():
            with self.subTest(arguments=arguments):
                status, out, err = self.convert(*arguments)
                self.assertEqual((status, out), (2, ""))
                self.assertIn(message, err)
        for arguments, message in {(): "no SHARE", ("a.csv",): "give -o OUT", ("a.csv", "-o", "b"): "names no format"}.items():
            status, out, err = self.run_verb("merge", *arguments)
            self.assertEqual((status, out), (2, ""))
            self.assertIn(message, err)
        self.assertEqual(self.left(), [])

    def test_summary_and_records(self):
        status, out, err = self.convert(ARCHIVE, "--to", "ndjson")
        records = [json.loads(line) for line in out.splitlines()]
        self.assertEqual((status, len(records)), (1, N_INPUTS))
        self.assertIn(f"{N_INPUTS} inputs: 24 read, 2 refused, 2 skipped", err)
        self.assertIn("未传完.docx: truncated", err)
        self.assertIn("通知.txt: not-a-report", err)
        self.assertNotIn("\r", err)  # no bar where nobody sees it
        self.assertEqual(self.convert(ARCHIVE, "--to", "ndjson", "-q")[2], "")

    def test_a_record_is_that_of_dump(self):
        _, converted, _ = self.convert(GOOD, "--to", "ndjson", "--evidence", "-q")
        _, dumped, _ = self.run_verb("dump", "--evidence", GOOD)
        record = json.loads(converted)
        self.assertEqual(record["source"].pop("ordinal"), 1)
        self.assertEqual(record, json.loads(dumped))

    def test_what_there_is_is_not_replaced(self):
        out = self.folder / "out.ndjson"
        out.write_text("mine\n")
        status, _, err = self.convert(GOOD, "-o", out.name)
        self.assertEqual(status, 1)
        self.assertIn("give --force to replace it", err)
        self.assertEqual(out.read_text(), "mine\n")
        self.assertEqual(self.convert(GOOD, "-o", out.name, "--force")[0], 0)
        self.assertEqual(len(out.read_text().splitlines()), 1)
        self.assertEqual(self.left(), ["out.ndjson"])

    def test_errors_leave_nothing(self):
        for out in ("no/such/folder/out.ndjson", "no/such/folder/out.sqlite"):
            status, _, err = self.convert(GOOD, "-o", out)
            self.assertEqual(status, 1)
            self.assertIn("No such file or directory", err)
        self.assertEqual(self.convert(GOOD, "-o", "out.ndjson", "--log", "no/log")[0], 1)
        (self.folder / "out.ndjson.partial").mkdir()
        self.assertEqual(self.convert(GOOD, "-o", "out.ndjson", "--force")[0], 1)
        self.assertEqual(self.left(), ["out.ndjson.partial"])

    def test_standard_output_that_is_full(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([GONGKAI, "convert", ARCHIVE, "--to", "csv"], stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"standard output: No space left on device", done.stderr)

    def test_list_of_names(self):
        names = "\0".join(map(str, (GOOD, BAD, ARCHIVE))).encode()
        status, out, _ = self.convert("--files0-from", "-", "--to", "ndjson", "-q", input=names)
        records = [json.loads(line) for line in out.splitlines()]
        self.assertEqual((status, len(records)), (1, 2 + N_INPUTS))
        self.assertEqual([r["source"]["name"] for r in records[:2]], [str(GOOD), str(BAD)])

    def test_standard_input_is_an_archive(self):
        status, out, _ = self.convert("-", "--to", "ndjson", "-q", input=ARCHIVE.read_bytes())
        self.assertEqual((status, len(out.splitlines())), (1, N_INPUTS))

    def test_progress_for_programs(self):
        _, _, err = self.convert(ARCHIVE, "-o", "out.csv", "-q", "--progress=json")
        last = json.loads(err.splitlines()[-1])
        self.assertEqual((last["inputs"], last["read"], last["refused"], last["skipped"]), (N_INPUTS, 24, 2, 2))
        self.assertEqual(last["total_bytes"], ARCHIVE.stat().st_size)
        self.assertLessEqual(last["bytes"], last["total_bytes"])

    def test_log(self):
        self.convert(ARCHIVE, "-o", "out.csv", "-q", "--log", "log.txt")
        log = (self.folder / "log.txt").read_text()
        self.assertIn(f"{ARCHIVE}/未传完.docx: error: the file is cut off", log)
        self.assertIn("2020年.zip/2020年度报告/", log)
        lines = [line for line in log.splitlines() if ": error: " in line and line.split(": ")[-1].count("(truncated)")]
        self.assertLessEqual(len(lines), 1)

    def test_its_own_files_are_no_inputs(self):
        (self.folder / "sub").mkdir()
        (self.folder / "sub/report.txt").write_bytes(GOOD.read_bytes())
        for turn in range(2):
            status, _, err = self.convert(".", "-o", "sub/out.sqlite", "--log", "log.txt", "--force")
            self.assertEqual((turn, status), (turn, 0), err)
            self.assertIn("1 input: 1 read", err)

    def test_excel(self):
        self.convert(ARCHIVE, "-o", "out.wide.csv", "--excel", "-q")
        raw = (self.folder / "out.wide.csv").read_bytes()
        self.assertTrue(raw.startswith(b"\xef\xbb\xbf"))
        self.assertEqual(raw.count(b"\r\n"), raw.count(b"\n"))
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))
        self.assertEqual(len(rows), 1 + N_INPUTS)
        self.assertTrue(any("\u4e00" <= c <= "\u9fff" for c in rows[0][0]))

    def test_interrupted_and_gone_on_with(self):
        (self.folder / "in").mkdir()
        for number in range(400):
            (self.folder / f"in/{number:03}.txt").write_bytes(GOOD.read_bytes())
        self.convert("in", "-o", "whole.sqlite", "-q")
        call = [GONGKAI, "convert", "in", "-o", "out.sqlite", "-j1"]
        with subprocess.Popen(call, cwd=self.folder, stderr=subprocess.PIPE, text=True) as process:
            while not (self.folder / "out.sqlite.partial").exists():
                time.sleep(0.001)
            process.send_signal(signal.SIGTERM)
            err = process.stderr.read()
        self.assertEqual(process.returncode, 128 + signal.SIGTERM)
        self.assertIn("give the same command with --resume", err)
        self.assertFalse((self.folder / "out.sqlite").exists())
        status, _, err = self.convert("in", "-o", "out.sqlite")
        self.assertEqual(status, 1)
        self.assertIn("give --resume to go on", err)
        self.assertEqual(self.convert("in", "-o", "out.sqlite", "--resume", "-q")[0], 0)
        self.assertEqual((self.folder / "out.sqlite").read_bytes(), (self.folder / "whole.sqlite").read_bytes())
        self.assertEqual(self.convert("in", "-o", "out.sqlite", "--resume")[0], 1)  # it is done

    def test_resume_sees_that_inputs_have_changed(self):
        (self.folder / "in").mkdir()
        for number in range(400):
            (self.folder / f"in/{number:03}.txt").write_bytes(GOOD.read_bytes())
        text = self.convert("in", "--to", "ndjson", "-q")[1].encode()
        journal = self.folder / "out.ndjson.journal"
        call = [GONGKAI, "convert", "in", "-o", "out.ndjson", "-j1"]
        with subprocess.Popen(call, cwd=self.folder, stderr=subprocess.DEVNULL) as process:
            while not journal.exists() or b"\n" not in journal.read_bytes():
                time.sleep(0.001)
            process.kill()
        # As if it had come to the tenth input, which was another one then.
        lines = text.splitlines(keepends=True)
        (self.folder / "out.ndjson.partial").write_bytes(b"".join(lines[:10]))
        head = journal.read_bytes().split(b"\n")[0] + b"\n"
        size = len(b"".join(lines[:10]))
        journal.write_bytes(head + f"mark 10 {size} {'0' * 32} read=10\n".encode())
        status, _, err = self.convert("in", "-o", "out.ndjson", "--resume")
        self.assertEqual(status, 1)
        self.assertIn("the inputs are not what they were", err)

    def test_merge_refuses_what_is_no_share(self):
        self.convert(ARCHIVE, "-o", "one.ndjson", "-q", "--shard", "1/2")
        self.convert(ARCHIVE, "-o", "two.ndjson", "-q", "--shard", "2/2")
        self.convert(ARCHIVE, "-o", "two.sqlite", "-q", "--shard", "2/2")
        (self.folder / "bad.ndjson").write_text('{"a":1}\n')
        (self.folder / "cut.ndjson").write_bytes((self.folder / "two.ndjson").read_bytes()[:-5])
        for shares, out, message in (
            (("one.ndjson", "bad.ndjson"), "m.ndjson", "is not what 'gongkai convert' writes"),
            (("one.ndjson", "cut.ndjson"), "m.ndjson", "its end is missing"),
            (("one.ndjson", "none.ndjson"), "m.ndjson", "No such file"),
            (("one.ndjson",), "m.ndjson", "is in none of the files"),
            (("one.ndjson", "two.ndjson"), "m.sqlite", "one.ndjson"),
            (("two.sqlite",), "m.sqlite", "is in none of the files"),
        ):
            with self.subTest(shares=shares, out=out):
                status, _, err = self.run_verb("merge", *shares, "-o", out)
                self.assertEqual(status, 1)
                self.assertIn(message, err)
                self.assertFalse([name for name in self.left() if name.startswith("m.")])
        self.assertEqual(self.run_verb("merge", "two.ndjson", "one.ndjson", "-o", "m.ndjson")[0], 0)
        self.assertEqual(self.run_verb("merge", "two.ndjson", "one.ndjson", "-o", "m.ndjson")[0], 1)  # it exists

    def test_a_question_of_the_readme(self):
        self.convert(ARCHIVE, "-o", "reports.sqlite", "-q")
        with sqlite3.connect(self.folder / "reports.sqlite") as database:
            rows = database.execute("SELECT agency, year, column_label, carried_out, carried_in FROM year_on_year WHERE NOT agrees").fetchall()
        self.assertGreater(len(rows), 10)
        self.assertIn("砚池县人民政府", {row[0] for row in rows})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
