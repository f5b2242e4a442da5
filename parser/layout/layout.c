#include "gongkai/layout.h"

#include "text/recode.h"

static int is_within(gk_str whole, gk_str s) {
  uintptr_t start = (uintptr_t)whole.p, p = (uintptr_t)s.p;
  return whole.p != NULL && s.p != NULL && p >= start && p - start <= whole.n && s.n <= whole.n - (p - start);
}

size_t gk_layout_region(const gk_layout *layout, gk_str s) {
  for (size_t i = 0; i < layout->n_parts; i++)
    if (is_within(layout->parts[i].text, s))
      return i;
  return GK_NO_PART;
}

/* A range of a part's text. */
typedef struct text_range {
  size_t start;
  size_t end;
} text_range;

static gk_span to_source(const gk_layout *layout, uint32_t part, text_range range) {
  const gk_part *p = &layout->parts[part];
  size_t start = gk_recode_source_off(p, range.start);
  size_t end = range.end == range.start ? start : gk_recode_source_off(p, range.end);
  return (gk_span){part, start, end - start};
}

/* The last segment of [0, n) that starts at or before `at`. */
static uint32_t find_seg(const gk_seg *segs, uint32_t n, size_t at) {
  uint32_t low = 0, high = n;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (segs[middle].text_off <= at)
      low = middle;
    else
      high = middle;
  }
  return low;
}

/* Where [start, end) of a segment's text came from: exactly, if text and source are of one length, else all of it. */
static text_range seg_source(const gk_text *text, const gk_seg *segs, uint32_t i, size_t start, size_t end) {
  size_t seg_end = i + 1 < text->n_segs ? segs[i + 1].text_off : text->n;
  size_t first = segs[i].text_off;
  if (segs[i].part_n != seg_end - first)
    return (text_range){segs[i].part_off, segs[i].part_off + segs[i].part_n};
  start = start > first ? start - first : 0;
  end = (end < seg_end ? end : seg_end) - first;
  return (text_range){segs[i].part_off + start, segs[i].part_off + end};
}

static gk_span locate_in_segs(const gk_layout *layout, const gk_text *text, size_t start, size_t end) {
  const gk_seg *segs = layout->segs + text->seg_idx;
  uint32_t first = find_seg(segs, text->n_segs, start);
  uint32_t last = end > start ? find_seg(segs, text->n_segs, end - 1) : first;
  /* Generated text has no bytes of its own: the range begins and ends with text that has. */
  while (first < last && segs[first].part_n == 0)
    first++;
  while (last > first && segs[last].part_n == 0)
    last--;
  text_range range = seg_source(text, segs, first, start, end);
  if (end == start)
    range.end = range.start;
  /* Pieces may come from different parts or out of order; then the first one stands for all. */
  if (last > first && segs[last].part == segs[first].part) {
    text_range tail = seg_source(text, segs, last, start, end);
    if (tail.end > range.end)
      range.end = tail.end;
  }
  return to_source(layout, segs[first].part, range);
}

gk_span gk_layout_locate(const gk_layout *layout, const gk_text *text, gk_str sub) {
  if (text->p == NULL)
    return (gk_span){text->part, 0, 0};
  size_t start = (size_t)(sub.p - text->p);
  if (text->n_segs > 0)
    return locate_in_segs(layout, text, start, start + sub.n);
  size_t off = (size_t)(text->p - layout->parts[text->part].text.p) + start;
  return to_source(layout, text->part, (text_range){off, off + sub.n});
}

gk_span gk_layout_locate_cell(const gk_layout *layout, const gk_node *cell) {
  size_t off = cell->u.cell.part_off;
  return to_source(layout, cell->u.cell.part, (text_range){off, off});
}
