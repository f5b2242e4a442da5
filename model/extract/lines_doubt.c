/*
 * lines_doubt.c: on a page, which blanks are open. A blank is told by where the others stand; where that can't be
 * trusted, a number may have been lost there, or stand elsewhere.
 */
#include "extract/lines_place.h"

#include <string.h>

#include "extract/fold.h"
#include "extract/value.h"

enum {
  PROVEN_ROWS = 3, /* so many show that values stand under their columns */
  DIGITS_A_GROUP = 3,
};

int gk_lines_is_doubtful(const gk_lines *lines, const gk_tcell *cells, uint32_t n) {
  const gk_tcell *list[GK_MAX_COLUMNS];
  uint32_t n_blank = 0, n_numbers = 0;
  for (uint32_t i = 0; i < n && !lines->is_placed; i++) {
    list[i] = &cells[i];
    n_blank += i + 1 < n && cells[i].text.n == 0;
    n_numbers += i + 1 < n && gk_value_read(cells[i].text, GK_CELL_COUNT).state == GK_STATE_NUMBER;
  }
  return n_blank != 0 && n_numbers != 0 && cells[n - 1].text.n != 0 && !gk_lines_adds_up(list, n);
}

int gk_lines_is_proof(const gk_tcell *cells, uint32_t n) {
  const gk_tcell *list[GK_MAX_COLUMNS];
  for (uint32_t i = 0; i < n; i++)
    list[i] = &cells[i];
  gk_value total = gk_value_read(cells[n - 1].text, GK_CELL_COUNT);
  return total.state == GK_STATE_NUMBER && total.number.digits != 0 && gk_lines_adds_up(list, n);
}

static int is_unknown_row(const gk_mark *mark) {
  return mark->role == GK_MARK_ROW && !mark->is_known;
}

/* Words in a column of values that are of no label: what a cell of another line has no room for. */
static int has_stray_words(const gk_placer *p, uint32_t line, uint32_t left) {
  const gk_lines *lines = p->lines;
  for (uint32_t i = p->lines->line_at[line]; i < p->lines->line_at[line + 1] && left != 0; i++) {
    const gk_piece *piece = &lines->pieces[i];
    if (piece->kind == GK_PIECE_TEXT && piece->cell.col >= left && piece->mark != GK_NO_MARK &&
        !lines->marks[piece->mark].is_known && !lines->marks[piece->mark].is_note)
      return 1;
  }
  return 0;
}

/* Whether the next line below is the first of a header of disclosure: what stands alone above it is its clause. */
static int is_above_header(const gk_placer *p, uint32_t line) {
  const gk_lines *lines = p->lines;
  uint32_t next = p->lines->line_at[line + 1];
  if (next - p->lines->line_at[line] != 1 || next == lines->n_pieces || lines->pieces[next].mark == GK_NO_MARK)
    return 0;
  const gk_mark *mark = &lines->marks[lines->pieces[next].mark];
  return mark->role == GK_MARK_HEADER && mark->is_first && mark->table == GK_TABLE_DISCLOSURE;
}

/* Rows next to a line of no row with such words. */
static void see_stray_words(const gk_placer *p, uint8_t *is_near) {
  const gk_lines *lines = p->lines;
  uint32_t above = GK_NO_MARK, next = 0, below = 0;
  for (uint32_t line = 0; line < lines->n_lines; line++) {
    for (; next < lines->n_marks && lines->marks[next].first_line <= line; next++)
      above = lines->marks[next].role == GK_MARK_ROW ? next : above;
    below = below < next ? next : below;
    while (below < lines->n_marks && lines->marks[below].role != GK_MARK_ROW)
      below++;
    if (p->owner[line] != GK_NO_MARK || is_above_header(p, line))
      continue;
    if (above != GK_NO_MARK && has_stray_words(p, line, lines->marks[above].left))
      is_near[above] = 1;
    if (below < lines->n_marks && has_stray_words(p, line, lines->marks[below].left))
      is_near[below] = 1;
  }
}

