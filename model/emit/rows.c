#include "emit/rows.h"
#include "emit/clean.h"
#include "emit/out.h"
#include "emit/record.h"
#include "emit/rows_digest.h"
#include "emit/rows_wire.h"

#include <string.h>

typedef struct writer {
  gk_out out; /* goes through `digest` to `sink` */
  gk_sink sink;
  gk_digest digest;
  const gk_record *record;
  size_t form_idx; /* of the report's form */
} writer;

static gk_status pass_on(void *ctx, const char *p, size_t n) {
  writer *w = ctx;
  gk_digest_add(&w->digest, p, n);
  return w->sink.write(w->sink.ctx, p, n);
}

/* Values */

static void put_byte(writer *w, unsigned byte) {
  gk_out_char(&w->out, (char)(unsigned char)byte);
}

static void put_varint(writer *w, uint64_t value) {
  for (; value >= 0x80; value >>= 7)
    put_byte(w, (unsigned)(value & 0x7F) | 0x80);
  put_byte(w, (unsigned)value);
}

static void put_null(writer *w) {
  put_byte(w, WIRE_NULL);
}

static void put_int(writer *w, int64_t value) {
  if (value >= 0 && value <= 0xFF - WIRE_SMALL) {
    put_byte(w, WIRE_SMALL + (unsigned)value);
    return;
  }
  put_byte(w, WIRE_INT);
  put_varint(w, (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0));
}

static void put_real(writer *w, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  put_byte(w, WIRE_REAL);
  for (int i = 0; i < 8; i++)
    put_byte(w, (unsigned)(bits >> 8 * i) & 0xFF);
}

static void put_clean(writer *w, gk_str s) {
  while (s.n > 0)
    gk_out_str(&w->out, gk_clean_next(&s, GK_CLEAN_NUL));
}

static void put_str(writer *w, gk_str s) {
  put_byte(w, WIRE_TEXT);
  put_varint(w, gk_clean_bytes(s, GK_CLEAN_NUL));
  put_clean(w, s);
}

static void put_found(writer *w, gk_str s) {
  if (s.n == 0)
    put_null(w);
  else
    put_str(w, s);
}

static void put_text(writer *w, const char *s) {
  put_found(w, (gk_str){s, s == NULL ? 0 : strlen(s)});
}

/*
 * An integer if it is one, else the double nearest to it: both operands of the division are exact (at most 15 digits,
 * and 10^15), so it rounds once, and 15 digits of the double are the decimal again.
 */
static void put_decimal(writer *w, gk_decimal d) {
  double power = 1;
  for (; d.scale > 0 && d.digits % 10 == 0; d.scale--)
    d.digits /= 10;
  if (d.scale == 0) {
    put_int(w, d.digits);
    return;
  }
  for (uint8_t i = 0; i < d.scale; i++)
    power *= 10;
  put_real(w, (double)d.digits / power);
}

static void put_date(writer *w, gk_date date) {
  char iso[GK_DATE_BYTES];
  put_found(w, gk_date_iso(date, iso));
}

/* Paragraphs, a line each. */
static void put_lines(writer *w, const gk_str *lines, size_t n_lines) {
  size_t n = n_lines > 0 ? n_lines - 1 : 0;
  for (size_t i = 0; i < n_lines; i++)
    n += gk_clean_bytes(lines[i], GK_CLEAN_NUL);
  put_byte(w, WIRE_TEXT);
  put_varint(w, n);
  for (size_t i = 0; i < n_lines; i++) {
    if (i > 0)
      gk_out_char(&w->out, '\n');
    put_clean(w, lines[i]);
  }
}

/* The part that a place is in, if it has a name; the table of parts holds those. */
static void put_part(writer *w, size_t part) {
  if (gk_source_part(w->record->source, part).n > 0)
    put_int(w, (int64_t)part);
  else
    put_null(w);
}

/* Rows */

