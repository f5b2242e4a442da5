/*
 * lines_label.c: all that is said in lines, as marks: labels, by lines_chain.c, and runs of text that is of none.
 */
#include "extract/lines.h"

#include <string.h>

#include "extract/chinese_number.h"
#include "extract/fold.h"
#include "extract/value.h"

enum { MAX_ODD = 6, ONE_IDEOGRAPH = 3 };

/* In a list, one short word among values that ends in a digit is a cell of theirs, though no number: "1或2". */
static int is_odd_value(const gk_lines *lines, uint32_t i) {
  gk_str text = lines->pieces[i].cell.text;
  uint32_t last = 0;
  size_t n = 0;
  for (size_t at = 0; at < text.n; n++) {
    last = gk_fold_cp(gk_utf8_next(text, &at));
    if (last == 0 || n == MAX_ODD)
      return 0;
  }
  return lines->is_ragged && last >= '0' && last <= '9' && i > 0 && i + 1 < lines->n_pieces &&
         lines->pieces[i - 1].kind == GK_PIECE_VALUE && lines->pieces[i + 1].kind == GK_PIECE_VALUE;
}

/* Whether the piece before is a Chinese number, of which this may be the rest: "五十" and below it "九". */
static int is_behind_numeral(const gk_lines *lines, uint32_t i) {
  if (i == 0 || lines->pieces[i - 1].kind != GK_PIECE_VALUE)
    return 0;
  gk_str before = lines->pieces[i - 1].cell.text;
  uint32_t last = 0;
  for (size_t at = 0; at < before.n;)
    last = gk_fold_cp(gk_utf8_next(before, &at));
  return gk_chinese_is_numeral(last);
}

/* Numerals that turned out to be no part of a label are values; where only order is known, a single one may be either.
 */
static void find_numerals(gk_lines *lines) {
  for (uint32_t i = 0; i < lines->n_pieces; i++) {
    gk_piece *piece = &lines->pieces[i];
    if (piece->kind == GK_PIECE_TEXT && piece->mark == GK_NO_MARK && piece->cell.n_labels == 0 &&
        (is_odd_value(lines, i) ||
         ((!lines->is_ragged || piece->cell.text.n > ONE_IDEOGRAPH || is_behind_numeral(lines, i)) &&
          gk_value_read(piece->cell.text, GK_CELL_SIGNED).state == GK_STATE_NUMBER)))
      piece->kind = GK_PIECE_VALUE;
  }
}

/* How far below each other lines of an unknown label stand: on a page, the values of a numbered row may be between. */
static uint32_t room_within(const gk_lines *lines, const gk_mark *run) {
  return !lines->is_ragged && gk_lines_is_enumerated(lines->pieces[run->first].cell.text) ? GK_LINES_APART : 1;
}

static int is_corner(const gk_piece *piece) {
  return piece->cell.n_labels != 0 && piece->cell.labels[0].kind == GK_LABEL_HEAD;
}

/* Runs of text that no label begins with: one mark, as far as nothing known stands between. On a page, what stands in a
   line with 信息内容 is over a column and does not go on with the clause above. */
static void mark_unknown(gk_lines *lines, uint32_t *above) {
  uint32_t header = UINT32_MAX;
  for (uint32_t i = 0; i < lines->n_pieces; i++) {
    gk_piece *piece = &lines->pieces[i];
    header = is_corner(piece) && !lines->is_ragged ? piece->line : header;
    uint32_t col = lines->is_ragged ? 0 : piece->cell.col, end = lines->is_ragged ? 1 : piece->cell.col_end;
    if (piece->kind == GK_PIECE_BLANK)
      continue;
    if (piece->kind == GK_PIECE_TEXT && piece->mark == GK_NO_MARK) {
      gk_mark *run = above[col] == GK_NO_MARK ? NULL : &lines->marks[above[col]];
      if (run == NULL || run->is_known || run->is_note || gk_lines_is_enumerated(piece->cell.text) ||
          (piece->line == header && run->last_line < header) ||
          piece->line > run->last_line + room_within(lines, run) ||
          (lines->is_one_a_line && !lines->is_parted && piece->line != run->last_line)) {
        run = &lines->marks[lines->n_marks++];
        *run = (gk_mark){.first = i, .first_line = piece->line, .group = GK_NO_MARK};
      }
      run->last = i;
      run->last_line = piece->line;
      piece->mark = (uint32_t)(run - lines->marks);
    }
    for (; col < end; col++)
      above[col] = piece->mark;
  }
}

/* How many bytes the texts of each mark come to. */
static uint32_t *measure(const gk_lines *lines) {
  uint32_t *n_bytes = GK_NEW_ARRAY(lines->arena, uint32_t, lines->n_marks);
  for (uint32_t i = 0; i < lines->n_pieces && n_bytes != NULL; i++)
    if (lines->pieces[i].mark != GK_NO_MARK)
      n_bytes[lines->pieces[i].mark] += (uint32_t)lines->pieces[i].cell.text.n;
  return n_bytes;
}