/* A number behind a blank at the end of a line of a row's label: the value that stands a blank beside it. */
static void see_numbers_in_labels(const gk_placer *p, uint8_t *is_near) {
  const gk_lines *lines = p->lines;
  for (uint32_t i = 0; i < lines->n_pieces; i++) {
    const gk_piece *piece = &lines->pieces[i];
    gk_str text = piece->cell.text;
    size_t n = text.n;
    while (n > 0 && text.p[n - 1] != ' ')
      n--;
    if (piece->kind == GK_PIECE_TEXT && piece->mark != GK_NO_MARK && n > 0 &&
        gk_value_read((gk_str){text.p + n, text.n - n}, GK_CELL_SIGNED).state == GK_STATE_NUMBER)
      is_near[piece->mark] = 1;
  }
}

/* Whether each line of a cell is a number, and all of them together are none. */
static int is_of_numbers(gk_str text) {
  const char *line = text.n != 0 ? memchr(text.p, '\n', text.n) : NULL;
  if (line == NULL || gk_value_read(text, GK_CELL_SIGNED).state == GK_STATE_NUMBER)
    return 0;
  for (size_t i = 0, from = 0; i <= text.n; i++) {
    if (i < text.n && text.p[i] != '\n')
      continue;
    if (gk_value_read((gk_str){text.p + from, i - from}, GK_CELL_SIGNED).state != GK_STATE_NUMBER)
      return 0;
    from = i + 1;
  }
  return 1;
}

/* Whether a row is blank where the one beside it has two numbers: one of them may be its own. */
static int is_robbed(const gk_mark *row, const gk_mark *beside) {
  for (uint32_t k = 0; k < row->n_values && k < beside->n_values; k++)
    if (row->values[k].text.n == 0 && is_of_numbers(beside->values[k].text))
      return 1;
  return 0;
}

/* Whether what a row has may be of the one beside it. */
static int may_have_values_of(const gk_mark *row, const gk_mark *beside) {
  return is_unknown_row(beside) || is_robbed(row, beside);
}

/* Rows next to one of no name, or to one with more numbers than cells. */
static void see_neighbours(const gk_placer *p, uint8_t *is_near) {
  const gk_mark *marks = p->lines->marks;
  uint32_t before = GK_NO_MARK;
  for (uint32_t i = 0; i < p->lines->n_marks; i++) {
    if (marks[i].role != GK_MARK_ROW)
      continue;
    if (before != GK_NO_MARK) {
      is_near[i] |= (uint8_t)may_have_values_of(&marks[i], &marks[before]);
      is_near[before] |= (uint8_t)may_have_values_of(&marks[before], &marks[i]);
    }
    before = i;
  }
}

/* "14," or "8,7": the rest of it stands elsewhere. */
static int is_unfinished(gk_str text) {
  size_t n_since = 0, n_commas = 0;
  for (size_t i = 0; i < text.n;) {
    uint32_t cp = gk_fold_cp(gk_utf8_next(text, &i));
    if (cp >= '0' && cp <= '9') {
      n_since++;
    } else if (cp == ',' && n_since > 0) {
      n_commas++;
      n_since = 0;
    } else {
      return 0;
    }
  }
  return n_commas > 0 && n_since < DIGITS_A_GROUP;
}

/* Where one number of a row is in pieces that are not found, any other may be the first piece of a longer one. */
static int has_unfinished(const gk_mark *row) {
  for (uint32_t k = 0; k < row->n_values; k++)
    if (is_unfinished(row->values[k].text))
      return 1;
  return 0;
}

static int has_blank(const gk_mark *row) {
  for (uint32_t k = 0; k < row->n_values; k++)
    if (row->values[k].text.n == 0)
      return 1;
  return 0;
}

gk_status gk_lines_withdraw(gk_placer *p) {
  uint8_t *is_near = GK_NEW_ARRAY(p->lines->arena, uint8_t, p->lines->n_marks);
  if (is_near == NULL)
    return GK_STATUS_NO_MEMORY;
  see_neighbours(p, is_near);
  see_stray_words(p, is_near);
  see_numbers_in_labels(p, is_near);
  for (uint32_t i = 0; i < p->lines->n_marks; i++) {
    gk_mark *mark = &p->lines->marks[i];
    int is_open = p->is_off || is_near[i] || (p->is_doubted[i] && p->n_proven < PROVEN_ROWS);
    if ((is_open && has_blank(mark)) || (!p->lines->is_placed && has_unfinished(mark)))
      mark->is_decided = 0;
  }
  return GK_OK;
}
