#!/usr/bin/env python3
"""Documents on which a library crashes, hangs or eats all memory cost only themselves, with --isolate.

usage: isolate.py GONGKAI CORPUS MISBEHAVE.so

MISBEHAVE.so is preloaded: it makes the HTML parser fail in the way that a page asks for. Exits with 77 where programs are
built with a sanitizer, which does not let itself be preloaded.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

GONGKAI, CORPUS, MISBEHAVE = (str(pathlib.Path(argument).resolve()) for argument in sys.argv[1:4])
GOOD = next(p for p in sorted(pathlib.Path(CORPUS, "html").iterdir()) if p.suffix == ".html").read_bytes()
WAYS = {
    "crash": ("crashed", "signal 11"),
    "abort": ("crashed", "signal 6"),
    "exit": ("crashed", "exit status 3"),
    "sleep": ("timeout", "longer than"),
    "spin": ("timeout", "longer than"),
    "eat": ("crashed", "signal 6"),
}


def convert(folder, *arguments):
    environment = {**os.environ, "LD_PRELOAD": MISBEHAVE}
    call = [GONGKAI, "convert", "in", "--to", "ndjson", *arguments]
    done = subprocess.run(call, cwd=folder, env=environment, capture_output=True, timeout=300, check=False)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()


class Isolated(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.scratch.name)
        (self.folder / "in").mkdir()

    def tearDown(self):
        self.scratch.cleanup()

    def put(self, name, way=None):
        page = GOOD.replace(b"</body>", f"<p>please-{way}</p></body>".encode()) if way else GOOD
        (self.folder / "in" / name).write_bytes(page)

    def check(self, records, expected):
        self.assertEqual([record["source"]["ordinal"] for record in records], list(range(1, len(expected) + 1)))
        for record, way in zip(records, expected):
            with self.subTest(way=way):
                if way is None:
                    self.assertNotIn("error", record)
                    continue
                code, detail = WAYS[way]
                self.assertEqual(record["error"]["code"], code)
                self.assertIn(detail, record["error"]["detail"])
                self.assertEqual(record["source"]["format"], "html")

    def test_each_way(self):
        """Between good ones, which are read as if nothing had been; the same with any number of workers."""
        expected = []
        for number, way in enumerate(WAYS):
            self.put(f"{2 * number:02}.html")
            self.put(f"{2 * number + 1:02}.html", way)
            expected += [None, way]
        self.put("99.html")
        expected.append(None)
        results = [convert(self.folder, "--isolate", "--timeout", "2", jobs)[:2] for jobs in ("-j1", "-j3")]
        for status, records in results:
            self.assertEqual(status, 1)
            self.check(records, expected)
        self.assertEqual(results[0], results[1])

    def test_a_run_of_them(self):
        for number in range(30):
            self.put(f"{number:02}.html", "crash" if number % 3 else None)
        status, records, _ = convert(self.folder, "--isolate", "-j2")
        self.assertEqual(status, 1)
        self.check(records, ["crash" if number % 3 else None for number in range(30)])

    def test_without_it_the_run_ends(self):
        """So that the test is known to test something."""
        self.put("0.html")
        self.put("1.html", "crash")
        self.assertEqual(convert(self.folder)[0], -11)

    def test_nothing_is_left_running(self):
        self.put("0.html", "sleep")
        self.put("1.html")
        convert(self.folder, "--isolate", "--timeout", "1", "-j2")
        found = subprocess.run(["pgrep", "-f", f"^{GONGKAI} worker|^gongkai worker"], capture_output=True, check=False)
        self.assertEqual(found.stdout, b"")


class Worker(unittest.TestCase):
    def test_is_not_for_people(self):
        done = subprocess.run([GONGKAI, "worker"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"--isolate", done.stderr)


if __name__ == "__main__":
    if subprocess.run([GONGKAI, "--version"], env={**os.environ, "LD_PRELOAD": MISBEHAVE}, capture_output=True, check=False).returncode != 0:
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
