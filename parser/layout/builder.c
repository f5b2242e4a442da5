#include "layout/builder.h"

#include "base/checked.h"
#include "text/recode.h"
#include "text/space.h"

#include <string.h>

#define NO_NODE  UINT32_MAX
#define VERBATIM UINT32_MAX

/* A growing array in the arena. */
typedef struct vec {
  void *items;
  size_t n;
  size_t capacity;
} vec;

/* A piece of an open paragraph. */
typedef struct piece {
  uint32_t part;
  uint32_t part_off;
  uint32_t part_n;
  uint32_t text_n;
  uint32_t bytes_off; /* in the builder's bytes, or VERBATIM: the text is the source itself */
} piece;

/* What the rows so far mean for a column of the next one. */
typedef struct column {
  uint32_t merge_node; /* the cell starting here that a GK_MERGE_CONTINUE may go on with, or NO_NODE */
  uint32_t free_row;   /* the first row that no row span from above covers */
} column;

typedef struct open_table {
  uint32_t node;
  uint32_t n_rows; /* the open row is the last of them */
  uint32_t n_cols;
  uint32_t col; /* the open row's next column, before covered ones are skipped */
  int has_row_spans;
  vec columns; /* of column; its memory serves the next table of this depth too */
} open_table;

typedef enum frame_kind { FRAME_PARA, FRAME_TABLE, FRAME_ROW, FRAME_CELL } frame_kind;

typedef struct frame {
  frame_kind kind;
  uint32_t node; /* NO_NODE for a cell that goes on with one above: its content is dropped */
  int implied;   /* a paragraph that text alone has opened */
  /* How much there was of each when the frame was opened. */
  size_t n_nodes;
  size_t n_segs;
  size_t n_pieces;
  size_t n_bytes;
} frame;

/*
 * A node goes on the tape when it is opened; its `end` and text are filled in when it is closed. So a paragraph stands
 * before the text boxes in it. Pieces and bytes are stacks: those of an inner paragraph lie on top of the outer's.
 */
struct gk_builder {
  gk_arena *arena;
  const gk_limits *limits;
  gk_diags *diags;
  gk_status status;
  vec parts;  /* of gk_part */
  vec nodes;  /* of gk_node */
  vec segs;   /* of gk_seg */
  vec frames; /* of frame: what is open */
  vec tables; /* of open_table; n is the depth, entries beyond it keep their columns' memory */
  vec pieces; /* of piece: text of the open paragraphs */
  vec bytes;  /* text of pieces that are not verbatim */
  size_t n_tables_made;
  size_t n_open_paras;
};

gk_builder *gk_builder_new(gk_arena *arena, const gk_limits *limits, gk_diags *diags) {
  gk_builder *b = GK_NEW(arena, gk_builder);
  if (b == NULL)
    return NULL;
  b->arena = arena;
  b->limits = limits;
  b->diags = diags;
  return b;
}

void gk_builder_fail(gk_builder *b, gk_status status) {
  if (b->status == GK_OK)
    b->status = status;
}

gk_status gk_builder_status(const gk_builder *b) {
  return b->status;
}

/* Whether the builder goes on: it stops with `status` unless `condition` holds. */
static int require(gk_builder *b, int condition, gk_status status) {
  if (!condition)
    gk_builder_fail(b, status);
  return b->status == GK_OK;
}

/* Room for `count` more elements at the end of v, uninitialised; NULL (and the builder stopped) without memory. */
static void *push(gk_builder *b, vec *v, size_t count, size_t elem_bytes) {
  size_t need, bytes;
  if (!require(b, !gk_size_add(v->n, count, &need), GK_STATUS_NO_MEMORY))
    return NULL;
  if (need > v->capacity) {
    size_t capacity = v->capacity < 8 ? 16 : v->capacity * 2;
    if (capacity < need)
      capacity = need;
    void *p = gk_size_mul(capacity, elem_bytes, &bytes)
                  ? NULL
                  : gk_arena_grow(b->arena, v->items, v->capacity * elem_bytes, bytes, _Alignof(max_align_t));
    if (!require(b, p != NULL, GK_STATUS_NO_MEMORY))
      return NULL;
    v->items = p;
    v->capacity = capacity;
  }
  v->n = need;
  return (char *)v->items + (need - count) * elem_bytes;
}

