"""The abstract report: what it says and what a reader must find in it. Writers turn it into bytes."""

from dataclasses import dataclass, field

from gen import prose
from gen.rng import Rng
from gen.values import ABSENT, chinese

SECTION_IDS = ("overview", "disclosure", "requests", "disputes", "problems", "other")
NUMBERS = "一二三四五六"
TABLES = ("disclosure", "requests", "disputes")


@dataclass(frozen=True)
class Para:
    """A paragraph. `number` is a list mark such as （一）, which some writers leave to automatic numbering."""

    text: str
    number: str = ""

    @property
    def full(self):
        return self.number + self.text


@dataclass(frozen=True)
class FormTable:
    id: str


@dataclass(frozen=True)
class Decoy:
    """A table of the agency's own, not of the form."""

    rows: tuple


@dataclass(frozen=True)
class Section:
    id: str
    number: str  # 一
    mark: str  # what follows the number: 、
    title: str
    blocks: tuple
    indent: str = ""

    @property
    def heading(self):
        return self.number + self.mark + self.title


@dataclass(frozen=True)
class Report:
    name: str
    form: str
    year: int
    agency: str
    title: str
    title_lines: tuple  # as it stands on paper, broken and padded
    head: tuple  # lines between title and preamble, such as a publish line
    preamble: tuple
    sections: tuple
    signature: tuple
    period: tuple  # (from, to) or None
    published: str  # ISO date or None
    contact: dict
    cells: dict
    labels: dict = field(default_factory=dict)  # a form's label -> as this report has it
    extra_row: tuple = ()  # a row of the agency's own in the first table
    lost_rows: tuple = ()  # rows of the requests table that are not there


# How a title is put together: the lines on paper; {a} agency, {y} year.
TITLES = {
    "plain": ("{a}{y}年政府信息公开工作年度报告",),
    "two-lines": ("{a}", "{y}年政府信息公开工作年度报告"),
    "degree": ("{a}{y}年度政府信息公开工作年度报告",),
    "year-first": ("{y}年{a}政府信息公开工作年度报告",),
    "spaced": ("{a}", "{y} 年政府信息公开工作年度报告"),
    "short": ("{a}{y}年政府信息公开年度报告",),
    "no-agency": ("{y}年政府信息公开工作年度报告",),
    "broken": ("{a}{y}年政府信息", "公开工作年度报告"),
    "fused": ("{y}年{a}信息公开工作年度报告",),  # 澄埠镇人民政府 + 政府信息公开, written once
}

PERIODS = {
    "plain": "本报告所列数据的统计期限自{y}年1月1日起至{y}年12月31日止。",
    "from-to": "本报告中所列数据的统计时限从{y}年1月1日至12月31日。",
    "covers": "报告内容涵盖{y}年1月1日至{y}年12月31日期间的工作情况。",
    "none": "",
}

CONTACTS = {
    "full": "如对本报告有疑问，请与{a}办公室联系（地址：{address}，邮编：{postcode}，联系电话：{phone}，传真：{fax}，电子邮箱：{email}）。",
    "short": "如有疑问，请与{a}联系（地址：{address}；邮编：{postcode}；电话：{phone}）",
    "unclosed": "如对本报告有疑问，请与{a}联系（地址：{address}，邮政编码：{postcode}，电话：{phone}，传真：{fax}。",
    "email": "如对本报告有任何疑问，请联系{a}（地址：{address}，邮箱： {email}，邮编：{postcode}，电话：{phone}）。",
    "website": "如有疑问，请与{a}联系（地址：{address}，邮编：{postcode}，电话：{phone}，网址：{website}）。",
    "none": "",
}
CONTACT_KEYS = ("address", "postcode", "phone", "fax", "email", "website")

# How a report ends, or says when it was published; {y1} is the year after the reported one.
SIGNATURES = {
    "two-lines": ("{a}", "{y1}年1月{d}日"),
    "one-line": ("　　　　　　{a}　　　　　　{y1}年1月{d}日",),
    "padded": ("                    {a}", "                    {y1}年1月{d}日"),
    "chinese": ("{a}", "{year_zh}年一月{day_zh}日"),
    "none": (),
}


def _fill(text, agency, year, rng):
    return text.format(agency=agency.name, short=agency.short, year=year, n=rng.between(2, 96), m=rng.between(2, 96))


def _contact(style, agency):
    text = CONTACTS[style]
    fax = agency.phone[:-1] + "9"
    known = dict(address=agency.city + agency.street, postcode=agency.postcode, phone=agency.phone, fax=fax)
    known["email"] = agency.email
    known["website"] = "www." + agency.email.replace("@", ".")
    sentence = text.format(a=agency.name, **known)
    return sentence, {k: known[k] if "{" + k + "}" in text else None for k in CONTACT_KEYS}


