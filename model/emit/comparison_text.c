/* A comparison for a person, in Chinese: heading, what to know first, metadata, cells, links, text. */
#include "emit/comparison_text.h"

enum {
  MAX_TITLE = 40, /* columns */
};

static void put_year(gk_terminal *t, const gk_report *report) {
  if (report->year > 0) {
    gk_out_uint(&t->out, (uint64_t)report->year);
    gk_out_text(&t->out, "年");
  } else {
    gk_out_text(&t->out, "年度不详");
  }
}

static void put_agency(gk_terminal *t, const gk_report *report) {
  if (report->agency.n > 0)
    gk_terminal_visible(t, report->agency);
  else
    gk_out_text(&t->out, "（未找到机关名称）");
  gk_out_char(&t->out, ' ');
}

static void put_source(gk_terminal *t, const char *label, const gk_source *source) {
  gk_terminal_style(t, GK_STYLE_DIM);
  gk_out_text(&t->out, label);
  gk_terminal_visible(t, source->name);
  if (source->member.n > 0) {
    gk_out_char(&t->out, '/');
    gk_terminal_visible(t, source->member);
  }
  gk_terminal_style(t, GK_STYLE_PLAIN);
  gk_out_char(&t->out, '\n');
}

static void put_heading(gk_comparison_writer *w, const gk_source sources[2]) {
  const gk_comparison *c = w->c;
  gk_terminal_style(&w->t, GK_STYLE_BOLD);
  put_agency(&w->t, c->before);
  put_year(&w->t, c->before);
  gk_out_text(&w->t.out, " → ");
  if (c->differs[GK_FIELD_AGENCY])
    put_agency(&w->t, c->after);
  put_year(&w->t, c->after);
  gk_terminal_style(&w->t, GK_STYLE_PLAIN);
  gk_out_char(&w->t.out, '\n');
  put_source(&w->t, "  前  ", &sources[GK_BEFORE]);
  put_source(&w->t, "  后  ", &sources[GK_AFTER]);
}

static void put_diag(gk_terminal *t, const gk_diag *diag) {
  char message[GK_DIAG_SIZE];
  size_t n = gk_diag_format_zh(diag, message, sizeof message);
  gk_out_text(&t->out, "  ");
  gk_terminal_style(t, diag->kind->severity == GK_SEVERITY_NOTE ? GK_STYLE_DIM : GK_STYLE_RED);
  gk_out_text(&t->out, "! ");
  gk_out_str(&t->out, (gk_str){message, n});
  gk_terminal_style(t, GK_STYLE_PLAIN);
  gk_out_char(&t->out, '\n');
}

static gk_str field_text(const gk_report *report, gk_field field) {
  switch (field) {
  case GK_FIELD_TITLE:
    return report->title;
  case GK_FIELD_ADDRESS:
    return report->contact.address;
  case GK_FIELD_EMAIL:
    return report->contact.email;
  case GK_FIELD_FAX:
    return report->contact.fax;
  case GK_FIELD_PHONE:
    return report->contact.phone;
  case GK_FIELD_POSTCODE:
    return report->contact.postcode;
  case GK_FIELD_WEBSITE:
    return report->contact.website;
  default:
    return (gk_str){NULL, 0};
  }
}

static void put_field(gk_terminal *t, gk_str value) {
  if (value.n > 0)
    gk_terminal_visible(t, value);
  else
    gk_out_text(&t->out, "（无）");
}

static void put_date(gk_terminal *t, gk_date date) {
  if (date.year <= 0) {
    gk_out_text(&t->out, "（无）");
    return;
  }
  gk_out_uint(&t->out, (uint64_t)date.year);
  gk_out_char(&t->out, '-');
  gk_out_char(&t->out, (char)('0' + date.month / 10));
  gk_out_char(&t->out, (char)('0' + date.month % 10));
  gk_out_char(&t->out, '-');
  gk_out_char(&t->out, (char)('0' + date.day / 10));
  gk_out_char(&t->out, (char)('0' + date.day % 10));
}

/* Agency and year stand in the heading, the forms among the diagnostics; each year is published on a day of its own. */
static int is_field_shown(const gk_comparison *c, gk_field field) {
  if (field == GK_FIELD_AGENCY || field == GK_FIELD_YEAR || field == GK_FIELD_FORM)
    return 0;
  return c->differs[field] && (field != GK_FIELD_PUBLISHED || c->years == GK_YEARS_SAME);
}

static void put_metadata(gk_comparison_writer *w) {
  static const char *const labels[GK_N_FIELDS] = {
      [GK_FIELD_PUBLISHED] = "发布日期", [GK_FIELD_TITLE] = "标题",  [GK_FIELD_ADDRESS] = "地址",
      [GK_FIELD_EMAIL] = "电子邮箱",     [GK_FIELD_FAX] = "传真",    [GK_FIELD_PHONE] = "电话",
      [GK_FIELD_POSTCODE] = "邮编",      [GK_FIELD_WEBSITE] = "网址"};
  for (size_t i = 0; i < GK_N_FIELDS; i++) {
    if (!is_field_shown(w->c, (gk_field)i))
      continue;
    gk_out_text(&w->t.out, "  ");
    gk_out_text(&w->t.out, labels[i]);
    gk_out_text(&w->t.out, "：");
    if (i == GK_FIELD_PUBLISHED) {
      put_date(&w->t, w->c->before->published);
      gk_out_text(&w->t.out, " → ");
      put_date(&w->t, w->c->after->published);
    } else {
      put_field(&w->t, field_text(w->c->before, (gk_field)i));
      gk_out_text(&w->t.out, " → ");
      put_field(&w->t, field_text(w->c->after, (gk_field)i));
    }
    gk_out_char(&w->t.out, '\n');
  }
}

