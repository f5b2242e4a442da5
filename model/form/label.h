/*
 * label.h: what a cell's text names: rows, columns and groups of the forms. Private to the model.
 */
#ifndef GONGKAI_FORM_LABEL_H
#define GONGKAI_FORM_LABEL_H

#include "gongkai/form.h"

typedef enum gk_label_kind {
  GK_LABEL_NONE,
  GK_LABEL_ROW,   /* target: gk_row */
  GK_LABEL_COL,   /* target: gk_col */
  GK_LABEL_GROUP, /* target: gk_group */
  GK_LABEL_HEAD,  /* the corner of a header row */
} gk_label_kind;

enum { GK_HEAD_DISCLOSURE };

/* Labels over rows or columns that narrow what stands below or beside them. */
typedef enum gk_group {
  GK_GROUP_NONE,
  GK_GROUP_APPLICANTS,
  GK_GROUP_ORGANISATIONS,
  GK_GROUP_RESULTS,
  GK_GROUP_REFUSED,
  GK_GROUP_UNAVAILABLE,
  GK_GROUP_NOT_PROCESSED,
  GK_GROUP_OTHER_HANDLING,
  GK_GROUP_LITIGATION,
} gk_group;

/* The longest label of either form has 34 code points; a text much longer is prose. */
enum { GK_LABEL_MAX = 48 };

/*
 * A label as it is compared: without the enumeration in front ("（三）", "1.", "一、"), white space, punctuation, and
 * what follows in brackets.
 */
typedef struct gk_label_key {
  uint32_t cp[GK_LABEL_MAX];
  uint8_t n;       /* code points; 0 if the text has none or too many to be a label */
  uint8_t ordinal; /* the enumeration's number, 0 for none */
} gk_label_key;

/* Appends the text's key to `key` (zeroed by the caller at first): a label may come in several pieces. */
void gk_label_key_add(gk_label_key *key, gk_str text);

typedef struct gk_label {
  uint8_t kind;
  uint8_t target;
  uint8_t n_cp;
  uint8_t n_bytes;
  const char *key;
} gk_label;

/* All labels whose key is exactly `key`: `*n` entries, NULL if none. */
const gk_label *gk_label_find(const gk_label_key *key, size_t *n);

/* Whether some label's key begins with `key`: more pieces of it may follow. */
int gk_label_is_begun(const gk_label_key *key);

/* The target of the first of n labels that is of that kind and table; -1 if none is. For columns and rows. */
int gk_label_target(const gk_label *labels, size_t n, gk_label_kind kind, gk_table table);

/* The first group among n labels; GK_GROUP_NONE if there is none. */
gk_group gk_label_group(const gk_label *labels, size_t n);

/*
 * The one label of that kind and table that differs from `key` by no more than a mistyped, lost or added code point in
 * five or more (two in 12, three in 20); -1 if none or several. `distance` gets the difference.
 */
int gk_label_near(const gk_label_key *key, gk_label_kind kind, gk_table table, unsigned *distance);

/* Whether the key is the beginning or the end of one of the target's labels, two code points at least. */
int gk_label_is_cut(const gk_label_key *key, gk_label_kind kind, unsigned target);

/* The table a row or column belongs to. */
gk_table gk_row_table(gk_row row);
gk_table gk_col_table(gk_col col);

/* The group a row stands under, GK_GROUP_NONE if any. */
gk_group gk_row_group(gk_row row);

#endif
