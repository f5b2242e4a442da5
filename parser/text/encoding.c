#include "text/encoding.h"

#include <string.h>

#include "text/utf8.h"

enum {
  GUESS_CHARS = 4096, /* beyond ASCII, looked at to tell the encoding */
  GUESS_UNITS = 4096, /* of UTF-16 */
};

const char *gk_encoding_name(gk_encoding encoding) {
  switch (encoding) {
  case GK_ENCODING_UTF8:
    return "utf-8";
  case GK_ENCODING_UTF16LE:
    return "utf-16le";
  case GK_ENCODING_UTF16BE:
    return "utf-16be";
  case GK_ENCODING_GB18030:
    return "gb18030";
  case GK_ENCODING_BIG5:
    return "big5";
  }
  return "unknown";
}

static const struct {
  const char *name;
  gk_encoding encoding;
} charsets[] = {
    {"utf-8", GK_ENCODING_UTF8},          {"utf8", GK_ENCODING_UTF8},          {"us-ascii", GK_ENCODING_UTF8},
    {"ascii", GK_ENCODING_UTF8},          {"utf-16", GK_ENCODING_UTF16LE},     {"utf-16le", GK_ENCODING_UTF16LE},
    {"utf-16be", GK_ENCODING_UTF16BE},    {"gb18030", GK_ENCODING_GB18030},    {"gbk", GK_ENCODING_GB18030},
    {"gb2312", GK_ENCODING_GB18030},      {"gb_2312-80", GK_ENCODING_GB18030}, {"cp936", GK_ENCODING_GB18030},
    {"ms936", GK_ENCODING_GB18030},       {"x-gbk", GK_ENCODING_GB18030},      {"euc-cn", GK_ENCODING_GB18030},
    {"windows-936", GK_ENCODING_GB18030}, {"big5", GK_ENCODING_BIG5},          {"big5-hkscs", GK_ENCODING_BIG5},
    {"big5hkscs", GK_ENCODING_BIG5},      {"x-x-big5", GK_ENCODING_BIG5},      {"cn-big5", GK_ENCODING_BIG5},
    {"cp950", GK_ENCODING_BIG5},          {"ms950", GK_ENCODING_BIG5},         {"windows-950", GK_ENCODING_BIG5},
    {"x-windows-950", GK_ENCODING_BIG5},
};

/* Compares with a name in lower case, ASCII letters folded. */
static int is_name(gk_str s, const char *name) {
  for (size_t i = 0; i < s.n; i++, name++)
    if ((s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] - 'A' + 'a' : s.p[i]) != *name || *name == '\0')
      return 0;
  return *name == '\0';
}

int gk_encoding_by_name(gk_str charset, gk_encoding *encoding) {
  for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
    if (is_name(charset, charsets[i].name)) {
      *encoding = charsets[i].encoding;
      return 1;
    }
  return 0;
}

/* ---- characters ---- */

uint32_t gk_utf16_unit(gk_encoding encoding, const unsigned char *p) {
  return encoding == GK_ENCODING_UTF16LE ? (uint32_t)p[1] << 8 | p[0] : (uint32_t)p[0] << 8 | p[1];
}

static size_t utf16_step(gk_encoding encoding, const unsigned char *p, size_t n, int *valid) {
  *valid = 0;
  if (n < 2)
    return 1;
  uint32_t unit = gk_utf16_unit(encoding, p);
  *valid = unit < 0xD800 || unit > 0xDFFF;
  if (unit < 0xD800 || unit > 0xDBFF || n < 4)
    return 2;
  uint32_t low = gk_utf16_unit(encoding, p + 2);
  *valid = low >= 0xDC00 && low <= 0xDFFF;
  return *valid ? 4 : 2;
}

static int in_range(unsigned c, unsigned low, unsigned high) {
  return c >= low && c <= high;
}

static size_t gb18030_step(const unsigned char *p, size_t n, int *valid) {
  *valid = p[0] < 0x80;
  if (!in_range(p[0], 0x81, 0xFE) || n < 2)
    return 1;
  if (p[1] != 0x7F && in_range(p[1], 0x40, 0xFE)) {
    *valid = 1;
    return 2;
  }
  *valid = n >= 4 && in_range(p[1], '0', '9') && in_range(p[2], 0x81, 0xFE) && in_range(p[3], '0', '9');
  return *valid ? 4 : 1;
}

