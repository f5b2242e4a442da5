"""Ways to fill a form: each profile returns a value for every cell of it."""

from gen import form as forms
from gen import values as v


def _split(rng, total, n):
    """total as a sum of n counts, most of them small."""
    parts = [0] * n
    for _ in range(5):
        share = rng.below(total + 1) if total else 0
        parts[rng.below(n)] += share
        total -= share
    parts[0] += total
    return parts


def _request_counts(form, rng, scale):
    rows = forms.result_rows(form)
    counts = {}
    for i, col in enumerate(forms.APPLICANT_IDS[:-1]):
        received = rng.below(scale + 1) if i == 0 else rng.below(scale // 3 + 2) * rng.below(2)
        carried_in = rng.below(3 + scale // 50) * rng.below(2)
        carried_out = rng.below(min(received + carried_in, 3 + scale // 40) + 1)
        handled = received + carried_in - carried_out
        column = dict(zip(rows, _split(rng, handled, len(rows))))
        column.update(received=received, carried_in=carried_in, carried_out=carried_out, handled_total=handled)
        for row in forms.ROWS[form]:
            counts[f"requests.{row.id}.{col}"] = column[row.id]
    for row in forms.ROWS[form]:
        counts[f"requests.{row.id}.total"] = sum(counts[f"requests.{row.id}.{c}"] for c in forms.APPLICANT_IDS[:-1])
    return counts


def _dispute_counts(rng, scale):
    counts = {}
    for group in forms.DISPUTE_GROUPS:
        parts = [rng.below(scale + 1) * rng.below(2) for _ in range(4)]
        for (col, _), n in zip(forms.RESULTS, parts + [sum(parts)]):
            counts[f"disputes.{group}.{col}"] = n
    return counts


def counts(form, rng, scale=24):
    """Numbers that fulfil every rule of the form."""
    out = {cell: rng.below(scale * 9) * rng.below(2) for cell in forms.disclosure_cells(form)}
    for cell in out:
        if cell.endswith("change"):
            out[cell] = rng.below(scale) * rng.below(2)
    out.update(_request_counts(form, rng, scale))
    out.update(_dispute_counts(rng, scale // 6 + 1))
    return out


def consistent(form, rng, scale=24):
    return {cell: v.number(n) for cell, n in counts(form, rng, scale).items()}


def _bump(cells, cell, by):
    cells[cell] = v.number(cells[cell].value + by)


def wrong_totals(form, rng):
    """Row totals, a column's sum and a dispute total that do not add up."""
    cells = consistent(form, rng)
    _bump(cells, "requests.granted.total", 1)
    _bump(cells, "requests.refused.third_party_rights.business", 2)
    _bump(cells, "requests.handled_total.research", 10)
    _bump(cells, "disputes.litigation_direct.total", 3)
    cells["requests.unavailable.not_held.total"] = v.blank()
    return cells


def broken_balance(form, rng):
    """New and carried-over requests are not what was handled and carried on; one column can't be assessed."""
    cells = consistent(form, rng)
    _bump(cells, "requests.received.natural_person", 4)
    _bump(cells, "requests.carried_out.total", 1)
    for row in ("received", "carried_in"):
        cells[f"requests.{row}.public_interest"] = v.blank()
    return cells


def only_totals(form, rng):
    """Blank everywhere but in the column 总计 and the disclosure table."""
    cells = consistent(form, rng)
    for cell in forms.request_cells(form) + forms.dispute_cells():
        if not cell.endswith(".total"):
            cells[cell] = v.blank(rng.pick(("", " ", "\u00a0")))
    return cells


def natural_and_total(form, rng):
    """自然人 and 总计 only, as offices with few requests fill it in."""
    cells = consistent(form, rng, 6)
    for cell in forms.request_cells(form):
        if not cell.endswith((".natural_person", ".total")):
            cells[cell] = v.blank()
        elif cell.endswith(".total"):
            cells[cell] = cells[cell.replace(".total", ".natural_person")]
    return cells


def white_space(form, rng):
    """Zeros left blank, in every kind of white space."""
    cells = consistent(form, rng)
    for cell, value in cells.items():
        if value.value == 0 and rng.chance(70):
            cells[cell] = v.blank(rng.pick(v.SPACES))
    return cells


def strokes(form, rng):
    cells = consistent(form, rng)
    for cell, value in cells.items():
        if value.value == 0 and rng.chance(60):
            cells[cell] = v.stroke(rng.pick(v.STROKES))
    return cells


def grouped(form, rng):
    """Big numbers, by thousands from 1,000 on."""
    numbers = counts(form, rng, 60000)
    return {cell: v.grouped(n) if rng.chance(70) else v.number(n) for cell, n in numbers.items()}


def full_width(form, rng):
    return {cell: v.full_width(n) if rng.chance(60) else v.number(n) for cell, n in counts(form, rng).items()}


def full_width_signs(form, rng):
    """Full-width digits with full-width signs, and the mathematical minus."""
    cells = full_width(form, rng)
    texts = (("＋１１３", 113), ("－８", -8), ("−15", -15), ("＋３", 3), ("－1", -1))
    for cell, (text, n) in zip([c for c in cells if c.endswith(".change")], texts):
        cells[cell] = v.number(n, text)
    return cells


def numerals(form, rng):
    """A few cells in Chinese numerals; never 一 alone, which may as well be a stroke."""
    cells = consistent(form, rng, 140)
    for cell in rng.sample(sorted(cell for cell in cells if cells[cell].value != 1), 24):
        cells[cell] = v.chinese(int(cells[cell].value))
    return cells


def signed(form, rng):
    """+113 and -8 in the column 本年增/减."""
    cells = consistent(form, rng)
    for cell, n in zip([c for c in cells if c.endswith(".change")], (113, -8, 155, 3, -1)):
        cells[cell] = v.signed(n)
    return cells


# How people write a count that is more than its digits.
WORDINGS = (
    *("{n}件", "{n} 件", "{n}（件）", "{n}项", "{n} 份", "共{n}件", "共计{n}"),
    *("{wide}件", "{grouped}", "{thin}", "{narrow}", "+{n}"),
)


def worded(form, rng):
    """Counts with measure words and with every mark that groups digits; changes in words."""
    cells = {}
    for cell, n in counts(form, rng, 9000).items():
        wide = str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        marks = {name: f"{n:,}".replace(",", mark) for name, mark in (("grouped", "，"), ("thin", "\u2009"), ("narrow", "\u202f"))}
        text = rng.pick(WORDINGS).format(n=n, wide=wide, **marks)
        worded_too = rng.chance(60) and not cell.endswith(".amount")  # money is not counted in 件
        cells[cell] = v.number(n, text) if worded_too else v.number(n)
    texts = (("增5", 5), ("减3件", -3), ("增加 12", 12), ("减少７", -7), ("下降1项", -1))
    for cell, (text, n) in zip([c for c in cells if c.endswith(".change")], texts):
        cells[cell] = v.number(n, text)
    return cells


def nones(form, rng):
    """Zeros as every word and stroke for none."""
    cells = consistent(form, rng)
    for cell, value in cells.items():
        if value.value == 0 and rng.chance(60):
            cells[cell] = v.stroke(rng.pick(v.NONES))
    return cells


def _with_amount(form, rng, amount):
    cells = signed(form, rng) if form == "2019" else consistent(form, rng)
    cells["disclosure.procurement.amount" if form == "2019" else "disclosure.fees.amount"] = amount
    return cells


def money_gap(form, rng):
    return _with_amount(form, rng, v.money("317.7", "万元", " "))


def money_yuan(form, rng):
    return _with_amount(form, rng, v.money("251000", "元"))


def money_exact(form, rng):
    return _with_amount(form, rng, v.money("2601.953875", "万元"))


def money_grouped(form, rng):
    return _with_amount(form, rng, v.money("11,522.96", "万元"))


def money_big(form, rng):
    return _with_amount(form, rng, v.money("1.25", "亿元"))


def money_bracketed(form, rng):
    return _with_amount(form, rng, v.number("317.70", "317.70（万元）", "万元"))


def money_sign(form, rng):
    return _with_amount(form, rng, v.number("251000.00", "￥251,000.00", "￥"))


def money_bare(form, rng):
    return _with_amount(form, rng, v.number("48.6250"))


def money_header(form, rng):
    """The unit stands in the header, 采购总金额(万元)."""
    return _with_amount(form, rng, v.number("1860.45", unit="万元"))


def unreadable(form, rng):
    cells = consistent(form, rng)
    first = forms.BLOCKS[form][0]
    for (col, _), text in zip(first.columns, ("本单位未制作规章", "0/0", "详见附件")):
        cells[f"disclosure.rules.{col}"] = v.unreadable(text)
    cells["requests.granted.business"] = v.unreadable("约2")
    cells["requests.carried_out.other"] = v.unreadable("1或2")
    cells["disputes.reconsideration.pending"] = v.unreadable("0/0")
    return cells


def empty(form, rng):
    return {cell: v.blank() for cell in forms.cells(form)}


def zeros(form, rng):
    return {cell: v.number(0) for cell in forms.cells(form)}


def big(form, rng):
    """Counts of up to seven digits, wider than the columns that hold them."""
    return consistent(form, rng, 3000000)


def sparse(form, rng):
    """Cells left blank at random, zeros and others, so that nothing adds up and no row says which of them are missing."""
    cells = consistent(form, rng, 400)
    return {cell: v.blank() if rng.chance(60) else value for cell, value in cells.items()}


# Those that ask nothing of the report's labels.
ALL = (
    *(consistent, wrong_totals, broken_balance, only_totals, natural_and_total, white_space, strokes, grouped),
    *(full_width, full_width_signs, numerals, signed, unreadable, empty, zeros, big, sparse),
    *(worded, nones, money_bracketed, money_sign),
    *(money_gap, money_yuan, money_exact, money_grouped, money_big, money_bare),
)
