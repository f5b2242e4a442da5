#include "reader/html_walk.h"

#include <string.h>

#include "reader/html_head.h"
#include "reader/html_style.h"
#include "reader/html_tags.h"

/* Browsers take wider cells for mistakes (HTML standard, 4.9.11). */
enum { SPAN_MAX = 1000, ROW_SPAN_MAX = 65534 };

/* An element that is being walked through, with what it hands down to its content. */
typedef struct element {
  const GumboElement *e;
  unsigned next_child;
  int is_written;  /* a node of the layout is open for it: a table from its first row on, a row, a cell */
  int is_veiled;   /* takes its place, but does not show */
  int keeps_space; /* pre */
  uint16_t level;  /* of headings */
  GumboTag place;  /* the innermost part of a table; GUMBO_TAG_LAST outside of tables */
  size_t depth;    /* blocks and tables it is in */
  size_t table;    /* the index of the innermost table, and of the innermost list */
  size_t items;
  gk_html_list list;
} element;

#define NO_ELEMENT SIZE_MAX

typedef struct walk {
  gk_html_flow *flow;
  gk_arena *scratch;
  size_t max_depth;
  gk_vec open; /* of element */
  gk_html_counts *counts;
} walk;

static element *at(const walk *w, size_t idx) {
  return (element *)w->open.items + idx;
}

static element *top(const walk *w) {
  return at(w, w->open.n - 1);
}

static int is_cell(GumboTag tag) {
  return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
}

