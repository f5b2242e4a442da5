#!/usr/bin/env python3
"""outputs.py OUTPUTS CORPUS: the records of the whole corpus as JSON, CSV and SQLite hold the same, cell by cell.

OUTPUTS is the program of outputs.c. JSON is the measure; CSV is read by a reader of RFC 4180 written here and by
Python's own, the database by SQL.
"""

import collections
import csv
import decimal
import io
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import unittest

OUTPUTS, CORPUS = sys.argv[1], pathlib.Path(sys.argv[2])
FOLDERS = ("text", "docx", "html", "odt", "flat-opc", "libreoffice", "hostile")
KEYS = ("agency", "year", "form", "title")


def rfc4180(text):
    """The rows of RFC 4180, section 2, read by its grammar and by nothing more lenient."""
    field = re.compile(r'"((?:[^"]|"")*)"|([^",\r\n]*)')
    rows, row, at = [], [], 0
    while at < len(text):
        found = field.match(text, at)
        row.append(found.group(2) if found.group(1) is None else found.group(1).replace('""', '"'))
        at = found.end()
        if text.startswith("\r\n", at):
            rows.append(row)
            row = []
            at += 2
        elif text.startswith(",", at):
            at += 1
        else:
            raise ValueError(f"at {at}: neither a comma nor CRLF but {text[at:at + 20]!r}")
    if row:
        raise ValueError("the last line has no end")
    return rows


