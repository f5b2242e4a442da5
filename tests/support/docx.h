/* docx.h: a Word file around its XML, packed with the right checksums. */
#ifndef GONGKAI_TESTS_DOCX_H
#define GONGKAI_TESTS_DOCX_H

#include "gongkai/base.h"

/*
 * `parts` is word/document.xml, then, each after a line PART_LINE, word/numbering.xml, word/styles.xml and
 * word/footnotes.xml, as far as there are any. The file comes in a block of its size, from malloc; want of memory ends
 * the program.
 */
gk_str docx_pack(gk_str parts);
#define PART_LINE "\n%PART%\n"

/* What of `s` stands before the next PART_LINE; `s` becomes what stands behind it, or {NULL, 0}. */
gk_str part_cut(gk_str *s);

#endif
