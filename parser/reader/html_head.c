#include "reader/html_head.h"

#include <string.h>

#include "reader/html_scan.h"
#include "reader/html_style.h"

/* The names that the pages of Chinese government sites must have (政府网站发展指引, annex 2), and common ones. */
static const struct {
  const char *name;
  gk_meta meta;
} names[] = {
    {"articletitle", GK_META_TITLE},      {"pubdate", GK_META_PUBLISHED}, {"publishdate", GK_META_PUBLISHED},
    {"contentsource", GK_META_PUBLISHER}, {"og:title", GK_META_TITLE},    {"dc.title", GK_META_TITLE},
    {"dc.date", GK_META_PUBLISHED},
};

static void write(gk_html_flow *f, gk_meta meta, gk_str text, GumboStringPiece page) {
  gk_html_flow_break(f);
  f->level = (uint16_t)meta;
  f->flags = GK_PARA_META;
  f->keeps_space = 0;
  f->marker.n = 0;
  gk_html_flow_text(f, text, (gk_str){page.data, page.length});
  gk_html_flow_break(f);
  f->flags = 0;
}

void gk_html_title(gk_html_flow *f, const GumboElement *title) {
  for (unsigned i = 0; i < title->children.length; i++) {
    const GumboNode *child = title->children.data[i];
    if (child->type == GUMBO_NODE_TEXT)
      write(f, GK_META_TITLE, (gk_str){child->v.text.text, strlen(child->v.text.text)}, child->v.text.original_text);
  }
}

void gk_html_meta(gk_html_flow *f, const GumboElement *meta) {
  const GumboAttribute *content = gumbo_get_attribute(&meta->attributes, "content");
  gk_str name = gk_html_attr(meta, "name");
  if (name.n == 0)
    name = gk_html_attr(meta, "property");
  if (content == NULL)
    return;
  GumboStringPiece value = content->original_value;
  if (value.length >= 2 && (value.data[0] == '"' || value.data[0] == '\'')) {
    value.data++;
    value.length -= 2;
  }
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (gk_html_is(name, names[i].name))
      write(f, names[i].meta, (gk_str){content->value, strlen(content->value)}, value);
}
