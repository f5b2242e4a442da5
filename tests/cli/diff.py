#!/usr/bin/env python3
"""usage: diff.py GONGKAI CORPUS: the verb diff: what it shows, its records, its exit status."""
import copy
import json
import os
import pathlib
import pty
import subprocess
import sys
import unittest

from canonical import canonical, without_repeated_keys
from documents import corpus_documents

try:
    import jsonschema
except ImportError:
    jsonschema = None

GONGKAI, CORPUS = sys.argv[1], pathlib.Path(sys.argv[2])
WORD = str(CORPUS / "docx/consistent-2021.plain.docx")
PIPES = str(CORPUS / "text/consistent-2021.pipes-cells.txt")  # the same report
NEXT = str(CORPUS / "docx/labels-2022.official.docx")  # of the same agency, a year later
OTHER = str(CORPUS / "text/consistent-2020.rows-lost.txt")  # of another agency, on the other form


def run(*arguments, **more):
    """(exit status, stdout, stderr) of a call."""
    environment = {**os.environ, "TERM": "xterm", **more.pop("env", {})}
    done = subprocess.run([GONGKAI, "diff", *arguments], capture_output=True, check=False, env=environment, **more)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def record(*arguments):
    return json.loads(run("--json", *arguments)[1], object_pairs_hook=without_repeated_keys)


def leaf(report, cell):
    for part in cell.split("."):
        report = report[part]
    return report


def dump(path):
    return json.loads(subprocess.run([GONGKAI, "dump", path], stdout=subprocess.PIPE, check=True).stdout)


