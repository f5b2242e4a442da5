/*
 * lines_torn.c: labels whose end stands on another page, or that were mistyped. Such a one is a row's if it has the
 * row's number, the label begins with it or is near to it, and the row is the one that the form has between the rows
 * around.
 */
#include "extract/lines.h"

#include <string.h>

static int row_of(const gk_mark *mark) {
  if (mark->role != GK_MARK_ROW || !mark->is_known || mark->table != GK_TABLE_REQUESTS)
    return -1;
  return gk_tcell_row(&mark->cell, GK_TABLE_REQUESTS);
}

static int is_of(const gk_form *form, int row) {
  return gk_form_at(form, (gk_row)row, GK_COL_NATURAL_PERSON) != GK_NO_FORM_CELL;
}

/* The row behind `row` in a form of both rows; -1 if it is the last. */
static int next_in(const gk_form *form, int row) {
  for (int next = row + 1; next < GK_N_ROWS; next++)
    if (is_of(form, next))
      return next;
  return -1;
}

/* Whether a mistyped text is nearer to labels of that row than to others. */
static int is_near(const gk_label_key *key, int row) {
  unsigned distance;
  return gk_label_near(key, GK_LABEL_ROW, GK_TABLE_REQUESTS, &distance) == row;
}

static gk_label_key key_of(int row) {
  static const char *const form_labels[] = {
#define GK_ROW(name, table, id, group, label) label,
#include "gongkai/rows.def"
#undef GK_ROW
  };
  gk_label_key key = {.n = 0};
  gk_label_key_add(&key, (gk_str){form_labels[row], strlen(form_labels[row])});
  return key;
}

static int is_begun(gk_str text, int row) {
  gk_label_key key = {.n = 0}, whole = key_of(row);
  gk_label_key_add(&key, text);
  return key.n <= whole.n && memcmp(key.cp, whole.cp, key.n * sizeof *key.cp) == 0;
}

/* The label of that row that the text begins or comes near to, its number included; NULL if it does not. */
static const gk_label *label_of(gk_str text, int row) {
  gk_label_key key = {.n = 0}, whole = key_of(row);
  size_t n;
  gk_label_key_add(&key, text);
  if (key.n < 2 || key.ordinal == 0 || key.ordinal != whole.ordinal || !(is_begun(text, row) || is_near(&key, row)))
    return NULL;
  const gk_label *labels = gk_label_find(&whole, &n);
  for (size_t i = 0; i < n; i++)
    if (labels[i].kind == GK_LABEL_ROW && labels[i].target == row)
      return &labels[i];
  return NULL;
}

static void know(gk_mark *mark, int before, int after) {
  for (size_t i = 0; i < GK_N_FORMS; i++) {
    int row = is_of(GK_FORMS[i], before) ? next_in(GK_FORMS[i], before) : -1;
    const gk_label *label = row >= 0 ? label_of(mark->cell.text, row) : NULL;
    if (label == NULL || (after >= 0 && next_in(GK_FORMS[i], row) != after))
      continue;
    mark->is_known = 1;
    mark->is_near = (uint8_t)!is_begun(mark->cell.text, row);
    mark->role = GK_MARK_ROW;
    mark->table = GK_TABLE_REQUESTS;
    mark->cell.labels = label;
    mark->cell.n_labels = 1;
    return;
  }
}

/* "（四）" alone: of a group beside. */
static int is_nameless(const gk_mark *mark) {
  gk_label_key key = {.n = 0};
  gk_label_key_add(&key, mark->cell.text);
  return key.n == 0;
}

void gk_lines_torn(gk_lines *lines) {
  int before = -1;
  uint32_t torn = GK_NO_MARK;
  for (uint32_t i = 0; i <= lines->n_marks; i++) {
    if (i < lines->n_marks && is_nameless(&lines->marks[i]))
      continue;
    int row = i < lines->n_marks ? row_of(&lines->marks[i]) : -1;
    if (torn != GK_NO_MARK && before >= 0 && (row >= 0 || i == lines->n_marks))
      know(&lines->marks[torn], before, row);
    if (row >= 0) {
      before = row;
      torn = GK_NO_MARK;
    } else if (i < lines->n_marks && !lines->marks[i].is_known && !lines->marks[i].is_note &&
               lines->marks[i].ordinal != 0) {
      before = torn == GK_NO_MARK ? before : -1; /* two in a row: neither is sure */
      torn = i;
    }
  }
}
