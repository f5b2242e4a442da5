#include "layout/page_line.h"

#include <string.h>

/* Boxes are claims; within this, sums and differences of two fit. */
#define MAX_PLACE (1 << 28)

gk_page *gk_page_new(gk_arena *scratch, gk_builder *builder, const gk_limits *limits, uint32_t part) {
  gk_page *page = GK_NEW(scratch, gk_page);
  if (page == NULL)
    return NULL;
  page->scratch = scratch;
  page->builder = builder;
  page->limits = limits;
  page->part = part;
  return page;
}

void gk_page_set_text(gk_page *page) {
  page->is_text = 1;
}

void *gk_page_push(gk_page *page, gk_vec *v, size_t elem_bytes) {
  void *p = v->n < UINT32_MAX - 1 ? gk_vec_push(page->scratch, v, 1, elem_bytes) : NULL;
  if (p == NULL)
    page->failed = 1;
  return p;
}

static int32_t clamp(int32_t v) {
  return v < -MAX_PLACE ? -MAX_PLACE : v > MAX_PLACE ? MAX_PLACE : v;
}

void gk_page_add_word(gk_page *page, const gk_word *word) {
  gk_page_word *slot = word->text.n > 0 && !page->is_found ? gk_page_push(page, &page->words, sizeof *slot) : NULL;
  if (slot == NULL)
    return;
  *slot = (gk_page_word){*word, page->n_pages};
  gk_word *w = &slot->w;
  w->x0 = clamp(w->x0);
  w->x1 = clamp(w->x1);
  w->y0 = clamp(w->y0);
  w->y1 = clamp(w->y1);
  if (w->x1 <= w->x0)
    w->x1 = w->x0 + 1;
  if (w->y1 < w->y0)
    w->y1 = w->y0;
}

void gk_page_end(gk_page *page) {
  if (page->n_pages < UINT32_MAX)
    page->n_pages++;
}

/* Lines */

static void merge(const gk_page_key *from, gk_page_key *to, size_t a, size_t b, size_t end) {
  size_t i = a, j = b;
  for (size_t k = a; k < end; k++)
    to[k] = i < b && (j == end || from[i].key <= from[j].key) ? from[i++] : from[j++];
}

void gk_page_sort(gk_page_key *keys, gk_page_key *spare, size_t n) {
  gk_page_key *from = keys, *to = spare;
  for (size_t run = 1; run < n; run *= 2) {
    for (size_t a = 0; a < n; a += 2 * run)
      merge(from, to, a, n - a < run ? n : a + run, n - a < 2 * run ? n : a + 2 * run);
    gk_page_key *other = from;
    from = to;
    to = other;
  }
  if (from != keys)
    memcpy(keys, from, n * sizeof *keys);
}

/* Twice the middle of a word's height, where its line is. */
static int64_t middle(const gk_word *w) {
  return (int64_t)w->y0 + w->y1;
}

/*
 * Where the line ends whose first word is keys[a]: a line's words have their middles within a third of the height of
 * its first; fonts differ in height, not in where they stand. If words were cut apart there that stand closer than
 * others of the line do, the first ones are of a cell beside, one character a line: then the line ends at the widest
 * step.
 */
static size_t end_of_line(const gk_page *page, const gk_page_key *keys, size_t a, size_t n) {
  const gk_page_word *words = page->words.items, *first = &words[keys[a].idx];
  int64_t height = (int64_t)first->w.y1 - first->w.y0, widest = height / 4;
  size_t b = a + 1, cut = 0;
  for (; b < n && words[keys[b].idx].page == first->page && keys[b].key - keys[a].key <= height * 2 / 3; b++)
    if (keys[b].key - keys[b - 1].key > widest) {
      widest = keys[b].key - keys[b - 1].key;
      cut = b;
    }
  int is_torn = b < n && words[keys[b].idx].page == first->page && keys[b].key - keys[b - 1].key < widest;
  return is_torn && cut > 0 ? cut : b;
}

