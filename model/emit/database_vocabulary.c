/* What is the same in every database: the forms with their cells and rules, states, codes, and the wide views. */
#include "emit/database_base.h"

#include <string.h>

/* An insert of one table whose values are bound one after the other. */
typedef struct insert {
  gk_database *db;
  sqlite3_stmt *statement;
  int column;
} insert;

static insert open_insert(gk_database *db, const char *sql) {
  insert in = {db, NULL, 0};
  (void)gk_database_prepare(db, sql, &in.statement);
  return in;
}

static void check(insert *in, int code) {
  if (code != SQLITE_OK)
    (void)gk_database_fail(in->db, code);
}

static void put_str(insert *in, const char *p, size_t n) {
  if (in->db->status == GK_OK)
    check(in, sqlite3_bind_text64(in->statement, ++in->column, p, n, SQLITE_STATIC, SQLITE_UTF8));
}

static void put_text(insert *in, const char *s) {
  put_str(in, s, strlen(s));
}

static void put_int(insert *in, int64_t value) {
  if (in->db->status == GK_OK)
    check(in, sqlite3_bind_int64(in->statement, ++in->column, value));
}

static void end_row(insert *in) {
  in->column = 0;
  if (in->db->status == GK_OK)
    (void)gk_database_step(in->db, in->statement);
}

static void close_insert(insert *in) {
  (void)sqlite3_finalize(in->statement);
}

static void put_forms(gk_database *db) {
  insert in = open_insert(db, "INSERT INTO form VALUES (?, ?, ?)");
  for (size_t i = 0; i < GK_N_FORMS; i++) {
    put_text(&in, GK_FORMS[i]->name);
    put_text(&in, GK_FORMS[i]->notice);
    put_int(&in, GK_FORMS[i]->first_year);
    end_row(&in);
  }
  close_insert(&in);
}

/* An id is an area, a row and a column; the row may have points of its own. */
static void put_id(insert *in, const char *id) {
  const char *row = strchr(id, '.') + 1, *column = strrchr(id, '.') + 1;
  put_text(in, id);
  put_str(in, id, (size_t)(row - id) - 1);
  put_str(in, row, (size_t)(column - row) - 1);
  put_text(in, column);
}

static void put_form_cells(gk_database *db, size_t form_idx) {
  const gk_form *form = GK_FORMS[form_idx];
  insert in = open_insert(db, "INSERT INTO form_cell VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (size_t i = 0; i < form->n_cells; i++) {
    put_int(&in, gk_rows_form_id(form_idx, i));
    put_text(&in, form->name);
    put_int(&in, (int64_t)i + 1);
    put_id(&in, form->cells[i].id);
    put_text(&in, gk_cell_type_name((gk_cell_type)form->cells[i].type));
    put_text(&in, form->cells[i].table_label);
    put_text(&in, form->cells[i].row_label);
    put_text(&in, form->cells[i].col_label);
    end_row(&in);
  }
  close_insert(&in);
}

static void put_rules(gk_database *db, size_t form_idx) {
  const gk_form *form = GK_FORMS[form_idx];
  insert in = open_insert(db, "INSERT INTO rule VALUES (?, ?, ?, ?)");
  for (size_t i = 0; i < form->n_rules; i++) {
    put_int(&in, gk_rows_form_id(form_idx, i));
    put_text(&in, form->name);
    put_text(&in, form->rules[i].id);
    put_text(&in, form->rules[i].label);
    end_row(&in);
  }
  close_insert(&in);
}

static void put_side(insert *in, size_t form_idx, size_t rule_idx, const char *side, const uint16_t *parts, size_t n) {
  for (size_t i = 0; i < n; i++) {
    put_int(in, gk_rows_form_id(form_idx, rule_idx));
    put_text(in, side);
    put_int(in, gk_rows_form_id(form_idx, parts[i]));
    end_row(in);
  }
}

static void put_rule_parts(gk_database *db, size_t form_idx) {
  const gk_form *form = GK_FORMS[form_idx];
  insert in = open_insert(db, "INSERT INTO rule_part VALUES (?, ?, ?)");
  for (size_t i = 0; i < form->n_rules; i++) {
    put_side(&in, form_idx, i, "left", form->rules[i].left, form->rules[i].n_left);
    put_side(&in, form_idx, i, "right", form->rules[i].right, form->rules[i].n_right);
  }
  close_insert(&in);
}

static void put_states(gk_database *db) {
  insert in = open_insert(db, "INSERT INTO cell_state VALUES (?, ?)");
  for (int state = GK_STATE_BLANK; state <= GK_STATE_NUMBER; state++) {
    put_int(&in, gk_rows_state_id((gk_cell_state)state));
    put_text(&in, gk_state_name((gk_cell_state)state));
    end_row(&in);
  }
  close_insert(&in);
}

static void put_codes(gk_database *db) {
  static const gk_status codes[] = {
#define GK_STATUS(id, number, name, english, chinese) GK_STATUS_##id,
#include "gongkai/status.def"
#undef GK_STATUS
  };
  insert in = open_insert(db, "INSERT INTO error_code VALUES (?, ?, ?)");
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
    if (codes[i] == GK_OK)
      continue;
    put_text(&in, gk_status_name(codes[i]));
    put_text(&in, gk_status_text(codes[i]));
    put_text(&in, gk_status_text_zh(codes[i]));
    end_row(&in);
  }
  close_insert(&in);
}

/* A column a cell, named by its id with underscores for points, so that it needs no quotes. */
static void add_wide_column(sqlite3_str *sql, int64_t form_cell_id, const char *id) {
  sqlite3_str_appendf(sql,
                      ",\n  (SELECT value FROM cell WHERE cell.source_id = report.source_id"
                      " AND form_cell_id = %lld) AS ",
                      (long long)form_cell_id);
  for (const char *point; (point = strchr(id, '.')) != NULL; id = point + 1)
    sqlite3_str_appendf(sql, "%.*s_", (int)(point - id), id);
  sqlite3_str_appendall(sql, id);
}

static void make_wide_view(gk_database *db, size_t form_idx) {
  const gk_form *form = GK_FORMS[form_idx];
  sqlite3_str *sql = sqlite3_str_new(db->sql);
  sqlite3_str_appendf(sql,
                      "CREATE VIEW wide_%s AS\n"
                      "-- A row for each report on the form of %s, a column for each cell's number.\n"
                      "SELECT report.source_id, name, member, agency, year, title",
                      form->name, form->name);
  for (size_t i = 0; i < form->n_cells; i++)
    add_wide_column(sql, gk_rows_form_id(form_idx, i), form->cells[i].id);
  sqlite3_str_appendf(sql, "\nFROM report JOIN source USING (source_id) WHERE form = %Q", form->name);
  int code = sqlite3_str_errcode(sql);
  char *text = sqlite3_str_finish(sql);
  if (code != SQLITE_OK || text == NULL)
    (void)gk_database_fail(db, code != SQLITE_OK ? code : SQLITE_NOMEM);
  else
    (void)gk_database_run(db, text);
  sqlite3_free(text);
}

gk_status gk_database_put_vocabulary(gk_database *db) {
  put_forms(db);
  put_states(db);
  put_codes(db);
  for (size_t i = 0; i < GK_N_FORMS; i++) {
    put_form_cells(db, i);
    put_rules(db, i);
    put_rule_parts(db, i);
    make_wide_view(db, i);
  }
  return db->status;
}
