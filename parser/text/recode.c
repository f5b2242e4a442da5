#include "text/recode.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

/*
 * Every encoding read here can be cut into characters by looking at its bytes alone, and each of them, well-formed or
 * not, becomes exactly one code point. So the way back needs no table of all characters: it counts them from the
 * nearest mark.
 */

enum {
  BLOCK_CHARS = 64,   /* converted at a time */
  MARK_BYTES = 256,   /* of text from one mark to the next, or up to a block more */
  CHAR_MAX_BYTES = 4, /* of one character, in any of the encodings */
  BLOCK_BYTES = BLOCK_CHARS * CHAR_MAX_BYTES,
  GUESS_BYTES = 8192, /* looked at to tell the encoding */
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
  }
  return "unknown";
}

static uint32_t utf16_unit(gk_encoding encoding, const unsigned char *p) {
  return encoding == GK_ENCODING_UTF16LE ? (uint32_t)p[1] << 8 | p[0] : (uint32_t)p[0] << 8 | p[1];
}

static size_t utf16_step(gk_encoding encoding, const unsigned char *p, size_t n, int *valid) {
  *valid = 0;
  if (n < 2)
    return 1;
  uint32_t unit = utf16_unit(encoding, p);
  *valid = unit < 0xD800 || unit > 0xDFFF;
  if (unit < 0xD800 || unit > 0xDBFF || n < 4)
    return 2;
  uint32_t low = utf16_unit(encoding, p + 2);
  *valid = low >= 0xDC00 && low <= 0xDFFF;
  return *valid ? 4 : 2;
}

static int in_range(unsigned char c, unsigned char low, unsigned char high) {
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

/* The length of the character, or of the ill-formed bytes taken for one, at p; n > 0. */
static size_t step(gk_encoding encoding, const char *p, size_t n, int *valid) {
  if (encoding == GK_ENCODING_UTF8)
    return gk_utf8_step(p, n, valid);
  if (encoding == GK_ENCODING_GB18030)
    return gb18030_step((const unsigned char *)p, n, valid);
  return utf16_step(encoding, (const unsigned char *)p, n, valid);
}

/* The text on its way, and the marks. */
typedef struct conversion {
  gk_arena *arena;
  gk_encoding encoding;
  iconv_t iconv; /* of GB18030 only */
  char *text;
  size_t n;
  size_t capacity;
  gk_recode_mark *marks;
  size_t n_marks;
  size_t marks_capacity;
  size_t n_bad;
} conversion;

static void put_replacement(conversion *c) {
  c->n += gk_utf8_encode(GK_REPLACEMENT, c->text + c->n);
  c->n_bad++;
}

static void put_utf16(conversion *c, const unsigned char *p, size_t n) {
  for (const unsigned char *end = p + n; p < end; p += 2) {
    uint32_t code = utf16_unit(c->encoding, p);
    if (code >= 0xD800 && code <= 0xDBFF) {
      p += 2;
      code = 0x10000 + ((code - 0xD800) << 10) + (utf16_unit(c->encoding, p) - 0xDC00);
    }
    c->n += gk_utf8_encode(code, c->text + c->n);
  }
}

/* Converts a run of well-formed characters; those without a meaning are replaced. */
static void put_gb18030(conversion *c, const char *p, size_t n) {
  char run[BLOCK_BYTES];
  memcpy(run, p, n);
  char *in = run, *out = c->text + c->n;
  size_t in_left = n, out_left = c->capacity - c->n;
  while (in_left > 0 && iconv(c->iconv, &in, &in_left, &out, &out_left) == (size_t)-1 && in_left > 0) {
    int valid;
    size_t skip = step(GK_ENCODING_GB18030, in, in_left, &valid);
    in += skip;
    in_left -= skip;
    size_t written = gk_utf8_encode(GK_REPLACEMENT, out);
    out += written;
    out_left -= written;
    c->n_bad++;
  }
  c->n = (size_t)(out - c->text);
}

static void put_run(conversion *c, const char *p, size_t n) {
  if (n == 0)
    return;
  if (c->encoding == GK_ENCODING_GB18030) {
    put_gb18030(c, p, n);
  } else if (c->encoding == GK_ENCODING_UTF8) {
    memcpy(c->text + c->n, p, n);
    c->n += n;
  } else {
    put_utf16(c, (const unsigned char *)p, n);
  }
}

/* Converts up to BLOCK_CHARS characters, for whose text there is room; returns how many bytes they were. */
static size_t put_block(conversion *c, gk_str rest) {
  size_t at = 0, run = 0;
  for (size_t chars = 0; chars < BLOCK_CHARS && at < rest.n; chars++) {
    int valid;
    size_t length = step(c->encoding, rest.p + at, rest.n - at, &valid);
    if (!valid) {
      put_run(c, rest.p + run, at - run);
      put_replacement(c);
      run = at + length;
    }
    at += length;
  }
  put_run(c, rest.p + run, at - run);
  return at;
}

static gk_status make_room(conversion *c) {
  if (c->capacity - c->n >= BLOCK_BYTES)
    return GK_OK;
  size_t capacity = c->capacity * 2;
  char *text = gk_arena_grow(c->arena, c->text, c->n, capacity, 1);
  if (text == NULL)
    return GK_STATUS_NO_MEMORY;
  c->text = text;
  c->capacity = capacity;
  return GK_OK;
}

static gk_status put_mark(conversion *c, size_t source_off) {
  if (c->n_marks > 0 && c->n - c->marks[c->n_marks - 1].text_off < MARK_BYTES)
    return GK_OK;
  if (c->n_marks == c->marks_capacity) {
    size_t capacity = c->marks_capacity == 0 ? 16 : c->marks_capacity * 2;
    gk_recode_mark *marks = gk_arena_grow(c->arena, c->marks, c->n_marks * sizeof *marks, capacity * sizeof *marks,
                                          _Alignof(gk_recode_mark));
    if (marks == NULL)
      return GK_STATUS_NO_MEMORY;
    c->marks = marks;
    c->marks_capacity = capacity;
  }
  c->marks[c->n_marks++] = (gk_recode_mark){(uint32_t)c->n, (uint32_t)source_off};
  return GK_OK;
}

static gk_status convert(conversion *c, gk_str source, size_t start, size_t max_bytes) {
  c->capacity = source.n - start + (source.n - start) / 2 + BLOCK_BYTES;
  c->text = gk_arena_alloc(c->arena, c->capacity, 1);
  gk_status status = c->text == NULL ? GK_STATUS_NO_MEMORY : put_mark(c, start);
  for (size_t at = start; status == GK_OK && at < source.n;) {
    status = make_room(c);
    if (status == GK_OK)
      at += put_block(c, (gk_str){source.p + at, source.n - at});
    if (status == GK_OK)
      status = c->n > max_bytes ? GK_STATUS_TOO_LARGE : put_mark(c, at);
  }
  return status;
}

static size_t bom_bytes(gk_encoding encoding, gk_str s) {
  static const char *const boms[] = {[GK_ENCODING_UTF8] = "\xEF\xBB\xBF",
                                     [GK_ENCODING_UTF16LE] = "\xFF\xFE",
                                     [GK_ENCODING_UTF16BE] = "\xFE\xFF",
                                     [GK_ENCODING_GB18030] = "\x84\x31\x95\x33"};
  size_t n = strlen(boms[encoding]);
  return s.n >= n && memcmp(s.p, boms[encoding], n) == 0 ? n : 0;
}

/* Whether the text's start is well-formed, but for some damage; a character that the start cuts off counts as such. */
static int is_mostly_valid(gk_encoding encoding, gk_str text) {
  size_t n_wide = 0, n_bad = 0;
  gk_str head = {text.p, text.n < GUESS_BYTES ? text.n : GUESS_BYTES};
  for (size_t at = 0; at < head.n;) {
    int valid;
    n_wide += (unsigned char)head.p[at] >= 0x80;
    at += step(encoding, head.p + at, text.n - at, &valid);
    n_bad += !valid;
  }
  return n_bad <= n_wide / 8;
}

int gk_encoding_guess(gk_str text, gk_encoding *encoding) {
  static const gk_encoding marked[] = {GK_ENCODING_UTF16LE, GK_ENCODING_UTF16BE, GK_ENCODING_GB18030, GK_ENCODING_UTF8};
  for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) {
    *encoding = marked[i];
    if (bom_bytes(marked[i], text) != 0)
      return 1;
  }
  *encoding = GK_ENCODING_UTF8;
  if (is_mostly_valid(GK_ENCODING_UTF8, text))
    return 1;
  *encoding = GK_ENCODING_GB18030;
  return is_mostly_valid(GK_ENCODING_GB18030, text);
}

