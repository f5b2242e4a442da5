#!/usr/bin/env python3
"""usage: convert.py GONGKAI CORPUS GENERATOR_DIR: what other programs read for us, the real ones and stand-ins."""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata
import unittest

GONGKAI, CORPUS = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
sys.path.insert(0, sys.argv[3])
from gen import pdf  # noqa: E402

DOC = CORPUS / "hostile/legacy.doc"
DOCX = CORPUS / "docx/consistent-2021.plain.docx"
WORD = '<word xMin="{0}" yMin="{1}" xMax="{2}" yMax="{3}">{4}</word>'
XHTML = '<!DOCTYPE html PUBLIC "a" "b"><html xmlns="http://www.w3.org/1999/xhtml"><body><doc>\n{}</doc></body></html>\n'


def xhtml(*words):
    """What pdftotext would write of one page with a word a line."""
    rows = (WORD.format(72, 20 * i, 300, 20 * i + 11, word) for i, word in enumerate(words))
    return XHTML.format(f'<page width="595" height="842">\n{"".join(rows)}</page>\n')


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.programs = self.folder / "programs"
        self.scratch = self.folder / "scratch with a blank"
        self.programs.mkdir()
        self.scratch.mkdir()

    def stand_in(self, name, script):
        path = self.programs / name
        path.write_text("#!/bin/sh\n" + script)
        path.chmod(0o755)

    def file(self, content, name="document"):
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def environment(self, path=None):
        return {"PATH": path or f"{self.programs}:/usr/bin:/bin", "TMPDIR": str(self.scratch), "SECRET": "1"}

    def run_it(self, *arguments, path=None, **more):
        done = subprocess.run([GONGKAI, *arguments], capture_output=True, check=False, env=self.environment(path), **more)
        self.assertEqual(list(self.scratch.iterdir()), [])
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def expect_error(self, codes, what, *arguments, **more):
        """One record with one of these codes, one line on standard error with `what`; returns the record."""
        status, out, err = self.run_it("dump", *arguments, **more)
        self.assertEqual((status, out.count("\n"), err.count("\n")), (1, 1, 1), err)
        record = json.loads(out)
        self.assertIn(record["error"]["code"], codes.split("|"), err)
        self.assertIn(what, err)
        self.assertTrue(err.isprintable() or err[:-1].isprintable(), err)
        return record


class Options(Case):
    def test_timeout_is_a_number_of_seconds(self):
        for value in ("", "0", "-1", "+1", "x", "1s", "3601", "99999999999999999999", " 1"):
            status, out, err = self.run_it("dump", f"--timeout={value}", str(DOCX))
            self.assertEqual((status, out), (2, ""), value)
            self.assertIn("--timeout", err)
        self.assertEqual(self.run_it("dump", "--timeout=3600", str(DOCX))[0], 0)

    def test_every_reading_verb_takes_them(self):
        for verb in ("dump", "cells", "check", "layout"):
            self.assertEqual(self.run_it(verb, "--convert", "--timeout", "9", str(DOCX))[0], 0)
            out = self.run_it(verb, "--help")[1]
            self.assertIn("--convert", out)
            self.assertIn("--timeout=SECONDS", out)

    def test_other_documents_start_nothing(self):
        self.stand_in("soffice", "exit 9")
        self.stand_in("pdftotext", "exit 9")
        self.assertEqual(self.run_it("dump", "--convert", str(DOCX)), self.run_it("dump", str(DOCX), path="/nowhere"))


