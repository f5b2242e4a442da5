/*
 * pieces.h: the text of the open paragraphs, gathered piece by piece. Private to the layout builder.
 *
 * A paragraph in a text box is open while the one that holds it is: pieces are a stack, and a mark says where a
 * paragraph's begin. Only the innermost paragraph gets text.
 */
#ifndef GONGKAI_PIECES_H
#define GONGKAI_PIECES_H

#include "gongkai/layout.h"
#include "layout/vec.h"

typedef struct gk_pieces {
  gk_vec pieces;
  gk_vec bytes; /* of the pieces that are not as they stand in their part */
} gk_pieces;

typedef struct gk_pieces_mark {
  size_t n_pieces;
  size_t n_bytes;
} gk_pieces_mark;

gk_pieces_mark gk_pieces_begin(const gk_pieces *p);

/* Adds a piece to the paragraph begun at `mark`. `source` lies in `part`, whose index is `part_idx`. */
gk_status gk_pieces_add(gk_pieces *p, gk_arena *arena, gk_pieces_mark mark, const gk_part *part, uint32_t part_idx,
                        gk_str text, gk_str source);

/*
 * Makes one text of the pieces since `mark` and drops them: a slice of the part if there is one piece as it stands
 * there, else a copy in the arena, with a segment a piece appended to `segs`, of which there may be `max_segs`.
 */
gk_status gk_pieces_end(gk_pieces *p, gk_arena *arena, gk_pieces_mark mark, const gk_part *parts, gk_vec *segs,
                        size_t max_segs, gk_text *out);

#endif
