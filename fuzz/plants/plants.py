"""plants.py: known bugs, a patch each: what is wrong, the target that must find it, what must be said, the change."""
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


class Plant:
    def __init__(self, path):
        text = path.read_text()
        self.name, self.patch = path.stem, path
        self.what = text.split("\n", 1)[0]
        self.target = re.search(r"^target: (\w+)$", text, re.M)[1]
        self.oracle = re.search(r"^oracle: (.+)$", text, re.M)[1]  # a regular expression
        self.source = re.search(r"^\+\+\+ b/(.+)$", text, re.M)[1]

    def apply(self, planted):
        """Writes the source with the bug in it; raises if the source has become another."""
        subprocess.run(["patch", "--quiet", "--fuzz=0", f"--output={planted}", ROOT / self.source, self.patch],
                       check=True)


def read(names=()):
    """The plants of these names, or all."""
    known = {path.stem: path for path in sorted(HERE.glob("*.patch"))}
    unknown = set(names) - set(known)
    if unknown:
        sys.exit(f"no plant {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    return [Plant(known[name]) for name in names or known]
