#include "text/width.h"

#include <stddef.h>

typedef struct range {
  uint32_t first;
  uint32_t last;
} range;

static const range nothing[] = {{0x0000, 0x001F}, {0x007F, 0x009F}, {0x00AD, 0x00AD}, {0x0300, 0x036F},
                                {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2064}, {0x20D0, 0x20F0},
                                {0x302A, 0x302D}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}};

static const range wide[] = {{0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A}, {0x2E80, 0x303E},
                             {0x3041, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
                             {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},   {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6},
                             {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

static const range open_widths[] = {{0x00A1, 0x00A1}, {0x00A4, 0x00A4}, {0x00A7, 0x00A8}, {0x00AA, 0x00AA},
                                    {0x00AE, 0x00AE}, {0x00B0, 0x00B4}, {0x00B6, 0x00BA}, {0x00BC, 0x00BF},
                                    {0x00D7, 0x00D8}, {0x00F7, 0x00F8}, {0x0391, 0x03C9}, {0x0401, 0x0451},
                                    {0x2010, 0x2016}, {0x2018, 0x2019}, {0x201C, 0x201D}, {0x2020, 0x2022},
                                    {0x2024, 0x2027}, {0x2030, 0x203E}, {0x2103, 0x2116}, {0x2121, 0x212B},
                                    {0x2153, 0x219F}, {0x21B8, 0x21E7}, {0x2200, 0x22FF}, {0x2460, 0x2595},
                                    {0x25A0, 0x25E5}, {0x2605, 0x260F}, {0x2640, 0x266F}, {0x2776, 0x277F},
                                    {0xE000, 0xF8FF}, {0xFFFD, 0xFFFD}};

static int is_in(uint32_t c, const range *ranges, size_t n) {
  size_t low = 0;
  while (n > 0) {
    size_t half = n / 2;
    if (c > ranges[low + half].last) {
      low += half + 1;
      n -= half + 1;
    } else if (c < ranges[low + half].first) {
      n = half;
    } else {
      return 1;
    }
  }
  return 0;
}

unsigned gk_char_columns(uint32_t c, gk_ambiguous ambiguous) {
  if (c >= 0x20 && c < 0x7F)
    return 1;
  if (is_in(c, wide, sizeof wide / sizeof *wide))
    return 2;
  if (is_in(c, nothing, sizeof nothing / sizeof *nothing))
    return 0;
  return is_in(c, open_widths, sizeof open_widths / sizeof *open_widths) ? (unsigned)ambiguous : 1;
}