def _signature(style, agency, year, day):
    words = dict(year_zh="".join("〇一二三四五六七八九"[int(c)] for c in str(year)), day_zh=chinese(day).text)
    return tuple(line.format(a=agency, y1=year, d=day, **words) for line in SIGNATURES[style])


def _paras(rng, agency, year, bank, k):
    return [Para(_fill(t, agency, year, rng)) for t in rng.sample(bank, k)]


def _overview(rng, agency, year, style):
    blocks = _paras(rng, agency, year, prose.OVERVIEW, rng.between(3, 5))
    if style in ("subheads", "section-like"):
        heads = prose.SUBHEADS if style == "subheads" else prose.SECTION_LIKE
        for mark, head, text in zip("一二三四五", heads, prose.SUBTEXTS):
            number = f"（{mark}）" if style == "subheads" else f"（{'一二三四五'.index(mark) + 1}） "
            blocks += [Para(head, number), Para(_fill(text, agency, year, rng))]
    if style == "second-list":
        for mark, head, text in zip("一二三", prose.SECOND_LIST, prose.SUBTEXTS):
            blocks += [Para(head, f"{mark}、"), Para(_fill(text, agency, year, rng))]
    if style == "decoys":
        blocks.append(Para(prose.LIST_LEAD))
        blocks += [Para(_fill(t, agency, year, rng), f"{i}.") for i, t in enumerate(prose.LIST_ITEMS, 1)]
        blocks += [Decoy(prose.DECOY_ROWS), Para(_fill(prose.OVERVIEW[2], agency, year, rng))]
    return blocks


HEADINGS = {
    "plain": lambda i: (NUMBERS[i], "、", ""),
    "misnumbered": lambda i: (NUMBERS[i], "、", "") if i != 1 else ("2", "、 ", ""),
    "indented": lambda i: (NUMBERS[i], "、", "　　" if i > 1 else ""),
    "spaced": lambda i: (NUMBERS[i], "、 ", "      " if i == 3 else ""),
}


def _sections(rng, agency, year, overview, heading, wording, lost_tables):
    banks = {"disclosure": prose.DISCLOSURE_NOTES, "requests": prose.REQUEST_NOTES, "disputes": prose.DISPUTE_NOTES}
    out = []
    for i, section in enumerate(SECTION_IDS):
        if section == "overview":
            blocks = _overview(rng, agency, year, overview)
        elif section in banks:
            blocks = _paras(rng, agency, year, banks[section], rng.below(2))
            blocks += [] if section in lost_tables else [FormTable(section)]
        else:
            bank = prose.PROBLEMS if section == "problems" else prose.OTHERS
            blocks = _paras(rng, agency, year, bank, rng.between(1, 3) if section == "problems" else 1)
        number, mark, indent = HEADINGS[heading](i)
        out.append(Section(section, number, mark, prose.SECTION_TITLES[section][wording], tuple(blocks), indent))
    return tuple(out)


def _without(cells, lost_tables, lost_rows):
    def lost(cell):
        table, rest = cell.split(".", 1)
        return table in lost_tables or (table == "requests" and rest.rsplit(".", 1)[0] in lost_rows)

    return {cell: ABSENT if lost(cell) else value for cell, value in cells.items()}


def make(
    name,
    form,
    year,
    agency,
    profile,
    title="plain",
    period="plain",
    contact="full",
    overview="subheads",
    heading="plain",
    wording=0,
    signature="two-lines",
    publish_line="",
    title_twice=False,
    contents=False,
    labels=None,
    extra_row=(),
    lost_tables=(),
    lost_rows=(),
):
    """A report by name: everything random in it follows from the name."""
    rng = Rng(name)
    who = prose.AGENCIES[agency]
    lines = tuple(line.format(a=who.name, y=year) for line in TITLES[title])
    day = rng.between(8, 29)
    sentence, known = _contact(contact, who)
    last = PERIODS[period].format(y=year) + sentence
    preamble = tuple(p for p in (_fill(rng.pick(prose.OPENINGS), who, year, rng), last) if p)
    sections = _sections(rng, who, year, overview, heading, wording, lost_tables)
    if contents:
        preamble = tuple(s.heading + "…" * 12 + str(i) for i, s in enumerate(sections, 1)) + preamble
    published = f"{year + 1}-01-{day:02d}" if signature != "none" or publish_line else None
    return Report(
        name=name,
        form=form,
        year=year,
        agency=who.name,
        title="".join(lines).replace(" ", ""),
        title_lines=lines,
        head=tuple(filter(None, (publish_line.format(y1=year + 1, d=day, a=who.name),))) + (lines if title_twice else ()),
        preamble=preamble,
        sections=sections,
        signature=_signature(signature, who.name, year + 1, day),
        period=None if period == "none" else (f"{year}-01-01", f"{year}-12-31"),
        published=published,
        contact=known,
        cells=_without(profile(form, rng), lost_tables, lost_rows),
        labels=labels or {},
        extra_row=extra_row,
        lost_rows=lost_rows,
    )
