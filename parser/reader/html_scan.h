/*
 * html_scan.h: the tags of a page in the order they stand, without making sense of them: to look ahead before the page
 * is parsed. Private to the HTML reader.
 *
 * Comments, scripts and the like are passed over. Every byte is looked at a bounded number of times.
 */
#ifndef GONGKAI_HTML_SCAN_H
#define GONGKAI_HTML_SCAN_H

#include "gongkai/base.h"

typedef struct gk_html_tag {
  gk_str name;
  gk_str attrs; /* what stands between the name and the tag's end */
  size_t n_attrs;
  int is_end;
} gk_html_tag;

/* Cuts what it passes over and the next tag off the start of `rest`; 0 if there is no other. */
int gk_html_scan(gk_str *rest, gk_html_tag *tag);

/* The value of an attribute (its name in lower case) as written, references and all; empty if it is not there. */
gk_str gk_html_scan_attr(gk_str attrs, const char *name);

/* Compares a slice with a word in lower case, whatever the case of the slice's ASCII letters. */
int gk_html_is(gk_str s, const char *word);

/* White space as markup has it; what else shows as nothing, such as &nbsp;, is text. */
static inline int gk_html_is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* s without such white space at its ends. */
gk_str gk_html_trim(gk_str s);

#endif