def cleaned(text):
    """Control characters as the CSV files have them."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", lambda c: chr(0x2421 if c[0] == "\x7f" else 0x2400 + ord(c[0])), text)


def or_empty(value):
    return "" if value is None else cleaned(str(value))


def numbers(record):
    """Cell id -> decimal."""
    found = {}

    def walk(node, path):
        for key, value in node.items():
            if isinstance(value, dict):
                walk(value, f"{path}{key}.")
            elif value is not None:
                found[path + key] = decimal.Decimal(value)

    for table in ("disclosure", "requests", "disputes"):
        walk(record.get(table) or {}, f"{table}.")
    return found


def cells(record):
    """Cell id -> (state, decimal or None, unit or None, raw, part, offset, length), for a record with a form."""
    if not record.get("form"):
        return {}
    values = numbers(record)
    found = {}
    for cell in values.keys() | record["states"].keys():
        evidence = record["evidence"].get(cell)
        place = tuple(evidence.get(key) for key in ("raw", "part", "offset", "length")) if evidence else (None,) * 4
        found[cell] = (record["states"].get(cell, "number"), values.get(cell), record["units"].get(cell), *place)
    return found


class Outputs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        files = sorted(str(p) for folder in FOLDERS for p in (CORPUS / folder).rglob("*") if p.is_file())
        files.append(files[0])
        cls.temporary = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.temporary.name)
        subprocess.run([OUTPUTS, folder, *files], check=True)
        with open(folder / "records.jsonl", encoding="utf-8") as lines:
            cls.records = [json.loads(line, parse_float=decimal.Decimal) for line in lines]
        cls.csv = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
        cls.db = sqlite3.connect(folder / "records.db")
        cls.n_files = len(files)

    @classmethod
    def tearDownClass(cls):
        cls.db.close()
        cls.temporary.cleanup()

    def table(self, name):
        """Its header and rows, having read them twice."""
        data = self.csv[name]
        excel = ".excel." in name
        self.assertEqual(data.startswith(b"\xef\xbb\xbf"), excel)
        text = data.decode("utf-8-sig" if excel else "utf-8")
        rows = rfc4180(text)
        self.assertEqual(rows, list(csv.reader(io.StringIO(text, newline=""), strict=True)))
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        return rows[0], rows[1:]

    def dicts(self, name):
        header, rows = self.table(name)
        return [dict(zip(header, row)) for row in rows]

    def sql(self, query, *arguments):
        return self.db.execute(query, arguments).fetchall()

    def test_every_input_has_a_record(self):
        self.assertGreater(self.n_files, 200)
        self.assertEqual([r["source"]["ordinal"] for r in self.records], list(range(1, self.n_files + 1)))
        counts = collections.Counter("error" in r for r in self.records)
        self.assertGreater(counts[True], 20)
        self.assertGreater(counts[False], 200)

    def test_tidy(self):
        rows = collections.defaultdict(list)
        for row in self.dicts("cells.csv"):
            rows[int(row["ordinal"])].append(row)
        self.assertEqual(list(rows), list(range(1, self.n_files + 1)))
        for record in self.records:
            self.check_tidy(record, rows[record["source"]["ordinal"]])

    def check_tidy(self, record, rows):
        source, error = record["source"], record.get("error", {})
        for row in rows:
            for key in ("name", "member", "sha256"):
                self.assertEqual(row[key], or_empty(source[key]))
            for key in KEYS:
                self.assertEqual(row[key], or_empty(record.get(key)))
            for column, key in (("error", "code"), ("message", "message"), ("detail", "detail")):
                self.assertEqual(row[column], or_empty(error.get(key)))
        expected = cells(record)
        if not expected:
            self.assertEqual([row["cell"] + row["state"] for row in rows], [""])
            return
        found = {}
        for row in rows:
            value = decimal.Decimal(row["value"]) if row["value"] else None
            found[row["cell"]] = (row["state"], value) + tuple(row[key] for key in ("unit", "raw", "part", "offset", "length"))
            self.assertTrue(row["table"] and row["row"] and row["column"] and row["type"])
        self.assertEqual(len(found), len(rows))
        self.assertEqual(found, {cell: (v[0], v[1], *map(or_empty, v[2:])) for cell, v in expected.items()})

    def test_wide(self):
        header, rows = self.table("wide.csv")
        self.assertEqual(len(rows), self.n_files)
        self.assertEqual(len(set(header)), len(header))
        columns = [c for c in header if re.match(r"(disclosure|requests|disputes)\.", c) and not c.endswith(".unit")]
        forms = {cell for record in self.records for cell in cells(record)}
        self.assertEqual(set(columns), forms)
        for record, row in zip(self.records, rows):
            self.check_wide(record, dict(zip(header, row)), columns)

    def check_wide(self, record, row, columns):
        source, expected = record["source"], cells(record)
        for key in ("ordinal", "name", "member", "format", "bytes", "sha256"):
            self.assertEqual(row[key], or_empty(source[key]))
        for key in (*KEYS, "published"):
            self.assertEqual(row[key], or_empty(record.get(key)))
        code = record.get("error", {}).get("code")
        self.assertEqual(row["error"], or_empty(code))
        self.assertEqual(row["outcome"], "read" if not code else "skipped" if code == "not-a-document" else "refused")
        if not code:
            self.assertEqual(int(row["checks_failed"]), sum(c["status"] == "fail" for c in record["checks"]))
            self.assertEqual(int(row["diagnostics"]), len(record["diagnostics"]) + record.get("diagnostics_dropped", 0))
        if not expected:
            self.assertEqual("".join(row[c] for c in columns) + row["states"], "")
            return
        letters = {"number": "v", "blank": "b", "not_applicable": "n", "unreadable": "u", "absent": "a"}
        self.assertEqual(row["states"], "".join(letters[expected[c][0]] if c in expected else "." for c in columns))
        found = {c: decimal.Decimal(row[c]) for c in columns if row[c]}
        self.assertEqual(found, numbers(record))
        for column in row:
            if column.endswith(".unit"):
                cell = expected.get(column.removesuffix(".unit"))
                self.assertEqual(row[column], or_empty(cell and cell[2]))

    def test_excel_has_the_same_numbers_and_no_formula(self):
        for name in ("cells", "wide"):
            (header, plain), (header_zh, excel) = self.table(f"{name}.csv"), self.table(f"{name}.excel.csv")
            self.assertEqual((len(header_zh), len(excel)), (len(header), len(plain)))
            self.assertEqual(len(set(header_zh)), len(header_zh))
            self.assertTrue(all(re.search("[一-鿿]|SHA-256", h) for h in header_zh))
            words = {"state", "type", "outcome", "message"}
            for row, row_zh in zip(plain, excel):
                for column, a, b in zip(header, row, row_zh):
                    if column in words:
                        self.assertEqual(bool(a), bool(b))
                    elif a != b:
                        self.assertEqual("'" + a, b)
                    if not re.fullmatch(r"-?[0-9.]*", b) or column == "raw":
                        self.assertFalse(len(b) > 1 and b[0] in "=+-@\t\r\n＝＋－＠", (column, b))

    def test_database_is_sound(self):
        self.assertEqual(self.sql("PRAGMA integrity_check"), [("ok",)])
        self.assertEqual(self.sql("PRAGMA foreign_key_check"), [])
        self.db.execute("INSERT INTO narrative (narrative, rank) VALUES ('integrity-check', 1)")
        self.db.rollback()
        self.assertEqual(self.sql("SELECT count(*) FROM source"), [(self.n_files,)])

    def test_sources_and_errors(self):
        rows = self.sql("SELECT source_id, name, member, format, encoding, bytes, sha256, outcome, code, message,"
                        " message_zh, part, offset, detail FROM source LEFT JOIN error USING (source_id)"
                        " LEFT JOIN error_code USING (code) ORDER BY source_id")
        for record, row in zip(self.records, rows):
            source, error = record["source"], record.get("error", {})
            keys = ("ordinal", "name", "member", "format", "encoding", "bytes", "sha256")
            self.assertEqual(row[:7], tuple(source[key] for key in keys))
            self.assertEqual(row[7] == "read", not error)
            keys = ("code", "message", "message_zh", "part", "offset", "detail")
            self.assertEqual(row[8:], tuple(error.get(key) for key in keys))

    def test_reports(self):
        rows = {row[0]: row[1:] for row in self.sql("SELECT * FROM report")}
        contact = ("address", "postcode", "phone", "fax", "email", "website")
        for record in self.records:
            row = rows.pop(record["source"]["ordinal"], None)
            if "error" in record:
                self.assertIsNone(row)
                continue
            period = record["period"] or {}
            self.assertEqual(row, (record["form"], record["title"], record["agency"], record["year"], period.get("from"),
                                   period.get("to"), record["published"], *(record["contact"][key] for key in contact),
                                   record.get("diagnostics_dropped", 0)))
        self.assertEqual(rows, {})

    def test_cells(self):
        """The view has them all; a decimal is the number that was written, at 15 digits."""
        found = collections.defaultdict(dict)
        for source, cell, state, value, *rest in self.sql(
                "SELECT source_id, cell, state, value, unit, raw, part, offset, length FROM cells"):
            number = None if value is None else decimal.Decimal(format(value, ".15g" if isinstance(value, float) else "d"))
            self.assertNotIn(cell, found[source])
            found[source][cell] = (state, number, *rest)
        n = 0
        for record in self.records:
            self.assertEqual(found[record["source"]["ordinal"]], cells(record))
            n += len(cells(record))
        self.assertGreater(n, 40000)

    def test_sqlite_prints_decimals_as_written(self):
        for source, cell, value, text in self.sql("SELECT source_id, cell, value, CAST(value AS TEXT) FROM cells"
                                                  " WHERE typeof(value) = 'real'"):
            self.assertEqual(decimal.Decimal(text), numbers(self.records[source - 1])[cell])

    def test_wide_views(self):
        n = 0
        for form in ("2019", "2021"):
            cursor = self.db.execute(f"SELECT * FROM wide_{form}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                row = dict(zip(names, row))
                record = self.records[row["source_id"] - 1]
                self.assertEqual((record["form"], record["agency"]), (form, row["agency"]))
                expected = {cell.replace(".", "_"): None for cell in cells(record)}
                expected.update((cell.replace(".", "_"), float(value)) for cell, value in numbers(record).items())
                self.assertEqual({key: row[key] for key in names[6:]}, expected)
                n += 1
        self.assertEqual(n, sum(bool(r.get("form")) for r in self.records))

    def test_checks(self):
        found = collections.defaultdict(list)
        for source, rule, status, left, right in self.sql(
                "SELECT source_id, rule, status, left_side, right_side FROM check_result JOIN rule USING (rule_id)"
                " ORDER BY source_id, rule_id"):
            found[source].append({"rule": rule, "status": status, "left": left, "right": right})
        failing = collections.Counter(row[0] for row in self.sql("SELECT source_id FROM failing_checks"))
        for record in self.records:
            ordinal = record["source"]["ordinal"]
            self.assertEqual(found[ordinal], record.get("checks", []))
            self.assertEqual(failing[ordinal], sum(c["status"] == "fail" for c in record.get("checks", [])))
        self.assertGreater(sum(failing.values()), 0)

    def test_sections(self):
        found = collections.defaultdict(list)
        for source, position, *section in self.sql("SELECT source_id, position, section, number, title, text FROM section"
                                                   " ORDER BY section_id"):
            self.assertEqual(position, len(found[source]) + (section[0] != "preamble" and "preamble" not in
                                                             [s[0] for s in found[source]]))
            found[source].append(section)
        for record in self.records:
            expected = [["preamble", None, None, "\n".join(record["preamble"])]] if record.get("preamble") else []
            expected += [[s["id"], s["number"], s["title"], "\n".join(s["paragraphs"])] for s in record.get("sections", [])]
            self.assertEqual([[None if v is None else v.replace("␀", "\0") for v in s]
                              for s in found[record["source"]["ordinal"]]], expected)

    def test_narrative_is_found(self):
        for word in ("政府信息", "依申请公开", "主动公开政府信息"):
            expected = sum(word in (s["title"] or "") or word in "\n".join(s["paragraphs"])
                           for r in self.records for s in r.get("sections", []))
            expected += sum(word in "\n".join(r.get("preamble", [])) for r in self.records)
            self.assertEqual(self.sql("SELECT count(*) FROM narrative WHERE narrative MATCH ?", word), [(expected,)])
            self.assertGreater(expected, 0)

    def test_diagnostics(self):
        found = collections.defaultdict(list)
        for source, *row in self.sql("SELECT d.source_id, code, severity, cell, name, offset, length, message, message_zh"
                                     " FROM diagnostic AS d LEFT JOIN form_cell USING (form_cell_id)"
                                     " LEFT JOIN part ON part.source_id = d.source_id AND part.part = d.part"
                                     " ORDER BY d.source_id, d.position"):
            found[source].append(row)
        keys = ("code", "severity", "cell", "part", "offset", "length", "message", "message_zh")
        for record in self.records:
            expected = [[d.get(key) for key in keys] for d in record.get("diagnostics", [])]
            self.assertEqual(found[record["source"]["ordinal"]], expected)

    def test_year_on_year(self):
        reports = [r for r in self.records if r.get("form") and r["agency"] and r["year"]]
        expected = collections.Counter()
        for last in reports:
            for this in reports:
                if (last["agency"], last["year"] + 1) == (this["agency"], this["year"]):
                    for column in this["requests"]["carried_in"]:
                        pair = last["requests"]["carried_out"][column], this["requests"]["carried_in"][column]
                        expected[(this["source"]["ordinal"], last["source"]["ordinal"], column, *pair)] += 1
        found = collections.Counter(self.sql("SELECT this_source_id, last_source_id, column_id, carried_out, carried_in"
                                             " FROM year_on_year"))
        self.assertEqual(found, expected)
        self.assertGreater(len(expected), 100)

    def test_duplicates(self):
        by_hash = collections.defaultdict(list)
        for record in self.records:
            by_hash[record["source"]["sha256"]].append(record["source"]["ordinal"])
        expected = {(same[0], ordinal, len(same)) for same in by_hash.values() if len(same) > 1 for ordinal in same}
        self.assertGreaterEqual(len(expected), 2)
        self.assertEqual(set(self.sql("SELECT first_source_id, source_id, copies FROM duplicates")), expected)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
