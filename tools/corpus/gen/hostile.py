"""Files that are not reports, and broken ones. Each must give one clear error: (file, status, makers' note, bytes)."""

import io
import zipfile
import zlib

from gen import cfb, pdf
from gen.docx import DECLARATION, Docx, entry
from gen.flat_opc import FlatOfficial
from gen.odt import MIMETYPE, Flat, Odt
from gen.rng import Rng

BOMB_SPACES = 2 << 20  # enough for the ratio of deflated to inflated bytes to count


NO_POPPLER = "needs-converter|"  # where pdftotext is not installed


class _Doctype(Docx):
    def main_bytes(self):
        doctype = b'<!DOCTYPE w:document [<!ENTITY a "0">]>'
        return super().main_bytes().replace(b"<w:document ", doctype + b"<w:document ", 1)


class _Malformed(Docx):
    def main_bytes(self):
        return super().main_bytes().replace(b"</w:body>", b"</w:bdy>")


class _Bomb(Docx):
    def main_bytes(self):
        return super().main_bytes().replace(b"<w:body>", b"<w:body>" + b" " * BOMB_SPACES)


class _NoMain(Docx):
    def parts(self):
        return {name: data for name, data in super().parts().items() if name != self.main}


def _zip(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in parts.items():
            package.writestr(entry(name), data, zipfile.ZIP_DEFLATED, 9)
    return stream.getvalue()


def _damaged(report):
    """One bit of the main part's deflated bytes is turned: its checksum no longer fits."""
    data = bytearray(Docx(report).bytes())
    info = zipfile.ZipFile(io.BytesIO(bytes(data))).getinfo("word/document.xml")
    data[info.header_offset + 30 + len(info.filename) + info.compress_size // 2] ^= 0x10
    return bytes(data)


def _png():
    def chunk(kind, body):
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    pixel = chunk(b"IDAT", zlib.compress(b"\0\xff", 9))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0") + pixel + chunk(b"IEND", b"")


class _FlatDoctype(Flat):
    def finish(self, xml):
        return super().finish(xml.replace("<office:document ", "<!DOCTYPE office:document><office:document ", 1))


class _Sheet(Odt):
    def body(self):
        return "<office:body><office:spreadsheet/></office:body>"

    def parts(self):
        return {**super().parts(), "mimetype": MIMETYPE.replace("text", "spreadsheet").encode()}


class _EncryptedOdt(Odt):
    """As the manifest says: the content is noise to all others."""

    def manifest(self):
        data = '<manifest:encryption-data manifest:checksum=""/></manifest:file-entry>'
        return super().manifest().replace('content.xml" manifest:media-type="text/xml"/>', f'content.xml">{data}', 1)

    def parts(self):
        return {**super().parts(), "content.xml": Rng("odt").bytes(3000)}


class _NoContent(Odt):
    def parts(self):
        return {name: data for name, data in super().parts().items() if name != "content.xml"}


class _FlatCut(FlatOfficial):
    def bytes(self):
        return super().bytes()[:-4000]


def files(report):
    """Every hostile file but those that LibreOffice makes."""
    rng = Rng("hostile")
    docx = Docx(report).bytes()
    story = "　　临波路的早市六点开张，卖豆花的摊子排在最前面。\n　　到八点，摊子收去大半，只剩两三个卖花的。\n"
    jpeg = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xdb\x00\x43\x00" + rng.bytes(600)
    scheme = b"\4\0\4\0\x40\0\0\0".ljust(4096, b" ")
    encrypted = cfb.build({"EncryptedPackage": rng.bytes(6000), "EncryptionInfo": scheme})
    old_word = cfb.build({"WordDocument": b"\xec\xa5\xc1\x00" + rng.bytes(4500), "1Table": rng.bytes(4200)})
    other_ole = cfb.build({"Workbook": b"\x09\x08\x10\x00" + rng.bytes(4500)})
    sheet = _zip({"[Content_Types].xml": DECLARATION.format("UTF-8") + "<Types/>", "xl/workbook.xml": "<workbook/>"})
    return (
        ("empty.txt", "empty", "no bytes at all", b""),
        ("blank.txt", "empty|not-a-report", "white space only", " \n\t\u3000\n".encode()),
        ("random.bin", "unsupported-format|bad-encoding", "random bytes", rng.bytes(4096)),
        ("photo.jpg", "not-a-document", "the head of a JPEG", jpeg),
        ("picture.docx", "not-a-document", "a PNG under a Word name", _png()),
        ("scan.pdf", NO_POPPLER + "no-text-layer", "a PDF whose page is a picture", pdf.scan()),
        ("encrypted.pdf", NO_POPPLER + "encrypted", "a PDF under a password", pdf.encrypted()),
        ("damaged.pdf", NO_POPPLER + "corrupt", "the head of a PDF, then noise", b"%PDF-1.5\n" + rng.bytes(300)),
        ("story.txt", "not-a-report", "Chinese text that is no report", story.encode()),
        ("truncated.docx", "truncated", "a Word file cut in half", docx[: len(docx) // 2]),
        ("truncated-tail.docx", "truncated|corrupt", "a Word file without its last 30 bytes", docx[:-30]),
        ("damaged.docx", "corrupt", "a Word file with one bit turned in its main part", _damaged(report)),
        ("no-main.docx", "corrupt", "a Word file whose main part is missing", _NoMain(report).bytes()),
        ("doctype.docx", "doctype", "a main part with a DOCTYPE", _Doctype(report).bytes()),
        ("malformed.docx", "malformed-xml", "a main part that is not well-formed", _Malformed(report).bytes()),
        ("bomb.docx", "bomb", "a main part that inflates 700 times", _Bomb(report).bytes()),
        ("encrypted.docx", "encrypted", "an encrypted Word file: OLE2 with EncryptedPackage", encrypted),
        ("renamed.docx", "legacy-doc", "an old Word file under a new name: OLE2 with WordDocument", old_word),
        ("workbook.xls", "not-a-document", "OLE2 with neither", other_ole),
        ("sheet.xlsx", "not-a-document", "a package that is not Word", sheet),
        ("plain.zip", "not-a-document", "a zip that is no package", _zip({"a.txt": b"a"})),
        ("encrypted.odt", "encrypted", "OpenDocument text whose manifest says it is encrypted", _EncryptedOdt(report).bytes()),
        ("no-content.odt", "corrupt", "OpenDocument text without its content", _NoContent(report).bytes()),
        ("sheet.ods", "not-a-document", "an OpenDocument spreadsheet", _Sheet(report).bytes()),
        ("doctype.fodt", "doctype", "flat OpenDocument with a DOCTYPE", _FlatDoctype(report).bytes()),
        ("cut.xml", "malformed-xml", "a Word file as one XML file, cut off", _FlatCut(report).bytes()),
        ("empty.zip", "not-a-document", "a zip without entries", _zip({})),
    )


LIBREOFFICE_ROWS = (
    ("legacy.doc", "legacy-doc", "a Word 97 file, saved by LibreOffice"),
    ("encrypted-libreoffice.docx", "encrypted", "a Word file saved under a password by LibreOffice"),
    ("encrypted-libreoffice.odt", "encrypted", "OpenDocument text saved under a password by LibreOffice"),
)


def manifest(report):
    rows = [row[:3] for row in files(report)] + list(LIBREOFFICE_ROWS)
    return "file\tstatus\tcovers\n" + "".join("\t".join(row) + "\n" for row in rows)
