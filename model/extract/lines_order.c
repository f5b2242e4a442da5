/*
 * lines_order.c: the values of rows where only the order of words is known. Values in one line stand in the order of
 * their columns; values one a line only do if the text gives a table's cells one by one, and not the page as it was
 * drawn: there, a cell that is higher or lower than its neighbours comes before or after them. A run of values is a
 * row's if it stands in a line with its label, if the label's pieces enclose it, or if it follows and every label
 * around is followed by its own. Where labels and values come in blocks, their number and the sums of every row have to
 * agree.
 */
#include "extract/lines.h"

#include "extract/value.h"

enum { STEADY_SHARE = 4 }; /* full rows for each that is not */

/* A label without values yet, or a run of values without a label. */
typedef struct item {
  uint32_t mark; /* GK_NO_MARK for a run */
  uint32_t from; /* pieces of a run */
  uint32_t n;
  uint8_t is_apart; /* something else stands between this and the item before */
} item;

typedef struct orderer {
  gk_lines *lines;
  item *items;
  uint32_t n;
  int is_alternating; /* labels and runs */
  int is_uneven;      /* some run has too few or too many values: others may be right in number only by chance */
} orderer;

static gk_status decide_run(gk_lines *lines, uint32_t at, uint32_t from) {
  const gk_tcell *cells[GK_DISPUTE_VALUES];
  uint32_t n = lines->marks[at].width;
  if (n > GK_DISPUTE_VALUES)
    return GK_OK;
  for (uint32_t i = 0; i < n; from++)
    if (lines->pieces[from].kind == GK_PIECE_VALUE)
      cells[i++] = &lines->pieces[from].cell;
  return gk_lines_decide(lines, &lines->marks[at], cells, n);
}

static int is_value(const gk_lines *lines, uint32_t i) {
  return lines->pieces[i].kind == GK_PIECE_VALUE;
}

/* The end of a run of values; blank cells in it do not count. */
static uint32_t run_end(const gk_lines *lines, uint32_t from, uint32_t *n) {
  uint32_t end = from;
  *n = 0;
  for (uint32_t i = from; i < lines->n_pieces && lines->pieces[i].kind != GK_PIECE_TEXT; i++)
    if (is_value(lines, i)) {
      ++*n;
      end = i + 1;
    }
  return end;
}

static int is_in_line(const gk_lines *lines, uint32_t from, uint32_t n) {
  uint32_t line = lines->pieces[from].line;
  for (uint32_t i = from; n > 0; i++) {
    n -= (uint32_t)is_value(lines, i);
    if (lines->pieces[i].line != line)
      return 0;
  }
  return 1;
}

static uint32_t mark_of(const gk_lines *lines, uint32_t piece) {
  return lines->pieces[piece].mark;
}

/* How many values stand behind pieces of a row's label, or behind what is no row's between it and the next. */
static void count_beside(gk_lines *lines) {
  gk_mark *row = NULL;
  for (uint32_t i = 0; i < lines->n_marks; i++)
    lines->marks[i].n_beside = 0;
  for (uint32_t i = 0; i + 1 < lines->n_pieces; i++) {
    if (lines->pieces[i].kind != GK_PIECE_TEXT)
      continue;
    gk_mark *mark = &lines->marks[mark_of(lines, i)];
    row = mark->role == GK_MARK_ROW ? mark : mark->role == GK_MARK_HEADER ? NULL : row;
    uint32_t n;
    run_end(lines, i + 1, &n);
    if (row != NULL)
      row->n_beside += n;
  }
}

