"""The two engines: how each is called, where it puts what it finds, and what it says of its work.

Either goes on where the last run of the same target ended: what was found stays in its folder and is read again.
"""
import re
import shutil

from . import folders, targets

MAX_BYTES = 1 << 16  # of an input: more is only slower
TIMEOUT_SECONDS = 60  # for an input, by the clock; a busy machine that stumbles is no find
RSS_MB = 2048


class Engine:
    """A target under one of them. `preset` names the build, below which the work lies, that of fresh runs apart."""
    before = {}  # counts that go on from run to run

    def __init__(self, target, is_fresh=False):
        self.target = target
        self.is_fresh = is_fresh
        self.build = targets.ROOT / "build" / self.preset
        self.program = self.build / "fuzz" / f"fuzz_{target.name}"
        self.work = self.build / ("fresh" if is_fresh else "work") / target.name
        self.seeds = self.work / "seeds"
        self.queue = self.work / self.queue_name
        self.log = self.work / "log"

    def prepare(self):
        """Unpacks what to begin with; the paths of what was not there before."""
        if self.is_fresh and self.work.exists():
            shutil.rmtree(self.work)
        sources = (targets.seeds, targets.kept)
        return [path for source in sources for path in folders.add(self.seeds, source(self.target))]

    def finds(self, since):
        """What broke the target at or after a time: (kind, path)."""
        for kind, pattern in self.patterns:
            for path in sorted(self.work.glob(pattern)):
                if path.stat().st_mtime >= since:
                    yield kind, path


class LibFuzzer(Engine):
    name = "libfuzzer"
    preset = "fuzz"
    patterns = (("crash", "finds/crash-*"), ("leak", "finds/leak-*"), ("hang", "finds/timeout-*"),
                ("oom", "finds/oom-*"))
    queue_name = "found"
    stopped = (72,)  # its status when it was asked to stop

    def prepare(self):
        added = super().prepare()
        for folder in (self.queue, self.work / "finds"):
            folder.mkdir(parents=True, exist_ok=True)
        return added

    def limits(self):
        return [f"-max_len={MAX_BYTES}", f"-timeout={TIMEOUT_SECONDS}", f"-rss_limit_mb={RSS_MB}",
                f"-artifact_prefix={self.work}/finds/"]

    def command(self, seconds):
        words = self.target.dictionary
        return [self.program, f"-max_total_time={seconds}", *self.limits(), *([f"-dict={words}"] if words else []),
                *(["-seed=1"] if self.is_fresh else []),  # what it finds, it finds again
                f"-report_slow_units={TIMEOUT_SECONDS}", "-print_final_stats=1", self.queue, self.seeds]

    def environment(self):
        return {}

    def measures(self):
        log = self.log.read_text(encoding="utf-8", errors="replace")

        def last(pattern):
            found = re.findall(pattern, log, re.M)
            return int(found[-1]) if found else 0
        return {"executions": last(r"^stat::number_of_executed_units: +(\d+)"), "edges": last(r"\bcov: (\d+)"),
                "edges_total": last(r"\((\d+) inline 8-bit counters\)"),
                "new_inputs": last(r"^stat::new_units_added: +(\d+)")}


class AFL(Engine):
    name = "afl"
    preset = "fuzz-afl"
    patterns = (("crash", "found/default/crashes*/id:*"), ("hang", "found/default/hangs*/id:*"))
    queue_name = "found/default/queue"
    stopped = ()

    def prepare(self):
        """A queue that is gone on with is all that afl-fuzz reads: what is new must go there, and be called as it calls
        its own, or it gives up when it cleans up."""
        added = super().prepare()
        self.before = self.stats()
        if self.queue.is_dir():
            folders.add(self.queue, (path.read_bytes() for path in added), "id:")
        return added

    def command(self, seconds):
        words = self.target.dictionary
        return ["afl-fuzz", "-G", str(MAX_BYTES), "-V", str(seconds), "-m", "none", "-t", "5000",
                *(["-x", words] if words else []), "-i", self.seeds, "-o", self.work / "found", "--", self.program]

    def environment(self):
        """Cores are shared, a pipe as core_pattern does no harm, and what is only slow for once is no hang."""
        variables = {f"AFL_{name}": "1" for name in ("AUTORESUME", "I_DONT_CARE_ABOUT_MISSING_CRASHES", "NO_AFFINITY",
                                                     "NO_UI", "SKIP_CPUFREQ")}
        variables["AFL_HANG_TMOUT"] = str(1000 * TIMEOUT_SECONDS)
        if self.target.mutator:
            variables["AFL_CUSTOM_MUTATOR_LIBRARY"] = str(self.build / f"fuzz/mutators/afl_{self.target.mutator}.so")
        return variables

    def stats(self):
        path = self.queue.parent / "fuzzer_stats"
        if not path.exists():
            return {}
        return dict(re.findall(r"^(\w+) *: (.*)$", path.read_text(encoding="utf-8"), re.M))

    def measures(self):
        """Its counts go on from run to run."""
        now = self.stats()

        def gained(name):
            return int(now.get(name, 0)) - int(self.before.get(name, 0))
        return {"executions": gained("execs_done"), "edges": int(now.get("edges_found", 0)),
                "edges_total": int(now.get("total_edges", 0)), "new_inputs": gained("corpus_found"),
                "stability": float(now.get("stability", "0%").rstrip("%"))}


ENGINES = {engine.name: engine for engine in (LibFuzzer, AFL)}
