/*
 * reread.h: what a report says, read again: its records by readers of the tests' own, and its numbers from the bytes
 * of the document that they are said to stand at.
 */
#ifndef GONGKAI_TESTS_REREAD_H
#define GONGKAI_TESTS_REREAD_H

#include "gongkai/gongkai.h"

/* Each returns what is broken, or NULL. */

/* JSON is its own canonical form, and the pretty style the same but for white space; CSV has as many fields in every
   row as its header names, and as many rows as there are cells. */
const char *reread_records(const gk_report *report, const gk_diags *diags, const gk_source *source);

/* Every number is what its cell's text says. */
const char *reread_texts(const gk_report *report);

/*
 * The same, and the bytes it is said to stand at, decoded, say it too. Where these
 * hold more than the number (markup, the rest of a line that a cell is torn over), they hold its digits, in order, and
 * begin and end with it.
 */
const char *reread_numbers(const gk_layout *layout, const gk_report *report);

#endif
