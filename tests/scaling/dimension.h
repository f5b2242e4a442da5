/*
 * dimension.h: what of a document can grow, each written as a document that grows in it and in nothing else.
 *
 * A document is `head`, `each` as often as the size asks for, `middle`, `back` as often, and `tail`. What stands in
 * nothing is NULL. A '$' in `each` becomes the number of the time, from 1 on.
 */
#ifndef GONGKAI_TESTS_DIMENSION_H
#define GONGKAI_TESTS_DIMENSION_H

#include "gongkai/base.h"

/* What becomes of the text: the file that is read. The text is taken, the file is from malloc. */
typedef gk_str pack_fn(gk_str text);

typedef struct dimension {
  const char *name;
  pack_fn *pack;
  const char *head, *each, *middle, *back, *tail;
} dimension;

/* Ends with one without a name. */
extern const dimension dimensions_docx[];
extern const dimension dimensions_odt[];
extern const dimension dimensions_html[];
extern const dimension dimensions_pdf[];
extern const dimension dimensions_text[];

/* The text of a dimension with about so many bytes, from malloc. */
gk_str dimension_text(const dimension *d, size_t bytes);

/* As deep as tables may nest by default: a page's frames are looked through at every level. */
#define TWICE(s)      s s
#define TABLE_DEEP(s) TWICE(TWICE(TWICE(TWICE(s))))

/* A file as it is; text in other encodings; packages, and a zip with a member for every line of the
   text, the first of which is a document's. */
pack_fn pack_plain, pack_gb18030, pack_big5, pack_utf16, pack_docx, pack_odt, pack_members;

#endif
