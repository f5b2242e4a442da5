#include "reader/numbering.h"

#include <string.h>

/* 17.9.25: without w:start a level begins at 0. 17.9.26: w:startOverride is the beginning for that num. */
static int32_t start_of(const gk_list_num *num, size_t level) {
  if (num->has_start >> level & 1)
    return num->start[level];
  const gk_list_level *l = gk_list_level_of(num, level);
  return l != NULL ? l->start : 0;
}

/*
 * Whether the use of level `used` starts a deeper one over. 17.9.10, and Word's reading of it in [MS-OI29500]: the
 * level named by w:lvlRestart or any before it does, and so does every level before if none, or none that can be, is
 * named. Word does not look at w:lvlRestart in overrides, so neither does this.
 */
static int restarts(const gk_list_abstract *abstract, size_t deeper, size_t used) {
  const gk_list_level *level = abstract->levels[deeper];
  if (level == NULL || level->restart < 0 || (size_t)level->restart > deeper)
    return 1;
  return used < (size_t)level->restart;
}

/*
 * Nums that share an abstractNum go on counting from one another; a w:startOverride sets the count anew when its num
 * comes to that level for the first time.
 */
static void count(gk_list_num *num, size_t level) {
  gk_list_abstract *abstract = num->abstract;
  uint16_t bit = (uint16_t)(1u << level);
  int overrides = (num->has_start & bit) && !(num->start_used & bit);
  if (overrides || !(abstract->started & bit))
    abstract->count[level] = start_of(num, level);
  else if (abstract->count[level] < INT32_MAX)
    abstract->count[level]++;
  if (overrides)
    num->start_used |= bit;
  abstract->started |= bit;
  for (size_t deeper = level + 1; deeper < GK_LIST_LEVELS; deeper++)
    if (restarts(abstract, deeper, level))
      abstract->started = (uint16_t)(abstract->started & ~(1u << deeper));
}

/* Where a slice may be cut so that n bytes or less are left and no character is torn. */
static size_t cut(gk_str s, size_t n) {
  if (s.n <= n)
    return s.n;
  while (n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
    n--;
  return n;
}

static void append(gk_list_label *label, gk_str s) {
  size_t n = cut(s, GK_LIST_LABEL_BYTES - label->n);
  if (n > 0)
    memcpy(label->text + label->n, s.p, n);
  label->n += n;
}

/* The number of a level in the label of another. Levels that were skipped show where they would start. */
static void append_number(gk_list_label *label, const gk_list_num *num, size_t level, int is_legal) {
  char buf[GK_LIST_NUMBER_BYTES];
  const gk_list_level *l = gk_list_level_of(num, level);
  gk_list_format format = l == NULL || is_legal ? GK_LIST_DECIMAL : l->format;
  int started = num->abstract->started >> level & 1;
  int32_t n = started ? num->abstract->count[level] : start_of(num, level);
  if (format == GK_LIST_UNKNOWN)
    label->is_unknown = 1;
  append(label, (gk_str){buf, gk_list_format_number(format, n, buf)});
}

static int ends_with(const gk_list_label *label, gk_str tail) {
  return label->n >= tail.n && memcmp(label->text + label->n - tail.n, tail.p, tail.n) == 0;
}

/* A tab keeps number and text apart; after 、 and ） they already are, as they would be in typed text. */
static void append_suffix(gk_list_label *label, gk_list_suffix suffix) {
  int is_apart = ends_with(label, GK_LIT("、")) || ends_with(label, GK_LIT("）"));
  if (label->n > 0 && (suffix == GK_SUFFIX_SPACE || (suffix == GK_SUFFIX_TAB && !is_apart)))
    append(label, GK_LIT(" "));
}

/* 17.9.11: %1 to %9 stand for the numbers of the levels, this one and those before it; the rest is text.
 * What a label has no room for is not looked at either: every paragraph of the list comes here. */
static void write_label(const gk_list_num *num, size_t level, const gk_list_level *def, gk_list_label *label) {
  gk_str s = {def->text.p, cut(def->text, GK_LIST_LABEL_BYTES)};
  size_t from = 0;
  for (size_t i = 0; i + 1 < s.n; i++) {
    if (s.p[i] != '%' || s.p[i + 1] < '1' || s.p[i + 1] > '9')
      continue;
    size_t of = (size_t)(s.p[i + 1] - '1');
    append(label, (gk_str){s.p + from, i - from});
    if (of <= level)
      append_number(label, num, of, def->is_legal);
    from = i + 2;
    i++;
  }
  if (from < s.n)
    append(label, (gk_str){s.p + from, s.n - from});
  append_suffix(label, def->suffix);
}

void gk_list_next(gk_list_num *num, size_t level, gk_list_label *label) {
  label->n = 0;
  label->is_unknown = 0;
  const gk_list_level *def = gk_list_level_of(num, level);
  count(num, level);
  if (def != NULL && def->format != GK_LIST_BULLET)
    write_label(num, level, def, label);
}