static gk_node *node_at(const gk_builder *b, uint32_t idx) {
  return (gk_node *)b->nodes.items + idx;
}

static const gk_part *part_at(const gk_builder *b, uint32_t part) {
  return (const gk_part *)b->parts.items + part;
}

static frame *top_frame(const gk_builder *b) {
  return b->frames.n == 0 ? NULL : (frame *)b->frames.items + b->frames.n - 1;
}

static int top_is(const gk_builder *b, frame_kind kind) {
  return b->frames.n > 0 && top_frame(b)->kind == kind;
}

static open_table *top_table(const gk_builder *b) {
  return (open_table *)b->tables.items + b->tables.n - 1;
}

uint32_t gk_builder_add_part(gk_builder *b, const gk_part *part) {
  /* Offsets into a part are 32 bits wide on the tape. */
  if (!require(b, part->text.n < UINT32_MAX && part->source.n < UINT32_MAX, GK_STATUS_TOO_LARGE))
    return 0;
  gk_part *copy = push(b, &b->parts, 1, sizeof *copy);
  if (copy == NULL)
    return 0;
  *copy = *part;
  return (uint32_t)(b->parts.n - 1);
}

/* A new node of a kind at the end of the tape, cleared; NO_NODE if the builder has stopped. */
static uint32_t push_node(gk_builder *b, gk_node_kind kind, uint8_t flags, uint16_t level) {
  if (!require(b, b->nodes.n < b->limits->nodes && b->nodes.n < NO_NODE - 1, GK_STATUS_TOO_COMPLEX))
    return NO_NODE;
  gk_node *node = push(b, &b->nodes, 1, sizeof *node);
  if (node == NULL)
    return NO_NODE;
  memset(node, 0, sizeof *node);
  node->kind = (uint8_t)kind;
  node->flags = flags;
  node->level = level;
  node->end = (uint32_t)b->nodes.n;
  return (uint32_t)(b->nodes.n - 1);
}

static frame *push_frame(gk_builder *b, frame_kind kind, uint32_t node) {
  frame *f = push(b, &b->frames, 1, sizeof *f);
  if (f != NULL)
    *f = (frame){kind, node, 0, b->nodes.n, b->segs.n, b->pieces.n, b->bytes.n};
  return f;
}

static void close_frame(gk_builder *b);

/* Paragraphs */

/* Whether something that stands between rows or cells may not be opened here. */
static int in_content(const gk_builder *b) {
  return !top_is(b, FRAME_TABLE) && !top_is(b, FRAME_ROW);
}

static void close_implied_para(gk_builder *b) {
  if (b->status == GK_OK && top_is(b, FRAME_PARA) && top_frame(b)->implied)
    close_frame(b);
}

void gk_builder_open_para(gk_builder *b, uint16_t level, uint8_t flags) {
  close_implied_para(b);
  if (!require(b, in_content(b), GK_STATUS_ARGUMENT))
    return;
  if (b->n_open_paras > 0)
    flags |= GK_PARA_BOX;
  uint32_t node = push_node(b, GK_NODE_PARA, flags, level);
  if (node != NO_NODE && push_frame(b, FRAME_PARA, node) != NULL)
    b->n_open_paras++;
}

