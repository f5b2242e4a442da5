/*
 * Text that is laid out: what converters, editors and people do to rows and cells, and what they should not. Cells are
 * cut between characters of UTF-8; a text in UTF-16 has no rows here, and its bytes are mutated.
 */
#include "mutate.h"

#include <string.h>

#include "mutate_words.h"
#include "text_rows.h"

enum { MAX_CELLS = 64 };

typedef struct job {
  mutate_random *r;
  gk_str doc;
  gk_str other;
  mutate_out *out;
  text_rows rows;
  text_span cells[MAX_CELLS]; /* of the row chosen last by choose_cells() */
  size_t n_cells;
} job;

static const gk_str nothing = {NULL, 0};

static gk_str between(gk_str doc, size_t from, size_t to) {
  return (gk_str){doc.p + from, to - from};
}

static gk_str of(const job *j, text_span s) {
  return between(j->doc, s.begin, s.end);
}

static gk_str literal(const char *s) {
  return (gk_str){s, strlen(s)};
}

static text_span row(job *j) {
  return j->rows.all[mutate_below(j->r, j->rows.n)];
}

/* A row of at least so many cells; 0 if none is found. */
static int choose_cells(job *j, size_t least) {
  enum { TRIES = 16 };
  for (int i = 0; i < TRIES; i++) {
    j->n_cells = text_cells_find(j->doc, row(j), j->cells, MAX_CELLS);
    if (j->n_cells >= least)
      return 1;
  }
  return 0;
}

static gk_str separator_of(const job *j, size_t i) {
  return i + 1 < j->n_cells ? between(j->doc, j->cells[i].end, j->cells[i + 1].begin) : nothing;
}

/* A place between two characters of a span, not at its ends unless it is short. */
static size_t within(job *j, text_span s) {
  size_t at = s.begin + 1 + mutate_below(j->r, s.end - s.begin);
  while (at < s.end && ((unsigned char)j->doc.p[at] & 0xC0) == 0x80)
    at++;
  return at < s.end ? at : s.end;
}

static mutate_made replace(job *j, size_t from, size_t to, gk_str by) {
  mutate_splice(j->out, j->doc, from, to, by);
  return MUTATE_SOUND;
}

/* ---- cells
 * ----------------------------------------------------------------------------------------------------------- */

static mutate_made drop_cell(job *j) {
  if (!choose_cells(j, 2))
    return MUTATE_NOTHING;
  size_t i = mutate_below(j->r, j->n_cells);
  int is_last = i + 1 == j->n_cells;
  return replace(j, is_last ? j->cells[i - 1].end : j->cells[i].begin,
                 is_last ? j->cells[i].end : j->cells[i + 1].begin, nothing);
}

static mutate_made double_cell(job *j) {
  if (!choose_cells(j, 2))
    return MUTATE_NOTHING;
  size_t i = mutate_below(j->r, j->n_cells - 1);
  return replace(j, j->cells[i].begin, j->cells[i].begin, between(j->doc, j->cells[i].begin, j->cells[i + 1].begin));
}

static mutate_made merge_cells(job *j) {
  if (!choose_cells(j, 2))
    return MUTATE_NOTHING;
  size_t i = mutate_below(j->r, j->n_cells - 1);
  return replace(j, j->cells[i].end, j->cells[i + 1].begin, mutate_once_in(j->r, 2) ? GK_LIT(" ") : nothing);
}

static mutate_made split_cell(job *j) {
  if (!choose_cells(j, 2))
    return MUTATE_NOTHING;
  size_t i = mutate_below(j->r, j->n_cells), at = within(j, j->cells[i]);
  return replace(j, at, at, separator_of(j, i > 0 ? i - 1 : 0));
}

/* All cells from one on by one to the right: an empty one comes in. */
static mutate_made shift_right(job *j) {
  if (!choose_cells(j, 2))
    return MUTATE_NOTHING;
  size_t i = mutate_below(j->r, j->n_cells);
  return replace(j, j->cells[i].begin, j->cells[i].begin, separator_of(j, i > 0 ? i - 1 : 0));
}

static mutate_made swap_cells(job *j) {
  if (!choose_cells(j, 2))
    return MUTATE_NOTHING;
  size_t i = mutate_below(j->r, j->n_cells - 1), k = i + 1 + mutate_below(j->r, j->n_cells - i - 1);
  mutate_put(j->out, between(j->doc, 0, j->cells[i].begin));
  mutate_put(j->out, of(j, j->cells[k]));
  mutate_put(j->out, between(j->doc, j->cells[i].end, j->cells[k].begin));
  mutate_put(j->out, of(j, j->cells[i]));
  mutate_put(j->out, between(j->doc, j->cells[k].end, j->doc.n));
  return MUTATE_SOUND;
}

