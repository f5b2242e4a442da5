#include "layout/page_line.h"
#include "text/utf8.h"
#include "base/width.h"

#include <string.h>

enum {
  VALUE_BYTES = 40,        /* no number is longer */
  ODD_CHARS = 6,           /* nor anything that stands for one */
  ROW_WORDS = 4,           /* so many words in a row are a table's, if most of them are values */
  WORD_WIDTH = 8,          /* a shorter line is no sentence */
  SHORT_WORD = 6,          /* words no wider than this, */
  SHORT_WORDS = 8,         /* and so many of them in a line, are over columns */
  PARAGRAPH_WIDTH = 100,   /* where lines are not wrapped, a longer one is running text */
  MIN_WRAP_WIDTH = 24,     /* or less */
  MAX_WRAP_WIDTH = 160,    /* nobody wraps at more */
  MARK_BYTES = 36,         /* of a page number with what stands around it */
  MAX_VALUES = UINT16_MAX, /* of a line, as far as counted */
};

/* Characters */

static int is_digit(uint32_t c) {
  return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

uint32_t gk_page_display_width(gk_str text) {
  uint32_t width = 0;
  for (size_t i = 0; i < text.n && width < UINT32_MAX / 2;) {
    uint32_t c;
    i += gk_utf8_decode(text.p + i, &c);
    width += gk_char_columns(c, GK_AMBIGUOUS_NARROW);
  }
  return width;
}

static int is_stroke(uint32_t c) {
  return c == '-' || c == '/' || c == '\\' || (c >= 0x2010 && c <= 0x2015) || c == 0x2044 || c == 0x2212 ||
         c == 0x2215 || c == 0x2500 || c == 0x2501 || c == 0xFE58 || c == 0xFE63 || c == 0xFF0D || c == 0xFF0F;
}

static int is_sign(uint32_t c) {
  return c == '+' || c == '-' || c == 0xFF0B || c == 0xFF0D || c == 0x2212;
}

/* Points, and spaces that only group digits. */
static int is_point(uint32_t c) {
  return c == '.' || c == ',' || c == 0xFF0E || c == 0xFF0C || c == 0x2009 || c == 0x202F;
}

/* Words */

typedef enum word_kind { WORD_TEXT, WORD_STROKE, WORD_NUMBER } word_kind; /* WORD_STROKE: stands for a number */

static int is_one_of(gk_str s, const gk_str *words, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (s.n == words[i].n && memcmp(s.p, words[i].p, s.n) == 0)
      return 1;
  return 0;
}

/* The rest of a text behind the first of the words that it begins with; the text itself if with none. */
static gk_str behind(gk_str s, const gk_str *words, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (s.n >= words[i].n && memcmp(s.p, words[i].p, words[i].n) == 0)
      return (gk_str){s.p + words[i].n, s.n - words[i].n};
  return s;
}

/* What was counted or paid, perhaps in brackets. */
static int is_unit(gk_str s) {
  static const gk_str units[] = {{"元", 3},   {"万元", 6}, {"亿元", 6}, {"萬元", 6}, {"億元", 6}, {"件次", 6},
                                 {"人次", 6}, {"件", 3},   {"项", 3},   {"項", 3},   {"个", 3},   {"個", 3},
                                 {"条", 3},   {"條", 3},   {"次", 3},   {"宗", 3},   {"起", 3},   {"部", 3},
                                 {"份", 3},   {"例", 3},   {"篇", 3}};
  static const gk_str open[] = {{"(", 1}, {"（", 3}}, close[] = {{")", 1}, {"）", 3}};
  gk_str inner = behind(s, open, 2);
  for (size_t i = 0; i < 2 && inner.n < s.n; i++)
    if (inner.n > close[i].n && memcmp(inner.p + inner.n - close[i].n, close[i].p, close[i].n) == 0)
      return is_one_of((gk_str){inner.p, inner.n - close[i].n}, units, sizeof units / sizeof *units);
  return is_one_of(s, units, sizeof units / sizeof *units);
}

static const gk_str leads[] = {{"共计", 6}, {"共計", 6}, {"共", 3}};

/* A number as cells have it: "in all", a sign, digits with points between, a unit. "1." is a list's, "2020-01" a
   date's. */
static int is_number(gk_str s) {
  s = behind(s, leads, sizeof leads / sizeof *leads);
  size_t n_digits = 0;
  int ends_in_digit = 0;
  for (size_t i = 0, n; i < s.n; i += n) {
    uint32_t c;
    n = gk_utf8_decode(s.p + i, &c);
    if (is_digit(c)) {
      n_digits++;
    } else if (!(is_sign(c) && i == 0) && !(is_point(c) && ends_in_digit)) {
      return ends_in_digit && ((c == '%' && i + n == s.n) || is_unit((gk_str){s.p + i, s.n - i}));
    }
    ends_in_digit = is_digit(c);
  }
  return n_digits > 0 && ends_in_digit;
}

/* Strokes and words for none, perhaps with a full stop. */
static int is_none(gk_str s) {
  static const gk_str words[] = {{"无", 3},        {"無", 3},        {"没有", 6},   {"沒有", 6},   {"暂无", 6},
                                 {"暫無", 6},      {"不适用", 9},    {"不適用", 9}, {"不涉及", 9}, {"未涉及", 9},
                                 {"不存在", 9},    {"未发生", 9},    {"未發生", 9}, {"无此项", 9}, {"無此項", 9},
                                 {"无此情况", 12}, {"無此情況", 12}, {"N/A", 3},    {"n/a", 3},    {"NA", 2}};
  static const gk_str stop = {"。", 3};
  gk_str word = s.n > stop.n && memcmp(s.p + s.n - stop.n, stop.p, stop.n) == 0 ? (gk_str){s.p, s.n - stop.n} : s;
  if (is_one_of(word, words, sizeof words / sizeof *words))
    return 1;
  for (size_t i = 0; i < s.n;) {
    uint32_t c;
    i += gk_utf8_decode(s.p + i, &c);
    if (!is_stroke(c))
      return 0;
  }
  return 1;
}

/* What is no number but stands for one, such as "+5 or so", "1 or 2": short, with a digit at its end. */
static int is_odd_number(gk_str s) {
  uint32_t c = 0;
  size_t n_chars = 0;
  for (size_t i = 0; i < s.n; n_chars++)
    i += gk_utf8_decode(s.p + i, &c);
  return n_chars <= ODD_CHARS && is_digit(c);
}

/* A number that was broken where its cell ended: grouped digits of which some are missing, such as "14,". */
static int is_broken_number(gk_str s) {
  size_t n_since = 0, n_commas = 0, is_decimal = 0;
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] >= '0' && s.p[i] <= '9') {
      n_since++;
    } else if (s.p[i] == ',' && !is_decimal && (n_commas == 0 ? n_since > 0 : n_since == 3)) {
      n_commas++;
      n_since = 0;
    } else if (s.p[i] == '.' && (n_commas == 0 || n_since == 3)) {
      is_decimal = 1;
      n_since = 3;
    } else {
      return 0;
    }
  }
  return n_commas > 0 && !is_decimal && n_since < 3;
}

