/*
 * xml_bytes.h: where the next byte of a class is, sixteen at a time where the machine can. Private to the tape.
 *
 * Each function looks from p on and returns `end` if there is none.
 */
#ifndef GONGKAI_XML_BYTES_H
#define GONGKAI_XML_BYTES_H

#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>

typedef __m128i gk_bytes16;

static inline gk_bytes16 gk_bytes_load(const char *p) {
  return _mm_loadu_si128((const __m128i *)(const void *)p);
}
static inline gk_bytes16 gk_bytes_are(gk_bytes16 v, char c) {
  return _mm_cmpeq_epi8(v, _mm_set1_epi8(c));
}
/* As signed numbers: all bytes beyond ASCII are below any of ASCII. */
static inline gk_bytes16 gk_bytes_below(gk_bytes16 v, char c) {
  return _mm_cmplt_epi8(v, _mm_set1_epi8(c));
}
static inline gk_bytes16 gk_bytes_or(gk_bytes16 a, gk_bytes16 b) {
  return _mm_or_si128(a, b);
}
static inline unsigned gk_bytes_mask(gk_bytes16 v) {
  return (unsigned)_mm_movemask_epi8(v);
}
#define GK_BYTES_VECTOR 1
#endif

/* The end of a name, if what ends it is right: white space, `=`, `/` or `>`; any other byte below '!' or beyond ASCII
   ends it too, and is for the caller to refuse. */
static inline int gk_ends_name(char c) {
  return (signed char)c <= ' ' || c == '=' || c == '/' || c == '>';
}

static inline const char *gk_name_end(const char *p, const char *end) {
#ifdef GK_BYTES_VECTOR
  for (; end - p >= 16; p += 16) {
    gk_bytes16 v = gk_bytes_load(p);
    unsigned m = gk_bytes_mask(gk_bytes_or(gk_bytes_or(gk_bytes_below(v, '!'), gk_bytes_are(v, '=')),
                                           gk_bytes_or(gk_bytes_are(v, '/'), gk_bytes_are(v, '>'))));
    if (m != 0)
      return p + __builtin_ctz(m);
  }
#endif
  while (p < end && !gk_ends_name(*p))
    p++;
  return p;
}

/* The end of an attribute's value that stands as it is: its quote, or what has to be looked at. */
static inline const char *gk_value_end(const char *p, const char *end, char quote) {
#ifdef GK_BYTES_VECTOR
  for (; end - p >= 16; p += 16) {
    gk_bytes16 v = gk_bytes_load(p);
    /* of bytes below a blank: those beyond ASCII are not meant */
    gk_bytes16 control = _mm_andnot_si128(gk_bytes_below(v, 0), gk_bytes_below(v, ' '));
    unsigned m = gk_bytes_mask(gk_bytes_or(gk_bytes_or(gk_bytes_are(v, quote), gk_bytes_are(v, '<')),
                                           gk_bytes_or(gk_bytes_are(v, '&'), control)));
    if (m != 0)
      return p + __builtin_ctz(m);
  }
#endif
  while (p < end && *p != quote && *p != '<' && *p != '&' && (unsigned char)*p >= ' ')
    p++;
  return p;
}

/* The end of text that stands as it is. */
static inline const char *gk_text_end(const char *p, const char *end) {
#ifdef GK_BYTES_VECTOR
  for (; end - p >= 16; p += 16) {
    gk_bytes16 v = gk_bytes_load(p);
    unsigned m = gk_bytes_mask(
        gk_bytes_or(gk_bytes_or(gk_bytes_or(gk_bytes_are(v, '<'), gk_bytes_are(v, '&')), gk_bytes_are(v, ']')),
                    gk_bytes_or(gk_bytes_are(v, '\n'), gk_bytes_are(v, '\r'))));
    if (m != 0)
      return p + __builtin_ctz(m);
  }
#endif
  while (p < end && *p != '<' && *p != '&' && *p != ']' && *p != '\n' && *p != '\r')
    p++;
  return p;
}

/* The first byte that is not plain: beyond ASCII, or a control character (the ends of lines and tabs among them). */
static inline const char *gk_plain_end(const char *p, const char *end) {
#ifdef GK_BYTES_VECTOR
  for (; end - p >= 16; p += 16) {
    unsigned m = gk_bytes_mask(gk_bytes_below(gk_bytes_load(p), ' '));
    if (m != 0)
      return p + __builtin_ctz(m);
  }
#endif
  while (p < end && (signed char)*p >= ' ')
    p++;
  return p;
}

#endif
