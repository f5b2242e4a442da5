/* The checks of a report for a person, in Chinese; the rules keep their ids. */
#include "emit/out.h"
#include "gongkai/emit.h"

typedef enum style {
  STYLE_PLAIN,
  STYLE_BOLD,
  STYLE_RED,
  STYLE_GREEN,
  STYLE_DIM,
} style;

typedef struct writer {
  gk_out out;
  const gk_report *report;
  gk_colour colour;
} writer;

static void set_style(writer *w, style s) {
  static const char *const escapes[] = {"\x1b[0m", "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[2m"};
  if (w->colour == GK_COLOUR_ON)
    gk_out_text(&w->out, escapes[s]);
}

/*
 * Text from a document, on its way to a terminal: control characters, C1 included, become U+FFFD, so that no document
 * can move the cursor or rename the window.
 */
static void put_visible(gk_out *out, gk_str s) {
  for (size_t i = 0; i < s.n; i++) {
    unsigned char c = (unsigned char)s.p[i];
    int is_c1 = c == 0xC2 && i + 1 < s.n && (unsigned char)s.p[i + 1] >= 0x80 && (unsigned char)s.p[i + 1] < 0xA0;
    if (c >= 0x20 && c != 0x7F && !is_c1) {
      gk_out_char(out, s.p[i]);
    } else {
      gk_out_text(out, "\xEF\xBF\xBD");
      i += (size_t)is_c1;
    }
  }
}

static void put_decimal(gk_out *out, gk_decimal d) {
  char number[GK_DECIMAL_SIZE];
  gk_out_str(out, (gk_str){number, gk_decimal_format(d, number)});
}

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
  gk_out_text(&w->out, along == AXIS_COLUMNS ? form_cell->col_label : form_cell->row_label);
  gk_out_char(&w->out, ' ');
  if (cell->state == GK_STATE_NUMBER)
    put_decimal(&w->out, cell->value);
  else
    gk_out_text(&w->out, "空");
}

/* One side of a rule as a sum. Of a long one the terms that add nothing are counted, not named. */
static void put_side(writer *w, axis along, const uint16_t *cells, size_t n) {
  size_t n_named = 0;
  for (size_t i = 0; i < n; i++) {
    if (n > 2 && w->report->cells[cells[i]].value.digits == 0)
      continue;
    if (n_named++ > 0)
      gk_out_text(&w->out, " + ");
    put_term(w, along, cells[i]);
  }
  if (n_named == n)
    return;
  gk_out_text(&w->out, n_named == 0 ? "共 " : "（其余 ");
  gk_out_uint(&w->out, n - n_named);
  gk_out_text(&w->out, n_named == 0 ? " 项，均为零或空" : " 项为零或空）");
}

static void put_failure(writer *w, const gk_check *check) {
  const gk_rule *rule = check->rule;
  const gk_form *form = w->report->form;
  const axis along = rule_axis(form, rule);
  const gk_form_cell *first = &form->cells[rule->left[0]];
  gk_out *out = &w->out;
  gk_out_text(out, "  ");
  set_style(w, STYLE_RED);
  gk_out_text(out, "✗ ");
  gk_out_text(out, rule->id);
  set_style(w, STYLE_PLAIN);
  gk_out_text(out, "  ");
  gk_out_text(out, along == AXIS_COLUMNS ? first->row_label : first->col_label);
  gk_out_text(out, "：");
  put_side(w, along, rule->left, rule->n_left);
  gk_out_text(out, " = ");
  put_decimal(out, check->left);
  gk_out_text(out, "，");
  put_side(w, along, rule->right, rule->n_right);
  if (rule->n_right > 1) {
    gk_out_text(out, " = ");
    put_decimal(out, check->right);
  }
  gk_out_char(out, '\n');
}

static void put_heading(writer *w, const gk_source *source) {
  const gk_report *report = w->report;
  gk_out *out = &w->out;
  set_style(w, STYLE_BOLD);
  if (report->agency.n > 0)
    put_visible(out, report->agency);
  else
    gk_out_text(out, "（未找到机关名称）");
  if (report->year > 0) {
    gk_out_char(out, ' ');
    gk_out_uint(out, (uint64_t)report->year);
    gk_out_text(out, "年");
  }
  set_style(w, STYLE_PLAIN);
  gk_out_text(out, "  ");
  set_style(w, STYLE_DIM);
  put_visible(out, source->name);
  set_style(w, STYLE_PLAIN);
  gk_out_char(out, '\n');
}

static void put_summary(writer *w, const size_t counts[3]) {
  gk_out *out = &w->out;
  gk_out_text(out, "  ");
  if (w->report->form == NULL) {
    gk_out_text(out, "未识别出规定的表格，没有可核对的规则\n");
    return;
  }
  set_style(w, counts[GK_CHECK_FAIL] > 0 ? STYLE_RED : counts[GK_CHECK_PASS] > 0 ? STYLE_GREEN : STYLE_PLAIN);
  gk_out_text(out, "相符 ");
  gk_out_uint(out, counts[GK_CHECK_PASS]);
  gk_out_text(out, " 项，不符 ");
  gk_out_uint(out, counts[GK_CHECK_FAIL]);
  gk_out_text(out, " 项，无法核对 ");
  gk_out_uint(out, counts[GK_CHECK_NOT_ASSESSABLE]);
  gk_out_text(out, " 项");
  set_style(w, STYLE_PLAIN);
  gk_out_text(out, "（");
  gk_out_text(out, w->report->form->name);
  gk_out_text(out, "年版表式）\n");
}

gk_status gk_emit_checks(const gk_report *report, const gk_source *source, gk_colour colour, gk_sink sink) {
  writer w = {.report = report, .colour = colour};
  size_t counts[3] = {0, 0, 0};
  gk_out_init(&w.out, sink);
  put_heading(&w, source);
  for (size_t i = 0; i < report->n_checks; i++) {
    counts[report->checks[i].status]++;
    if (report->checks[i].status == GK_CHECK_FAIL)
      put_failure(&w, &report->checks[i]);
  }
  put_summary(&w, counts);
  return gk_out_finish(&w.out);
}
