#include "layout/builder.h"

#include "base/checked.h"
#include "layout/cover.h"
#include "layout/pieces.h"
#include "text/recode.h"
#include "text/trim.h"

#include <string.h>

#define NO_NODE UINT32_MAX

typedef struct open_table {
  uint32_t node;
  uint32_t group;  /* the first node of the present group of rows */
  uint32_t n_rows; /* the open row is the last of them */
  uint32_t n_cols;
  uint32_t col;       /* the open row's next column, before covered ones are skipped */
  size_t first_node;  /* of the open row, or the one closed last */
  uint32_t last_cell; /* of the open row, or NO_NODE */
  /* The memory of these serves the next table of this depth too. */
  gk_cover cover; /* by row spans of the present group */
  gk_vec merges;  /* of uint32_t, a column each: the cell that starts there and may be gone on with below, or NO_NODE */
} open_table;

typedef enum frame_kind { FRAME_PARA, FRAME_TABLE, FRAME_ROW, FRAME_CELL } frame_kind;

typedef struct frame {
  frame_kind kind;
  uint32_t node; /* NO_NODE for a cell that goes on with one above: its content is dropped */
  int implied;   /* a paragraph that text alone has opened */
  /* How much there was of each when the frame was opened. */
  size_t n_nodes;
  size_t n_segs;
  gk_pieces_mark pieces;
} frame;

/*
 * A node goes on the tape when it is opened; its `end` and text are filled in when it is closed. So a paragraph stands
 * before the text boxes in it.
 */
