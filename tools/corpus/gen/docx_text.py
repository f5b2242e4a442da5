"""Variants of the text itself: split runs, fields, breaks, entities, hidden text, notes."""

from dataclasses import replace
from xml.sax.saxutils import escape

from gen.docx import NAMESPACES
from gen.docx_grid import Official


class Split(Official):
    name = "split-runs"
    covers = "every character its own run, with proofErr, bookmarks, comments and properties between"
    between = (
        '<w:proofErr w:type="spellStart"/>',
        '<w:bookmarkStart w:id="3" w:name="_GoBack"/><w:bookmarkEnd w:id="3"/>',
        '<w:proofErr w:type="gramEnd"/>',
        '<w:permStart w:id="9" w:edGrp="everyone"/><w:permEnd w:id="9"/>',
        "",
    )

    def runs(self, text, role):
        props = ("", '<w:rFonts w:hint="eastAsia"/>', '<w:b/><w:sz w:val="21"/>')
        return "".join(self.rng.pick(self.between) + self.run(c, self.rng.pick(props)) for c in text)


def field_char(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


class Fields(Official):
    name = "fields"
    covers = "values that are fields, simple, complex and nested: the result counts, the instruction does not"

    def complex(self, instruction, result):
        code = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        return field_char("begin") + code + field_char("separate") + result + field_char("end")

    def runs(self, text, role):
        run = self.run(text)
        if not text or role not in ("value", "body", "title"):
            return run
        kind = self.rng.below(4)
        if kind == 0:
            return f'<w:fldSimple w:instr=" =SUM(LEFT) ">{run}</w:fldSimple>'
        if kind == 1:
            return self.complex(" =SUM(A1:A5) 99 ", run)
        if kind == 2:
            inner = self.complex(" PAGE ", self.run("3"))
            code = '<w:r><w:instrText xml:space="preserve"> IF </w:instrText></w:r>'
            return field_char("begin") + code + inner + field_char("separate") + run + field_char("end")
        return run


class Breaks(Official):
    name = "breaks"
    covers = "br, cr, tab, ptab, noBreakHyphen, softHyphen and page breaks in cells and before headings"

    def label(self, text):
        middle = len(text) // 2
        mark = self.rng.pick(("<w:br/>", "<w:cr/>", "<w:softHyphen/>"))
        return "<w:r>" + self.t(text[:middle]) + mark + self.t(text[middle:]) + "</w:r>"

    def t(self, text):
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""

    def value(self, text):
        if text.startswith("-"):
            return f"<w:r><w:noBreakHyphen/>{self.t(text[1:])}</w:r>"
        before = self.rng.pick(("", "", "<w:tab/>", "<w:lastRenderedPageBreak/>"))
        after = self.rng.pick(("", "", "<w:br/>", "<w:tab/>", '<w:ptab w:alignment="right" w:relativeTo="margin"/>'))
        return f"<w:r>{before}{self.t(text)}{after}</w:r>"

    def runs(self, text, role):
        if role == "label" and text:
            return self.label(text)
        if role == "value" and text:
            return self.value(text)
        if role == "heading":
            return '<w:r><w:br w:type="page"/></w:r>' + self.run(text)
        return self.run(text)


class Symbols(Official):
    name = "symbols"
    covers = "characters of a symbol font (sym) in the preamble, before a telephone number"

    def truth(self):
        return replace(self.report)  # one of its own: the preamble holds what other formats of this report do not

    def runs(self, text, role):
        if role != "preamble" or "电话" not in text:
            return self.run(text)
        before, after = text.split("电话", 1)
        return self.run(before) + '<w:r><w:sym w:font="Wingdings" w:char="F028"/></w:r>' + self.run("电话" + after)


class Entities(Official):
    name = "entities"
    covers = "character references and CDATA: &#x30; for digits, &#x89C4; in labels, &amp; in prose"

    def t(self, text, xml):
        return f'<w:r><w:t xml:space="preserve">{xml}</w:t></w:r>' if text else ""

    def runs(self, text, role):
        kind = self.rng.below(4)
        if kind == 0:
            return self.t(text, "".join(f"&#x{ord(c):X};" for c in text))
        if kind == 1:
            return self.t(text, "".join(f"&#{ord(c)};" for c in text))
        if kind == 2:
            return self.t(text, f"<![CDATA[{text}]]>")
        return self.run(text)

    def heading(self, section):
        """A comment and a processing instruction may stand between any two elements."""
        return "<!-- 一、 --><?mso 7?>" + super().heading(section)


class Hidden(Official):
    name = "hidden"
    covers = "hidden text (vanish) before, behind and inside numbers, labels and prose; vanish switched off again"

    def runs(self, text, role):
        hidden = self.run("6", "<w:vanish/>")
        kind = self.rng.below(5)
        if not text or kind == 4:
            return self.run(text)
        if kind == 0:
            return self.run(text) + hidden
        if kind == 1:
            return hidden + self.run(text)
        if kind == 2:
            return self.run(text[:1]) + hidden + self.run(text[1:])
        return self.run(text, '<w:vanish w:val="0"/>') + self.run("5", '<w:vanish w:val="true"/>')


class Notes(Official):
    """Footnote marks are glued to numbers; the notes hold numbers and words of the form."""

    name = "notes"
    covers = "footnote and endnote references glued to numbers and prose; the notes themselves hold decoys"
    counted = 0

    def runs(self, text, role):
        out = super().runs(text, role)
        if not text or role not in ("value", "body", "label") or not self.rng.chance(25):
            return out
        self.counted += 1
        kind = "footnote" if self.counted % 2 else "endnote"
        return out + f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="2"/></w:r>'

    def related(self):
        parts = super().related()
        for kind in ("footnote", "endnote"):
            note = f"<w:p><w:r><w:{kind}Ref/></w:r>{self.run(' 总计 41 件，2001年3月3日统计。')}</w:p>"
            separator = f'<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
            body = f'{separator}<w:{kind} w:id="2">{note}</w:{kind}>'
            parts[f"{kind}s.xml"] = (f"{kind}s", f'<w:{kind}s xmlns:w="{NAMESPACES["w"]}">{body}</w:{kind}s>')
        return parts


class Margins(Official):
    """What stands round the text: page headers, footers, comments. None of it is read."""

    name = "margins"
    covers = "header, footer and comments with decoys; comment ranges round values"

    def runs(self, text, role):
        out = super().runs(text, role)
        if role != "value" or not text or not self.rng.chance(25):
            return out
        mark = '<w:r><w:commentReference w:id="1"/></w:r>'
        return f'<w:commentRangeStart w:id="1"/>{out}<w:commentRangeEnd w:id="1"/>{mark}'

    def related(self):
        para = f"<w:p>{self.run('砚池县某局2001年政府信息公开工作年度报告 第 3 页')}</w:p>"
        comment = f'<w:comment w:id="1" w:author="x">{para}</w:comment>'
        bodies = {"header": ("hdr", para), "footer": ("ftr", para), "comments": ("comments", comment)}
        names = f'xmlns:w="{NAMESPACES["w"]}"'
        parts = {f"{kind}.xml": (kind, f"<w:{tag} {names}>{body}</w:{tag}>") for kind, (tag, body) in bodies.items()}
        return {**super().related(), **parts}

    def body(self):
        ids = {kind: f"rId{i}" for i, (kind, _) in enumerate(self.related().values(), 1)}
        marks = "".join(f'<w:{k}Reference w:type="default" r:id="{ids[k]}"/>' for k in ("header", "footer"))
        return super().body() + f"<w:p><w:pPr><w:sectPr>{marks}</w:sectPr></w:pPr></w:p>"


WRITERS = (Split, Fields, Breaks, Symbols, Entities, Hidden, Notes, Margins)
