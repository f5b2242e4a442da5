#include "layout/page_line.h"

#include <string.h>

enum {
  NEAR_SHARE = 4,      /* closer than this share of the columns' distance is the same column */
  TOGETHER_SHARE = 24, /* one value in so many may have a blank in it */
  STAGGER_SHARE = 3,   /* lines that have this share of their height in common stand beside each other */
  UNALIGNED_SHARE = 8  /* one value in so many may stand aside in its column */
};

/* Work on one region's columns. Bands are disjoint and in order. */
typedef struct finder {
  gk_page *page;
  const gk_page_line *lines; /* of the region */
  size_t n_lines;
  gk_vec bands;
  size_t first_values; /* the first band with values */
  uint8_t *spanned;    /* of the bands at first: whether text reaches over this and the one before it */
  int64_t near;        /* closer than this is no other column */
  int is_bare;         /* units are left out: one may be the last line of the cell beside its number */
} finder;

static gk_page_band *band_at(const finder *f, size_t i) {
  return (gk_page_band *)f->bands.items + i;
}

/* The first of `n` bands that ends behind x. */
static size_t find_band(const gk_page_band *bands, size_t n, int32_t x) {
  size_t low = 0;
  while (low < n) {
    size_t mid = low + (n - low) / 2;
    if (bands[mid].x1 > x)
      n = mid;
    else
      low = mid + 1;
  }
  return low;
}

/* The first of `n` bands that starts at x or behind it. */
static size_t find_start(const gk_page_band *bands, size_t n, int32_t x) {
  size_t low = 0;
  while (low < n) {
    size_t mid = low + (n - low) / 2;
    if (bands[mid].x0 >= x)
      n = mid;
    else
      low = mid + 1;
  }
  return low;
}

/* Pieces */

/* The region's pieces that are values or not, with a key each; NULL without memory or if there are none. */
static gk_page_key *gather(finder *f, int values, size_t *n, gk_page_key **spare) {
  size_t most = 0;
  for (size_t i = 0; i < f->n_lines; i++)
    most += f->lines[i].n_pieces;
  gk_page_key *keys = GK_NEW_ARRAY(f->page->scratch, gk_page_key, most);
  *spare = GK_NEW_ARRAY(f->page->scratch, gk_page_key, most);
  *n = 0;
  if (keys == NULL || *spare == NULL) {
    f->page->failed = 1;
    return NULL;
  }
  for (size_t i = 0; i < f->n_lines; i++) {
    const gk_page_piece *pieces = gk_page_pieces(f->page, &f->lines[i]);
    for (uint32_t k = 0; k < f->lines[i].n_pieces && f->lines[i].look != GK_PAGE_NUMBER; k++)
      if (pieces[k].is_value == values)
        keys[(*n)++] =
            (gk_page_key){values ? pieces[k].x0 : (int64_t)pieces[k].x1 - pieces[k].x0, f->lines[i].piece_idx + k};
  }
  gk_page_sort(keys, *spare, *n);
  return keys;
}

static const gk_page_piece *piece_at(const finder *f, uint32_t idx) {
  return (const gk_page_piece *)f->page->pieces.items + idx;
}

static int32_t value_end(const finder *f, const gk_page_piece *piece) {
  return f->is_bare ? piece->bare_x1 : piece->x1;
}

/* Values that stand above each other are of one column. */
static int add_value_bands(finder *f) {
  size_t n;
  gk_page_key *spare, *keys = gather(f, 1, &n, &spare);
  for (size_t i = 0; i < n && keys != NULL; i++) {
    const gk_page_piece *piece = piece_at(f, keys[i].idx);
    gk_page_band *last = f->bands.n > 0 ? band_at(f, f->bands.n - 1) : NULL;
    if (last != NULL && piece->x0 < last->x1) {
      if (last->x1 < value_end(f, piece))
        last->x1 = value_end(f, piece);
      continue;
    }
    if (f->bands.n >= f->page->limits->table_columns || (last = gk_page_push(f->page, &f->bands, sizeof *last)) == NULL)
      return 0;
    *last = (gk_page_band){piece->x0, value_end(f, piece), .has_values = 1};
  }
  return keys != NULL && n > 0;
}

/*
 * Two values of one line in one column: then these are none. A few that stand a blank apart are a number with a blank
 * in it: they are one cell, whatever it says.
 */
