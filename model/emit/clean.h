/*
 * clean.h: text of any bytes as text that every reader takes. Private to emit/.
 */
#ifndef GONGKAI_EMIT_CLEAN_H
#define GONGKAI_EMIT_CLEAN_H

#include "gongkai/base.h"

/* gk_clean_step() for all but the sequences that it knows itself. */
size_t gk_clean_step_rare(const char *p, const char *end, int *is_well_formed);

/*
 * The length of the UTF-8 sequence at p, or, where it is ill-formed, of what one U+FFFD stands for: a maximal subpart.
 * p < end.
 */
static inline size_t gk_clean_step(const char *p, const char *end, int *is_well_formed) {
  /* U+1000 to U+CFFF, nearly all that is not ASCII: whatever the second and the third byte, they are tails or not. */
  if (end - p >= 3 && (unsigned char)p[0] > 0xE0 && (unsigned char)p[0] < 0xED &&
      ((unsigned char)p[1] & 0xC0) == 0x80 && ((unsigned char)p[2] & 0xC0) == 0x80) {
    *is_well_formed = 1;
    return 3;
  }
  return gk_clean_step_rare(p, end, is_well_formed);
}

/* Which control characters become their pictures (U+2400 for NUL, and so on): they end or confuse what reads them. */
typedef enum gk_clean {
  GK_CLEAN_NUL,      /* NUL, where strings may be taken to end */
  GK_CLEAN_CONTROLS, /* all but tab and line breaks */
} gk_clean;

/*
 * Takes the next piece off `rest`, which is not empty, and returns what stands for it: itself, or U+FFFD for bytes
 * that are no UTF-8, or a control's picture.
 */
gk_str gk_clean_next(gk_str *rest, gk_clean what);

/* The length of the whole after cleaning. */
size_t gk_clean_bytes(gk_str s, gk_clean what);

#endif
