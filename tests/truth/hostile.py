#!/usr/bin/env python3
"""Files that can't be read as a report: one clear error each, and nothing worse.

usage: hostile.py GONGKAI CORPUS_DIR

Every file of corpus/hostile, and what no checked-in file can be: a directory, a missing file, a sparse file of 4 GB.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import corpus as c

MAX_RSS_BYTES = 700 << 20  # the arena's ceiling and room for a sanitizer's own


def run(gongkai, path):
    """The finished command and the most memory it held."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen([gongkai, "dump", str(path)], stdout=out, stderr=err, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return process.returncode, out.read().decode(), err.read().decode(errors="replace"), usage.ru_maxrss * 1024


def problems(gongkai, path, codes):
    status, out, err, rss = run(gongkai, path)
    lines = []
    if status != 1:
        lines.append(f"exit status {status}")
    if out.count("\n") != 1:
        lines.append(f"{out.count(chr(10))} records")
    else:
        code = json.loads(out).get("error", {}).get("code")
        if code not in codes:
            lines.append(f"code {code}, expected {' or '.join(codes)}")
    if err.count("\n") != 1:
        lines.append(f"{err.count(chr(10))} lines on stderr: {err[:200]!r}")
    if rss > MAX_RSS_BYTES:
        lines.append(f"{rss >> 20} MiB of memory")
    return lines


def cases(corpus, scratch):
    """(path, codes) of everything to try."""
    for row in c.manifest(corpus, "hostile/manifest.tsv"):
        yield pathlib.Path(corpus) / "hostile" / row["file"], row["status"].split("|")
    yield scratch, ["read-failed"]
    yield scratch / "missing.docx", ["read-failed"]
    sparse = scratch / "sparse.docx"
    with open(sparse, "wb") as f:
        f.truncate(4 << 30)
    yield sparse, ["too-large"]
    if os.geteuid() != 0:  # root can read everything
        locked = scratch / "locked.docx"
        locked.write_bytes(b"x")
        locked.chmod(0)
        yield locked, ["read-failed"]


def main(gongkai, corpus):
    passed = failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        for path, codes in cases(corpus, pathlib.Path(scratch)):
            lines = problems(gongkai, path, codes)
            for line in lines:
                print(f"{path.name}: {line}")
            failed += bool(lines)
            passed += not lines
    return c.finish(passed, failed)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
