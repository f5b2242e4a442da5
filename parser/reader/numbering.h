/*
 * numbering.h: automatic numbers, as a reader of the page sees them. Private to the DOCX reader.
 *
 * numbering.c reads the definitions (ISO/IEC 29500-1, 17.9), numbering_counter.c counts paragraphs and writes labels.
 *
 *   paragraph --numId--> num --abstractNumId--> abstractNum (perhaps a link to another) --ilvl--> lvl
 *                        its overrides          the counters, shared by all nums that lead here
 */
#ifndef GONGKAI_NUMBERING_H
#define GONGKAI_NUMBERING_H

#include "base/records.h"
#include "container/xml.h"
#include "reader/list_format.h"

enum { GK_LIST_LEVELS = 9 };

typedef enum gk_list_suffix { GK_SUFFIX_TAB, GK_SUFFIX_SPACE, GK_SUFFIX_NOTHING } gk_list_suffix;

/* A w:lvl. */
typedef struct gk_list_level {
  gk_list_format format;
  gk_list_suffix suffix;
  int is_legal; /* all numbers of the label are decimal */
  int32_t start;
  int32_t restart; /* the 1-based level whose use restarts this one; 0 never; -1 not said: any level before */
  gk_str text;     /* w:lvlText */
  gk_str style;    /* the paragraph style this level belongs to */
} gk_list_level;

/* A w:abstractNum. */
typedef struct gk_list_abstract {
  int32_t id;
  gk_str style_link;     /* it is what this numbering style stands for */
  gk_str num_style_link; /* it stands for the abstractNum with that style_link */
  gk_list_level *levels[GK_LIST_LEVELS];
  int32_t count[GK_LIST_LEVELS];
  uint16_t started; /* bit per level: count is valid */
} gk_list_abstract;

/* A w:num. */
typedef struct gk_list_num {
  int32_t id;
  int32_t abstract_id;
  gk_list_abstract *abstract;            /* links followed; NULL if it leads nowhere */
  gk_list_level *levels[GK_LIST_LEVELS]; /* overridden, or NULL */
  int32_t start[GK_LIST_LEVELS];         /* of w:startOverride */
  uint16_t has_start;                    /* bit per level: start is valid */
  uint16_t start_used;                   /* and has been applied */
} gk_list_num;

typedef struct gk_numbering {
  gk_records abstracts; /* by id */
  gk_records nums;      /* by id */
} gk_numbering;

/* A zeroed gk_numbering is an empty one. Everything goes to `scratch`. */
gk_status gk_numbering_read(gk_arena *scratch, const gk_xml_source *source, const gk_limits *limits, gk_numbering *out,
                            gk_error *error);

/* The num of an id with levels behind it; NULL if there is none. */
gk_list_num *gk_numbering_find(const gk_numbering *numbering, int32_t num_id);

/* What a num says of a level, 0 to 8; NULL if nothing. */
const gk_list_level *gk_list_level_of(const gk_list_num *num, size_t level);

/* The level that belongs to a paragraph style; -1 if none does. */
int gk_list_level_of_style(const gk_list_num *num, gk_str style);

/* Labels are cut here; Word's own limit is shorter. */
#define GK_LIST_LABEL_BYTES 512

typedef struct gk_list_label {
  char text[GK_LIST_LABEL_BYTES]; /* the number and what stands between it and the text */
  size_t n;
  int is_unknown; /* a number in it is decimal for want of its format */
} gk_list_label;

/* Counts one paragraph at a level (0 to 8) of a num and writes its label, empty for bullets. */
void gk_list_next(gk_list_num *num, size_t level, gk_list_label *label);

#endif
