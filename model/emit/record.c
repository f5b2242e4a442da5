#include "emit/record.h"

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
