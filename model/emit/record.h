/*
 * record.h: what the record of a report and the record of a failure have in common. Private to emit/.
 */
#ifndef GONGKAI_EMIT_RECORD_H
#define GONGKAI_EMIT_RECORD_H

#include "emit/json.h"

/* Each writes one key with its value, into the open object. */
void gk_record_schema(gk_json *json);
void gk_record_source(gk_json *json, const gk_source *source);

#define GK_DATE_BYTES 10

/* A date as ISO 8601 has it, in `iso`; empty for none. */
gk_str gk_record_date(gk_date date, char iso[GK_DATE_BYTES]);

/* The name of a part that offsets count in; empty for the file itself. */
gk_str gk_record_part(const gk_source *source, size_t part);

/* How many of the checks fail. */
size_t gk_record_n_failing(const gk_report *report);

#endif
