/*
 * text_line.h: plain text as lines, each with what it looks like on its own. Private to the plain-text reader.
 */
#ifndef GONGKAI_TEXT_LINE_H
#define GONGKAI_TEXT_LINE_H

#include "gongkai/base.h"

typedef enum gk_line_kind {
  GK_LINE_BLANK, /* nothing but white space without tabs, and placeholders */
  GK_LINE_CELL,  /* one tab, nothing before it: a cell of its own, or a row with an empty first cell */
  GK_LINE_ROW,   /* cells between tabs */
  GK_LINE_RULE,  /* dashes for every cell */
  GK_LINE_PROSE, /* anything else, and what is too long for cells */
  GK_LINE_END    /* after the last line */
} gk_line_kind;

typedef struct gk_line {
  gk_line_kind kind;
  gk_str text;     /* without its end */
  size_t n_tabs;   /* of GK_LINE_CELL and GK_LINE_ROW */
  size_t n_filled; /* cells between them that are not blank */
} gk_line;

/* Where reading is. A copy of it looks ahead. */
typedef struct gk_line_cursor {
  gk_str text;
  size_t at;
  size_t lf; /* the next line feed and carriage return at or after `at`, or text.n */
  size_t cr;
  size_t max_cells; /* a row of more is prose */
} gk_line_cursor;

/* A cursor at the start of text, which is valid UTF-8. */
gk_line_cursor gk_line_start(gk_str text, size_t max_cells);

/* The same cursor at the start of another line. */
gk_line_cursor gk_line_seek(gk_line_cursor cursor, size_t at);

/* The next line; lines end with CR LF, LF or CR. */
gk_line gk_line_next(gk_line_cursor *cursor);

/* Whether a line starts with a number of a list or heading: 一、 （二） 3. (4) ５． */
int gk_line_is_numbered(gk_str text);

/* Whether a text is prose: a sentence with more behind it, or longer than any cell. */
int gk_line_is_long(gk_str cell);

/* Whether a line is the number of a page: - 3 -  第 3 页  3/12 */
int gk_line_is_page_mark(gk_str text);

/*
 * Takes the next piece off the front of `rest`: text up to a placeholder of a dump tool, such as "[image: ]" or
 * "[bookmark: _GoBack]", which is dropped. 0 when nothing is left; pieces are never empty.
 */
int gk_line_next_piece(gk_str *rest, gk_str *piece);

/* Whether a text is white space and placeholders only. */
int gk_line_is_blank(gk_str text);

#endif
