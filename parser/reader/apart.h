/*
 * apart.h: digits that are no digits of one number: a raised one beside one on the line is a note's mark or a power, a
 * struck one is corrected by the next. Private to the readers.
 */
#ifndef GONGKAI_APART_H
#define GONGKAI_APART_H

#include "gongkai/base.h"

/* How characters look, as far as it sets numbers apart. */
enum {
  GK_LOOK_ABOVE_LINE = 1,
  GK_LOOK_BELOW_LINE = 2,
  GK_LOOK_STRUCK = 4,
  GK_LOOK_PARTED = 8, /* like none, itself included */
};

/* The end of a paragraph so far. Zeroed: nothing yet. */
typedef struct gk_apart {
  uint8_t after_digit;
  uint8_t look; /* of that digit */
} gk_apart;

/* Takes the paragraph's next text, which is not empty; whether a blank must stand before it. */
int gk_apart_next(gk_apart *apart, gk_str text, uint8_t look);

#endif
