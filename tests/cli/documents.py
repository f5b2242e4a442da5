"""Documents for the tests of the command: the corpus, and files that are no reports."""
import pathlib
import subprocess


def corpus_documents(corpus):
    """The paths of the corpus's documents, as its manifest lists them."""
    lines = (pathlib.Path(corpus) / "manifest.tsv").read_text(encoding="utf-8").splitlines()
    return [str(pathlib.Path(corpus) / line.split("\t")[0]) for line in lines[1:]]


def write_bad_documents(folder):
    """Files that can't be read as a report, with names that are hard on a JSON writer; returns their paths."""
    contents = {
        b"empty": b"",
        b"photo.docx": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)),
        b"noise": bytes((i * i * 31 + 7 * i) % 256 for i in range(4096)),
        b"letter.txt": "你好，这不是报告。\n".encode(),
        b'quote"back\\slash\ttab\n\x01\x7f': b"",
        b"bad-\xff\xc0-utf8": b"",
        "报告𠀀\u2028".encode(): b"",
    }
    paths = []
    for name, content in contents.items():
        path = bytes(folder, "utf-8") + b"/" + name
        with open(path, "wb") as file:
            file.write(content)
        paths.append(path)
    return paths


def write_report_without_tables(folder):
    """A report of which no form can be told; returns its path."""
    path = folder + "/prose.txt"
    with open(path, "w", encoding="utf-8") as file:
        file.write("某某县某某局2022年政府信息公开工作年度报告\n一、总体情况\n\"完成\"\\良好。\n六、其他\n无。\n")
    return path


def dump(gongkai, *arguments):
    """The records that `gongkai dump` prints, as bytes without the newline."""
    done = subprocess.run([gongkai, "dump", *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    assert done.returncode in (0, 1), done.returncode
    assert done.stdout.endswith(b"\n")
    return done.stdout[:-1].split(b"\n")
