#!/usr/bin/env python3
"""The recipes for many processes and machines, each run for real: what they write is what one run writes.

usage: recipes.py GONGKAI CORPUS RECIPES_DIR parallel|slurm

Exits with 77 where GNU parallel, or a Slurm of one node (one_node_slurm.sh), is not to be had.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import make_archive

GONGKAI, CORPUS, RECIPES = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
HERE = pathlib.Path(__file__).resolve().parent
COUNT = 150
WAIT_SECONDS = 240
# Waits for the jobs whose numbers the recipe prints; `squeue` no longer shows what has ended.
SLURM = """
set -e
"$1" 3 out.ndjson 'my reports.zip'
until [ -z "$(squeue -h)" ]; do sleep 0.2; done
"""


def convert(folder, *arguments):
    subprocess.run([GONGKAI, "convert", "my reports.zip", "-q", *arguments], cwd=folder, check=False)


def one_run(folder):
    make_archive.write(CORPUS, COUNT, folder / "my reports.zip")
    convert(folder, "-o", "one.ndjson")
    return (folder / "one.ndjson").read_bytes()


def run(folder, call):
    environment = {**os.environ, "GONGKAI": str(GONGKAI)}
    done = subprocess.run([str(word) for word in call], cwd=folder, env=environment, timeout=WAIT_SECONDS, check=False)
    if done.returncode == 77:
        print("skipped: no Slurm can be set up here")
        sys.exit(77)
    return done.returncode


def check(folder, expected):
    out = folder / "out.ndjson"
    assert out.read_bytes() == expected, "the recipe wrote something else than one run"
    left = [path.name for path in folder.iterdir() if "part" in path.name or "journal" in path.name]
    assert not left, f"the recipe left something behind: {left}"
    out.unlink()


def parallel(folder, expected):
    if not shutil.which("parallel"):
        print("skipped: GNU parallel is not installed")
        sys.exit(77)
    recipe = RECIPES / "parallel.sh"
    assert run(folder, [recipe, 3, "out.ndjson", "my reports.zip"]) == 0
    check(folder, expected)
    # Given again after it was stopped: a share that is there is not made anew, one that was begun is gone on with.
    convert(folder, "--shard", "1/3", "-o", "out.ndjson.part-1-of-3.ndjson")
    begun = [GONGKAI, "convert", "my reports.zip", "-q", "-j1", "--shard", "2/3", "-o", "out.ndjson.part-2-of-3.ndjson"]
    with subprocess.Popen(begun, cwd=folder) as process:
        time.sleep(0.1)
        process.kill()
    assert run(folder, [recipe, 3, "out.ndjson", "my reports.zip"]) == 0
    check(folder, expected)
    assert run(folder, [recipe, 2, "out.unknown", "my reports.zip"]) != 0
    assert run(folder, [recipe]) == 2


def slurm(folder, expected):
    recipe = RECIPES / "slurm.sh"
    call = [HERE / "one_node_slurm.sh", folder / "slurm", "bash", "-c", SLURM, "bash", recipe]
    assert run(folder, call) == 0
    check(folder, expected)


def main():
    # Slurm's own user must be able to reach its folder.
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        folder.chmod(0o755)
        {"parallel": parallel, "slurm": slurm}[sys.argv[4]](folder, one_run(folder))
    print(f"{sys.argv[4]}: the same bytes as one run")


if __name__ == "__main__":
    main()