/* Four codes of the Hong Kong set are a letter and an accent, two code points; they are not read. */
static int is_single(unsigned code) {
  return code != 0x8862 && code != 0x8864 && code != 0x88A3 && code != 0x88A5;
}

static size_t big5_step(const unsigned char *p, size_t n, int *valid) {
  *valid = p[0] < 0x80;
  if (!in_range(p[0], 0x81, 0xFE) || n < 2 || !(in_range(p[1], 0x40, 0x7E) || in_range(p[1], 0xA1, 0xFE)))
    return 1;
  *valid = is_single((unsigned)p[0] << 8 | p[1]);
  return 2;
}

size_t gk_encoding_step(gk_encoding encoding, const char *p, size_t n, int *valid) {
  switch (encoding) {
  case GK_ENCODING_UTF8:
    return gk_utf8_step(p, n, valid);
  case GK_ENCODING_GB18030:
    return gb18030_step((const unsigned char *)p, n, valid);
  case GK_ENCODING_BIG5:
    return big5_step((const unsigned char *)p, n, valid);
  default:
    return utf16_step(encoding, (const unsigned char *)p, n, valid);
  }
}

size_t gk_encoding_mark(gk_encoding encoding, gk_str text) {
  static const char *const marks[] = {[GK_ENCODING_UTF8] = "\xEF\xBB\xBF",
                                      [GK_ENCODING_UTF16LE] = "\xFF\xFE",
                                      [GK_ENCODING_UTF16BE] = "\xFE\xFF",
                                      [GK_ENCODING_GB18030] = "\x84\x31\x95\x33",
                                      [GK_ENCODING_BIG5] = ""};
  size_t n = strlen(marks[encoding]);
  return n > 0 && text.n >= n && memcmp(text.p, marks[encoding], n) == 0 ? n : 0;
}

/* ---- UTF-16 ---- */

/* Of the first units, those that a Chinese text in this byte order would have. */
static size_t count_plausible(gk_encoding encoding, gk_str text, size_t n_units) {
  size_t n = 0;
  for (size_t i = 0; i < n_units; i++) {
    uint32_t unit = gk_utf16_unit(encoding, (const unsigned char *)text.p + 2 * i);
    n += in_range(unit, '\t', '\r') || in_range(unit, ' ', '~') || in_range(unit, 0x2010, 0x203B) ||
         in_range(unit, 0x3000, 0x303F) || in_range(unit, 0x4E00, 0x9FFF) || in_range(unit, 0xFF00, 0xFF60);
  }
  return n;
}

/* Pairs of printable ASCII make ideographs too: a text mostly of these is ASCII. */
static size_t count_ascii_pairs(gk_str text, size_t n_units) {
  size_t n = 0;
  for (size_t i = 0; i < 2 * n_units; i += 2)
    n += in_range((unsigned char)text.p[i], ' ', '~') && in_range((unsigned char)text.p[i + 1], ' ', '~');
  return n;
}

/* UTF-16 without a mark. Whatever has a line end or a digit has NULs in it, and no other encoding has. */
static int is_utf16(gk_str text, gk_encoding *encoding) {
  size_t n = text.n / 2 < GUESS_UNITS ? text.n / 2 : GUESS_UNITS;
  if (n == 0 || memchr(text.p, 0, 2 * n) == NULL || count_ascii_pairs(text, n) > n / 2)
    return 0;
  size_t little = count_plausible(GK_ENCODING_UTF16LE, text, n), big = count_plausible(GK_ENCODING_UTF16BE, text, n);
  *encoding = little >= big ? GK_ENCODING_UTF16LE : GK_ENCODING_UTF16BE;
  return (little >= big ? little : big) >= n - n / 8;
}

/* ---- multi-byte encodings ---- */

/* What a text's start is in one encoding. */
typedef struct trial {
  size_t n;      /* characters beyond ASCII, or ill-formed bytes */
  size_t n_bad;  /* ill-formed */
  long evidence; /* for the encoding */
} trial;

