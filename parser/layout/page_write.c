#include "layout/page_line.h"
#include "text/trim.h"
#include "text/utf8.h"

enum {
  SLICE_GAP_BYTES = 4096, /* of blanks inside a slice */
  MANY_PARTED = 3         /* pairs of lines that are for each that is not: labels may be broken */
};

/* Text */

static int is_verbatim(const gk_word *w) {
  return w->text.p == w->source.p && w->text.n == w->source.n;
}

/* Whether `b` stands behind `a` with nothing but blanks between, so that one slice holds both. */
static int is_one_slice(const gk_word *a, const gk_word *b) {
  if (!is_verbatim(a) || !is_verbatim(b))
    return 0;
  uintptr_t end = (uintptr_t)(a->text.p + a->text.n), start = (uintptr_t)b->text.p;
  if (start < end || start - end > SLICE_GAP_BYTES)
    return 0;
  return gk_str_is_blank((gk_str){a->text.p + a->text.n, start - end});
}

static int is_latin(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Words of Latin letters and numbers that met would be others. */
static int needs_blank(gk_str a, gk_str b) {
  return is_latin(a.p[a.n - 1]) && is_latin(b.p[0]);
}

static void put_blank(gk_page *page, const gk_word *before) {
  gk_builder_text(page->builder, page->part, GK_LIT(" "), (gk_str){before->source.p, 0});
}

/* Words with a gap between them, or printed over each other: what did not fit into a cell goes on into the next. */
static int is_apart(const gk_word *a, const gk_word *b) {
  int64_t gap = (int64_t)b->x0 - a->x1, height = (int64_t)b->y1 - b->y0;
  return gap * 4 >= height * 3 || gap * 2 <= -height;
}

/* Adds words [first, first + n) to the open paragraph. */
static void put_words(gk_page *page, const gk_page_word *words, size_t n) {
  for (size_t a = 0, b; a < n; a = b) {
    gk_str slice = words[a].w.source;
    for (b = a + 1; b < n && is_one_slice(&words[b - 1].w, &words[b].w); b++)
      slice.n = (size_t)(words[b].w.text.p - slice.p) + words[b].w.text.n;
    gk_str text = b > a + 1 ? slice : words[a].w.text;
    gk_builder_text(page->builder, page->part, text, slice);
    if (b < n && (needs_blank(words[b - 1].w.text, words[b].w.text) || is_apart(&words[b - 1].w, &words[b].w)))
      put_blank(page, &words[b].w);
  }
}

/* Paragraphs */

/* Whether the line after `line` goes on with its paragraph: it was broken where lines were wrapped. */
static int is_broken(const gk_page *page, const gk_page_line *line, const gk_page_line *next) {
  if (line->look != GK_PAGE_PROSE || next->look != GK_PAGE_PROSE || next->n_blank > 0 || !gk_page_is_full(page, line))
    return 0;
  if (gk_page_heading_number(page, next) > 0)
    return 0;
  if (page->is_indented)
    return !gk_page_is_indented(page, next);
  return !gk_page_ends_sentence(page, line);
}

/* Writes the paragraph that starts with line `i`; returns the line behind it. */
static size_t put_para(gk_page *page, size_t i) {
  const gk_page_line *lines = gk_page_lines(page);
  gk_builder_open_para(page->builder, 0, 0);
  for (;; i++) {
    const gk_page_word *words = gk_page_words(page, &lines[i]);
    put_words(page, words, lines[i].n_words);
    size_t next = i + 1;
    while (next < page->lines.n && lines[next].look == GK_PAGE_NUMBER)
      next++;
    if (next == page->lines.n || !is_broken(page, &lines[i], &lines[next]))
      break;
    const gk_page_word *first = gk_page_words(page, &lines[next]);
    if (needs_blank(words[lines[i].n_words - 1].w.text, first->w.text))
      put_blank(page, &first->w);
    i = next - 1;
  }
  gk_builder_close_para(page->builder);
  return i + 1;
}

/* Tables */

typedef struct table {
  gk_page_columns columns; /* n 0 for a ragged one */
  gk_page_cell *cells;     /* room for a line's */
  size_t first;            /* lines */
  size_t end;
  int32_t left;  /* where the leftmost labels of rows start */
  int is_flush;  /* values that start there have lost the blanks before them */
  int is_parted; /* in text: a blank line parts each line from the next */
  size_t n_rows;
  size_t broken; /* the line, and 1, of the last number that was broken and whose rest was not seen yet */
} table;

static void put_blank_rows(gk_page *page, table *t, size_t n) {
  for (; n > 0 && t->n_rows < page->limits->table_rows; n--, t->n_rows++) {
    gk_builder_open_row(page->builder);
    gk_builder_close_row(page->builder);
  }
}

static uint32_t text_off(const gk_page *page, const gk_word *w) {
  return gk_builder_offset(page->builder, page->part, w->source.p);
}

/* Of several lines: each is a paragraph, so that numbers that were broken over them are told from those that were not.
 */
static void put_stacked(gk_page *page, const gk_page_word *words, size_t n) {
  for (size_t a = 0, b; a < n; a = b) {
    for (b = a + 1; b < n && words[b].w.y0 == words[b - 1].w.y0; b++)
      ;
    gk_builder_open_para(page->builder, 0, 0);
    put_words(page, words + a, b - a);
    gk_builder_close_para(page->builder);
  }
}

/* Pieces whose words follow each other are one text. */
static void put_pieces(gk_page *page, const gk_page_line *line, const gk_page_piece *pieces, size_t n) {
  const gk_page_word *words = gk_page_words(page, line);
  for (size_t a = 0, b; a < n; a = b) {
    uint32_t end = pieces[a].word_idx + pieces[a].n_words;
    for (b = a + 1; b < n && pieces[b].word_idx == end && !pieces[b].is_stacked; b++)
      end += pieces[b].n_words;
    if (pieces[a].is_stacked || b < n || a > 0)
      put_stacked(page, words + pieces[a].word_idx, end - pieces[a].word_idx);
    else
      put_words(page, words + pieces[a].word_idx, end - pieces[a].word_idx);
  }
}

static void put_cell(gk_page *page, const gk_page_line *line, const gk_page_cell *cell, uint32_t span) {
  const gk_page_piece *first = gk_page_pieces(page, line) + cell->first;
  const gk_page_word *words = gk_page_words(page, line) + first->word_idx;
  gk_builder_open_cell(page->builder, page->part, text_off(page, &words->w), span, GK_MERGE_NONE);
  put_pieces(page, line, first, cell->n);
  gk_builder_close_cell(page->builder);
}

static int is_alone(const gk_page *page, const gk_page_line *line) {
  return line->look == GK_PAGE_VALUES && gk_page_pieces(page, line)->is_value;
}

/* Whether a value of one line stands above one of the other. */
static int is_above(const gk_page *page, const gk_page_line *above, const gk_page_line *below) {
  const gk_page_piece *a = gk_page_pieces(page, above), *b = gk_page_pieces(page, below);
  for (uint32_t i = 0, k = 0; i < above->n_pieces && k < below->n_pieces;) {
    if (a[i].x0 < b[k].x1 && b[k].x0 < a[i].x1 && a[i].is_value && b[k].is_value)
      return 1;
    if (a[i].x1 <= b[k].x1)
      i++;
    else
      k++;
  }
  return 0;
}

/* Values without labels, close above each other: what did not fit into its cell went on below. */
static int is_stacked(const gk_page *page, const gk_page_line *above, const gk_page_line *below) {
  return above->page == below->page && below->n_blank == 0 && is_alone(page, above) && is_alone(page, below) &&
         is_above(page, above, below);
}

/* Whether the rest of a number that was broken in line `broken` may stand in a line: in its column if that is known. */
static int is_rest(const gk_page *page, const table *t, const gk_page_line *broken, const gk_page_line *line) {
  if (t->columns.n == 0 || (page->is_text && broken->page != line->page))
    return is_alone(page, line);
  return is_above(page, broken, line);
}

/* Whether a number that is broken in a line is in pieces that stand above one another: then whoever knows the labels
   puts it together, or sees that it can't be. Not over the end of a page. */
static int is_in_columns(const gk_page *page, const table *t) {
  return page->is_text && t->columns.n > 0;
}

/*
 * Whether the numbers of a line can't be told from pieces of numbers: something could not be decoded, or numbers were
 * broken over lines, here or in a line before.
 */
static int is_damaged(const gk_page *page, table *t, size_t i) {
  const gk_page_line *lines = gk_page_lines(page), *line = &lines[i];
  const gk_page_piece *pieces = gk_page_pieces(page, line);
  int is_bad = 0, is_broken = 0, is_last = t->broken > 0 && is_rest(page, t, &lines[t->broken - 1], line);
  int is_apart = is_in_columns(page, t) && (t->broken == 0 || lines[t->broken - 1].page == line->page);
  for (uint32_t k = 0; k < line->n_pieces; k++) {
    is_bad |= pieces[k].is_damaged;
    is_broken |= pieces[k].is_broken;
  }
  if (is_broken)
    t->broken = i + 1;
  else if (is_last)
    t->broken = 0;
  is_bad |= t->is_flush && is_alone(page, line) && pieces[0].x0 <= t->left + 1;
  if (is_apart)
    return is_bad;
  if (t->columns.n > 0) {
    is_bad |= i > t->first && is_stacked(page, line - 1, line);
    is_bad |= i + 1 < t->end && is_stacked(page, line, line + 1);
  }
  return is_bad || is_broken || is_last;
}

/*
 * A line whose numbers are not sure, as one cell over all the columns that it has something in, and over more than one:
 * what is left of a number looks like a number.
 */
static void put_damaged(gk_page *page, table *t, const gk_page_line *line) {
  uint32_t col = 0, span = 1;
  if (t->columns.n > 0) {
    size_t n = gk_page_place(page, &t->columns, line, t->cells);
    col = t->cells[0].col;
    span = t->cells[n - 1].col + t->cells[n - 1].span - col;
    if (span == 1 && t->columns.n > 1) {
      col -= col + 1 == t->columns.n;
      span = 2;
    }
  }
  gk_builder_skip_cols(page->builder, page->part, text_off(page, &gk_page_words(page, line)->w), col);
  put_cell(page, line, &(gk_page_cell){0, line->n_pieces, col, span}, span);
}

static void put_row(gk_page *page, table *t, size_t at) {
  const gk_page_line *line = &gk_page_lines(page)[at];
  if (t->n_rows >= page->limits->table_rows)
    return;
  int is_whole = is_damaged(page, t, at) || line->n_pieces > page->limits->table_columns;
  if (is_whole && line->n_pieces == 1 && t->columns.n == 0 && gk_page_pieces(page, line)->has_digit &&
      !gk_page_pieces(page, line)->is_broken)
    return; /* the rest of a number */
  t->n_rows++;
  gk_builder_open_row(page->builder);
  if (is_whole) {
    put_damaged(page, t, line);
  } else if (t->columns.n == 0) {
    for (uint32_t i = 0; i < line->n_pieces; i++)
      put_cell(page, line, &(gk_page_cell){i, 1, i, 1}, 1);
  } else {
    size_t n = gk_page_place(page, &t->columns, line, t->cells);
    uint32_t col = 0;
    for (size_t i = 0; i < n; i++) {
      const gk_page_cell *cell = &t->cells[i];
      const gk_page_word *first = gk_page_words(page, line) + gk_page_pieces(page, line)[cell->first].word_idx;
      gk_builder_skip_cols(page->builder, page->part, text_off(page, &first->w), cell->col - col);
      put_cell(page, line, cell, cell->span);
      col = cell->col + cell->span;
    }
  }
  gk_builder_close_row(page->builder);
}

/* Labels of rows stand left of values: where values alone begin where labels do, blanks at the starts of lines are
 * lost. */
static void find_left(const gk_page *page, table *t) {
  const gk_page_line *lines = gk_page_lines(page);
  t->left = INT32_MAX;
  for (size_t i = t->first; i < t->end && page->is_text && t->columns.n > 0; i++) {
    if (lines[i].look != GK_PAGE_VALUES || is_alone(page, &lines[i]))
      continue;
    t->is_flush = 1;
    if (gk_page_pieces(page, &lines[i])->x0 < t->left)
      t->left = gk_page_pieces(page, &lines[i])->x0;
  }
}

/* Lines of nothing before a line; where each is parted from the next, what is dropped goes with the one before it. */
static uint32_t blank_before(const table *t, const gk_page_line *line) {
  return line->n_blank - (t->is_parted && line->look == GK_PAGE_NUMBER && line->n_blank > 0);
}

static int is_parted(const gk_page *page, size_t first, size_t end) {
  const gk_page_line *lines = gk_page_lines(page);
  size_t n_close = 0, n_parted = 0;
  for (size_t i = first + 1; i < end && page->is_text; i++) {
    n_close += lines[i].n_blank == 0 && lines[i].page == lines[i - 1].page;
    n_parted += lines[i].n_blank > 0;
  }
  return n_parted > MANY_PARTED * n_close;
}

/* Room for the cells of any line; NULL without memory. */
static gk_page_cell *new_cells(gk_page *page, size_t first, size_t end) {
  const gk_page_line *lines = gk_page_lines(page);
  size_t most = 1;
  for (size_t i = first; i < end; i++)
    if (most < lines[i].n_pieces)
      most = lines[i].n_pieces;
  gk_page_cell *cells = GK_NEW_ARRAY(page->scratch, gk_page_cell, most);
  page->failed |= cells == NULL;
  return cells;
}

/* Lines [first, end) as one table. `broken` is handed from one to the next of a region. */
static size_t put_table(gk_page *page, size_t first, size_t end, uint32_t n_blank_after, size_t broken) {
  const gk_page_line *lines = gk_page_lines(page);
  table t = {.broken = broken, .cells = new_cells(page, first, end)};
  int has_columns = t.cells != NULL && gk_page_find_columns(page, (uint32_t)first, (uint32_t)end, &t.columns);
  if (page->failed)
    return 0;
  if (has_columns) {
    if (page->is_text)
      gk_page_part(page, first, end, &t.columns);
    else
      gk_page_stack(page, first, end, &t.columns, t.cells);
    t.cells = new_cells(page, first, end);
  }
  if (page->failed)
    return 0;
  if (!has_columns)
    t.columns.n = 0;
  while (first < end && lines[first].look == GK_PAGE_NUMBER)
    first++;
  if (first == end)
    return broken;
  t.first = first;
  t.end = end;
  find_left(page, &t);
  t.is_parted = is_parted(page, first, end);
  int kind = !has_columns ? GK_TABLE_RAGGED : page->is_text ? 0 : GK_TABLE_PLACED;
  gk_builder_open_table(page->builder, (uint8_t)(GK_TABLE_LINES | kind));
  for (size_t i = first; i < end; i++) {
    put_blank_rows(page, &t, i > first ? blank_before(&t, &lines[i]) : 0);
    if (lines[i].look != GK_PAGE_NUMBER)
      put_row(page, &t, i);
  }
  put_blank_rows(page, &t, n_blank_after);
  gk_builder_close_table(page->builder);
  return t.broken;
}

/* In text every page has its own columns, if any. What is longer than a table may be goes on in another. */
static void put_region(gk_page *page, const gk_page_region *region) {
  const gk_page_line *lines = gk_page_lines(page);
  size_t end = (size_t)region->line_idx + region->n_lines;
  size_t broken = 0;
  int is_torn = page->is_text && gk_page_is_aligned(page, region->line_idx, (uint32_t)end);
  for (size_t a = region->line_idx, b; a < end; a = b) {
    size_t n_rows = 1;
    for (b = a + 1; b < end && (!is_torn || lines[b].page == lines[a].page); b++) {
      n_rows += (size_t)lines[b].n_blank + 1;
      if (n_rows > page->limits->table_rows)
        break;
    }
    broken = put_table(page, a, b, b == end ? region->n_blank_after : 0, broken);
  }
}

gk_status gk_page_finish(gk_page *page) {
  gk_page_find_tables(page);
  const gk_page_line *lines = gk_page_lines(page);
  const gk_page_region *region = page->regions.items, *last = region == NULL ? NULL : region + page->regions.n;
  for (size_t i = 0; i < page->lines.n && !page->failed && gk_builder_status(page->builder) == GK_OK;) {
    if (region != last && i == region->line_idx) {
      put_region(page, region);
      i += region->n_lines;
      region++;
    } else if (lines[i].look == GK_PAGE_NUMBER) {
      i++;
    } else {
      i = put_para(page, i);
    }
  }
  return page->failed ? GK_STATUS_NO_MEMORY : GK_OK;
}
