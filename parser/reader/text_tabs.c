#include "reader/text_tabs.h"

enum {
  JUDGE_LINES = 64,   /* what a table is must show in so many lines */
  FRAGMENT_BYTES = 45 /* of a short cell */
};

typedef enum family { FAMILY_NONE, FAMILY_DUMP, FAMILY_TABBED } family;

/* What a block of lines shows of tables. */
typedef struct evidence {
  size_t n_cell_lines;
  size_t n_row_lines;
  size_t most_filled; /* cells of a row line */
  size_t run;         /* cell lines without an empty line between */
  size_t longest_run;
  size_t n_runs;
  size_t n_long_runs; /* of two and more */
  size_t n_empty;     /* lines between that are empty, not merely blank */
  size_t n_bytes;     /* of the cell lines */
} evidence;

static void count_line(evidence *e, const gk_line *line) {
  if (line->kind == GK_LINE_CELL) {
    e->n_cell_lines++;
    e->n_bytes += line->text.n;
    e->run++;
    e->n_runs += e->run == 1;
    e->n_long_runs += e->run == 2;
    if (e->longest_run < e->run)
      e->longest_run = e->run;
  } else if (line->kind == GK_LINE_BLANK) {
    e->run = 0;
    e->n_empty += line->text.n == 0;
  } else if (line->kind == GK_LINE_ROW) {
    e->n_row_lines++;
    if (e->most_filled < line->n_filled)
      e->most_filled = line->n_filled;
  }
}

/* What is left of a table that a page end tore may be a single row; indented paragraphs are longer. */
static family decide_rest(const evidence *e) {
  if (e->n_row_lines > 0 && e->n_row_lines >= e->n_cell_lines)
    return e->most_filled >= 2 ? FAMILY_TABBED : FAMILY_NONE;
  return e->longest_run >= 2 && e->n_bytes <= FRAGMENT_BYTES * e->n_cell_lines ? FAMILY_DUMP : FAMILY_NONE;
}

static family decide(const evidence *e) {
  if (e->n_row_lines > 0 && e->n_row_lines >= e->n_cell_lines) {
    int is_list = e->n_row_lines + e->n_cell_lines >= 2 && e->most_filled >= 2;
    return is_list || e->most_filled >= 3 ? FAMILY_TABBED : FAMILY_NONE;
  }
  /* Paragraphs may be indented by a tab: two short ones in a row are no table yet. */
  return (e->longest_run >= 3 && e->n_runs >= 2) || e->n_long_runs >= 3 ? FAMILY_DUMP : FAMILY_NONE;
}

/* Looks at the block of lines at the cursor and moves the cursor behind it. */
static evidence judge(gk_line_cursor *at) {
  evidence e = {0};
  gk_line_kind before = GK_LINE_BLANK;
  for (size_t i = 0; i < JUDGE_LINES; i++) {
    gk_line_cursor here = *at;
    gk_line line = gk_line_next(at);
    /* Prose ends a block, unless it can be the second line of a cell. */
    int is_rest = before == GK_LINE_CELL && line.kind == GK_LINE_PROSE && line.text.n <= GK_TEXT_CONTINUATION_BYTES;
    if (line.kind == GK_LINE_END || (line.kind == GK_LINE_PROSE && !is_rest)) {
      *at = here;
      break;
    }
    count_line(&e, &line);
    if (!is_rest)
      before = line.kind;
  }
  return e;
}

int gk_text_read_tabs(gk_text_reading *r, const gk_line *first, size_t *not_before) {
  if (first->kind != GK_LINE_CELL && first->kind != GK_LINE_ROW)
    return 0;
  gk_line_cursor ahead = r->lines, second = r->lines;
  evidence e = judge(&ahead);
  family kind = decide(&e);
  gk_str text;
  if (kind == FAMILY_NONE && gk_text_may_go_on(r))
    kind = decide_rest(&e);
  switch (kind) {
  case FAMILY_TABBED:
    gk_text_read_tabbed(r);
    return 1;
  case FAMILY_DUMP:
    if (gk_text_starts_cell(first, &text)) {
      gk_text_read_dump(r, e.n_empty == 0);
      return 1;
    }
    (void)gk_line_next(&second);
    *not_before = second.at;
    return 0;
  case FAMILY_NONE:
    break;
  }
  *not_before = ahead.at;
  return 0;
}
