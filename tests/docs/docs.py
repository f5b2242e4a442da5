#!/usr/bin/env python3
"""docs.py GONGKAI ROOT: compares the documentation with the code and the command."""

import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

GONGKAI, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
SKIPPED = ("build", "install", ".git")


def documents():
    for path in sorted(ROOT.rglob("*.md")):
        if not path.relative_to(ROOT).parts[0].startswith(SKIPPED):
            yield path


def block(readme, name):
    """The fenced block behind a comment that names it."""
    found = re.search(rf"<!-- example: {name} -->\n```\w*\n(.*?)^```$", readme, re.S | re.M)
    return found.group(1)


class Docs(unittest.TestCase):
    def test_links_lead_somewhere(self):
        for path in documents():
            for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text()):
                if "://" not in target:
                    self.assertTrue((path.parent / target).exists(), f"{path}: {target}")

    def test_named_files_exist(self):
        """The files that the folders' READMEs list, with * for several."""
        for path in documents():
            if path.parent == ROOT or path.parent.parent == ROOT:
                continue
            for name in re.findall(r"`([\w./*]+\.(?:c|h|def|inc))`", path.read_text()):
                near = (path.parent, ROOT, ROOT / "parser/include/gongkai", ROOT / "model/include/gongkai")
                self.assertTrue(any(any(folder.glob(name)) if ".." not in name else (folder / name).exists()
                                    for folder in near), f"{path}: {name}")

    def test_every_source_is_in_its_readme(self):
        for path in documents():
            folder = path.parent
            if path.name != "README.md" or folder.parent not in (ROOT / "parser", ROOT / "model"):
                continue
            text = path.read_text()
            patterns = re.findall(r"`([\w*]+\.[ch])`", text)
            for source in sorted(folder.glob("*.[ch]")):
                self.assertTrue(any(source.match(p) for p in patterns), f"{path} does not name {source.name}")

    def test_halves_meet_in_the_base(self):
        """The parser includes nothing of the model, and the model nothing of the parser but base/."""
        private = {"parser": ("model/", "form/", "extract/", "check/", "emit/"),
                   "model": ("text/", "layout/", "container/", "reader/")}
        for half, others in private.items():
            for source in sorted((ROOT / half).rglob("*.[ch]")):
                for name in re.findall(r'#include "([^"]+)"', source.read_text()):
                    self.assertFalse(name.startswith(others), f"{source} includes {name}")
        public = {path.name for path in (ROOT / "model/include/gongkai").iterdir()}
        for source in sorted((ROOT / "parser").rglob("*.[ch]")):
            for name in re.findall(r'#include "gongkai/([^"]+)"', source.read_text()):
                self.assertNotIn(name, public, source)

    def test_limits_are_those_of_the_header(self):
        header = (ROOT / "parser/include/gongkai/limits.h").read_text()
        security = (ROOT / "SECURITY.md").read_text()
        limits = re.findall(r'GK_LIMIT\((\w+), (\d+)(u << 20)?, \w+, "([^"]+)"\)', header)
        library = security[: security.index("| limit of an archive |")]
        self.assertEqual(len(limits), len(re.findall(r"^\| `\w+` \| [\d,]+", library, re.M)))
        for field, number, mebi, what in limits:
            value = f"{int(number):,}"
            if mebi:
                value = f"{number} MiB" if field.endswith("bytes") else f"{int(number) << 20:,}"
            self.assertIn(f"| `{field}` | {value} | {what} |", security)

    def test_limits_of_archives_are_those_of_the_header(self):
        header = (ROOT / "parser/container/archive_limits.h").read_text()
        security = (ROOT / "SECURITY.md").read_text()
        limits = re.findall(r"GK_LIMIT\((\w+), ([^,]+), (\w+),\s+\"([^\"]+)\"\)", header)
        self.assertGreater(len(limits), 6)
        for field, value, status, what in limits:
            number = eval(re.sub(r"UINT64_C\((\d+)\)|(\d+)u\b", lambda m: m[1] or m[2], value))
            units = ((1 << 40, " TiB"), (1 << 20, " MiB")) if field.endswith("bytes") else ()
            for unit, name in (*units, (1, "")):
                if number % unit == 0 and (number < unit << 11 or unit == 1):
                    break
            row = f"| `{field}` | {number // unit:,}{name} | {what} | `{status.lower().replace('_', '-')}` |"
            self.assertIn(row, security)

    def test_the_manual_names_every_code(self):
        manual = (ROOT / "man/gongkai.1.scd").read_text()
        listed = manual[manual.index("# DIAGNOSTICS") : manual.index("# EXIT STATUS")]
        listed = {code for line in re.findall(r"^- (\*[^:]+):", listed, re.M)
                  for code in re.findall(r"\*([a-z0-9-]+)\*", line)}
        headers = [ROOT / "parser/include/gongkai/diag.h", ROOT / "model/include/gongkai/report.h",
                   ROOT / "model/include/gongkai/compare.h"]
        codes = {code for path in headers for code in re.findall(r'GK_DIAG\(\w+, "([^"]+)"', path.read_text())}
        statuses = (ROOT / "parser/include/gongkai/status.def").read_text()
        statuses = re.findall(r'GK_STATUS\(\w+, [1-9]\d*, "([^"]+)"', statuses)
        self.assertEqual(listed, codes | set(statuses))

    def test_example_gives_what_is_shown(self):
        english, chinese = ((ROOT / name).read_text() for name in ("README.md", "README.zh-CN.md"))
        for name in ("input", "output"):
            self.assertEqual(block(english, name), block(chinese, name))
        with tempfile.TemporaryDirectory() as folder:
            report = pathlib.Path(folder, "report.txt")
            report.write_text(block(english, "input"))
            rows = subprocess.run([GONGKAI, "cells", report], check=True, capture_output=True, text=True).stdout
        rows = [row.split("\t") for row in rows.splitlines()]
        rows = [row for row in rows if row[1] != "absent"]
        # The README aligns the columns; what shows as blank can't be told from padding there.
        shown = [line.split() for line in block(english, "output").splitlines()]
        self.assertEqual(shown, [" ".join(row).split() for row in rows])

    def test_every_family_is_in_the_readme(self):
        sys.path.insert(0, str(ROOT / "tests/truth"))
        import families

        readme = (ROOT / "README.md").read_text()
        shown = readme[readme.index("<!-- families: begin -->") : readme.index("<!-- families: end -->")]
        rows = re.findall(r"^\| ([^|]+?) \|", shown, re.M)[2:]
        self.assertEqual([family.title for family in families.FAMILIES.values()], rows)

    def test_verbs_are_in_the_readme(self):
        verbs = re.findall(r"^  (\w+) {2,}", subprocess.run([GONGKAI, "--help"], capture_output=True, text=True).stdout,
                           re.M)
        self.assertIn("dump", verbs)
        for name in ("README.md", "README.zh-CN.md"):
            text = (ROOT / name).read_text()
            for verb in verbs:
                self.assertIn(f"gongkai {verb}", text)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
