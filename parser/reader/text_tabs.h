/*
 * text_tabs.h: tables whose cells are told by tabs: the Word dump and tab-separated rows. Private to the plain-text
 * reader.
 */
#ifndef GONGKAI_TEXT_TABS_H
#define GONGKAI_TEXT_TABS_H

#include "reader/text_table.h"

/* Of a line without a tab that goes on with the cell before it. */
enum { GK_TEXT_CONTINUATION_BYTES = 150 };

/* Whether a line starts a cell of a dump; `text` gets what is in it. */
int gk_text_starts_cell(const gk_line *line, gk_str *text);

/* Reads the table that starts with the next line. `spaces_end_rows`: no line in it is empty, so blank ones end rows. */
void gk_text_read_dump(gk_text_reading *r, int spaces_end_rows);
void gk_text_read_tabbed(gk_text_reading *r);

#endif
