#include "reader/odt_flow.h"

#include <string.h>

void gk_odt_flow_init(gk_odt_flow *flow, gk_arena *scratch, uint8_t flags) {
  flow->outer = (gk_records){.arena = scratch, .item_bytes = sizeof(gk_odt_story)};
  flow->story = (gk_odt_story){.flags = flags};
  gk_odt_numbers_init(&flow->numbers, scratch, flow->styles);
}

static gk_str place(const gk_odt_flow *flow, size_t off) {
  return (gk_str){flow->part->text.p + off, 0};
}

/* What a style says where it says something. */
static gk_odt_look combine(gk_odt_look look, const gk_odt_style *style) {
  if (style != NULL && style->look.is_hidden >= 0)
    look.is_hidden = style->look.is_hidden;
  if (style != NULL && style->look.stands >= 0)
    look.stands = style->look.stands;
  if (style != NULL && style->look.is_struck >= 0)
    look.is_struck = style->look.is_struck;
  return look;
}

static const gk_odt_style *style_of(const gk_odt_flow *flow, gk_odt_family family, const gk_odt_tag *tag) {
  return gk_odt_style_find(flow->styles, family, gk_odt_attr(tag, GK_NS_TEXT, "style-name"));
}

/* What a heading says of its number; other paragraphs have none but in a list. */
static gk_odt_para_number number_of(const gk_odt_tag *tag, const gk_odt_style *style) {
  gk_odt_para_number number = {.start = -1};
  if (style != NULL)
    number.list_style = style->list_style;
  if (tag->name != GK_ODT_h)
    return number;
  number.outline = gk_odt_attr_int(tag, GK_NS_TEXT, "outline-level", 1);
  number.is_plain = gk_odt_attr_on(tag, GK_NS_TEXT, "is-list-header");
  if (gk_odt_attr_on(tag, GK_NS_TEXT, "restart-numbering"))
    number.start = gk_odt_attr_int(tag, GK_NS_TEXT, "start-value", 1);
  return number;
}

void gk_odt_flow_para_start(gk_odt_flow *flow, const gk_odt_tag *tag) {
  gk_odt_story *story = &flow->story;
  const gk_odt_style *style = style_of(flow, GK_ODT_PARAGRAPH, tag);
  int goes_on = story->is_open;
  story->off = tag->off;
  story->number = number_of(tag, style);
  story->look = combine((gk_odt_look){0, 0, 0}, style);
  if (!goes_on) {
    story->apart = (gk_apart){0, 0};
    story->space = (gk_str){NULL, 0};
    story->after_space = 1;
  }
  story->is_hidden = (uint8_t)gk_odt_para_is_hidden(flow->styles, tag->off);
  flow->n_hidden += story->is_hidden || story->look.is_hidden;
}

static void write_number(gk_odt_flow *flow) {
  gk_list_label label;
  if (!gk_odt_numbers_next(&flow->numbers, &flow->story.number, &label))
    gk_builder_fail(flow->builder, GK_STATUS_NO_MEMORY);
  flow->n_unknown_numbers += label.is_unknown;
  if (label.n > 0)
    gk_builder_text(flow->builder, flow->part_idx, (gk_str){label.text, label.n}, place(flow, flow->story.off));
}

static void open_para(gk_odt_flow *flow) {
  gk_odt_story *story = &flow->story;
  if (story->is_open)
    return;
  story->is_open = 1;
  int32_t level = story->number.outline > 9 ? 0 : story->number.outline;
  gk_builder_open_para(flow->builder, (uint16_t)level, story->flags);
  gk_builder_text(flow->builder, flow->part_idx, (gk_str){NULL, 0}, place(flow, story->off));
  write_number(flow);
}

void gk_odt_flow_para_end(gk_odt_flow *flow) {
  const gk_odt_story *story = &flow->story;
  if (flow->n_deleted > 0)
    return;
  if (!story->is_hidden && !story->look.is_hidden)
    open_para(flow);
  gk_odt_flow_break(flow);
  flow->numbers.item.is_pending = 0;
}

void gk_odt_flow_break(gk_odt_flow *flow) {
  if (flow->story.is_open)
    gk_builder_close_para(flow->builder);
  flow->story.is_open = 0;
}

void gk_odt_flow_change_start(gk_odt_flow *flow, const gk_odt_tag *tag) {
  gk_odt_deletion *deletion = gk_odt_deletion_find(flow->styles, gk_odt_attr(tag, GK_NS_TEXT, "change-id"));
  if (deletion == NULL || deletion->is_open)
    return;
  deletion->is_open = 1;
  flow->n_deleted++;
}

