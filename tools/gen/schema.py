#!/usr/bin/env python3
"""Write the JSON Schema of the records that `gongkai dump` or `gongkai diff --json` prints.

usage: schema.py [--check] [--of report|comparison] FILE

The cells and rules of each form are those that forms.py gives the library; the error codes are read from status.def.
With --check nothing is written; the exit status says whether FILE is up to date.
"""
import argparse
import json
import pathlib
import re
import sys

import forms

STATES = ("blank", "not_applicable", "unreadable", "absent")

SOURCE = forms.Source()
FORMS = [form[0] for form in SOURCE.forms]


def cells_of(form):
    return [cell["id"] for cell in forms.cells_of(SOURCE, form)]


def rules_of(form):
    return [rule[0] for rule in forms.rules_of(SOURCE, form, list(forms.cells_of(SOURCE, form)))]


def cols_of(table):
    return [col for _, of, col, _ in SOURCE.cols.values() if of == table]


def error_codes():
    statuses = forms.calls(forms.ROOT / "parser/include/gongkai/status.def", "GK_STATUS")
    return [name for _, _, name, _, _ in statuses if name != "ok"]


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
                "ordinal": {"description": "Its number among the inputs.", "type": "integer", "minimum": 1},
                "sha256": {"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$"},
            },
            optional=["ordinal"],
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


def link_ids():
    """The rules that link two years, as links.c writes them with its macros."""
    text = (forms.ROOT / "model/form/links.c").read_text(encoding="utf-8")
    prefixes = dict(re.findall(r'#define (\w+)\(\w+, key\).*?\.id = "([\w.]+)" key', text, re.S))
    return [prefixes[macro] + key for macro, key in re.findall(r'^ {4}(\w+)\(\w+, "(\w+)"\)', text, re.M)]


def compared_report_schema(contact):
    return closed(
        {
            "agency": nullable("string"),
            "contact": contact,
            "form": {"enum": [*FORMS, None]},
            "published": {"anyOf": [ref("date"), {"type": "null"}]},
            "source": ref("source"),
            "title": nullable("string"),
            "year": {"type": ["integer", "null"], "minimum": 1, "maximum": 9999},
        }
    )


def compared_cells_schema():
    cell = closed(
        {
            "raw": nullable("string"),
            "state": {"enum": ["number", *STATES]},
            "unit": nullable("string"),
            "value": nullable("number"),
        }
    )
    item = closed(
        {"after": cell, "before": cell, "cell": ref("cell"), "changed": {"type": "boolean"}, "difference": {}}
    )
    item["properties"]["difference"] = {
        "description": "after - before, where both are numbers of one unit and it has at most 15 digits.",
        "type": ["number", "null"],
    }
    only = closed(
        {
            "cells": {"type": "array", "items": ref("cell"), "minItems": 1, "uniqueItems": True},
            "column": {"enum": sorted({col for _, _, col, _ in SOURCE.cols.values()}) + [None]},
            "row": {"enum": sorted({row for _, _, row, *_ in SOURCE.rows.values()}) + [None]},
            "side": ref("side"),
            "table": {"enum": ["disclosure", "requests", "disputes"]},
        }
    )
    return closed(
        {
            "changed": ref("count"),
            "compared": ref("count"),
            "items": {"type": "array", "items": item},
            "only": {"type": "array", "items": only},
        }
    )


def text_share():
    ratio = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
    counts = ("repeated", "repeated_masked", "sentences", "sentences_repeated", "sentences_repeated_masked")
    return {**{key: ref("count") for key in counts}, "share": ratio, "share_masked": ratio}


def compared_text_schema():
    length = {"type": ["integer", "null"], "minimum": 0}
    section = closed(
        {
            "after": length,
            "before": length,
            "id": {"enum": ["overview", "disclosure", "requests", "disputes", "problems", "other"]},
            "same": {"type": "boolean"},
            **text_share(),
        }
    )
    sections = {"type": "array", "items": section, "maxItems": 6}
    return closed({"characters": ref("count"), "sections": sections, **text_share()})


def comparison_schema():
    contact = report_schema()["properties"]["contact"]
    diagnostic = closed(
        {
            "code": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
            "message": {"type": "string"},
            "message_zh": {"type": "string"},
            "severity": {"enum": ["note", "warning", "error"]},
        }
    )
    link = closed(
        {
            "left": nullable("number"),
            "right": nullable("number"),
            "rule": {"enum": link_ids()},
            "status": {"enum": ["pass", "fail", "not_assessable"]},
        }
    )
    fields = ["agency", "form", "published", "title", "year", *(f"contact.{key}" for key in contact["properties"])]
    return closed(
        {
            "after": compared_report_schema(contact),
            "before": compared_report_schema(contact),
            "cells": compared_cells_schema(),
            "diagnostics": {"type": "array", "items": diagnostic},
            "later": ref("side"),
            "links": {"type": "array", "items": link, "uniqueItems": True},
            "metadata": {"type": "array", "items": {"enum": fields}, "uniqueItems": True},
            "schema": {"const": "gongkai/comparison/1"},
            "text": compared_text_schema(),
            "years": {"enum": ["unknown", "same", "next", "apart"]},
        }
    )


def comparison_failure_schema():
    error = failure_schema()["properties"]["error"]
    side = closed({"error": error, "source": ref("source")}, optional=["error"])
    failed = closed({"after": side, "before": side, "schema": {"const": "gongkai/comparison/1"}})
    failed["anyOf"] = [{"properties": {key: {"required": ["error"]}}} for key in ("after", "before")]
    return failed


def whole_comparison_schema():
    small = small_schemas()
    cells = list(dict.fromkeys(cell for form in FORMS for cell in cells_of(form)))
    defs = {"comparison": comparison_schema(), "failure": comparison_failure_schema(), "cell": {"enum": cells}}
    defs.update({key: small[key] for key in ("size", "date", "source")})
    defs["count"] = {"description": "Characters or sentences.", "type": "integer", "minimum": 0}
    defs["side"] = {"enum": ["before", "after"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:gongkai:comparison:1",
        "title": "gongkai comparison, version 1",
        "description": "The record of `gongkai diff --json`: two reports, or at least one that could not be read.",
        "type": "object",
        "if": {"required": ["cells"]},
        "then": ref("comparison"),
        "else": ref("failure"),
        "$defs": defs,
    }


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--check", action="store_true", help="write nothing; exit 1 if FILE is not up to date")
    arguments.add_argument("--of", choices=("report", "comparison"), default="report")
    arguments.add_argument("file", type=pathlib.Path)
    options = arguments.parse_args()
    schema = whole_schema() if options.of == "report" else whole_comparison_schema()
    text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    if not options.check:
        options.file.write_text(text, encoding="utf-8")
    elif options.file.read_text(encoding="utf-8") != text:
        sys.exit(f"{options.file} is not what {sys.argv[0]} writes; run it again")


if __name__ == "__main__":
    main()
