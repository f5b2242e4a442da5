#include "layout/pieces.h"

#include <string.h>

#define VERBATIM UINT32_MAX

typedef struct piece {
  uint32_t part;
  uint32_t part_off;
  uint32_t part_n;
  uint32_t text_n;
  uint32_t bytes_off; /* VERBATIM where the text is the source itself */
} piece;

gk_pieces_mark gk_pieces_begin(const gk_pieces *p) {
  return (gk_pieces_mark){p->pieces.n, p->bytes.n};
}

/* Makes `next` a part of the piece before it, if their sources touch and both are verbatim or both generated. */
static int extend(piece *last, const piece *next) {
  int is_adjacent = last->part == next->part && last->part_off + last->part_n == next->part_off;
  int are_verbatim = last->bytes_off == VERBATIM && next->bytes_off == VERBATIM;
  int are_generated =
      last->part_n == 0 && next->part_n == 0 && last->bytes_off != VERBATIM && next->bytes_off != VERBATIM;
  if (!is_adjacent || !(are_verbatim || are_generated) || next->text_n >= UINT32_MAX - last->text_n)
    return 0;
  last->part_n += next->part_n;
  last->text_n += next->text_n;
  return 1;
}

static gk_status append(gk_pieces *p, gk_arena *arena, gk_pieces_mark mark, const piece *next) {
  if (p->pieces.n > mark.n_pieces) {
    piece *last = (piece *)p->pieces.items + p->pieces.n - 1;
    if (next->text_n == 0 || extend(last, next))
      return GK_OK;
    if (last->text_n == 0) {
      *last = *next;
      return GK_OK;
    }
  }
  piece *slot = gk_vec_push(arena, &p->pieces, 1, sizeof *slot);
  if (slot == NULL)
    return GK_STATUS_NO_MEMORY;
  *slot = *next;
  return GK_OK;
}

gk_status gk_pieces_add(gk_pieces *p, gk_arena *arena, gk_pieces_mark mark, const gk_part *part, uint32_t part_idx,
                        gk_str text, gk_str source) {
  if (text.n >= UINT32_MAX || p->bytes.n >= UINT32_MAX - text.n)
    return GK_STATUS_TOO_LARGE;
  piece next = {part_idx, (uint32_t)(source.p - part->text.p), (uint32_t)source.n, (uint32_t)text.n, VERBATIM};
  if (text.n == 0) {
    next.part_n = 0; /* only says where an empty paragraph stands */
  } else if (text.p != source.p || text.n != source.n) {
    char *copy = gk_vec_push(arena, &p->bytes, text.n, 1);
    if (copy == NULL)
      return GK_STATUS_NO_MEMORY;
    next.bytes_off = (uint32_t)(p->bytes.n - text.n);
    memcpy(copy, text.p, text.n);
  }
  return append(p, arena, mark, &next);
}

static const char *text_of(const gk_pieces *p, const gk_part *parts, const piece *from) {
  if (from->bytes_off != VERBATIM)
    return (const char *)p->bytes.items + from->bytes_off;
  return parts[from->part].text.p + from->part_off;
}

static size_t total_text(const piece *pieces, size_t n) {
  size_t total = 0;
  for (size_t i = 0; i < n; i++)
    total += pieces[i].text_n;
  return total;
}

static gk_status join(const gk_pieces *p, gk_arena *arena, const gk_part *parts, const piece *pieces, size_t n,
                      gk_vec *segs, size_t max_segs, gk_text *out) {
  size_t total = total_text(pieces, n);
  if (total >= UINT32_MAX)
    return GK_STATUS_TOO_LARGE;
  if (max_segs >= UINT32_MAX)
    max_segs = UINT32_MAX - 1;
  if (n > max_segs || segs->n > max_segs - n)
    return GK_STATUS_TOO_COMPLEX;
  gk_seg *seg = gk_vec_push(arena, segs, n, sizeof *seg);
  char *text = gk_arena_alloc(arena, total, 1);
  if (seg == NULL || text == NULL)
    return GK_STATUS_NO_MEMORY;
  uint32_t at = 0;
  for (size_t i = 0; i < n; i++) {
    memcpy(text + at, text_of(p, parts, &pieces[i]), pieces[i].text_n);
    seg[i] = (gk_seg){at, pieces[i].part_off, pieces[i].part_n, pieces[i].part};
    at += pieces[i].text_n;
  }
  *out = (gk_text){text, at, (uint32_t)(segs->n - n), (uint32_t)n, 0};
  return GK_OK;
}

gk_status gk_pieces_end(gk_pieces *p, gk_arena *arena, gk_pieces_mark mark, const gk_part *parts, gk_vec *segs,
                        size_t max_segs, gk_text *out) {
  size_t n = p->pieces.n - mark.n_pieces;
  gk_status status = GK_OK;
  *out = (gk_text){0};
  if (n == 0)
    return GK_OK;
  const piece *pieces = (const piece *)p->pieces.items + mark.n_pieces;
  if (n == 1 && pieces->bytes_off == VERBATIM)
    *out = (gk_text){text_of(p, parts, pieces), pieces->text_n, 0, 0, pieces->part};
  else
    status = join(p, arena, parts, pieces, n, segs, max_segs, out);
  p->pieces.n = mark.n_pieces;
  p->bytes.n = mark.n_bytes;
  return status;
}
