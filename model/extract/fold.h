/*
 * fold.h: text as it is compared. Two writings of a label that a reader takes for the same fold to the same code
 * points: white space and zero-width characters are gone, full-width ASCII is ASCII, brackets are () and [], quotes
 * " and ', dashes '-', traditional characters are simplified, 檔案 is 文件, and so on. Each folded code point knows
 * where it stands in the source, so that what was found in the folded text can be cut out of the original.
 */
#ifndef GONGKAI_EXTRACT_FOLD_H
#define GONGKAI_EXTRACT_FOLD_H

#include "gongkai/arena.h"
#include "gongkai/status.h"

#define GK_FOLD_NONE SIZE_MAX

/* The capacity that whole paragraphs are folded to; what matters in a longer one stands near its start. */
#define GK_FOLD_PARAGRAPH 4096

typedef struct gk_fold {
  uint32_t *cp;  /* folded code points */
  uint32_t *off; /* where each one starts in the source: bytes */
  size_t n;
  size_t capacity; /* of both arrays */
  int cut;         /* the source did not fit; what did is here */
  gk_str source;
} gk_fold;

/* `s` without blanks at its ends. */
gk_str gk_trim(gk_str s);

/* What gk_utf8_next() returns where neither ASCII nor a sequence of three bytes stands. */
uint32_t gk_utf8_next_rare(gk_str s, size_t *i);

/* The code point at byte *i of s, which must be less than s.n; *i moves behind it. A bad byte counts as U+FFFD. */
static inline uint32_t gk_utf8_next(gk_str s, size_t *i) {
  const uint8_t *p = (const uint8_t *)s.p + *i;
  if (p[0] < 0x80) {
    ++*i;
    return p[0];
  }
  /* Nearly all else of a report; U+1000 to U+CFFF, where nothing can be ill-formed. */
  if (p[0] > 0xE0 && p[0] < 0xED && s.n - *i >= 3 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
    *i += 3;
    return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
  }
  return gk_utf8_next_rare(s, i);
}

/* The folded code point, or 0 for one that is dropped. */
uint32_t gk_fold_cp(uint32_t cp);

/* Whether two texts are the same when folded, code point by code point: words of other regions are not looked at. */
int gk_fold_same(gk_str a, gk_str b);

/* Gives a fold arrays for `capacity` code points; GK_STATUS_NO_MEMORY if there is none. */
gk_status gk_fold_init(gk_fold *fold, gk_arena *arena, size_t capacity) GK_MUST_USE;

/* Folds `s`, which must outlive the use of the result. The arrays are used again: no memory is taken. */
void gk_fold_text(gk_fold *fold, gk_str s);

/* Needles are UTF-8 literals in any writing, without blanks; they are folded as they are compared. An empty one
   matches nowhere. */

/* The index behind the needle if it stands at index i, else GK_FOLD_NONE. */
size_t gk_fold_match(const gk_fold *fold, size_t i, const char *needle);

/* The index where the needle begins if it ends before index `end`, else GK_FOLD_NONE. */
size_t gk_fold_match_back(const gk_fold *fold, size_t end, const char *needle);

/* The first index at or behind `from` where the needle stands, or GK_FOLD_NONE. */
size_t gk_fold_find(const gk_fold *fold, size_t from, const char *needle);

/* The source bytes of the folded code points i to j - 1; empty, at the right place, if j <= i. */
gk_str gk_fold_source(const gk_fold *fold, size_t i, size_t j);

#endif
