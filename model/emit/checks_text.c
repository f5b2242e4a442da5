/* The checks of a report for a person, in Chinese; the rules keep their ids. */
#include "emit/terminal.h"

typedef struct writer {
  gk_terminal t;
  const gk_report *report;
} writer;

/* What tells the cells of a rule apart. */
typedef enum axis {
  AXIS_COLUMNS, /* they stand in one row */
  AXIS_ROWS,    /* they stand in one column */
} axis;

static axis rule_axis(const gk_form *form, const gk_rule *rule) {
  return form->cells[rule->left[0]].row == form->cells[rule->right[0]].row ? AXIS_COLUMNS : AXIS_ROWS;
}

static void put_term(writer *w, axis along, uint16_t cell_idx) {
  const gk_form_cell *form_cell = &w->report->form->cells[cell_idx];
  const gk_cell *cell = &w->report->cells[cell_idx];
  gk_out_text(&w->t.out, along == AXIS_COLUMNS ? form_cell->col_label : form_cell->row_label);
  gk_out_char(&w->t.out, ' ');
  if (cell->state == GK_STATE_NUMBER)
    gk_terminal_decimal(&w->t, cell->value);
  else
    gk_out_text(&w->t.out, "空");
}

/* One side of a rule as a sum. Of a long one the terms that add nothing are counted, not named. */
static void put_side(writer *w, axis along, const uint16_t *cells, size_t n) {
  size_t n_named = 0;
  for (size_t i = 0; i < n; i++) {
    if (n > 2 && w->report->cells[cells[i]].value.digits == 0)
      continue;
    if (n_named++ > 0)
      gk_out_text(&w->t.out, " + ");
    put_term(w, along, cells[i]);
  }
  if (n_named == n)
    return;
  gk_out_text(&w->t.out, n_named == 0 ? "共 " : "（其余 ");
  gk_out_uint(&w->t.out, n - n_named);
  gk_out_text(&w->t.out, n_named == 0 ? " 项，均为零或空" : " 项为零或空）");
}

static void put_failure(writer *w, const gk_check *check) {
  const gk_rule *rule = check->rule;
  const gk_form *form = w->report->form;
  const axis along = rule_axis(form, rule);
  const gk_form_cell *first = &form->cells[rule->left[0]];
  gk_out *out = &w->t.out;
  gk_out_text(out, "  ");
  gk_terminal_style(&w->t, GK_STYLE_RED);
  gk_out_text(out, "✗ ");
  gk_out_text(out, rule->id);
  gk_terminal_style(&w->t, GK_STYLE_PLAIN);
  gk_out_text(out, "  ");
  gk_out_text(out, along == AXIS_COLUMNS ? first->row_label : first->col_label);
  gk_out_text(out, "：");
  put_side(w, along, rule->left, rule->n_left);
  gk_out_text(out, " = ");
  gk_terminal_decimal(&w->t, check->left);
  gk_out_text(out, "，");
  put_side(w, along, rule->right, rule->n_right);
  if (rule->n_right > 1) {
    gk_out_text(out, " = ");
    gk_terminal_decimal(&w->t, check->right);
  }
  gk_out_char(out, '\n');
}

static void put_heading(writer *w, const gk_source *source) {
  const gk_report *report = w->report;
  gk_out *out = &w->t.out;
  gk_terminal_style(&w->t, GK_STYLE_BOLD);
  if (report->agency.n > 0)
    gk_terminal_visible(&w->t, report->agency);
  else
    gk_out_text(out, "（未找到机关名称）");
  if (report->year > 0) {
    gk_out_char(out, ' ');
    gk_out_uint(out, (uint64_t)report->year);
    gk_out_text(out, "年");
  }
  gk_terminal_style(&w->t, GK_STYLE_PLAIN);
  gk_out_text(out, "  ");
  gk_terminal_style(&w->t, GK_STYLE_DIM);
  gk_terminal_visible(&w->t, source->name);
  gk_terminal_style(&w->t, GK_STYLE_PLAIN);
  gk_out_char(out, '\n');
}

static void put_summary(writer *w, const size_t counts[3]) {
  gk_out *out = &w->t.out;
  gk_out_text(out, "  ");
  if (w->report->form == NULL) {
    gk_out_text(out, "未识别出规定的表格，没有可核对的规则\n");
    return;
  }
  gk_terminal_style(&w->t, counts[GK_CHECK_FAIL] > 0   ? GK_STYLE_RED
                           : counts[GK_CHECK_PASS] > 0 ? GK_STYLE_GREEN
                                                       : GK_STYLE_PLAIN);
  gk_out_text(out, "相符 ");
  gk_out_uint(out, counts[GK_CHECK_PASS]);
  gk_out_text(out, " 项，不符 ");
  gk_out_uint(out, counts[GK_CHECK_FAIL]);
  gk_out_text(out, " 项，无法核对 ");
  gk_out_uint(out, counts[GK_CHECK_NOT_ASSESSABLE]);
  gk_out_text(out, " 项");
  gk_terminal_style(&w->t, GK_STYLE_PLAIN);
  gk_out_text(out, "（");
  gk_out_text(out, w->report->form->name);
  gk_out_text(out, "年版表式）\n");
}

gk_status gk_emit_checks(const gk_report *report, const gk_source *source, gk_colour colour, gk_sink sink) {
  writer w = {.report = report};
  size_t counts[3] = {0, 0, 0};
  gk_terminal_init(&w.t, colour, sink);
  put_heading(&w, source);
  for (size_t i = 0; i < report->n_checks; i++) {
    counts[report->checks[i].status]++;
    if (report->checks[i].status == GK_CHECK_FAIL)
      put_failure(&w, &report->checks[i]);
  }
  put_summary(&w, counts);
  return gk_out_finish(&w.t.out);
}