class Shown(unittest.TestCase):
    def test_the_same_report_in_two_formats(self):
        status, out, err = run(WORD, PIPES)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("变化 0 格", out)
        self.assertIn("同为2021年度", out)
        self.assertNotIn("%", out.replace("相同 100.0%，不计数字 100.0%", ""))
        compared = record(WORD, PIPES)
        self.assertEqual((compared["metadata"], compared["links"], compared["years"]), ([], [], "same"))
        self.assertEqual(compared["text"]["share"], 1)
        self.assertEqual(
            [section["same"] for section in compared["text"]["sections"]],
            [section["after"] > 0 for section in compared["text"]["sections"]],
        )

    def test_cells_are_those_of_dump(self):
        a, b = dump(WORD), dump(NEXT)
        for item in record("--all", WORD, NEXT)["cells"]["items"]:
            cell = item["cell"]
            for side, of in (("before", a), ("after", b)):
                self.assertEqual(item[side]["state"], of["states"].get(cell, "number"))
                self.assertEqual(item[side]["value"], leaf(of, cell))
                self.assertEqual(item[side]["unit"], of["units"].get(cell))
            self.assertEqual(item["changed"], any(item["before"][k] != item["after"][k] for k in ("state", "value")))

    def test_order(self):
        forth, back = record("--all", WORD, NEXT), record("--all", NEXT, WORD)
        self.assertEqual((forth["years"], forth["later"]), ("next", "after"))
        self.assertEqual((back["years"], back["later"]), ("next", "before"))
        self.assertEqual(forth["links"], back["links"])
        self.assertEqual(forth["text"]["share"], back["text"]["share"])
        self.assertEqual((forth["before"], forth["after"]), (back["after"], back["before"]))
        self.assertEqual([d["code"] for d in back["diagnostics"]], ["years-reversed"])
        for one, other in zip(forth["cells"]["items"], back["cells"]["items"]):
            self.assertEqual((one["before"], one["after"]), (other["after"], other["before"]))
            self.assertEqual(one["difference"], other["difference"] and -other["difference"])

    def test_all_adds_to_what_changed(self):
        some, every = record(WORD, NEXT), record("--all", WORD, NEXT)
        self.assertEqual([item for item in every["cells"]["items"] if item["changed"]], some["cells"]["items"])
        self.assertEqual(len(every["cells"]["items"]), every["cells"]["compared"])
        self.assertEqual(some["cells"]["changed"], len(some["cells"]["items"]))
        every["cells"]["items"] = some["cells"]["items"]
        self.assertEqual(every, some)
        text = run("--all", WORD, NEXT)[1]
        for check in some["links"]:
            self.assertIn(f"{'✓✗·'[('pass', 'fail', 'not_assessable').index(check['status'])]} {check['rule']} ", text)
        self.assertLess(set(run(WORD, NEXT)[1].splitlines()), set(text.splitlines()))

    def test_two_agencies_and_forms(self):
        compared = record(OTHER, WORD)
        self.assertEqual([d["code"] for d in compared["diagnostics"]], ["agencies-differ", "forms-differ"])
        self.assertEqual(len(compared["links"]), 7)
        only = [cell for gap in compared["cells"]["only"] for cell in gap["cells"]]
        self.assertEqual(len(only), len(set(only)))
        self.assertEqual(len(only) + 2 * compared["cells"]["compared"], 198 + 200)
        out = run(OTHER, WORD)[1]
        self.assertIn("两份报告不属于同一机关", out)
        self.assertEqual(out.count("    仅2019年版有的") + out.count("    仅2021年版有的"), len(compared["cells"]["only"]))

    def test_columns_are_aligned(self):
        """Arrows of cells stand in one column, counted as terminals do."""
        from unicodedata import east_asian_width

        for paths in ((WORD, NEXT), (OTHER, WORD)):
            lines = run("--all", *paths)[1].splitlines()
            shown = [line.partition(" → ")[0] for line in lines if line.startswith(" " * 6) and " → " in line]
            widths = {sum(2 if east_asian_width(c) in "WF" else 1 for c in line) for line in shown}
            self.assertGreater(len(shown), 10)
            self.assertEqual(len(widths), 1, shown)

    def test_standard_input(self):
        with open(WORD, "rb") as file:
            status, out, _ = run("--json", "-", NEXT, stdin=file)
        by_name = record(WORD, NEXT)
        by_stdin = json.loads(out)
        self.assertEqual(by_stdin["before"]["source"].pop("name"), "-")
        del by_name["before"]["source"]["name"]
        self.assertEqual(by_stdin, by_name)
        self.assertEqual(status, run(WORD, NEXT)[0])

    def test_colour(self):
        self.assertNotIn("\x1b", run(WORD, NEXT)[1])
        self.assertIn("\x1b[31m✗", run("--color=always", WORD, NEXT)[1])
        for env, has_colour in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
            master, slave = pty.openpty()
            with subprocess.Popen(
                [GONGKAI, "diff", WORD, PIPES], stdout=slave, env={**os.environ, "TERM": "xterm", **env}
            ) as process:
                os.close(slave)
                out = os.read(master, 65536)
                self.assertEqual(process.wait(), 0)
            os.close(master)
            self.assertEqual(b"\x1b[" in out, has_colour, env)

    def test_verbose(self):
        torn = str(CORPUS / "text/consistent-2021.rows-torn.txt")
        expected = subprocess.run([GONGKAI, "dump", "-v", torn], capture_output=True, check=True).stderr.decode()
        self.assertEqual(run("-v", torn, WORD)[2], expected)
        self.assertEqual(run(torn, WORD)[2], "")


