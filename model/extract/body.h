/*
 * body.h: the running text of a layout as a list of lines: what is not in a table, in document order.
 *
 * A frame is no table: one of a single column is a box round running text, and one of whose cells holds most of it,
 * text and tables, is how pages are laid out. Notes, and what the file says of itself, are left out. A soft break ends
 * a line. Lines are trimmed of blanks; empty ones are not listed.
 */
#ifndef GONGKAI_EXTRACT_BODY_H
#define GONGKAI_EXTRACT_BODY_H

#include "gongkai/layout.h"

typedef struct gk_line {
  const gk_text *text; /* the paragraph it is part of */
  gk_str str;
  uint16_t level;      /* the paragraph's outline level, 0 for none */
  uint8_t after_table; /* a table stands between the line before and this one */
} gk_line;

typedef struct gk_body {
  gk_line *lines;
  size_t n;
} gk_body;

/* Whether a table, the node at that index, is a frame. */
int gk_is_frame(const gk_layout *layout, size_t table);

/* Lists the lines of a layout; the list is in the arena. GK_OK or GK_STATUS_NO_MEMORY. */
gk_status gk_body_collect(gk_arena *arena, const gk_layout *layout, gk_body *body) GK_MUST_USE;

#define GK_MAX_PIECES 4

/*
 * Pieces of text joined as a name or a title is: without blanks but one between two Latin letters.
 * A slice of the piece where nothing has to go, else a copy in the arena.
 */
gk_str gk_body_join(gk_arena *arena, const gk_str *pieces, size_t n_pieces);

#endif
