/*
 * shown.h: documents that were read, and their layouts as strings, for the tests of the readers of packages.
 *
 *   (text)  a paragraph; before it its level, n for a note, b for a text box
 *   [2x3 0,0:(a) 0,1/1x2:(b) ...]  a table: cells by row,column, /spans if not 1x1, ~ if virtual
 */
#ifndef GONGKAI_SHOWN_H
#define GONGKAI_SHOWN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reader/reader.h"

/* A document that was read. */
typedef struct doc {
  gk_arena arena;
  gk_diags diags;
  gk_error error;
  gk_layout layout;
  gk_encoding encoding;
  gk_status status;
} doc;

/* Reads what is of a format. The caller frees d->arena. */
static void read_as(doc *d, gk_format format, gk_str input, const gk_alloc *alloc) {
  memset(d, 0, sizeof *d);
  gk_limits limits = gk_limits_resolve(NULL);
  gk_arena_init(&d->arena, alloc, 0);
  gk_diags_init(&d->diags, &d->arena, limits.diagnostics);
  gk_builder *builder = gk_builder_new(&d->arena, &limits, &d->diags);
  d->status = GK_STATUS_NO_MEMORY;
  if (builder == NULL)
    return;
  gk_reading r = {&d->arena, input, &limits, builder, &d->diags, &d->error, GK_ENCODING_UTF8, format};
  d->status = format == GK_FORMAT_FODT ? gk_read_fodt(&r) : gk_read_package(&r);
  d->encoding = r.encoding;
  if (d->status == GK_OK)
    d->status = gk_builder_finish(builder, &d->layout);
  if (d->status == GK_OK) {
    const char *why = NULL;
    if (gk_layout_check(&d->layout, &why) != SIZE_MAX)
      fail_msg("%s", why);
  }
}

/* The first argument of a diagnostic; 0 if the document has none of that kind. */
static int64_t diag_arg(const doc *d, const gk_diag_kind *kind) {
  for (size_t i = 0; i < d->diags.n; i++)
    if (d->diags.items[i].kind == kind)
      return d->diags.items[i].args[0];
  return 0;
}

typedef struct page {
  char text[16384];
  size_t n;
} page;

static void add(page *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(page *out, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int n = vsnprintf(out->text + out->n, sizeof out->text - out->n, format, args);
  va_end(args);
  out->n += (size_t)n;
  assert_true(out->n < sizeof out->text);
}

static void add_para(page *out, const gk_node *node) {
  if (node->flags & GK_PARA_NOTE)
    add(out, "n");
  if (node->flags & GK_PARA_BOX)
    add(out, "b");
  if (node->level > 0)
    add(out, "%u", node->level);
  add(out, "(");
  for (size_t i = 0; i < node->u.para.n; i++) {
    char c = node->u.para.p[i];
    if (c == '\n' || c == '\t')
      add(out, "\\%c", c == '\n' ? 'n' : 't');
    else
      add(out, "%c", c);
  }
  add(out, ")");
}

static void show(const gk_layout *layout, page *out) {
  size_t ends[64], n_ends = 0;
  out->n = 0;
  out->text[0] = '\0';
  for (size_t i = 0; i <= layout->n_nodes; i++) {
    for (; n_ends > 0 && ends[n_ends - 1] == i; n_ends--)
      add(out, "]");
    if (i == layout->n_nodes)
      break;
    const gk_node *node = &layout->nodes[i];
    if (node->kind == GK_NODE_PARA) {
      add_para(out, node);
    } else if (node->kind == GK_NODE_TABLE) {
      add(out, "[%ux%u", node->u.table.n_rows, node->u.table.n_cols);
      assert_true(n_ends < 64);
      ends[n_ends++] = node->end;
    } else {
      add(out, " %u,%u", node->u.cell.row, node->u.cell.col);
      if (node->u.cell.row_span != 1 || node->u.cell.col_span != 1)
        add(out, "/%ux%u", node->u.cell.row_span, node->u.cell.col_span);
      add(out, "%s", node->flags & GK_CELL_VIRTUAL ? "~" : ":");
    }
  }
}

#endif
