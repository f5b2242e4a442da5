/*
 * record.h: what the records of reports, of failures and of comparisons have in common. Private to emit/.
 */
#ifndef GONGKAI_EMIT_RECORD_H
#define GONGKAI_EMIT_RECORD_H

#include "emit/json.h"

/* Each writes one key with its value, into the open object. */
void gk_record_schema(gk_json *json);
void gk_record_source(gk_json *json, const gk_source *source);

void gk_record_text(gk_json *json, gk_str key, gk_str value); /* null if empty */
void gk_record_contact(gk_json *json, const gk_contact *contact);
void gk_record_year(gk_json *json, int year);
void gk_record_side(gk_json *json, gk_str key, int is_known, gk_decimal value); /* of a rule */
void gk_record_messages(gk_json *json, const gk_diag *diag);                    /* two keys */
void gk_record_error(gk_json *json, const gk_error *error);

/* The value alone: an ISO date, or null. */
void gk_record_date(gk_json *json, gk_date date);

#define GK_DATE_BYTES 10

/* A date as ISO 8601 has it, in `iso`; empty for none. */
gk_str gk_date_iso(gk_date date, char iso[GK_DATE_BYTES]);

/* The name of a part that offsets count in; empty for the file itself. */
gk_str gk_source_part(const gk_source *source, size_t part);

/* How many of the checks fail. */
size_t gk_report_n_failing(const gk_report *report);

/* The slice of a NUL-terminated string of ours. */
gk_str gk_str_of(const char *s);

#endif
