"""What the corpus holds: the reports, and which writers write each of them."""

from gen import aligned, docx_grid, docx_number, docx_package, docx_page, docx_text, docx_wrap, flat_opc, html
from gen import mixed, odt_variants, paragraphs, pipes, reading, text, traditional
from gen import profiles as p
from gen.docx import Docx
from gen.odt import Odt
from gen.report import make

GLUED = "日期：{y1}年01月{d:02d}日　来源：朔屏县教育和体育局"

BLOCK = "索引号：{y1}-0017　发布机构：{a}　发布日期：{y1}年01月{d:02d}日　文号：无"

LABELS_2019 = {
    "第二十条第（一）项": "第二十条  第（一）项",
    "第二十条第（五）项": "中华人民共和国政府信息公开条例 第二十条第(五)项",
    "第二十条第（六）项": "第二十条第(六)项",
    "本年新制作数量": "本年新",
    "本年新公开数量": "本年新",
    "对外公开总数量": "对外公开总数",
    "规章": "规章（只有设区的市、自治州及以上人民政府填报）",
    "本年增/减": "本年增/减（如-8）",
    "处理决定数量": "处理决定数量（填办件量）",
    "行政许可": "行政 许可",
    "（一）予以公开": "(一) 予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "（二)部分公开(区分处理的,只计这一情形,不计其他情形)",
    "1.属于国家秘密": "1、属于国家秘密",
    "2.其他法律行政法规禁止公开": "２．其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”": '3.危及"三安全一稳定"',
    "（六）其他处理": "（六)其他处理",
}
LABELS_2021 = {
    "本年制发件数": "本年制发\u00a0件数",
    "现行有效件数": "现行有效件",
    "规章": "规 章",
    "行政规范性文件": "规范性文件",
    "本年处理决定数量": "本年处理 决定数量",
    "本年收费金额（单位：万元）": "本年收费金额(单位:万元)",
    "（三）不予公开": "（三) 不予公开",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.逾期不补正",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "2.逾期不缴费",
}
# As other people mistype, cut and renumber them.
MISTYPED_2019 = {
    "本年新公开数量": "本年新制作数量",
    "对外公开总数量": "对外公开总数",
    "本年增/减": "本年增/",
    "规范性文件": "规范性 文件（件）",
    "行政事业性收费": "行政事业性收费项目",
    "政府集中采购": "集中采购",
    "一、本年新收政府信息公开申请数量": "一、本年新收政府信息公开申请数",
    "二、上年结转政府信息公开申请数量": "二、上年度结转政府信息公开申请数量",
    "（一）予以公开": "㈠予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "⑵部分公开（区分处理的，只计这一情形，不计其他情形",
    "1.属于国家秘密": "⒈属于国家秘密",
    "3.危及“三安全一稳定”": "③危及“三安全一稳定“",
    "5.属于三类内部事务信息": "5、属于三类内部事物信息",
    "（六）其他处理": "六)其他处理",
    "四、结转下年度继续办理": "四、结转下年继续办理",
    "尚未审结": "尚未审结案件",
}
MISTYPED_2021 = {
    "信息内容": "信息内 容",
    "本年废止件数": "本年制发件数",
    "现行有效件数": "现行有效件",
    "行政规范性文件": "行政规范性文件（以备案为准）",
    "本年处理决定数量": "处理决定数",
    "其他": "其它",
    "（四）无法提供": "(四）无法提供",
    "2.没有现成信息需要另行制作": "2、没有现成信息，需要另行制作",
    "3.其他": "3．其它",
    "（七）总计": "（七）合计",
    "其他结果": "其它结果",
    "总计": "合计",
}

