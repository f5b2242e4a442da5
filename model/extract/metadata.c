#include "extract/metadata.h"

#include "extract/about.h"
#include "extract/agency.h"
#include "extract/body.h"
#include "extract/card.h"
#include "extract/contact.h"
#include "extract/dates.h"
#include "extract/fold.h"
#include "extract/furniture.h"
#include "extract/numeral.h"
#include "extract/sections.h"
#include "extract/title.h"

/* How many lines from the end a signature may stand, and how long (code points) what follows it may be and be no prose.
 */
enum { SIGNATURE_LINES = 12, SHORT_LINE = 48 };

typedef struct reader {
  gk_arena *arena;
  const gk_layout *layout;
  gk_diags *diags;
  gk_report *report;
  gk_body body;
  gk_outline outline;
  gk_card card;
  gk_title title;
  gk_about about;
  gk_fold fold;
  size_t n_head; /* lines before the first section */
  const gk_line *period_line;
  gk_str period_text;
  gk_str signed_by;
} reader;

static const gk_fold *fold_line(reader *r, size_t i) {
  gk_fold_text(&r->fold, r->body.lines[i].str);
  return &r->fold;
}

static void find_period(reader *r) {
  for (size_t i = 0; i < r->body.n; i++) {
    const gk_fold *line = fold_line(r, i);
    if (!gk_period_read(line, &r->report->period_from, &r->report->period_to, &r->period_text))
      continue;
    r->period_line = &r->body.lines[i];
    return;
  }
}

/* "2020年政府信息公开" in the preamble. */
static int year_in_line(const gk_fold *line) {
  for (size_t i = 0; i < line->n; i++) {
    int year = 0;
    size_t end = gk_read_year(line, i, &year);
    if (end == GK_FOLD_NONE || (end = gk_fold_match(line, end, "年")) == GK_FOLD_NONE)
      continue;
    size_t degree = gk_fold_match(line, end, "度");
    if (gk_fold_match(line, degree != GK_FOLD_NONE ? degree : end, "政府信息公开") != GK_FOLD_NONE)
      return year;
  }
  return 0;
}

static void find_year(reader *r) {
  gk_report *report = r->report;
  int period = report->period_from.year;
  report->year = r->title.year ? r->title.year : period;
  for (size_t i = 0; i < r->n_head && report->year == 0; i++)
    report->year = year_in_line(fold_line(r, i));
  if (period == 0 || period == report->year)
    return;
  gk_span span = gk_layout_locate(r->layout, r->period_line->text, r->period_text);
  gk_diags_add(r->diags, (gk_diag){.kind = &GK_DIAG_YEAR_CONFLICT,
                                   .cell = GK_NO_CELL,
                                   .part = (uint16_t)span.part,
                                   .off = span.off,
                                   .n = span.n,
                                   .args = {report->year, period}});
}

/* The name on the line before a date that stands alone. */
static gk_str name_above(reader *r, size_t i, size_t first) {
  if (i == first)
    return (gk_str){0};
  const gk_fold *line = fold_line(r, i - 1);
  return gk_is_agency(line, 0, line->n) ? r->body.lines[i - 1].str : (gk_str){0};
}

/* Page numbers fall between the lines of titles, headings and paragraphs. */
static void drop_page_numbers(reader *r) {
  gk_body *body = &r->body;
  size_t n = 0;
  uint8_t after_table = 0;
  for (size_t i = 0; i < body->n; i++) {
    after_table |= body->lines[i].after_table;
    if (gk_is_page_number(fold_line(r, i)))
      continue;
    body->lines[n] = body->lines[i];
    body->lines[n++].after_table = after_table;
    after_table = 0;
  }
  body->n = n;
}

static size_t last_text_line(const reader *r) {
  return r->outline.n ? r->outline.entries[r->outline.n - 1].text_line : r->body.n;
}

/* The report ends where the portal's lines begin again, behind the last section's heading. */
static void cut_portal_foot(reader *r) {
  size_t end = last_text_line(r);
  if (r->outline.n == 0)
    while (end > 0 && gk_is_foot(fold_line(r, end - 1)))
      end--;
  while (end < r->body.n && r->outline.n != 0 && !gk_is_foot(fold_line(r, end)))
    end++;
  while (end > last_text_line(r) && gk_fold_match(fold_line(r, end - 1), 0, "附件") != GK_FOLD_NONE)
    end--;
  r->body.n = end;
  r->n_head = r->n_head < end ? r->n_head : end;
}

static int is_prose(const gk_fold *line) {
  return line->n > SHORT_LINE || gk_fold_find(line, 0, "。") != GK_FOLD_NONE;
}

/* Below the signature stand attachments and what else was on the page, unless there is prose. */
static void cut_below_signature(reader *r, size_t signature) {
  for (size_t i = signature + 1; i < r->body.n; i++)
    if (is_prose(fold_line(r, i)))
      return;
  r->body.n = signature + 1;
}

/* The signature: the last date with a name, or alone, among the last lines. */
static void find_signature(reader *r) {
  size_t first = r->outline.n ? last_text_line(r) : 0;
  if (r->body.n > SIGNATURE_LINES && first < r->body.n - SIGNATURE_LINES)
    first = r->body.n - SIGNATURE_LINES;
  for (size_t i = r->body.n; i-- > first;) {
    gk_date date;
    gk_str name;
    if (!gk_signature_read(fold_line(r, i), &date, &name) || !gk_published_plausible(date, r->report->year))
      continue;
    r->report->published = date;
    r->signed_by = name.n ? name : name_above(r, i, first);
    cut_below_signature(r, i);
    return;
  }
}

