#!/usr/bin/env python3
"""Writes fuzz/*.dict and fuzz/mutators/words.inc: the words that fuzzers put into documents.

usage: dicts.py [--check]      (--check: exit 1 if a file in the tree is not what would be written)

What the library looks for is read from where the library has it: the labels of the forms, the elements, attributes and
values the readers ask for, the signatures of zip records. Only what no table of the sources spells out stands here.
"""
import pathlib
import re
import sys

import forms

ROOT = forms.ROOT
FUZZ = ROOT / "fuzz"
WORD_MAX = 120  # afl-fuzz refuses a dictionary with a longer word


def text_of(*patterns):
    """Sources, without their comments."""
    paths = sorted(path for pattern in patterns for path in (ROOT / "parser").glob(pattern))
    if not paths:
        sys.exit(f"dicts.py: no file {patterns}")
    return re.sub(r"/\*.*?\*/", "", "\n".join(path.read_text(encoding="utf-8") for path in paths), flags=re.S)


def found(regexp, text, n_least):
    """What a pattern finds, each once, sorted. Few finds mean that the sources are written otherwise now: say so."""
    words = sorted(set(re.findall(regexp, text)))
    if len(words) < n_least:
        sys.exit(f"dicts.py: only {len(words)} words fit {regexp}")
    return words


def unescaped(c_text):
    return c_text.encode("latin-1").decode("unicode_escape")


# ---- what the sources know ---------------------------------------------------------------------------------------------
def labels():
    """Labels of the forms, and how reports write them."""
    src = forms.Source()
    words = [*(r[3] for r in src.rows.values()), *(r[4] for r in src.rows.values()), *(c[3] for c in src.cols.values()),
             *src.row_labels.values(), *src.col_labels.values(), *src.table_labels.values(),
             *(label[2] for label in src.labels)]
    return list(dict.fromkeys(word for word in words if word))


def namespaces(prefixes):
    """Declarations, in the order of xml_names.c; the prefix is what the enumeration calls the namespace."""
    uris = re.findall(r'\{"([^"]+)", GK_NS_(\w+)\}', text_of("container/xml_names.c"))
    return [f'xmlns:{ns.lower()}="{uri}"' for uri, ns in uris if ns in prefixes]


def word_elements():
    return found(r"GK_W\((\w+)\)", text_of("reader/docx_names.h").split("#define GK_W_NAMES(")[0], 50)


def odt_elements():
    rows = found(r'GK_ODT\(\w+, (\w+), "([^"]+)"\)', text_of("reader/odt_names.h"), 30)
    return [f"{ns.lower()}:{local}" for ns, local in rows]


def word_attributes():
    text = text_of("reader/docx_*.c", "reader/numbering.c")
    asked = found(r'(?:GK_NS_W, |\battr\(\w+, |attr_int\(attrs, n, )"(\w+)"\)', text, 8)
    return [f"w:{name}" for name in asked]


def odt_attributes():
    text = text_of("reader/odt_*.c")
    asked = found(r'GK_NS_(TEXT|STYLE|TABLE|XML|LOEXT), "([\w-]+)"', text, 15)
    spans = found(r'"(number-\w+-\w+)"', text, 3)
    return [f"{ns.lower()}:{local}" for ns, local in asked] + [f"table:{local}" for local in spans]


def values(*patterns):
    return found(r'gk_str_is\((?!name\.local)[^;]*?, "([^"<>&/]+)"\)', text_of(*patterns), 5)


def list_formats():
    return found(r'GK_LIST_FORMAT\(\w+, "([^"]+)"', text_of("reader/list_format.h"), 20)


def html_elements():
    return [tag.lower() for tag in found(r"GUMBO_TAG_([A-Z0-9]+)\b\] = ", text_of("reader/html_tags.c"), 40)]


def html_attributes():
    return found(r'gk_html_(?:attr|number|style)\(\w+(?:->e)?, "([\w-]+)"', text_of("reader/html_*.c"), 8)


def html_list_styles():
    return found(r'\{"([\w-]+)", GK_LIST_\w+\}', text_of("reader/html_list.c"), 15)