/* Makes [p, n] the last piece's continuation if it is one. */
static int extend_piece(gk_builder *b, piece *last, const piece *next) {
  int adjacent = last->part == next->part && last->part_off + last->part_n == next->part_off;
  int verbatim = last->bytes_off == VERBATIM && next->bytes_off == VERBATIM;
  int generated = last->part_n == 0 && next->part_n == 0 && last->bytes_off != VERBATIM && next->bytes_off != VERBATIM;
  if (!adjacent || !(verbatim || generated) ||
      !require(b, next->text_n < UINT32_MAX - last->text_n, GK_STATUS_TOO_LARGE))
    return 0;
  last->part_n += next->part_n;
  last->text_n += next->text_n;
  return 1;
}

static void add_piece(gk_builder *b, const piece *next) {
  if (b->pieces.n > top_frame(b)->n_pieces) {
    piece *last = (piece *)b->pieces.items + b->pieces.n - 1;
    if (next->text_n == 0 || extend_piece(b, last, next))
      return;
    if (last->text_n == 0) {
      *last = *next;
      return;
    }
  }
  piece *p = push(b, &b->pieces, 1, sizeof *p);
  if (p != NULL)
    *p = *next;
}

void gk_builder_text(gk_builder *b, uint32_t part, gk_str text, gk_str source) {
  if (b->status == GK_OK && !top_is(b, FRAME_PARA)) {
    gk_builder_open_para(b, 0, 0);
    if (b->status == GK_OK)
      top_frame(b)->implied = 1;
  }
  if (!require(b, part < b->parts.n, GK_STATUS_ARGUMENT))
    return;
  gk_str whole = part_at(b, part)->text;
  size_t off = (size_t)((uintptr_t)source.p - (uintptr_t)whole.p);
  if (!require(b, source.p != NULL && off <= whole.n && source.n <= whole.n - off, GK_STATUS_ARGUMENT) ||
      !require(b, text.n < UINT32_MAX && b->bytes.n < UINT32_MAX - text.n, GK_STATUS_TOO_LARGE))
    return;
  piece next = {part, (uint32_t)off, (uint32_t)source.n, (uint32_t)text.n, VERBATIM};
  if (text.n == 0) {
    next.part_n = 0; /* an empty piece says where an empty paragraph stands */
  } else if (text.p != source.p || text.n != source.n) {
    char *copy = push(b, &b->bytes, text.n, 1);
    if (copy == NULL)
      return;
    next.bytes_off = (uint32_t)(b->bytes.n - text.n);
    memcpy(copy, text.p, text.n);
  }
  add_piece(b, &next);
}

static const char *piece_text(const gk_builder *b, const piece *p) {
  if (p->bytes_off != VERBATIM)
    return (const char *)b->bytes.items + p->bytes_off;
  return part_at(b, p->part)->text.p + p->part_off;
}

static size_t total_text(const piece *pieces, size_t n) {
  size_t total = 0;
  for (size_t i = 0; i < n; i++)
    total += pieces[i].text_n;
  return total;
}

/* Copies the pieces into one text with a segment for each. */
static void join(gk_builder *b, const piece *pieces, size_t n, gk_text *out) {
  size_t total = total_text(pieces, n);
  if (!require(b, total < UINT32_MAX, GK_STATUS_TOO_LARGE) ||
      !require(b, n <= b->limits->segments && b->segs.n <= b->limits->segments - n, GK_STATUS_TOO_COMPLEX) ||
      !require(b, b->segs.n < UINT32_MAX - n, GK_STATUS_TOO_COMPLEX))
    return;
  gk_seg *segs = push(b, &b->segs, n, sizeof *segs);
  char *text = gk_arena_alloc(b->arena, total, 1);
  if (!require(b, segs != NULL && text != NULL, GK_STATUS_NO_MEMORY))
    return;
  uint32_t at = 0;
  for (size_t i = 0; i < n; i++) {
    memcpy(text + at, piece_text(b, &pieces[i]), pieces[i].text_n);
    segs[i] = (gk_seg){at, pieces[i].part_off, pieces[i].part_n, pieces[i].part};
    at += pieces[i].text_n;
  }
  *out = (gk_text){text, at, (uint32_t)(b->segs.n - n), (uint32_t)n, 0};
}

