/*
 * list_format.h: numbers as text in the formats of automatic numbering. Private to the parser half.
 *
 * The names and what they stand for: ISO/IEC 29500-1, 17.18.59 (ST_NumberFormat); where Word is known to differ from
 * the standard ([MS-OI29500], note on 17.18.59), Word is followed, for Word made the documents.
 */
#ifndef GONGKAI_LIST_FORMAT_H
#define GONGKAI_LIST_FORMAT_H

#include "gongkai/base.h"

/* GK_LIST_FORMAT(identifier, the standard's name, how it is written: a family in list_format.c, its characters) */
#define GK_LIST_FORMATS(GK_LIST_FORMAT)                                                                                \
  GK_LIST_FORMAT(DECIMAL, "decimal", decimal, 1)                                                                       \
  GK_LIST_FORMAT(DECIMAL_ZERO, "decimalZero", decimal, 2)                                                              \
  GK_LIST_FORMAT(DECIMAL_FULL_WIDTH, "decimalFullWidth", digits, full_width)                                           \
  GK_LIST_FORMAT(DECIMAL_HALF_WIDTH, "decimalHalfWidth", decimal, 1)                                                   \
  GK_LIST_FORMAT(DECIMAL_FULL_WIDTH2, "decimalFullWidth2", digits, full_width)                                         \
  GK_LIST_FORMAT(UPPER_ROMAN, "upperRoman", roman, 0)                                                                  \
  GK_LIST_FORMAT(LOWER_ROMAN, "lowerRoman", roman, 0x20)                                                               \
  GK_LIST_FORMAT(UPPER_LETTER, "upperLetter", letter, 'A')                                                             \
  GK_LIST_FORMAT(LOWER_LETTER, "lowerLetter", letter, 'a')                                                             \
  GK_LIST_FORMAT(ENCLOSED_CIRCLE, "decimalEnclosedCircle", range, circle)                                              \
  GK_LIST_FORMAT(ENCLOSED_CIRCLE_CHINESE, "decimalEnclosedCircleChinese", range, circle_chinese)                       \
  GK_LIST_FORMAT(ENCLOSED_FULLSTOP, "decimalEnclosedFullstop", range, fullstop)                                        \
  GK_LIST_FORMAT(ENCLOSED_PAREN, "decimalEnclosedParen", range, paren)                                                 \
  GK_LIST_FORMAT(IDEOGRAPH_ENCLOSED, "ideographEnclosedCircle", range, ideograph_paren)                                \
  GK_LIST_FORMAT(IDEOGRAPH_TRADITIONAL, "ideographTraditional", cycle, stems)                                          \
  GK_LIST_FORMAT(IDEOGRAPH_ZODIAC, "ideographZodiac", cycle, branches)                                                 \
  GK_LIST_FORMAT(IDEOGRAPH_DIGITAL, "ideographDigital", digits, ideograph)                                             \
  GK_LIST_FORMAT(TAIWANESE_DIGITAL, "taiwaneseDigital", digits, circle_zero)                                           \
  GK_LIST_FORMAT(JAPANESE_DIGITAL, "japaneseDigitalTenThousand", digits, ideograph)                                    \
  GK_LIST_FORMAT(CHINESE_COUNTING, "chineseCounting", tens, circle_zero)                                               \
  GK_LIST_FORMAT(CHINESE_THOUSAND, "chineseCountingThousand", counting, chinese)                                       \
  GK_LIST_FORMAT(TAIWANESE_COUNTING, "taiwaneseCounting", tens, circle_zero)                                           \
  GK_LIST_FORMAT(CHINESE_LEGAL, "chineseLegalSimplified", counting, chinese_legal)                                     \
  GK_LIST_FORMAT(TAIWANESE_THOUSAND, "taiwaneseCountingThousand", counting, taiwanese)                                 \
  GK_LIST_FORMAT(TRADITIONAL_LEGAL, "ideographLegalTraditional", counting, traditional_legal)                          \
  GK_LIST_FORMAT(JAPANESE_COUNTING, "japaneseCounting", counting, japanese)

typedef enum gk_list_format {
#define GK_LIST_FORMAT(id, name, family, with) GK_LIST_##id,
  GK_LIST_FORMATS(GK_LIST_FORMAT)
#undef GK_LIST_FORMAT
      GK_LIST_BULLET, /* no number at all */
  GK_LIST_NONE,       /* an empty number */
  GK_LIST_UNKNOWN,    /* written as decimal */
} gk_list_format;

/* Room for any number in any format. */
#define GK_LIST_NUMBER_BYTES 128

/* The format of a name; GK_LIST_UNKNOWN if it is none of the above. */
gk_list_format gk_list_format_named(gk_str name);

/*
 * Writes n (below 0 counts as 0) to buf, which has GK_LIST_NUMBER_BYTES; returns how many bytes it took. What a format
 * can't say, such as 21 in a circle, is written as decimal.
 */
size_t gk_list_format_number(gk_list_format format, int32_t n, char *buf);

#endif
