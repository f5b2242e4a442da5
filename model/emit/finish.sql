-- What is built once all rows are there.
CREATE INDEX source_by_sha256 ON source (sha256);
CREATE INDEX error_by_code ON error (code);
CREATE INDEX report_by_agency ON report (agency, year);
CREATE INDEX report_by_year ON report (year, agency);
CREATE UNIQUE INDEX section_by_source ON section (source_id, position);
CREATE INDEX check_that_fails ON check_result (rule_id) WHERE status = 'fail';
CREATE INDEX diagnostic_by_code ON diagnostic (code);

-- Full text of the narrative, for words of three characters or more: WHERE narrative MATCH '依申请公开'. Shorter ones are
-- found in the table itself: WHERE section.text LIKE '%诉讼%'.
CREATE VIRTUAL TABLE narrative USING fts5 (title, text, content = 'section', content_rowid = 'section_id',
                                           tokenize = 'trigram');
INSERT INTO narrative (narrative) VALUES ('rebuild');

PRAGMA analysis_limit = 1000;
ANALYZE;