REPORTS = {
    r.name: r
    for r in (
        make("consistent-2019", "2019", 2019, "finance", p.consistent, title="two-lines"),
        make(
            "consistent-2020", "2019", 2020, "approval", p.signed,
            title="degree", contact="short", signature="one-line",
        ),
        make("consistent-2021", "2021", 2021, "health", p.consistent, overview="plain"),
        make(
            "consistent-2023", "2021", 2023, "street", p.consistent,
            title="spaced", period="from-to", signature="padded",
        ),
        make(
            "consistent-2025", "2021", 2025, "statistics", p.consistent,
            title="short", contact="website", overview="plain",
        ),
        make("wrong-totals-2019", "2019", 2019, "market", p.wrong_totals, period="covers", contact="unclosed"),
        make("wrong-totals-2022", "2021", 2022, "water", p.wrong_totals, title="year-first", contact="email"),
        make(
            "broken-balance-2020", "2019", 2020, "education", p.broken_balance,
            heading="indented", signature="none", publish_line=GLUED,
        ),
        make("only-totals-2021", "2021", 2021, "transport", p.only_totals, contact="none"),
        make("natural-person-2019", "2019", 2019, "culture", p.natural_and_total, overview="section-like"),
        make("white-space-2020", "2019", 2020, "street", p.white_space, heading="spaced", period="none"),
        make("white-space-2022", "2021", 2022, "office", p.white_space, heading="indented", wording=2),
        make("strokes-2019", "2019", 2019, "town", p.strokes, title="two-lines", period="from-to"),
        make("strokes-2021", "2021", 2021, "town", p.strokes, overview="decoys", contact="short"),
        make("grouped-2020", "2019", 2020, "county", p.grouped, period="covers", heading="misnumbered"),
        make("full-width-2022", "2021", 2022, "zone", p.full_width, title="broken"),
        make(
            "numerals-2024", "2021", 2024, "statistics", p.numerals,
            contact="short", overview="plain", signature="chinese",
        ),
        make("money-gap-2020", "2019", 2020, "finance", p.money_gap, title="no-agency", overview="decoys"),
        make("money-yuan-2021", "2021", 2021, "finance", p.money_yuan, contact="none", period="none"),
        make("money-exact-2019", "2019", 2019, "zone", p.money_exact, wording=1, contact="email"),
        make(
            "money-grouped-2020", "2019", 2020, "transport", p.money_grouped,
            overview="section-like", heading="misnumbered",
        ),
        make("money-bare-2023", "2021", 2023, "county", p.money_bare, period="covers", contact="unclosed"),
        make(
            "money-header-2020",
            "2019",
            2020,
            "health",
            p.money_header,
            labels={"采购总金额": "采购总金额(万元)"},
            signature="none",
            publish_line="发布时间：{y1}-01-{d:02d} 10:12",
        ),
        make("unreadable-2019", "2019", 2019, "office", p.unreadable, overview="plain", contact="short"),
        make("unreadable-2022", "2021", 2022, "education", p.unreadable, wording=1),
        make("empty-2019", "2019", 2019, "approval", p.empty, signature="none", contact="none", period="none"),
        make("empty-2024", "2021", 2024, "market", p.empty, overview="plain"),
        make("old-form-2021", "2019", 2021, "water", p.consistent, contact="short", overview="plain"),
        make("no-disputes-2022", "2021", 2022, "transport", p.consistent, lost_tables=("disputes",), contact="short"),
        make(
            "lost-rows-2020", "2019", 2020, "culture", p.consistent,
            lost_rows=("refused.internal_affairs", "other_handling"),
        ),
        make(
            "labels-2019",
            "2019",
            2019,
            "market",
            p.consistent,
            labels=LABELS_2019,
            extra_row=("其他主动公开文件", "35", "35", "210"),
            contact="short",
        ),
        make("labels-2022", "2021", 2022, "health", p.consistent, labels=LABELS_2021, contact="short", overview="plain"),
        make("new-form-2020", "2021", 2020, "county", p.consistent, contact="none", overview="plain", signature="none"),
        make("signs-2020", "2019", 2020, "water", p.full_width_signs, overview="second-list", contents=True),
        make(
            "money-big-2019",
            "2019",
            2019,
            "county",
            p.money_big,
            title_twice=True,
            publish_line=BLOCK,
            overview="second-list",
            signature="none",
        ),
        traditional.of(make("traditional-2021", "2021", 2021, "health", p.strokes, labels={"行政复议": "行政覆議"}), "s2hk"),
        traditional.of(
            make("traditional-2019", "2019", 2019, "market", p.signed, labels=LABELS_2019, publish_line=BLOCK), "s2twp"
        ),
        traditional.of(
            make(
                "traditional-2023", "2021", 2023, "town", p.money_yuan,
                title="fused", wording=1, contact="website", period="covers", signature="padded",
            ),
            "s2tw",
        ),
        make(
            "portal-2021", "2021", 2021, "education", p.signed,
            title="bracketed", period="dash", contact="both", overview="plain", top="path", foot="buttons",
        ),
        make(
            "portal-2020", "2019", 2020, "finance", p.strokes,
            title="none", period="begins", contact="for", overview="plain", top="menu", foot="imprint", signature="dots",
        ),
        make(
            "portal-2019", "2019", 2019, "transport", p.consistent,
            title="no-year", period="until", contact="none", top="buttons", foot="share", signature="none",
            publish_line="{y1}-01-{d:02d} 10:12　来源：{a}",
        ),
        make(
            "card-2022", "2021", 2022, "market", p.zeros,
            title="year-behind", contact="bare", top="block", foot="attached", signature="date-only",
        ),
        make(
            "torn-title-2020", "2019", 2020, "approval", p.consistent,
            title="torn", overview="plain", foot="page", signature="two-lines",
        ),
        make("mistyped-2020", "2019", 2020, "town", p.consistent, labels=MISTYPED_2019, overview="plain"),
        make("mistyped-2022", "2021", 2022, "statistics", p.strokes, labels=MISTYPED_2021, overview="plain"),
        make("worded-2019", "2019", 2019, "education", p.worded, overview="plain"),
        make("worded-2024", "2021", 2024, "zone", p.worded, contact="short"),
        make("nones-2023", "2021", 2023, "water", p.nones, overview="plain", heading="spaced"),
        make("money-bracketed-2020", "2019", 2020, "street", p.money_bracketed, overview="plain"),
        make("money-sign-2019", "2019", 2019, "culture", p.money_sign, overview="plain"),
        make("fused-title-2022", "2021", 2022, "town", p.zeros, title="fused", contact="short", signature="one-line"),
    )
}

