#include "reader/text_frame.h"

#include "reader/text_pipe.h"
#include "text/trim.h"
#include "text/utf8.h"

#include <string.h>

/* Drawn lines */

static int is_dash(uint32_t c) {
  return c == '-' || c == '=' || c == 0x2500 || c == 0x2501 || c == 0x2550;
}

/* Corners and crosses of a box. */
static int is_joint(gk_str line, size_t i, uint32_t c) {
  return c > 0x2501 && c < 0x2580 && c != 0x2550 && gk_pipe_at(line, i) == 0;
}

static uint32_t char_before(gk_str line, size_t i) {
  uint32_t c = 0;
  if (i == 0)
    return 0;
  do
    i--;
  while (i > 0 && gk_utf8_is_tail(line.p[i]));
  gk_utf8_decode(line.p + i, &c);
  return c;
}

/* Where lines across and lines down meet; a plus without a line beside it is text. */
static int is_cross(gk_str line, size_t i) {
  uint32_t c, after = 0;
  size_t n = gk_utf8_decode(line.p + i, &c);
  if (c != '+')
    return is_joint(line, i, c);
  if (i + n < line.n)
    gk_utf8_decode(line.p + i + n, &after);
  return is_dash(after) || is_dash(char_before(line, i));
}

static int is_border(gk_str line, size_t i) {
  return gk_pipe_at(line, i) > 0 || is_cross(line, i);
}

static size_t last_char(gk_str s) {
  size_t i = s.n - 1;
  while (i > 0 && gk_utf8_is_tail(s.p[i]))
    i--;
  return i;
}

int gk_frame_is_line(gk_str line) {
  line = gk_str_trim(line);
  return line.n > 1 && is_border(line, 0) && is_border(line, last_char(line));
}

int gk_frame_is_rule(gk_str line) {
  line = gk_str_trim(line);
  if (line.n < 3 || !is_cross(line, 0) || !is_cross(line, last_char(line)))
    return 0;
  for (size_t i = 0, n; i < line.n; i += n) {
    uint32_t c;
    n = gk_utf8_decode(line.p + i, &c);
    if (!is_dash(c) && c != ':' && !is_cross(line, i))
      return 0;
  }
  return 1;
}

/* Columns */

/* A walk over a line, character by character, with the column each starts in. */
typedef struct walk {
  gk_str line;
  gk_ambiguous ambiguous;
  size_t i;
  size_t next;
  uint32_t column;
  uint32_t next_column;
} walk;

static int step(walk *w) {
  uint32_t c;
  w->i = w->next;
  w->column = w->next_column;
  if (w->i >= w->line.n)
    return 0;
  w->next += gk_utf8_decode(w->line.p + w->i, &c);
  w->next_column += gk_char_columns(c, w->ambiguous);
  return 1;
}

/* Marks the columns of a line's crosses. */
static void mark_crosses(gk_str line, gk_ambiguous ambiguous, uint8_t *marks) {
  walk w = {.line = line, .ambiguous = ambiguous};
  while (step(&w))
    if (is_cross(line, w.i))
      marks[w.column] = 1;
}

/* Whether a pipe of a line stands at none of the xs. */
static int has_stray_pipes(const gk_frame *f, gk_str line, const uint32_t *at) {
  gk_pipe_cut cut = {.rest = line};
  gk_str piece;
  for (uint32_t k = 0; gk_pipe_next(&cut, &piece) && cut.closed;) {
    uint32_t i = (uint32_t)(piece.p + piece.n - line.p);
    while (k < f->n_xs && (at[k] == GK_FRAME_NOWHERE || at[k] < i))
      k++;
    if (k == f->n_xs || at[k] != i)
      return 1;
  }
  return 0;
}

/* Finds the bytes of a line at all xs; 0 unless its first and last borders stand at the first and last of them. */
static int align(const gk_frame *f, gk_ambiguous ambiguous, gk_str line, uint32_t *at) {
  walk w = {.line = line, .ambiguous = ambiguous};
  uint32_t k = 0;
  while (k < f->n_xs && step(&w))
    for (; k < f->n_xs && f->xs[k] <= w.column; k++)
      at[k] = f->xs[k] == w.column && w.next_column > w.column ? (uint32_t)w.i : GK_FRAME_NOWHERE;
  return k == f->n_xs && at[0] != GK_FRAME_NOWHERE && at[k - 1] != GK_FRAME_NOWHERE && is_border(line, at[0]) &&
         at[k - 1] == last_char(line);
}

