"""A compound file (OLE2) by hand, version 3: the container of old .doc files and of encrypted Word files."""

import struct

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NO_ENTRY = 0xFFFFFFFF
STREAM_MIN = 4096  # shorter streams would live in a mini stream


def _entry(name, kind, child, left, right, start, size):
    encoded = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        encoded,
        len(encoded) + 2 if name else 0,
        kind,
        1,
        left,
        right,
        child,
        b"",
        0,
        0,
        0,
        start,
        size,
    )


def build(streams):
    """A compound file with these streams (name -> bytes) in its root, each at least STREAM_MIN long."""
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    data, fat = b"", [FAT]
    starts = {}
    for name in names:
        content = streams[name]
        assert len(content) >= STREAM_MIN
        count = -(-len(content) // SECTOR)
        starts[name] = len(fat)
        fat += list(range(len(fat) + 1, len(fat) + count)) + [END]
        data += content.ljust(count * SECTOR, b"\0")
    directory = len(fat)
    entries = [_entry("Root Entry", 5, 1 if names else NO_ENTRY, NO_ENTRY, NO_ENTRY, END, 0)]
    for i, name in enumerate(names, 1):  # a chain of right siblings is a valid, if unbalanced, tree
        right = i + 1 if i < len(names) else NO_ENTRY
        entries.append(_entry(name, 2, NO_ENTRY, NO_ENTRY, right, starts[name], len(streams[name])))
    while len(entries) % 4:
        entries.append(_entry("", 0, NO_ENTRY, NO_ENTRY, NO_ENTRY, 0, 0))
    table = b"".join(entries)
    count = len(table) // SECTOR
    fat += list(range(directory + 1, directory + count)) + [END]
    assert len(fat) <= SECTOR // 4
    header = struct.pack("<8s16sHHHHH6sIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"",
                         0, 1, directory, 0, STREAM_MIN, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    return header + struct.pack(f"<{SECTOR // 4}I", *fat, *[FREE] * (SECTOR // 4 - len(fat))) + data + table
