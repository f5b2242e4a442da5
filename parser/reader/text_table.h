/*
 * text_table.h: the ways tables are written in plain text. Private to the plain-text reader.
 *
 * A family knows what its lines look like, what evidence makes a table of them, and how to read it; one file each.
 * They are asked in turn for every line that no table has taken.
 *
 *   gridded  text_gridded.c  lines drawn round every cell: +----+, or a box of │ and ─
 *   ruled    text_ruled.c    columns under runs of dashes: ----- -----
 *   pipes    text_pipes.c    pipes between cells, a row a line; or a cell a line (text_pipe_list.c)
 *   tabs     text_tabs.c     a cell a line behind a tab (text_dump.c), or tabs between cells (text_tabbed.c)
 */
#ifndef GONGKAI_TEXT_TABLE_H
#define GONGKAI_TEXT_TABLE_H

#include "reader/reader.h"
#include "reader/text_line.h"

enum { GK_TEXT_FAMILIES = 8 };

/* A text being read: lines in, builder calls out. */
typedef struct gk_text_reading {
  gk_builder *builder;
  gk_arena *arena; /* of the document */
  const gk_limits *limits;
  gk_diags *diags;
  const gk_part *part;
  uint32_t part_idx;
  gk_line_cursor lines;
  size_t n_since_table; /* bytes of prose since the last table ended; SIZE_MAX if it can't go on any more */
  size_t page_from;     /* where lines begin that no table has taken: gk_text_open_table() has them read */
  size_t table_at;      /* where the line stands that families are asked for */
  int pipes_kept;       /* whether blank cells keep their pipes: 1 or -1; 0 if nobody has looked */
  int has_markup;       /* Markdown or reStructuredText: see text_markup.h */
  size_t not_before[GK_TEXT_FAMILIES]; /* where a family's next table may start at the earliest */
} gk_text_reading;

/*
 * Reads the table of a family that starts with `first`, the next line and not a blank one: returns 1 and stands behind
 * the table. Otherwise writes nothing and returns 0; then it may set `not_before` to where its next table may start at
 * the earliest, so that no line is judged more than a few times. Where r->lines stands does not matter then.
 */
typedef int gk_text_family(gk_text_reading *r, const gk_line *first, size_t *not_before);

gk_text_family gk_text_read_gridded;
gk_text_family gk_text_read_ruled;
gk_text_family gk_text_read_pipes;
gk_text_family gk_text_read_tabs;

/* Asks all families: 1 if one has read a table and r->lines stands behind it, else 0 and r->lines is where it was. */
int gk_text_read_table(gk_text_reading *r, const gk_line *first);

/* Reads what stands before the table that a family has found, then opens it. */
void gk_text_open_table(gk_text_reading *r, uint8_t flags);

/* Whether so little stands since the last table that a piece of it may follow. */
int gk_text_may_go_on(const gk_text_reading *r);

/* Takes note of prose behind a table: behind a page number it may go on, behind a heading or running text not. */
void gk_text_leave_table(gk_text_reading *r, gk_str text);

/* Adds text, without placeholders and marks, to the open paragraph or cell. */
void gk_text_add(gk_text_reading *r, gk_str text);

/* Adds a paragraph, without placeholders and marks, in a cell or outside, unless it is blank. */
void gk_text_put_para(gk_text_reading *r, gk_str text);

/* The same outside of tables, a heading with its level: the next line is used up if all it does is underline it. */
void gk_text_put_line(gk_text_reading *r, gk_str text);

/* Opens the row's next cell. White space in it is kept: it tells a blank that was typed from one that was not. */
void gk_text_open_cell(gk_text_reading *r, gk_str text);

#endif
