/*
 * text_frame.h: a table drawn with lines round its cells, found on its lines. Private to the plain-text reader.
 *
 *   +-----+-----+        xs: where lines go down       0 6 12
 *   | a   | b   |        ys: lines with a piece across 0 2 4
 *   +-----+     |        lattice: a row between two ys, a column between two xs; a cell is as many of them as no line
 *   | c   |     |                 drawn between them parts
 *   +-----+-----+
 */
#ifndef GONGKAI_TEXT_FRAME_H
#define GONGKAI_TEXT_FRAME_H

#include "reader/text_table.h"
#include "base/width.h"

typedef struct gk_frame {
  gk_str *lines;
  uint32_t n_lines;
  uint32_t *xs;
  uint32_t n_xs;
  uint32_t *at; /* n_xs a line: the byte at each of the xs; GK_FRAME_NOWHERE inside a wide character */
  uint32_t *ys; /* n_rows + 1; lines that are not there above the first and below the last count as drawn */
  uint32_t n_rows;
  uint8_t *across; /* n_xs - 1 a y: whether a line is drawn there */
  uint8_t *down;   /* n_xs a row: likewise */
} gk_frame;

#define GK_FRAME_NOWHERE UINT32_MAX
#define GK_FRAME_OUTSIDE UINT32_MAX

/* Whether a line begins and ends with drawn lines, and whether it is nothing but a line across. */
int gk_frame_is_line(gk_str line);
int gk_frame_is_rule(gk_str line);

/*
 * Finds the frame of the `n_lines` table lines at the cursor, in `scratch`. GK_STATUS_UNSUPPORTED where lines don't
 * meet: characters are of other widths than they were where it was drawn.
 */
gk_status gk_frame_find(gk_arena *scratch, gk_line_cursor at, uint32_t n_lines, size_t max_columns, gk_frame *out);

/* The text of a line between two of the xs; empty where a character covers one of them. */
gk_str gk_frame_text(const gk_frame *f, uint32_t line, uint32_t from_x, uint32_t to_x);

#endif
