#include "emit/comparison_text.h"

#include <string.h>

enum {
  MAX_UNIT = 8, /* columns */
  MAX_RAW = 20,
};

static gk_str text(const char *s) {
  return (gk_str){s, strlen(s)};
}

static const char *state_word(gk_cell_state state) {
  return state == GK_STATE_BLANK ? "空白" : state == GK_STATE_NOT_APPLICABLE ? "不适用" : "无此格";
}

void gk_put_cell(gk_terminal *t, const gk_cell *cell) {
  if (cell->state == GK_STATE_NUMBER) {
    gk_terminal_decimal(t, cell->value);
    gk_terminal_visible_cut(t, cell->unit, MAX_UNIT);
  } else if (cell->state == GK_STATE_UNREADABLE) {
    gk_out_text(&t->out, "“");
    gk_terminal_visible_cut(t, cell->raw, MAX_RAW);
    gk_out_text(&t->out, "”");
  } else {
    gk_out_text(&t->out, state_word(cell->state));
  }
}

size_t gk_cell_columns(const gk_cell *cell) {
  char number[GK_DECIMAL_SIZE];
  if (cell->state == GK_STATE_NUMBER)
    return gk_decimal_format(cell->value, number) + gk_text_columns_cut(cell->unit, MAX_UNIT);
  if (cell->state == GK_STATE_UNREADABLE)
    return 2 + gk_text_columns_cut(cell->raw, MAX_RAW);
  return gk_text_columns(text(state_word(cell->state)));
}

/* Widths of the table's columns. */
typedef struct widths {
  size_t label;
  size_t before;
  size_t after;
  size_t difference;
} widths;

static int is_shown(const gk_comparison_writer *w, const gk_cell_pair *pair) {
  return w->scope == GK_SCOPE_ALL || pair->is_changed;
}

static void widen(size_t *width, size_t columns) {
  if (*width < columns)
    *width = columns;
}

static size_t format_difference(gk_decimal difference, char buf[GK_DECIMAL_SIZE + 1]) {
  buf[0] = '+';
  size_t sign = difference.digits > 0;
  return sign + gk_decimal_format(difference, buf + sign);
}

static widths measure(const gk_comparison_writer *w) {
  widths all = {0};
  char number[GK_DECIMAL_SIZE + 1];
  for (size_t i = 0; i < w->c->n_cells; i++) {
    const gk_cell_pair *pair = &w->c->cells[i];
    if (!is_shown(w, pair))
      continue;
    widen(&all.label, gk_text_columns(text(pair->form_cell->col_label)));
    widen(&all.before, gk_cell_columns(pair->before));
    widen(&all.after, gk_cell_columns(pair->after));
    if (pair->has_difference && pair->is_changed)
      widen(&all.difference, format_difference(pair->difference, number));
  }
  return all;
}

static void put_difference(gk_terminal *t, const gk_cell_pair *pair, size_t width) {
  char number[GK_DECIMAL_SIZE + 1];
  size_t n = format_difference(pair->difference, number);
  gk_terminal_blanks(t, 3 + width - n);
  gk_terminal_style(t, pair->difference.digits < 0 ? GK_STYLE_RED : GK_STYLE_GREEN);
  gk_out_str(&t->out, (gk_str){number, n});
  gk_terminal_style(t, GK_STYLE_PLAIN);
}

static void put_pair(gk_terminal *t, const gk_cell_pair *pair, const widths *all) {
  gk_str label = text(pair->form_cell->col_label);
  gk_out_text(&t->out, "      ");
  gk_out_str(&t->out, label);
  gk_terminal_blanks(t, 2 + all->label - gk_text_columns(label) + all->before - gk_cell_columns(pair->before));
  gk_put_cell(t, pair->before);
  gk_out_text(&t->out, pair->is_changed ? " → " : "   ");
  gk_terminal_blanks(t, all->after - gk_cell_columns(pair->after));
  gk_put_cell(t, pair->after);
  if (pair->has_difference && pair->is_changed)
    put_difference(t, pair, all->difference);
  gk_out_char(&t->out, '\n');
}

/* The labels over a row's cells. The group's own is part of the row's where they are one (the second table). */
static void put_row_label(gk_terminal *t, const gk_form_cell *form_cell) {
  gk_out_text(&t->out, form_cell->table_label);
  if (*form_cell->table_label != '\0')
    gk_out_char(&t->out, ' ');
  gk_out_text(&t->out, form_cell->row_label);
}

static void put_pairs(gk_comparison_writer *w) {
  const widths all = measure(w);
  int row = -1;
  for (size_t i = 0; i < w->c->n_cells; i++) {
    const gk_cell_pair *pair = &w->c->cells[i];
    if (!is_shown(w, pair))
      continue;
    if (pair->form_cell->row != row) {
      gk_out_text(&w->t.out, "    ");
      put_row_label(&w->t, pair->form_cell);
      gk_out_char(&w->t.out, '\n');
    }
    row = pair->form_cell->row;
    put_pair(&w->t, pair, &all);
  }
}

static void put_gap(gk_comparison_writer *w, const gk_form_gap *gap) {
  const gk_form *form = gap->side == GK_BEFORE ? w->c->before->form : w->c->after->form;
  const gk_form_cell *first = &form->cells[gap->cells[0]];
  gk_out *out = &w->t.out;
  gk_out_text(out, "    仅");
  gk_out_text(out, form->name);
  gk_out_text(out, gap->col == GK_N_COLS ? "年版有的行：" : gap->row == GK_N_ROWS ? "年版有的列：" : "年版有的格：");
  if (gap->row != GK_N_ROWS)
    put_row_label(&w->t, first);
  if (gap->row != GK_N_ROWS && gap->col != GK_N_COLS)
    gk_out_text(out, "，");
  if (gap->col != GK_N_COLS)
    gk_out_text(out, first->col_label);
  gk_out_char(out, '\n');
}

void gk_put_compared_cells(gk_comparison_writer *w) {
  const gk_comparison *c = w->c;
  if (c->before->form == NULL || c->after->form == NULL)
    return;
  gk_out_text(&w->t.out, "  单元格：比较 ");
  gk_out_uint(&w->t.out, c->n_cells);
  gk_out_text(&w->t.out, " 格，变化 ");
  gk_out_uint(&w->t.out, c->n_changed);
  gk_out_text(&w->t.out, " 格\n");
  put_pairs(w);
  for (size_t i = 0; i < c->n_gaps; i++)
    put_gap(w, &c->gaps[i]);
}
