#!/usr/bin/env python3
"""Every number of every document of the corpus: the bytes it is said to stand at are its text.

usage: evidence.py GONGKAI CORPUS_DIR

For a Word file or OpenDocument text the bytes are of its main part, for a page in an archive of the decoded page, found
and read here with nothing of the parser's; markup is stripped as the contract says, and what the text comes to is read
as a number by another implementation.
"""

import email
import html
import io
import pathlib
import re
import sys
import unicodedata
import zipfile
from decimal import Decimal, InvalidOperation

import corpus as c

SKIPPED = ("del", "moveFrom", "instrText", "delText", "Fallback", "txbxContent", "rPr", "pPr", "tcPr", "trPr")
EMITTED = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
TOKEN = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[|\]\]>|<[^>]*>|[^<\]]+|\]", re.S)
NAME = re.compile(r"<(/?)(?:\w+:)?(\w+)")
VANISH = re.compile(r"<w:vanish(?:\s+w:val=\"(?:1|true|on)\")?\s*/>")


def hidden(fragment):
    """The fragment without its hidden runs."""
    pieces = re.split(r"(<w:r[ >].*?</w:r>|<w:r>.*?</w:r>)", fragment, flags=re.S)
    return "".join(p for p in pieces if not (p.startswith("<w:r") and VANISH.search(p)))


def strip_markup(fragment):
    """The text of a piece of WordprocessingML: what a reader sees once every change is accepted."""
    out, depth, cdata = "", 0, False
    for token in TOKEN.findall(hidden(fragment)):
        if token in ("<![CDATA[", "]]>"):
            cdata = token != "]]>"
        elif token.startswith("<"):
            match = NAME.match(token)
            closing, name = match.groups() if match else ("", "")
            if name in SKIPPED and not token.endswith("/>"):
                depth = max(0, depth + (-1 if closing else 1))
            elif not depth and not closing:
                out += EMITTED.get(name, "")
        elif not depth:
            out += token if cdata else html.unescape(token)
    return out


ODF_SKIPPED = ("note", "annotation", "ruby-text", "hidden-text", "object")
ODF_DELETED = re.compile(r'<text:change-start text:change-id="(\w+)"/>(.*?)<text:change-end text:change-id="\1"/>', re.S)
ODF_HIDING = re.compile(
    r'<style:style style:name="([^"]+)" style:family="text"[^>]*><style:text-properties [^>]*text:display="none"'
)


def odf_emitted(token, name):
    """What an element of the text namespace stands for."""
    if name == "s":
        count = re.search(r'text:c="(\d+)"', token)
        return " " * int(count.group(1) if count else 1)
    return {"tab": "\t", "line-break": "\n"}.get(name, "")


def strip_odf(fragment, deletions, hiding):
    """The text of a piece of OpenDocument; white space but that of elements is collapsed."""
    fragment = re.sub(f'<text:span text:style-name="(?:{"|".join(hiding)})">.*?</text:span>', "", fragment, flags=re.S)
    fragment = ODF_DELETED.sub(lambda m: "" if m.group(1) in deletions else m.group(2), fragment)
    out, depth, cdata = "", 0, False
    for token in TOKEN.findall(fragment):
        if token in ("<![CDATA[", "]]>"):
            cdata = token != "]]>"
        elif token.startswith("<"):
            match = re.match(r"<(/?)\w+:([\w-]+)", token)
            closing, name = match.groups() if match else ("", "")
            if name in ODF_SKIPPED and not token.endswith("/>"):
                depth = max(0, depth + (-1 if closing else 1))
            elif not depth and not closing:
                out += odf_emitted(token, name)
        elif not depth:
            out += re.sub(r"[ \t\r\n]+", " ", token if cdata else html.unescape(token))
    return out


def strip_of(path, part, encoding):
    """What strips a file's part of its markup."""
    if path.suffix not in (".odt", ".fodt"):
        return strip_markup if path.suffix != ".txt" else str
    text = part.decode(encoding)
    regions = re.findall(r'<text:changed-region [^>]*text:id="(\w+)">\s*<text:(\w+)', text)
    deletions = {region for region, kind in regions if kind == "deletion"}
    hiding = ["Hidden", "Hidden_20_Too", *ODF_HIDING.findall(text)]  # the first two are the corpus's own, in styles.xml
    return lambda fragment: strip_odf(fragment, deletions, hiding)
# What a browser shows nothing of.
HTML_SKIPPED = ("script", "style", "del", "template", "select", "noscript", "button", "textarea", "nav", "title")
HTML_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden|\shidden[\s>]")
HTML_TOKEN = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.S)


