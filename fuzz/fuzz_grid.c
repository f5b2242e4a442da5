/*
 * A table that is known, since it is made up here: each byte chooses a cell's spans and text. It is written as Word,
 * OpenDocument and a web page have it, in one of the ways they have, and must be read from each as what it is.
 */
#include "target.h"

#include "support/docx.h"
#include "support/kept.h"
#include "support/odt.h"

#include <stdarg.h>

enum { MAX_ROWS = 8, MAX_COLS = 8, NO_CELL = 255, EMPTY = 0 };

typedef struct cell {
  unsigned row, col, row_span, col_span;
  unsigned word; /* its text is this number; EMPTY for none */
  int is_odd;    /* written in the rarer way */
} cell;

typedef struct grid {
  unsigned n_rows, n_cols;
  cell cells[MAX_ROWS * MAX_COLS]; /* in the order of their first places, row by row */
  size_t n_cells;
  uint8_t at[MAX_ROWS][MAX_COLS]; /* the index of the cell there */
  uint8_t repeats[MAX_ROWS];      /* whether a row says what the one before it does */
} grid;

/* The decisions; 0 when there are no more. */
static unsigned next(gk_str *input) {
  if (input->n == 0)
    return 0;
  unsigned byte = (unsigned char)*input->p;
  *input = (gk_str){input->p + 1, input->n - 1};
  return byte;
}

static void add_cell(grid *g, cell c) {
  for (unsigned r = c.row; r < c.row + c.row_span; r++)
    for (unsigned k = c.col; k < c.col + c.col_span; k++)
      g->at[r][k] = (uint8_t)g->n_cells;
  g->cells[g->n_cells++] = c;
}

static unsigned least(unsigned a, unsigned b) {
  return a < b ? a : b;
}

static void fill_row(grid *g, unsigned row, gk_str *input) {
  for (unsigned col = 0; col < g->n_cols; col++) {
    unsigned free = 0, bits;
    while (col + free < g->n_cols && g->at[row][col + free] == NO_CELL)
      free++;
    if (free == 0)
      continue;
    bits = next(input);
    add_cell(g, (cell){row, col, least(1 + bits / 4 % 4, g->n_rows - row), least(1 + bits % 4, free), bits / 16 % 4,
                       bits / 64 % 2 != 0});
  }
}

/* Whether a row could stand there twice: nothing in it comes from above or goes on below. */
static int is_flat(const grid *g, unsigned row) {
  for (unsigned col = 0; col < g->n_cols; col++)
    if (g->cells[g->at[row][col]].row_span > 1)
      return 0;
  return 1;
}

static void repeat_row(grid *g, unsigned row) {
  for (unsigned col = 0; col < g->n_cols; col += g->cells[g->at[row - 1][col]].col_span) {
    cell c = g->cells[g->at[row - 1][col]];
    c.row = row;
    add_cell(g, c);
  }
  g->repeats[row] = 1;
}

static void make(grid *g, gk_str input) {
  unsigned bits = next(&input);
  *g = (grid){.n_rows = 1 + bits % MAX_ROWS, .n_cols = 1 + bits / MAX_ROWS % MAX_COLS};
  memset(g->at, NO_CELL, sizeof g->at);
  for (unsigned row = 0; row < g->n_rows; row++) {
    if (row > 0 && is_flat(g, row - 1) && next(&input) % 4 == 3)
      repeat_row(g, row);
    else
      fill_row(g, row, &input);
  }
}

/* Writing */

__attribute__((format(printf, 2, 3))) static void put(kept *out, const char *format, ...) {
  char text[512];
  va_list args;
  va_start(args, format);
  int n = vsnprintf(text, sizeof text, format, args);
  va_end(args);
  (void)keep(out, text, (size_t)n);
}

static void put_word(kept *out, const char *before, const cell *c, const char *behind) {
  if (c->word != EMPTY)
    put(out, "%s%u%s", before, c->word, behind);
}

/* One w:tc of the width: of a cell's first row, or of one that goes on with it. */
static void put_tc(kept *out, const cell *c, unsigned row, unsigned span, const char *h_merge) {
  put(out, "<w:tc><w:tcPr><w:gridSpan w:val='%u'/>%s", span, h_merge);
  if (c->row_span > 1)
    put(out, row == c->row ? "<w:vMerge w:val='restart'/>" : "<w:vMerge/>");
  put(out, "</w:tcPr><w:p>");
  if (row == c->row && strstr(h_merge, "continue") == NULL)
    put_word(out, "<w:r><w:t>", c, "</w:t></w:r>");
  put(out, "</w:p></w:tc>");
}

/* The old way to merge, w:hMerge, has a w:tc for each piece, the last of which may itself be wide. */
static void put_word_cell(kept *out, const cell *c, unsigned row) {
  if (!c->is_odd || c->col_span < 2) {
    put_tc(out, c, row, c->col_span, "");
    return;
  }
  put_tc(out, c, row, 1, "<w:hMerge w:val='restart'/>");
  put_tc(out, c, row, c->col_span - 1, "<w:hMerge w:val='continue'/>");
}

/* A cell that is no more than room may be none: the row is said to begin behind it, or to end before it. */
static int is_room(const cell *c) {
  return c->is_odd && c->word == EMPTY && c->row_span == 1;
}

static void put_word_row(kept *out, const grid *g, unsigned row) {
  const cell *first = &g->cells[g->at[row][0]], *last = &g->cells[g->at[row][g->n_cols - 1]];
  unsigned from = is_room(first) && first->col_span < g->n_cols ? first->col_span : 0;
  unsigned to = is_room(last) && last->col > from ? last->col : g->n_cols; /* a row without cells is none */
  put(out, "<w:tr><w:trPr><w:gridBefore w:val='%u'/><w:gridAfter w:val='%u'/></w:trPr>", from, g->n_cols - to);
  for (unsigned col = from; col < to; col += g->cells[g->at[row][col]].col_span)
    put_word_cell(out, &g->cells[g->at[row][col]], row);
  put(out, "</w:tr>");
}

