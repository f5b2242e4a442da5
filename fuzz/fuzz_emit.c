/*
 * A record with any bytes in every string, and any number in every cell. It is written in every form, and read again:
 * JSON must be its own canonical form and say what went in, CSV hold it, and rows give it back.
 */
#include "target.h"

#include "emit/rows.h"
#include "support/json_check.h"
#include "support/kept.h"
#include "support/reread.h"
#include "text/utf8.h"

enum { N_STRINGS = 16, MAX_CELLS = 256, MAX_BYTES = 4096 };

/* What the record is made of. */
typedef struct record {
  gk_str strings[N_STRINGS]; /* the input, cut at newlines; the last has all that is left */
  gk_cell cells[MAX_CELLS];
  gk_check checks[64];
  gk_diag diag;
  gk_diags diags;
  gk_section section;
  gk_report report;
  gk_source source;
  gk_part part;
  gk_layout layout;
} record;

static void cut(record *r, gk_str input) {
  for (size_t i = 0; i < N_STRINGS; i++) {
    const char *end = i + 1 < N_STRINGS && input.n > 0 ? memchr(input.p, '\n', input.n) : NULL;
    size_t n = end != NULL ? (size_t)(end - input.p) : input.n, taken = n + (end != NULL);
    r->strings[i] = (gk_str){n > 0 ? input.p : NULL, n};
    input = (gk_str){input.p + taken, input.n - taken};
  }
}

/* A decimal of at most 15 digits, from 8 bytes. */
static gk_decimal decimal(const uint8_t *data, size_t n, size_t at) {
  uint64_t bits = 0;
  for (size_t i = 0; i < 8; i++)
    bits = bits << 8 | (n > 0 ? data[(at + i) % n] : 0);
  int64_t digits = (int64_t)(bits >> 8 & ((UINT64_C(1) << (bits >> 2 & 63)) - 1)) % INT64_C(1000000000000000);
  return (gk_decimal){bits & 1 ? -digits : digits, (uint8_t)(bits >> 4 & 15)};
}

static void fill_cells(record *r, const uint8_t *data, size_t n) {
  for (size_t i = 0; i < r->report.form->n_cells; i++) {
    gk_cell *cell = &r->cells[i];
    cell->state = (gk_cell_state)((n > 0 ? data[i % n] : 0) % (GK_STATE_NUMBER + 1));
    if (cell->state == GK_STATE_ABSENT)
      continue;
    if (cell->state == GK_STATE_NUMBER)
      cell->value = decimal(data, n, i);
    cell->raw = r->strings[i % N_STRINGS];
    cell->unit = r->strings[(i + 7) % N_STRINGS];
    cell->where = (gk_span){0, i, cell->raw.n};
  }
}

static void fill_checks(record *r, const uint8_t *data, size_t n) {
  for (size_t i = 0; i < r->report.form->n_rules && i < sizeof r->checks / sizeof *r->checks; i++)
    r->checks[i] =
        (gk_check){&r->report.form->rules[i], GK_CHECK_FAIL, 1, 1, decimal(data, n, i), decimal(data, n, 2 * i)};
}

static void fill(record *r, const uint8_t *data, size_t n) {
  const gk_str *s = r->strings;
  cut(r, (gk_str){(const char *)data, n});
  r->section = (gk_section){n > 0 ? data[0] % GK_N_SECTIONS : 0, s[2], s[3], r->strings + 12, 4};
  r->report = (gk_report){.form = GK_FORMS[n % GK_N_FORMS],
                          .cells = r->cells,
                          .title = s[0],
                          .agency = s[1],
                          .contact = {s[4], s[5], s[6], s[7], s[8], s[9]},
                          .preamble = s + 10,
                          .n_preamble = 2,
                          .sections = &r->section,
                          .n_sections = 1,
                          .checks = r->checks};
  r->report.n_checks = r->report.form->n_rules;
  fill_cells(r, data, n);
  fill_checks(r, data, n);
  r->diag = (gk_diag){&GK_DIAG_ROW_SHORT, 3, 0, 1, 2, {decimal(data, n, 3).digits, decimal(data, n, 5).digits}};
  r->diags = (gk_diags){.items = &r->diag, .n = 1, .n_dropped = n};
  r->part = (gk_part){.name = s[11]};
  r->layout = (gk_layout){.parts = &r->part, .n_parts = 1};
  r->source = (gk_source){1, s[10], s[11], "text", "utf-8", n, s[9], &r->layout};
}

