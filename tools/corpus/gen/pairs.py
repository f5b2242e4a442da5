"""Two reports of one agency, year on year, and what a comparison must find: by number, as many as anybody wants.

The truth is told from the reports by the rules as the documentation has them, and not by the library's code.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from gen import form as forms
from gen import profiles, prose
from gen import report as r
from gen import values as v
from gen.report import Para
from gen.rng import Rng
from gen.values import ABSENT

FORMS = (("2019", 2019, "2019"), ("2021", 2022, "2021"), ("2019", 2020, "2021"))  # before, its year, after

# Sentences that no bank of prose.py has.
NEW = (
    "新设政务公开体验区，邀请居民代表参与体验。",
    "与高校合作评估文件解读效果；评估结果向社会公开。",
    "开通咨询专线，安排专人值守，全年接听{n}次。",
    "试行公开事项清单动态调整；每半年调整{n}项。",
    "推动村居公开栏统一样式，更换公开栏{n}块！",
)

# Cells no rule links, filled in any way; the text of an unreadable one is its value.
ODD = (
    *(v.blank(), v.blank("\u3000"), v.stroke("/"), v.stroke("无"), v.unreadable("详见附件"), v.unreadable("约2")),
    *(v.number(7), v.number(0), v.number(1234, "1,234")),
)
MONEY = (v.money("317.70", "万元"), v.money("317.7", "万元"), v.money("3177000", "元"), v.number("48.6250"), v.blank())


@dataclass(frozen=True)
class Pair:
    name: str
    before: object
    after: object


def money_cell(form):
    return "disclosure.procurement.amount" if form == "2019" else "disclosure.fees.amount"


def links(form_before, form_after):
    """(rule, the later report's cell, [(which report, cell, sign)]) of each rule that links the two."""
    out = []
    if form_before == form_after == "2021":
        for row in ("rules", "normative_documents"):
            cell = f"disclosure.{row}.{{}}".format
            terms = [(0, cell("in_force"), 1), (1, cell("issued"), 1), (1, cell("repealed"), -1)]
            out.append((f"disclosure.in_force.{row}", cell("in_force"), terms))
    if form_before == form_after == "2019":
        for row in ("licensing", "other_services", "penalty", "coercion", "fees"):
            cell = f"disclosure.{row}.{{}}".format
            terms = [(0, cell("previous_items"), 1), (0, cell("change"), 1)]
            out.append((f"disclosure.items.{row}", cell("previous_items"), terms))
    for col in forms.APPLICANT_IDS:
        out.append((f"requests.carried.{col}", f"requests.carried_in.{col}", [(0, f"requests.carried_out.{col}", 1)]))
    return out


def _sum(cells, terms):
    """The first must be a number; of the others those that are blank count as nothing."""
    total = Decimal(0)
    for i, (which, cell, sign) in enumerate(terms):
        value = cells[which].get(cell, ABSENT)
        if value.state in ("absent", "unreadable") or (i == 0 and value.state != "number"):
            return None
        total += sign * (value.value or 0)
    return total


def _after_cells(rng, before, form):
    """Most cells as they were, and most links in order."""
    fresh = profiles.consistent(form, rng)
    cells = {c: before.cells[c] if c in before.cells and rng.chance(70) else fresh[c] for c in forms.cells(form)}
    for cell in rng.sample(sorted(cells), 12):
        cells[cell] = rng.pick(ODD)
    cells[money_cell(form)] = rng.pick(MONEY)
    for _, cell, terms in links(before.form, form):
        fits = _sum((before.cells, cells), terms)
        if rng.chance(60) and fits is not None:
            cells[cell] = v.number(fits)
        elif rng.chance(30):
            cells[cell] = rng.pick(ODD)
    return cells


def _renumbered(rng, text):
    return re.sub(r"[0-9]+", lambda _: str(rng.between(100, 999)), text)


def _after_blocks(rng, blocks):
    out = []
    for block in blocks:
        fate = rng.below(4)
        if not isinstance(block, Para) or fate < 2:
            out.append(block)
        elif fate == 2:
            out.append(replace(block, text=_renumbered(rng, block.text)))
    if rng.chance(50):
        out.append(Para(rng.pick(NEW).format(n=rng.between(2, 96))))
    return tuple(out)


def pair(number):
    name = f"pair-{number}"
    rng = Rng(name + "?")
    form, year, form_after = rng.pick(FORMS)
    agency = rng.pick(sorted(prose.AGENCIES))
    how = dict(title=rng.pick(("plain", "two-lines", "degree")), overview="plain")
    before = r.make(name + "/before", form, year, agency, profiles.consistent, **how)
    cells = {**before.cells, **{c: rng.pick(ODD) for c in rng.sample(sorted(before.cells), 12)}}
    cells[money_cell(form)] = rng.pick(MONEY)
    before = replace(before, cells=cells)
    after = r.make(name + "/after", form_after, year + 1, agency, profiles.consistent, **how)
    sections = tuple(
        replace(section, blocks=_after_blocks(rng, old.blocks)) for section, old in zip(after.sections, before.sections)
    )
    return Pair(name, before, replace(after, cells=_after_cells(rng, before, form_after), sections=sections))


# What a comparison must find.


def _unit(cell, value):
    return value.unit or ("万元" if cell == "disclosure.fees.amount" else "")


def _is_changed(cell, a, b):
    if a.state != b.state:
        return True
    if a.state == "number":
        return a.value != b.value or _unit(cell, a) != _unit(cell, b)
    return a.state == "unreadable" and a.text != b.text


def changes(a, b):
    """Cell -> difference, or None where there is none, of the cells that both forms have and that changed."""
    out = {}
    for cell in forms.cells(b.form):
        old, new = a.cells.get(cell, ABSENT), b.cells.get(cell, ABSENT)
        if cell not in forms.cells(a.form) or not _is_changed(cell, old, new):
            continue
        are_numbers = old.state == new.state == "number" and _unit(cell, old) == _unit(cell, new)
        out[cell] = new.value - old.value if are_numbers else None
    return out


def link_checks(earlier, later):
    """Rule -> (status, left, right)."""
    out = {}
    for rule, cell, terms in links(earlier.form, later.form):
        cells = (earlier.cells, later.cells)
        left, right = _sum(cells, [(1, cell, 1)]), _sum(cells, terms)
        known = left is not None and right is not None
        out[rule] = (("pass" if left == right else "fail") if known else "not_assessable", left, right)
    return out


def _sentences(section):
    """Those of the section's paragraphs, without white space."""
    out = []
    for block in section.blocks:
        if isinstance(block, Para):
            text = "".join(block.full.split())
            out += [s for s in re.findall(r"[^。！？；]*[。！？；]+[”’」』》）]*|[^。！？；]+", text) if s]
    return out


def _masked(sentence):
    return re.sub(r"[0-9]+([.,][0-9]+)*", "0", sentence)


def text_shares(earlier, later):
    """Section id -> (characters, repeated, repeated but for numbers, the same from first to last)."""
    known = {s for section in earlier.sections for s in _sentences(section)}
    masked = {_masked(s) for s in known}
    out = {}
    for section, old in zip(later.sections, earlier.sections):
        text = _sentences(section)
        out[section.id] = (
            sum(map(len, text)),
            sum(len(s) for s in text if s in known),
            sum(len(s) for s in text if _masked(s) in masked),
            bool(text) and "".join(text) == "".join(_sentences(old)),
        )
    return out