def strip_html(fragment):
    """The text of a piece of a page: br and the ends of paragraphs are line ends, other white space collapses."""
    out, skipping, depth = "", None, 0
    for token in HTML_TOKEN.findall(fragment):
        name = NAME.match(token)
        if skipping:
            if name and name.group(2) == skipping:
                depth += -1 if name.group(1) else 1
                skipping = skipping if depth else None
        elif name and not name.group(1) and (name.group(2) in HTML_SKIPPED or HTML_HIDDEN.search(token)):
            skipping, depth = name.group(2), 1
        elif name and name.group(2).lower() in ("br", "p"):
            out += "\n"
        elif not token.startswith("<"):
            out += html.unescape(re.sub(r"[ \t\r\n]+", " ", token))
    return re.sub(r" *\n[ \n]*", "\n", out)


def archived(data):
    """The page of a single-file archive, and its encoding."""
    message = email.message_from_bytes(data)
    page = next(part for part in message.walk() if part.get_content_type() == "text/html")
    charset = page.get_content_charset()
    return page.get_payload(decode=True), "gb18030" if charset == "gb2312" else charset


DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10000}


def chinese(text):
    """一百零五 as 105; None if it is no such number."""
    total, digit = 0, None
    for ch in text:
        if ch in DIGITS:
            digit = DIGITS[ch]
        elif ch in POWERS:
            total += (1 if digit is None else digit) * POWERS[ch]
            digit = None
        else:
            return None
    return Decimal(total + (digit or 0)) if text else None


def parse(raw):
    """The number that a cell's text says, or None."""
    text = re.sub(r"\[(?:bookmark|image):[^\]]*\]", "", raw)
    text = re.sub("[\u2010\u2011\u2212]", "-", "".join(unicodedata.normalize("NFKC", text).split()))
    for word in ("减少", "減少", "下降", "减", "減"):
        text = re.sub("^" + word, "-", text)
    text = re.sub("^(?:增加|增|共计|共計|共|人民币|[￥¥])", "", text)
    text = re.sub(r"\(?(?:件|项|項|專案|份|萬元|万元)\)?$", "", text)
    if chinese(text) is not None:
        return chinese(text)
    text = re.sub(r"(?:[亿億万萬]?元)$", "", text).replace(",", "")
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def decode(data, name):
    """The encoding of a file or part; a file of no mark is named after its own."""
    if ".dump-big5." in name:
        return "cp950"
    if ".big5." in name:
        return "big5hkscs"
    if "-unmarked." in name:
        return "utf-16-be" if data.count(b"\0\n") > data.count(b"\n\0") else "utf-16-le"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16-le" if data[0] == 0xFF else "utf-16-be"
    if re.match(rb'<\?xml[^>]*encoding="GB18030"', data):
        return "gb18030"
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        return "gb18030"


def main_part(data):
    """The bytes of a package's main part, whatever the names of its entries look like."""
    package = zipfile.ZipFile(io.BytesIO(data))
    names = {i.orig_filename.replace("\\", "/").lower(): i for i in package.infolist()}
    if "mimetype" in names:
        return package.read(names["content.xml"])
    rels = package.read(names["_rels/.rels"]).decode("utf-8-sig")
    for rel in re.findall(r"<Relationship [^>]*>", rels):
        if re.search(r'Type="[^"]*/officeDocument"', rel):
            target = re.search(r'Target="([^"]*)"', rel).group(1)
            return package.read(names[target.lstrip("/").lower()])
    raise KeyError("no main part")


def problems(gongkai, path):
    """(numbers seen, lines about those that are not where they are said to be)"""
    data = path.read_bytes()
    packed = data[:2] == b"PK"
    is_page = path.parent.name == "html"
    if is_page and data.startswith(b"MIME-Version"):
        part, encoding = archived(data)
    else:
        part = main_part(data) if packed else data
        encoding = decode(part, path.name)
    strip = strip_html if is_page else strip_of(path, part, encoding)
    lines, seen = [], 0
    for cell, row in c.cell_rows(gongkai, path).items():
        if row.state != "number":
            continue
        seen += 1
        start, n = int(row.offset), int(row.length)
        try:
            text = part[start : start + n].decode(encoding)
        except UnicodeDecodeError as error:
            lines.append(f"{cell}: bytes {start}+{n}: {error}")
            continue
        plain = strip(text)
        if plain.replace("\u2011", "-") != row.raw.replace("\u2011", "-"):
            lines.append(f"{cell}: bytes {start}+{n} say {plain!r}, raw is {row.raw!r}")
        elif parse(plain) is None or parse(plain) != Decimal(row.value):
            lines.append(f"{cell}: {plain!r} is not {row.value}")
    return seen, lines


def main(gongkai, corpus):
    passed = failed = 0
    for row in c.manifest(corpus):
        seen, lines = problems(gongkai, pathlib.Path(corpus) / row["file"])
        expected = sum(state == "number" for state, _, _ in c.true_cells(corpus, row["truth"]).values())
        if seen < expected:
            lines.append(f"{seen} numbers of {expected}")
        for line in lines[:5]:
            print(f"{row['file']}: {line}")
        failed += bool(lines)
        passed += not lines
    return c.finish(passed, failed)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