@unittest.skipUnless(shutil.which("pdftotext"), "no pdftotext")
class Pdf(Case):
    def test_text(self):
        path = self.file(pdf.lines([b"one 12", b"two"]))
        status, out, err = self.run_it("layout", path)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("one 12", out)
        self.assertIn("two", out)
        record = self.expect_error("not-a-report", "", path)
        self.assertEqual(record["source"]["format"], "pdf")
        self.assertEqual(record["source"]["bytes"], os.path.getsize(path))
        with open(path, "rb") as file:
            self.assertEqual(self.run_it("layout", "-", stdin=file)[1], out)

    def test_nothing_to_read(self):
        self.expect_error("no-text-layer", "text recognition", self.file(pdf.scan()))
        self.expect_error("encrypted", "password", self.file(pdf.encrypted()))
        self.expect_error("corrupt", "pdftotext: ", self.file(b"%PDF-1.7\n" + bytes(range(256)) * 9))

    def test_more_than_any_report_has(self):
        self.expect_error("too-complex", "too many pages", self.file(pdf.lines([b"0"], n_pages=5000)))
        self.expect_error("too-complex", "too many pages", self.file(pdf.pages(pdf.stream(b""), n_pages=100000)))

    def test_bombs(self):
        for times in (2, 3):
            self.expect_error("converter-failed|too-large|too-complex", "", "--timeout=20", self.file(pdf.bomb(times)))

    def test_cut_files(self):
        whole = pdf.lines([b"one"])
        for n in range(8, len(whole), 23):
            path = self.file(whole[:n])
            status, out, err = self.run_it("layout", path)
            self.assertTrue((status, err) == (0, "") or (status == 1 and err.count("\n") == 1 and out == ""), (n, err))

    def test_characters_that_xml_has_not(self):
        names = {0x41: b"0031", 1: b"0001", 0x42: b"0032", 0x43: b"D800", 0x44: b"FFFF", 0x45: b"0000", 0x46: b"0026"}
        status, out, err = self.run_it("layout", "-v", self.file(pdf.mapped(b"A\x01BCDEF", names)))
        self.assertEqual((status, err.count("\n")), (0, 1))
        self.assertIn("bad-bytes", err)
        self.assertIn("1?2\ufffd", out)

    def test_a_font_that_is_only_named(self):
        status, out, err = self.run_it("layout", self.file(pdf.unembedded("青禾县2021")))
        if status == 0:
            self.assertIn("青禾县2021", unicodedata.normalize("NFKC", out))  # that font's digits may be wide ones
        else:
            self.assertIn("poppler-data", err)
            self.assertIn("(needs-converter)", err)

    def test_closed_standard_streams(self):
        path = self.file(pdf.lines([b"one"]))
        for streams in ("<&-", "2>&-", "<&- 2>&-"):
            done = subprocess.run(["sh", "-c", f'"$0" layout "$1" {streams}', GONGKAI, path], capture_output=True, check=False)
            self.assertEqual(done.returncode, 0, streams)
            self.assertIn(b"one", done.stdout)


