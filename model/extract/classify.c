#include "extract/classify.h"

#include "extract/value.h"

/* What the labels of a row speak for. */
typedef struct census {
  unsigned n_disclosure; /* column labels of the table, or its corner */
  unsigned n_requests;   /* column labels that no other table has */
  unsigned n_disputes;
  unsigned n_numbers;
} census;

/* 其他 and 总计 stand in several tables, in rows and in columns; they speak for none. */
static int is_telling(gk_col col) {
  return col != GK_COL_OTHER && col != GK_COL_TOTAL && col != GK_COL_DISPUTE_TOTAL;
}

static void count_label(const gk_label *label, census *c) {
  gk_table table;
  switch (label->kind) {
  case GK_LABEL_HEAD:
    c->n_disclosure++;
    return;
  case GK_LABEL_GROUP:
    c->n_requests += label->target == GK_GROUP_APPLICANTS || label->target == GK_GROUP_ORGANISATIONS;
    c->n_disputes += label->target == GK_GROUP_LITIGATION;
    return;
  case GK_LABEL_ROW:
    c->n_disputes += gk_row_table((gk_row)label->target) == GK_TABLE_DISPUTES;
    return;
  default:
    table = gk_col_table((gk_col)label->target);
    if (!is_telling((gk_col)label->target))
      return;
    c->n_disclosure += table == GK_TABLE_DISCLOSURE;
    c->n_requests += table == GK_TABLE_REQUESTS;
    c->n_disputes += table == GK_TABLE_DISPUTES;
  }
}

static int is_value(const gk_tcell *cell) {
  return cell->text.n != 0 && cell->n_labels == 0 &&
         gk_value_read(cell->text, GK_CELL_SIGNED).state != GK_STATE_UNREADABLE;
}

static census take_census(const gk_trow *row) {
  census c = {0};
  for (uint32_t i = 0; i < row->n; i++) {
    for (size_t k = 0; k < row->cells[i].n_labels; k++)
      count_label(&row->cells[i].labels[k], &c);
    c.n_numbers += (unsigned)is_value(&row->cells[i]);
  }
  return c;
}

static uint32_t first_text(const gk_trow *row) {
  uint32_t i = 0;
  while (i < row->n && row->cells[i].text.n == 0)
    i++;
  return i;
}

/* The last cell with text before the first value: where a row's own label stands. row->n if there is none. */
static uint32_t last_text_before_values(const gk_trow *row) {
  uint32_t found = row->n;
  for (uint32_t i = 0; i < row->n && !is_value(&row->cells[i]); i++)
    if (row->cells[i].text.n != 0)
      found = i;
  return found;
}

static void label_row(gk_trow *row, gk_row_kind kind, uint32_t label, int target, unsigned near_by) {
  row->kind = (uint8_t)kind;
  row->label = label;
  row->row = (uint8_t)target;
  row->label_near = (uint8_t)near_by;
}

/* A mistyped label still has the number its row has in the form. */
static int agrees_in_number(const gk_label_key *key, gk_row row) {
  static const char *const form_labels[] = {
#define GK_ROW(name, table, id, group, label) label,
#include "gongkai/rows.def"
#undef GK_ROW
  };
  gk_label_key form_key = {.n = 0};
  size_t n = 0;
  while (form_labels[row][n] != '\0')
    n++;
  gk_label_key_add(&form_key, (gk_str){form_labels[row], n});
  return key->ordinal == 0 || form_key.ordinal == 0 || key->ordinal == form_key.ordinal;
}

static int near_row(const gk_tcell *cell, gk_table table, unsigned *distance) {
  gk_label_key key = {.n = 0};
  gk_label_key_add(&key, cell->text);
  int row = gk_label_near(&key, GK_LABEL_ROW, table, distance);
  return row >= 0 && agrees_in_number(&key, (gk_row)row) ? row : -1;
}

static int is_disclosure(gk_row_kind kind) {
  return kind == GK_ROWKIND_DISCLOSURE || kind == GK_ROWKIND_DISCLOSURE_HEADER;
}

