#include "support/reread.h"

#include "extract/value.h"
#include "text/recode.h"
#include "text/utf8.h"

#include <string.h>

static int says(gk_str text, gk_cell_type type, gk_decimal number) {
  gk_value value = gk_value_read(text, type);
  return value.state == GK_STATE_NUMBER && value.number.digits == number.digits && value.number.scale == number.scale;
}

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* The character at *at: itself, or what a numeric reference stands for. */
static char next_char(gk_str s, size_t *at) {
  unsigned base = 10, value = 0;
  size_t i = *at + 2;
  char c = s.p[(*at)++];
  if (c != '&' || i >= s.n || s.p[i - 1] != '#')
    return c;
  if (s.p[i] == 'x' || s.p[i] == 'X')
    base = 16, i++;
  for (; i < s.n && s.p[i] != ';' && value < 0x10000; i++)
    value = value * base + (unsigned)(is_digit(s.p[i]) ? s.p[i] - '0' : (s.p[i] | 0x20) - 'a' + 10);
  *at = i;
  return value < 0x80 ? (char)value : '\0';
}

static int is_beyond_ascii(char c) {
  return (unsigned char)c >= 0x80;
}

static int has(gk_str s, int is(char c)) {
  for (size_t i = 0; i < s.n; i++)
    if (is(s.p[i]))
      return 1;
  return 0;
}

/* Whether what `counts` of `text` stands in `bytes` in this order, others between them perhaps. */
static int holds(gk_str bytes, gk_str text, int counts(char c)) {
  size_t at = 0;
  for (size_t i = 0; i < text.n; i++) {
    int found = !counts(text.p[i]);
    while (!found && at < bytes.n)
      found = next_char(bytes, &at) == text.p[i];
    if (!found)
      return 0;
  }
  return 1;
}

/* The digits of a number, or where it has none but Chinese or wide ones all of it, unless references stand for some. */
static int holds_number(gk_str bytes, gk_str text) {
  if (has(text, is_digit))
    return holds(bytes, text, is_digit);
  return holds(bytes, text, is_beyond_ascii) || (bytes.n > 0 && memchr(bytes.p, '&', bytes.n) != NULL);
}

/* Whether a byte of the document is one of its text, or of markup that stands for it: a reference, or an element for
   what is no digit. */
static int is_edge(char byte, char text, const char markup[2]) {
  return byte == text || byte == markup[0] || (byte == markup[1] && !is_digit(text));
}

/* Whether bytes go from the first of a text to its last. */
static int is_tight(gk_str bytes, gk_str text) {
  return bytes.n > 0 && text.n > 0 && is_edge(bytes.p[0], text.p[0], "&<") &&
         is_edge(bytes.p[bytes.n - 1], text.p[text.n - 1], ";>");
}

static const char *broken_number(gk_arena *arena, const gk_layout *layout, const gk_cell *cell, gk_cell_type type) {
  const gk_part *part = &layout->parts[cell->where.part];
  gk_part bytes = {.source = {part->source.p + cell->where.off, cell->where.n}};
  size_t n_bad;
  if (gk_recode(arena, &bytes, part->encoding, cell->where.n * 4, &n_bad) != GK_OK)
    return "a number's bytes are not of its part's encoding";
  if (!is_tight(bytes.text, cell->raw))
    return "a number's bytes do not begin or end with it";
  if (says(bytes.text, type, cell->value))
    return NULL;
  int is_plain = bytes.text.n > 0 && memchr(bytes.text.p, '<', bytes.text.n) == NULL &&
                 memchr(bytes.text.p, '&', bytes.text.n) == NULL;
  if (is_plain && gk_value_read(bytes.text, type).state == GK_STATE_NUMBER)
    return "a number's bytes say another number";
  return holds_number(bytes.text, cell->raw) ? NULL : "a number's digits do not stand in its bytes";
}

/* Whether anything in it could be a figure: neither blank nor stroke nor mark. */
static int has_figure(gk_str text) {
  for (size_t i = 0; i < text.n;) {
    uint32_t cp = 0;
    i += gk_utf8_decode(text.p + i, &cp);
    if ((cp >= '0' && cp <= '9') || cp >= 0x3005 || (cp > 0xBF && cp < 0x2000))
      return 1;
  }
  return 0;
}

const char *reread_texts(const gk_report *report) {
  size_t n_cells = report->form != NULL ? report->form->n_cells : 0;
  for (size_t i = 0; i < n_cells; i++) {
    const gk_cell *cell = &report->cells[i];
    if (cell->state == GK_STATE_NUMBER && !has_figure(cell->raw))
      return "a number is read where no figure stands";
    if (cell->state == GK_STATE_NUMBER && !says(cell->raw, (gk_cell_type)report->form->cells[i].type, cell->value))
      return "a number is not what its cell's text says";
  }
  return NULL;
}

const char *reread_numbers(const gk_layout *layout, const gk_report *report) {
  size_t n_cells = report->form != NULL ? report->form->n_cells : 0;
  const char *broken = reread_texts(report);
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  for (size_t i = 0; i < n_cells && broken == NULL; i++) {
    if (report->cells[i].state == GK_STATE_NUMBER)
      broken = broken_number(&arena, layout, &report->cells[i], (gk_cell_type)report->form->cells[i].type);
    gk_arena_reset(&arena);
  }
  gk_arena_free(&arena);
  return broken;
}
