/* Bytes as they come: what is done where nothing is known of a document, and what the other mutators are measured by.
 */
#include "mutate.h"

#include <string.h>

static const char interesting[][4] = {{0, 0, 0, 0},         {-1, -1, -1, -1},    {-1, -1, -1, 127}, {0, 0, 0, -128},
                                      {-128, 0, 0, 0},      {127, 0, 0, 0},      {-1, -1, 0, 0},    {0, 1, 0, 0},
                                      {'<', '/', 'w', ':'}, {'"', '>', ' ', '&'}};

/* A piece of a document, of up to 32 bytes, or now and then of any length. */
static gk_str piece(mutate_random *r, gk_str doc) {
  if (doc.n == 0)
    return doc;
  size_t at = mutate_below(r, doc.n), most = doc.n - at;
  if (most > 32 && !mutate_once_in(r, 8))
    most = 32;
  return (gk_str){doc.p + at, most == 0 ? 0 : 1 + mutate_below(r, most)};
}

static void overwrite(mutate_random *r, mutate_out *out, const char *by, size_t n) {
  size_t at = mutate_below(r, out->n);
  memcpy(out->p + at, by, n < out->n - at ? n : out->n - at);
}

static mutate_made bytes_step(mutate_random *r, gk_str doc, gk_str other, mutate_out *out) {
  size_t from = mutate_below(r, doc.n), action = mutate_below(r, 6);
  if (doc.n == 0)
    action = 5;
  if (action < 3)
    mutate_put(out, doc);
  if (out->is_full)
    return MUTATE_NOTHING;
  switch (action) {
  case 0:
    out->p[from] = (char)(out->p[from] ^ 1 << mutate_below(r, 8));
    break;
  case 1:
    out->p[from] = (char)mutate_below(r, 256);
    break;
  case 2:
    overwrite(r, out, interesting[mutate_below(r, sizeof interesting / sizeof *interesting)],
              (size_t)1 << mutate_below(r, 3));
    break;
  case 3:
    mutate_splice(out, doc, from, from + piece(r, (gk_str){doc.p + from, doc.n - from}).n, (gk_str){NULL, 0});
    break;
  case 4:
    mutate_splice(out, doc, from, from, piece(r, other.n > 0 && mutate_once_in(r, 2) ? other : doc));
    break;
  default:
    mutate_splice(out, doc, from, from,
                  (gk_str){interesting[mutate_below(r, sizeof interesting / sizeof *interesting)], 4});
  }
  return MUTATE_BROKEN;
}

/* Sixteenths, then their sixteenths: 272 pieces. */
static int bytes_cut(gk_str doc, size_t k, mutate_out *out) {
  size_t size = doc.n / (k < 16 ? 16 : 256), at = k < 16 ? k : k - 16;
  if (size == 0 || at * size >= doc.n)
    return 0;
  size_t to = (at + 1) * size < doc.n ? (at + 1) * size : doc.n;
  mutate_splice(out, doc, at * size, to, (gk_str){NULL, 0});
  return 1;
}

const mutate_kind mutate_bytes = {"bytes", bytes_step, 8, bytes_cut};
