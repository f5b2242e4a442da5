#!/usr/bin/env python3
"""test_plants.py BUILD: every plant is one change of one source of the build, which compiles without a warning."""
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

import plants


def compiles(plant, commands, folder):
    planted = pathlib.Path(folder, "planted.c")
    plant.apply(planted)
    entry = commands[str(plants.ROOT / plant.source)]
    words = [str(planted) if word == entry["file"] else word for word in shlex.split(entry["command"])]
    del words[words.index("-o"):words.index("-o") + 2]
    return subprocess.run([*words, "-fsyntax-only", "-Werror"], cwd=entry["directory"], check=False).returncode == 0


def main():
    entries = json.loads(pathlib.Path(sys.argv[1], "compile_commands.json").read_text())
    commands = {entry["file"]: entry for entry in entries}
    all_plants = plants.read()
    with tempfile.TemporaryDirectory() as folder:
        wrong = [plant.name for plant in all_plants if not compiles(plant, commands, folder)]
    print(f"{len(all_plants)} plants, not compiled: {', '.join(wrong) or 'none'}")
    return 1 if wrong or not all_plants else 0


if __name__ == "__main__":
    sys.exit(main())
