#include "support/reread.h"

#include "support/json_check.h"
#include "support/kept.h"

/* Takes out, in place, the white space that stands between tokens. */
static void pack(kept *json) {
  size_t n = 0;
  int in_string = 0;
  for (size_t i = 0; i < json->n; i++) {
    char c = json->p[i];
    if (!in_string && (c == ' ' || c == '\n'))
      continue;
    if (in_string && c == '\\')
      json->p[n++] = json->p[i++];
    else if (c == '"')
      in_string = !in_string;
    json->p[n++] = json->p[i];
  }
  json->n = n;
}

static const char *broken_json(const gk_report *report, const gk_diags *diags, const gk_source *source) {
  kept canonical = {0}, pretty = {0};
  if (gk_emit_json(report, diags, source, GK_JSON_CANONICAL, GK_EVIDENCE_ON, kept_sink(&canonical)) != GK_OK ||
      gk_emit_json(report, diags, source, GK_JSON_PRETTY, GK_EVIDENCE_ON, kept_sink(&pretty)) != GK_OK)
    return "a record could not be written though the sink took everything";
  const char *broken = json_check(kept_str(&canonical), NULL, NULL);
  pack(&pretty);
  if (broken == NULL && (pretty.n != canonical.n || memcmp(pretty.p, canonical.p, pretty.n) != 0))
    broken = "the pretty style says something else than the canonical one";
  free(canonical.p);
  free(pretty.p);
  return broken;
}

/* Reads a field; returns what stands behind it: ',', '\n' for a row's end, or 0 if it is none. */
static char next_field(gk_str csv, size_t *at) {
  int quoted = *at < csv.n && csv.p[*at] == '"';
  *at += (size_t)quoted;
  for (; *at < csv.n; ++*at) {
    char c = csv.p[*at];
    if (quoted && c == '"' && *at + 1 < csv.n && csv.p[*at + 1] == '"')
      ++*at;
    else if (quoted && c == '"')
      quoted = 0;
    else if (!quoted && c == '"')
      return 0;
    else if (!quoted && c == ',')
      return csv.p[(*at)++];
    else if (!quoted && c == '\r') {
      *at += 2;
      return *at <= csv.n && csv.p[*at - 1] == '\n' ? '\n' : 0;
    }
  }
  return 0;
}

/* A header, and a row for each cell of the form, or one for a whole record. */
static size_t count_rows(const gk_record *record, gk_csv_kind kind) {
  const gk_form *form = record->report->form;
  return 1 + (kind == GK_CSV_CELLS && form != NULL ? form->n_cells : 1);
}

/* Counts the rows, and the fields of each, which are as many as the first has. */
static const char *broken_csv(const gk_record *record, gk_csv_kind kind, gk_csv_dialect dialect) {
  kept csv = {0};
  size_t at = 0, n_fields = 0, n_header = 0, n_rows = 0;
  const char *broken = NULL;
  if (gk_emit_csv_header(kind, dialect, kept_sink(&csv)) != GK_OK ||
      gk_emit_csv(record, kind, dialect, kept_sink(&csv)) != GK_OK)
    broken = "a record could not be written though the sink took everything";
  while (at < csv.n && broken == NULL) {
    char end = next_field(kept_str(&csv), &at);
    n_fields++;
    if (end == 0)
      broken = "a field of CSV has no end";
    if (end != '\n')
      continue;
    n_header = n_header == 0 ? n_fields : n_header;
    if (n_fields != n_header)
      broken = "a row of CSV has not as many fields as its header";
    n_fields = 0;
    n_rows++;
  }
  if (broken == NULL && n_rows != count_rows(record, kind))
    broken = "CSV has not as many rows as there are cells";
  free(csv.p);
  return broken;
}

const char *reread_records(const gk_report *report, const gk_diags *diags, const gk_source *source) {
  const gk_record record = {source, report, diags, NULL};
  const char *broken = broken_json(report, diags, source);
  for (int i = 0; i < 4 && broken == NULL; i++)
    broken = broken_csv(&record, i % 2 ? GK_CSV_WIDE : GK_CSV_CELLS, i / 2 ? GK_CSV_EXCEL : GK_CSV_PLAIN);
  return broken;
}