static word_kind kind_of(gk_str s) {
  if (s.n > VALUE_BYTES)
    return WORD_TEXT;
  if (is_number(s))
    return WORD_NUMBER;
  if (is_broken_number(s))
    return WORD_STROKE;
  return is_none(s) || is_odd_number(s) ? WORD_STROKE : WORD_TEXT;
}

/* The first line of a number that goes on in the next: "in all", a bracket that opens, a comma behind digits. */
static int is_begun_number(gk_str s) {
  static const gk_str ends[] = {{"(", 1}, {"（", 3}, {",", 1}, {"，", 3}};
  if (is_one_of(s, leads, sizeof leads / sizeof *leads))
    return 1;
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
    if (s.n > ends[i].n && memcmp(s.p + s.n - ends[i].n, ends[i].p, ends[i].n) == 0)
      return is_number((gk_str){s.p, s.n - ends[i].n});
  return 0;
}

static int is_damaged(gk_str s) {
  for (size_t i = 0; i + 3 <= s.n; i++)
    if (memcmp(s.p + i, "\xEF\xBF\xBD", 3) == 0)
      return 1;
  return 0;
}

/* Pieces */

typedef enum gap { GAP_TIGHT, GAP_NARROW, GAP_WIDE } gap;

/* A word as its neighbours see it. */
typedef struct looked {
  word_kind kind;
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
  while (first < n && kind_of(words[first].w.text) == WORD_TEXT)
    first++;
  for (uint32_t i = first; i < n; i++) {
    gk_str s = words[i].w.text;
    size_t n_chars = n_chars_of(s);
    if (i > 0 && gap_between(&words[i - 1].w, &words[i].w) != GAP_NARROW)
      return n;
    if (kind_of(s) != WORD_TEXT)
      n_values++;
    else if (n_chars < 2 || n_chars > ODD_CHARS || is_unit(s))
      return n;
  }
  return page->is_text && n - first >= ROW_WORDS && n_values * 2 > n - first ? first : n;
}

