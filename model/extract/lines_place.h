/*
 * lines_place.h: what the files share that give rows of a page their values: lines_owner.c tells whose a line is,
 * lines_under.c under which column a value stands, lines_doubt.c which blanks are open. Private to them.
 */
#ifndef GONGKAI_EXTRACT_LINES_PLACE_H
#define GONGKAI_EXTRACT_LINES_PLACE_H

#include "extract/lines.h"

enum { GK_MAX_OWN = 64 };

/* The values of one row, as found. */
typedef struct gk_lines_own {
  uint32_t pieces[GK_MAX_OWN];
  uint32_t n;
  int has_text;
  int is_long;
  int is_on_lines; /* on more than one line */
} gk_lines_own;

typedef struct gk_placer {
  gk_lines *lines;
  uint32_t *owner;     /* the row of each line */
  uint32_t *given;     /* of each mark: the line it got though it is not its own, plus one */
  uint8_t *is_spoilt;  /* of each mark: values that may be its own stand elsewhere */
  int is_off;          /* some row's values are not where the header's columns are */
  uint8_t *is_doubted; /* of each mark: blanks beside numbers that do not add up */
  uint32_t n_proven;   /* rows whose values, each under its column, add up */
} gk_placer;

/* Whose a line is */

/* Rows of unknown names have values too; they must not be taken for another's. */
void gk_lines_claim(gk_placer *p);

/* The lines of cells that reach over their label's. */
void gk_lines_claim_cells(gk_placer *p);

/* The lines between rows that have values, each stretch of them once. */
void gk_lines_give_away(gk_placer *p);

/* Lumps on a line. */
uint32_t gk_lines_n_lumps_on(const gk_placer *p, uint32_t line);

/* Under which column a value stands */

/* Adds what lines [from_line, to_line) have from that column on. */
void gk_lines_find_own(const gk_lines *lines, uint32_t from_line, uint32_t to_line, uint32_t from_col, uint32_t row,
                       gk_lines_own *o);

/* One cell for each column; 0 if some piece stands under none, or under several. `is_off` is set if places are wrong.
 */
int gk_lines_by_column(const gk_lines *lines, const gk_lines_ranges *r, const gk_lines_own *o, const gk_tcell *label,
                       gk_tcell *cells, int *is_off);

/* As many values in a line as there are columns stand in order, wherever they stand. */
gk_status gk_lines_by_count(gk_lines *lines, gk_mark *mark, const gk_lines_own *o, const gk_lines_ranges *r,
                            uint32_t width);

/* As many cells as there are columns stand in order too. */
gk_status gk_lines_by_cells(gk_lines *lines, uint32_t at, const gk_lines_cell *found, uint32_t n);

/* Whether a row has a cell for each column, some of several lines. */
int gk_lines_has_all_cells(const gk_lines *lines, uint32_t at, const gk_lines_own *o, const gk_lines_ranges *r,
                           gk_lines_cell *cells);

/* A row has these cells. */
gk_status gk_lines_decide_all(gk_lines *lines, gk_mark *mark, const gk_tcell *cells, uint32_t n);

/* Which blanks are open */

/* Blank cells beside numbers that do not add up: one may have been lost. With no part at all, or no total, who knows.
 */
int gk_lines_is_doubtful(const gk_lines *lines, const gk_tcell *cells, uint32_t n);

/* Numbers, and not zeros alone, that add up. */
int gk_lines_is_proof(const gk_tcell *cells, uint32_t n);

/* Blank cells are told by places; if some row shows that these can't be trusted, rows with blanks are open; where too
   few show that they can, those that are doubted; and those beside a row of no name. */
gk_status gk_lines_withdraw(gk_placer *p);

#endif
