#include "reader/text_page.h"

#include "base/space.h"
#include "layout/page.h"
#include "text/utf8.h"

enum { LINE_HEIGHT = 2, TAB = 8, MAX_LINES = INT32_MAX / 4 / LINE_HEIGHT, MAX_VALUES = 64 };

static int is_plain(const gk_text_reading *r, size_t from, size_t to) {
  (void)r, (void)from, (void)to;
  return 0;
}

/* How wide characters are where columns were aligned: as a terminal shows them, or one column each. */
typedef enum metric { METRIC_TERMINAL, METRIC_CHARACTERS } metric;

/* The columns a word takes by each metric. */
typedef struct place {
  size_t start[2];
  size_t end[2];
} place;

/* A line being cut into words. */
typedef struct cutter {
  gk_str rest;
  size_t col[2];
} cutter;

static void advance(cutter *c, uint32_t ch, size_t n) {
  gk_str s = {c->rest.p, n};
  if (ch == '\t') {
    c->col[0] += TAB - c->col[0] % TAB;
    c->col[1] += TAB - c->col[1] % TAB;
  } else if (ch != '\f') {
    c->col[METRIC_TERMINAL] += gk_page_display_width(s);
    c->col[METRIC_CHARACTERS] += 1;
  }
  c->rest.p += n;
  c->rest.n -= n;
}

/* The next word of a line; 0 at its end. */
static int next_word(cutter *c, gk_str *word, place *p) {
  uint32_t ch = 0;
  size_t n = 0;
  while (c->rest.n > 0 && (n = gk_utf8_decode(c->rest.p, &ch), gk_is_space(ch)))
    advance(c, ch, n);
  if (c->rest.n == 0)
    return 0;
  *word = (gk_str){c->rest.p, 0};
  p->start[0] = c->col[0];
  p->start[1] = c->col[1];
  while (c->rest.n > 0 && (n = gk_utf8_decode(c->rest.p, &ch), !gk_is_space(ch)))
    advance(c, ch, n);
  word->n = (size_t)(c->rest.p - word->p);
  p->end[0] = c->col[0];
  p->end[1] = c->col[1];
  return 1;
}
