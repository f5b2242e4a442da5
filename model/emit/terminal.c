#include "emit/terminal.h"

#include "base/width.h"
#include "extract/fold.h"

void gk_terminal_init(gk_terminal *t, gk_colour colour, gk_sink sink) {
  gk_out_init(&t->out, sink);
  t->colour = colour;
}

void gk_terminal_style(gk_terminal *t, gk_style style) {
  static const char *const escapes[] = {"\x1b[0m", "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[2m"};
  if (t->colour == GK_COLOUR_ON)
    gk_out_text(&t->out, escapes[style]);
}

static int is_control(uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

static size_t columns_of(uint32_t c) {
  return is_control(c) ? 1 : gk_char_columns(c, GK_AMBIGUOUS_NARROW);
}

size_t gk_text_columns(gk_str s) {
  size_t n = 0;
  for (size_t i = 0; i < s.n;)
    n += columns_of(gk_utf8_next(s, &i));
  return n;
}

/* The character from byte `from` to `to` of s. */
static void put_character(gk_out *out, gk_str s, size_t from, size_t to, uint32_t c) {
  if (is_control(c) || c == 0xFFFD)
    gk_out_text(out, "\xEF\xBF\xBD");
  else
    gk_out_str(out, (gk_str){s.p + from, to - from});
}

void gk_terminal_visible(gk_terminal *t, gk_str s) {
  for (size_t i = 0; i < s.n;) {
    size_t from = i;
    uint32_t c = gk_utf8_next(s, &i);
    put_character(&t->out, s, from, i, c);
  }
}

/* The bytes of s that stand before the ellipsis where it is cut to `max` columns, all if it need not be; their columns
   go to *n. */
static size_t find_cut(gk_str s, size_t max, size_t *n) {
  size_t n_kept = 0, kept = 0;
  *n = 0;
  for (size_t i = 0; i < s.n;) {
    *n += columns_of(gk_utf8_next(s, &i));
    if (*n < max) {
      kept = i;
      n_kept = *n;
    } else if (*n > max) {
      *n = n_kept;
      return kept;
    }
  }
  return s.n;
}

size_t gk_text_columns_cut(gk_str s, size_t max) {
  size_t n;
  return find_cut(s, max, &n) == s.n ? n : n + 1;
}

void gk_terminal_visible_cut(gk_terminal *t, gk_str s, size_t max) {
  size_t n, kept = find_cut(s, max, &n);
  gk_terminal_visible(t, (gk_str){s.p, kept});
  if (kept < s.n)
    gk_out_text(&t->out, "…");
}

void gk_terminal_decimal(gk_terminal *t, gk_decimal d) {
  char number[GK_DECIMAL_SIZE];
  gk_out_str(&t->out, (gk_str){number, gk_decimal_format(d, number)});
}

void gk_terminal_percent(gk_terminal *t, size_t part, size_t whole) {
  uint64_t tenths = whole == 0 ? 0 : ((uint64_t)part * 2000 + whole) / ((uint64_t)whole * 2);
  gk_terminal_decimal(t, (gk_decimal){(int64_t)tenths, 1});
  gk_out_char(&t->out, '%');
}

void gk_terminal_blanks(gk_terminal *t, size_t n) {
  while (n-- > 0)
    gk_out_char(&t->out, ' ');
}