static void put_source(writer *w) {
  const gk_source *source = w->record->source;
  put_byte(w, GK_ROWS_SOURCE);
  put_str(w, source->name);
  put_found(w, source->member);
  put_text(w, source->format);
  put_text(w, source->encoding);
  put_int(w, (int64_t)source->bytes);
  put_found(w, source->sha256);
  put_text(w, gk_outcome_name(gk_record_outcome(w->record)));
}

static void put_error(writer *w) {
  const gk_error *error = w->record->error;
  put_byte(w, GK_ROWS_ERROR);
  put_text(w, gk_status_name(error->status));
  put_found(w, error->part);
  put_int(w, (int64_t)error->off);
  put_text(w, error->detail);
}

static void put_report(writer *w) {
  const gk_report *report = w->record->report;
  const gk_contact *contact = &report->contact;
  put_byte(w, GK_ROWS_REPORT);
  put_text(w, report->form == NULL ? NULL : report->form->name);
  put_found(w, report->title);
  put_found(w, report->agency);
  if (report->year > 0)
    put_int(w, report->year);
  else
    put_null(w);
  int has_period = report->period_from.year > 0 && report->period_to.year > 0;
  put_date(w, has_period ? report->period_from : (gk_date){0});
  put_date(w, has_period ? report->period_to : (gk_date){0});
  put_date(w, report->published);
  const gk_str found[] = {contact->address, contact->postcode, contact->phone,
                          contact->fax,     contact->email,    contact->website};
  for (size_t i = 0; i < sizeof found / sizeof *found; i++)
    put_found(w, found[i]);
  put_int(w, (int64_t)w->record->diags->n_dropped);
}

static void put_section(writer *w, size_t position, const char *id, const gk_section *section) {
  put_byte(w, GK_ROWS_SECTION);
  put_int(w, (int64_t)(w->record->source->ordinal * GK_ROWS_SECTION_STEP + position));
  put_int(w, (int64_t)position);
  put_text(w, id);
  put_found(w, section->number);
  put_found(w, section->title);
  put_lines(w, section->paragraphs, section->n_paragraphs);
}

static void put_sections(writer *w) {
  const gk_report *report = w->record->report;
  const gk_section preamble = {.paragraphs = report->preamble, .n_paragraphs = report->n_preamble};
  if (preamble.n_paragraphs > 0)
    put_section(w, 0, "preamble", &preamble);
  for (size_t i = 0; i < report->n_sections; i++)
    put_section(w, i + 1, gk_section_name(report->sections[i].id), &report->sections[i]);
}

static void put_parts(writer *w) {
  const gk_layout *layout = w->record->source->layout;
  for (size_t i = 0; layout != NULL && i < layout->n_parts; i++) {
    if (layout->parts[i].name.n == 0)
      continue;
    put_byte(w, GK_ROWS_PART);
    put_int(w, (int64_t)i);
    put_str(w, layout->parts[i].name);
  }
}

/* The cell's text, unless the value says it: an integer's own digits. */
static void put_raw(writer *w, const gk_cell *cell) {
  char number[GK_DECIMAL_SIZE];
  if (cell->state == GK_STATE_NUMBER && cell->value.scale == 0) {
    size_t n = gk_decimal_format(cell->value, number);
    if (n == cell->raw.n && memcmp(number, cell->raw.p, n) == 0) {
      put_null(w);
      return;
    }
  }
  put_str(w, cell->raw);
}

static void put_cell(writer *w, size_t cell_idx, const gk_cell *cell) {
  put_byte(w, GK_ROWS_CELL);
  put_int(w, gk_rows_form_id(w->form_idx, cell_idx));
  put_int(w, gk_rows_state_id(cell->state));
  if (cell->state == GK_STATE_NUMBER)
    put_decimal(w, cell->value);
  else
    put_null(w);
  put_found(w, cell->unit);
  put_raw(w, cell);
  put_part(w, cell->where.part);
  put_int(w, (int64_t)cell->where.off);
  put_int(w, (int64_t)cell->where.n);
}

