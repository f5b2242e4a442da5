"""One cell as it is written, and what it means: text beside state, value and unit."""

from collections import namedtuple
from decimal import Decimal

Value = namedtuple("Value", "text state value unit")


def number(n, text=None, unit=""):
    """A number; `text` is how it is written, if not plainly."""
    return Value(str(n) if text is None else text, "number", Decimal(n), unit)


def blank(space=""):
    return Value(space, "blank", None, "")


def stroke(text):
    return Value(text, "not_applicable", None, "")


def unreadable(text):
    return Value(text, "unreadable", None, "")


ABSENT = Value("", "absent", None, "")

# Every kind of white space that stands for nothing in a cell.
SPACES = ("", " ", "\u00a0", "\u3000", "\u2002", "\u3000\u3000", "\u00a0 \u3000", "\u2003", "\u2009")
STROKES = ("/", "—", "-", "－", "无", "不适用", "／", "——")

NONES = ("无", "無", "没有", "暂无", "不适用", "不涉及", "未发生", "无此情况", "∕", "—", "─", "﹣", "－－", "无。", "N/A")


def grouped(n):
    return number(n, f"{n:,}")


def full_width(n):
    return number(n, str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９")))


def signed(n):
    return number(n, f"{n:+d}")


def money(amount, unit, gap=""):
    return number(amount.replace(",", ""), amount + gap + unit, unit)


DIGITS = "零一二三四五六七八九"


def chinese(n):
    """A count below 10000 in Chinese numerals: 12 as 十二, 105 as 一百零五."""
    if n < 10:
        return number(n, DIGITS[n])
    text, zero = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // power % 10
        if digit == 0:
            zero = bool(text)
            continue
        text += ("零" if zero else "") + DIGITS[digit] + unit
        zero = False
    return number(n, text[1:] if 10 <= n < 20 else text)
