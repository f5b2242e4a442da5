#!/usr/bin/env python3
"""Write the JSON Schema of the records that `gongkai dump` prints.

usage: schema.py [--check] FILE

The cells and rules of each form follow from model/include/gongkai/{rows,cols}.def, the states and error codes from
the model's and the parser's lists. With --check nothing is written; the exit status says whether FILE is up to date.
"""
import argparse
import json
import pathlib
import re
import sys

TREE = pathlib.Path(__file__).resolve().parents[2]

# Which columns a row of the first table has. Sources: 国办公开办函〔2019〕60号 and 国办公开办函〔2021〕30号, section two.
DISCLOSURE = {
    "2019": {
        "RULES NORMATIVE_DOCUMENTS": "MADE PUBLISHED PUBLIC_TOTAL",
        "LICENSING OTHER_SERVICES PENALTY COERCION": "PREVIOUS_ITEMS CHANGE DECISIONS",
        "FEES": "PREVIOUS_ITEMS CHANGE",
        "PROCUREMENT": "ITEMS AMOUNT",
    },
    "2021": {
        "RULES NORMATIVE_DOCUMENTS": "ISSUED REPEALED IN_FORCE",
        "LICENSING PENALTY COERCION": "DECISIONS",
        "FEES": "AMOUNT",
    },
}

# Rows of the second table that only one form has; the third table is the same in both.
ONLY_IN = {"OTHER_HANDLING": "2019", "NOT_CORRECTED": "2021", "FEE_UNPAID": "2021", "OTHER_REASON": "2021"}

FORMS = ("2019", "2021")
STATES = ("blank", "not_applicable", "unreadable", "absent")


def definitions(path, macro):
    """The (name, table, id) of every entry of a .def file, in its order."""
    text = (TREE / path).read_text(encoding="utf-8")
    return re.findall(r'^%s\((\w+), (\w+), "([^"]*)"' % macro, text, re.M)


ROWS = definitions("model/include/gongkai/rows.def", "GK_ROW")
COLS = definitions("model/include/gongkai/cols.def", "GK_COL")


def rows_of(table, form):
    return [(name, row) for name, of, row in ROWS if of == table and ONLY_IN.get(name, form) == form]


def cols_of(table):
    return [col for _, of, col in COLS if of == table]


def cells_of(form):
    ids = []
    columns = {name: col for name, of, col in COLS if of == "DISCLOSURE"}
    rows = dict(rows_of("DISCLOSURE", form))
    for names, cols in DISCLOSURE[form].items():
        ids += [f"disclosure.{rows[name]}.{columns[col]}" for name in names.split() for col in cols.split()]
    for table in ("REQUESTS", "DISPUTES"):
        ids += [f"{table.lower()}.{row}.{col}" for _, row in rows_of(table, form) for col in cols_of(table)]
    return ids


def rules_of(form):
    return (
        [f"requests.sum.{row}" for _, row in rows_of("REQUESTS", form)]
        + [f"requests.{kind}.{col}" for kind in ("handled", "balance") for col in cols_of("REQUESTS")]
        + [f"disputes.sum.{row}" for _, row in rows_of("DISPUTES", form)]
    )


def error_codes():
    text = (TREE / "parser/include/gongkai/status.def").read_text(encoding="utf-8")
    return [name for name in re.findall(r'^GK_STATUS\(\w+, \d+, "([^"]*)"', text, re.M) if name != "ok"]


