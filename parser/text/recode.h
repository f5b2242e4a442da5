/*
 * recode.h: bytes of some encoding to UTF-8 in the arena, with a way back from every offset. Private to the parser.
 */
#ifndef GONGKAI_RECODE_H
#define GONGKAI_RECODE_H

#include "gongkai/arena.h"
#include "gongkai/layout.h"
#include "gongkai/status.h"
#include "text/utf8.h"

/*
 * The encoding of a text, by its byte-order mark, else by its first kilobytes: UTF-8 if at most one in eight of its
 * characters beyond ASCII is ill-formed there (damage is survived), else GB18030 on the same terms. 0 if it is neither.
 */
int gk_encoding_guess(gk_str text, gk_encoding *encoding);

/*
 * Fills part->text, encoding and marks from part->source. A byte-order mark is left out of the text. Valid UTF-8 is not
 * copied. Invalid sequences become U+FFFD, one for each maximal subpart, and are counted in `n_bad`.
 * `max_bytes` bounds the text: GK_STATUS_TOO_LARGE beyond it.
 */
gk_status gk_recode(gk_arena *arena, gk_part *part, gk_encoding encoding, size_t max_bytes, size_t *n_bad);

/* The offset in part->source of a character boundary given in part->text. */
size_t gk_recode_source_off(const gk_part *part, size_t text_off);

#endif