/* Puts the words in reading order: by page, by line, from left to right. */
static int sort_words(gk_page *page) {
  size_t n = page->words.n;
  gk_page_word *words = page->words.items;
  gk_page_key *keys = GK_NEW_ARRAY(page->scratch, gk_page_key, n), *spare = GK_NEW_ARRAY(page->scratch, gk_page_key, n);
  gk_page_word *sorted = GK_NEW_ARRAY(page->scratch, gk_page_word, n);
  if (keys == NULL || spare == NULL || sorted == NULL)
    return 0;
  for (size_t i = 0; i < n; i++)
    keys[i] = (gk_page_key){(int64_t)words[i].page * (8LL * MAX_PLACE) + middle(&words[i].w), (uint32_t)i};
  gk_page_sort(keys, spare, n);
  for (size_t a = 0, b; a < n; a = b) {
    const gk_page_word *first = &words[keys[a].idx];
    b = end_of_line(page, keys, a, n);
    for (size_t i = a; i < b; i++)
      keys[i].key = words[keys[i].idx].w.x0;
    gk_page_sort(keys + a, spare, b - a);
    gk_page_line *line = gk_page_push(page, &page->lines, sizeof *line);
    if (line == NULL)
      return 0;
    *line = (gk_page_line){.word_idx = (uint32_t)a, .n_words = (uint32_t)(b - a), .page = first->page};
  }
  for (size_t i = 0; i < n; i++)
    sorted[i] = words[keys[i].idx];
  page->words.items = sorted;
  page->words.capacity = n;
  return 1;
}

/* How many lines of nothing stand between two lines. Elsewhere than in text a gap is one, however wide. */
static uint32_t count_blank(const gk_page *page, const gk_page_line *above, const gk_page_line *below) {
  int64_t height = (int64_t)below->y1 - below->y0, gap = (int64_t)below->y0 - above->y1;
  int64_t n = height > 0 && gap > 0 ? gap / height : 0;
  return n > 1 && !page->is_text ? 1 : (uint32_t)n;
}

static void measure_lines(gk_page *page) {
  gk_page_line *lines = page->lines.items;
  for (size_t i = 0; i < page->lines.n; i++) {
    const gk_page_word *words = gk_page_words(page, &lines[i]);
    lines[i].y0 = words[0].w.y0;
    lines[i].y1 = words[0].w.y1;
    for (uint32_t k = 0; k < lines[i].n_words; k++) {
      uint32_t width = gk_page_display_width(words[k].w.text);
      lines[i].width += width < UINT32_MAX / 2 - lines[i].width ? width + (k > 0) : 0;
    }
    if (i > 0 && lines[i - 1].page == lines[i].page)
      lines[i].n_blank = count_blank(page, &lines[i - 1], &lines[i]);
  }
}

/* Half an ideograph: two fifths of the height of a font's box, or a column of text. */
static uint32_t columns_of(const gk_page *page, int64_t space, int64_t height) {
  int64_t n = page->is_text ? space : height > 0 ? space * 5 / (2 * height) : 0;
  return n < 0 ? 0 : n > UINT32_MAX / 4 ? UINT32_MAX / 4 : (uint32_t)n;
}

/* Where lines end, as far as it can be told in columns. */
static void measure_indents(gk_page *page) {
  gk_page_line *lines = page->lines.items;
  int32_t left = INT32_MAX;
  for (size_t i = 0; i < page->lines.n; i++)
    if (gk_page_words(page, &lines[i])->w.x0 < left)
      left = gk_page_words(page, &lines[i])->w.x0;
  for (size_t i = 0; i < page->lines.n; i++) {
    int64_t indent = (int64_t)gk_page_words(page, &lines[i])->w.x0 - left;
    lines[i].right = lines[i].width + columns_of(page, indent, (int64_t)lines[i].y1 - lines[i].y0);
  }
}

size_t gk_page_find_tables(gk_page *page) {
  if (!page->is_found && !page->failed && page->words.n > 0) {
    if (sort_words(page)) {
      measure_lines(page);
      measure_indents(page);
      gk_page_look_at_lines(page);
    } else {
      page->failed = 1;
    }
    if (!page->failed)
      gk_page_find_regions(page);
  }
  page->is_found = 1;
  return page->failed ? 0 : page->regions.n;
}