/* The section as its report calls it; the later report's name where both have it. */
static gk_str section_title(const gk_comparison *c, size_t id) {
  const gk_section_pair *pair = &c->sections[id];
  const gk_section *section = c->later == GK_AFTER ? pair->after : pair->before;
  if (section == NULL)
    section = pair->after != NULL ? pair->after : pair->before;
  if (section == NULL)
    return (gk_str){NULL, 0};
  return section->title.n > 0 ? section->title : GK_LIT("（无标题）");
}

static int is_section_shown(const gk_section_pair *pair) {
  int is_in_one = (pair->before == NULL) != (pair->after == NULL);
  return is_in_one || pair->n_chars_before > 0 || pair->n_chars_after > 0;
}

/* Widths of the table of sections. */
typedef struct widths {
  size_t title;
  size_t before;
  size_t after;
} widths;

static size_t digits_of(size_t n) {
  size_t digits = 1;
  for (; n >= 10; n /= 10)
    digits++;
  return digits;
}

static void widen(size_t *width, size_t columns) {
  if (*width < columns)
    *width = columns;
}

static widths measure(const gk_comparison *c) {
  widths all = {0};
  for (size_t id = 0; id < GK_N_SECTIONS; id++) {
    const gk_section_pair *pair = &c->sections[id];
    if (!is_section_shown(pair))
      continue;
    widen(&all.title, gk_text_columns_cut(section_title(c, id), MAX_TITLE));
    widen(&all.before, digits_of(pair->n_chars_before));
    widen(&all.after, digits_of(pair->n_chars_after));
  }
  return all;
}

static void put_count(gk_terminal *t, size_t n, size_t width) {
  gk_terminal_blanks(t, width - digits_of(n));
  gk_out_uint(&t->out, n);
}

static void put_share(gk_terminal *t, const gk_text_share *share) {
  gk_out_text(&t->out, "相同 ");
  gk_terminal_percent(t, share->n_repeated, share->n_chars);
  gk_out_text(&t->out, "，不计数字 ");
  gk_terminal_percent(t, share->n_repeated_masked, share->n_chars);
}

static void put_section(gk_comparison_writer *w, size_t id, const widths *all) {
  const gk_section_pair *pair = &w->c->sections[id];
  gk_str title = section_title(w->c, id);
  gk_out_text(&w->t.out, "    ");
  gk_terminal_visible_cut(&w->t, title, MAX_TITLE);
  gk_terminal_blanks(&w->t, 2 + all->title - gk_text_columns_cut(title, MAX_TITLE));
  put_count(&w->t, pair->n_chars_before, all->before);
  gk_out_text(&w->t.out, " → ");
  put_count(&w->t, pair->n_chars_after, all->after);
  gk_out_text(&w->t.out, " 字");
  if (pair->before == NULL || pair->after == NULL) {
    gk_out_text(&w->t.out, pair->before == NULL ? "，前一份没有" : "，后一份没有");
  } else if (pair->is_same) {
    gk_out_text(&w->t.out, "，一字未改");
  } else if (pair->share.n_chars > 0) {
    gk_out_text(&w->t.out, "，");
    put_share(&w->t, &pair->share);
  }
  gk_out_char(&w->t.out, '\n');
}

static void put_text(gk_comparison_writer *w) {
  const gk_comparison *c = w->c;
  const widths all = measure(c);
  if (all.before == 0) /* no section has text */
    return;
  gk_out_text(&w->t.out, c->years == GK_YEARS_NEXT ? "  文字（与上一年比）：" : "  文字（与另一份比）：");
  gk_out_uint(&w->t.out, c->text.n_chars);
  gk_out_text(&w->t.out, " 字，");
  put_share(&w->t, &c->text);
  gk_out_char(&w->t.out, '\n');
  for (size_t id = 0; id < GK_N_SECTIONS; id++)
    if (is_section_shown(&c->sections[id]))
      put_section(w, id, &all);
}

gk_status gk_emit_comparison(const gk_comparison *comparison, const gk_source sources[2], gk_scope scope,
                             gk_colour colour, gk_sink sink) {
  gk_comparison_writer w = {.c = comparison, .scope = scope};
  gk_terminal_init(&w.t, colour, sink);
  put_heading(&w, sources);
  for (size_t i = 0; i < comparison->diags.n; i++)
    put_diag(&w.t, &comparison->diags.items[i]);
  put_metadata(&w);
  gk_put_compared_cells(&w);
  gk_put_compared_links(&w);
  put_text(&w);
  return gk_out_finish(&w.t.out);
}
