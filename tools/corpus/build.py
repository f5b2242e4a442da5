#!/usr/bin/env python3
"""Makes the corpus anew.

usage: build.py [--check] CORPUS_DIR

Without --check everything but libreoffice/ is written (see save_lo.py for that). With it, nothing is: the corpus is
made in a temporary folder and compared byte for byte with CORPUS_DIR; exit status 1 if anything differs.
"""

import argparse
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from gen import bundle, catalogue, hostile, truth  # noqa: E402

MANIFEST_HEAD = "file\ttruth\tmaker\tform\tcovers\n"


def files():
    """Path below the corpus -> bytes, for everything that is generated."""
    out, rows = {}, []
    for document in catalogue.documents():
        rows.append(document.row())
        out[document.path] = document.writer.bytes()
        out[f"truth/{document.truth}.tsv"] = truth.cells_tsv(document.report).encode()
        out[f"truth/{document.truth}.json"] = truth.record_json(document.report).encode()
    rows += [d.row("libreoffice/", "saved by LibreOffice: ") for d in catalogue.libreoffice_documents()]
    rows += [d.row("libreoffice/odf/", "by LibreOffice: ") for d in catalogue.libreoffice_odf_documents()]
    out["manifest.tsv"] = (MANIFEST_HEAD + "".join(row + "\n" for row in rows)).encode()
    report = catalogue.REPORTS["consistent-2021"]
    refused = {name: data for name, _, _, data in hostile.files(report)}
    out.update({f"hostile/{name}": data for name, data in refused.items()})
    strays = {"公章.jpg": refused["photo.jpg"], "统计表.xlsx": refused["sheet.xlsx"], "未传完.docx": refused["truncated.docx"],
              "通知.txt": refused["story.txt"]}  # fmt: skip
    out["archive/reports.zip"] = bundle.archive(strays)
    out["hostile/manifest.tsv"] = hostile.manifest(report).encode()
    return out


def write(corpus):
    made = files()
    for path, data in made.items():
        target = corpus / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    print(f"{len(made)} files, {sum(map(len, made.values()))} bytes")


FOLDERS = ("text", "docx", "odt", "flat-opc", "html", "archive", "truth", "hostile")
NOT_OURS = {f"hostile/{row[0]}" for row in hostile.LIBREOFFICE_ROWS}


def same(kept, made):
    return kept.is_file() and kept.read_bytes() == made.read_bytes()


def check(corpus):
    with tempfile.TemporaryDirectory() as scratch:
        write(pathlib.Path(scratch))
        made = {p.relative_to(scratch).as_posix(): p for p in pathlib.Path(scratch).rglob("*") if p.is_file()}
        kept = {p.relative_to(corpus).as_posix() for f in FOLDERS for p in (corpus / f).rglob("*") if p.is_file()}
        bad = sorted(kept - set(made) - NOT_OURS)
        bad += [path for path, p in made.items() if not same(corpus / path, p)]
    for path in bad:
        print(f"differs: {path}")
    print(f"{len(made) - len(bad)} passed, {len(bad)} failed")
    return 1 if bad else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("corpus", type=pathlib.Path)
    args = parser.parse_args()
    if args.check:
        return check(args.corpus)
    write(args.corpus)
    return 0


if __name__ == "__main__":
    sys.exit(main())
