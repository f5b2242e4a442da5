/*
 * page_join.c: bands of a region that are one column: fragments of labels, values that stand apart in other lines, and
 * headings that do not stand above their values. What stands beside something else in a line is another column.
 */
#include "layout/page_columns.h"

enum {
  NEAR_SHARE = 4,   /* closer than this share of the columns' distance is the same column */
  STAGGER_SHARE = 3 /* lines that have this share of their height in common stand beside each other */
};

/* The pieces of two lines, or of one, from left to right. */
typedef struct walk {
  const gk_page_piece *pieces[2];
  uint32_t n[2];
} walk;

static const gk_page_piece *next_piece(walk *w) {
  uint32_t from = w->n[1] > 0 && (w->n[0] == 0 || w->pieces[1]->x0 < w->pieces[0]->x0);
  if (w->n[from] == 0)
    return NULL;
  w->n[from]--;
  return w->pieces[from]++;
}

/* Notes of all pieces that they stand beside one another. */
static void note_beside(const gk_page_columns *c, walk w, uint32_t *beside) {
  size_t before = 0;
  for (const gk_page_piece *piece; (piece = next_piece(&w)) != NULL;) {
    size_t first, end;
    gk_page_find_span(c, piece, &first, &end);
    if (first == end)
      continue;
    if (before <= first && beside[first] < before)
      beside[first] = (uint32_t)before;
    before = end;
  }
}

/* Two lines of one height of letters, a part of it apart: of cells beside one another that have more lines or fewer. */
static int are_staggered(const gk_page_line *above, const gk_page_line *line) {
  int64_t height = (int64_t)above->y1 - above->y0, common = (int64_t)above->y1 - line->y0;
  return above->page == line->page && common * STAGGER_SHARE > height;
}

/*
 * For every band the last one before it that has something in a line where it has: as its index + 1, 0 if there is
 * none. What stands beside something else in a line is another column.
 */
static uint32_t *find_beside(const gk_page_finder *f) {
  gk_page_columns c = {f->bands.items, f->bands.n};
  uint32_t *beside = GK_NEW_ARRAY(f->page->scratch, uint32_t, c.n + 1);
  if (beside == NULL) {
    f->page->failed = 1;
    return NULL;
  }
  for (size_t i = 0; i < f->n_lines; i++) {
    walk w = {{gk_page_pieces(f->page, &f->lines[i]), NULL}, {f->lines[i].n_pieces, 0}};
    note_beside(&c, w, beside);
    if (i == 0 || !are_staggered(&f->lines[i - 1], &f->lines[i]))
      continue;
    w.pieces[1] = gk_page_pieces(f->page, &f->lines[i - 1]);
    w.n[1] = f->lines[i - 1].n_pieces;
    note_beside(&c, w, beside);
  }
  return beside;
}

/* Sets spanned[i] where text reaches over bands i - 1 and i. 0 without memory. */
static int find_spanned(gk_page_finder *f) {
  gk_page_columns c = {f->bands.items, f->bands.n};
  int32_t *steps = GK_NEW_ARRAY(f->page->scratch, int32_t, c.n + 1), depth = 0;
  f->spanned = GK_NEW_ARRAY(f->page->scratch, uint8_t, c.n + 1);
  if (steps == NULL || f->spanned == NULL) {
    f->page->failed = 1;
    return 0;
  }
  for (size_t i = 0; i < f->n_lines; i++) {
    const gk_page_piece *pieces = gk_page_pieces(f->page, &f->lines[i]);
    for (uint32_t k = 0; k < f->lines[i].n_pieces; k++) {
      size_t first, end;
      gk_page_find_span(&c, &pieces[k], &first, &end);
      if (end < first + 2)
        continue;
      steps[first + 1]++;
      steps[end]--;
    }
  }
  for (size_t i = 0; i < c.n; i++) {
    depth += steps[i];
    f->spanned[i] = depth > 0;
  }
  return 1;
}

/* Joins band i to the one before it wherever wants[i] says so and nothing in either stands beside the other. */
static void join_bands(gk_page_finder *f, const uint8_t *wants, const uint32_t *beside) {
  size_t n = 0, start = 0; /* the first of those joined to the last */
  for (size_t i = 0; i < f->bands.n; i++) {
    gk_page_band *band = gk_page_band_at(f, i), *last = n > 0 ? gk_page_band_at(f, n - 1) : NULL;
    if (last == NULL || !wants[i] || beside[i] > start) {
      *gk_page_band_at(f, n++) = *band;
      start = i;
      continue;
    }
    last->x1 = band->x1;
    last->has_values |= band->has_values;
    last->has_text |= band->has_text;
    last->in_body |= band->in_body;
    last->in_head |= band->in_head;
  }
  f->bands.n = n;
}

/* Whether a piece stands in columns of values: it is one, or over them. */
static int is_over_values(const gk_page_finder *f, const gk_page_piece *piece) {
  return piece->is_value || (f->page->is_text && piece->x0 >= gk_page_band_at(f, f->first_values)->x0);
}

/* How far two columns of values are apart at least, from start to start. */
static int64_t find_pitch(const gk_page_finder *f) {
  int64_t pitch = INT32_MAX;
  for (size_t i = 0; i < f->n_lines; i++) {
    const gk_page_piece *pieces = gk_page_pieces(f->page, &f->lines[i]);
    for (uint32_t k = 1; k < f->lines[i].n_pieces; k++) {
      int64_t step = (int64_t)pieces[k].x0 - pieces[k - 1].x0;
      if (is_over_values(f, &pieces[k]) && is_over_values(f, &pieces[k - 1]) && step < pitch)
        pitch = step;
    }
  }
  return pitch;
}

