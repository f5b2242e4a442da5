/*
 * text_fixture.h: plain texts, read, and layouts as strings, for the tests of the plain-text reader.
 */
#ifndef GONGKAI_TEXT_FIXTURE_H
#define GONGKAI_TEXT_FIXTURE_H

#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "reader/reader.h"

/* A text, read. */
typedef struct bench {
  gk_arena arena;
  gk_limits limits;
  gk_diags diags;
  gk_error error;
  gk_encoding encoding;
  gk_layout layout;
  char printed[16384];
  size_t n_printed;
} bench;

static inline gk_status read_text(bench *t, gk_str input, const gk_limits *limits) {
  *t = (bench){0};
  gk_arena_init(&t->arena, NULL, 0);
  t->limits = gk_limits_resolve(limits);
  gk_diags_init(&t->diags, &t->arena, 100);
  gk_reading r = {.arena = &t->arena,
                  .input = input,
                  .limits = &t->limits,
                  .builder = gk_builder_new(&t->arena, &t->limits, &t->diags),
                  .diags = &t->diags,
                  .error = &t->error};
  assert_non_null(r.builder);
  gk_status status = gk_read_text(&r);
  t->encoding = r.encoding;
  assert_int_equal(status, gk_builder_status(r.builder) != GK_OK ? gk_builder_status(r.builder) : status);
  if (status == GK_OK)
    status = gk_builder_finish(r.builder, &t->layout);
  const char *why;
  if (gk_layout_check(&t->layout, &why) != SIZE_MAX)
    fail_msg("%s", why);
  return status;
}

static inline void end(bench *t) {
  gk_arena_free(&t->arena);
}

static inline void put(bench *t, const char *p, size_t n) {
  assert_true(n < sizeof t->printed - t->n_printed);
  memcpy(t->printed + t->n_printed, p, n);
  t->n_printed += n;
  t->printed[t->n_printed] = '\0';
}

static inline void put_many(bench *t, const char *p, size_t n) {
  for (size_t i = 0; i < n; i++)
    put(t, p, strlen(p));
}

static inline const char *table_letter(uint8_t flags) {
  static const char *const letters[] = {"G", "T", "C", "L"};
  return letters[((flags & GK_TABLE_RAGGED) != 0) + 2 * ((flags & GK_TABLE_LINES) != 0)];
}

/*
 * Prints the layout a row a line: "|" before a cell, {rows x columns} behind it if it is merged, "/" between its
 * paragraphs; before a table's first row T for lists, G for a grid, L for lines of pieces, C for lines in columns;
 * before a heading as many # as its level.
 */
static inline void print_rows(bench *t) {
  size_t table_end = 0, n_in_cell = 0;
  uint32_t row = 0;
  for (size_t i = 0; i < t->layout.n_nodes; i++) {
    const gk_node *node = &t->layout.nodes[i];
    if (node->kind == GK_NODE_TABLE) {
      put(t, table_letter(node->flags), 1);
      table_end = node->end;
      row = 0;
    } else if (node->kind == GK_NODE_CELL) {
      put_many(t, "\n ", node->u.cell.row - row);
      row = node->u.cell.row;
      put(t, "|", 1);
      n_in_cell = 0;
      if (node->u.cell.row_span > 1 || node->u.cell.col_span > 1) {
        const char span[] = {'{', (char)('0' + node->u.cell.row_span), 'x', (char)('0' + node->u.cell.col_span), '}'};
        put(t, span, sizeof span);
      }
    } else {
      put(t, "/", i < table_end && n_in_cell++ > 0 ? 1 : 0);
      put_many(t, "#", node->level);
      put(t, node->u.para.p, node->u.para.n);
    }
    if (i + 1 >= table_end)
      put(t, "\n", 1);
  }
}

static inline void expect_rows(const char *input, const char *expected) {
  bench t;
  assert_int_equal(read_text(&t, (gk_str){input, strlen(input)}, NULL), GK_OK);
  print_rows(&t);
  assert_string_equal(t.printed, expected);
  end(&t);
}

/* Damage: every prefix, and every byte changed, still gives a sound layout or a status. */

static inline void damage(const char *text, size_t n) {
  char *copy = malloc(n);
  assert_non_null(copy);
  bench t;
  for (size_t i = 0; i <= n; i++) {
    char *prefix = malloc(i > 0 ? i : 1); /* exact, so that reading beyond it is seen */
    assert_non_null(prefix);
    memcpy(prefix, text, i);
    read_text(&t, (gk_str){prefix, i}, NULL);
    end(&t);
    free(prefix);
  }
  static const char changes[] = {'\t', '\n', '\r', '\0', '[', '\x80', '\xFF', ' ', '|', '-'};
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < sizeof changes; k++) {
      memcpy(copy, text, n);
      copy[i] = changes[k];
      read_text(&t, (gk_str){copy, n}, NULL);
      end(&t);
    }
  free(copy);
}

#endif
