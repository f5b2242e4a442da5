/*
 * lines_place.c: the values of rows where lines have columns of the page. A row's lines are those from its label's
 * first piece to its last; what stands there, to the right, is its own, under the column label it stands under, and a
 * column with nothing under it is blank. Values on no row's lines belong to the row above or below, whichever has none.
 */
#include "extract/lines.h"

#include <string.h>

#include "extract/fit.h"
#include "extract/fold.h"
#include "extract/value.h"

enum {
  MAX_OWN = 64,
  PROVEN_ROWS = 3, /* so many show that values stand under their columns */
};

typedef gk_lines_ranges ranges;

/* The values of one row, as found. */
typedef struct own {
  uint32_t pieces[MAX_OWN];
  uint32_t n;
  int has_text;
  int is_long;
  int is_on_lines; /* on more than one line */
} own;

typedef struct placer {
  gk_lines *lines;
  uint32_t *owner;     /* the row of each line */
  uint32_t *given;     /* of each mark: the line it got though it is not its own, plus one */
  uint8_t *is_spoilt;  /* of each mark: values that may be its own stand elsewhere */
  int is_off;          /* some row's values are not where the header's columns are */
  uint8_t *is_doubted; /* of each mark: blanks beside numbers that do not add up */
  uint32_t n_proven;   /* rows whose values, each under its column, add up */
} placer;

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

static uint32_t n_lumps_on(const placer *p, uint32_t line) {
  uint32_t n = 0;
  for (uint32_t i = p->lines->line_at[line]; i < p->lines->line_at[line + 1]; i++)
    n += (uint32_t)gk_lines_is_lump(p->lines, &p->lines->pieces[i]);
  return n;
}

static void claim(placer *p, uint32_t mark, uint32_t from, uint32_t to) {
  for (uint32_t line = from; line <= to; line++)
    p->owner[line] = p->owner[line] == GK_NO_MARK || p->owner[line] == mark ? mark : GK_CONTESTED;
}

static int has_value_beside(const placer *p, const gk_mark *mark) {
  const gk_lines *lines = p->lines;
  for (uint32_t i = p->lines->line_at[mark->first_line]; i < p->lines->line_at[mark->last_line + 1]; i++)
    if (lines->pieces[i].kind == GK_PIECE_VALUE && lines->pieces[i].cell.col >= mark->cell.col_end)
      return 1;
  return 0;
}

