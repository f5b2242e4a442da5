/*
 * odt_flow.h: paragraphs and the text in them, on their way to the builder. Private to the ODT reader.
 *
 * White space is collapsed as 6.1.2 says. A paragraph is opened in the builder at its first text that shows, or at its
 * end, so that one that is hidden is never there and takes no number. A text box is a story of its own inside a
 * paragraph: gk_odt_flow_push() sets the outer one aside.
 */
#ifndef GONGKAI_ODT_FLOW_H
#define GONGKAI_ODT_FLOW_H

#include "layout/builder.h"
#include "reader/apart.h"
#include "reader/odt_numbers.h"

/* One flow of paragraphs: the body, the content of a text box, the notes; with its open paragraph. */
typedef struct gk_odt_story {
  size_t off;
  gk_odt_para_number number;
  gk_odt_look look; /* of the innermost open text:span, or of the paragraph; all said */
  gk_apart apart;
  gk_str space; /* white space that shows if text follows: one character of the part */
  uint8_t flags;
  uint8_t after_space; /* white space has been written, or nothing yet: more is not shown */
  uint8_t is_open;     /* the paragraph is in the builder */
  uint8_t is_hidden;   /* it is not, whatever its text says */
  size_t list_base;
  gk_odt_item item;
} gk_odt_story;

typedef struct gk_odt_flow {
  gk_builder *builder;
  const gk_part *part;
  uint32_t part_idx;
  const gk_odt_styles *styles;
  gk_odt_numbers numbers;
  gk_odt_story story;
  gk_records outer; /* stories set aside */
  size_t n_deleted; /* open deletions */
  int64_t n_hidden; /* spans and paragraphs */
  int64_t n_unknown_numbers;
} gk_odt_flow;

/* `flow` has builder to styles filled in. `flags`: of all its paragraphs. */
void gk_odt_flow_init(gk_odt_flow *flow, gk_arena *scratch, uint8_t flags);

/* text:p or text:h. */
void gk_odt_flow_para_start(gk_odt_flow *flow, const gk_odt_tag *tag);
void gk_odt_flow_para_end(gk_odt_flow *flow);

/* Nothing after this point belongs to a paragraph before it: the end of a cell, the beginning of a table. */
void gk_odt_flow_break(gk_odt_flow *flow);

/* text:change-start and text:change-end. What a deletion deletes stands elsewhere, or, in flat files of LibreOffice,
   between these; a paragraph whose end is deleted goes on in the next one. */
void gk_odt_flow_change_start(gk_odt_flow *flow, const gk_odt_tag *tag);
void gk_odt_flow_change_end(gk_odt_flow *flow, const gk_odt_tag *tag);

/* text:span: returns the look around it, which its end brings back. */
gk_odt_look gk_odt_flow_span_start(gk_odt_flow *flow, const gk_odt_tag *tag);

/* Sets the story aside for one inside it; 0 if there is no memory. */
int gk_odt_flow_push(gk_odt_flow *flow, int in_para);
void gk_odt_flow_pop(gk_odt_flow *flow);

/* Whether what comes now is left out. */
int gk_odt_flow_is_silent(const gk_odt_flow *flow);

/* Characters of the open paragraph. */
void gk_odt_flow_chars(gk_odt_flow *flow, gk_str text, gk_str source);

/* Text that the element at `off` stands for. */
void gk_odt_flow_element(gk_odt_flow *flow, gk_str text, size_t off);

#endif
