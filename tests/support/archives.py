#!/usr/bin/env python3
"""usage: archives.py FOLDER: makes archives in FOLDER, with other people's writers, or else broken by hand.

A member's content is told by its name, so that who reads one can tell whether it is right: content() here and in
tests/unit/test_archive.c.
"""
import io
import pathlib
import random
import struct
import subprocess
import sys
import tarfile
import tempfile
import warnings
import zipfile
import zlib

NAMES = ("a.txt", "村/报告.txt", "b/second.txt")


def content(name):
    return (name + "\n").encode() * 20


class RawInfo(zipfile.ZipInfo):
    """A name as bytes, with no flag that says what they are."""

    raw = b""

    def _encodeFilenameFlags(self):
        return self.raw, self.flag_bits & ~0x800


def zip_bytes(entries, method=zipfile.ZIP_DEFLATED):
    """A zip of (name, content); a name as bytes is written as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries:
            if isinstance(name, bytes):
                info = RawInfo("raw")
                info.raw, info.compress_type = name, method
                archive.writestr(info, data)
            else:
                archive.writestr(name, data)
    return out.getvalue()


def tar_bytes(entries, mode="w", **more):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, **more) as archive:
        for name, data in entries:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def vint(n):
    out = b""
    while True:
        out += bytes([n & 127 | (128 if n > 127 else 0)])
        n >>= 7
        if n == 0:
            return out


def rar5_block(body):
    body = vint(len(body)) + body
    return struct.pack("<I", zlib.crc32(body)) + body


def rar5(entries):
    """Stored members, after the technical note "RAR 5.0 archive format": no free program writes it."""
    out = b"Rar!\x1a\x07\x01\x00" + rar5_block(vint(1) + vint(0) + vint(0))
    for name, data in entries:
        name = name.encode()
        out += rar5_block(vint(2) + vint(2) + vint(len(data)) + vint(4) + vint(len(data)) + vint(0o100644)
                          + struct.pack("<I", zlib.crc32(data)) + vint(0) + vint(1) + vint(len(name)) + name)
        out += data
    return out + rar5_block(vint(5) + vint(0) + vint(0))


def packed(program, data):
    return subprocess.run([*program], input=data, stdout=subprocess.PIPE, check=True).stdout


def overlapping():
    """Three entries, of which the first two are one and the same local header (a simple zip bomb), and the third is
    another's neighbour."""
    one = bytearray(zip_bytes([("one.txt", content("one.txt")), ("two.txt", content("two.txt")),
                               ("three.txt", content("three.txt"))]))
    at = [m for m in range(len(one)) if one[m : m + 4] == b"PK\1\2"]
    one[at[1] + 42 : at[1] + 46] = struct.pack("<I", 0)
    return bytes(one)


def quoted():
    """Local headers within stored data: the first entry holds the second one whole (Fifield's way)."""
    inner = zip_bytes([("in.txt", content("in.txt"))], zipfile.ZIP_STORED)
    local = inner[: inner.index(b"PK\1\2")]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("out.bin", local)
        archive.writestr("free.txt", content("free.txt"))
    whole = out.getvalue()
    at = whole.index(b"PK\1\2")
    central = bytearray(inner[inner.index(b"PK\1\2") : inner.index(b"PK\5\6")])
    central[42:46] = struct.pack("<I", whole.index(local))
    end = bytearray(whole[whole.index(b"PK\5\6") :])
    directory = whole[at : whole.index(b"PK\5\6")] + bytes(central)
    end[8:12] = struct.pack("<HH", 3, 3)
    end[12:16] = struct.pack("<I", len(directory))
    return whole[:at] + directory + bytes(end)


def many(n):
    return [(f"{i:05}.txt", content(f"{i:05}.txt")) for i in range(n)]


def with_unicode_path(raw, name, is_right=True):
    info = RawInfo("raw")
    info.raw = raw
    field = b"\1" + struct.pack("<I", zlib.crc32(raw) ^ (not is_right)) + name.encode()
    info.extra = struct.pack("<HH", 0x7075, len(field)) + field
    return info


def odd_names():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for info in (with_unicode_path(b"spoilt.txt", "好.txt"), with_unicode_path(b"kept.txt", "坏.txt", False)):
            archive.writestr(info, "")
    return out.getvalue()


class Shifted(io.BytesIO):
    """What stands in a file behind a hole of 5 GiB, without the hole."""

    HOLE = 5 << 30

    def tell(self):
        return super().tell() + self.HOLE

    def seek(self, off, whence=0):
        return super().seek(off - self.HOLE if whence == 0 else off, whence) + self.HOLE


def behind_hole(entries):
    out = Shifted()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def levels_of_a_bomb():
    """A zip whose members expand by 350, in a zip that finds them alike: each is within bounds, and both are not."""
    noise = random.Random(1)
    sparse = bytearray(1 << 20)
    for at in range(0, len(sparse), 1500):
        sparse[at] = noise.randrange(256)
    return zip_bytes([("inner.zip", zip_bytes([(f"{i}.bin", bytes(sparse)) for i in range(90)]))])