gk_status gk_recode(gk_arena *arena, gk_part *part, gk_encoding encoding, size_t max_bytes, size_t *n_bad) {
  gk_str source = part->source;
  size_t start = bom_bytes(encoding, source);
  if (max_bytes >= UINT32_MAX)
    max_bytes = UINT32_MAX - 1;
  part->encoding = encoding;
  part->marks = NULL;
  part->n_marks = 0;
  part->text = (gk_str){source.n == 0 ? source.p : source.p + start, source.n - start};
  *n_bad = 0;
  /* No character's text is less than half as long as its source. */
  if ((source.n - start) / 2 > max_bytes || source.n >= UINT32_MAX)
    return GK_STATUS_TOO_LARGE;
  if (encoding == GK_ENCODING_UTF8 && gk_utf8_valid(part->text, NULL))
    return part->text.n > max_bytes ? GK_STATUS_TOO_LARGE : GK_OK;

  conversion c = {.arena = arena, .encoding = encoding};
  if (encoding == GK_ENCODING_GB18030) {
    c.iconv = iconv_open("UTF-8", "GB18030");
    if (c.iconv == (iconv_t)-1)
      return errno == ENOMEM ? GK_STATUS_NO_MEMORY : GK_STATUS_ENCODING;
  }
  gk_status status = convert(&c, source, start, max_bytes);
  if (encoding == GK_ENCODING_GB18030)
    iconv_close(c.iconv);
  if (status != GK_OK) {
    part->text = (gk_str){NULL, 0};
    return status;
  }
  part->text = (gk_str){c.text, c.n};
  part->marks = c.marks;
  part->n_marks = c.n_marks;
  *n_bad = c.n_bad;
  return GK_OK;
}

/* The last mark at or before text_off. The first one is at 0. */
static gk_recode_mark find_mark(const gk_part *part, size_t text_off) {
  size_t low = 0, high = part->n_marks;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (part->marks[middle].text_off <= text_off)
      low = middle;
    else
      high = middle;
  }
  return part->marks[low];
}

size_t gk_recode_source_off(const gk_part *part, size_t text_off) {
  if (part->n_marks == 0)
    return part->text.n == 0 ? part->source.n : text_off + (size_t)(part->text.p - part->source.p);
  gk_recode_mark mark = find_mark(part, text_off);
  size_t text = mark.text_off, source = mark.source_off;
  while (text < text_off && source < part->source.n) {
    int valid;
    text += gk_utf8_length((unsigned char)part->text.p[text]);
    if (text <= text_off)
      source += step(part->encoding, part->source.p + source, part->source.n - source, &valid);
  }
  return source;
}