static int is_heading(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

static int is_list(GumboTag tag) {
  return tag == GUMBO_TAG_OL || tag == GUMBO_TAG_UL || tag == GUMBO_TAG_MENU || tag == GUMBO_TAG_DIR;
}

/* Whether a row of the table that the innermost element is in has been written. */
static int is_in_written_table(const walk *w) {
  return top(w)->table != NO_ELEMENT && at(w, top(w)->table)->is_written;
}

/* Text */

static void write_text(walk *w, const GumboText *text) {
  const element *in = top(w);
  if (in->is_veiled || (in->place != GUMBO_TAG_LAST && !is_cell(in->place) && is_in_written_table(w)))
    return;
  w->flow->level = in->level;
  w->flow->keeps_space = in->keeps_space;
  gk_html_flow_text(w->flow, (gk_str){text->text, strlen(text->text)},
                    (gk_str){text->original_text.data, text->original_text.length});
}

/* Tables */

static void open_row(walk *w, element *row) {
  element *table = at(w, row->table);
  if (!table->is_written)
    gk_builder_open_table(w->flow->builder, 0);
  gk_builder_open_row(w->flow->builder);
  table->is_written = row->is_written = 1;
}

/* It stands where its content is, so that the place of an empty one is between its tags. */
static void open_cell(walk *w, element *cell) {
  gk_builder *b = w->flow->builder;
  GumboStringPiece tag = cell->e->original_tag;
  const char *start = w->flow->part->text.p;
  uint32_t off = tag.data != NULL ? (uint32_t)(tag.data + tag.length - start) : 0;
  uint32_t row_span = gk_html_number(cell->e, "rowspan", ROW_SPAN_MAX, 1);
  gk_builder_open_cell(b, w->flow->part_idx, off, gk_html_number(cell->e, "colspan", SPAN_MAX, 1), GK_MERGE_NONE);
  gk_builder_set_row_span(b, row_span > 0 ? row_span : ROW_SPAN_MAX);
  cell->is_written = 1;
}

/* The parser sees to it that rows are in tables and cells in rows, but for fragments. */
static void enter_table_part(walk *w, element *e) {
  if (e->e->tag == GUMBO_TAG_TR && e->table != NO_ELEMENT)
    open_row(w, e);
  else if (is_cell(e->e->tag) && w->open.n > 1 && at(w, w->open.n - 2)->e->tag == GUMBO_TAG_TR &&
           at(w, w->open.n - 2)->is_written)
    open_cell(w, e);
}

static void leave_table_part(walk *w, const element *e) {
  gk_builder *b = w->flow->builder;
  int is_group = e->e->tag == GUMBO_TAG_TBODY || e->e->tag == GUMBO_TAG_THEAD || e->e->tag == GUMBO_TAG_TFOOT;
  if (is_group && is_in_written_table(w))
    gk_builder_end_row_group(b);
  if (!e->is_written)
    return;
  if (e->e->tag == GUMBO_TAG_TABLE)
    gk_builder_close_table(b);
  else if (e->e->tag == GUMBO_TAG_TR)
    gk_builder_close_row(b);
  else
    gk_builder_close_cell(b);
}

/* Lists */

/* The number of an item of an ordered list waits for the item's text. */
static void number_item(walk *w, const element *item) {
  element *list = item->items != NO_ELEMENT ? at(w, item->items) : NULL;
  w->flow->marker.n = 0;
  if (list == NULL || list->e->tag != GUMBO_TAG_OL)
    return;
  const char *tag = item->e->original_tag.data;
  gk_html_marker marker = gk_html_list_item(&list->list, item->e, tag != NULL ? tag : w->flow->part->text.p);
  if (!item->is_veiled)
    w->flow->marker = marker;
}

/* Elements */

/* What the element on top gets from the one it is in, and what it gives to its content. */
static void inherit(walk *w, element *e) {
  GumboTag tag = e->e->tag;
  size_t idx = w->open.n - 1;
  gk_html_kind kind = gk_html_kind_of(tag);
  const element outermost = {.place = GUMBO_TAG_LAST, .table = NO_ELEMENT, .items = NO_ELEMENT};
  const element *parent = idx > 0 ? at(w, idx - 1) : &outermost;
  e->is_veiled |= parent->is_veiled;
  e->keeps_space =
      parent->keeps_space || tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_LISTING || tag == GUMBO_TAG_PLAINTEXT;
  e->level = is_heading(tag) ? (uint16_t)(tag - GUMBO_TAG_H1 + 1) : parent->level;
  e->place = kind == GK_HTML_TABLE ? tag : parent->place;
  e->table = tag == GUMBO_TAG_TABLE ? idx : parent->table;
  e->items = is_list(tag) ? idx : parent->items;
  e->depth = parent->depth + (kind != GK_HTML_PHRASE);
  if (kind == GK_HTML_TABLE) {
    e->level = 0;
    e->items = NO_ELEMENT;
  }
}

static element *push(walk *w, const GumboElement *e, int is_veiled) {
  element *slot = gk_vec_push(w->scratch, &w->open, 1, sizeof *slot);
  if (slot == NULL) {
    gk_builder_fail(w->flow->builder, GK_STATUS_NO_MEMORY);
    return NULL;
  }
  *slot = (element){.e = e, .is_veiled = is_veiled};
  inherit(w, slot);
  if (slot->depth > w->max_depth)
    gk_builder_fail(w->flow->builder, GK_STATUS_TOO_COMPLEX);
  return slot;
}

/* Whether an element is no part of the page. A caption below rows is not either: it cannot be written any more. */
static int is_left_out(walk *w, const GumboElement *e, gk_html_showing showing) {
  if (e->tag_namespace != GUMBO_NAMESPACE_HTML || gk_html_kind_of(e->tag) == GK_HTML_SILENT) {
    w->counts->deleted += e->tag == GUMBO_TAG_DEL;
    return 1;
  }
  int is_lost = e->tag == GUMBO_TAG_CAPTION && w->open.n > 0 && is_in_written_table(w);
  w->counts->hidden += showing != GK_HTML_SHOWN || is_lost;
  return showing == GK_HTML_GONE || is_lost;
}

static void enter_element(walk *w, const GumboElement *e) {
  gk_html_showing showing = gk_html_showing_of(e);
  if (is_left_out(w, e, showing))
    return;
  element *slot = push(w, e, showing == GK_HTML_VEILED);
  if (slot == NULL)
    return;
  const char *where = e->original_tag.data != NULL ? e->original_tag.data : w->flow->part->text.p;
  if (gk_html_kind_of(e->tag) != GK_HTML_PHRASE)
    gk_html_flow_break(w->flow);
  if (gk_html_kind_of(e->tag) == GK_HTML_TABLE)
    enter_table_part(w, slot);
  else if (e->tag == GUMBO_TAG_OL)
    slot->list = gk_html_list_start(e);
  else if (e->tag == GUMBO_TAG_LI)
    number_item(w, slot);
  else if (e->tag == GUMBO_TAG_BR && !slot->is_veiled)
    gk_html_flow_line_break(w->flow, (gk_str){where, e->original_tag.length});
  else if (e->tag == GUMBO_TAG_SUP)
    gk_html_flow_raise(w->flow, where);
}

static void leave_element(walk *w) {
  const element e = *top(w);
  gk_html_kind kind = gk_html_kind_of(e.e->tag);
  if (kind != GK_HTML_PHRASE)
    gk_html_flow_break(w->flow);
  if (kind == GK_HTML_TABLE)
    leave_table_part(w, &e);
  if (e.e->tag == GUMBO_TAG_SUP)
    gk_html_flow_raise(w->flow, NULL);
  w->open.n--;
}

static void visit(walk *w, const GumboNode *node) {
  switch (node->type) {
  case GUMBO_NODE_ELEMENT:
    enter_element(w, &node->v.element);
    break;
  case GUMBO_NODE_TEXT:
  case GUMBO_NODE_WHITESPACE:
    write_text(w, &node->v.text);
    break;
  default: /* comments, templates */
    break;
  }
}

/* The title and the meta elements of the head, which is not walked through. */
static void read_head(walk *w, const GumboElement *html) {
  for (unsigned i = 0; i < html->children.length; i++) {
    const GumboNode *head = html->children.data[i];
    if (head->type != GUMBO_NODE_ELEMENT || head->v.element.tag != GUMBO_TAG_HEAD)
      continue;
    for (unsigned k = 0; k < head->v.element.children.length; k++) {
      const GumboNode *node = head->v.element.children.data[k];
      if (node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == GUMBO_TAG_TITLE)
        gk_html_title(w->flow, &node->v.element);
      else if (node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == GUMBO_TAG_META)
        gk_html_meta(w->flow, &node->v.element);
    }
  }
}

void gk_html_walk(gk_html_flow *flow, gk_arena *scratch, size_t max_depth, const GumboNode *root,
                  gk_html_counts *counts) {
  walk w = {.flow = flow, .scratch = scratch, .max_depth = max_depth, .counts = counts};
  read_head(&w, &root->v.element);
  enter_element(&w, &root->v.element);
  while (w.open.n > 0 && gk_builder_status(flow->builder) == GK_OK) {
    element *e = top(&w);
    if (e->next_child < e->e->children.length)
      visit(&w, e->e->children.data[e->next_child++]);
    else
      leave_element(&w);
  }
  gk_html_flow_break(flow);
}
