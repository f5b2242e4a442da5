#!/usr/bin/env python3
"""Saves some documents of the corpus anew with LibreOffice: other people's bytes for the same reports.

usage: save_lo.py CORPUS_DIR

Reads docx/, writes libreoffice/ and hostile/legacy.doc. The results are checked in, because their bytes depend on
LibreOffice's version. Needs soffice (Debian: libreoffice-writer-nogui).
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from gen import catalogue  # noqa: E402

LEGACY = "docx/empty-2019.official.docx"


def convert(scratch, sources, target):
    """Converts into scratch/out with a profile of its own, so that no user's settings matter."""
    out = scratch / "out"
    command = ["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless", "--convert-to"]
    command += [target, "--outdir", str(out), *map(str, sources)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=600)
    return out


def main():
    corpus = pathlib.Path(sys.argv[1]).resolve()
    names = [d.path.split("/")[1] for d in catalogue.libreoffice_documents()]
    with tempfile.TemporaryDirectory() as tmp:
        scratch = pathlib.Path(tmp)
        out = convert(scratch, [corpus / "docx" / name for name in names], "docx:MS Word 2007 XML")
        for name in names:
            (corpus / "libreoffice").mkdir(exist_ok=True)
            shutil.copyfile(out / name, corpus / "libreoffice" / name)
        for document in catalogue.libreoffice_odf_documents():
            stem, suffix = document.path.split("/")[1].rsplit(".", 1)
            out = convert(scratch, [corpus / "docx" / f"{stem}.docx"], suffix)
            shutil.copyfile(out / f"{stem}.{suffix}", corpus / document.path)
        out = convert(scratch, [corpus / LEGACY], "doc:MS Word 97")
        (corpus / "hostile").mkdir(exist_ok=True)
        shutil.copyfile(out / (pathlib.Path(LEGACY).stem + ".doc"), corpus / "hostile" / "legacy.doc")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main()