static gk_text gathered_text(gk_builder *b, const frame *f) {
  gk_text text = {0};
  size_t n = b->pieces.n - f->n_pieces;
  if (n == 0)
    return text;
  const piece *pieces = (const piece *)b->pieces.items + f->n_pieces;
  if (n == 1 && pieces->bytes_off == VERBATIM)
    return (gk_text){piece_text(b, pieces), pieces->text_n, 0, 0, pieces->part};
  join(b, pieces, n, &text);
  return text;
}

static void finish_para(gk_builder *b, const frame *f) {
  node_at(b, f->node)->u.para = gathered_text(b, f);
  b->pieces.n = f->n_pieces;
  b->bytes.n = f->n_bytes;
  b->n_open_paras--;
}

/* Tables */

void gk_builder_open_table(gk_builder *b, uint8_t flags) {
  close_implied_para(b);
  if (!require(b, in_content(b), GK_STATUS_ARGUMENT) ||
      !require(b, b->tables.n < b->limits->table_depth && b->tables.n < UINT16_MAX, GK_STATUS_TOO_COMPLEX))
    return;
  uint32_t node = push_node(b, GK_NODE_TABLE, flags, (uint16_t)b->tables.n);
  open_table *t = push(b, &b->tables, 1, sizeof *t);
  if (b->status != GK_OK || push_frame(b, FRAME_TABLE, node) == NULL)
    return;
  vec columns = {0};
  if (b->tables.n <= b->n_tables_made)
    columns = t->columns;
  else
    b->n_tables_made = b->tables.n;
  columns.n = 0;
  *t = (open_table){.node = node, .columns = columns};
}

void gk_builder_open_row(gk_builder *b) {
  if (!require(b, top_is(b, FRAME_TABLE), GK_STATUS_ARGUMENT))
    return;
  open_table *t = top_table(b);
  if (!require(b, t->n_rows < b->limits->table_rows && t->n_rows < UINT32_MAX - 1, GK_STATUS_TOO_COMPLEX) ||
      push_frame(b, FRAME_ROW, NO_NODE) == NULL)
    return;
  t->n_rows++;
  t->col = 0;
}

static void diag_span(gk_builder *b, uint32_t part, uint32_t part_off, uint32_t want, uint32_t got) {
  gk_diags_add(b->diags, (gk_diag){.kind = &GK_DIAG_SPAN_CLAMPED,
                                   .cell = GK_NO_CELL,
                                   .part = (uint16_t)part,
                                   .off = gk_recode_source_off(part_at(b, part), part_off),
                                   .args = {want, got}});
}

static column *column_at(const open_table *t, uint32_t col) {
  return (column *)t->columns.items + col;
}

static int is_covered(const open_table *t, uint32_t col) {
  return col < t->columns.n && column_at(t, col)->free_row >= t->n_rows;
}

/* Where a cell of the open row comes to stand. */
typedef struct place {
  uint32_t part;
  uint32_t part_off;
  uint32_t row;
  uint32_t col;
  uint32_t span;
} place;

/* Fills in the next free columns of the open row, at most p->span of them; 0 if the builder has stopped. */
static int find_place(gk_builder *b, place *p) {
  if (!require(b, top_is(b, FRAME_ROW) && p->part < b->parts.n, GK_STATUS_ARGUMENT) ||
      !require(b, p->part_off <= part_at(b, p->part)->text.n, GK_STATUS_ARGUMENT))
    return 0;
  open_table *t = top_table(b);
  while (is_covered(t, t->col))
    t->col++;
  uint32_t want = p->span > 0 ? p->span : 1, got = 0;
  while (got < want && t->col + got < b->limits->table_columns && !is_covered(t, t->col + got))
    got++;
  if (!require(b, got > 0, GK_STATUS_TOO_COMPLEX))
    return 0;
  if (got < want)
    diag_span(b, p->part, p->part_off, want, got);
  p->row = t->n_rows - 1;
  p->col = t->col;
  p->span = got;
  t->col += got;
  if (t->n_cols < t->col)
    t->n_cols = t->col;
  size_t n_new = t->col > t->columns.n ? t->col - t->columns.n : 0;
  column *new_columns = push(b, &t->columns, n_new, sizeof *new_columns);
  for (size_t i = 0; new_columns != NULL && i < n_new; i++)
    new_columns[i] = (column){NO_NODE, 0};
  return b->status == GK_OK;
}

