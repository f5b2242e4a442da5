#include "extract/sections.h"

#include <string.h>

/*
 * A heading with another right behind it stands in a list of headings rather than above a text. A heading torn in two
 * is believed only if it is complete and has its own number.
 */
enum { BARE_PENALTY = 45, TORN_SCORE = 110, TORN_BYTES = 256 };

/* The best chain so far that ends with some section; immutable once made. */
typedef struct chain {
  const struct chain *prev;
  size_t line;
  size_t n_lines;
  gk_section_id id;
  int total;
} chain;

typedef struct finder {
  gk_arena *arena;
  const gk_body *body;
  gk_fold fold;
  char torn[2 * TORN_BYTES];
  const chain *best[GK_N_SECTIONS]; /* best[k]: of all chains whose last section is k or an earlier one */
} finder;

static void read_single(finder *f, size_t i, gk_heading *heading) {
  gk_fold_text(&f->fold, f->body->lines[i].str);
  gk_heading_read(&f->fold, f->body->lines[i].level, heading);
}

/* Lines i and i + 1 as one heading. The slices of the result are of `text`. */
static void read_torn(finder *f, size_t i, gk_str text, gk_heading *heading) {
  gk_fold_text(&f->fold, text);
  gk_heading_read(&f->fold, f->body->lines[i].level, heading);
  heading->any = 0;
  for (int id = 0; id < GK_N_SECTIONS; id++) {
    if (heading->ordinal != id + 1 || heading->score[id] < TORN_SCORE || heading->rest.n != 0)
      heading->score[id] = 0;
    heading->any |= heading->score[id] != 0;
  }
}

/* Reads line i, together with the next where only both make a heading; how many lines were read. */
static size_t read_heading(finder *f, size_t i, gk_heading *heading) {
  read_single(f, i, heading);
  if (heading->any || i + 1 == f->body->n || f->body->lines[i + 1].after_table)
    return 1;
  gk_str a = f->body->lines[i].str;
  gk_str b = f->body->lines[i + 1].str;
  if (heading->style != GK_NUMBER_HAN && heading->style != GK_NUMBER_DIGITS)
    return 1;
  if (a.n > TORN_BYTES || b.n > TORN_BYTES)
    return 1;
  memcpy(f->torn, a.p, a.n);
  memcpy(f->torn + a.n, b.p, b.n);
  gk_heading joined;
  read_torn(f, i, (gk_str){f->torn, a.n + b.n}, &joined);
  if (!joined.any)
    return 1;
  *heading = joined;
  return 2;
}

static int total_of(const chain *c) {
  return c ? c->total : 0;
}

/* Makes the chains that end with line i. Totals only grow and are bounded, so that few chains are ever made. */
static gk_status extend(finder *f, size_t i, size_t n_lines, const gk_heading *heading) {
  const chain *made[GK_N_SECTIONS] = {0};
  for (int id = 0; id < GK_N_SECTIONS; id++) {
    const chain *prev = id > 0 ? f->best[id - 1] : NULL;
    int total = heading->score[id] + total_of(prev);
    if (heading->score[id] <= 0 || total <= total_of(f->best[id]))
      continue;
    chain *c = GK_NEW(f->arena, chain);
    if (!c)
      return GK_STATUS_NO_MEMORY;
    *c = (chain){.prev = prev, .line = i, .n_lines = n_lines, .id = (gk_section_id)id, .total = total};
    made[id] = c;
  }
  for (int id = 0; id < GK_N_SECTIONS; id++)
    for (int k = id; k < GK_N_SECTIONS && made[id]; k++)
      if (made[id]->total > total_of(f->best[k]))
        f->best[k] = made[id];
  return GK_OK;
}

static gk_status find_chain(finder *f) {
  gk_heading heading = {0};
  gk_heading next = {0};
  size_t n_next = f->body->n ? read_heading(f, 0, &next) : 0;
  for (size_t i = 0; i < f->body->n; i++) {
    heading = next;
    size_t n_lines = n_next;
    next = (gk_heading){0};
    if (i + 1 < f->body->n)
      n_next = read_heading(f, i + 1, &next);
    if (!heading.any)
      continue;
    int bare = n_lines == 1 && next.any && heading.rest.n == 0 && !f->body->lines[i + 1].after_table;
    for (int id = 0; id < GK_N_SECTIONS && bare; id++)
      heading.score[id] = (int16_t)(heading.score[id] - BARE_PENALTY);
    if (extend(f, i, n_lines, &heading) != GK_OK)
      return GK_STATUS_NO_MEMORY;
  }
  return GK_OK;
}

