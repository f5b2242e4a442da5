/* The record of two reports compared. The keys of every object are written in ascending order; keep them so. */
#include "emit/record.h"

static void put_schema(gk_json *json) {
  gk_json_key(json, GK_LIT("schema"));
  gk_json_str(json, GK_LIT("gongkai/comparison/1"));
}

static void put_count(gk_json *json, gk_str key, size_t n) {
  gk_json_key(json, key);
  gk_json_uint(json, n);
}

static void put_report(gk_json *json, gk_side side, const gk_report *report, const gk_source *source) {
  gk_json_key(json, gk_str_of(gk_side_name(side)));
  gk_json_open_object(json);
  gk_record_text(json, GK_LIT("agency"), report->agency);
  gk_record_contact(json, &report->contact);
  gk_json_key(json, GK_LIT("form"));
  gk_json_text(json, report->form == NULL ? NULL : report->form->name);
  gk_json_key(json, GK_LIT("published"));
  gk_record_date(json, report->published);
  gk_record_source(json, source);
  gk_record_text(json, GK_LIT("title"), report->title);
  gk_record_year(json, report->year);
  gk_json_close_object(json);
}

/* `raw` may be the empty text of a blank cell; only a cell that is not there has none. */
static void put_cell(gk_json *json, gk_side side, const gk_cell *cell) {
  gk_json_key(json, gk_str_of(gk_side_name(side)));
  gk_json_open_object(json);
  gk_json_key(json, GK_LIT("raw"));
  if (cell->state == GK_STATE_ABSENT)
    gk_json_null(json);
  else
    gk_json_str(json, cell->raw);
  gk_record_text(json, GK_LIT("state"), gk_str_of(gk_state_name(cell->state)));
  gk_record_text(json, GK_LIT("unit"), cell->unit);
  gk_record_side(json, GK_LIT("value"), cell->state == GK_STATE_NUMBER, cell->value);
  gk_json_close_object(json);
}

static void put_pair(gk_json *json, const gk_cell_pair *pair) {
  gk_json_open_object(json);
  put_cell(json, GK_AFTER, pair->after);
  put_cell(json, GK_BEFORE, pair->before);
  gk_record_text(json, GK_LIT("cell"), gk_str_of(pair->form_cell->id));
  gk_json_key(json, GK_LIT("changed"));
  gk_json_bool(json, pair->is_changed);
  gk_record_side(json, GK_LIT("difference"), pair->has_difference, pair->difference);
  gk_json_close_object(json);
}

static const char *row_id(size_t row) {
  static const char *const ids[] = {
#define GK_ROW(name, table, id, group, label) id,
#include "gongkai/rows.def"
#undef GK_ROW
  };
  return row < GK_N_ROWS ? ids[row] : NULL;
}

static const char *col_id(size_t col) {
  static const char *const ids[] = {
#define GK_COL(name, table, id, label) id,
#include "gongkai/cols.def"
#undef GK_COL
  };
  return col < GK_N_COLS ? ids[col] : NULL;
}

static const char *table_id(size_t table) {
  static const char *const ids[] = {"disclosure", "requests", "disputes"};
  return ids[table];
}

static void put_gap(gk_json *json, const gk_comparison *c, const gk_form_gap *gap) {
  const gk_form *form = gap->side == GK_BEFORE ? c->before->form : c->after->form;
  gk_json_open_object(json);
  gk_json_key(json, GK_LIT("cells"));
  gk_json_open_array(json);
  for (size_t i = 0; i < gap->n_cells; i++)
    gk_json_text(json, form->cells[gap->cells[i]].id);
  gk_json_close_array(json);
  gk_json_key(json, GK_LIT("column"));
  gk_json_text(json, col_id(gap->col));
  gk_json_key(json, GK_LIT("row"));
  gk_json_text(json, row_id(gap->row));
  gk_json_key(json, GK_LIT("side"));
  gk_json_text(json, gk_side_name(gap->side));
  gk_json_key(json, GK_LIT("table"));
  gk_json_text(json, table_id(form->cells[gap->cells[0]].table));
  gk_json_close_object(json);
}

static void put_cells(gk_json *json, const gk_comparison *c, gk_scope scope) {
  gk_json_key(json, GK_LIT("cells"));
  gk_json_open_object(json);
  put_count(json, GK_LIT("changed"), c->n_changed);
  put_count(json, GK_LIT("compared"), c->n_cells);
  gk_json_key(json, GK_LIT("items"));
  gk_json_open_array(json);
  for (size_t i = 0; i < c->n_cells; i++)
    if (scope == GK_SCOPE_ALL || c->cells[i].is_changed)
      put_pair(json, &c->cells[i]);
  gk_json_close_array(json);
  gk_json_key(json, GK_LIT("only"));
  gk_json_open_array(json);
  for (size_t i = 0; i < c->n_gaps; i++)
    put_gap(json, c, &c->gaps[i]);
  gk_json_close_array(json);
  gk_json_close_object(json);
}

static void put_diags(gk_json *json, const gk_diags *diags) {
  gk_json_key(json, GK_LIT("diagnostics"));
  gk_json_open_array(json);
  for (size_t i = 0; i < diags->n; i++) {
    gk_json_open_object(json);
    gk_record_text(json, GK_LIT("code"), gk_str_of(diags->items[i].kind->code));
    gk_record_messages(json, &diags->items[i]);
    gk_record_text(json, GK_LIT("severity"), gk_str_of(gk_severity_name(diags->items[i].kind->severity)));
    gk_json_close_object(json);
  }
  gk_json_close_array(json);
}