def closed(properties, optional=()):
    """An object with these keys and no others."""
    required = [key for key in properties if key not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def ref(name):
    return {"$ref": f"#/$defs/{name}"}


def nullable(kind):
    return {"type": [kind, "null"]}


def table_schema(table, cells):
    """The nested object of one table; rows that have the seven or five columns of their kind share a definition."""
    tree = {}
    for cell in cells:
        parts = cell.split(".")
        if parts[0] == table:
            node = tree
            for part in parts[1:-1]:
                node = node.setdefault(part, {})
            node[parts[-1]] = None

    def schema(node):
        if node is None:
            return ref("value")
        for name, of in (("applicants", "REQUESTS"), ("outcomes", "DISPUTES")):
            if list(node) == cols_of(of):
                return ref(name)
        return closed({key: schema(value) for key, value in node.items()})

    return schema(tree)


def by_cell(form, value):
    return {"type": "object", "propertyNames": ref(f"cell_{form}"), "additionalProperties": value}


def form_schema(form):
    """What a report of a form has beyond any report."""
    n_rules = len(rules_of(form))
    return {
        "properties": {
            "form": {"const": form},
            "disclosure": ref(f"disclosure_{form}"),
            "requests": ref(f"requests_{form}"),
            "disputes": ref("disputes"),
            "states": by_cell(form, {"enum": list(STATES)}),
            "units": by_cell(form, {"type": "string", "minLength": 1}),
            "evidence": by_cell(form, ref("evidence")),
            "checks": {
                "items": {"properties": {"rule": {"enum": rules_of(form)}}},
                "minItems": n_rules,
                "maxItems": n_rules,
            },
        }
    }


def no_form_schema():
    empty = {"type": "object", "maxProperties": 0}
    properties = {key: {"const": None} for key in ("form", "disclosure", "requests", "disputes")}
    properties.update({key: empty for key in ("states", "units", "evidence")})
    properties["checks"] = {"maxItems": 0}
    return {"properties": properties}


def report_schema():
    strings = {"type": "array", "items": {"type": "string", "minLength": 1}}
    section = closed(
        {
            "id": {"enum": ["overview", "disclosure", "requests", "disputes", "problems", "other"]},
            "number": nullable("string"),
            "paragraphs": strings,
            "title": nullable("string"),
        }
    )
    check = closed(
        {
            "left": nullable("number"),
            "right": nullable("number"),
            "rule": {"type": "string"},
            "status": {"enum": ["pass", "fail", "not_assessable"]},
        }
    )
    diagnostic = closed(
        {
            "cell": nullable("string"),
            "code": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
            "length": ref("size"),
            "message": {"type": "string"},
            "message_zh": {"type": "string"},
            "offset": ref("size"),
            "part": {"type": "string", "minLength": 1},
            "severity": {"enum": ["note", "warning", "error"]},
        },
        optional=["part"],
    )
    keys = ("address", "email", "fax", "phone", "postcode", "website")
    period = closed({"from": ref("date"), "to": ref("date")})
    report = closed(
        {
            "agency": nullable("string"),
            "checks": {"type": "array", "items": check},
            "contact": closed({key: nullable("string") for key in keys}),
            "diagnostics": {"type": "array", "items": diagnostic},
            "diagnostics_dropped": {"type": "integer", "minimum": 1},
            "disclosure": nullable("object"),
            "disputes": nullable("object"),
            "evidence": {"type": "object"},
            "form": {"enum": [*FORMS, None]},
            "period": {"anyOf": [period, {"type": "null"}]},
            "preamble": strings,
            "published": {"anyOf": [ref("date"), {"type": "null"}]},
            "requests": nullable("object"),
            "schema": {"const": "gongkai/report/1"},
            "sections": {"type": "array", "items": section},
            "source": ref("source"),
            "states": {"type": "object"},
            "title": nullable("string"),
            "units": {"type": "object"},
            "year": {"type": ["integer", "null"], "minimum": 1, "maximum": 9999},
        },
        optional=["diagnostics_dropped", "evidence"],
    )
    report["oneOf"] = [ref(f"form_{form}") for form in FORMS] + [ref("no_form")]
    return report


def failure_schema():
    error = closed(
        {
            "code": {"enum": error_codes()},
            "detail": nullable("string"),
            "message": {"type": "string"},
            "message_zh": {"type": "string"},
            "offset": ref("size"),
            "part": nullable("string"),
        }
    )
    return closed({"error": error, "schema": {"const": "gongkai/report/1"}, "source": ref("source")})


def small_schemas():
    return {
        "value": {"description": "A number as written, or null: see `states`.", "type": ["number", "null"]},
        "size": {"description": "Bytes.", "type": "integer", "minimum": 0},
        "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "applicants": closed({col: ref("value") for col in cols_of("REQUESTS")}),
        "outcomes": closed({col: ref("value") for col in cols_of("DISPUTES")}),
        "evidence": closed(
            {
                "length": ref("size"),
                "offset": ref("size"),
                "part": {"type": "string", "minLength": 1},
                "raw": {"type": "string"},
            },
            optional=["part"],
        ),
        "source": closed(
            {
                "bytes": ref("size"),
                "encoding": nullable("string"),
                "format": {"type": "string"},
                "member": nullable("string"),
                "name": {"type": "string"},
                "sha256": {"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$"},
            }
        ),
    }


def whole_schema():
    defs = {"report": report_schema(), "failure": failure_schema()}
    for form in FORMS:
        cells = cells_of(form)
        defs[f"form_{form}"] = form_schema(form)
        defs[f"disclosure_{form}"] = table_schema("disclosure", cells)
        defs[f"requests_{form}"] = table_schema("requests", cells)
        defs["disputes"] = table_schema("disputes", cells)
        defs[f"cell_{form}"] = {"enum": cells}
    defs["no_form"] = no_form_schema()
    defs.update(small_schemas())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:gongkai:report:1",
        "title": "gongkai report, version 1",
        "description": "One record of `gongkai dump`: a report, or a document that could not be read.",
        "type": "object",
        "if": {"required": ["error"]},
        "then": ref("failure"),
        "else": ref("report"),
        "$defs": defs,
    }


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--check", action="store_true", help="write nothing; exit 1 if FILE is not up to date")
    arguments.add_argument("file", type=pathlib.Path)
    options = arguments.parse_args()
    text = json.dumps(whole_schema(), ensure_ascii=False, indent=1) + "\n"
    if not options.check:
        options.file.write_text(text, encoding="utf-8")
    elif options.file.read_text(encoding="utf-8") != text:
        sys.exit(f"{options.file} is not what {sys.argv[0]} writes; run it again")


if __name__ == "__main__":
    main()
