/*
 * page_head.c: running heads. What stands below one page's number as it does below the one before, or as the text's own
 * first lines have it, is said again on every page, and is no part of what the page interrupts.
 */
#include "layout/page_line.h"

#include <string.h>

enum { HEAD_WIDTH = 20 /* columns; a shorter line may be a label of a table's repeated header */ };

static int is_same(const gk_page *page, const gk_page_line *a, const gk_page_line *b) {
  const gk_page_word *x = gk_page_words(page, a), *y = gk_page_words(page, b);
  if (a->n_words != b->n_words)
    return 0;
  for (uint32_t i = 0; i < a->n_words; i++)
    if (x[i].w.text.n != y[i].w.text.n || memcmp(x[i].w.text.p, y[i].w.text.p, x[i].w.text.n) != 0)
      return 0;
  return 1;
}

static int may_be_head(const gk_page_line *line) {
  return line->look != GK_PAGE_NUMBER && line->n_values == 0 && line->width >= HEAD_WIDTH;
}

static int is_said_before(const gk_page *page, const gk_page_line *line) {
  for (const gk_page_line *l = gk_page_lines(page); l < line; l++)
    if (may_be_head(l) && is_same(page, l, line))
      return 1;
  return 0;
}

void gk_page_find_heads(gk_page *page) {
  gk_page_line *lines = gk_page_lines(page), *head = NULL;
  for (size_t i = 1; i < page->lines.n; i++) {
    gk_page_line *line = &lines[i];
    if (lines[i - 1].look != GK_PAGE_NUMBER || !may_be_head(line))
      continue;
    int is_repeated = head != NULL ? is_same(page, head, line) : is_said_before(page, line);
    if (head != NULL && is_repeated)
      gk_page_drop(head);
    if (is_repeated)
      gk_page_drop(line);
    head = line;
  }
}
