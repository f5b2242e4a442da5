#!/usr/bin/env python3
"""Takes reports of known truth through the converters that people use, and keeps what came out.

usage: convert.py CORPUS_DIR

Writes converted/: an archive for each converter, one with the truth, and a manifest. The results are checked in, because
their bytes depend on the versions of the converters. Needs pandoc, soffice (Debian: libreoffice-writer-nogui), pdftotext
(poppler-utils), fonts-noto-cjk, html2text, elinks, w3m, lynx, docx2txt, odt2txt, antiword, catdoc and mutool (mupdf-tools).
"""

import hashlib
import io
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from gen import anything, docx_page, truth  # noqa: E402
from gen.docx import Docx  # noqa: E402
from gen.docx_grid import Official  # noqa: E402

REPORTS = range(1, 45)
MAKERS = (*docx_page.WRITERS, Official, Docx)
BULKY = (2, 3, 4, 6, 7, 13, 15, 18, 19, 20, 28, 36, 41, 44)  # all that is kept of formats that hold fonts or much markup


@dataclass(frozen=True)
class Converter:
    name: str
    source: str  # the converter whose output it reads
    suffix: str
    command: str
    version: str  # the command that tells it
    bulky: bool = False

    @property
    def archive(self):
        return self.name.replace(" ", "-").replace("--", "-") + ".tar.xz"

    def run(self, sources, targets):
        for source, target in zip(sources, targets):
            with open(target, "wb") as out:
                words = [str({"{in}": source, "{out}": target}.get(word, word)) for word in self.command.split()]
                stdout = None if "{out}" in self.command else out
                subprocess.run(words, check=True, stdout=stdout, stderr=subprocess.DEVNULL, timeout=120)


class Office(Converter):
    """LibreOffice, which starts slowly: all documents in one process."""

    def run(self, sources, targets):
        folder = targets[0].parent
        words = ["soffice", f"-env:UserInstallation=file://{tempfile.gettempdir()}/lo-corpus", "--headless", "--convert-to"]
        words += [self.command.split(" ", 2)[2], "--outdir", str(folder), *map(str, sources)]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=1200)


def pandoc(target, suffix=None):
    command = f"pandoc --standalone -f docx -t {target} {{in}} -o {{out}}"
    return Converter(f"pandoc {target}", "docx", suffix or target, command, "pandoc --version")


def office(suffix, filter_name, bulky=False):
    return Office(f"libreoffice {suffix}", "docx", suffix, f"soffice --convert-to {filter_name}", "soffice --version", bulky)


def pdftotext(mode, suffix="txt"):
    command = "pdftotext " + (mode + " " if mode else "") + "{in} {out}"
    return Converter(f"pdftotext {mode}".strip(), "libreoffice pdf", suffix, command, "pdftotext -v")


def text(name, source, command, version="--version"):
    """A program that makes plain text of it."""
    program = command.split()[0]
    says = f"dpkg-query -W {program}" if program == "docx2txt" else f"{program} {version}"  # it doesn't say itself
    return Converter(name, source, "txt", command, says)


SOURCE = Converter("docx", "", "docx", "", "")  # what all of them read

CONVERTERS = (
    *(pandoc("plain", "txt"), pandoc("gfm", "md"), pandoc("html"), pandoc("odt"), pandoc("rst")),
    office("txt", "txt:Text (encoded):UTF8"),
    *(office("html", "html:HTML (StarWriter)"), office("odt", "odt"), office("fodt", "fodt")),
    office("doc", "doc:MS Word 97", bulky=True),
    office("rtf", "rtf:Rich Text Format", bulky=True),
    office("pdf", "pdf:writer_pdf_Export", bulky=True),
    *(pdftotext(""), pdftotext("-layout"), pdftotext("-raw"), pdftotext("-bbox-layout", "html")),
    text("html2text", "pandoc html", "html2text -utf8 -o {out} {in}", "-version"),
    text("elinks -dump", "pandoc html", "elinks -no-home -dump -dump-charset UTF-8 {in}", "-version"),
    text("w3m -dump", "pandoc html", "w3m -dump -T text/html -I UTF-8 -O UTF-8 {in}", "-version"),
    text("lynx -dump", "pandoc html", "lynx -dump -nolist -assume_charset=utf-8 -display_charset=utf-8 {in}"),
    text("docx2txt", "docx", "docx2txt {in} {out}"),
    text("odt2txt", "libreoffice odt", "odt2txt --encoding=UTF-8 {in}"),
    text("antiword", "libreoffice doc", "antiword -m UTF-8.txt {in}", "-h"),
    text("catdoc", "libreoffice doc", "catdoc -d utf-8 {in}", "-V"),
    text("mutool draw", "libreoffice pdf", "mutool draw -F txt -o {out} {in}", "-v"),
)


def version(command):
    done = subprocess.run(command.split(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    words = done.stdout.decode(errors="replace").replace("/", " ").split()
    return next((word.strip(",") for word in words if word[0].isdigit() and "." in word), "")


def pack(path, files):
    """An archive whose bytes depend on the files alone."""
    with tarfile.open(path, "w:xz", preset=9) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


def documents():
    """(report's name, writer), one Word file a report."""
    for number in REPORTS:
        report = anything.report(number)
        yield report.name, MAKERS[number % len(MAKERS)](report)


def convert(converter, written, scratch):
    """Name -> path of what this converter makes of all reports."""
    folder = scratch / converter.name.replace(" ", "_")
    folder.mkdir()
    sources = written[converter.source]
    targets = {name: folder / f"{name}.{converter.suffix}" for name in sources}
    converter.run(list(sources.values()), list(targets.values()))
    return targets


def keep(out, converter, paths, made):
    """Packs what a converter made; its lines of the manifest."""
    kept = [anything.name(number) for number in BULKY] if converter.bulky else list(paths)
    files = {paths[name].name: paths[name].read_bytes() for name in kept}
    pack(out / converter.archive, files)
    which = version(converter.version) if converter.version else ""
    print(f"{converter.name} {which}: {len(files)} files, {(out / converter.archive).stat().st_size} bytes", flush=True)
    rows = []
    for name, (file, data) in zip(kept, files.items()):
        row = (converter.archive, file, name, made[name].name, made[name].report.form, converter.name, which)
        rows.append("\t".join((*row, converter.command, hashlib.sha256(data).hexdigest())))
    return rows


def main(corpus):
    out = corpus / "converted"
    out.mkdir(exist_ok=True)
    os.environ["HOME"] = tempfile.gettempdir()
    rows = ["archive\tfile\ttruth\tmaker\tform\tconverter\tversion\tcommand\tsha256"]
    with tempfile.TemporaryDirectory() as tmp:
        scratch = pathlib.Path(tmp)
        made = dict(documents())
        (scratch / "docx").mkdir()
        written = {"docx": {name: scratch / "docx" / f"{name}.docx" for name in made}}
        for name, path in written["docx"].items():
            path.write_bytes(made[name].bytes())
        pack(out / "truth.tar.xz", {f"{n}.tsv": truth.cells_tsv(w.truth()).encode() for n, w in made.items()})
        rows += keep(out, SOURCE, written["docx"], made)
        for converter in CONVERTERS:
            written[converter.name] = convert(converter, written, scratch)
            rows += keep(out, converter, written[converter.name], made)
    (out / "manifest.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))