/* Reads a chosen heading again, for slices that last. */
static void fill_entry(finder *f, const chain *c, gk_outline_entry *entry) {
  gk_heading heading;
  if (c->n_lines == 2) {
    gk_str pieces[] = {f->body->lines[c->line].str, f->body->lines[c->line + 1].str};
    read_torn(f, c->line, gk_body_join(f->arena, pieces, 2), &heading);
  } else {
    read_single(f, c->line, &heading);
  }
  *entry = (gk_outline_entry){
      .id = c->id,
      .line = c->line,
      .text_line = c->line + c->n_lines,
      .number = heading.number,
      .title = heading.title,
      .rest = heading.rest,
      .ordinal = heading.ordinal,
  };
}

gk_status gk_outline_find(gk_arena *arena, const gk_body *body, gk_outline *outline) {
  *outline = (gk_outline){0};
  finder f = {.arena = arena, .body = body};
  if (gk_fold_init(&f.fold, arena, GK_MAX_HEADING) != GK_OK || find_chain(&f) != GK_OK)
    return GK_STATUS_NO_MEMORY;
  const chain *last = f.best[GK_N_SECTIONS - 1];
  for (const chain *c = last; c; c = c->prev)
    outline->n++;
  size_t k = outline->n;
  for (const chain *c = last; c; c = c->prev)
    fill_entry(&f, c, &outline->entries[--k]);
  return gk_arena_failed(arena) ? GK_STATUS_NO_MEMORY : GK_OK;
}

void gk_outline_check(const gk_outline *outline, const gk_layout *layout, const gk_body *body, gk_diags *diags) {
  int found[GK_N_SECTIONS] = {0};
  for (size_t k = 0; k < outline->n; k++) {
    const gk_outline_entry *entry = &outline->entries[k];
    found[entry->id] = 1;
    if (entry->ordinal == 0 || entry->ordinal == (int)entry->id + 1)
      continue;
    const gk_line *line = &body->lines[entry->line];
    gk_span span = gk_layout_locate(layout, line->text, line->str);
    gk_diags_add(diags, (gk_diag){.kind = &GK_DIAG_SECTION_MISNUMBERED,
                                  .cell = GK_NO_CELL,
                                  .part = (uint16_t)span.part,
                                  .off = span.off,
                                  .n = span.n,
                                  .args = {entry->id + 1, 0}});
  }
  for (int id = 0; id < GK_N_SECTIONS; id++)
    if (!found[id])
      gk_diags_add(diags, (gk_diag){.kind = &GK_DIAG_SECTION_MISSING, .cell = GK_NO_CELL, .args = {id + 1, 0}});
}

static gk_status build_section(gk_arena *arena, const gk_body *body, const gk_outline_entry *entry, size_t end,
                               gk_section *section) {
  size_t n_lines = end > entry->text_line ? end - entry->text_line : 0;
  gk_str *paragraphs = GK_NEW_ARRAY(arena, gk_str, n_lines + 1);
  if (!paragraphs)
    return GK_STATUS_NO_MEMORY;
  size_t n = 0;
  if (entry->rest.n != 0)
    paragraphs[n++] = entry->rest;
  for (size_t k = 0; k < n_lines; k++)
    paragraphs[n++] = body->lines[entry->text_line + k].str;
  *section = (gk_section){
      .id = entry->id,
      .number = entry->number,
      .title = entry->title,
      .paragraphs = paragraphs,
      .n_paragraphs = n,
  };
  return GK_OK;
}

gk_status gk_sections_build(gk_arena *arena, const gk_body *body, const gk_outline *outline, gk_report *report) {
  gk_section *sections = GK_NEW_ARRAY(arena, gk_section, outline->n);
  if (!sections)
    return GK_STATUS_NO_MEMORY;
  for (size_t k = 0; k < outline->n; k++) {
    size_t end = k + 1 < outline->n ? outline->entries[k + 1].line : body->n;
    if (build_section(arena, body, &outline->entries[k], end, &sections[k]) != GK_OK)
      return GK_STATUS_NO_MEMORY;
  }
  report->sections = sections;
  report->n_sections = outline->n;
  return gk_arena_failed(arena) ? GK_STATUS_NO_MEMORY : GK_OK;
}
