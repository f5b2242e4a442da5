#!/usr/bin/env python3
"""usage: command.py GONGKAI CORPUS: verbs, options, errors, exit status."""
import hashlib
import json
import os
import pathlib
import pty
import subprocess
import sys
import tempfile
import unittest

from documents import dump

GONGKAI, CORPUS = sys.argv[1], pathlib.Path(sys.argv[2])
FINE = str(CORPUS / "text/consistent-2019.dump.txt")
WORD = str(CORPUS / "docx/consistent-2021.plain.docx")
WRONG = str(CORPUS / "text/broken-balance-2020.dump.txt")
VERBS = ("dump", "cells", "check", "convert", "diff", "layout", "list", "merge", "schema")
HEADER = "cell\tstate\tvalue\tunit\traw\toffset\tlength\n"


def run(*arguments, **more):
    """(exit status, stdout, stderr) of a call."""
    environment = {**os.environ, "TERM": "xterm", **more.pop("env", {})}
    done = subprocess.run([GONGKAI, *arguments], capture_output=True, check=False, env=environment, **more)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class Usage(unittest.TestCase):
    def test_help(self):
        status, out, err = run("--help")
        self.assertEqual((status, err), (0, ""))
        for verb in VERBS:
            self.assertIn(f"\n  {verb} ", out)
            with self.subTest(verb):
                status, text, err = run(verb, "--help")
                self.assertEqual((status, err), (0, ""))
                self.assertTrue(text.startswith(f"Usage: gongkai {verb}"))
                self.assertIn("Examples:\n", text)
                self.assertIn("Exit status: 0", text)
                self.assertLess(max(map(len, text.split("\n"))), 81)

    def test_help_names_every_option(self):
        for verb, options in (("dump", ("pretty", "evidence", "verbose")), ("check", ("color", "verbose")),
                              ("diff", ("json", "pretty", "all", "color", "verbose"))):
            for option in options:
                self.assertIn(f"--{option}", run(verb, "--help")[1])

    def test_version(self):
        for arguments in (("--version",), ("dump", "--version")):
            status, out, err = run(*arguments)
            self.assertEqual((status, err), (0, ""))
            self.assertRegex(out, r"^gongkai \d+\.\d+\.\d+\n$")

    def test_wrong_usage_is_2(self):
        for arguments in (
            (), ("frob",), ("--frob",), ("dump",), ("dump", "--frob", FINE), ("dump", "--pretty=1", FINE), ("cells",),
            ("schema", "report", "report"), ("cells", FINE, FINE), ("layout", FINE, FINE), ("check", "--color=blue", FINE), ("schema", FINE),
        ):  # fmt: skip
            with self.subTest(arguments):
                status, out, err = run(*arguments)
                self.assertEqual((status, out), (2, ""))
                self.assertIn("sage", err)
                self.assertRegex(err, "^(Usage: )?gongkai[ :]")

    def test_wrong_verb_names_the_right_ones(self):
        err = run("help")[2]
        for verb in VERBS:
            self.assertIn(verb, err.splitlines()[0])


