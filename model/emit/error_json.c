/* The record of a document that could not be read. */
#include "emit/record.h"

static void put_error(gk_json *json, const gk_error *error) {
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

gk_status gk_emit_error_json(const gk_error *error, const gk_source *source, gk_json_style style, gk_sink sink) {
  gk_json json;
  gk_json_init(&json, style, sink);
  gk_json_open_object(&json);
  gk_json_key(&json, GK_LIT("error"));
  put_error(&json, error);
  gk_record_schema(&json);
  gk_record_source(&json, source);
  gk_json_close_object(&json);
  return gk_json_finish(&json);
}
