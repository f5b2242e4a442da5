"""What a reader must find: cells as rows, everything else as JSON."""

import json

from gen import form as forms
from gen.report import Para
from gen.rules import checks
from gen.values import ABSENT


def cells_tsv(report):
    lines = ["cell\tstate\tvalue\tunit"]
    for cell in forms.cells(report.form):
        v = report.cells.get(cell, ABSENT)
        lines.append(f"{cell}\t{v.state}\t{'' if v.value is None else format(v.value, 'f')}\t{v.unit}")
    return "\n".join(lines) + "\n"


def _section(section):
    paragraphs = [b.full.strip() for b in section.blocks if isinstance(b, Para)]
    return {"id": section.id, "number": section.number, "title": section.title, "paragraphs": paragraphs}


def record(report):
    return {
        "form": report.form,
        "year": report.year,
        "agency": report.agency,
        "title": report.title,
        "period": {"from": report.period[0], "to": report.period[1]} if report.period else None,
        "published": report.published,
        "contact": report.contact,
        "sections": [_section(s) for s in report.sections],
        "signature": [line.strip() for line in report.signature],
        "checks": checks(report.form, {c: report.cells.get(c, ABSENT) for c in forms.cells(report.form)}),
    }


def record_json(report):
    return json.dumps(record(report), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