struct gk_builder {
  gk_arena *arena;
  const gk_limits *limits;
  gk_diags *diags;
  gk_status status;
  gk_vec parts;  /* of gk_part */
  gk_vec nodes;  /* of gk_node */
  gk_vec segs;   /* of gk_seg */
  gk_vec frames; /* of frame: what is open */
  gk_vec tables; /* of open_table; n is the depth, entries beyond it keep their memory */
  gk_pieces pieces;
  size_t n_tables_made;
  size_t n_open_paras;
  size_t n_repeated; /* bytes of text */
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
static void *push(gk_builder *b, gk_vec *v, size_t count, size_t elem_bytes) {
  void *p = b->status == GK_OK ? gk_vec_push(b->arena, v, count, elem_bytes) : NULL;
  return require(b, p != NULL, GK_STATUS_NO_MEMORY) ? p : NULL;
}

static gk_node *node_at(const gk_builder *b, uint32_t idx) {
  return (gk_node *)b->nodes.items + idx;
}

static const gk_part *part_at(const gk_builder *b, uint32_t part) {
  return (const gk_part *)b->parts.items + part;
}

/* What was opened last, which there must be. */
static frame *top_frame(const gk_builder *b) {
  return (frame *)b->frames.items + b->frames.n - 1;
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
  for (size_t i = 0; i < b->parts.n; i++)
    if (part->text.n > 0 && part_at(b, (uint32_t)i)->text.p == part->text.p)
      return (uint32_t)i;
  gk_part *copy = push(b, &b->parts, 1, sizeof *copy);
  if (copy == NULL)
    return 0;
  *copy = *part;
  return (uint32_t)(b->parts.n - 1);
}

uint32_t gk_builder_offset(const gk_builder *b, uint32_t part, const char *p) {
  if (part >= b->parts.n)
    return 0;
  gk_str whole = part_at(b, part)->text;
  size_t off = (size_t)((uintptr_t)p - (uintptr_t)whole.p);
  return off <= whole.n ? (uint32_t)off : 0;
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
    *f = (frame){kind, node, 0, b->nodes.n, b->segs.n, gk_pieces_begin(&b->pieces)};
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
  if (!require(b, source.p != NULL && off <= whole.n && source.n <= whole.n - off, GK_STATUS_ARGUMENT))
    return;
  gk_status status = gk_pieces_add(&b->pieces, b->arena, top_frame(b)->pieces, part_at(b, part), part, text, source);
  if (status != GK_OK)
    gk_builder_fail(b, status);
}

static void finish_para(gk_builder *b, const frame *f) {
  gk_status status = gk_pieces_end(&b->pieces, b->arena, f->pieces, b->parts.items, &b->segs, b->limits->segments,
                                   &node_at(b, f->node)->u.para);
  if (status != GK_OK)
    gk_builder_fail(b, status);
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
  open_table last = {0};
  if (b->tables.n <= b->n_tables_made)
    last = *t;
  else
    b->n_tables_made = b->tables.n;
  gk_cover_clear(&last.cover);
  last.merges.n = 0;
  *t = (open_table){.node = node, .group = node + 1, .cover = last.cover, .merges = last.merges};
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
  t->first_node = b->nodes.n;
  t->last_cell = NO_NODE;
}

static void diag_span(gk_builder *b, uint32_t part, uint32_t part_off, uint32_t want, uint32_t got) {
  gk_diags_add(b->diags, (gk_diag){.kind = &GK_DIAG_SPAN_CLAMPED,
                                   .cell = GK_NO_CELL,
                                   .part = (uint16_t)part,
                                   .off = gk_recode_source_off(part_at(b, part), part_off),
                                   .args = {want, got}});
}

/* Covers the columns that a cell of several rows has placed itself in. */
static void cover(gk_builder *b, const gk_node *cell) {
  gk_status status = gk_cover_add(&top_table(b)->cover, b->arena, cell->u.cell.col, cell->u.cell.col_span,
                                  cell->u.cell.row + cell->u.cell.row_span);
  if (status != GK_OK)
    gk_builder_fail(b, status);
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
  uint32_t row = t->n_rows - 1, want = p->span > 0 ? p->span : 1, got = 0;
  t->col = gk_cover_next_free(&t->cover, t->col, row);
  while (got < want && t->col + got < b->limits->table_columns && !gk_cover_has(&t->cover, t->col + got, row))
    got++;
  if (!require(b, got > 0, GK_STATUS_TOO_COMPLEX))
    return 0;
  if (got < want)
    diag_span(b, p->part, p->part_off, want, got);
  *p = (place){p->part, p->part_off, row, t->col, got};
  t->col += got;
  if (t->n_cols < t->col)
    t->n_cols = t->col;
  return 1;
}

static uint32_t push_cell(gk_builder *b, const place *p, uint8_t flags) {
  uint32_t idx = push_node(b, GK_NODE_CELL, flags, 0);
  if (idx == NO_NODE)
    return idx;
  top_table(b)->last_cell = idx;
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

/* Has the cell that starts in this column gone on with below. One that ended rows ago fits nothing any more. */
static void start_merge(gk_builder *b, uint32_t col, uint32_t node) {
  gk_vec *merges = &top_table(b)->merges;
  size_t n_new = col < merges->n ? 0 : col + 1 - merges->n;
  uint32_t *added = n_new > 0 ? push(b, merges, n_new, sizeof *added) : NULL;
  for (size_t i = 0; added != NULL && i < n_new; i++)
    added[i] = NO_NODE;
  if (b->status == GK_OK)
    ((uint32_t *)merges->items)[col] = node;
}

/* Lets the merged cell above grow into this row; 0 if there is none that fits. */
static int continue_merge(gk_builder *b, const place *p) {
  const gk_vec *merges = &top_table(b)->merges;
  uint32_t idx = p->col < merges->n ? ((uint32_t *)merges->items)[p->col] : NO_NODE;
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
  if (node != NO_NODE && push_frame(b, FRAME_CELL, node) != NULL && merge == GK_MERGE_START)
    start_merge(b, p.col, node);
}

void gk_builder_set_row_span(gk_builder *b, uint32_t row_span) {
  close_implied_para(b);
  if (!require(b, top_is(b, FRAME_CELL), GK_STATUS_ARGUMENT) || top_frame(b)->node == NO_NODE || row_span < 2)
    return;
  gk_node *cell = node_at(b, top_frame(b)->node);
  /* What goes beyond the table's last row is cut when that is known. */
  if (row_span > UINT32_MAX - cell->u.cell.row)
    row_span = UINT32_MAX - cell->u.cell.row;
  cell->u.cell.row_span = row_span;
  cover(b, cell);
}

uint32_t gk_builder_next_col(const gk_builder *b) {
  if (b->status != GK_OK || b->tables.n == 0)
    return 0;
  const open_table *t = top_table(b);
  return t->n_rows > 0 ? gk_cover_next_free(&t->cover, t->col, t->n_rows - 1) : 0;
}

/* Whether the nodes [first, last) may be written `n` times more. */
static int may_repeat(gk_builder *b, size_t first, size_t last, uint32_t n) {
  size_t bytes = 0, all_bytes, n_nodes;
  for (size_t i = first; i < last; i++)
    if (node_at(b, (uint32_t)i)->kind == GK_NODE_PARA)
      bytes += node_at(b, (uint32_t)i)->u.para.n;
  if (!require(b, !gk_size_mul(bytes, n, &all_bytes) && all_bytes <= b->limits->text_bytes - b->n_repeated,
               GK_STATUS_TOO_LARGE) ||
      !require(b, !gk_size_mul(last - first, n, &n_nodes) && n_nodes <= b->limits->nodes, GK_STATUS_TOO_COMPLEX))
    return 0;
  b->n_repeated += all_bytes;
  return 1;
}

/* Copies the nodes [first, last) to the end of the tape; the index of the first copy, NO_NODE if the builder stops. */
static uint32_t copy_nodes(gk_builder *b, size_t first, size_t last) {
  size_t n = last - first, to = b->nodes.n;
  if (!require(b, n <= b->limits->nodes && to <= b->limits->nodes - n && to + n < NO_NODE, GK_STATUS_TOO_COMPLEX))
    return NO_NODE;
  gk_node *copies = push(b, &b->nodes, n, sizeof *copies);
  if (copies == NULL)
    return NO_NODE;
  memcpy(copies, node_at(b, (uint32_t)first), n * sizeof *copies);
  for (size_t i = 0; i < n; i++)
    copies[i].end += (uint32_t)(to - first);
  return (uint32_t)to;
}

void gk_builder_repeat_cell(gk_builder *b, uint32_t n) {
  if (!require(b, top_is(b, FRAME_ROW) && top_table(b)->last_cell != NO_NODE, GK_STATUS_ARGUMENT))
    return;
  const gk_node cell = *node_at(b, top_table(b)->last_cell);
  uint32_t first = top_table(b)->last_cell;
  if (!may_repeat(b, first, cell.end, n))
    return;
  for (uint32_t k = 0; k < n; k++) {
    place p = {.part = cell.u.cell.part, .part_off = cell.u.cell.part_off, .span = cell.u.cell.col_span};
    uint32_t copy = find_place(b, &p) ? copy_nodes(b, first, cell.end) : NO_NODE;
    if (copy == NO_NODE)
      return;
    node_at(b, copy)->u.cell.col = p.col;
    node_at(b, copy)->u.cell.col_span = p.span;
    if (cell.u.cell.row_span > 1)
      cover(b, node_at(b, copy));
    top_table(b)->last_cell = copy;
  }
}

void gk_builder_repeat_row(gk_builder *b, uint32_t n) {
  if (!require(b, top_is(b, FRAME_TABLE) && top_table(b)->n_rows > 0, GK_STATUS_ARGUMENT))
    return;
  open_table *t = top_table(b);
  size_t first = t->first_node, last = b->nodes.n;
  for (size_t i = first; i < last; i = node_at(b, (uint32_t)i)->end)
    if (node_at(b, (uint32_t)i)->u.cell.row_span > 1)
      return;
  if (!require(b, n <= b->limits->table_rows - t->n_rows, GK_STATUS_TOO_COMPLEX) || !may_repeat(b, first, last, n))
    return;
  for (uint32_t k = 0; k < n; k++) {
    uint32_t copy = last > first ? copy_nodes(b, first, last) : 0;
    if (copy == NO_NODE)
      return;
    for (size_t i = copy; last > first && i < b->nodes.n; i = node_at(b, (uint32_t)i)->end)
      node_at(b, (uint32_t)i)->u.cell.row = t->n_rows;
    t->n_rows++;
  }
}

/* Row spans may reach beyond their group's last row only until it is known. */
static void cut_row_spans(gk_builder *b, const open_table *t) {
  if (t->cover.used == 0) /* no cell of this group has any */
    return;
  for (uint32_t i = t->group; i < b->nodes.n; i = node_at(b, i)->end) {
    gk_node *cell = node_at(b, i);
    uint32_t left = t->n_rows - cell->u.cell.row, want = cell->u.cell.row_span;
    if (want <= left)
      continue;
    cell->u.cell.row_span = left;
    diag_span(b, cell->u.cell.part, cell->u.cell.part_off, want, left);
  }
}

void gk_builder_end_row_group(gk_builder *b) {
  if (!require(b, top_is(b, FRAME_TABLE), GK_STATUS_ARGUMENT))
    return;
  open_table *t = top_table(b);
  cut_row_spans(b, t);
  t->group = (uint32_t)b->nodes.n;
  gk_cover_clear(&t->cover);
}

static void finish_table(gk_builder *b, const frame *f) {
  open_table *t = top_table(b);
  gk_node *table = node_at(b, f->node);
  table->end = (uint32_t)b->nodes.n;
  table->u.table.n_rows = t->n_rows;
  table->u.table.n_cols = t->n_cols;
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
