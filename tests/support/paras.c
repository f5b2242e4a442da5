#include "support/paras.h"

#include <string.h>

typedef struct maker {
  gk_node *nodes;
  size_t n_nodes;
  char *text;
  size_t n_text;
} maker;

static gk_node *add_node(maker *m, gk_node_kind kind) {
  gk_node *node = &m->nodes[m->n_nodes++];
  node->kind = (uint8_t)kind;
  node->end = (uint32_t)m->n_nodes;
  return node;
}

static void add_para(maker *m, const char *p, size_t n) {
  char *copy = m->text + m->n_text;
  memcpy(copy, p, n);
  copy[n] = '\n';
  m->n_text += n + 1;
  add_node(m, GK_NODE_PARA)->u.para = (gk_text){.p = copy, .n = (uint32_t)n};
}

static gk_node *add_cell(maker *m, uint32_t row, uint32_t col) {
  gk_node *cell = add_node(m, GK_NODE_CELL);
  cell->u.cell.row = row;
  cell->u.cell.col = col;
  cell->u.cell.row_span = 1;
  cell->u.cell.col_span = 1;
  return cell;
}

/* Cells of one row: "|a|b". */
static uint32_t add_row(maker *m, uint32_t row, const char *s) {
  uint32_t col = 0;
  while (*s == '|') {
    size_t n = strcspn(++s, "|");
    gk_node *cell = add_cell(m, row, col++);
    add_para(m, s, n);
    cell->end = (uint32_t)m->n_nodes;
    s += n;
  }
  return col;
}

/* A table of the strings from i on that are rows; how many they are. */
static size_t add_table(maker *m, const char *const *strings, size_t n) {
  gk_node *table = add_node(m, GK_NODE_TABLE);
  size_t rows = 0;
  for (; rows < n && strings[rows][0] == '|'; rows++) {
    uint32_t cols = add_row(m, (uint32_t)rows, strings[rows]);
    if (cols > table->u.table.n_cols)
      table->u.table.n_cols = cols;
  }
  table->u.table.n_rows = (uint32_t)rows;
  table->end = (uint32_t)m->n_nodes;
  return rows;
}

gk_layout paras_layout(gk_arena *arena, const char *const *strings, size_t n) {
  size_t bytes = 1;
  size_t n_nodes = 0;
  for (size_t i = 0; i < n; i++) {
    bytes += 2 * strlen(strings[i]) + 1;
    n_nodes += 2 * strlen(strings[i]) + 2;
  }
  maker m = {.nodes = GK_NEW_ARRAY(arena, gk_node, n_nodes), .text = gk_arena_alloc(arena, bytes, 1)};
  gk_part *part = GK_NEW(arena, gk_part);
  gk_node *frames[8];
  size_t depth = 0;
  for (size_t i = 0; i < n;) {
    if (strings[i][0] == '|') {
      i += add_table(&m, strings + i, n - i);
      continue;
    }
    if (strings[i][0] == '{') {
      frames[depth] = add_node(&m, GK_NODE_TABLE);
      frames[depth]->u.table.n_rows = 1;
      frames[depth++]->u.table.n_cols = 1;
      add_cell(&m, 0, 0);
    } else if (strings[i][0] == '}') {
      frames[--depth]->end = (uint32_t)m.n_nodes;
      frames[depth][1].end = (uint32_t)m.n_nodes;
    } else {
      add_para(&m, strings[i], strlen(strings[i]));
    }
    i++;
  }
  part->text = part->source = (gk_str){m.text, m.n_text};
  return (gk_layout){.nodes = m.nodes, .n_nodes = m.n_nodes, .parts = part, .n_parts = 1};
}