static int are_values_apart(const finder *f) {
  size_t n_together = 0, n_values = 0;
  for (size_t i = 0; i < f->n_lines; i++) {
    const gk_page_piece *pieces = gk_page_pieces(f->page, &f->lines[i]);
    size_t before = SIZE_MAX;
    for (uint32_t k = 0; k < f->lines[i].n_pieces; k++) {
      if (!pieces[k].is_value)
        continue;
      size_t band = find_band(f->bands.items, f->bands.n, pieces[k].x0);
      if (band == before && (pieces[k].is_wide || !f->page->is_text))
        return 0;
      n_together += band == before;
      n_values++;
      before = band;
    }
  }
  return n_together <= n_values / TOGETHER_SHARE;
}

/* Which edge of values stands above each other. */
typedef enum edge { EDGE_LEFT, EDGE_RIGHT, EDGE_MIDDLE, N_EDGES } edge;

static int64_t place_of(const gk_page_piece *piece, edge e) {
  return e == EDGE_LEFT ? piece->x0 : e == EDGE_RIGHT ? piece->x1 : ((int64_t)piece->x0 + piece->x1) / 2;
}

/* Of `n` values of a band the number that stand above each other on one side, a column more or less. */
static size_t count_above(const finder *f, const gk_page_key *values, size_t n, gk_page_key *keys, gk_page_key *spare) {
  size_t best = 0;
  for (edge e = EDGE_LEFT; e < N_EDGES; e++) {
    for (size_t i = 0; i < n; i++)
      keys[i] = (gk_page_key){place_of(piece_at(f, values[i].idx), e), 0};
    gk_page_sort(keys, spare, n);
    for (size_t i = 0, first = 0; i < n; i++) {
      while (keys[i].key - keys[first].key > 1)
        first++;
      best = i - first + 1 > best ? i - first + 1 : best;
    }
  }
  return best;
}

/* Of all lines. */
static size_t most_values(const finder *f) {
  size_t most = 0;
  for (size_t i = 0; i < f->n_lines; i++) {
    const gk_page_piece *pieces = gk_page_pieces(f->page, &f->lines[i]);
    size_t n = 0;
    for (uint32_t k = 0; k < f->lines[i].n_pieces; k++)
      n += pieces[k].is_value;
    most = n > most ? n : most;
  }
  return most;
}

/*
 * Whether the values of most columns stand above each other as text is set, on the left, on the right or in the middle.
 * Where blanks were lost they only seem to.
 */
static int are_values_aligned(finder *f) {
  size_t n, n_above = 0;
  gk_page_key *spare, *values = gather(f, 1, &n, &spare);
  gk_page_key *keys = GK_NEW_ARRAY(f->page->scratch, gk_page_key, n);
  int is_full = f->bands.n <= most_values(f); /* then a value alone in its column is no wonder */
  if (values == NULL || keys == NULL) {
    f->page->failed = 1;
    return 0;
  }
  for (size_t a = 0, b, band = 0; a < n && band < f->bands.n; a = b, band++) {
    for (b = a; b < n && piece_at(f, values[b].idx)->x0 < band_at(f, band)->x1; b++)
      ;
    n_above += b - a > 1 || is_full ? count_above(f, values + a, b - a, keys, spare) : 0;
  }
  return n_above >= n - n / UNALIGNED_SHARE;
}

/* Makes a new band for [x0, x1) at index `at`. */
static int insert_band(finder *f, size_t at, const gk_page_piece *piece) {
  if (f->bands.n >= f->page->limits->table_columns || gk_page_push(f->page, &f->bands, sizeof(gk_page_band)) == NULL)
    return 0;
  memmove(band_at(f, at + 1), band_at(f, at), (f->bands.n - 1 - at) * sizeof(gk_page_band));
  *band_at(f, at) = (gk_page_band){piece->x0, piece->x1, .has_text = 1};
  return 1;
}

/* Of all text over a column that which reaches furthest over it decides. */
static int32_t lean(const gk_page_band *band, const gk_page_piece *piece) {
  int32_t here = (band->x0 - piece->x0) - (piece->x1 - band->x1);
  return here > 0 ? (band->lean > here ? band->lean : here) : (band->lean > 0 || band->lean < here ? band->lean : here);
}

/* The first piece of the first line with values; what stands above is a header. */
static uint32_t first_of_body(const finder *f) {
  for (size_t i = 0; i < f->n_lines; i++)
    if (f->lines[i].look == GK_PAGE_VALUES)
      return f->lines[i].piece_idx;
  return 0;
}

/*
 * Text, the narrowest first: where nothing stands yet it makes a column, where one column stands it makes it wider,
 * over several it spans them. A column of values is made no wider: what stands above them may be off to the side.
 */
