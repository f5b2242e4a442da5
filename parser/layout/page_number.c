/*
 * page_number.c: page numbers. One that stands in dashes, or as the N-th page, is one; a bare one is if that of the
 * next page agrees with it.
 */
#include "layout/page_line.h"
#include "layout/page_word.h"
#include "text/utf8.h"

#include <string.h>

enum { MARK_BYTES = 36 }; /* of a page number with what stands around it */

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
  if (!gk_page_is_one_run(page, line)) /* a row of strokes and a number */
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
          gk_page_is_stroke(c) || (n == 3 && (memcmp(s.p + i, ordinal, 3) == 0 || memcmp(s.p + i, leaf, 3) == 0));
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
  return !page->is_text && line->n_words == 2 && gk_page_is_none(words[0].w.text) && gk_page_is_none(words[1].w.text) &&
         words[0].w.text.n == words[1].w.text.n;
}

/* The page that a page's last line counts, less its own; a number that no other page's agrees with is none. */
void gk_page_find_numbers(gk_page *page) {
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
