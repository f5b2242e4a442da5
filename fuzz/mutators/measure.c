#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "measure.h"
#include "support/files.h"

/* A block of exactly `max` bytes: the sanitizers see who writes behind it. */
static char *block(size_t max) {
  char *p = malloc(max > 0 ? max : 1);
  assert_non_null(p);
  return p;
}

static void check_again(const mutate_kind *kind, unsigned seed, gk_str doc, gk_str other, gk_str mutant) {
  char *again = block(MEASURED_MAX_BYTES);
  assert_int_equal(mutate_run(kind, seed, doc, other, again, MEASURED_MAX_BYTES, NULL), mutant.n);
  assert_memory_equal(again, mutant.p, mutant.n);
  free(again);
}

measured measure(const mutate_kind *kind, gk_str doc, gk_str other, unsigned n, measure_reads *reads) {
  measured m = {.n = n};
  char *p = block(MEASURED_MAX_BYTES);
  for (unsigned seed = 0; seed < n; seed++) {
    mutate_made made;
    gk_str mutant = {p, mutate_run(kind, seed, doc, other, p, MEASURED_MAX_BYTES, &made)};
    assert_true(mutant.n <= MEASURED_MAX_BYTES);
    int is_read = reads(mutant);
    m.n_read += is_read != 0;
    m.n_sound += made == MUTATE_SOUND;
    m.n_sound_bad += made == MUTATE_SOUND && !is_read;
    m.n_changed += mutant.n != doc.n || memcmp(mutant.p, doc.p, doc.n) != 0;
    if (seed % 16 == 0)
      check_again(kind, seed, doc, other, mutant);
  }
  free(p);
  return m;
}

void measure_add(measured *sum, measured more) {
  sum->n += more.n;
  sum->n_read += more.n_read;
  sum->n_sound += more.n_sound;
  sum->n_sound_bad += more.n_sound_bad;
  sum->n_changed += more.n_changed;
}

unsigned measure_percent(const char *what, const measured *m) {
  unsigned percent = m->n_read * 100 / m->n;
  printf("%-8s %5u mutants, read: %5u (%u %%), meant to be: %u, different: %u\n", what, m->n, m->n_read, percent,
         m->n_sound, m->n_changed);
  return percent;
}

void measure_cuts(const mutate_kind *kind, gk_str doc, measure_reads *reads) {
  enum { MANY = 1 << 12 };
  size_t k = 0;
  char *p = block(doc.n);
  for (; k < MANY; k++) {
    mutate_out out = {.p = p, .max = doc.n};
    if (!kind->cut(doc, k, &out))
      break;
    assert_true(out.is_full || (out.n < doc.n && reads((gk_str){p, out.n})));
  }
  assert_in_range(k, 1, MANY - 1);
  free(p);
}

gk_str measure_seed(const char *name) {
  char path[4096];
  snprintf(path, sizeof path, SEEDS "/%s", name);
  gk_str doc = file_read(path);
  assert_non_null(doc.p);
  return doc;
}

void measure_free(gk_str doc) {
  free((void *)(uintptr_t)doc.p);
}

static void survive(const mutate_kind *kind, gk_str doc) {
  static const size_t limits[] = {0, 1, 2, 7, 64, 5000};
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
    for (unsigned seed = 0; seed < 32; seed++) {
      char *out = block(limits[i]);
      assert_true(mutate_run(kind, seed, doc, doc, out, limits[i], NULL) <= limits[i]);
      free(out);
    }
}

void measure_odd(const mutate_kind *kind) {
  static const char *const odd[] = {"",       "<",          "<a",  "<a b=\"",    "</a>",       "<a/>",
                                    "<!--",   "<![CDATA[",  "<a>", "<a></b>",    "<a><b></a>", "PK\3\4",
                                    "PK\5\6", "\xE4\xB8",   "\n",  "|",          "\t\t",       "\n%PART%\n",
                                    "   ",    "<a b='c\">", "<?",  "<a =\"\"/>", "< >",        "\r\n\r"};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
    size_t n = strlen(odd[i]);
    char *exact = block(n);
    memcpy(exact, odd[i], n);
    survive(kind, (gk_str){exact, n});
    free(exact);
  }
  for (const char *c = "<>/\t|\n \"P"; *c != '\0'; c++) {
    char *same = block(3000);
    memset(same, *c, 3000);
    survive(kind, (gk_str){same, 3000});
    free(same);
  }
}