void gk_odt_flow_change_end(gk_odt_flow *flow, const gk_odt_tag *tag) {
  gk_odt_deletion *deletion = gk_odt_deletion_find(flow->styles, gk_odt_attr(tag, GK_NS_TEXT, "change-id"));
  if (deletion == NULL || !deletion->is_open)
    return;
  deletion->is_open = 0;
  flow->n_deleted--;
}

gk_odt_look gk_odt_flow_span_start(gk_odt_flow *flow, const gk_odt_tag *tag) {
  gk_odt_look before = flow->story.look;
  flow->story.look = combine(before, style_of(flow, GK_ODT_TEXT, tag));
  flow->n_hidden += flow->story.look.is_hidden && !before.is_hidden;
  return before;
}

int gk_odt_flow_push(gk_odt_flow *flow, int in_para) {
  if (in_para)
    open_para(flow);
  gk_odt_story *outer = gk_records_push(&flow->outer);
  if (outer == NULL)
    return 0;
  flow->story.list_base = flow->numbers.base;
  flow->story.item = flow->numbers.item;
  *outer = flow->story;
  flow->numbers.base = flow->numbers.open.n;
  flow->numbers.item.is_pending = 0;
  flow->story = (gk_odt_story){.flags = (uint8_t)(outer->flags | GK_PARA_BOX)};
  return 1;
}

void gk_odt_flow_pop(gk_odt_flow *flow) {
  gk_odt_flow_break(flow);
  const gk_odt_story *outer = gk_records_at(&flow->outer, --flow->outer.n);
  flow->story = *outer;
  flow->numbers.base = flow->story.list_base;
  flow->numbers.item = flow->story.item;
}

int gk_odt_flow_is_silent(const gk_odt_flow *flow) {
  return flow->n_deleted > 0 || flow->story.is_hidden || flow->story.look.is_hidden;
}

static void write(gk_odt_flow *flow, gk_str text, gk_str source) {
  gk_odt_story *story = &flow->story;
  uint8_t look = (uint8_t)story->look.stands | (story->look.is_struck ? GK_LOOK_STRUCK : 0);
  open_para(flow);
  if (gk_apart_next(&story->apart, text, look))
    gk_builder_text(flow->builder, flow->part_idx, GK_LIT(" "), (gk_str){source.p, 0});
  gk_builder_text(flow->builder, flow->part_idx, text, source);
}

static void flush_space(gk_odt_flow *flow) {
  gk_str space = flow->story.space;
  flow->story.space = (gk_str){NULL, 0};
  if (space.n > 0)
    write(flow, space.n == 1 && *space.p == ' ' ? space : GK_LIT(" "), space);
}

static int is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The first of a run of white space may show, the others do not. */
static void hold_space(gk_odt_flow *flow, gk_str source) {
  if (!flow->story.after_space)
    flow->story.space = source;
  flow->story.after_space = 1;
}

static void write_word(gk_odt_flow *flow, gk_str text, gk_str source) {
  flush_space(flow);
  write(flow, text, source);
  flow->story.after_space = 0;
}

void gk_odt_flow_chars(gk_odt_flow *flow, gk_str text, gk_str source) {
  if (text.n == 0 || gk_odt_flow_is_silent(flow))
    return;
  if (text.p != source.p) { /* a reference or the end of a line: one character */
    if (is_space(*text.p))
      hold_space(flow, source);
    else
      write_word(flow, text, source);
    return;
  }
  for (size_t at = 0; at < text.n;) {
    size_t from = at;
    while (at < text.n && !is_space(text.p[at]))
      at++;
    if (at > from)
      write_word(flow, (gk_str){text.p + from, at - from}, (gk_str){text.p + from, at - from});
    if (at < text.n)
      hold_space(flow, (gk_str){text.p + at, 1});
    while (at < text.n && is_space(text.p[at]))
      at++;
  }
}

void gk_odt_flow_element(gk_odt_flow *flow, gk_str text, size_t off) {
  gk_str whole = flow->part->text;
  const char *p = whole.p + off, *end = memchr(p, '>', whole.n - off);
  if (text.n > 0 && !gk_odt_flow_is_silent(flow))
    write_word(flow, text, (gk_str){p, end != NULL ? (size_t)(end - p) + 1 : 0});
}