static int is_free(const placer *p, const gk_mark *mark) {
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

/* Rows of unknown names have values too; they must not be taken for another's. */
static void claim_lines(placer *p) {
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

/* The lines of cells that reach over their label's. */
static void claim_cells(placer *p) {
  for (uint32_t i = 0; i < p->lines->n_marks; i++)
    if (p->lines->marks[i].is_cut)
      claim(p, i, p->lines->marks[i].from_line, p->lines->marks[i].to_line);
}

static void add_own(const gk_lines *lines, uint32_t piece, own *o) {
  if (o->n == MAX_OWN) {
    o->is_long = 1;
    return;
  }
  o->is_on_lines |= o->n > 0 && lines->pieces[o->pieces[0]].line != lines->pieces[piece].line;
  o->has_text |= lines->pieces[piece].kind == GK_PIECE_TEXT;
  o->pieces[o->n++] = piece;
}

/* What reaches out of the label's columns into those of the values may be several values in one piece. */
static int reaches_over(const gk_piece *piece, uint32_t from_col, uint32_t row) {
  return piece->cell.col < from_col && piece->cell.col_end > from_col && piece->mark != row;
}

/* Where a page ends within a row, the header is said again there. */
static int is_header(const gk_lines *lines, const gk_piece *piece) {
  return piece->kind == GK_PIECE_TEXT && piece->mark != GK_NO_MARK && lines->marks[piece->mark].is_known &&
         lines->marks[piece->mark].role == GK_MARK_HEADER;
}

/* Adds what lines [from_line, to_line) have from that column on. */
static void find_own(const gk_lines *lines, uint32_t from_line, uint32_t to_line, uint32_t from_col, uint32_t row,
                     own *o) {
  for (uint32_t i = lines->line_at[from_line]; i < lines->line_at[to_line]; i++) {
    const gk_piece *piece = &lines->pieces[i];
    if (piece->kind == GK_PIECE_BLANK || is_header(lines, piece))
      continue;
    o->is_long |= reaches_over(piece, from_col, row) || (piece->cell.col < from_col && gk_lines_is_lump(lines, piece));
    if (piece->cell.col >= from_col)
      add_own(lines, i, o);
  }
}

/* A header over columns, not over other headers. */
static int is_leaf(const gk_mark *mark) {
  return !mark->is_known ||
         (gk_tcell_col(&mark->cell, (gk_table)mark->table) >= 0 && gk_tcell_row(&mark->cell, GK_TABLE_DISPUTES) < 0);
}

static int has_digit(gk_str text) {
  for (size_t i = 0; i < text.n;) {
    uint32_t cp = gk_fold_cp(gk_utf8_next(text, &i));
    if (cp >= '0' && cp <= '9')
      return 1;
  }
  return 0;
}

/* Lines of one cell. What is a number only when its digits are put together may as well be two. */
static int join_cells(const gk_lines *lines, gk_tcell *cell, const gk_tcell *more) {
  size_t n = cell->text.n + 1 + more->text.n;
  int is_torn = has_digit(cell->text) && has_digit(more->text);
  char *text = gk_arena_alloc(lines->arena, n, 1);
  if (text == NULL)
    return 0;
  memcpy(text, cell->text.p, cell->text.n);
  text[cell->text.n] = '\n';
  memcpy(text + cell->text.n + 1, more->text.p, more->text.n);
  cell->text = (gk_str){text, n};
  cell->last_para = more->last_para;
  return !is_torn || (gk_value_read(cell->text, GK_CELL_SIGNED).state == GK_STATE_UNREADABLE &&
                      gk_value_read(cell->text, GK_CELL_AMOUNT).state == GK_STATE_UNREADABLE);
}

static gk_tcell blank_cell(const gk_tcell *near) {
  return (gk_tcell){.node = near->node, .first_para = GK_NO_PARA, .last_para = GK_NO_PARA, .row_span = 1};
}

/* One cell for each column; 0 if some piece stands under none, or under several. `is_off` is set if places are wrong.
 */
static int by_column(const gk_lines *lines, const ranges *r, const own *o, const gk_tcell *label, gk_tcell *cells,
                     int *is_off) {
  uint32_t line[GK_MAX_COLUMNS];
  if (r->is_cut || o->is_long)
    return 0;
  for (uint32_t i = 0; i < r->n; i++) {
    cells[i] = blank_cell(o->n > 0 ? &lines->pieces[o->pieces[0]].cell : label);
    line[i] = UINT32_MAX;
  }
  for (uint32_t k = 0; k < o->n; k++) {
    const gk_tcell *piece = &lines->pieces[o->pieces[k]].cell;
    uint32_t at = 0, n = gk_lines_columns_over(r, piece, &at);
    int is_second = n == 1 && cells[at].text.n != 0;
    *is_off |= n == 0 || (is_second && line[at] == lines->pieces[o->pieces[k]].line);
    if (n != 1 || *is_off || (is_second && !join_cells(lines, &cells[at], piece)))
      return 0;
    if (!is_second)
      cells[at] = *piece;
    line[at] = lines->pieces[o->pieces[k]].line;
  }
  for (uint32_t i = 0; i < r->n; i++) {
    cells[i].col = r->from[i];
    cells[i].col_end = r->to[i];
  }
  return 1;
}

/* Blank cells beside numbers that do not add up: one may have been lost. With no part at all, or no total, who knows.
 */
static int is_doubtful(const gk_lines *lines, const gk_tcell *cells, uint32_t n) {
  const gk_tcell *list[GK_MAX_COLUMNS];
  uint32_t n_blank = 0, n_numbers = 0;
  for (uint32_t i = 0; i < n && !lines->is_placed; i++) {
    list[i] = &cells[i];
    n_blank += i + 1 < n && cells[i].text.n == 0;
    n_numbers += i + 1 < n && gk_value_read(cells[i].text, GK_CELL_COUNT).state == GK_STATE_NUMBER;
  }
  return n_blank != 0 && n_numbers != 0 && cells[n - 1].text.n != 0 && !gk_lines_adds_up(list, n);
}

/* Numbers, and not zeros alone, that add up. */
static int is_proof(const gk_tcell *cells, uint32_t n) {
  const gk_tcell *list[GK_MAX_COLUMNS];
  for (uint32_t i = 0; i < n; i++)
    list[i] = &cells[i];
  gk_value total = gk_value_read(cells[n - 1].text, GK_CELL_COUNT);
  return total.state == GK_STATE_NUMBER && total.number.digits != 0 && gk_lines_adds_up(list, n);
}

static gk_status decide(gk_lines *lines, gk_mark *mark, const gk_tcell *cells, uint32_t n) {
  const gk_tcell *list[GK_MAX_COLUMNS];
  for (uint32_t i = 0; i < n; i++)
    list[i] = &cells[i];
  return gk_lines_decide(lines, mark, list, n);
}

/* Something stands a column's width beside all columns: a remark, a number of the row, a neighbour on the page. */
static int is_beside(const gk_lines *lines, const ranges *r, const own *o) {
  if (r->n == 0 || o->n == 0)
    return 0;
  uint32_t left = r->from[0], right = r->to[r->n - 1], pitch = (right - left) / r->n;
  return lines->pieces[o->pieces[o->n - 1]].cell.col >= right + pitch ||
         lines->pieces[o->pieces[0]].cell.col_end + pitch <= left;
}

/* As many values in a line as there are columns stand in order, wherever they stand. */
static gk_status by_count(gk_lines *lines, gk_mark *mark, const own *o, const ranges *r, uint32_t width) {
  const gk_tcell *list[GK_MAX_COLUMNS];
  if (o->n != width || o->n == 0 || o->n > GK_MAX_COLUMNS || o->has_text || o->is_on_lines ||
      (!lines->is_placed && r->n == width && is_beside(lines, r, o)))
    return GK_OK;
  for (uint32_t i = 0; i < o->n; i++)
    list[i] = &lines->pieces[o->pieces[i]].cell;
  return gk_lines_decide(lines, mark, list, o->n);
}

/* As many cells as there are columns stand in order too. */
static gk_status by_cells(gk_lines *lines, uint32_t at, const gk_lines_cell *found, uint32_t n) {
  gk_tcell cells[GK_MAX_COLUMNS];
  for (uint32_t i = 0; i < n; i++) {
    cells[i] = lines->pieces[found[i].pieces[0]].cell;
    for (uint32_t k = 1; k < found[i].n; k++)
      if (!join_cells(lines, &cells[i], &lines->pieces[found[i].pieces[k]].cell))
        return GK_OK;
    cells[i].col_end = found[i].col_end;
    cells[i].col = found[i].col;
  }
  return decide(lines, &lines->marks[at], cells, n);
}

/* Whether a row has a cell for each column, some of several lines. */
static int has_all_cells(const gk_lines *lines, uint32_t at, const own *o, const ranges *r, gk_lines_cell *cells) {
  const gk_mark *mark = &lines->marks[at];
  uint32_t n;
  return mark->is_cut && mark->width <= GK_MAX_COLUMNS && !(r->n == mark->width && is_beside(lines, r, o)) &&
         gk_lines_cells(lines, at, mark->from_line, mark->to_line, cells, &n) && n == mark->width;
}

/* At the edge of a table, a row with no value may have them on another page; beside an unknown row, it may have those.
 */
static int may_be_all_blank(const gk_lines *lines, uint32_t at) {
  uint32_t before = at, after = at;
  while (before > 0 && (before == at || lines->marks[before].role != GK_MARK_ROW))
    before--;
  do
    after++;
  while (after < lines->n_marks && lines->marks[after].role != GK_MARK_ROW);
  return before < at && lines->marks[before].role == GK_MARK_ROW && lines->marks[before].is_known &&
         after < lines->n_marks && lines->marks[after].is_known;
}

static gk_status settle(placer *p, uint32_t at, const ranges *r, const own *o, uint32_t width) {
  gk_lines *lines = p->lines;
  gk_mark *mark = &lines->marks[at];
  gk_tcell cells[GK_MAX_COLUMNS];
  gk_lines_cell found[GK_LINES_CELLS];
  if (p->is_spoilt[at] || o->is_long)
    return GK_OK;
  int exact = o->n == width && !o->has_text && !o->is_on_lines;
  int is_off = 0, is_full = !exact && has_all_cells(lines, at, o, r, found);
  int is_whole = r->n == width && r->n != 0 && by_column(lines, r, o, &mark->cell, cells, &is_off);
  p->is_off |= is_off && !exact && !is_full;
  if (is_full && !is_whole)
    return by_cells(lines, at, found, width);
  if (exact && !is_whole)
    return by_count(lines, mark, o, r, width);
  if (!is_whole || (o->n == 0 && !may_be_all_blank(lines, at)))
    return GK_OK;
  if (mark->table == GK_TABLE_REQUESTS) {
    p->is_doubted[at] = (uint8_t)is_doubtful(lines, cells, r->n);
    p->n_proven += (uint32_t)is_proof(cells, r->n);
  }
  return decide(lines, mark, cells, r->n);
}

static int is_unknown_row(const gk_mark *mark) {
  return mark->role == GK_MARK_ROW && !mark->is_known;
}

/* Words in a column of values that are of no label: what a cell of another line has no room for. */
static int has_stray_words(const placer *p, uint32_t line, uint32_t left) {
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
static int is_above_header(const placer *p, uint32_t line) {
  const gk_lines *lines = p->lines;
  uint32_t next = p->lines->line_at[line + 1];
  if (next - p->lines->line_at[line] != 1 || next == lines->n_pieces || lines->pieces[next].mark == GK_NO_MARK)
    return 0;
  const gk_mark *mark = &lines->marks[lines->pieces[next].mark];
  return mark->role == GK_MARK_HEADER && mark->is_first && mark->table == GK_TABLE_DISCLOSURE;
}

/* Rows next to a line of no row with such words. */
static void see_stray_words(const placer *p, uint8_t *is_near) {
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

/* Rows in a stretch of marks that are blank somewhere, next to one of no name: what it has may be theirs. */
static uint8_t *find_beside_unknown(placer *p) {
  gk_lines *lines = p->lines;
  uint8_t *is_near = GK_NEW_ARRAY(lines->arena, uint8_t, lines->n_marks);
  uint32_t before = GK_NO_MARK;
  for (uint32_t i = 0; i < lines->n_marks && is_near != NULL; i++) {
    if (lines->marks[i].role != GK_MARK_ROW)
      continue;
    if (before != GK_NO_MARK) {
      is_near[i] |= (uint8_t)is_unknown_row(&lines->marks[before]);
      is_near[before] |= (uint8_t)is_unknown_row(&lines->marks[i]);
    }
    before = i;
  }
  return is_near;
}

/* Blank cells are told by places; if some row shows that these can't be trusted, rows with blanks are open; where too
   few show that they can, those that are doubted; and those beside a row of no name. */
static gk_status withdraw_short(placer *p) {
  uint8_t *is_near = find_beside_unknown(p);
  if (is_near == NULL)
    return GK_STATUS_NO_MEMORY;
  see_stray_words(p, is_near);
  for (uint32_t i = 0; i < p->lines->n_marks; i++) {
    gk_mark *mark = &p->lines->marks[i];
    if (!p->is_off && !is_near[i] && (!p->is_doubted[i] || p->n_proven >= PROVEN_ROWS))
      continue;
    for (uint32_t k = 0; k < mark->n_values; k++)
      if (mark->values[k].text.n == 0)
        mark->is_decided = 0;
  }
  return GK_OK;
}

/* What reads as a value left of the values' columns is a character of a label. */
static uint32_t n_values_on(const placer *p, uint32_t line, uint32_t left) {
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

static int is_naked(const placer *p, uint32_t at) {
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
static int is_set_high(const placer *p, uint32_t at) {
  const gk_mark *mark = &p->lines->marks[at];
  return mark->last_line > mark->first_line + 1 && n_values_on(p, mark->first_line, mark->cell.col_end) == mark->width;
}

/* Values on lines of no row: `above` and `below` are the marks next to them, rows or headers or none. */
static void give_away(placer *p, uint32_t from, uint32_t to, uint32_t above, uint32_t below) {
  const gk_lines *lines = p->lines;
  int up = above != GK_NO_MARK && lines->marks[above].role == GK_MARK_ROW;
  int down = below != GK_NO_MARK && lines->marks[below].role == GK_MARK_ROW;
  int up_naked = up && is_naked(p, above), down_naked = down && is_naked(p, below);
  uint32_t n_lines = 0, n_lumps = 0, line = from, left = left_between(lines, above, below);
  for (uint32_t i = from; i < to; i++) {
    n_lumps += n_lumps_on(p, i);
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

/* The lines between rows that have values, each stretch of them once. */
static void give_away_all(placer *p) {
  const gk_lines *lines = p->lines;
  uint32_t above = GK_NO_MARK, next = 0, below = 0;
  for (uint32_t line = 0; line < lines->n_lines;) {
    while (next < lines->n_marks && lines->marks[next].first_line <= line) {
      if (lines->marks[next].role != GK_MARK_ASIDE)
        above = next;
      next++;
    }
    if (p->owner[line] != GK_NO_MARK || n_values_on(p, line, 0) + n_lumps_on(p, line) == 0) {
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

/* Whether lines [from, to] of text have a cell for each column, some of several lines. */
static int has_all_results(const gk_lines *lines, uint32_t first, uint32_t from, uint32_t to, gk_lines_cell *cells) {
  uint32_t n;
  return !lines->is_placed && gk_lines_cells(lines, first, from, to, cells, &n) && n == GK_DISPUTE_VALUES &&
         gk_lines_stand_together(lines, cells, n);
}

/* The values of disputes stand on lines of no row, behind their header; the header's first label gets them. */
static gk_status settle_disputes(placer *p, uint32_t first, uint32_t last, const ranges *r) {
  gk_lines *lines = p->lines;
  gk_tcell cells[GK_MAX_COLUMNS];
  gk_lines_cell found[GK_LINES_CELLS];
  uint32_t from = lines->marks[last].last_line + 1, end = lines->n_lines, n_lumps = 0;
  own o = {.n = 0};
  for (uint32_t i = last + 1; i < lines->n_marks; i++)
    if (lines->marks[i].role != GK_MARK_ASIDE) {
      if (!lines->marks[i].is_known)
        return GK_OK; /* the table has no other rows: values that were broken over lines, and a word among them */
      end = lines->marks[i].first_line;
      break;
    }
  for (uint32_t i = first; i <= last; i++)
    from = lines->marks[i].last_line + 1 > from ? lines->marks[i].last_line + 1 : from;
  if (from >= end)
    return GK_OK;
  for (uint32_t line = from; line < end && !lines->is_placed; line++)
    n_lumps += n_lumps_on(p, line);
  find_own(lines, from, end, 0, GK_NO_MARK, &o);
  if (n_lumps == 0 && o.n == GK_DISPUTE_VALUES && !o.has_text && !o.is_on_lines && r->n == GK_DISPUTE_VALUES)
    return by_count(lines, &lines->marks[first], &o, r, GK_DISPUTE_VALUES);
  if (has_all_results(lines, first, from, end - 1, found))
    return by_cells(lines, first, found, GK_DISPUTE_VALUES);
  int is_off = 0;
  if (r->n != GK_DISPUTE_VALUES || o.n == 0 || !by_column(lines, r, &o, &lines->marks[first].cell, cells, &is_off))
    return GK_OK;
  for (uint32_t group = 0; group < GK_DISPUTE_VALUES; group += GK_DISPUTE_RESULTS)
    if (is_doubtful(lines, cells + group, GK_DISPUTE_RESULTS))
      return GK_OK;
  return decide(lines, &lines->marks[first], cells, r->n);
}

static gk_status settle_row(placer *p, uint32_t at, const ranges *r) {
  const gk_lines *lines = p->lines;
  const gk_mark *mark = &lines->marks[at];
  own o = {.n = 0};
  uint32_t given = p->given[at];
  for (uint32_t line = mark->from_line; line <= mark->to_line; line++)
    if (p->owner[line] == GK_CONTESTED)
      p->is_spoilt[at] = 1;
  if (given != 0) {
    find_own(lines, given - 1, given, mark->left == UINT32_MAX ? 0 : mark->left, at, &o);
  } else {
    find_own(lines, mark->from_line, mark->first_line, mark->left, at, &o);
    find_own(lines, mark->first_line, mark->last_line + 1, mark->cell.col_end, at, &o);
    find_own(lines, mark->last_line + 1, mark->to_line + 1, mark->left, at, &o);
  }
  return settle(p, at, r, &o, mark->width);
}

static gk_status settle_all(placer *p) {
  gk_lines *lines = p->lines;
  ranges by_table[GK_TABLE_DISPUTES + 1] = {{{0}, {0}, 0, 0}}, unheaded = gk_lines_headless(lines, p->owner);
  uint32_t disputes = GK_NO_MARK, last_dispute = GK_NO_MARK;
  gk_status status = GK_OK;
  for (uint32_t i = 0; i <= lines->n_marks && status == GK_OK; i++) {
    const gk_mark *mark = i < lines->n_marks ? &lines->marks[i] : NULL;
    if (mark != NULL && mark->role == GK_MARK_ASIDE)
      continue;
    int is_header = mark != NULL && mark->role == GK_MARK_HEADER;
    if (disputes != GK_NO_MARK && (!is_header || mark->table != GK_TABLE_DISPUTES || mark->is_first)) {
      status = settle_disputes(p, disputes, last_dispute, &by_table[GK_TABLE_DISPUTES]);
      disputes = GK_NO_MARK;
    }
    if (is_header) {
      ranges *r = &by_table[mark->table];
      if (mark->is_first)
        *r = (ranges){.n = 0};
      if (is_leaf(mark))
        gk_lines_add_range(r, &mark->cell);
      if (mark->table == GK_TABLE_DISPUTES) {
        disputes = mark->is_first ? i : disputes;
        last_dispute = i;
      }
    } else if (mark != NULL && status == GK_OK) {
      int is_headed = mark->table != GK_TABLE_REQUESTS || by_table[mark->table].n == mark->width;
      status = settle_row(p, i, is_headed ? &by_table[mark->table] : &unheaded);
    }
  }
  return status;
}

gk_status gk_lines_place(gk_lines *lines) {
  placer p = {.lines = lines};
  lines->line_at = GK_NEW_ARRAY(lines->arena, uint32_t, (size_t)lines->n_lines + 1);
  p.owner = GK_NEW_ARRAY(lines->arena, uint32_t, (size_t)lines->n_lines + 1);
  p.is_spoilt = GK_NEW_ARRAY(lines->arena, uint8_t, lines->n_marks);
  p.given = GK_NEW_ARRAY(lines->arena, uint32_t, lines->n_marks);
  p.is_doubted = GK_NEW_ARRAY(lines->arena, uint8_t, lines->n_marks);
  if (p.is_doubted == NULL || lines->line_at == NULL || p.owner == NULL || p.given == NULL || p.is_spoilt == NULL)
    return GK_STATUS_NO_MEMORY;
  memset(p.owner, 0xFF, ((size_t)lines->n_lines + 1) * sizeof *p.owner);
  for (uint32_t i = 0, line = 0; line <= lines->n_lines; line++) {
    while (i < lines->n_pieces && lines->pieces[i].line < line)
      i++;
    lines->line_at[line] = i;
  }
  gk_lines_find_left(lines);
  claim_lines(&p);
  gk_status status = gk_lines_cut(lines);
  if (status != GK_OK)
    return status;
  claim_cells(&p);
  give_away_all(&p);
  status = settle_all(&p);
  return status == GK_OK ? withdraw_short(&p) : status;
}