/* What becomes of a string's bytes in JSON, by the parser's own reading of UTF-8. Kept for comparison. */
static void put_clean(kept *out, gk_str s) {
  while (s.n > 0) {
    int valid;
    size_t n = gk_utf8_step(s.p, s.n, &valid);
    (void)keep(out, valid ? s.p : "\xEF\xBF\xBD", valid ? n : 3);
    s = (gk_str){s.p + n, s.n - n};
  }
}

/* A string that a record must say, by its key, as it becomes. */
typedef struct expected {
  const char *key;
  gk_str value;
  kept clean;
  size_t n_seen;
} expected;

enum { N_EXPECTED = 4 };

static void find(void *ctx, const json_value *value) {
  expected *all = ctx;
  for (expected *e = all; e < all + N_EXPECTED; e++)
    if (value->is_string && value->key.n == strlen(e->key) && memcmp(value->key.p, e->key, value->key.n) == 0 &&
        e->clean.n == value->text.n && (e->clean.n == 0 || memcmp(e->clean.p, value->text.p, e->clean.n) == 0))
      e->n_seen++;
}

static const char *broken_json(const record *r) {
  const gk_report *p = &r->report;
  expected all[N_EXPECTED] = {{.key = "agency", .value = p->agency},
                              {.key = "address", .value = p->contact.address},
                              {.key = "email", .value = p->contact.email},
                              {.key = "member", .value = r->source.member}};
  kept json = {0};
  if (gk_emit_json(p, &r->diags, &r->source, GK_JSON_CANONICAL, GK_EVIDENCE_ON, kept_sink(&json)) != GK_OK)
    return "a record is not written";
  for (size_t i = 0; i < N_EXPECTED; i++)
    put_clean(&all[i].clean, all[i].value);
  const char *broken = json_check(kept_str(&json), find, all);
  for (size_t i = 0; i < N_EXPECTED; i++) {
    if (broken == NULL && all[i].value.n > 0 && all[i].n_seen == 0)
      broken = "a string does not come back out of JSON";
    free(all[i].clean.p);
  }
  free(json.p);
  return broken;
}

static int is_clean_of(gk_str text, gk_str s) {
  kept clean = {0};
  put_clean(&clean, s);
  int same = clean.n == text.n;
  for (size_t i = 0, at = 0; same && i < clean.n; i++, at++) /* NUL has a picture of three bytes: told by length */
    same = clean.p[i] == text.p[at];
  free(clean.p);
  return same || (s.n > 0 && memchr(s.p, '\0', s.n) != NULL);
}

static int is_decimal(const gk_value *value, gk_decimal d) {
  char number[GK_DECIMAL_SIZE];
  gk_decimal_format(d, number);
  double real = strtod(number, NULL);
  return value->type == GK_VALUE_INT ? (double)value->integer == real
                                     : value->type == GK_VALUE_REAL && value->real == real;
}

enum { REPORT_TITLE = 1, REPORT_AGENCY = 2, CELL_ID = 0, CELL_VALUE = 2 };

/* The first cell from i on that is not absent, and so has a row. */
static size_t next_cell(const record *r, size_t i) {
  while (i < r->report.form->n_cells && r->cells[i].state == GK_STATE_ABSENT)
    i++;
  return i;
}