/* Joins, where `wants` says so; frees nothing. 0 without memory. */
static int join(gk_page_finder *f, int (*wants)(const gk_page_finder *f, const uint32_t *beside, size_t i)) {
  uint32_t *beside = find_beside(f);
  uint8_t *wanted = GK_NEW_ARRAY(f->page->scratch, uint8_t, f->bands.n + 1);
  if (beside == NULL || wanted == NULL) {
    f->page->failed = 1;
    return 0;
  }
  for (size_t i = 1; i < f->bands.n; i++)
    wanted[i] = wants(f, beside, i) ? 1 : 0;
  join_bands(f, wanted, beside);
  return 1;
}

/* Before the first values, fragments of labels: centred or indented, under a label that reaches over both. What stands
   in the header only is over a column that has no values. */
static int are_fragments(const gk_page_finder *f, const uint32_t *beside, size_t i) {
  (void)beside;
  return i < f->first_values && f->spanned[i] && (gk_page_band_at(f, i - 1)->in_body || gk_page_band_at(f, i)->in_body);
}

/* Closer than columns are, and both values or both text. */
static int are_near(const gk_page_finder *f, const uint32_t *beside, size_t i) {
  (void)beside;
  const gk_page_band *a = gk_page_band_at(f, i - 1), *b = gk_page_band_at(f, i);
  return i > f->first_values && a->has_values == b->has_values && (int64_t)b->x0 - a->x1 <= f->near;
}

/* Whether of bands i - 1 and i one is a column of values without a heading, and the other may be its heading. */
static int is_pair(const gk_page_finder *f, const uint32_t *beside, size_t i) {
  if (i == 0 || i >= f->bands.n || beside[i] == i)
    return 0;
  const gk_page_band *a = gk_page_band_at(f, i - 1), *b = gk_page_band_at(f, i);
  return (a->has_values && !a->has_text && !b->has_values) || (b->has_values && !b->has_text && !a->has_values);
}

/* In text, values without a heading beside a heading over others: a long label in their lines moved one or the other.
 */
static int is_moved(const gk_page_finder *f, const uint32_t *beside, size_t i) {
  const gk_page_band *a = gk_page_band_at(f, i - 1), *b = gk_page_band_at(f, i);
  return f->page->is_text && beside[i] != i && a->has_values && a->in_head && b->has_values && !b->has_text;
}

/* Whether values without a heading may as well be those of a column beside them that has one, moved. */
static int may_be_moved(const gk_page_finder *f, const uint32_t *beside, size_t i, size_t to) {
  const gk_page_band *other = to < f->bands.n ? gk_page_band_at(f, to) : NULL;
  size_t right = i > to ? i : to;
  return f->page->is_text && other != NULL && other->has_values && other->in_head && beside[right] != right;
}

static int is_headed_left(const gk_page_finder *f, const uint32_t *beside, size_t i) {
  return gk_page_band_at(f, i)->has_values && is_pair(f, beside, i) && !may_be_moved(f, beside, i, i + 1);
}

static int is_headed_right(const gk_page_finder *f, const uint32_t *beside, size_t i) {
  return gk_page_band_at(f, i - 1)->has_values && is_pair(f, beside, i) &&
         !(i > 1 && may_be_moved(f, beside, i - 1, i - 2));
}

/* Whether left of the first values there is a heading too: over a column of them, or over one that is blank. */
static int has_first_heading(const gk_page_finder *f, const uint32_t *beside) {
  const gk_page_band *before = f->first_values > 0 ? gk_page_band_at(f, f->first_values - 1) : NULL;
  return before != NULL && before->in_head && !before->in_body && is_pair(f, beside, f->first_values);
}

/* On which side of their headings values stand: more than 0 on the right, less on the left, 0 if nothing tells. */
static int values_side(const gk_page_finder *f, const uint32_t *beside) {
  size_t last = f->bands.n - 1, n_right = 0, n_left = 0;
  if (is_pair(f, beside, last) && gk_page_band_at(f, last)->has_values)
    return 1;
  if (is_pair(f, beside, last) && !has_first_heading(f, beside))
    return -1;
  for (size_t i = f->first_values; i < f->bands.n; i++) {
    const gk_page_band *band = gk_page_band_at(f, i);
    n_right += band->has_values && band->has_text && band->lean > 0;
    n_left += band->has_values && band->has_text && band->lean < 0;
  }
  return n_right > 2 * n_left ? 1 : n_left > 2 * n_right ? -1 : 0;
}

/*
 * Values set to the right and headings to the left of a column do not stand above each other. Which of two headings is
 * a column's shows at the right edge of the table, where there is but one, and in columns whose headings are wide
 * enough to reach over their values: it is on the same side everywhere.
 */
static int join_headings(gk_page_finder *f) {
  const uint32_t *beside = find_beside(f);
  if (beside == NULL)
    return 0;
  int side = values_side(f, beside);
  if (side > 0)
    return join(f, is_headed_left) && join(f, is_moved);
  return side == 0 || join(f, is_headed_right);
}

static size_t first_values(const gk_page_finder *f) {
  size_t i = 0;
  while (i < f->bands.n && !gk_page_band_at(f, i)->has_values)
    i++;
  return i;
}

int gk_page_join_columns(gk_page_finder *f) {
  f->first_values = first_values(f);
  int64_t pitch = find_pitch(f);
  f->near = pitch == INT32_MAX ? 0 : pitch / NEAR_SHARE;
  if (!find_spanned(f) || !join(f, are_fragments))
    return 0;
  f->first_values = first_values(f);
  return join(f, are_near) && join_headings(f);
}