static int add_text_bands(finder *f) {
  size_t n;
  uint32_t body = first_of_body(f);
  gk_page_key *spare, *keys = gather(f, 0, &n, &spare);
  for (size_t i = 0; i < n && keys != NULL; i++) {
    const gk_page_piece *piece = piece_at(f, keys[i].idx);
    size_t first = find_band(f->bands.items, f->bands.n, piece->x0), end = first;
    while (end < f->bands.n && end < first + 2 && band_at(f, end)->x0 < piece->x1)
      end++;
    if (end == first && !insert_band(f, first, piece))
      return 0;
    gk_page_band *band = band_at(f, first);
    if (end > first + 1)
      continue;
    band->has_text = 1;
    band->in_body |= keys[i].idx >= body;
    band->in_head |= keys[i].idx < body;
    band->lean = lean(band, piece);
    if (band->has_values)
      continue;
    if (piece->x0 < band->x0)
      band->x0 = piece->x0;
    if (piece->x1 > band->x1)
      band->x1 = piece->x1;
  }
  return keys != NULL;
}

/* The bands a piece stands over: [*first, *end), empty if none. */
static void find_span(const gk_page_columns *c, const gk_page_piece *piece, size_t *first, size_t *end) {
  *first = find_band(c->bands, c->n, piece->x0);
  *end = *first + find_start(c->bands + *first, c->n - *first, piece->x1);
}

