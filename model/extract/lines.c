/*
 * lines.c: a table of lines, its pieces, and the stages they go through.
 */
#include "extract/lines.h"

#include "extract/fold.h"
#include "extract/value.h"

static int is_digit(uint32_t cp) {
  return cp >= '0' && cp <= '9';
}

static int has_digit(gk_str text) {
  for (size_t i = 0; i < text.n;)
    if (is_digit(gk_fold_cp(gk_utf8_next(text, &i))))
      return 1;
  return 0;
}

/* Chinese numerals are left to labels: 三、本年度… may stand one character a line. */
static int is_value(gk_str text) {
  gk_cell_state state = gk_value_read(text, GK_CELL_AMOUNT).state;
  if (state == GK_STATE_UNREADABLE)
    state = gk_value_read(text, GK_CELL_SIGNED).state;
  return state == GK_STATE_NOT_APPLICABLE || (state == GK_STATE_NUMBER && has_digit(text));
}

static gk_piece_kind kind_of(const gk_tcell *cell) {
  if (cell->text.n == 0)
    return GK_PIECE_BLANK;
  return cell->n_labels == 0 && is_value(cell->text) ? GK_PIECE_VALUE : GK_PIECE_TEXT;
}

/* Two slices with nothing but blanks between them in one buffer are one slice. */
static gk_str span_of(const gk_layout *layout, gk_str a, gk_str b) {
  size_t region = gk_layout_region(layout, a);
  if (region == GK_NO_PART || region != gk_layout_region(layout, b) || b.p < a.p + a.n)
    return (gk_str){NULL, 0};
  gk_str gap = {a.p + a.n, (size_t)(b.p - (a.p + a.n))};
  if (gk_trim(gap).n != 0)
    return (gk_str){NULL, 0};
  return (gk_str){a.p, (size_t)(b.p + b.n - a.p)};
}

static int is_number(gk_str text) {
  return gk_value_read(text, GK_CELL_AMOUNT).state == GK_STATE_NUMBER ||
         gk_value_read(text, GK_CELL_SIGNED).state == GK_STATE_NUMBER;
}

/* "317.7" and "万元", "增" and "5" are one value each. */
static int joins(const gk_lines *lines, gk_piece *a, const gk_piece *b) {
  if (a->line != b->line || (a->kind == GK_PIECE_VALUE) == (b->kind == GK_PIECE_VALUE) || a->kind == GK_PIECE_BLANK ||
      b->kind == GK_PIECE_BLANK || a->cell.n_labels != 0 || b->cell.n_labels != 0)
    return 0;
  gk_str both = span_of(lines->layout, a->cell.text, b->cell.text);
  if (both.n == 0 || !is_number(both))
    return 0;
  a->cell.text = both;
  a->cell.last_para = b->cell.last_para;
  a->cell.col_end = b->cell.col_end;
  a->kind = GK_PIECE_VALUE;
  return 1;
}

static void add_piece(gk_lines *lines, gk_piece piece) {
  piece.mark = GK_NO_MARK;
  if (lines->n_pieces > 0 && joins(lines, &lines->pieces[lines->n_pieces - 1], &piece))
    return;
  lines->pieces[lines->n_pieces++] = piece;
}

/* A blank line stands for a cell with nothing in it, for all that is known; it has the place of the next piece. */
static void add_blank_lines(gk_lines *lines, uint32_t from, uint32_t to, const gk_node *at) {
  for (uint32_t line = from; line < to && lines->is_ragged; line++) {
    gk_piece blank = {.line = line, .kind = GK_PIECE_BLANK};
    blank.cell = (gk_tcell){.node = at, .first_para = GK_NO_PARA, .last_para = GK_NO_PARA, .row_span = 1};
    add_piece(lines, blank);
  }
}

static int is_enumerated(gk_str text) {
  gk_label_key key = {.n = 0};
  gk_label_key_add(&key, text);
  return key.ordinal != 0;
}

/* Where the next label or note begins in a text, behind a blank; text.n if there is none. */
static size_t next_label(gk_str text) {
  for (size_t i = 0, blank = 0; i < text.n;) {
    size_t at = i;
    uint32_t written = gk_utf8_next(text, &i), cp = gk_fold_cp(written);
    gk_str rest = {text.p + at, text.n - at};
    if (blank && cp != 0 && (cp == '(' || is_enumerated(rest)))
      return at;
    blank = cp == 0 && at != 0;
  }
  return text.n;
}

enum { MAX_PARTS = 8 };

