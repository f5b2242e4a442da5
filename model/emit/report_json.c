/* The record of a report. The keys of every object are written in ascending order; keep them so. */
#include "emit/record.h"

#include <string.h>

/* What the functions below share. */
typedef struct writer {
  gk_json json;
  const gk_report *report;
  const gk_source *source;
} writer;

static void put_period(gk_json *json, const gk_report *report) {
  gk_json_key(json, GK_LIT("period"));
  if (report->period_from.year <= 0 || report->period_to.year <= 0) {
    gk_json_null(json);
    return;
  }
  gk_json_open_object(json);
  gk_json_key(json, GK_LIT("from"));
  gk_record_date(json, report->period_from);
  gk_json_key(json, GK_LIT("to"));
  gk_record_date(json, report->period_to);
  gk_json_close_object(json);
}

static void put_strings(gk_json *json, gk_str key, const gk_str *items, size_t n) {
  gk_json_key(json, key);
  gk_json_open_array(json);
  for (size_t i = 0; i < n; i++)
    gk_json_str(json, items[i]);
  gk_json_close_array(json);
}

static void put_sections(gk_json *json, const gk_report *report) {
  gk_json_key(json, GK_LIT("sections"));
  gk_json_open_array(json);
  for (size_t i = 0; i < report->n_sections; i++) {
    const gk_section *section = &report->sections[i];
    gk_json_open_object(json);
    gk_record_text(json, GK_LIT("id"), gk_str_of(gk_section_name(section->id)));
    gk_record_text(json, GK_LIT("number"), section->number);
    put_strings(json, GK_LIT("paragraphs"), section->paragraphs, section->n_paragraphs);
    gk_record_text(json, GK_LIT("title"), section->title);
    gk_json_close_object(json);
  }
  gk_json_close_array(json);
}

static void put_checks(gk_json *json, const gk_report *report) {
  gk_json_key(json, GK_LIT("checks"));
  gk_json_open_array(json);
  for (size_t i = 0; i < report->n_checks; i++) {
    const gk_check *check = &report->checks[i];
    gk_json_open_object(json);
    gk_record_side(json, GK_LIT("left"), check->has_left, check->left);
    gk_record_side(json, GK_LIT("right"), check->has_right, check->right);
    gk_record_text(json, GK_LIT("rule"), gk_str_of(check->rule->id));
    gk_record_text(json, GK_LIT("status"), gk_str_of(gk_check_status_name(check->status)));
    gk_json_close_object(json);
  }
  gk_json_close_array(json);
}

/* Names the part that offsets count in, where it is not the file itself. */
static void put_part(writer *w, size_t part) {
  gk_str name = gk_source_part(w->source, part);
  if (name.n > 0)
    gk_record_text(&w->json, GK_LIT("part"), name);
}

static void put_diag(writer *w, const gk_diag *diag) {
  const gk_form *form = w->report->form;
  gk_json *json = &w->json;
  gk_json_open_object(json);
  gk_json_key(json, GK_LIT("cell"));
  gk_json_text(json, form != NULL && diag->cell < form->n_cells ? form->cells[diag->cell].id : NULL);
  gk_record_text(json, GK_LIT("code"), gk_str_of(diag->kind->code));
  gk_json_key(json, GK_LIT("length"));
  gk_json_uint(json, diag->n);
  gk_record_messages(json, diag);
  gk_json_key(json, GK_LIT("offset"));
  gk_json_uint(json, diag->off);
  put_part(w, diag->part);
  gk_record_text(json, GK_LIT("severity"), gk_str_of(gk_severity_name(diag->kind->severity)));
  gk_json_close_object(json);
}

static void put_diags(writer *w, const gk_diags *diags) {
  gk_json_key(&w->json, GK_LIT("diagnostics"));
  gk_json_open_array(&w->json);
  for (size_t i = 0; i < diags->n; i++)
    put_diag(w, &diags->items[i]);
  gk_json_close_array(&w->json);
  if (diags->n_dropped > 0) {
    gk_json_key(&w->json, GK_LIT("diagnostics_dropped"));
    gk_json_uint(&w->json, diags->n_dropped);
  }
}

/* The length of what two ids have in common, up to and with a dot. */
static size_t shared_path(const char *a, const char *b) {
  size_t n = 0;
  for (size_t i = 0; a[i] != '\0' && a[i] == b[i]; i++)
    if (a[i] == '.')
      n = i + 1;
  return n;
}

static void leave_objects(gk_json *json, const char *path) {
  while ((path = strchr(path, '.')) != NULL) {
    gk_json_close_object(json);
    path++;
  }
}