static mutate_made set_cell(job *j) {
  if (!choose_cells(j, 1))
    return MUTATE_NOTHING;
  text_span cell = j->cells[mutate_below(j->r, j->n_cells)];
  return replace(j, cell.begin, cell.end, mutate_once_in(j->r, 3) ? mutate_label(j->r) : mutate_numeral(j->r));
}

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* A number that is there by another. */
static mutate_made set_number(job *j) {
  size_t start = mutate_below(j->r, j->doc.n), from = start;
  while (from < j->doc.n && !is_digit(j->doc.p[from]))
    from++;
  size_t to = from;
  while (to < j->doc.n && is_digit(j->doc.p[to]))
    to++;
  return from == to ? MUTATE_NOTHING : replace(j, from, to, mutate_numeral(j->r));
}

/* A cell that goes on in the next line, with or without what indents it. */
static mutate_made break_cell(job *j) {
  static const char *const breaks[] = {"\n", "\r\n", "\n\t", "\n    ", "\n\n", "\xE2\x80\xA8", "\x0B", "\f", "<br>"};
  if (!choose_cells(j, 1))
    return MUTATE_NOTHING;
  size_t at = within(j, j->cells[mutate_below(j->r, j->n_cells)]);
  return replace(j, at, at, literal(breaks[mutate_below(j->r, sizeof breaks / sizeof *breaks)]));
}

/* ---- rows
 * ------------------------------------------------------------------------------------------------------------ */

/* Some rows one behind the other: mostly one. */
static text_span rows(job *j) {
  size_t i = mutate_below(j->r, j->rows.n), n = mutate_once_in(j->r, 3) ? 1 + mutate_below(j->r, 8) : 1;
  return (text_span){j->rows.all[i].begin, j->rows.all[i + n <= j->rows.n ? i + n - 1 : j->rows.n - 1].end};
}

static mutate_made drop_rows(job *j) {
  text_span s = rows(j);
  return replace(j, s.begin, s.end, nothing);
}

static mutate_made double_rows(job *j) {
  static const size_t times[] = {1, 1, 1, 1, 2, 3, 10, 70, 300};
  text_span s = rows(j);
  mutate_put(j->out, between(j->doc, 0, s.end));
  for (size_t left = times[mutate_below(j->r, sizeof times / sizeof *times)]; left > 0 && !j->out->is_full; left--)
    mutate_put(j->out, of(j, s));
  mutate_put(j->out, between(j->doc, s.end, j->doc.n));
  return MUTATE_SOUND;
}

static mutate_made move_rows(job *j) {
  text_span s = rows(j);
  size_t to = row(j).begin;
  if (to >= s.begin && to <= s.end)
    return MUTATE_NOTHING;
  size_t low = to < s.begin ? to : s.begin, high = to < s.begin ? s.end : to;
  mutate_put(j->out, between(j->doc, 0, low));
  mutate_put(j->out, to < s.begin ? of(j, s) : between(j->doc, s.end, to));
  mutate_put(j->out, to < s.begin ? between(j->doc, to, s.begin) : of(j, s));
  mutate_put(j->out, between(j->doc, high, j->doc.n));
  return MUTATE_SOUND;
}

/* The head of a table again, further down, as at the top of a page. */
static mutate_made double_head(job *j) {
  text_span s = rows(j);
  size_t at = mutate_below(j->r, j->rows.n);
  for (size_t i = s.begin; i < s.end; i++)
    if (is_digit(j->doc.p[i]))
      return MUTATE_NOTHING;
  for (size_t i = 0; i < j->rows.n; i++) /* a few rows down */
    if (j->rows.all[i].begin >= s.end) {
      at = i + mutate_below(j->r, 12);
      break;
    }
  size_t to = at < j->rows.n ? j->rows.all[at].begin : j->doc.n;
  return replace(j, to, to, of(j, s));
}

static mutate_made merge_rows(job *j) {
  static const char *const joins[] = {"", " ", "\t", "  ", "|", " | ", "\xE3\x80\x80"};
  text_span s = row(j);
  size_t end = text_row_end(j->doc, s);
  return end == s.end ? MUTATE_NOTHING
                      : replace(j, end, s.end, literal(joins[mutate_below(j->r, sizeof joins / sizeof *joins)]));
}

/* A row in two at a cell's edge. */
static mutate_made split_row(job *j) {
  if (!choose_cells(j, 2))
    return MUTATE_NOTHING;
  size_t i = 1 + mutate_below(j->r, j->n_cells - 1);
  return replace(j, mutate_once_in(j->r, 2) ? j->cells[i - 1].end : j->cells[i].begin, j->cells[i].begin, GK_LIT("\n"));
}

static mutate_made take_rows(job *j) {
  text_rows theirs = text_rows_find(j->other);
  if (theirs.n == 0)
    return MUTATE_NOTHING;
  size_t i = mutate_below(j->r, theirs.n), last = i + mutate_below(j->r, 24), at = row(j).begin;
  mutate_splice(j->out, j->doc, at, at,
                between(j->other, theirs.all[i].begin, theirs.all[last < theirs.n ? last : theirs.n - 1].end));
  text_rows_free(&theirs);
  return MUTATE_SOUND;
}