/* The same by counting the pipes: they need not stand above each other if there is one for each of the xs. Some
   converters take ideographs for narrow. */
static int count_off(const gk_frame *f, gk_str line, uint32_t *at) {
  gk_pipe_cut cut = {.rest = line};
  gk_str piece;
  uint32_t k = 0;
  while (gk_pipe_next(&cut, &piece) && cut.closed) {
    if (k < f->n_xs)
      at[k] = (uint32_t)(piece.p + piece.n - line.p);
    k++;
  }
  return k == f->n_xs;
}

static gk_status align_all(gk_frame *f, gk_ambiguous ambiguous) {
  for (uint32_t i = 0; i < f->n_lines; i++) {
    uint32_t *at = f->at + (size_t)i * f->n_xs;
    int is_aligned = align(f, ambiguous, f->lines[i], at);
    if (is_aligned && !has_stray_pipes(f, f->lines[i], at))
      continue;
    if (!count_off(f, f->lines[i], at) && (!is_aligned || !align(f, ambiguous, f->lines[i], at)))
      return GK_STATUS_UNSUPPORTED;
  }
  return GK_OK;
}

/* Where lines go down, and the bytes there. */
static gk_status find_columns(gk_arena *scratch, gk_ambiguous ambiguous, size_t max_columns, gk_frame *f) {
  size_t longest = 0;
  for (uint32_t i = 0; i < f->n_lines; i++)
    longest = f->lines[i].n > longest ? f->lines[i].n : longest;
  uint8_t *marks = GK_NEW_ARRAY(scratch, uint8_t, longest + 1); /* no character has more columns than bytes */
  if (marks == NULL)
    return GK_STATUS_NO_MEMORY;
  for (uint32_t i = 0; i < f->n_lines; i++)
    mark_crosses(f->lines[i], ambiguous, marks);
  f->n_xs = 0;
  for (size_t x = 0; x <= longest; x++)
    f->n_xs += marks[x];
  if (f->n_xs < 2 || f->n_xs - 1 > max_columns)
    return GK_STATUS_UNSUPPORTED;
  for (uint32_t i = 0; i < f->n_lines; i++) /* so that what follows costs no more than the lines have bytes */
    if (f->lines[i].n < f->n_xs)
      return GK_STATUS_UNSUPPORTED;
  f->xs = GK_NEW_ARRAY(scratch, uint32_t, f->n_xs);
  f->at = gk_arena_array(scratch, (size_t)f->n_lines * f->n_xs, sizeof *f->at, _Alignof(uint32_t));
  if (f->xs == NULL || f->at == NULL)
    return GK_STATUS_NO_MEMORY;
  uint32_t k = 0;
  for (size_t x = 0; x <= longest; x++)
    if (marks[x])
      f->xs[k++] = (uint32_t)x;
  return align_all(f, ambiguous);
}

/* The lattice */

static uint32_t at(const gk_frame *f, uint32_t line, uint32_t k) {
  return f->at[(size_t)line * f->n_xs + k];
}

static int has_border(const gk_frame *f, uint32_t line, uint32_t k) {
  return at(f, line, k) != GK_FRAME_NOWHERE && is_border(f->lines[line], at(f, line, k));
}

gk_str gk_frame_text(const gk_frame *f, uint32_t line, uint32_t from_x, uint32_t to_x) {
  gk_str whole = f->lines[line];
  uint32_t from = at(f, line, from_x);
  if (from == GK_FRAME_NOWHERE || at(f, line, to_x) == GK_FRAME_NOWHERE)
    return (gk_str){whole.p, 0};
  from += (uint32_t)gk_utf8_length((unsigned char)whole.p[from]);
  return (gk_str){whole.p + from, at(f, line, to_x) - from};
}

/* Where a line across may end, or go on over a column that starts below or above only. */
static int may_end(gk_str line, uint32_t i) {
  uint32_t c;
  if (i == GK_FRAME_NOWHERE)
    return 0;
  gk_utf8_decode(line.p + i, &c);
  return is_dash(c) || is_cross(line, i);
}

/* Whether a line is drawn across one column. */
static int is_drawn(const gk_frame *f, uint32_t line, uint32_t k) {
  gk_str whole = f->lines[line];
  if (!may_end(whole, at(f, line, k)) || !may_end(whole, at(f, line, k + 1)))
    return 0;
  gk_str piece = gk_frame_text(f, line, k, k + 1);
  for (size_t i = 0, n; i < piece.n; i += n) {
    uint32_t c;
    n = gk_utf8_decode(piece.p + i, &c);
    if (!is_dash(c) && c != ':')
      return 0;
  }
  return piece.n > 0;
}

