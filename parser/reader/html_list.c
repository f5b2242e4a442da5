#include "reader/html_list.h"

#include <string.h>

#include "reader/html_style.h"
#include "reader/html_scan.h"

enum { NUMBER_MAX = 1000000000 };

/* CSS Counter Styles 3, 6; what is not listed is written as decimal. */
static const struct {
  const char *name;
  gk_list_format format;
} styles[] = {
    {"none", GK_LIST_NONE},
    {"disc", GK_LIST_NONE},
    {"circle", GK_LIST_NONE},
    {"square", GK_LIST_NONE},
    {"decimal", GK_LIST_DECIMAL},
    {"decimal-leading-zero", GK_LIST_DECIMAL_ZERO},
    {"lower-alpha", GK_LIST_LOWER_LETTER},
    {"lower-latin", GK_LIST_LOWER_LETTER},
    {"upper-alpha", GK_LIST_UPPER_LETTER},
    {"upper-latin", GK_LIST_UPPER_LETTER},
    {"lower-roman", GK_LIST_LOWER_ROMAN},
    {"upper-roman", GK_LIST_UPPER_ROMAN},
    {"cjk-decimal", GK_LIST_IDEOGRAPH_DIGITAL},
    {"cjk-ideographic", GK_LIST_TAIWANESE_THOUSAND},
    {"cjk-heavenly-stem", GK_LIST_IDEOGRAPH_TRADITIONAL},
    {"cjk-earthly-branch", GK_LIST_IDEOGRAPH_ZODIAC},
    {"simp-chinese-informal", GK_LIST_CHINESE_THOUSAND},
    {"simp-chinese-formal", GK_LIST_CHINESE_LEGAL},
    {"trad-chinese-informal", GK_LIST_TAIWANESE_THOUSAND},
    {"trad-chinese-formal", GK_LIST_TRADITIONAL_LEGAL},
};

/* The format a tag asks for, else `fallback`. */
static gk_list_format format_of(const GumboElement *e, gk_list_format fallback) {
  gk_str style = gk_html_style(e, "list-style-type");
  if (style.n == 0)
    style = gk_html_style(e, "list-style");
  for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
    if (gk_html_is(style, styles[i].name))
      return styles[i].format;
  gk_str type = gk_html_attr(e, "type");
  if (type.n != 1)
    return fallback;
  switch (type.p[0]) {
  case '1':
    return GK_LIST_DECIMAL;
  case 'a':
    return GK_LIST_LOWER_LETTER;
  case 'A':
    return GK_LIST_UPPER_LETTER;
  case 'i':
    return GK_LIST_LOWER_ROMAN;
  case 'I':
    return GK_LIST_UPPER_ROMAN;
  default:
    return fallback;
  }
}

/* Numbers of Chinese are followed by 、, the others by a full stop. */
static const char *suffix_of(gk_list_format format) {
  switch (format) {
  case GK_LIST_IDEOGRAPH_DIGITAL:
  case GK_LIST_TAIWANESE_THOUSAND:
  case GK_LIST_IDEOGRAPH_TRADITIONAL:
  case GK_LIST_IDEOGRAPH_ZODIAC:
  case GK_LIST_CHINESE_THOUSAND:
  case GK_LIST_CHINESE_LEGAL:
  case GK_LIST_TRADITIONAL_LEGAL:
    return "、";
  default:
    return ". ";
  }
}

gk_html_list gk_html_list_start(const GumboElement *e) {
  return (gk_html_list){format_of(e, GK_LIST_DECIMAL), gk_html_number(e, "start", NUMBER_MAX, 1)};
}

gk_html_marker gk_html_list_item(gk_html_list *list, const GumboElement *e, const char *at) {
  uint32_t number = gk_html_number(e, "value", NUMBER_MAX, list->next);
  gk_list_format format = format_of(e, list->format);
  gk_html_marker marker = {.at = at};
  list->next = number < NUMBER_MAX ? number + 1 : number;
  if (format == GK_LIST_NONE)
    return marker;
  const char *suffix = suffix_of(format);
  marker.n = gk_list_format_number(format, (int32_t)number, marker.text);
  memcpy(marker.text + marker.n, suffix, strlen(suffix));
  marker.n += strlen(suffix);
  return marker;
}
