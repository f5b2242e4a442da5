#!/usr/bin/env python3
"""mutation_test.py [PLANT ...] [--seconds N] [--tries N] [--update]: does the rig find bugs that are known to be there?

Each plant (fuzz/plants) is built into the library, one at a time, and its target is run under libFuzzer, from the seeds
alone, until it finds something or has used up its processor time. What must be found is what the plant says. In the
library as it is, the same target finds nothing in as many executions as the most that a plant of it took, or 500.

What a document costs is no target's business: plants of the target `scaling` are for tests/scaling to find.

--update writes the table into plants/README.md. Exit status 1 says that the rig has missed one.
"""
import argparse
import datetime
import os
import pathlib
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "plants"))
import plants  # pylint: disable=wrong-import-position

ROOT = plants.ROOT
BUILD = {"fuzz": ROOT / "build/fuzz-plants", "dev": ROOT / "build/dev-plants"}
FOUND = r"^broken: .*|(?:Address|Leak)Sanitizer: .*|runtime error: .*|ERROR: libFuzzer: .*|^\w+/[\w-]+: .*"


class Run:
    """What came of one run: what was found, after how much work."""

    def __init__(self, output, cpu_seconds):
        found = re.search(FOUND, output, re.M)
        self.found = found and re.sub(r" on (unknown )?address.*| \(pid.*|^broken: ", "", found[0])
        self.cpu_seconds = cpu_seconds
        n = re.findall(r"^(?:#|stat::number_of_executed_units: +)(\d+)", output, re.M)
        self.n_executions = int(n[-1]) if n else None
        self.by_seeds = bool(self.found) and "INITED" not in output


def timed(command, cpu_seconds=None):
    """The output of a command, whatever its status, and the processor time that it and its children took."""
    def limit():
        if cpu_seconds:
            resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, resource.RLIM_INFINITY))
    before = os.times()
    done = subprocess.run(command, capture_output=True, check=False, preexec_fn=limit)
    after = os.times()
    output = (done.stdout + done.stderr).decode("utf-8", "replace")
    return output, after.children_user + after.children_system - before.children_user - before.children_system


def build(preset, plant, target):
    """Builds a target with a plant in the library, or none."""
    for command in (["cmake", "--preset", preset, "-B", BUILD[preset], f"-DGK_PLANT={plant}"],
                    ["cmake", "--build", BUILD[preset], "--target", target]):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{plant or 'no plant'}: {target} is not built:\n{done.stdout}{done.stderr}")


def fuzz(target, seed, seconds=None, n_executions=None):
    """A run of a target from its seeds on."""
    with tempfile.TemporaryDirectory() as folder:
        found, seeds = pathlib.Path(folder, "found"), pathlib.Path(folder, "seeds")
        found.mkdir()
        shutil.copytree(ROOT / "fuzz/seeds" / target, seeds)
        command = [BUILD["fuzz"] / f"fuzz/fuzz_{target}", f"-seed={seed}", "-timeout=60", "-rss_limit_mb=2048",
                   "-max_len=16384", "-print_final_stats=1", f"-artifact_prefix={folder}/"]
        dictionary = ROOT / f"fuzz/{target}.dict"
        if dictionary.exists():
            command.append(f"-dict={dictionary}")
        if n_executions:
            command.append(f"-runs={n_executions}")
        return Run(*timed([*command, found, seeds], seconds))


def scaling():
    program = BUILD["dev"] / "tests/scaling/scaling"
    return Run(*timed([sys.executable, ROOT / "tests/scaling/scaling.py", program, ROOT / "corpus"]))


def seek(plant, options):
    """The first run that finds something, else the last."""
    if plant.target == "scaling":
        build("dev", plant.name, "scaling")
        return scaling()
    build("fuzz", plant.name, f"fuzz_{plant.target}")
    for seed in range(1, options.tries + 1):
        result = fuzz(plant.target, seed, seconds=options.seconds)
        if result.found:
            break
    return result


def control(target, n_executions):
    """The same without a plant."""
    if target == "scaling":
        build("dev", "", "scaling")
        return scaling()
    build("fuzz", "", f"fuzz_{target}")
    return fuzz(target, 1, n_executions=max(n_executions, 500))


def row(plant, result):
    n = "" if result.n_executions is None else f"{result.n_executions:,}"
    by = ("nothing" if not result.found else "`tests/scaling`" if plant.target == "scaling" else
          "seeds" if result.by_seeds else "fuzzing")
    return (f"| `{plant.name}` | {plant.what} | `{plant.target}` | {by} | {result.found or ''} | {n} "
            f"| {result.cpu_seconds:.1f} |")


def write_table(rows, options):
    readme = ROOT / "fuzz/plants/README.md"
    head = (f"{datetime.date.today()}, {platform.machine()}, {os.cpu_count()} cores, "
            f"`tools/dev fuzz --mutation-test --update`; at most {options.seconds} seconds of processor time, "
            f"{options.tries} times.\n\n"
            "| plant | what is wrong | target | found by | what was said | executions | CPU seconds |\n"
            "| --- | --- | --- | --- | --- | ---: | ---: |\n")
    old = readme.read_text()
    readme.write_text(re.sub(r"(<!-- plants: begin -->\n).*(<!-- plants: end -->)",
                             lambda m: m[1] + head + "\n".join(rows) + "\n" + m[2], old, flags=re.S))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("plants", nargs="*", metavar="PLANT")
    parser.add_argument("--seconds", type=int, default=90)
    parser.add_argument("--tries", type=int, default=2)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    chosen = plants.read(options.plants)
    wrong, rows, most = [], [], {}
    for plant in chosen:
        result = seek(plant, options)
        most[plant.target] = max(most.get(plant.target, 0), result.n_executions or 0)
        rows.append(row(plant, result))
        print(rows[-1], flush=True)
        if not re.search(plant.oracle, result.found or ""):
            wrong.append(plant.name)
    for target, n_executions in most.items():
        result = control(target, n_executions)
        print(f"{target} without a plant: {result.found or 'nothing'}", flush=True)
        if result.found:
            wrong.append(target)
    print(f"{len(chosen)} plants; wrong: {', '.join(wrong) or 'none'}")
    if options.update and not wrong:
        write_table(rows, options)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
