/* What either table has of a whole record, and the door to both. */
#include "emit/csv.h"
#include "emit/record.h"

void gk_csv_names(gk_csv *csv, const gk_csv_column *columns, size_t n) {
  static const char *const names[][2] = {
#define GK_COLUMN(name, name_zh) {#name, name_zh},
      GK_CSV_COLUMNS(GK_COLUMN)
#undef GK_COLUMN
  };
  for (size_t i = 0; i < n; i++)
    gk_csv_word(csv, names[columns[i]][0], names[columns[i]][1]);
}

static void put_source(gk_csv *csv, gk_csv_column column, const gk_source *source) {
  switch ((int)column) {
  case GK_CSV_COLUMN_ordinal:
    if (source->ordinal > 0)
      gk_csv_uint(csv, source->ordinal);
    else
      gk_csv_skip(csv, 1);
    break;
  case GK_CSV_COLUMN_name:
    gk_csv_str(csv, source->name);
    break;
  case GK_CSV_COLUMN_member:
    gk_csv_str(csv, source->member);
    break;
  case GK_CSV_COLUMN_format:
    gk_csv_text(csv, source->format);
    break;
  case GK_CSV_COLUMN_bytes:
    gk_csv_uint(csv, source->bytes);
    break;
  case GK_CSV_COLUMN_sha256:
    gk_csv_str(csv, source->sha256);
    break;
  }
}

static void put_outcome(gk_csv *csv, const gk_record *record) {
  static const char *const chinese[] = {"已读取", "未能读取", "非文档"};
  gk_outcome outcome = gk_record_outcome(record);
  gk_csv_word(csv, gk_outcome_name(outcome), chinese[outcome]);
}

static void put_error(gk_csv *csv, gk_csv_column column, const gk_error *error) {
  if (error == NULL)
    gk_csv_skip(csv, 1);
  else if (column == GK_CSV_COLUMN_error)
    gk_csv_text(csv, gk_status_name(error->status));
  else if (column == GK_CSV_COLUMN_message)
    gk_csv_word(csv, gk_status_text(error->status), gk_status_text_zh(error->status));
  else
    gk_csv_text(csv, error->detail);
}

static void put_report(gk_csv *csv, gk_csv_column column, const gk_report *report) {
  char iso[GK_DATE_BYTES];
  switch ((int)column) {
  case GK_CSV_COLUMN_title:
    gk_csv_str(csv, report->title);
    break;
  case GK_CSV_COLUMN_agency:
    gk_csv_str(csv, report->agency);
    break;
  case GK_CSV_COLUMN_year:
    if (report->year > 0)
      gk_csv_uint(csv, (unsigned)report->year);
    else
      gk_csv_skip(csv, 1);
    break;
  case GK_CSV_COLUMN_form:
    gk_csv_text(csv, report->form == NULL ? NULL : report->form->name);
    break;
  case GK_CSV_COLUMN_published:
    gk_csv_str(csv, gk_date_iso(report->published, iso));
    break;
  case GK_CSV_COLUMN_checks_failed:
    gk_csv_uint(csv, gk_report_n_failing(report));
    break;
  }
}

static void put_field(gk_csv *csv, gk_csv_column column, const gk_record *record) {
  if (column < GK_CSV_COLUMN_outcome)
    put_source(csv, column, record->source);
  else if (column == GK_CSV_COLUMN_outcome)
    put_outcome(csv, record);
  else if (column < GK_CSV_COLUMN_title)
    put_error(csv, column, record->error);
  else if (record->report == NULL)
    gk_csv_skip(csv, 1);
  else if (column == GK_CSV_COLUMN_diagnostics)
    gk_csv_uint(csv, record->diags->n + record->diags->n_dropped);
  else
    put_report(csv, column, record->report);
}

void gk_csv_fields(gk_csv *csv, const gk_csv_column *columns, size_t n, const gk_record *record) {
  for (size_t i = 0; i < n; i++)
    put_field(csv, columns[i], record);
}

gk_status gk_emit_csv_header(gk_csv_kind kind, gk_csv_dialect dialect, gk_sink sink) {
  gk_csv csv;
  gk_csv_init(&csv, dialect, sink);
  if (dialect == GK_CSV_EXCEL)
    gk_out_str(&csv.out, GK_LIT("\xEF\xBB\xBF"));
  if (kind == GK_CSV_WIDE)
    gk_csv_wide_header(&csv);
  else
    gk_csv_cells_header(&csv);
  return gk_csv_finish(&csv);
}

gk_status gk_emit_csv(const gk_record *record, gk_csv_kind kind, gk_csv_dialect dialect, gk_sink sink) {
  gk_csv csv;
  gk_csv_init(&csv, dialect, sink);
  if (kind == GK_CSV_WIDE)
    gk_csv_wide(&csv, record);
  else
    gk_csv_cells(&csv, record);
  return gk_csv_finish(&csv);
}
