/*
 * page.h: words with their places on a page, as paragraphs and tables. Private to the parser half.
 *
 * Where a source says only where words stand (a PDF, text aligned by blanks), what makes a paragraph or a table is
 * geometry: words of one baseline are a line; lines that go on to the right margin are a paragraph; lines whose words
 * stand above each other in columns are a table of lines (GK_TABLE_LINES), its columns those that the words of all its
 * lines leave free between them, over page ends and repeated headers. Page numbers are dropped.
 *
 * Units are the caller's: anything in which x and y can be compared, such as hundredths of a point, or columns and
 * lines.
 */
#ifndef GONGKAI_PAGE_H
#define GONGKAI_PAGE_H

#include "layout/builder.h"

typedef struct gk_page gk_page;

/* A word: text without blanks, and its box. */
typedef struct gk_word {
  gk_str text;   /* of the part's text, or of anything that outlives the page */
  gk_str source; /* its bytes in the part's text, as for gk_builder_text() */
  int32_t x0;    /* left to right */
  int32_t x1;
  int32_t y0; /* top to bottom */
  int32_t y1;
} gk_word;

/* Pages of a document in `part`, taking memory from `scratch`; NULL if there is none. */
gk_page *gk_page_new(gk_arena *scratch, gk_builder *builder, const gk_limits *limits, uint32_t part);

/*
 * Says that the words are of plain text: a column of text is one unit wide, a line two high. There x can be compared
 * only within a page, and where values stand one blank apart it says nothing at all: such tables are ragged.
 */
void gk_page_set_text(gk_page *page);

/* The next word, in any order; words between two ends of page are of one page. */
void gk_page_add_word(gk_page *page, const gk_word *word);
void gk_page_end(gk_page *page);

/* Sorts out what was added; nothing may be added any more. Returns how many tables there are. */
size_t gk_page_find_tables(gk_page *page);

/* Writes everything to the builder, in reading order. GK_OK or GK_STATUS_NO_MEMORY. */
gk_status gk_page_finish(gk_page *page);

#endif
