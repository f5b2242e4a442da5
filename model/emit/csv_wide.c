/*
 * The wide table: a row for each record, a column for each cell of either form, in the order of the forms' tables.
 *
 * A column of cells holds numbers and nothing else, so that it is a numeric column to whoever reads it. What a cell has
 * instead of a number is said in the last column, `states`, by one letter for each column of cells: that is all of what
 * JSON's `states` says. Lost are the text of cells that are no numbers, where
 * they stand, and units of cells that are no amounts of money; the tidy table has them.
 */
#include "emit/csv.h"

#include <stdio.h>
#include <string.h>

static const gk_csv_column before[] = {
    GK_CSV_COLUMN_ordinal,     GK_CSV_COLUMN_name,   GK_CSV_COLUMN_member,    GK_CSV_COLUMN_format,
    GK_CSV_COLUMN_bytes,       GK_CSV_COLUMN_sha256, GK_CSV_COLUMN_outcome,   GK_CSV_COLUMN_error,
    GK_CSV_COLUMN_message,     GK_CSV_COLUMN_detail, GK_CSV_COLUMN_agency,    GK_CSV_COLUMN_year,
    GK_CSV_COLUMN_form,        GK_CSV_COLUMN_title,  GK_CSV_COLUMN_published, GK_CSV_COLUMN_checks_failed,
    GK_CSV_COLUMN_diagnostics,
};
enum { N_BEFORE = sizeof before / sizeof *before };

/* Whether a form before this one has the same cell, which then has its column already. */
static int is_known(size_t form_idx, const gk_form_cell *cell) {
  for (size_t i = 0; i < form_idx; i++)
    if (gk_form_at(GK_FORMS[i], (gk_row)cell->row, (gk_col)cell->col) != GK_NO_FORM_CELL)
      return 1;
  return 0;
}

/* The cells that have columns, one after the other: table by table, those of the first form, then what others add. */
typedef struct cursor {
  size_t table;
  size_t form;
  size_t cell; /* the next one to look at */
} cursor;

static const gk_form_cell *next_cell(cursor *at) {
  for (; at->table <= GK_TABLE_DISPUTES; at->table++, at->form = 0) {
    for (; at->form < GK_N_FORMS; at->form++, at->cell = 0) {
      const gk_form *form = GK_FORMS[at->form];
      while (at->cell < form->n_cells) {
        const gk_form_cell *cell = &form->cells[at->cell++];
        if (cell->table == at->table && !is_known(at->form, cell))
          return cell;
      }
    }
  }
  return NULL;
}

static void put_cell_name(gk_csv *csv, const gk_form_cell *cell, const char *suffix, const char *suffix_zh) {
  char name[512];
  if (csv->dialect == GK_CSV_EXCEL)
    (void)snprintf(name, sizeof name, "%s %s %s%s", cell->table_label, cell->row_label, cell->col_label, suffix_zh);
  else
    (void)snprintf(name, sizeof name, "%s%s", cell->id, suffix);
  gk_csv_text(csv, name);
}

void gk_csv_wide_header(gk_csv *csv) {
  cursor at = {0};
  gk_csv_names(csv, before, N_BEFORE);
  for (const gk_form_cell *cell; (cell = next_cell(&at)) != NULL;) {
    put_cell_name(csv, cell, "", "");
    if (cell->type == GK_CELL_AMOUNT)
      put_cell_name(csv, cell, ".unit", " 计量单位");
  }
  gk_csv_word(csv, "states", "状态");
  gk_csv_end_row(csv);
}

/* The cell of a report that belongs in a column; NULL if its form has none. */
static const gk_cell *cell_for(const gk_report *report, const gk_form_cell *column) {
  uint16_t cell_idx = gk_form_at(report->form, (gk_row)column->row, (gk_col)column->col);
  return cell_idx == GK_NO_FORM_CELL ? NULL : &report->cells[cell_idx];
}

static void put_cell(gk_csv *csv, const gk_form_cell *column, const gk_cell *cell) {
  if (cell != NULL && cell->state == GK_STATE_NUMBER)
    gk_csv_decimal(csv, cell->value);
  else
    gk_csv_skip(csv, 1);
  if (column->type == GK_CELL_AMOUNT)
    gk_csv_str(csv, cell != NULL ? cell->unit : (gk_str){NULL, 0});
}

/* One letter a column: value, blank, not applicable, unreadable, absent; a point where the report's form has none. */
static void put_states(gk_csv *csv, const gk_report *report) {
  static const char letters[] = {[GK_STATE_ABSENT] = 'a',
                                 [GK_STATE_BLANK] = 'b',
                                 [GK_STATE_NOT_APPLICABLE] = 'n',
                                 [GK_STATE_UNREADABLE] = 'u',
                                 [GK_STATE_NUMBER] = 'v'};
  cursor at = {0};
  gk_csv_skip(csv, 1);
  for (const gk_form_cell *column; (column = next_cell(&at)) != NULL;) {
    const gk_cell *cell = cell_for(report, column);
    const char *letter = cell == NULL ? "." : &letters[cell->state];
    gk_out_char(&csv->out, *letter);
  }
}

void gk_csv_wide(gk_csv *csv, const gk_record *record) {
  const gk_report *report = record->report;
  int has_cells = report != NULL && report->form != NULL;
  cursor at = {0};
  gk_csv_fields(csv, before, N_BEFORE, record);
  for (const gk_form_cell *column; (column = next_cell(&at)) != NULL;)
    put_cell(csv, column, has_cells ? cell_for(report, column) : NULL);
  if (has_cells)
    put_states(csv, report);
  else
    gk_csv_skip(csv, 1);
  gk_csv_end_row(csv);
}