static uint32_t push_cell(gk_builder *b, const place *p, uint8_t flags) {
  uint32_t idx = push_node(b, GK_NODE_CELL, flags, 0);
  if (idx == NO_NODE)
    return idx;
  gk_node *node = node_at(b, idx);
  node->u.cell.row = p->row;
  node->u.cell.col = p->col;
  node->u.cell.row_span = 1;
  node->u.cell.col_span = p->span;
  node->u.cell.part = p->part;
  node->u.cell.part_off = p->part_off;
  return idx;
}

void gk_builder_skip_cols(gk_builder *b, uint32_t part, uint32_t part_off, uint32_t n) {
  place p = {.part = part, .part_off = part_off, .span = n};
  if (n > 0 && find_place(b, &p))
    push_cell(b, &p, GK_CELL_VIRTUAL);
}

/* Lets the merged cell above grow into this row; 0 if there is none that fits. */
static int continue_merge(gk_builder *b, const place *p) {
  uint32_t idx = column_at(top_table(b), p->col)->merge_node;
  if (idx == NO_NODE)
    return 0;
  gk_node *origin = node_at(b, idx);
  if (origin->u.cell.col_span != p->span || origin->u.cell.row + origin->u.cell.row_span != p->row)
    return 0;
  origin->u.cell.row_span++;
  return 1;
}

void gk_builder_open_cell(gk_builder *b, uint32_t part, uint32_t part_off, uint32_t col_span, gk_merge merge) {
  place p = {.part = part, .part_off = part_off, .span = col_span};
  if (!find_place(b, &p))
    return;
  if (merge == GK_MERGE_CONTINUE) {
    if (continue_merge(b, &p)) {
      push_frame(b, FRAME_CELL, NO_NODE);
      return;
    }
    gk_diags_add(b->diags, (gk_diag){.kind = &GK_DIAG_MERGE_ORPHAN,
                                     .cell = GK_NO_CELL,
                                     .part = (uint16_t)part,
                                     .off = gk_recode_source_off(part_at(b, part), part_off),
                                     .args = {(int64_t)p.row + 1}});
  }
  uint32_t node = push_cell(b, &p, 0);
  if (node == NO_NODE || push_frame(b, FRAME_CELL, node) == NULL)
    return;
  column_at(top_table(b), p.col)->merge_node = merge == GK_MERGE_START ? node : NO_NODE;
}

void gk_builder_set_row_span(gk_builder *b, uint32_t row_span) {
  close_implied_para(b);
  if (!require(b, top_is(b, FRAME_CELL), GK_STATUS_ARGUMENT) || top_frame(b)->node == NO_NODE || row_span < 2)
    return;
  gk_node *cell = node_at(b, top_frame(b)->node);
  open_table *t = top_table(b);
  /* What goes beyond the table's last row is cut when that is known. */
  if (row_span > UINT32_MAX - cell->u.cell.row)
    row_span = UINT32_MAX - cell->u.cell.row;
  cell->u.cell.row_span = row_span;
  t->has_row_spans = 1;
  for (uint32_t i = 0; i < cell->u.cell.col_span; i++)
    column_at(t, cell->u.cell.col + i)->free_row = cell->u.cell.row + row_span;
}

