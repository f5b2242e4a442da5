"""Word files as one XML file, from the parts that the writers of .docx make."""

import re

from gen.docx import MAIN_TYPE, Docx
from gen.docx_grid import Official
from gen.docx_number import Numbered
from gen.docx_text import Entities, Hidden, Notes
from gen.docx_wrap import Alternate, Revisions

PKG = "http://schemas.microsoft.com/office/2006/xmlPackage"
RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
PROGID = '<?mso-application progid="Word.Document"?>\n'


class FlatOpc:
    """Mixed in before a writer of .docx."""

    suffix = "xml"
    package_names = ""  # declarations that the parts inherit

    def type_of(self, name):
        if name.endswith(".rels"):
            return RELATIONSHIPS_TYPE
        return MAIN_TYPE if name == self.main else "application/xml"

    def flat_part(self, name, data):
        xml = re.sub(r"^<\?xml.*?\?>\s*", "", data.decode("utf-8"))
        attributes = f'pkg:name="/{name}" pkg:contentType="{self.type_of(name)}"'
        return f"<pkg:part {attributes}><pkg:xmlData>{xml}</pkg:xmlData></pkg:part>"

    def picture(self):
        data = "<pkg:binaryData>iVBORw0KGgo=</pkg:binaryData>"
        return f'<pkg:part pkg:name="/word/media/image1.png" pkg:contentType="image/png">{data}</pkg:part>'

    def flat_encode(self, xml):
        return xml.encode()

    def bytes(self):
        parts = {name: data for name, data in self.parts().items() if name != "[Content_Types].xml"}
        content = "".join(self.flat_part(name, data) for name, data in parts.items()) + self.picture()
        declaration = f'<?xml version="1.0" encoding="{self.flat_encoding}" standalone="yes"?>\n'
        package = f'<pkg:package xmlns:pkg="{PKG}"{self.package_names}>{content}</pkg:package>'
        return self.flat_encode(declaration + PROGID + package)

    flat_encoding = "UTF-8"


class FlatPlain(FlatOpc, Docx):
    name = "flat-plain"
    covers = "plain Word file as one XML file"


class FlatOfficial(FlatOpc, Official):
    name = "flat-official"
    covers = "the official form as one XML file"


class FlatNames(FlatOpc, Official):
    """Prefixes declared once, at the top: a part is no document of its own."""

    name = "flat-names"
    covers = "one XML file whose parts inherit their namespaces"

    def flat_part(self, name, data):
        out = super().flat_part(name, data)
        if not name.endswith("document.xml"):
            return out
        self.package_names = "".join(sorted(set(re.findall(r' xmlns:\w+="[^"]*"', out))))
        return re.sub(r' xmlns:\w+="[^"]*"', "", out)


class FlatUtf16(FlatOpc, Official):
    name = "flat-utf16"
    covers = "one XML file in UTF-16"
    flat_encoding = "UTF-16"

    def flat_encode(self, xml):
        return b"\xff\xfe" + xml.encode("utf-16-le")


class FlatNumbered(FlatOpc, Numbered):
    name = "flat-numbered"
    covers = "one XML file with automatic numbers"


class FlatNotes(FlatOpc, Notes):
    name = "flat-notes"
    covers = "one XML file with footnotes and endnotes"


class FlatEntities(FlatOpc, Entities):
    name = "flat-entities"
    covers = "one XML file with character references and CDATA"


class FlatHidden(FlatOpc, Hidden):
    name = "flat-hidden"
    covers = "one XML file with hidden text"


class FlatRevisions(FlatOpc, Revisions):
    name = "flat-revisions"
    covers = "one XML file with tracked changes"


class FlatAlternate(FlatOpc, Alternate):
    name = "flat-alternate"
    covers = "one XML file with alternate content"


WRITERS = (
    *(FlatPlain, FlatOfficial, FlatNames, FlatUtf16, FlatNumbered),
    *(FlatNotes, FlatEntities, FlatHidden, FlatRevisions, FlatAlternate),
)