/* Labels have their values in one line with a piece of them, and nothing else behind. */
static gk_status take_lines(gk_lines *lines) {
  gk_status status = GK_OK;
  for (uint32_t i = 0; i + 1 < lines->n_pieces && status == GK_OK; i++) {
    uint32_t line = lines->pieces[i].line, n = 0, end = i + 1;
    if (lines->pieces[i].kind != GK_PIECE_TEXT || !is_value(lines, i + 1) || lines->pieces[i + 1].line != line)
      continue;
    for (; end < lines->n_pieces && lines->pieces[end].line == line && is_value(lines, end); end++)
      n++;
    gk_mark *mark = &lines->marks[mark_of(lines, i)];
    int is_last = end == lines->n_pieces || lines->pieces[end].line != line;
    if (mark->role == GK_MARK_ROW && is_last && n == mark->width && n == mark->n_beside && !mark->is_decided)
      status = decide_run(lines, mark_of(lines, i), i + 1);
    if (mark->is_decided)
      mark->run = i + 1;
  }
  return status;
}

/* A label goes on behind its values. */
static gk_status take_enclosed(gk_lines *lines) {
  gk_status status = GK_OK;
  for (uint32_t i = 0; i + 1 < lines->n_pieces && status == GK_OK; i++) {
    uint32_t n;
    if (lines->pieces[i].kind != GK_PIECE_TEXT || !is_value(lines, i + 1))
      continue;
    uint32_t end = run_end(lines, i + 1, &n);
    while (end < lines->n_pieces && lines->pieces[end].kind == GK_PIECE_BLANK)
      end++;
    gk_mark *mark = &lines->marks[mark_of(lines, i)];
    if (end == lines->n_pieces || mark_of(lines, end) != mark_of(lines, i) || mark->role != GK_MARK_ROW ||
        mark->is_decided || n != mark->width || n != mark->n_beside || !is_in_line(lines, i + 1, n))
      continue;
    status = decide_run(lines, mark_of(lines, i), i + 1);
    mark->run = i + 1;
  }
  return status;
}

/* Text of no known label right before values is a row's all the same: they are not to be taken for another's. */
static void find_unknown_rows(gk_lines *lines) {
  for (uint32_t i = 0; i + 1 < lines->n_pieces; i++) {
    if (lines->pieces[i].kind != GK_PIECE_TEXT || !is_value(lines, i + 1))
      continue;
    gk_mark *mark = &lines->marks[mark_of(lines, i)];
    if (!mark->is_known && !mark->is_note && mark->role == GK_MARK_ASIDE)
      mark->role = GK_MARK_ROW;
  }
}

static void add_run(orderer *o, uint32_t from, uint32_t n, int is_apart) {
  o->items[o->n++] = (item){.mark = GK_NO_MARK, .from = from, .n = n, .is_apart = (uint8_t)is_apart};
}

/* Whether those n values are the ones of a row that has been read already. */
static int is_taken(const gk_lines *lines, uint32_t from) {
  uint32_t before = from > 0 ? mark_of(lines, from - 1) : GK_NO_MARK;
  return before != GK_NO_MARK && lines->marks[before].is_decided && lines->marks[before].run == from;
}

/* What is left between two pieces, labels and runs, in order. */
static void list_items(orderer *o, uint32_t from, uint32_t to) {
  const gk_lines *lines = o->lines;
  int is_apart = 0;
  o->n = 0;
  for (uint32_t i = from; i < to;) {
    uint32_t n, mark = mark_of(lines, i);
    if (is_value(lines, i)) {
      uint32_t end = run_end(lines, i, &n);
      add_run(o, i, n, is_apart);
      is_apart = 0;
      i = end > to ? to : end;
      continue;
    }
    if (lines->pieces[i].kind == GK_PIECE_TEXT && lines->marks[mark].role != GK_MARK_ROW)
      is_apart |= lines->marks[mark].role == GK_MARK_HEADER || !lines->marks[mark].is_known;
    if (lines->pieces[i].kind == GK_PIECE_TEXT && lines->marks[mark].role == GK_MARK_ROW &&
        lines->marks[mark].first == i) {
      o->items[o->n++] = (item){.mark = mark, .is_apart = (uint8_t)is_apart};
      is_apart = 0;
    }
    i++;
  }
}

static int is_label(const orderer *o, uint32_t i) {
  return i < o->n && o->items[i].mark != GK_NO_MARK;
}

static int is_run(const orderer *o, uint32_t i) {
  return i < o->n && o->items[i].mark == GK_NO_MARK;
}

