/*
 * lines_piece.c: what stands in the lines, word by word: text that may be of a label, values, blanks.
 */
#include "extract/lines.h"

#include "extract/fold.h"
#include "extract/value.h"

enum {
  ODD_CHARS = 6,  /* what stands for a number has no more */
  MAX_PARTS = 32, /* labels in one piece */
  MAX_LABEL_BYTES = 160,
  MAX_FLAT_BYTES = 512, /* a text longer than this is no row of labels */
  MAX_TORN = 8,         /* words that a row of labels was torn into */
  MAX_LEAD = 64,        /* paragraphs before a list */
};

static int is_digit(uint32_t cp) {
  return cp >= '0' && cp <= '9';
}

static int has_digit(gk_str text) {
  for (size_t i = 0; i < text.n;)
    if (is_digit(gk_fold_cp(gk_utf8_next(text, &i))))
      return 1;
  return 0;
}

/* What is no number but stands for one, such as "0/0", "1 or 2": short, with a digit at its end. */
static int is_odd_number(gk_str text) {
  size_t n = 0;
  uint32_t cp = 0;
  for (size_t i = 0; i < text.n; n++)
    cp = gk_fold_cp(gk_utf8_next(text, &i));
  return n <= ODD_CHARS && is_digit(cp);
}

/* Chinese numerals are left to labels: 三、本年度… may stand one character a line. */
static int is_value(gk_str text) {
  gk_cell_state state = gk_value_read(text, GK_CELL_AMOUNT).state;
  if (state == GK_STATE_UNREADABLE)
    state = gk_value_read(text, GK_CELL_SIGNED).state;
  return state == GK_STATE_NOT_APPLICABLE || (state == GK_STATE_NUMBER ? has_digit(text) : is_odd_number(text));
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

/* Whether more than a blank parts two slices of one buffer. */
static int is_wide_gap(gk_str a, gk_str b) {
  return b.p - (a.p + a.n) > 1;
}

/* "317.7" and "万元", "增" and "5" are one value each; not those of two columns of a page. */
static int joins(const gk_lines *lines, gk_piece *a, const gk_piece *b) {
  if (a->line != b->line || (a->kind == GK_PIECE_VALUE) == (b->kind == GK_PIECE_VALUE) || a->kind == GK_PIECE_BLANK ||
      b->kind == GK_PIECE_BLANK || a->cell.n_labels != 0 || b->cell.n_labels != 0)
    return 0;
  gk_str both = span_of(lines->layout, a->cell.text, b->cell.text);
  if (both.n == 0 || !is_number(both) || (!lines->is_ragged && is_wide_gap(a->cell.text, b->cell.text)))
    return 0;
  a->cell.text = both;
  a->cell.last_para = b->cell.last_para;
  a->cell.col_end = b->cell.col_end;
  a->kind = GK_PIECE_VALUE;
  return 1;
}

enum { FIRST_CAPACITY = 64 };

/* Want of memory shows in the arena. */
static void add_piece(gk_lines *lines, gk_piece piece) {
  piece.mark = GK_NO_MARK;
  if (lines->n_pieces > 0 && joins(lines, &lines->pieces[lines->n_pieces - 1], &piece))
    return;
  if (lines->n_pieces == lines->capacity) {
    uint32_t capacity = lines->capacity != 0 ? lines->capacity * 2 : FIRST_CAPACITY;
    gk_piece *grown = gk_arena_grow(lines->arena, lines->pieces, lines->capacity * sizeof *grown,
                                    (size_t)capacity * sizeof *grown, _Alignof(gk_piece));
    if (grown == NULL)
      return;
    lines->pieces = grown;
    lines->capacity = capacity;
  }
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

/* Where the next label or note begins in a text, behind a blank; text.n if there is none. "3 件" is no third label. */
static size_t next_label(gk_str text) {
  for (size_t i = 0, blank = 0; i < text.n;) {
    size_t at = i;
    uint32_t written = gk_utf8_next(text, &i), cp = gk_fold_cp(written);
    gk_str rest = {text.p + at, text.n - at};
    if (blank && cp != 0 && (cp == '(' || is_enumerated(rest)) && !is_value(rest))
      return at;
    blank = cp == 0 && at != 0;
  }
  return text.n;
}

/* The end of the longest known label that begins at `from` in a text without blanks; `from` if there is none. */
static size_t label_end(gk_str text, size_t from) {
  size_t found = from, n;
  for (size_t end = from; end < text.n && end - from < MAX_LABEL_BYTES;) {
    gk_utf8_next(text, &end);
    gk_label_key key = {.n = 0};
    gk_label_key_add(&key, (gk_str){text.p + from, end - from});
    if (gk_label_find(&key, &n) != NULL)
      found = end;
  }
  return found;
}

/* Whether a text is nothing but labels, one behind the other: "行政复议行政诉讼". */
static int is_flattened(gk_str text) {
  size_t at = 0;
  while (at < text.n) {
    size_t end = text.n <= MAX_FLAT_BYTES ? label_end(text, at) : at;
    if (end == at)
      return 0;
    at = end;
  }
  return at != 0;
}

static void add_part(gk_lines *lines, gk_piece *piece, gk_str text) {
  piece->cell.text = gk_trim(text);
  piece->cell.labels = NULL;
  piece->cell.n_labels = 0;
  gk_tcell_name(&piece->cell);
  add_piece(lines, *piece);
  piece->part++;
}

/* Labels of two columns that a single blank parts: "三、本 （一）予以公开"; labels that nothing parts. */
static void add_parts(gk_lines *lines, gk_piece piece) {
  gk_str rest = piece.cell.text;
  int is_whole = piece.kind != GK_PIECE_TEXT || piece.cell.n_labels != 0;
  int is_flat = !is_whole && is_flattened(rest);
  size_t at = is_whole ? rest.n : is_flat ? label_end(rest, 0) : next_label(rest);
  if (at == rest.n) {
    add_piece(lines, piece);
    return;
  }
  while (rest.n != 0) {
    add_part(lines, &piece, (gk_str){rest.p, at});
    rest = (gk_str){rest.p + at, rest.n - at};
    at = piece.part >= MAX_PARTS ? rest.n : is_flat ? label_end(rest, 0) : next_label(rest);
  }
}

static int is_all_labels(gk_str text) {
  size_t from = 0, n_labels = 0;
  for (size_t i = 0; i <= text.n;) {
    size_t at = i;
    int is_end = i == text.n || gk_fold_cp(gk_utf8_next(text, &i)) == 0;
    if (is_end && at > from) {
      if (!is_flattened((gk_str){text.p + from, at - from}))
        return 0;
      n_labels++;
    }
    if (at == text.n)
      break;
    from = is_end ? i : from;
  }
  return n_labels != 0;
}

/* Paragraphs right before a list that are nothing but labels are its first lines: the first of them, or the table. */
static size_t first_line(const gk_layout *layout, size_t table) {
  size_t first = table;
  for (; first > 0 && table - first < MAX_LEAD; first--) {
    const gk_node *node = &layout->nodes[first - 1];
    if (node->kind != GK_NODE_PARA || node->end != first || node->u.para.n > MAX_FLAT_BYTES ||
        !is_all_labels(gk_trim((gk_str){node->u.para.p, node->u.para.n})))
      break;
  }
  return first;
}

static void add_words(gk_lines *lines, uint32_t para, const gk_node *at) {
  gk_str text = gk_trim((gk_str){lines->layout->nodes[para].u.para.p, lines->layout->nodes[para].u.para.n});
  gk_piece piece = {.line = lines->n_lead};
  piece.cell = (gk_tcell){.node = at, .first_para = para, .last_para = para, .row_span = 1};
  for (size_t from = 0, i = 0; i <= text.n;) {
    size_t end = i;
    int is_end = i == text.n || gk_fold_cp(gk_utf8_next(text, &i)) == 0;
    if (is_end && end > from) {
      piece.cell.text = (gk_str){text.p + from, end - from};
      gk_tcell_name(&piece.cell);
      add_parts(lines, piece);
    }
    if (end == text.n)
      break;
    from = is_end ? i : from;
  }
  lines->n_lead++;
}

/* A row of labels that nothing parts may have a blank within one of them: "信息内 容本年制发件数". Then its words are
   one piece; the last of them, or the first if they are not. */
static size_t join_torn(const gk_lines *lines, size_t table, size_t first, gk_piece *piece) {
  const gk_node *nodes = lines->layout->nodes;
  size_t last = first;
  if (!lines->is_ragged || piece->kind != GK_PIECE_TEXT || piece->cell.n_labels != 0 || is_flattened(piece->cell.text))
    return first;
  for (uint32_t n = 1; n < MAX_TORN; n++) {
    size_t next = nodes[last].end, para = next + 1;
    if (next >= nodes[table].end || nodes[next].u.cell.row != nodes[first].u.cell.row || nodes[next].end != para + 1)
      return first;
    gk_str both =
        span_of(lines->layout, piece->cell.text, gk_trim((gk_str){nodes[para].u.para.p, nodes[para].u.para.n}));
    last = next;
    if (!is_flattened(both))
      continue;
    piece->cell.text = both;
    piece->cell.last_para = (uint32_t)para;
    return last;
  }
  return first;
}

static gk_status add_cells(gk_lines *lines, size_t table) {
  const gk_layout *layout = lines->layout;
  uint32_t next = lines->n_lead;
  for (size_t i = table + 1; i < layout->nodes[table].end; i = layout->nodes[i].end) {
    gk_piece piece = {.line = layout->nodes[i].u.cell.row + lines->n_lead};
    if (gk_tcell_view(lines->arena, layout, i, &piece.cell) != GK_OK)
      return GK_STATUS_NO_MEMORY;
    piece.kind = (uint8_t)kind_of(&piece.cell);
    add_blank_lines(lines, next, piece.line, &layout->nodes[i]);
    next = piece.line + 1;
    i = join_torn(lines, table, i, &piece);
    if (piece.kind != GK_PIECE_BLANK || (lines->is_ragged && !piece.cell.is_virtual))
      add_parts(lines, piece);
  }
  if (lines->n_pieces > 0)
    add_blank_lines(lines, next, lines->n_lines, lines->pieces[lines->n_pieces - 1].cell.node);
  return GK_OK;
}

gk_status gk_lines_pieces(gk_lines *lines, size_t table) {
  const gk_node *node = &lines->layout->nodes[table];
  lines->n_cols = node->u.table.n_cols;
  lines->is_ragged = (node->flags & GK_TABLE_RAGGED) != 0;
  lines->is_placed = (node->flags & GK_TABLE_PLACED) != 0;
  for (size_t i = lines->is_ragged ? first_line(lines->layout, table) : table; i < table; i++)
    add_words(lines, (uint32_t)i, node);
  lines->n_lines = node->u.table.n_rows + lines->n_lead;
  gk_status status = add_cells(lines, table);
  if (status == GK_OK && gk_arena_failed(lines->arena))
    status = GK_STATUS_NO_MEMORY;
  if (status == GK_OK)
    gk_lines_drop_parting(lines);
  return status;
}