class Verbs(unittest.TestCase):
    def test_dump(self):
        status, out, err = run("dump", FINE)
        self.assertEqual((status, err), (0, ""))
        self.assertEqual(out.count("\n"), 1)
        record = json.loads(out)
        content = pathlib.Path(FINE).read_bytes()
        self.assertEqual(record["source"], {
            "bytes": len(content), "encoding": "utf-8", "format": "text", "member": None, "name": FINE,
            "sha256": hashlib.sha256(content).hexdigest(),
        })  # fmt: skip
        self.assertEqual((record["form"], record["year"]), ("2019", 2019))
        self.assertNotIn("evidence", record)
        self.assertEqual(json.loads(run("dump", "--pretty", FINE)[1]), record)

    def test_many_files(self):
        paths = [FINE, "/nowhere", WORD, FINE]
        status, out, err = run("dump", *paths)
        records = [json.loads(line) for line in out.splitlines()]
        self.assertEqual(status, 1)
        self.assertEqual([record["source"]["name"] for record in records], paths)
        self.assertEqual(["error" in record for record in records], [False, True, False, False])
        self.assertEqual(records[0], records[3])
        self.assertEqual(err.count("\n"), 1)
        self.assertEqual(out.encode().splitlines(), [line for path in paths for line in dump(GONGKAI, path)])

    def test_evidence_is_where_it_says(self):
        content = pathlib.Path(FINE).read_bytes()
        evidence = json.loads(run("dump", "--evidence", FINE)[1])["evidence"]
        self.assertGreater(len(evidence), 100)
        for cell, where in evidence.items():
            at = content[where["offset"] : where["offset"] + where["length"]].decode()
            self.assertEqual("".join(at.split()), "".join(where["raw"].split()), cell)

    def test_standard_input(self):
        with open(FINE, "rb") as file:
            status, out, _ = run("dump", "-", stdin=file)
        by_name = json.loads(run("dump", FINE)[1])
        by_stdin = json.loads(out)
        self.assertEqual((status, by_stdin["source"].pop("name")), (0, "-"))
        del by_name["source"]["name"]
        self.assertEqual(by_stdin, by_name)
        self.assertEqual(run("cells", "-", input=pathlib.Path(WORD).read_bytes())[1], run("cells", WORD)[1])

    def test_the_name_does_not_tell_the_format(self):
        with tempfile.TemporaryDirectory() as folder:
            for path, name in ((FINE, "a.docx"), (WORD, "a.txt")):
                other = pathlib.Path(folder, name)
                other.write_bytes(pathlib.Path(path).read_bytes())
                self.assertEqual(run("cells", str(other)), run("cells", path))

    def test_options_end_at_two_dashes(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "--help").write_bytes(pathlib.Path(FINE).read_bytes())
            status, out, _ = run("dump", "--", "--help", cwd=folder)
        self.assertEqual((status, json.loads(out)["source"]["name"]), (0, "--help"))

    def test_cells(self):
        status, out, err = run("cells", FINE)
        self.assertEqual((status, err), (0, ""))
        self.assertTrue(out.startswith(HEADER))
        rows = [line.split("\t") for line in out.splitlines()]
        self.assertEqual({len(row) for row in rows}, {7})
        record = json.loads(run("dump", "--evidence", FINE)[1])
        for cell, state, value, unit, raw, offset, length in rows[1:]:
            leaf = record
            for part in cell.split("."):
                leaf = leaf[part]
            self.assertEqual(record["states"].get(cell, "number"), state)
            self.assertEqual(leaf, json.loads(value) if value else None)
            self.assertEqual(record["units"].get(cell, ""), unit)
            self.assertEqual(state == "absent", offset == "" and length == "")
            if state != "absent":
                evidence = record["evidence"][cell]
                self.assertEqual((evidence["offset"], evidence["length"]), (int(offset), int(length)))
                for character, escape in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
                    evidence["raw"] = evidence["raw"].replace(character, escape)
                self.assertEqual(evidence["raw"], raw)

    def test_check(self):
        status, out, err = run("check", FINE)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("不符 0 项", out)
        status, out, err = run("check", FINE, WRONG)
        self.assertEqual((status, err), (1, ""))
        fails = {check["rule"] for check in json.loads(run("dump", WRONG)[1])["checks"] if check["status"] == "fail"}
        self.assertTrue(fails)
        self.assertEqual({line.split()[1] for line in out.splitlines() if "✗" in line}, fails)

    def test_colour(self):
        self.assertNotIn("\x1b", run("check", WRONG)[1])
        self.assertNotIn("\x1b", run("check", "--color=never", WRONG)[1])
        self.assertIn("\x1b[31m", run("check", "--color=always", WRONG)[1])
        for env, has_colour in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
            master, slave = pty.openpty()
            with subprocess.Popen(
                [GONGKAI, "check", "--color=auto", WRONG], stdout=slave, env={**os.environ, "TERM": "xterm", **env}
            ) as process:
                os.close(slave)
                out = os.read(master, 65536)
                self.assertEqual(process.wait(), 1)
            os.close(master)
            self.assertEqual(b"\x1b[31m" in out, has_colour, env)

    def test_layout(self):
        status, out, err = run("layout", WORD)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("总体情况", out)
        with tempfile.NamedTemporaryFile() as file:
            file.write("一封信\n".encode())
            file.flush()
            status, out, err = run("layout", file.name)
            self.assertEqual((status, err), (0, ""))
            self.assertIn("一封信", out)
            self.assertEqual(run("dump", file.name)[0], 1)

    def test_verbose(self):
        paths = [line.split("\t")[0] for line in (CORPUS / "manifest.tsv").read_text().splitlines()[1:]]
        n_odd = 0
        for path in (str(CORPUS / path) for path in paths):
            status, out, err = run("dump", "--verbose", path)
            self.assertEqual((status, out), run("dump", path)[:2])
            diagnostics = json.loads(out)["diagnostics"]
            self.assertEqual(err.count("\n"), len(diagnostics))
            for line, diagnostic in zip(err.splitlines(), diagnostics):
                self.assertTrue(line.startswith(f"gongkai: {path}: {diagnostic['severity']}: {diagnostic['message']}"))
                self.assertIn(f"({diagnostic['code']})", line)
            n_odd += len(diagnostics)
        self.assertGreater(n_odd, 0)

    def test_schema(self):
        status, out, err = run("schema")
        self.assertEqual((status, err), (0, ""))
        self.assertEqual(json.loads(out)["$schema"], "https://json-schema.org/draft/2020-12/schema")
        self.assertEqual(run("schema", "report"), (0, out, ""))
        self.assertIn("comparison", json.loads(run("schema", "comparison")[1])["$id"])