static looked look_at_word(const gk_page_word *words, uint32_t i, uint32_t n) {
  looked l = {kind_of(words[i].w.text), i == 0 ? GAP_WIDE : gap_between(&words[i - 1].w, &words[i].w), 0, 0, 0};
  if (l.kind == WORD_TEXT)
    return l;
  l.is_value = 1;
  if (l.before == GAP_TIGHT) /* of text, or of a number that was torn: neither can be told */
    l.is_value = 0;
  if (i + 1 < n) {
    gap after = gap_between(&words[i].w, &words[i + 1].w);
    gk_str next = words[i + 1].w.text;
    if (after == GAP_TIGHT || (after == GAP_NARROW && kind_of(next) == WORD_TEXT))
      l.is_value &= (l.kind == WORD_NUMBER && is_unit(next)) || is_begun_number(next);
  }
  return l;
}

/* Whether a word goes on with the one before it. */
static int joins(const looked *before, const looked *word, gk_str text) {
  if (word->before != GAP_NARROW)
    return word->before == GAP_TIGHT;
  if (before->is_value && before->kind == WORD_NUMBER && is_unit(text))
    return 1;
  if (before->is_joined && !before->is_unit && before->kind == WORD_TEXT && word->kind != WORD_TEXT) /* "1 or 2" */
    return 1;
  return (before->kind == WORD_NUMBER && !before->is_value) || (word->kind == WORD_NUMBER && !word->is_value);
}

