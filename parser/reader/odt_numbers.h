/*
 * odt_numbers.h: the lists that are open, and the number of the next paragraph (OpenDocument 1.3 part 3, 5.3). Private
 * to the ODT reader.
 *
 * A list counts by itself, whatever its style, unless it says that it continues another. Its style, or that of a list
 * in it, says what the numbers look like.
 */
#ifndef GONGKAI_ODT_NUMBERS_H
#define GONGKAI_ODT_NUMBERS_H

#include "reader/odt_styles.h"

/* An open text:list. */
typedef struct gk_odt_list {
  gk_list_num *num;
  gk_str style;
} gk_odt_list;

/* The number that the next paragraph of an open text:list-item gets. */
typedef struct gk_odt_item {
  int is_pending;
  int32_t level; /* 0: as deep as its list lies */
  int32_t start; /* -1: it goes on */
  gk_str style;  /* of its own; empty: the list's */
} gk_odt_item;

typedef struct gk_odt_numbers {
  gk_arena *arena;
  const gk_odt_styles *styles;
  gk_records open; /* of gk_odt_list, the innermost last */
  size_t base;     /* how many of them are those of a text around this one */
  gk_odt_item item;
  gk_odt_list last;     /* the outermost list that began last */
  gk_list_num *outline; /* of headings outside of lists */
} gk_odt_numbers;

void gk_odt_numbers_init(gk_odt_numbers *numbers, gk_arena *scratch, const gk_odt_styles *styles);

/* text:list; 0 if there is no memory. */
int gk_odt_numbers_list_start(gk_odt_numbers *numbers, const gk_odt_tag *tag);
void gk_odt_numbers_list_end(gk_odt_numbers *numbers);

/* text:list-item; text:list-header has no number. */
void gk_odt_numbers_item_start(gk_odt_numbers *numbers, const gk_odt_tag *tag);

/* text:numbered-paragraph: a list of one item. Ends as a list does. */
int gk_odt_numbers_single_start(gk_odt_numbers *numbers, const gk_odt_tag *tag);

/* What a paragraph says of its number. */
typedef struct gk_odt_para_number {
  gk_str list_style; /* of its style */
  int32_t outline;   /* level of a heading, 0 for other paragraphs */
  int32_t start;     /* of a heading; -1: it goes on */
  int is_plain;      /* a heading without a number */
} gk_odt_para_number;

/* Counts a paragraph and writes its label, empty if it has none; 0 if there is no memory. */
int gk_odt_numbers_next(gk_odt_numbers *numbers, const gk_odt_para_number *para, gk_list_label *label);

#endif
