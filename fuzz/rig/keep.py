"""Kept corpora: what fuzzing found that reaches code which the seeds don't, in fuzz/corpus/TARGET.zip.

libFuzzer's merge chooses, by edges alone: what only goes round a loop more often is not worth a place in the tree. It
reads the queues of both engines, what was kept before and the documents of the corpus.
"""
import pathlib
import subprocess
import tempfile
import zipfile

from . import engines, folders, targets

MEMBER_BYTES = 16 << 10
ZIP_BYTES = 300 << 10


def candidates(target):
    yield from targets.kept(target)
    yield from targets.documents(target)
    for engine in engines.ENGINES.values():
        queue = engine(target).queue
        yield from (path.read_bytes() for path in sorted(queue.glob("*")) if path.is_file())


def merged(target, work):
    """The inputs that add edges to those of the seeds, as few as a greedy choice leaves."""
    chosen, offered = work / "chosen", work / "offered"
    seeds = {path.name for path in folders.add(chosen, targets.seeds(target))}
    folders.add(offered, (data for data in candidates(target) if len(data) <= MEMBER_BYTES))
    engine = engines.LibFuzzer(target)
    command = [engine.program, "-set_cover_merge=1", "-use_counters=0", "-use_cmp=0", *engine.limits(), chosen, offered]
    with open(engine.work / "merge.log", "wb") as log:
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, check=True)
    return [data for path in chosen.iterdir() if folders.name_of(data := path.read_bytes()) not in seeds]


def packed(members, path):
    """The same bytes from the same members, whenever it is written."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted((folders.name_of(data), data) for data in members):
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr, info.compress_type = 3, 0o644 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(info, data)


def fitting(members, path):
    """Packs as many as there is room for, the small ones first; their number."""
    members = sorted(members, key=len)
    packed(members, path)
    while path.stat().st_size > ZIP_BYTES:
        members = members[:-max(1, len(members) // 20)]
        packed(members, path)
    return len(members)


def keep(target):
    """Writes the kept corpus of a target anew; a line that says what it has."""
    target.kept.parent.mkdir(exist_ok=True)
    engines.LibFuzzer(target).prepare()
    with tempfile.TemporaryDirectory() as folder:
        members = merged(target, pathlib.Path(folder))
    if not members:
        target.kept.unlink(missing_ok=True)
        return f"{target.name}: nothing that the seeds don't reach"
    n = fitting(members, target.kept)
    left_out = f", {len(members) - n} more left out" if n < len(members) else ""
    return f"{target.name}: {n} inputs in {target.kept.stat().st_size:,} bytes{left_out}"
