/*
 * decimal.h: adding exact decimals. Private to the model.
 */
#ifndef GONGKAI_DECIMAL_H
#define GONGKAI_DECIMAL_H

#include "gongkai/report.h"

/* a + b at the larger of their scales. Returns 1 if the sum has more than 15 digits; then *sum is not set. */
int gk_decimal_add(gk_decimal a, gk_decimal b, gk_decimal *sum);

/* Whether two decimals are the same number: 1.50 is 1.5. */
int gk_decimal_equal(gk_decimal a, gk_decimal b);

#endif