/* *cell_idx is the cell whose row comes next. */
static const char *broken_row(const record *r, gk_rows_table table, const gk_value *v, size_t *cell_idx) {
  const gk_report *p = &r->report;
  if (table == GK_ROWS_SOURCE && !is_clean_of(v[0].text, r->source.name))
    return "a name does not come back out of rows";
  if (table == GK_ROWS_REPORT && p->agency.n > 0 && !is_clean_of(v[REPORT_AGENCY].text, p->agency))
    return "an agency does not come back out of rows";
  if (table != GK_ROWS_CELL)
    return NULL;
  size_t i = (size_t)((v[CELL_ID].integer - 1) % GK_ROWS_FORM_STEP);
  if (i != *cell_idx)
    return "cells do not come back out of rows in their order";
  *cell_idx = next_cell(r, i + 1);
  if (i >= p->form->n_cells || (v[CELL_VALUE].type == GK_VALUE_NULL) != (r->cells[i].state != GK_STATE_NUMBER))
    return "a cell does not come back out of rows";
  return r->cells[i].state != GK_STATE_NUMBER || is_decimal(&v[CELL_VALUE], r->cells[i].value)
             ? NULL
             : "a number does not come back out of rows";
}

static const char *broken_rows(const record *r) {
  const gk_record whole = {&r->source, &r->report, &r->diags, NULL};
  kept bytes = {0};
  gk_rows rows;
  gk_value values[GK_ROWS_MAX_COLUMNS];
  gk_rows_table table;
  const char *broken = NULL;
  size_t cell_idx = next_cell(r, 0);
  if (gk_emit_rows(&whole, kept_sink(&bytes)) != GK_OK || gk_rows_open(&rows, kept_str(&bytes)) != GK_OK)
    broken = "rows are not taken back";
  while (broken == NULL && (table = gk_rows_next(&rows, values)) != GK_ROWS_N_TABLES)
    broken = broken_row(r, table, values, &cell_idx);
  if (broken == NULL && cell_idx != r->report.form->n_cells)
    broken = "a cell does not come back out of rows";
  free(bytes.p);
  return broken;
}

/* A document that gave no report has a record all the same. */
static const char *broken_error(const record *r) {
  static const gk_status statuses[] = {GK_STATUS_CORRUPT, GK_STATUS_NOT_A_DOCUMENT, GK_STATUS_NO_MEMORY};
  const gk_error error = {statuses[r->source.bytes % 3], r->strings[3], 7, "any"};
  const gk_record refused = {&r->source, NULL, NULL, &error};
  kept json = {0}, rows = {0}, csv = {0};
  gk_rows taken;
  const char *broken = NULL;
  if (gk_emit_record_json(&refused, GK_JSON_CANONICAL, GK_EVIDENCE_ON, kept_sink(&json)) != GK_OK ||
      gk_emit_csv(&refused, GK_CSV_WIDE, GK_CSV_PLAIN, kept_sink(&csv)) != GK_OK ||
      gk_emit_rows(&refused, kept_sink(&rows)) != GK_OK)
    broken = "a failure is not written";
  else if (gk_rows_open(&taken, kept_str(&rows)) != GK_OK)
    broken = "rows of a failure are not taken back";
  else
    broken = json_check(kept_str(&json), NULL, NULL);
  free(json.p);
  free(rows.p);
  free(csv.p);
  return broken;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  static record r;
  if (n > MAX_BYTES)
    return 0;
  gk_str input = exact_copy(data, n);
  memset(&r, 0, sizeof r);
  fill(&r, (const uint8_t *)input.p, n);
  const char *broken = broken_json(&r);
  if (broken == NULL)
    broken = reread_records(&r.report, &r.diags, &r.source);
  if (broken == NULL)
    broken = broken_rows(&r);
  if (broken == NULL)
    broken = broken_error(&r);
  exact_free(input);
  die_if(broken);
  return 0;
}
