#include "layout/page_line.h"

#include <string.h>

enum { NARROW_SHARE = 4 }; /* one value in so many may stand close to the one before it */

/* Work on one region's columns. Bands are disjoint and in order. */
typedef struct finder {
  gk_page *page;
  const gk_page_line *lines; /* of the region */
  size_t n_lines;
  gk_vec bands;
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

/* Values that stand above each other are of one column. */
static int add_value_bands(finder *f) {
  size_t n;
  gk_page_key *spare, *keys = gather(f, 1, &n, &spare);
  for (size_t i = 0; i < n && keys != NULL; i++) {
    const gk_page_piece *piece = piece_at(f, keys[i].idx);
    gk_page_band *last = f->bands.n > 0 ? band_at(f, f->bands.n - 1) : NULL;
    if (last != NULL && piece->x0 < last->x1) {
      if (last->x1 < piece->x1)
        last->x1 = piece->x1;
      continue;
    }
    if (f->bands.n >= f->page->limits->table_columns || (last = gk_page_push(f->page, &f->bands, sizeof *last)) == NULL)
      return 0;
    *last = (gk_page_band){piece->x0, piece->x1, 1};
  }
  return keys != NULL && n > 0;
}

/* Two values of one line in one column: then these are none. */
static int are_values_apart(const finder *f) {
  for (size_t i = 0; i < f->n_lines; i++) {
    const gk_page_piece *pieces = gk_page_pieces(f->page, &f->lines[i]);
    size_t before = SIZE_MAX;
    for (uint32_t k = 0; k < f->lines[i].n_pieces; k++) {
      if (!pieces[k].is_value)
        continue;
      size_t band = find_band(f->bands.items, f->bands.n, pieces[k].x0);
      if (band == before)
        return 0;
      before = band;
    }
  }
  return 1;
}

/* Makes a new band for [x0, x1) at index `at`. */
static int insert_band(finder *f, size_t at, const gk_page_piece *piece) {
  if (f->bands.n >= f->page->limits->table_columns || gk_page_push(f->page, &f->bands, sizeof(gk_page_band)) == NULL)
    return 0;
  memmove(band_at(f, at + 1), band_at(f, at), (f->bands.n - 1 - at) * sizeof(gk_page_band));
  *band_at(f, at) = (gk_page_band){piece->x0, piece->x1, 0};
  return 1;
}

/*
 * Text, the narrowest first: where nothing stands yet it makes a column, where one column stands it makes it wider,
 * over several it spans them. A column of values is made no wider: what stands above them may be off to the side.
 */
static int add_text_bands(finder *f) {
  size_t n;
  gk_page_key *spare, *keys = gather(f, 0, &n, &spare);
  for (size_t i = 0; i < n && keys != NULL; i++) {
    const gk_page_piece *piece = piece_at(f, keys[i].idx);
    size_t first = find_band(f->bands.items, f->bands.n, piece->x0), end = first;
    while (end < f->bands.n && end < first + 2 && band_at(f, end)->x0 < piece->x1)
      end++;
    if (end == first && !insert_band(f, first, piece))
      return 0;
    gk_page_band *band = band_at(f, first);
    if (end != first + 1 || band->has_values)
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
  *first = *end = find_band(c->bands, c->n, piece->x0);
  while (*end < c->n && c->bands[*end].x0 < piece->x1)
    ++*end;
}

/*
 * Before the first values, columns that never stand side by side in a line are one: fragments of a label, centred or
 * indented. Behind it a word that stands apart heads a column without values.
 */
static int join_bands(finder *f) {
  gk_page_columns c = {f->bands.items, f->bands.n};
  uint8_t *is_edge = GK_NEW_ARRAY(f->page->scratch, uint8_t, c.n + 1); /* before band i */
  if (is_edge == NULL) {
    f->page->failed = 1;
    return 0;
  }
  for (size_t i = 0; i < f->n_lines; i++) {
    const gk_page_piece *pieces = gk_page_pieces(f->page, &f->lines[i]);
    size_t before = SIZE_MAX;
    for (uint32_t k = 0; k < f->lines[i].n_pieces; k++) {
      size_t first, end;
      find_span(&c, &pieces[k], &first, &end);
      if (first == end)
        continue;
      if (before != SIZE_MAX && first == before) /* next to the one before it */
        is_edge[first] = 1;
      before = end;
    }
  }
  size_t n = 0;
  int is_behind_values = 0;
  for (size_t i = 0; i < c.n; i++) {
    int stays = n == 0 || is_edge[i] || c.bands[i].has_values || is_behind_values;
    is_behind_values |= c.bands[i].has_values;
    if (stays) {
      c.bands[n++] = c.bands[i];
    } else {
      c.bands[n - 1].x1 = c.bands[i].x1;
    }
  }
  f->bands.n = n;
  return 1;
}

int gk_page_is_aligned(const gk_page *page, uint32_t first, uint32_t end) {
  const gk_page_line *lines = gk_page_lines(page);
  size_t n_wide = 0, n_narrow = 0;
  for (uint32_t i = first; i < end; i++) {
    const gk_page_piece *pieces = gk_page_pieces(page, &lines[i]);
    for (uint32_t k = 1; k < lines[i].n_pieces; k++) {
      n_wide += pieces[k].is_value && pieces[k].is_wide;
      n_narrow += pieces[k].is_value && !pieces[k].is_wide;
    }
  }
  return n_wide >= 2 && n_narrow <= n_wide / NARROW_SHARE;
}

int gk_page_find_columns(gk_page *page, uint32_t first, uint32_t end, gk_page_columns *out) {
  finder f = {.page = page, .lines = gk_page_lines(page) + first, .n_lines = end - first};
  *out = (gk_page_columns){0};
  if ((page->is_text && !gk_page_is_aligned(page, first, end)) || !add_value_bands(&f) || !are_values_apart(&f) ||
      !add_text_bands(&f) || !join_bands(&f))
    return 0;
  *out = (gk_page_columns){f.bands.items, f.bands.n};
  return 1;
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
    n = add_cell(cells, n, &cell);
  }
  return n;
}
