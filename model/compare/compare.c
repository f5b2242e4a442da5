#include "gongkai/compare.h"

#include <string.h>

#include "compare/compared.h"
#include "compare/sentences.h"
#include "extract/fold.h"

#define MAX_DIAGS 16

#define GK_DIAG(id, code, severity, english, chinese)                                                                  \
  const gk_diag_kind GK_DIAG_##id = {code, GK_SEVERITY_##severity, english, chinese};
GK_COMPARE_DIAGS(GK_DIAG)
#undef GK_DIAG

const char *gk_side_name(gk_side side) {
  return side == GK_BEFORE ? "before" : side == GK_AFTER ? "after" : "unknown";
}

const char *gk_years_name(gk_years years) {
  static const char *const names[] = {"unknown", "same", "next", "apart"};
  return (unsigned)years < sizeof names / sizeof *names ? names[years] : "unknown";
}

const char *gk_field_name(gk_field field) {
  static const char *const names[] = {
      "agency",      "form",          "published",        "title",          "year", "contact.address", "contact.email",
      "contact.fax", "contact.phone", "contact.postcode", "contact.website"};
  _Static_assert(sizeof names / sizeof *names == GK_N_FIELDS, "a name for every field");
  return (unsigned)field < GK_N_FIELDS ? names[field] : "unknown";
}

static void tell(gk_comparison *c, const gk_diag_kind *kind, int64_t first, int64_t second) {
  gk_diags_add(&c->diags, (gk_diag){.kind = kind, .cell = GK_NO_CELL, .args = {first, second}});
}

static void compare_years(gk_comparison *c) {
  int before = c->before->year, after = c->after->year, apart = after > before ? after - before : before - after;
  c->later = GK_AFTER;
  if (before <= 0 || after <= 0) {
    c->years = GK_YEARS_UNKNOWN;
    tell(c, &GK_DIAG_YEAR_UNKNOWN, 0, 0);
    return;
  }
  c->years = apart == 0 ? GK_YEARS_SAME : apart == 1 ? GK_YEARS_NEXT : GK_YEARS_APART;
  if (apart == 0)
    tell(c, &GK_DIAG_YEARS_SAME, after, 0);
  if (apart > 1)
    tell(c, &GK_DIAG_YEARS_APART, apart, 0);
  if (before > after) {
    c->later = GK_BEFORE;
    tell(c, &GK_DIAG_YEARS_REVERSED, before, after);
  }
}

static void compare_agencies(gk_comparison *c) {
  if (c->before->agency.n == 0 || c->after->agency.n == 0)
    tell(c, &GK_DIAG_AGENCY_UNKNOWN, 0, 0);
  else if (c->differs[GK_FIELD_AGENCY])
    tell(c, &GK_DIAG_AGENCIES_DIFFER, 0, 0);
}

static void compare_form_kinds(gk_comparison *c) {
  const gk_form *before = c->before->form, *after = c->after->form;
  if (before == NULL || after == NULL)
    tell(c, &GK_DIAG_FORM_UNKNOWN, 0, 0);
  else if (before != after)
    tell(c, &GK_DIAG_FORMS_DIFFER, before->first_year, after->first_year);
}

/* A title's letters without its numbers, since that of every year has its year. */
static int mask_title(gk_letters *masked, gk_str title) {
  gk_letters plain = {.arena = masked->arena};
  return gk_letters_add(&plain, title) && gk_letters_add_masked(masked, plain.cp, plain.n);
}

/* -1 if there is no memory. */
static int titles_differ(gk_arena *arena, gk_str before, gk_str after) {
  gk_letters a = {.arena = arena}, b = {.arena = arena};
  if (!mask_title(&a, before) || !mask_title(&b, after))
    return -1;
  return a.n != b.n || (a.n > 0 && memcmp(a.cp, b.cp, a.n * sizeof *a.cp) != 0);
}

static int dates_differ(gk_date a, gk_date b) {
  return a.year != b.year || (a.year > 0 && (a.month != b.month || a.day != b.day));
}

static gk_status compare_fields(gk_arena *arena, gk_comparison *c) {
  const gk_report *a = c->before, *b = c->after;
  const gk_arena_mark mark = gk_arena_mark_get(arena);
  const int title = titles_differ(arena, a->title, b->title);
  gk_arena_rewind(arena, mark);
  const uint8_t differs[GK_N_FIELDS] = {
      [GK_FIELD_AGENCY] = !gk_fold_same(a->agency, b->agency),
      [GK_FIELD_FORM] = a->form != b->form,
      [GK_FIELD_PUBLISHED] = (uint8_t)dates_differ(a->published, b->published),
      [GK_FIELD_TITLE] = title != 0,
      [GK_FIELD_YEAR] = a->year != b->year,
      [GK_FIELD_ADDRESS] = !gk_fold_same(a->contact.address, b->contact.address),
      [GK_FIELD_EMAIL] = !gk_fold_same(a->contact.email, b->contact.email),
      [GK_FIELD_FAX] = !gk_fold_same(a->contact.fax, b->contact.fax),
      [GK_FIELD_PHONE] = !gk_fold_same(a->contact.phone, b->contact.phone),
      [GK_FIELD_POSTCODE] = !gk_fold_same(a->contact.postcode, b->contact.postcode),
      [GK_FIELD_WEBSITE] = !gk_fold_same(a->contact.website, b->contact.website),
  };
  memcpy(c->differs, differs, sizeof differs);
  return title < 0 ? GK_STATUS_NO_MEMORY : GK_OK;
}

gk_status gk_compare(gk_arena *arena, const gk_report *before, const gk_report *after, gk_comparison *c) {
  *c = (gk_comparison){.before = before, .after = after};
  gk_diags_init(&c->diags, arena, MAX_DIAGS);
  gk_status status = compare_fields(arena, c);
  compare_agencies(c);
  compare_years(c);
  compare_form_kinds(c);
  if (status == GK_OK)
    status = gk_compare_cells(arena, c);
  if (status == GK_OK)
    status = gk_compare_forms(arena, c);
  if (status == GK_OK)
    status = gk_compare_links(arena, c);
  if (status == GK_OK)
    status = gk_compare_text(arena, c);
  if (status == GK_OK && gk_arena_failed(arena))
    status = GK_STATUS_NO_MEMORY;
  if (status != GK_OK)
    memset(c, 0, sizeof *c);
  return status;
}
