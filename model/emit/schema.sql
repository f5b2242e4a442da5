-- The database of a conversion: what becomes of each input, and what the reports say. model/emit/database.md draws it.
--
-- A row is identified by its input's number (source_id) and by its place there, never by when it was written: the same
-- inputs give the same bytes. Text not found in a document is NULL. Comments stand inside the statements, where SQLite
-- keeps them: `.schema cell` explains itself.

-- ---- Vocabulary: the same in every database of this version ---------------------------------------------------------

CREATE TABLE form (
  -- A form that a notice prescribes for the reports of some years.
  form        TEXT PRIMARY KEY, -- '2019', '2021'
  notice      TEXT NOT NULL,    -- the number of the notice
  first_year  INTEGER NOT NULL  -- of the reports on it
) STRICT, WITHOUT ROWID;

CREATE TABLE form_cell (
  -- A cell of a form. `cell` is its id in every output of gongkai; the three labels are the form's own.
  form_cell_id  INTEGER PRIMARY KEY,
  form          TEXT NOT NULL REFERENCES form,
  position      INTEGER NOT NULL, -- in the form, from 1
  cell          TEXT NOT NULL,    -- 'requests.received.total'
  area          TEXT NOT NULL CHECK (area IN ('disclosure', 'requests', 'disputes')),
  row_id        TEXT NOT NULL,    -- 'received': the middle of the id
  column_id     TEXT NOT NULL,    -- 'total': its end
  type          TEXT NOT NULL CHECK (type IN ('count', 'signed', 'amount')),
  table_label   TEXT NOT NULL,
  row_label     TEXT NOT NULL,
  column_label  TEXT NOT NULL,
  UNIQUE (form, cell)
) STRICT;