static int has_rule(const gk_frame *f, uint32_t line) {
  for (uint32_t k = 0; k + 1 < f->n_xs; k++)
    if (is_drawn(f, line, k))
      return 1;
  return 0;
}

static void find_rows(gk_frame *f) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < f->n_lines; i++) {
    int is_y = has_rule(f, i);
    if (i == 0 && !is_y)
      f->ys[n++] = GK_FRAME_OUTSIDE; /* the table's upper part is on another page */
    if (is_y)
      f->ys[n++] = i;
  }
  if (f->ys[n - 1] != f->n_lines - 1)
    f->ys[n++] = GK_FRAME_OUTSIDE;
  f->n_rows = n - 1;
}

static void find_across(const gk_frame *f) {
  uint32_t n = f->n_xs - 1;
  for (uint32_t y = 0; y <= f->n_rows; y++)
    for (uint32_t k = 0; k < n; k++)
      f->across[(size_t)y * n + k] = f->ys[y] == GK_FRAME_OUTSIDE || is_drawn(f, f->ys[y], k);
}

static uint32_t first_line(const gk_frame *f, uint32_t row) {
  return f->ys[row] == GK_FRAME_OUTSIDE ? 0 : f->ys[row] + 1;
}

static uint32_t end_line(const gk_frame *f, uint32_t row) {
  return f->ys[row + 1] == GK_FRAME_OUTSIDE ? f->n_lines : f->ys[row + 1];
}

/* A line down is drawn in all lines of a row or in none. */
static int find_down(const gk_frame *f) {
  for (uint32_t row = 0; row < f->n_rows; row++)
    for (uint32_t k = 0; k < f->n_xs; k++) {
      uint32_t from = first_line(f, row), end = end_line(f, row), n = 0;
      for (uint32_t i = from; i < end; i++)
        n += (uint32_t)has_border(f, i, k);
      if (n != 0 && n != end - from)
        return 0;
      f->down[(size_t)row * f->n_xs + k] = n > 0 || from == end;
    }
  return 1;
}

static gk_status find_lattice(gk_arena *scratch, gk_frame *f) {
  f->ys = GK_NEW_ARRAY(scratch, uint32_t, (size_t)f->n_lines + 2);
  if (f->ys == NULL)
    return GK_STATUS_NO_MEMORY;
  find_rows(f);
  f->across = gk_arena_array(scratch, (size_t)(f->n_rows + 1) * f->n_xs, 1, 1);
  f->down = gk_arena_array(scratch, (size_t)(f->n_rows + 1) * f->n_xs, 1, 1);
  if (f->across == NULL || f->down == NULL)
    return GK_STATUS_NO_MEMORY;
  find_across(f);
  return find_down(f) ? GK_OK : GK_STATUS_UNSUPPORTED;
}

/* The table's lines, without the blanks around them that all have: a line may be indented. */
static gk_status gather_lines(gk_arena *scratch, gk_line_cursor at, uint32_t n_lines, gk_frame *f) {
  f->lines = GK_NEW_ARRAY(scratch, gk_str, n_lines);
  if (f->lines == NULL)
    return GK_STATUS_NO_MEMORY;
  while (f->n_lines < n_lines) {
    gk_line line = gk_line_next(&at);
    if (line.kind == GK_LINE_END)
      return GK_STATUS_ARGUMENT;
    if (gk_frame_is_line(line.text))
      f->lines[f->n_lines++] = gk_str_trim(line.text);
  }
  return GK_OK;
}

gk_status gk_frame_find(gk_arena *scratch, gk_line_cursor at, uint32_t n_lines, size_t max_columns, gk_frame *out) {
  static const gk_ambiguous widths[] = {GK_AMBIGUOUS_NARROW, GK_AMBIGUOUS_WIDE};
  gk_frame f = {0};
  gk_status status = gather_lines(scratch, at, n_lines, &f);
  if (status != GK_OK)
    return status;
  for (size_t i = 0; i < 2; i++) {
    status = find_columns(scratch, widths[i], max_columns, &f);
    if (status == GK_OK)
      status = find_lattice(scratch, &f);
    if (status != GK_STATUS_UNSUPPORTED)
      break;
  }
  *out = f;
  return status;
}