static void put_links(gk_json *json, const gk_comparison *c) {
  gk_json_key(json, GK_LIT("links"));
  gk_json_open_array(json);
  for (size_t i = 0; i < c->n_links; i++) {
    const gk_link_check *check = &c->links[i];
    gk_json_open_object(json);
    gk_record_side(json, GK_LIT("left"), check->has_left, check->left);
    gk_record_side(json, GK_LIT("right"), check->has_right, check->right);
    gk_record_text(json, GK_LIT("rule"), gk_str_of(check->link->id));
    gk_record_text(json, GK_LIT("status"), gk_str_of(gk_check_status_name(check->status)));
    gk_json_close_object(json);
  }
  gk_json_close_array(json);
}

static void put_metadata(gk_json *json, const gk_comparison *c) {
  gk_json_key(json, GK_LIT("metadata"));
  gk_json_open_array(json);
  for (size_t i = 0; i < GK_N_FIELDS; i++)
    if (c->differs[i])
      gk_json_text(json, gk_field_name((gk_field)i));
  gk_json_close_array(json);
}

/* A part of a whole to four digits, rounded; null of nothing. */
static void put_ratio(gk_json *json, gk_str key, size_t part, size_t whole) {
  uint64_t tenths_of_thousandths = whole == 0 ? 0 : ((uint64_t)part * 20000 + whole) / ((uint64_t)whole * 2);
  gk_record_side(json, key, whole != 0, (gk_decimal){(int64_t)tenths_of_thousandths, 4});
}

/* Two runs of keys, between which a section has one of its own. */
static void put_chars(gk_json *json, const gk_text_share *share) {
  put_count(json, GK_LIT("repeated"), share->n_repeated);
  put_count(json, GK_LIT("repeated_masked"), share->n_repeated_masked);
}

static void put_sentences(gk_json *json, const gk_text_share *share) {
  put_count(json, GK_LIT("sentences"), share->n_sentences);
  put_count(json, GK_LIT("sentences_repeated"), share->n_sentences_repeated);
  put_count(json, GK_LIT("sentences_repeated_masked"), share->n_sentences_repeated_masked);
  put_ratio(json, GK_LIT("share"), share->n_repeated, share->n_chars);
  put_ratio(json, GK_LIT("share_masked"), share->n_repeated_masked, share->n_chars);
}

/* How long the sections are in one report; null if there is none. */
static void put_length(gk_json *json, gk_side side, const gk_section *section, size_t n) {
  gk_json_key(json, gk_str_of(gk_side_name(side)));
  if (section == NULL)
    gk_json_null(json);
  else
    gk_json_uint(json, n);
}

static void put_section(gk_json *json, size_t id, const gk_section_pair *pair) {
  if (pair->before == NULL && pair->after == NULL)
    return;
  gk_json_open_object(json);
  put_length(json, GK_AFTER, pair->after, pair->n_chars_after);
  put_length(json, GK_BEFORE, pair->before, pair->n_chars_before);
  gk_record_text(json, GK_LIT("id"), gk_str_of(gk_section_name((gk_section_id)id)));
  put_chars(json, &pair->share);
  gk_json_key(json, GK_LIT("same"));
  gk_json_bool(json, pair->is_same);
  put_sentences(json, &pair->share);
  gk_json_close_object(json);
}

static void put_text(gk_json *json, const gk_comparison *c) {
  gk_json_key(json, GK_LIT("text"));
  gk_json_open_object(json);
  put_count(json, GK_LIT("characters"), c->text.n_chars);
  put_chars(json, &c->text);
  gk_json_key(json, GK_LIT("sections"));
  gk_json_open_array(json);
  for (size_t id = 0; id < GK_N_SECTIONS; id++)
    put_section(json, id, &c->sections[id]);
  gk_json_close_array(json);
  put_sentences(json, &c->text);
  gk_json_close_object(json);
}

gk_status gk_emit_comparison_json(const gk_comparison *c, const gk_source sources[2], gk_scope scope,
                                  gk_json_style style, gk_sink sink) {
  gk_json json;
  gk_json_init(&json, style, sink);
  gk_json_open_object(&json);
  put_report(&json, GK_AFTER, c->after, &sources[GK_AFTER]);
  put_report(&json, GK_BEFORE, c->before, &sources[GK_BEFORE]);
  put_cells(&json, c, scope);
  put_diags(&json, &c->diags);
  gk_json_key(&json, GK_LIT("later"));
  gk_json_text(&json, gk_side_name(c->later));
  put_links(&json, c);
  put_metadata(&json, c);
  put_schema(&json);
  put_text(&json, c);
  gk_json_key(&json, GK_LIT("years"));
  gk_json_text(&json, gk_years_name(c->years));
  gk_json_close_object(&json);
  return gk_json_finish(&json);
}

static void put_failure(gk_json *json, gk_side side, const gk_error *error, const gk_source *source) {
  gk_json_key(json, gk_str_of(gk_side_name(side)));
  gk_json_open_object(json);
  if (error->status != GK_OK)
    gk_record_error(json, error);
  gk_record_source(json, source);
  gk_json_close_object(json);
}

gk_status gk_emit_comparison_error_json(const gk_error errors[2], const gk_source sources[2], gk_json_style style,
                                        gk_sink sink) {
  gk_json json;
  gk_json_init(&json, style, sink);
  gk_json_open_object(&json);
  put_failure(&json, GK_AFTER, &errors[GK_AFTER], &sources[GK_AFTER]);
  put_failure(&json, GK_BEFORE, &errors[GK_BEFORE], &sources[GK_BEFORE]);
  put_schema(&json);
  gk_json_close_object(&json);
  return gk_json_finish(&json);
}
