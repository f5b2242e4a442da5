#include "reader/apart.h"

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

int gk_apart_next(gk_apart *apart, gk_str text, uint8_t look) {
  int needs_blank = apart->after_digit && is_digit(text.p[0]) && look != apart->look;
  apart->after_digit = (uint8_t)is_digit(text.p[text.n - 1]);
  apart->look = look;
  return needs_blank;
}
