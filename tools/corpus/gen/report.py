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
    top: tuple = ()  # lines over the title that are no part of the report
    foot: tuple = ()  # lines under the signature that are no part of it


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
    "bracketed": ("【{y}】{a}政府信息公开工作年度报告",),
    "swapped": ("{a}{y}度年政府信息公开工作年度报告",),
    "about": ("{a}关于{y}年政府信息公开工作情况的报告",),
    "year-behind": ("{a}政府信息公开工作年度报告（{y}年）",),
    "no-year": ("{a}政府信息公开工作年度报告",),
    "torn": ("{a}{y}年政府信息公开工作年度报", "告"),
    "three-lines": ("{a}", "{y}年", "政府信息公开工作年度报告"),
    "blanks": ("{a} {y} 年政 府信息公开 工作年度报告",),
    "none": (),
    "fused": ("{y}年{a}信息公开工作年度报告",),  # 澄埠镇人民政府 + 政府信息公开, written once
}

PERIODS = {
    "plain": "本报告所列数据的统计期限自{y}年1月1日起至{y}年12月31日止。",
    "from-to": "本报告中所列数据的统计时限从{y}年1月1日至12月31日。",
    "begins": "本报告中所列数据的统计时间为{y}年1月1日始，至{y}年12月31日止。",
    "until": "所列数据的统计期限为{y}年1月1日到12月31日。",
    "dash": "（本报告数据统计时限：{y}年1月1日—{y}年12月31日）",
    "covers": "报告内容涵盖{y}年1月1日至{y}年12月31日期间的工作情况。",
    "none": "",
}

CONTACTS = {
    "full": "如对本报告有疑问，请与{a}办公室联系（地址：{address}，邮编：{postcode}，联系电话：{phone}，传真：{fax}，电子邮箱：{email}）。",
    "short": "如有疑问，请与{a}联系（地址：{address}；邮编：{postcode}；电话：{phone}）",
    "unclosed": "如对本报告有疑问，请与{a}联系（地址：{address}，邮政编码：{postcode}，电话：{phone}，传真：{fax}。",
    "email": "如对本报告有任何疑问，请联系{a}（地址：{address}，邮箱： {email}，邮编：{postcode}，电话：{phone}）。",
    "website": "如有疑问，请与{a}联系（地址：{address}，邮编：{postcode}，电话：{phone}，网址：{website}）。",
    "for": "本报告电子版可在门户网站下载，网址为：{website}；如有疑问请致电，电话：{phone}。",
    "both": "如有疑问，请与{a}联系（地址：{address}，邮编：{postcode}，电话（传真）：{phone}）。",
    "bare": "如有疑问，请与{a}联系，地址：{address}，邮编{postcode}，电话{phone}，电子邮箱{email}。",
    "none": "",
}
CONTACT_KEYS = ("address", "postcode", "phone", "fax", "email", "website")

# How a report ends, or says when it was published; {y1} is the year after the reported one.
SIGNATURES = {
    "two-lines": ("{a}", "{y1}年1月{d}日"),
    "one-line": ("　　　　　　{a}　　　　　　{y1}年1月{d}日",),
    "padded": ("                    {a}", "                    {y1}年1月{d}日"),
    "chinese": ("{a}", "{year_zh}年一月{day_zh}日"),
    "dots": ("{a}　　{y1}.1.{d}",),
    "date-only": ("{y1}年1月{d}日",),
    "none": (),
}

# What a portal puts over a report, and what it and a mail put under it.
TOPS = {
    "path": ("当前位置：首页 > 政务公开 > 政府信息公开 > 政府信息公开年报",),
    "menu": ("登录 | 注册", "无障碍 长者模式", "首页　政务公开　办事服务　互动交流"),
    "block": ("索 引 号：000188/{y1}-00017", "主题分类：综合政务 / 政务公开", "发布机构：{a}", "文　　号：无"),
    "buttons": ("【字体：大 中 小】", "分享到：　打印"),
    "none": (),
}
FOOTS = {
    "attached": ("附件：{a}政府信息公开工作年度报告.docx",),
    "buttons": ("【打印本页】 【关闭窗口】", "上一篇：关于开展春季义务植树活动的通知", "下一篇：没有了"),
    "share": ("分享到：", "扫一扫在手机打开当前页", "相关链接", "关于印发年度工作要点的通知 2030-03-01"),
    "imprint": (
        "主办单位：{city}人民政府办公室　承办单位：{city}大数据中心",
        "地址：{city}市府前街1号　邮编：990000　电话：0188-5570000",
        "示例ICP备20000001号-1　网站标识码：0188000001",
    ),
    "page": ("- 12 -",),
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
    found = {k: known[k] if "{" + k + "}" in text else None for k in CONTACT_KEYS}
    if style == "both":
        found["fax"] = found["phone"]
    return sentence, found


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
    top="none",
    foot="none",
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
        title="".join(lines).replace(" ", "") or None,
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
        top=tuple(line.format(a=who.name, y1=year + 1) for line in TOPS[top]),
        foot=tuple(line.format(a=who.name, city=who.city[:3]) for line in FOOTS[foot]),
    )
