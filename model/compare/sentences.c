#include "compare/sentences.h"

#include "base/checked.h"
#include "extract/dates.h"
#include "extract/fold.h"
#include "extract/variant.h"

enum {
  MAX_SIGNATURE = 128, /* code points of a line that may be one */
};

static int push(gk_letters *letters, uint32_t cp) {
  if (letters->n == letters->capacity) {
    size_t capacity = letters->capacity == 0 ? 1024 : letters->capacity * 2, bytes;
    if (gk_size_mul(capacity, sizeof *letters->cp, &bytes))
      return 0;
    uint32_t *grown =
        gk_arena_grow(letters->arena, letters->cp, letters->capacity * sizeof *letters->cp, bytes, _Alignof(uint32_t));
    if (grown == NULL)
      return 0;
    letters->cp = grown;
    letters->capacity = capacity;
  }
  letters->cp[letters->n++] = cp;
  return 1;
}

/* Appends a code point, folded, to what begins at `from`. */
static int push_folded(gk_letters *letters, size_t from, uint32_t cp) {
  cp = gk_fold_cp(cp);
  if (cp == 0)
    return 1;
  if (!push(letters, cp))
    return 0;
  gk_variant_last_word(letters->cp + from, letters->n - from);
  return 1;
}

int gk_letters_add(gk_letters *letters, gk_str s) {
  size_t from = letters->n;
  for (size_t i = 0; i < s.n;)
    if (!push_folded(letters, from, gk_utf8_next(s, &i)))
      return 0;
  return 1;
}

static int is_digit(uint32_t cp) {
  return cp >= '0' && cp <= '9';
}

static int is_year_digit(uint32_t cp) {
  static const uint32_t digits[] = {0x3007, 0x25CB, 0x96F6, 0x4E00, 0x4E8C, 0x4E09,
                                    0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D}; /* 〇○零一二三四五六七八九 */
  for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
    if (digits[i] == cp)
      return 1;
  return 0;
}

/* The index behind the digits, and the points and commas between them, that begin at i. */
static size_t skip_digits(const uint32_t *cp, size_t n, size_t i) {
  while (i < n && is_digit(cp[i])) {
    i++;
    if (i + 1 < n && (cp[i] == '.' || cp[i] == ',') && is_digit(cp[i + 1]))
      i++;
  }
  return i;
}

/* The index behind the year that begins at i, or i if what begins there is a word, such as 一 or 三四. */
static size_t skip_year(const uint32_t *cp, size_t n, size_t i) {
  size_t end = i;
  while (end < n && is_year_digit(cp[end]))
    end++;
  return end - i < 4 ? i : end;
}

int gk_letters_add_masked(gk_letters *letters, const uint32_t *cp, size_t n) {
  for (size_t i = 0; i < n;) {
    size_t end = is_digit(cp[i]) ? skip_digits(cp, n, i) : skip_year(cp, n, i);
    if (!push(letters, end > i ? '0' : cp[i]))
      return 0;
    i = end > i ? end : i + 1;
  }
  return 1;
}

static int ends_sentence(uint32_t cp) {
  return cp == 0x3002 /* 。 */ || cp == 0xFF01 || cp == 0xFF1F || cp == 0xFF1B || cp == '!' || cp == '?' || cp == ';';
}

static int stays_with_end(uint32_t cp) {
  return ends_sentence(cp) || cp == 0x201D /* ” */ || cp == 0x2019 || cp == 0x300D /* 」 */ || cp == 0x300F ||
         cp == 0x300B /* 》 */ || cp == 0xFF09 || cp == ')' || gk_fold_cp(cp) == 0;
}

/* Makes a sentence of the letters from `from` on, if there are any. */
static int close_sentence(gk_sentences *s, size_t from) {
  if (s->letters.n == from)
    return 1;
  size_t masked_from = s->masked.n, n = s->letters.n - from;
  if (!gk_letters_add_masked(&s->masked, s->letters.cp + from, n))
    return 0;
  gk_sentence *sentence = gk_records_push(&s->list);
  if (sentence == NULL)
    return 0;
  *sentence = (gk_sentence){from, n, masked_from, s->masked.n - masked_from};
  return 1;
}

static int add_paragraph(gk_sentences *s, gk_str text) {
  size_t from = s->letters.n;
  int has_ended = 0;
  for (size_t i = 0; i < text.n;) {
    uint32_t cp = gk_utf8_next(text, &i);
    if (has_ended && !stays_with_end(cp)) {
      if (!close_sentence(s, from))
        return 0;
      from = s->letters.n;
      has_ended = 0;
    }
    if (!push_folded(&s->letters, from, cp))
      return 0;
    has_ended |= ends_sentence(cp);
  }
  return close_sentence(s, from);
}

static int add_section(gk_sentences *s, const gk_section *section, size_t n_paragraphs) {
  for (size_t i = 0; i < n_paragraphs; i++)
    if (!add_paragraph(s, section->paragraphs[i]))
      return 0;
  return 1;
}

static int is_signature(gk_fold *fold, gk_str paragraph, const gk_report *report) {
  gk_date date;
  gk_str name;
  gk_fold_text(fold, paragraph);
  return gk_signature_read(fold, &date, &name) && date.year == report->published.year &&
         date.month == report->published.month && date.day == report->published.day;
}

/*
 * How many paragraphs the report's last section has without the signature, a line with the date of publication and
 * perhaps one with the agency over it: they are no text, and the date is another one every year.
 */
static gk_status count_unsigned(gk_arena *arena, const gk_report *report, size_t *n) {
  const gk_section *last = &report->sections[report->n_sections - 1];
  gk_fold fold;
  *n = last->n_paragraphs;
  if (*n == 0 || report->published.year <= 0)
    return GK_OK;
  if (gk_fold_init(&fold, arena, MAX_SIGNATURE) != GK_OK)
    return GK_STATUS_NO_MEMORY;
  if (!is_signature(&fold, last->paragraphs[*n - 1], report))
    return GK_OK;
  *n -= 1;
  if (*n > 0 && report->agency.n > 0 && gk_fold_same(last->paragraphs[*n - 1], report->agency))
    *n -= 1;
  return GK_OK;
}

gk_status gk_sentences_read(gk_sentences *s, gk_arena *arena, const gk_report *report) {
  *s = (gk_sentences){
      .letters.arena = arena, .masked.arena = arena, .list = {.arena = arena, .item_bytes = sizeof(gk_sentence)}};
  size_t last = report->n_sections - 1, n_unsigned = 0;
  if (report->n_sections > 0 && count_unsigned(arena, report, &n_unsigned) != GK_OK)
    return GK_STATUS_NO_MEMORY;
  for (size_t id = 0; id < GK_N_SECTIONS; id++) {
    for (size_t i = 0; i < report->n_sections; i++) {
      const gk_section *section = &report->sections[i];
      if (section->id == id && !add_section(s, section, i == last ? n_unsigned : section->n_paragraphs))
        return GK_STATUS_NO_MEMORY;
    }
    s->first[id + 1] = s->list.n;
    s->first_cp[id + 1] = s->letters.n;
  }
  return GK_OK;
}
