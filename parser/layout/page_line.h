/*
 * page_line.h: what the files of the page stage share: words as lines of pieces, and which lines are a table. Private
 * to them.
 *
 *   words ──page.c──▶ lines ──page_look.c──▶ pieces, looks ──page_region.c──▶ regions ──page_columns.c──▶ columns
 *                                                                         └──page_write.c──▶ builder
 */
#ifndef GONGKAI_PAGE_LINE_H
#define GONGKAI_PAGE_LINE_H

#include "layout/page.h"
#include "layout/vec.h"

typedef struct gk_page_word {
  gk_word w;
  uint32_t page;
} gk_page_word;

/* Words of one line that are one thing: a value, a word of a label, a number inside of running text with that text. */
typedef struct gk_page_piece {
  uint32_t word_idx;
  uint32_t n_words;
  int32_t x0;
  int32_t x1;
  int32_t bare_x1;    /* without a unit that a blank parts from its number: it may be what another cell ends in */
  uint8_t is_value;   /* a number, or a stroke for none */
  uint8_t has_digit;  /* of a value: it is a number */
  uint8_t is_damaged; /* has a character that could not be decoded */
  uint8_t is_broken;  /* a number of which the next line has the rest */
  uint8_t is_wide;    /* the gap before it is: it may be another column's */
  uint8_t is_stacked; /* of several lines of one cell */
} gk_page_piece;

typedef enum gk_page_look {
  GK_PAGE_LABEL,   /* anything short: of a table if values are near */
  GK_PAGE_VALUES,  /* a line that only tables have: values alone, or several behind a label */
  GK_PAGE_PROSE,   /* running text */
  GK_PAGE_HEADING, /* a numbered heading of the text around the tables */
  GK_PAGE_NUMBER   /* a page number or a running head: dropped */
} gk_page_look;

typedef struct gk_page_line {
  uint32_t word_idx;
  uint32_t n_words;
  uint32_t piece_idx;
  uint32_t n_pieces;
  uint32_t page;
  uint32_t n_blank; /* lines of nothing before it, on its page */
  uint32_t width;   /* as a terminal would show it: an ideograph is two wide */
  uint32_t right;   /* and with what its indent takes there */
  int32_t y0;
  int32_t y1;
  uint16_t n_values;
  uint8_t look;   /* gk_page_look */
  uint8_t region; /* 1 if it is of a table's lines */
} gk_page_line;

/* A table's lines. */
typedef struct gk_page_region {
  uint32_t line_idx;
  uint32_t n_lines;
  uint32_t n_blank_after; /* lines of nothing behind them: they may be blank cells */
} gk_page_region;

struct gk_page {
  gk_arena *scratch;
  gk_builder *builder;
  const gk_limits *limits;
  uint32_t part;
  uint32_t n_pages;
  int is_text;
  int is_found; /* the regions */
  int failed;   /* for want of memory */
  gk_vec words;
  gk_vec pieces;
  gk_vec lines;
  gk_vec regions;
  uint32_t full_width; /* of lines that were wrapped; 0 if none were */
  int32_t left;        /* where running text starts */
  int is_indented;     /* the first lines of paragraphs start further right */
};

/* A key and what it stands for. */
typedef struct gk_page_key {
  int64_t key;
  uint32_t idx;
} gk_page_key;

/* Sorts keys, keeping the order of equal ones; `spare` has room for as many. */
void gk_page_sort(gk_page_key *keys, gk_page_key *spare, size_t n);

/* Room for one more; NULL and page->failed without memory. */
void *gk_page_push(gk_page *page, gk_vec *v, size_t elem_bytes);

static inline const gk_page_word *gk_page_words(const gk_page *p, const gk_page_line *line) {
  return (const gk_page_word *)p->words.items + line->word_idx;
}

/* NULL on a page none of whose lines has any: C leaves adding to a null pointer undefined, nothing though it be. */
static inline gk_page_piece *gk_page_pieces(const gk_page *p, const gk_page_line *line) {
  gk_page_piece *all = p->pieces.items;
  return all != NULL ? all + line->piece_idx : all;
}

static inline gk_page_line *gk_page_lines(const gk_page *p) {
  return p->lines.items;
}

/* Whether a line ends in mid-sentence or not, and whether it goes on to where lines were wrapped. */
int gk_page_ends_sentence(const gk_page *page, const gk_page_line *line);
int gk_page_is_full(const gk_page *page, const gk_page_line *line);

/* Whether a line of text is many short words, with blanks between them, as over columns. */
int gk_page_is_of_short_words(const gk_page *page, const gk_page_line *line);

/* Whether all of a line's words could be one phrase: no gap a column could be in. */
int gk_page_is_one_run(const gk_page *page, const gk_page_line *line);

int gk_page_is_indented(const gk_page *page, const gk_page_line *line);

/* Drops page numbers; then running heads, where those are known. */
void gk_page_find_numbers(gk_page *page);
void gk_page_find_heads(gk_page *page);
void gk_page_drop(gk_page_line *line);

/* Finds every line's pieces and what it looks like on its own. */
void gk_page_look_at_lines(gk_page *page);

/* The number a line starts with if it is written as headings are, in Chinese and with a comma behind; 0 if not. */
uint32_t gk_page_heading_number(const gk_page *page, const gk_page_line *line);

/* Finds the regions, and settles the looks that depend on neighbours. */
void gk_page_find_regions(gk_page *page);

/* Columns of a region: disjoint, from left to right. */
typedef struct gk_page_band {
  int32_t x0;
  int32_t x1;
  uint8_t has_values;
  uint8_t has_text;
  uint8_t in_body; /* some text stands in the first line with values, or below it; */
  uint8_t in_head; /* some above */
  int32_t lean;    /* of values under text: how much more of it reaches over them on the left than on the right */
} gk_page_band;

typedef struct gk_page_columns {
  gk_page_band *bands;
  size_t n;
} gk_page_columns;

/* A cell of a line: pieces [first, first + n) in columns [col, col + span). */
typedef struct gk_page_cell {
  uint32_t first;
  uint32_t n;
  uint32_t col;
  uint32_t span;
} gk_page_cell;

/* Whether the values of lines [first, end) are in columns: those of text that stand one blank apart are in order, and
   no more. */
int gk_page_is_aligned(const gk_page *page, uint32_t first, uint32_t end);

/* The columns of lines [first, end). 0 if what stands there contradicts any columns, or without memory. */
int gk_page_find_columns(gk_page *page, uint32_t first, uint32_t end, gk_page_columns *out);

/* The cells of a line, at most one a piece; returns their number. A line that fits no columns is one cell. */
size_t gk_page_place(const gk_page *page, const gk_page_columns *columns, const gk_page_line *line,
                     gk_page_cell *cells);

/* Puts the lines of each cell in a column of values together; `cells` has room for a line's. */
void gk_page_stack(gk_page *page, size_t first, size_t end, const gk_page_columns *columns, gk_page_cell *cells);

/* Whether the heading of these lines has a word over each of n columns of values alone; then they reach to the next. */
int gk_page_widen_headed(gk_page *page, const gk_page_line *lines, size_t n_lines, gk_page_band *bands, size_t n);

/* In text, parts pieces of lines [first, end) that reach over columns whose words stand in one column each. */
void gk_page_part(gk_page *page, size_t first, size_t end, const gk_page_columns *columns);

/* The characters of a text as columns of a terminal. */
uint32_t gk_page_display_width(gk_str text);

#endif