def pdf_words():
    text = text_of("reader/bbox.c")
    return [f"<{n}>" for n in found(r'name\.local, "(\w+)"', text, 2)] + [
        f' {n}="' for n in found(r'GK_NS_NONE, "(\w+)"', text, 4)]


def zip_records():
    text = text_of("container/zip_record.c")
    numbers = found(r"signature [!=]= 0x([0-9a-f]{8})", text, 4)
    words = {bytes.fromhex(number)[::-1].decode("latin-1") for number in numbers}
    words |= {unescaped(word) for word in found(r'"(PK\\\d\\\d)"', text, 3)}
    return sorted(words)


def package_names():
    """Names of parts and their types."""
    text = text_of("container/package.c", "container/odf.c")
    names = found(r'"([\w./-]*(?:\.xml|\.rels|mimetype))"', text, 5)
    return names + found(r'"(application/[\w.+-]+\+xml)"', text, 3)


# ---- what no table of theirs spells out --------------------------------------------------------------------------------
PACKED = ["\n%PART%\n"]  # between the parts, see tests/support/docx.h

XML = ["<!DOCTYPE", "<![CDATA[", "]]>", "<!--", "-->", "<?xml version=\"1.0\" encoding=\"GB18030\"?>", "&#x4E00;", "&#x30;",
       "&amp;", "&lt;", "\x01"]

WORD = ['<w:gridSpan w:val="4"/>', '<w:vMerge/>', '<w:vMerge w:val="restart"/>', '<w:hMerge/>', '<w:gridBefore w:val="1"/>',
        '<w:gridAfter w:val="1"/>', '<w:sdt><w:sdtContent>', '<w:ins>', '<w:sym w:char="F0FC"/>',
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', '<w:numFmt w:val="chineseCounting"/>',
        '<w:lvlText w:val="%1"/>', '<w:footnoteReference w:id="2"/>', '<w:fldChar w:fldCharType="begin"/>',
        '<mc:AlternateContent>', '<mc:Choice Requires="wps">', '<mc:Fallback>']

FLAT = ['<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">', "</pkg:package>",
        '<pkg:part pkg:name="/word/document.xml">', "</pkg:part>", "<pkg:xmlData>", "</pkg:xmlData>", "<pkg:binaryData>",
        ' pkg:contentType=""']

ODT = ['<text:section text:display="none">', "</text:section>", "<text:note><text:note-body>",
       '<text:hidden-paragraph text:is-hidden="true"/>', '<table:table-cell table:number-columns-repeated="2"/>',
       '<text:change-start text:change-id="d"/>', '<text:change-end text:change-id="d"/>', "<draw:frame>", "</draw:frame>"]

HTML = ["rowspan=2", "colspan=2", " style='display:none'", "visibility:hidden", " hidden", "<br>", "<b>", "</b>",
        "<font color=a>", "<sup>", "<option>", "<meta charset=gbk>", "<meta name=PubDate content=2021-01-01>", "<!--", "-->",
        "<!--[if mso]>", "<![CDATA[", "&nbsp;", "&#x4E00;", "&#48", "&amp;", "MIME-Version: 1.0\r\n",
        "Content-Type: multipart/related; boundary=b\r\n\r\n", "Content-Type: text/html\r\n",
        "Content-Transfer-Encoding: base64\r\n", "Content-Transfer-Encoding: quoted-printable\r\n", "--b\r\n", "=3D"]

PDF = ['<page width="612.0" height="792.0">', "</page>", '<word xMin="72.1" yMin="104.3" xMax="99.5" yMax="117.9">', "</word>",
       "<flow>", "<block", "<line", "nan", "inf", "-0.0", "9999999.99"]

LINES = ["page\n", "list\n", "cells\n", "|", "^2", "%", "~", "_", "\n+++", "\n===\n", "0", "12", "/", "无"]

TEXT = ["\t", "\n\t", "\n\n", "\r\n", "\ufeff", b"\xff\xfe", b"\xfe\xff", "\u00a0", "\u3000", "０", "------", "======", "|", "+---+",
        "│", "─", "┼", "| --- |", "0", "/", "-1", "1,113", "[image: ]", "[bookmark: _GoBack]", "- 1 -", "\f", "万元",
        "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况",
        "年政府信息公开工作年度报告"]


