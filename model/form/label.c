#include "form/label.h"

#include <string.h>

#include "extract/fold.h"
#include "extract/numeral.h"
#include "extract/variant.h"

static const gk_label labels[] = {
#include "form/labels.inc"
};

enum { N_LABELS = sizeof labels / sizeof *labels };

gk_table gk_row_table(gk_row row) {
  static const uint8_t tables[] = {
#define GK_ROW(name, table, id, group, label) GK_TABLE_##table,
#include "gongkai/rows.def"
#undef GK_ROW
  };
  return tables[row];
}

gk_table gk_col_table(gk_col col) {
  static const uint8_t tables[] = {
#define GK_COL(name, table, id, label) GK_TABLE_##table,
#include "gongkai/cols.def"
#undef GK_COL
  };
  return tables[col];
}

gk_group gk_row_group(gk_row row) {
  if (row >= GK_ROW_STATE_SECRET && row <= GK_ROW_ADMINISTRATIVE_INQUIRY)
    return GK_GROUP_REFUSED;
  if (row >= GK_ROW_NOT_HELD && row <= GK_ROW_STILL_UNCLEAR)
    return GK_GROUP_UNAVAILABLE;
  if (row >= GK_ROW_PETITION && row <= GK_ROW_CONFIRMATION)
    return GK_GROUP_NOT_PROCESSED;
  if (row >= GK_ROW_NOT_CORRECTED && row <= GK_ROW_OTHER_REASON)
    return GK_GROUP_OTHER_HANDLING;
  return GK_GROUP_NONE;
}

/* The value of a digit in an enumeration, Arabic or Chinese up to ten; 0 for none. */
static unsigned enumerator(uint32_t cp) {
  static const uint32_t numerals[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};
  if (cp >= '1' && cp <= '9')
    return cp - '0';
  for (unsigned i = 0; i < 10; i++)
    if (numerals[i] == cp)
      return i + 1;
  return 0;
}

/* Letters, digits and ideographs; of what gk_fold_cp leaves, the rest is punctuation. */
static int is_key_cp(uint32_t cp) {
  if (cp < 0x80)
    return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
  return (cp >= 0x3400 && cp <= 0x9FFF) || cp == 0x3007 || (cp >= 0xF900 && cp <= 0xFAFF) || cp >= 0x20000;
}

/* The folded text, without blanks, as far as a label can go; the count, or one more than fits. */
static size_t fold_prefix(gk_str text, uint32_t *cps, size_t capacity) {
  size_t n = 0;
  for (size_t i = 0; i < text.n;) {
    uint32_t cp = gk_fold_cp(gk_utf8_next(text, &i));
    if (cp == 0)
      continue;
    if (n == capacity)
      return capacity + 1;
    cps[n++] = cp;
  }
  return n;
}

/* How many code points an enumeration takes at the front: "(三)", "三)", "1.", "1、", "1", "一、", "⒈", "㈠". */
static size_t skip_enumeration(const uint32_t *cps, size_t n, uint8_t *ordinal) {
  unsigned drawn = n > 1 ? gk_enclosed_number(cps[0]) : 0;
  if (drawn != 0) {
    *ordinal = (uint8_t)drawn;
    return 1;
  }
  size_t i = n > 0 && cps[0] == '(' ? 1 : 0;
  unsigned number = i < n ? enumerator(cps[i]) : 0;
  if (number == 0 || i + 1 >= n)
    return 0;
  int arabic = cps[i] < 0x80;
  uint32_t mark = cps[i + 1];
  if (mark == ')' || (i == 0 && (mark == 0x3001 || mark == '.'))) {
    *ordinal = (uint8_t)number;
    return i + 2;
  }
  if (i == 0 && arabic && !(mark >= '0' && mark <= '9') && is_key_cp(mark)) {
    *ordinal = (uint8_t)number;
    return 1;
  }
  return 0;
}

void gk_label_key_add(gk_label_key *key, gk_str text) {
  enum { KEY_MAX = 2 * GK_LABEL_MAX };
  uint32_t cps[KEY_MAX];
  size_t n = fold_prefix(text, cps, KEY_MAX);
  if (n > KEY_MAX) {
    key->n = 0;
    return;
  }
  size_t i = key->n == 0 ? skip_enumeration(cps, n, &key->ordinal) : 0;
  for (size_t start = i; i < n; i++) {
    if (cps[i] == '(' && i > start)
      break;
    if (!is_key_cp(cps[i]))
      continue;
    if (key->n == GK_LABEL_MAX) {
      key->n = 0;
      return;
    }
    key->cp[key->n++] = cps[i];
    gk_variant_last_word(key->cp, key->n);
  }
}

static size_t put_utf8(char *out, uint32_t cp) {
  if (cp < 0x80) {
    out[0] = (char)cp;
    return 1;
  }
  if (cp < 0x10000) { /* keys have nothing between U+0080 and U+07FF */
    out[0] = (char)(0xE0 | (cp >> 12));
    out[1] = (char)(0x80 | ((cp >> 6) & 0x3F));
    out[2] = (char)(0x80 | (cp & 0x3F));
    return 3;
  }
  out[0] = (char)(0xF0 | (cp >> 18));
  out[1] = (char)(0x80 | ((cp >> 12) & 0x3F));
  out[2] = (char)(0x80 | ((cp >> 6) & 0x3F));
  out[3] = (char)(0x80 | (cp & 0x3F));
  return 4;
}