CREATE TABLE cell_state (
  -- What a document has in a cell. A cell of the form that has no row in `cell` is absent from the document.
  state_id  INTEGER PRIMARY KEY,
  state     TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE rule (
  -- A rule of a form: the cells on its left add up to those on its right.
  rule_id  INTEGER PRIMARY KEY,
  form     TEXT NOT NULL REFERENCES form,
  rule     TEXT NOT NULL, -- 'requests.sum.granted'
  label    TEXT NOT NULL, -- what it says, in Chinese
  UNIQUE (form, rule)
) STRICT;

CREATE TABLE rule_part (
  -- A cell on one side of a rule.
  rule_id       INTEGER NOT NULL REFERENCES rule,
  side          TEXT NOT NULL CHECK (side IN ('left', 'right')),
  form_cell_id  INTEGER NOT NULL REFERENCES form_cell,
  PRIMARY KEY (rule_id, side, form_cell_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE error_code (
  -- Why an input may give no report.
  code        TEXT PRIMARY KEY, -- 'encrypted'
  message     TEXT NOT NULL,
  message_zh  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ---- Inputs ----------------------------------------------------------------------------------------------------------

CREATE TABLE source (
  -- An input: a file, or a member of an archive. Every input has a row, whatever became of it.
  source_id  INTEGER PRIMARY KEY, -- its number in the order of the inputs, from 1
  name       TEXT NOT NULL,       -- the path of the file as it was given or found
  member     TEXT,                -- the path inside the archive that the file is
  format     TEXT NOT NULL,       -- 'docx', 'html', ...; 'unknown'
  encoding   TEXT,                -- of its text
  bytes      INTEGER NOT NULL CHECK (bytes >= 0),
  sha256     TEXT CHECK (length(sha256) = 64), -- of its bytes; NULL if they could not be read
  outcome    TEXT NOT NULL CHECK (outcome IN ('read', 'refused', 'skipped')) -- skipped: no document
) STRICT;

CREATE TABLE error (
  -- Why an input gave no report: one row for each source that is not 'read'.
  source_id  INTEGER PRIMARY KEY REFERENCES source,
  code       TEXT NOT NULL REFERENCES error_code,
  part       TEXT,             -- the part of the file that failed: 'word/document.xml'
  offset     INTEGER NOT NULL, -- bytes into it, 0 where none is known
  detail     TEXT              -- more, in English; of a skipped input what it is: 'JPEG image'
) STRICT;

-- ---- Reports ---------------------------------------------------------------------------------------------------------

CREATE TABLE report (
  -- A report: one row for each source that is 'read'.
  source_id            INTEGER PRIMARY KEY REFERENCES source,
  form                 TEXT REFERENCES form, -- NULL: its tables were not found
  title                TEXT,
  agency               TEXT,
  year                 INTEGER, -- the year reported on
  period_from          TEXT,    -- ISO 8601 dates
  period_to            TEXT,
  published            TEXT,
  address              TEXT,    -- how to reach the agency
  postcode             TEXT,
  phone                TEXT,
  fax                  TEXT,
  email                TEXT,
  website              TEXT,
  diagnostics_dropped  INTEGER NOT NULL -- beyond those in `diagnostic`, which is capped
) STRICT;

CREATE TABLE section (
  -- The narrative of a report. `section_id` is source_id * 10000000 + position.
  section_id  INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES report,
  position    INTEGER NOT NULL, -- from 1; 0 is what stands before the first section
  section     TEXT NOT NULL CHECK (section IN ('preamble', 'overview', 'disclosure', 'requests', 'disputes',
                                               'problems', 'other')),
  number      TEXT,             -- as written: '一'
  title       TEXT,
  text        TEXT NOT NULL     -- its paragraphs, a line each
) STRICT;

CREATE TABLE part (
  -- A part of a file that offsets count in, where that is not the file itself.
  source_id  INTEGER NOT NULL REFERENCES report,
  part       INTEGER NOT NULL,
  name       TEXT NOT NULL, -- 'word/document.xml'
  PRIMARY KEY (source_id, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE cell (
  -- What a report has in a cell of its form. See the view `cells`, which also shows the absent ones.
  source_id     INTEGER NOT NULL REFERENCES report,
  form_cell_id  INTEGER NOT NULL REFERENCES form_cell,
  state_id      INTEGER NOT NULL REFERENCES cell_state,
  value         ANY,              -- INTEGER, or REAL that prints back as the decimal written; NULL if no number
  unit          TEXT,             -- as written in the cell or over its column
  raw           TEXT,             -- the cell's text; NULL if it is the digits of `value` and nothing else
  part          INTEGER,          -- NULL: the file itself
  offset        INTEGER NOT NULL, -- bytes into the part
  length        INTEGER NOT NULL,
  PRIMARY KEY (source_id, form_cell_id),
  FOREIGN KEY (source_id, part) REFERENCES part,
  CHECK ((state_id = 1) = (value IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE check_result (
  -- What a rule of its form says of a report.
  source_id   INTEGER NOT NULL REFERENCES report,
  rule_id     INTEGER NOT NULL REFERENCES rule,
  status      TEXT NOT NULL CHECK (status IN ('pass', 'fail', 'not_assessable')),
  left_side   ANY, -- NULL where it can't be added up
  right_side  ANY,
  PRIMARY KEY (source_id, rule_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE diagnostic (
  -- What was odd in a report and was survived.
  source_id     INTEGER NOT NULL REFERENCES report,
  position      INTEGER NOT NULL, -- from 1
  code          TEXT NOT NULL,    -- 'row-short'
  severity      TEXT NOT NULL CHECK (severity IN ('note', 'warning', 'error')),
  form_cell_id  INTEGER REFERENCES form_cell,
  part          INTEGER,          -- as in `cell`
  offset        INTEGER NOT NULL,
  length        INTEGER NOT NULL,
  message       TEXT NOT NULL,
  message_zh    TEXT NOT NULL,
  PRIMARY KEY (source_id, position),
  FOREIGN KEY (source_id, part) REFERENCES part
) STRICT, WITHOUT ROWID;

-- ---- Views; wide_2019 and wide_2021 are made from the forms ----------------------------------------------------------

CREATE VIEW cells AS
-- Every cell of every report's form, with its labels; `position` is its place in the form.
SELECT report.source_id, agency, year, report.form, position, cell, table_label, row_label, column_label, type,
       coalesce(state, 'absent') AS state, value, unit, coalesce(raw, CAST(value AS TEXT)) AS raw,
       part.name AS part, offset, length
FROM report
JOIN form_cell ON form_cell.form = report.form
LEFT JOIN cell ON cell.source_id = report.source_id AND cell.form_cell_id = form_cell.form_cell_id
LEFT JOIN cell_state ON cell_state.state_id = cell.state_id
LEFT JOIN part ON part.source_id = cell.source_id AND part.part = cell.part;

CREATE VIEW failing_checks AS
-- The rules that a report breaks, with what either side comes to.
SELECT report.source_id, source.name, source.member, agency, year, rule.form, rule, label, left_side, right_side
FROM check_result
JOIN rule ON rule.rule_id = check_result.rule_id
JOIN report ON report.source_id = check_result.source_id
JOIN source ON source.source_id = check_result.source_id
WHERE check_result.status = 'fail';

CREATE VIEW year_on_year AS
-- Requests that an agency carried over: what last year's report carries out beside what this year's carries in, for
-- each kind of applicant. `agrees` is NULL where one of them is no number. Two reports of one year give two rows.
SELECT this.agency, this.year, ins.column_id, ins.column_label, out_cell.value AS carried_out, in_cell.value AS carried_in,
       out_cell.value = in_cell.value AS agrees, last.source_id AS last_source_id, this.source_id AS this_source_id
FROM report AS this
JOIN report AS last ON last.agency = this.agency AND last.year = this.year - 1
JOIN form_cell AS ins ON ins.form = this.form AND ins.area = 'requests' AND ins.row_id = 'carried_in'
JOIN form_cell AS outs ON outs.form = last.form AND outs.area = 'requests' AND outs.row_id = 'carried_out'
                      AND outs.column_id = ins.column_id
LEFT JOIN cell AS in_cell ON in_cell.source_id = this.source_id AND in_cell.form_cell_id = ins.form_cell_id
LEFT JOIN cell AS out_cell ON out_cell.source_id = last.source_id AND out_cell.form_cell_id = outs.form_cell_id;

CREATE VIEW duplicates AS
-- Inputs with the same bytes as others.
SELECT sha256, copies, first_source_id, source_id, name, member
FROM source
JOIN (SELECT sha256, count(*) AS copies, min(source_id) AS first_source_id FROM source
      WHERE sha256 IS NOT NULL GROUP BY sha256 HAVING count(*) > 1) USING (sha256);