static uint32_t width_at(const orderer *o, uint32_t i) {
  return o->lines->marks[o->items[i].mark].width;
}

/* Label, values, label, values, a label first: then no values stand before their label. A run of too many is one whose
   numbers were broken over lines, if it is less than two rows. */
static int is_alternating(const orderer *o) {
  for (uint32_t i = 0; i < o->n; i++)
    if (is_label(o, i) != (i % 2 == 0) || (i > 0 && o->items[i].is_apart))
      return 0;
  return o->n % 2 == 0;
}

static int may_be_anothers(const orderer *o, uint32_t run, uint32_t width) {
  uint32_t n = o->items[run].n;
  return n > width && !(o->is_alternating && n < 2 * width);
}

/* A label followed by its values, among others that are. */
static int is_pair(const orderer *o, uint32_t i) {
  uint32_t width = width_at(o, i);
  if (!is_run(o, i + 1) || o->items[i + 1].is_apart || o->items[i + 1].n != width || width == 0)
    return 0;
  if (i > 0 && (is_label(o, i - 1) || (i == 1 && o->items[0].n >= width) || may_be_anothers(o, i - 1, width)))
    return 0;
  return i + 2 == o->n || (is_label(o, i + 2) && is_run(o, i + 3)); /* not a second run: numbers broken over lines */
}

static const gk_tcell **cells_of(const orderer *o, uint32_t from, uint32_t n, const gk_tcell **cells) {
  for (uint32_t i = 0; i < n; from++)
    if (is_value(o->lines, from))
      cells[i++] = &o->lines->pieces[from].cell;
  return cells;
}

static gk_status take_pairs(orderer *o) {
  const gk_tcell *cells[GK_DISPUTE_VALUES];
  gk_status status = GK_OK;
  for (uint32_t i = 0; i < o->n && status == GK_OK; i++) {
    if (!is_label(o, i) || !is_pair(o, i) || width_at(o, i) > GK_DISPUTE_VALUES)
      continue;
    gk_mark *mark = &o->lines->marks[o->items[i].mark];
    if (o->lines->is_drawn && !is_in_line(o->lines, o->items[i + 1].from, mark->width))
      continue;
    if (o->is_uneven && mark->table == GK_TABLE_REQUESTS &&
        !gk_lines_adds_up(cells_of(o, o->items[i + 1].from, mark->width, cells), mark->width))
      continue;
    status = decide_run(o->lines, o->items[i].mark, o->items[i + 1].from);
  }
  return status;
}

static int row_of(const orderer *o, uint32_t mark) {
  const gk_mark *m = &o->lines->marks[mark];
  return m->is_known && m->table == GK_TABLE_REQUESTS ? gk_tcell_row(&m->cell, GK_TABLE_REQUESTS) : -1;
}

enum { MAX_BLOCK_ROWS = 32 };

/* Labels and values in order, whatever blocks they came in. */
typedef struct block {
  uint32_t marks[MAX_BLOCK_ROWS];
  uint32_t n;
  const gk_tcell *cells[MAX_BLOCK_ROWS * GK_REQUEST_VALUES];
  uint32_t n_cells;
  int is_bad;
  int in_lines; /* every seven values are a line */
} block;

static int is_in_sevens(const orderer *o, const item *run) {
  for (uint32_t from = run->from, n = 0; n < run->n; n += GK_REQUEST_VALUES) {
    while (!is_value(o->lines, from))
      from++;
    if (run->n - n < GK_REQUEST_VALUES || !is_in_line(o->lines, from, GK_REQUEST_VALUES))
      return 0;
    from += GK_REQUEST_VALUES;
  }
  return 1;
}

static void gather_block(const orderer *o, block *b) {
  *b = (block){.in_lines = 1};
  for (uint32_t i = 0; i < o->n && !b->is_bad; i++) {
    const item *it = &o->items[i];
    if (is_label(o, i)) {
      b->is_bad = b->n == MAX_BLOCK_ROWS || row_of(o, it->mark) < 0 || width_at(o, i) == 0;
      if (!b->is_bad)
        b->marks[b->n++] = it->mark;
    } else {
      b->is_bad = it->n > MAX_BLOCK_ROWS * GK_REQUEST_VALUES - b->n_cells;
      if (!b->is_bad)
        cells_of(o, it->from, it->n, b->cells + b->n_cells);
      b->in_lines &= is_in_sevens(o, it);
      b->n_cells += it->n;
    }
  }
}