/* Labels of two columns that a single blank parts: "三、本 （一）予以公开". */
static void add_parts(gk_lines *lines, gk_piece piece) {
  gk_str rest = piece.cell.text;
  size_t at = piece.kind == GK_PIECE_TEXT && piece.cell.n_labels == 0 ? next_label(rest) : rest.n;
  if (at == rest.n) {
    add_piece(lines, piece);
    return;
  }
  while (rest.n != 0) {
    piece.cell.text = gk_trim((gk_str){rest.p, at});
    piece.cell.labels = NULL;
    piece.cell.n_labels = 0;
    gk_tcell_name(&piece.cell);
    add_piece(lines, piece);
    rest = (gk_str){rest.p + at, rest.n - at};
    piece.part++;
    at = piece.part < MAX_PARTS ? next_label(rest) : rest.n;
  }
}

gk_status gk_lines_pieces(gk_lines *lines, size_t table) {
  const gk_layout *layout = lines->layout;
  const gk_node *node = &layout->nodes[table];
  size_t n = node->u.table.n_rows;
  for (size_t i = table + 1; i < node->end; i = layout->nodes[i].end)
    n += MAX_PARTS + 1;
  lines->n_lines = node->u.table.n_rows;
  lines->n_cols = node->u.table.n_cols;
  lines->is_ragged = (node->flags & GK_TABLE_RAGGED) != 0;
  lines->pieces = GK_NEW_ARRAY(lines->arena, gk_piece, n);
  if (lines->pieces == NULL)
    return GK_STATUS_NO_MEMORY;
  uint32_t next = 0;
  for (size_t i = table + 1; i < node->end; i = layout->nodes[i].end) {
    gk_piece piece = {.line = layout->nodes[i].u.cell.row};
    if (gk_tcell_view(lines->arena, layout, i, &piece.cell) != GK_OK)
      return GK_STATUS_NO_MEMORY;
    piece.kind = (uint8_t)kind_of(&piece.cell);
    add_blank_lines(lines, next, piece.line, &layout->nodes[i]);
    next = piece.line + 1;
    if (piece.kind != GK_PIECE_BLANK || (lines->is_ragged && !piece.cell.is_virtual))
      add_parts(lines, piece);
  }
  if (lines->n_pieces > 0)
    add_blank_lines(lines, next, lines->n_lines, lines->pieces[lines->n_pieces - 1].cell.node);
  gk_lines_drop_parting(lines);
  return GK_OK;
}

gk_status gk_lines_decide(gk_lines *lines, gk_mark *row, const gk_tcell *const *cells, uint32_t n) {
  row->values = GK_NEW_ARRAY(lines->arena, gk_tcell, n);
  if (row->values == NULL)
    return GK_STATUS_NO_MEMORY;
  for (uint32_t i = 0; i < n; i++)
    row->values[i] = *cells[i];
  row->n_values = n;
  row->is_decided = 1;
  return GK_OK;
}

static gk_status understand(gk_lines *lines, size_t table) {
  gk_status status = gk_lines_pieces(lines, table);
  if (status == GK_OK)
    status = gk_lines_labels(lines);
  if (status != GK_OK)
    return status;
  gk_lines_roles(lines);
  gk_lines_torn(lines);
  return GK_OK;
}

gk_status gk_lines_look(gk_arena *arena, const gk_layout *layout, gk_lines_context *context) {
  for (size_t i = 0; i < layout->n_nodes && !context->is_drawn; i++) {
    const gk_node *node = &layout->nodes[i];
    gk_lines lines = {.arena = arena, .layout = layout};
    if (node->kind != GK_NODE_TABLE || (node->flags & GK_TABLE_LINES) == 0 || (node->flags & GK_TABLE_RAGGED) == 0)
      continue;
    gk_arena_mark mark = gk_arena_mark_get(arena);
    gk_status status = understand(&lines, i);
    if (status == GK_OK)
      context->is_drawn = (uint8_t)gk_lines_look_drawn(&lines);
    gk_arena_rewind(arena, mark);
    if (status != GK_OK)
      return status;
  }
  return GK_OK;
}

gk_status gk_lines_view(gk_arena *arena, const gk_layout *layout, size_t table, gk_lines_context *context,
                        gk_grid *grid) {
  gk_lines lines = {
      .arena = arena, .layout = layout, .n_disclosure = context->n_disclosure, .is_drawn = context->is_drawn};
  gk_status status = understand(&lines, table);
  if (status == GK_OK)
    status = lines.is_ragged ? gk_lines_order(&lines) : gk_lines_place(&lines);
  if (status == GK_OK)
    status = gk_lines_write(&lines, grid);
  context->n_disclosure = lines.n_disclosure;
  return status;
}
