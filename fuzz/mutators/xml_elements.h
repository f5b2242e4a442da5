/*
 * xml_elements.h: the elements of a document, found by a tokenizer that takes whatever comes. It looks for tags and
 * pairs them; it never says that a document is broken. HTML will do: an element without an end tag is one that is not
 * closed.
 *
 *   <a x="1">text<b/></a>
 *   ^begin   ^inner  ^inner_end
 *                        ^end
 */
#ifndef GONGKAI_FUZZ_XML_ELEMENTS_H
#define GONGKAI_FUZZ_XML_ELEMENTS_H

#include "gongkai/base.h"

#define XML_NO_ELEMENT UINT32_MAX

typedef struct xml_element {
  uint32_t begin;
  uint32_t inner;
  uint32_t inner_end; /* <b/> has nothing in it: `inner` and `inner_end` are `end` */
  uint32_t end;       /* 0: never closed */
  uint32_t name_n;    /* the name stands at begin + 1 */
  uint32_t parent;    /* or XML_NO_ELEMENT */
} xml_element;

typedef struct xml_elements {
  gk_str doc;
  xml_element *all; /* in the order in which they begin */
  size_t n;
} xml_elements;

/* Elements beyond a fixed number are not looked at. Without memory there are none. */
xml_elements xml_elements_find(gk_str doc);
void xml_elements_free(xml_elements *elements);

/* An attribute: ` name="value"`, from the blank before it to behind the quote. */
typedef struct xml_attribute {
  size_t begin;
  size_t end;
  gk_str name;
  gk_str value;
} xml_attribute;

/* The attributes of a start tag, as many as there is room for. Those without quotes are passed over. */
size_t xml_attributes_find(gk_str doc, const xml_element *element, xml_attribute *out, size_t max);

gk_str xml_element_name(gk_str doc, const xml_element *element);

#endif
