#include "gongkai/layout.h"

#include "text/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Tables nested deeper than this are printed no further to the right. */
#define INDENT_MAX 64

typedef struct printer {
  const gk_layout *layout;
  gk_sink sink;
  gk_status status;
  size_t n;
  char buf[1024];
} printer;

static void flush(printer *p) {
  if (p->status == GK_OK && p->n > 0)
    p->status = p->sink.write(p->sink.ctx, p->buf, p->n);
  p->n = 0;
}

static void put(printer *p, const char *s, size_t n) {
  while (n > 0) {
    size_t room = sizeof p->buf - p->n, now = n < room ? n : room;
    memcpy(p->buf + p->n, s, now);
    p->n += now;
    s += now;
    n -= now;
    if (p->n == sizeof p->buf)
      flush(p);
  }
}

__attribute__((format(printf, 2, 3))) static void put_format(printer *p, const char *format, ...) {
  char line[128];
  va_list args;
  va_start(args, format);
  int n = vsnprintf(line, sizeof line, format, args); /* NOLINT(clang-analyzer-valist.Uninitialized): a false alarm */
  va_end(args);
  if (n > 0)
    put(p, line, (size_t)n < sizeof line ? (size_t)n : sizeof line - 1);
}

/* What would move the cursor, colour the screen or turn the line around. */
static int is_control(uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

static void put_escaped(printer *p, gk_str s) {
  for (size_t i = 0, n; i < s.n; i += n) {
    uint32_t c;
    n = gk_utf8_decode(s.p + i, &c);
    if (c == '\t')
      put(p, "\\t", 2);
    else if (c == '\n')
      put(p, "\\n", 2);
    else if (c == '\\')
      put(p, "\\\\", 2);
    else if (is_control(c))
      put_format(p, "\\u{%X}", (unsigned)c);
    else
      put(p, s.p + i, n);
  }
}

static void put_span(printer *p, gk_span span) {
  if (p->layout->n_parts > 1)
    put_format(p, "  [%u:%zu+%zu]", (unsigned)span.part, span.off, span.n);
  else
    put_format(p, "  [%zu+%zu]", span.off, span.n);
}

static void put_para(printer *p, const gk_node *node) {
  const gk_text *text = &node->u.para;
  gk_str s = {text->p, text->n};
  put(p, "para", 4);
  if ((node->flags & GK_PARA_META) != 0)
    put_format(p, " meta %s",
               node->level == GK_META_TITLE       ? "title"
               : node->level == GK_META_PUBLISHED ? "published"
                                                  : "publisher");
  else if (node->level > 0)
    put_format(p, " h%u", (unsigned)node->level);
  if ((node->flags & GK_PARA_NOTE) != 0)
    put(p, " note", 5);
  if ((node->flags & GK_PARA_BOX) != 0)
    put(p, " box", 4);
  put_span(p, gk_layout_locate(p->layout, text, s));
  if (text->n_segs > 0)
    put_format(p, " in %u piece%s", (unsigned)text->n_segs, text->n_segs > 1 ? "s" : "");
  put(p, "  ", s.n > 0 ? 2 : 0);
  put_escaped(p, s);
}

static void put_node(printer *p, const gk_node *node) {
  if (node->kind == GK_NODE_PARA) {
    put_para(p, node);
  } else if (node->kind == GK_NODE_TABLE) {
    put_format(p, "table %u x %u%s%s", (unsigned)node->u.table.n_rows, (unsigned)node->u.table.n_cols,
               (node->flags & GK_TABLE_RAGGED) != 0 ? " ragged" : "",
               (node->flags & GK_TABLE_LINES) != 0 ? " lines" : "");
  } else {
    put_format(p, "cell r%u c%u %ux%u%s", (unsigned)node->u.cell.row, (unsigned)node->u.cell.col,
               (unsigned)node->u.cell.row_span, (unsigned)node->u.cell.col_span,
               (node->flags & GK_CELL_VIRTUAL) != 0 ? " virtual" : "");
    put_span(p, gk_layout_locate_cell(p->layout, node));
  }
  put(p, "\n", 1);
}

static void put_parts(printer *p) {
  for (size_t i = 0; p->layout->n_parts > 1 && i < p->layout->n_parts; i++) {
    gk_str name = p->layout->parts[i].name;
    put_format(p, "part %zu  ", i);
    put_escaped(p, gk_utf8_valid(name, NULL) ? name : GK_LIT("(not UTF-8)"));
    put(p, "\n", 1);
  }
}

gk_status gk_layout_print(const gk_layout *layout, gk_sink sink) {
  printer p = {.layout = layout, .sink = sink};
  uint32_t ends[INDENT_MAX]; /* of the tables and cells around the present node */
  size_t depth = 0;
  put_parts(&p);
  for (size_t i = 0; i < layout->n_nodes && p.status == GK_OK; i++) {
    const gk_node *node = &layout->nodes[i];
    while (depth > 0 && ends[depth - 1] <= i)
      depth--;
    for (size_t k = 0; k < depth; k++)
      put(&p, "  ", 2);
    put_node(&p, node);
    if (node->kind != GK_NODE_PARA && depth < INDENT_MAX)
      ends[depth++] = node->end;
  }
  flush(&p);
  return p.status;
}
