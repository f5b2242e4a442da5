"""Variants of the package: names, types, encodings, zip features."""

import io
import zipfile
from dataclasses import replace

from gen.docx import MAIN_TYPE, NAMESPACES, OOXML, Docx
from gen.docx_grid import Official
from gen.docx_text import Entities
from gen.report import Para


class Strict(Official):
    name = "strict"
    covers = "strict OOXML: its own namespaces and relationship types"
    mapping = (
        (OOXML + "/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"),
        (OOXML + "/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"),
        (OOXML + "/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"),
        (OOXML + "/drawingml/2006/wordprocessingDrawing", "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing"),
    )

    def finish(self, xml):
        for transitional, strict in self.mapping:
            xml = xml.replace(transitional, strict)
        return xml.replace("<w:document ", '<w:document w:conformance="strict" ')


class MovedMain(Official):
    name = "moved-main"
    covers = "main part word/document2.xml, found by an absolute relationship; a decoy word/document.xml beside it"
    main = "word/document2.xml"

    def relationships(self, targets):
        return super().relationships([(kind, "/" + t if t == self.main else t) for kind, t in targets])

    def parts(self):
        decoy = Docx(replace(self.report, cells={c: v._replace(text="99") for c, v in self.report.cells.items()}))
        return {**super().parts(), "word/document.xml": decoy.main_bytes()}


class Renamed(Official):
    def rename(self, name):
        return name

    def parts(self):
        return {self.rename(name): data for name, data in super().parts().items()}


class Backslash(Renamed):
    name = "backslash"
    covers = "entry names with backslashes"

    def rename(self, name):
        return name.replace("/", "\\")


class UpperCase(Renamed):
    name = "upper-case"
    covers = "entry names in upper case"

    def rename(self, name):
        return name.upper()


class Docm(Official):
    name = "docm"
    suffix = "docm"
    covers = "macro-enabled document: another main content type"
    main_type = "application/vnd.ms-word.document.macroEnabled.main+xml"


class Dotx(Official):
    name = "dotx"
    suffix = "dotx"
    covers = "template: another main content type"
    main_type = MAIN_TYPE.replace("document.main", "template.main")


class Utf16(Official):
    name = "utf16"
    covers = "main part in UTF-16LE with a byte-order mark; values and labels as they stand"
    encoding = "UTF-16"

    def main_bytes(self):
        return b"\xff\xfe" + super().main_bytes().decode("utf-16").encode("utf-16-le")


class Utf16Entities(Utf16, Entities):
    name = "utf16-entities"
    covers = "main part in UTF-16LE, with character references and CDATA"


class Gb18030(Official):
    name = "gb18030"
    covers = "main part declared and written in GB18030"
    encoding = "GB18030"


class Bom(Official):
    name = "bom"
    covers = "every part in UTF-8 with a byte-order mark"

    def parts(self):
        return {name: b"\xef\xbb\xbf" + data for name, data in super().parts().items()}


class Stored(Docx):
    name = "stored"
    covers = "entries stored, not deflated"
    compression = zipfile.ZIP_STORED


class _Unseekable(io.RawIOBase):
    """A stream that can't go back, so that zipfile writes sizes behind the data."""

    def __init__(self):
        self.data = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.data += data
        return len(data)

    def getvalue(self):
        return bytes(self.data)


class Descriptors(Official):
    name = "descriptors"
    covers = "sizes in data descriptors behind each entry, as streaming writers leave them"

    def stream(self):
        return _Unseekable()


class Loose(Official):
    """What careless writers leave: a reader needs none of it."""

    name = "loose"
    covers = "directory entries, relationships to parts that are not there, odd settings.xml, no Default for rels"

    def related(self):
        settings = (
            f'<w:settings xmlns:w="{NAMESPACES["w"]}" xmlns:mc="{NAMESPACES["mc"]}" xmlns:zz="urn:example">'
            '<mc:AlternateContent><mc:Choice Requires="zz"><zz:x/></mc:Choice></mc:AlternateContent></w:settings>'
        )
        return {**super().related(), "settings.xml": ("settings", settings)}

    def relationships(self, targets):
        if targets[0][0] == "styles":
            targets = [("numbering", "NULL"), ("footnotes", "footnotes.xml"), ("image", "../media/none.png"), *targets]
        return super().relationships(targets)

    def content_types(self, folder, related):
        rels = b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        return super().content_types(folder, related).replace(rels, b"")

    def parts(self):
        return {"word/": b"", "word/_rels/": b"", **super().parts()}


class HugeText(Official):
    name = "huge-text"
    covers = "a paragraph of 60,000 characters in one text node, an attribute as long"
    @staticmethod
    def suits(report):
        """One is enough."""
        return report.name == "consistent-2021"

    sentence = "为便于查询，本机关对历年文件逐一编号并上网，编号规则另行公布，共计12卷345页。"

    def truth(self):
        sections = list(self.report.sections)
        text = self.sentence * (60000 // len(self.sentence))
        sections[0] = replace(sections[0], blocks=(Para(text),) + sections[0].blocks)
        self.report = replace(self.report, sections=tuple(sections))
        return self.report

    def heading(self, section):
        described = f'<wp:docPr id="1" name="p" descr="{self.sentence * 1500}"/>'
        picture = f"<w:r><w:drawing><wp:inline>{described}</wp:inline></w:drawing></w:r>"
        plain = super().heading(section)
        return plain.replace("</w:p>", picture + "</w:p>") if section.id == "overview" else plain


WRITERS = (
    *(Strict, MovedMain, Backslash, UpperCase, Docm, Dotx, Utf16, Utf16Entities, Gb18030, Bom),
    *(Stored, Descriptors, Loose, HugeText),
)
