"""An archive as offices send them in: two years of a dozen agencies, in every format, zips in the zip, names in GBK, and what
else gets into such archives: a picture, a file that is cut off, one that is no report.
"""

import io
import zipfile

from gen import pairs
from gen.docx import Docx
from gen.html import Gbk, Portal
from gen.odt import Odt
from gen.text import Dump, DumpGb18030

CLOCK = (2023, 2, 1, 9, 0, 0)
N_AGENCIES = 12
WRITERS = (Docx, Portal, Docx, Dump, Docx, Odt, DumpGb18030, Docx, Gbk)


class OfWindows(zipfile.ZipInfo):
    """A member whose name is in GBK, and nothing says so: as Windows packs it in China."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def _packed(files):
    """Stored, since what zlib makes of bytes depends on its version."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            info = OfWindows(name, CLOCK)
            info.create_system = 0
            archive.writestr(info, content)
    return out.getvalue()


def _agencies():
    """Pairs of reports, one for each agency."""
    seen, number = {}, 0
    while len(seen) < N_AGENCIES:
        number += 1
        pair = pairs.pair(number)
        seen.setdefault(pair.before.agency, pair)
    return list(seen.values())


def _reports():
    for number, pair in enumerate(_agencies()):
        for turn, report in enumerate((pair.before, pair.after)):
            writer = WRITERS[(2 * number + turn) % len(WRITERS)](report)
            yield report.year, f"{report.agency}.{writer.suffix}", writer.bytes()


def archive(strays):
    """The archive's bytes; `strays` are the files that are no reports, by name."""
    years = {}
    for year, name, content in _reports():
        years.setdefault(year, []).append((name, content))
    files = []
    for number, (year, members) in enumerate(sorted(years.items())):
        if number % 2 == 0:
            files += [(f"{year}年\\{name}", content) for name, content in members]
        else:
            files.append((f"{year}年.zip", _packed([(f"{year}年度报告\\{name}", content) for name, content in members])))
    return _packed(files + list(strays.items()))
