#include "container/archive_name.h"

#include <string.h>
#include <zlib.h>

#include "container/zip_record.h"
#include "text/recode.h"

enum { EXTRA_UNICODE_PATH = 0x7075 };

gk_str gk_archive_unicode_name(gk_str raw, gk_str extra) {
  enum { HEAD = 5 }; /* version, checksum of the name in the header */
  gk_str field;
  if (!gk_zip_extra(extra, EXTRA_UNICODE_PATH, &field) || field.n <= HEAD || field.p[0] != 1)
    return raw;
  const unsigned char *p = (const unsigned char *)field.p;
  uint32_t crc = p[1] | (uint32_t)p[2] << 8 | (uint32_t)p[3] << 16 | (uint32_t)p[4] << 24;
  gk_str name = {field.p + HEAD, field.n - HEAD};
  int is_for_raw = crc == (uint32_t)crc32(0, (const unsigned char *)raw.p, (unsigned)raw.n);
  return is_for_raw && gk_utf8_valid(name, NULL) ? name : raw;
}

/*
 * Two bytes of GBK may be a character of UTF-8 as well: 通知 is U+0368 U+05AA. In UTF-8 a Chinese name has characters
 * of three bytes, and a European one letters of the first Latin blocks; a name with neither is not UTF-8 but for its
 * looks.
 */
static int is_told_utf8(gk_str raw) {
  enum { LAST_LATIN = 0x24F, FIRST_OF_THREE = 0x800 };
  int has_other = 0;
  if (!gk_utf8_valid(raw, NULL))
    return 0;
  for (size_t at = 0; at < raw.n;) {
    uint32_t c;
    at += gk_utf8_decode(raw.p + at, &c);
    if (c >= FIRST_OF_THREE)
      return 1;
    has_other |= c > LAST_LATIN;
  }
  return !has_other;
}

static gk_status decode_as(gk_arena *arena, gk_str raw, gk_encoding encoding, gk_str *text, size_t *n_bad) {
  gk_part part = {.source = raw};
  gk_status status = gk_recode(arena, &part, encoding, SIZE_MAX, n_bad);
  *text = part.text;
  return status;
}

static gk_status decode(gk_arena *arena, gk_str raw, gk_archive_claim claim, gk_str *text) {
  size_t n_bad;
  if (is_told_utf8(raw) || (claim == GK_ARCHIVE_SAYS_UTF8 && gk_utf8_valid(raw, NULL)))
    return decode_as(arena, raw, GK_ENCODING_UTF8, text, &n_bad);
  gk_status status = decode_as(arena, raw, GK_ENCODING_GB18030, text, &n_bad);
  if (status == GK_OK && n_bad > 0 && gk_utf8_valid(raw, NULL))
    status = decode_as(arena, raw, GK_ENCODING_UTF8, text, &n_bad);
  return status;
}

static int is_unshowable(uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/* The path on its way: `step` is where the present step starts. */
typedef struct path {
  char *p;
  size_t n;
  size_t step;
} path;

/* Drops the present step if it says nothing. */
static void end_step(path *out) {
  size_t n = out->n - out->step;
  if (n == 1 && out->p[out->step] == '.')
    out->n = out->step;
}

static void put_slash(path *out) {
  end_step(out);
  if (out->n > out->step)
    out->p[out->n++] = '/';
  out->step = out->n;
}

static void put_text(path *out, gk_str text) {
  for (size_t at = 0; at < text.n;) {
    uint32_t c;
    at += gk_utf8_decode(text.p + at, &c);
    if (c == '/' || c == '\\')
      put_slash(out);
    else
      out->n += gk_utf8_encode(is_unshowable(c) ? GK_REPLACEMENT : c, out->p + out->n);
  }
}

gk_status gk_archive_name(gk_arena *arena, gk_str raw, gk_archive_claim claim, gk_archive_path *out) {
  enum { GROWTH = 3 }; /* U+FFFD for a control */
  gk_str text;
  *out = (gk_archive_path){0};
  gk_status status = decode(arena, raw, claim, &text);
  if (status != GK_OK)
    return status;
  path clean = {gk_arena_alloc(arena, text.n * GROWTH + GROWTH, 1), 0, 0};
  if (clean.p == NULL)
    return GK_STATUS_NO_MEMORY;
  put_text(&clean, text);
  end_step(&clean);
  if (clean.n > 0 && clean.p[clean.n - 1] == '/')
    clean.n--;
  if (clean.n == 0)
    clean.n = gk_utf8_encode(GK_REPLACEMENT, clean.p);
  const int is_folder = text.n > 0 && (text.p[text.n - 1] == '/' || text.p[text.n - 1] == '\\');
  *out = (gk_archive_path){{clean.p, clean.n}, is_folder};
  return GK_OK;
}

static int ends_with(gk_str s, const char *end) {
  size_t n = strlen(end);
  if (s.n <= n)
    return 0;
  for (size_t i = 0; i < n; i++) {
    char c = s.p[s.n - n + i];
    if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != end[i])
      return 0;
  }
  return 1;
}

gk_str gk_archive_inner_name(gk_str name) {
  static const char *const endings[] = {".gz", ".bz2", ".xz", ".zst"};
  size_t start = name.n;
  while (start > 0 && name.p[start - 1] != '/')
    start--;
  gk_str step = {name.p + start, name.n - start};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (ends_with(step, endings[i]))
      return (gk_str){step.p, step.n - strlen(endings[i])};
  return step;
}
