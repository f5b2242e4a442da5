#include "emit/csv.h"
#include "emit/clean.h"

#include <string.h>

void gk_csv_init(gk_csv *csv, gk_csv_dialect dialect, gk_sink sink) {
  gk_out_init(&csv->out, sink);
  csv->dialect = dialect;
  csv->in_row = 0;
}

gk_status gk_csv_finish(gk_csv *csv) {
  return gk_out_finish(&csv->out);
}

void gk_csv_end_row(gk_csv *csv) {
  gk_out_str(&csv->out, GK_LIT("\r\n"));
  csv->in_row = 0;
}

static void separate(gk_csv *csv) {
  if (csv->in_row)
    gk_out_char(&csv->out, ',');
  csv->in_row = 1;
}

void gk_csv_skip(gk_csv *csv, size_t n_fields) {
  for (size_t i = 0; i < n_fields; i++)
    separate(csv);
}

static int is_blank(char c) {
  return c == ' ' || c == '\t';
}

static int needs_quotes(gk_str s) {
  for (size_t i = 0; i < s.n; i++)
    if (s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r')
      return 1;
  return s.n > 0 && (is_blank(s.p[0]) || is_blank(s.p[s.n - 1]));
}

/*
 * Whether a spreadsheet would calculate it: what starts like a formula and goes on. A lone stroke, in half the cells of
 * a report, is text to all of them. Source: OWASP, CSV injection; the wide forms are what Chinese input methods give,
 * and Excel takes them for the narrow ones.
 */
static int is_formula(gk_str s) {
  static const gk_str starts[] = {{"=", 1},  {"+", 1},  {"-", 1},  {"@", 1},  {"\t", 1}, {"\r", 1},
                                  {"\n", 1}, {"＝", 3}, {"＋", 3}, {"－", 3}, {"＠", 3}};
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
    if (s.n > starts[i].n && memcmp(s.p, starts[i].p, starts[i].n) == 0)
      return 1;
  return 0;
}

/* Doubles the quotes. */
static void put_quoted(gk_out *out, gk_str s) {
  while (s.n > 0) {
    const char *quote = memchr(s.p, '"', s.n);
    size_t n = quote == NULL ? s.n : (size_t)(quote - s.p) + 1;
    gk_out_str(out, (gk_str){s.p, n});
    if (quote != NULL)
      gk_out_char(out, '"');
    s.p += n;
    s.n -= n;
  }
}

/* Whether it is of nothing but ASCII from '-' on and well-formed UTF-8: nothing to quote and nothing to clean. */
static int is_plain(gk_str s) {
  int is_well_formed = 1;
  for (size_t i = 0; i < s.n && is_well_formed;) {
    unsigned char c = (unsigned char)s.p[i];
    if (c < '-' || c == 0x7F)
      return 0;
    i += c < 0x80 ? 1 : gk_clean_step(s.p + i, s.p + s.n, &is_well_formed);
  }
  return is_well_formed;
}

/* Whatever else stands in a field. */
static void put_odd(gk_csv *csv, gk_str s) {
  gk_out *out = &csv->out;
  int is_quoted = needs_quotes(s);
  if (is_quoted)
    gk_out_char(out, '"');
  if (csv->dialect == GK_CSV_EXCEL && is_formula(s))
    gk_out_char(out, '\'');
  while (s.n > 0)
    put_quoted(out, gk_clean_next(&s, GK_CLEAN_CONTROLS));
  if (is_quoted)
    gk_out_char(out, '"');
}

void gk_csv_str(gk_csv *csv, gk_str s) {
  separate(csv);
  if (is_plain(s) && !(csv->dialect == GK_CSV_EXCEL && is_formula(s)))
    gk_out_str(&csv->out, s);
  else
    put_odd(csv, s);
}

void gk_csv_text(gk_csv *csv, const char *s) {
  gk_csv_str(csv, (gk_str){s, s == NULL ? 0 : strlen(s)});
}

void gk_csv_word(gk_csv *csv, const char *plain, const char *excel) {
  gk_csv_text(csv, csv->dialect == GK_CSV_EXCEL ? excel : plain);
}

void gk_csv_uint(gk_csv *csv, uint64_t value) {
  separate(csv);
  gk_out_uint(&csv->out, value);
}

void gk_csv_decimal(gk_csv *csv, gk_decimal value) {
  char number[GK_DECIMAL_SIZE];
  separate(csv);
  gk_out_str(&csv->out, (gk_str){number, gk_decimal_format(value, number)});
}
