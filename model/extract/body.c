#include "extract/body.h"

#include <string.h>

#include "base/space.h"
#include "extract/fold.h"

typedef struct collector {
  gk_arena *arena;
  gk_body *body;
  size_t capacity;
  int after_table;
} collector;

static gk_status push_line(collector *c, gk_line line) {
  gk_body *body = c->body;
  if (body->n == c->capacity) {
    size_t capacity = c->capacity ? c->capacity * 2 : 64;
    gk_line *lines =
        gk_arena_grow(c->arena, body->lines, c->capacity * sizeof *lines, capacity * sizeof *lines, _Alignof(gk_line));
    if (!lines)
      return GK_STATUS_NO_MEMORY;
    body->lines = lines;
    c->capacity = capacity;
  }
  body->lines[body->n++] = line;
  c->after_table = 0;
  return GK_OK;
}

static gk_status push_para(collector *c, const gk_node *node) {
  const gk_text *text = &node->u.para;
  for (size_t from = 0; from < text->n;) {
    const char *p = text->p + from;
    const char *nl = memchr(p, '\n', text->n - from);
    size_t n = nl ? (size_t)(nl - p) : text->n - from;
    gk_line line = {.text = text, .str = gk_trim((gk_str){p, n}), .level = node->level};
    line.after_table = (uint8_t)c->after_table;
    if (line.str.n != 0 && push_line(c, line) != GK_OK)
      return GK_STATUS_NO_MEMORY;
    from += n + 1;
  }
  return GK_OK;
}

/* What there must be in a cell to take it for a page's: running text (no label of a form is a paragraph as long), or
   tables with columns. */
enum { RUNNING_BYTES = 450, LONG_PARA_BYTES = 120, TABLES = 2 };

/* Whether a cell holds most of what there is in its table, and that is text and tables as a page has them. */
static int is_page_column(const gk_layout *layout, size_t table, size_t cell) {
  const gk_node *nodes = layout->nodes;
  size_t n_bytes = 0, n_tables = 0;
  if ((nodes[cell].end - cell) * 2 < nodes[table].end - table)
    return 0;
  for (size_t i = cell + 1; i < nodes[cell].end && n_bytes < RUNNING_BYTES && n_tables < TABLES; i++) {
    if (nodes[i].kind == GK_NODE_PARA && nodes[i].u.para.n > LONG_PARA_BYTES)
      n_bytes += nodes[i].u.para.n;
    n_tables += nodes[i].kind == GK_NODE_TABLE && nodes[i].u.table.n_cols > 1;
  }
  return n_bytes >= RUNNING_BYTES || n_tables >= TABLES;
}

/* At most one cell is looked into, and tables nest only so deep: a walk over nested frames stays linear. */
int gk_is_frame(const gk_layout *layout, size_t table) {
  int is_single_column = 1;
  if ((layout->nodes[table].flags & GK_TABLE_LINES) != 0)
    return 0;
  for (size_t i = table + 1; i < layout->nodes[table].end; i = layout->nodes[i].end) {
    if (is_page_column(layout, table, i))
      return 1;
    is_single_column &= layout->nodes[i].u.cell.col == 0;
  }
  return is_single_column;
}

gk_status gk_body_collect(gk_arena *arena, const gk_layout *layout, gk_body *body) {
  *body = (gk_body){0};
  collector c = {.arena = arena, .body = body};
  for (size_t i = 0; i < layout->n_nodes;) {
    const gk_node *node = &layout->nodes[i];
    if (node->kind == GK_NODE_TABLE && !gk_is_frame(layout, i)) {
      c.after_table = 1;
      i = node->end;
      continue;
    }
    if (node->kind == GK_NODE_PARA && !(node->flags & (GK_PARA_NOTE | GK_PARA_META)) && push_para(&c, node) != GK_OK)
      return GK_STATUS_NO_MEMORY;
    i++;
  }
  return GK_OK;
}

static int is_latin(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Appends s to out, which holds n bytes; returns the new length. */
static size_t append_tight(char *out, size_t n, gk_str s) {
  int blank = 0;
  for (size_t i = 0; i < s.n;) {
    size_t at = i;
    if (gk_is_space(gk_utf8_next(s, &i))) {
      blank = 1;
      continue;
    }
    if (blank && n > 0 && is_latin(out[n - 1]) && is_latin(s.p[at]))
      out[n++] = ' ';
    blank = 0;
    memcpy(out + n, s.p + at, i - at);
    n += i - at;
  }
  return n;
}

gk_str gk_body_join(gk_arena *arena, const gk_str *pieces, size_t n_pieces) {
  size_t total = 0;
  for (size_t k = 0; k < n_pieces; k++)
    total += pieces[k].n;
  char *out = gk_arena_alloc(arena, total, 1);
  if (!out)
    return (gk_str){0};
  size_t n = 0;
  for (size_t k = 0; k < n_pieces; k++)
    n = append_tight(out, n, pieces[k]);
  if (n_pieces == 1 && n == total)
    return pieces[0];
  return (gk_str){out, n};
}
