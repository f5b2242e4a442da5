#!/usr/bin/env python3
"""usage: schema.py GONGKAI CORPUS: every record is valid by `gongkai schema`, and damaged records are not."""
import copy
import json
import subprocess
import sys
import tempfile

from documents import corpus_documents, dump, write_bad_documents, write_report_without_tables

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not installed")
    sys.exit(77)


def damaged(record):
    """Copies of a record with one thing wrong each."""
    for key in record:
        missing = copy.deepcopy(record)
        if key not in ("evidence", "diagnostics_dropped", "error"):
            del missing[key]
            yield f"without {key}", missing
    yield "with a key too many", {**record, "extra": 1}
    if "error" in record:
        yield "with an unknown code", {**record, "error": {**record["error"], "code": "oops"}}
        return
    yield "with another schema", {**record, "schema": "gongkai/report/2"}
    yield "with a number for a title", {**record, "title": 3}
    yield "with a foreign cell", {**record, "states": {**record["states"], "requests.nothing.total": "blank"}}
    if record["form"] is None:
        return
    yield "with the other form", {**record, "form": "2019" if record["form"] == "2021" else "2021"}
    yield "with a check less", {**record, "checks": record["checks"][1:]}
    text = copy.deepcopy(record)
    text["requests"]["received"]["total"] = "3"
    yield "with text for a number", text
    short = copy.deepcopy(record)
    del short["requests"]["received"]["total"]
    yield "with a cell less", short


def main():
    gongkai, corpus = sys.argv[1:]
    schema = json.loads(subprocess.run([gongkai, "schema"], stdout=subprocess.PIPE, check=True).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    with tempfile.TemporaryDirectory() as folder:
        good = corpus_documents(corpus) + [write_report_without_tables(folder)]
        bad = write_bad_documents(folder)
        records = [json.loads(line) for line in dump(gongkai, "--evidence", *good, *bad) + dump(gongkai, *good)]
    n_good = len(good)
    for i, record in enumerate(records):
        assert ("error" in record) == (n_good <= i < n_good + len(bad)), record["source"]["name"]
        for error in validator.iter_errors(record):
            sys.exit(f"{record['source']['name']}: {error.json_path}: {error.message[:300]}")
    seen = set()
    for record in records:
        kind = "error" if "error" in record else record["form"]
        if kind in seen:
            continue
        seen.add(kind)
        for what, wrong in damaged(record):
            assert not validator.is_valid(wrong), f"{record['source']['name']} {what} is valid"
    assert seen >= {"error", None, "2019", "2021"}, seen
    print(f"{len(records)} records are valid")


if __name__ == "__main__":
    main()
