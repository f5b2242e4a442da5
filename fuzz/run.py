#!/usr/bin/env python3
"""Runs fuzz targets: what `tools/dev fuzz` calls when the targets are built.

Exit status 1 says that a target broke or that an engine could not run it; the output says where the finds are and how
they are replayed.
"""
import argparse
import concurrent.futures
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys

from rig import engines, job, journal, keep, targets

UNITS = {"": 1, "s": 1, "m": 60, "h": 3600}


def parse_arguments(argv):
    parser = argparse.ArgumentParser(
        prog="tools/dev fuzz", formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="targets: " + " ".join(targets.targets()))
    parser.add_argument("words", nargs="*", metavar="WORD",
                        help="targets or `all`, a time (90, 10m, 2h; a minute if none is given), libfuzzer or afl")
    parser.add_argument("-j", type=int, default=os.cpu_count(), metavar="N", help="targets at a time (default: cores)")
    parser.add_argument("--nice", type=int, default=0, metavar="N", help="let other programs go first")
    parser.add_argument("--fresh", action="store_true",
                        help="begin with the seeds and what is kept alone, and leave the work of other runs as it is")
    parser.add_argument("--keep", action="store_true",
                        help="choose what to keep in fuzz/corpus of what was found so far, and run nothing")
    parser.add_argument("--update", action="store_true",
                        help="write the table of all runs into fuzz/README.md, and run nothing")
    parser.add_argument("--preset", action="store_true", help="print the preset that must be built, and run nothing")
    options = parser.parse_args(argv)
    options.targets, options.seconds, options.engine = [], 60, engines.LibFuzzer
    for word in options.words:
        understand(word, options, parser)
    if options.keep:
        options.engine = engines.LibFuzzer  # whose merge it is
    options.targets = list(dict.fromkeys(options.targets)) or list(targets.targets().values())
    return options


def understand(word, options, parser):
    known = targets.targets()
    if time := re.fullmatch(r"([1-9]\d*)([smh]?)", word):
        options.seconds = int(time[1]) * UNITS[time[2]]
    elif word in engines.ENGINES:
        options.engine = engines.ENGINES[word]
    elif word in known:
        options.targets.append(known[word])
    elif word == "all":
        options.targets.extend(known.values())
    else:
        parser.error(f"'{word}' is no target, time or engine; targets: {' '.join(known)}")


# ---- what is shown ---------------------------------------------------------------------------------------------------
HEAD = ("target", "executions", "per CPU s", "CPU s", "edges", "of", "new inputs", "stability", "finds")


def found(result):
    kinds = ", ".join(kind if n == 1 else f"{kind} x{n}" for kind, n in result.kinds.items())
    return kinds or ("failed" if result.failure else "none")


def line(result):
    measures = result.measures
    speed = measures["executions"] / max(result.cpu_seconds, 0.1)
    counts = (measures["executions"], speed, result.cpu_seconds, measures["edges"], measures["edges_total"],
              measures["new_inputs"])
    stability = f"{measures['stability']:.1f} %" if "stability" in measures else "-"
    return (result.target, *(f"{count:,.0f}" for count in counts), stability, found(result))


def show_table(rows):
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        cells = [cell.ljust(width) if i in (0, len(row) - 1) else cell.rjust(width)
                 for i, (cell, width) in enumerate(zip(row, widths))]
        print("  ".join(cells).rstrip())


def show_trouble(result):
    for find in result.finds:
        print(f"\n{result.target}: {find.kind}: {find.message}\n  again: {find.replay}")
        if find.base64:
            print(f"  bytes, for base64 -d: {find.base64}")
    if result.kinds.total() > len(result.finds):
        print(f"\n{result.target}: {result.kinds.total() - len(result.finds)} more beside them")
    if result.failure:
        print(f"\n{result.target}: {result.engine} failed, {result.failure}")


def show_progress(text):
    """A line that the next one overwrites, for those who watch."""
    if sys.stderr.isatty():
        width = shutil.get_terminal_size().columns - 1
        sys.stderr.write(f"\r\033[K{text[:width]}")
        sys.stderr.flush()


def say(text):
    show_progress("")
    print(text, flush=True)


# ---- what is done ----------------------------------------------------------------------------------------------------
def plot(engine):
    """Whether afl-plot could draw a run: it needs gnuplot, and a run of more than some seconds."""
    command = ["afl-plot", engine.queue.parent, engine.work / "plot"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def plot_all(runs):
    drawn = [engine.target.name for engine in runs if plot(engine)]
    missing = [engine.target.name for engine in runs if engine.target.name not in drawn]
    place = os.path.relpath(runs[0].work.parent, targets.ROOT)
    if drawn:
        print(f"\nplots are in {place}/TARGET/plot, TARGET being {' '.join(drawn)}")
    if missing:
        print(f"\nafl-plot has drawn nothing, mostly for want of data, of {' '.join(missing)}")


def collect(running, options):
    """The results of those that end now, each written down as it comes."""
    done, _ = concurrent.futures.wait(running, timeout=1, return_when=concurrent.futures.FIRST_COMPLETED)
    for future in done:
        del running[future]
        result = future.result()
        if not options.fresh:
            journal.append(options.engine.preset, result)
        say(f"{result.target}: {result.measures['executions']:,} executions, found: {found(result)}")
        yield result


def fuzz(options):
    """The results in the order of the targets, and whether there are all of them: who interrupts gets what there is."""
    results, running, interrupted = [], {}, False
    waiting = [options.engine(target, options.fresh) for target in reversed(options.targets)]
    with concurrent.futures.ProcessPoolExecutor(options.j, None, job.Worker.start, (options.nice,)) as pool:
        while waiting or running:
            try:
                while waiting and len(running) < options.j:
                    engine = waiting.pop()
                    running[pool.submit(job.run, engine, options.seconds)] = engine.target.name
                show_progress(f"fuzzing {', '.join(running.values())}; {len(waiting)} more")
                for result in collect(running, options):
                    results.append(result)
            except KeyboardInterrupt:
                interrupted = True
                waiting.clear()
                for worker in multiprocessing.active_children():
                    os.kill(worker.pid, signal.SIGINT)
    order = [target.name for target in options.targets]
    return sorted(results, key=lambda result: order.index(result.target)), interrupted


def interrupt(_number, _frame):
    raise KeyboardInterrupt


def main():
    options = parse_arguments(sys.argv[1:])
    if options.preset:
        print(options.engine.preset)
        return 0
    if options.update:
        print(f"fuzz/README.md: {journal.update()} runs")
        return 0
    if options.keep:
        with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
            for said in pool.map(keep.keep, options.targets):
                print(said, flush=True)
        return 0
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)
    say(f"{options.engine.name}, {options.seconds} seconds a target, {options.j} at a time: "
        + " ".join(target.name for target in options.targets))
    results, interrupted = fuzz(options)
    say("")
    show_table([HEAD, *map(line, results)])
    if options.engine is engines.AFL and results:
        plot_all([options.engine(targets.targets()[result.target], options.fresh) for result in results])
    for result in results:
        show_trouble(result)
    if any(result.kinds or result.failure for result in results):
        return 1
    return 128 + signal.SIGINT if interrupted else 0


if __name__ == "__main__":
    sys.exit(main())
