#!/usr/bin/env python3
"""A zip of reports as people keep them: folders by year, zips and tars in the zip, names in GBK, some files broken.

usage: make_archive.py CORPUS COUNT OUT.zip

COUNT inputs: reports of the corpus, each with an agency of its own, in every format the library reads by itself; two in a
hundred are broken in one of the ways of corpus/hostile, one in a hundred is no document. The same arguments make the same
bytes. Prints what it made as JSON: {"inputs": COUNT, "broken": ..., "others": ...}.
"""

import csv
import io
import json
import pathlib
import random
import sys
import tarfile
import zipfile

CLOCK = (2022, 1, 1, 0, 0, 0)
FOLDERS = ("docx", "text", "html", "odt", "flat-opc", "docx", "docx")
MEMBERS = 12  # of an archive in the archive


def agency_name(number):
    return "".join("东南西北中山水田禾林"[int(digit)] for digit in f"{number:05d}") + "县"


class Raw(zipfile.ZipInfo):
    """A member whose name is in GBK without the flag that says UTF-8, as Chinese Windows writes it."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def rezip(content, change):
    """A package with each part changed; stored parts stay stored."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            fresh = zipfile.ZipInfo(info.filename, CLOCK)
            fresh.compress_type = info.compress_type
            new.writestr(fresh, change(old.read(info)), compresslevel=1)
    return out.getvalue()


def encodings_of(path):
    text = path.read_bytes()
    for encoding in ("utf-8", "gb18030", "utf-16"):
        try:
            text.decode(encoding)
            return encoding
        except UnicodeError:
            continue
    return None


class Template:
    """A report of the corpus, made another agency's."""

    def __init__(self, path, agency):
        self.suffix = path.suffix
        self.agency = agency
        self.content = path.read_bytes()
        self.encoding = "utf-8" if self.content[:2] == b"PK" else encodings_of(path)

    def made(self, number):
        if self.encoding is None or not self.agency:
            return self.content
        old, new = self.agency.encode(self.encoding), agency_name(number).encode(self.encoding)
        if self.content[:2] == b"PK":
            return rezip(self.content, lambda part: part.replace(old, new))
        return self.content.replace(old, new)


def agencies(corpus):
    """Path -> the agency that the report is of."""
    with open(corpus / "manifest.tsv", encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["file"]: json.loads((corpus / "truth" / f"{row['truth']}.json").read_text())["agency"] for row in rows}


def templates(corpus):
    """Lists of reports, one after the other to be taken from; Word files are the most."""
    known = agencies(corpus)
    lists = [[Template(corpus / p, known[p]) for p in known if p.startswith(f"{folder}/")] for folder in FOLDERS]
    return [[t for t in found if len(t.content) < 60_000] for found in lists]


def broken_files(corpus):
    skipped = {"manifest.tsv", "photo.jpg", "sheet.xlsx", "sheet.ods", "workbook.xls", "plain.zip", "empty.zip", "picture.docx"}
    skipped |= {"scan.pdf", "damaged.pdf", "encrypted.pdf"}  # what they are depends on pdftotext
    return sorted(p for p in (corpus / "hostile").iterdir() if p.name not in skipped)


def other_files(corpus):
    return [corpus / "hostile" / name for name in ("photo.jpg", "sheet.xlsx", "sheet.ods", "workbook.xls", "picture.docx")]


def inputs(corpus, count):
    """(kind, suffix, bytes) of each input."""
    chance = random.Random(count)
    reports, broken, others = templates(corpus), broken_files(corpus), other_files(corpus)
    for number in range(count):
        if number % 50 == 7:
            path = broken[number // 50 % len(broken)]
            yield "broken", path.suffix, path.read_bytes()
        elif number % 100 == 31:
            path = others[number // 100 % len(others)]
            yield "others", path.suffix, path.read_bytes()
        else:
            template = chance.choice(reports[number % len(reports)])
            yield "reports", template.suffix, template.made(number)


def put(archive, name, content, number, stored=False):
    kind = Raw if number % 3 == 0 else zipfile.ZipInfo
    info = kind(name.replace("/", "\\") if number % 7 == 0 else name, CLOCK)
    info.compress_type = zipfile.ZIP_STORED if stored or number % 4 == 0 else zipfile.ZIP_DEFLATED
    archive.writestr(info, content, compresslevel=1)


def packed_zip(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, (name, content) in enumerate(files):
            put(archive, name, content, number)
    return out.getvalue()


def packed_tar(files, mode):
    out = io.BytesIO()
    level = {"compresslevel": 1} if mode in ("gz", "bz2") else {"preset": 0} if mode == "xz" else {}
    with tarfile.open(fileobj=out, mode=f"w:{mode}", format=tarfile.PAX_FORMAT, **level) as archive:
        for name, content in files:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def nested(group, files):
    """One of the ways in which a folder of reports is kept in one file; zips in zips in the last."""
    way = group % 5
    if way == 0:
        return ".zip", packed_zip(files)
    if way == 1:
        return ".tar", packed_tar(files, "")
    if way == 2:
        return ".tar.xz", packed_tar(files, "xz")
    if way == 3:
        return ".tar.bz2", packed_tar(files, "bz2")
    half = len(files) // 2
    return ".zip", packed_zip([("内层.zip", packed_zip(files[:half])), *files[half:]])


def write(corpus, count, path):
    counts = {"inputs": 0, "reports": 0, "broken": 0, "others": 0}
    group, files = 0, []
    with zipfile.ZipFile(path, "w") as archive:

        def flush():
            if group % 2 == 0:
                suffix, content = nested(group // 2, files)
                put(archive, f"{2019 + group % 4}年/报送{group:04d}{suffix}", content, group, stored=True)
            else:
                for number, (name, content) in enumerate(files):
                    put(archive, f"{2019 + group % 4}年/{name}", content, number)

        for number, (kind, suffix, content) in enumerate(inputs(corpus, count)):
            counts["inputs"] += 1
            counts[kind] += 1
            files.append((f"{agency_name(number)}/年度报告{number}{suffix}", content))
            if len(files) == MEMBERS:
                flush()
                group, files = group + 1, []
        if files:
            flush()
    return counts


if __name__ == "__main__":
    print(json.dumps(write(pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])))
