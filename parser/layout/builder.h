/*
 * builder.h: how a reader writes a layout. Private to the parser half.
 *
 * A reader opens and closes nodes in document order and adds text to the open paragraph; the builder keeps the
 * stack, places cells on the grid, resolves vertical merges and joins runs only where it must. Failure is sticky:
 * after it every call is a no-op and gk_builder_finish() returns the status.
 *
 * Calls must nest: rows in tables, cells in rows, paragraphs and tables at the outermost level, in cells or (a text
 * box) in a paragraph. A call out of order, or a slice outside its part, is a fault of the reader and stops the builder
 * with GK_STATUS_ARGUMENT; whatever a document says must be sorted out before.
 */
#ifndef GONGKAI_BUILDER_H
#define GONGKAI_BUILDER_H

#include "gongkai/diag.h"
#include "gongkai/layout.h"
#include "gongkai/limits.h"

typedef struct gk_builder gk_builder;

/* A builder in `arena`; NULL if there is no memory. `limits` (resolved) and `diags` must outlive it. */
gk_builder *gk_builder_new(gk_arena *arena, const gk_limits *limits, gk_diags *diags);

/* Adds a part that texts will point into; returns its index. The struct is copied. A part whose text has been added
   before, since several pieces of a document are elements of it, is the same part. */
uint32_t gk_builder_add_part(gk_builder *b, const gk_part *part);

/* The offset of `p` in a part's text; 0 if it does not lie there. */
uint32_t gk_builder_offset(const gk_builder *b, uint32_t part, const char *p);

/*
 * Paragraphs. What is opened in an open paragraph is a text box's: it comes to stand behind the one that holds it, its
 * paragraphs with GK_PARA_BOX. A paragraph without text stays, with an empty text.
 */
void gk_builder_open_para(gk_builder *b, uint16_t level, uint8_t flags);
void gk_builder_close_para(gk_builder *b);

/*
 * Adds text to the open paragraph. If none is open, one of body text is, and closed with whatever comes next.
 * `text`: a slice of parts[part].text, or of anything else (then it is copied).
 * `source`: the bytes of parts[part].text it came from; the same slice where the text stands there as it is, a longer
 * one for an entity, an empty one (n 0, p where it belongs, never NULL) for generated text. Empty text only says where
 * an otherwise empty paragraph stands.
 */
void gk_builder_text(gk_builder *b, uint32_t part, gk_str text, gk_str source);

/* Tables. Rows and cells must be opened and closed inside them. */
void gk_builder_open_table(gk_builder *b, uint8_t flags);
void gk_builder_close_table(gk_builder *b);
void gk_builder_open_row(gk_builder *b);
void gk_builder_close_row(gk_builder *b);

typedef enum gk_merge {
  GK_MERGE_NONE,
  GK_MERGE_START,    /* vMerge restart: later rows may continue it */
  GK_MERGE_CONTINUE, /* vMerge continue: the cell above reaches down; what stands here is not shown and left out */
} gk_merge;

/* Leaves `n` grid columns of the open row empty (gridBefore, gridAfter): a virtual cell. */
void gk_builder_skip_cols(gk_builder *b, uint32_t part, uint32_t part_off, uint32_t n);

/*
 * Opens a cell at the row's next free grid column; part and part_off (in the part's text) say where it stands. col_span
 * 0 counts as 1. A span is cut where it would run into a cell from above or beyond the limit on columns.
 */
void gk_builder_open_cell(gk_builder *b, uint32_t part, uint32_t part_off, uint32_t col_span, gk_merge merge);

/* For formats that say the row span at its origin (HTML, ODT): the columns below are taken. 0 counts as 1. The span is
   cut to the table's rows when the table is closed. */
void gk_builder_set_row_span(gk_builder *b, uint32_t row_span);
void gk_builder_close_cell(gk_builder *b);

/* Row spans end here, whatever they say: the rows so far are a group (thead, tbody). In a table, between rows. */
void gk_builder_end_row_group(gk_builder *b);

/* The next grid column of the open row that no cell from above covers. */
uint32_t gk_builder_next_col(const gk_builder *b);

/* Writes the cell or the row that was closed last `n` times more, as formats do that count equal ones (ODT). The copies
   share its text and its places. All text repeated in a document may be as much as limits->text_bytes. A row from which
   a cell reaches down is not repeated. */
void gk_builder_repeat_cell(gk_builder *b, uint32_t n);
void gk_builder_repeat_row(gk_builder *b, uint32_t n);

/* GK_OK, or the status that stopped the builder. */
gk_status gk_builder_status(const gk_builder *b);

/* Stops the builder with a status of the reader's own. The first one stays. */
void gk_builder_fail(gk_builder *b, gk_status status);

/* Closes whatever is open and hands the layout over (zeroed on failure). */
gk_status gk_builder_finish(gk_builder *b, gk_layout *out);

#endif
