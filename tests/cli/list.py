#!/usr/bin/env python3
"""usage: list.py GONGKAI CORPUS ARCHIVES: every input there is, in one order, each with its record."""
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

GONGKAI, CORPUS, ARCHIVES = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
KEYS = ["bytes", "error", "format", "member", "name", "ordinal", "type"]


def run(*arguments, **more):
    """(exit status, records, stderr) of a call."""
    done = subprocess.run([GONGKAI, "list", *arguments], capture_output=True, check=False, **more)
    records = []
    for line in done.stdout.splitlines():
        record = json.loads(line)
        assert list(record) == KEYS, line
        canonical = json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        assert canonical.encode() == line, line
        records.append(record)
    assert [record["ordinal"] for record in records] == list(range(1, len(records) + 1))
    return done.returncode, records, done.stderr.decode()


def column(records, key):
    return [record[key] for record in records]


class List(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def put(self, path, content=b"text\n"):
        path = self.folder / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def test_record(self):
        path = str(ARCHIVES / "nested.zip")
        status, records, err = run(path)
        self.assertEqual((status, err), (0, ""))
        self.assertEqual(records[1], {"bytes": 300, "error": None, "format": "text", "member": "inner.zip/村/报告.txt",
                                      "name": path, "ordinal": 2, "type": None})  # fmt: skip

    def test_formats(self):
        status, records, err = run(*(str(CORPUS / folder) for folder in ("docx", "odt", "html")))
        self.assertEqual((status, err), (0, ""))
        for record in records:
            suffix = pathlib.Path(record["name"]).suffix
            if suffix in (".docx", ".odt", ".fodt", ".html"):
                self.assertEqual((record["format"], record["type"]), (suffix[1:], None), record["name"])
        kinds = {"photo.jpg": "JPEG image", "sheet.xlsx": "Excel workbook", "sheet.ods": "OpenDocument spreadsheet"}
        for name, kind in kinds.items():
            record = run(str(CORPUS / "hostile" / name))[1][0]
            self.assertEqual((record["format"], record["type"], record["error"]), ("unknown", kind, None))

    def test_paths_are_sorted_by_their_bytes(self):
        names = ["a.txt", "a-b", "a0", "B", "é", "a/b/c", "a/b-c", "a b", "村/报告.txt", ".hidden", "z/.x/y"]
        for name in names:
            self.put(name)
        for arguments in ((str(self.folder),), (str(self.folder) + "/",)):
            found = column(run(*arguments)[1], "name")
            self.assertEqual(found, sorted(found, key=os.fsencode))
            self.assertEqual(len(found), len(names))
        relative = [str(pathlib.Path(name).relative_to(self.folder)) for name in found]
        self.assertEqual(column(run(".", cwd=self.folder)[1], "name"), ["./" + name for name in relative])

    def test_arguments_keep_their_order(self):
        second, first = self.put("a"), self.put("b")
        names = [str(first), str(second), str(first)]
        self.assertEqual(column(run(*names)[1], "name"), names)

    def test_links(self):
        self.put("real/report.txt")
        (self.folder / "to-folder").symlink_to("real")
        (self.folder / "to-file").symlink_to("real/report.txt")
        (self.folder / "to-nothing").symlink_to("nowhere")
        (self.folder / "real/loop").symlink_to("..")
        status, records, err = run(str(self.folder))
        got = {pathlib.Path(r["name"]).name: r["error"] for r in records}
        self.assertEqual((status, len(records)), (1, 5))
        self.assertEqual(got, {"report.txt": None, "to-file": None, "to-nothing": "read-failed",
                               "to-folder": "read-failed", "loop": "read-failed"})  # fmt: skip
        self.assertIn("to-folder: error: ", err)
        self.assertIn("not followed", err)
        self.assertEqual(len(run(str(self.folder / "to-folder"))[1]), 2)  # named, it is gone into

    def test_what_is_no_file(self):
        os.mkfifo(self.folder / "pipe")
        with socket.socket(socket.AF_UNIX) as s:
            s.bind(str(self.folder / "socket"))
            self.put("report.txt")
            status, records, err = run(str(self.folder))
        self.assertEqual(status, 1)
        self.assertEqual(column(records, "error"), ["read-failed", None, "read-failed"])
        self.assertEqual(err.count("not a regular file"), 2)

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_what_may_not_be_read(self):
        self.put("closed/report.txt")
        self.put("file.txt").chmod(0)
        (self.folder / "closed").chmod(0)
        status, records, _ = run(str(self.folder))
        (self.folder / "closed").chmod(0o755)
        self.assertEqual((status, column(records, "error")), (1, ["read-failed", "read-failed"]))

    def test_deep_folders(self):
        path = self.folder
        for _ in range(300):
            path /= "folder"
        path.mkdir(parents=True)
        (path / "report.txt").write_bytes(b"text")
        self.assertEqual(column(run(str(self.folder))[1], "name"), [str(path / "report.txt")])

    def test_standard_input(self):
        names = ("small.zip", "small.tar", "small.tar.gz", "small.tar.xz", "small.7z", "small.rar", "single.txt.gz",
                 "nested.zip")  # fmt: skip
        for name in names:
            content = (ARCHIVES / name).read_bytes()
            by_name = run(str(ARCHIVES / name))[1]
            with self.subTest(name), open(ARCHIVES / name, "rb") as file:
                by_pipe, by_file = run("-", input=content)[1], run("-", stdin=file)[1]
                self.assertEqual(by_pipe, by_file)
                for record in by_name:
                    record["name"] = "-"
                    if name == "single.txt.gz":
                        record["member"] = "-"
                self.assertEqual(by_pipe, by_name)
        document = (CORPUS / "docx/consistent-2021.plain.docx").read_bytes()
        record = run("-", input=document)[1][0]
        self.assertEqual((record["bytes"], record["format"], record["member"]), (len(document), "docx", None))
        self.assertEqual(run("-", input=b"")[1][0]["bytes"], 0)

    def test_standard_input_from_where_it_stands(self):
        both = self.put("both", b"skipped" + (ARCHIVES / "small.zip").read_bytes())
        # A zip's offsets count from its start; behind other bytes it is only read if that is where reading starts.
        with open(both, "rb", buffering=0) as file:
            file.read(7)
            self.assertEqual(column(run("-", stdin=file)[1], "bytes"), [120, 300, 260])

    def test_named_pipe(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        content = (ARCHIVES / "small.tar.gz").read_bytes()
        writer = threading.Thread(target=lambda: pipe.write_bytes(content))
        writer.start()
        self.assertEqual(column(run(str(pipe))[1], "bytes"), [120, 300, 260])
        writer.join()

    def test_list_of_names(self):
        names = [str(self.put(name)) for name in ("b", "a\nb", "c/d", "-")]
        names[2] = str(self.folder / "c")
        content = b"\0".join(map(os.fsencode, names))
        expected = [*names[:2], names[2] + "/d", names[3]]
        for end in (b"", b"\0"):
            names_file = self.folder.parent / (self.folder.name + ".list")
            names_file.write_bytes(content + end)
            for arguments in ([f"--files0-from={names_file}"], ["--files0-from", "-"]):
                status, records, _ = run(*arguments, input=content + end)
                self.assertEqual((status, column(records, "name")), (0, expected))
            names_file.unlink()
        both = run(names[1], "--files0-from=-", input=content)[1]
        self.assertEqual(column(both, "name"), [names[1], *expected])
        self.assertEqual(run("--files0-from=-", input=b"")[:2], (0, []))

    def test_bad_lists(self):
        fine = os.fsencode(self.put("fine"))
        status, records, err = run("--files0-from=-", input=b"\0".join([b"x" * 100000, b"", fine, b"-"]))
        self.assertEqual((status, column(records, "error")), (1, ["read-failed", "read-failed", None, "read-failed"]))
        self.assertIn("a NUL ends each name", err)
        self.assertIn("standard input is the list", err)
        status, records, _ = run("--files0-from=/nowhere/list")
        self.assertEqual((status, column(records, "name")), (1, ["/nowhere/list"]))
        self.assertEqual(column(records, "error"), ["read-failed"])
        self.assertEqual(run(f"--files0-from={self.folder}")[1][0]["error"], "read-failed")

    def test_damaged_archives(self):
        whole = (ARCHIVES / "small.zip").read_bytes()
        status, records, err = run(str(self.put("cut.zip", whole[:-30])))
        self.assertEqual((status, column(records, "error")), (1, [None, None, None, "truncated"]))
        self.assertEqual([records[3][key] for key in ("member", "type", "bytes")],
                         [None, "zip archive", len(whole) - 30])  # fmt: skip
        self.assertIn("cut.zip: error: ", err)
        inner = self.put("in/inner.tar.gz", (ARCHIVES / "small.tar.gz").read_bytes()[:-1])
        outer = self.folder / "outer.tar"
        subprocess.run(["tar", "-cf", outer, "-C", inner.parent, inner.name], check=True)
        records = run(str(outer))[1]
        members = ["inner.tar.gz" + path for path in ("/a.txt", "/村/报告.txt", "/b/second.txt", "")]
        self.assertEqual(column(records, "member"), members)
        self.assertEqual(column(records, "error"), [None, None, None, "truncated"])

    def test_a_damaged_document_is_a_document(self):
        path = str(CORPUS / "hostile/truncated.docx")
        self.assertEqual([(r["member"], r["error"]) for r in run(path)[1]], [(None, None)])

    def test_many_writers(self):
        """The distribution's archivers, over one folder."""
        for name in ("a.txt", "村/报告.txt", "b/second.txt"):
            self.put(f"in/{name}", name.encode() * 9)
        makes = {
            "zip": "zip -qr ../o.zip .", "7z": "7z a -bd ../o.7z . >/dev/null", "bsdtar.zip": "bsdtar -a -cf ../o.zip *",
            "gnutar": "tar -cf ../o.tar *", "pax": "bsdtar --format=pax -cf ../o.tar *",
            "gtar.zst": "tar --zstd -cf ../o.tzst *", "7z.zip": "7z a -bd -tzip ../o.zip . >/dev/null",
            "bsdtar.7z": "bsdtar -a -cf ../o.7z *", "txz": "tar -cJf ../o.txz *",
        }  # fmt: skip
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        for name, command in makes.items():
            with self.subTest(name):
                subprocess.run(command, shell=True, check=True, cwd=self.folder / "in", env=environment)
                (made,) = self.folder.glob("o.*")
                for locale in ("C", "C.UTF-8"):
                    status, records, err = run(str(made), env={**os.environ, "LC_ALL": locale})
                    self.assertEqual((status, err), (0, ""))
                    self.assertEqual(sorted(column(records, "member")), ["a.txt", "b/second.txt", "村/报告.txt"])
                made.unlink()

    def test_bombs_take_no_time(self):
        for name in ("bomb.zip", "bomb.tar.gz", "bomb.7z", "levels.zip", "deep.zip", "quoted.zip", "overlapping.zip"):
            status, records, _ = run(str(ARCHIVES / name), timeout=20)
            self.assertEqual(status, 1)
            self.assertIn(records[-1]["error"] or "bomb", ("bomb", "too-complex"))

    def test_usage(self):
        for arguments in ((), ("--frob",), ("--files0-from",)):
            status, records, err = run(*arguments)
            self.assertEqual((status, records), (2, []))
            self.assertIn("sage", err)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
