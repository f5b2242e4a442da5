/* The tidy table: a row for each cell, and one for a record without cells. */
#include "emit/csv.h"
#include "emit/record.h"

#include <string.h>

static const gk_csv_column before[] = {
    GK_CSV_COLUMN_ordinal, GK_CSV_COLUMN_name,   GK_CSV_COLUMN_member, GK_CSV_COLUMN_sha256,
    GK_CSV_COLUMN_title,   GK_CSV_COLUMN_agency, GK_CSV_COLUMN_year,   GK_CSV_COLUMN_form,
};
static const gk_csv_column after[] = {GK_CSV_COLUMN_error, GK_CSV_COLUMN_message, GK_CSV_COLUMN_detail};
enum { N_BEFORE = sizeof before / sizeof *before, N_AFTER = sizeof after / sizeof *after };

static const char *const cell_columns[][2] = {
    {"table", "表"},  {"row", "行"},        {"column", "列"},       {"cell", "单元格"},
    {"type", "类型"}, {"state", "状态"},    {"value", "数值"},      {"unit", "计量单位"},
    {"raw", "原文"},  {"part", "所在部件"}, {"offset", "字节位置"}, {"length", "字节长度"},
};
enum { N_CELL_COLUMNS = sizeof cell_columns / sizeof *cell_columns };

void gk_csv_cells_header(gk_csv *csv) {
  gk_csv_names(csv, before, N_BEFORE);
  for (size_t i = 0; i < N_CELL_COLUMNS; i++)
    gk_csv_word(csv, cell_columns[i][0], cell_columns[i][1]);
  gk_csv_names(csv, after, N_AFTER);
  gk_csv_end_row(csv);
}

/* The fields before a cell's are the same for each of them: written once and copied, unless they are very long. */
typedef struct head {
  char bytes[2048];
  size_t n;
  gk_status status;
} head;

static gk_status keep(void *ctx, const char *p, size_t n) {
  head *h = ctx;
  if (n > sizeof h->bytes - h->n)
    return GK_STATUS_TOO_LARGE;
  memcpy(h->bytes + h->n, p, n);
  h->n += n;
  return GK_OK;
}

static void make_head(head *h, const gk_record *record, gk_csv_dialect dialect) {
  gk_csv csv;
  h->n = 0;
  gk_csv_init(&csv, dialect, (gk_sink){keep, h});
  gk_csv_fields(&csv, before, N_BEFORE, record);
  h->status = gk_csv_finish(&csv);
}

static void put_head(gk_csv *csv, const head *h, const gk_record *record) {
  if (h->status != GK_OK) {
    gk_csv_fields(csv, before, N_BEFORE, record);
    return;
  }
  gk_out_str(&csv->out, (gk_str){h->bytes, h->n});
  csv->in_row = 1;
}

static void put_labels(gk_csv *csv, const gk_form_cell *form_cell) {
  static const char *const types_zh[] = {"数量", "增减", "金额"};
  gk_csv_text(csv, form_cell->table_label);
  gk_csv_text(csv, form_cell->row_label);
  gk_csv_text(csv, form_cell->col_label);
  gk_csv_text(csv, form_cell->id);
  gk_csv_word(csv, gk_cell_type_name((gk_cell_type)form_cell->type), types_zh[form_cell->type]);
}

static void put_value(gk_csv *csv, const gk_cell *cell) {
  static const char *const states_zh[] = {"缺失", "空白", "不适用", "无法识别", "数值"};
  gk_csv_word(csv, gk_state_name(cell->state), states_zh[cell->state]);
  if (cell->state == GK_STATE_NUMBER)
    gk_csv_decimal(csv, cell->value);
  else
    gk_csv_skip(csv, 1);
  gk_csv_str(csv, cell->unit);
}

static void put_evidence(gk_csv *csv, const gk_cell *cell, const gk_source *source) {
  if (cell->state == GK_STATE_ABSENT) {
    gk_csv_skip(csv, 4);
    return;
  }
  gk_csv_str(csv, cell->raw);
  gk_csv_str(csv, gk_source_part(source, cell->where.part));
  gk_csv_uint(csv, cell->where.off);
  gk_csv_uint(csv, cell->where.n);
}

void gk_csv_cells(gk_csv *csv, const gk_record *record) {
  const gk_report *report = record->report;
  if (report == NULL || report->form == NULL) {
    gk_csv_fields(csv, before, N_BEFORE, record);
    gk_csv_skip(csv, N_CELL_COLUMNS);
    gk_csv_fields(csv, after, N_AFTER, record);
    gk_csv_end_row(csv);
    return;
  }
  head h;
  make_head(&h, record, csv->dialect);
  for (size_t i = 0; i < report->form->n_cells; i++) {
    put_head(csv, &h, record);
    put_labels(csv, &report->form->cells[i]);
    put_value(csv, &report->cells[i]);
    put_evidence(csv, &report->cells[i], record->source);
    gk_csv_skip(csv, N_AFTER);
    gk_csv_end_row(csv);
  }
}
