#include "layout/page_line.h"
#include "layout/page_word.h"
#include "text/utf8.h"
#include "base/width.h"

#include <string.h>

enum {
  ROW_WORDS = 4,           /* so many words in a row are a table's, if most of them are values */
  WORD_WIDTH = 8,          /* a shorter line is no sentence */
  SHORT_WORD = 6,          /* words no wider than this, */
  SHORT_WORDS = 8,         /* and so many of them in a line, are over columns */
  PARAGRAPH_WIDTH = 100,   /* where lines are not wrapped, a longer one is running text */
  MIN_WRAP_WIDTH = 24,     /* or less */
  MAX_WRAP_WIDTH = 160,    /* nobody wraps at more */
  MAX_VALUES = UINT16_MAX, /* of a line, as far as counted */
};

uint32_t gk_page_display_width(gk_str text) {
  uint32_t width = 0;
  for (size_t i = 0; i < text.n && width < UINT32_MAX / 2;) {
    uint32_t c;
    i += gk_utf8_decode(text.p + i, &c);
    width += gk_char_columns(c, GK_AMBIGUOUS_NARROW);
  }
  return width;
}

/* Pieces */

static int is_damaged(gk_str s) {
  for (size_t i = 0; i + 3 <= s.n; i++)
    if (memcmp(s.p + i, "\xEF\xBF\xBD", 3) == 0)
      return 1;
  return 0;
}

typedef enum gap { GAP_TIGHT, GAP_NARROW, GAP_WIDE } gap;

/* A word as its neighbours see it. */
typedef struct looked {
  gk_page_word_kind kind;
  gap before;
  int is_value;  /* stands as one: nothing of a sentence goes on behind it */
  int is_joined; /* to the word before it */
  int is_unit;   /* of a number before it */
} looked;

/* The gap between two words of a line: none to speak of, less than a character, more. */
static gap gap_between(const gk_word *a, const gk_word *b) {
  int64_t space = (int64_t)b->x0 - a->x1, height = (int64_t)b->y1 - b->y0;
  return space * 4 < height ? GAP_TIGHT : space * 4 < height * 3 ? GAP_NARROW : GAP_WIDE;
}

static size_t n_chars_of(gk_str s) {
  size_t n = 0;
  for (size_t i = 0; i < s.n; i++)
    n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
  return n;
}

/* In a text, single blanks part the values of a row: from which word on all are short, and most are values. What is
   none of them there stands for one: "4 not-any 0 0". A single character is more likely a measure or a unit. Returns
   the line's number of words if there is no such row. */
static uint32_t find_row(const gk_page *page, const gk_page_line *line) {
  const gk_page_word *words = gk_page_words(page, line);
  uint32_t first = 0, n_values = 0, n = line->n_words;
  while (first < n && gk_page_kind_of(words[first].w.text) == GK_PAGE_WORD_TEXT)
    first++;
  for (uint32_t i = first; i < n; i++) {
    gk_str s = words[i].w.text;
    size_t n_chars = n_chars_of(s);
    if (i > 0 && gap_between(&words[i - 1].w, &words[i].w) != GAP_NARROW)
      return n;
    if (gk_page_kind_of(s) != GK_PAGE_WORD_TEXT)
      n_values++;
    else if (n_chars < 2 || n_chars > GK_PAGE_ODD_CHARS || gk_page_is_unit(s))
      return n;
  }
  return page->is_text && n - first >= ROW_WORDS && n_values * 2 > n - first ? first : n;
}

static looked look_at_word(const gk_page_word *words, uint32_t i, uint32_t n) {
  looked l = {gk_page_kind_of(words[i].w.text), i == 0 ? GAP_WIDE : gap_between(&words[i - 1].w, &words[i].w), 0, 0, 0};
  if (l.kind == GK_PAGE_WORD_TEXT)
    return l;
  l.is_value = 1;
  if (l.before == GAP_TIGHT) /* of text, or of a number that was torn: neither can be told */
    l.is_value = 0;
  if (i + 1 < n) {
    gap after = gap_between(&words[i].w, &words[i + 1].w);
    gk_str next = words[i + 1].w.text;
    if (after == GAP_TIGHT || (after == GAP_NARROW && gk_page_kind_of(next) == GK_PAGE_WORD_TEXT))
      l.is_value &= (l.kind == GK_PAGE_WORD_NUMBER && gk_page_is_unit(next)) || gk_page_is_begun_number(next);
  }
  return l;
}

/* Whether a word goes on with the one before it. */
static int joins(const looked *before, const looked *word, gk_str text) {
  if (word->before != GAP_NARROW)
    return word->before == GAP_TIGHT;
  if (before->is_value && before->kind == GK_PAGE_WORD_NUMBER && gk_page_is_unit(text))
    return 1;
  if (before->is_joined && !before->is_unit && before->kind == GK_PAGE_WORD_TEXT &&
      word->kind != GK_PAGE_WORD_TEXT) /* "1 or 2" */
    return 1;
  return (before->kind == GK_PAGE_WORD_NUMBER && !before->is_value) ||
         (word->kind == GK_PAGE_WORD_NUMBER && !word->is_value);
}