/* Each row of the form in its turn, none left out: in one form or the other. */
static int are_rows_whole(const orderer *o, const block *b) {
  for (size_t form = 0; form < GK_N_FORMS; form++) {
    int row = b->n == 0 ? -1 : row_of(o, b->marks[0]);
    uint32_t i = 0;
    for (; row >= 0 && row < GK_N_ROWS && i < b->n; row++) {
      if (gk_form_at(GK_FORMS[form], (gk_row)row, GK_COL_NATURAL_PERSON) == GK_NO_FORM_CELL)
        continue;
      if (row_of(o, b->marks[i]) != row)
        break;
      i++;
    }
    if (i == b->n && i != 0)
      return 1;
  }
  return 0;
}

/* Rows add up; values that were not in a line in the order of their columns must all be 0. */
static int do_rows_add_up(const block *b) {
  for (uint32_t r = 0; r < b->n; r++)
    if (!gk_lines_adds_up(b->cells + (size_t)r * GK_REQUEST_VALUES, GK_REQUEST_VALUES))
      return 0;
  for (uint32_t i = 0; i < b->n_cells && !b->in_lines; i++) {
    gk_value value = gk_value_read(b->cells[i]->text, GK_CELL_COUNT);
    if (value.state != GK_STATE_NUMBER || value.number.digits != 0)
      return 0;
  }
  return 1;
}

static gk_status take_block(orderer *o) {
  gk_status status = GK_OK;
  block *b = GK_NEW(o->lines->arena, block);
  if (b == NULL)
    return GK_STATUS_NO_MEMORY;
  gather_block(o, b);
  if (b->is_bad || b->n == 0 || b->n_cells != b->n * GK_REQUEST_VALUES || !are_rows_whole(o, b) || !do_rows_add_up(b))
    return GK_OK;
  for (uint32_t i = 0; i < b->n && status == GK_OK; i++)
    status = gk_lines_decide(o->lines, &o->lines->marks[b->marks[i]], b->cells + (size_t)i * GK_REQUEST_VALUES,
                             GK_REQUEST_VALUES);
  return status;
}

/* Label, values, label, values: nothing is left over. */
static int is_even(const orderer *o) {
  for (uint32_t i = 0; i < o->n; i++)
    if (is_label(o, i) != (i % 2 == 0) || (is_label(o, i) && !is_pair(o, i)))
      return 0;
  return 1;
}

/* Values, label, values, label, from a header on: every row's values stand before its label, and none is too many. */
static int are_values_first(const orderer *o) {
  const gk_lines *lines = o->lines;
  uint32_t first = o->items[0].from;
  if (!is_run(o, 0) || o->n % 2 != 0 || first == 0 || mark_of(lines, first - 1) == GK_NO_MARK ||
      lines->marks[mark_of(lines, first - 1)].role != GK_MARK_HEADER)
    return 0;
  for (uint32_t i = 0; i < o->n; i += 2)
    if (!is_run(o, i) || !is_label(o, i + 1) || o->items[i + 1].is_apart || o->items[i].n != width_at(o, i + 1))
      return 0;
  return 1;
}

static gk_status take_values_first(orderer *o) {
  gk_status status = GK_OK;
  for (uint32_t i = 0; i < o->n && status == GK_OK; i += 2)
    if (o->lines->marks[o->items[i + 1].mark].is_known)
      status = decide_run(o->lines, o->items[i + 1].mark, o->items[i].from);
  return status;
}

