#!/usr/bin/env python3
"""Writes model/extract/variants.inc: which ideographs are compared as which, and which words.

usage: variants.py [--check]      (--check: exit 1 if the file in the tree is not what would be written)

From OpenCC (traditional to simplified; the words of Taiwan), the Unicode Character Database (radicals, compatibility
ideographs) and Unihan (simplified variants where OpenCC has none): Debian's opencc, libopencc-data and unicode-data.
"""
import bz2
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "model/extract/variants.inc"
UNICODE = pathlib.Path("/usr/share/unicode")
BLOCK = 64
FIRST, LAST = 0x2E80, 0xFAFF  # radicals, ideographs, compatibility ideographs


def opencc(config, lines):
    """The lines, converted."""
    done = subprocess.run(["opencc", "-c", config + ".json"], input="\n".join(lines).encode(), capture_output=True,
                          check=True)
    return done.stdout.decode().split("\n")


def radicals():
    """A radical's code point -> that of the ideograph it looks like."""
    for line in (UNICODE / "EquivalentUnifiedIdeograph.txt").read_text(encoding="utf-8").splitlines():
        found = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([0-9A-F]+)", line)
        if found:
            first, last, ideograph = found[1], found[2] or found[1], int(found[3], 16)
            yield from ((cp, ideograph) for cp in range(int(first, 16), int(last, 16) + 1))


def compatibility_ideographs():
    for line in (UNICODE / "UnicodeData.txt").read_text(encoding="utf-8").splitlines():
        fields = line.split(";")
        if 0xF900 <= int(fields[0], 16) <= LAST and re.fullmatch("[0-9A-F]+", fields[5]):
            yield int(fields[0], 16), int(fields[5], 16)


def simplified():
    chars = [chr(cp) for cp in range(0x3400, 0xA000)]
    by_opencc = {ord(a): ord(b) for a, b in zip(chars, opencc("t2s", chars)) if a != b and len(b) == 1}
    with bz2.open(UNICODE / "Unihan_Variants.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            found = re.match(r"U\+(\w+)\tkSimplifiedVariant\t(.*)", line)
            if found:
                cp = int(found[1], 16)
                others = [int(v[2:], 16) for v in found[2].split() if int(v[2:], 16) != cp]
                yield from [(cp, others[0])] if others else []
    yield from by_opencc.items()  # the last word


def characters():
    """Code point -> what it is compared as, through as many steps as it takes."""
    step = {a: b for source in (radicals(), compatibility_ideographs(), simplified()) for a, b in source
            if FIRST <= a <= LAST and b <= 0xFFFF}
    out = {}
    for cp in step:
        at, seen = cp, {cp}
        while at in step and step[at] not in seen:
            at = step[at]
            seen.add(at)
        if at != cp:
            out[cp] = at
    return out


def vocabulary():
    """Every literal of the model with an ideograph in it, but those of emit/: they are written, never compared."""
    words = set()
    for path in sorted(p for p in (ROOT / "model").rglob("*") if p.suffix in (".c", ".h", ".def")):
        if ROOT / "model/emit" in path.parents:
            continue
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        words |= {w for w in re.findall(r'"((?:[^"\\\n]|\\.)*)"', text) if re.search("[\u4e00-\u9fff]", w)}
    return sorted(words)


def words(variants):
    """What a machine that writes for Taiwan makes of the vocabulary, word for word of two characters."""
    ours = vocabulary()
    pairs = set()
    for word, theirs in zip(ours, opencc("s2twp", ours)):
        a, b = ("".join(chr(variants.get(ord(c), ord(c))) for c in s) for s in (theirs, word))
        if len(a) != len(b):
            continue
        differ = [i for i in range(len(a)) if a[i] != b[i]]
        # 资讯 for 信息 differs in both characters, 列印 for 打印 and 通讯 for 通信 in one: then that before it, if there
        # is one, belongs to the word
        for i in differ:
            if i + 1 < len(a) and i - 1 not in differ and (i == 0 or i + 1 in differ):
                pairs.add((a[i:i + 2], b[i:i + 2]))
            elif i > 0 and i - 1 not in differ:
                pairs.add((a[i - 1:i + 1], b[i - 1:i + 1]))
    return sorted(pairs)


def in_rows(items, width=16):
    items = list(items)
    return ["    " + ", ".join(items[i:i + width]) + "," for i in range(0, len(items), width)]


def generate():
    variants = characters()
    first_block, last_block = FIRST // BLOCK, LAST // BLOCK
    masks, ranks, rank = [], [], 0
    for block in range(first_block, last_block + 1):
        mask = sum(1 << i for i in range(BLOCK) if block * BLOCK + i in variants)
        masks.append(f"0x{mask:016X}")
        ranks.append(str(rank))
        rank += bin(mask).count("1")
    out = ["/* Written by tools/gen/variants.py from the data of OpenCC, the Unicode Character Database and Unihan. Do not edit. */",
           "", f"enum {{ FIRST_BLOCK = {first_block}, N_BLOCKS = {len(masks)} }};", "",
           "static const uint64_t masks[N_BLOCKS] = {", *in_rows(masks, 5), "};", "",
           "static const uint16_t ranks[N_BLOCKS] = {", *in_rows(ranks, 18), "};", "",
           "static const uint16_t bases[] = {", *in_rows((f"0x{variants[cp]:04X}" for cp in sorted(variants)), 14), "};",
           "", "static const word words[] = {"]
    for a, b in words(variants):
        out.append(f"    {{0x{ord(a[0]):04X}, 0x{ord(a[1]):04X}, 0x{ord(b[0]):04X}, 0x{ord(b[1]):04X}}}, /* {a} {b} */")
    return "\n".join(out + ["};", ""])


def main():
    if not shutil.which("opencc") or not (UNICODE / "Unihan_Variants.txt.bz2").exists():
        print("variants.py: opencc or unicode-data is not installed", file=sys.stderr)
        return 77
    text = generate()
    if sys.argv[1:] != ["--check"]:
        OUT.write_text(text, encoding="utf-8")
    elif not OUT.exists() or OUT.read_text(encoding="utf-8") != text:
        sys.exit(f"variants.py: not up to date: {OUT.name}; run tools/gen/variants.py")
    return 0


if __name__ == "__main__":
    sys.exit(main())
