/*
 * lines.h: from lines of text to rows of a table (GK_TABLE_LINES). Private to the model.
 *
 *   pieces ──lines_label──▶ marks ──lines_role──▶ headers, rows ──lines_place──▶ rows with values ──lines_write──▶ grid
 *            what they name         which is which                lines_order
 *
 * Labels anchor: pieces are put together for as long as what they make is the beginning of a label, and what is no
 * label's end is none. A row has the values that its own label encloses, stands beside, or is followed by; where that
 * leaves two answers it has none, and is marked as undecided.
 */
#ifndef GONGKAI_EXTRACT_LINES_H
#define GONGKAI_EXTRACT_LINES_H

#include "extract/fit.h"
#include "extract/grid.h"

typedef enum gk_piece_kind {
  GK_PIECE_TEXT,
  GK_PIECE_VALUE, /* reads as a number or as none */
  GK_PIECE_BLANK, /* a cell, or a line, with nothing in it */
} gk_piece_kind;

typedef struct gk_piece {
  gk_tcell cell;
  uint32_t line;
  uint8_t kind;  /* gk_piece_kind */
  uint8_t part;  /* pieces of one cell that were taken apart: which one it is */
  uint32_t mark; /* the mark it is part of; GK_NO_MARK if none */
} gk_piece;

#define GK_NO_MARK   UINT32_MAX
#define GK_CONTESTED (GK_NO_MARK - 1) /* of a line: it is of more rows than one */

typedef enum gk_mark_role {
  GK_MARK_ASIDE,  /* says nothing here: groups of rows, notes in brackets, what no label begins with */
  GK_MARK_HEADER, /* over columns */
  GK_MARK_ROW,
} gk_mark_role;

/* A label that was put together, or a run of text that is none. */
typedef struct gk_mark {
  gk_tcell cell;  /* its whole text, where it stands on the page, and what it names */
  uint32_t first; /* pieces */
  uint32_t last;
  uint32_t first_line;
  uint32_t last_line;
  uint8_t role;    /* gk_mark_role */
  uint8_t table;   /* gk_table of a header or a row */
  uint8_t ordinal; /* the number in front, 0 for none */
  uint8_t is_known;
  uint8_t is_near;    /* known, but mistyped */
  uint8_t is_note;    /* in brackets altogether */
  uint8_t is_first;   /* a header: the first of those that stand together */
  uint8_t is_decided; /* a row: values are its values, one for each column */
  uint32_t width;     /* how many columns its table has here; 0 if not known */
  uint32_t left;      /* on a page: where the columns of values begin; UINT32_MAX if not known */
  uint32_t from_line; /* on a page: the lines of a row's cells, which may reach over those of its label, */
  uint32_t to_line;
  uint8_t is_cut; /* if it is known that there are no others */
  gk_tcell *values;
  uint32_t n_values;
  uint32_t n_beside; /* in a list: values that stand behind it, a number broken over lines counting twice */
  uint32_t run;      /* in a list: the first piece of its values, if they stand in its line or within it */
  uint32_t group;    /* the mark of the group a row stands under, GK_NO_MARK if any */
} gk_mark;

/* One table of lines on its way. */
typedef struct gk_lines {
  gk_arena *arena;
  const gk_layout *layout;
  gk_piece *pieces; /* in reading order */
  uint32_t n_pieces;
  uint32_t capacity;
  uint32_t *line_at; /* on a page: the first piece of each line, and of one behind the last */
  uint32_t n_lead;   /* lines that the reader took for paragraphs */
  uint32_t n_lines;
  uint32_t n_cols;
  uint8_t is_ragged;
  uint8_t is_placed;     /* places are exact: nothing was lost where nothing stands */
  uint8_t is_one_a_line; /* of values, none shares its line */
  uint8_t is_parted;     /* and blank lines part cells */
  uint8_t has_pairs;     /* a list whose cells blank lines part: those of a blank cell may be two */
  uint8_t is_drawn;      /* a list of words as they were drawn on a page: order is not that of cells */
  gk_mark *marks;        /* by first piece */
  uint32_t n_marks;
  uint32_t n_disclosure; /* columns of the last header of that table, this one's or one's before */
  uint8_t is_steady;     /* rows of this list, or of one before, have their number of values, all but a few */
} gk_lines;

enum {
  GK_REQUEST_VALUES = 7,
  GK_DISPUTE_RESULTS = 5,
  GK_DISPUTE_VALUES = 15,
  GK_LINES_STEADY = 15 /* so many rows are more than one page has */
};

/* The pieces of a table node, and of paragraphs before it that are labels. */
gk_status gk_lines_pieces(gk_lines *lines, size_t table);

/* Puts pieces together to known labels and notes: adds marks, in any order. */
gk_status gk_lines_chain(gk_lines *lines);

