/*
 * docx_flow.h: paragraphs and the runs in them, on their way to the builder. Private to the DOCX reader.
 *
 * A paragraph is opened in the builder at its first content or its end, when its properties are known. So one that was
 * deleted, mark and all, never is, and takes no number; and one that lost only its mark stays open for the next.
 *
 * A text box is a flow of its own inside a paragraph: gk_docx_flow_push() sets the outer one aside.
 */
#ifndef GONGKAI_DOCX_FLOW_H
#define GONGKAI_DOCX_FLOW_H

#include "layout/builder.h"
#include "reader/apart.h"
#include "reader/docx_styles.h"

/* What a document's diagnostics will say in the end; one for all its parts. */
typedef struct gk_docx_counts {
  int64_t deleted;
  int64_t hidden;
  int64_t symbols;
  int64_t numbers; /* in formats that are not rendered */
  int64_t alt_chunks;
  int64_t missing_parts;
} gk_docx_counts;

/* The open w:r, or the mark at the end of the open w:p; properties not said are -1. */
typedef struct gk_docx_run {
  const gk_docx_style *style; /* of characters */
  int8_t vanish;
  int8_t align;         /* gk_w_align */
  uint8_t is_struck;    /* a line through it */
  uint8_t is_note_mark; /* the rest of it is a mark chosen for a note */
} gk_docx_run;

/* The open w:p; properties not said are -1. */
typedef struct gk_docx_para {
  size_t off;
  const gk_docx_style *style;
  int32_t outline;
  int32_t num_id;
  int32_t num_level;
  gk_docx_run mark;
  int mark_deleted; /* it goes on in the next paragraph */
  int is_open;      /* in the builder; then its properties came too late */
} gk_docx_para;

/* One flow of paragraphs: the body, the content of a text box, the notes. */
typedef struct gk_docx_story {
  gk_docx_para para;
  gk_docx_run run;
  uint32_t n_deleted;   /* open w:del and w:moveFrom */
  uint32_t n_fields;    /* open complex fields */
  uint64_t field_codes; /* bit k: the k-th of them has not come to its result */
  uint8_t flags;        /* of its paragraphs in the layout */
  gk_apart apart;
} gk_docx_story;

typedef struct gk_docx_flow {
  gk_builder *builder;
  const gk_part *part;
  uint32_t part_idx;
  const gk_docx_styles *styles;
  gk_numbering *numbering;
  gk_docx_counts *counts;
  gk_docx_story story;
  gk_records outer; /* stories set aside */
} gk_docx_flow;

/* `flow` has builder to counts filled in. `flags`: of all its paragraphs. */
void gk_docx_flow_init(gk_docx_flow *flow, gk_arena *scratch, uint8_t flags);

void gk_docx_flow_para_start(gk_docx_flow *flow, size_t off);
void gk_docx_flow_para_end(gk_docx_flow *flow);

/* Nothing after this point belongs to a paragraph before it: the end of a cell, the beginning of a table. */
void gk_docx_flow_break(gk_docx_flow *flow);

/* Sets the present story aside for one inside its paragraph; 0 if there is no memory. */
int gk_docx_flow_push(gk_docx_flow *flow);
void gk_docx_flow_pop(gk_docx_flow *flow);

gk_docx_run gk_docx_run_start(gk_docx_flow *flow);

/* w:fldChar's types. Ends and separators without a beginning are nothing. */
void gk_docx_field_begin(gk_docx_flow *flow);
void gk_docx_field_separate(gk_docx_flow *flow);
void gk_docx_field_end(gk_docx_flow *flow);

int gk_docx_flow_is_hidden(const gk_docx_flow *flow);

/* Whether what comes now is left out: deleted, hidden or code. */
int gk_docx_flow_is_silent(const gk_docx_flow *flow);

/* What comes next in the paragraph is no part of a number before it. */
void gk_docx_flow_part(gk_docx_flow *flow);

/* Text of the open paragraph, if it is not left out. */
void gk_docx_flow_text(gk_docx_flow *flow, gk_str text, gk_str source);

#endif
