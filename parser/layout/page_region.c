#include "layout/page_line.h"
#include "text/utf8.h"

enum {
  HEADER_WORDS = 6,     /* so many words apart are over columns, */
  HEADER_LINES = 2,     /* and so many lines of them are a header: values below make a table */
  NEAR_LINES = 6,       /* so far below a heading a table's values begin, if it is a table's row */
  TAIL_LINES = 8,       /* of a table's last row, below its values */
  TWO_LINES_VALUES = 6, /* so many values in more lines than one are a table's, */
  LONE_VALUES = 4,      /* so many values in a line are a table's */
  VALUE_LINES = 3,      /* so many lines with values are, */
  VALUES = 3,           /* with so many values in all, */
  LABELS_A_VALUE = 8    /* and no more other lines than this for each */
};

/* What no table goes over. */
static int is_stop(const gk_page_line *line) {
  return line->look == GK_PAGE_PROSE || line->look == GK_PAGE_HEADING;
}

/* Headings */

uint32_t gk_page_heading_number(const gk_page *page, const gk_page_line *line) {
  static const uint32_t numerals[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};
  gk_str s = gk_page_words(page, line)[0].w.text;
  uint32_t number = 0;
  for (size_t i = 0, n_numerals = 0; i < s.n && n_numerals <= 2; n_numerals++) {
    uint32_t c, digit = 0;
    i += gk_utf8_decode(s.p + i, &c);
    if (c == 0x3001)
      return number;
    for (uint32_t k = 0; k < sizeof numerals / sizeof *numerals; k++)
      if (c == numerals[k])
        digit = k + 1;
    if (digit == 0 || (number > 0 && number != 10))
      return 0;
    number += digit;
  }
  return 0;
}

/* Two lists may be counted at a time: the headings of the text, and rows of a table between two of them. */
typedef struct counts {
  uint32_t outer;
  uint32_t inner; /* 0 if no such list has begun since the last heading */
  size_t n_values_lines;
} counts;

static int has_values_near(const gk_page *page, size_t i) {
  const gk_page_line *lines = gk_page_lines(page);
  for (size_t k = 0; k < NEAR_LINES && i < page->lines.n && lines[i].look != GK_PAGE_PROSE; k++, i++)
    if (lines[i].look == GK_PAGE_VALUES)
      return 1;
  return 0;
}

/* Whether a numbered line is a heading of the text, by which of the lists it goes on with. */
static int is_heading(const gk_page *page, counts *c, size_t i, uint32_t number) {
  if (gk_page_lines(page)[i].look == GK_PAGE_VALUES || (c->inner > 0 && number == c->inner + 1)) {
    c->inner = number;
    return 0;
  }
  int is_behind_stop = i == 0 || is_stop(&gk_page_lines(page)[i - 1]);
  int starts_rows = number == 1 && (c->n_values_lines > 0 || c->outer > 1) && has_values_near(page, i + 1);
  if (!is_behind_stop && (starts_rows || (number > 1 && number <= c->outer))) {
    c->inner = number;
    return 0;
  }
  c->outer = number;
  c->inner = 0;
  return 1;
}

static void find_headings(gk_page *page) {
  gk_page_line *lines = gk_page_lines(page);
  counts c = {0};
  for (size_t i = 0; i < page->lines.n; i++) {
    uint32_t number = lines[i].look == GK_PAGE_NUMBER ? 0 : gk_page_heading_number(page, &lines[i]);
    c.n_values_lines += lines[i].look == GK_PAGE_VALUES;
    if (number > 0 && is_heading(page, &c, i, number) && lines[i].look == GK_PAGE_LABEL)
      lines[i].look = GK_PAGE_HEADING;
  }
}

/* Regions */

/* What a block of lines between running text shows of tables. */
typedef struct evidence {
  size_t n_lines;
  size_t n_values_lines;
  size_t n_weak_lines; /* a value behind a label: a table's if others are */
  size_t n_values;
  size_t most_values;
  size_t n_headers; /* lines of many words that stand apart, as over columns */
  size_t last;      /* the last line with values */
} evidence;

static int ends_in_value(const gk_page *page, const gk_page_line *line) {
  const gk_page_piece *last = gk_page_pieces(page, line) + line->n_pieces - 1;
  return line->look == GK_PAGE_LABEL && last->is_value && last->has_digit;
}

/* Many words and no values, most of them in columns of their own; more of them where they are all short. */
static int is_header(const gk_page *page, const gk_page_line *line) {
  const gk_page_piece *pieces = gk_page_pieces(page, line);
  uint32_t n_wide = 0;
  for (uint32_t i = 0; i < line->n_pieces; i++) {
    if (pieces[i].is_value)
      return 0;
    n_wide += pieces[i].is_wide;
  }
  return line->look == GK_PAGE_LABEL && line->n_pieces >= HEADER_WORDS &&
         (n_wide * 2 > line->n_pieces || gk_page_is_of_short_words(page, line));
}

static evidence judge(const gk_page *page, size_t first, size_t end) {
  const gk_page_line *lines = gk_page_lines(page);
  evidence e = {0};
  for (size_t i = first; i < end; i++) {
    e.n_lines += lines[i].look != GK_PAGE_NUMBER;
    if (lines[i].look != GK_PAGE_VALUES) {
      int is_weak = ends_in_value(page, &lines[i]);
      e.n_weak_lines += is_weak ? 1 : 0;
      e.n_headers += is_header(page, &lines[i]) ? 1 : 0;
      if (is_weak && e.n_values_lines > 0 && i - e.last <= TAIL_LINES)
        e.last = i;
      continue;
    }
    e.n_values_lines++;
    e.n_values += lines[i].n_values;
    if (e.most_values < lines[i].n_values)
      e.most_values = lines[i].n_values;
    e.last = i;
  }
  return e;
}

static int is_table(const evidence *e) {
  if (e->n_values_lines > 1 && e->n_values >= TWO_LINES_VALUES)
    return 1;
  if (e->n_headers >= HEADER_LINES && e->n_values_lines > 0)
    return 1;
  return e->most_values >= LONE_VALUES ||
         (e->n_values_lines > 0 && e->n_values_lines + e->n_weak_lines >= VALUE_LINES &&
          e->n_values + e->n_weak_lines >= VALUES && e->n_lines <= LABELS_A_VALUE * (e->n_values + e->n_weak_lines));
}

/* The end of a table whose last values are in line `last`: what is left of its row's label may stand below them, but
   only where running text and no signature comes next. */
static size_t find_end(const gk_page *page, size_t last, size_t end) {
  return end < page->lines.n && end - last - 1 <= TAIL_LINES ? end : last + 1;
}

static void add_region(gk_page *page, size_t first, size_t end) {
  gk_page_line *lines = gk_page_lines(page);
  gk_page_region *region = gk_page_push(page, &page->regions, sizeof *region);
  if (region == NULL)
    return;
  *region = (gk_page_region){(uint32_t)first, (uint32_t)(end - first), 0};
  if (end < page->lines.n && lines[end].page == lines[end - 1].page)
    region->n_blank_after = lines[end].n_blank;
  for (size_t i = first; i < end; i++)
    lines[i].region = 1;
}

void gk_page_find_regions(gk_page *page) {
  const gk_page_line *lines = gk_page_lines(page);
  find_headings(page);
  for (size_t i = 0, end; i < page->lines.n && !page->failed; i = end + 1) {
    for (end = i; end < page->lines.n && !is_stop(&lines[end]); end++)
      ;
    if (end == i)
      continue;
    evidence e = judge(page, i, end);
    if (is_table(&e))
      add_region(page, i, find_end(page, e.last, end));
  }
}
