/*
 * page_stack.c: cells of several lines, where the places of words are exact. What did not fit into a narrow cell went
 * on right below, at the distance of lines; rows are further apart, for they have room around their text. So pieces of
 * one column of values that stand as close as lines are one cell. It is put where its row's other values stand: in the
 * line at its middle, else at its first or its last.
 *
 * Where rows stand as close as lines, nothing of this can be told, and nothing is done.
 */
#include "layout/page_line.h"
#include "text/utf8.h"

#include <string.h>

enum {
  TIGHT_SHARE = 4, /* of rows that may seem as close as lines */
  MAX_LINES = 64,  /* of a cell */
  NO_STACK = 0,
};

typedef struct entry {
  uint32_t line;
  uint32_t piece; /* of all */
  uint32_t col;
  uint32_t stack; /* NO_STACK, or the number of its stack */
} entry;

typedef struct stack {
  uint32_t first; /* entries */
  uint32_t n;
  uint32_t line; /* where it is put */
} stack;

typedef struct stacker {
  gk_page *page;
  size_t first; /* lines */
  size_t end;
  const gk_page_columns *columns;
  gk_vec entries; /* by column, then by line */
  gk_vec stacks;
  uint32_t *n_on;   /* of each line: entries */
  uint32_t left;    /* the first column of values */
  uint32_t n_bands; /* it and those to the right */
  int64_t step;     /* between lines of a cell, of numbers */
} stacker;

static entry *entry_at(const stacker *s, size_t i) {
  return (entry *)s->entries.items + i;
}

static stack *stack_at(const stacker *s, uint32_t number) {
  return (stack *)s->stacks.items + number - 1;
}

static const gk_page_piece *piece_at(const stacker *s, uint32_t idx) {
  return (const gk_page_piece *)s->page->pieces.items + idx;
}

static const gk_word *word_of(const stacker *s, const entry *e) {
  return &(gk_page_words(s->page, &gk_page_lines(s->page)[e->line]) + piece_at(s, e->piece)->word_idx)->w;
}

/* Twice. */
static int64_t middle(const gk_word *w) {
  return (int64_t)w->y0 + w->y1;
}

/* From the middle of one word to that of another below it, twice. */
static int64_t step_to(const gk_word *a, const gk_word *b) {
  return middle(b) - middle(a);
}

/* Whether b stands right below a, as lines of one text may: figures and letters touch, ideographs nearly do. */
static int is_close(const gk_word *a, const gk_word *b, int is_text) {
  int64_t height = (int64_t)a->y1 - a->y0, step = step_to(a, b);
  return step >= height && step * 50 <= height * (is_text ? 114 : 105);
}

/* Rows, that is lines with a label or with values in half of the columns, stand as close as lines of a cell too often.
 */
static int is_tight(const stacker *s) {
  const gk_page_line *lines = gk_page_lines(s->page), *before = NULL;
  size_t n_pairs = 0, n_tight = 0;
  for (size_t i = s->first; i < s->end; i++) {
    if (lines[i].look != GK_PAGE_VALUES || lines[i].n_pieces == 0 ||
        (lines[i].n_values * 2u < s->n_bands && gk_page_pieces(s->page, &lines[i])->is_value))
      continue;
    const gk_page_line *line = &lines[i];
    if (before != NULL && before->page == line->page) {
      const gk_page_piece *a = gk_page_pieces(s->page, before), *b = gk_page_pieces(s->page, line);
      n_pairs++;
      n_tight += is_close(&gk_page_words(s->page, before)[a[before->n_pieces - 1].word_idx].w,
                          &gk_page_words(s->page, line)[b[line->n_pieces - 1].word_idx].w, 0)
                     ? 1
                     : 0;
    }
    before = line;
  }
  return n_tight * TIGHT_SHARE > n_pairs;
}

/* The pieces that stand alone in one column of values. 0 without memory. */
static int gather(stacker *s, gk_page_cell *cells) {
  const gk_page_line *lines = gk_page_lines(s->page);
  for (size_t i = s->first; i < s->end; i++) {
    size_t n = lines[i].look == GK_PAGE_NUMBER ? 0 : gk_page_place(s->page, s->columns, &lines[i], cells);
    for (size_t k = 0; k < n; k++) {
      if (cells[k].n != 1 || cells[k].span != 1 || cells[k].col < s->left)
        continue;
      entry *e = gk_page_push(s->page, &s->entries, sizeof *e);
      if (e == NULL)
        return 0;
      s->n_on[i - s->first]++;
      *e = (entry){(uint32_t)i, lines[i].piece_idx + cells[k].first, cells[k].col, NO_STACK};
    }
  }
  return 1;
}

