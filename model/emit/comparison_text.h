/*
 * comparison_text.h: the parts of a comparison for a person, each a file. Private to emit/.
 */
#ifndef GONGKAI_EMIT_COMPARISON_TEXT_H
#define GONGKAI_EMIT_COMPARISON_TEXT_H

#include "emit/terminal.h"

typedef struct gk_comparison_writer {
  gk_terminal t;
  const gk_comparison *c;
  gk_scope scope;
} gk_comparison_writer;

/* What a cell says, short: its number with its unit, its state in words, or the beginning of what is unreadable. */
void gk_put_cell(gk_terminal *t, const gk_cell *cell);
size_t gk_cell_columns(const gk_cell *cell);

/* The cells that changed, and what only one form has. */
void gk_put_compared_cells(gk_comparison_writer *w);

/* How one year fits the next. */
void gk_put_compared_links(gk_comparison_writer *w);

#endif