/* A publish line at the head, or a date alone right below the title. */
static void find_publish_line(reader *r) {
  for (size_t i = 0; i < r->n_head; i++) {
    gk_date date;
    gk_str name;
    const gk_fold *line = fold_line(r, i);
    int below_title = i > 0 && r->title.is_title[i - 1];
    if (!gk_publish_read(line, &date) && !(below_title && gk_signature_read(line, &date, &name) && name.n == 0))
      continue;
    if (!gk_published_plausible(date, r->report->year))
      continue;
    r->report->published = date;
    return;
  }
  if (gk_published_plausible(r->card.published, r->report->year))
    r->report->published = r->card.published;
}

static void find_agency(reader *r) {
  gk_str *agency = &r->report->agency;
  *agency = r->title.agency;
  gk_str found = {0};
  for (size_t i = 0; i < r->n_head && agency->n == 0 && found.n == 0; i++)
    if (!r->title.is_title[i])
      found = gk_agency_in_preamble(fold_line(r, i));
  if (found.n == 0)
    found = r->signed_by;
  for (size_t i = 0; i < r->n_head && agency->n == 0 && found.n == 0; i++)
    found = gk_agency_in_metadata(fold_line(r, i));
  if (found.n == 0)
    found = r->about.publisher.n != 0 ? r->about.publisher : r->card.agency;
  if (agency->n == 0 && found.n != 0)
    *agency = gk_body_join(r->arena, &found, 1);
}

/* A line with two values or more, else lines in a row with one each, else a single value in the preamble. */
static void find_contact(reader *r) {
  gk_contact list = {0};
  gk_contact single = {0};
  size_t n_list = 0;
  for (size_t i = 0; i < r->body.n; i++) {
    gk_contact one = {0};
    const gk_fold *line = fold_line(r, i);
    size_t n = gk_contact_read(line, &one);
    if (n >= 2) {
      r->report->contact = one;
      return;
    }
    if (n == 1) {
      n_list += gk_contact_read(line, &list);
      if (i < r->n_head && n_list == 1)
        single = list;
      continue;
    }
    if (n_list >= 2)
      break;
    n_list = 0;
    list = (gk_contact){0};
  }
  r->report->contact = n_list >= 2 ? list : single;
}

static gk_status build_preamble(reader *r) {
  gk_str *paragraphs = GK_NEW_ARRAY(r->arena, gk_str, r->n_head);
  if (!paragraphs)
    return GK_STATUS_NO_MEMORY;
  size_t n = 0;
  /* What stands above the title is the page's, not the report's; without one nobody can tell. */
  for (size_t i = r->title.text.n != 0 ? r->title.line : 0; i < r->n_head; i++)
    if (!r->title.is_title[i] && !gk_is_furniture(fold_line(r, i)))
      paragraphs[n++] = r->body.lines[i].str;
  r->report->preamble = paragraphs;
  r->report->n_preamble = n;
  return GK_OK;
}

/* The node of the first heading: the report's own tables stand behind it. */
static size_t first_heading_node(const reader *r) {
  size_t i = 0;
  while (r->outline.n != 0 && i < r->layout->n_nodes && &r->layout->nodes[i].u.para != r->body.lines[r->n_head].text)
    i++;
  return i;
}

/* The title is not one of the text's lines. */
static void take_title(reader *r, const gk_title *title) {
  r->title.text = title->text;
  r->title.agency = title->agency;
  r->title.year = title->year;
}

/* A title that stands nowhere but in a portal's table. */
static gk_status find_title_on_card(reader *r) {
  gk_line line = {.str = r->card.title};
  gk_title title;
  gk_status status = gk_title_find(r->arena, &(gk_body){&line, 1}, 1, (gk_str){NULL, 0}, &title);
  if (status == GK_OK)
    take_title(r, &title);
  return status;
}

static gk_status prepare(reader *r) {
  gk_status status = gk_fold_init(&r->fold, r->arena, GK_FOLD_PARAGRAPH);
  if (status == GK_OK)
    status = gk_body_collect(r->arena, r->layout, &r->body);
  if (status == GK_OK)
    drop_page_numbers(r);
  if (status == GK_OK)
    status = gk_outline_find(r->arena, &r->body, &r->outline);
  if (status != GK_OK)
    return status;
  r->n_head = r->outline.n ? r->outline.entries[0].line : r->body.n;
  gk_card_read(r->layout, first_heading_node(r), &r->fold, &r->card);
  status = gk_about_read(r->arena, r->layout, &r->fold, &r->about);
  if (status == GK_OK)
    status = gk_title_find(r->arena, &r->body, r->n_head, r->about.title.text, &r->title);
  if (r->title.text.n == 0 && r->about.title.text.n != 0)
    take_title(r, &r->about.title);
  else if (status == GK_OK && r->title.text.n == 0 && r->card.title.n != 0)
    status = find_title_on_card(r);
  return status;
}

gk_status gk_extract_metadata(gk_arena *arena, const gk_layout *layout, gk_diags *diags, gk_report *report) {
  reader r = {.arena = arena, .layout = layout, .diags = diags, .report = report};
  gk_status status = prepare(&r);
  if (status != GK_OK)
    return status;
  report->title = r.title.text;
  find_period(&r);
  find_year(&r);
  cut_portal_foot(&r);
  find_signature(&r);
  if (report->published.year == 0)
    find_publish_line(&r);
  if (report->published.year == 0 && gk_published_plausible(r.about.published, report->year))
    report->published = r.about.published;
  find_agency(&r);
  find_contact(&r);
  gk_outline_check(&r.outline, layout, &r.body, diags);
  status = build_preamble(&r);
  if (status == GK_OK)
    status = gk_sections_build(arena, &r.body, &r.outline, report);
  return gk_arena_failed(arena) ? GK_STATUS_NO_MEMORY : status;
}