class Errors(unittest.TestCase):
    """A document that can't be read: one line on standard error, one record, exit 1."""

    def expect(self, path, code, what=""):
        status, out, err = run("dump", path)
        self.assertEqual(status, 1)
        self.assertEqual(err.count("\n"), 1, err)
        self.assertTrue(err.startswith("gongkai: "), err)
        self.assertIn(": error: ", err)
        self.assertIn(f"({code})", err)
        self.assertIn(what, err)
        self.assertRegex(err, "; |save it as")
        record = json.loads(out)
        self.assertEqual(sorted(record), ["error", "schema", "source"])
        self.assertEqual(record["error"]["code"], code)
        self.assertEqual(run("cells", path), (1, HEADER, err))
        for verb in ("check", "layout"):
            if verb != "layout" or code != "not-a-report":
                self.assertEqual(run(verb, path), (1, "", err))
        return record

    def expect_content(self, content, code):
        with tempfile.NamedTemporaryFile(suffix=".docx") as file:
            file.write(content)
            file.flush()
            record = self.expect(file.name, code)
        self.assertEqual(record["source"]["bytes"], len(content))
        self.assertEqual(record["source"]["sha256"], hashlib.sha256(content).hexdigest())

    def test_missing_file(self):
        record = self.expect("/nowhere", "read-failed", "No such file")
        self.assertIsNone(record["source"]["sha256"])

    def test_directory(self):
        self.expect(str(CORPUS), "read-failed", "Is a directory")

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_unreadable_file(self):
        with tempfile.NamedTemporaryFile() as file:
            os.chmod(file.name, 0)
            self.expect(file.name, "read-failed", "Permission denied")

    def test_empty_file(self):
        self.expect_content(b"", "empty")

    def test_no_report(self):
        self.expect_content("你好，这不是报告。\n".encode(), "not-a-report")

    def test_jpeg(self):
        self.expect_content(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)), "not-a-document")

    def test_advice_is_given_once(self):
        uof = b"<?xml version='1.0'?><uof:UOF>"
        for content, code, what in ((b"\x7fELF", "not-a-document", "ELF"), (uof, "unsupported-format", "UOF")):
            with tempfile.NamedTemporaryFile() as file:
                file.write(content)
                file.flush()
                self.expect(file.name, code, what)
                said = run("dump", file.name)[2]
                self.assertEqual(said.count("give a Word file") + said.count("save it as"), 1)

    def test_old_word_file(self):
        name = "WordDocument".encode("utf-16-le")
        directory = name.ljust(64, b"\0") + bytes([len(name) + 2, 0, 2, 1]) + bytes(60)
        header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + bytes.fromhex("3e000300feff09000600") + bytes(478)
        header = header[:48] + bytes(4) + header[52:]
        self.expect_content(header + directory.ljust(512, b"\0"), "legacy-doc")

    def test_cut_word_file(self):
        whole = pathlib.Path(WORD).read_bytes()
        self.expect_content(whole[: len(whole) // 2], "truncated")

    def test_format_of_what_is_refused(self):
        """A zip is a Word file once its parts are known, not before."""
        for name, expected in (
            ("empty.txt", "unknown"), ("scan.pdf", "pdf"), ("legacy.doc", "doc"), ("plain.zip", "unknown"), ("sheet.xlsx", "unknown"),
            ("truncated.docx", "unknown"), ("damaged.docx", "docx"), ("bomb.docx", "docx"), ("story.txt", "text"),
        ):  # fmt: skip
            record = json.loads(run("dump", str(CORPUS / "hostile" / name))[1])
            self.assertEqual(record["source"]["format"], expected, name)

    def test_sparse_file_is_refused_by_its_size(self):
        with tempfile.NamedTemporaryFile() as file:
            try:
                os.truncate(file.name, 4 << 30)
            except OSError as error:
                self.skipTest(str(error))
            record = self.expect(file.name, "too-large", "4294967296")
            self.assertEqual(record["source"]["bytes"], 4 << 30)
            with subprocess.Popen([GONGKAI, "dump", file.name], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as p:
                _, _, usage = os.wait4(p.pid, 0)
                p.returncode = 1
            self.assertLess(usage.ru_maxrss, 64 << 10)

    def test_names_do_not_control_the_terminal(self):
        _, out, err = run("dump", "a\x1b]0;x\x07\nb")
        self.assertEqual(err.count("\n"), 1)
        self.assertNotIn("\x1b", err)
        self.assertTrue(run("dump", "a\x9b31m×")[2].startswith("gongkai: a?31m×: "))
        self.assertEqual(json.loads(out)["source"]["name"], "a\x1b]0;x\x07\nb")


class Output(unittest.TestCase):
    """Output that can't be written is an error, with its reason."""

    CALLS = (("dump", FINE), ("cells", FINE), ("check", FINE), ("layout", FINE), ("schema",))

    def expect(self, stdout, reason, calls):
        for arguments in calls:
            with self.subTest(arguments):
                done = subprocess.run([GONGKAI, *arguments], stdout=stdout, stderr=subprocess.PIPE, check=False)
                self.assertEqual(done.returncode, 1)
                said = f"gongkai: error: standard output: {reason}\n" if reason else ""
                self.assertEqual(done.stderr.decode(), said)

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full")
    def test_full_disk(self):
        with open("/dev/full", "wb") as full:
            self.expect(full, "No space left on device", self.CALLS + (("--help",), ("dump", "--help"), ("--version",)))

    def test_closed_pipe(self):
        reading, writing = os.pipe()
        os.close(reading)
        self.expect(writing, None, self.CALLS)  # who closed it knows
        os.close(writing)

    def test_the_first_failure_ends_it(self):
        with open("/dev/full", "wb") as full:
            self.expect(full, "No space left on device", [("dump", FINE, "/nowhere", FINE)])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
