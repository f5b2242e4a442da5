#include "reader/odt_numbers.h"

#include "reader/simple.h"

void gk_odt_numbers_init(gk_odt_numbers *numbers, gk_arena *scratch, const gk_odt_styles *styles) {
  *numbers = (gk_odt_numbers){
      .arena = scratch, .styles = styles, .open = {.arena = scratch, .item_bytes = sizeof(gk_odt_list)}};
}

static gk_list_num *new_num(gk_odt_numbers *numbers) {
  gk_list_num *num = GK_NEW(numbers->arena, gk_list_num);
  gk_list_abstract *abstract = GK_NEW(numbers->arena, gk_list_abstract);
  if (num == NULL || abstract == NULL)
    return NULL;
  num->abstract = abstract;
  return num;
}

static gk_odt_list *innermost(const gk_odt_numbers *numbers) {
  return numbers->open.n > numbers->base ? gk_records_at(&numbers->open, numbers->open.n - 1) : NULL;
}

/* 19.778 and 19.779: the list that one continues; NULL if it begins anew. */
static gk_list_num *continued(const gk_odt_numbers *numbers, const gk_odt_tag *tag, gk_str style) {
  const gk_odt_list_id *named = gk_odt_list_id_find(numbers->styles, gk_odt_attr(tag, GK_NS_TEXT, "continue-list"));
  if (named != NULL && named->num != NULL)
    return named->num;
  int goes_on = gk_odt_attr_on(tag, GK_NS_TEXT, "continue-numbering");
  return goes_on && gk_str_compare(numbers->last.style, style) == 0 ? numbers->last.num : NULL;
}

static int push(gk_odt_numbers *numbers, gk_odt_list list) {
  gk_odt_list *open = list.num != NULL ? gk_records_push(&numbers->open) : NULL;
  if (open == NULL)
    return 0;
  *open = list;
  return 1;
}

/* The name of a style, kept as the styles keep it. */
static gk_str style_name(const gk_odt_numbers *numbers, gk_str name) {
  const gk_odt_list_style *style = name.n > 0 ? gk_odt_list_style_find(&numbers->styles->lists, name) : NULL;
  return style != NULL ? style->name : (gk_str){NULL, 0};
}

int gk_odt_numbers_list_start(gk_odt_numbers *numbers, const gk_odt_tag *tag) {
  const gk_odt_list *outer = innermost(numbers);
  gk_odt_list list = {.style = style_name(numbers, gk_odt_attr(tag, GK_NS_TEXT, "style-name"))};
  if (outer != NULL) {
    list.num = outer->num;
    if (list.style.n == 0)
      list.style = outer->style;
    return push(numbers, list);
  }
  list.num = continued(numbers, tag, list.style);
  if (list.num == NULL)
    list.num = new_num(numbers);
  gk_odt_list_id *id = gk_odt_list_id_find(numbers->styles, gk_odt_attr(tag, GK_NS_XML, "id"));
  if (id != NULL)
    id->num = list.num;
  numbers->last = list;
  return push(numbers, list);
}

void gk_odt_numbers_list_end(gk_odt_numbers *numbers) {
  numbers->open.n--;
  numbers->item.is_pending = 0;
}

void gk_odt_numbers_item_start(gk_odt_numbers *numbers, const gk_odt_tag *tag) {
  numbers->item = (gk_odt_item){.is_pending = tag->name == GK_ODT_list_item,
                                .start = gk_odt_attr_int(tag, GK_NS_TEXT, "start-value", -1),
                                .style = style_name(numbers, gk_odt_attr(tag, GK_NS_TEXT, "style-override"))};
}

/* 5.3.6: one paragraph of the list of that id, at a level. */
int gk_odt_numbers_single_start(gk_odt_numbers *numbers, const gk_odt_tag *tag) {
  gk_odt_list_id *id = gk_odt_list_id_find(numbers->styles, gk_odt_attr(tag, GK_NS_TEXT, "list-id"));
  gk_odt_list list = {.num = id != NULL ? id->num : NULL,
                      .style = style_name(numbers, gk_odt_attr(tag, GK_NS_TEXT, "style-name"))};
  if (list.num == NULL)
    list.num = new_num(numbers);
  if (id != NULL)
    id->num = list.num;
  int32_t level = gk_odt_attr_int(tag, GK_NS_TEXT, "level", 1);
  numbers->item =
      (gk_odt_item){.is_pending = 1, .level = level, .start = gk_odt_attr_int(tag, GK_NS_TEXT, "start-value", -1)};
  return push(numbers, list);
}

/* Counts once, from `start` on if that is not negative. */
static void count(gk_list_num *num, const gk_odt_list_style *style, size_t level, int32_t start, gk_list_label *label) {
  const uint16_t bit = (uint16_t)(1u << level);
  for (size_t i = 0; i < GK_LIST_LEVELS; i++)
    num->levels[i] = style->levels[i] != NULL ? &style->levels[i]->level : NULL;
  if (start >= 0) {
    num->start[level] = start;
    num->has_start |= bit;
    num->start_used = (uint16_t)(num->start_used & ~bit);
  }
  gk_list_next(num, level, label);
  num->has_start = 0;
}

static int number_heading(gk_odt_numbers *numbers, const gk_odt_para_number *para, gk_list_label *label) {
  const gk_odt_list_style *style = gk_odt_list_style_find(&numbers->styles->lists, (gk_str){NULL, 0});
  if (style == NULL || para->is_plain)
    return 1;
  if (numbers->outline == NULL)
    numbers->outline = new_num(numbers);
  if (numbers->outline == NULL)
    return 0;
  count(numbers->outline, style, (size_t)para->outline - 1, para->start, label);
  return 1;
}

static void number_item(gk_odt_numbers *numbers, const gk_odt_list *list, const gk_odt_para_number *para,
                        gk_list_label *label) {
  const gk_odt_item item = numbers->item;
  size_t depth = item.level > 0 ? (size_t)item.level : numbers->open.n - numbers->base;
  gk_str name = item.style.n > 0 ? item.style : list->style.n > 0 ? list->style : para->list_style;
  const gk_odt_list_style *style = name.n > 0 ? gk_odt_list_style_find(&numbers->styles->lists, name) : NULL;
  numbers->item.is_pending = 0;
  if (style != NULL)
    count(list->num, style, depth <= GK_LIST_LEVELS ? depth - 1 : GK_LIST_LEVELS - 1, item.start, label);
}

int gk_odt_numbers_next(gk_odt_numbers *numbers, const gk_odt_para_number *para, gk_list_label *label) {
  label->n = 0;
  label->is_unknown = 0;
  const gk_odt_list *list = innermost(numbers);
  if (list == NULL)
    return para->outline < 1 || para->outline > GK_LIST_LEVELS || number_heading(numbers, para, label);
  if (numbers->item.is_pending)
    number_item(numbers, list, para, label);
  return 1;
}