static void put_side(writer *w, int is_known, gk_decimal value) {
  if (is_known)
    put_decimal(w, value);
  else
    put_null(w);
}

static void put_check(writer *w, const gk_check *check) {
  put_byte(w, GK_ROWS_CHECK);
  put_int(w, gk_rows_form_id(w->form_idx, (size_t)(check->rule - w->record->report->form->rules)));
  put_text(w, gk_check_status_name(check->status));
  put_side(w, check->has_left, check->left);
  put_side(w, check->has_right, check->right);
}

static void put_diag(writer *w, size_t position, const gk_diag *diag) {
  const gk_form *form = w->record->report->form;
  char message[GK_DIAG_SIZE];
  put_byte(w, GK_ROWS_DIAGNOSTIC);
  put_int(w, (int64_t)position);
  put_text(w, diag->kind->code);
  put_text(w, gk_severity_name(diag->kind->severity));
  if (form != NULL && diag->cell < form->n_cells)
    put_int(w, gk_rows_form_id(w->form_idx, diag->cell));
  else
    put_null(w);
  put_part(w, diag->part);
  put_int(w, (int64_t)diag->off);
  put_int(w, (int64_t)diag->n);
  gk_diag_format(diag, message, sizeof message);
  put_text(w, message);
  gk_diag_format_zh(diag, message, sizeof message);
  put_text(w, message);
}

/* All of a report, table by table. */
static void put_whole_report(writer *w) {
  const gk_report *report = w->record->report;
  const gk_diags *diags = w->record->diags;
  put_report(w);
  put_sections(w);
  put_parts(w);
  for (size_t i = 0; report->form != NULL && i < report->form->n_cells; i++)
    if (report->cells[i].state != GK_STATE_ABSENT)
      put_cell(w, i, &report->cells[i]);
  for (size_t i = 0; i < report->n_checks; i++)
    put_check(w, &report->checks[i]);
  for (size_t i = 0; i < diags->n; i++)
    put_diag(w, i + 1, &diags->items[i]);
}

int64_t gk_rows_state_id(gk_cell_state state) {
  return state == GK_STATE_NUMBER ? 1 : (int64_t)state + 1;
}

/* What can't be written: GK_OK if nothing. */
static gk_status find_form(writer *w) {
  const gk_report *report = w->record->report;
  if (w->record->source->ordinal == 0 || w->record->source->ordinal > INT64_MAX / GK_ROWS_SECTION_STEP - 1)
    return GK_STATUS_ARGUMENT;
  if (report != NULL && report->n_sections >= GK_ROWS_SECTION_STEP)
    return GK_STATUS_TOO_COMPLEX;
  if (report == NULL || report->form == NULL)
    return GK_OK;
  while (w->form_idx < GK_N_FORMS && GK_FORMS[w->form_idx] != report->form)
    w->form_idx++;
  return w->form_idx < GK_N_FORMS ? GK_OK : GK_STATUS_ARGUMENT;
}

gk_status gk_emit_rows(const gk_record *record, gk_sink sink) {
  writer w = {.sink = sink, .record = record};
  gk_status status = find_form(&w);
  if (status != GK_OK)
    return status;
  gk_out_init(&w.out, (gk_sink){pass_on, &w});
  put_byte(&w, GK_ROWS_VERSION);
  put_varint(&w, record->source->ordinal);
  put_source(&w);
  if (record->report != NULL)
    put_whole_report(&w);
  else
    put_error(&w);
  put_byte(&w, GK_ROWS_N_TABLES);
  status = gk_out_finish(&w.out);
  if (status != GK_OK)
    return status;
  uint64_t check = gk_digest_end(&w.digest);
  for (int i = 0; i < WIRE_CHECK_BYTES; i++)
    put_byte(&w, (unsigned)(check >> 8 * i) & 0xFF);
  return gk_out_finish(&w.out);
}
