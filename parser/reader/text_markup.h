/*
 * text_markup.h: the marks of Markdown and reStructuredText that a reader of the page does not see. Private to the
 * plain-text reader.
 */
#ifndef GONGKAI_TEXT_MARKUP_H
#define GONGKAI_TEXT_MARKUP_H

#include "gongkai/base.h"

/* Whether a text is written in such marks: it has a heading behind # or over a line of ====, or a |---|---|. */
int gk_markup_is_used(gk_str text);

/* Takes the # marks off a heading; returns its level, 0 if the line is none. */
unsigned gk_markup_heading(gk_str *line);

/* The level of the heading above, if the line does nothing but underline it; else 0. */
unsigned gk_markup_underline(gk_str line);

/* A text being stripped of **, of escapes and of the few HTML words that tables can't do without. */
typedef struct gk_markup {
  gk_str rest;
  const char *bold_end; /* of the bold text that is open */
  int no_bold_end;      /* none in the rest */
} gk_markup;

/* The next piece: `text`, and the bytes it stands for; the same slice unless it was a word of HTML. 0 at the end. */
int gk_markup_next(gk_markup *m, gk_str *text, gk_str *source);

#endif