/* Joining */

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
    find_span(c, piece, &first, &end);
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
static uint32_t *find_beside(const finder *f) {
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
static int find_spanned(finder *f) {
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
      find_span(&c, &pieces[k], &first, &end);
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
static void join_bands(finder *f, const uint8_t *wants, const uint32_t *beside) {
  size_t n = 0, start = 0; /* the first of those joined to the last */
  for (size_t i = 0; i < f->bands.n; i++) {
    gk_page_band *band = band_at(f, i), *last = n > 0 ? band_at(f, n - 1) : NULL;
    if (last == NULL || !wants[i] || beside[i] > start) {
      *band_at(f, n++) = *band;
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
static int is_over_values(const finder *f, const gk_page_piece *piece) {
  return piece->is_value || (f->page->is_text && piece->x0 >= band_at(f, f->first_values)->x0);
}

/* How far two columns of values are apart at least, from start to start. */
static int64_t find_pitch(const finder *f) {
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
static int join(finder *f, int (*wants)(const finder *f, const uint32_t *beside, size_t i)) {
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
static int are_fragments(const finder *f, const uint32_t *beside, size_t i) {
  (void)beside;
  return i < f->first_values && f->spanned[i] && (band_at(f, i - 1)->in_body || band_at(f, i)->in_body);
}

/* Closer than columns are, and both values or both text. */
static int are_near(const finder *f, const uint32_t *beside, size_t i) {
  (void)beside;
  const gk_page_band *a = band_at(f, i - 1), *b = band_at(f, i);
  return i > f->first_values && a->has_values == b->has_values && (int64_t)b->x0 - a->x1 <= f->near;
}

/* Whether of bands i - 1 and i one is a column of values without a heading, and the other may be its heading. */
static int is_pair(const finder *f, const uint32_t *beside, size_t i) {
  if (i == 0 || i >= f->bands.n || beside[i] == i)
    return 0;
  const gk_page_band *a = band_at(f, i - 1), *b = band_at(f, i);
  return (a->has_values && !a->has_text && !b->has_values) || (b->has_values && !b->has_text && !a->has_values);
}

/* In text, values without a heading beside a heading over others: a long label in their lines moved one or the other.
 */
static int is_moved(const finder *f, const uint32_t *beside, size_t i) {
  const gk_page_band *a = band_at(f, i - 1), *b = band_at(f, i);
  return f->page->is_text && beside[i] != i && a->has_values && a->in_head && b->has_values && !b->has_text;
}

static int is_headed_left(const finder *f, const uint32_t *beside, size_t i) {
  return band_at(f, i)->has_values && is_pair(f, beside, i);
}

static int is_headed_right(const finder *f, const uint32_t *beside, size_t i) {
  return band_at(f, i - 1)->has_values && is_pair(f, beside, i);
}

/* On which side of their headings values stand: more than 0 on the right, less on the left, 0 if nothing tells. */
static int values_side(const finder *f, const uint32_t *beside) {
  size_t last = f->bands.n - 1, n_right = 0, n_left = 0;
  if (is_pair(f, beside, last))
    return band_at(f, last)->has_values ? 1 : -1;
  for (size_t i = f->first_values; i < f->bands.n; i++) {
    const gk_page_band *band = band_at(f, i);
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
static int join_headings(finder *f) {
  const uint32_t *beside = find_beside(f);
  if (beside == NULL)
    return 0;
  int side = values_side(f, beside);
  if (side > 0)
    return join(f, is_headed_left) && join(f, is_moved);
  return side == 0 || join(f, is_headed_right);
}

static size_t first_values(const finder *f) {
  size_t i = 0;
  while (i < f->bands.n && !band_at(f, i)->has_values)
    i++;
  return i;
}

static int join_columns(finder *f) {
  f->first_values = first_values(f);
  int64_t pitch = find_pitch(f);
  f->near = pitch == INT32_MAX ? 0 : pitch / NEAR_SHARE;
  if (!find_spanned(f) || !join(f, are_fragments))
    return 0;
  f->first_values = first_values(f);
  return join(f, are_near) && join_headings(f);
}

/* Counts the gaps before values, those between values apart. */
static void count_gaps(const gk_page *page, const gk_page_line *line, size_t n_wide[2], size_t n_narrow[2]) {
  const gk_page_piece *pieces = gk_page_pieces(page, line);
  for (uint32_t k = 1; k < line->n_pieces; k++) {
    if (!pieces[k].is_value)
      continue;
    n_wide[pieces[k - 1].is_value] += pieces[k].is_wide;
    n_narrow[pieces[k - 1].is_value] += !pieces[k].is_wide;
  }
}

int gk_page_is_aligned(const gk_page *page, uint32_t first, uint32_t end) {
  const gk_page_line *lines = gk_page_lines(page);
  size_t n_wide[2] = {0}, n_narrow[2] = {0};
  for (uint32_t i = first; i < end; i++)
    count_gaps(page, &lines[i], n_wide, n_narrow);
  int k = n_wide[1] + n_narrow[1] > 0;
  return n_wide[k] > n_narrow[k];
}

static int are_headed(finder *f) {
  return gk_page_widen_headed(f->page, f->lines, f->n_lines, f->bands.items, f->bands.n);
}

/* The columns of values in text, where they may be apart by no more than blanks do in a line. */
static int find_text_columns(finder *f, int is_aligned) {
  if (add_value_bands(f) && are_values_apart(f) && ((is_aligned && are_values_aligned(f)) || are_headed(f)))
    return 1;
  f->bands.n = 0;
  f->is_bare = 1;
  return add_value_bands(f) && are_values_apart(f) && are_headed(f);
}

int gk_page_find_columns(gk_page *page, uint32_t first, uint32_t end, gk_page_columns *out) {
  finder f = {.page = page, .lines = gk_page_lines(page) + first, .n_lines = end - first};
  *out = (gk_page_columns){0};
  if (page->is_text ? !find_text_columns(&f, gk_page_is_aligned(page, first, end))
                    : !(add_value_bands(&f) && are_values_apart(&f)))
    return 0;
  if (!add_text_bands(&f) || !join_columns(&f))
    return 0;
  *out = (gk_page_columns){f.bands.items, f.bands.n};
  return 1;
}

/*
 * Text that stands apart from what is before it in the line, and reaches into its column only because the column is
 * wider in other lines, is of the next one.
 */
static void part_cells(gk_page_cell *last, gk_page_cell *cell) {
  uint32_t last_end = last->col + last->span, end = cell->col + cell->span;
  if (cell->col + 1 != last_end)
    return;
  if (end > last_end) {
    cell->col++;
    cell->span--;
  } else if (last->span > 1) {
    last->span--;
  }
}

/* Puts pieces [first, first + n) into columns [col, col + span): a cell of its own, or more of the last one. */
static size_t add_cell(gk_page_cell *cells, size_t n, const gk_page_cell *cell) {
  if (n > 0 && cell->col < cells[n - 1].col + cells[n - 1].span) {
    gk_page_cell *last = &cells[n - 1];
    uint32_t end = cell->col + cell->span;
    last->n += cell->n;
    if (last->col + last->span < end)
      last->span = end - last->col;
    return n;
  }
  cells[n] = *cell;
  return n + 1;
}

size_t gk_page_place(const gk_page *page, const gk_page_columns *columns, const gk_page_line *line,
                     gk_page_cell *cells) {
  const gk_page_piece *pieces = gk_page_pieces(page, line);
  size_t n = 0;
  for (uint32_t k = 0; k < line->n_pieces; k++) {
    size_t first, end;
    find_span(columns, &pieces[k], &first, &end);
    if (end == first) { /* between columns: text of the one before it, as far as can be said */
      first = first > 0 ? first - 1 : 0;
      end = first + 1;
    }
    gk_page_cell cell = {k, 1, (uint32_t)first, (uint32_t)(end - first)};
    if (n > 0 && pieces[k].is_wide && !pieces[k].is_value && !pieces[k - 1].is_value)
      part_cells(&cells[n - 1], &cell);
    n = add_cell(cells, n, &cell);
  }
  return n;
}
