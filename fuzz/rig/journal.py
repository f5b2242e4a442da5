"""The journal: a line of JSON for each run, below the build; and the table in fuzz/README.md that sums them up, with the
runs that it counts in fuzz/runs.jsonl, so that builds and machines may come and go."""
import collections
import datetime
import json
import platform
import re
import subprocess

from . import engines, targets

README = targets.FUZZ / "README.md"
KEPT = targets.FUZZ / "runs.jsonl"
MARKS = re.compile(r"(<!-- runs: begin -->\n).*(<!-- runs: end -->)", re.S)


def path(preset):
    return targets.ROOT / "build" / preset / "work/runs.jsonl"


def commit():
    """What was built; with a mark if it was changed since."""
    command = ["git", "describe", "--always", "--dirty=+"]
    done = subprocess.run(command, cwd=targets.ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        model = re.search(r"^model name\s*: (.*)", info.read(), re.M)
    return model[1] if model else platform.machine()


def append(preset, result):
    line = {"target": result.target, "engine": result.engine, "date": str(datetime.date.today()), "commit": commit(),
            "machine": machine(), "seconds": round(result.seconds, 1), "cpu_seconds": round(result.cpu_seconds, 1),
            **result.measures, "finds": result.kinds}
    with open(path(preset), "a", encoding="utf-8") as journal:
        journal.write(json.dumps(line) + "\n")


def lines_of(journal):
    return journal.read_text(encoding="utf-8").splitlines() if journal.exists() else []


def runs():
    """Those that are kept, and those of this build, each once; as lines."""
    journals = [KEPT, *(path(engine.preset) for engine in engines.ENGINES.values())]
    return list(dict.fromkeys(line for journal in journals for line in lines_of(journal)))


def summary(of_target):
    """A row of the table: sums of all runs, edges of the last, stability of the worst."""
    cpu_seconds = sum(run["cpu_seconds"] for run in of_target)
    executions = sum(run["executions"] for run in of_target)
    last = of_target[-1]
    stability = [run["stability"] for run in of_target if "stability" in run]
    cells = [f"`fuzz_{last['target']}`", last["engine"], f"{cpu_seconds / 3600:.2f}", f"{executions:,}",
             f"{executions / max(cpu_seconds, 1):,.0f}", f"{last['edges']:,} of {last['edges_total']:,}",
             f"{min(stability):.1f} %" if stability else "", str(sum(sum(run["finds"].values()) for run in of_target))]
    return "| " + " | ".join(cells) + " |"


def table(journal):
    by_target = collections.defaultdict(list)
    for run in journal:
        by_target[run["target"], run["engine"]].append(run)
    dates, commits = ([run[name] for run in journal] for name in ("date", "commit"))
    hours = sum(run["cpu_seconds"] for run in journal) / 3600
    order = list(targets.targets())
    rows = [summary(by_target[key]) for key in sorted(by_target, key=lambda key: (order.index(key[0]), key[1]))]
    machines = ", ".join(sorted({run["machine"] for run in journal}))
    return "\n".join([
        f"{min(dates)} to {max(dates)}, commits {commits[0]} to {commits[-1]}, {machines}: "
        f"{hours:.1f} CPU hours, {sum(run['executions'] for run in journal):,} executions.", "",
        "| target | engine | CPU hours | executions | executions a CPU second | edges | stability | finds |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |", *rows, ""])


def update():
    """Keeps the runs, and writes the table anew; the number of runs in it."""
    lines = runs()
    if lines:
        KEPT.write_text("\n".join(lines) + "\n", encoding="utf-8")
        summed = table(list(map(json.loads, lines)))
        text, n = MARKS.subn(lambda marks: marks[1] + summed + marks[2], README.read_text(encoding="utf-8"))
        if n != 1:
            raise SystemExit(f"{README} does not have the marks between which the table goes")
        README.write_text(text, encoding="utf-8")
    return len(lines)
