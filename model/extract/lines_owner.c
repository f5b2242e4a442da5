/*
 * lines_owner.c: on a page, whose a line is. A row's lines are those from its label's first piece to its last, and
 * those of its cells; values on no row's lines belong to the row above or below, whichever has none.
 */
#include "extract/lines_place.h"

#include "extract/fold.h"

int gk_lines_is_lump(const gk_lines *lines, const gk_piece *piece) {
  if (piece->kind != GK_PIECE_TEXT || piece->mark == GK_NO_MARK || lines->marks[piece->mark].is_known ||
      lines->marks[piece->mark].is_note || lines->marks[piece->mark].role == GK_MARK_HEADER)
    return 0;
  gk_label_key key = {.n = 0};
  gk_label_key_add(&key, piece->cell.text);
  size_t i = 0;
  while (i < piece->cell.text.n && key.ordinal == 0) {
    uint32_t cp = gk_fold_cp(gk_utf8_next(piece->cell.text, &i));
    if (cp >= '0' && cp <= '9')
      return 1;
  }
  return 0;
}

uint32_t gk_lines_n_lumps_on(const gk_placer *p, uint32_t line) {
  uint32_t n = 0;
  for (uint32_t i = p->lines->line_at[line]; i < p->lines->line_at[line + 1]; i++)
    n += (uint32_t)gk_lines_is_lump(p->lines, &p->lines->pieces[i]);
  return n;
}

static void claim(gk_placer *p, uint32_t mark, uint32_t from, uint32_t to) {
  for (uint32_t line = from; line <= to; line++)
    p->owner[line] = p->owner[line] == GK_NO_MARK || p->owner[line] == mark ? mark : GK_CONTESTED;
}

static int has_value_beside(const gk_placer *p, const gk_mark *mark) {
  const gk_lines *lines = p->lines;
  for (uint32_t i = p->lines->line_at[mark->first_line]; i < p->lines->line_at[mark->last_line + 1]; i++)
    if (lines->pieces[i].kind == GK_PIECE_VALUE && lines->pieces[i].cell.col >= mark->cell.col_end)
      return 1;
  return 0;
}

static int is_free(const gk_placer *p, const gk_mark *mark) {
  for (uint32_t line = mark->first_line; line <= mark->last_line; line++)
    if (p->owner[line] != GK_NO_MARK)
      return 0;
  return 1;
}

/* The rightmost column that a known label of a row begins in. */
static uint32_t deepest_label(const gk_lines *lines) {
  uint32_t col = 0;
  for (uint32_t i = 0; i < lines->n_marks; i++)
    if (lines->marks[i].role == GK_MARK_ROW && lines->marks[i].cell.col > col)
      col = lines->marks[i].cell.col;
  return col;
}

/* A character of a group's label, which is written from top to bottom left of those of rows. */
static int is_of_group(const gk_mark *mark, uint32_t deepest) {
  gk_label_key key = {.n = 0};
  gk_label_key_add(&key, mark->cell.text);
  return key.n <= 1 && mark->cell.col_end <= deepest;
}

void gk_lines_claim(gk_placer *p) {
  gk_lines *lines = p->lines;
  uint32_t deepest = deepest_label(lines);
  for (uint32_t i = 0; i < lines->n_marks; i++)
    if (lines->marks[i].role == GK_MARK_ROW)
      claim(p, i, lines->marks[i].first_line, lines->marks[i].last_line);
  for (uint32_t i = 0; i < lines->n_marks; i++) {
    gk_mark *mark = &lines->marks[i];
    if (mark->is_known || mark->is_note || mark->role != GK_MARK_ASIDE || mark->cell.col >= mark->left ||
        is_of_group(mark, deepest) || !is_free(p, mark) || !has_value_beside(p, mark))
      continue;
    mark->role = GK_MARK_ROW;
    claim(p, i, mark->first_line, mark->last_line);
  }
}

void gk_lines_claim_cells(gk_placer *p) {
  for (uint32_t i = 0; i < p->lines->n_marks; i++)
    if (p->lines->marks[i].is_cut)
      claim(p, i, p->lines->marks[i].from_line, p->lines->marks[i].to_line);
}

