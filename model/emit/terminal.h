/*
 * terminal.h: output for a person, perhaps on a terminal: colours, text that can't harm it, columns. Private to emit/.
 */
#ifndef GONGKAI_EMIT_TERMINAL_H
#define GONGKAI_EMIT_TERMINAL_H

#include "emit/out.h"
#include "gongkai/emit.h"

typedef enum gk_style {
  GK_STYLE_PLAIN,
  GK_STYLE_BOLD,
  GK_STYLE_RED,
  GK_STYLE_GREEN,
  GK_STYLE_DIM,
} gk_style;

typedef struct gk_terminal {
  gk_out out;
  gk_colour colour;
} gk_terminal;

void gk_terminal_init(gk_terminal *t, gk_colour colour, gk_sink sink);

/* What follows is in this style; nothing is written without colours. */
void gk_terminal_style(gk_terminal *t, gk_style style);

/*
 * Text from a document: control characters, C1 included, become U+FFFD, so that no document can move the cursor or
 * rename the window.
 */
void gk_terminal_visible(gk_terminal *t, gk_str s);

/* The same, cut to at most `max` columns with an ellipsis as the last of them. */
void gk_terminal_visible_cut(gk_terminal *t, gk_str s, size_t max);

void gk_terminal_decimal(gk_terminal *t, gk_decimal d);

/* As the first digits after the point of a percentage have it: 37.3%, rounded; nothing of nothing is 0.0%. */
void gk_terminal_percent(gk_terminal *t, size_t part, size_t whole);

void gk_terminal_blanks(gk_terminal *t, size_t n);

/* How many columns a text takes, whole, and cut to at most `max` of them. */
size_t gk_text_columns(gk_str s);
size_t gk_text_columns_cut(gk_str s, size_t max);

#endif