static gk_page_piece start_piece(const gk_page_word *words, uint32_t idx, const looked *l) {
  const gk_word *w = &words[idx].w;
  return (gk_page_piece){.word_idx = idx,
                         .n_words = 1,
                         .x0 = w->x0,
                         .x1 = w->x1,
                         .bare_x1 = w->x1,
                         .is_value = (uint8_t)l->is_value,
                         .has_digit = l->kind == GK_PAGE_WORD_NUMBER,
                         .is_damaged = (uint8_t)is_damaged(w->text),
                         .is_broken = (uint8_t)gk_page_is_broken_number(w->text),
                         .is_wide = l->before == GAP_WIDE};
}

static void find_pieces(gk_page *page, gk_page_line *line) {
  const gk_page_word *words = gk_page_words(page, line);
  looked before = {0};
  uint32_t row = find_row(page, line);
  line->piece_idx = (uint32_t)page->pieces.n;
  for (uint32_t i = 0; i < line->n_words; i++) {
    looked l = look_at_word(words, i, line->n_words);
    l.is_value |= i >= row;
    if (i > 0 && i < row && joins(&before, &l, words[i].w.text)) {
      l.is_joined = 1;
      l.is_unit = before.is_value && gk_page_is_unit(words[i].w.text);
      gk_page_piece *last = (gk_page_piece *)page->pieces.items + page->pieces.n - 1;
      last->n_words++;
      if (last->x1 < words[i].w.x1)
        last->x1 = words[i].w.x1;
      if (!l.is_unit)
        last->bare_x1 = last->x1;
      last->is_value &= before.is_value && gk_page_is_unit(words[i].w.text);
      last->is_damaged |= (uint8_t)is_damaged(words[i].w.text);
    } else {
      gk_page_piece *piece = gk_page_push(page, &page->pieces, sizeof *piece);
      if (piece == NULL)
        return;
      *piece = start_piece(words, i, &l);
    }
    before = l;
  }
  line->n_pieces = (uint32_t)(page->pieces.n - line->piece_idx);
}

/* Lines */

static gk_str last_text(const gk_page *page, const gk_page_line *line) {
  return gk_page_words(page, line)[line->n_words - 1].w.text;
}

static int ends_with(gk_str s, const char *end, size_t n) {
  return s.n >= n && memcmp(s.p + s.n - n, end, n) == 0;
}

/* Full stop, semicolon, exclamation and question mark. */
int gk_page_ends_sentence(const gk_page *page, const gk_page_line *line) {
  static const char ends[][4] = {"\xE3\x80\x82", "\xEF\xBC\x9B", "\xEF\xBC\x81", "\xEF\xBC\x9F"};
  gk_str s = last_text(page, line);
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
    if (ends_with(s, ends[i], 3))
      return 1;
  return 0;
}

static int has(const gk_page *page, const gk_page_line *line, const char mark[4]) {
  const gk_page_word *words = gk_page_words(page, line);
  for (uint32_t k = 0; k < line->n_words; k++)
    for (size_t i = 0; i + 3 <= words[k].w.text.n; i++)
      if (memcmp(words[k].w.text.p + i, mark, 3) == 0)
        return 1;
  return 0;
}

/* A word with a full stop behind it may be a cell's. */
static int has_full_stop(const gk_page *page, const gk_page_line *line) {
  return line->width > WORD_WIDTH && has(page, line, "\xE3\x80\x82");
}

/* Headings and titles have no comma, sentences do. */
static int is_of_sentence(const gk_page *page, const gk_page_line *line) {
  return has(page, line, "\xEF\xBC\x8C") || has_full_stop(page, line);
}

int gk_page_is_one_run(const gk_page *page, const gk_page_line *line) {
  const gk_page_piece *pieces = gk_page_pieces(page, line);
  for (uint32_t i = 1; i < line->n_pieces; i++)
    if (pieces[i].is_wide)
      return 0;
  return 1;
}

/* Values alone, several at the end of a line, or one that stands apart. */
static int is_values_line(const gk_page *page, const gk_page_line *line) {
  const gk_page_piece *pieces = gk_page_pieces(page, line);
  uint32_t n_last = 0, n = line->n_pieces;
  while (n_last < n && pieces[n - 1 - n_last].is_value)
    n_last++;
  return line->n_values > 0 && (n_last >= 2 || (n_last == 1 && pieces[n - 1].is_wide));
}

