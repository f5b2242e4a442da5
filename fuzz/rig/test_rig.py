#!/usr/bin/env python3
"""The rig itself: what it reads from logs, counts, keeps and sums up."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import unittest.mock

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from rig import engines, folders, journal, keep, targets  # pylint: disable=wrong-import-position
import run  # pylint: disable=wrong-import-position

LIBFUZZER_LOG = """\
INFO: Loaded 1 modules   (27132 inline 8-bit counters): 27132 [0x1, 0x2),
#137\tINITED cov: 6916 ft: 15000 corp: 100/1000Kb exec/s: 10 rss: 200Mb
#141\tNEW    cov: 6917 ft: 15001 corp: 101/1001Kb lim: 65536 exec/s: 10 rss: 200Mb L: 5/5 MS: 1 ChangeByte-
stat::number_of_executed_units: 150
stat::average_exec_per_sec:     10
stat::new_units_added:          1
"""
AFL_STATS = """\
execs_done        : 25503
corpus_found      : 15
stability         : 99.71%
edges_found       : 245
total_edges       : 915
"""
# Ends before the child that does the work; AFL++ does so too.
LEAVES_A_CHILD = """\
import os, time
ready, tell = os.pipe()
if os.fork():
    os.read(ready, 1)
else:
    while time.process_time() < 0.3:
        pass
    os.write(tell, b".")
    time.sleep(60)
