/*
 * page_head.c: running heads. What stands at the top of a page and in another line of the text, word for word, is said
 * again on every page, and is no part of what the page interrupts.
 */
#include "layout/page_line.h"

#include <string.h>

enum {
  HEAD_WIDTH = 20,  /* columns; a shorter line may be a label of a table's repeated header */
  BESIDE_SHARE = 3, /* lines that have this share of their height in common stand beside each other */
};

static int is_same(const gk_page *page, const gk_page_line *a, const gk_page_line *b) {
  const gk_page_word *x = gk_page_words(page, a), *y = gk_page_words(page, b);
  if (a->n_words != b->n_words)
    return 0;
  for (uint32_t i = 0; i < a->n_words; i++)
    if (x[i].w.text.n != y[i].w.text.n || memcmp(x[i].w.text.p, y[i].w.text.p, x[i].w.text.n) != 0)
      return 0;
  return 1;
}

static int may_be_head(const gk_page *page, const gk_page_line *line) {
  return line->look != GK_PAGE_NUMBER && line->n_values == 0 && line->width >= HEAD_WIDTH &&
         gk_page_is_one_run(page, line);
}

/* Whether the line below is partly beside a line: they are of cells beside one another. */
static int is_beside_next(const gk_page_line *lines, size_t n, size_t i) {
  return i + 1 < n && lines[i + 1].page == lines[i].page &&
         ((int64_t)lines[i].y1 - lines[i + 1].y0) * BESIDE_SHARE > (int64_t)lines[i].y1 - lines[i].y0;
}

static int is_at_top(const gk_page_line *lines, size_t n, size_t i) {
  return i > 0 && (lines[i - 1].look == GK_PAGE_NUMBER || lines[i - 1].page != lines[i].page) &&
         !is_beside_next(lines, n, i);
}

static int64_t hash_of(const gk_page *page, const gk_page_line *line) {
  const gk_page_word *words = gk_page_words(page, line);
  uint64_t h = 0xCBF29CE484222325u;
  for (uint32_t k = 0; k < line->n_words; k++)
    for (size_t i = 0; i < words[k].w.text.n; i++)
      h = (h ^ (unsigned char)words[k].w.text.p[i]) * 0x100000001B3u;
  return (int64_t)(h >> 1);
}

/* Lines of the same words stand side by side among sorted keys. */
static int is_repeated(const gk_page *page, const gk_page_key *keys, size_t n, size_t k) {
  const gk_page_line *lines = gk_page_lines(page), *line = &lines[keys[k].idx];
  return (k > 0 && is_same(page, &lines[keys[k - 1].idx], line)) ||
         (k + 1 < n && is_same(page, &lines[keys[k + 1].idx], line));
}

void gk_page_find_heads(gk_page *page) {
  gk_page_line *lines = gk_page_lines(page);
  size_t n = 0, n_heads = 0;
  gk_page_key *keys = GK_NEW_ARRAY(page->scratch, gk_page_key, page->lines.n);
  gk_page_key *spare = GK_NEW_ARRAY(page->scratch, gk_page_key, page->lines.n);
  if (keys == NULL || spare == NULL) {
    page->failed = 1;
    return;
  }
  for (size_t i = 0; i < page->lines.n; i++)
    if (may_be_head(page, &lines[i]))
      keys[n++] = (gk_page_key){hash_of(page, &lines[i]), (uint32_t)i};
  gk_page_sort(keys, spare, n);
  for (size_t k = 0; k < n; k++)
    if (is_at_top(lines, page->lines.n, keys[k].idx) && is_repeated(page, keys, n, k))
      spare[n_heads++] = keys[k];
  for (size_t k = 0; k < n_heads; k++)
    gk_page_drop(&lines[spare[k].idx]);
}