static int sort_entries(stacker *s) {
  size_t n = s->entries.n;
  gk_page_key *keys = GK_NEW_ARRAY(s->page->scratch, gk_page_key, n),
              *spare = GK_NEW_ARRAY(s->page->scratch, gk_page_key, n);
  entry *sorted = GK_NEW_ARRAY(s->page->scratch, entry, n);
  if (keys == NULL || spare == NULL || sorted == NULL)
    return 0;
  for (size_t i = 0; i < n; i++)
    keys[i] = (gk_page_key){entry_at(s, i)->col, (uint32_t)i};
  gk_page_sort(keys, spare, n);
  for (size_t i = 0; i < n; i++)
    sorted[i] = *entry_at(s, keys[i].idx);
  s->entries.items = sorted;
  return 1;
}

static int is_with_figures(gk_str text) {
  for (size_t i = 0; i < text.n; i++)
    if ((text.p[i] >= '0' && text.p[i] <= '9') ||
        (i + 3 <= text.n && memcmp(text.p + i, "\xEF\xBC", 2) == 0 && (uint8_t)(text.p[i + 2] - '\x90') < 10))
      return 1;
  return 0;
}

/* In the first word, or behind one of a single character: a sign. */
static int has_figures(const stacker *s, const entry *e) {
  const gk_page_piece *piece = piece_at(s, e->piece);
  const gk_page_word *words = gk_page_words(s->page, &gk_page_lines(s->page)[e->line]) + piece->word_idx;
  uint32_t k = piece->n_words > 1 && gk_utf8_length((unsigned char)words->w.text.p[0]) == words->w.text.n;
  return is_with_figures(words->w.text) || is_with_figures(words[k].w.text);
}

static int is_stroke(const stacker *s, const entry *e) {
  return piece_at(s, e->piece)->is_value && !has_figures(s, e);
}

/* Whether b may be the next line of a's cell. A heading above a number or a stroke is no part of it, nor is a stroke of
   a number. */
static int may_go_on(const stacker *s, const entry *a, const entry *b) {
  const gk_page_line *lines = gk_page_lines(s->page);
  int above = has_figures(s, a), below = has_figures(s, b);
  return a->col == b->col && lines[a->line].page == lines[b->line].page && (above || !below) &&
         !(is_stroke(s, b) && (above || !piece_at(s, a->piece)->is_value)) &&
         is_close(word_of(s, a), word_of(s, b), !above || !below);
}

/* Lines of numbers in cells are as far apart as any are at least: those of rows are further. */
static void find_step(stacker *s) {
  s->step = INT64_MAX;
  for (size_t i = 1; i < s->entries.n; i++) {
    const entry *a = entry_at(s, i - 1), *b = entry_at(s, i);
    int64_t step = step_to(word_of(s, a), word_of(s, b));
    if (may_go_on(s, a, b) && has_figures(s, b) && step < s->step)
      s->step = step;
  }
}

static int goes_on(const stacker *s, const entry *a, const entry *b) {
  const gk_word *above = word_of(s, a);
  return may_go_on(s, a, b) &&
         (!has_figures(s, b) || step_to(above, word_of(s, b)) <= s->step + ((int64_t)above->y1 - above->y0) / 25);
}

/* Whether a line has a value in every column of values. */
static int is_full(const stacker *s, size_t i) {
  return s->n_on[entry_at(s, i)->line - s->first] == s->n_bands;
}

/*
 * How many of entries [a, b) are one cell. A line with values everywhere is a row's: where rows begin there, each
 * begins a cell; where it is in the middle, the only one is in the middle of the cell. 1 if it is neither.
 */
static size_t first_cell(const stacker *s, size_t a, size_t b) {
  size_t n_full = 0, last = a, end = a + 1;
  for (size_t i = a; i < b; i++)
    if (is_full(s, i)) {
      n_full++;
      last = i;
    }
  if (is_full(s, a)) {
    while (end < b && !is_full(s, end))
      end++;
    return end - a;
  }
  return n_full == 0 || (n_full == 1 && last - a == b - 1 - last) ? b - a : 1;
}