/* Opens an object for every part of the path but the last, which is the leaf's key. */
static void enter_objects(gk_json *json, const char *path) {
  for (const char *dot; (dot = strchr(path, '.')) != NULL; path = dot + 1) {
    gk_json_key(json, (gk_str){path, (size_t)(dot - path)});
    gk_json_open_object(json);
  }
  gk_json_key(json, gk_str_of(path));
}

/*
 * One of the three tables, nested by the parts of the cell ids. A dot sorts before every letter and underscore, so
 * the cells in the order of their ids are also in the order of the nested keys.
 */
static void put_table(gk_json *json, const gk_report *report, gk_table table, gk_str key) {
  const gk_form *form = report->form;
  gk_json_key(json, key);
  if (form == NULL) {
    gk_json_null(json);
    return;
  }
  gk_json_open_object(json);
  const char *open = "";
  for (size_t i = 0; i < form->n_cells; i++) {
    const gk_form_cell *form_cell = &form->cells[form->sorted[i]];
    if (form_cell->table != table)
      continue;
    const char *path = form_cell->id + key.n + 1;
    size_t shared = shared_path(open, path);
    leave_objects(json, open + shared);
    enter_objects(json, path + shared);
    open = path;
    const gk_cell *cell = &report->cells[form->sorted[i]];
    if (cell->state == GK_STATE_NUMBER)
      gk_json_decimal(json, cell->value);
    else
      gk_json_null(json);
  }
  leave_objects(json, open);
  gk_json_close_object(json);
}

/* An object from the ids of the form's cells to what `put` writes; `put` writes the key too, or nothing. */
static void put_map(writer *w, gk_str key, void (*put)(writer *w, gk_str id, const gk_cell *cell)) {
  const gk_form *form = w->report->form;
  gk_json_key(&w->json, key);
  gk_json_open_object(&w->json);
  for (size_t i = 0; form != NULL && i < form->n_cells; i++) {
    size_t cell_idx = form->sorted[i];
    put(w, gk_str_of(form->cells[cell_idx].id), &w->report->cells[cell_idx]);
  }
  gk_json_close_object(&w->json);
}

static void put_state(writer *w, gk_str id, const gk_cell *cell) {
  if (cell->state != GK_STATE_NUMBER)
    gk_record_text(&w->json, id, gk_str_of(gk_state_name(cell->state)));
}

static void put_unit(writer *w, gk_str id, const gk_cell *cell) {
  if (cell->unit.n > 0)
    gk_record_text(&w->json, id, cell->unit);
}

static void put_evidence(writer *w, gk_str id, const gk_cell *cell) {
  if (cell->state == GK_STATE_ABSENT)
    return;
  gk_json *json = &w->json;
  gk_json_key(json, id);
  gk_json_open_object(json);
  gk_json_key(json, GK_LIT("length"));
  gk_json_uint(json, cell->where.n);
  gk_json_key(json, GK_LIT("offset"));
  gk_json_uint(json, cell->where.off);
  put_part(w, cell->where.part);
  gk_json_key(json, GK_LIT("raw"));
  gk_json_str(json, cell->raw);
  gk_json_close_object(json);
}

gk_status gk_emit_json(const gk_report *report, const gk_diags *diags, const gk_source *source, gk_json_style style,
                       gk_evidence evidence, gk_sink sink) {
  writer w = {.report = report, .source = source};
  gk_json *json = &w.json;
  gk_json_init(json, style, sink);
  gk_json_open_object(json);
  gk_record_text(json, GK_LIT("agency"), report->agency);
  put_checks(json, report);
  gk_record_contact(json, &report->contact);
  put_diags(&w, diags);
  put_table(json, report, GK_TABLE_DISCLOSURE, GK_LIT("disclosure"));
  put_table(json, report, GK_TABLE_DISPUTES, GK_LIT("disputes"));
  if (evidence == GK_EVIDENCE_ON)
    put_map(&w, GK_LIT("evidence"), put_evidence);
  gk_json_key(json, GK_LIT("form"));
  gk_json_text(json, report->form == NULL ? NULL : report->form->name);
  put_period(json, report);
  put_strings(json, GK_LIT("preamble"), report->preamble, report->n_preamble);
  gk_json_key(json, GK_LIT("published"));
  gk_record_date(json, report->published);
  put_table(json, report, GK_TABLE_REQUESTS, GK_LIT("requests"));
  gk_record_schema(json);
  put_sections(json, report);
  gk_record_source(json, source);
  put_map(&w, GK_LIT("states"), put_state);
  gk_record_text(json, GK_LIT("title"), report->title);
  put_map(&w, GK_LIT("units"), put_unit);
  gk_record_year(json, report->year);
  gk_json_close_object(json);
  return gk_json_finish(json);
}