static gk_page_piece start_piece(const gk_page_word *words, uint32_t idx, const looked *l) {
  const gk_word *w = &words[idx].w;
  return (gk_page_piece){.word_idx = idx,
                         .n_words = 1,
                         .x0 = w->x0,
                         .x1 = w->x1,
                         .bare_x1 = w->x1,
                         .is_value = (uint8_t)l->is_value,
                         .has_digit = l->kind == WORD_NUMBER,
                         .is_damaged = (uint8_t)is_damaged(w->text),
                         .is_broken = (uint8_t)is_broken_number(w->text),
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
      l.is_unit = before.is_value && is_unit(words[i].w.text);
      gk_page_piece *last = (gk_page_piece *)page->pieces.items + page->pieces.n - 1;
      last->n_words++;
      if (last->x1 < words[i].w.x1)
        last->x1 = words[i].w.x1;
      if (!l.is_unit)
        last->bare_x1 = last->x1;
      last->is_value &= before.is_value && is_unit(words[i].w.text);
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

/* Whether all of a line's words could be one phrase: no gap a column could be in. */
static int is_one_run(const gk_page *page, const gk_page_line *line) {
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
    if (most < lines[i].right && is_one_run(page, &lines[i]))
      most = lines[i].right;
  if (most < MIN_WRAP_WIDTH || most > MAX_WRAP_WIDTH)
    return 0;
  for (size_t i = 0; i < page->lines.n; i++)
    n_full += lines[i].right >= most - most / 8 && lines[i].width >= most / 2 && is_one_run(page, &lines[i]) &&
              !gk_page_ends_sentence(page, &lines[i]) && is_of_sentence(page, &lines[i]);
  return n_full >= 2 ? most : 0;
}

int gk_page_is_full(const gk_page *page, const gk_page_line *line) {
  return page->full_width > 0 && line->right >= page->full_width - page->full_width / 6 &&
         line->width >= page->full_width / 2 && is_one_run(page, line);
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
  if (!is_one_run(page, line) || gk_page_is_of_short_words(page, line))
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

/* Page numbers */

/* A line that is a number, with what may stand close around a page's. */
typedef struct mark {
  int64_t number;  /* -1 for none */
  int is_enclosed; /* in dashes, or as the N-th page: nothing else looks so */
} mark;

static mark read_mark(const gk_page *page, const gk_page_line *line) {
  static const char ordinal[] = "\xE7\xAC\xAC", leaf[] = "\xE9\xA1\xB5"; /* the signs before and behind: No., page */
  mark m = {-1, 0};
  size_t n_before = 0, n_behind = 0, n_bytes = 0;
  const gk_page_word *words = gk_page_words(page, line);
  if (!is_one_run(page, line)) /* a row of strokes and a number */
    return m;
  for (uint32_t k = 0; k < line->n_words; k++) {
    gk_str s = words[k].w.text;
    n_bytes += s.n;
    if (n_bytes > MARK_BYTES)
      return (mark){-1, 0};
    for (size_t i = 0, n; i < s.n; i += n) {
      uint32_t c;
      n = gk_utf8_decode(s.p + i, &c);
      int is_sign_of_page =
          is_stroke(c) || (n == 3 && (memcmp(s.p + i, ordinal, 3) == 0 || memcmp(s.p + i, leaf, 3) == 0));
      if (c >= '0' && c <= '9' && n_behind == 0 && m.number < 100000)
        m.number = (m.number < 0 ? 0 : m.number * 10) + (c - '0');
      else if (is_sign_of_page && m.number < 0)
        n_before++;
      else if (is_sign_of_page)
        n_behind++;
      else
        return (mark){-1, 0};
    }
  }
  m.is_enclosed = n_before > 0 && n_behind > 0;
  return m.is_enclosed || n_before + n_behind == 0 ? m : (mark){-1, 0};
}

/* The strokes around a page number that is not among the words: a pair alone at the foot of a page. */
static int is_empty_mark(const gk_page *page, const gk_page_line *line) {
  const gk_page_word *words = gk_page_words(page, line);
  return !page->is_text && line->n_words == 2 && is_none(words[0].w.text) && is_none(words[1].w.text) &&
         words[0].w.text.n == words[1].w.text.n;
}

void gk_page_drop(gk_page_line *line) {
  line->look = GK_PAGE_NUMBER;
  line->n_pieces = 0;
}

/* The page that a page's last line counts, less its own; a number that no other page's agrees with is none. */
static void find_page_numbers(gk_page *page) {
  gk_page_line *lines = gk_page_lines(page), *bare = NULL;
  int64_t bare_offset = 0;
  for (size_t i = 0; i < page->lines.n; i++) {
    mark m = read_mark(page, &lines[i]);
    int is_last = i + 1 == page->lines.n || lines[i + 1].page != lines[i].page;
    if (is_last && is_empty_mark(page, &lines[i]))
      gk_page_drop(&lines[i]);
    if (m.number < 0)
      continue;
    int64_t offset = m.number - (int64_t)lines[i].page;
    if (m.is_enclosed) {
      gk_page_drop(&lines[i]);
    } else if (is_last && page->n_pages > 1) {
      if (bare != NULL && bare_offset == offset && bare->page + 1 == lines[i].page) {
        gk_page_drop(bare);
        gk_page_drop(&lines[i]);
      }
      bare = &lines[i];
      bare_offset = offset;
    }
  }
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
  find_page_numbers(page);
  gk_page_find_heads(page);
  find_indents(page);
}
