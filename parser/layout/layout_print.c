#include "gongkai/layout.h"

#include "text/utf8.h"

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

static void put_long(printer *p, gk_str s) {
  flush(p);
  if (p->status == GK_OK)
    p->status = p->sink.write(p->sink.ctx, s.p, s.n);
}

static void put(printer *p, gk_str s) {
  if (s.n > sizeof p->buf - p->n) {
    put_long(p, s);
    return;
  }
  if (s.n > 0)
    memcpy(p->buf + p->n, s.p, s.n);
  p->n += s.n;
}

static void put_number(printer *p, size_t number, size_t base) {
  char digits[20]; /* of 64 bits, in ten or more */
  size_t i = sizeof digits;
  do
    digits[--i] = "0123456789ABCDEF"[number % base];
  while ((number /= base) != 0);
  put(p, (gk_str){digits + i, sizeof digits - i});
}

/* A number behind words. */
static void put_count(printer *p, gk_str before, size_t number) {
  put(p, before);
  put_number(p, number, 10);
}

/* What would move the cursor, colour the screen or turn the line around. */
static int is_control(uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

static void put_control(printer *p, uint32_t c) {
  if (c == '\t' || c == '\n') {
    put(p, c == '\t' ? GK_LIT("\\t") : GK_LIT("\\n"));
    return;
  }
  put(p, GK_LIT("\\u{"));
  put_number(p, c, 16);
  put(p, GK_LIT("}"));
}

static void put_escaped(printer *p, gk_str s) {
  size_t start = 0; /* of what stands as it is */
  for (size_t i = 0, n; i < s.n; i += n) {
    uint32_t c;
    n = gk_utf8_decode(s.p + i, &c);
    if (c != '\\' && !is_control(c))
      continue;
    put(p, (gk_str){s.p + start, i - start});
    start = c == '\\' ? i : i + n; /* a backslash stands twice */
    if (c == '\\')
      put(p, GK_LIT("\\"));
    else
      put_control(p, c);
  }
  if (start < s.n)
    put(p, (gk_str){s.p + start, s.n - start});
}

static void put_span(printer *p, gk_span span) {
  put(p, GK_LIT("  ["));
  if (p->layout->n_parts > 1) {
    put_number(p, span.part, 10);
    put(p, GK_LIT(":"));
  }
  put_number(p, span.off, 10);
  put_count(p, GK_LIT("+"), span.n);
  put(p, GK_LIT("]"));
}

static gk_str meta_name(uint16_t level) {
  return level == GK_META_TITLE       ? GK_LIT("title")
         : level == GK_META_PUBLISHED ? GK_LIT("published")
                                      : GK_LIT("publisher");
}

static void put_para(printer *p, const gk_node *node) {
  const gk_text *text = &node->u.para;
  gk_str s = {text->p, text->n};
  put(p, GK_LIT("para"));
  if ((node->flags & GK_PARA_META) != 0) {
    put(p, GK_LIT(" meta "));
    put(p, meta_name(node->level));
  } else if (node->level > 0) {
    put_count(p, GK_LIT(" h"), node->level);
  }
  if ((node->flags & GK_PARA_NOTE) != 0)
    put(p, GK_LIT(" note"));
  if ((node->flags & GK_PARA_BOX) != 0)
    put(p, GK_LIT(" box"));
  put_span(p, gk_layout_locate(p->layout, text, s));
  if (text->n_segs > 0) {
    put_count(p, GK_LIT(" in "), text->n_segs);
    put(p, text->n_segs > 1 ? GK_LIT(" pieces") : GK_LIT(" piece"));
  }
  put(p, s.n > 0 ? GK_LIT("  ") : GK_LIT(""));
  put_escaped(p, s);
}

static void put_table(printer *p, const gk_node *node) {
  put_count(p, GK_LIT("table "), node->u.table.n_rows);
  put_count(p, GK_LIT(" x "), node->u.table.n_cols);
  put(p, (node->flags & GK_TABLE_RAGGED) != 0 ? GK_LIT(" ragged") : GK_LIT(""));
  put(p, (node->flags & GK_TABLE_LINES) != 0 ? GK_LIT(" lines") : GK_LIT(""));
}

static void put_cell(printer *p, const gk_node *node) {
  put_count(p, GK_LIT("cell r"), node->u.cell.row);
  put_count(p, GK_LIT(" c"), node->u.cell.col);
  put_count(p, GK_LIT(" "), node->u.cell.row_span);
  put_count(p, GK_LIT("x"), node->u.cell.col_span);
  put(p, (node->flags & GK_CELL_VIRTUAL) != 0 ? GK_LIT(" virtual") : GK_LIT(""));
  put_span(p, gk_layout_locate_cell(p->layout, node));
}

static void put_node(printer *p, const gk_node *node) {
  if (node->kind == GK_NODE_PARA)
    put_para(p, node);
  else if (node->kind == GK_NODE_TABLE)
    put_table(p, node);
  else
    put_cell(p, node);
  put(p, GK_LIT("\n"));
}

static void put_parts(printer *p) {
  for (size_t i = 0; p->layout->n_parts > 1 && i < p->layout->n_parts; i++) {
    gk_str name = p->layout->parts[i].name;
    put_count(p, GK_LIT("part "), i);
    put(p, GK_LIT("  "));
    put_escaped(p, gk_utf8_valid(name, NULL) ? name : GK_LIT("(not UTF-8)"));
    put(p, GK_LIT("\n"));
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
      put(&p, GK_LIT("  "));
    put_node(&p, node);
    if (node->kind != GK_NODE_PARA && depth < INDENT_MAX)
      ends[depth++] = node->end;
  }
  flush(&p);
  return p.status;
}
