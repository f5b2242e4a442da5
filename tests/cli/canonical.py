#!/usr/bin/env python3
"""usage: canonical.py GONGKAI CORPUS: every record, written again by rules of RFC 8785, is the same bytes."""
import json
import math
import sys
import tempfile

from documents import corpus_documents, dump, write_bad_documents, write_report_without_tables


def number(value):
    """ECMA-262, Number::toString: Python's repr has the same shortest digits, in another dress."""
    if isinstance(value, int):
        assert abs(value) <= 2**53, value
        return str(value)
    assert math.isfinite(value)
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    point = len(whole) + int(exponent or 0)
    digits = (whole + fraction).lstrip("0")
    point -= len(whole + fraction) - len(digits)
    digits = digits.rstrip("0")
    n_digits = len(digits)
    if n_digits <= point <= 21:
        return sign + digits + "0" * (point - n_digits)
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    tail = "." + digits[1:] if n_digits > 1 else ""
    return f"{sign}{digits[0]}{tail}e{'+' if point > 0 else '-'}{abs(point - 1)}"


SHORT_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def string(value):
    return '"' + "".join(SHORT_ESCAPES.get(c) or (c if c >= " " else f"\\u{ord(c):04x}") for c in value) + '"'


def canonical(value):
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(string(key) + ":" + canonical(value[key]) for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return string(value) if isinstance(value, str) else number(value)


def without_repeated_keys(pairs):
    assert len(dict(pairs)) == len(pairs), pairs
    return dict(pairs)


def check_numbers():
    """Vectors of RFC 8785, appendix B, and of the edges between the notations."""
    vectors = {
        0.0: "0", -0.0: "0", 1e-7: "1e-7", 0.000001: "0.000001", 1e14: "100000000000000", 5e-324: "5e-324",
        1e21: "1e+21", 999999999999999900000.0: "999999999999999900000", 9.999999999999997e22: "9.999999999999997e+22",
        333333333.3333332: "333333333.3333332", -0.0000033333333333333333: "-0.0000033333333333333333",
        11522.96: "11522.96", 0.05: "0.05", 1.5e-10: "1.5e-10",
    }  # fmt: skip
    for value, text in vectors.items():
        assert number(value) == text, (value, number(value), text)


def main():
    gongkai, corpus = sys.argv[1:]
    check_numbers()
    with tempfile.TemporaryDirectory() as folder:
        paths = corpus_documents(corpus) + write_bad_documents(folder) + [write_report_without_tables(folder), folder]
        plain = dump(gongkai, *paths)
        records = plain + dump(gongkai, "--evidence", *paths)
        pretty = [line for path in paths for line in [b"\n".join(dump(gongkai, "--pretty", path))]]
    assert len(records) == 2 * len(paths), (len(records), len(paths))
    for record in records:
        text = record.decode("utf-8")
        again = canonical(json.loads(text, object_pairs_hook=without_repeated_keys))
        if again != text:
            at = next(i for i, (a, b) in enumerate(zip(again + "\0", text + "\0")) if a != b)
            sys.exit(f"not canonical at {at}: ...{text[max(0, at - 60) : at + 60]}")
    for record, indented in zip(plain, pretty):
        value = json.loads(record)
        assert indented.decode() == json.dumps(value, ensure_ascii=False, indent=2), indented[:200]
    print(f"{len(records)} records are canonical")


if __name__ == "__main__":
    main()