TEXT_DOCUMENTS = """
dump: consistent-2019 only-totals-2021 broken-balance-2020 money-bare-2023 empty-2024 old-form-2021
    fused-title-2022 no-disputes-2022 lost-rows-2020 labels-2019 new-form-2020 money-big-2019
dump-noisy: labels-2022 signs-2020 full-width-2022 consistent-2025 consistent-2020 consistent-2023
    natural-person-2019 white-space-2020 strokes-2021 money-gap-2020 unreadable-2019 white-space-2022
    money-exact-2019 wrong-totals-2022 numerals-2024
dump-crlf: money-header-2020
dump-utf16: strokes-2019
dump-gb18030: full-width-2022
rows-gb18030: consistent-2025
dump-vertical: consistent-2021 signs-2020
rows: wrong-totals-2019 white-space-2022 empty-2019 unreadable-2022 money-yuan-2021
rows-torn: grouped-2020 consistent-2021 money-grouped-2020
rows-paged: consistent-2019 money-big-2019
rows-lost: consistent-2020 consistent-2023
pipes: consistent-2019 white-space-2022 strokes-2021
pipes-end: consistent-2021 money-gap-2020
pipes-five: signs-2020 numerals-2024
pipes-noisy: labels-2019 consistent-2023
pipes-full-width: full-width-2022
pipes-twice: grouped-2020
pipes-cells: white-space-2020 consistent-2021
pipes-cells-tail: empty-2024 wrong-totals-2019
pipes-framed: unreadable-2019 only-totals-2021
markdown: labels-2022 signs-2020 money-grouped-2020
ruled: strokes-2019 money-yuan-2021
ruled-tall: consistent-2020 white-space-2022
grid: broken-balance-2020 labels-2022
boxes: money-exact-2019 empty-2024
boxes-wide: natural-person-2019 consistent-2025
dump: portal-2021 portal-2020 card-2022 mistyped-2020 mistyped-2022 worded-2019 nones-2023 money-bracketed-2020
dump-noisy: portal-2019
rows: torn-title-2020 worded-2024 money-sign-2019
dump-big5: traditional-2023
dump-noisy: traditional-2019
dump-unmarked: strokes-2019
rows-unmarked: traditional-2021
rows-torn: traditional-2023
"""

