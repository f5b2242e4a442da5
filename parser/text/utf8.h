/*
 * utf8.h: one code point at a time. Private to the parser.
 */
#ifndef GONGKAI_UTF8_H
#define GONGKAI_UTF8_H

#include "gongkai/base.h"

#define GK_REPLACEMENT 0xFFFDu

/* Whether s is valid UTF-8 (Unicode 15, table 3-7: no surrogates, no overlong forms); if not, `bad` (may be NULL) gets
   the offset of the first offending byte. */
int gk_utf8_valid(gk_str s, size_t *bad);

/* The length of the character at p, which has `n` > 0 bytes; where it is not well-formed, that of the maximal subpart
   to replace by one U+FFFD (Unicode 15, section 3.9). */
size_t gk_utf8_step(const char *p, size_t n, int *valid);

/* The bytes of the character that starts with `lead`, in valid UTF-8. */
static inline size_t gk_utf8_length(unsigned char lead) {
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

static inline int gk_utf8_is_tail(char c) {
  return ((unsigned char)c & 0xC0) == 0x80;
}

/* Reads the code point at p, which must be the start of a character in valid UTF-8; returns its length in bytes. */
static inline size_t gk_utf8_decode(const char *p, uint32_t *c) {
  const unsigned char *u = (const unsigned char *)p;
  size_t n = gk_utf8_length(u[0]);
  if (n == 1)
    *c = u[0];
  else if (n == 2)
    *c = (u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu);
  else if (n == 3)
    *c = (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
  else
    *c = (u[0] & 0x07u) << 18 | (u[1] & 0x3Fu) << 12 | (u[2] & 0x3Fu) << 6 | (u[3] & 0x3Fu);
  return n;
}

/* Writes a Unicode scalar value to p, which has room for 4 bytes; returns its length. */
static inline size_t gk_utf8_encode(uint32_t c, char *p) {
  unsigned char *u = (unsigned char *)p;
  if (c < 0x80) {
    u[0] = (unsigned char)c;
    return 1;
  }
  if (c < 0x800) {
    u[0] = (unsigned char)(0xC0 | c >> 6);
    u[1] = (unsigned char)(0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    u[0] = (unsigned char)(0xE0 | c >> 12);
    u[1] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
    u[2] = (unsigned char)(0x80 | (c & 0x3F));
    return 3;
  }
  u[0] = (unsigned char)(0xF0 | c >> 18);
  u[1] = (unsigned char)(0x80 | (c >> 12 & 0x3F));
  u[2] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
  u[3] = (unsigned char)(0x80 | (c & 0x3F));
  return 4;
}

#endif
