/*
 * text_table.h: the ways tables are written in plain text. Private to the plain-text reader.
 *
 * A block of lines is judged by what its lines look like, then read by the rules of its family:
 *
 *   dump     every cell a line with a leading tab, an empty line after every row
 *   tabbed   a row a line, tabs between cells
 */
#ifndef GONGKAI_TEXT_TABLE_H
#define GONGKAI_TEXT_TABLE_H

#include "reader/reader.h"
#include "reader/text_line.h"

/* A text being read: lines in, builder calls out. */
typedef struct gk_text_reading {
  gk_builder *builder;
  const gk_limits *limits;
  gk_diags *diags;
  const gk_part *part;
  uint32_t part_idx;
  gk_line_cursor lines;
  size_t n_since_table; /* bytes of prose since the last table ended; SIZE_MAX if it can't go on any more */
} gk_text_reading;

/*
 * Reads the table that starts with the next line, if one does: returns 1 and stands behind it. Otherwise returns 0 and
 * sets `not_before` to where the next table may start at the earliest.
 */
int gk_text_read_table(gk_text_reading *r, size_t *not_before);

/* Takes note of prose behind a table: behind a page number it may go on, behind a heading or running text not. */
void gk_text_leave_table(gk_text_reading *r, gk_str text);

/* Adds a paragraph, without placeholders, in a cell or outside, unless it is blank. */
void gk_text_put_para(gk_text_reading *r, gk_str text);

#endif