DOCX_DOCUMENTS = """
plain: consistent-2019 consistent-2021 unreadable-2019 money-header-2020 fused-title-2022
    portal-2021 portal-2019 traditional-2019 traditional-2021 worded-2019 nones-2023 mistyped-2020
official: labels-2019 labels-2022 new-form-2020 signs-2020 money-big-2019 consistent-2019 consistent-2021
    natural-person-2019 white-space-2022 empty-2024 empty-2019 no-disputes-2022 lost-rows-2020
gridless: consistent-2020
grid-before: strokes-2019
caption-cell: only-totals-2021
hmerge: wrong-totals-2019 consistent-2023
odd-columns: consistent-2020 numerals-2024
narrow-grid: wrong-totals-2022
orphan-merge: consistent-2019
torn-table: consistent-2019
torn-header: consistent-2023
split-blocks: money-exact-2019
paragraphs: consistent-2020 labels-2022
sdt-outer: money-gap-2020
sdt-inner: wrong-totals-2022 grouped-2020
transparent: broken-balance-2020
revisions: consistent-2020 wrong-totals-2022
alternate: consistent-2023
box-decoy: consistent-2021
box-heading: money-exact-2019
frame: consistent-2023 strokes-2021
nested: grouped-2020
split-runs: money-grouped-2020 full-width-2022
fields: consistent-2023 broken-balance-2020
breaks: consistent-2020 money-bare-2023
symbols: consistent-2020
margins: consistent-2021
entities: money-gap-2020 unreadable-2022
hidden: consistent-2021 grouped-2020
notes: consistent-2025 strokes-2019
numbered: consistent-2019 strokes-2021
numbered-style: consistent-2023 money-gap-2020
numbered-tab: full-width-2022
strict: strokes-2021
moved-main: money-yuan-2021
backslash: numerals-2024
upper-case: white-space-2020
docm: old-form-2021
dotx: empty-2024
utf16: consistent-2020
utf16-entities: grouped-2020
gb18030: full-width-2022
bom: money-gap-2020
stored: consistent-2025
descriptors: wrong-totals-2019
loose: only-totals-2021
huge-text: consistent-2021
"""

ODT_DOCUMENTS = """
odt: consistent-2019 consistent-2021 white-space-2022 labels-2019 strokes-2021 money-big-2019
odt-uncovered: wrong-totals-2019 consistent-2023
odt-repeated: money-grouped-2020 only-totals-2021
odt-nested: grouped-2020
odt-frame: strokes-2019
odt-spaces: white-space-2020 numerals-2024
odt-entities: money-gap-2020
odt-wrapped: broken-balance-2020 consistent-2025
odt-hidden: consistent-2021 grouped-2020
odt-changes: wrong-totals-2022 consistent-2020
odt-notes: consistent-2025
odt-box-heading: money-exact-2019
odt-box-decoy: consistent-2021
odt-numbered: consistent-2019 strokes-2021
odt-numbered-deep: consistent-2023
odt-outline: money-gap-2020
fodt: consistent-2021 unreadable-2019
fodt-utf16: full-width-2022
fodt-gb18030: consistent-2025
fodt-numbered: consistent-2019
fodt-changes: wrong-totals-2022
"""

FLAT_OPC_DOCUMENTS = """
flat-plain: consistent-2019
flat-official: consistent-2021 labels-2022
flat-names: consistent-2023
flat-utf16: full-width-2022
flat-numbered: strokes-2021
flat-notes: strokes-2019
flat-entities: money-gap-2020
flat-hidden: grouped-2020
flat-revisions: wrong-totals-2022
flat-alternate: consistent-2023
"""

# Saved by LibreOffice from the file of that name in docx/ (see save_lo.py).
LIBREOFFICE_DOCUMENTS = """
official: consistent-2019 consistent-2021 white-space-2022
hidden: consistent-2021
breaks: money-bare-2023
alternate: consistent-2023
odd-columns: numerals-2024
paragraphs: labels-2022
split-blocks: money-exact-2019
numbered: strokes-2021
notes: strokes-2019
split-runs: money-grouped-2020
box-heading: money-exact-2019
"""