/*
 * How likely a double-byte character is in a text of its encoding: 2 for what is commonly written, 0 for what is rare,
 * -2 for what texts like ours do not have: kana, Greek, Cyrillic, box drawing, places that are not assigned.
 */
static int weigh_gb(unsigned lead, unsigned trail) {
  if (trail < 0xA1)
    return in_range(lead, 0xA2, 0xA9) ? -2 : 0; /* GBK's own ideographs, most of them traditional */
  if (in_range(lead, 0xB0, 0xD7) || lead == 0xA1 || lead == 0xA3)
    return 2;
  return in_range(lead, 0xD8, 0xF7) || lead == 0xA2 || lead < 0xA1 ? 0 : -2;
}

static int weigh_big5(unsigned lead, unsigned trail) {
  unsigned code = lead << 8 | trail;
  if (in_range(code, 0xA4A1, 0xC67E) || in_range(code, 0xA440, 0xA47E) || lead == 0xA1)
    return 2;
  return in_range(code, 0xC940, 0xF9DC) || lead == 0xA2 ? 0 : -2;
}

static int weigh(gk_encoding encoding, const unsigned char *p, size_t length) {
  if (length != 2)
    return 0;
  return encoding == GK_ENCODING_BIG5 ? weigh_big5(p[0], p[1]) : weigh_gb(p[0], p[1]);
}

/* A character that the text's end cuts off counts as bad. */
static trial try_encoding(gk_encoding encoding, gk_str text) {
  trial t = {0};
  for (size_t at = 0; at < text.n && t.n < GUESS_CHARS;) {
    if ((unsigned char)text.p[at] < 0x80) {
      at++;
      continue;
    }
    int valid;
    size_t length = gk_encoding_step(encoding, text.p + at, text.n - at, &valid);
    t.evidence += valid ? weigh(encoding, (const unsigned char *)text.p + at, length) : -2;
    t.n_bad += !valid;
    t.n++;
    at += length;
  }
  return t;
}

static int is_mostly_valid(trial t) {
  return t.n_bad <= t.n / 8;
}

/* GB18030 or Big5; what is declared is worth an eighth of what a text can show. */
static int choose(gk_str text, int declared, gk_encoding *encoding) {
  trial gb = try_encoding(GK_ENCODING_GB18030, text), big5 = try_encoding(GK_ENCODING_BIG5, text);
  if (declared && *encoding == GK_ENCODING_GB18030)
    gb.evidence += (long)gb.n / 4 + 1;
  if (declared && *encoding == GK_ENCODING_BIG5)
    big5.evidence += (long)big5.n / 4 + 1;
  int is_big5 = is_mostly_valid(big5) && (big5.evidence > gb.evidence || !is_mostly_valid(gb));
  *encoding = is_big5 ? GK_ENCODING_BIG5 : GK_ENCODING_GB18030;
  return is_big5 || is_mostly_valid(gb);
}

static int guess(gk_str text, int declared, gk_encoding *encoding) {
  static const gk_encoding marked[] = {GK_ENCODING_UTF16LE, GK_ENCODING_UTF16BE, GK_ENCODING_GB18030, GK_ENCODING_UTF8};
  gk_encoding said = *encoding;
  for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) {
    *encoding = marked[i];
    if (gk_encoding_mark(marked[i], text) != 0)
      return 1;
  }
  if (is_utf16(text, encoding))
    return 1;
  *encoding = GK_ENCODING_UTF8;
  if (is_mostly_valid(try_encoding(GK_ENCODING_UTF8, text)))
    return 1;
  *encoding = said;
  return choose(text, declared, encoding);
}

int gk_encoding_guess(gk_str text, gk_encoding *encoding) {
  *encoding = GK_ENCODING_UTF8;
  return guess(text, 0, encoding);
}

int gk_encoding_guess_declared(gk_str text, gk_str charset, gk_encoding *encoding) {
  int declared = gk_encoding_by_name(charset, encoding);
  if (!declared)
    *encoding = GK_ENCODING_UTF8;
  return guess(text, declared, encoding);
}