def special_tar():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (("folder", tarfile.DIRTYPE), ("link", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE),
                           ("device", tarfile.CHRTYPE), ("pipe", tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("a.txt")
        info.size = len(content("a.txt"))
        archive.addfile(info, io.BytesIO(content("a.txt")))
    return out.getvalue()


def by_7z(name, files, *options):
    """What 7-Zip makes of files."""
    with tempfile.TemporaryDirectory() as folder:
        for path, data in files:
            pathlib.Path(folder, path).parent.mkdir(parents=True, exist_ok=True)
            pathlib.Path(folder, path).write_bytes(data)
        subprocess.run(["7z", "a", "-bd", *options, name, "."], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        return pathlib.Path(folder, name).read_bytes()


def archives():
    small = [(name, content(name)) for name in NAMES]
    tar = tar_bytes(small)
    yield "small.zip", zip_bytes(small)
    yield "stored.zip", zip_bytes(small, zipfile.ZIP_STORED)
    yield "small.tar", tar
    yield "gnu.tar", tar_bytes(small, format=tarfile.GNU_FORMAT)
    yield "twice.tar", tar + tar_bytes([("late.txt", content("late.txt"))])
    yield "small.tar.gz", packed(["gzip", "-n"], tar)
    yield "small.tar.bz2", packed(["bzip2"], tar)
    yield "small.tar.xz", packed(["xz"], tar)
    yield "small.tar.zst", packed(["zstd", "-q"], tar)
    yield "small.7z", by_7z("small.7z", small)
    yield "small.rar", rar5(small)
    yield "encrypted.7z", by_7z("e.7z", small, "-psecret")
    yield "sealed.7z", by_7z("e.7z", small, "-psecret", "-mhe=on")
    yield "encrypted.zip", by_7z("e.zip", small, "-psecret", "-tzip")
    yield "aes.zip", by_7z("e.zip", small, "-psecret", "-tzip", "-mem=AES256")
    yield "bzip2.zip", zip_bytes(small, zipfile.ZIP_BZIP2)
    yield "ppmd.zip", by_7z("p.zip", small, "-tzip", "-mm=PPMd")
    yield "single.txt.gz", packed(["gzip", "-n"], content("single.txt"))
    yield "single.txt.xz", packed(["xz"], content("single.txt"))
    halves = content("single.txt")[:100], content("single.txt")[100:]
    yield "twice.txt.gz", b"".join(packed(["gzip", "-n"], half) for half in halves)
    yield "nothing.gz", packed(["gzip", "-n"], b"")
    yield "nothing.bz2", packed(["bzip2"], b"")
    yield "nothing.xz", packed(["xz"], b"")
    yield "nothing.zst", packed(["zstd", "-q"], b"")
    yield "many.zip", zip_bytes(many(1000))
    yield "hole.zip", behind_hole(small)
    yield "mark-4096.zip", zip_bytes(many(4095) + [("word/document.xml", "")])
    yield "mark-4097.zip", zip_bytes(many(4096) + [("word/document.xml", "")])
    yield "duplicate.zip", zip_bytes([(b"a.txt", content("a.txt"))] * 2)
    yield "empty.zip", zip_bytes([])
    yield "overlapping.zip", overlapping()
    yield "quoted.zip", quoted()
    yield "special.tar", special_tar()
    yield "unicode-path.zip", odd_names()
    before, after = ("a.txt", content("a.txt")), ("b.txt", content("b.txt"))
    yield "bomb.zip", zip_bytes([before, ("bomb.txt", bytes(64 << 20)), after])
    yield "bomb.tar.gz", packed(["gzip", "-n", "-9"], tar_bytes([before, ("bomb", bytes(80 << 20)), after]))
    yield "bomb.7z", by_7z("bomb.7z", [before, ("bomb", bytes(80 << 20)), ("c.txt", content("c.txt"))])
    yield "levels.zip", levels_of_a_bomb()
    yield "gbk.zip", zip_bytes([
        ("2021年报告/乗车.txt".encode("gbk"), b"1"), ("县\\局\\报告.txt".encode("gbk"), b"2"),
        ("已是UTF-8.txt".encode(), b"3"), (b"caf\x82.txt", b"4"), (b"\xff\xfe\x80.txt", b"5"),
        ("镕㐱.txt".encode("gb18030"), b"6"),
    ])
    data = zip_bytes(small)
    nested = [("inner.zip", data), ("inner.tar.gz", packed(["gzip", "-n"], tar)), ("inner.7z", by_7z("i.7z", small)),
              ("single.txt.gz", packed(["gzip", "-n"], content("single.txt")))]
    yield "nested.zip", zip_bytes(nested, zipfile.ZIP_STORED)
    for i in range(42):
        data = zip_bytes([(f"{i}.zip", data)], zipfile.ZIP_STORED)
    yield "deep.zip", data


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # duplicate names are meant
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    (target / "folder/in/it").mkdir(parents=True, exist_ok=True)
    for path in ("folder/b.txt", "folder/a.txt", "folder/in/it/c.txt"):
        (target / path).write_bytes(content(path))
    for archive, made in archives():
        (target / archive).write_bytes(made)