# The same as OpenDocument: suffix -> documents.
LIBREOFFICE_ODF = {
    "odt": """
official: consistent-2019 white-space-2022
hidden: consistent-2021
numbered-style: consistent-2023
notes: strokes-2019
box-heading: money-exact-2019
nested: grouped-2020
""",
    "fodt": """
official: consistent-2021
numbered: strokes-2021
breaks: money-bare-2023
""",
}

HTML_DOCUMENTS = """
page: consistent-2019 empty-2024 unreadable-2022
paragraphs: labels-2019 white-space-2022 strokes-2021
unclosed: consistent-2021 grouped-2020
empty-cells: consistent-2020 natural-person-2019
five-wide: money-gap-2020
five-wide-last: consistent-2019
five-wide-middle: wrong-totals-2019
row-groups: consistent-2023 lost-rows-2020
entities: full-width-2022
hidden: consistent-2021 money-exact-2019
xhtml: only-totals-2021
gbk: broken-balance-2020 numerals-2024
wrong-charset: consistent-2025
no-charset: strokes-2019
big5: traditional-2023
utf16: money-yuan-2021
word: labels-2022 money-big-2019
writer: white-space-2020
portal: consistent-2020 no-disputes-2022
portal-tables: consistent-2023 wrong-totals-2022
archive: money-header-2020
archive-doc: old-form-2021
"""

MODULES = (docx_grid, docx_number, docx_package, docx_page, docx_text, docx_wrap)
TEXT = {w.name: w for w in (*text.WRITERS, *pipes.WRITERS)}
ODT = {w.name: w for w in (Odt, *odt_variants.WRITERS)}
FLAT_OPC = {w.name: w for w in flat_opc.WRITERS}
HTML = {w.name: w for w in html.WRITERS}
DOCX = {w.name: w for w in (Docx, *(w for module in MODULES for w in module.WRITERS))}

# Texts of which only tests/truth/families.py asks anything: how much of their tables can be read, and nothing wrong.
FAMILIES = {w.name: w for module in (paragraphs, aligned, reading, mixed) for w in module.WRITERS}
FAMILIES[pipes.CellLinesDropped.name] = pipes.CellLinesDropped


def _pairs(listing, writers):
    writer = None
    for word in listing.split():
        if word.endswith(":"):
            writer = writers[word[:-1]]
        else:
            yield REPORTS[word], writer


class Document:
    def __init__(self, folder, report, writer, suffix=None):
        self.writer = writer(report)
        truth = self.writer.truth()
        self.report = truth
        self.truth = report.name if truth is report else f"{report.name}.{writer.name}"
        self.path = f"{folder}/{report.name}.{writer.name}.{suffix or writer.suffix}"

    def row(self, maker="", covers=""):
        """Its line of the manifest."""
        writer = self.writer
        return "\t".join((self.path, self.truth, maker + writer.name, self.report.form, covers + writer.covers))


def documents():
    """Every generated document, in the manifest's order."""
    for report, writer in _pairs(TEXT_DOCUMENTS, TEXT):
        yield Document("text", report, writer)
    for report, writer in _pairs(DOCX_DOCUMENTS, DOCX):
        yield Document("docx", report, writer)
    for report, writer in _pairs(ODT_DOCUMENTS, ODT):
        yield Document("odt", report, writer)
    for report, writer in _pairs(FLAT_OPC_DOCUMENTS, FLAT_OPC):
        yield Document("flat-opc", report, writer)
    for report, writer in _pairs(HTML_DOCUMENTS, HTML):
        yield Document("html", report, writer)


def libreoffice_documents():
    """The documents of which libreoffice/ has a copy under the same name."""
    for report, writer in _pairs(LIBREOFFICE_DOCUMENTS, DOCX):
        yield Document("libreoffice", report, writer)


def libreoffice_odf_documents():
    """The documents that libreoffice/ has as OpenDocument, made from the files of those names in docx/."""
    for suffix, listing in LIBREOFFICE_ODF.items():
        for report, writer in _pairs(listing, DOCX):
            yield Document("libreoffice", report, writer, suffix)
