#!/usr/bin/env python3
"""The memory that a conversion takes does not grow with the archive.

usage: memory.py GONGKAI CORPUS [--few N] [--many N] [--within SHARE]

Converts archives of few and of many inputs to NDJSON and SQLite with two workers; the peak with many may be larger by
that share at most.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

import make_archive


# What a process is started by counts as its memory too, up to that moment: so it is a small one.
LAUNCHER = """
import os, sys
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(pid, 0)
assert os.waitstatus_to_exitcode(status) in (0, 1), status
print(usage.ru_maxrss * 1024)
"""


def peak(gongkai, archive, out):
    """Bytes that the process held at most."""
    call = [sys.executable, "-S", "-c", LAUNCHER, str(gongkai), "convert", archive, "-o", out, "--force", "-q", "-j2"]
    return int(subprocess.run(call, check=True, stdout=subprocess.PIPE).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gongkai", type=pathlib.Path)
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--few", type=int, default=1500)
    parser.add_argument("--many", type=int, default=3000)
    parser.add_argument("--within", type=float, default=0.1)
    args = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        gongkai, folder = args.gongkai.resolve(), pathlib.Path(scratch)
        corpus = args.corpus.resolve()
        os.chdir(folder)
        for name, count in (("few.zip", args.few), ("many.zip", args.many)):
            make_archive.write(corpus, count, folder / name)
        for ending in ("ndjson", "sqlite"):
            few, many = (peak(gongkai, name, f"out.{ending}") for name in ("few.zip", "many.zip"))
            verdict = "ok" if many <= few * (1 + args.within) else "TOO MUCH"
            failed += verdict != "ok"
            print(f"{ending}: {few / 1e6:.1f} MB for {args.few} inputs, {many / 1e6:.1f} MB for {args.many}: {verdict}")
    print(f"{2 - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