/* Row spans may reach beyond the last row only until it is known. */
static void cut_row_spans(gk_builder *b, const open_table *t) {
  for (uint32_t i = t->node + 1; i < node_at(b, t->node)->end; i = node_at(b, i)->end) {
    gk_node *cell = node_at(b, i);
    uint32_t left = t->n_rows - cell->u.cell.row, want = cell->u.cell.row_span;
    if (want <= left)
      continue;
    cell->u.cell.row_span = left;
    diag_span(b, cell->u.cell.part, cell->u.cell.part_off, want, left);
  }
}

static void finish_table(gk_builder *b, const frame *f) {
  open_table *t = top_table(b);
  gk_node *table = node_at(b, f->node);
  table->end = (uint32_t)b->nodes.n;
  table->u.table.n_rows = t->n_rows;
  table->u.table.n_cols = t->n_cols;
  if (t->has_row_spans)
    cut_row_spans(b, t);
  b->tables.n--;
}

static gk_diag hidden_text(const gk_builder *b, const frame *f) {
  gk_diag diag = {.kind = &GK_DIAG_HIDDEN_TEXT, .cell = GK_NO_CELL};
  const gk_layout layout = {.segs = b->segs.items, .n_segs = b->segs.n, .parts = b->parts.items, .n_parts = b->parts.n};
  for (size_t i = f->n_nodes; i < b->nodes.n; i++) {
    const gk_node *node = node_at(b, (uint32_t)i);
    if (node->kind != GK_NODE_PARA || gk_str_is_blank((gk_str){node->u.para.p, node->u.para.n}))
      continue;
    if (diag.args[0]++ == 0) {
      gk_span span = gk_layout_locate(&layout, &node->u.para, (gk_str){node->u.para.p, node->u.para.n});
      diag.part = (uint16_t)span.part;
      diag.off = span.off;
      diag.n = span.n;
    }
  }
  return diag;
}

/* What stands in a cell that is merged into the one above does not show in the document: it leaves the tape again. */
static void drop_content(gk_builder *b, const frame *f) {
  gk_diag diag = hidden_text(b, f);
  if (diag.args[0] > 0)
    gk_diags_add(b->diags, diag);
  b->nodes.n = f->n_nodes;
  b->segs.n = f->n_segs;
}

/* Pops what was opened last. */
static void close_frame(gk_builder *b) {
  const frame f = *top_frame(b);
  b->frames.n--;
  if (f.kind == FRAME_PARA)
    finish_para(b, &f);
  else if (f.kind == FRAME_TABLE)
    finish_table(b, &f);
  else if (f.kind == FRAME_CELL && f.node == NO_NODE)
    drop_content(b, &f);
  else if (f.kind == FRAME_CELL)
    node_at(b, f.node)->end = (uint32_t)b->nodes.n;
}

static void close_kind(gk_builder *b, frame_kind kind) {
  if (kind != FRAME_PARA)
    close_implied_para(b);
  if (require(b, top_is(b, kind), GK_STATUS_ARGUMENT))
    close_frame(b);
}

void gk_builder_close_para(gk_builder *b) {
  close_kind(b, FRAME_PARA);
}

void gk_builder_close_cell(gk_builder *b) {
  close_kind(b, FRAME_CELL);
}

void gk_builder_close_row(gk_builder *b) {
  close_kind(b, FRAME_ROW);
}

void gk_builder_close_table(gk_builder *b) {
  close_kind(b, FRAME_TABLE);
}

gk_status gk_builder_finish(gk_builder *b, gk_layout *out) {
  while (b->status == GK_OK && b->frames.n > 0)
    close_frame(b);
  *out = (gk_layout){0};
  if (b->status == GK_OK)
    *out = (gk_layout){b->nodes.items, b->nodes.n, b->segs.items, b->segs.n, b->parts.items, b->parts.n};
  return b->status;
}