static int find_stacks(stacker *s) {
  for (size_t a = 0, b; a < s->entries.n; a = b) {
    for (b = a + 1; b < s->entries.n && b - a < MAX_LINES && goes_on(s, entry_at(s, b - 1), entry_at(s, b)); b++)
      ;
    b = a + first_cell(s, a, b);
    if (b == a + 1)
      continue;
    stack *found = gk_page_push(s->page, &s->stacks, sizeof *found);
    if (found == NULL)
      return 0;
    *found = (stack){(uint32_t)a, (uint32_t)(b - a), entry_at(s, a)->line};
    for (size_t i = a; i < b; i++)
      entry_at(s, i)->stack = (uint32_t)s->stacks.n;
  }
  return 1;
}

/* Whether a line has words at that height, other than those of stacks if `values`: those of values only. */
static int stands_at(const stacker *s, uint32_t line, int64_t at, int64_t height, const uint8_t *has_own, int values) {
  const gk_page_line *l = &gk_page_lines(s->page)[line];
  if (values && !has_own[line - s->first])
    return 0;
  const gk_page_word *words = gk_page_words(s->page, l);
  for (uint32_t i = 0; i < l->n_words; i++) {
    int64_t off = middle(&words[i].w) - at;
    if ((off < 0 ? -off : off) * 3 <= height * 2)
      return 1;
  }
  return 0;
}

/* has_own[i]: a value of line i is of no stack. */
static void settle(const stacker *s, stack *st, const uint8_t *has_own) {
  const entry *a = entry_at(s, st->first), *b = entry_at(s, (size_t)st->first + st->n - 1);
  int64_t height = (int64_t)word_of(s, a)->y1 - word_of(s, a)->y0;
  int64_t at = (middle(word_of(s, a)) + middle(word_of(s, b))) / 2;
  for (int values = 1; values >= 0; values--) {
    for (uint32_t line = a->line; line <= b->line; line++)
      if (stands_at(s, line, at, height, has_own, values)) {
        st->line = line;
        return;
      }
    if (values && (has_own[a->line - s->first] || has_own[b->line - s->first])) {
      st->line = has_own[a->line - s->first] ? a->line : b->line;
      return;
    }
  }
}

/* Lines with a value that is of no stack. */
static uint8_t *find_own(const stacker *s) {
  uint8_t *has_own = GK_NEW_ARRAY(s->page->scratch, uint8_t, s->end - s->first);
  for (size_t i = 0; i < s->entries.n && has_own != NULL; i++) {
    const entry *e = entry_at(s, i);
    has_own[e->line - s->first] |= e->stack == NO_STACK && piece_at(s, e->piece)->is_value;
  }
  return has_own;
}

/* Whether other values stand at two heights beside a stack: then it is of two rows. */
static int is_of_rows(const stacker *s, const stack *st, const uint8_t *has_own) {
  const gk_page_line *lines = gk_page_lines(s->page), *above = NULL;
  uint32_t last = entry_at(s, (size_t)st->first + st->n - 1)->line;
  for (uint32_t line = entry_at(s, st->first)->line; line <= last; line++) {
    if (!has_own[line - s->first])
      continue;
    if (above != NULL && lines[line].y0 >= above->y1)
      return 1;
    above = above == NULL ? &lines[line] : above;
  }
  return 0;
}

/* Takes stacks of two rows apart again. */
static int part_rows(stacker *s) {
  const uint8_t *has_own = find_own(s);
  uint32_t n = 0;
  for (uint32_t i = 1; i <= s->stacks.n && has_own != NULL; i++) {
    const stack st = *stack_at(s, i);
    uint32_t number = is_of_rows(s, &st, has_own) ? NO_STACK : ++n;
    for (uint32_t k = 0; k < st.n; k++)
      entry_at(s, (size_t)st.first + k)->stack = number;
    if (number != NO_STACK)
      *stack_at(s, number) = st;
  }
  s->stacks.n = n;
  return has_own != NULL;
}

static int settle_all(stacker *s) {
  const uint8_t *has_own = find_own(s);
  for (uint32_t i = 1; i <= s->stacks.n && has_own != NULL; i++)
    settle(s, stack_at(s, i), has_own);
  return has_own != NULL;
}

