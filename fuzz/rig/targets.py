"""The targets, as CMakeLists.txt lists them, and what their fuzzing begins with."""
import dataclasses
import fnmatch
import os
import pathlib
import re
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FUZZ = ROOT / "fuzz"
DOCUMENT_BYTES = 32 << 10  # larger documents of the corpus are only slower

# Documents of the corpus that a target takes as they are (None), or a part of them.
DOCUMENTS = {
    "text": [("*.txt", None)],
    "encoding": [("*.txt", None)],
    "docx": [("*.doc[xm]", None), ("*.doc[xm]", "word/document.xml")],
    "document": [("*.doc[xm]", "word/document.xml")],
    "numbering": [("*.doc[xm]", "word/numbering.xml")],
    "xml": [("*.doc[xm]", "word/document.xml"), ("*.odt", "content.xml")],
    "odt": [("*.odt", None), ("*.fodt", None), ("*.odt", "content.xml")],
    "flat_opc": [("*.xml", None), ("*.doc[xm]", "word/document.xml")],
    "html": [("*.html", None), ("*.mht", None)],
    "zip": [("*.doc[xm]", None), ("*.odt", None), ("*.zip", None)],
    "archive": [("*.zip", None), ("*.xz", None), ("*.odt", None)],
}


@dataclasses.dataclass(frozen=True)
class Target:
    name: str
    mutator: str | None

    @property
    def dictionary(self):
        """The file of its words; bytes of a target that reads no text have none."""
        path = FUZZ / f"{self.name}.dict"
        return path if path.exists() else None

    @property
    def kept(self):
        return FUZZ / "corpus" / f"{self.name}.zip"


def targets():
    """All of them by name, in their order."""
    text = (FUZZ / "CMakeLists.txt").read_text(encoding="utf-8")
    off = os.environ.get("FUZZ_MUTATOR") == "off"
    mutators = {} if off else dict(re.findall(r"^set\(mutator_(\w+) (\w+)\)", text, re.M))
    return {name: Target(name, mutators.get(name)) for name in re.findall(r"^gk_fuzz_target\((\w+)", text, re.M)}


def seeds(target):
    """Made by hand, or found and cut down."""
    for path in sorted((FUZZ / "seeds" / target.name).rglob("*")):
        if path.is_file():
            yield path.read_bytes()


def kept(target):
    """Found by fuzzing, and kept because they reach what the seeds don't."""
    if target.kept.exists():
        with zipfile.ZipFile(target.kept) as archive:
            for name in archive.namelist():
                yield archive.read(name)


def documents(target):
    """Whole reports: slow to fuzz, but of what they reach something may be kept."""
    for path in sorted((ROOT / "corpus").rglob("*")):
        if path.is_file() and path.stat().st_size <= DOCUMENT_BYTES:
            for pattern, part in DOCUMENTS.get(target.name, []):
                if fnmatch.fnmatch(path.name, pattern):
                    yield from [path.read_bytes()] if part is None else member(path, part)


def member(path, name):
    """A part of a package, if the package can be read and the part is no bomb."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(name).file_size <= DOCUMENT_BYTES:
                yield archive.read(name)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError):
        return
