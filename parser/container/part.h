/*
 * part.h: the encoding of an XML part (XML 1.0, appendix F). Private to the container.
 */
#ifndef GONGKAI_PART_H
#define GONGKAI_PART_H

#include "gongkai/layout.h"
#include "gongkai/limits.h"

/*
 * Fills part->text, encoding and marks from part->source: by byte-order mark, else by the shape of the first bytes,
 * else by the XML declaration, else UTF-8. UTF-8 is not validated here, the XML parser does that; other encodings are
 * converted. GK_STATUS_ENCODING for one that is not read, GK_STATUS_MALFORMED_XML for bytes that are not in it.
 */
gk_status gk_part_decode(gk_arena *arena, gk_part *part, const gk_limits *limits, gk_error *error);

#endif
