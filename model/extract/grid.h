/*
 * grid.h: a table of the layout as rows of cells, each with its text in one piece and what it names. Private to the
 * model.
 */
#ifndef GONGKAI_EXTRACT_GRID_H
#define GONGKAI_EXTRACT_GRID_H

#include "form/label.h"
#include "gongkai/arena.h"
#include "gongkai/layout.h"
#include "gongkai/report.h"

typedef struct gk_tcell {
  const gk_node *node;
  gk_str text;         /* trimmed; paragraphs joined by newlines; empty if blank */
  uint32_t first_para; /* node indexes of the paragraphs `text` is made of; for a blank cell its first one */
  uint32_t last_para;  /* GK_NO_PARA if the cell has none */
  uint32_t col;
  uint32_t col_end;
  uint32_t row_span;
  uint8_t is_virtual;
  uint8_t n_labels;
  const gk_label *labels; /* what the text names, exactly */
} gk_tcell;

#define GK_NO_PARA UINT32_MAX

typedef enum gk_row_kind {
  GK_ROWKIND_OTHER,
  GK_ROWKIND_DISCLOSURE_HEADER,
  GK_ROWKIND_DISCLOSURE,
  GK_ROWKIND_REQUESTS_HEADER,
  GK_ROWKIND_REQUESTS,
  GK_ROWKIND_DISPUTES_HEADER,
} gk_row_kind;

/* A row: its cells, and once classified, what it is. */
typedef struct gk_trow {
  gk_tcell *cells; /* those that start in this row, by column */
  uint32_t n;
  uint8_t kind;       /* gk_row_kind */
  uint8_t label_near; /* the label differs from the form's by this many code points */
  uint8_t row;        /* gk_row of a labelled row */
  uint8_t is_open;    /* of lines: which values are its own can't be told; it has none here */
  uint32_t label;     /* index of the cell with the label */
} gk_trow;

typedef struct gk_grid {
  gk_trow *rows;
  uint32_t n_rows;
  uint32_t n_cols;
  uint8_t is_ragged; /* columns are positions in a list, not places on a grid */
  uint8_t is_lines;  /* made of lines: a row has a cell for each column, or none is sure */
  uint8_t is_apart;  /* prose stands between this table and the one before */
} gk_grid;

typedef struct gk_grids {
  gk_grid *items;
  size_t n;
} gk_grids;

/* A cell of the layout, the node at i, as it is seen here. GK_OK or GK_STATUS_NO_MEMORY. */
gk_status gk_tcell_view(gk_arena *arena, const gk_layout *layout, size_t i, gk_tcell *cell);

/* Finds what a cell's text names. */
void gk_tcell_name(gk_tcell *cell);

/* All tables of a layout, nested ones too, in document order. GK_OK or GK_STATUS_NO_MEMORY. */
gk_status gk_grids_build(gk_arena *arena, const gk_layout *layout, gk_grids *grids);

/* The index of a row's first cell that is one; the space of gridBefore is not. 0 if there is none. */
uint32_t gk_trow_first(const gk_trow *row);

/* Whether a cell's text names that row or column of a table. */
int gk_tcell_row(const gk_tcell *cell, gk_table table);
int gk_tcell_col(const gk_tcell *cell, gk_table table);
gk_group gk_tcell_group(const gk_tcell *cell);

/* The source bytes of a cell: of its text, or of what white space it holds, or where it stands. */
gk_span gk_tcell_where(const gk_layout *layout, const gk_tcell *cell);

/* A cell's text as the report gives it: trimmed, or the white space that is all there is. */
gk_str gk_tcell_raw(const gk_layout *layout, const gk_tcell *cell);

#endif