/* Adds the stack's words behind all others, and a piece of them. */
static int put_stack(stacker *s, const stack *st) {
  const gk_page_line *target = &gk_page_lines(s->page)[st->line];
  gk_page_piece joined = *piece_at(s, entry_at(s, st->first)->piece);
  joined.word_idx = (uint32_t)s->page->words.n - target->word_idx;
  joined.n_words = 0;
  joined.is_broken = 0;
  joined.is_stacked = 1;
  joined.is_wide = 1;
  for (uint32_t i = 0; i < st->n; i++) {
    const entry *e = entry_at(s, (size_t)st->first + i);
    const gk_page_piece piece = *piece_at(s, e->piece);
    uint32_t from = gk_page_lines(s->page)[e->line].word_idx + piece.word_idx;
    for (uint32_t k = 0; k < piece.n_words; k++) {
      gk_page_word *word = gk_page_push(s->page, &s->page->words, sizeof *word);
      if (word == NULL)
        return 0;
      *word = ((const gk_page_word *)s->page->words.items)[from + k];
    }
    joined.n_words += piece.n_words;
    joined.x0 = joined.x0 < piece.x0 ? joined.x0 : piece.x0;
    joined.x1 = joined.x1 > piece.x1 ? joined.x1 : piece.x1;
    joined.is_value |= piece.is_value;
    joined.has_digit |= piece.has_digit | piece.is_broken;
    joined.is_damaged |= piece.is_damaged;
  }
  gk_page_piece *slot = gk_page_push(s->page, &s->page->pieces, sizeof *slot);
  if (slot != NULL)
    *slot = joined;
  return slot != NULL;
}

/* A key of a line's piece, from left to right. */
static gk_page_key key_of(const stacker *s, uint32_t line, uint32_t piece) {
  return (gk_page_key){((int64_t)line << 32) + ((int64_t)1 << 31) + piece_at(s, piece)->x0, piece};
}

/* Every line's pieces anew: those of no stack, and the stacks that are put there. */
static int rewrite(stacker *s, uint32_t first_stack) {
  gk_page_line *lines = gk_page_lines(s->page);
  size_t n_all = s->page->pieces.n, n = 0, at = 0;
  uint8_t *is_gone = GK_NEW_ARRAY(s->page->scratch, uint8_t, n_all);
  gk_page_key *keys = GK_NEW_ARRAY(s->page->scratch, gk_page_key, n_all),
              *spare = GK_NEW_ARRAY(s->page->scratch, gk_page_key, n_all);
  if (is_gone == NULL || keys == NULL || spare == NULL)
    return 0;
  for (size_t i = 0; i < s->entries.n; i++)
    is_gone[entry_at(s, i)->piece] = entry_at(s, i)->stack != NO_STACK;
  for (size_t i = s->first; i < s->end; i++)
    for (uint32_t k = 0; k < lines[i].n_pieces; k++)
      if (!is_gone[lines[i].piece_idx + k])
        keys[n++] = key_of(s, (uint32_t)i, lines[i].piece_idx + k);
  for (uint32_t i = 0; i < s->stacks.n; i++)
    keys[n++] = key_of(s, stack_at(s, i + 1)->line, first_stack + i);
  gk_page_sort(keys, spare, n);
  for (size_t i = s->first; i < s->end; i++) {
    lines[i].piece_idx = (uint32_t)s->page->pieces.n;
    for (; at < n && (size_t)(keys[at].key >> 32) == i; at++) {
      gk_page_piece *piece = gk_page_push(s->page, &s->page->pieces, sizeof *piece);
      if (piece == NULL)
        return 0;
      *piece = *piece_at(s, keys[at].idx);
    }
    lines[i].n_pieces = (uint32_t)s->page->pieces.n - lines[i].piece_idx;
    if (lines[i].n_pieces == 0 && lines[i].look == GK_PAGE_VALUES)
      lines[i].look = GK_PAGE_LABEL;
  }
  return 1;
}

void gk_page_stack(gk_page *page, size_t first, size_t end, const gk_page_columns *columns, gk_page_cell *cells) {
  stacker s = {.page = page, .first = first, .end = end, .columns = columns};
  while (s.left < columns->n && !columns->bands[s.left].has_values)
    s.left++;
  s.n_bands = (uint32_t)columns->n - s.left;
  if (is_tight(&s))
    return;
  s.n_on = GK_NEW_ARRAY(page->scratch, uint32_t, end - first);
  if (s.n_on == NULL) {
    page->failed = 1;
    return;
  }
  int ok = gather(&s, cells) && sort_entries(&s);
  if (ok)
    find_step(&s);
  ok = ok && find_stacks(&s) && part_rows(&s);
  if (ok && s.stacks.n == 0)
    return;
  ok = ok && settle_all(&s);
  uint32_t first_stack = (uint32_t)page->pieces.n;
  for (uint32_t i = 1; i <= s.stacks.n && ok; i++)
    ok = put_stack(&s, stack_at(&s, i));
  if (!ok || !rewrite(&s, first_stack))
    page->failed = 1;
}