/* Whether a text has an enumeration in front. */
int gk_lines_is_enumerated(gk_str text);

enum { GK_LINES_APART = 2 }; /* on a page, of one text with values beside it */

/* Puts labels together: fills marks, and `mark` of every piece. */
gk_status gk_lines_labels(gk_lines *lines);

/* Says what each mark is. */
void gk_lines_roles(gk_lines *lines);

/* Tells a group of rows from a row of that name: （六）其他处理 is a row in one form; in the other it stands beside
   three rows of its own. To be done again when more rows are known. */
void gk_lines_groups(gk_lines *lines);

/* Knows labels whose end was lost by the row that must stand there. */
void gk_lines_torn(gk_lines *lines);

/* Columns of a page, from left to right. */
typedef struct gk_lines_ranges {
  uint32_t from[GK_MAX_COLUMNS];
  uint32_t to[GK_MAX_COLUMNS];
  uint32_t n;
  int is_cut; /* more than a form has */
} gk_lines_ranges;

void gk_lines_add_range(gk_lines_ranges *r, const gk_tcell *cell);

/* How many columns a piece stands under; `found` gets the last of them. */
uint32_t gk_lines_columns_over(const gk_lines_ranges *r, const gk_tcell *cell, uint32_t *found);

/* On a page, finds where columns of values begin whose header is missing, or is in part. */
void gk_lines_find_left(gk_lines *lines);

/* The columns of requests by their values alone, if all have some; `owner` is the row of each line of text. */
gk_lines_ranges gk_lines_headless(const gk_lines *lines, const uint32_t *owner);

/* A cell of a row: pieces that stand above one another. */
enum { GK_LINES_CELLS = 32, GK_CELL_LINES = 24 };

typedef struct gk_lines_cell {
  uint32_t col;
  uint32_t col_end;
  uint32_t n;
  uint32_t pieces[GK_CELL_LINES]; /* one a line */
} gk_lines_cell;

/* Whether a piece may be in a cell of that row. */
int gk_lines_is_of_cell(const gk_lines *lines, const gk_piece *piece, uint32_t row);

/* The cells that lines [from, to] have for a row, from left to right; at most GK_LINES_CELLS. 0 if they contradict one
   another. */
int gk_lines_cells(const gk_lines *lines, uint32_t row, uint32_t from, uint32_t to, gk_lines_cell *cells, uint32_t *n);

/* Whether cells have their middles in one line, or all begin in one. */
int gk_lines_stand_together(const gk_lines *lines, const gk_lines_cell *cells, uint32_t n);

/* On a page of text, finds the lines of each row's cells. */
gk_status gk_lines_cut(gk_lines *lines);

/* Numbers in a text that is no label: several values in one piece, or pieces of values. */
int gk_lines_is_lump(const gk_lines *lines, const gk_piece *piece);

/* Gives rows their values, by columns of the page. */
gk_status gk_lines_place(gk_lines *lines);

/* Gives rows their values, by order alone. */
gk_status gk_lines_order(gk_lines *lines);

/* The same for disputes; the values go to the first mark of their header. */
gk_status gk_lines_order_disputes(gk_lines *lines);

/* Gives rows of a table in a list their values if all cells are still there, blank ones too. */
gk_status gk_lines_count(gk_lines *lines, gk_table table);

/* Whether there are as many cells behind the last label of disputes as it takes, blank ones too: then they are these.
 */
int gk_lines_count_disputes(const gk_lines *lines, uint32_t last_leaf, const gk_tcell **cells);

/* Drops blank lines that are no cells. */
void gk_lines_drop_parting(gk_lines *lines);

/* Whether n values, the last one a total, add up (blanks counting as 0); 1 also where all are 0. */
int gk_lines_adds_up(const gk_tcell *const *values, uint32_t n);

/* Values of a row are these cells, in order; copies them. */
gk_status gk_lines_decide(gk_lines *lines, gk_mark *row, const gk_tcell *const *cells, uint32_t n);

/* Writes the rows. */
gk_status gk_lines_write(gk_lines *lines, gk_grid *grid);

/* Whether a list shows that its order is that of a page. */
int gk_lines_look_drawn(const gk_lines *lines);

/* What tables of lines tell of those behind them. */
typedef struct gk_lines_context {
  uint32_t n_disclosure; /* columns of the last header of disclosure; 0 for none */
  uint8_t is_drawn;      /* some list of the document looks drawn */
  uint8_t is_steady;     /* rows of a list have their number of values, all but a few */
} gk_lines_context;

/* Looks at all lists of a document before any is read. */
gk_status gk_lines_look(gk_arena *arena, const gk_layout *layout, gk_lines_context *context);

/* A table of lines as a grid. */
gk_status gk_lines_view(gk_arena *arena, const gk_layout *layout, size_t table, gk_lines_context *context,
                        gk_grid *grid);

#endif