class FakePdf(Case):
    PDF = b"%PDF-1.4\n"

    def setUp(self):
        super().setUp()
        self.path = self.file(self.PDF)

    def test_not_installed(self):
        for path in (str(self.programs), "", "relative:/nowhere"):
            self.expect_error("needs-converter", "poppler-utils", self.path, path=path or "/nowhere")

    def test_how_it_is_called(self):
        # What it is given comes back as words.
        head, tail = xhtml("@").split("@")
        self.stand_in("pdftotext", f"printf '%s' '{head}'\necho \"$*;$(cat);$SECRET;$HOME;$LC_ALL;$PWD;\"\necho '{tail}'\n")
        status, out, err = self.run_it("layout", self.path)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("-bbox-layout -enc UTF-8 -l 4097 - -;", out)
        self.assertIn("%PDF-1.4;;/nonexistent;C.UTF-8;/;", "".join(out.split("\n")))

    def test_it_writes_no_file(self):
        there = self.folder / "there"
        self.stand_in("pdftotext", f"echo x >'{there}'\ncat <<'E'\n{xhtml('a')}E\n")
        self.run_it("layout", self.path)
        self.assertFalse(there.exists() and there.read_bytes())

    def test_how_it_may_fail(self):
        for script, codes, what in (
            ("echo 'Command Line Error: Incorrect password' >&2; exit 1", "encrypted", "password"),
            ("printf 'Syntax Error: \\033[31mX\\n' >&2; exit 1", "corrupt", "Syntax Error: ?[31mX"),
            ("printf 'a\\nb' >&2; exit 99", "corrupt", "pdftotext: b"),
            ("exit 1", "corrupt", "it said nothing"),
            ("echo 'Out of memory' >&2; exit 1", "converter-failed", "memory"),
            ("kill -SEGV $$", "converter-failed", "signal 11"),
            ("exec sleep 1000", "converter-failed", "longer than 1 seconds"),
            ("exec yes", "too-large", "larger than allowed"),
            ("exit 0", "malformed-xml", ""),
            ("echo '<html>'", "malformed-xml", "pdftotext -bbox-layout"),
            ("echo '<html/>'", "no-text-layer", ""),
            ("echo '<!DOCTYPE html [<!ENTITY a \"1\">]><html>&a;</html>'", "doctype", ""),
        ):
            with self.subTest(script):
                self.stand_in("pdftotext", script + "\n")
                record = self.expect_error(codes, what, "--timeout=1", self.path)
                self.assertEqual(record["source"]["format"], "pdf")

    def test_a_document_that_fails_leaves_the_next_alone(self):
        self.stand_in("pdftotext", "exit 1\n")
        status, out, _ = self.run_it("dump", self.path, str(DOCX), self.path)
        self.assertEqual((status, ["error" in json.loads(line) for line in out.splitlines()]), (1, [True, False, True]))

    def test_places_count_in_what_it_wrote(self):
        said = xhtml("某某县水务局2021年政府信息公开工作年度报告", "一、总体情况", "正文。").encode()
        (self.folder / "said").write_bytes(said)
        self.stand_in("pdftotext", f"cat '{self.folder}/said'\n")
        status, out, err = self.run_it("layout", self.path)
        self.assertEqual((status, err), (0, ""))
        self.assertEqual(self.run_it("layout", str(self.folder / "said"), path="/nowhere"), (0, out, ""))
        for line in filter(None, out.split("\n")):
            at, n, text = re.fullmatch(r"para  \[(\d+)\+(\d+)\]  (.*)", line).groups()
            self.assertEqual(said[int(at) : int(at) + int(n)].decode(), text)