/* What a page ends and begins with. */
static mutate_made number_page(job *j) {
  static const char *const pages[] = {"- 3 -\n",        "3\n",      "\f",      "3/12\n",    "— 3 —\n",
                                      "\n\n3\n\n",      "     3\n", "\f\n",    "第 3 页\n", "第3页 共12页\n",
                                      "Page 3 of 12\n", "３\n",     "\t3\t\n", "…………3\n"};
  size_t at = row(j).begin;
  return replace(j, at, at, literal(pages[mutate_below(j->r, sizeof pages / sizeof *pages)]));
}

/* ---- separators and blanks
 * ------------------------------------------------------------------------------------------- */

/* A row with other separators. */
static void put_separated(job *j, text_span s, gk_str by) {
  size_t n = text_cells_find(j->doc, s, j->cells, MAX_CELLS);
  for (size_t i = 0; i < n; i++) {
    if (i > 0)
      mutate_put(j->out, by);
    mutate_put(j->out, of(j, j->cells[i]));
  }
  mutate_put(j->out, between(j->doc, j->cells[n - 1].end, s.end));
}

/* In the rows of a table, or what may be one. */
static mutate_made separate(job *j) {
  static const char *const separators[] = {"\t",
                                           "|",
                                           " | ",
                                           "  ",
                                           "      ",
                                           " ",
                                           "",
                                           "\t\t",
                                           "\xE3\x80\x80\xE3\x80\x80",
                                           "\xE2\x94\x82",
                                           ",",
                                           "\xC2\xA0\xC2\xA0",
                                           "\n",
                                           "\n\t"};
  gk_str by = literal(separators[mutate_below(j->r, sizeof separators / sizeof *separators)]);
  size_t first = mutate_below(j->r, j->rows.n), last = first + mutate_below(j->r, 24);
  if (last >= j->rows.n)
    last = j->rows.n - 1;
  mutate_put(j->out, between(j->doc, 0, j->rows.all[first].begin));
  for (size_t i = first; i <= last; i++)
    put_separated(j, j->rows.all[i], by);
  mutate_put(j->out, between(j->doc, j->rows.all[last].end, j->doc.n));
  return MUTATE_SOUND;
}

/* Every blank of some rows as another. */
static mutate_made change_blanks(job *j) {
  static const char *const kinds[] = {"", "  ", "\xC2\xA0", "\xE3\x80\x80", "\t", "\xE2\x80\x8B", "\xEF\xBB\xBF"};
  gk_str by = literal(kinds[mutate_below(j->r, sizeof kinds / sizeof *kinds)]);
  text_span s = rows(j);
  mutate_put(j->out, between(j->doc, 0, s.begin));
  for (size_t at = s.begin; at < s.end; at++)
    mutate_put(j->out, j->doc.p[at] == ' ' ? by : between(j->doc, at, at + 1));
  mutate_put(j->out, between(j->doc, s.end, j->doc.n));
  return MUTATE_SOUND;
}

static mutate_made indent(job *j) {
  static const char *const heads[] = {" ",  "  ", "\t", "\xE3\x80\x80\xE3\x80\x80", "            ", "|",
                                      "| ", "> ", "* "};
  size_t at = row(j).begin;
  return replace(j, at, at, literal(heads[mutate_below(j->r, sizeof heads / sizeof *heads)]));
}

/* A line of a drawn table: it parts or encloses what stands around it. */
static mutate_made rule(job *j) {
  static const char *const rules[] = {"--------\n",  "| --- | --- |\n", "+-----+-----+\n", "==== ==== ====\n",
                                      "├───┼───┤\n", "┌───┬───┐\n",     "---- ----\n",     "\n"};
  size_t at = row(j).begin;
  return replace(j, at, at, literal(rules[mutate_below(j->r, sizeof rules / sizeof *rules)]));
}

/* ---- the mutator
 * ----------------------------------------------------------------------------------------------------- */

static mutate_made (*const actions[])(job *j) = {
    drop_cell,  double_cell, merge_cells, split_cell, shift_right,   swap_cells, set_cell,    set_cell,   set_number,
    set_number, break_cell,  drop_rows,   drop_rows,  double_rows,   move_rows,  double_head, merge_rows, split_row,
    take_rows,  number_page, separate,    separate,   change_blanks, indent,     rule};

static int is_utf16(gk_str doc) {
  return memchr(doc.p, '\0', doc.n) != NULL;
}

static mutate_made table_step(mutate_random *r, gk_str doc, gk_str other, mutate_out *out) {
  if (doc.n == 0 || is_utf16(doc))
    return MUTATE_NOTHING;
  job j = {.r = r, .doc = doc, .other = other, .out = out, .rows = text_rows_find(doc)};
  mutate_made made = MUTATE_NOTHING;
  if (j.rows.n > 0)
    made = actions[mutate_below(r, sizeof actions / sizeof *actions)](&j);
  text_rows_free(&j.rows);
  return made;
}

static int table_cut(gk_str doc, size_t k, mutate_out *out) {
  text_rows rows = text_rows_find(doc);
  int is_there = k < rows.n;
  if (is_there)
    mutate_splice(out, doc, rows.all[k].begin, rows.all[k].end, nothing);
  text_rows_free(&rows);
  return is_there;
}

const mutate_kind mutate_table = {"table", table_step, 4, table_cut};
