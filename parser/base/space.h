/*
 * space.h: what shows as nothing. Private to the library; both halves go by it.
 */
#ifndef GONGKAI_SPACE_H
#define GONGKAI_SPACE_H

#include <stdint.h>

/* Whether a code point is white space (Unicode's White_Space property), another C0 control, or filler that layouts are
   padded with: soft hyphens, zero-width spaces and joiners, direction marks, word joiner, byte-order mark. */
static inline int gk_is_space(uint32_t c) {
  if (c <= 0x20)
    return 1;
  if (c < 0x2000)
    return c == 0x7F || c == 0x85 || c == 0xA0 || c == 0xAD || c == 0x1680;
  return c <= 0x200F || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 ||
         c == 0xFEFF;
}

#endif
