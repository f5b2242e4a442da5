/*
 * Conversion to UTF-8, against iconv, and the way back from every offset. The last byte chooses the encoding, so that a
 * text may be a seed as it is.
 */
#include "target.h"

#include "text/recode.h"

#include <iconv.h>

enum { N_ENCODINGS = 5, MAX_BYTES = 4096, ONE_BY_ONE = 96 /* bytes, converted each alone */ };

static gk_status recode(gk_arena *arena, gk_str source, gk_encoding encoding, gk_part *part, size_t *n_bad) {
  *part = (gk_part){.source = source};
  return gk_recode(arena, part, encoding, 1u << 20, n_bad);
}

/* The way back only goes forward, by one character of the source at a time, to its end. */
static const char *broken_way_back(gk_arena *arena, const gk_part *part) {
  size_t at = 0, before = gk_recode_source_off(part, 0);
  while (at < part->text.n) {
    size_t n = gk_utf8_length((unsigned char)part->text.p[at]), off = gk_recode_source_off(part, at + n), n_bad;
    int valid;
    if (off <= before || off > part->source.n ||
        gk_encoding_step(part->encoding, part->source.p + before, part->source.n - before, &valid) != off - before)
      return "a character of the text is not one of the source";
    gk_part one;
    if (part->source.n <= ONE_BY_ONE &&
        (recode(arena, (gk_str){part->source.p + before, off - before}, part->encoding, &one, &n_bad) != GK_OK ||
         (one.text.n != 0 && (one.text.n != n || memcmp(one.text.p, part->text.p + at, n) != 0))))
      return "a character alone is not what it is among others";
    before = off;
    at += n;
  }
  return before != part->source.n ? "the text ends before its source" : NULL;
}

/* Both halves of a source, cut between characters, give the halves of its text. */
static const char *broken_halves(gk_arena *arena, const gk_part *part) {
  size_t cut = part->text.n / 2, n_bad;
  while (cut < part->text.n && gk_utf8_is_tail(part->text.p[cut]))
    cut++;
  size_t off = gk_recode_source_off(part, cut);
  gk_str rest = {part->source.p + off, part->source.n - off};
  gk_part halves[2];
  if (gk_encoding_mark(part->encoding, rest) > 0)
    return NULL;
  if (recode(arena, (gk_str){part->source.p, off}, part->encoding, &halves[0], &n_bad) != GK_OK ||
      recode(arena, rest, part->encoding, &halves[1], &n_bad) != GK_OK)
    return "half of a text is not converted";
  if (halves[0].text.n != cut || halves[1].text.n != part->text.n - cut ||
      (cut > 0 && memcmp(halves[0].text.p, part->text.p, cut) != 0) ||
      (cut < part->text.n && memcmp(halves[1].text.p, part->text.p + cut, part->text.n - cut) != 0))
    return "the halves of a text are not those of the whole";
  return NULL;
}

/* glibc reads the UTF-8 of once, with 31 bits; Unicode ends with F4 8F BF BF. */
static int is_beyond_unicode(const char *utf8, size_t n) {
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)utf8[i];
    if (c > 0xF4 || (c == 0xF4 && (unsigned char)utf8[i + 1] > 0x8F))
      return 1;
  }
  return 0;
}

/* What iconv makes of all of it: a length, or SIZE_MAX if it refuses. */
static size_t by_iconv(gk_str source, gk_encoding encoding, char *out, size_t room) {
  static const char *const names[N_ENCODINGS] = {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "BIG5-HKSCS"};
  iconv_t cd = iconv_open("UTF-8", names[encoding]);
  if (cd == (iconv_t)-1)
    exit(1);
  char *in = (char *)(uintptr_t)source.p, *end = out;
  size_t left = source.n;
  size_t status = iconv(cd, &in, &left, &end, &room);
  if (status != (size_t)-1)
    status = iconv(cd, NULL, NULL, &end, &room);
  (void)iconv_close(cd);
  size_t n = (size_t)(end - out);
  return status == (size_t)-1 || is_beyond_unicode(out, n) ? SIZE_MAX : n;
}

/* Big5 is read as Windows has it, and every character as one code point: iconv does not agree on some signs. */
static const char *broken_against_iconv(const gk_part *part, size_t n_bad) {
  static char expected[4 * MAX_BYTES];
  size_t start = gk_encoding_mark(part->encoding, part->source);
  gk_str source = {part->source.p + start, part->source.n - start};
  size_t n = by_iconv(source, part->encoding, expected, sizeof expected);
  if (part->encoding == GK_ENCODING_BIG5)
    return NULL;
  if ((n == SIZE_MAX) != (n_bad > 0))
    return "iconv takes what was replaced, or refuses what was not";
  if (n_bad == 0 && (n != part->text.n || (n > 0 && memcmp(expected, part->text.p, n) != 0)))
    return "iconv reads another text";
  return NULL;
}

static const char *broken_text(gk_arena *arena, gk_str source, gk_encoding encoding) {
  gk_part part;
  size_t n_bad = 0;
  if (recode(arena, source, encoding, &part, &n_bad) != GK_OK)
    return "a short text is not converted";
  if (!gk_utf8_valid(part.text, NULL))
    return "the text is not UTF-8";
  const char *broken = broken_way_back(arena, &part);
  if (broken == NULL)
    broken = broken_halves(arena, &part);
  return broken != NULL ? broken : broken_against_iconv(&part, n_bad);
}

/* A guess is one of the encodings, and the text's mark, if it has one, is believed. */
static const char *broken_guess(gk_str source) {
  gk_encoding encoding = GK_ENCODING_UTF8;
  if (!gk_encoding_guess(source, &encoding))
    return NULL;
  if ((unsigned)encoding >= N_ENCODINGS)
    return "a guess is no encoding";
  if (gk_encoding_mark(GK_ENCODING_UTF8, source) > 0 && encoding != GK_ENCODING_UTF8)
    return "a mark is not believed";
  return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  if (n < 1 || n > MAX_BYTES)
    return 0;
  gk_str source = exact_copy(data, n - 1);
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  const char *broken = broken_guess(source);
  if (broken == NULL)
    broken = broken_text(&arena, source, (gk_encoding)(data[n - 1] % N_ENCODINGS));
  gk_arena_free(&arena);
  exact_free(source);
  die_if(broken);
  return 0;
}