# ---- files -------------------------------------------------------------------------------------------------------------
def tags(names):
    return [tag for name in names for tag in (f"<{name}>", f"</{name}>")]


def openings(attributes):
    return [f' {name}="' for name in attributes]


def spelt(word):
    """A word as afl-fuzz and libFuzzer read it: whatever is not plain ASCII as \\xNN."""
    data = word if isinstance(word, bytes) else word.encode()
    plain = "".join(chr(b) if 0x20 <= b < 0x7F and chr(b) not in '"\\' else f"\\x{b:02x}" for b in data)
    return '"' + plain + '"'


def dictionary(what, *lists):
    out = [f"# {what} Written by tools/gen/dicts.py. Do not edit."]
    for word in dict.fromkeys(word for words in lists for word in words):
        size = len(word if isinstance(word, bytes) else word.encode())
        if size > WORD_MAX:
            continue
        if not isinstance(word, bytes) and any("\u2e80" < c for c in word):
            out.append(f"# {word.strip()}")
        out.append(spelt(word))
    return "\n".join(out) + "\n"


def table(name, words):
    lines = [f"static const char *const {name}[] = {{"]
    return lines + [f"    {forms.c_string(word)}," for word in words] + ["};", ""]


def words_inc(names, attributes, value_words):
    out = ["/* Written by tools/gen/dicts.py from the forms and the readers' vocabularies. Do not edit. */", ""]
    out += table("label_words", [word for word in labels() if not set(word) & set("<&\"")])
    out += table("name_words", names) + table("attribute_words", attributes) + table("value_words", value_words)
    return "\n".join(out)


def generate():
    word_names = [f"w:{name}" for name in word_elements()]
    word_values = values("reader/docx*.c", "reader/numbering.c") + list_formats()
    odt_values = values("reader/odt_*.c")
    word = [WORD, tags(word_names), openings(word_attributes()), word_values, XML,
            namespaces({"W", "R", "MC", "WPS", "M", "VML"})]
    odt = [ODT, tags(odt_elements()), openings(odt_attributes()), odt_values, XML,
           namespaces({"OFFICE", "STYLE", "TEXT", "TABLE", "DRAW", "LOEXT"})]
    zips = [zip_records(), package_names()]
    return {
        FUZZ / "docx.dict": dictionary("Words of WordprocessingML and of the zip around it.", PACKED, *zips, *word),
        FUZZ / "flat_opc.dict": dictionary("Words of Word's package as one XML file.", FLAT, *word),
        FUZZ / "odt.dict": dictionary("Words of OpenDocument text and of the zip around it.", PACKED, *zips, *odt),
        FUZZ / "html.dict": dictionary("Words of HTML and of saved pages.", HTML, tags(html_elements()),
                                       openings(html_attributes()), html_list_styles(), ["一", b"\xd2\xbb"]),
        FUZZ / "pdf.dict": dictionary("What pdftotext writes.", PDF, pdf_words(), XML,
                                      [b"\xed\xa0\x80", b"\xef\xbf\xbe"]),
        FUZZ / "compare.dict": dictionary("Words of the reports, and what divides two of them.", PACKED, TEXT, labels()),
        FUZZ / "lines.dict": dictionary("Words of the reports, and what divides them.", LINES, labels()),
        FUZZ / "text.dict": dictionary("Words of the reports, and bytes that the text reader looks at.", TEXT, labels()),
        FUZZ / "mutators/words.inc": words_inc(word_names + odt_elements(), word_attributes() + odt_attributes(),
                                               list(dict.fromkeys(word_values + odt_values))),
    }


def main():
    if sys.argv[1:] not in ([], ["--check"]):
        sys.exit(__doc__)
    files = generate()
    stale = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if sys.argv[1:]:
        if stale:
            sys.exit(f"dicts.py: not up to date: {', '.join(path.name for path in stale)}; run tools/gen/dicts.py")
        return
    for path in stale:
        path.write_text(files[path], encoding="utf-8")


if __name__ == "__main__":
    main()