static gk_str write_word(kept *out, const grid *g) {
  put(out, "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:tbl>");
  for (unsigned row = 0; row < g->n_rows; row++)
    put_word_row(out, g, row);
  put(out, "</w:tbl></w:body></w:document>");
  return docx_pack(kept_str(out));
}

/* How many cells from here on in the row are the same: they may be written once. */
static unsigned count_same(const grid *g, unsigned row, unsigned col) {
  const cell *c = &g->cells[g->at[row][col]];
  unsigned n = 1;
  for (; col + n < g->n_cols && c->is_odd && c->row_span * c->col_span == 1; n++) {
    const cell *other = &g->cells[g->at[row][col + n]];
    if (other->row_span * other->col_span != 1 || other->word != c->word)
      break;
  }
  return n;
}

static void put_open_row(kept *out, const grid *g, unsigned row) {
  for (unsigned col = 0, n; col < g->n_cols; col += n) {
    const cell *c = &g->cells[g->at[row][col]];
    n = c->col_span;
    if (row > c->row) {
      put(out, "<table:covered-table-cell table:number-columns-repeated='%u'/>", n);
      continue;
    }
    unsigned n_same = count_same(g, row, col);
    put(out,
        "<table:table-cell table:number-columns-spanned='%u' table:number-rows-spanned='%u' "
        "table:number-columns-repeated='%u'>",
        n, c->row_span, n_same);
    put_word(out, "<text:p>", c, "</text:p>");
    put(out, "</table:table-cell>");
    for (unsigned k = 1; k < n; k++)
      put(out, "<table:covered-table-cell/>");
    n = n_same > 1 ? n_same : n;
  }
}

static gk_str write_open(kept *out, const grid *g) {
  put(out, "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
           "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "
           "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:text><table:table>");
  for (unsigned row = 0, n; row < g->n_rows; row += n) {
    for (n = 1; row + n < g->n_rows && g->repeats[row + n]; n++)
      ;
    put(out, "<table:table-row table:number-rows-repeated='%u'>", n);
    put_open_row(out, g, row);
    put(out, "</table:table-row>");
  }
  put(out, "</table:table></office:text></office:body></office:document-content>");
  return odt_pack(kept_str(out));
}

/* A row span of 0 goes to the end of the rows. */
static gk_str write_page(kept *out, const grid *g) {
  put(out, "<!doctype html><table>");
  for (unsigned row = 0; row < g->n_rows; row++) {
    put(out, "<tr>");
    for (unsigned col = 0; col < g->n_cols; col += g->cells[g->at[row][col]].col_span) {
      const cell *c = &g->cells[g->at[row][col]];
      if (row > c->row)
        continue;
      int to_end = c->is_odd && c->row + c->row_span == g->n_rows;
      put(out, "<td colspan=%u rowspan=%u>", c->col_span, to_end ? 0 : c->row_span);
      put_word(out, "", c, "");
      put(out, "</td>");
    }
    put(out, "</tr>");
  }
  put(out, "</table>");
  return kept_str(out);
}

/* Reading */

static int is_same_cell(const gk_node *nodes, size_t i, const cell *c) {
  char word[16];
  size_t n = c->word == EMPTY ? 0 : (size_t)snprintf(word, sizeof word, "%u", c->word);
  const gk_node *node = &nodes[i];
  if (node->u.cell.row != c->row || node->u.cell.col != c->col || node->u.cell.row_span != c->row_span ||
      node->u.cell.col_span != c->col_span)
    return 0;
  if (node->end == i + 1)
    return n == 0;
  const gk_text *text = &nodes[i + 1].u.para;
  return nodes[i + 1].kind == GK_NODE_PARA && text->n == n && (n == 0 || memcmp(text->p, word, n) == 0);
}

static int is_same_table(const gk_node *nodes, size_t i, const grid *g) {
  size_t end = nodes[i].end, n = 0;
  if (nodes[i].u.table.n_rows != g->n_rows || nodes[i].u.table.n_cols != g->n_cols)
    return 0;
  for (i++; i < end && n < g->n_cells && is_same_cell(nodes, i, &g->cells[n]); n++)
    i = nodes[i].end;
  return n == g->n_cells && i == end;
}

/* Whether a document is the table, and nothing besides. */
static int says(gk_str document, const grid *g) {
  gk_arena arena;
  gk_doc doc;
  gk_arena_init(&arena, NULL, 0);
  int is_same = gk_doc_parse(&arena, document, NULL, &doc, NULL) == GK_OK && doc.layout.n_nodes > 0 &&
                doc.layout.nodes[0].kind == GK_NODE_TABLE && doc.layout.nodes[0].end == doc.layout.n_nodes &&
                is_same_table(doc.layout.nodes, 0, g);
  gk_arena_free(&arena);
  return is_same;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  static const struct {
    gk_str (*write)(kept *out, const grid *g);
    const char *broken;
  } forms[] = {{write_word, "a table in Word is not read as it was written"},
               {write_open, "a table in OpenDocument is not read as it was written"},
               {write_page, "a table on a web page is not read as it was written"}};
  grid g;
  make(&g, (gk_str){(const char *)data, n});
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    kept xml = {0};
    gk_str document = forms[i].write(&xml, &g);
    int is_same = says(document, &g);
    if (document.p != xml.p)
      exact_free(document);
    free(xml.p);
    die_if(is_same ? NULL : forms[i].broken);
  }
  return 0;
}
