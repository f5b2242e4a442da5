#include "extract/fold.h"

#include "base/space.h"
#include "extract/variant.h"

uint32_t gk_utf8_next_rare(gk_str s, size_t *i) {
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  uint8_t lead = (uint8_t)s.p[(*i)++];
  size_t len = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || s.n - *i < len - 1)
    return 0xFFFD;
  uint32_t cp = lead & (0x7Fu >> len);
  for (size_t k = 0; k < len - 1; k++) {
    uint8_t next = (uint8_t)s.p[*i + k];
    if ((next & 0xC0) != 0x80)
      return 0xFFFD;
    cp = cp << 6 | (next & 0x3F);
  }
  if (cp < least[len] || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
    return 0xFFFD;
  *i += len - 1;
  return cp;
}

/* The start of the code point that ends before byte `end`, which must not be 0. */
static size_t utf8_prev(gk_str s, size_t end) {
  size_t i = end - 1;
  while (i > 0 && end - i < 4 && ((uint8_t)s.p[i] & 0xC0) == 0x80)
    i--;
  size_t after = i;
  gk_utf8_next((gk_str){s.p, end}, &after);
  return after == end ? i : end - 1;
}

gk_str gk_trim(gk_str s) {
  size_t from = 0;
  while (from < s.n) {
    size_t next = from;
    if (!gk_is_space(gk_utf8_next(s, &next)))
      break;
    from = next;
  }
  size_t to = s.n;
  while (to > from) {
    size_t prev = utf8_prev(s, to);
    size_t at = prev;
    if (!gk_is_space(gk_utf8_next(s, &at)))
      break;
    to = prev;
  }
  return (gk_str){s.p ? s.p + from : NULL, to - from};
}

/* The small forms of the compatibility area, U+FE50 to U+FE6B, as ASCII has them; 0 for those that it has not. */
static uint32_t fold_small_form(uint32_t cp) {
  static const char ascii[] = ",\0.\0;:?!-(){}[]#&*+-<>=\0\\$%@";
  uint32_t mark = (uint8_t)ascii[cp - 0xFE50];
  return mark != 0 ? mark : cp == 0xFE51 ? 0x3001 /* 、 */ : cp;
}

/* General Punctuation and its neighbours, where one mark has many writings. */
static uint32_t fold_mark(uint32_t cp) {
  if (cp >= 0xFE50 && cp <= 0xFE6B)
    return fold_small_form(cp);
  switch (cp) {
  case 0x201C: /* “ */
  case 0x201D: /* ” */
  case 0x201E: /* „ */
  case 0x2033: /* ″ */
    return '"';
  case 0x2018: /* ‘ */
  case 0x2019: /* ’ */
    return '\'';
  case 0x2010: /* hyphen */
  case 0x2011: /* no-break hyphen */
  case 0x2012: /* figure dash */
  case 0x2013: /* – */
  case 0x2014: /* — */
  case 0x2015: /* ― */
  case 0x2212: /* − */
  case 0x2500: /* ─ */
    return '-';
  case 0x2044: /* ⁄ */
  case 0x2215: /* ∕ */
  case 0x2571: /* ╱ */
    return '/';
  case 0xFE35: /* ︵ */
    return '(';
  case 0xFE36: /* ︶ */
    return ')';
  case 0x2236: /* ∶ */
    return ':';
  case 0x223C: /* ∼ */
  case 0x301C: /* 〜 */
    return '~';
  case 0x3010: /* 【 */
  case 0x3014: /* 〔 */
    return '[';
  case 0x3011: /* 】 */
  case 0x3015: /* 〕 */
    return ']';
  default:
    return cp;
  }
}

uint32_t gk_fold_cp(uint32_t cp) {
  if (cp >= 0x3400 && cp <= 0x9FFF) /* nearly all of a report */
    return gk_variant_base(cp);
  if (gk_is_space(cp))
    return 0;
  if (cp < 0x80)
    return cp;
  if (cp >= 0xFF01 && cp <= 0xFF5E)
    return cp - 0xFF01 + '!';
  return gk_variant_base(fold_mark(cp));
}

/* The next code point of s from byte *i on that folding keeps, folded; 0 at the end. */
static uint32_t next_folded(gk_str s, size_t *i) {
  uint32_t cp = 0;
  while (cp == 0 && *i < s.n)
    cp = gk_fold_cp(gk_utf8_next(s, i));
  return cp;
}

int gk_fold_same(gk_str a, gk_str b) {
  size_t i = 0, j = 0;
  for (;;) {
    uint32_t cp = next_folded(a, &i);
    if (cp != next_folded(b, &j))
      return 0;
    if (cp == 0)
      return 1;
  }
}

gk_status gk_fold_init(gk_fold *fold, gk_arena *arena, size_t capacity) {
  *fold = (gk_fold){.capacity = capacity};
  fold->cp = GK_NEW_ARRAY(arena, uint32_t, capacity);
  fold->off = GK_NEW_ARRAY(arena, uint32_t, capacity);
  return fold->cp && fold->off ? GK_OK : GK_STATUS_NO_MEMORY;
}

void gk_fold_text(gk_fold *fold, gk_str s) {
  fold->source = s;
  fold->n = 0;
  fold->cut = 0;
  for (size_t i = 0; i < s.n;) {
    size_t at = i;
    uint32_t cp = gk_fold_cp(gk_utf8_next(s, &i));
    if (cp == 0)
      continue;
    if (fold->n == fold->capacity || at > UINT32_MAX) {
      fold->cut = 1;
      return;
    }
    fold->cp[fold->n] = cp;
    fold->off[fold->n++] = (uint32_t)at;
    gk_variant_last_word(fold->cp, fold->n);
  }
}

size_t gk_fold_match(const gk_fold *fold, size_t i, const char *needle) {
  if (*needle == '\0')
    return GK_FOLD_NONE;
  gk_str rest = {needle, 4}; /* a literal is valid UTF-8: no sequence in it reads past the NUL */
  for (; *rest.p; i++) {
    size_t n = 0;
    uint32_t cp = gk_fold_cp(gk_utf8_next(rest, &n));
    if (i >= fold->n || fold->cp[i] != cp)
      return GK_FOLD_NONE;
    rest.p += n;
  }
  return i;
}

size_t gk_fold_find(const gk_fold *fold, size_t from, const char *needle) {
  size_t at = 0;
  uint32_t first = gk_fold_cp(gk_utf8_next((gk_str){needle, 4}, &at));
  for (size_t i = from; i < fold->n; i++)
    if (fold->cp[i] == first && gk_fold_match(fold, i, needle) != GK_FOLD_NONE)
      return i;
  return GK_FOLD_NONE;
}

static size_t folded_length(const char *needle) {
  size_t n = 0;
  for (; *needle; needle++)
    n += ((uint8_t)*needle & 0xC0) != 0x80;
  return n;
}

size_t gk_fold_match_back(const gk_fold *fold, size_t end, const char *needle) {
  size_t n = folded_length(needle);
  return n <= end && gk_fold_match(fold, end - n, needle) == end ? end - n : GK_FOLD_NONE;
}

gk_str gk_fold_source(const gk_fold *fold, size_t i, size_t j) {
  if (j > fold->n)
    j = fold->n;
  if (j <= i) {
    size_t at = i < fold->n ? fold->off[i] : fold->source.n;
    return (gk_str){fold->source.p ? fold->source.p + at : NULL, 0};
  }
  size_t end = fold->off[j - 1];
  gk_utf8_next(fold->source, &end);
  return (gk_str){fold->source.p + fold->off[i], end - fold->off[i]};
}
