/*
 * encoding.h: which encoding a text is in, and how each of them is cut into characters. Private to the parser.
 */
#ifndef GONGKAI_ENCODING_H
#define GONGKAI_ENCODING_H

#include "gongkai/layout.h"

/*
 * The encoding of a text: by its byte-order mark; else UTF-16 if there are NULs and the rest reads as such; else by its
 * first few thousand characters beyond ASCII: UTF-8 if at most one in eight of them is ill-formed (damage is survived),
 * else on the same terms GB18030 or Big5, whichever makes of them more that is commonly written. 0 if it is none.
 */
int gk_encoding_guess(gk_str text, gk_encoding *encoding);

/*
 * The same for a text of which something else says what it is in (a meta element, a MIME header): `charset` is what it
 * says. Marks and well-formed UTF-8 are believed more, and so is a text that plainly is in another encoding.
 */
int gk_encoding_guess_declared(gk_str text, gk_str charset, gk_encoding *encoding);

/* The encoding a charset's name stands for, in any case: "gb2312", "x-gbk", "Big5-HKSCS". 0 if it is not read. */
int gk_encoding_by_name(gk_str charset, gk_encoding *encoding);

/* The length of the encoding's byte-order mark if the text starts with it, else 0. */
size_t gk_encoding_mark(gk_encoding encoding, gk_str text);

/* The length of the character, or of the ill-formed bytes taken for one, at p; n > 0. */
size_t gk_encoding_step(gk_encoding encoding, const char *p, size_t n, int *valid);

/* The code unit at p of UTF-16. */
uint32_t gk_utf16_unit(gk_encoding encoding, const unsigned char *p);

#endif
