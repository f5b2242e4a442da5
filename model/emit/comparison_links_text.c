#include "emit/comparison_text.h"

static const gk_report *report_of(const gk_comparison_writer *w, gk_link_term term) {
  int is_after = (term.year == GK_LINK_LATER) == (w->c->later == GK_AFTER);
  return is_after ? w->c->after : w->c->before;
}

/* The rows tell the cells of a link apart, or the columns do. */
static const char *label_of(const gk_link *link, const gk_form_cell *form_cell, int is_heading) {
  int has_rows = link->later.row != link->terms[0].row;
  return has_rows != is_heading ? form_cell->row_label : form_cell->col_label;
}

static void put_term(gk_comparison_writer *w, const gk_link *link, gk_link_term term) {
  const gk_report *report = report_of(w, term);
  uint16_t at = gk_form_at(report->form, (gk_row)term.row, (gk_col)term.col);
  gk_out_uint(&w->t.out, (uint64_t)(report->year > 0 ? report->year : 0));
  gk_out_text(&w->t.out, "年 ");
  gk_out_text(&w->t.out, label_of(link, &report->form->cells[at], 0));
  gk_out_char(&w->t.out, ' ');
  gk_put_cell(&w->t, &report->cells[at]);
}

static void put_terms(gk_comparison_writer *w, const gk_link_check *check) {
  const gk_link *link = check->link;
  put_term(w, link, link->later);
  gk_out_text(&w->t.out, "，");
  for (size_t i = 0; i < link->n_terms; i++) {
    if (i > 0)
      gk_out_text(&w->t.out, link->terms[i].sign < 0 ? " - " : " + ");
    put_term(w, link, link->terms[i]);
  }
  if (link->n_terms > 1 && check->has_right) {
    gk_out_text(&w->t.out, " = ");
    gk_terminal_decimal(&w->t, check->right);
  }
}

static void put_link(gk_comparison_writer *w, const gk_link_check *check) {
  static const char *const marks[] = {"✓ ", "✗ ", "· "};
  static const gk_style styles[] = {GK_STYLE_GREEN, GK_STYLE_RED, GK_STYLE_DIM};
  const gk_report *later = report_of(w, check->link->later);
  uint16_t at = gk_form_at(later->form, (gk_row)check->link->later.row, (gk_col)check->link->later.col);
  gk_out_text(&w->t.out, "    ");
  gk_terminal_style(&w->t, styles[check->status]);
  gk_out_text(&w->t.out, marks[check->status]);
  gk_out_text(&w->t.out, check->link->id);
  gk_terminal_style(&w->t, GK_STYLE_PLAIN);
  gk_out_text(&w->t.out, "  ");
  gk_out_text(&w->t.out, label_of(check->link, &later->form->cells[at], 1));
  if (w->c->years == GK_YEARS_NEXT) {
    gk_out_text(&w->t.out, "：");
    put_terms(w, check);
  }
  gk_out_char(&w->t.out, '\n');
}

static void put_counts(gk_comparison_writer *w, const size_t counts[3]) {
  gk_out *out = &w->t.out;
  gk_out_text(out, "  年度衔接：");
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
  gk_out_char(out, '\n');
}

void gk_put_compared_links(gk_comparison_writer *w) {
  const gk_comparison *c = w->c;
  size_t counts[3] = {0, 0, 0};
  if (c->n_links == 0)
    return;
  for (size_t i = 0; i < c->n_links; i++)
    counts[c->links[i].status]++;
  put_counts(w, counts);
  for (size_t i = 0; i < c->n_links; i++)
    if (w->scope == GK_SCOPE_ALL || c->links[i].status == GK_CHECK_FAIL)
      put_link(w, &c->links[i]);
}
