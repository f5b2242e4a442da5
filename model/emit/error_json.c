/* The record of a document that could not be read. */
#include "emit/record.h"

gk_status gk_emit_error_json(const gk_error *error, const gk_source *source, gk_json_style style, gk_sink sink) {
  gk_json json;
  gk_json_init(&json, style, sink);
  gk_json_open_object(&json);
  gk_record_error(&json, error);
  gk_record_schema(&json);
  gk_record_source(&json, source);
  gk_json_close_object(&json);
  return gk_json_finish(&json);
}