class Status(unittest.TestCase):
    def test_a_link_that_fails_is_1(self):
        self.assertTrue(any(check["status"] == "fail" for check in record(WORD, NEXT)["links"]))
        self.assertEqual(run(WORD, NEXT)[0], 1)
        self.assertEqual(run("--json", WORD, NEXT)[0], 1)

    def test_differences_are_0(self):
        compared = record(OTHER, NEXT)
        self.assertGreater(compared["cells"]["changed"], 0)
        self.assertEqual({check["status"] for check in compared["links"]}, {"not_assessable"})
        self.assertEqual(run(OTHER, NEXT)[0], 0)

    def test_wrong_usage_is_2(self):
        for arguments in ((), (WORD,), (WORD, NEXT, OTHER), ("-", "-"), ("--frob", WORD, NEXT),
                          ("--color=red", WORD, NEXT), ("--json=1", WORD, NEXT)):
            with self.subTest(arguments):
                status, out, err = run(*arguments)
                self.assertEqual((status, out), (2, ""))
                self.assertIn("--usage", err)

    def test_what_cannot_be_read(self):
        photo = str(CORPUS / "hostile/photo.jpg")
        for paths, sides in (((WORD, "/nowhere"), {"after"}), ((photo, WORD), {"before"}), ((photo, photo), {"before", "after"})):
            with self.subTest(paths):
                status, out, err = run(*paths)
                self.assertEqual((status, out, err.count("\n")), (1, "", len(sides)))
                status, out, err_json = run("--json", *paths)
                self.assertEqual((status, err_json), (1, err))
                failed = json.loads(out)
                self.assertEqual({side for side in ("before", "after") if "error" in failed[side]}, sides)
                self.assertEqual([failed[side]["source"]["name"] for side in ("before", "after")], list(paths))

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full")
    def test_full_disk(self):
        with open("/dev/full", "wb") as full:
            for arguments in ((WORD, PIPES), ("--json", WORD, PIPES), ("--json", WORD, "/nowhere")):
                done = subprocess.run([GONGKAI, "diff", *arguments], stdout=full, stderr=subprocess.PIPE, check=False)
                self.assertEqual(done.returncode, 1)
                self.assertIn(b"No space left on device", done.stderr)


class Records(unittest.TestCase):
    """The records of every document with the next one in the manifest, and with what can't be read."""

    @classmethod
    def setUpClass(cls):
        paths = corpus_documents(CORPUS)[::3] + [str(CORPUS / "hostile/photo.jpg")]
        cls.pairs = list(zip(paths, paths[1:] + paths[:1]))
        cls.lines = [run("--json", "--all", *pair)[1] for pair in cls.pairs]
        cls.records = [json.loads(line, object_pairs_hook=without_repeated_keys) for line in cls.lines]

    def test_they_are_canonical(self):
        for pair, line, value in zip(self.pairs, self.lines, self.records):
            self.assertTrue(line == canonical(value) + "\n", pair)

    def test_pretty_is_the_same_record(self):
        for pair, value in list(zip(self.pairs, self.records))[::10]:
            self.assertEqual(run("--pretty", "--all", *pair)[1], json.dumps(value, ensure_ascii=False, indent=2) + "\n")

    def damaged(self, value):
        """Copies with one thing wrong each."""
        for key in value:
            yield {k: v for k, v in value.items() if k != key}
        yield {**value, "extra": 1}
        yield {**value, "schema": "gongkai/report/1"}
        if "cells" not in value:
            yield {**value, **{side: {"source": value[side]["source"]} for side in ("before", "after")}}
            return
        yield {**value, "metadata": ["rules"]}
        for where, what in ((("cells", "items", 0, "cell"), "requests.nothing.total"), (("years",), "near"),
                            (("cells", "items", 0, "difference"), "3"), (("before", "form"), "2020"),
                            (("text", "sections", 0, "same"), 1), (("text", "share"), 1.5)):
            wrong = copy.deepcopy(value)
            at = wrong
            for key in where[:-1]:
                at = at[key]
            at[where[-1]] = what
            yield wrong

    @unittest.skipIf(jsonschema is None, "python3-jsonschema is not installed")
    def test_they_are_valid(self):
        done = subprocess.run([GONGKAI, "schema", "comparison"], stdout=subprocess.PIPE, check=True)
        schema = json.loads(done.stdout)
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        for pair, value in zip(self.pairs, self.records):
            for error in validator.iter_errors(value):
                self.fail(f"{pair}: {error.json_path}: {error.message[:300]}")
        for value in (self.records[0], self.records[-1]):
            for wrong in self.damaged(value):
                self.assertFalse(validator.is_valid(wrong), str(wrong)[:300])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