"""
RUNS_IT = """\
import sys
sys.path.insert(0, sys.argv[1])
from rig import job
job.Worker.start(0)
status, cpu_seconds = job.run_engine([sys.executable, "-c", sys.argv[2]], {}, sys.argv[3])
print(status, cpu_seconds)
"""


def engine_in(folder, engine_class, log=""):
    engine = engine_class(targets.targets()["text"])
    engine.work = pathlib.Path(folder)
    engine.queue, engine.log = engine.work / "queue", engine.work / "log"
    engine.log.write_text(log, encoding="utf-8")
    return engine


class Rig(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_every_target_is_listed_and_documented(self):
        readme = (targets.FUZZ / "README.md").read_text(encoding="utf-8")
        sources = {path.stem.removeprefix("fuzz_") for path in targets.FUZZ.glob("fuzz_*.c")}
        self.assertEqual(sources, set(targets.targets()))
        for name in sources:
            self.assertIn(f"`fuzz_{name}`", readme)
            self.assertTrue(list(targets.seeds(targets.targets()[name])), name)

    def test_words_of_the_command_line(self):
        options = run.parse_arguments(["docx", "10m", "afl", "text", "-j", "1"])
        self.assertEqual([target.name for target in options.targets], ["docx", "text"])
        self.assertEqual((options.seconds, options.engine, options.j), (600, engines.AFL, 1))
        self.assertEqual(len(run.parse_arguments([]).targets), len(targets.targets()))

    def test_what_libfuzzer_says(self):
        engine = engine_in(self.folder, engines.LibFuzzer, LIBFUZZER_LOG)
        self.assertEqual(engine.measures(), {"executions": 150, "edges": 6917, "edges_total": 27132, "new_inputs": 1})

    def test_afl_counts_from_run_to_run(self):
        engine = engine_in(self.folder, engines.AFL)
        (self.folder / "fuzzer_stats").write_text(AFL_STATS, encoding="utf-8")
        engine.before = {"execs_done": "12078", "corpus_found": "8"}
        self.assertEqual(engine.measures(), {"executions": 13425, "edges": 245, "edges_total": 915, "new_inputs": 7,
                                             "stability": 99.71})

    def test_runs_are_kept_and_summed_up(self):
        line = {"target": "text", "engine": "afl", "date": "2026-01-02", "commit": "c", "machine": "m", "cpu_seconds": 1800,
                "executions": 18000, "edges": 5, "edges_total": 9, "stability": 99.5, "finds": {"crash": 2}}
        readme, kept, built = (self.folder / name for name in ("README.md", "runs.jsonl", "built.jsonl"))
        readme.write_text("before\n<!-- runs: begin -->\nold\n<!-- runs: end -->\nafter\n", encoding="utf-8")
        kept.write_text(json.dumps(line) + "\n", encoding="utf-8")
        built.write_text(json.dumps(line) + "\n" + json.dumps({**line, "edges": 6, "stability": 100}) + "\n", encoding="utf-8")
        with unittest.mock.patch.multiple(journal, README=readme, KEPT=kept, path=lambda _preset: built):
            self.assertEqual((journal.update(), journal.update()), (2, 2))
        self.assertEqual(len(kept.read_text(encoding="utf-8").splitlines()), 2)
        self.assertIn("| `fuzz_text` | afl | 1.00 | 36,000 | 10 | 6 of 9 | 99.5 % | 4 |", readme.read_text(encoding="utf-8"))
        self.assertNotIn("old", readme.read_text(encoding="utf-8"))

    def test_new_seeds_join_afls_queue_under_its_names(self):
        engine = engine_in(self.folder, engines.AFL)
        engine.seeds = self.folder / "seeds"
        engine.queue.mkdir()
        added = engine.prepare()
        self.assertEqual(len(list(engine.queue.glob("id:*"))), len(added))
        self.assertTrue(added)
        self.assertEqual(engine.prepare(), [])

    def test_finds_are_those_of_this_run(self):
        engine = engine_in(self.folder, engines.LibFuzzer)
        (self.folder / "finds").mkdir()
        for name, time in (("crash-1", 100), ("timeout-2", 200), ("slow-unit-3", 200)):
            (self.folder / "finds" / name).touch()
            os.utime(self.folder / "finds" / name, (time, time))
        self.assertEqual([(kind, path.name) for kind, path in engine.finds(150)], [("hang", "timeout-2")])

    def test_processor_time_of_what_an_engine_leaves_behind(self):
        command = [sys.executable, "-c", RUNS_IT, targets.FUZZ, LEAVES_A_CHILD, self.folder / "log"]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        status, cpu_seconds = done.stdout.split()
        self.assertEqual(status, "0")
        self.assertGreater(float(cpu_seconds), 0.3)

    def test_a_kept_corpus_is_the_same_bytes_in_any_order(self):
        for name, members in (("a", [b"one", b"two", b"three"]), ("b", [b"three", b"one", b"two"])):
            keep.packed(members, self.folder / name)
        self.assertEqual((self.folder / "a").read_bytes(), (self.folder / "b").read_bytes())
        target = targets.Target("none", None)
        with unittest.mock.patch.object(targets.Target, "kept", self.folder / "a"):
            self.assertEqual(sorted(targets.kept(target)), [b"one", b"three", b"two"])

    def test_large_members_give_way(self):
        members = [os.urandom(keep.ZIP_BYTES // 4) for _ in range(4)] + [b"small"]
        self.assertEqual(keep.fitting(members, self.folder / "zip"), 4)
        self.assertLessEqual((self.folder / "zip").stat().st_size, keep.ZIP_BYTES)

    def test_what_was_added_is_new(self):
        self.assertEqual(len(folders.add(self.folder / "in", [b"a", b"b", b"a"])), 2)
        self.assertEqual([path.read_bytes() for path in folders.add(self.folder / "in", [b"b", b"c"])], [b"c"])

    def test_the_table_sums_up(self):
        one = {"target": "zip", "engine": "afl", "date": "2026-01-02", "commit": "a", "machine": "m",
               "cpu_seconds": 1800, "executions": 1000, "edges": 10, "edges_total": 90, "stability": 99.5, "finds": {"crash": 1}}
        other = {**one, "date": "2026-01-03", "commit": "b", "executions": 2600, "edges": 12, "stability": 100.0,
                 "finds": {}}
        table = journal.table([one, other])
        self.assertIn("| `fuzz_zip` | afl | 1.00 | 3,600 | 1 | 12 of 90 | 99.5 % | 1 |", table)
        self.assertIn("2026-01-02 to 2026-01-03, commits a to b, m: 1.0 CPU hours, 3,600 executions.", table)


if __name__ == "__main__":
    unittest.main()
