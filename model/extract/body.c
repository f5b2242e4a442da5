#include "extract/body.h"

#include <string.h>

#include "extract/fold.h"

enum { LONGEST_PLACEHOLDER = 128 }; /* bytes */

/* The length of a placeholder, such as "[image: x.png]", at the start of s; 0 if there is none. */
static size_t placeholder(gk_str s) {
  static const char *const openings[] = {"[image:", "[bookmark:"};
  for (size_t k = 0; k < sizeof openings / sizeof *openings; k++) {
    size_t n = strlen(openings[k]);
    if (s.n <= n || memcmp(s.p, openings[k], n) != 0)
      continue;
    const char *close = memchr(s.p + n, ']', (s.n < LONGEST_PLACEHOLDER ? s.n : LONGEST_PLACEHOLDER) - n);
    return close ? (size_t)(close - s.p) + 1 : 0;
  }
  return 0;
}

/* The first byte of the placeholder that ends s, or s.n if none does. */
static size_t last_placeholder(gk_str s) {
  if (s.n == 0 || s.p[s.n - 1] != ']')
    return s.n;
  for (size_t i = s.n - 1; i > 0 && s.n - i < LONGEST_PLACEHOLDER; i--)
    if (s.p[i - 1] == '[' && placeholder((gk_str){s.p + i - 1, s.n - i + 1}) == s.n - i + 1)
      return i - 1;
  return s.n;
}

/* Trims blanks and placeholders. */
static gk_str trim_line(gk_str s) {
  for (;;) {
    s = gk_trim(s);
    size_t skip = placeholder(s);
    s = (gk_str){s.p + skip, s.n - skip};
    size_t end = last_placeholder(s);
    if (skip == 0 && end == s.n)
      return s;
    s.n = end;
  }
}

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
    gk_line line = {.text = text, .str = trim_line((gk_str){p, n}), .level = node->level};
    line.after_table = (uint8_t)c->after_table;
    if (line.str.n != 0 && push_line(c, line) != GK_OK)
      return GK_STATUS_NO_MEMORY;
    from += n + 1;
  }
  return GK_OK;
}

/* Linear in the cells of the first column, so that a walk over nested frames stays linear. */
int gk_is_frame(const gk_layout *layout, size_t table) {
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

gk_str gk_body_clean(gk_arena *arena, gk_str s) {
  const char *bracket = memchr(s.p, '[', s.n);
  while (bracket && placeholder((gk_str){bracket, s.n - (size_t)(bracket - s.p)}) == 0)
    bracket = memchr(bracket + 1, '[', s.n - (size_t)(bracket + 1 - s.p));
  if (!bracket)
    return s;
  char *out = gk_arena_alloc(arena, s.n, 1);
  if (!out)
    return (gk_str){0};
  size_t n = 0;
  for (size_t i = 0; i < s.n;) {
    size_t skip = s.p[i] == '[' ? placeholder((gk_str){s.p + i, s.n - i}) : 0;
    if (skip == 0)
      out[n++] = s.p[i++];
    i += skip;
  }
  return (gk_str){out, n};
}

static int is_latin(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Appends s to out, which holds n bytes; returns the new length. */
static size_t append_tight(char *out, size_t n, gk_str s) {
  int blank = 0;
  for (size_t i = 0; i < s.n;) {
    size_t skip = s.p[i] == '[' ? placeholder((gk_str){s.p + i, s.n - i}) : 0;
    if (skip != 0) {
      i += skip;
      continue;
    }
    size_t at = i;
    if (gk_is_blank(gk_utf8_next(s, &i))) {
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
