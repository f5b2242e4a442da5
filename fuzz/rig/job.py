"""Runs one target under one engine, in a process of its own, and says what came of it."""
import base64
import collections
import ctypes
import dataclasses
import os
import pathlib
import re
import resource
import shlex
import signal
import subprocess
import time

from . import targets

PR_SET_CHILD_SUBREAPER = 36
REPLAY_SECONDS = 120
SHOWN_BYTES = 2048
SHOWN_FINDS = 5  # AFL++ keeps each way to the same place
MESSAGE = r"^broken: .*|runtime error: .*|\w+: deadly signal|\w+Sanitizer: .*"


@dataclasses.dataclass
class Find:
    kind: str
    replay: str  # the command
    message: str  # what came of it
    base64: str  # the bytes, if they are few: the folder of a machine for tests may be gone


@dataclasses.dataclass
class Result:
    target: str
    engine: str
    seconds: float
    cpu_seconds: float
    measures: dict
    kinds: collections.Counter  # of finds
    finds: list  # the first of them
    failure: str  # of the engine, not of the target; "" is none


class Worker:
    """The process that runs jobs, one after the other. What an engine leaves behind becomes its child, so that all
    processor time is counted: AFL++ leaves the process that did the work. A signal is the engine's to obey."""
    engine = None

    @classmethod
    def start(cls, niceness):
        if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl")
        os.nice(niceness)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, cls.pass_on)

    @classmethod
    def pass_on(cls, _number, _frame):
        if cls.engine is not None:
            cls.engine.send_signal(signal.SIGINT)


def children():
    return [int(pid) for path in pathlib.Path("/proc/self/task").glob("*/children") for pid in path.read_text().split()]


def bury_orphans():
    while pids := children():
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def run_engine(command, variables, log):
    """Its exit status, and the processor time of all that it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(log, "wb") as output:
        Worker.engine = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                                         env=os.environ | variables)
        status = Worker.engine.wait()
    Worker.engine = None
    bury_orphans()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return status, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ended(status):
    return f"ended by {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"


def replayed(kind, path, engine):
    """A find, tried again."""
    command = [os.path.relpath(name, targets.ROOT) for name in (engine.program, path)]
    data = path.read_bytes()
    find = Find(kind, shlex.join(command), "does not happen again",
                base64.b64encode(data).decode() if len(data) <= SHOWN_BYTES else "")
    try:
        done = subprocess.run(command, cwd=targets.ROOT, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=REPLAY_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        find.message = f"still running after {REPLAY_SECONDS} s"
        return find
    if done.returncode != 0:
        said = re.search(MESSAGE, (done.stdout + done.stderr).decode("utf-8", "replace"), re.M)
        find.message = said[0] if said else ended(done.returncode)
    return find


def last_lines(log, n=10):
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-n:])


def run(engine, seconds):
    engine.prepare()
    started = time.time()
    try:
        status, cpu_seconds = run_engine(engine.command(seconds), engine.environment(), engine.log)
    except OSError as error:
        return Result(engine.target.name, engine.name, 0, 0, engine.measures(), collections.Counter(), [], str(error))
    seconds = time.time() - started
    finds = list(engine.finds(started))
    failed = status not in (0, *engine.stopped) and not finds
    return Result(engine.target.name, engine.name, seconds, cpu_seconds, engine.measures(),
                  collections.Counter(kind for kind, _ in finds),
                  [replayed(kind, path, engine) for kind, path in finds[:SHOWN_FINDS]],
                  f"{ended(status)}:\n{last_lines(engine.log)}" if failed else "")
