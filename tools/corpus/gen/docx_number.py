"""Variants whose list marks exist only in numbering.xml."""

from gen.docx import NAMESPACES, STYLES
from gen.docx_grid import Official
from gen.report import NUMBERS, Para

CHINESE = "chineseCountingThousand"


def level(ilvl, fmt, text, extra=""):
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>{extra}<w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def abstract(num_id, *levels):
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{num_id}">{kind}{"".join(levels)}</w:abstractNum>'


def num(num_id, abstract_id, override=""):
    return f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{abstract_id}"/>{override}</w:num>'


def num_props(num_id, ilvl=0):
    return f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num_id}"/></w:numPr>'


class Numbered(Official):
    name = "numbered"
    covers = "headings 一、 and subheadings （一） by automatic numbering, chineseCountingThousand, two lists"
    numbering = (
        abstract(1, level(0, CHINESE, "%1、"))
        + abstract(2, level(0, CHINESE, "（%1）"))
        + abstract(3, level(0, "decimal", "%1."))
        + num(1, 1)
        + num(2, 2)
        + num(3, 3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    )
    heading_list, sub_list, item_list = (1, 0), (2, 0), (3, 0)

    @staticmethod
    def suits(report):
        """Automatic numbers count from one and look as these lists say."""
        marks = {b.number for s in report.sections for b in s.blocks if isinstance(b, Para)}
        lists = all(mark == "" or mark[0] == "（" and mark[1] in NUMBERS or mark[-1] == "." for mark in marks)
        return lists and all(s.number == n and s.mark == "、" for s, n in zip(report.sections, NUMBERS))

    def heading(self, section):
        return self.para(section.title, "heading", section.number + section.mark)

    def list_of(self, role, number):
        if not number:
            return None
        return self.heading_list if role == "heading" else self.sub_list if number.startswith("（") else self.item_list

    def para_props(self, role, number):
        props = super().para_props(role, number)
        where = self.list_of(role, number)
        return props + (num_props(*where) if where else "")

    def para(self, text, role, number=""):
        ppr = self.para_props(role, number)
        return "<w:p>" + (f"<w:pPr>{ppr}</w:pPr>" if ppr else "") + self.runs(text, role) + "</w:p>"

    def related(self):
        xml = f'<w:numbering xmlns:w="{NAMESPACES["w"]}">{self.numbering}</w:numbering>'
        return {**super().related(), "numbering.xml": ("numbering", xml)}


class NumberedByStyle(Numbered):
    name = "numbered-style"
    covers = "headings numbered through their style and the style it is based on; subheadings on the second level （%2）"
    numbering = abstract(
        5,
        level(0, CHINESE, "%1、", '<w:pStyle w:val="1"/>'),
        level(1, CHINESE, "（%2）", '<w:pStyle w:val="2"/>'),
    ) + abstract(3, level(0, "decimal", "%1.")) + num(4, 5) + num(3, 3)
    styles = STYLES.replace("</w:pPr><w:rPr>", num_props(4) + "</w:pPr><w:rPr>") + (
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/>'
        f"<w:pPr>{num_props(4, 1)}</w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="heading one"/><w:basedOn w:val="1"/></w:style>'
    )

    def para_props(self, role, number):
        where = self.list_of(role, number)
        if where == self.heading_list:
            return f'<w:pStyle w:val="{self.rng.pick(("1", "11"))}"/>'
        if where == self.sub_list:
            return '<w:pStyle w:val="2"/>'
        return num_props(*where) if where else ""


class NumberedTab(Numbered):
    name = "numbered-tab"
    covers = "automatic numbers followed by a tab (the default), headings in japaneseCounting"
    numbering = (
        abstract(1, level(0, "japaneseCounting", "%1、").replace('<w:suff w:val="nothing"/>', ""))
        + abstract(2, level(0, "chineseCounting", "（%1）"))
        + abstract(3, level(0, "decimal", "%1."))
        + num(1, 1)
        + num(2, 2)
        + num(3, 3)
    )


WRITERS = (Numbered, NumberedByStyle, NumberedTab)
