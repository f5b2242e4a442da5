/*
 * classify.h: what each row of a table is, by the labels in it. Private to the model.
 */
#ifndef GONGKAI_EXTRACT_CLASSIFY_H
#define GONGKAI_EXTRACT_CLASSIFY_H

#include "extract/grid.h"

/* What carries over from row to row, and from a torn table to its next piece. */
typedef struct gk_classifier {
  gk_group group;     /* the group label in force: rows of the same name stand under different groups */
  gk_row_kind before; /* the last row that was of a table of the form */
} gk_classifier;

/* Fills kind, row, label and label_near of every row of the grid. */
void gk_classify(gk_classifier *classifier, gk_grid *grid);

#endif
