#!/usr/bin/env python3
"""Writes model/form/forms.inc: the cells, rules and label keys of the forms as C tables.

usage: forms.py [--check]      (--check: exit 1 if the file in the tree is not what would be written)
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "model/include/gongkai"
OUT = ROOT / "model/form/forms.inc"

TABLES = {"DISCLOSURE": "disclosure", "REQUESTS": "requests", "DISPUTES": "disputes"}


def calls(path, name):
    """The arguments of every NAME(...) of a .def file, strings unquoted."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    for body in re.findall(r"^" + name + r"\(((?:[^()\"]|\"[^\"]*\")*)\)", text, flags=re.M):
        yield [m[1] if m[1] is not None and m[0].startswith('"') else m[0].strip()
               for m in ((a[0], a[1]) for a in re.findall(r'(?:\s*)("([^"]*)"|[^,\s][^,]*)(?:,|\s*$)', body))]


def key(label):
    """The comparison key of a label; label_key.c does the same at run time, and a test holds the two together."""
    text = "".join(c for c in label if not c.isspace())
    text = re.sub(r"^(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+[、.．]|\d+[.．、]?)", "", text)
    cut = re.search(r"(?<=.)[（(]", text)
    if cut:
        text = text[:cut.start()]
    return "".join(c for c in text if c.isalnum())


def c_string(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Source:
    def __init__(self):
        self.rows = {r[0]: r for r in calls(INCLUDE / "rows.def", "GK_ROW")}
        self.cols = {c[0]: c for c in calls(INCLUDE / "cols.def", "GK_COL")}
        forms = ROOT / "model/form/forms.def"
        self.forms = list(calls(forms, "FORM"))
        self.blocks = [(f, r.split(), c.split()) for f, r, c in calls(forms, "BLOCK")]
        self.types = dict(calls(forms, "TYPE"))
        self.row_labels = {(f, r): label for f, r, label in calls(forms, "ROW_LABEL")}
        self.col_labels = {(f, c): label for f, c, label in calls(forms, "COL_LABEL")}
        self.table_labels = dict(calls(forms, "TABLE_LABEL"))
        self.labels = list(calls(ROOT / "model/form/labels.def", "LABEL"))


def cells_of(src, form):
    for block_form, rows, cols in src.blocks:
        if block_form != form:
            continue
        for row in rows:
            for col in cols:
                _, table, row_id, group, row_label = src.rows[row]
                col_id, col_label = src.cols[col][2:4]
                row_label = src.row_labels.get((form, row), row_label)
                col_label = src.col_labels.get((form, col), col_label)
                table_label = src.table_labels.get(table, group)
                if table in src.table_labels and group:
                    row_label = group + " " + row_label
                yield {"id": f"{TABLES[table]}.{row_id}.{col_id}", "table_label": table_label, "row_label": row_label,
                       "col_label": col_label, "table": table, "row": row, "col": col,
                       "type": src.types.get(col, "COUNT")}


def rules_of(src, form, cells):
    """The sums the form asks for, as lists of cell indexes."""
    index = {(c["row"], c["col"]): i for i, c in enumerate(cells)}
    rows = {t: list(dict.fromkeys(c["row"] for c in cells if c["table"] == t)) for t in TABLES}
    cols = {t: list(dict.fromkeys(c["col"] for c in cells if c["table"] == t)) for t in TABLES}

    def label(row):
        return next(c["row_label"] for c in cells if c["row"] == row)

    def col_label(col):
        return src.cols[col][3]

    people = [c for c in cols["REQUESTS"] if c != "TOTAL"]
    for row in rows["REQUESTS"]:
        yield (f"requests.sum.{src.rows[row][2]}", f"{label(row)}：各类申请人之和等于总计",
               [index[row, c] for c in people], [index[row, "TOTAL"]])
    first, last = rows["REQUESTS"].index("GRANTED"), rows["REQUESTS"].index("HANDLED_TOTAL")
    for col in cols["REQUESTS"]:
        yield (f"requests.handled.{src.cols[col][2]}", f"{col_label(col)}：本年度办理结果各项之和等于（七）总计",
               [index[row, col] for row in rows["REQUESTS"][first:last]], [index["HANDLED_TOTAL", col]])
    for col in cols["REQUESTS"]:
        yield (f"requests.balance.{src.cols[col][2]}", f"{col_label(col)}：本年新收加上年结转，等于（七）总计加结转下年度",
               [index["RECEIVED", col], index["CARRIED_IN", col]],
               [index["HANDLED_TOTAL", col], index["CARRIED_OUT", col]])
    results = [c for c in cols["DISPUTES"] if c != "DISPUTE_TOTAL"]
    for row in rows["DISPUTES"]:
        yield (f"disputes.sum.{src.rows[row][2]}", f"{label(row)}：各类结果之和等于总计",
               [index[row, c] for c in results], [index[row, "DISPUTE_TOTAL"]])


def label_entries(src):
    """key -> (kind, target), forms' own labels and variants, sorted by key."""
    entries = set()
    for name, row in src.rows.items():
        entries.add((key(row[4]), "ROW", f"GK_ROW_{name}"))
    for name, col in src.cols.items():
        if name != "AMOUNT":  # its labels differ by form; labels.def has them
            entries.add((key(col[3]), "COL", f"GK_COL_{name}"))
    for kind, target, text, _ in src.labels:
        entries.add((key(text), kind, f"GK_{kind}_{target}"))
    return sorted(entries, key=lambda e: (e[0].encode(), e[1], e[2]))


def emit_form(out, src, form, notice, first_year):
    cells = list(cells_of(src, form))
    out.append(f"static const gk_form_cell cells_{form}[] = {{")
    for c in cells:
        out.append("    {" + ", ".join(c_string(c[k]) for k in ("id", "table_label", "row_label", "col_label"))
                   + f", GK_TABLE_{c['table']}, GK_ROW_{c['row']}, GK_COL_{c['col']}, GK_CELL_{c['type']}}},")
    out.append("};")
    order = sorted(range(len(cells)), key=lambda i: cells[i]["id"].encode())
    out.append(f"static const uint16_t sorted_{form}[] = {{{', '.join(map(str, order))}}};")
    out.append(f"static const uint8_t at_{form}[GK_N_ROWS][GK_N_COLS] = {{")
    for row in dict.fromkeys(c["row"] for c in cells):
        at = ", ".join(f"[GK_COL_{c['col']}] = {i + 1}" for i, c in enumerate(cells) if c["row"] == row)
        out.append(f"    [GK_ROW_{row}] = {{{at}}},")
    out.append("};")
    rules = list(rules_of(src, form, cells))
    parts = [i for _, _, left, right in rules for i in left + right]
    out.append(f"static const uint16_t parts_{form}[] = {{{', '.join(map(str, parts))}}};")
    out.append(f"static const gk_rule rules_{form}[] = {{")
    at = 0
    for rule_id, text, left, right in rules:
        out.append(f"    {{{c_string(rule_id)}, {c_string(text)}, {len(left)}, {len(right)}, parts_{form} + {at}, "
                   f"parts_{form} + {at + len(left)}}},")
        at += len(left) + len(right)
    out.append("};")
    out.append(f"const gk_form GK_FORM_{form} = {{{c_string(form)}, {c_string(notice)}, {first_year}, cells_{form}, "
               f"{len(cells)}, sorted_{form}, at_{form}, rules_{form}, {len(rules)}}};")
    out.append("")


def generate():
    src = Source()
    out = ["/* Written by tools/gen/forms.py from rows.def, cols.def, forms.def and labels.def. Do not edit. */", ""]
    for form in src.forms:
        emit_form(out, src, *form)
    out.append(f"const gk_form *const GK_FORMS[GK_N_FORMS] = {{{', '.join(f'&GK_FORM_{f[0]}' for f in src.forms)}}};")
    out.append("")
    return "\n".join(out)


def generate_labels():
    entries = label_entries(Source())
    out = ["/* Written by tools/gen/forms.py from rows.def, cols.def, forms.def and labels.def. Do not edit. */",
           "/* Sorted by key, bytewise; a key may stand for several things. */", ""]
    for text, kind, target in entries:
        out.append(f"{{GK_LABEL_{kind}, {target}, {len(text)}, {len(text.encode())}, {c_string(text)}}},")
    return "\n".join(out) + "\n"


def main():
    stale = []
    for path, text in ((OUT, generate()), (ROOT / "model/form/labels.inc", generate_labels())):
        if sys.argv[1:] == ["--check"]:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(path.name)
        else:
            path.write_text(text, encoding="utf-8")
    if stale:
        sys.exit(f"forms.py: not up to date: {', '.join(stale)}; run tools/gen/forms.py")


if __name__ == "__main__":
    main()
