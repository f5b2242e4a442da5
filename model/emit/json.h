/*
 * json.h: a JSON writer for RFC 8785 (JCS). Private to emit/.
 *
 * The writer puts the commas, the quotes, the escapes and, in the pretty style, the white space. The caller opens
 * and closes, and writes the keys of each object in ascending order, which for our ASCII keys is bytewise.
 */
#ifndef GONGKAI_EMIT_JSON_H
#define GONGKAI_EMIT_JSON_H

#include "emit/out.h"
#include "gongkai/emit.h"

typedef struct gk_json {
  gk_out out;
  gk_json_style style;
  unsigned depth;
  int after_key;   /* the next value belongs to a key: no comma before it */
  int after_value; /* the open object or array is not empty */
} gk_json;

void gk_json_init(gk_json *json, gk_json_style style, gk_sink sink);

/* Ends the record and flushes it. The pretty style ends it with a newline, the canonical one with nothing. */
gk_status gk_json_finish(gk_json *json) GK_MUST_USE;

void gk_json_open_object(gk_json *json);
void gk_json_close_object(gk_json *json);
void gk_json_open_array(gk_json *json);
void gk_json_close_array(gk_json *json);

/* A word of ours, of ASCII that needs no escape. */
void gk_json_key(gk_json *json, gk_str key);

/* Any bytes: what is not UTF-8 becomes U+FFFD, one for each maximal part of a sequence. */
void gk_json_str(gk_json *json, gk_str s);

/* The empty string means: not found. */
void gk_json_str_or_null(gk_json *json, gk_str s);

/* A string of ours; NULL is null. */
void gk_json_text(gk_json *json, const char *s);

void gk_json_null(gk_json *json);
void gk_json_bool(gk_json *json, int value);

/* Up to 2^53, beyond which JSON numbers have gaps: sizes, offsets, years. */
void gk_json_uint(gk_json *json, uint64_t value);

/* As ECMAScript writes the number: no trailing zeros after the point, an exponent below 1e-6. */
void gk_json_decimal(gk_json *json, gk_decimal d);

#endif
