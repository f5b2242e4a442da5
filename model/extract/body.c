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

/* Linear in the cells of the first column, so that a walk over nested frames stays linear. */
int gk_is_frame(const gk_layout *layout, size_t table) {
  if ((layout->nodes[table].flags & GK_TABLE_LINES) != 0)
    return 0;
  for (size_t i = table + 1; i < layout->nodes[table].end; i = layout->nodes[i].end)
    if (layout->nodes[i].u.cell.col != 0)
      return 0;
  return 1;
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
    if (node->kind == GK_NODE_PARA && !(node->flags & GK_PARA_NOTE) && push_para(&c, node) != GK_OK)
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
