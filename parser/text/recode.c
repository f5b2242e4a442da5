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
};

/* The text on its way, and the marks. */
typedef struct conversion {
  gk_arena *arena;
  gk_encoding encoding;
  iconv_t iconv; /* where iconv_name() has one */
  char *text;
  size_t n;
  size_t capacity;
  gk_recode_mark *marks;
  size_t n_marks;
  size_t marks_capacity;
  size_t n_bad;
} conversion;

static void put_single(conversion *c, uint32_t cp) {
  c->n += gk_utf8_encode(cp, c->text + c->n);
  c->n_bad += cp == GK_REPLACEMENT;
}

static void put_utf16(conversion *c, const unsigned char *p, size_t n) {
  for (const unsigned char *end = p + n; p < end; p += 2) {
    uint32_t code = gk_utf16_unit(c->encoding, p);
    if (code >= 0xD800 && code <= 0xDBFF) {
      p += 2;
      code = 0x10000 + ((code - 0xD800) << 10) + (gk_utf16_unit(c->encoding, p) - 0xDC00);
    }
    c->n += gk_utf8_encode(code, c->text + c->n);
  }
}

/* What iconv is asked for; NULL for what is converted here. */
static const char *iconv_name(gk_encoding encoding) {
  return encoding == GK_ENCODING_GB18030 ? "GB18030" : encoding == GK_ENCODING_BIG5 ? "BIG5-HKSCS" : NULL;
}

/* Signs that iconv's Hong Kong set has not, or has otherwise than Windows, whose texts these mostly are; 0 for others.
 */
static uint32_t windows_big5(const char *p, size_t n) {
  static const struct {
    uint16_t code;
    uint16_t cp;
  } signs[] = {{0xA145, 0x2027}, {0xA14E, 0xFE51}, {0xA15A, 0x2574}, {0xA1C2, 0x00AF}, {0xA1C3, 0xFFE3},
               {0xA1C5, 0x02CD}, {0xA1E3, 0xFF5E}, {0xA1F2, 0x2295}, {0xA1F3, 0x2299}, {0xA1FE, 0xFF0F},
               {0xA240, 0xFF3C}, {0xA241, 0x2215}, {0xA242, 0xFE68}, {0xA244, 0xFFE5}, {0xA246, 0xFFE0},
               {0xA247, 0xFFE1}, {0xA2CC, 0x5341}, {0xA2CE, 0x5345}, {0xA3E1, 0x20AC}};
  unsigned code = n == 2 ? (unsigned)(unsigned char)p[0] << 8 | (unsigned char)p[1] : 0;
  for (size_t i = 0; code <= 0xA3FE && i < sizeof signs / sizeof *signs; i++)
    if (signs[i].code == code)
      return signs[i].cp;
  return 0;
}

/* Converts a run of well-formed characters; those without a meaning are replaced. */
static void put_multibyte(conversion *c, const char *p, size_t n) {
  char run[BLOCK_BYTES];
  memcpy(run, p, n);
  char *in = run, *out = c->text + c->n;
  size_t in_left = n, out_left = c->capacity - c->n;
  while (in_left > 0 && iconv(c->iconv, &in, &in_left, &out, &out_left) == (size_t)-1 && in_left > 0) {
    int valid;
    size_t skip = gk_encoding_step(c->encoding, in, in_left, &valid);
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
  if (iconv_name(c->encoding) != NULL) {
    put_multibyte(c, p, n);
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
    size_t length = gk_encoding_step(c->encoding, rest.p + at, rest.n - at, &valid);
    uint32_t sign = c->encoding == GK_ENCODING_BIG5 ? windows_big5(rest.p + at, length) : 0;
    if (!valid || sign != 0) {
      put_run(c, rest.p + run, at - run);
      put_single(c, valid ? sign : GK_REPLACEMENT);
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

gk_status gk_recode(gk_arena *arena, gk_part *part, gk_encoding encoding, size_t max_bytes, size_t *n_bad) {
  gk_str source = part->source;
  size_t start = gk_encoding_mark(encoding, source);
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
  const char *name = iconv_name(encoding);
  if (name != NULL) {
    c.iconv = iconv_open("UTF-8", name);
    if (c.iconv == (iconv_t)-1)
      return errno == ENOMEM ? GK_STATUS_NO_MEMORY : GK_STATUS_ENCODING;
  }
  gk_status status = convert(&c, source, start, max_bytes);
  if (name != NULL)
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
      source += gk_encoding_step(part->encoding, part->source.p + source, part->source.n - source, &valid);
  }
  return source;
}