static int compare_key(const char *key, size_t n, const gk_label *label) {
  int order = memcmp(key, label->key, n < label->n_bytes ? n : label->n_bytes);
  return order != 0 ? order : (n > label->n_bytes) - (n < label->n_bytes);
}

static size_t key_utf8(const gk_label_key *key, char utf8[4 * GK_LABEL_MAX]) {
  size_t n_bytes = 0;
  for (size_t i = 0; i < key->n; i++)
    n_bytes += put_utf8(utf8 + n_bytes, key->cp[i]);
  return n_bytes;
}

/* The first label whose key is not less. */
static size_t lower_bound(const char *utf8, size_t n_bytes) {
  size_t low = 0, high = N_LABELS;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (compare_key(utf8, n_bytes, &labels[middle]) > 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const gk_label *gk_label_find(const gk_label_key *key, size_t *n) {
  char utf8[4 * GK_LABEL_MAX];
  size_t n_bytes = key_utf8(key, utf8);
  *n = 0;
  if (n_bytes == 0)
    return NULL;
  size_t low = lower_bound(utf8, n_bytes);
  while (low + *n < N_LABELS && compare_key(utf8, n_bytes, &labels[low + *n]) == 0)
    ++*n;
  return *n == 0 ? NULL : &labels[low];
}

static int begins_label(const gk_label_key *key) {
  char utf8[4 * GK_LABEL_MAX];
  size_t n_bytes = key_utf8(key, utf8);
  size_t at = lower_bound(utf8, n_bytes);
  return at < N_LABELS && labels[at].n_bytes >= n_bytes && memcmp(utf8, labels[at].key, n_bytes) == 0;
}

int gk_label_is_begun(const gk_label_key *key) {
  if (key->n == 0 || begins_label(key))
    return 1;
  gk_label_key begun = *key; /* at its end may be the first half of a word that is compared as another */
  uint32_t *last = &begun.cp[key->n - 1];
  for (size_t i = 0; (*last = gk_variant_next_begun(key->cp[key->n - 1], &i)) != 0;)
    if (begins_label(&begun))
      return 1;
  return 0;
}

static int is_of(const gk_label *label, gk_label_kind kind, gk_table table) {
  if (label->kind != kind)
    return 0;
  return kind == GK_LABEL_ROW ? gk_row_table((gk_row)label->target) == table
                              : gk_col_table((gk_col)label->target) == table;
}

int gk_label_target(const gk_label *found, size_t n, gk_label_kind kind, gk_table table) {
  for (size_t i = 0; i < n; i++)
    if (is_of(&found[i], kind, table))
      return found[i].target;
  return -1;
}

gk_group gk_label_group(const gk_label *found, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (found[i].kind == GK_LABEL_GROUP)
      return (gk_group)found[i].target;
  return GK_GROUP_NONE;
}

/* Levenshtein's distance, one row at a time. */
static unsigned distance_to(const gk_label_key *key, const gk_label *label) {
  uint8_t row[GK_LABEL_MAX + 1];
  for (unsigned j = 0; j <= key->n; j++)
    row[j] = (uint8_t)j;
  size_t at = 0;
  for (unsigned i = 1; i <= label->n_cp; i++) {
    uint32_t cp = gk_utf8_next((gk_str){label->key, label->n_bytes}, &at);
    uint8_t diagonal = row[0];
    row[0] = (uint8_t)i;
    for (unsigned j = 1; j <= key->n; j++) {
      uint8_t best = (uint8_t)(diagonal + (key->cp[j - 1] != cp));
      if (row[j] + 1 < best)
        best = (uint8_t)(row[j] + 1);
      if (row[j - 1] + 1 < best)
        best = (uint8_t)(row[j - 1] + 1);
      diagonal = row[j];
      row[j] = best;
    }
  }
  return row[key->n];
}

static unsigned tolerance(size_t n) {
  return n >= 20 ? 3 : n >= 12 ? 2 : n >= 5 ? 1 : 0;
}

int gk_label_near(const gk_label_key *key, gk_label_kind kind, gk_table table, unsigned *distance) {
  unsigned best = tolerance(key->n) + 1;
  int found = -1;
  for (size_t i = 0; i < N_LABELS; i++) {
    size_t gap = key->n > labels[i].n_cp ? (size_t)key->n - labels[i].n_cp : (size_t)labels[i].n_cp - key->n;
    if (!is_of(&labels[i], kind, table) || labels[i].n_cp < 5 || gap > best)
      continue;
    unsigned d = distance_to(key, &labels[i]);
    if (d < best) {
      best = d;
      found = labels[i].target;
    } else if (d == best && found != labels[i].target) {
      found = -1;
    }
  }
  *distance = best;
  return best <= tolerance(key->n) ? found : -1;
}

static int is_cut_of(gk_str utf8, const gk_label *label) {
  return utf8.n <= label->n_bytes &&
         (memcmp(label->key, utf8.p, utf8.n) == 0 || memcmp(label->key + label->n_bytes - utf8.n, utf8.p, utf8.n) == 0);
}

int gk_label_is_cut(const gk_label_key *key, gk_label_kind kind, unsigned target) {
  char utf8[4 * GK_LABEL_MAX];
  gk_str cut = {utf8, key_utf8(key, utf8)};
  for (size_t i = 0; i < N_LABELS && key->n >= 2; i++)
    if (labels[i].kind == kind && labels[i].target == target && is_cut_of(cut, &labels[i]))
      return 1;
  return 0;
}
