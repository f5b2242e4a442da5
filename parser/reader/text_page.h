/*
 * text_page.h: tables in plain text that nothing draws but place or order. Private to the plain-text reader.
 *
 * Columns aligned by blanks, rows with a blank between their cells, cells a line each. What other families leave is
 * read here, stretch by stretch, as words on a page (layout/page.h), whose tables are lines that labels make rows of.
 */
#ifndef GONGKAI_TEXT_PAGE_H
#define GONGKAI_TEXT_PAGE_H

#include "reader/text_table.h"

/* Reads lines [from, to) of the text, none of which is of another family: as paragraphs, unless tables are found. */
gk_status gk_text_read_page(gk_text_reading *r, size_t from, size_t to);

#endif