static gk_status begin_text(gk_lines *lines, gk_mark *mark, const gk_piece *piece, uint32_t n_bytes) {
  mark->cell = piece->cell;
  mark->first_line = piece->line;
  if (mark->first == mark->last)
    return GK_OK;
  char *text = gk_arena_alloc(lines->arena, n_bytes, 1);
  mark->cell.text = (gk_str){text, 0};
  return text == NULL ? GK_STATUS_NO_MEMORY : GK_OK;
}

static void add_text(gk_mark *mark, const gk_piece *piece) {
  gk_tcell *cell = &mark->cell;
  mark->last_line = piece->line;
  if (mark->first == mark->last)
    return;
  memcpy((char *)(uintptr_t)cell->text.p + cell->text.n, piece->cell.text.p, piece->cell.text.n);
  cell->text.n += piece->cell.text.n;
  cell->last_para = piece->cell.last_para > cell->last_para ? piece->cell.last_para : cell->last_para;
  cell->col = piece->cell.col < cell->col ? piece->cell.col : cell->col;
  cell->col_end = piece->cell.col_end > cell->col_end ? piece->cell.col_end : cell->col_end;
}

static gk_status join_texts(gk_lines *lines) {
  const uint32_t *n_bytes = measure(lines);
  if (n_bytes == NULL)
    return GK_STATUS_NO_MEMORY;
  for (uint32_t i = 0; i < lines->n_pieces; i++) {
    const gk_piece *piece = &lines->pieces[i];
    if (piece->mark == GK_NO_MARK)
      continue;
    gk_mark *mark = &lines->marks[piece->mark];
    if (i == mark->first && begin_text(lines, mark, piece, n_bytes[piece->mark]) != GK_OK)
      return GK_STATUS_NO_MEMORY;
    add_text(mark, piece);
  }
  return GK_OK;
}

/* Marks were closed in any order; from here on they stand by their first piece. */
static gk_status sort_marks(gk_lines *lines) {
  gk_mark *sorted = GK_NEW_ARRAY(lines->arena, gk_mark, lines->n_marks);
  uint32_t *place = GK_NEW_ARRAY(lines->arena, uint32_t, lines->n_marks);
  uint32_t n = 0;
  if (sorted == NULL || place == NULL)
    return GK_STATUS_NO_MEMORY;
  for (uint32_t i = 0; i < lines->n_pieces; i++) {
    uint32_t mark = lines->pieces[i].mark;
    if (mark != GK_NO_MARK && lines->marks[mark].first == i) {
      place[mark] = n;
      sorted[n++] = lines->marks[mark];
    }
  }
  for (uint32_t i = 0; i < lines->n_pieces; i++)
    if (lines->pieces[i].mark != GK_NO_MARK)
      lines->pieces[i].mark = place[lines->pieces[i].mark];
  lines->marks = sorted;
  return GK_OK;
}

static void name_mark(gk_mark *mark) {
  gk_label_key key = {.n = 0};
  gk_label_key_add(&key, mark->cell.text);
  mark->ordinal = key.ordinal;
  mark->cell.n_labels = 0;
  if (mark->is_known)
    gk_tcell_name(&mark->cell);
  if (mark->ordinal != 0 && mark->ordinal != 3 && gk_tcell_row(&mark->cell, GK_TABLE_REQUESTS) == GK_ROW_OTHER_REASON) {
    mark->is_known = 0; /* "2.其他" is torn off "2.其他法律行政法规禁止公开" */
    mark->cell.n_labels = 0;
  }
}

gk_status gk_lines_labels(gk_lines *lines) {
  uint32_t *above = GK_NEW_ARRAY(lines->arena, uint32_t, (size_t)lines->n_cols + 1);
  lines->marks = GK_NEW_ARRAY(lines->arena, gk_mark, lines->n_pieces);
  if (above == NULL || lines->marks == NULL)
    return GK_STATUS_NO_MEMORY;
  gk_status status = gk_lines_chain(lines);
  if (status != GK_OK)
    return status;
  memset(above, 0xFF, ((size_t)lines->n_cols + 1) * sizeof *above);
  for (uint32_t i = 0; i < lines->n_marks; i++) { /* their lines are needed before their texts */
    lines->marks[i].first_line = lines->pieces[lines->marks[i].first].line;
    lines->marks[i].last_line = lines->pieces[lines->marks[i].last].line;
  }
  find_numerals(lines);
  mark_unknown(lines, above);
  status = sort_marks(lines);
  if (status == GK_OK)
    status = join_texts(lines);
  for (uint32_t i = 0; i < lines->n_marks && status == GK_OK; i++)
    name_mark(&lines->marks[i]);
  return status;
}