static int is_requests(gk_row_kind kind) {
  return kind == GK_ROWKIND_REQUESTS || kind == GK_ROWKIND_REQUESTS_HEADER;
}

static int classify_disclosure(const gk_classifier *c, gk_trow *row) {
  unsigned distance = 0;
  uint32_t first = first_text(row);
  if (first == row->n)
    return 0;
  int target = gk_tcell_row(&row->cells[first], GK_TABLE_DISCLOSURE);
  if (target < 0 && is_disclosure(c->before))
    target = near_row(&row->cells[first], GK_TABLE_DISCLOSURE, &distance);
  if (target < 0)
    return 0;
  label_row(row, GK_ROWKIND_DISCLOSURE, first, target, distance);
  return 1;
}

/* 其他 is a row only under 其他处理. */
static int is_under_group(gk_group group, gk_row row) {
  return row != GK_ROW_OTHER_REASON || group == GK_GROUP_OTHER_HANDLING;
}

static int classify_requests(gk_classifier *c, gk_trow *row) {
  unsigned distance = 0;
  int target = -1;
  uint32_t label = 0;
  for (uint32_t i = 0; i < row->n && !is_value(&row->cells[i]); i++) {
    gk_group group = gk_tcell_group(&row->cells[i]);
    int here = gk_tcell_row(&row->cells[i], GK_TABLE_REQUESTS);
    if (group != GK_GROUP_NONE)
      c->group = group;
    if (here >= 0 && is_under_group(c->group, (gk_row)here)) {
      target = here;
      label = i;
    }
  }
  uint32_t last = last_text_before_values(row);
  if (target < 0 && is_requests(c->before) && last < row->n && row->cells[last].n_labels == 0) {
    target = near_row(&row->cells[last], GK_TABLE_REQUESTS, &distance);
    label = last;
  }
  if (target < 0)
    return 0;
  if (gk_row_group((gk_row)target) != GK_GROUP_NONE)
    c->group = gk_row_group((gk_row)target); /* the group's own label may be torn */
  label_row(row, GK_ROWKIND_REQUESTS, label, target, distance);
  return 1;
}

/* The lower half of a header that was split over two rows: no corner, no numbers, no row of the form. */
static int continues_header(const gk_classifier *c, const gk_trow *row, const census *n) {
  uint32_t first = first_text(row);
  return c->before == GK_ROWKIND_DISCLOSURE_HEADER && row->n > 1 && first > gk_trow_first(row) && first < row->n &&
         n->n_numbers == 0 && gk_tcell_row(&row->cells[first], GK_TABLE_DISCLOSURE) < 0;
}

static gk_row_kind header_kind(const gk_classifier *c, const gk_trow *row, const census *n) {
  if (n->n_disclosure != 0 || continues_header(c, row, n))
    return GK_ROWKIND_DISCLOSURE_HEADER;
  if (n->n_requests != 0)
    return GK_ROWKIND_REQUESTS_HEADER;
  return n->n_disputes != 0 ? GK_ROWKIND_DISPUTES_HEADER : GK_ROWKIND_OTHER;
}

static void classify_row(gk_classifier *c, gk_trow *row) {
  census n = take_census(row);
  row->kind = (uint8_t)header_kind(c, row, &n);
  if (row->kind == GK_ROWKIND_OTHER && !classify_requests(c, row))
    (void)classify_disclosure(c, row);
  if (row->kind != GK_ROWKIND_OTHER)
    c->before = (gk_row_kind)row->kind;
}

void gk_classify(gk_classifier *classifier, gk_grid *grid) {
  if (grid->is_apart)
    *classifier = (gk_classifier){GK_GROUP_NONE, GK_ROWKIND_OTHER};
  for (uint32_t i = 0; i < grid->n_rows; i++)
    if (grid->rows[i].n != 0)
      classify_row(classifier, &grid->rows[i]);
}
