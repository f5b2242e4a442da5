/*
 * recode.h: bytes of some encoding to UTF-8 in the arena, with a way back from every offset. Private to the parser.
 */
#ifndef GONGKAI_RECODE_H
#define GONGKAI_RECODE_H

#include "gongkai/arena.h"
#include "gongkai/layout.h"
#include "gongkai/status.h"
#include "text/encoding.h"
#include "text/utf8.h"

/*
 * Fills part->text, encoding and marks from part->source. A byte-order mark is left out of the text. Valid UTF-8 is not
 * copied. Invalid sequences become U+FFFD, one for each maximal subpart, and are counted in `n_bad`.
 * `max_bytes` bounds the text: GK_STATUS_TOO_LARGE beyond it.
 */
gk_status gk_recode(gk_arena *arena, gk_part *part, gk_encoding encoding, size_t max_bytes, size_t *n_bad);

/* The offset in part->source of a character boundary given in part->text. */
size_t gk_recode_source_off(const gk_part *part, size_t text_off);

#endif
