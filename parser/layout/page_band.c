#include "layout/page_columns.h"

#include <string.h>

enum {
  TOGETHER_SHARE = 24, /* one value in so many may have a blank in it */
  UNALIGNED_SHARE = 8  /* one value in so many may stand aside in its column */
};

size_t gk_page_find_band(const gk_page_band *bands, size_t n, int32_t x) {
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

void gk_page_find_span(const gk_page_columns *c, const gk_page_piece *piece, size_t *first, size_t *end) {
  *first = gk_page_find_band(c->bands, c->n, piece->x0);
  *end = *first + find_start(c->bands + *first, c->n - *first, piece->x1);
}

/* The region's pieces that are values or not, with a key each; NULL without memory or if there are none. */
static gk_page_key *gather(gk_page_finder *f, int values, size_t *n, gk_page_key **spare) {
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

static const gk_page_piece *piece_at(const gk_page_finder *f, uint32_t idx) {
  return (const gk_page_piece *)f->page->pieces.items + idx;
}

static int32_t value_end(const gk_page_finder *f, const gk_page_piece *piece) {
  return f->is_bare ? piece->bare_x1 : piece->x1;
}

int gk_page_add_value_bands(gk_page_finder *f) {
  size_t n;
  gk_page_key *spare, *keys = gather(f, 1, &n, &spare);
  for (size_t i = 0; i < n && keys != NULL; i++) {
    const gk_page_piece *piece = piece_at(f, keys[i].idx);
    gk_page_band *last = f->bands.n > 0 ? gk_page_band_at(f, f->bands.n - 1) : NULL;
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

int gk_page_are_values_apart(const gk_page_finder *f) {
  size_t n_together = 0, n_values = 0;
  for (size_t i = 0; i < f->n_lines; i++) {
    const gk_page_piece *pieces = gk_page_pieces(f->page, &f->lines[i]);
    size_t before = SIZE_MAX;
    for (uint32_t k = 0; k < f->lines[i].n_pieces; k++) {
      if (!pieces[k].is_value)
        continue;
      size_t band = gk_page_find_band(f->bands.items, f->bands.n, pieces[k].x0);
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
static size_t count_above(const gk_page_finder *f, const gk_page_key *values, size_t n, gk_page_key *keys,
                          gk_page_key *spare) {
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
static size_t most_values(const gk_page_finder *f) {
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

int gk_page_are_values_aligned(gk_page_finder *f) {
  size_t n, n_above = 0;
  gk_page_key *spare, *values = gather(f, 1, &n, &spare);
  gk_page_key *keys = GK_NEW_ARRAY(f->page->scratch, gk_page_key, n);
  int is_full = f->bands.n <= most_values(f); /* then a value alone in its column is no wonder */
  if (values == NULL || keys == NULL) {
    f->page->failed = 1;
    return 0;
  }
  for (size_t a = 0, b, band = 0; a < n && band < f->bands.n; a = b, band++) {
    for (b = a; b < n && piece_at(f, values[b].idx)->x0 < gk_page_band_at(f, band)->x1; b++)
      ;
    n_above += b - a > 1 || is_full ? count_above(f, values + a, b - a, keys, spare) : 0;
  }
  return n_above >= n - n / UNALIGNED_SHARE;
}

/* Makes a new band for [x0, x1) at index `at`. */
static int insert_band(gk_page_finder *f, size_t at, const gk_page_piece *piece) {
  if (f->bands.n >= f->page->limits->table_columns || gk_page_push(f->page, &f->bands, sizeof(gk_page_band)) == NULL)
    return 0;
  memmove(gk_page_band_at(f, at + 1), gk_page_band_at(f, at), (f->bands.n - 1 - at) * sizeof(gk_page_band));
  *gk_page_band_at(f, at) = (gk_page_band){piece->x0, piece->x1, .has_text = 1};
  return 1;
}

/* Of all text over a column that which reaches furthest over it decides. */
static int32_t lean(const gk_page_band *band, const gk_page_piece *piece) {
  int32_t here = (band->x0 - piece->x0) - (piece->x1 - band->x1);
  return here > 0 ? (band->lean > here ? band->lean : here) : (band->lean > 0 || band->lean < here ? band->lean : here);
}

/* The first piece of the first line with values; what stands above is a header. */
static uint32_t first_of_body(const gk_page_finder *f) {
  for (size_t i = 0; i < f->n_lines; i++)
    if (f->lines[i].look == GK_PAGE_VALUES)
      return f->lines[i].piece_idx;
  return 0;
}

int gk_page_add_text_bands(gk_page_finder *f) {
  size_t n;
  uint32_t body = first_of_body(f);
  gk_page_key *spare, *keys = gather(f, 0, &n, &spare);
  for (size_t i = 0; i < n && keys != NULL; i++) {
    const gk_page_piece *piece = piece_at(f, keys[i].idx);
    size_t first = gk_page_find_band(f->bands.items, f->bands.n, piece->x0), end = first;
    while (end < f->bands.n && end < first + 2 && gk_page_band_at(f, end)->x0 < piece->x1)
      end++;
    if (end == first && !insert_band(f, first, piece))
      return 0;
    gk_page_band *band = gk_page_band_at(f, first);
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
