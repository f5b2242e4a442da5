"""Folders of inputs, each in a file named after its bytes: what is there twice is there once."""
import hashlib


def name_of(data):
    return hashlib.sha256(data).hexdigest()[:16]


def add(folder, inputs, prefix=""):
    """Puts into a folder what it does not have yet, under such names; the paths of that."""
    folder.mkdir(parents=True, exist_ok=True)
    added = []
    for data in inputs:
        path = folder / (prefix + name_of(data))
        if not path.exists():
            path.write_bytes(data)
            added.append(path)
    return added


def count(folder):
    return sum(1 for path in folder.iterdir() if path.is_file()) if folder.is_dir() else 0