static void count_values(const gk_page *page, gk_page_line *line) {
  const gk_page_piece *pieces = gk_page_pieces(page, line);
  for (uint32_t i = 0; i < line->n_pieces; i++)
    if (pieces[i].is_value && pieces[i].has_digit && line->n_values < MAX_VALUES)
      line->n_values++;
}

/* The width at which lines were wrapped: that of the longest, if more sentences than one go on there. */
static uint32_t find_full_width(const gk_page *page) {
  const gk_page_line *lines = gk_page_lines(page);
  uint32_t most = 0;
  size_t n_full = 0;
  for (size_t i = 0; i < page->lines.n; i++)
    if (most < lines[i].right && gk_page_is_one_run(page, &lines[i]))
      most = lines[i].right;
  if (most < MIN_WRAP_WIDTH || most > MAX_WRAP_WIDTH)
    return 0;
  for (size_t i = 0; i < page->lines.n; i++)
    n_full += lines[i].right >= most - most / 8 && lines[i].width >= most / 2 && gk_page_is_one_run(page, &lines[i]) &&
              !gk_page_ends_sentence(page, &lines[i]) && is_of_sentence(page, &lines[i]);
  return n_full >= 2 ? most : 0;
}

int gk_page_is_full(const gk_page *page, const gk_page_line *line) {
  return page->full_width > 0 && line->right >= page->full_width - page->full_width / 6 &&
         line->width >= page->full_width / 2 && gk_page_is_one_run(page, line);
}

int gk_page_is_of_short_words(const gk_page *page, const gk_page_line *line) {
  const gk_page_piece *pieces = gk_page_pieces(page, line);
  for (uint32_t i = 0; i < line->n_pieces; i++)
    if (pieces[i].x1 - pieces[i].x0 > SHORT_WORD)
      return 0;
  return page->is_text && line->n_pieces >= SHORT_WORDS;
}

static gk_page_look look_at_line(const gk_page *page, const gk_page_line *line, const gk_page_line *before) {
  if (is_values_line(page, line))
    return GK_PAGE_VALUES;
  if (!gk_page_is_one_run(page, line) || gk_page_is_of_short_words(page, line))
    return GK_PAGE_LABEL;
  if (has_full_stop(page, line) || gk_page_is_full(page, line))
    return GK_PAGE_PROSE;
  if (page->full_width == 0 && line->width > PARAGRAPH_WIDTH)
    return GK_PAGE_PROSE;
  int goes_on = before != NULL && before->look == GK_PAGE_PROSE && line->n_blank == 0 &&
                gk_page_is_full(page, before) && !gk_page_ends_sentence(page, before);
  return goes_on ? GK_PAGE_PROSE : GK_PAGE_LABEL;
}

/* Paragraphs */

int gk_page_is_indented(const gk_page *page, const gk_page_line *line) {
  const gk_word *first = &gk_page_words(page, line)->w;
  return ((int64_t)first->x0 - page->left) * 4 >= ((int64_t)first->y1 - first->y0) * 3;
}

/* Whether paragraphs start further right than lines that go on with them. */
static void find_indents(gk_page *page) {
  const gk_page_line *lines = gk_page_lines(page);
  size_t n_indented = 0, n_not = 0;
  page->left = INT32_MAX;
  for (size_t i = 0; i < page->lines.n; i++)
    if (lines[i].look == GK_PAGE_PROSE && gk_page_words(page, &lines[i])->w.x0 < page->left)
      page->left = gk_page_words(page, &lines[i])->w.x0;
  for (size_t i = 1; i < page->lines.n; i++) {
    const gk_page_line *before = &lines[i - 1];
    if (lines[i].look != GK_PAGE_PROSE || before->look != GK_PAGE_PROSE || lines[i].n_blank > 0)
      continue;
    if (gk_page_is_full(page, before) && !gk_page_ends_sentence(page, before))
      n_not += gk_page_is_indented(page, &lines[i]) ? 0 : 1;
    else
      n_indented += gk_page_is_indented(page, &lines[i]) ? 1 : 0;
  }
  page->is_indented = n_indented > 0 && n_not > 0;
}

void gk_page_drop(gk_page_line *line) {
  line->look = GK_PAGE_NUMBER;
  line->n_pieces = 0;
}

void gk_page_look_at_lines(gk_page *page) {
  gk_page_line *lines = gk_page_lines(page), *before = NULL;
  for (size_t i = 0; i < page->lines.n && !page->failed; i++) {
    find_pieces(page, &lines[i]);
    count_values(page, &lines[i]);
  }
  if (page->failed)
    return;
  page->full_width = find_full_width(page);
  for (size_t i = 0; i < page->lines.n; i++) {
    lines[i].look = (uint8_t)look_at_line(page, &lines[i], before);
    before = &lines[i];
  }
  gk_page_find_numbers(page);
  gk_page_find_heads(page);
  find_indents(page);
}
