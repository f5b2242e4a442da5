/*
 * html_style.h: what attributes say of how an element shows. Style sheets are not read. Private to the HTML reader.
 */
#ifndef GONGKAI_HTML_STYLE_H
#define GONGKAI_HTML_STYLE_H

#include <gumbo.h>

#include "gongkai/base.h"

typedef enum gk_html_showing {
  GK_HTML_SHOWN,
  GK_HTML_VEILED, /* takes its place, but what is in it does not show */
  GK_HTML_GONE,   /* as if it were not there */
} gk_html_showing;

/* The value of an attribute; empty if it is not there. */
gk_str gk_html_attr(const GumboElement *e, const char *name);

gk_html_showing gk_html_showing_of(const GumboElement *e);

/* The value of a property in a style attribute, trimmed; empty if it does not say. */
gk_str gk_html_style(const GumboElement *e, const char *property);

/* The number an attribute starts with (13.2.1.6.2: white space before it, anything behind it), at most `max`;
   `fallback` if there is none. */
uint32_t gk_html_number(const GumboElement *e, const char *name, uint32_t max, uint32_t fallback);

#endif
