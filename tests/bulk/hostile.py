#!/usr/bin/env python3
"""Archives that are made to do harm are converted within limits, in seconds, with a record for whatever is in them.

usage: hostile.py GONGKAI ARCHIVES_DIR [--members N]

ARCHIVES_DIR is what tests/support/archives.py made. What is too large to keep is made here: a zip of N empty members
(100,000 if not given), one of 10 GB of zeros, one 42 deep, names that are no names.
"""

import argparse
import collections
import io
import json
import pathlib
import resource
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile
import zlib

MEMORY = 400 << 20  # bytes of what a run may hold at most
SECONDS = 60

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("gongkai")
parser.add_argument("archives", type=pathlib.Path)
parser.add_argument("--members", type=int, default=100_000)
ARGUMENTS = parser.parse_args()


def convert(path, *more):
    """(exit status, records, largest memory in bytes)."""
    call = [str(pathlib.Path(ARGUMENTS.gongkai).resolve()), "convert", path.name, "--to", "ndjson", "-q", "-j2", *more]
    process = subprocess.Popen(call, cwd=path.parent, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    records = [json.loads(line) for line in process.stdout]
    process.stdout.close()
    process.wait(SECONDS)
    return process.returncode, records, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def codes(records):
    return collections.Counter(r["error"]["code"] if "error" in r else "read" for r in records)


def deflated_zeros(n_blocks, block=1 << 20):
    """A stream of deflate that inflates to so many blocks of zeros, made of one block over and over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(b"\0" * block) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b"\0" * block) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + again * (n_blocks - 1) + packer.flush()


def raw_zip(name, packed, size, crc):
    """A zip of one deflated member, whatever its header claims."""
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0x800, 8, 0, 33, crc, len(packed), size, len(name), 0)
    entry = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0x800, 8, 0, 33, crc, len(packed), size, len(name), 0, 0, 0, 0, 0, 0)
    start = len(head) + len(name) + len(packed)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(entry) + len(name), start, 0)
    return head + name + packed + entry + name + end


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.scratch.name)

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def put(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path

    def read(self, path, *more):
        status, records, memory = convert(path, *more)
        self.assertIn(status, (0, 1))
        self.assertLess(memory, MEMORY)
        self.assertEqual([r["source"]["ordinal"] for r in records], list(range(1, len(records) + 1)))
        return records

    def test_every_one_that_is_kept(self):
        for path in sorted(p for p in ARGUMENTS.archives.iterdir() if p.is_file()):
            with self.subTest(path.name):
                self.read(path)

    def test_bombs(self):
        zeros = 10 << 10  # MiB
        packed = deflated_zeros(zeros)
        claims = {"true": min(zeros << 20, 0xFFFFFFFF), "false": 1000}
        for name, size in claims.items():
            with self.subTest(name):
                path = self.put(f"{name}.zip", raw_zip("零.txt".encode(), packed, size, 0))
                found = codes(self.read(path))
                self.assertEqual(found.total(), 1)
                self.assertTrue(set(found) <= {"bomb", "too-large", "corrupt"}, found)
        for name in ("bomb.zip", "bomb.7z", "bomb.tar.gz"):
            with self.subTest(name):
                found = codes(self.read(ARGUMENTS.archives / name))
                self.assertTrue(set(found) & {"bomb", "too-large"}, found)

    def test_entries_that_share_bytes(self):
        for name in ("overlapping.zip", "quoted.zip"):
            with self.subTest(name):
                found = codes(self.read(ARGUMENTS.archives / name))
                self.assertTrue(set(found) & {"bomb", "corrupt"}, found)

    def test_42_deep(self):
        content = b"text"
        for level in range(42):
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w") as archive:
                archive.writestr("x.zip" if level else "x.txt", content)
            content = out.getvalue()
        records = self.read(self.put("deep.zip", content))
        self.assertEqual(codes(records), {"too-complex": 1})
        self.assertIn("deep", records[0]["error"]["detail"])

    def test_very_many_members(self):
        path = self.folder / "many.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for number in range(ARGUMENTS.members):
                archive.writestr(zipfile.ZipInfo(f"{number}.txt"), b"")
        records = self.read(path)
        self.assertEqual(codes(records), {"empty": ARGUMENTS.members})

    def test_names_that_are_no_names(self):
        names = ["../../etc/passwd", "/etc/passwd", "a\\..\\..\\b.txt", "C:\\x.txt", "a\x1b[31mb.txt", "a\nb.txt", "a\x7f\u202eb", "." * 300]
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in names:
                archive.writestr(name, b"text")
        raw = out.getvalue().replace(b"C:\\x.txt", b"C:\\x\0txt")
        records = self.read(self.put("names.zip", raw))
        self.assertEqual(len(records), len(names))
        for record in records:
            member = record["source"]["member"]
            self.assertTrue(member and not member.startswith("/") and "\\" not in member, member)
            self.assertFalse([c for c in member if ord(c) < 32 or c in "\x7f\u202e"], member)
        self.assertEqual(sorted(p.name for p in self.folder.parent.glob("passwd*")), [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
