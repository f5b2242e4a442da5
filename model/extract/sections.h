/*
 * sections.h: which lines are the headings of the six sections.
 *
 * Every line gets a score for every section (heading.h); of all chains of lines in which document order is section
 * order, the one with the highest sum is the outline. A single odd number, a reworded title, a subheading in the same
 * words or a table of contents then loses against what fits the whole.
 */
#ifndef GONGKAI_EXTRACT_SECTIONS_H
#define GONGKAI_EXTRACT_SECTIONS_H

#include "extract/body.h"
#include "extract/heading.h"
#include "gongkai/report.h"

typedef struct gk_outline_entry {
  gk_section_id id;
  size_t line;      /* of the heading */
  size_t text_line; /* the first line behind it */
  gk_str number;
  gk_str title;
  gk_str rest; /* text that follows the heading on its line */
  int ordinal; /* the number read, 0 if there is none */
} gk_outline_entry;

typedef struct gk_outline {
  gk_outline_entry entries[GK_N_SECTIONS];
  size_t n;
} gk_outline;

/* Finds the outline. GK_OK or GK_STATUS_NO_MEMORY. Linear in the lines. */
gk_status gk_outline_find(gk_arena *arena, const gk_body *body, gk_outline *outline) GK_MUST_USE;

/* Reports numbers that are not the section's own, and sections that are missing. */
void gk_outline_check(const gk_outline *outline, const gk_layout *layout, const gk_body *body, gk_diags *diags);

/* Makes report->sections of the outline and the lines between its headings. */
gk_status gk_sections_build(gk_arena *arena, const gk_body *body, const gk_outline *outline,
                            gk_report *report) GK_MUST_USE;

#endif