class FakeOffice(Case):
    """A stand-in for LibreOffice, to see how it is called and what is left when it misbehaves."""

    # soffice -env:... --outdir OUT IN
    MAKE = 'while [ "$1" != --outdir ]; do shift; done\nout=$2 in=$3\n'

    def expect_record(self, path, name):
        self.stand_in("soffice", self.MAKE + f"cp '{DOCX}' \"$out/document.docx\"\n")
        status, out, err = self.run_it("dump", "--evidence", "--convert", path)
        self.assertEqual((status, err), (0, ""))
        record, same = json.loads(out), json.loads(self.run_it("dump", "--evidence", str(DOCX))[1])
        source = record.pop("source")
        del same["source"]
        self.assertEqual(record, same)
        self.assertEqual((source["format"], source["bytes"]), (name, os.path.getsize(path)))

    def test_records(self):
        self.expect_record(str(DOC), "doc")
        self.expect_record(self.file(b"{\\rtf1 a}"), "rtf")

    def test_only_if_asked(self):
        self.stand_in("soffice", f"touch '{self.folder}/called'\n")
        self.expect_error("legacy-doc", "--convert", str(DOC))
        self.expect_error("needs-converter", "--convert", self.file(b"{\\rtf1 a}"))
        self.assertFalse((self.folder / "called").exists())

    def test_not_installed(self):
        self.expect_error("needs-converter", "libreoffice", "--convert", str(DOC), path=str(self.programs))

    def test_how_it_is_called(self):
        self.stand_in(
            "soffice",
            f"exec >'{self.folder}/called'\nprintf '%s\\n' \"$@\"\nenv\npwd\nprofile=${{1#*file://}}\n"
            "cat \"$HOME/profile/user/registrymodifications.xcu\"\n" + self.MAKE + f"cmp \"$in\" '{DOC}' && echo same\n",
        )
        self.expect_error("converter-failed", "made nothing", "--convert", str(DOC))
        said = (self.folder / "called").read_text()
        folder = str(self.scratch)
        self.assertIn(f"-env:UserInstallation=file://{folder.replace(' ', '%20')}/gongkai-", said)
        for what in ("--headless\n", "--convert-to\ndocx:MS Word 2007 XML\n", f"TMPDIR={folder}/gongkai-", "\nsame\n",
                     '"DisableMacrosExecution" oor:op="fuse"><value>true<', "LC_ALL=C.UTF-8\n"):  # fmt: skip
            self.assertIn(what, said)
        self.assertNotIn("SECRET", said)

    def test_how_it_may_fail(self):
        for script, what in (
            ("echo 'Error: source file could not be loaded' >&2", "could not be loaded"),
            ("kill -KILL $$", "signal 9"),
            ("exec sleep 1000", "longer than 1 seconds"),
            ("sleep 1000 & exit 3", "made nothing"),
            ("exec yes", "larger than allowed"),
            ('echo text >"$out/document.docx"', "no Word document"),
            (f"ln -s '{DOCX}' \"$out/document.docx\"", "made nothing"),
            ('mkfifo "$out/document.docx"', "no temporary folder|made nothing"),
            ('mkdir -p "$HOME/a/b/c" && chmod 0 "$HOME/a/b"', "made nothing"),
        ):
            with self.subTest(script):
                self.stand_in("soffice", self.MAKE + script + "\n")
                if os.geteuid() != 0 and "chmod 0" in script:
                    continue  # what can't be listed can't be removed but by root
                self.expect_error("converter-failed|too-large", "", "--convert", "--timeout=1", str(DOC))

    def test_no_folder_to_work_in(self):
        self.stand_in("soffice", "exit 0\n")
        done = subprocess.run([GONGKAI, "dump", "--convert", str(DOC)], capture_output=True, check=False,
                              env={**self.environment(), "TMPDIR": "/nowhere"})  # fmt: skip
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"no temporary folder: No such file", done.stderr)

    def test_a_signal_leaves_nothing_behind(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            self.stand_in("soffice", f"sleep 1000 & echo $! >'{self.folder}/pid.new'\n"
                          f"mv '{self.folder}/pid.new' '{self.folder}/pid'\nwait\n")  # fmt: skip
            with subprocess.Popen([GONGKAI, "dump", "--convert", str(DOC)], env=self.environment(),
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # fmt: skip
                pid = self.wait_for(self.folder / "pid")
                self.assertNotEqual(list(self.scratch.iterdir()), [])
                process.send_signal(number)
                self.assertEqual(process.wait(), -number)
            self.assertEqual(list(self.scratch.iterdir()), [])
            self.assertTrue(self.is_gone(pid))

    def wait_for(self, path):
        while not path.exists():
            time.sleep(0.01)
        pid = path.read_text().strip()
        path.unlink()
        return pid

    def is_gone(self, pid):
        for _ in range(1000):
            try:
                state = pathlib.Path("/proc", pid, "stat").read_text().rsplit(")", 1)[1].split()[0]
            except OSError:
                return True
            if state in "ZX":
                return True
            time.sleep(0.01)
        return False


@unittest.skipUnless(shutil.which("soffice"), "no LibreOffice")
class Office(Case):
    def cells(self, *arguments):
        status, out, err = self.run_it("cells", *arguments)
        self.assertEqual((status, err), (0, ""))
        return [line.split("\t")[:5] for line in out.splitlines()]

    def test_old_word_file(self):
        cells = self.cells("--convert", str(DOC))
        self.assertGreater(sum(cell[1] != "absent" for cell in cells), 100)
        self.assertEqual(cells, self.cells(str(CORPUS / "docx/empty-2019.official.docx")))

    def test_rtf(self):
        text = "".join(f"\\u{ord(character)} " for character in "一封信")
        path = self.file(f"{{\\rtf1\\ansi\\uc0 {text}\\par}}".encode())
        status, out, err = self.run_it("layout", "--convert", path)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("一封信", out)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
