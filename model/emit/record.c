#include "emit/record.h"

#include <string.h>

void gk_record_schema(gk_json *json) {
  gk_json_key(json, GK_LIT("schema"));
  gk_json_str(json, GK_LIT("gongkai/report/1"));
}

void gk_record_source(gk_json *json, const gk_source *source) {
  gk_json_key(json, GK_LIT("source"));
  gk_json_open_object(json);
  gk_json_key(json, GK_LIT("bytes"));
  gk_json_uint(json, source->bytes);
  gk_json_key(json, GK_LIT("encoding"));
  gk_json_text(json, source->encoding);
  gk_json_key(json, GK_LIT("format"));
  gk_json_text(json, source->format);
  gk_json_key(json, GK_LIT("member"));
  gk_json_str_or_null(json, source->member);
  gk_json_key(json, GK_LIT("name"));
  gk_json_str(json, source->name);
  if (source->ordinal > 0) {
    gk_json_key(json, GK_LIT("ordinal"));
    gk_json_uint(json, source->ordinal);
  }
  gk_json_key(json, GK_LIT("sha256"));
  gk_json_str_or_null(json, source->sha256);
  gk_json_close_object(json);
}

gk_status gk_emit_record_json(const gk_record *record, gk_json_style style, gk_evidence evidence, gk_sink sink) {
  if (record->report == NULL)
    return gk_emit_error_json(record->error, record->source, style, sink);
  return gk_emit_json(record->report, record->diags, record->source, style, evidence, sink);
}

gk_outcome gk_record_outcome(const gk_record *record) {
  if (record->report != NULL)
    return GK_OUTCOME_READ;
  return record->error->status == GK_STATUS_NOT_A_DOCUMENT ? GK_OUTCOME_SKIPPED : GK_OUTCOME_REFUSED;
}

const char *gk_outcome_name(gk_outcome outcome) {
  static const char *const names[] = {"read", "refused", "skipped"};
  return outcome >= GK_OUTCOME_READ && outcome <= GK_OUTCOME_SKIPPED ? names[outcome] : "unknown";
}

gk_str gk_date_iso(gk_date date, char iso[GK_DATE_BYTES]) {
  if (date.year <= 0)
    return (gk_str){NULL, 0};
  unsigned year = (unsigned)date.year;
  const unsigned digits[GK_DATE_BYTES] = {year / 1000,      year / 100, year / 10, year,           0,
                                          date.month / 10u, date.month, 0,         date.day / 10u, date.day};
  for (size_t i = 0; i < GK_DATE_BYTES; i++)
    iso[i] = (char)('0' + digits[i] % 10);
  iso[4] = iso[7] = '-';
  return (gk_str){iso, GK_DATE_BYTES};
}

gk_str gk_source_part(const gk_source *source, size_t part) {
  const gk_layout *layout = source->layout;
  return layout != NULL && part < layout->n_parts ? layout->parts[part].name : (gk_str){NULL, 0};
}

size_t gk_report_n_failing(const gk_report *report) {
  size_t n = 0;
  for (size_t i = 0; i < report->n_checks; i++)
    n += report->checks[i].status == GK_CHECK_FAIL;
  return n;
}

gk_str gk_str_of(const char *s) {
  return (gk_str){s, strlen(s)};
}

void gk_record_text(gk_json *json, gk_str key, gk_str value) {
  gk_json_key(json, key);
  gk_json_str_or_null(json, value);
}

void gk_record_date(gk_json *json, gk_date date) {
  char iso[GK_DATE_BYTES];
  gk_json_str_or_null(json, gk_date_iso(date, iso));
}

void gk_record_contact(gk_json *json, const gk_contact *contact) {
  gk_json_key(json, GK_LIT("contact"));
  gk_json_open_object(json);
  gk_record_text(json, GK_LIT("address"), contact->address);
  gk_record_text(json, GK_LIT("email"), contact->email);
  gk_record_text(json, GK_LIT("fax"), contact->fax);
  gk_record_text(json, GK_LIT("phone"), contact->phone);
  gk_record_text(json, GK_LIT("postcode"), contact->postcode);
  gk_record_text(json, GK_LIT("website"), contact->website);
  gk_json_close_object(json);
}

void gk_record_side(gk_json *json, gk_str key, int is_known, gk_decimal value) {
  gk_json_key(json, key);
  if (is_known)
    gk_json_decimal(json, value);
  else
    gk_json_null(json);
}

void gk_record_year(gk_json *json, int year) {
  gk_json_key(json, GK_LIT("year"));
  if (year > 0)
    gk_json_uint(json, (uint64_t)year);
  else
    gk_json_null(json);
}

void gk_record_messages(gk_json *json, const gk_diag *diag) {
  char message[GK_DIAG_SIZE];
  gk_diag_format(diag, message, sizeof message);
  gk_record_text(json, GK_LIT("message"), gk_str_of(message));
  gk_diag_format_zh(diag, message, sizeof message);
  gk_record_text(json, GK_LIT("message_zh"), gk_str_of(message));
}

void gk_record_error(gk_json *json, const gk_error *error) {
  gk_json_key(json, GK_LIT("error"));
  gk_json_open_object(json);
  gk_json_key(json, GK_LIT("code"));
  gk_json_text(json, gk_status_name(error->status));
  gk_json_key(json, GK_LIT("detail"));
  gk_json_text(json, error->detail);
  gk_json_key(json, GK_LIT("message"));
  gk_json_text(json, gk_status_text(error->status));
  gk_json_key(json, GK_LIT("message_zh"));
  gk_json_text(json, gk_status_text_zh(error->status));
  gk_json_key(json, GK_LIT("offset"));
  gk_json_uint(json, error->off);
  gk_json_key(json, GK_LIT("part"));
  gk_json_str_or_null(json, error->part);
  gk_json_close_object(json);
}
