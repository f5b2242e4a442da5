/*
 * bind.h: cells of the document to cells of the form. Private to the model.
 */
#ifndef GONGKAI_EXTRACT_BIND_H
#define GONGKAI_EXTRACT_BIND_H

#include "extract/fit.h"
#include "gongkai/report.h"

/* Rows of requests are alike in layout by their depth in the form, where their label stands and their number of cells.
 */
enum { GK_LEAD_DEPTHS = 3, GK_LEAD_LABELS = 4, GK_LEAD_CELLS = 32 };

/* A group label of the disputes' header and where it stands. */
typedef struct gk_dispute_group {
  uint8_t row; /* gk_row */
  uint32_t from;
  uint32_t to;
} gk_dispute_group;

/*
 * The natural person, the organisations and the total as they stand side by side in the header of requests; the kinds
 * of organisation have a row of their own below.
 */
typedef struct gk_heads {
  uint8_t col[3]; /* gk_col; GK_N_COLS for the organisations */
  uint8_t n;
  uint8_t out_of_order; /* not the form's, as far as labels show: position tells nothing */
  uint8_t has_unknown;  /* some label of the header names no column */
  uint8_t is_torn;      /* it comes from two tables of lines: their places can't be compared */
  const gk_grid *grid;  /* where it was seen last */
} gk_heads;

/* What the walk over all tables knows at one row. Header and group stay in force over torn tables. */
typedef struct gk_binder {
  gk_arena *arena;
  const gk_layout *layout;
  gk_diags *diags;
  gk_report *report; /* form and cells are set */
  size_t n_bound;
  size_t n_other_form;                      /* cells bound that only the other form has */
  const gk_grid *bound_in[GK_N_ROWS];       /* where each row was first read */
  uint8_t is_copied[GK_TABLE_DISPUTES + 1]; /* a grid says otherwise than one before: another year's, or another's */

  const gk_grid *grid;
  uint32_t row_idx;
  gk_above above;

  gk_columns disclosure;
  gk_columns requests;
  gk_heads requests_heads;
  uint32_t requests_expected; /* values a row of this grid has */
  uint32_t requests_rows;     /* labelled rows of this grid */
  uint8_t requests_told;      /* the grid's own diagnostics are out */
  uint8_t requests_padded;    /* the last of seven cells is blank in every row */
  uint8_t requests_short;     /* some row has fewer than seven */
  uint32_t requests_header;   /* this grid's first header row; UINT32_MAX if it has none */
  uint8_t requests_uneven;    /* rows that are laid out alike show their blanks in different places */
  uint8_t requests_lead[GK_LEAD_DEPTHS][GK_LEAD_LABELS][GK_LEAD_CELLS];
  gk_columns disputes;
  gk_dispute_group dispute_groups[3];
  uint32_t n_dispute_groups;
  uint8_t in_table;      /* a row above, in this grid, was of a table of the form */
  const gk_trow *header; /* the header row that is being read, while its rows follow one another */
} gk_binder;

/* Puts a cell of the document into the form at row and col; `unit` is the header's. */
void gk_bind_cell(gk_binder *b, gk_row row, gk_col col, const gk_tcell *cell, gk_str unit);

/* Binds a whole row by a fit, with its diagnostics. `row` is overridden by columns that carry their own. */
void gk_bind_fit(gk_binder *b, const gk_columns *columns, gk_row row, const gk_fit *fit);

/* The cells of a row from the `first` on, as values. */
gk_values gk_bind_values(const gk_binder *b, const gk_trow *row, uint32_t first);

/* Whether either form has cells of that row under any of the columns. */
int gk_bind_has_row(const gk_columns *columns, gk_row row);

/* Says that values of a row of the form were not read, because no column is known for them. */
void gk_bind_nowhere(gk_binder *b, const gk_trow *row);

/* Whether a cell of the row is a number. */
int gk_bind_has_number(const gk_trow *row);

/* Says that numbers in a table of the form belong to no row of it: whatever they are, they were seen and left out. */
void gk_bind_unknown(gk_binder *b, const gk_trow *row);

/* A diagnostic at a cell of the document about a cell of the form. */
void gk_bind_diag(gk_binder *b, const gk_diag_kind *kind, gk_row row, gk_col col, const gk_tcell *cell, int64_t arg0,
                  int64_t arg1);

/* The three tables: header rows and value rows. */
void gk_disclosure_header(gk_binder *b, const gk_trow *row);
void gk_disclosure_row(gk_binder *b, const gk_trow *row);
void gk_requests_header(gk_binder *b, const gk_trow *row);
void gk_requests_grid(gk_binder *b); /* before the rows of a grid: how many values they have */
void gk_requests_row(gk_binder *b, const gk_trow *row);
void gk_disputes_header(gk_binder *b, const gk_trow *row);
int gk_disputes_row(gk_binder *b, const gk_trow *row); /* 1 if it was the row of values */

/* All tables of a layout: finds the form, makes the report's cells and fills them. */
gk_status gk_extract_tables(gk_arena *arena, const gk_layout *layout, gk_diags *diags, gk_report *report);

#endif
