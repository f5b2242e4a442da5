/*
 * html_charset.h: what a page says of its encoding. Private to the HTML reader.
 */
#ifndef GONGKAI_HTML_CHARSET_H
#define GONGKAI_HTML_CHARSET_H

#include "gongkai/base.h"

/* The charset that a meta element or an XML declaration near the start of the file names; empty if none does. The bytes
   may be in any encoding that has ASCII. */
gk_str gk_html_charset(gk_str file);

/* The charset parameter of a content type, such as "text/html; charset=gbk"; empty if there is none. */
gk_str gk_html_charset_of_type(gk_str type);

#endif