/* What reads as a value left of the values' columns is a character of a label. */
static uint32_t n_values_on(const gk_placer *p, uint32_t line, uint32_t left) {
  uint32_t n = 0;
  for (uint32_t i = p->lines->line_at[line]; i < p->lines->line_at[line + 1]; i++)
    n += p->lines->pieces[i].kind == GK_PIECE_VALUE && p->lines->pieces[i].cell.col >= left;
  return n;
}

/* Where the columns of values begin around two marks; 0 if they don't agree. */
static uint32_t left_between(const gk_lines *lines, uint32_t above, uint32_t below) {
  uint32_t a = above != GK_NO_MARK ? lines->marks[above].left : UINT32_MAX;
  uint32_t b = below != GK_NO_MARK ? lines->marks[below].left : a;
  return a == b && a != UINT32_MAX ? a : 0;
}

static int is_naked(const gk_placer *p, uint32_t at) {
  const gk_mark *mark = &p->lines->marks[at];
  for (uint32_t line = mark->first_line; line <= mark->last_line; line++)
    if (n_values_on(p, line, mark->left == UINT32_MAX ? 0 : mark->left) != 0)
      return 0;
  return 1;
}

static int is_of_disputes(const gk_lines *lines, uint32_t at) {
  return at != GK_NO_MARK && lines->marks[at].role == GK_MARK_HEADER && lines->marks[at].table == GK_TABLE_DISPUTES;
}

/* Whether a label of several lines has its values beside the first: then none of them stand above it. */
static int is_set_high(const gk_placer *p, uint32_t at) {
  const gk_mark *mark = &p->lines->marks[at];
  return mark->last_line > mark->first_line + 1 && n_values_on(p, mark->first_line, mark->cell.col_end) == mark->width;
}

/* Values on lines of no row: `above` and `below` are the marks next to them, rows or headers or none. */
static void give_away(gk_placer *p, uint32_t from, uint32_t to, uint32_t above, uint32_t below) {
  const gk_lines *lines = p->lines;
  int up = above != GK_NO_MARK && lines->marks[above].role == GK_MARK_ROW;
  int down = below != GK_NO_MARK && lines->marks[below].role == GK_MARK_ROW;
  int up_naked = up && is_naked(p, above), down_naked = down && is_naked(p, below);
  uint32_t n_lines = 0, n_lumps = 0, line = from, left = left_between(lines, above, below);
  for (uint32_t i = from; i < to; i++) {
    n_lumps += gk_lines_n_lumps_on(p, i);
    if (n_values_on(p, i, left) != 0) {
      line = i;
      n_lines++;
    }
  }
  uint32_t to_mark = up_naked && !down_naked ? above : down_naked && !up_naked ? below : GK_NO_MARK;
  if (n_lines + n_lumps == 0)
    return;
  if (n_lines == 1 && n_lumps == 0 && to_mark != GK_NO_MARK &&
      (lines->is_placed || n_values_on(p, line, left) == lines->marks[to_mark].width)) {
    p->given[to_mark] = line + 1;
    return;
  }
  if (up)
    p->is_spoilt[above] = 1;
  if (down && !is_set_high(p, below))
    p->is_spoilt[below] = 1;
}

void gk_lines_give_away(gk_placer *p) {
  const gk_lines *lines = p->lines;
  uint32_t above = GK_NO_MARK, next = 0, below = 0;
  for (uint32_t line = 0; line < lines->n_lines;) {
    while (next < lines->n_marks && lines->marks[next].first_line <= line) {
      if (lines->marks[next].role != GK_MARK_ASIDE)
        above = next;
      next++;
    }
    if (p->owner[line] != GK_NO_MARK || n_values_on(p, line, 0) + gk_lines_n_lumps_on(p, line) == 0) {
      line++;
      continue;
    }
    uint32_t end = line + 1;
    below = below < next ? next : below;
    while (below < lines->n_marks && lines->marks[below].role == GK_MARK_ASIDE)
      below++;
    uint32_t stop = below < lines->n_marks ? lines->marks[below].first_line : lines->n_lines;
    while (end < stop && p->owner[end] == GK_NO_MARK)
      end++;
    if (!is_of_disputes(lines, above))
      give_away(p, line, end, above, below < lines->n_marks ? below : GK_NO_MARK);
    line = end;
  }
}