static gk_status take_stretch(orderer *o, uint32_t from, uint32_t to) {
  list_items(o, from, to);
  if (o->n == 0)
    return GK_OK;
  if (are_values_first(o))
    return take_values_first(o);
  o->is_alternating = is_alternating(o);
  if (!is_even(o)) {
    gk_status status = take_block(o);
    if (status != GK_OK || (is_label(o, 0) && o->lines->marks[o->items[0].mark].is_decided))
      return status;
  }
  return take_pairs(o);
}

/* A row that has its values parts what stands before from what stands behind; so does a header of another table. */
static int is_border(const gk_lines *lines, uint32_t piece) {
  uint32_t mark = mark_of(lines, piece);
  if (lines->pieces[piece].kind != GK_PIECE_TEXT || mark == GK_NO_MARK || lines->marks[mark].first != piece)
    return 0;
  return lines->marks[mark].is_decided ||
         (lines->marks[mark].role == GK_MARK_HEADER && lines->marks[mark].table != GK_TABLE_REQUESTS &&
          lines->marks[mark].is_first);
}

/* Behind a border: past its label's pieces and its values. */
static uint32_t behind(const gk_lines *lines, uint32_t piece) {
  const gk_mark *mark = &lines->marks[mark_of(lines, piece)];
  uint32_t n, end = mark->last + 1;
  if (mark->role != GK_MARK_ROW)
    return piece + 1;
  if (mark->run != 0 && run_end(lines, mark->run, &n) > end)
    end = run_end(lines, mark->run, &n);
  return end;
}

/*
 * Whether rows have too few or too many values. A few with too few among many have lost blanks, and no more: were there
 * numbers of pages between the cells, some would make a row too long.
 */
static void find_uneven(orderer *o) {
  gk_lines *lines = o->lines;
  uint32_t n_few = 0, n_torn = 0, n_many = 0, n_full = 0; /* torn: too few, over lines */
  for (uint32_t i = 0; i + 1 < lines->n_pieces; i++) {
    uint32_t n;
    if (lines->pieces[i].kind != GK_PIECE_TEXT || !is_value(lines, i + 1) || is_taken(lines, i + 1))
      continue;
    run_end(lines, i + 1, &n);
    const gk_mark *mark = &lines->marks[mark_of(lines, i)];
    if (mark->role != GK_MARK_ROW || mark->table != GK_TABLE_REQUESTS)
      continue;
    n_few += n < mark->width;
    n_torn += n < mark->width && !is_in_line(lines, i + 1, n);
    n_many += n > mark->width;
    n_full += n == mark->width;
  }
  if (n_few + n_many + n_full != 0)
    lines->is_steady = n_many == 0 && n_full >= GK_LINES_STEADY && n_few * STEADY_SHARE <= n_full;
  o->is_uneven = n_torn + n_many != 0 && !lines->is_steady;
}

static gk_status take_rest(gk_lines *lines) {
  orderer o = {.lines = lines, .items = GK_NEW_ARRAY(lines->arena, item, lines->n_pieces)};
  gk_status status = o.items == NULL ? GK_STATUS_NO_MEMORY : GK_OK;
  uint32_t from = 0;
  find_uneven(&o);
  for (uint32_t i = 0; i < lines->n_pieces && status == GK_OK; i++) {
    if (!is_border(lines, i) || i < from)
      continue;
    uint32_t next = behind(lines, i);
    status = take_stretch(&o, from, i);
    from = next;
  }
  return status == GK_OK ? take_stretch(&o, from, lines->n_pieces) : status;
}

gk_status gk_lines_order(gk_lines *lines) {
  gk_status status = GK_OK;
  count_beside(lines);
  if (!lines->is_drawn)
    status = gk_lines_count(lines, GK_TABLE_DISCLOSURE);
  if (status == GK_OK && !lines->is_drawn)
    status = gk_lines_count(lines, GK_TABLE_REQUESTS);
  find_unknown_rows(lines);
  count_beside(lines);
  if (status == GK_OK)
    status = take_lines(lines);
  if (status == GK_OK)
    status = take_enclosed(lines);
  if (status == GK_OK)
    status = take_rest(lines);
  return status == GK_OK ? gk_lines_order_disputes(lines) : status;
}
