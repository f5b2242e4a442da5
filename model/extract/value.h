/*
 * value.h: what a cell's text says. Private to the model.
 */
#ifndef GONGKAI_EXTRACT_VALUE_H
#define GONGKAI_EXTRACT_VALUE_H

#include "gongkai/report.h"

typedef struct gk_value {
  gk_cell_state state;
  gk_decimal number; /* of GK_STATE_NUMBER */
  gk_str unit;       /* a slice of the text; empty if it has none */
} gk_value;

/*
 * Reads a cell's whole text.
 *
 *   value   = none | [lead | sign] (decimal | numeral) [unit | "(" unit ")"]
 *   none    = strokes, or a word such as 无
 *   lead    = in an amount cell 人民币 or the sign of the currency; elsewhere 共, 共计
 *   sign    = "+" | "-" | in a signed cell: 增 | 增加 | 减 | 减少 and their like
 *   decimal = digits, perhaps in groups of three parted by commas or thin blanks, perhaps with a fraction
 *   numeral = a Chinese numeral (chinese_number.h)
 *   unit    = in an amount cell money (kept); elsewhere a measure word (dropped)
 *
 * Blanks may stand between the parts, other blanks never inside a number. Anything else is GK_STATE_UNREADABLE: no
 * number is picked out of a text that says more than a number.
 */
gk_value gk_value_read(gk_str text, gk_cell_type type);

/* The unit of money in a column's header, "采购总金额（万元）": a slice of it, empty if it names none. */
gk_str gk_value_header_unit(gk_str header);

#endif
