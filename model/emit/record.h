/*
 * record.h: what the record of a report and the record of a failure have in common. Private to emit/.
 */
#ifndef GONGKAI_EMIT_RECORD_H
#define GONGKAI_EMIT_RECORD_H

#include "emit/json.h"

/* Each writes one key with its value, into the open object. */
void gk_record_schema(gk_json *json);
void gk_record_source(gk_json *json, const gk_source *source);

#endif
