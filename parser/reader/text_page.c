#include "reader/text_page.h"

#include "base/space.h"
#include "layout/page.h"
#include "text/utf8.h"
#include "base/width.h"

enum {
  LINE_HEIGHT = 2, /* in columns: what gk_page_set_text() says */
  TAB = 8,
  MAX_VALUES = 64,    /* of a line, as far as they are compared */
  MAX_BYTES = 1 << 20 /* what is longer is no report: a word costs many times its bytes */
};

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
  if (ch == '\t') {
    c->col[0] += TAB - c->col[0] % TAB;
    c->col[1] += TAB - c->col[1] % TAB;
  } else if (ch != '\f') {
    c->col[METRIC_TERMINAL] += gk_char_columns(ch, GK_AMBIGUOUS_NARROW);
    c->col[METRIC_CHARACTERS] += 1;
  }
  c->rest.p += n;
  c->rest.n -= n;
}

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* A thin space between digits groups them; `rest` begins with it, and it is n bytes long. */
static int is_grouping(uint32_t ch, const char *word, gk_str rest, size_t n) {
  return (ch == 0x2009 || ch == 0x202F) && rest.p > word && is_digit(rest.p[-1]) && rest.n > n && is_digit(rest.p[n]);
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
  while (c->rest.n > 0 &&
         (n = gk_utf8_decode(c->rest.p, &ch), !gk_is_space(ch) || is_grouping(ch, word->p, c->rest, n)))
    advance(c, ch, n);
  word->n = (size_t)(c->rest.p - word->p);
  p->end[0] = c->col[0];
  p->end[1] = c->col[1];
  return 1;
}

/* Lines */

/* A stretch of lines: what is read of it, and how. */
typedef struct stretch {
  gk_text_reading *r;
  gk_line_cursor lines;
  size_t to;
} stretch;

static stretch start(gk_text_reading *r, size_t from, size_t to) {
  gk_line_cursor lines = {.text = {r->part->text.p, to}, .max_cells = r->limits->table_columns};
  return (stretch){r, gk_line_seek(lines, from), to};
}

static int next_line(stretch *s, gk_str *line) {
  gk_line l = gk_line_next(&s->lines);
  *line = l.text;
  return l.kind != GK_LINE_END;
}

static int starts_page(gk_str line) {
  return line.n > 0 && line.p[0] == '\f';
}

/* Which metric */

/* Where a line's numbers stand, those with two blanks before them. */
typedef struct numbers {
  place places[MAX_VALUES];
  size_t n;
} numbers;

static void find_numbers(gk_str line, numbers *out) {
  cutter c = {line, {0, 0}};
  gk_str word;
  place p, before = {{0, 0}, {0, 0}};
  out->n = 0;
  while (out->n < MAX_VALUES && next_word(&c, &word, &p)) {
    if (is_digit(word.p[0]) && is_digit(word.p[word.n - 1]) &&
        p.start[METRIC_CHARACTERS] >= before.end[METRIC_CHARACTERS] + 2)
      out->places[out->n++] = p;
    before = p;
  }
}

/* How many numbers of two lines start or end in the same column. */
static size_t count_aligned(const numbers *a, const numbers *b, metric m) {
  size_t n = 0;
  for (size_t i = 0, k = 0; i < a->n && k < b->n;) {
    const place *x = &a->places[i], *y = &b->places[k];
    n += x->start[m] == y->start[m] || x->end[m] == y->end[m];
    if (x->end[m] <= y->end[m])
      i++;
    if (y->end[m] <= x->end[m])
      k++;
  }
  return n;
}

/* What a first look over a stretch shows. */
typedef struct sight {
  size_t n_numbers; /* lines that end in a number */
  int has_pages;
  metric metric; /* by which more numbers stand above each other */
} sight;

static sight look_over(stretch s) {
  sight seen = {0};
  numbers lines[2] = {{.n = 0}, {.n = 0}};
  size_t n_aligned[2] = {0}, now = 0;
  gk_str line;
  while (next_line(&s, &line)) {
    size_t end = line.n;
    while (end > 0 && (unsigned char)line.p[end - 1] <= ' ')
      end--;
    seen.has_pages |= starts_page(line);
    if (end == 0)
      continue;
    seen.n_numbers += is_digit(line.p[end - 1]) ? 1 : 0;
    find_numbers(line, &lines[now]);
    if (lines[now].n == 0)
      continue;
    for (int m = 0; m < 2; m++)
      n_aligned[m] += count_aligned(&lines[now], &lines[1 - now], (metric)m);
    now = 1 - now;
  }
  seen.metric = n_aligned[METRIC_CHARACTERS] > n_aligned[METRIC_TERMINAL] ? METRIC_CHARACTERS : METRIC_TERMINAL;
  return seen;
}

/* Words */

/* A line may take the one below with it: the reading's own cursor stands there meanwhile. */
static void put_paras(stretch s) {
  gk_line_cursor after = s.r->lines;
  s.r->lines = s.lines;
  for (gk_line line; (line = gk_line_next(&s.r->lines)).kind != GK_LINE_END;)
    gk_text_put_line(s.r, line.text);
  s.r->lines = after;
}

static int32_t clamp(size_t n) {
  return n < INT32_MAX ? (int32_t)n : INT32_MAX;
}

static void add_words(gk_page *page, gk_str line, metric m, size_t line_no) {
  cutter c = {{NULL, 0}, {0, 0}};
  int32_t y = clamp(line_no * LINE_HEIGHT);
  gk_str word;
  place p;
  while (gk_line_next_piece(&line, &c.rest))
    while (next_word(&c, &word, &p))
      gk_page_add_word(page, &(gk_word){word, word, clamp(p.start[m]), clamp(p.end[m]), y, y + LINE_HEIGHT});
}

static gk_status read_words(stretch s, gk_arena *scratch, const sight *seen) {
  gk_page *page = gk_page_new(scratch, s.r->builder, s.r->limits, s.r->part_idx);
  if (page == NULL)
    return GK_STATUS_NO_MEMORY;
  gk_page_set_text(page);
  stretch words = s;
  gk_str line;
  for (size_t n = 0; next_line(&words, &line); n++) {
    if (starts_page(line))
      gk_page_end(page);
    add_words(page, line, seen->metric, n);
  }
  if (gk_page_find_tables(page) > 0 || seen->has_pages || gk_arena_failed(scratch))
    return gk_page_finish(page);
  put_paras(s);
  return GK_OK;
}

gk_status gk_text_read_page(gk_text_reading *r, size_t from, size_t to) {
  if (from >= to)
    return GK_OK;
  stretch s = start(r, from, to);
  sight seen = look_over(s);
  if ((seen.n_numbers == 0 && !seen.has_pages) || to - from > MAX_BYTES) {
    put_paras(s);
    return GK_OK;
  }
  gk_arena scratch;
  gk_arena_init(&scratch, &r->arena->alloc, r->limits->arena_bytes);
  gk_status status = read_words(s, &scratch, &seen);
  gk_arena_free(&scratch);
  return status;
}
